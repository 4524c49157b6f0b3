//! Replacing the data key, so that it can be cut off at any point.
//!
//! ```text
//! keys.pending: magic "HOSOPEND" · version u16 · its complement u16
//!   length u32, key file in force (generation g) · length u32, key file to be (g + 1)
//!   MAC 32 by the old data key · MAC 32 by the new one · digest 32 (SHA-256 of all before)
//! ```
//! Order: `keys.pending` written and fsynced → the database re-keyed in one transaction → both
//! copies of the key file published → journal → `keys.pending` removed. Whoever opens in between
//! sees from the database which of the two keys fits: the old one, and nothing has happened yet
//! (undone); the new one, and the rest is made up (finished). Two MACs, so that neither somebody
//! without the keys nor a removed officer with the old one can put such a file there. A removed
//! officer cannot open while it lies there: he has no part in the key file to be.

use std::fs;
use std::io::{self, Read};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::account::Role;
use super::accounts::require_a_chief;
use super::copies;
use super::device::DeviceKey;
use super::error::{DamagedPart, VaultError};
use super::keyfile::{KeyFile, MAX_FILE_BYTES};
use super::open::{SealedVault, Vault, unlock};
use super::password::Password;
use super::permissions;
use super::place::{Place, refuse_symlink, write_atomically};
use super::seal;
use super::secret::{DataKey, DatabaseKey, Secret, sha256, silent_debug};

const PENDING_NAME: &str = "keys.pending";
const MAGIC: &[u8; 8] = b"HOSOPEND";
const VERSION: u16 = 1;
const HEAD: usize = 12;
const TAIL: usize = 96;

/// A new data key, written down in `keys.pending` and not yet in force.
pub struct Turn {
    file: KeyFile,
    data_key: DataKey,
}

/// An unfinished replacement found on opening; nothing in it is proven yet.
pub struct Pending {
    place: Place,
    old: KeyFile,
    new: KeyFile,
    body: Vec<u8>,
    macs: [[u8; 32]; 2],
    published: bool,
}

/// An unfinished replacement, opened by an officer who stays.
pub struct OpenedPending {
    old: Vault,
    new: Vault,
}

silent_debug!(Turn, Pending, OpenedPending);

impl Turn {
    /// The key that the database is to get.
    pub fn database_key(&self) -> DatabaseKey {
        self.data_key.database_key(self.file.registry)
    }
}

impl Vault {
    /// Makes a new data key, without the officer `removed` where one is named, and writes
    /// `keys.pending`. Nothing is in force yet. Only the chief need be present: the key is sealed
    /// to the others' public keys.
    ///
    /// # Errors
    /// [`VaultError::NotChief`], [`VaultError::UnknownOfficer`], [`VaultError::LastChief`], writing.
    pub fn begin_turn(&self, removed: Option<&str>) -> Result<Turn, VaultError> {
        let unit_key = self.unit_key()?;
        let mut file = self.file.clone();
        if let Some(login) = removed {
            let at = file.position(login).ok_or(VaultError::UnknownOfficer)?;
            file.entries[at].active = false;
            require_a_chief(&file)?;
        }
        let data_key = DataKey::random()?;
        file.generation = file.generation.saturating_add(1);
        file.edition = file.edition.saturating_add(1);
        for entry in &mut file.entries {
            let sealed = |secret: &[u8]| seal::seal(&entry.slot.public.recipient, secret);
            let (active, chief) = (entry.active, entry.role == Role::Chief);
            let data = if active { sealed(data_key.bytes())? } else { Vec::new() };
            let unit =
                if active && chief { sealed(unit_key.to_secret().bytes())? } else { Vec::new() };
            (entry.sealed_data_key, entry.sealed_unit_key) = (data, unit);
        }
        file.recovery_data_key = seal::seal(&file.recovery_public, data_key.bytes())?;
        file.carried = data_key.carry(file.registry, &self.row_key)?;
        file.sign_roster(&unit_key);
        let new = file.encode(&data_key)?;
        let old = self.file.clone().encode(&self.data_key)?;
        let bytes = encode(&old, &new, &[&self.data_key, &data_key], &file);
        write_atomically(&self.place.folder().join(PENDING_NAME), &bytes)?;
        Ok(Turn { file, data_key })
    }

    /// Publishes the key file of a turn, after the database has been re-keyed. `keys.pending` stays.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn adopt_turn(&mut self, mut turn: Turn) -> Result<(), VaultError> {
        let bytes = turn.file.encode(&turn.data_key)?;
        copies::publish(&self.place, &bytes)?;
        self.account = turn.file.entries[self.own].account();
        (self.file, self.data_key) = (turn.file, turn.data_key);
        Ok(())
    }

    /// Removes `keys.pending`, last of all.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn end_turn(&self) -> Result<(), VaultError> {
        remove(&self.place)
    }
}

fn remove(place: &Place) -> Result<(), VaultError> {
    match fs::remove_file(place.folder().join(PENDING_NAME)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    permissions::sync_folder(place.folder())?;
    Ok(())
}

fn encode(old: &[u8], new: &[u8], keys: &[&DataKey; 2], file: &KeyFile) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(!VERSION).to_le_bytes());
    for part in [old, new] {
        out.extend_from_slice(&(part.len() as u32).to_le_bytes());
        out.extend_from_slice(part);
    }
    let macs = keys.map(|key| mac(key, file, &out));
    out.extend_from_slice(&macs.concat());
    let digest = sha256(&[&out]);
    out.extend_from_slice(&digest);
    out
}

fn mac(key: &DataKey, file: &KeyFile, body: &[u8]) -> [u8; 32] {
    // HMAC (RFC 2104) fills a shorter key up to the block with zeros; so do we.
    let mut block = Secret::<64>::zeroed();
    block.bytes_mut()[..32].copy_from_slice(key.pending_mac_key(file.registry).bytes());
    let mut mac = <Hmac<Sha256> as KeyInit>::new(block.bytes().into());
    mac.update(body);
    mac.finalize().into_bytes().into()
}

fn damaged() -> VaultError {
    VaultError::Damaged(DamagedPart::Pending)
}

fn part(bytes: &[u8]) -> Option<(KeyFile, &[u8])> {
    let (length, rest) = bytes.split_at_checked(4)?;
    let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
    let (part, rest) = rest.split_at_checked(length)?;
    Some((KeyFile::decode(part).ok()?, rest))
}

impl Pending {
    /// Reads `keys.pending` where one lies beside this key file.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when it cannot be read or does not belong to this key file.
    pub fn read(place: &Place, sealed: &SealedVault) -> Result<Option<Self>, VaultError> {
        let path = place.folder().join(PENDING_NAME);
        refuse_symlink(&path)?;
        let file = match fs::File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let mut bytes = Vec::new();
        let most = 2 * MAX_FILE_BYTES + HEAD + 8 + TAIL;
        file.take(most as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > most {
            return Err(damaged());
        }
        let read = Self::decode(place, &bytes).ok_or_else(damaged)?;
        let now = sealed.first();
        let ours = read.old.registry == now.registry
            && read.new.registry == now.registry
            && read.old.for_tests == now.for_tests
            && read.new.for_tests == now.for_tests
            && read.new.generation == read.old.generation.saturating_add(1);
        // In force is the old file, the new one, or something later: then this is a left-over.
        let published = now.generation >= read.new.generation;
        if ours && (published || *now == read.old) {
            Ok(Some(Self { published, ..read }))
        } else {
            Err(damaged())
        }
    }

    fn decode(place: &Place, bytes: &[u8]) -> Option<Self> {
        let (body, tail) = bytes.split_at_checked(bytes.len().checked_sub(TAIL)?)?;
        let (content, digest) = bytes.split_at(bytes.len() - 32);
        let head = body.get(..HEAD)?;
        let version = u16::from_le_bytes(head[8..10].try_into().ok()?);
        let complement = u16::from_le_bytes(head[10..12].try_into().ok()?);
        let fits = &head[..8] == MAGIC && version == VERSION && complement == !VERSION;
        if !fits || sha256(&[content]) != *digest {
            return None;
        }
        let (old, rest) = part(&body[HEAD..])?;
        let (new, rest) = part(rest)?;
        let macs = [tail[..32].try_into().ok()?, tail[32..64].try_into().ok()?];
        let (place, body) = (place.clone(), body.to_vec());
        rest.is_empty().then_some(Self { place, old, new, body, macs, published: false })
    }

    /// Whether the key file that was to be is in force already: the database must fit it, and what
    /// is left is to remove `keys.pending` (after the registry has opened).
    pub fn is_published(&self) -> bool {
        self.published
    }

    /// Removes `keys.pending`: the database is known to be under the key in force.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn discard(&self) -> Result<(), VaultError> {
        remove(&self.place)
    }

    /// The key file to be, as the recovery sheets need it.
    pub fn to_be(&self) -> SealedVault {
        SealedVault::of(&self.place, self.new.clone())
    }

    /// Opens both key files with an officer's password and checks both MACs.
    ///
    /// # Errors
    /// [`VaultError::RotationUnfinished`] for an officer who is being removed;
    /// [`VaultError::Damaged`] when the file was altered; else as [`SealedVault::open`].
    pub fn open(
        &self,
        login: &str,
        password: &Password,
        device: &DeviceKey,
    ) -> Result<OpenedPending, VaultError> {
        let stays = |file: &KeyFile| {
            let at = file.position(login).ok_or(VaultError::UnknownOfficer)?;
            Ok::<bool, VaultError>(file.entries[at].active)
        };
        if stays(&self.old)? && !stays(&self.new)? {
            return Err(VaultError::RotationUnfinished);
        }
        let old = unlock(&self.old, login, password, device)?;
        let new = unlock(&self.new, login, password, device).map_err(|_| damaged())?;
        for (key, found) in [&old.data_key, &new.data_key].into_iter().zip(&self.macs) {
            if !bool::from(mac(key, &self.new, &self.body).ct_eq(found)) {
                return Err(damaged());
            }
        }
        Ok(OpenedPending {
            old: old.into_vault(&self.place, &self.old),
            new: new.into_vault(&self.place, &self.new),
        })
    }
}

impl OpenedPending {
    /// The key of the database before.
    pub fn old_database_key(&self) -> DatabaseKey {
        self.old.database_key()
    }

    /// The key of the database after.
    pub fn new_database_key(&self) -> DatabaseKey {
        self.new.database_key()
    }

    /// The old key still fits: nothing has happened. `keys.pending` is removed.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn undo(self) -> Result<Vault, VaultError> {
        remove(&self.old.place)?;
        Ok(self.old)
    }

    /// The new key fits: the key file is published. `keys.pending` stays until
    /// [`Vault::end_turn`], after the journal.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn finish(self) -> Result<Vault, VaultError> {
        let mut vault = self.new;
        let bytes = vault.file.encode(&vault.data_key)?;
        copies::publish(&vault.place, &bytes)?;
        Ok(vault)
    }
}
