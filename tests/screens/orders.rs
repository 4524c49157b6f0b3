//! The palette, the menus, and what every screen shares: language and colours.

use super::fake::{App, FakeDesk};
use hoso::domain::word::{Lang, Role};
use hoso::ui::command::{COMMANDS, Place};
use hoso::ui::effect::{Answer, Desk, Effect};
use hoso::ui::keymap::Key;
use hoso::ui::preference::{Preference, Preferences};

const SIZE: (u16, u16) = (80, 24);

fn opened(app: &App<FakeDesk>) -> Option<String> {
    let of = |e: &Effect| if let Effect::LoadDossier(f) = e { Some(f.to_string()) } else { None };
    app.desk.ran.iter().rev().find_map(of)
}

#[test]
fn the_palette_finds_a_command_without_marks_and_does_it() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('p')).type_text("xet nghiem").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
    assert!(app.picture().contains("Ghi xét nghiệm"));
    // Typed letters never act while they are typed.
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('p')).type_text("vktm");
    assert_eq!(app.model.place(), Place::Palette);
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn the_palette_goes_to_screens_and_to_people() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('p')).type_text("bao cao").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Report);
    app.press(Key::Ctrl('p')).type_text("mau lo").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    assert_eq!(opened(&app).as_deref(), Some("HS-0003"));
}

#[test]
fn a_name_typed_fast_opens_whom_it_names() {
    let mut app = App::working(SIZE);
    let mut keys: Vec<Key> = vec![Key::Ctrl('p')];
    keys.extend("hoa binh".chars().map(Key::Char));
    keys.push(Key::Enter);
    // Every key comes before the first answer.
    app.burst(&keys);
    assert_eq!(opened(&app).as_deref(), Some("HS-0004"));
}

#[test]
fn the_palette_offers_what_can_be_done_here_and_no_more() {
    let mut desk = FakeDesk::new();
    desk.role = Role::Inspector;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    app.press(Key::Ctrl('p')).type_text("nguoi moi");
    assert!(app.picture().contains("Không có lệnh hay người nào khớp"), "{}", app.picture());
    // Without a dossier nothing of a dossier is offered.
    let mut app = App::working(SIZE);
    app.press(Key::F(4)).press(Key::Ctrl('p')).type_text("ket thuc");
    assert!(!app.picture().contains("Kết thúc BP"), "{}", app.picture());
    // Over a form no person is offered: the form would be left behind.
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Ctrl('p')).type_text("dang");
    assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::FindPeople { .. })));
    app.press(Key::Ctrl('u')).type_text("thoi").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
}

#[test]
fn a_menu_opens_with_its_letter_and_does_its_entry() {
    let mut app = App::working(SIZE);
    app.press(Key::Alt('d')).press(Key::Down).press(Key::Enter);
    assert_eq!(app.model.place(), Place::People, "{}", app.picture());
    app.press(Key::F(10));
    assert_eq!(app.model.place(), Place::Menu);
    app.press(Key::Alt('l')).press(Key::Char('x')).press(Key::Enter);
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert!(query.sort == hoso::services::view::SortBy::Risk);
    // In a form F10 saves, and Alt opens the menus.
    app.press(Key::F(2)).press(Key::Char('v')).press(Key::Alt('v'));
    assert_eq!(app.model.place(), Place::Menu);
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Form);
}

#[test]
fn letters_never_act_while_a_field_has_the_focus_in_any_place() {
    // For each place with a text field: every letter of the whole table, then the place is still it.
    let reach: [(&str, &[Key], Place); 4] = [
        ("people", &[Key::F(3)], Place::People),
        ("form", &[Key::F(9)], Place::Form),
        ("choose", &[Key::F(6)], Place::Choose),
        ("palette", &[Key::Ctrl('p')], Place::Palette),
    ];
    for (name, keys, place) in reach {
        let mut app = App::working(SIZE);
        for key in keys {
            app.press(*key);
        }
        assert!(app.model.takes_text(), "{name}");
        let letters = COMMANDS.iter().flat_map(|r| r.keys).filter(|k| k.types());
        for key in letters {
            let before = app.desk.ran.len();
            app.press(*key);
            assert_eq!(app.model.place(), place, "{name} {key:?}");
            let wrote = app.desk.ran[before..]
                .iter()
                .any(|e| !matches!(e, Effect::LoadPeople { .. } | Effect::FindPeople { .. }));
            assert!(!wrote, "{name} {key:?}");
        }
    }
}

#[test]
fn the_language_is_switched_and_remembered() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('n'));
    assert!(
        app.picture().contains("Overdue") && app.picture().contains("The screens are in English")
    );
    assert!(app.desk.ran.contains(&Effect::Speak(Lang::En)));
    assert!(app.desk.ran.contains(&Effect::Prefer(Preference::Language, "en".to_owned())));
    app.press(Key::Ctrl('n'));
    assert!(app.picture().contains("Quá hạn"));
    let mut desk = FakeDesk::new();
    desk.preferences = Preferences::new([("language".to_owned(), "en".to_owned())]);
    let mut app = App::start(desk, SIZE, Lang::Vi);
    assert!(app.picture().contains("Mật khẩu"), "before unlocking nobody's preference is known");
    app.unlock();
    assert!(app.picture().contains("Overdue"));
}

#[test]
fn the_colours_are_chosen_and_remembered() {
    let mut app = App::working(SIZE);
    app.press(Key::Ctrl('t')).type_text("tuong phan").press(Key::Enter);
    assert!(app.desk.ran.contains(&Effect::Prefer(Preference::Look, "contrast".to_owned())));
    // The made-up terminal has no colours, as with NO_COLOR.
    assert!(app.picture().contains("NO_COLOR"), "{}", app.picture());
}

#[test]
fn preferences_that_fail_to_be_kept_are_told() {
    struct Full(FakeDesk);
    impl Desk for Full {
        fn run(&mut self, effect: Effect) -> Answer {
            match effect {
                Effect::Prefer(..) => Answer::Failed {
                    of: effect.asked(),
                    trouble: super::fake::trouble(
                        "HS-0301",
                        "Không ghi được",
                        "Đĩa đầy",
                        "Dọn đĩa",
                    ),
                },
                other => self.0.run(other),
            }
        }
    }
    let mut app = App::start(Full(FakeDesk::new()), SIZE, Lang::Vi);
    app.unlock();
    app.press(Key::Ctrl('n'));
    assert!(app.picture().contains("Không ghi được"), "{}", app.picture());
}

#[test]
fn the_palette_knows_what_officers_call_things() {
    let check = |keys: &[Key], typed: &str, wanted: &str| {
        let mut app = App::working((80, 24));
        for key in keys {
            app.press(*key);
        }
        app.press(Key::Ctrl('p')).type_text(typed);
        assert!(app.picture().contains(wanted), "{typed}: {}", app.picture());
    };
    check(&[Key::F(3)], "in danh sach", "In đi thăm");
    check(&[], "in danh sach", "Lịch");
    check(&[Key::Char('o')], "ai xem", "Lịch sử, ai xem");
    check(&[Key::Char('o')], "lich su", "Lịch sử, ai xem");
}

#[test]
fn full_screens_are_left_by_the_keys_of_the_main_ones_and_have_the_menus() {
    let ways: [&[Key]; 4] = [
        &[Key::Alt('5')],
        &[Key::F(5), Key::Left, Key::Char('g')],
        &[Key::Char('l')],
        &[Key::Ctrl('z')],
    ];
    for way in ways {
        let mut app = App::working((80, 24));
        for key in way {
            app.press(*key);
        }
        app.press(Key::F(10));
        assert_eq!(app.model.place(), Place::Menu, "{way:?}");
        app.press(Key::Esc).press(Key::F(3));
        assert_eq!(app.model.place(), Place::People, "{way:?}");
        app.press(Key::F(2));
        assert_eq!(app.model.place(), Place::Today, "{way:?}");
    }
}
