//! Two identical copies of the key file, `keys.a` and `keys.b`: either may be lost.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::error::{DamagedPart, VaultError};
use super::keyfile::{KeyFile, MAX_FILE_BYTES, Unreadable};
use super::place::{Place, refuse_symlink, write_atomically};

pub(super) const COPY_NAMES: [&str; 2] = ["keys.a", "keys.b"];

/// What the two copies gave: the one to trust first, and another when it differs.
pub(super) struct Found {
    pub(super) first: KeyFile,
    pub(super) second: Option<KeyFile>,
    /// A copy is damaged, absent or older, and is to be written anew once the MAC has been checked.
    pub(super) repair: bool,
}

pub(super) fn read(place: &Place) -> Result<Found, VaultError> {
    let [a, b] = COPY_NAMES.map(|name| read_one(&place.folder().join(name)));
    let (a, b) = (a?, b?);
    // A newer program's file is left alone even when the other copy reads: its database is newer too.
    if matches!(a, Err(Unreadable::TooNew)) || matches!(b, Err(Unreadable::TooNew)) {
        return Err(VaultError::TooNew);
    }
    let found = match (a, b) {
        (Ok(a), Ok(b)) if a == b => Found { first: a, second: None, repair: false },
        (Ok(a), Ok(b)) if b.edition > a.edition => {
            Found { first: b, second: Some(a), repair: true }
        }
        (Ok(a), Ok(b)) => Found { first: a, second: Some(b), repair: true },
        (Ok(one), Err(_)) | (Err(_), Ok(one)) => Found { first: one, second: None, repair: true },
        (Err(Unreadable::Absent), Err(Unreadable::Absent)) => return Err(VaultError::Missing),
        (Err(Unreadable::Cost), Err(_)) | (Err(_), Err(Unreadable::Cost)) => {
            return Err(VaultError::Damaged(DamagedPart::Cost));
        }
        (Err(_), Err(_)) => return Err(VaultError::Damaged(DamagedPart::BothCopies)),
    };
    if found.first.for_tests == place.is_for_tests() {
        Ok(found)
    } else {
        Err(VaultError::TestOnly)
    }
}

fn read_one(path: &Path) -> Result<Result<KeyFile, Unreadable>, VaultError> {
    refuse_symlink(path)?;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(Err(Unreadable::Absent));
        }
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    match file.take(MAX_FILE_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(KeyFile::decode(&bytes)),
        // A bad sector under one copy is what the other copy is for.
        Err(_) => Ok(Err(Unreadable::Damaged)),
    }
}

/// Publishes to both copies, one after the other: at any moment at least one is whole.
pub(super) fn publish(place: &Place, bytes: &[u8]) -> Result<(), VaultError> {
    for name in COPY_NAMES {
        write_atomically(&place.folder().join(name), bytes)?;
    }
    Ok(())
}
