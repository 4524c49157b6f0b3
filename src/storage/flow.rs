//! What the period's report reads: compact rows in the order the tables are walked.

use super::error::StorageError;
use super::open::Store;
use super::packed::{self, PackedPerson};
use super::row::{self, iso};
use crate::domain::id::PersonId;
use crate::domain::report::{ActivityEvent, Interval};
use crate::domain::word::Inflow;
use chrono::NaiveDate;
use rusqlite::params;

// A report reads indexes only, never the rows of a table (a test holds this): over 100,000 people
// that is the difference between a blink and a wait.
const INTERVALS: &str = "SELECT person_id, flow, id FROM measure INDEXED BY measure_flow WHERE flow IS NOT NULL ORDER BY person_id, flow";
const PEOPLE: &str = "SELECT id, traits, report_days FROM person INDEXED BY person_report WHERE merged_into IS NULL ORDER BY id";
const ACTIVITY: &str =
    "SELECT at, kind, outcome, person_id FROM living_event WHERE at >= ?1 AND at < ?2 ORDER BY at";
const MONITORING_MEASURES: &str = "SELECT person_id FROM measure WHERE measure = 'electronic_monitoring' AND start <= ?1 AND (ended_on IS NULL OR ended_on > ?1) AND end_reason IS NOT 'error' ORDER BY person_id";
const MONITORING_SWITCHES: &str = "SELECT person_id, outcome IS 'on' FROM living_event WHERE kind = 'monitoring' AND at < ?1 ORDER BY person_id, at, id";
const CLEARINGS: &str = "SELECT person_id, kind <> 'suspicion' FROM living_event WHERE (kind = 'suspicion' OR kind = 'suspicion_cleared' OR kind = 'death' OR kind = 'missing') AND at < ?1 ORDER BY person_id, at, id";

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

impl Store {
    /// Main measures that count and had not ended before `since`, in [`Interval::order`], and where
    /// everybody with a main measure that counts was first listed, by row id.
    pub fn each_interval(
        &self,
        since: NaiveDate,
        mut take: impl FnMut(Interval),
    ) -> Result<Vec<Listing>, StorageError> {
        let mut statement = self.conn().prepare_cached(INTERVALS)?;
        let mut rows = statement.query([])?;
        let mut listed: Vec<Listing> = Vec::new();
        // Those of one person that begin and end on the same days: the one entered first comes first.
        let mut alike: Vec<(i64, Interval)> = Vec::new();
        while let Some(r) = rows.next()? {
            let interval = packed::interval(PersonId(r.get(0)?), r.get(1)?)?;
            if listed.last().is_none_or(|before| before.person != interval.person) {
                let moved_in = interval.source == Some(Inflow::MovedIn);
                listed.push(Listing { person: interval.person, on: interval.start, moved_in });
            }
            if interval.ended_on.is_some_and(|end| end < since) {
                continue;
            }
            if alike.last().is_some_and(|(_, before)| before.order() != interval.order()) {
                alike.sort_unstable_by_key(|(id, _)| *id);
                alike.drain(..).for_each(|(_, each)| take(each));
            }
            alike.push((r.get(2)?, interval));
        }
        alike.sort_unstable_by_key(|(id, _)| *id);
        for (_, each) in alike {
            take(each);
        }
        Ok(listed)
    }

    /// What the report reads of everybody, by row id.
    pub fn packed_people(&self) -> Result<Vec<PackedPerson>, StorageError> {
        let mut statement = self.conn().prepare_cached(PEOPLE)?;
        let mut rows = statement.query([])?;
        let mut people = Vec::with_capacity(self.count_people()?);
        while let Some(r) = rows.next()? {
            people.push(PackedPerson::new(PersonId(r.get(0)?), r.get(1)?, r.get(2)?));
        }
        Ok(people)
    }

    /// Events of a stretch of days, both inclusive, in the order of time.
    pub fn each_activity(
        &self,
        from: NaiveDate,
        to: NaiveDate,
        mut take: impl FnMut(ActivityEvent),
    ) -> Result<(), StorageError> {
        let mut statement = self.conn().prepare_cached(ACTIVITY)?;
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
        let mut statement = self.conn().prepare_cached(MONITORING_MEASURES)?;
        let rows = statement.query_map(params![iso(day)], |r| r.get(0).map(PersonId))?;
        let mut monitored = rows.collect::<Result<Vec<_>, _>>()?;
        monitored.extend(self.last_says(MONITORING_SWITCHES, day)?);
        monitored.sort_unstable();
        monitored.dedup();
        Ok(monitored)
    }

    /// People who by the end of `day` are no suspects: cleared and not suspected again, dead, or
    /// declared missing.
    pub fn cleared_by(&self, day: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
        self.last_says(CLEARINGS, day)
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
        const SQL: &str = "SELECT (SELECT count(*) FROM person WHERE merged_into IS NULL), (SELECT count(*) FROM measure), (SELECT count(*) FROM living_event), (SELECT count(*) FROM journal)";
        Ok(self.conn().query_row(SQL, [], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::plan::steps;

    #[test]
    fn a_report_reads_indexes_only() {
        for sql in
            [INTERVALS, PEOPLE, ACTIVITY, MONITORING_MEASURES, MONITORING_SWITCHES, CLEARINGS]
        {
            let steps = steps(sql);
            assert!(steps.len() == 1 && steps[0].contains("COVERING INDEX"), "{sql}: {steps:?}");
        }
        let control = steps("SELECT name FROM person ORDER BY born");
        assert!(!control[0].contains("COVERING INDEX"));
    }
}
