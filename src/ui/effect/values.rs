//! The values that effects and answers carry.

use crate::domain::case::{EventDraft, EventField};
use crate::domain::word::{EventKind, Outcome, Role, Word};
use crate::ui::preference::Preferences;
use zeroize::Zeroizing;

/// What the first run collects.
#[derive(Clone, PartialEq, Eq)]
pub struct NewRegistry {
    /// Official code of the unit, five digits.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Far area: 48 h instead of 24 h to verify residence (D163 Đ58.1).
    pub remote: bool,
    /// Chief's login name.
    pub login: String,
    /// Chief's full name.
    pub full_name: String,
    /// Chief's password.
    pub password: Zeroizing<String>,
}

/// An account as the lock screen names it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
}

/// A unit of the official list.
#[derive(Clone, PartialEq, Eq)]
pub struct UnitChoice {
    /// Five digits.
    pub code: String,
    /// Name, with its kind: "Xã Hòa Bình".
    pub name: String,
    /// Province.
    pub province: String,
}

/// Who works now, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Unit name.
    pub unit_name: String,
    /// Unit code.
    pub unit_code: String,
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// How he likes his screens.
    pub preferences: Preferences,
}

impl Session {
    /// Whether this officer may change anything.
    pub fn may_write(&self) -> bool {
        self.role != Role::Inspector
    }
}

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
