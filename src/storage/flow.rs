//! What the period's report reads: compact rows in the order the tables are walked.

use super::error::StorageError;
use super::open::Store;
use super::row::{self, iso};
use crate::domain::date::PartialDate;
use crate::domain::id::PersonId;
use crate::domain::report::{ActivityEvent, Interval, SubstanceSet};
use crate::domain::word::{Education, Inflow, OccupationGroup, Route, Sex};
use chrono::NaiveDate;
use rusqlite::params;
use rusqlite::types::ValueRef;

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

/// Where a person first stands on the list.
#[derive(Clone, Copy)]
pub struct Listing {
    /// The person.
    pub person: PersonId,
    /// The first day.
    pub on: NaiveDate,
    /// His first measure says "chuyển đến".
    pub moved_in: bool,
}

fn partial(row: &rusqlite::Row<'_>, index: usize) -> Result<Option<PartialDate>, StorageError> {
    let text = match row.get_ref(index)? {
        ValueRef::Null => return Ok(None),
        ValueRef::Text(text) => text,
        _ => return Err(StorageError::Damaged),
    };
    let year = || Ok::<_, StorageError>(row::digits(text, 0..4)? as i32);
    Ok(Some(match text.len() {
        4 => PartialDate::Year(year()?),
        7 => PartialDate::Month(year()?, row::digits(text, 5..7)?),
        _ => PartialDate::Day(row::read_day(text)?),
    }))
}

impl Store {
    /// Main measures that count and had not ended before `since`, by person and start, and where
    /// everybody with a main measure that counts was first listed, by row id. A measure's row in the
    /// table was derived when it was written. [`Interval::order`] is the caller's: of two that start
    /// on one day SQLite would sort person by person, at a hundred times the cost.
    pub fn each_interval(
        &self,
        since: NaiveDate,
        mut take: impl FnMut(Interval),
    ) -> Result<Vec<Listing>, StorageError> {
        const SQL: &str = "SELECT person_id, start, report_row, ended_on, end_reason, source FROM measure INDEXED BY measure_flow
            WHERE report_row IS NOT NULL ORDER BY person_id, start, id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        let mut listed: Vec<Listing> = Vec::new();
        while let Some(r) = rows.next()? {
            let person = PersonId(r.get(0)?);
            let first = listed.last().is_none_or(|before| before.person != person);
            let ended_on = row::day(r, 3)?;
            let reaches = ended_on.is_none_or(|end| end >= since);
            if !first && !reaches {
                continue;
            }
            let (start, source) = (row::some_day(r, 1)?, row::word(r, 5)?);
            if first {
                let moved_in = source == Some(Inflow::MovedIn);
                listed.push(Listing { person, on: start, moved_in });
            }
            if reaches {
                let row = row::word(r, 2)?.ok_or(StorageError::Damaged)?;
                let end_reason = row::word(r, 4)?;
                take(Interval { person, row, start, ended_on, end_reason, source });
            }
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
                substances: row::words(r, 6)?,
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
        const MEASURES: &str = "SELECT person_id FROM measure WHERE measure = 'electronic_monitoring' AND start <= ?1 AND (ended_on IS NULL OR ended_on > ?1) AND end_reason IS NOT 'error' ORDER BY person_id";
        const EVENTS: &str = "SELECT person_id, outcome IS 'on' FROM living_event WHERE kind = 'monitoring' AND at < ?1 ORDER BY person_id, at, id";
        let mut statement = self.conn().prepare_cached(MEASURES)?;
        let rows = statement.query_map(params![iso(day)], |r| r.get(0).map(PersonId))?;
        let mut monitored = rows.collect::<Result<Vec<_>, _>>()?;
        monitored.extend(self.last_says(EVENTS, day)?);
        monitored.sort_unstable();
        monitored.dedup();
        Ok(monitored)
    }

    /// People who by the end of `day` are no suspects: cleared and not suspected again, dead, or
    /// declared missing.
    pub fn cleared_by(&self, day: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
        const SQL: &str = "SELECT person_id, kind <> 'suspicion' FROM living_event WHERE (kind = 'suspicion' OR kind = 'suspicion_cleared' OR kind = 'death' OR kind = 'missing') AND at < ?1 ORDER BY person_id, at, id";
        self.last_says(SQL, day)
    }

    /// Of (person, yes or no) rows up to the end of `day`: the people whose last row says yes.
    fn last_says(&self, sql: &'static str, day: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params![iso(day.succ_opt().unwrap_or(day))])?;
        let mut last: Vec<(PersonId, bool)> = Vec::new();
        while let Some(r) = rows.next()? {
            let (person, says) = (PersonId(r.get(0)?), r.get(1)?);
            match last.last_mut().filter(|(before, _)| *before == person) {
                Some((_, before)) => *before = says,
                None => last.push((person, says)),
            }
        }
        Ok(last.into_iter().filter(|(_, says)| *says).map(|(person, _)| person).collect())
    }

    /// Every journal and person count a check shows: (people, measures, events, journal entries).
    pub fn sizes(&self) -> Result<[i64; 4], StorageError> {
        const SQL: &str = "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM measure), (SELECT count(*) FROM living_event), (SELECT count(*) FROM journal)";
        Ok(self.conn().query_row(SQL, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?)
    }
}
