//! From the sealed key file to an unlocked vault.

use uuid::Uuid;

use super::account::{Account, Role};
use super::copies;
use super::device::DeviceKey;
use super::error::{DamagedPart, VaultError};
use super::kdf::KdfCost;
use super::keyfile::{Entry, KeyFile};
use super::password::Password;
use super::place::Place;
use super::seal;
use super::secret::{DataKey, DatabaseKey, RowHashKey, Secret32, silent_debug};
use super::slot::OfficerKeys;
use super::unit_key::{UnitKey, UnitPublicKey};

/// A registry's key file, read but not unlocked: what the unlock screen shows. Nothing in it is
/// proven before an officer has unlocked.
pub struct SealedVault {
    place: Place,
    first: KeyFile,
    second: Option<KeyFile>,
    repair: bool,
}

/// The unlocked vault: an officer's keys and the data key. Wiped on drop (locking the screen drops
/// it). Whoever calls the changing methods holds the [`super::RegistryLock`].
pub struct Vault {
    pub(super) place: Place,
    pub(super) file: KeyFile,
    /// Position of the officer who unlocked.
    pub(super) own: usize,
    pub(super) account: Account,
    pub(super) seed: Secret32,
    pub(super) keys: OfficerKeys,
    pub(super) data_key: DataKey,
    /// The key of the row hashes, carried from data key to data key.
    pub(super) row_key: Secret32,
    /// Entries of the journal, as far as the caller said: keys made now are in force from here.
    pub(super) journal_size: u64,
    pub(super) enrolment_cost: KdfCost,
    pub(super) repair: Repair,
}

silent_debug!(SealedVault, Vault);

/// What became of a damaged, missing or older copy of the key file at unlocking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Repair {
    /// Both copies were good.
    NotNeeded,
    /// The bad copy was written anew from the good one.
    Done,
    /// The bad copy could not be written; the good one still serves.
    Failed,
}

impl SealedVault {
    /// Reads the key file of a registry from whichever copy is good.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Damaged`] (both copies), [`VaultError::TooNew`],
    /// [`VaultError::TestOnly`], [`VaultError::Symlink`], [`VaultError::NetworkFolder`],
    /// [`VaultError::Io`].
    pub fn read(place: &Place) -> Result<Self, VaultError> {
        place.check()?;
        let found = copies::read(place)?;
        Ok(Self {
            place: place.clone(),
            first: found.first,
            second: found.second,
            repair: found.repair,
        })
    }

    /// The registry's id.
    pub fn registry_id(&self) -> Uuid {
        self.first.registry
    }

    /// The unit's five-digit code.
    pub fn unit_code(&self) -> &str {
        &self.first.unit_code
    }

    /// The unit's name.
    pub fn unit_name(&self) -> &str {
        &self.first.unit_name
    }

    /// Every account, disabled ones too, in the order they were added.
    pub fn accounts(&self) -> Vec<Account> {
        self.first.entries.iter().map(Entry::account).collect()
    }

    /// Whether one copy of the key file is damaged, missing or older than the other.
    pub fn one_copy_is_bad(&self) -> bool {
        self.repair
    }

    /// Reads this PC's device secret and checks that it is this registry's.
    ///
    /// # Errors
    /// [`VaultError::DeviceMissing`], [`VaultError::DeviceWrong`], [`VaultError::Io`].
    pub fn device_key(&self) -> Result<DeviceKey, VaultError> {
        let key = DeviceKey::read(&self.place.device_key_path(self.first.registry))?;
        key.check(self.first.registry, &self.first.device_hash)?;
        Ok(key)
    }

    /// Unlocks with an officer's password; takes about a second and the memory of the slot's cost.
    /// A bad copy of the key file is then repaired from the good one.
    ///
    /// # Errors
    /// [`VaultError::UnknownOfficer`], [`VaultError::OfficerDisabled`], [`VaultError::DeviceWrong`],
    /// [`VaultError::WrongPassword`], [`VaultError::Damaged`], [`VaultError::NoMemory`].
    pub fn open(
        &self,
        login: &str,
        password: &Password,
        device: &DeviceKey,
    ) -> Result<Vault, VaultError> {
        let first = unlock(&self.first, login, password, device);
        let (file, opened) = match (first, &self.second) {
            (Ok(opened), _) => (&self.first, opened),
            // Copies of one edition that differ were not left by a power cut: somebody changed
            // one of them, perhaps so that the right password looks wrong. The other may be true.
            (Err(error), Some(second)) if self.second_may_help(&error) => {
                (second, unlock(second, login, password, device).map_err(|_| error)?)
            }
            (Err(error), _) => return Err(error),
        };
        let mut vault = opened.into_vault(&self.place, file);
        if self.repair {
            vault.repair =
                if vault.rewrite_copies().is_ok() { Repair::Done } else { Repair::Failed };
        }
        Ok(vault)
    }

    fn second_may_help(&self, error: &VaultError) -> bool {
        let same_edition =
            self.second.as_ref().is_some_and(|second| second.edition == self.first.edition);
        matches!(error, VaultError::Damaged(_)) || same_edition
    }

    /// A key file that was read elsewhere, as if it stood alone.
    pub(super) fn of(place: &Place, file: KeyFile) -> Self {
        Self { place: place.clone(), first: file, second: None, repair: false }
    }

    pub(super) fn first(&self) -> &KeyFile {
        &self.first
    }

    pub(super) fn candidates(&self) -> impl Iterator<Item = &KeyFile> {
        std::iter::once(&self.first).chain(&self.second)
    }
}

pub(super) struct Opened {
    own: usize,
    seed: Secret32,
    keys: OfficerKeys,
    pub(super) data_key: DataKey,
    row_key: Secret32,
}

impl Opened {
    pub(super) fn into_vault(self, place: &Place, file: &KeyFile) -> Vault {
        Vault {
            place: place.clone(),
            account: file.entries[self.own].account(),
            enrolment_cost: file.entries[self.own].slot.cost,
            file: file.clone(),
            own: self.own,
            seed: self.seed,
            keys: self.keys,
            data_key: self.data_key,
            row_key: self.row_key,
            journal_size: 0,
            repair: Repair::NotNeeded,
        }
    }
}

pub(super) fn unlock(
    file: &KeyFile,
    login: &str,
    password: &Password,
    device: &DeviceKey,
) -> Result<Opened, VaultError> {
    let own = file.position(login).ok_or(VaultError::UnknownOfficer)?;
    let entry = &file.entries[own];
    if !entry.active {
        return Err(VaultError::OfficerDisabled);
    }
    if entry.waiting {
        return Err(VaultError::NotEnrolled);
    }
    device.check(file.registry, &file.device_hash)?;
    let (seed, keys) = entry.slot.open(file.registry, &entry.login, password, device)?;
    let data_key = DataKey::from_secret(seal::open(&keys.identity, &entry.sealed_data_key)?);
    file.check_mac(&data_key)?;
    file.check_roster()?;
    if entry.role == Role::Chief {
        // Whoever put another unit key in the file could sign another roster with it; what is
        // sealed to the chief is the true one.
        chiefs_unit_key(file, entry, &keys)?;
    }
    let row_key = data_key.carried(file.registry, &file.carried)?;
    Ok(Opened { own, seed, keys, data_key, row_key })
}

fn chiefs_unit_key(
    file: &KeyFile,
    entry: &Entry,
    keys: &OfficerKeys,
) -> Result<UnitKey, VaultError> {
    let key = UnitKey::from_secret(&seal::open(&keys.identity, &entry.sealed_unit_key)?);
    if key.public() == file.unit_public {
        Ok(key)
    } else {
        Err(VaultError::Damaged(DamagedPart::Altered))
    }
}

impl Vault {
    /// The registry's id.
    pub fn registry_id(&self) -> Uuid {
        self.file.registry
    }

    /// The unit's five-digit code.
    pub fn unit_code(&self) -> &str {
        &self.file.unit_code
    }

    /// The unit's name.
    pub fn unit_name(&self) -> &str {
        &self.file.unit_name
    }

    /// The generation of the data key (1 until the first rotation).
    pub fn generation(&self) -> u64 {
        self.file.generation
    }

    /// The officer who unlocked.
    pub fn officer(&self) -> &Account {
        &self.account
    }

    /// Every account, disabled ones too.
    pub fn accounts(&self) -> Vec<Account> {
        self.file.entries.iter().map(Entry::account).collect()
    }

    /// How often the recovery sheets were used.
    pub fn recoveries(&self) -> u32 {
        self.file.recoveries
    }

    /// Tells the vault how many entries the journal has: keys made from now on sign those after.
    pub fn note_journal_size(&mut self, entries: u64) {
        self.journal_size = entries;
    }

    /// What became of a bad copy of the key file at unlocking.
    pub fn repair(&self) -> Repair {
        self.repair
    }

    /// The 32 bytes that open the database.
    pub fn database_key(&self) -> DatabaseKey {
        self.data_key.database_key(self.file.registry)
    }

    /// The key of the hashes that bind rows to the journal.
    pub fn row_hash_key(&self) -> RowHashKey {
        RowHashKey::of(&self.row_key)
    }

    /// Signs with the officer's own Ed25519 key; [`super::verify_signature`] checks.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.keys.sign(message)
    }

    /// The unit's public key, for the key sheet.
    pub fn unit_public_key(&self) -> UnitPublicKey {
        self.file.unit_public
    }

    /// Signs with the unit's key (raw Ed25519; the minisign form around it is the package's).
    ///
    /// # Errors
    /// [`VaultError::NotChief`]; [`VaultError::Damaged`] when the sealed key does not open.
    pub fn sign_as_unit(&self, message: &[u8]) -> Result<[u8; 64], VaultError> {
        Ok(self.unit_key()?.sign(message))
    }

    /// Opens the unit key anew each time, so that it stays in memory no longer than needed.
    pub(super) fn unit_key(&self) -> Result<UnitKey, VaultError> {
        self.require_chief()?;
        chiefs_unit_key(&self.file, &self.file.entries[self.own], &self.keys)
    }

    pub(super) fn require_chief(&self) -> Result<(), VaultError> {
        if self.account.role == Role::Chief { Ok(()) } else { Err(VaultError::NotChief) }
    }

    fn rewrite_copies(&mut self) -> Result<(), VaultError> {
        let bytes = self.file.encode(&self.data_key)?;
        copies::publish(&self.place, &bytes)
    }
}
