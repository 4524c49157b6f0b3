//! Doubles, merge and split, taking back and cancelled entries, by keys over a real encrypted
//! registry, with pictures at both sizes.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::Lang;
use hoso::services::Registry;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

fn draft(name: &str, born: &str) -> PersonDraft {
    PersonDraft::new()
        .with(P::Name, name)
        .with(P::Sex, "male")
        .with(P::Born, born)
        .with(P::Hamlet, "Thôn Đông Thượng Bản Nà Lầu")
}

/// Three files of what may be two people, one measure, two events, one of them cancelled.
fn people(r: &mut Registry) {
    let long = "Nguyễn Phúc Bảo Long Hoàng Thiên Ân";
    let a = draft(long, "12/05/1987")
        .with(P::DocumentNo, "001087001234")
        .with(P::Relatives, "Mẹ: Trần Thị Hồng Nhung, 1960");
    let (a, _) = r.add_person(&a).unwrap();
    let b = draft("Long Nguyễn Phúc Bảo Hoàng Thiên Ân", "1987")
        .with(P::Phone, "0912345678")
        .with(P::Relatives, "me tran thi hong nhung");
    let (b, _) = r.add_person(&b).unwrap();
    r.add_person(&draft("Lò Văn Mẫu", "1990")).unwrap();
    let measure =
        MeasureDraft::new().with(M::Measure, "user_management").with(M::Start, "2026-07-05");
    r.open_measure(&a, &measure).unwrap();
    let met = EventDraft::new().with(E::Kind, "contact").with(E::Outcome, "met");
    for at in ["2026-11-01T08:00", "2026-11-02T08:00"] {
        r.record(&b, &met.clone().with(E::At, at)).unwrap();
    }
    let id = r.show(&b, None).unwrap().case.events[0].id;
    r.cancel_event(&b, id, "ghi nhầm người").unwrap();
}

fn start(bench: &Bench, size: (u16, u16), lang: Lang) -> App<RegistryDesk> {
    let desk = RegistryDesk::new(bench.place(), lang, Some(now()));
    let mut app = App::start(desk, size, lang);
    app.type_text(PASSWORD).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
    app
}

fn filled() -> Bench {
    let bench = Bench::at("21/11/2026 16:00");
    people(&mut bench.found());
    bench
}

fn picture(app: &App<RegistryDesk>, name: &str, size: (u16, u16)) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), app.picture());
    });
}

fn sees(app: &App<RegistryDesk>, text: &str) {
    let seen = app.picture().replace('│', " ");
    let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(seen.contains(text), "{text}: {}", app.picture());
}

#[test]
fn doubles_are_pictured() {
    for size in SIZES {
        let bench = filled();
        let mut app = start(&bench, size, Lang::Vi);
        app.press(Key::Ctrl('f'));
        picture(&app, "doubles-empty", size);
        app.press(Key::F(6));
        picture(&app, "doubles", size);
        app.press(Key::Enter);
        assert_eq!(app.model.place(), Place::Merge, "{}", app.picture());
        picture(&app, "merge", size);
        app.press(Key::Esc).press(Key::Esc).press(Key::Ctrl('z'));
        picture(&app, "own-acts-empty", size);
        app.press(Key::Esc).press(Key::Ctrl('x'));
        picture(&app, "bin", size);
        app.press(Key::Esc).press(Key::F(9)).type_text("nguyen phuc bao long hoang thien an");
        picture(&app, "new-person-alike", size);
    }
    let bench = filled();
    let mut app = start(&bench, SIZES[0], Lang::En);
    app.press(Key::Ctrl('f')).press(Key::F(6));
    picture(&app, "doubles-en", SIZES[0]);
    app.press(Key::Enter);
    picture(&app, "merge-en", SIZES[0]);
    app.press(Key::Esc).press(Key::Esc).press(Key::Ctrl('x'));
    picture(&app, "bin-en", SIZES[0]);
}

#[test]
fn a_click_chooses_a_field_of_a_merge_and_a_second_one_turns_it() {
    for size in SIZES {
        let bench = filled();
        let mut app = start(&bench, size, Lang::Vi);
        app.press(Key::Ctrl('f')).press(Key::F(6)).press(Key::Enter);
        let phone = |app: &App<RegistryDesk>| {
            let seen = app.picture();
            seen.lines().find(|l| l.contains("Điện thoại  ")).unwrap().to_owned()
        };
        let before = phone(&app);
        app.click("Điện thoại  ");
        assert!(phone(&app).contains("▸Điện thoại"), "{}", app.picture());
        app.click("Điện thoại  ");
        let turned = phone(&app).replace('▸', " ");
        assert_ne!(turned, before, "the other side's value");
        app.click("Điện thoại  ");
        assert_eq!(phone(&app).replace('▸', " "), before);
    }
}

#[test]
fn two_files_become_one_and_two_again_by_keys() {
    let bench = filled();
    let mut app = start(&bench, SIZES[1], Lang::Vi);
    app.press(Key::Ctrl('f')).press(Key::F(6)).press(Key::Enter);
    // The name of the other file; its phone, which would fill an empty field, is not wanted.
    app.press(Key::Char(' ')).press(Key::Down).press(Key::Down).press(Key::Down);
    app.press(Key::Char(' '));
    app.press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.type_text("cùng một người").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Doubles, "{}", app.picture());
    sees(&app, "Đã gộp");
    sees(&app, "Không còn cặp nào");
    app.press(Key::Esc).press(Key::F(3)).type_text("HS-0002").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    sees(&app, "HS-0001");
    sees(&app, "Đã gộp vào đây: HS-0002");
    sees(&app, "Long Nguyễn Phúc Bảo Hoàng Thiên Ân");
    app.press(Key::Tab);
    assert!(!app.picture().contains("0912345678"), "{}", app.picture());
    app.press(Key::BackTab);
    app.press(Key::Char('d')).type_text("hai anh em").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Read, "{}", app.picture());
    sees(&app, "HS-0002 lại là một hồ sơ riêng");
    app.press(Key::Enter).press(Key::Char('d'));
    sees(&app, "chưa gộp vào hồ sơ nào");
    app.press(Key::Ctrl('f')).press(Key::F(7));
    sees(&app, "hai anh em");
    // History: what was done, and who looked.
    app.press(Key::Esc);
    for _ in 0..6 {
        app.press(Key::Tab);
    }
    app.press(Key::End);
    sees(&app, "Ai đã xem hồ sơ này");
    sees(&app, "truong");
}

#[test]
fn an_act_is_taken_back_from_another_screen_and_a_cancelled_one_restored() {
    let bench = filled();
    let mut app = start(&bench, SIZES[0], Lang::Vi);
    app.press(Key::F(3)).type_text("Lò Văn Mẫu").press(Key::Enter);
    app.press(Key::Char('s')).press(Key::Tab).press(Key::Tab).press(Key::Ctrl('s'));
    app.press(Key::Char('v'));
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    app.press(Key::Esc);
    drop(app);
    let mut r = bench.open();
    let file = hoso::domain::id::FileNo::parse("HS-0003").unwrap();
    drop(r.looks(&file).unwrap());
    drop(r);

    let mut app = start(&bench, SIZES[0], Lang::Vi);
    let named = |app: &App<RegistryDesk>| app.picture().contains("Ctrl+Z Hoàn tác");
    assert!(!named(&app), "nothing was done yet: {}", app.picture());
    app.press(Key::Ctrl('x')).press(Key::Enter);
    app.type_text("đúng người").press(Key::Ctrl('s'));
    sees(&app, "Đã khôi phục");
    sees(&app, "Không có mục nào bị hủy");
    app.press(Key::Esc).press(Key::F(5));
    assert!(named(&app), "what was done can be taken back: {}", app.picture());
    app.press(Key::Ctrl('l')).type_text(PASSWORD).press(Key::Enter);
    assert!(named(&app), "after a lock too: {}", app.picture());
    app.press(Key::Ctrl('z'));
    picture(&app, "own-acts", SIZES[0]);
    sees(&app, "Khôi phục sự kiện đã hủy");
    // The reason is offered: two keys and a confirmation.
    app.press(Key::Enter).press(Key::Ctrl('s'));
    sees(&app, "Đã hoàn tác");
    app.press(Key::Ctrl('x'));
    sees(&app, "ghi nhầm");
    app.press(Key::Esc).press(Key::Ctrl('z'));
    sees(&app, "chưa có việc nào");
    app.press(Key::Esc);
    assert!(!named(&app), "it is taken back: {}", app.picture());
}

#[test]
fn the_one_typed_is_opened_instead() {
    let bench = filled();
    let mut app = start(&bench, SIZES[1], Lang::Vi);
    app.press(Key::F(9)).type_text("nguyen phuc bao long hoang thien an");
    sees(&app, "trùng họ tên");
    app.press(Key::F(4)).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    app.press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
}
