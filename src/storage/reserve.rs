//! `reserve.bin`: room on the disk kept back beside the registry file. It is given up when the disk
//! is full, so that a look can still be recorded, an open form kept and the file closed in order;
//! changes then wait until there is room to make it again.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The file's name in the registry folder.
pub const RESERVE_NAME: &str = "reserve.bin";
/// Its size: a look takes some 40 KiB of journal for a moment and half a KiB for good.
const SIZE: u64 = 4 << 20;
const BLOCK: usize = 64 << 10;

/// The reserve of one folder.
pub(super) struct Reserve {
    path: PathBuf,
    given_up: bool,
}

impl Reserve {
    /// The reserve beside a registry file, made where it is not there yet.
    pub(super) fn beside(database: &Path) -> Self {
        let path = database.with_file_name(RESERVE_NAME);
        let there = fs::symlink_metadata(&path).is_ok_and(|m| m.is_file() && m.len() == SIZE);
        let mut reserve = Self { path, given_up: false };
        if !there {
            reserve.given_up = reserve.make(SIZE).is_err_and(|error| is_full(&error));
        }
        reserve
    }

    /// None: for a copy that is only looked at.
    pub(super) fn none() -> Self {
        Self { path: PathBuf::new(), given_up: false }
    }

    /// Gives the room back to the disk. False when that was done already: there is no more.
    pub(super) fn give_up(&mut self) -> bool {
        if self.given_up {
            return false;
        }
        self.given_up = true;
        fs::remove_file(&self.path).is_ok()
    }

    /// Whether changes may be written: the reserve is there, or there is room to make it again. As
    /// much again has to be free beside it, else the very next change would give it up.
    pub(super) fn is_whole(&mut self) -> bool {
        if self.given_up {
            self.given_up = self.make(2 * SIZE).is_err_and(|error| is_full(&error));
        }
        !self.given_up
    }

    /// Fills the file up to `room`, then cuts it to its size. A folder that takes no such file for
    /// another reason than room goes without one.
    fn make(&self, room: u64) -> io::Result<()> {
        let made = self.fill(room);
        if made.is_err() {
            let _ = fs::remove_file(&self.path);
        }
        made
    }

    fn fill(&self, room: u64) -> io::Result<()> {
        let _ = fs::remove_file(&self.path);
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&self.path)?;
        let block = noise();
        for _ in 0..room / BLOCK as u64 {
            file.write_all(&block)?;
        }
        file.set_len(SIZE)
    }
}

/// Whether it was for want of room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// Bytes that no file system packs into less room.
fn noise() -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut block = Vec::with_capacity(BLOCK);
    while block.len() < BLOCK {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        block.extend_from_slice(&state.to_le_bytes());
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_given_up_once_and_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("registry.db");
        let path = folder.path().join(RESERVE_NAME);
        let size = || fs::metadata(&path).map_or(0, |m| m.len());
        let mut reserve = Reserve::beside(&database);
        assert_eq!(size(), SIZE);
        assert!(reserve.is_whole() && reserve.give_up());
        assert_eq!(size(), 0);
        assert!(!reserve.give_up(), "there is no more to give");
        assert!(reserve.is_whole(), "there is room here");
        assert_eq!(size(), SIZE);
        fs::write(&path, "something else").unwrap();
        assert!(Reserve::beside(&database).is_whole());
        assert_eq!(size(), SIZE);
    }

    #[test]
    fn a_folder_that_takes_no_file_goes_without() {
        let folder = tempfile::tempdir().unwrap();
        let mut reserve = Reserve::beside(&folder.path().join("none/registry.db"));
        assert!(reserve.is_whole());
        assert!(!reserve.give_up(), "nothing was kept back");
    }

    #[test]
    fn noise_does_not_repeat_itself() {
        let block = noise();
        assert_eq!(block.len(), BLOCK);
        assert!(block.chunks(8).collect::<std::collections::BTreeSet<_>>().len() == BLOCK / 8);
    }
}
