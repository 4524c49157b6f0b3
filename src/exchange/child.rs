//! This program started once more, to do one thing apart.

use std::path::Path;
use std::process::{Command, Stdio};

/// A child without environment or input, whose answer is read and whose complaints nobody sees: a
/// panic message may quote what it works on.
pub fn bare_child(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    // Windows starts no program without it.
    #[cfg(windows)]
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}
