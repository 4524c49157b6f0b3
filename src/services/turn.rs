//! Replacing the data key, and what is left of a replacement that was cut off.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::journal::Act;
use crate::storage::{StorageError, Store};
use crate::vault::{DeviceKey, Password, Pending, Place, SealedVault, Vault};

/// So long a data key is used (ours; no law asks for it).
const KEY_DAYS: i64 = 365;

/// A point at which the power may fail, after what it is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// `keys.pending` is on disk.
    Pending,
    /// The database is under the new key.
    Rekeyed,
    /// Both copies of the key file are the new ones.
    Published,
    /// The journal has it.
    Journaled,
}

impl Registry {
    /// Replaces the data key: on suspicion, and once a year.
    ///
    /// # Errors
    /// Not permitted, or the files cannot be written; the registry is then to be opened anew.
    pub fn rekey(&mut self) -> Result<(), Failure> {
        self.permit(Duty::Rekey)?;
        self.turn(None, &mut |_| Ok(()))
    }

    /// The generation of the data key: 1 until it is first replaced.
    pub fn key_generation(&self) -> u64 {
        self.vault.generation()
    }

    /// Full days since the data key was made, once they are a year: the chief is reminded to replace it.
    ///
    /// # Errors
    /// Not permitted; the file cannot be read.
    pub fn old_key_days(&self) -> Result<Option<i64>, Failure> {
        self.permit(Duty::Rekey)?;
        let since = self.store.last_rekeyed()?.unwrap_or(self.created_at).date();
        let days = (self.now().date() - since).num_days();
        Ok((days >= KEY_DAYS).then_some(days))
    }

    /// Replaces the data key, without the officer `removed` where one is named. `cut` is told each
    /// point passed and may stop there: a test does.
    pub(super) fn turn(
        &mut self,
        removed: Option<&str>,
        cut: &mut dyn FnMut(Step) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let turn = self.vault.begin_turn(removed)?;
        cut(Step::Pending)?;
        self.store.rekey(&turn.database_key())?;
        cut(Step::Rekeyed)?;
        self.vault.adopt_turn(turn)?;
        cut(Step::Published)?;
        let mut acts = Vec::new();
        if let Some(login) = removed {
            acts.push((Act::OfficerDisabled, login.to_owned()));
        }
        acts.push(self.rekeyed_entry());
        self.write_roster(&acts)?;
        cut(Step::Journaled)?;
        Ok(self.vault.end_turn()?)
    }
}

/// Unlocks with a password, finishing or undoing a replacement that was cut off: whichever key the
/// database is under decides. The flag: `keys.pending` is still to be removed, after the journal.
pub(super) fn unlock(
    place: &Place,
    sealed: &SealedVault,
    login: &str,
    password: &Password,
    device: &DeviceKey,
) -> Result<(Vault, bool), Failure> {
    let Some(pending) = Pending::read(place, sealed)? else {
        return Ok((sealed.open(login, password, device)?, false));
    };
    if pending.is_published() {
        return Ok((sealed.open(login, password, device)?, true));
    }
    let opened = pending.open(login, password, device)?;
    let path = place.database_path();
    // The old key first: a journal left by the cut brings the file back under that one.
    if Store::fits(&path, &opened.old_database_key())? {
        Ok((opened.undo()?, false))
    } else if Store::fits(&path, &opened.new_database_key())? {
        Ok((opened.finish()?, true))
    } else {
        Err(StorageError::Damaged.into())
    }
}
