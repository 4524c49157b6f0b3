//! Table `destruction`, and the removal of a file for good: rows, old values, look-alikes, merges,
//! unsaved forms, and the reasons in the journal that may speak of the person.

use super::error::StorageError;
use super::merge::WHOLE_FILE;
use super::open::{Store, Write};
use super::row::{self, iso, iso_minute};
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Bound, NewEntry};
use crate::domain::retention::Ground;
use crate::domain::word::Word;
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::params;

/// A proposal that waits for the chief.
#[derive(Clone, PartialEq, Eq)]
pub struct ProposalRow {
    /// Number of its journal entry.
    pub seq: i64,
    /// The file.
    pub person: PersonId,
    /// Its number.
    pub file_no: FileNo,
    /// Login of the officer.
    pub by: String,
    /// When.
    pub at: NaiveDateTime,
    /// Why it was due.
    pub ground: Ground,
    /// Reason given.
    pub reason: Option<String>,
}

const OPEN: &str =
    "SELECT d.seq, d.person_id, p.file_no, d.proposed_by, d.proposed_at, d.ground, j.reason
    FROM destruction d JOIN person p ON p.id = d.person_id JOIN journal j ON j.seq = d.seq";

fn read(r: &rusqlite::Row<'_>) -> Result<ProposalRow, StorageError> {
    Ok(ProposalRow {
        seq: r.get(0)?,
        person: PersonId(r.get(1)?),
        file_no: FileNo::parse(&r.get::<_, String>(2)?).ok_or(StorageError::Damaged)?,
        by: r.get(3)?,
        at: row::moment(r, 4)?.ok_or(StorageError::Damaged)?,
        ground: row::word(r, 5)?.ok_or(StorageError::Damaged)?,
        reason: r.get(6)?,
    })
}

impl Store {
    /// Proposals that wait, oldest first.
    pub fn proposals(&self) -> Result<Vec<ProposalRow>, StorageError> {
        let mut statement = self.conn().prepare(&[OPEN, " ORDER BY d.seq"].concat())?;
        let rows = statement.query_and_then([], read)?;
        rows.collect()
    }

    /// The proposal about a file.
    pub fn proposal(&self, id: PersonId) -> Result<Option<ProposalRow>, StorageError> {
        let mut statement = self.conn().prepare(&[OPEN, " WHERE d.person_id = ?1"].concat())?;
        statement.query_and_then(params![id.0], read)?.next().transpose()
    }

    /// Files that may be due for review: nothing runs, and every measure ended by a day (`None` = none
    /// is ever due), or there is none and a suspicion stands in the file.
    pub fn files_at_rest(
        &self,
        ended_by: Option<NaiveDate>,
    ) -> Result<Vec<PersonId>, StorageError> {
        // Each half begins with an index that holds few: old endings, and suspicions.
        const SQL: &str = "SELECT m.person_id FROM measure m INDEXED BY measure_ended WHERE m.ended_on <= ?1
                AND NOT EXISTS (SELECT 1 FROM measure o WHERE o.person_id = m.person_id AND o.end_reason IS NOT 'error' AND (o.ended_on IS NULL OR o.ended_on > ?1))
            UNION SELECT e.person_id FROM living_event e WHERE e.kind = 'suspicion'
                AND NOT EXISTS (SELECT 1 FROM measure o WHERE o.person_id = e.person_id AND (o.ended_on IS NULL OR o.measure <> 'electronic_monitoring' AND o.end_reason <> 'error'))
            ORDER BY 1";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_map(params![ended_by.map(iso)], |r| r.get(0).map(PersonId))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The highest row number ever given, by table: it is never given again.
    pub fn highest_numbers(&self) -> Result<Vec<(String, i64)>, StorageError> {
        let mut statement = self.conn().prepare("SELECT name, seq FROM sqlite_sequence")?;
        let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Writes the file anew without what was deleted from it.
    pub fn vacuum(&self) -> Result<(), StorageError> {
        self.conn().flush_prepared_statement_cache();
        Ok(self.conn().execute_batch("VACUUM")?)
    }
}

impl Write<'_> {
    /// Notes a proposal, with its journal entry.
    pub fn propose_destruction(
        &self,
        id: PersonId,
        ground: Ground,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO destruction (seq, person_id, proposed_by, proposed_at, ground) VALUES (?1, ?2, ?3, ?4, ?5)";
        let seq = self.journal(entry)?;
        let at = iso_minute(entry.at);
        self.tx.execute(SQL, params![seq, id.0, entry.officer, at, ground.code()])?;
        Ok(())
    }

    /// Takes a proposal back, with its journal entry.
    pub fn withdraw_destruction(&self, seq: i64, entry: &NewEntry) -> Result<(), StorageError> {
        self.journal(entry)?;
        self.settle_destruction(seq, "withdrawn", entry.at)
    }

    fn settle_destruction(
        &self,
        seq: i64,
        outcome: &str,
        at: NaiveDateTime,
    ) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE destruction SET person_id = NULL, outcome = ?2, settled_at = ?3 WHERE seq = ?1 AND person_id IS NOT NULL";
        let settled = self.tx.execute(SQL, params![seq, outcome, iso_minute(at)])?;
        if settled == 1 { Ok(()) } else { Err(StorageError::Damaged) }
    }

    /// Removes a file with all that was merged into it: nothing of the person is left in any table.
    /// Each row that goes gets an entry by `entry`, which binds it to there being no row. Returns how many.
    pub fn destroy_person(
        &self,
        proposal: &ProposalRow,
        entry: impl Fn(Bound) -> NewEntry,
    ) -> Result<usize, StorageError> {
        let people = self.ids(proposal.person, "SELECT id FROM file ORDER BY id")?;
        let measures = self.ids(proposal.person, MEASURES)?;
        let events = self.ids(proposal.person, EVENTS)?;
        let teams = self.ids(proposal.person, TEAMS)?;
        let gone: Vec<Bound> = (events.iter().map(|id| Bound::Event(*id)))
            .chain(teams.iter().map(|id| Bound::Team(*id)))
            .chain(measures.iter().map(|id| Bound::Measure(*id)))
            .chain(
                people.iter().filter(|id| **id != proposal.person.0).map(|id| Bound::Person(*id)),
            )
            .chain([Bound::Person(proposal.person.0)])
            .collect();
        let emptied = measures.iter().map(|id| Bound::Team(*id));
        for bound in gone.iter().copied().chain(emptied) {
            self.erase_reasons(bound)?;
        }
        for id in &events {
            self.remove("DELETE FROM event WHERE id = ?1", *id)?;
        }
        for id in &measures {
            self.remove("DELETE FROM team_member WHERE measure_id = ?1", *id)?;
            self.remove("DELETE FROM measure WHERE id = ?1", *id)?;
        }
        for id in &people {
            let kept = self.remove("DELETE FROM revision WHERE person_id = ?1", *id)?;
            self.revised.set(self.revised.get() - kept as i64);
            for sql in OF_A_PERSON {
                self.remove(sql, *id)?;
            }
        }
        for bound in &gone {
            self.journal(&entry(*bound))?;
        }
        let at = entry(Bound::Person(proposal.person.0)).at;
        self.settle_destruction(proposal.seq, "destroyed", at)?;
        for id in &people {
            self.remove("UPDATE person SET merged_into = NULL WHERE merged_into = ?1", *id)?;
        }
        for id in &people {
            self.remove("DELETE FROM person WHERE id = ?1", *id)?;
        }
        Ok(gone.len())
    }

    fn ids(&self, person: PersonId, sql: &str) -> Result<Vec<i64>, StorageError> {
        let mut statement = self.tx.prepare(&[WHOLE_FILE, sql].concat())?;
        let rows = statement.query_map(params![person.0], |r| r.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn remove(&self, sql: &str, id: i64) -> Result<usize, StorageError> {
        Ok(self.tx.prepare_cached(sql)?.execute(params![id])?)
    }

    /// Takes the reasons out of every entry about a row; what was signed in their place stays.
    fn erase_reasons(&self, bound: Bound) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE journal SET reason = NULL, reason_salt = NULL WHERE object_id = ?1 AND object IN (?2, ?3)";
        let (one, other) = match bound {
            Bound::Person(_) => ("person", "assignment"),
            Bound::Measure(_) => ("measure", "measure"),
            Bound::Event(_) => ("event", "event"),
            Bound::Team(_) => ("team", "team"),
            _ => return Ok(()),
        };
        self.tx.prepare_cached(SQL)?.execute(params![bound.id(), one, other])?;
        Ok(())
    }
}

const MEASURES: &str =
    "SELECT m.id FROM file JOIN measure m ON m.person_id = file.id ORDER BY m.id";
const TEAMS: &str = "SELECT DISTINCT m.id FROM file JOIN measure m ON m.person_id = file.id JOIN team_member t ON t.measure_id = m.id ORDER BY m.id";
const EVENTS: &str = "SELECT e.id FROM file JOIN event e ON e.person_id = file.id ORDER BY e.id";

/// Everything else that names a file by its row. A test holds that no table is forgotten.
const OF_A_PERSON: [&str; 7] = [
    "DELETE FROM assessment WHERE person_id = ?1",
    "DELETE FROM deadline WHERE person_id = ?1",
    "DELETE FROM standing WHERE person_id = ?1",
    "DELETE FROM alike WHERE person_a = ?1 OR person_b = ?1",
    "DELETE FROM merge_row WHERE merge_seq IN (SELECT seq FROM merge WHERE kept = ?1 OR away = ?1)",
    "DELETE FROM merge WHERE kept = ?1 OR away = ?1",
    "DELETE FROM draft WHERE subject = (SELECT file_no FROM person WHERE id = ?1)",
];

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    /// A new table that names a person would keep what was to be destroyed.
    #[test]
    fn no_table_that_names_a_file_is_forgotten() {
        let by_hand = ["person", "measure", "event", "team_member", "revision", "destruction"];
        crate::storage::memory::keep_slots();
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(super::super::migrate::SCHEMA).unwrap();
        let sql = "SELECT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' AND f.\"table\" IN ('person', 'measure', 'event')";
        let mut statement = conn.prepare(sql).unwrap();
        let names = statement.query_map([], |r| r.get::<_, String>(0)).unwrap();
        for name in names.map(Result::unwrap) {
            let start = format!("DELETE FROM {name} ");
            let listed = OF_A_PERSON.iter().any(|sql| sql.starts_with(&start));
            assert!(listed || by_hand.contains(&name.as_str()), "{name}");
        }
    }
}
