//! Writes journal entries: who and when. Storage adds the place in the log, the hash of the row after
//! and the signature.

use crate::domain::journal::{Act, NewEntry, Object};
use crate::vault::Vault;
use chrono::NaiveDateTime;

/// The officer at the registry, as the journal names him, at one moment.
pub(super) struct Scribe {
    officer: String,
    at: NaiveDateTime,
    up_seconds: Option<i64>,
}

impl Scribe {
    /// The officer who unlocked, now.
    pub(super) fn new(vault: &Vault, at: NaiveDateTime) -> Self {
        let officer = vault.officer().login.clone();
        Self { officer, at, up_seconds: super::clock::up_seconds() }
    }

    /// An entry.
    pub(super) fn entry(&self, act: Act, object: Object, id: Option<i64>) -> NewEntry {
        NewEntry {
            at: self.at,
            up_seconds: self.up_seconds,
            officer: self.officer.clone(),
            act,
            object,
            object_id: id,
            reason: None,
        }
    }

    /// An entry about a row; at the commit it is bound to what the row then holds.
    pub(super) fn about(&self, act: Act, object: Object, id: i64) -> NewEntry {
        self.entry(act, object, Some(id))
    }
}

impl NewEntry {
    /// The same with a reason.
    #[must_use]
    pub(super) fn because(mut self, reason: &str) -> Self {
        self.reason = Some(reason.to_owned());
        self
    }
}
