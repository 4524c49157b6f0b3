//! Cán bộ: the accounts. The key file is published first, then the registry's own list and the
//! journal follow in one transaction; what a cut leaves between the two is made up at the next
//! opening ([`Registry::align`]).

use super::error::Failure;
use super::permission::Duty;
use super::registry::{Registry, identity};
use crate::domain::journal::{Act, Object};
use crate::domain::word::{Role, Word};
use crate::storage::OfficerRow;
use crate::vault::{NewOfficer, Password, VaultError};

/// An account as the list shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerLine {
    /// Login.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// Not disabled.
    pub active: bool,
    /// Waits for a new password from the chief: the device secret is a new one.
    pub waiting: bool,
}

/// How the journal names a generation of the data key.
fn generation_told(generation: u64) -> String {
    format!("khóa {generation}")
}

fn vault_role(role: Role) -> Result<crate::vault::Role, Failure> {
    crate::vault::Role::from_word(role.code()).ok_or(Failure::NotPermitted)
}

impl Registry {
    /// Every account, disabled ones too, in the order they were added.
    ///
    /// # Errors
    /// Not permitted.
    pub fn officers(&self) -> Result<Vec<OfficerLine>, Failure> {
        self.permit(Duty::ReadOfficers)?;
        let line = |a: crate::vault::Account| OfficerLine {
            waiting: a.waiting,
            active: a.active,
            role: identity(&a).role,
            login: a.login,
            full_name: a.full_name,
        };
        Ok(self.vault.accounts().into_iter().map(line).collect())
    }

    /// Whether a second chief is advised: with one only, his lost password needs the sheets.
    pub fn second_chief_advised(&self) -> bool {
        let chief = |a: &crate::vault::Account| a.active && a.role == crate::vault::Role::Chief;
        self.vault.accounts().iter().filter(|a| chief(a)).count() < 2
    }

    /// Adds an officer.
    ///
    /// # Errors
    /// Not permitted, name or password refused, no room, or the files cannot be written.
    pub fn add_officer(
        &mut self,
        login: &str,
        full_name: &str,
        role: Role,
        password: Password,
    ) -> Result<(), Failure> {
        self.permit(Duty::KeepOfficers)?;
        let new = NewOfficer {
            login: login.to_owned(),
            full_name: full_name.to_owned(),
            role: vault_role(role)?,
            password,
        };
        self.note_size()?;
        self.vault.add_officer(&new)?;
        let added = self.vault.accounts().pop().map(|a| a.login).unwrap_or_default();
        self.write_roster(&[(Act::OfficerAdded, added)])
    }

    /// Removes an officer: his account is switched off and the data key replaced, so that an old
    /// key file of his opens nothing that is written from now on. Only the chief need be present.
    ///
    /// # Errors
    /// Not permitted, unknown officer, the last chief, or the files cannot be written; the registry
    /// is then to be opened anew.
    pub fn remove_officer(&mut self, login: &str) -> Result<(), Failure> {
        self.permit(Duty::KeepOfficers)?;
        let login = self.known(login)?;
        self.turn(Some(&login), &mut |_| Ok(()))
    }

    /// Switches an account on again, with its old password and keys.
    ///
    /// # Errors
    /// Not permitted, unknown officer, or the files cannot be written.
    pub fn enable_officer(&mut self, login: &str) -> Result<(), Failure> {
        self.permit(Duty::KeepOfficers)?;
        let login = self.known(login)?;
        self.vault.enable(&login)?;
        self.write_roster(&[(Act::OfficerEnabled, login)])
    }

    /// Gives an account another role.
    ///
    /// # Errors
    /// Not permitted, unknown officer, the last chief, or the files cannot be written.
    pub fn set_role(&mut self, login: &str, role: Role) -> Result<(), Failure> {
        self.permit(Duty::KeepOfficers)?;
        let login = self.known(login)?;
        self.vault.set_role(&login, vault_role(role)?)?;
        self.write_roster(&[(Act::RoleSet, format!("{login}: {}", role.code()))])
    }

    /// Changes one's own password; the keys stay.
    ///
    /// # Errors
    /// Password refused, or the files cannot be written.
    pub fn set_own_password(&mut self, new: &Password) -> Result<(), Failure> {
        self.permit(Duty::OwnPassword)?;
        self.vault.set_password(new)?;
        self.write_roster(&[(Act::PasswordSet, self.officer.login.clone())])
    }

    /// Gives another officer a new password: he gets new keys and signs with those from now on.
    ///
    /// # Errors
    /// Not permitted, unknown officer, password refused, or the files cannot be written.
    pub fn reset_password(&mut self, login: &str, new: &Password) -> Result<(), Failure> {
        let login = self.known(login)?;
        if login == self.officer.login {
            return self.set_own_password(new);
        }
        self.permit(Duty::KeepOfficers)?;
        self.note_size()?;
        self.vault.reset_password(&login, new)?;
        self.write_roster(&[(Act::PasswordReset, login)])
    }

    /// The login as the roster spells it.
    fn known(&self, login: &str) -> Result<String, Failure> {
        let wanted = login.trim().to_lowercase();
        let mut accounts = self.vault.accounts().into_iter();
        let found = accounts.find(|a| a.login.to_lowercase() == wanted);
        Ok(found.ok_or(VaultError::UnknownOfficer)?.login)
    }

    fn note_size(&mut self) -> Result<(), Failure> {
        let entries = self.store.journal_size()?;
        self.vault.note_journal_size(u64::try_from(entries).unwrap_or_default());
        Ok(())
    }

    /// Writes the registry's own list as the key file has it, with these entries: act and reason.
    pub(super) fn write_roster(&mut self, acts: &[(Act, String)]) -> Result<(), Failure> {
        let scribe = self.scribe();
        let rows = self.roster_of_keys();
        let tx = self.store.write()?;
        for row in &rows {
            tx.put_officer(row)?;
        }
        for (act, reason) in acts {
            tx.journal(&scribe.entry(*act, Object::Officer, None).because(reason))?;
        }
        tx.commit()?;
        self.officer = identity(self.vault.officer());
        Ok(())
    }

    fn roster_of_keys(&self) -> Vec<OfficerRow> {
        let row = |a: &crate::vault::Account| OfficerRow {
            login: a.login.clone(),
            full_name: a.full_name.clone(),
            role: identity(a).role,
            active: a.active,
        };
        self.vault.accounts().iter().map(row).collect()
    }

    /// Makes up what a cut has left between key file and registry: the list of officers, the entry
    /// of a replaced data key, the entry of a recovery.
    pub(super) fn align(&mut self) -> Result<(), Failure> {
        let kept = self.store.officers()?;
        let mut acts = Vec::new();
        for row in self.roster_of_keys().iter().filter(|row| !kept.contains(row)) {
            acts.push((Act::RosterAligned, row.login.clone()));
        }
        let told = generation_told(self.vault.generation());
        if self.vault.generation() > 1 && !self.store.journaled(Act::Rekeyed, &told)? {
            acts.push((Act::Rekeyed, told));
        }
        for time in 1..=self.vault.recoveries() {
            let told = format!("lần {time}");
            if !self.store.journaled(Act::Recovered, &told)? {
                acts.push((Act::Recovered, told));
            }
        }
        if acts.is_empty() { Ok(()) } else { self.write_roster(&acts) }
    }

    /// The entry of the data key now in force.
    pub(super) fn rekeyed_entry(&self) -> (Act, String) {
        (Act::Rekeyed, generation_told(self.vault.generation()))
    }
}
