//! A backup file: written from a copied database, read back, and proven in a new process.

use super::error::Failure;
use super::watch::Watch;
use crate::exchange::child::bare_child;
use crate::storage::{CopyFacts, StorageError, Store};
use crate::vault::{
    BackupFacts, BackupFault, BackupKey, OpenedBackup, SealedBackup, VaultError, open_regular,
};
use sha2::{Digest, Sha256};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Duration;

/// The hidden subcommand: `hoso __prove-backup FILE DATABASE`, the key of the backup on its input.
const SUBCOMMAND: &str = "__prove-backup";

/// What the proving process says when all is as it should be.
const PROVEN: &[u8] = b"proven\n";

/// Bytes moved at a time.
const BLOCK: usize = 1 << 18;

/// Between two looks at the proving process.
const LOOK: Duration = Duration::from_millis(10);

pub(super) fn damaged() -> Failure {
    VaultError::Backup(BackupFault::Damaged).into()
}

/// A failure of a file that is not the registry's own.
pub(super) fn io(error: &std::io::Error) -> Failure {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => StorageError::DiskFull.into(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            StorageError::ReadOnly.into()
        }
        kind => StorageError::Io(kind).into(),
    }
}

/// A file not made yet, for its owner only.
fn new_file(path: &Path) -> Result<File, Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| io(&error))
}

/// Moves exactly `length` bytes and gives their SHA-256; `None` where they are fewer. `progress` hears
/// how many are done, and may stop it.
fn pour(
    from: &mut impl Read,
    mut to: Option<&mut File>,
    length: u64,
    progress: &mut dyn FnMut(u64) -> Result<(), Failure>,
) -> Result<Option<[u8; 32]>, Failure> {
    let (mut hash, mut block, mut left) = (Sha256::new(), vec![0; BLOCK], length);
    while left > 0 {
        let most = usize::try_from(left).unwrap_or(BLOCK).min(BLOCK);
        let got = match from.read(&mut block[..most]) {
            Ok(0) => return Ok(None),
            Ok(got) => got,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(io(&error)),
        };
        hash.update(&block[..got]);
        if let Some(to) = &mut to {
            to.write_all(&block[..got]).map_err(|error| io(&error))?;
        }
        left -= got as u64;
        progress(length - left)?;
    }
    Ok(Some(hash.finalize().into()))
}

/// Length and SHA-256 of a file.
pub(super) fn measure(path: &Path) -> Result<(u64, [u8; 32]), Failure> {
    let mut file = File::open(path).map_err(|error| io(&error))?;
    let length = file.metadata().map_err(|error| io(&error))?.len();
    let hash = pour(&mut file, None, length, &mut |_| Ok(()))?.ok_or_else(damaged)?;
    Ok((length, hash))
}

/// Writes head and database as one file and brings it to the disk.
pub(super) fn write(
    path: &Path,
    head: &[u8],
    database: &Path,
    progress: &mut dyn FnMut(u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut from = File::open(database).map_err(|error| io(&error))?;
    let length = from.metadata().map_err(|error| io(&error))?.len();
    let mut out = new_file(path)?;
    out.write_all(head).map_err(|error| io(&error))?;
    pour(&mut from, Some(&mut out), length, progress)?.ok_or_else(damaged)?;
    out.sync_all().map_err(|error| io(&error))
}

/// Opens a backup file and reads its head: the file then stands at the database, and is exactly as
/// long as the head says.
pub(super) fn head(path: &Path) -> Result<(SealedBackup, File), Failure> {
    let mut file = open_regular(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::InvalidInput => {
            VaultError::Backup(BackupFault::NotOne).into()
        }
        _ => io(&error),
    })?;
    let about = file.metadata().map_err(|error| io(&error))?;
    let sealed = SealedBackup::read(&mut file)?;
    if sealed.length().checked_add(sealed.facts.database_bytes) != Some(about.len()) {
        return Err(damaged());
    }
    Ok((sealed, file))
}

/// Reads the database of a backup, into a new file where one is named, and refuses it where a byte
/// differs from what was written.
pub(super) fn take_database(
    from: &mut File,
    facts: &BackupFacts,
    to: Option<&Path>,
    progress: &mut dyn FnMut(u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut out = to.map(new_file).transpose()?;
    let hash = pour(from, out.as_mut(), facts.database_bytes, progress)?;
    if hash != Some(facts.database_hash) {
        return Err(damaged());
    }
    out.map_or(Ok(()), |file| file.sync_all().map_err(|error| io(&error)))
}

/// Opens the database of a backup and proves it: every page, structure, foreign keys, the counts and
/// the journal that the head names.
pub(super) fn prove_database(path: &Path, backup: &OpenedBackup) -> Result<Store, Failure> {
    let facts = backup.facts();
    let store = match Store::open_copy(path, &backup.database_key()) {
        Err(StorageError::Damaged | StorageError::Plain) => return Err(damaged()),
        Err(StorageError::TooNew { .. }) => {
            return Err(VaultError::Backup(BackupFault::TooNew).into());
        }
        opened => opened?,
    };
    let CopyFacts { counts, journal, root } = store.copy_facts()?;
    let entries = i64::try_from(facts.journal_size).unwrap_or(-1);
    let same = counts.map(i64::unsigned_abs) == backup.counts()
        && journal == (entries, facts.journal_size)
        && root == facts.journal_root
        && store.registry()?.registry_id == facts.registry.to_string();
    if same && store.examine()? == 0 { Ok(store) } else { Err(damaged()) }
}

/// To be called in `main`: when the process was started to prove a backup, does so and gives the exit
/// code to leave with; otherwise `None`.
pub fn prover_from_arguments() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()?.as_os_str() != OsStr::new(SUBCOMMAND) {
        return None;
    }
    let (file, database) = (PathBuf::from(arguments.next()?), PathBuf::from(arguments.next()?));
    let proven = prove(&file, &database, &mut std::io::stdin().lock()).is_ok()
        && std::io::stdout().lock().write_all(PROVEN).is_ok();
    Some(if proven { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Proves a backup file with its key, and that the copied database beside is the one inside it.
fn prove(file: &Path, database: &Path, key: &mut impl Read) -> Result<(), Failure> {
    let key = BackupKey::take_from(key)?;
    let (sealed, mut from) = head(file)?;
    take_database(&mut from, &sealed.facts, None, &mut |_| Ok(()))?;
    let backup = sealed.open_with(key)?;
    let facts = backup.facts();
    if measure(database)? != (facts.database_bytes, facts.database_hash) {
        return Err(damaged());
    }
    prove_database(database, &backup).map(drop)
}

/// Has a new process of `program` prove it: what this process holds in memory cannot help. It is ended
/// where `watch` stops.
pub(super) fn prove_in_child(
    program: &Path,
    file: &Path,
    database: &Path,
    key: &BackupKey,
    watch: &Watch,
) -> Result<(), Failure> {
    let mut command = bare_child(program);
    command.arg(SUBCOMMAND).args([file, database]).stdin(Stdio::piped());
    let mut child = command.spawn().map_err(|_| Failure::BackupUnproven)?;
    // Handed over and closed; a child that is gone already answers nothing.
    let handed = child.stdin.take().map(|mut input| key.hand_to(&mut input));
    // What it answers is shorter than a pipe holds, so it never waits for us.
    while child.try_wait().map_err(|error| io(&error))?.is_none() {
        if watch.stops() {
            let _ = child.kill();
            let _ = child.wait();
            return Err(Failure::Stopped);
        }
        std::thread::sleep(LOOK);
    }
    let ended = child.wait_with_output().map_err(|error| io(&error))?;
    let answered = ended.status.success() && ended.stdout == PROVEN;
    if answered && matches!(handed, Some(Ok(()))) { Ok(()) } else { Err(Failure::BackupUnproven) }
}
