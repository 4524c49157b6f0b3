//! Tables `journal` and `journal_edge`: entries are gathered while a write goes on and written with
//! its commit, bound to what the rows then hold, signed, and added to the Merkle log.

use super::bound::Binder;
use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{iso_minute, iso_second, moment};
use crate::domain::journal::{Act, Hash, NewEntry, Object, reason_hash};
use crate::domain::merkle::{Edge, leaf_hash};
use crate::domain::word::Word;
use crate::vault::JournalKeys;
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::mpsc;

/// An entry as it stands in the file, for checking.
pub struct EntryRow {
    /// Sequence number.
    pub seq: i64,
    /// What it says; `None` where a word is none of ours.
    pub entry: Option<NewEntry>,
    /// What stands for the reason in the signed bytes.
    pub reason_hash: Option<Hash>,
    /// Salt of that hash; `None` where there is no reason, or none any more.
    pub reason_salt: Option<[u8; 16]>,
    /// Hash of the row after.
    pub row_hash: Option<Hash>,
    /// Hash of the entry before.
    pub prev_hash: Hash,
    /// The officer's signature.
    pub signature: [u8; 64],
    /// Hash of this entry.
    pub hash: Hash,
}

impl EntryRow {
    /// The RFC 6962 leaf hash of an entry's bytes and its signature.
    pub fn hash_of(bytes: &[u8], signature: &[u8; 64]) -> Hash {
        leaf_hash(&[bytes, signature].concat())
    }
}

fn last(conn: &Connection) -> Result<(i64, Hash), StorageError> {
    let mut statement =
        conn.prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?;
    let found = statement.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(found.unwrap_or((0, [0; 32])))
}

fn kept_edge(conn: &Connection) -> Result<(Edge, i64), StorageError> {
    let mut statement =
        conn.prepare_cached("SELECT size, roots, revisions FROM journal_edge WHERE id = 1")?;
    let found: Option<(i64, Vec<u8>, i64)> =
        statement.query_row([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    let Some((size, roots, revisions)) = found else { return Ok((Edge::default(), 0)) };
    let edge = Edge::from_kept(size.unsigned_abs(), &roots).ok_or(StorageError::Damaged)?;
    Ok((edge, revisions))
}

/// A number and the entry that gets it.
type Pending = (i64, NewEntry);

/// Entries signed at a time; more than these are worth a second thread.
const HANDFUL: usize = 256;

/// The end of the log while entries are added.
struct Chain<'k> {
    keys: &'k JournalKeys,
    prev_hash: Hash,
    edge: Edge,
}

/// An entry ready to be written.
struct Sealed {
    entry: Pending,
    reason: Option<([u8; 16], Hash)>,
    row_hash: Option<Hash>,
    prev_hash: Hash,
    signature: [u8; 64],
    hash: Hash,
}

impl Chain<'_> {
    /// Signs entries and adds them to the log.
    fn seal(&mut self, entries: Vec<(Pending, Option<Hash>)>) -> Result<Vec<Sealed>, StorageError> {
        let seal = |(entry, row_hash): (Pending, Option<Hash>)| {
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

impl Write<'_> {
    /// Adds an entry, to be written with the commit. Returns its sequence number.
    pub fn journal(&self, entry: &NewEntry) -> Result<i64, StorageError> {
        let seq = self.next_seq()?;
        self.pending.borrow_mut().push((seq, entry.clone()));
        Ok(seq)
    }

    /// The number that the next entry gets.
    pub fn next_seq(&self) -> Result<i64, StorageError> {
        match self.pending.borrow().last() {
            Some((before, _)) => Ok(before + 1),
            None => Ok(last(&self.tx)?.0 + 1),
        }
    }

    /// Writes the entries gathered: row hash, signature, place in the log.
    pub(super) fn write_entries(&self) -> Result<(), StorageError> {
        const EDGE: &str = "INSERT INTO journal_edge (id, size, roots, revisions) VALUES (1, ?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET size = excluded.size, roots = excluded.roots, revisions = excluded.revisions";
        let pending = self.pending.take();
        if pending.is_empty() {
            return Ok(());
        }
        let keys = self.keys.ok_or(StorageError::Setting("journal keys"))?;
        let (edge, revisions) = kept_edge(&self.tx)?;
        let chain = Chain { keys, prev_hash: last(&self.tx)?.1, edge };
        let chain = self.write_sealed(pending, chain)?;
        let revisions = revisions + self.revised.get();
        let size = chain.edge.size() as i64;
        self.tx.prepare_cached(EDGE)?.execute(params![size, chain.edge.bytes(), revisions])?;
        Ok(())
    }

    /// Signing costs as much as reading rows back and writing entries: what is more than a handful
    /// (an import) is signed by a second thread.
    fn write_sealed<'k>(
        &self,
        pending: Vec<Pending>,
        mut chain: Chain<'k>,
    ) -> Result<Chain<'k>, StorageError> {
        let binder = Binder::new(chain.keys.row_key());
        if pending.len() <= HANDFUL {
            self.insert_entries(chain.seal(self.bound_to_rows(&binder, pending)?)?)?;
            return Ok(chain);
        }
        let (to_sign, waiting) = mpsc::channel();
        let (signed, sealed) = mpsc::channel();
        std::thread::scope(|scope| {
            let signer = scope.spawn(move || {
                for entries in waiting {
                    if signed.send(chain.seal(entries)).is_err() {
                        break;
                    }
                }
                chain
            });
            let mut pending = pending.into_iter();
            loop {
                let some = pending.by_ref().take(HANDFUL).collect::<Vec<_>>();
                if some.is_empty() {
                    break;
                }
                // Fails only where the signer is gone, which the join below tells.
                let _ = to_sign.send(self.bound_to_rows(&binder, some)?);
                for entries in sealed.try_iter() {
                    self.insert_entries(entries?)?;
                }
            }
            drop(to_sign);
            for entries in sealed {
                self.insert_entries(entries?)?;
            }
            signer.join().map_err(|_| StorageError::Setting("signer"))
        })
    }

    fn bound_to_rows(
        &self,
        binder: &Binder,
        entries: Vec<Pending>,
    ) -> Result<Vec<(Pending, Option<Hash>)>, StorageError> {
        let bound = |entry: Pending| {
            let hash = entry.1.bound().map_or(Ok(None), |b| binder.hash(&self.tx, b))?;
            Ok((entry, hash))
        };
        entries.into_iter().map(bound).collect()
    }

    fn insert_entries(&self, entries: Vec<Sealed>) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO journal (seq, at, up_seconds, officer, act, object, object_id, reason, reason_salt, reason_hash, row_hash, prev_hash, signature, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        let mut insert = self.tx.prepare_cached(SQL)?;
        for sealed in entries {
            let (seq, e) = sealed.entry;
            insert.execute(params![
                seq,
                iso_second(e.at),
                e.up_seconds,
                e.officer,
                e.act.code(),
                e.object.code(),
                e.object_id,
                e.reason,
                sealed.reason.map(|(salt, _)| salt),
                sealed.reason.map(|(_, hash)| hash),
                sealed.row_hash,
                sealed.prev_hash,
                sealed.signature,
                sealed.hash,
            ])?;
        }
        Ok(())
    }

    /// Remembers a checkpoint that leaves the building.
    pub fn note_checkpoint(
        &self,
        size: u64,
        root: &Hash,
        at: NaiveDateTime,
    ) -> Result<(), StorageError> {
        self.tx.execute(
            "INSERT OR IGNORE INTO checkpoint (size, root, made_at) VALUES (?1, ?2, ?3)",
            params![size as i64, root, iso_minute(at)],
        )?;
        Ok(())
    }
}

impl EntryRow {
    /// Whether the reason kept is the one that was signed; `None` where it was erased.
    pub fn reason_holds(&self) -> Option<bool> {
        let text = self.entry.as_ref().and_then(|e| e.reason.as_deref());
        match (text, &self.reason_salt, &self.reason_hash) {
            (None, None, None) => Some(true),
            (None, None, Some(_)) => None,
            (Some(text), Some(salt), Some(hash)) => Some(reason_hash(salt, text) == *hash),
            _ => Some(false),
        }
    }
}

impl Store {
    /// The right edge of the log.
    pub fn edge(&self) -> Result<Edge, StorageError> {
        Ok(kept_edge(self.conn())?.0)
    }

    /// Rows of table `revision`: as counted, and as the commits counted them.
    pub fn revisions(&self) -> Result<(i64, i64), StorageError> {
        let there = self.conn().query_row("SELECT count(*) FROM revision", [], |r| r.get(0))?;
        Ok((there, kept_edge(self.conn())?.1))
    }

    /// Hashes of the first `size` entries.
    pub fn leaf_hashes(&self, size: u64) -> Result<Vec<Hash>, StorageError> {
        let mut statement =
            self.conn().prepare("SELECT hash FROM journal ORDER BY seq LIMIT ?1")?;
        let rows = statement.query_map(params![size as i64], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Checkpoints that left the building, oldest first: size and root.
    pub fn checkpoints(&self) -> Result<Vec<(u64, Hash)>, StorageError> {
        let mut statement =
            self.conn().prepare("SELECT size, root FROM checkpoint ORDER BY size")?;
        let rows =
            statement.query_map([], |r| Ok((r.get::<_, i64>(0)?.unsigned_abs(), r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Walks the journal in order, each entry as it stands in the file, until told to stop.
    pub fn each_entry(&self, mut take: impl FnMut(EntryRow) -> bool) -> Result<(), StorageError> {
        const SQL: &str = "SELECT seq, at, up_seconds, officer, act, object, object_id, reason, reason_salt, reason_hash, row_hash, prev_hash, signature, hash FROM journal ORDER BY seq";
        let mut statement = self.conn().prepare(SQL)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let word = |at| r.get_ref(at)?.as_str().map_err(|_| StorageError::Damaged);
            let words = (Act::from_code(word(4)?), Object::from_code(word(5)?));
            let entry = match (words, moment(r, 1)) {
                ((Some(act), Some(object)), Ok(Some(at))) => Some(NewEntry {
                    at,
                    up_seconds: r.get(2)?,
                    officer: r.get(3)?,
                    act,
                    object,
                    object_id: r.get(6)?,
                    reason: r.get(7)?,
                }),
                _ => None,
            };
            let row = EntryRow {
                seq: r.get(0)?,
                entry,
                reason_salt: r.get(8)?,
                reason_hash: r.get(9)?,
                row_hash: r.get(10)?,
                prev_hash: r.get(11)?,
                signature: r.get(12)?,
                hash: r.get(13)?,
            };
            if !take(row) {
                break;
            }
        }
        Ok(())
    }
}
