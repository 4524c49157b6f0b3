//! The parent's side of the reading child.

use super::error::{ReadError, WorkerFailure};
use super::{Limits, Workbook, wire, worker};
use crate::exchange::child::bare_child;
use std::path::Path;
use std::process::{Child, ExitStatus};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long the parent waits for a child that neither answers nor dies. Its processor time is
/// capped at 20 s; a slow stick may take longer.
const PATIENCE: Duration = Duration::from_secs(120);
/// How often it looks whether the answer is still wanted.
const LOOK: Duration = Duration::from_millis(50);

/// Reads a workbook in a child process of this same program, which `main` must turn into
/// [`worker::from_arguments`].
///
/// # Errors
/// Why the workbook cannot be read, or how the child failed; nothing of the file's content.
pub fn read_in_child(path: &Path) -> Result<Workbook, ReadError> {
    read_in_child_while(path, &|| true)
}

/// As [`read_in_child`], for as long as `goes_on` says so: then the child is killed, and how it died is
/// the error.
///
/// # Errors
/// As [`read_in_child`].
pub fn read_in_child_while(
    path: &Path,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Workbook, ReadError> {
    let program =
        std::env::current_exe().map_err(|_| ReadError::Worker(WorkerFailure::NotStarted))?;
    read_patiently(&program, path, PATIENCE, goes_on)
}

/// As [`read_in_child`], with the program to start (tests start the binary they were built with).
///
/// # Errors
/// As [`read_in_child`].
pub fn read_in_child_of(program: &Path, path: &Path) -> Result<Workbook, ReadError> {
    read_patiently(program, path, PATIENCE, &|| true)
}

fn read_patiently(
    program: &Path,
    path: &Path,
    patience: Duration,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Workbook, ReadError> {
    let failed = ReadError::Worker;
    let mut child = bare_child(program)
        .arg(worker::SUBCOMMAND)
        .arg(path)
        .spawn()
        .map_err(|_| failed(WorkerFailure::NotStarted))?;
    let Some(answer) = child.stdout.take() else {
        return Err(failed(WorkerFailure::NotStarted));
    };
    let child = Mutex::new(child);
    let (done, waiting) = channel::<()>();
    let (outcome, status, late) = std::thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let waiting = waiting;
            let until = Instant::now() + patience;
            while Instant::now() < until && goes_on() {
                if waiting.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                    return false;
                }
            }
            // An error means that it has ended by itself.
            let _ = hold(&child).kill();
            true
        });
        // Reading takes the pipe and closes it, so a child with more to say ends at its next word.
        let outcome = wire::read(answer, &Limits::default());
        let status = ended(&child);
        drop(done);
        (outcome, status, watch.join().unwrap_or(false))
    });
    outcome.map_err(|error| match error {
        ReadError::Worker(_) if late => failed(WorkerFailure::TooSlow),
        ReadError::Worker(failure) => failed(status.and_then(cause).unwrap_or(failure)),
        error => error,
    })
}

fn hold(child: &Mutex<Child>) -> MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits for the end without holding the child, so that the watch can kill it meanwhile.
fn ended(child: &Mutex<Child>) -> Option<ExitStatus> {
    let mut pause = Duration::from_micros(200);
    loop {
        match hold(child).try_wait() {
            Ok(Some(status)) => return Some(status),
            Ok(None) => {}
            Err(_) => return None,
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

/// Why a child without a proper answer died, as far as its status tells.
#[cfg(unix)]
fn cause(status: ExitStatus) -> Option<WorkerFailure> {
    use rustix::process::Signal;
    use std::os::unix::process::ExitStatusExt;
    let Some(signal) = status.signal() else {
        return (status.code() == Some(PANICKED)).then_some(WorkerFailure::Crashed);
    };
    Some(if signal == Signal::XCPU.as_raw() {
        WorkerFailure::TooSlow
    } else if signal == Signal::ABORT.as_raw() || signal == Signal::KILL.as_raw() {
        // Rust aborts when memory is refused; the system kills when there is none left.
        WorkerFailure::OutOfMemory
    } else {
        WorkerFailure::Crashed
    })
}

#[cfg(not(unix))]
fn cause(status: ExitStatus) -> Option<WorkerFailure> {
    (status.code() == Some(PANICKED)).then_some(WorkerFailure::Crashed)
}

/// Exit code of a Rust program that panicked.
const PANICKED: i32 = 101;

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A program that ignores its arguments and does `script`.
    fn stand_in(folder: &Path, script: &str) -> std::path::PathBuf {
        let program = folder.join("child");
        std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
        program
    }

    #[test]
    fn each_way_of_dying_has_its_name() {
        let cases = [
            ("exit 0", WorkerFailure::BadAnswer),
            ("echo nonsense; exit 1", WorkerFailure::BadAnswer),
            ("echo '\"end\"'; kill -ABRT $$", WorkerFailure::BadAnswer),
            ("exit 101", WorkerFailure::Crashed),
            ("kill -SEGV $$", WorkerFailure::Crashed),
            ("kill -ABRT $$", WorkerFailure::OutOfMemory),
            ("kill -XCPU $$", WorkerFailure::TooSlow),
            ("exec sleep 30", WorkerFailure::TooSlow),
        ];
        for (script, failure) in cases {
            let folder = tempfile::tempdir().unwrap();
            let program = stand_in(folder.path(), script);
            let read =
                read_patiently(&program, Path::new("x"), Duration::from_millis(300), &|| true);
            let expected = if script.contains("end") {
                // Said to be complete, but without any sheet.
                ReadError::NoPeopleSheet
            } else {
                ReadError::Worker(failure)
            };
            assert_eq!(read.err(), Some(expected), "{script}");
        }
        let missing = read_in_child_of(Path::new("/nonexistent/program"), Path::new("x"));
        assert_eq!(missing.err(), Some(ReadError::Worker(WorkerFailure::NotStarted)));
    }

    #[test]
    fn a_child_whose_answer_is_not_wanted_any_more_is_killed() {
        let folder = tempfile::tempdir().unwrap();
        let program = stand_in(folder.path(), "exec sleep 30");
        let begun = Instant::now();
        let goes_on = || begun.elapsed() < Duration::from_millis(200);
        assert!(read_patiently(&program, Path::new("x"), PATIENCE, &goes_on).is_err());
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn the_child_gets_no_environment() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let script = format!("/usr/bin/env > {}; exit 0", seen.display());
        let program = stand_in(folder.path(), &script);
        let _ = read_in_child_of(&program, Path::new("x"));
        let environment = std::fs::read_to_string(seen).unwrap();
        // The shell itself sets these.
        let own = ["PWD=", "SHLVL=", "_=", "OLDPWD="];
        let handed: Vec<&str> = environment
            .lines()
            .filter(|line| !own.iter().any(|name| line.starts_with(name)))
            .collect();
        assert_eq!(handed, Vec::<&str>::new());
    }
}
