//! Copying the open file into another one under another key, for a backup, and what a copy holds.
//!
//! The backup API of SQLite copies page by page through both pagers: SQLCipher decrypts with the one
//! key and encrypts with the other, where both files are keyed. The open file stays the only one this
//! process reads by its own name: its bytes are never read by ordinary calls.

use super::error::StorageError;
use super::open::{Store, connect_new};
use crate::domain::journal::Hash;
use crate::vault::DatabaseKey;
use rusqlite::backup::{Backup, StepResult};
use std::path::Path;

/// Pages copied between two words to whoever watches.
const PAGES: std::os::raw::c_int = 512;

/// What a copy must hold to be the same as its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyFacts {
    /// People, measures, events.
    pub counts: [i64; 3],
    /// Entries of the journal, as counted, and as its log says.
    pub journal: (i64, u64),
    /// Root of the log.
    pub root: Hash,
}

impl Store {
    /// Copies the whole file into a new one under another key and brings it to the disk. `progress`
    /// hears pages done and pages in all, and says whether to go on: false is returned where it did not.
    /// What was half written is the caller's to remove.
    ///
    /// # Errors
    /// The file is there already, the disk is full, the system refuses.
    pub fn copy_to(
        &self,
        path: &Path,
        key: &DatabaseKey,
        progress: &mut dyn FnMut(u64, u64) -> bool,
    ) -> Result<bool, StorageError> {
        let mut copy = connect_new(path, key)?;
        {
            let work = Backup::new(self.conn(), &mut copy)?;
            loop {
                let done = work.step(PAGES)?;
                let told = work.progress();
                let pages = u64::try_from(told.pagecount).unwrap_or_default();
                let left = u64::try_from(told.remaining).unwrap_or_default();
                if !progress(pages.saturating_sub(left), pages) {
                    return Ok(false);
                }
                match done {
                    StepResult::Done => break,
                    StepResult::More => {}
                    // Nobody else has either file open: waiting would be for ever.
                    _ => return Err(StorageError::InUse),
                }
            }
        }
        copy.close().map_err(|(_, error)| StorageError::from(error))?;
        // Closed by SQLite, so that reading and syncing it by ordinary calls harms no lock.
        std::fs::File::options().write(true).open(path)?.sync_all()?;
        Ok(true)
    }

    /// What is held against the original.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn copy_facts(&self) -> Result<CopyFacts, StorageError> {
        let [people, measures, events, _] = self.sizes()?;
        let edge = self.edge()?;
        Ok(CopyFacts {
            counts: [people, measures, events],
            journal: (self.journal_size()?, edge.size()),
            root: edge.root(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store(folder: &Path, key: &DatabaseKey) -> Store {
        let store = Store::create(&folder.join("registry.db"), key).unwrap();
        let sql = "INSERT INTO officer VALUES ('truong', 'Nguyễn Văn Mẫu', 'chief', 1)";
        store.conn().execute(sql, []).unwrap();
        store
    }

    #[test]
    fn a_copy_opens_with_its_own_key_and_with_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let (own, other) = (DatabaseKey::random().unwrap(), DatabaseKey::random().unwrap());
        let store = store(folder.path(), &own);
        let path = folder.path().join("copy.db");
        let mut heard = (0, 0);
        let finished = store.copy_to(&path, &other, &mut |done, of| {
            heard = (done, of);
            true
        });
        assert!(finished.unwrap());
        assert!(heard.0 == heard.1 && heard.1 > 10, "{heard:?}");
        let bytes = std::fs::read(&path).unwrap();
        assert!(!bytes.windows(10).any(|w| w == "Nguyễn".as_bytes()));
        assert!(!bytes.starts_with(b"SQLite format 3"));

        assert!(!Store::fits(&path, &own).unwrap());
        let copy = Store::open(&path, &other).unwrap();
        assert_eq!(copy.copy_facts().unwrap(), store.copy_facts().unwrap());
        assert_eq!(copy.officers().unwrap().len(), 1);
        assert_eq!(copy.examine().unwrap(), 0);
        drop(copy);
        // The original goes on under its own key, and a copy never lands on another file.
        assert_eq!(store.examine().unwrap(), 0);
        assert!(store.copy_to(&path, &other, &mut |_, _| true).is_err());
    }
}
