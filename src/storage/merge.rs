//! Tables `merge` and `merge_row`: two files of one person made one, and split again. The file
//! merged away keeps its row as it was; measures and events change hands with their old values.

use super::error::StorageError;
use super::open::{Store, Write};
use super::person;
use super::revision::{Values, read_values, values_of};
use super::row;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::NewEntry;
use crate::domain::person::Person;
use chrono::NaiveDateTime;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A merge that was not split.
#[derive(Clone, PartialEq, Eq)]
pub struct MergeRow {
    /// Number of its journal entry.
    pub seq: i64,
    /// When.
    pub at: NaiveDateTime,
    /// Login.
    pub officer: String,
    /// The surviving file.
    pub kept: PersonId,
    /// The file merged into it.
    pub away: PersonId,
    /// Its number.
    pub away_file: FileNo,
    /// The survivor's values before.
    pub before: Values,
    /// And after.
    pub result: Values,
    /// The survivor's officer in charge before.
    pub officer_before: Option<String>,
    /// And after.
    pub officer_after: Option<String>,
}

/// What a merge writes.
pub struct NewMerge<'a> {
    /// The surviving file.
    pub kept: PersonId,
    /// The file merged into it.
    pub away: PersonId,
    /// The survivor's values after.
    pub person: &'a Person,
    /// The entry on the surviving file.
    pub entry: &'a NewEntry,
    /// The entry on the file merged away.
    pub away_entry: &'a NewEntry,
    /// Another officer in charge of the survivor, with the entry of the assignment.
    pub officer: Option<(Option<&'a str>, &'a NewEntry)>,
}

/// What stays with the survivor of a split because it was added after the merge.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AddedSince {
    /// Measures.
    pub measures: usize,
    /// Events.
    pub events: usize,
}

/// Row ids of a file and all that were merged into it, however often.
pub(super) const WHOLE_FILE: &str = "WITH RECURSIVE file (id) AS (SELECT ?1 UNION ALL SELECT p.id FROM file JOIN person p ON p.merged_into = file.id) ";

/// The file that survives of a row: itself where it was not merged away.
pub(super) fn survivor(
    conn: &Connection,
    mut id: PersonId,
    mut into: Option<i64>,
) -> Result<PersonId, StorageError> {
    while let Some(next) = into {
        id = PersonId(next);
        into = conn
            .prepare_cached("SELECT merged_into FROM person WHERE id = ?1")?
            .query_row(params![next], |r| r.get(0))?;
    }
    Ok(id)
}

/// Texts by which a person is found besides his own: those of the files merged into his.
pub(super) fn merged_texts(conn: &Connection, id: PersonId) -> Result<Vec<String>, StorageError> {
    let any = "SELECT 1 FROM person WHERE merged_into = ?1 LIMIT 1";
    if !conn.prepare_cached(any)?.exists(params![id.0])? {
        return Ok(Vec::new());
    }
    let sql = [WHOLE_FILE, "SELECT p.file_no, p.name, p.other_names, p.document_no FROM file JOIN person p ON p.id = file.id WHERE p.id <> ?1 ORDER BY p.id"].concat();
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query(params![id.0])?;
    let mut texts = Vec::new();
    while let Some(r) = rows.next()? {
        for i in 0..4 {
            texts.extend(r.get::<_, Option<String>>(i)?);
        }
    }
    Ok(texts)
}

const MERGE: &str = "SELECT m.seq, j.at, j.officer, m.kept, m.away, p.file_no, r.before, m.result, m.officer_before, m.officer_after
    FROM merge m JOIN journal j ON j.seq = m.seq JOIN person p ON p.id = m.away JOIN revision r ON r.seq = m.seq
    WHERE m.split_seq IS NULL AND ";

fn read(r: &Row<'_>) -> Result<MergeRow, StorageError> {
    Ok(MergeRow {
        seq: r.get(0)?,
        at: row::moment(r, 1)?.ok_or(StorageError::Damaged)?,
        officer: r.get(2)?,
        kept: PersonId(r.get(3)?),
        away: PersonId(r.get(4)?),
        away_file: FileNo::parse(&r.get::<_, String>(5)?).ok_or(StorageError::Damaged)?,
        before: read_values(&r.get::<_, String>(6)?)?,
        result: read_values(&r.get::<_, String>(7)?)?,
        officer_before: r.get(8)?,
        officer_after: r.get(9)?,
    })
}

impl Write<'_> {
    /// Merges a file into another, its rows and old values with it. Returns the number of the
    /// merge's journal entry.
    pub fn merge(&self, new: &NewMerge<'_>) -> Result<i64, StorageError> {
        const SQL: &str = "INSERT INTO merge (seq, kept, away, result, officer_before, officer_after) VALUES (?1, ?2, ?3, ?4, (SELECT assigned_to FROM person WHERE id = ?2), ?5)";
        let (kept, away) = (new.kept.0, new.away.0);
        self.run("UPDATE person SET merged_into = ?2 WHERE id = ?1", away, kept)?;
        let seq = self.change_person(new.kept, new.person, new.entry)?;
        let result = serde_json::to_string(&values_of(&new.person.draft()))
            .map_err(|_| StorageError::Damaged)?;
        let held: Option<String> = self
            .tx
            .prepare_cached("SELECT assigned_to FROM person WHERE id = ?1")?
            .query_row(params![kept], |r| r.get(0))?;
        let after = new.officer.map_or(held.as_deref(), |(officer, _)| officer);
        self.tx.prepare_cached(SQL)?.execute(params![seq, kept, away, result, after])?;
        if let Some((officer, entry)) = new.officer {
            self.assign(new.kept, officer, entry)?;
        }
        for sql in [
            "INSERT INTO merge_row (merge_seq, object, object_id) SELECT ?1, 'measure', id FROM measure WHERE person_id = ?2",
            "INSERT INTO merge_row (merge_seq, object, object_id) SELECT ?1, 'event', id FROM event WHERE person_id = ?2",
        ] {
            self.run(sql, seq, away)?;
        }
        for sql in [
            "UPDATE measure SET person_id = ?2 WHERE person_id = ?1",
            "UPDATE event SET person_id = ?2 WHERE person_id = ?1",
            "UPDATE revision SET person_id = ?2 WHERE person_id = ?1 AND object IN ('measure', 'event', 'team')",
        ] {
            self.run(sql, away, kept)?;
        }
        self.journal(new.away_entry)?;
        for sql in [
            "DELETE FROM deadline WHERE person_id = ?1 AND ?2 > 0",
            "DELETE FROM standing WHERE person_id = ?1 AND ?2 > 0",
        ] {
            self.run(sql, away, kept)?;
        }
        Ok(seq)
    }

    /// Splits a merge again: rows that came from the file merged away go back to it as they now
    /// are. `person` and `officer` are what the survivor holds after.
    pub fn split(&self, merge: &MergeRow, new: &NewMerge<'_>) -> Result<(), StorageError> {
        let (kept, away) = (merge.kept.0, merge.away.0);
        for sql in [
            "UPDATE measure SET person_id = ?2 WHERE id IN (SELECT object_id FROM merge_row WHERE merge_seq = ?1 AND object = 'measure')",
            "UPDATE event SET person_id = ?2 WHERE id IN (SELECT object_id FROM merge_row WHERE merge_seq = ?1 AND object = 'event')",
            "UPDATE revision SET person_id = ?2 WHERE object IN ('measure', 'team') AND object_id IN (SELECT object_id FROM merge_row WHERE merge_seq = ?1 AND object = 'measure')",
            "UPDATE revision SET person_id = ?2 WHERE object = 'event' AND object_id IN (SELECT object_id FROM merge_row WHERE merge_seq = ?1 AND object = 'event')",
        ] {
            self.run(sql, merge.seq, away)?;
        }
        // The survivor first gives up the number that the other may take back.
        let seq = self.change_person(new.kept, new.person, new.entry)?;
        self.run("UPDATE person SET merged_into = NULL WHERE id = ?1 AND ?2 > 0", away, kept)?;
        // Once more, without the words of the file that left.
        self.update_person(new.kept, new.person)?;
        if let Some((officer, entry)) = new.officer {
            self.assign(new.kept, officer, entry)?;
        }
        self.run("UPDATE merge SET split_seq = ?2 WHERE seq = ?1", merge.seq, seq)?;
        self.journal(new.away_entry)?;
        Ok(())
    }

    fn run(&self, sql: &'static str, first: i64, second: i64) -> Result<(), StorageError> {
        self.tx.prepare_cached(sql)?.execute(params![first, second])?;
        Ok(())
    }
}

impl Store {
    /// The merge by which a file went away, if it was not split.
    pub fn merge_of(&self, away: PersonId) -> Result<Option<MergeRow>, StorageError> {
        self.one_merge("m.away = ?1", away)
    }

    /// The newest merge into a file that was not split.
    pub fn last_merge(&self, kept: PersonId) -> Result<Option<MergeRow>, StorageError> {
        self.one_merge("m.kept = ?1 ORDER BY m.seq DESC LIMIT 1", kept)
    }

    fn one_merge(
        &self,
        which: &'static str,
        id: PersonId,
    ) -> Result<Option<MergeRow>, StorageError> {
        let sql = [MERGE, which].concat();
        let mut statement = self.conn().prepare_cached(&sql)?;
        statement.query_row(params![id.0], |r| Ok(read(r))).optional()?.transpose()
    }

    /// The merges into a file that were not split, oldest first.
    pub fn merges(&self, kept: PersonId) -> Result<Vec<MergeRow>, StorageError> {
        let sql = [MERGE, "m.kept = ?1 ORDER BY m.seq"].concat();
        let mut statement = self.conn().prepare_cached(&sql)?;
        statement.query_and_then(params![kept.0], read)?.collect()
    }

    /// The files merged into this one, however often, each as it was, with its officer in charge.
    pub fn merged_files(
        &self,
        id: PersonId,
    ) -> Result<Vec<(PersonId, Person, Option<String>)>, StorageError> {
        let sql = [WHOLE_FILE, "SELECT p.id, p.assigned_to FROM file JOIN person p ON p.id = file.id WHERE p.id <> ?1 ORDER BY p.id"].concat();
        let mut statement = self.conn().prepare_cached(&sql)?;
        let ids = statement.query_map(params![id.0], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let ids = ids.collect::<Result<Vec<(i64, Option<String>)>, _>>()?;
        let mut files = Vec::with_capacity(ids.len());
        for (id, officer) in ids {
            let person = person::load(self.conn(), PersonId(id))?.ok_or(StorageError::Damaged)?;
            files.push((PersonId(id), person, officer));
        }
        Ok(files)
    }

    /// The row of exactly this file number, merged away or not.
    pub fn row_by_file(&self, file_no: &FileNo) -> Result<Option<PersonId>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT id FROM person WHERE file_no = ?1")?;
        Ok(statement.query_row(params![file_no.as_str()], |r| r.get(0).map(PersonId)).optional()?)
    }

    /// What was added to the survivor since a merge and did not come with it.
    pub fn added_since(&self, merge: &MergeRow) -> Result<AddedSince, StorageError> {
        const SQL: &str = "SELECT
            (SELECT count(*) FROM measure m WHERE m.person_id = ?1 AND m.id NOT IN (SELECT object_id FROM merge_row WHERE merge_seq = ?2 AND object = 'measure')
                AND EXISTS (SELECT 1 FROM journal j WHERE j.object = 'measure' AND j.object_id = m.id AND j.act = 'measure_opened' AND j.seq > ?2)),
            (SELECT count(*) FROM living_event e WHERE e.person_id = ?1 AND e.id NOT IN (SELECT object_id FROM merge_row WHERE merge_seq = ?2 AND object = 'event')
                AND EXISTS (SELECT 1 FROM journal j WHERE j.object = 'event' AND j.object_id = e.id AND j.act = 'event_recorded' AND j.seq > ?2))";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let counts = statement
            .query_row(params![merge.kept.0, merge.seq], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (measures, events): (i64, i64) = counts;
        Ok(AddedSince { measures: measures as usize, events: events as usize })
    }

    /// Every row of a file, for tests that compare two states: table and all its columns.
    #[cfg(test)]
    pub(crate) fn rows_of(&self, id: PersonId) -> Vec<String> {
        let mut rows = Vec::new();
        for sql in [
            "SELECT * FROM person WHERE id = ?1",
            // Which row of table assessment says it is no part of a state: each change adds one.
            "SELECT person_id, measure, measure_end, next_due, risk, risk_due FROM standing WHERE person_id = ?1",
            "SELECT * FROM deadline WHERE person_id = ?1 ORDER BY clock",
            "SELECT * FROM measure WHERE person_id = ?1 ORDER BY id",
            "SELECT t.* FROM team_member t JOIN measure m ON m.id = t.measure_id WHERE m.person_id = ?1 ORDER BY t.measure_id, t.place",
            "SELECT e.* FROM event e WHERE e.person_id = ?1 ORDER BY e.id",
        ] {
            let mut statement = self.conn().prepare(sql).unwrap();
            let columns = statement.column_count();
            let mut found = statement.query(params![id.0]).unwrap();
            while let Some(r) = found.next().unwrap() {
                let cells: Vec<String> =
                    (0..columns).map(|i| format!("{:?}", r.get_ref(i).unwrap())).collect();
                let table = sql.split_whitespace().skip_while(|w| *w != "FROM").nth(1).unwrap();
                rows.push(format!("{table} {}", cells.join(" | ")));
            }
        }
        rows
    }
}
