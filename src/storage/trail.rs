//! What the journal tells of acts: those of this session, what came later on the same row, who
//! looked; and entries made by mistake with who cancelled them.

use super::error::StorageError;
use super::merge::WHOLE_FILE;
use super::open::{Store, Write};
use super::revision::{OF_FILE, Values, read_values};
use super::row;
use crate::domain::id::{EventId, FileNo, PersonId};
use crate::domain::journal::{Act, JournalQuery, NewEntry, Object};
use crate::domain::word::Word as _;
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, Row, params};

/// An act on somebody's file.
#[derive(Clone, PartialEq, Eq)]
pub struct ActRow {
    /// Number of its journal entry.
    pub seq: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Login.
    pub officer: String,
    /// What was done.
    pub act: Act,
    /// To what kind of row.
    pub object: Object,
    /// Which one.
    pub object_id: i64,
    /// Why.
    pub reason: Option<String>,
    /// Whose row it is now.
    pub person: PersonId,
}

/// An entry for reading.
#[derive(Clone, PartialEq, Eq)]
pub struct JournalLine {
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

/// A cancelled entry.
#[derive(Clone, PartialEq, Eq)]
pub struct BinLine {
    /// Event or measure.
    pub object: Object,
    /// Which one.
    pub object_id: i64,
    /// Code of its kind.
    pub kind: String,
    /// When it happened or began; midnight = only the day is known.
    pub happened: NaiveDateTime,
    /// Whose.
    pub file_no: FileNo,
    /// His name.
    pub name: String,
    /// When it was cancelled.
    pub at: NaiveDateTime,
    /// By whom: login.
    pub by: String,
    /// Why.
    pub reason: Option<String>,
}

/// A look at a dossier.
#[derive(Clone, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: NaiveDateTime,
    /// Login.
    pub officer: String,
}

/// The person a journal entry is about.
const WHOSE: &str = "CASE j.object
    WHEN 'person' THEN j.object_id
    WHEN 'assignment' THEN j.object_id
    WHEN 'event' THEN (SELECT e.person_id FROM event e WHERE e.id = j.object_id)
    ELSE (SELECT m.person_id FROM measure m WHERE m.id = j.object_id) END";

fn read_act(r: &Row<'_>) -> Result<ActRow, StorageError> {
    Ok(ActRow {
        seq: r.get(0)?,
        at: row::moment(r, 1)?.ok_or(StorageError::Damaged)?,
        officer: r.get(2)?,
        act: row::word(r, 3)?.ok_or(StorageError::Damaged)?,
        object: row::word(r, 4)?.ok_or(StorageError::Damaged)?,
        object_id: r.get(5)?,
        reason: r.get(6)?,
        person: PersonId(r.get(7)?),
    })
}

/// A text of a row, not copied.
fn word<'r>(r: &'r Row<'_>, at: usize) -> Result<&'r str, StorageError> {
    r.get_ref(at)?.as_str().map_err(|_| StorageError::Damaged)
}

/// Entries after `?2` between two times.
pub(super) const SIFTED: &str = "SELECT j.seq, j.act, j.officer FROM journal j WHERE j.seq > ?2 AND (?3 IS NULL OR j.at >= ?3) AND (?4 IS NULL OR j.at < ?4) AND ";
/// Looks at a whole file, newest first.
pub(super) const LOOKS: &str = "SELECT k.at, k.officer FROM file CROSS JOIN journal k ON k.object = 'person' AND k.object_id = file.id
    WHERE k.act = 'dossier_read' ORDER BY k.seq DESC LIMIT ?2";

impl Store {
    /// Number of the journal's last entry; 0 = none.
    pub fn last_entry(&self) -> Result<i64, StorageError> {
        Ok(self.conn().query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |r| r.get(0))?)
    }

    /// Numbers of the entries after `after` that a question finds, oldest first. `file`: the person
    /// that its file number means, files merged into his included.
    pub fn journal_found(
        &self,
        query: &JournalQuery,
        file: Option<PersonId>,
        after: i64,
    ) -> Result<Vec<i64>, StorageError> {
        let sql = match file {
            Some(_) => [WHOLE_FILE, SIFTED, "j.seq IN (", OF_FILE, ") ORDER BY j.seq"].concat(),
            None => [SIFTED, "?1 IS NULL ORDER BY j.seq"].concat(),
        };
        // A day sorts before any moment of it.
        let from = query.from.map(|day| day.to_string());
        let until = query.to.and_then(|day| day.succ_opt()).map(|day| day.to_string());
        let officer = query.officer.as_ref().map(|login| login.to_lowercase());
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query(params![file.map(|id| id.0), after, from, until])?;
        let mut found = Vec::new();
        while let Some(r) = rows.next()? {
            let act = Act::from_code(word(r, 1)?);
            let takes = query.acts.is_none_or(|kind| act.is_some_and(|act| kind.takes(act)));
            let same = |of: &String| word(r, 2).is_ok_and(|login| login.to_lowercase() == *of);
            if takes && officer.as_ref().is_none_or(same) {
                found.push(r.get(0)?);
            }
        }
        Ok(found)
    }

    /// The entries of these numbers, in their order; a number that is not there has none.
    pub fn journal_lines(
        &self,
        seqs: impl IntoIterator<Item = i64>,
    ) -> Result<Vec<JournalLine>, StorageError> {
        const SQL: &str = "SELECT j.seq, j.at, j.officer, j.act, j.reason,
                CASE j.object
                    WHEN 'person' THEN (SELECT file_no FROM person WHERE id = j.object_id)
                    WHEN 'assignment' THEN (SELECT file_no FROM person WHERE id = j.object_id)
                    WHEN 'team' THEN (SELECT p.file_no FROM measure m JOIN person p ON p.id = m.person_id WHERE m.id = j.object_id)
                    WHEN 'measure' THEN (SELECT p.file_no FROM measure m JOIN person p ON p.id = m.person_id WHERE m.id = j.object_id)
                    WHEN 'event' THEN (SELECT p.file_no FROM event e JOIN person p ON p.id = e.person_id WHERE e.id = j.object_id)
                END
            FROM journal j WHERE j.seq = ?1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut lines = Vec::new();
        for seq in seqs {
            let mut rows = statement.query(params![seq])?;
            let Some(r) = rows.next()? else { continue };
            lines.push(JournalLine {
                seq: r.get(0)?,
                at: row::moment(r, 1)?.ok_or(StorageError::Damaged)?,
                officer: r.get(2)?,
                act: r.get(3)?,
                reason: r.get(4)?,
                file_no: r.get::<_, Option<String>>(5)?.and_then(|f| FileNo::parse(&f)),
            });
        }
        Ok(lines)
    }

    /// Acts on people's files since an entry, newest first; looks are none.
    pub fn acts_since(&self, seq: i64, limit: usize) -> Result<Vec<ActRow>, StorageError> {
        // By number: by its kinds of objects SQLite would walk the whole journal.
        let sql = ["SELECT j.seq, j.at, j.officer, j.act, j.object, j.object_id, j.reason, ", WHOSE, " FROM journal j NOT INDEXED
            WHERE j.seq > ?1 AND j.act <> 'dossier_read' AND j.object_id IS NOT NULL AND (j.object = 'person' OR j.object = 'measure' OR j.object = 'event' OR j.object = 'assignment' OR j.object = 'team')
            ORDER BY j.seq DESC LIMIT ?2"].concat();
        let mut statement = self.conn().prepare_cached(&sql)?;
        let rows = statement.query_and_then(params![seq, limit as i64], read_act)?;
        rows.collect()
    }

    /// What a row held before the act of this number; `None` for an addition.
    pub fn held_before(&self, seq: i64) -> Result<Option<Values>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT before FROM revision WHERE seq = ?1")?;
        let text: Option<String> = statement.query_row(params![seq], |r| r.get(0)).optional()?;
        text.as_deref().map(read_values).transpose()
    }

    /// What a measure held before it was last cancelled.
    pub fn measure_before_cancelling(&self, id: i64) -> Result<Option<Values>, StorageError> {
        const SQL: &str = "SELECT r.before FROM journal j JOIN revision r ON r.seq = j.seq
            WHERE j.object = 'measure' AND j.object_id = ?1 AND (j.act = 'measure_cancelled' OR j.act = 'undo') ORDER BY j.seq DESC LIMIT 1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let text: Option<String> = statement.query_row(params![id], |r| r.get(0)).optional()?;
        text.as_deref().map(read_values).transpose()
    }

    /// Every cancelled entry, the last cancelled first.
    pub fn bin(&self) -> Result<Vec<BinLine>, StorageError> {
        const SQL: &str = "SELECT 'event', e.id, e.kind, e.at, p.file_no, p.name, e.cancelled_at, e.cancelled_by, e.cancel_reason
                FROM event e JOIN person p ON p.id = e.person_id WHERE e.cancelled_at IS NOT NULL
            UNION ALL
            SELECT 'measure', m.id, m.measure, m.start || 'T00:00', p.file_no, p.name, j.at, j.officer, j.reason
                FROM measure m JOIN person p ON p.id = m.person_id
                LEFT JOIN journal j ON j.seq = (SELECT max(k.seq) FROM journal k WHERE k.object = 'measure' AND k.object_id = m.id)
                WHERE m.end_reason = 'error'
            ORDER BY 7 DESC, 1, 2 DESC";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_and_then([], |r| {
            let file: String = r.get(4)?;
            Ok::<_, StorageError>(BinLine {
                object: row::word(r, 0)?.ok_or(StorageError::Damaged)?,
                object_id: r.get(1)?,
                kind: r.get(2)?,
                happened: row::moment(r, 3)?.ok_or(StorageError::Damaged)?,
                file_no: FileNo::parse(&file).ok_or(StorageError::Damaged)?,
                name: r.get(5)?,
                at: row::moment(r, 6)?.ok_or(StorageError::Damaged)?,
                by: r.get(7)?,
                reason: r.get(8)?,
            })
        })?;
        rows.collect()
    }

    /// Who looked at a file, and at those merged into it: newest first.
    pub fn looks(&self, id: PersonId, limit: usize) -> Result<Vec<Look>, StorageError> {
        let mut statement = self.conn().prepare_cached(&[WHOLE_FILE, LOOKS].concat())?;
        let rows = statement.query_and_then(params![id.0, limit as i64], |r| {
            let at = row::moment(r, 0)?.ok_or(StorageError::Damaged)?;
            Ok::<_, StorageError>(Look { at, officer: r.get(1)? })
        })?;
        rows.collect()
    }

    /// The merge of this entry, if it is one that was not split: the file merged away.
    pub fn merged_by(&self, seq: i64) -> Result<Option<PersonId>, StorageError> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT away FROM merge WHERE seq = ?1 AND split_seq IS NULL")?;
        Ok(statement.query_row(params![seq], |r| r.get(0).map(PersonId)).optional()?)
    }

    /// The pair that this entry said is not one person.
    pub fn settled_by(&self, seq: i64) -> Result<Option<(PersonId, PersonId)>, StorageError> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT person_a, person_b FROM alike WHERE settled_seq = ?1")?;
        let pair = |r: &Row<'_>| Ok((PersonId(r.get(0)?), PersonId(r.get(1)?)));
        Ok(statement.query_row(params![seq], pair).optional()?)
    }
}

impl Write<'_> {
    /// Takes the cancellation of an event back; who cancelled it and why stay in the journal.
    pub fn restore_event(
        &self,
        person: PersonId,
        id: EventId,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE event SET cancelled_at = NULL, cancelled_by = NULL, cancel_reason = NULL WHERE id = ?1";
        let before = super::case::event(&self.tx, id)?.ok_or(StorageError::Damaged)?;
        self.revise(person, &super::revision::values_of(&before.draft()), entry)?;
        self.tx.prepare_cached(SQL)?.execute(params![id.0])?;
        Ok(())
    }
}
