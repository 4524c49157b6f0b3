//! Table `journal`: appended in the transaction of the act it records, chained by hash.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{iso_second, moment};
use crate::domain::id::FileNo;
use crate::domain::journal::{Hash, NewEntry};
use crate::domain::word::Word;
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

/// An entry for reading.
#[derive(Clone, PartialEq, Eq)]
pub struct JournalRow {
    /// Sequence number.
    pub seq: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Login.
    pub officer: String,
    /// Code of the act.
    pub act: String,
    /// File number of the person concerned.
    pub file_no: Option<FileNo>,
    /// Reason.
    pub reason: Option<String>,
}

fn last(conn: &rusqlite::Connection) -> Result<(i64, Hash), StorageError> {
    let mut statement =
        conn.prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?;
    let found = statement.query_row([], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(found.unwrap_or((0, [0; 32])))
}

impl Write<'_> {
    /// Appends an entry. Returns its sequence number.
    pub fn journal(&self, entry: &NewEntry) -> Result<i64, StorageError> {
        const SQL: &str = "INSERT INTO journal (seq, at, officer, act, object, object_id, reason, row_hash, prev_hash, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let (before, prev_hash) = match self.last_entry.get() {
            Some(known) => known,
            None => last(&self.tx)?,
        };
        let seq = before + 1;
        let hash: Hash = Sha256::digest(entry.canonical(seq, &prev_hash)).into();
        self.tx.prepare_cached(SQL)?.execute(params![
            seq,
            iso_second(entry.at),
            entry.officer,
            entry.act.code(),
            entry.object.code(),
            entry.object_id,
            entry.reason,
            entry.row_hash,
            prev_hash,
            hash,
        ])?;
        self.last_entry.set(Some((seq, hash)));
        Ok(seq)
    }
}

impl Store {
    /// The newest entries, newest first.
    pub fn journal_tail(&self, limit: usize) -> Result<Vec<JournalRow>, StorageError> {
        const SQL: &str = "SELECT j.seq, j.at, j.officer, j.act, j.reason,
                CASE j.object
                    WHEN 'person' THEN (SELECT file_no FROM person WHERE id = j.object_id)
                    WHEN 'assignment' THEN (SELECT file_no FROM person WHERE id = j.object_id)
                    WHEN 'team' THEN (SELECT p.file_no FROM measure m JOIN person p ON p.id = m.person_id WHERE m.id = j.object_id)
                    WHEN 'measure' THEN (SELECT p.file_no FROM measure m JOIN person p ON p.id = m.person_id WHERE m.id = j.object_id)
                    WHEN 'event' THEN (SELECT p.file_no FROM event e JOIN person p ON p.id = e.person_id WHERE e.id = j.object_id)
                END
            FROM journal j ORDER BY j.seq DESC LIMIT ?1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then(params![limit as i64], |r| {
            Ok::<_, StorageError>(JournalRow {
                seq: r.get(0)?,
                at: moment(r, 1)?.ok_or(StorageError::Damaged)?,
                officer: r.get(2)?,
                act: r.get(3)?,
                reason: r.get(4)?,
                file_no: r.get::<_, Option<String>>(5)?.and_then(|f| FileNo::parse(&f)),
            })
        })?;
        rows.collect()
    }

    /// Walks the whole chain: sequence without a gap, each entry's hash right, each naming the one
    /// before. Returns how many entries there are, or the first sequence number that does not fit.
    pub fn verify_journal(&self) -> Result<Result<i64, i64>, StorageError> {
        use crate::domain::journal::{Act, Object};
        const SQL: &str = "SELECT seq, at, officer, act, object, object_id, reason, row_hash, prev_hash, hash FROM journal ORDER BY seq";
        let mut statement = self.conn().prepare(SQL)?;
        let mut rows = statement.query([])?;
        let (mut count, mut prev): (i64, Hash) = (0, [0; 32]);
        while let Some(r) = rows.next()? {
            let seq: i64 = r.get(0)?;
            let (act, object): (String, String) = (r.get(3)?, r.get(4)?);
            let (Some(act), Some(object)) = (Act::from_code(&act), Object::from_code(&object))
            else {
                return Ok(Err(seq));
            };
            let entry = NewEntry {
                at: moment(r, 1)?.ok_or(StorageError::Damaged)?,
                officer: r.get(2)?,
                act,
                object,
                object_id: r.get(5)?,
                reason: r.get(6)?,
                row_hash: r.get(7)?,
            };
            let (stored_prev, stored): (Hash, Hash) = (r.get(8)?, r.get(9)?);
            let wanted: Hash = Sha256::digest(entry.canonical(count + 1, &prev)).into();
            if seq != count + 1 || stored_prev != prev || stored != wanted {
                return Ok(Err(seq));
            }
            (count, prev) = (seq, stored);
        }
        Ok(Ok(count))
    }
}
