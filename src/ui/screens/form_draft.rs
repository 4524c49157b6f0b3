//! As what a form is kept while it is not saved, how it is put up again from that alone (after a
//! power cut nothing else is known), and what it can copy from the record before.

use super::form_screen::Purpose;
use super::mend::{Entry, How};
use super::{event_form, forms};
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::unsaved::UnsavedKey;
use crate::domain::word::{EventKind, MeasureCode, Word as _};
use crate::ui::effect::Before;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::words::{self, Text};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The key of a form.
pub(super) fn key_of(purpose: &Purpose) -> UnsavedKey {
    let of = |form: String, subject: &str| UnsavedKey { form, subject: subject.to_owned() };
    match purpose {
        Purpose::NewPerson => of("person_new".to_owned(), ""),
        Purpose::EditPerson(file) => of("person_edit".to_owned(), file.as_str()),
        Purpose::NewMeasure(file) => of("measure_open".to_owned(), file.as_str()),
        Purpose::CloseMeasure(file, measure) => {
            of(format!("measure_close:{}", measure.map_or("", |m| m.code())), file.as_str())
        }
        Purpose::Event(file, kind) => of(format!("event:{}", kind.code()), file.as_str()),
        Purpose::SetRule(rule) => of("rule_set".to_owned(), rule),
        Purpose::ConfirmRule(rule) => of("rule_confirm".to_owned(), rule),
        Purpose::SetDays => of("rule_days".to_owned(), ""),
        // The chosen files are not kept: the text can be copied by hand, never sent to others.
        Purpose::EventForAll(_, kind) => of(format!("event_all:{}", kind.code()), ""),
        Purpose::Round(_) | Purpose::RoundOf(_) => of("round".to_owned(), ""),
        Purpose::PrintRisk(file) => of("risk_print".to_owned(), file.as_str()),
        Purpose::Settle(act) => {
            let (form, file) = act.key();
            of(form, &file)
        }
        Purpose::Send(act) => {
            let (form, period) = act.key();
            of(form, &period)
        }
        Purpose::Superior => of("superior".to_owned(), ""),
        Purpose::Programme(month) => of("programme".to_owned(), &month.to_string()),
        Purpose::Settings => of("settings".to_owned(), ""),
        Purpose::Team(file, id) => of(format!("team:{}", id.0), file.as_str()),
        Purpose::Mend(file, entry, how) => {
            let (what, id) = match entry {
                Entry::Event(EventId(id)) => ("event", id),
                Entry::Measure(MeasureId(id)) => ("measure", id),
            };
            let how = match how {
                How::Correct => "correct",
                How::Cancel => "cancel",
                How::Reopen => "reopen",
            };
            of(format!("mend:{how}:{what}:{id}"), file.as_str())
        }
    }
}

/// Title and purpose of a key; `None` for forms that are put up from more than their key.
pub(super) fn of_key(key: &UnsavedKey) -> Option<(Text, Purpose)> {
    let file = || FileNo::parse(&key.subject);
    let (form, rest) = key.form.split_once(':').unwrap_or((&key.form, ""));
    Some(match form {
        "person_new" => (words::FORM_NEW_PERSON, Purpose::NewPerson),
        "person_edit" => (words::FORM_EDIT_PERSON, Purpose::EditPerson(file()?)),
        "measure_open" => (words::FORM_NEW_MEASURE, Purpose::NewMeasure(file()?)),
        "measure_close" => (
            words::FORM_CLOSE_MEASURE,
            Purpose::CloseMeasure(file()?, MeasureCode::from_code(rest)),
        ),
        "event" => {
            let kind = EventKind::from_code(rest)?;
            (event_form::title(kind), Purpose::Event(file()?, kind))
        }
        _ => return None,
    })
}

/// The fields of a form, empty.
pub(super) fn fields(purpose: &Purpose) -> Option<Vec<Field>> {
    Some(match purpose {
        Purpose::NewPerson | Purpose::EditPerson(_) => forms::person_fields(),
        Purpose::NewMeasure(_) => forms::measure_fields(),
        Purpose::CloseMeasure(_, measure) => forms::closing_fields(*measure),
        Purpose::Event(_, kind) => event_form::all_fields(*kind),
        _ => return None,
    })
}

/// The record that a form can copy from.
pub(super) fn before(purpose: &Purpose) -> Option<(FileNo, Before)> {
    match purpose {
        Purpose::Event(file, kind) => Some((file.clone(), Before::Event(*kind))),
        Purpose::NewMeasure(file) => Some((file.clone(), Before::Measure)),
        _ => None,
    }
}

/// Never copied: what makes each record its own (which, when, with what result, by which paper).
const OWN: [&str; 5] = ["outcome", "measure", "decision_no", "document_no", "set_end_reason"];

/// Fills the empty fields from the record before; how many were filled.
pub(super) fn copy(form: &mut Form, values: &BTreeMap<String, Zeroizing<String>>) -> usize {
    let mut filled = 0;
    for field in &mut form.fields {
        let plain =
            matches!(field.kind, FieldKind::Text | FieldKind::Choice(_) | FieldKind::Many(_));
        if !plain || OWN.contains(&field.code) || !field.value().is_empty() {
            continue;
        }
        if let Some(value) = values.get(field.code).filter(|v| !v.is_empty()) {
            field.set(value);
            filled += 1;
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_leads_back_to_its_form() {
        let file = FileNo::numbered(7);
        let purposes = [
            Purpose::NewPerson,
            Purpose::EditPerson(file.clone()),
            Purpose::NewMeasure(file.clone()),
            Purpose::CloseMeasure(file.clone(), None),
            Purpose::CloseMeasure(file.clone(), Some(MeasureCode::RehabHome)),
        ];
        let events = EventKind::ALL.iter().map(|k| Purpose::Event(file.clone(), *k));
        for purpose in purposes.into_iter().chain(events) {
            let key = key_of(&purpose);
            let (_, again) = of_key(&key).unwrap();
            assert_eq!(key_of(&again), key);
            assert!(!fields(&again).unwrap().is_empty());
        }
        let other = key_of(&Purpose::Mend(file, Entry::Event(EventId(3)), How::Cancel));
        assert_eq!(other.form, "mend:cancel:event:3");
        assert!(of_key(&other).is_none());
    }

    #[test]
    fn only_empty_fields_are_copied_and_never_a_result() {
        let mut form = Form::new(event_form::all_fields(EventKind::Test));
        form.fields.iter_mut().find(|f| f.code == "sample").unwrap().set("blood");
        let value = |text: &str| Zeroizing::new(text.to_owned());
        let before = [
            ("outcome", "positive"),
            ("at", "2026-07-04T09:30"),
            ("ground", "report"),
            ("sample", "urine"),
            ("text", "que thử 4 chân"),
        ];
        let before = before.map(|(code, text)| (code.to_owned(), value(text))).into();
        assert_eq!(copy(&mut form, &before), 2);
        for (code, wanted) in [
            ("outcome", ""),
            ("at", ""),
            ("ground", "report"),
            ("sample", "blood"),
            ("text", "que thử 4 chân"),
        ] {
            assert_eq!(form.value(code).as_str(), wanted, "{code}");
        }
    }
}
