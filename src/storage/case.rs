//! Tables `measure` and `event`, and whole case files read from the three tables.

use super::error::StorageError;
use super::open::{Store, Write};
use super::person;
use super::revision::CancelledEvent;
use super::row::{self, iso, iso_minute};
use crate::domain::case::{CaseFile, Event, EventDetail, Measure, Stored};
use crate::domain::id::{EventId, MeasureId, PersonId};
use crate::domain::person::codes;
use crate::domain::word::Word;
use rusqlite::{Connection, OptionalExtension, Row, params};

const MEASURE_COLUMNS: &str = "id, measure, decision_no, decision_date, start, term_months, rehab_count, signatory, law, source, ended_on, end_reason, set_end, set_end_reason, person_id";
const EVENT_COLUMNS: &str = "id, kind, at, until, outcome, substance, text, ground, sample, same_sex, guardian, step, place, document_no, person_id, score";

fn read_measure(row: &Row<'_>) -> Result<Stored<MeasureId, Measure>, StorageError> {
    let record = Measure {
        code: row::word(row, 1)?.ok_or(StorageError::Damaged)?,
        decision_no: row.get(2)?,
        decision_date: row::day(row, 3)?,
        start: row::some_day(row, 4)?,
        term_months: row.get(5)?,
        rehab_count: row.get(6)?,
        signatory: row.get(7)?,
        law: row::word(row, 8)?.ok_or(StorageError::Damaged)?,
        source: row::word(row, 9)?,
        ended_on: row::day(row, 10)?,
        end_reason: row::word(row, 11)?,
        set_end: row::day(row, 12)?,
        set_end_reason: row.get(13)?,
    };
    Ok(Stored { id: MeasureId(row.get(0)?), record })
}

fn read_event(row: &Row<'_>) -> Result<Stored<EventId, Event>, StorageError> {
    let record = Event {
        kind: row::word(row, 1)?.ok_or(StorageError::Damaged)?,
        at: row::moment(row, 2)?.ok_or(StorageError::Damaged)?,
        until: row::day(row, 3)?,
        outcome: row::word(row, 4)?,
        substances: row::words(row, 5)?,
        text: row.get(6)?,
        detail: EventDetail {
            ground: row::word(row, 7)?,
            sample: row::word(row, 8)?,
            same_sex: row::yes_no(row, 9)?,
            guardian: row::yes_no(row, 10)?,
            step: row::word(row, 11)?,
            place: row.get(12)?,
            document_no: row.get(13)?,
            score: row.get(15)?,
        },
    };
    Ok(Stored { id: EventId(row.get(0)?), record })
}

impl Write<'_> {
    /// Adds a measure. Its derived columns are filled by [`Write::derive_measure`].
    pub fn add_measure(&self, person: PersonId, m: &Measure) -> Result<MeasureId, StorageError> {
        const SQL: &str = "INSERT INTO measure (person_id, measure, decision_no, decision_date, start, term_months, rehab_count, signatory, law, source, ended_on, end_reason, set_end, set_end_reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        self.run_measure(SQL, person.0, m)?;
        Ok(MeasureId(self.tx.last_insert_rowid()))
    }

    /// Replaces a measure's fields: only [`Write::change_measure`] does, which keeps the old ones.
    pub(super) fn update_measure(&self, id: MeasureId, m: &Measure) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE measure SET measure = ?2, decision_no = ?3, decision_date = ?4, start = ?5, term_months = ?6, rehab_count = ?7, signatory = ?8, law = ?9, source = ?10, ended_on = ?11, end_reason = ?12, set_end = ?13, set_end_reason = ?14 WHERE id = ?1";
        self.run_measure(SQL, id.0, m)
    }

    /// Binds a measure's fields; the first is the person of a new row, the row of one that is there.
    fn run_measure(&self, sql: &str, key: i64, m: &Measure) -> Result<(), StorageError> {
        self.tx.prepare_cached(sql)?.execute(params![
            key,
            m.code.code(),
            m.decision_no,
            m.decision_date.map(iso),
            iso(m.start),
            m.term_months,
            m.rehab_count,
            m.signatory,
            m.law.code(),
            m.source.map(Word::code),
            m.ended_on.map(iso),
            m.end_reason.map(Word::code),
            m.set_end.map(iso),
            m.set_end_reason,
        ])?;
        Ok(())
    }

    /// Adds an event.
    pub fn add_event(&self, person: PersonId, e: &Event) -> Result<EventId, StorageError> {
        const SQL: &str = "INSERT INTO event (person_id, kind, at, until, outcome, substance, text, ground, sample, same_sex, guardian, step, place, document_no, score) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        self.run_event(SQL, person.0, e)?;
        Ok(EventId(self.tx.last_insert_rowid()))
    }

    /// Replaces an event's fields: only [`Write::change_event`] does, which keeps the old ones.
    pub(super) fn update_event(&self, id: EventId, e: &Event) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE event SET kind = ?2, at = ?3, until = ?4, outcome = ?5, substance = ?6, text = ?7, ground = ?8, sample = ?9, same_sex = ?10, guardian = ?11, step = ?12, place = ?13, document_no = ?14, score = ?15 WHERE id = ?1";
        self.run_event(SQL, id.0, e)
    }

    /// Binds an event's fields; the first is the person of a new row, the row of one that is there.
    fn run_event(&self, sql: &str, key: i64, e: &Event) -> Result<(), StorageError> {
        let substances = (!e.substances.is_empty()).then(|| codes(&e.substances));
        self.tx.prepare_cached(sql)?.execute(params![
            key,
            e.kind.code(),
            iso_minute(e.at),
            e.until.map(iso),
            e.outcome.map(Word::code),
            substances,
            e.text,
            e.detail.ground.map(Word::code),
            e.detail.sample.map(Word::code),
            e.detail.same_sex.map(row::yes_no_word),
            e.detail.guardian.map(row::yes_no_word),
            e.detail.step.map(Word::code),
            e.detail.place,
            e.detail.document_no,
            e.detail.score,
        ])?;
        Ok(())
    }

    /// One case file as this transaction sees it.
    pub fn case(&self, id: PersonId) -> Result<Option<CaseFile>, StorageError> {
        load(&self.tx, id)
    }
}

fn load(conn: &Connection, id: PersonId) -> Result<Option<CaseFile>, StorageError> {
    let Some(person) = person::load(conn, id)? else { return Ok(None) };
    let sql = const_str(&[
        "SELECT ",
        MEASURE_COLUMNS,
        " FROM measure WHERE person_id = ?1 ORDER BY start, ended_on IS NULL, ended_on, id",
    ]);
    let mut statement = conn.prepare_cached(&sql)?;
    let measures =
        statement.query_and_then(params![id.0], read_measure)?.collect::<Result<Vec<_>, _>>()?;
    let sql = const_str(&[
        "SELECT ",
        EVENT_COLUMNS,
        " FROM living_event WHERE person_id = ?1 ORDER BY at, id",
    ]);
    let mut statement = conn.prepare_cached(&sql)?;
    let events =
        statement.query_and_then(params![id.0], read_event)?.collect::<Result<Vec<_>, _>>()?;
    Ok(Some(CaseFile { id, person, measures, events }))
}

/// One measure.
pub(super) fn measure(conn: &Connection, id: MeasureId) -> Result<Option<Measure>, StorageError> {
    let sql = const_str(&["SELECT ", MEASURE_COLUMNS, " FROM measure WHERE id = ?1"]);
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_row(params![id.0], |r| Ok(read_measure(r))).optional()?;
    Ok(found.transpose()?.map(|m| m.record))
}

/// One event, cancelled or not.
pub(super) fn event(conn: &Connection, id: EventId) -> Result<Option<Event>, StorageError> {
    let sql = const_str(&["SELECT ", EVENT_COLUMNS, " FROM event WHERE id = ?1"]);
    let mut statement = conn.prepare_cached(&sql)?;
    let found = statement.query_row(params![id.0], |r| Ok(read_event(r))).optional()?;
    Ok(found.transpose()?.map(|e| e.record))
}

/// A person's cancelled events.
pub(super) fn cancelled(
    conn: &Connection,
    id: PersonId,
) -> Result<Vec<CancelledEvent>, StorageError> {
    let sql = const_str(&[
        "SELECT ",
        EVENT_COLUMNS,
        ", cancelled_at, cancelled_by, cancel_reason FROM event WHERE person_id = ?1 AND cancelled_at IS NOT NULL ORDER BY at, id",
    ]);
    let mut statement = conn.prepare_cached(&sql)?;
    let rows = statement.query_and_then(params![id.0], |r| {
        Ok::<_, StorageError>(CancelledEvent {
            event: read_event(r)?,
            at: row::moment(r, 16)?.ok_or(StorageError::Damaged)?,
            by: r.get(17)?,
            reason: r.get(18)?,
        })
    })?;
    rows.collect()
}

/// Joins constant pieces of SQL (column lists are written once); no value ever comes in here.
fn const_str(parts: &[&'static str]) -> String {
    parts.concat()
}

/// Reads all case files in the order of their row ids, without holding more than one.
pub struct CaseReader<'a> {
    store: &'a Store,
    ids: std::vec::IntoIter<PersonId>,
}

impl Iterator for CaseReader<'_> {
    type Item = Result<CaseFile, StorageError>;

    fn next(&mut self) -> Option<Self::Item> {
        let id = self.ids.next()?;
        load(self.store.conn(), id).transpose()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ids.size_hint()
    }
}

impl ExactSizeIterator for CaseReader<'_> {}

impl Store {
    /// One case file.
    pub fn case(&self, id: PersonId) -> Result<Option<CaseFile>, StorageError> {
        load(self.conn(), id)
    }

    /// All case files, one after the other.
    pub fn cases(&self) -> Result<CaseReader<'_>, StorageError> {
        Ok(CaseReader { store: self, ids: self.person_ids()?.into_iter() })
    }
}
