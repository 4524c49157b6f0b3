//! Khôi phục: two of three sheets give a chief a new password and new keys, on a PC that may be
//! new; the drill that proves two sheets and changes nothing; new sheets.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::journal::Act;
use crate::storage::{StorageError, Store};
use crate::vault::{
    DraftSheets, KdfCost, Password, Pending, Place, RecoveredSecret, RecoveredVault, RecoverySheet,
    RecoverySheets, RegistryLock, Reinstatement, SealedVault,
};

/// A recovery that is ready and has changed nothing: first its new sheets are printed.
pub struct Recovery {
    place: Place,
    lock: RegistryLock,
    store: Store,
    pending: Option<Pending>,
    made: Reinstatement,
    password: Password,
    cost: KdfCost,
}

/// New sheets that are not in force yet: first they are printed.
pub struct NewSheets(DraftSheets);

/// What a drill found: the sheets open this registry and its file.
#[derive(Clone, PartialEq, Eq)]
pub struct DrillOutcome {
    /// Numbers of the two sheets.
    pub sheets: [u8; 2],
    /// The registry's id.
    pub registry_id: String,
    /// Generation of the data key.
    pub generation: u64,
    /// Entries of the journal, read with the key that the sheets gave.
    pub journal_entries: i64,
}

impl NewSheets {
    /// The three sheets.
    pub fn sheets(&self) -> &RecoverySheets {
        self.0.sheets()
    }
}

/// The keys that two sheets open, from the key file that fits the database; and what was cut off.
fn opened(
    place: &Place,
    one: &RecoverySheet,
    two: &RecoverySheet,
) -> Result<(RecoveredVault, Option<Pending>), Failure> {
    let sealed = SealedVault::read(place)?;
    let secret = RecoveredSecret::from_two(one, two)?;
    let now = secret.open(&sealed)?;
    let pending = Pending::read(place, &sealed)?;
    let path = place.database_path();
    if Store::fits(&path, &now.database_key())? {
        return Ok((now, pending));
    }
    if let Some(cut_off) = pending.as_ref().filter(|p| !p.is_published()) {
        let to_be = secret.open(&cut_off.to_be())?;
        if Store::fits(&path, &to_be.database_key())? {
            // Once published it is only a left-over, so it may lie there until the journal has it.
            return Ok((to_be, None));
        }
    }
    Err(StorageError::Damaged.into())
}

impl Registry {
    /// Proves that two sheets open the registry: key file, file, journal. Changes nothing.
    ///
    /// # Errors
    /// The sheets do not open it, it is in use or damaged.
    pub fn drill(
        place: &Place,
        one: &RecoverySheet,
        two: &RecoverySheet,
    ) -> Result<DrillOutcome, Failure> {
        let _lock = RegistryLock::acquire(place)?;
        let (recovered, _) = opened(place, one, two)?;
        let store = Store::open(&place.database_path(), &recovered.database_key())?;
        Ok(DrillOutcome {
            sheets: [one.number(), two.number()],
            registry_id: store.registry()?.registry_id,
            generation: recovered.generation(),
            journal_entries: store.journal_size()?,
        })
    }

    /// Prepares a recovery: opens all with two sheets, and makes new ones. Changes nothing yet.
    ///
    /// # Errors
    /// The sheets do not open it; no active chief of this name; password refused; in use; damaged.
    pub fn recovery(
        place: &Place,
        sheets: [&RecoverySheet; 2],
        login: &str,
        password: Password,
        cost: KdfCost,
    ) -> Result<Recovery, Failure> {
        let lock = RegistryLock::acquire(place)?;
        let (recovered, pending) = opened(place, sheets[0], sheets[1])?;
        let store = Store::open(&place.database_path(), &recovered.database_key())?;
        let made = recovered.for_chief(login, &password)?;
        Ok(Recovery { place: place.clone(), lock, store, pending, made, password, cost })
    }

    /// Makes three new sheets, to be printed before [`Self::put_sheets_in_force`].
    ///
    /// # Errors
    /// Not permitted.
    pub fn new_sheets(&self) -> Result<NewSheets, Failure> {
        self.permit(Duty::RenewSheets)?;
        Ok(NewSheets(self.vault.draft_sheets()?))
    }

    /// Puts new sheets in force; the old ones open nothing from now on.
    ///
    /// # Errors
    /// Not permitted, or the files cannot be written.
    pub fn put_sheets_in_force(&mut self, sheets: &NewSheets) -> Result<(), Failure> {
        self.permit(Duty::RenewSheets)?;
        self.vault.adopt_sheets(&sheets.0)?;
        self.write_roster(&[(Act::SheetsRenewed, self.officer.login.clone())])
    }
}

impl Recovery {
    /// The three new sheets: to be printed before [`Self::finish`], which ends the old ones.
    pub fn sheets(&self) -> Option<&RecoverySheets> {
        self.made.sheets()
    }

    /// Puts it in force and opens the registry for the chief. The journal has it, at the latest
    /// when the registry is next opened: the key file counts each use.
    ///
    /// # Errors
    /// The device secret or the files cannot be written.
    pub fn finish(self) -> Result<Registry, Failure> {
        let Self { place, mut lock, store, pending, made, password, cost } = self;
        if let Some(pending) = &pending {
            // The database is under the key in force: what was cut off has not happened.
            pending.discard()?;
        }
        let entries = u64::try_from(store.journal_size()?).unwrap_or_default();
        let vault = made.publish(&place, &password, cost, entries)?;
        lock.set_officer(&vault.officer().login)?;
        let mut registry = Registry::checked(&place, lock, vault, store)?;
        registry.align()?;
        registry.vault.end_turn()?;
        registry.renew_book()?;
        registry.forget_acts()?;
        registry.settle();
        Ok(registry)
    }
}
