//! Mending what was entered wrongly: which entry, and the form with its values and the reason.

use super::form_screen::{FormScreen, Purpose};
use super::forms::{self, Who};
use super::{Context, Step, event_form};
use crate::domain::case::{CaseFile, EventDraft, EventField, MeasureDraft, MeasureField};
use crate::domain::correction::{CorrectionField, shown};
use crate::domain::date::{vn, vn_moment};
use crate::domain::draft::Draft;
use crate::domain::id::{EventId, MeasureId};
use crate::domain::journal::Object;
use crate::domain::word::{EndReason, Word};
use crate::ui::effect::Mend;
use crate::ui::widgets::form::{Field, FieldKind, Form, choices};
use crate::ui::words::{self, Text};

/// How an entry is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Other values; the old ones are kept.
    Correct,
    /// It was entered by mistake; it is kept and counts nowhere.
    Cancel,
    /// An ending that was entered by mistake is taken back.
    Reopen,
}

/// An entry of a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// An event.
    Event(EventId),
    /// A measure.
    Measure(MeasureId),
}

/// The entries that can be mended this way, newest first, as a list names them.
pub fn entries(case: &CaseFile, how: How, cx: &Context) -> Vec<(Entry, String)> {
    let mut lines = Vec::new();
    if how != How::Reopen {
        for e in case.events.iter().rev() {
            let text = format!("{} · {}", vn_moment(e.record.at), e.record.told(cx.lang));
            lines.push((e.record.at, Entry::Event(e.id), text));
        }
    }
    for m in &case.measures {
        let fits = match how {
            How::Correct => true,
            How::Cancel => m.record.counts(),
            How::Reopen => m.record.ended_on.is_some(),
        };
        if fits {
            let text = format!("{} · ▶ {}", vn(m.record.start), m.record.code.label(cx.lang));
            let at = m.record.start.and_time(chrono::NaiveTime::MIN);
            lines.push((at, Entry::Measure(m.id), text));
        }
    }
    lines.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    lines.into_iter().map(|(_, entry, text)| (entry, text)).collect()
}

/// The form that mends an entry.
pub fn form(case: &CaseFile, entry: Entry, how: How, cx: &Context) -> Option<Step> {
    let (mut fields, told) = match entry {
        Entry::Event(id) => {
            let event = &case.events.iter().find(|e| e.id == id)?.record;
            let fields = event_form::all_fields(event.kind);
            (filled(fields, &event.draft(), Object::Event, cx), event.told_at(cx.lang))
        }
        Entry::Measure(id) => {
            let measure = &case.measures.iter().find(|m| m.id == id)?.record;
            let mut fields = forms::measure_fields();
            let ended = [
                Field::of(MeasureField::EndedOn, FieldKind::Date, Text("", "")),
                Field::of(
                    MeasureField::EndReason,
                    FieldKind::Choice(choices(EndReason::ALL)),
                    Text("", ""),
                ),
            ];
            if measure.ended_on.is_some() {
                fields.extend(ended);
            }
            let told = format!("{}, {}", measure.code.label(cx.lang), vn(measure.start));
            (filled(fields, &measure.draft(), Object::Measure, cx), told)
        }
    };
    let title = match how {
        How::Correct => words::CORRECT_ENTRY,
        How::Cancel => words::CANCEL_ENTRY,
        How::Reopen => words::REOPEN_ENTRY,
    };
    if how != How::Correct {
        fields.clear();
    }
    let why = Text(
        "Vì sao phải sửa; giá trị cũ, người sửa và lý do được giữ lại",
        "Why it is mended; the old value, who and why are kept",
    );
    fields.push(Field::of(CorrectionField::Reason, FieldKind::Text, why).required());
    let who = Who::of(&case.person, cx);
    let subject = format!("{} · {told}", who.subject());
    let purpose = Purpose::Mend(who.file_no, entry, how);
    Some(FormScreen::open(title, subject, Form::new(fields), purpose))
}

/// The fields with what stands there now, as an officer writes it.
fn filled<F: Word + Ord>(
    fields: Vec<Field>,
    draft: &Draft<F>,
    object: Object,
    cx: &Context,
) -> Vec<Field> {
    let fill = |f: Field| {
        let value = F::from_code(f.code).and_then(|code| draft.get(code)).unwrap_or_default();
        let value = match f.kind {
            FieldKind::Date | FieldKind::Moment => shown(object, f.code, value, cx.lang),
            _ => value.to_owned(),
        };
        let required = f.required;
        let plain = Field::new(f.code, f.label, f.kind, f.help).with(&value);
        if required { plain.required() } else { plain }
    };
    fields.into_iter().map(fill).collect()
}

/// What the form asks for; `None` when nothing was changed.
pub(super) fn order(form: &Form, entry: Entry, how: How) -> Option<Mend> {
    Some(match (entry, how) {
        (Entry::Event(id), How::Correct) => {
            let changes: EventDraft = form.changes::<EventField>();
            if changes.is_empty() {
                return None;
            }
            Mend::CorrectEvent(id, changes)
        }
        (Entry::Measure(id), How::Correct) => {
            let changes: MeasureDraft = form.changes::<MeasureField>();
            if changes.is_empty() {
                return None;
            }
            Mend::CorrectMeasure(id, changes)
        }
        (Entry::Event(id), How::Cancel | How::Reopen) => Mend::CancelEvent(id),
        (Entry::Measure(id), How::Cancel) => Mend::CancelMeasure(id),
        (Entry::Measure(id), How::Reopen) => Mend::ReopenMeasure(id),
    })
}
