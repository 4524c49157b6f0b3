//! The history of one thing of a dossier: a field of the person, a measure, an event. Who entered
//! it, who changed it, when, from what to what, and why.

use super::dossier::Tab;
use super::dossier_history::{act_alone, change_text};
use super::dossier_text::{event_text, field_text};
use super::message::Message;
use super::{Context, Step, Tone};
use crate::domain::case::span_text;
use crate::domain::correction::shown;
use crate::domain::date::vn_moment;
use crate::domain::id::{EventId, MeasureId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::PersonField;
use crate::domain::word::Word;
use crate::services::view::{Change, Dossier, HistoryLine};
use crate::ui::widgets::text::safe;
use crate::ui::words;

/// A thing that has a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    /// A field of the person.
    Field(PersonField),
    /// A measure.
    Measure(MeasureId),
    /// An event.
    Event(EventId),
}

impl Thing {
    fn is_spoken_of_by(self, line: &HistoryLine) -> bool {
        match self {
            // The addition names no fields: all were entered with it.
            Self::Field(field) => {
                line.object == Object::Person
                    && (line.act == Act::PersonAdded
                        || line.changes.iter().any(|c| c.field == field.code()))
            }
            Self::Measure(id) => {
                matches!(line.object, Object::Measure | Object::Team) && line.object_id == id.0
            }
            Self::Event(id) => line.object == Object::Event && line.object_id == id.0,
        }
    }

    fn shows(self, change: &Change) -> bool {
        match self {
            Self::Field(field) => change.field == field.code(),
            Self::Measure(_) | Self::Event(_) => true,
        }
    }

    fn tab(self) -> Tab {
        match self {
            Self::Field(_) => Tab::Person,
            Self::Measure(_) => Tab::Measures,
            Self::Event(_) => Tab::Events,
        }
    }
}

/// Everything of the dossier that has a history, with how often it was changed; what the part in
/// front shows comes first, newest first.
pub(super) fn things(
    d: &Dossier,
    history: &[HistoryLine],
    front: Tab,
    cx: &Context,
) -> Vec<(Thing, String)> {
    let fields = PersonField::ALL.iter().map(|f| (Thing::Field(*f), f.label(cx.lang).to_owned()));
    let measures = d.case.measures.iter().rev().map(|m| {
        let span = span_text(m.record.start, m.record.ended_on);
        (Thing::Measure(m.id), format!("{} · {span}", m.record.code.label(cx.lang)))
    });
    let events = d.case.events.iter().rev().map(|e| {
        let text = event_text(&e.record, cx.lang);
        (Thing::Event(e.id), format!("{} · {text}", vn_moment(e.record.at)))
    });
    let gone = d.cancelled.iter().rev().map(|c| {
        let cancelled = words::CANCELLED.get(cx.lang);
        let text = event_text(&c.event.record, cx.lang);
        let at = vn_moment(c.event.record.at);
        (Thing::Event(c.event.id), format!("✗ {cancelled} · {at} · {text}"))
    });
    let mut all: Vec<(Thing, String)> = fields.chain(measures).chain(events).chain(gone).collect();
    all.sort_by_key(|(thing, _)| thing.tab() != front);
    for (thing, text) in &mut all {
        let changed = |l: &&HistoryLine| thing.is_spoken_of_by(l) && !l.changes.is_empty();
        let times = history.iter().filter(changed).count();
        if times > 0 {
            let times = format!("({times} {})", words::TIMES_CHANGED.get(cx.lang));
            // The name of a field is short; what an event says may be cut at its end.
            let field = matches!(thing, Thing::Field(_));
            *text = if field { format!("{text} {times}") } else { format!("{times} {text}") };
        }
    }
    all
}

/// What the thing is called and what it holds now.
fn now(d: &Dossier, thing: Thing, cx: &Context) -> (String, Option<String>) {
    let lang = cx.lang;
    match thing {
        Thing::Field(field) => {
            let held = field_text(d, field, lang);
            let held = held.unwrap_or_else(|| words::EMPTY_VALUE.get(lang).to_owned());
            (field.label(lang).to_owned(), Some(held))
        }
        Thing::Measure(id) => {
            let found = d.case.measures.iter().find(|m| m.id == id).map(|m| &m.record);
            let text = found
                .map(|m| format!("{} · {}", m.code.label(lang), span_text(m.start, m.ended_on)));
            (text.unwrap_or_default(), None)
        }
        Thing::Event(id) => {
            let living = d.case.events.iter().find(|e| e.id == id).map(|e| &e.record);
            let gone = || d.cancelled.iter().find(|c| c.event.id == id).map(|c| &c.event.record);
            let text = living
                .or_else(gone)
                .map(|e| format!("{} · {}", vn_moment(e.at), event_text(e, lang)));
            (text.unwrap_or_default(), None)
        }
    }
}

/// The history of a thing, newest first.
pub(super) fn open(d: &Dossier, history: &[HistoryLine], thing: Thing, cx: &Context) -> Step {
    let (title, held) = now(d, thing, cx);
    let mut paragraphs: Vec<String> =
        held.map(|h| format!("{}: {h}", words::NOW_HOLDS.get(cx.lang))).into_iter().collect();
    let lines = history.iter().rev().filter(|l| thing.is_spoken_of_by(l));
    paragraphs.extend(lines.map(|line| told(line, thing, cx)));
    Message::open(title, Tone::Good, paragraphs)
}

/// "14/11/2026 08:15 · truong · Sửa hồ sơ; Điện thoại: (trống) → 0000; Lý do: …"
fn told(line: &HistoryLine, thing: Thing, cx: &Context) -> String {
    let mut parts = vec![act_alone(line, cx)];
    // What a field held when the person was entered.
    if let (Thing::Field(field), Act::PersonAdded) = (thing, line.act) {
        let first = line.held.get(field.code());
        let first = first.map(|v| safe(&shown(line.object, field.code(), v, cx.lang)));
        let first = first.unwrap_or_else(|| words::EMPTY_VALUE.get(cx.lang).to_owned());
        parts.push(format!("{}: {first}", field.label(cx.lang)));
    }
    let changes = line.changes.iter().filter(|c| thing.shows(c));
    parts.extend(changes.map(|c| change_text(line, c, cx)));
    parts.extend(
        line.reason.as_ref().map(|r| format!("{}: {}", words::REASON.get(cx.lang), safe(r))),
    );
    parts.join("; ")
}
