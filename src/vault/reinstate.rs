//! What two recovery sheets do: a chief gets new key pairs and a new password, this PC a device
//! secret where it has lost it, the unit three new sheets.

use super::account::Role;
use super::accounts::check_password;
use super::copies;
use super::create::device_secret;
use super::error::VaultError;
use super::kdf::KdfCost;
use super::keyfile::KeyFile;
use super::open::{Repair, Vault};
use super::password::Password;
use super::place::Place;
use super::recovery::{DraftSheets, RecoveredVault, RecoverySheets};
use super::seal;
use super::secret::{DatabaseKey, silent_debug};
use super::slot::Slot;

/// A recovery that is ready and not in force: first the new sheets are printed.
pub struct Reinstatement {
    recovered: RecoveredVault,
    /// `None` = the sheets stay in force.
    draft: Option<DraftSheets>,
    at: usize,
}

silent_debug!(Reinstatement);

impl RecoveredVault {
    /// Prepares to give an active chief a new password. Nothing is written.
    ///
    /// # Errors
    /// [`VaultError::UnknownOfficer`], [`VaultError::OfficerDisabled`], [`VaultError::NotChief`],
    /// [`VaultError::PasswordRefused`].
    pub fn for_chief(self, login: &str, password: &Password) -> Result<Reinstatement, VaultError> {
        let draft = DraftSheets::make(&self.file)?;
        let mut made = self.for_chief_by_same_sheets(login, password)?;
        made.draft = Some(draft);
        Ok(made)
    }

    /// The same, and the sheets used stay in force.
    ///
    /// # Errors
    /// As [`RecoveredVault::for_chief`].
    pub fn for_chief_by_same_sheets(
        self,
        login: &str,
        password: &Password,
    ) -> Result<Reinstatement, VaultError> {
        let at = self.file.position(login).ok_or(VaultError::UnknownOfficer)?;
        let entry = &self.file.entries[at];
        if !entry.active {
            return Err(VaultError::OfficerDisabled);
        }
        if entry.role != Role::Chief {
            return Err(VaultError::NotChief);
        }
        check_password(&self.file, password, &[])?;
        Ok(Reinstatement { recovered: self, draft: None, at })
    }
}

impl Reinstatement {
    /// The three new sheets; `None` = those used stay in force.
    pub fn sheets(&self) -> Option<&RecoverySheets> {
        self.draft.as_ref().map(DraftSheets::sheets)
    }

    /// The key that the database is to have.
    pub fn database_key(&self) -> DatabaseKey {
        self.recovered.database_key()
    }

    /// Puts it in force: the device secret at its place is used, or made where there is none
    /// (never overwritten); with another one than before, every other account waits for a new
    /// password from the chief. The key file is published with new sheets and counts the use.
    /// `journal_size`: entries of the journal now.
    ///
    /// # Errors
    /// [`VaultError::TestOnly`], [`VaultError::DeviceWrong`], [`VaultError::Full`], writing.
    pub fn publish(
        self,
        place: &Place,
        password: &Password,
        cost: KdfCost,
        journal_size: u64,
    ) -> Result<Vault, VaultError> {
        if cost.is_cheap() != place.is_for_tests() {
            return Err(VaultError::TestOnly);
        }
        let RecoveredVault { mut file, data_key, unit_key } = self.recovered;
        let registry = file.registry;
        let device = device_secret(place, registry)?;
        if device.check(registry, &file.device_hash).is_err() {
            file.device_hash = device.hash(registry);
            file.entries.iter_mut().for_each(|entry| entry.waiting = true);
        }
        let entry = &mut file.entries[self.at];
        let (slot, keys) = Slot::enrol(registry, &entry.login, password, &device, cost)?;
        let recipient = slot.public.recipient;
        entry.renew_slot(slot, journal_size)?;
        entry.sealed_data_key = seal::seal(&recipient, data_key.bytes())?;
        entry.sealed_unit_key = seal::seal(&recipient, unit_key.to_secret().bytes())?;
        match &self.draft {
            Some(draft) => draft.halves.enter(&mut file, &data_key, &unit_key)?,
            // The data key may be another than the sheets opened (a restored backup has a new one).
            None => {
                file.recovery_data_key = seal::seal(&file.recovery_public, data_key.bytes())?;
            }
        }
        file.recoveries = file.recoveries.saturating_add(1);
        file.edition = file.edition.saturating_add(1);
        file.sign_roster(&unit_key);
        let row_key = data_key.carried(registry, &file.carried)?;
        let bytes = KeyFile::encode(&mut file, &data_key)?;
        copies::publish(place, &bytes)?;
        let entry = &file.entries[self.at];
        let (seed, _) = entry.slot.open(registry, &entry.login, password, &device)?;
        Ok(Vault {
            place: place.clone(),
            account: entry.account(),
            enrolment_cost: cost,
            own: self.at,
            seed,
            keys,
            data_key,
            row_key,
            journal_size,
            repair: Repair::NotNeeded,
            file,
        })
    }
}
