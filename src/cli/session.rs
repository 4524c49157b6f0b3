//! Where the registry is, who is asking, and the password: flag, else environment, else asked.

use super::args::Global;
use super::error::CliError;
use super::lang::{lang, t};
use super::output;
use crate::domain::word::Word;
use crate::services::{Accounts, Failure, Registry};
use crate::vault::{Password, Place, VaultError};
use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use zeroize::Zeroizing;

/// Longest password file line that is read, in bytes.
const LONGEST_LINE: u64 = 4096;

/// Set while someone types a password: Ctrl+C then ends the question, which puts the echo back,
/// before it ends the program.
pub(super) static ASKING: AtomicBool = AtomicBool::new(false);

/// The value of a flag, else of the environment variable; an empty variable counts as unset.
fn given(flag: Option<OsString>, variable: &str) -> Option<OsString> {
    flag.or_else(|| std::env::var_os(variable)).filter(|value| !value.is_empty())
}

impl Global {
    /// The registry's place: `--registry`, else `HOSO_REGISTRY`, else the platform's data folder.
    pub(super) fn place(&self) -> Result<Place, CliError> {
        let named = given(self.registry.clone().map(Into::into), "HOSO_REGISTRY");
        let folder = match named {
            Some(folder) => PathBuf::from(folder),
            None => etcetera::choose_base_strategy()
                .map_err(|_| VaultError::Missing)?
                .data_dir()
                .join("hoso"),
        };
        Ok(Place::resolve(folder)?)
    }

    /// The officer's login name where it was given.
    pub(super) fn named_officer(&self) -> Option<String> {
        let named = given(self.officer.clone().map(Into::into), "HOSO_OFFICER")?;
        Some(named.to_string_lossy().into_owned())
    }

    /// The password from its file, where one was named.
    pub(super) fn filed_password(&self) -> Result<Option<Zeroizing<String>>, CliError> {
        match given(self.password_file.clone().map(Into::into), "HOSO_PASSWORD_FILE") {
            Some(file) => first_line(Path::new(&file)).map(Some),
            None => Ok(None),
        }
    }

    /// Opens the registry for the officer who is asking.
    pub(super) fn open(&self) -> Result<Registry, CliError> {
        self.open_with(Registry::open)
    }

    /// The same by another way of opening.
    pub(super) fn open_with(
        &self,
        open: impl FnOnce(&Place, &str, &Password) -> Result<Registry, Failure>,
    ) -> Result<Registry, CliError> {
        let registry = self.ask_with(open)?;
        if let Some(note) = registry.clock_note() {
            output::aside(&format!("! {}\n", note.text(lang())));
        }
        if let Some(note) = registry.copy_note() {
            output::aside(&format!("! {}\n", note.text(lang())));
        }
        Ok(registry)
    }

    /// Asks who is there and his password where they were not given, and does something with them.
    pub(super) fn ask_with<T>(
        &self,
        act: impl FnOnce(&Place, &str, &Password) -> Result<T, Failure>,
    ) -> Result<T, CliError> {
        let place = self.place()?;
        let accounts = Registry::accounts(&place)?;
        let login = match self.named_officer() {
            Some(login) => login,
            None => ask_officer(&accounts)?,
        };
        let password = match self.filed_password()? {
            Some(password) => password,
            None => ask_password(t("Mật khẩu", "Password"))?,
        };
        Ok(act(&place, &login, &Password::new(&password))?)
    }
}

/// Asks who is there, showing who may be.
fn ask_officer(accounts: &Accounts) -> Result<String, CliError> {
    if !output::someone_is_there() {
        return Err(CliError::NotGiven("--officer"));
    }
    let active = accounts.officers.iter().filter(|(_, active)| *active);
    let names: Vec<String> = active
        .map(|(o, _)| format!("  {} ({}, {})\n", o.login, o.full_name, o.role.label(lang())))
        .collect();
    ask(&format!("{}{}: ", names.concat(), t("Cán bộ", "Officer")))
}

/// The first line of a file, without its line break and byte order mark.
pub(super) fn first_line(path: &Path) -> Result<Zeroizing<String>, CliError> {
    let file = File::open(path).map_err(|_| CliError::PasswordFile)?;
    let mut line = Zeroizing::new(String::with_capacity(LONGEST_LINE as usize));
    BufReader::new(file.take(LONGEST_LINE))
        .read_line(&mut line)
        .map_err(|_| CliError::PasswordFile)?;
    let password = line.trim_start_matches('\u{feff}').trim_end_matches(['\n', '\r']);
    if password.trim().is_empty() {
        return Err(CliError::PasswordFile);
    }
    Ok(Zeroizing::new(password.to_owned()))
}

/// Asks for a line on the terminal.
pub(super) fn ask(question: &str) -> Result<String, CliError> {
    output::aside(question);
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).map_err(|_| CliError::Broken)?;
    if read == 0 {
        return Err(CliError::Broken);
    }
    Ok(line.trim().to_owned())
}

/// Asks for a password without showing it.
pub(super) fn ask_password(question: &str) -> Result<Zeroizing<String>, CliError> {
    if !output::someone_is_there() {
        return Err(CliError::NotGiven("--password-file"));
    }
    ASKING.store(true, Ordering::SeqCst);
    let typed = rpassword::prompt_password(format!("{question}: "));
    ASKING.store(false, Ordering::SeqCst);
    typed.map(Zeroizing::new).map_err(|_| CliError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_the_first_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p");
        let check = |content: &str, wanted: Option<&str>| {
            std::fs::write(&path, content).unwrap();
            let found = first_line(&path).ok();
            assert_eq!(found.as_ref().map(|p| p.as_str()), wanted, "{content:?}");
        };
        check("tre xanh gió\n", Some("tre xanh gió"));
        check("\u{feff}tre xanh gió\r\nsecond", Some("tre xanh gió"));
        check("no end", Some("no end"));
        check("\n\nlater", None);
        check("", None);
        assert!(first_line(&folder.path().join("none")).is_err());
    }
}
