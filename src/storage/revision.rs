//! Table `revision`: what a row held before it was changed. A row can only be changed through here,
//! with the journal entry that says who and why, so that no old value is ever lost.

use super::case;
use super::error::StorageError;
use super::merge::WHOLE_FILE;
use super::open::{Store, Write};
use super::person;
use super::row::{self, iso_minute};
use crate::domain::case::{Event, EventField, Measure, MeasureField, Stored};
use crate::domain::draft::Draft;
use crate::domain::id::{EventId, MeasureId, PersonId};
use crate::domain::journal::{Act, NewEntry, Object};
use crate::domain::person::Person;
use crate::domain::word::Word;
use chrono::NaiveDateTime;
use rusqlite::params;
use std::collections::BTreeMap;

/// Texts by code of the field: a draft as it is kept.
pub type Values = BTreeMap<String, String>;

/// An act on a person, his measures or events, oldest first.
#[derive(Clone, PartialEq, Eq)]
pub struct HistoryRow {
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
    /// What the row held before; `None` for an addition.
    pub before: Option<Values>,
}

/// An event entered by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct CancelledEvent {
    /// The event.
    pub event: Stored<EventId, Event>,
    /// When it was cancelled.
    pub at: NaiveDateTime,
    /// By whom: login.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// The values of a draft, by code.
pub fn values_of<F: Word + Ord>(draft: &Draft<F>) -> Values {
    draft.iter().map(|(field, text)| (field.code().to_owned(), text.to_owned())).collect()
}

fn draft_of<F: Word + Ord>(values: &Values) -> Draft<F> {
    let mut draft = Draft::new();
    for (code, text) in values {
        if let Some(field) = F::from_code(code) {
            draft.set(field, text.as_str());
        }
    }
    draft
}

pub(super) fn read_values(text: &str) -> Result<Values, StorageError> {
    serde_json::from_str(text).map_err(|_| StorageError::Damaged)
}

impl Write<'_> {
    /// Writes the journal entry and what the row held before it. Returns the entry's number.
    pub(super) fn revise(
        &self,
        person: PersonId,
        before: &Values,
        entry: &NewEntry,
    ) -> Result<i64, StorageError> {
        const SQL: &str = "INSERT INTO revision (seq, person_id, object, object_id, before) VALUES (?1, ?2, ?3, ?4, ?5)";
        let seq = self.journal(entry)?;
        self.revised.set(self.revised.get() + 1);
        // A map of texts always has a JSON form.
        let text = serde_json::to_string(before).map_err(|_| StorageError::Damaged)?;
        self.tx.prepare_cached(SQL)?.execute(params![
            seq,
            person.0,
            entry.object.code(),
            entry.object_id,
            text
        ])?;
        Ok(seq)
    }

    /// Replaces a person's fields; what they were is kept. Returns the entry's number.
    pub fn change_person(
        &self,
        id: PersonId,
        person: &Person,
        entry: &NewEntry,
    ) -> Result<i64, StorageError> {
        let before = person::load(&self.tx, id)?.ok_or(StorageError::Damaged)?;
        let seq = self.revise(id, &values_of(&before.draft()), entry)?;
        self.update_person(id, person)?;
        Ok(seq)
    }

    /// Replaces a measure's fields; what they were is kept.
    pub fn change_measure(
        &self,
        person: PersonId,
        id: MeasureId,
        measure: &Measure,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        let before = case::measure(&self.tx, id)?.ok_or(StorageError::Damaged)?;
        self.revise(person, &values_of(&before.draft()), entry)?;
        self.update_measure(id, measure)
    }

    /// Replaces an event's fields; what they were is kept.
    pub fn change_event(
        &self,
        person: PersonId,
        id: EventId,
        event: &Event,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        let before = case::event(&self.tx, id)?.ok_or(StorageError::Damaged)?;
        self.revise(person, &values_of(&before.draft()), entry)?;
        self.update_event(id, event)
    }

    /// Marks an event as entered by mistake, by the officer and with the reason of the entry.
    pub fn cancel_event(
        &self,
        person: PersonId,
        id: EventId,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE event SET cancelled_at = ?2, cancelled_by = ?3, cancel_reason = ?4 WHERE id = ?1 AND cancelled_at IS NULL";
        let before = case::event(&self.tx, id)?.ok_or(StorageError::Damaged)?;
        self.revise(person, &values_of(&before.draft()), entry)?;
        let reason = entry.reason.as_deref().unwrap_or_default();
        let at = iso_minute(entry.at);
        self.tx.prepare_cached(SQL)?.execute(params![id.0, at, entry.officer, reason])?;
        Ok(())
    }
}

/// Entries of a whole file ([`WHOLE_FILE`]): the person's, his measures' and his events'. `CROSS`
/// holds SQLite to this order; without it, it walks every entry of the journal.
pub(super) const OF_FILE: &str = "SELECT k.seq FROM file CROSS JOIN journal k ON k.object IN ('person', 'assignment') AND k.object_id = file.id
    UNION ALL SELECT k.seq FROM measure m CROSS JOIN journal k ON k.object IN ('measure', 'team') AND k.object_id = m.id WHERE m.person_id = ?1
    UNION ALL SELECT k.seq FROM event e CROSS JOIN journal k ON k.object = 'event' AND k.object_id = e.id WHERE e.person_id = ?1";
/// Entries with what each kept of the values before it.
const HISTORY: &str = "SELECT j.at, j.officer, j.act, j.object, j.object_id, j.reason, r.before
            FROM journal j LEFT JOIN revision r ON r.seq = j.seq ";
const CHANGES: &str = " AND j.act <> 'dossier_read' ORDER BY j.seq";

const OF_PERSON: &str = "WHERE j.object = 'person' AND j.object_id = ?1";

fn history_of_file() -> String {
    [WHOLE_FILE, HISTORY, "WHERE j.seq IN (", OF_FILE, ")", CHANGES].concat()
}

impl Store {
    /// Every addition and change of a person, his measures and events, oldest first; also of the
    /// files merged into his.
    pub fn history(&self, id: PersonId) -> Result<Vec<HistoryRow>, StorageError> {
        self.history_rows(&history_of_file(), id)
    }

    /// The addition and the changes of a person's own fields, oldest first.
    pub fn person_history(&self, id: PersonId) -> Result<Vec<HistoryRow>, StorageError> {
        self.history_rows(&[HISTORY, OF_PERSON, CHANGES].concat(), id)
    }

    fn history_rows(&self, sql: &str, id: PersonId) -> Result<Vec<HistoryRow>, StorageError> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let rows = statement.query_and_then(params![id.0], |r| {
            let before: Option<String> = r.get(6)?;
            Ok::<_, StorageError>(HistoryRow {
                at: row::moment(r, 0)?.ok_or(StorageError::Damaged)?,
                officer: r.get(1)?,
                act: row::word(r, 2)?.ok_or(StorageError::Damaged)?,
                object: row::word(r, 3)?.ok_or(StorageError::Damaged)?,
                object_id: r.get(4)?,
                reason: r.get(5)?,
                before: before.as_deref().map(read_values).transpose()?,
            })
        })?;
        rows.collect()
    }

    /// A person's events that were entered by mistake, in the order of their time.
    pub fn cancelled_events(&self, id: PersonId) -> Result<Vec<CancelledEvent>, StorageError> {
        case::cancelled(self.conn(), id)
    }

    /// What a person's events held before they were corrected or cancelled: an old workbook must
    /// not bring them back.
    pub fn past_events(&self, id: PersonId) -> Result<Vec<Draft<EventField>>, StorageError> {
        self.past(id, Object::Event)
    }

    /// What a person's measures held before they were changed.
    pub fn past_measures(&self, id: PersonId) -> Result<Vec<Draft<MeasureField>>, StorageError> {
        self.past(id, Object::Measure)
    }

    fn past<F: Word + Ord>(
        &self,
        id: PersonId,
        object: Object,
    ) -> Result<Vec<Draft<F>>, StorageError> {
        const SQL: &str =
            "SELECT before FROM revision WHERE person_id = ?1 AND object = ?2 ORDER BY seq";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then(params![id.0, object.code()], |r| {
            read_values(&r.get::<_, String>(0)?).map(|values| draft_of(&values))
        })?;
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::assessment::BY_OFFICER;
    use crate::storage::plan::steps;
    use crate::storage::trail::{LOOKS, SIFTED};

    /// A file's entries are found by its rows' numbers: a registry has hundreds of thousands.
    #[test]
    fn a_files_history_never_walks_the_journal() {
        let whole = |sql: &str| {
            let walks = |step: &String| {
                step.starts_with("SCAN j")
                    || step.starts_with("SCAN k")
                    || step.ends_with("(object=?)")
            };
            steps(sql).into_iter().filter(walks).collect::<Vec<_>>()
        };
        let found = [WHOLE_FILE, SIFTED, "j.seq IN (", OF_FILE, ")"].concat();
        let looks = [WHOLE_FILE, LOOKS].concat();
        let own = [HISTORY, OF_PERSON, CHANGES].concat();
        for sql in [history_of_file(), own, found, looks, BY_OFFICER.to_owned()] {
            assert_eq!(whole(&sql), Vec::<String>::new(), "{sql}");
        }
        let planned_freely = history_of_file().replace("CROSS ", "");
        assert!(!whole(&planned_freely).is_empty(), "the control walks it");
    }

    /// Whoever reads table `event` itself also gets the cancelled ones: only these may.
    #[test]
    fn only_the_dossier_reads_cancelled_events() {
        let allowed = [
            ("bound.rs", 3),
            ("case.rs", 2),
            ("destruction.rs", 2),
            ("merge.rs", 2),
            ("revision.rs", 1),
            // The journal speaks of cancelled entries too.
            ("trail.rs", 3),
        ];
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/storage")).unwrap();
        for path in files.map(|f| f.unwrap().path()) {
            let file = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("mod tests").next().unwrap();
            let found = text.matches("FROM event").count() + text.matches("JOIN event").count();
            let may = allowed.iter().find(|(name, _)| *name == file).map_or(0, |(_, n)| *n);
            assert_eq!(found, may, "{file}: read living_event, or say here why not");
        }
    }
}
