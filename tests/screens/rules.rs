//! The rules screen over a real encrypted registry: what the chief sets or confirms is what every
//! other screen says from then on.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::{Lang, Role};
use hoso::ui::app::Event;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::effect::Effect;
use hoso::ui::keymap::Key;
use hoso::vault::Password;

const TO_COMPARE: &str = "cần đối chiếu văn bản gốc";

/// A registry with one person whose positive test of this morning waits for U1.
fn bench() -> Bench {
    let bench = Bench::at("23/11/2026 08:00");
    let mut registry = bench.found();
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "male").with(P::Born, "1990");
    let (file, _) = registry.add_person(&draft).unwrap();
    let test = EventDraft::new()
        .with(E::Kind, "test")
        .with(E::Outcome, "positive")
        .with(E::At, "23/11/2026 07:00")
        .with(E::Ground, "caught_in_act")
        .with(E::Sample, "urine")
        .with(E::SameSex, "yes");
    registry.record(&file, &test).unwrap();
    registry.add_officer("canbo", "Người Khác", Role::Officer, Password::new(PASSWORD)).unwrap();
    bench
}

fn start(bench: &Bench) -> App<RegistryDesk> {
    let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(now()));
    let mut app = App::start(desk, (120, 40), Lang::Vi);
    app.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    app
}

/// On the rules screen, standing on the rule that verifies the residence.
fn at_residence_rule(app: &mut App<RegistryDesk>) {
    app.press(Key::Char('q')).type_text("xac minh noi cu tru d58.1");
    assert_eq!(app.model.place(), Place::Rules);
    assert!(app.picture().contains("clock.u1"), "{}", app.picture());
}

#[test]
fn a_confirmed_rule_loses_its_note_on_every_screen_at_once() {
    let bench = bench();
    let mut app = start(&bench);
    assert!(app.picture().contains(TO_COMPARE), "{}", app.picture());
    at_residence_rule(&mut app);
    app.press(Key::F(7));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.type_text("Công báo số 12, trang 30").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Rules, "{}", app.picture());
    let picture = app.picture();
    assert!(picture.contains("✓ Đã đối chiếu: truong 23/11/2026"), "{picture}");
    assert!(picture.contains("Công báo số 12, trang 30"), "{picture}");
    // The same again is refused in words, and nothing is half done.
    app.press(Key::F(7)).type_text("lần nữa").press(Key::Ctrl('s'));
    assert!(app.picture().contains("đã được đối chiếu"), "{}", app.picture());
    while app.model.place() != Place::Today {
        app.press(Key::Esc);
        if app.model.place() == Place::Confirm {
            app.press(Key::Char('c'));
        }
    }
    let picture = app.picture();
    assert!(picture.contains("Căn cứ: D163 Đ58.1") && !picture.contains(TO_COMPARE), "{picture}");
    drop(app);
    // Another day at the desk: the same, from the first screen on.
    assert!(!start(&bench).picture().contains(TO_COMPARE));
    let journal = bench.open().journal(50).unwrap();
    let told = journal.iter().find(|l| l.act == "rule_confirmed").unwrap();
    assert!(told.reason.as_deref().unwrap().contains("trang 30"));
}

#[test]
fn a_figure_set_is_named_beside_the_original_on_hom_nay() {
    let bench = bench();
    let mut app = start(&bench);
    assert!(app.picture().contains("24/11/2026 07:00"), "{}", app.picture());
    at_residence_rule(&mut app);
    app.press(Key::Enter).press(Key::Ctrl('u')).type_text("36").press(Key::Tab).press(Key::Tab);
    app.type_text("theo công văn").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Rules, "{}", app.picture());
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Rules, "Esc first shows all rules again");
    app.press(Key::Esc);
    let picture = app.picture();
    assert!(picture.contains("24/11/2026 19:00"), "the clock was computed again: {picture}");
    assert!(picture.contains("đơn vị đặt 36 h từ 23/11/2026"), "{picture}");
}

#[test]
fn a_new_day_asks_for_the_rules_in_force_on_it() {
    let mut app = App::working((80, 24));
    let tomorrow = now() + chrono::TimeDelta::days(1);
    let asked = app.model.update(Event::Tick { now: tomorrow, uptime: app.uptime });
    assert!(matches!(asked.first(), Some(Effect::LoadRules)));
    let again = app.model.update(Event::Tick { now: tomorrow, uptime: app.uptime });
    assert!(again.is_empty(), "once a day");
}

#[test]
fn refresh_reads_rules_and_calendar_again() {
    let bench = bench();
    let mut app = start(&bench);
    at_residence_rule(&mut app);
    app.press(Key::Ctrl('r'));
    assert_eq!(app.model.place(), Place::Rules);
    assert!(app.picture().contains("clock.u1"), "what was typed stays: {}", app.picture());
    app.press(Key::Esc).press(Key::Esc).press(Key::Char('l'));
    let before = app.picture();
    app.press(Key::Ctrl('r'));
    assert_eq!((app.model.place(), app.picture()), (Place::Calendar, before));
}

#[test]
fn days_off_are_entered_by_keys_and_stand_beside_the_table() {
    let bench = bench();
    let mut app = start(&bench);
    app.press(Key::Char('q')).press(Key::F(8));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.type_text("24/01/2028").press(Key::Tab).type_text("28/01/2028").press(Key::Tab);
    app.press(Key::Tab).press(Key::Tab).type_text("Tết Nguyên đán").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Rules, "{}", app.picture());
    app.type_text("holidays 2028");
    let picture = app.picture();
    assert!(picture.contains("Nghỉ: 24/01–28/01"), "{picture}");
    assert!(picture.contains("24/01/2028 – 28/01/2028 nghỉ từ 23/11/2026"), "{picture}");
    assert!(picture.contains("Tết Nguyên đán"), "{picture}");
    // The same days again: the form says why not.
    app.press(Key::Enter).type_text("25/01/2028").press(Key::Tab).press(Key::Tab).press(Key::Tab);
    app.press(Key::Tab).type_text("lần nữa").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Form);
    assert!(app.picture().contains("đang áp dụng vào ngày đó"), "{}", app.picture());
}

#[test]
fn each_screen_opens_its_own_page_of_the_manual() {
    let check = |keys: &[Key], heading: &str| {
        let mut app = App::working((120, 40));
        for key in keys {
            app.press(*key);
        }
        let mut picture = app.press(Key::F(1)).picture();
        picture += &app.press(Key::PageDown).picture();
        assert!(picture.contains(heading), "{heading}: {picture}");
    };
    let (o, c, l) = (Key::Char('o'), Key::Char('c'), Key::Char('l'));
    check(&[l], "3. Hôm nay");
    check(&[l, Key::Char('i'), Key::Enter], "3. Hôm nay");
    check(&[o, c, Key::Enter], "Khi ghi sai: đính chính, hủy, hoàn tác");
    check(&[o, Key::BackTab], "Khi ghi sai: đính chính, hủy, hoàn tác");
    check(&[Key::Char('q'), Key::F(8)], "Trưởng Công an cấp xã");
}

#[test]
fn who_is_no_chief_is_told_before_typing_not_after() {
    let mut desk = super::fake::FakeDesk::new();
    desk.role = hoso::domain::word::Role::Officer;
    let mut app = App::start(desk, (80, 24), hoso::domain::word::Lang::Vi);
    app.unlock();
    app.press(Key::Char('q'));
    for key in [Key::Enter, Key::F(7), Key::F(8)] {
        app.press(key);
        assert_eq!(app.model.place(), hoso::ui::command::Place::Rules, "{key:?}");
        assert!(app.picture().contains("chỉ Trưởng Công an cấp xã"), "{}", app.picture());
    }
    app.press(Key::Down);
    assert!(!app.picture().contains("Đặt số khác"), "not offered: {}", app.picture());
}

#[test]
fn from_a_page_of_the_manual_every_other_is_reached() {
    let mut app = App::working((80, 24));
    app.press(Key::F(1)).press(Key::Right);
    assert!(app.picture().contains("4. Danh sách"), "{}", app.picture());
    // Only its own page has the keys of the screen above it.
    assert!(!app.picture().contains("Phím dùng ở màn hình này"), "{}", app.picture());
    app.press(Key::Left);
    assert!(app.picture().contains("Phím dùng ở màn hình này"), "{}", app.picture());
    app.press(Key::Char('m'));
    let contents = app.picture();
    assert!(contents.contains("1. Bắt đầu") && contents.contains("10. Sao lưu"), "{contents}");
    app.type_text("nhat ky").press(Key::Enter);
    assert!(app.picture().contains("Tra cứu: Nhật ký"), "{}", app.picture());
    app.press(Key::Esc);
    assert_eq!(app.model.place(), hoso::ui::command::Place::Today);
    // A message has no other pages, and says nothing of them.
    app.press(Key::Alt('0'));
    assert!(!app.picture().contains("Mục lục"), "{}", app.picture());
}
