//! What is wrong with a form before anything is asked of the registry: told all at once.

use super::Context;
use super::event_form;
use super::form_screen::Purpose;
use super::mend::How;
use crate::domain::case::{Event, EventDraft, EventField, Measure, MeasureField};
use crate::domain::draft::Parsed;
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::refusal::Refusal;
use crate::domain::text::mentions_hiv;
use crate::domain::word::{EndReason, EventKind, Word as _};
use crate::ui::widgets::form::{FieldKind, Form};
use crate::ui::words::{self, Text, desk};

/// Every refusal that needs no look into the registry, one a field.
pub(super) fn refusals(form: &Form, purpose: &Purpose, cx: &Context) -> Vec<Refusal> {
    let mut found = form.amiss();
    let more = match purpose {
        Purpose::NewPerson | Purpose::EditPerson(_) => of_person(form, cx),
        Purpose::NewMeasure(_) => faults(Measure::parse(&form.draft::<MeasureField>(), cx.today())),
        Purpose::Event(_, kind) | Purpose::EventForAll(_, kind) => of_event(form, *kind, cx),
        _ => Vec::new(),
    };
    for refusal in more {
        if found.iter().all(|f| f.field != refusal.field) {
            found.push(refusal);
        }
    }
    found
}

fn faults<T>(parsed: Parsed<T>) -> Vec<Refusal> {
    parsed.err().unwrap_or_default()
}

fn of_person(form: &Form, cx: &Context) -> Vec<Refusal> {
    let draft: PersonDraft = form.draft::<PersonField>();
    // The number of a new file is the registry's to give.
    let given = draft.get(PersonField::FileNo).is_some();
    let mut found = faults(Person::parse(&draft, cx.today()));
    found.retain(|r| given || r.field != PersonField::FileNo.code());
    found
}

fn of_event(form: &Form, kind: EventKind, cx: &Context) -> Vec<Refusal> {
    let draft: EventDraft = form.draft::<EventField>();
    let draft = draft.with(EventField::Kind, kind.code());
    let mut found = event_form::unanswered(form);
    found.extend(faults(Event::parse(&draft, cx.today())));
    found
}

/// What is asked before it is saved: the question, what it is about, yes and no.
type Question = (Text, String, (Text, Text));

/// The question before saving, where there is one.
pub(super) fn question(
    form: &Form,
    purpose: &Purpose,
    subject: &str,
    cx: &Context,
) -> Option<Question> {
    let about = |more: Text| format!("{subject}. {}", more.get(cx.lang));
    let typed = form.fields.iter().filter(|f| f.kind == FieldKind::Text && f.changed());
    if typed.into_iter().any(|f| mentions_hiv(&f.value())) {
        let detail = words::ASK_HIV_MORE.get(cx.lang).to_owned();
        return Some((words::ASK_HIV, detail, (words::SAVE_ANYWAY, words::MEND)));
    }
    match purpose {
        Purpose::CloseMeasure(..) => {
            let reason = EndReason::from_code(&form.value("end_reason"));
            let reason = reason.map_or("", |r| r.label(cx.lang));
            let detail =
                format!("{} {}: {reason}.", about(words::MEASURE_ENDS), *form.value("ended_on"));
            Some((words::ASK_END, detail, (words::END_YES, words::END_NO)))
        }
        Purpose::Mend(_, _, How::Cancel) => {
            let detail = about(words::ASK_CANCEL_MORE);
            Some((words::ASK_CANCEL, detail, (words::CANCEL_YES, words::END_NO)))
        }
        Purpose::EventForAll(..) => {
            let detail = about(desk::ASK_ALL_MORE);
            Some((desk::ASK_ALL, detail, (desk::ASK_ALL_YES, words::END_NO)))
        }
        _ => None,
    }
}
