//! What the period's report reads: compact rows in the order the tables are walked.

use super::error::StorageError;
use super::open::Store;
use super::row::{self, iso};
use crate::domain::date::{PartialDate, parse_partial};
use crate::domain::id::PersonId;
use crate::domain::word::{Education, EndReason, EventKind, Inflow, OccupationGroup, Outcome, Route, Sex, Substance, Word};
use chrono::NaiveDate;
use rusqlite::params;

/// A main measure as the stock-flow table reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlowRow<R> {
    /// The person.
    pub person: PersonId,
    /// Row of the table.
    pub row: R,
    /// First day.
    pub start: NaiveDate,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
    /// Why.
    pub end_reason: Option<EndReason>,
    /// Where it came from.
    pub source: Option<Inflow>,
}

/// What the report reads of a person.
#[derive(Clone)]
pub struct AttributeRow {
    /// The person.
    pub person: PersonId,
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub born: PartialDate,
    /// When psychosis signs were last seen.
    pub psychosis_seen_on: Option<PartialDate>,
    /// Education.
    pub education: Option<Education>,
    /// Occupation group.
    pub occupation_group: Option<OccupationGroup>,
    /// Substances.
    pub substances: Vec<Substance>,
    /// Route.
    pub route: Option<Route>,
    /// Year use began.
    pub use_since: Option<i32>,
    /// First detected.
    pub detected_on: Option<PartialDate>,
}

/// An event as the activity counters read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityRow {
    /// The person.
    pub person: PersonId,
    /// Kind.
    pub kind: EventKind,
    /// Result.
    pub outcome: Option<Outcome>,
    /// Day.
    pub at: NaiveDate,
}

fn partial(row: &rusqlite::Row<'_>, index: usize) -> Result<Option<PartialDate>, StorageError> {
    let Some(text) = row.get_ref(index)?.as_str_or_null().map_err(|_| StorageError::Damaged)? else { return Ok(None) };
    parse_partial(text).map(Some).map_err(|_| StorageError::Damaged)
}

impl Store {
    /// Main measures that count and had not ended before `since`, by person and start. Their row
    /// in the table was derived when they were written.
    pub fn each_flow<R: Word>(&self, since: NaiveDate, mut take: impl FnMut(FlowRow<R>)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT person_id, start, report_row, ended_on, end_reason, source FROM measure INDEXED BY measure_flow
            WHERE report_row IS NOT NULL AND (ended_on IS NULL OR ended_on >= ?1) ORDER BY person_id, start";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query(params![iso(since)])?;
        while let Some(r) = rows.next()? {
            take(FlowRow {
                person: PersonId(r.get(0)?),
                start: row::some_day(r, 1)?,
                row: row::word(r, 2)?.ok_or(StorageError::Damaged)?,
                ended_on: row::day(r, 3)?,
                end_reason: row::word(r, 4)?,
                source: row::word(r, 5)?,
            });
        }
        Ok(())
    }

    /// What the report reads of every person, by row id.
    pub fn each_attributes(&self, mut take: impl FnMut(AttributeRow)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT id, sex, born, psychosis_seen_on, education, occupation_group, substances, route, use_since, detected_on FROM person ORDER BY id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            take(AttributeRow {
                person: PersonId(r.get(0)?),
                sex: row::word(r, 1)?.ok_or(StorageError::Damaged)?,
                born: partial(r, 2)?.ok_or(StorageError::Damaged)?,
                psychosis_seen_on: partial(r, 3)?,
                education: row::word(r, 4)?,
                occupation_group: row::word(r, 5)?,
                substances: row::words(r, 6)?,
                route: row::word(r, 7)?,
                use_since: r.get(8)?,
                detected_on: partial(r, 9)?,
            });
        }
        Ok(())
    }

    /// Events of a stretch of days, both inclusive, in the order of time.
    pub fn each_activity(&self, from: NaiveDate, to: NaiveDate, mut take: impl FnMut(ActivityRow)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT at, kind, outcome, person_id FROM event WHERE at >= ?1 AND at < ?2 ORDER BY at";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let end = to.succ_opt().unwrap_or(to);
        let mut rows = statement.query(params![iso(from), iso(end)])?;
        while let Some(r) = rows.next()? {
            take(ActivityRow {
                at: row::moment(r, 0)?.ok_or(StorageError::Damaged)?.date(),
                kind: row::word(r, 1)?.ok_or(StorageError::Damaged)?,
                outcome: row::word(r, 2)?,
                person: PersonId(r.get(3)?),
            });
        }
        Ok(())
    }

    /// People under electronic monitoring on `day`: a monitoring measure or the last switch on.
    pub fn monitored_on(&self, day: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
        const SQL: &str = "SELECT person_id FROM measure WHERE measure = 'electronic_monitoring' AND start <= ?1 AND (ended_on IS NULL OR ended_on > ?1) AND coalesce(end_reason, '') <> 'error'
            UNION
            SELECT person_id FROM event e WHERE kind = 'monitoring' AND at < ?2 AND outcome = 'on'
                AND NOT EXISTS (SELECT 1 FROM event l WHERE l.person_id = e.person_id AND l.kind = 'monitoring' AND l.at < ?2 AND (l.at > e.at OR (l.at = e.at AND l.id > e.id)))
            ORDER BY 1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let next = iso(day.succ_opt().unwrap_or(day));
        let rows = statement.query_map(params![iso(day), next], |r| r.get(0).map(PersonId))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    }

    /// Every journal and person count a check shows: (people, measures, events, journal entries).
    pub fn sizes(&self) -> Result<[i64; 4], StorageError> {
        const SQL: &str = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM measure), (SELECT count(*) FROM event), (SELECT count(*) FROM journal)";
        Ok(self.conn().query_row(SQL, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?)
    }
}
