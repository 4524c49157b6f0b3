//! Sao lưu: the head of a backup file (`.hsb`). The encrypted database follows it.
//!
//! ```text
//! magic "HOSOBACK" · version u16 · its complement u16 · length of the head u32
//! purpose u8 (0 real, 1 tests) · registry id 16 · unit code 5 · generation u64
//! journal: entries u64, root 32 · made at i64 · database: bytes u64, SHA-256 32
//! public key of the recovery sheets 32 · length u16, backup key sealed to it
//! length u32, nonce 24 and sealed part: counts 3 × u64 · login of who made it ·
//!   his signature 64 · length u32, key file without any slot
//! MAC 32 (HMAC-SHA256, key from the backup key) · digest 32 (SHA-256 of all before)
//! ```
//! Integers little-endian. The backup key is random and of this one file: no password opens it, and
//! neither does the registry's data key. So a stick holds nothing a password could be guessed at.
//! The key file inside is the registry's own without slots, without keys sealed to officers and
//! without the hash of the device secret: the roster with its signature, the row-hash key carried by
//! the backup key, the unit key sealed to the sheets, and the mark by which the sheets know it. So who
//! holds only public keys cannot make a backup that two sheets take for this registry's.

use std::io::{Read, Write};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroize;

use super::error::{BackupFault, DamagedPart, RecoveryFault, VaultError};
use super::kdf::KdfCost;
use super::keyfile::{KeyFile, MAX_FILE_BYTES, Unreadable};
use super::names::is_unit_code;
use super::open::Vault;
use super::place::Place;
use super::recovery::{RecoveredSecret, RecoveredVault};
use super::seal;
use super::secret::{DataKey, DatabaseKey, Secret, Secret32, random_array, sha256, silent_debug};
use super::slot::{Slot, verify_signature};

const MAGIC: &[u8; 8] = b"HOSOBACK";
const VERSION: u16 = 1;
/// Magic, version, complement, length.
const START: usize = 16;
/// From the purpose to the public key of the sheets.
const PLAIN: usize = 1 + 16 + 5 + 8 + 8 + 32 + 8 + 8 + 32 + 32;
const MAX_SEALED_KEY: usize = 1024;
const MAX_LOGIN: usize = 200;
const MAX_INSIDE: usize = MAX_FILE_BYTES + 1024;
const TAIL: usize = 64;
/// The most bytes a head has; nothing is read or allocated beyond.
pub const MAX_BACKUP_HEAD: usize = START + PLAIN + 2 + MAX_SEALED_KEY + 4 + 24 + MAX_INSIDE + TAIL;

/// What a backup says of itself to anyone: nothing about a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BackupFacts {
    /// The registry's id.
    pub registry: Uuid,
    /// The unit's five-digit code.
    pub unit_code: String,
    /// Generation of the data key when it was made (the backup has a key of its own).
    pub generation: u64,
    /// Entries of the journal.
    pub journal_size: u64,
    /// Root of the log over them.
    pub journal_root: [u8; 32],
    /// When, local wall time, seconds since 1970-01-01T00:00.
    pub made_at: i64,
    /// Length of the encrypted database.
    pub database_bytes: u64,
    /// SHA-256 of it.
    pub database_hash: [u8; 32],
}

/// The key of one backup.
pub struct BackupKey(DataKey);

/// The head of a backup as it stands in the file: whole, but not yet opened.
pub struct SealedBackup {
    /// What it says of itself.
    pub facts: BackupFacts,
    for_tests: bool,
    recovery_public: [u8; 32],
    sealed_key: Vec<u8>,
    /// Nonce and sealed part.
    inside: Vec<u8>,
    /// All that the seal of the inside part binds.
    bound: Vec<u8>,
    /// All that the MAC is over.
    covered: Vec<u8>,
    mac: [u8; 32],
    length: u64,
}

/// A backup opened by its key.
pub struct OpenedBackup {
    facts: BackupFacts,
    counts: [u64; 3],
    maker: String,
    file: KeyFile,
    key: BackupKey,
}

silent_debug!(BackupKey, SealedBackup, OpenedBackup);

impl BackupKey {
    /// A fresh one.
    ///
    /// # Errors
    /// [`VaultError::NoRandom`].
    pub fn random() -> Result<Self, VaultError> {
        DataKey::random().map(Self)
    }

    /// The key of the copied database.
    pub fn database_key(&self, registry: Uuid) -> DatabaseKey {
        self.0.database_key(registry)
    }

    /// Hands it to the process that proves the copy: through a pipe, never as an argument.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn hand_to(&self, out: &mut impl Write) -> Result<(), VaultError> {
        Ok(out.write_all(self.0.bytes())?)
    }

    /// Takes what [`BackupKey::hand_to`] handed over.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn take_from(input: &mut impl Read) -> Result<Self, VaultError> {
        let mut secret = Secret32::zeroed();
        input.read_exact(secret.bytes_mut())?;
        Ok(Self(DataKey::from_secret(secret)))
    }
}

impl Vault {
    /// Makes the head of a backup. `counts`: people, measures, events of the copy.
    ///
    /// # Errors
    /// [`VaultError::NoRandom`], [`VaultError::Full`].
    pub fn seal_backup(
        &self,
        key: &BackupKey,
        facts: &BackupFacts,
        counts: [u64; 3],
    ) -> Result<Vec<u8>, VaultError> {
        let public = self.file.recovery_public;
        let mut head = start(facts, self.file.for_tests, &public);
        sized_u16(&mut head, &seal::seal(&public, key.0.bytes())?);
        let inside = self.inside(key, facts, counts)?;
        let nonce: [u8; 24] = random_array()?;
        let [mac_key, inside_key] = key.0.backup_keys(facts.registry);
        let payload = Payload { msg: &inside, aad: &head };
        let sealed = XChaCha20Poly1305::new(inside_key.bytes().into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| VaultError::Full)?;
        let length = (head.len() + 4 + 24 + sealed.len() + TAIL) as u32;
        // The length stands where the seal of the inside part binds it as zero: it is under the MAC.
        head[12..16].copy_from_slice(&length.to_le_bytes());
        head.extend_from_slice(&((24 + sealed.len()) as u32).to_le_bytes());
        head.extend_from_slice(&nonce);
        head.extend_from_slice(&sealed);
        let mac = mac(&mac_key, &head);
        head.extend_from_slice(&mac);
        let digest = sha256(&[&head]);
        head.extend_from_slice(&digest);
        if head.len() > MAX_BACKUP_HEAD { Err(VaultError::Full) } else { Ok(head) }
    }

    fn inside(
        &self,
        key: &BackupKey,
        facts: &BackupFacts,
        counts: [u64; 3],
    ) -> Result<Vec<u8>, VaultError> {
        let mut file = self.file.clone();
        let cost = if file.for_tests { KdfCost::cheap_for_tests() } else { KdfCost::floor() };
        for entry in &mut file.entries {
            entry.slot = Slot::none(entry.slot.public, cost);
            (entry.sealed_data_key, entry.sealed_unit_key) = (Vec::new(), Vec::new());
            entry.waiting = true;
        }
        file.device_hash = [0; 32];
        file.recovery_data_key = Vec::new();
        file.carried = key.0.carry(file.registry, &self.row_key)?;
        let file = file.encode(&key.0)?;
        let mut inside = Vec::with_capacity(file.len() + 512);
        for count in counts {
            inside.extend_from_slice(&count.to_le_bytes());
        }
        sized_u16(&mut inside, self.account.login.as_bytes());
        inside.extend_from_slice(&self.sign(&signed(facts, counts)));
        inside.extend_from_slice(&(file.len() as u32).to_le_bytes());
        inside.extend_from_slice(&file);
        Ok(inside)
    }
}

/// What the officer who makes a backup signs.
fn signed(facts: &BackupFacts, counts: [u64; 3]) -> Vec<u8> {
    let mut out = b"hoso/1/backup".to_vec();
    out.extend_from_slice(&plain(facts));
    for count in counts {
        out.extend_from_slice(&count.to_le_bytes());
    }
    out
}

fn plain(facts: &BackupFacts) -> Vec<u8> {
    let mut out = Vec::with_capacity(PLAIN);
    out.extend_from_slice(facts.registry.as_bytes());
    out.extend_from_slice(facts.unit_code.as_bytes());
    out.extend_from_slice(&facts.generation.to_le_bytes());
    out.extend_from_slice(&facts.journal_size.to_le_bytes());
    out.extend_from_slice(&facts.journal_root);
    out.extend_from_slice(&facts.made_at.to_le_bytes());
    out.extend_from_slice(&facts.database_bytes.to_le_bytes());
    out.extend_from_slice(&facts.database_hash);
    out
}

fn start(facts: &BackupFacts, for_tests: bool, public: &[u8; 32]) -> Vec<u8> {
    let mut head = MAGIC.to_vec();
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&(!VERSION).to_le_bytes());
    head.extend_from_slice(&[0; 4]);
    head.push(u8::from(for_tests));
    head.extend_from_slice(&plain(facts));
    head.extend_from_slice(public);
    head
}

fn sized_u16(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u16).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn mac(key: &Secret32, bytes: &[u8]) -> [u8; 32] {
    // HMAC (RFC 2104) fills a shorter key up to the block with zeros; so do we.
    let mut block = Secret::<64>::zeroed();
    block.bytes_mut()[..32].copy_from_slice(key.bytes());
    let mut mac = <Hmac<Sha256> as KeyInit>::new(block.bytes().into());
    mac.update(bytes);
    mac.finalize().into_bytes().into()
}

fn damaged() -> VaultError {
    VaultError::Backup(BackupFault::Damaged)
}

/// Takes from the front of a slice.
struct Front<'a>(&'a [u8]);

impl<'a> Front<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], VaultError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], VaultError> {
        self.take(N)?.try_into().map_err(|_| damaged())
    }

    fn number(&mut self) -> Result<u64, VaultError> {
        self.fixed().map(u64::from_le_bytes)
    }

    fn sized(&mut self, wide: bool, most: usize) -> Result<&'a [u8], VaultError> {
        let length = if wide {
            u32::from_le_bytes(self.fixed()?) as usize
        } else {
            usize::from(u16::from_le_bytes(self.fixed()?))
        };
        if length > most { Err(damaged()) } else { self.take(length) }
    }
}

impl SealedBackup {
    /// Reads the head from the beginning of a file; the reader then stands at the database. Nothing
    /// is allocated beyond [`MAX_BACKUP_HEAD`].
    ///
    /// # Errors
    /// [`VaultError::Backup`], [`VaultError::Io`].
    pub fn read(input: &mut impl Read) -> Result<Self, VaultError> {
        let mut start = [0; START];
        let got = fill(input, &mut start)?;
        if let Some(fault) = BackupFault::of_mark(&start, MAGIC) {
            return Err(VaultError::Backup(fault));
        }
        let two = |at: usize| u16::from_le_bytes([start[at], start[at + 1]]);
        if got < START || two(10) != !two(8) {
            return Err(damaged());
        }
        match two(8) {
            VERSION => {}
            newer if newer > VERSION => return Err(VaultError::Backup(BackupFault::TooNew)),
            _ => return Err(damaged()),
        }
        let length = u32::from_le_bytes([start[12], start[13], start[14], start[15]]) as usize;
        if !(START + PLAIN + TAIL..=MAX_BACKUP_HEAD).contains(&length) {
            return Err(damaged());
        }
        let mut bytes = vec![0; length];
        bytes[..START].copy_from_slice(&start);
        if fill(input, &mut bytes[START..])? != length - START {
            return Err(damaged());
        }
        Self::decode(&bytes)
    }

    fn decode(bytes: &[u8]) -> Result<Self, VaultError> {
        let (content, digest) = bytes.split_at(bytes.len() - 32);
        if sha256(&[content]) != *digest {
            return Err(damaged());
        }
        let (covered, mac) = content.split_at(content.len() - 32);
        let mut input = Front(&covered[START..]);
        let for_tests = match input.fixed()? {
            [0] => false,
            [1] => true,
            _ => return Err(damaged()),
        };
        let facts = BackupFacts {
            registry: Uuid::from_bytes(input.fixed()?),
            unit_code: std::str::from_utf8(input.take(5)?).map_err(|_| damaged())?.to_owned(),
            generation: input.number()?,
            journal_size: input.number()?,
            journal_root: input.fixed()?,
            made_at: i64::from_le_bytes(input.fixed()?),
            database_bytes: input.number()?,
            database_hash: input.fixed()?,
        };
        let recovery_public = input.fixed()?;
        let sealed_key = input.sized(false, MAX_SEALED_KEY)?.to_vec();
        let mut bound = covered[..covered.len() - input.0.len()].to_vec();
        bound[12..16].fill(0);
        let inside = input.sized(true, 24 + MAX_INSIDE)?.to_vec();
        if !input.0.is_empty() || inside.len() < 24 || !is_unit_code(&facts.unit_code) {
            return Err(damaged());
        }
        Ok(Self {
            facts,
            for_tests,
            recovery_public,
            sealed_key,
            inside,
            bound,
            covered: covered.to_vec(),
            mac: mac.try_into().map_err(|_| damaged())?,
            length: bytes.len() as u64,
        })
    }

    /// Bytes of the head; the database begins there.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Whether a registry of this place can be made of it: a backup of the tests opens only in the
    /// tests, and the other way round.
    ///
    /// # Errors
    /// [`VaultError::TestOnly`].
    pub fn fits(&self, place: &Place) -> Result<(), VaultError> {
        if self.for_tests == place.is_for_tests() { Ok(()) } else { Err(VaultError::TestOnly) }
    }

    /// Opens it with its own key.
    ///
    /// # Errors
    /// [`VaultError::Backup`] where anything was changed.
    pub fn open_with(&self, key: BackupKey) -> Result<OpenedBackup, VaultError> {
        let [mac_key, inside_key] = key.0.backup_keys(self.facts.registry);
        if !bool::from(mac(&mac_key, &self.covered).ct_eq(&self.mac)) {
            return Err(damaged());
        }
        let (nonce, sealed) = self.inside.split_at(24);
        let mut nonce_bytes = [0; 24];
        nonce_bytes.copy_from_slice(nonce);
        let payload = Payload { msg: sealed, aad: &self.bound };
        let mut inside = XChaCha20Poly1305::new(inside_key.bytes().into())
            .decrypt(&XNonce::from(nonce_bytes), payload)
            .map_err(|_| damaged())?;
        let opened = self.take_apart(&inside, key);
        inside.zeroize();
        opened
    }

    fn take_apart(&self, inside: &[u8], key: BackupKey) -> Result<OpenedBackup, VaultError> {
        let mut input = Front(inside);
        let counts = [input.number()?, input.number()?, input.number()?];
        let maker = input.sized(false, MAX_LOGIN)?;
        let maker = std::str::from_utf8(maker).map_err(|_| damaged())?.to_owned();
        let signature: [u8; 64] = input.fixed()?;
        let file = match KeyFile::decode(input.sized(true, MAX_FILE_BYTES)?) {
            Ok(file) => file,
            Err(Unreadable::TooNew) => return Err(VaultError::Backup(BackupFault::TooNew)),
            Err(_) => return Err(damaged()),
        };
        let here = (self.facts.registry, self.facts.unit_code.as_str(), self.facts.generation);
        if !input.0.is_empty()
            || (file.registry, file.unit_code.as_str(), file.generation) != here
            || file.for_tests != self.for_tests
        {
            return Err(damaged());
        }
        let altered = |_| VaultError::Damaged(DamagedPart::Altered);
        file.check_mac(&key.0).map_err(altered)?;
        file.check_roster()?;
        // Who made it was an officer with this key then: the roster in it says so.
        let by = file.position(&maker).map(|at| file.entries[at].slot.public.verifying);
        let true_hand =
            by.is_some_and(|by| verify_signature(&by, &signed(&self.facts, counts), &signature));
        if !true_hand {
            return Err(damaged());
        }
        Ok(OpenedBackup { facts: self.facts.clone(), counts, maker, file, key })
    }

    /// Opens it with the secret of two sheets, and holds it against the mark that only they make.
    ///
    /// # Errors
    /// [`VaultError::RecoveryInvalid`], [`VaultError::Backup`], [`VaultError::Damaged`].
    pub fn open(&self, secret: &RecoveredSecret) -> Result<OpenedBackup, VaultError> {
        let identity = secret.identity_for(
            self.facts.registry,
            &self.recovery_public,
            RecoveryFault::NotOfBackup,
        )?;
        let key = seal::open(&identity, &self.sealed_key).map_err(|_| damaged())?;
        let opened = self.open_with(BackupKey(DataKey::from_secret(key)))?;
        // The mark of the sheets and the unit key, held together.
        let key = DataKey::from_secret(seal::open(&identity, &self.sealed_key)?);
        secret.vault_of(opened.file.clone(), &identity, key)?;
        Ok(opened)
    }
}

impl OpenedBackup {
    /// What it says of itself.
    pub fn facts(&self) -> &BackupFacts {
        &self.facts
    }

    /// People, measures, events.
    pub fn counts(&self) -> [u64; 3] {
        self.counts
    }

    /// Login of the officer who made it.
    pub fn maker(&self) -> &str {
        &self.maker
    }

    /// The key of its database.
    pub fn database_key(&self) -> DatabaseKey {
        self.key.database_key(self.facts.registry)
    }

    /// The keys of a registry made of it: with a new data key, of a generation above the backup's and
    /// above `seen`, so that no anchor of the registry it came from is taken for its own.
    ///
    /// # Errors
    /// [`VaultError::Damaged`], [`VaultError::NoRandom`].
    pub fn renewed(
        self,
        secret: &RecoveredSecret,
        seen: u64,
    ) -> Result<RecoveredVault, VaultError> {
        let identity = secret.identity_for(
            self.facts.registry,
            &self.file.recovery_public,
            RecoveryFault::NotOfBackup,
        )?;
        let registry = self.facts.registry;
        let mut made = secret.vault_of(self.file, &identity, self.key.0)?;
        let row_key = made.data_key.carried(registry, &made.file.carried)?;
        made.data_key = DataKey::random()?;
        made.file.carried = made.data_key.carry(registry, &row_key)?;
        made.file.generation = made.file.generation.max(seen).saturating_add(1);
        Ok(made)
    }
}

/// Reads until the buffer is full or nothing more comes; how much came.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> Result<usize, VaultError> {
    let mut got = 0;
    while got < buffer.len() {
        match input.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(n) => got += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(got)
}
