//! Sealing entries of the journal: each is signed and added to the Merkle log. What is more than a
//! handful (an import) is sealed by a second thread while the write goes on.

use super::error::StorageError;
use super::journal::EntryRow;
use crate::domain::journal::{Hash, NewEntry, reason_hash};
use crate::domain::merkle::Edge;
use crate::vault::JournalKeys;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};

/// A number and the entry that gets it.
pub(super) type Pending = (i64, NewEntry);

/// An entry and the hash of the row it speaks for.
pub(super) type Bound = (Pending, Option<Hash>);

/// The end of the log while entries are added.
pub(super) struct Chain {
    pub(super) keys: Arc<JournalKeys>,
    pub(super) prev_hash: Hash,
    pub(super) edge: Edge,
}

/// An entry ready to be written.
pub(super) struct Sealed {
    pub(super) entry: Pending,
    pub(super) reason: Option<([u8; 16], Hash)>,
    pub(super) row_hash: Option<Hash>,
    pub(super) prev_hash: Hash,
    pub(super) signature: [u8; 64],
    pub(super) hash: Hash,
}

/// What came of sealing some entries.
type Outcome = Result<Vec<Sealed>, StorageError>;

impl Chain {
    /// Signs entries and adds them to the log.
    pub(super) fn seal(&mut self, entries: Vec<Bound>) -> Outcome {
        let seal = |(entry, row_hash): Bound| {
            let prev_hash = self.prev_hash;
            let reason = match &entry.1.reason {
                Some(text) => {
                    let salt = JournalKeys::salt().map_err(|_| StorageError::Setting("random"))?;
                    Some((salt, reason_hash(&salt, text)))
                }
                None => None,
            };
            let because = reason.as_ref().map(|(_, hash)| hash);
            let bytes = entry.1.canonical(entry.0, because, row_hash.as_ref(), &prev_hash);
            let signature = self.keys.sign(&bytes);
            let hash = EntryRow::hash_of(&bytes, &signature);
            self.edge.push(hash);
            self.prev_hash = hash;
            Ok(Sealed { entry, reason, row_hash, prev_hash, signature, hash })
        };
        entries.into_iter().map(seal).collect()
    }
}

/// A thread that seals what it is handed, in that order. It holds the officer's key: dropping it
/// waits for its end.
pub(super) struct Sealer {
    to_seal: Option<Sender<Vec<Bound>>>,
    sealed: Receiver<Outcome>,
    thread: Option<JoinHandle<Chain>>,
}

impl Sealer {
    pub(super) fn start(mut chain: Chain) -> Result<Self, StorageError> {
        let (to_seal, waiting) = mpsc::channel();
        let (done, sealed) = mpsc::channel();
        let work = move || {
            for entries in waiting {
                if done.send(chain.seal(entries)).is_err() {
                    break;
                }
            }
            chain
        };
        let thread = thread::Builder::new().spawn(work)?;
        Ok(Self { to_seal: Some(to_seal), sealed, thread: Some(thread) })
    }

    pub(super) fn hand_over(&self, entries: Vec<Bound>) {
        // Fails only where the thread is gone, which `end` tells.
        let _ = self.to_seal.as_ref().map(|to| to.send(entries));
    }

    /// What is sealed so far and was not taken yet.
    pub(super) fn ready(&self) -> impl Iterator<Item = Outcome> {
        self.sealed.try_iter()
    }

    /// Hands what is still to come to `take`, and gives the end of the log.
    pub(super) fn end(
        mut self,
        mut take: impl FnMut(Vec<Sealed>) -> Result<(), StorageError>,
    ) -> Result<Chain, StorageError> {
        self.to_seal = None;
        for entries in &self.sealed {
            take(entries?)?;
        }
        let chain = self.thread.take().and_then(|thread| thread.join().ok());
        chain.ok_or(StorageError::Setting("sealer"))
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        self.to_seal = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
