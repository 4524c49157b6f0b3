//! Tables `journal` and `journal_edge`: entries are gathered while a write goes on and written with
//! its commit, bound to what the rows then hold, signed, and added to the Merkle log.

use super::bound::Binder;
use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{iso_minute, iso_second, moment};
use super::seal::{Bound, Chain, Pending, Sealed, Sealer};
use crate::domain::journal::{Act, Hash, NewEntry, Object, reason_hash};
use crate::domain::merkle::{Edge, leaf_hash};
use crate::domain::word::Word;
use crate::vault::JournalKeys;
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, params};
use std::sync::Arc;

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

/// Entries sealed at a time; more than these are worth a second thread.
const HANDFUL: usize = 256;

impl Write<'_> {
    /// Adds an entry, to be written with the commit. Returns its sequence number.
    pub fn journal(&self, entry: &NewEntry) -> Result<i64, StorageError> {
        let seq = self.next_seq()?;
        self.pending.borrow_mut().push((seq, entry.clone()));
        self.next.set(Some(seq + 1));
        Ok(seq)
    }

    /// The number that the next entry gets.
    pub fn next_seq(&self) -> Result<i64, StorageError> {
        match self.next.get() {
            Some(next) => Ok(next),
            None => Ok(last(&self.tx)?.0 + 1),
        }
    }

    /// Says that what the entries so far speak of is as it will stay in this write. Once they are more
    /// than a handful they are bound to their rows now, and sealed by a second thread while the write
    /// goes on. (Whatever changes such a row again brings an entry of its own, which then speaks for it.)
    pub fn settle_entries(&self) -> Result<(), StorageError> {
        if self.pending.borrow().len() < HANDFUL {
            return Ok(());
        }
        let entries = self.bound_to_rows(self.pending.take())?;
        let mut sealer = self.sealer.borrow_mut();
        let sealer = match &mut *sealer {
            Some(sealer) => sealer,
            none => none.insert(Sealer::start(self.chain()?)?),
        };
        sealer.hand_over(entries);
        sealer.ready().try_for_each(|sealed| self.insert_entries(sealed?))
    }

    /// Writes the entries gathered: row hash, signature, place in the log.
    pub(super) fn write_entries(&self) -> Result<(), StorageError> {
        const EDGE: &str = "INSERT INTO journal_edge (id, size, roots, revisions) VALUES (1, ?1, ?2, ?3) ON CONFLICT (id) DO UPDATE SET size = excluded.size, roots = excluded.roots, revisions = excluded.revisions";
        self.settle_entries()?;
        let rest = self.bound_to_rows(self.pending.take())?;
        let chain = match self.sealer.take() {
            Some(sealer) => {
                sealer.hand_over(rest);
                sealer.end(|sealed| self.insert_entries(sealed))?
            }
            None if rest.is_empty() => return Ok(()),
            None => {
                let mut chain = self.chain()?;
                self.insert_entries(chain.seal(rest)?)?;
                chain
            }
        };
        let revisions = kept_edge(&self.tx)?.1 + self.revised.get();
        let size = chain.edge.size() as i64;
        self.tx.prepare_cached(EDGE)?.execute(params![size, chain.edge.bytes(), revisions])?;
        Ok(())
    }

    fn keys(&self) -> Result<&Arc<JournalKeys>, StorageError> {
        self.keys.as_ref().ok_or(StorageError::Setting("journal keys"))
    }

    /// The end of the log as this write found it.
    fn chain(&self) -> Result<Chain, StorageError> {
        let keys = Arc::clone(self.keys()?);
        Ok(Chain { keys, prev_hash: last(&self.tx)?.1, edge: kept_edge(&self.tx)?.0 })
    }

    fn bound_to_rows(&self, entries: Vec<Pending>) -> Result<Vec<Bound>, StorageError> {
        if entries.is_empty() {
            return Ok(Vec::new());
        }
        let binder = Binder::new(self.keys()?.row_key());
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
