//! The key file: one canonical, strictly bounded binary form.
//!
//! ```text
//! magic "HOSOKEYS" · version u16 · its complement u16 · purpose u8 (0 real, 1 tests)
//! registry id 16 · unit code · unit name · generation u64 · edition u64
//! hash of device.key 32 · unit key id 8 · unit public key 32 · recovery public key 32
//! data key sealed to recovery · unit key sealed to recovery · mark of the sheets 32
//! row-hash key sealed under the data key 72 · times recovered u32 · roster number u64
//! number of accounts u8, each:
//!   login · full name · role u8 · state u8 (1 active, 2 to be enrolled again)
//!   X25519 32 · Ed25519 32 · since u64 · number of former keys u8, each: since u64, Ed25519 32
//!   m, t, p u32 · salt 16 · commitment 32 · nonce 24 · sealed seed 48
//!   sealed data key · sealed unit key
//! signature of the roster 64 (the unit's key)
//! MAC 32 (HMAC-SHA256, key from the data key) · digest 32 (SHA-256 of all before)
//! ```
//! Integers little-endian; texts and sealed keys are a u16 length and their bytes. The version
//! stands beside its complement so that a flipped bit is damage, not "a newer version". The digest
//! finds accidents before any password is asked; the MAC finds hands, after unlocking; the roster's
//! signature finds the hand of an officer, who has the data key but not the unit's.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use unicode_normalization::is_nfc;
use uuid::Uuid;

use super::account::{Account, Role, SigningPeriod};
use super::error::{DamagedPart, VaultError};
use super::kdf::KdfCost;
use super::names::{MAX_NAME_BYTES, is_display_name, is_unit_code, login_key, login_name};
use super::secret::{DataKey, Secret, sha256, silent_debug};
use super::slot::{PublicKeys, Slot, verify_signature};
use super::unit_key::{UnitKey, UnitPublicKey};

pub(super) const MAX_FILE_BYTES: usize = 64 * 1024;
pub(super) const MAX_ACCOUNTS: usize = 32;
/// Former signing keys kept of one account.
const MAX_FORMER_KEYS: usize = 16;
/// Nonce, sealed bytes, tag of the row-hash key.
pub(super) const CARRIED_BYTES: usize = 24 + 32 + 16;
const MAX_SEALED_BYTES: usize = 1024;
const MAGIC: &[u8; 8] = b"HOSOKEYS";
const VERSION: u16 = 1;

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) login: String,
    pub(super) full_name: String,
    pub(super) role: Role,
    pub(super) active: bool,
    /// The slot was made with a device secret that is no longer in force.
    pub(super) waiting: bool,
    pub(super) slot: Slot,
    /// Journal entries when the slot's keys came into force.
    pub(super) since: u64,
    /// Keys before these, oldest first.
    pub(super) former: Vec<SigningPeriod>,
    /// Empty while disabled.
    pub(super) sealed_data_key: Vec<u8>,
    /// Empty unless an active chief.
    pub(super) sealed_unit_key: Vec<u8>,
}

impl Entry {
    pub(super) fn account(&self) -> Account {
        Account {
            login: self.login.clone(),
            full_name: self.full_name.clone(),
            role: self.role,
            active: self.active,
            waiting: self.waiting,
            signing_key: self.slot.public.verifying,
            keys: self.former.iter().copied().chain([self.period()]).collect(),
        }
    }

    fn period(&self) -> SigningPeriod {
        SigningPeriod { since: self.since, key: self.slot.public.verifying }
    }

    /// Gives the account another slot with other keys, in force from here on.
    ///
    /// # Errors
    /// [`VaultError::Full`] when it had 16 keys before.
    pub(super) fn renew_slot(&mut self, slot: Slot, since: u64) -> Result<(), VaultError> {
        if self.former.len() >= MAX_FORMER_KEYS {
            return Err(VaultError::Full);
        }
        self.former.push(self.period());
        (self.slot, self.since, self.waiting) = (slot, since, false);
        Ok(())
    }
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct KeyFile {
    pub(super) for_tests: bool,
    pub(super) registry: Uuid,
    pub(super) unit_code: String,
    pub(super) unit_name: String,
    /// Generation of the data key.
    pub(super) generation: u64,
    /// Counts every published key file, so that of two good copies the newer is known.
    pub(super) edition: u64,
    pub(super) device_hash: [u8; 32],
    pub(super) unit_public: UnitPublicKey,
    pub(super) recovery_public: [u8; 32],
    pub(super) recovery_data_key: Vec<u8>,
    pub(super) recovery_unit_key: Vec<u8>,
    /// By the sheets' own secret, over the unit's public key: `recovery.rs`.
    pub(super) recovery_vouch: [u8; 32],
    /// The key of the row hashes, which stays when the data key is replaced.
    pub(super) carried: [u8; CARRIED_BYTES],
    /// How often the recovery sheets were used.
    pub(super) recoveries: u32,
    /// Counts every signed roster.
    pub(super) roster_no: u64,
    pub(super) entries: Vec<Entry>,
    /// By the unit's key, over [`KeyFile::roster_bytes`].
    pub(super) roster_signature: [u8; 64],
    pub(super) mac: [u8; 32],
}

silent_debug!(Entry, KeyFile);

impl KeyFile {
    /// Two logins are the same name when they differ only in case.
    pub(super) fn position(&self, login: &str) -> Option<usize> {
        let wanted = login_key(login);
        self.entries.iter().position(|entry| login_key(&entry.login) == wanted)
    }

    /// What the unit's key signs: who is an officer, in which role, with which public keys, from
    /// which entry of the journal on. Not what an officer may change alone (his password).
    pub(super) fn roster_bytes(&self) -> Vec<u8> {
        let mut out = Writer(b"hoso/1/roster".to_vec());
        out.fixed(self.registry.as_bytes());
        out.fixed(&self.roster_no.to_le_bytes());
        out.fixed(&[self.entries.len() as u8]);
        for entry in &self.entries {
            out.who(entry);
            out.fixed(&[u8::from(entry.active)]);
            out.keys(entry);
        }
        out.0
    }

    /// Signs the roster anew; every change of it counts one up.
    pub(super) fn sign_roster(&mut self, unit_key: &UnitKey) {
        self.roster_no = self.roster_no.saturating_add(1);
        self.roster_signature = unit_key.sign(&self.roster_bytes());
    }

    /// Whether the roster was signed by the unit's key.
    pub(super) fn check_roster(&self) -> Result<(), VaultError> {
        if verify_signature(&self.unit_public.key, &self.roster_bytes(), &self.roster_signature) {
            Ok(())
        } else {
            Err(VaultError::Damaged(DamagedPart::Roster))
        }
    }

    fn body(&self) -> Vec<u8> {
        let mut out = Writer(MAGIC.to_vec());
        out.fixed(&VERSION.to_le_bytes());
        out.fixed(&(!VERSION).to_le_bytes());
        out.fixed(&[u8::from(self.for_tests)]);
        out.fixed(self.registry.as_bytes());
        out.sized(self.unit_code.as_bytes());
        out.sized(self.unit_name.as_bytes());
        out.fixed(&self.generation.to_le_bytes());
        out.fixed(&self.edition.to_le_bytes());
        out.fixed(&self.device_hash);
        out.fixed(&self.unit_public.id);
        out.fixed(&self.unit_public.key);
        out.fixed(&self.recovery_public);
        out.sized(&self.recovery_data_key);
        out.sized(&self.recovery_unit_key);
        out.fixed(&self.recovery_vouch);
        out.fixed(&self.carried);
        out.fixed(&self.recoveries.to_le_bytes());
        out.fixed(&self.roster_no.to_le_bytes());
        out.fixed(&[self.entries.len() as u8]);
        for entry in &self.entries {
            out.entry(entry);
        }
        out.fixed(&self.roster_signature);
        out.0
    }

    /// Sets the MAC and writes the file form.
    ///
    /// # Errors
    /// [`VaultError::Full`] beyond 32 accounts or 64 KiB.
    pub(super) fn encode(&mut self, key: &DataKey) -> Result<Vec<u8>, VaultError> {
        if self.entries.len() > MAX_ACCOUNTS {
            return Err(VaultError::Full);
        }
        let mut bytes = self.body();
        self.mac = mac(key, self.registry, &bytes);
        bytes.extend_from_slice(&self.mac);
        let digest = sha256(&[&bytes]);
        bytes.extend_from_slice(&digest);
        if bytes.len() > MAX_FILE_BYTES {
            return Err(VaultError::Full);
        }
        Ok(bytes)
    }

    /// Whether the file was written by someone who had the data key.
    pub(super) fn check_mac(&self, key: &DataKey) -> Result<(), VaultError> {
        let expected = mac(key, self.registry, &self.body());
        if bool::from(expected.ct_eq(&self.mac)) {
            Ok(())
        } else {
            Err(VaultError::Damaged(DamagedPart::Altered))
        }
    }

    /// Reads the file form. Nothing is allocated beyond the input's own size, and no cost outside
    /// the bounds leaves this function.
    pub(super) fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MAX_FILE_BYTES {
            return Err(Unreadable::Damaged);
        }
        let mut input = Reader(bytes);
        if &input.fixed::<8>()? != MAGIC {
            return Err(Unreadable::Damaged);
        }
        let version = u16::from_le_bytes(input.fixed()?);
        if u16::from_le_bytes(input.fixed()?) != !version {
            return Err(Unreadable::Damaged);
        }
        if version > VERSION {
            return Err(Unreadable::TooNew);
        }
        let split = bytes.len().checked_sub(32).ok_or(Unreadable::Damaged)?;
        let (content, digest) = bytes.split_at(split);
        if version != VERSION || sha256(&[content]) != *digest {
            return Err(Unreadable::Damaged);
        }
        let file = input.key_file()?;
        // What follows the MAC is the digest just checked.
        if input.0.len() != 32 || has_twins(&file) {
            return Err(Unreadable::Damaged);
        }
        Ok(file)
    }
}

/// Why one copy gave no key file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unreadable {
    Absent,
    Damaged,
    Cost,
    TooNew,
}

fn has_twins(file: &KeyFile) -> bool {
    (1..file.entries.len()).any(|at| {
        let login = login_key(&file.entries[at].login);
        file.entries[..at].iter().any(|earlier| login_key(&earlier.login) == login)
    })
}

fn mac(key: &DataKey, registry: Uuid, body: &[u8]) -> [u8; 32] {
    // HMAC (RFC 2104) fills a shorter key up to the block with zeros; so do we.
    let mut block = Secret::<64>::zeroed();
    block.bytes_mut()[..32].copy_from_slice(key.key_file_mac_key(registry).bytes());
    let mut mac = <Hmac<Sha256> as KeyInit>::new(block.bytes().into());
    mac.update(body);
    mac.finalize().into_bytes().into()
}

struct Writer(Vec<u8>);

impl Writer {
    fn fixed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn sized(&mut self, bytes: &[u8]) {
        self.fixed(&(bytes.len() as u16).to_le_bytes());
        self.fixed(bytes);
    }

    fn who(&mut self, entry: &Entry) {
        self.sized(entry.login.as_bytes());
        self.sized(entry.full_name.as_bytes());
        self.fixed(&[entry.role.code()]);
    }

    fn keys(&mut self, entry: &Entry) {
        self.fixed(&entry.slot.public.recipient);
        self.fixed(&entry.slot.public.verifying);
        self.fixed(&entry.since.to_le_bytes());
        self.fixed(&[entry.former.len() as u8]);
        for former in &entry.former {
            self.fixed(&former.since.to_le_bytes());
            self.fixed(&former.key);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.who(entry);
        self.fixed(&[u8::from(entry.active) | u8::from(entry.waiting) << 1]);
        self.keys(entry);
        let slot = &entry.slot;
        for part in slot.cost.parts() {
            self.fixed(&part.to_le_bytes());
        }
        self.fixed(&slot.salt);
        self.fixed(&slot.commitment);
        self.fixed(&slot.nonce);
        self.fixed(&slot.sealed_seed);
        self.sized(&entry.sealed_data_key);
        self.sized(&entry.sealed_unit_key);
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Unreadable> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(Unreadable::Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], Unreadable> {
        self.take(N)?.try_into().map_err(|_| Unreadable::Damaged)
    }

    fn number(&mut self) -> Result<u32, Unreadable> {
        self.fixed().map(u32::from_le_bytes)
    }

    fn flag(&mut self) -> Result<bool, Unreadable> {
        match self.fixed()? {
            [0] => Ok(false),
            [1] => Ok(true),
            _ => Err(Unreadable::Damaged),
        }
    }

    fn sized(&mut self, most: usize) -> Result<&'a [u8], Unreadable> {
        let length = usize::from(u16::from_le_bytes(self.fixed()?));
        if length > most { Err(Unreadable::Damaged) } else { self.take(length) }
    }

    fn text(&mut self, good: impl Fn(&str) -> bool) -> Result<String, Unreadable> {
        let text =
            std::str::from_utf8(self.sized(MAX_NAME_BYTES)?).map_err(|_| Unreadable::Damaged)?;
        if is_nfc(text) && good(text) { Ok(text.to_owned()) } else { Err(Unreadable::Damaged) }
    }

    fn key_file(&mut self) -> Result<KeyFile, Unreadable> {
        let for_tests = self.flag()?;
        let registry = Uuid::from_bytes(self.fixed()?);
        let unit_code = self.text(is_unit_code)?;
        let unit_name = self.text(is_display_name)?;
        let generation = u64::from_le_bytes(self.fixed()?);
        let edition = u64::from_le_bytes(self.fixed()?);
        let device_hash = self.fixed()?;
        let unit_public = UnitPublicKey { id: self.fixed()?, key: self.fixed()? };
        let recovery_public = self.fixed()?;
        let recovery_data_key = self.sized(MAX_SEALED_BYTES)?.to_vec();
        let recovery_unit_key = self.sized(MAX_SEALED_BYTES)?.to_vec();
        let recovery_vouch = self.fixed()?;
        let carried = self.fixed()?;
        let recoveries = self.number()?;
        let roster_no = u64::from_le_bytes(self.fixed()?);
        let [count] = self.fixed()?;
        if usize::from(count) > MAX_ACCOUNTS || count == 0 {
            return Err(Unreadable::Damaged);
        }
        let mut entries = Vec::with_capacity(usize::from(count));
        for _ in 0..count {
            entries.push(self.entry(for_tests)?);
        }
        let roster_signature = self.fixed()?;
        let mac = self.fixed()?;
        Ok(KeyFile {
            for_tests,
            registry,
            unit_code,
            unit_name,
            generation,
            edition,
            device_hash,
            unit_public,
            recovery_public,
            recovery_data_key,
            recovery_unit_key,
            recovery_vouch,
            carried,
            recoveries,
            roster_no,
            entries,
            roster_signature,
            mac,
        })
    }

    fn former(&mut self) -> Result<Vec<SigningPeriod>, Unreadable> {
        let [count] = self.fixed()?;
        if usize::from(count) > MAX_FORMER_KEYS {
            return Err(Unreadable::Damaged);
        }
        let one = |input: &mut Self| {
            Ok(SigningPeriod { since: u64::from_le_bytes(input.fixed()?), key: input.fixed()? })
        };
        (0..count).map(|_| one(self)).collect()
    }

    fn entry(&mut self, for_tests: bool) -> Result<Entry, Unreadable> {
        let login = self.text(|text| login_name(text).is_ok_and(|kept| kept == text))?;
        let full_name = self.text(is_display_name)?;
        let role = self.fixed().map(|[code]| Role::from_code(code))?.ok_or(Unreadable::Damaged)?;
        let [state] = self.fixed()?;
        if state > 0b11 {
            return Err(Unreadable::Damaged);
        }
        let public = PublicKeys { recipient: self.fixed()?, verifying: self.fixed()? };
        let since = u64::from_le_bytes(self.fixed()?);
        let former = self.former()?;
        let (m, t, p) = (self.number()?, self.number()?, self.number()?);
        let cost = KdfCost::from_file(m, t, p, for_tests).map_err(|_| Unreadable::Cost)?;
        let slot = Slot {
            public,
            cost,
            salt: self.fixed()?,
            commitment: self.fixed()?,
            nonce: self.fixed()?,
            sealed_seed: self.fixed()?,
        };
        Ok(Entry {
            login,
            full_name,
            role,
            active: state & 1 != 0,
            waiting: state & 2 != 0,
            slot,
            since,
            former,
            sealed_data_key: self.sized(MAX_SEALED_BYTES)?.to_vec(),
            sealed_unit_key: self.sized(MAX_SEALED_BYTES)?.to_vec(),
        })
    }
}
