//! Accounts: each change publishes a new key file to both copies before it returns.

use super::account::Role;
use super::copies;
use super::device::DeviceKey;
use super::error::{NameFault, VaultError};
use super::kdf::KdfCost;
use super::keyfile::{Entry, KeyFile, MAX_ACCOUNTS};
use super::lock::Holder;
use super::names::{display_name, login_name};
use super::open::Vault;
use super::password::Password;
use super::recovery::{DraftSheets, RecoverySheets};
use super::seal;
use super::slot::{OfficerKeys, Slot};

/// An officer to be added.
pub struct NewOfficer {
    /// Login name: letters, digits, `.`, `-`, `_`; at most 32 characters; unique without case.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// First password; the rules apply.
    pub password: Password,
}

impl Vault {
    /// The cost of slots made from now on (at first the cost of the own slot). A vault of the tests
    /// takes no real cost, and a real one no test cost.
    ///
    /// # Errors
    /// [`VaultError::TestOnly`].
    pub fn set_enrolment_cost(&mut self, cost: KdfCost) -> Result<(), VaultError> {
        if cost.is_cheap() != self.file.for_tests {
            return Err(VaultError::TestOnly);
        }
        self.enrolment_cost = cost;
        Ok(())
    }

    /// Adds an account. Only the chief need be present.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::NameRefused`], [`VaultError::PasswordRefused`],
    /// [`VaultError::Full`], and those of reading the device secret and writing.
    pub fn add_officer(&mut self, new: &NewOfficer) -> Result<(), VaultError> {
        self.require_chief()?;
        let login = login_name(&new.login).map_err(VaultError::NameRefused)?;
        let full_name = display_name(&new.full_name).map_err(VaultError::NameRefused)?;
        if self.file.position(&login).is_some() {
            return Err(VaultError::NameRefused(NameFault::Taken));
        }
        if self.file.entries.len() >= MAX_ACCOUNTS {
            return Err(VaultError::Full);
        }
        self.check_new_password(&new.password, &[&login, &full_name])?;
        let (slot, _) = self.enrol(&login, &new.password)?;
        let mut entry = Entry {
            login,
            full_name,
            role: new.role,
            active: true,
            waiting: false,
            slot,
            since: self.journal_size,
            former: Vec::new(),
            sealed_data_key: Vec::new(),
            sealed_unit_key: Vec::new(),
        };
        self.seal_for(&mut entry)?;
        let mut file = self.file.clone();
        file.entries.push(entry);
        self.publish(file)
    }

    /// Changes one's own password; the key pairs stay. Touches no other slot.
    ///
    /// # Errors
    /// [`VaultError::PasswordRefused`], and those of reading the device secret and writing.
    pub fn set_password(&mut self, new: &Password) -> Result<(), VaultError> {
        self.check_new_password(new, &[])?;
        let device = self.read_device()?;
        let mut file = self.file.clone();
        let entry = &mut file.entries[self.own];
        entry.slot = entry.slot.with_password(
            self.file.registry,
            &entry.login,
            &self.seed,
            new,
            &device,
            self.enrolment_cost,
        )?;
        self.publish(file)
    }

    /// Gives another officer a new password, who has forgotten his. His seed cannot be opened, so
    /// he gets new key pairs: from now on he signs with another key.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::UnknownOfficer`], [`VaultError::PasswordRefused`],
    /// and those of reading the device secret and writing. For the own account use
    /// [`Vault::set_password`], to which this turns by itself.
    pub fn reset_password(&mut self, login: &str, new: &Password) -> Result<(), VaultError> {
        self.require_chief()?;
        let at = self.file.position(login).ok_or(VaultError::UnknownOfficer)?;
        if at == self.own {
            return self.set_password(new);
        }
        self.check_new_password(new, &[])?;
        let mut file = self.file.clone();
        let entry = &mut file.entries[at];
        let slot = self.enrol(&entry.login, new)?.0;
        entry.renew_slot(slot, self.journal_size)?;
        self.seal_for(entry)?;
        self.publish(file)
    }

    /// Switches an account off: its sealed keys are taken out of the key file. The data key is
    /// *not* rotated here, so an officer who kept an old key file, this PC's device secret and a
    /// copy of the database can still read what he could read before, and what is written under the
    /// same data key afterwards; rotation comes with `rekey`.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::UnknownOfficer`], [`VaultError::LastChief`], writing.
    pub fn disable(&mut self, login: &str) -> Result<(), VaultError> {
        self.change(login, |entry| entry.active = false)
    }

    /// Switches an account on again, with its old password and key pairs.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::UnknownOfficer`], writing.
    pub fn enable(&mut self, login: &str) -> Result<(), VaultError> {
        self.change(login, |entry| entry.active = true)
    }

    /// Changes an account's role; a chief gains, another loses, the sealed unit key. The officer's
    /// own open vault, if any, notices at his next unlocking.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::UnknownOfficer`], [`VaultError::LastChief`], writing.
    pub fn set_role(&mut self, login: &str, role: Role) -> Result<(), VaultError> {
        self.change(login, |entry| entry.role = role)
    }

    /// Makes three new recovery sheets and puts them in force at once; see [`Vault::draft_sheets`].
    ///
    /// # Errors
    /// [`VaultError::NotChief`], writing.
    pub fn renew_recovery(&mut self) -> Result<RecoverySheets, VaultError> {
        let draft = self.draft_sheets()?;
        self.adopt_sheets(&draft)?;
        Ok(draft.sheets)
    }

    /// Makes three new recovery sheets that open nothing yet: they are printed first.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::NoRandom`].
    pub fn draft_sheets(&self) -> Result<DraftSheets, VaultError> {
        self.require_chief()?;
        DraftSheets::make(&self.file)
    }

    /// Puts new sheets in force; the old ones open nothing published from now on (an old copy of
    /// the key file they still open, until the data key is replaced).
    ///
    /// # Errors
    /// [`VaultError::NotChief`], writing.
    pub fn adopt_sheets(&mut self, draft: &DraftSheets) -> Result<(), VaultError> {
        let unit_key = self.unit_key()?;
        let mut file = self.file.clone();
        draft.halves.enter(&mut file, &self.data_key, &unit_key)?;
        self.publish(file)
    }

    fn change(&mut self, login: &str, change: impl FnOnce(&mut Entry)) -> Result<(), VaultError> {
        self.require_chief()?;
        let at = self.file.position(login).ok_or(VaultError::UnknownOfficer)?;
        let mut file = self.file.clone();
        change(&mut file.entries[at]);
        require_a_chief(&file)?;
        self.seal_for(&mut file.entries[at])?;
        self.publish(file)
    }

    /// Gives an entry exactly the sealed keys its role and state allow.
    fn seal_for(&self, entry: &mut Entry) -> Result<(), VaultError> {
        let public = entry.slot.public.recipient;
        entry.sealed_data_key =
            if entry.active { seal::seal(&public, self.data_key.bytes())? } else { Vec::new() };
        entry.sealed_unit_key = if entry.active && entry.role == Role::Chief {
            seal::seal(&public, self.unit_key()?.to_secret().bytes())?
        } else {
            Vec::new()
        };
        Ok(())
    }

    fn enrol(&self, login: &str, password: &Password) -> Result<(Slot, OfficerKeys), VaultError> {
        let device = self.read_device()?;
        Slot::enrol(self.file.registry, login, password, &device, self.enrolment_cost)
    }

    /// Read when needed, so that it does not stay in memory while the registry is open.
    fn read_device(&self) -> Result<DeviceKey, VaultError> {
        let key = DeviceKey::read(&self.place.device_key_path(self.file.registry))?;
        key.check(self.file.registry, &self.file.device_hash)?;
        Ok(key)
    }

    fn check_new_password(&self, new: &Password, more: &[&str]) -> Result<(), VaultError> {
        check_password(&self.file, new, more)
    }

    pub(super) fn publish(&mut self, mut file: KeyFile) -> Result<(), VaultError> {
        // The lock should make this impossible; if it failed us, another's change is not undone.
        if copies::read(&self.place).is_ok_and(|now| now.first.edition > self.file.edition) {
            return Err(VaultError::InUse { holder: Holder::default() });
        }
        if file.roster_bytes() != self.file.roster_bytes() {
            file.sign_roster(&self.unit_key()?);
        }
        file.edition = file.edition.saturating_add(1);
        let bytes = file.encode(&self.data_key)?;
        copies::publish(&self.place, &bytes)?;
        self.account = file.entries[self.own].account();
        self.file = file;
        Ok(())
    }
}

/// Refuses a key file that would leave the registry without an active chief.
pub(super) fn require_a_chief(file: &KeyFile) -> Result<(), VaultError> {
    let chief = |entry: &Entry| entry.active && entry.role == Role::Chief;
    if file.entries.iter().any(chief) { Ok(()) } else { Err(VaultError::LastChief) }
}

/// Holds a new password against the rules and against every name of the file.
pub(super) fn check_password(
    file: &KeyFile,
    new: &Password,
    more: &[&str],
) -> Result<(), VaultError> {
    let accounts = file.entries.iter();
    let officers = accounts.flat_map(|entry| [entry.login.as_str(), entry.full_name.as_str()]);
    let unit = [file.unit_code.as_str(), file.unit_name.as_str()];
    new.check(officers.chain(unit).chain(more.iter().copied())).map_err(VaultError::PasswordRefused)
}
