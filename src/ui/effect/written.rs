//! What was written, for the word at the foot of the screen.

use crate::domain::case::{EventDraft, EventField};
use crate::domain::word::{EventKind, Outcome, Word};

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A new person.
    Person,
    /// Changes to a person.
    Changes,
    /// A new measure.
    Measure,
    /// The end of a measure.
    Ending,
    /// An event.
    Event,
    /// A contact that met nobody: it is on file, and the duty to meet stays (F1 is answered by
    /// being met or by phone only).
    NotMet(Outcome),
}

impl Written {
    /// What recording this event wrote.
    pub fn of_event(draft: &EventDraft) -> Self {
        let kind = draft.get(EventField::Kind).and_then(EventKind::from_code);
        let outcome = draft.get(EventField::Outcome).and_then(Outcome::from_code);
        match (kind, outcome) {
            (Some(EventKind::Contact), Some(o @ (Outcome::NotHome | Outcome::Refused))) => {
                Self::NotMet(o)
            }
            _ => Self::Event,
        }
    }
}
