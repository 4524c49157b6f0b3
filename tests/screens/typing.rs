//! Vietnamese typed by the program's own Telex and VNI, and an officer's own settings.

use super::fake::{App, FakeDesk, trouble};
use hoso::domain::word::Lang;
use hoso::ui::app::Event;
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Asked, Desk, Effect};
use hoso::ui::keymap::Key;
use hoso::ui::preference::Preference;

const SIZE: (u16, u16) = (80, 24);

fn asked(app: &App<FakeDesk>) -> String {
    let of = |e: &Effect| match e {
        Effect::LoadPeople { query, .. } => Some(query.find.clone()),
        _ => None,
    };
    app.desk.ran.iter().rev().find_map(of).unwrap_or_default()
}

#[test]
fn one_key_switches_and_the_footer_says_how_one_types() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3));
    assert!(app.picture().contains("Ctrl+G Gõ: tắt"), "{}", app.picture());
    app.type_text("ddawngj");
    assert_eq!(asked(&app), "ddawngj", "off until asked for");
    app.press(Key::Ctrl('u')).press(Key::Ctrl('g'));
    assert!(app.picture().contains("Ctrl+G Gõ: Telex"), "{}", app.picture());
    app.type_text("ddawngj");
    assert_eq!(asked(&app), "đặng");
    app.press(Key::Ctrl('u')).press(Key::Ctrl('g')).type_text("d9a8ng5");
    assert_eq!(asked(&app), "đặng");
    assert!(app.picture().contains("Ctrl+G Gõ: VNI"), "{}", app.picture());
    app.press(Key::Ctrl('g'));
    assert!(app.picture().contains("Ctrl+G Gõ: tắt"));
    let kept: Vec<&str> = app
        .desk
        .ran
        .iter()
        .filter_map(|e| match e {
            Effect::Prefer(Preference::Typing, value) => Some(value.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(kept, ["telex", "vni", "off"]);
}

#[test]
fn every_screen_with_a_text_field_names_the_switch() {
    for size in [SIZE, (120, 40)] {
        let mut app = App::working(size);
        let mut check = |keys: &[Key], place: Place| {
            for key in keys {
                app.press(*key);
            }
            assert_eq!(app.model.place(), place);
            let picture = app.picture();
            assert!(picture.contains("Ctrl+G Gõ: tắt"), "{picture}");
        };
        check(&[Key::Char('v')], Place::Form);
        check(&[Key::Esc, Key::F(9)], Place::Form);
        check(&[Key::Esc, Key::F(3)], Place::People);
        check(&[Key::F(7)], Place::Choose);
        check(&[Key::Esc, Key::Ctrl('p')], Place::Palette);
    }
}

#[test]
fn forms_take_marks_in_text_and_none_in_dates() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('p')).type_text("cai dat").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    // VNI, the new place of the tone, fifteen minutes.
    app.press(Key::Char('v')).press(Key::Tab).press(Key::Right).press(Key::Tab);
    app.press(Key::Ctrl('u')).type_text("16").press(Key::Ctrl('s'));
    assert!(app.picture().contains("số phút từ 1 đến 15"), "{}", app.picture());
    app.press(Key::Backspace).type_text("5").press(Key::Ctrl('s'));
    assert!(app.picture().contains("Đã nhớ cài đặt"), "{}", app.picture());
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Tab).press(Key::Ctrl('u'));
    app.type_text("23/11/2026 08:10").press(Key::Tab).type_text("D9a4 ga85p o73 Hoa2 Thuy1");
    let picture = app.picture();
    assert!(picture.contains("Đã gặp ở Hoà Thuý"), "{picture}");
    assert!(picture.contains("23/11/2026 08:10"), "{picture}");
    // Fifteen minutes it is.
    app.wait(14 * 60);
    assert_eq!(app.model.place(), Place::Form);
    app.wait(61);
    assert_eq!(app.model.place(), Place::Unlock);
}

#[test]
fn the_first_run_types_vietnamese_too() {
    let mut desk = FakeDesk::new();
    desk.without_registry = true;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.press(Key::Ctrl('g')).type_text("xax vis duj");
    assert!(app.picture().contains("xã ví dụ"), "{}", app.picture());
}

#[test]
fn errors_are_gone_to_with_one_key() {
    let mut app = App::working(SIZE);
    app.press(Key::F(9));
    assert!(!app.picture().contains("F7 Ô cần sửa"));
    app.press(Key::Ctrl('s'));
    let picture = app.picture();
    assert!(picture.contains("F7 Ô cần sửa") && picture.contains("▸Họ và tên"), "{picture}");
    app.press(Key::F(7));
    assert!(app.picture().contains("▸Giới tính"), "{}", app.picture());
    app.press(Key::F(7));
    assert!(app.picture().contains("▸Ngày sinh"), "{}", app.picture());
    app.press(Key::F(7));
    assert!(app.picture().contains("▸Họ và tên"), "{}", app.picture());
}

#[test]
fn work_that_takes_long_says_so_and_holds_nobody_up() {
    let mut app = App::working(SIZE);
    // Asked, and not answered.
    let asked = app.model.update(Event::Key(Key::F(5)));
    assert!(app.model.is_waiting() && asked.len() == 1);
    assert!(!app.picture().contains("Đang làm được"));
    app.wait(3);
    assert!(app.picture().contains("Đang làm được 3 giây"), "{}", app.picture());
    app.press(Key::F(2));
    assert!(app.picture().contains("Quá hạn"), "{}", app.picture());
    for effect in asked {
        let answer = app.desk.run(effect);
        app.model.update(Event::Answer(answer));
    }
    assert!(!app.model.is_waiting() && !app.picture().contains("Đang làm được"));
}

#[test]
fn what_takes_long_says_how_far_it_is_and_esc_stops_it() {
    let mut app = App::working((80, 24));
    app.press(Key::Ctrl('f'));
    let asked = app.model.update(Event::Key(Key::F(6)));
    assert!(asked.iter().any(|e| matches!(e, Effect::ScanDoubles)) && app.model.is_waiting());
    app.wait(3);
    app.model.update(Event::Progress(Some(450)));
    let seen = app.picture();
    assert!(seen.contains("Esc: dừng") && seen.contains("45 % █████████"), "{seen}");
    let asked = app.model.update(Event::Key(Key::Esc));
    assert!(matches!(asked.as_slice(), [Effect::Interrupt]));
    assert!(app.picture().contains("Đang dừng…"), "{}", app.picture());
    // The stopped scan answers, then what asked it to stop; the queue is still there.
    let stopped = trouble(hoso::services::Failure::STOPPED, "Đã dừng", "", "");
    let failed = Answer::Failed { of: Asked::Write, trouble: stopped };
    app.model.update(Event::Answer(failed));
    app.model.update(Event::Answer(Answer::Noted));
    let seen = app.picture();
    assert!(seen.contains("Đã dừng, chưa ghi gì"), "{seen}");
    assert!(!seen.contains("Đang so mọi người"), "{seen}");
    assert_eq!(app.model.place(), Place::Doubles);
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
}
