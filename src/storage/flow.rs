//! What the period's report reads: compact rows in the order the tables are walked.

use super::error::StorageError;
use super::open::Store;
use super::row::{self, iso};
use crate::domain::date::{PartialDate, parse_partial};
use crate::domain::id::PersonId;
use crate::domain::report::{ActivityEvent, Interval, SubstanceSet};
use crate::domain::word::{Education, Inflow, OccupationGroup, Route, Sex};
use chrono::NaiveDate;
use rusqlite::params;

/// What the report reads of a person.
#[derive(Clone, Copy)]
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
    pub substances: SubstanceSet,
    /// Route.
    pub route: Option<Route>,
    /// Year use began.
    pub use_since: Option<i32>,
    /// First detected.
    pub detected_on: Option<PartialDate>,
}

fn partial(row: &rusqlite::Row<'_>, index: usize) -> Result<Option<PartialDate>, StorageError> {
    let Some(text) = row.get_ref(index)?.as_str_or_null().map_err(|_| StorageError::Damaged)?
    else {
        return Ok(None);
    };
    parse_partial(text).map(Some).map_err(|_| StorageError::Damaged)
}

impl Store {
    /// Main measures that count and had not ended before `since`, in [`Interval::order`]. Their row
    /// in the table was derived when they were written.
    pub fn each_interval(
        &self,
        since: NaiveDate,
        mut take: impl FnMut(Interval),
    ) -> Result<(), StorageError> {
        const SQL: &str = "SELECT person_id, start, report_row, ended_on, end_reason, source FROM measure INDEXED BY measure_flow
            WHERE report_row IS NOT NULL AND (ended_on IS NULL OR ended_on >= ?1) ORDER BY person_id, start, ended_on IS NULL, ended_on, id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query(params![iso(since)])?;
        while let Some(r) = rows.next()? {
            take(Interval {
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

    /// Of everybody with a main measure that counts: the start of the first, and whether it says
    /// "chuyển đến". By row id.
    pub fn first_listings(&self) -> Result<Vec<(PersonId, NaiveDate, bool)>, StorageError> {
        const SQL: &str = "SELECT person_id, min(start), source FROM measure INDEXED BY measure_flow WHERE report_row IS NOT NULL GROUP BY person_id ORDER BY person_id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        let mut listed = Vec::new();
        while let Some(r) = rows.next()? {
            let source: Option<Inflow> = row::word(r, 2)?;
            listed.push((
                PersonId(r.get(0)?),
                row::some_day(r, 1)?,
                source == Some(Inflow::MovedIn),
            ));
        }
        Ok(listed)
    }

    /// What the report reads of every person, by row id.
    pub fn each_attributes(&self, mut take: impl FnMut(AttributeRow)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT id, sex, born, psychosis_seen_on, education, occupation_group, substances, route, use_since, detected_on FROM person INDEXED BY person_report ORDER BY id";
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
                substances: row::words(r, 6)?.into_iter().collect(),
                route: row::word(r, 7)?,
                use_since: r.get(8)?,
                detected_on: partial(r, 9)?,
            });
        }
        Ok(())
    }

    /// Events of a stretch of days, both inclusive, in the order of time.
    pub fn each_activity(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        mut take: impl FnMut(ActivityEvent),
    ) -> Result<(), StorageError> {
        const SQL: &str = "SELECT at, kind, outcome, person_id FROM living_event WHERE at >= ?1 AND at < ?2 ORDER BY at";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let end = to.succ_opt().unwrap_or(to);
        let mut rows = statement.query(params![iso(from), iso(end)])?;
        while let Some(r) = rows.next()? {
            take(ActivityEvent {
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
            SELECT person_id FROM living_event e WHERE kind = 'monitoring' AND at < ?2 AND outcome = 'on'
                AND NOT EXISTS (SELECT 1 FROM living_event l WHERE l.person_id = e.person_id AND l.kind = 'monitoring' AND l.at < ?2 AND (l.at > e.at OR (l.at = e.at AND l.id > e.id)))
            ORDER BY 1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let next = iso(day.succ_opt().unwrap_or(day));
        let rows = statement.query_map(params![iso(day), next], |r| r.get(0).map(PersonId))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    }

    /// People whose suspicion was cleared by the end of `day` and not raised again since.
    pub fn cleared_by(&self, day: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
        const SQL: &str = "SELECT person_id FROM living_event e WHERE kind = 'suspicion_cleared' AND at < ?1
                AND NOT EXISTS (SELECT 1 FROM living_event l WHERE l.person_id = e.person_id AND l.kind IN ('suspicion', 'suspicion_cleared') AND l.at < ?1 AND (l.at > e.at OR (l.at = e.at AND l.id > e.id)))
            ORDER BY 1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let next = iso(day.succ_opt().unwrap_or(day));
        let rows = statement.query_map(params![next], |r| r.get(0).map(PersonId))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    }

    /// Every journal and person count a check shows: (people, measures, events, journal entries).
    pub fn sizes(&self) -> Result<[i64; 4], StorageError> {
        const SQL: &str = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM measure), (SELECT count(*) FROM living_event), (SELECT count(*) FROM journal)";
        Ok(self.conn().query_row(SQL, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?)
    }
}
