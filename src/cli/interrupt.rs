//! Ctrl+C during work that is not one transaction: what was half made is taken away, so that
//! everything is as it was. (Inside a transaction SQLite itself sees to that at the next opening.)

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The app has its own way with signals: it closes the registry and gives the terminal back.
static STOOD_DOWN: AtomicBool = AtomicBool::new(false);

static HALF_MADE: Mutex<Option<HalfMade>> = Mutex::new(None);

/// A folder being filled, and files being written, as they were before.
struct HalfMade {
    folder: PathBuf,
    /// What stood in the folder; `None` = there was no folder.
    before: Option<BTreeSet<OsString>>,
    files: Vec<PathBuf>,
}

fn half_made() -> MutexGuard<'static, Option<HalfMade>> {
    HALF_MADE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// While this lives, an interruption (or dropping it before [`Unfinished::done`]) removes what
/// has come into the folder since, and the files.
pub(super) struct Unfinished(());

impl Unfinished {
    /// Begins: `folder` is about to be filled; `files` were made for this work and are its own.
    pub(super) fn begin(folder: &Path, files: Vec<PathBuf>) -> Self {
        let before = fs::read_dir(folder)
            .ok()
            .map(|entries| entries.flatten().map(|entry| entry.file_name()).collect());
        *half_made() = Some(HalfMade { folder: folder.to_owned(), before, files });
        Self(())
    }

    /// As [`Unfinished::begin`], for a folder that was just made for this work.
    pub(super) fn begin_new(folder: &Path) -> Self {
        *half_made() =
            Some(HalfMade { folder: folder.to_owned(), before: None, files: Vec::new() });
        Self(())
    }

    /// As [`Unfinished::begin_new`], for a folder that this work is about to make, and files.
    pub(super) fn begin_beside(folder: &Path, files: Vec<PathBuf>) -> Self {
        *half_made() = Some(HalfMade { folder: folder.to_owned(), before: None, files });
        Self(())
    }

    /// The work is done: nothing is removed any more.
    pub(super) fn done(self) {
        *half_made() = None;
        drop(self);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        clean_up();
    }
}

/// Removes what was half made. Failures are passed over: there is nobody to tell.
fn clean_up() {
    let Some(made) = half_made().take() else { return };
    for file in &made.files {
        let _ = fs::remove_file(file);
    }
    let Some(before) = made.before else {
        let _ = fs::remove_dir_all(&made.folder);
        return;
    };
    for entry in fs::read_dir(&made.folder).into_iter().flatten().flatten() {
        if !before.contains(&entry.file_name()) && fs::remove_file(entry.path()).is_err() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Leaves signals to the app from now on.
pub(super) fn stand_down() {
    STOOD_DOWN.store(true, Ordering::SeqCst);
}

/// Watches for Ctrl+C and termination for the rest of the process: cleans up, then lets the
/// signal do what it does by itself.
#[cfg(unix)]
pub(super) fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGINT, SIGTERM, SIGHUP]) else {
        return;
    };
    std::thread::spawn(move || {
        for signal in signals.forever() {
            // The question puts the echo back and ends with an error, which cleans up.
            if signal == SIGINT && super::session::ASKING.load(Ordering::SeqCst) {
                continue;
            }
            if STOOD_DOWN.load(Ordering::SeqCst) {
                continue;
            }
            clean_up();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
}

/// Elsewhere the system ends the process by itself.
#[cfg(not(unix))]
pub(super) fn watch() {}

#[cfg(test)]
mod tests {
    use super::*;

    // One test, because what is half made is one for the process.
    #[test]
    fn what_was_half_made_goes_and_what_was_there_stays() {
        let base = tempfile::tempdir().unwrap();
        let (new, old) = (base.path().join("new"), base.path().join("old"));
        let sheet = base.path().join("sheet-1");
        fs::write(&sheet, "").unwrap();
        let work = Unfinished::begin(&new, vec![sheet.clone()]);
        fs::create_dir(&new).unwrap();
        fs::write(new.join("keys.a"), "x").unwrap();
        drop(work);
        assert!(!new.exists() && !sheet.exists());

        fs::create_dir(&old).unwrap();
        fs::write(old.join("mine"), "x").unwrap();
        let work = Unfinished::begin(&old, Vec::new());
        fs::write(old.join("keys.a"), "x").unwrap();
        drop(work);
        assert!(old.join("mine").exists() && !old.join("keys.a").exists());

        let work = Unfinished::begin(&old, Vec::new());
        fs::write(old.join("keys.a"), "x").unwrap();
        work.done();
        assert!(old.join("keys.a").exists());
    }
}
