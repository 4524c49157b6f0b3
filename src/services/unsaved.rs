//! Forms left with text in them, each officer's own. They are no facts, so the journal says nothing
//! of them; they stand in the encrypted file so that neither a lock nor a power cut loses a word.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::unsaved::{Unsaved, UnsavedHead, UnsavedKey};

impl Registry {
    /// Keeps what stands in a form.
    pub fn keep_unsaved(&mut self, unsaved: &Unsaved) -> Result<(), Failure> {
        self.permit(Duty::OwnDrafts)?;
        let (officer, now) = (self.officer.login.clone(), self.now());
        self.write_whatever_the_disk(|tx| tx.put_unsaved(&officer, unsaved, now))
    }

    /// Forgets a form: it was saved or given up.
    pub fn drop_unsaved(&mut self, key: &UnsavedKey) -> Result<(), Failure> {
        self.permit(Duty::OwnDrafts)?;
        let officer = self.officer.login.clone();
        self.write_whatever_the_disk(|tx| tx.drop_unsaved(&officer, key))
    }

    /// The forms this officer left, newest first.
    pub fn unsaved_heads(&self) -> Result<Vec<UnsavedHead>, Failure> {
        self.permit(Duty::OwnDrafts)?;
        Ok(self.store.unsaved_heads(&self.officer.login)?)
    }

    /// What stands in one of them.
    pub fn unsaved(&self, key: &UnsavedKey) -> Result<Option<Unsaved>, Failure> {
        self.permit(Duty::OwnDrafts)?;
        Ok(self.store.unsaved(&self.officer.login, key)?)
    }
}
