//! Standard output and the progress line. Nothing else of the command line writes to a stream.

use super::error::CliError;
use crate::services::new_file;
use crate::vault::{VaultError, write_atomically};
use serde::Serialize;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Prints a text on standard output.
pub(super) fn text(text: &str) -> Result<(), CliError> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| CliError::from_stdout(&error))
}

/// Prints one JSON document on standard output; indented where a person reads it.
pub(super) fn json(document: &impl Serialize) -> Result<(), CliError> {
    let written = if io::stdout().is_terminal() {
        serde_json::to_string_pretty(document)
    } else {
        serde_json::to_string(document)
    };
    // Only a map with keys that are no texts could fail, and there is none.
    let mut line = written.map_err(|_| CliError::CannotWrite(io::ErrorKind::InvalidData))?;
    line.push('\n');
    text(&line)
}

/// Refuses a place where something stands, and a registry's folder. To be asked before anything is
/// done that ends in a file.
pub(super) fn target(path: &Path) -> Result<(), CliError> {
    new_file(path)?;
    Ok(())
}

/// The same for every file that a command is to write.
pub(super) fn targets<'a>(paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), CliError> {
    paths.into_iter().try_for_each(|path| target(path))
}

/// Writes a text file whole or not at all, readable by its owner only.
pub(super) fn file(path: &Path, content: &str) -> Result<(), CliError> {
    bytes(path, content.as_bytes())
}

/// The same for any content.
pub(super) fn bytes(path: &Path, content: &[u8]) -> Result<(), CliError> {
    write(&new_file(path)?, content)
}

/// Writes a list that a command adds to over what it was read from.
pub(super) fn rewritten(path: &Path, content: &str) -> Result<(), CliError> {
    let path = std::path::absolute(path).map_err(|error| CliError::CannotWrite(error.kind()))?;
    write(&path, content.as_bytes())
}

fn write(path: &Path, content: &[u8]) -> Result<(), CliError> {
    write_atomically(path, content).map_err(|error| match error {
        VaultError::Io(kind) => CliError::CannotWrite(kind),
        other => other.into(),
    })
}

/// Says something on standard error beside the result (a warning, a question).
pub(super) fn aside(text: &str) {
    let mut err = io::stderr().lock();
    // Nobody is left to be told where standard error is closed.
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

/// Whether someone sits there to be asked.
pub(super) fn someone_is_there() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// A line that tells how far a long work is; silent unless both streams are terminals.
pub(super) struct Progress {
    label: &'static str,
    shown: bool,
    last: Option<Instant>,
}

impl Progress {
    /// Starts, with the name of the work.
    pub(super) fn start(label: &'static str) -> Self {
        let shown = io::stdout().is_terminal() && io::stderr().is_terminal();
        let progress = Self { label, shown, last: None };
        if shown {
            aside(&format!("\r\x1b[K{label}…"));
        }
        progress
    }

    /// Goes on with another name of the work.
    pub(super) fn rename(&mut self, label: &'static str) {
        self.label = label;
        if self.shown {
            aside(&format!("\r\x1b[K{label}…"));
        }
    }

    /// Tells how many of how many are done; draws at most ten times a second.
    pub(super) fn step(&mut self, done: usize, of: usize) {
        let due = self.last.is_none_or(|at| at.elapsed() > Duration::from_millis(100));
        if self.shown && (due || done == of) {
            self.last = Some(Instant::now());
            aside(&format!("\r\x1b[K{} {done}/{of}", self.label));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            aside("\r\x1b[K");
        }
    }
}
