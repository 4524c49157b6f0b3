//! `registry.lock`: one window at a time, and the second one is told who has it.
//!
//! The operating system's lock counts, not the file: a file left behind by a killed process is
//! harmless. The lock stands in a file of its own because closing a descriptor of the database file
//! would drop SQLite's own locks.

use std::fmt::Write as _;
use std::fs::{File, TryLockError};
use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
use std::io::{Read, Seek, SeekFrom, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use super::error::VaultError;
use super::permissions;
use super::place::{Place, refuse_symlink};
use super::secret::sha256;
use super::secret::silent_debug;

const LOCK_NAME: &str = "registry.lock";
const MAX_BYTES: u64 = 1024;

/// Who holds a registry, as the lock file says. Any part may be unknown (being written just now,
/// or unreadable while locked, as on Windows).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Holder {
    /// Login name of the officer; `None` before he has unlocked.
    pub officer: Option<String>,
    /// Process id.
    pub pid: Option<u32>,
    /// When the registry was taken, seconds since 1970-01-01 UTC.
    pub since: Option<i64>,
}

silent_debug!(Holder, RegistryLock);

impl Holder {
    fn parse(text: &str) -> Self {
        let mut holder = Self::default();
        for line in text.lines() {
            match line.split_once('=') {
                Some(("officer", name)) if !name.is_empty() => {
                    // The file may be written by anyone: nothing of it may steer the terminal.
                    let clean = name.chars().filter(|c| !c.is_control()).take(64).collect();
                    holder.officer = Some(clean);
                }
                Some(("pid", pid)) => holder.pid = pid.parse().ok(),
                Some(("since", since)) => holder.since = since.parse().ok(),
                _ => {}
            }
        }
        holder
    }
}

/// Held while the program has the registry; dropping it lets the next one in.
pub struct RegistryLock {
    file: File,
    since: i64,
    /// Which folder and file this is, as its text says.
    here: Spot,
    copied: Option<Holder>,
    /// What is put back where a copy is refused: the next opening has to see it too.
    left: Option<String>,
}

/// Where a lock file stands: a digest of the folder's path (a path may hold a name), and the number
/// of the file itself where the system has one. A copy has another number, a moved folder the same.
#[derive(Clone, Default, PartialEq, Eq)]
struct Spot {
    folder: Option<String>,
    file: Option<u64>,
}

impl Spot {
    fn of(place: &Place, file: &File) -> Self {
        let path = place.folder().canonicalize().ok();
        let digest = path.map(|path| sha256(&[path.as_os_str().as_encoded_bytes()]));
        let hex = |bytes: [u8; 32]| {
            bytes[..8].iter().fold(String::new(), |mut out, byte| {
                let _ = write!(out, "{byte:02x}");
                out
            })
        };
        Self { folder: digest.map(hex), file: permissions::file_number(file) }
    }

    fn parse(text: &str) -> Self {
        let value = |name: &str| text.lines().find_map(|l| l.strip_prefix(name));
        Self {
            folder: value("folder=").map(str::to_owned),
            file: value("file=").and_then(|n| n.parse().ok()),
        }
    }

    /// Whether what was written there was written of another folder.
    fn is_another(&self, here: &Self) -> bool {
        let other_file = match (self.file, here.file) {
            (Some(there), Some(here)) => there != here,
            _ => true,
        };
        self.folder.is_some() && self.folder != here.folder && other_file
    }
}

impl RegistryLock {
    /// Takes the registry, or says at once who has it.
    ///
    /// # Errors
    /// [`VaultError::InUse`]; [`VaultError::Missing`] when there is no such folder;
    /// [`VaultError::Symlink`], [`VaultError::NetworkFolder`], [`VaultError::Io`].
    pub fn acquire(place: &Place) -> Result<Self, VaultError> {
        place.check()?;
        let path = place.folder().join(LOCK_NAME);
        refuse_symlink(&path)?;
        let mut file = permissions::private_file()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let read = (&mut file).take(MAX_BYTES).read_to_string(&mut text);
                let holder = if read.is_ok() { Holder::parse(&text) } else { Holder::default() };
                return Err(VaultError::InUse { holder });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let since =
            SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |past| past.as_secs() as i64);
        // An orderly end leaves it empty. What is left of a kill says who was there; in a copy taken
        // meanwhile it says so of another folder.
        let mut left = String::new();
        let _ = (&mut file).take(MAX_BYTES).read_to_string(&mut left);
        let here = Spot::of(place, &file);
        let copied = Spot::parse(&left).is_another(&here).then(|| Holder::parse(&left));
        let left = copied.is_some().then_some(left);
        let mut lock = Self { file, since, here, copied, left };
        lock.write("")?;
        Ok(lock)
    }

    /// Who had the registry open when this folder was copied; `None` where it was not.
    pub fn copied_while_open(&self) -> Option<&Holder> {
        self.copied.as_ref()
    }

    /// The copy is taken into use: from now on this is a folder of its own.
    pub fn take_copy(&mut self) {
        self.left = None;
    }

    /// Writes into the lock file which officer has unlocked; an empty name on locking the screen.
    ///
    /// # Errors
    /// [`VaultError::Io`].
    pub fn set_officer(&mut self, login: &str) -> Result<(), VaultError> {
        self.write(login)
    }

    fn write(&mut self, login: &str) -> Result<(), VaultError> {
        let one_line: String = login.chars().filter(|c| !c.is_control()).collect();
        let mut text =
            format!("officer={one_line}\npid={}\nsince={}\n", std::process::id(), self.since);
        if let Some(folder) = &self.here.folder {
            let _ = writeln!(text, "folder={folder}");
        }
        if let Some(file) = self.here.file {
            let _ = writeln!(text, "file={file}");
        }
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        match self.file.write_all(text.as_bytes()) {
            // The lock is held; that its file says by whom is a courtesy a full disk may refuse.
            Err(error) if matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge) => {}
            written => written?,
        }
        Ok(())
    }
}

impl Drop for RegistryLock {
    /// An orderly end: nothing is left that could look like a copy of an open folder.
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        if let Some(left) = &self.left {
            let _ = self.file.seek(SeekFrom::Start(0));
            let _ = self.file.write_all(left.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn place() -> (tempfile::TempDir, Place) {
        let base = tempfile::tempdir().unwrap();
        let place = Place::with_device_file(base.path().join("r"), base.path().join("d"));
        place.prepare().unwrap();
        (base, place)
    }

    #[test]
    fn the_second_is_refused_fast_and_told_who() {
        let (_base, place) = place();
        let mut first = RegistryLock::acquire(&place).unwrap();
        first.set_officer("minh.nv").unwrap();
        let started = Instant::now();
        let Err(VaultError::InUse { holder }) = RegistryLock::acquire(&place) else {
            panic!("two windows at once");
        };
        assert!(started.elapsed() < Duration::from_millis(500));
        assert_eq!(holder.officer.as_deref(), Some("minh.nv"));
        assert_eq!(holder.pid, Some(std::process::id()));
        assert!(holder.since.is_some_and(|at| at > 1_700_000_000));
        let shown = VaultError::InUse { holder };
        assert!(!format!("{shown} {shown:?}").contains("minh"));

        drop(first);
        RegistryLock::acquire(&place).unwrap();
    }

    #[test]
    fn a_stale_or_strange_file_is_harmless() {
        let (_base, place) = place();
        let path = place.folder().join(LOCK_NAME);
        for stale in ["officer=x\npid=1\nsince=5\n", "", "\u{1b}[2J\nofficer=a\u{7}b", "no = lines"]
        {
            std::fs::write(&path, stale).unwrap();
            drop(RegistryLock::acquire(&place).unwrap());
        }
        assert_eq!(Holder::parse("officer=a\u{7}b\npid=x").officer.as_deref(), Some("ab"));
    }
}
