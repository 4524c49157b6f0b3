use super::*;
use crate::domain::case::EventField;
use crate::domain::word::{EventKind, Substance};

const NO_HELP: Text = Text("", "");

fn form() -> Form {
    Form::new(vec![
        Field::of(EventField::At, FieldKind::Date, NO_HELP).required().with("21/11/2026"),
        Field::of(
            EventField::Outcome,
            FieldKind::Choice(choices(EventKind::Contact.outcomes())),
            NO_HELP,
        )
        .required(),
        Field::of(EventField::Substance, FieldKind::Many(choices(Substance::ALL)), NO_HELP),
        Field::of(EventField::Text, FieldKind::Text, NO_HELP),
    ])
}

#[test]
fn choices_are_made_by_first_letter_without_marks_and_by_space() {
    let mut form = form().focused_on("outcome");
    let mut after = |key, wanted: &str| {
        form.on_key(key);
        assert_eq!(form.value("outcome").as_str(), wanted, "{key:?}");
    };
    after(Key::Char('k'), "not_home");
    after(Key::Char('t'), "refused");
    after(Key::Char('g'), "phone");
    after(Key::Char('g'), "met");
    after(Key::Char(' '), "not_home");
    after(Key::Left, "met");
    after(Key::Char('z'), "met");
    after(Key::Delete, "");
    assert!(!form.takes_text());
}

#[test]
fn a_word_that_is_typed_chooses_once_and_flips_nothing_any_more() {
    let mut form = form().focused_on("outcome");
    for c in "khong co nha roi".chars() {
        form.on_key(Key::Char(c));
        assert_eq!(form.value("outcome").as_str(), "not_home", "{c}");
    }
    // Another field, and back: a new word.
    form.go_on();
    form.go_back();
    form.on_key(Key::Char('t'));
    assert_eq!(form.value("outcome").as_str(), "refused");
    form.on_key(Key::Right);
    assert_eq!(form.value("outcome").as_str(), "phone");
}

#[test]
fn what_can_be_chosen_is_a_list_and_a_line_of_it_is_taken() {
    let mut form = form();
    assert!(form.focused().unwrap().options(Lang::Vi).is_none());
    form.go_on();
    let (lines, at) = form.focused().unwrap().options(Lang::Vi).unwrap();
    assert_eq!((lines.len(), lines[1].as_str(), at), (4, "Không có nhà", 0));
    form.focused().unwrap().pick(1);
    assert_eq!(form.value("outcome").as_str(), "not_home");
    form.go_on();
    form.focused().unwrap().pick(0);
    let (lines, _) = form.focused().unwrap().options(Lang::Vi).unwrap();
    assert!(lines[0].starts_with("[x]") && lines[1].starts_with("[ ]"));
    let mut sure = Field::of(EventField::Outcome, FieldKind::Choice(yes_no()), NO_HELP);
    sure = sure.may_be_unknown().with("yes");
    assert_eq!(sure.options(Lang::Vi).unwrap().0.len(), 3);
    sure.pick(2);
    assert!(sure.value().is_empty());
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut form = form();
    form.fields[0].set("20/11");
    assert!(!form.check(Lang::Vi));
    assert_eq!(form.wrong(Lang::Vi), ["Thời điểm", "Kết quả"]);
    assert_eq!(form.at, 0);
    assert!(form.fields[0].error.as_ref().unwrap().contains("chưa có năm"));
}

#[test]
fn several_are_marked_with_space() {
    let mut form = form().focused_on("substance");
    form.on_key(Key::Char('h'));
    form.on_key(Key::Char(' '));
    form.on_key(Key::Char('m'));
    form.on_key(Key::Char(' '));
    assert_eq!(form.value("substance").as_str(), "heroin;mdma");
}

#[test]
fn plus_and_minus_move_a_date() {
    let mut form = form();
    form.on_key(Key::Char('+'));
    assert_eq!(form.value("at").as_str(), "22/11/2026");
    form.on_key(Key::Char('-'));
    form.on_key(Key::Char('-'));
    assert_eq!(form.value("at").as_str(), "20/11/2026");
}

#[test]
fn errors_stand_at_their_fields_and_move_the_focus() {
    let mut form = form();
    assert!(!form.unsaved());
    assert!(!form.check(Lang::Vi));
    assert_eq!((form.at, form.wrong(Lang::Vi)), (1, vec!["Kết quả"]));
    form.on_key(Key::Char('g'));
    assert!(form.check(Lang::Vi));
    assert!(form.unsaved());
    let refusals = [
        Refusal::of(EventField::At, Reason::StartAfterToday),
        Refusal::of(EventField::Kind, Reason::Missing),
    ];
    let elsewhere = form.show_refusals(&refusals, Lang::Vi);
    assert_eq!((form.at, elsewhere), (0, vec!["Loại: chưa nhập".to_owned()]));
}

#[test]
fn changes_name_only_what_was_changed() {
    let mut form = form();
    form.focus("text");
    form.on_key(Key::Char('x'));
    form.fields[0].set("");
    let changes = form.changes::<EventField>();
    assert_eq!(changes.get(EventField::At), Some("-"));
    assert_eq!(changes.get(EventField::Text), Some("x"));
    assert_eq!(changes.iter().count(), 2);
}

#[test]
fn wrong_fields_are_gone_to_one_after_the_other() {
    let mut form = form();
    form.fields[0].set("");
    assert!(!form.check(Lang::Vi) && form.has_errors());
    let mut after = |wanted| {
        form.go_to_next_error();
        assert_eq!(form.at, wanted);
    };
    after(1);
    after(0);
    after(1);
}

#[test]
fn not_known_is_a_choice_of_its_own_and_never_no() {
    let sure = Field::of(EventField::Outcome, FieldKind::Choice(yes_no()), NO_HELP);
    let mut form = Form::new(vec![sure.may_be_unknown()]);
    let mut after = |key, wanted: &str| {
        form.on_key(key);
        assert_eq!(form.value("outcome").as_str(), wanted, "{key:?}");
    };
    after(Key::Right, "yes");
    after(Key::Right, "no");
    after(Key::Right, "");
    after(Key::Left, "no");
    after(Key::Left, "yes");
    after(Key::Left, "");
    after(Key::Char('k'), "no");
    after(Key::Backspace, "");
    let kept = form.fields[0].emptied();
    assert!(kept.unknown && !kept.required && kept.value().is_empty());
}
