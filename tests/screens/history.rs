//! The history of one field, measure or event: one key, a list, a page to read.

use super::fake::{App, dossier};
use super::pictures::{after, picture};
use hoso::domain::date::parse_minute;
use hoso::domain::journal::{Act, Object};
use hoso::domain::person::PersonField;
use hoso::services::view::{Change, HistoryLine};
use hoso::storage::values_of;
use hoso::ui::command::Place;
use hoso::ui::keymap::Key;

/// Who entered the made-up dossier, and what was mended since.
pub fn made_up() -> Vec<HistoryLine> {
    let case = dossier().case;
    let line = |at: &str, act, object, object_id, reason: Option<&str>, changes: &[[&str; 3]]| {
        let value = |v: &str| (!v.is_empty()).then(|| v.to_owned());
        let change = |[field, from, to]: &[&str; 3]| Change {
            field: (*field).to_owned(),
            from: value(from),
            to: value(to),
        };
        HistoryLine {
            at: parse_minute(at).unwrap(),
            officer: "truong".to_owned(),
            act,
            object,
            object_id,
            reason: reason.map(str::to_owned),
            changes: changes.iter().map(change).collect(),
            held: match object {
                Object::Event => values_of(&case.events[0].record.draft()),
                _ => values_of(&case.person.draft().with(PersonField::Phone, "0000 111 111")),
            },
        }
    };
    let why = Some("mẹ cho biết số ở xã bên");
    let event = case.events[0].id.0;
    vec![
        line("05/07/2026 09:00", Act::PersonAdded, Object::Person, case.id.0, None, &[]),
        line("06/07/2026 10:30", Act::EventRecorded, Object::Event, event, None, &[]),
        line(
            "01/10/2026 14:20",
            Act::PersonEdited,
            Object::Person,
            case.id.0,
            why,
            &[["phone", "0000 111 111", "0000 000 000"], ["hamlet", "", "Thôn Đông"]],
        ),
        line(
            "02/10/2026 08:05",
            Act::EventCorrected,
            Object::Event,
            event,
            Some("theo công văn hướng dẫn"),
            &[["at", "2026-07-05T08:00", "2026-07-05T09:00"]],
        ),
    ]
}

fn to_phone() -> Vec<Key> {
    let mut keys = vec![Key::Char('o'), Key::Tab, Key::Char('h')];
    keys.extend("dien thoai".chars().map(Key::Char));
    keys.push(Key::Enter);
    keys
}

#[test]
fn pictures_of_the_history_of_one() {
    picture("history-things", after(&[Key::Char('o'), Key::Tab, Key::Char('h')]));
    picture("history-field", after(&to_phone()));
    let events = [Key::Char('o'), Key::Tab, Key::Tab, Key::Tab, Key::Char('h')];
    picture("history-things-events", after(&events));
    picture("english-history", after(&[&[Key::Ctrl('n')][..], &events[..]].concat()));
}

#[test]
fn a_field_tells_who_changed_it_from_what_to_what_and_why() {
    let mut app = App::working((120, 40));
    for key in to_phone() {
        app.press(key);
    }
    assert_eq!(app.model.place(), Place::Read);
    let seen = app.picture();
    let whole: String = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in [
        "Hiện nay: 0000 000 000",
        "01/10/2026 14:20 · truong · Sửa hồ sơ",
        "05/07/2026 09:00 · truong · Lập hồ sơ; Điện thoại: 0000 111 111",
    ] {
        assert!(seen.contains(told), "{told}:\n{seen}");
    }
    let words = whole.replace("│ ", "");
    assert!(words.contains("0000 111 111 →"), "{seen}");
    assert!(words.contains("Lý do: mẹ cho biết"), "{seen}");
    assert!(!seen.contains("Thôn/tổ: (trống)"), "another field is not told of:\n{seen}");
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Dossier);
}

#[test]
fn the_part_in_front_comes_first_and_says_how_often_it_was_changed() {
    let mut app = App::working((80, 24));
    app.press(Key::Char('o')).press(Key::Tab).press(Key::Tab).press(Key::Tab);
    app.press(Key::Char('h'));
    assert!(app.picture().contains("(1 lần sửa)"), "{}", app.picture());
    app.type_text("1 lan sua").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Read);
    // Reading the History part does not open the list again.
    let mut app = App::working((80, 24));
    app.press(Key::Char('o')).press(Key::BackTab);
    assert_eq!(app.model.place(), Place::Dossier);
}

#[test]
fn the_history_says_what_was_recorded() {
    let mut app = App::working((120, 40));
    app.press(Key::Char('o')).press(Key::BackTab);
    let seen = app.picture();
    assert!(seen.contains("truong · Ghi sự kiện: Xét nghiệm"), "{seen}");
}
