//! Writes journal entries: who, when, and the keyed hash that binds a row to its entry.

use crate::domain::draft::Draft;
use crate::domain::journal::{Act, Hash, NewEntry, Object};
use crate::domain::word::Word;
use crate::vault::{RowHashKey, Vault};
use chrono::NaiveDateTime;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The officer at the registry, as the journal names him, at one moment.
pub(super) struct Scribe {
    officer: String,
    at: NaiveDateTime,
    key: RowHashKey,
}

impl Scribe {
    /// The officer who unlocked, now.
    pub(super) fn new(vault: &Vault, at: NaiveDateTime) -> Self {
        Self { officer: vault.officer().login.clone(), at, key: vault.row_hash_key() }
    }

    /// An entry.
    pub(super) fn entry(&self, act: Act, object: Object, id: Option<i64>) -> NewEntry {
        NewEntry {
            at: self.at,
            officer: self.officer.clone(),
            act,
            object,
            object_id: id,
            reason: None,
            row_hash: None,
        }
    }

    /// An entry about a row, bound to what the row holds after the act.
    pub(super) fn about<F: Word + Ord>(
        &self,
        act: Act,
        object: Object,
        id: i64,
        row: &Draft<F>,
    ) -> NewEntry {
        let mut entry = self.entry(act, object, Some(id));
        entry.row_hash = Some(self.row_hash(object, id, row));
        entry
    }

    /// HMAC-SHA256 over the object's kind, id and fields, each preceded by its length.
    fn row_hash<F: Word + Ord>(&self, object: Object, id: i64, row: &Draft<F>) -> Hash {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(self.key.bytes()) else {
            // HMAC takes keys of any length; this arm cannot be reached, and a zero hash would
            // only make the row look changed.
            return [0; 32];
        };
        let mut feed = |part: &str| {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        };
        feed(object.code());
        feed(&id.to_string());
        for (field, text) in row.iter() {
            feed(field.code());
            feed(text);
        }
        mac.finalize().into_bytes().into()
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
