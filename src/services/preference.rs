//! How the officer at the registry likes his screens. His own only, so it needs no right to write:
//! an inspector too may want larger contrast. The journal says that, never what.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::journal::{Act, Object};

impl Registry {
    /// The officer's preferences: name, value.
    pub fn preferences(&self) -> Result<Vec<(String, String)>, Failure> {
        self.permit(Duty::OwnScreens)?;
        Ok(self.store.preferences(&self.officer.login)?)
    }

    /// Keeps a preference of the officer; an empty value takes it back.
    pub fn set_preference(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.permit(Duty::OwnScreens)?;
        let mut entry = self.scribe().entry(Act::PreferenceSet, Object::Officer, None);
        entry.reason = Some(name.to_owned());
        let officer = self.officer.login.clone();
        let tx = self.store.write()?;
        tx.set_preference(&officer, name, value)?;
        tx.journal(&entry)?;
        tx.commit()?;
        Ok(())
    }
}
