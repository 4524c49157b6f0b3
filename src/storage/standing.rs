//! The derived tables `standing` and `deadline` and the derived columns of `measure`: written
//! whole for one person at a time, read by lists.

use super::error::StorageError;
use super::open::{Store, Write};
use super::packed;
use super::row::{self, iso, iso_second};
use crate::domain::case::Measure;
use crate::domain::date::{PartialDate, parse_partial};
use crate::domain::deadline::{Clock, Deadline};
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::report::ReportRow;
use crate::domain::word::{MeasureCode, RiskLevel, Sex, Word};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, Row, params};

/// A person as lists show him.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonLine {
    /// Row id.
    pub id: PersonId,
    /// File number.
    pub file_no: FileNo,
    /// Name.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Date of birth.
    pub born: PartialDate,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// Active main measure.
    pub measure: Option<MeasureCode>,
    /// Its end.
    pub measure_end: Option<NaiveDate>,
    /// Risk level.
    pub risk: Option<RiskLevel>,
    /// When the next duty falls due.
    pub next_due: Option<NaiveDateTime>,
    /// Officer in charge: login.
    pub officer: Option<String>,
}

/// What a standing is written from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DerivedStanding {
    /// Active main measure.
    pub measure: Option<MeasureCode>,
    /// Its end.
    pub measure_end: Option<NaiveDate>,
    /// When the next duty falls due.
    pub next_due: Option<NaiveDateTime>,
    /// The level of risk in force.
    pub risk: Option<RiskLevel>,
    /// The assessment that says so: row id.
    pub assessment: Option<i64>,
    /// The day on which it has to be made again.
    pub risk_due: Option<NaiveDate>,
}

/// A running clock as the work list shows it.
#[derive(Clone)]
pub struct DeadlineRow {
    /// The deadline.
    pub deadline: Deadline,
    /// The person.
    pub id: PersonId,
    /// File number.
    pub file_no: FileNo,
    /// Name.
    pub name: String,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// Date of birth as far as known.
    pub born: PartialDate,
    /// Risk level.
    pub risk: Option<RiskLevel>,
}

/// How many deadlines of a rank fall due in a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankCount {
    /// Rank on the work list.
    pub rank: u8,
    /// Which of the stretches asked for.
    pub stretch: usize,
    /// How many.
    pub count: usize,
}

impl Write<'_> {
    /// Writes the derived columns of a measure: its computed end, and how the stock-flow table
    /// counts it, in which row; `None` = nowhere.
    pub fn derive_measure(
        &self,
        id: MeasureId,
        measure: &Measure,
        computed_end: Option<NaiveDate>,
        report_row: Option<ReportRow>,
    ) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE measure SET computed_end = ?2, flow = ?3 WHERE id = ?1 AND (computed_end IS NOT ?2 OR flow IS NOT ?3)";
        let flow = report_row.map(|row| packed::measure(row, measure));
        self.tx.prepare_cached(SQL)?.execute(params![id.0, computed_end.map(iso), flow])?;
        Ok(())
    }

    /// Writes a person's standing.
    pub fn derive_standing(&self, id: PersonId, new: &DerivedStanding) -> Result<(), StorageError> {
        const ADD: &str = "INSERT INTO standing (person_id, measure, measure_end, next_due, risk, assessment, risk_due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        const CHANGE: &str = "UPDATE standing SET measure = ?2, measure_end = ?3, next_due = ?4, risk = ?5, assessment = ?6, risk_due = ?7 WHERE person_id = ?1";
        // Adding and changing in one statement opens a journal in memory for each.
        let held = "SELECT 1 FROM standing WHERE person_id = ?1";
        let held = self.tx.prepare_cached(held)?.exists(params![id.0])?;
        self.tx.prepare_cached(if held { CHANGE } else { ADD })?.execute(params![
            id.0,
            new.measure.map(Word::code),
            new.measure_end.map(iso),
            new.next_due.map(iso_second),
            new.risk.map(Word::code),
            new.assessment,
            new.risk_due.map(iso),
        ])?;
        Ok(())
    }

    /// Replaces a person's running clocks; each with its rank on the work list.
    pub fn derive_deadlines(
        &self,
        id: PersonId,
        deadlines: &[(Deadline, u8)],
    ) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO deadline (person_id, clock, due, shown_from, start_fact, rank, holidays_unknown) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        // A person just added has none, and even a DELETE of nothing opens a temporary table.
        let held = "SELECT 1 FROM deadline WHERE person_id = ?1 LIMIT 1";
        if self.tx.prepare_cached(held)?.exists(params![id.0])? {
            self.tx
                .prepare_cached("DELETE FROM deadline WHERE person_id = ?1")?
                .execute(params![id.0])?;
        }
        let mut statement = self.tx.prepare_cached(SQL)?;
        for (d, rank) in deadlines {
            statement.execute(params![
                id.0,
                d.clock.code(),
                iso_second(d.due),
                iso(d.shown_from),
                iso(d.from),
                rank,
                d.holidays_unknown
            ])?;
        }
        Ok(())
    }

    /// Notes with which rules what is derived was built.
    pub fn set_derived_rules(&self, version: &str) -> Result<(), StorageError> {
        self.tx.execute("UPDATE registry SET derived_rules = ?1", params![derived_by(version)])?;
        Ok(())
    }
}

/// What decides the derived rows and columns: the rules, and how numbers are packed.
fn derived_by(version: &str) -> String {
    format!("{version}.{}", packed::layout())
}

const STANDING: &str = "SELECT p.id, p.file_no, p.name, p.sex, p.born, p.hamlet, s.measure, s.measure_end, s.risk, s.next_due, p.assigned_to
    FROM person p JOIN standing s ON s.person_id = p.id WHERE p.id = ?1";

fn read_standing(row: &Row<'_>) -> Result<PersonLine, StorageError> {
    let file: String = row.get(1)?;
    let born: String = row.get(4)?;
    Ok(PersonLine {
        id: PersonId(row.get(0)?),
        file_no: FileNo::parse(&file).ok_or(StorageError::Damaged)?,
        name: row.get(2)?,
        sex: row::word(row, 3)?.ok_or(StorageError::Damaged)?,
        born: parse_partial(&born).map_err(|_| StorageError::Damaged)?,
        hamlet: row.get(5)?,
        measure: row::word(row, 6)?,
        measure_end: row::day(row, 7)?,
        risk: row::word(row, 8)?,
        next_due: row::moment(row, 9)?,
        officer: row.get(10)?,
    })
}

impl Store {
    /// One person as lists show him.
    pub fn standing(&self, id: PersonId) -> Result<Option<PersonLine>, StorageError> {
        let mut statement = self.conn().prepare_cached(STANDING)?;
        statement.query_row(params![id.0], |r| Ok(read_standing(r))).optional()?.transpose()
    }

    /// Whether what is derived was built with these rules, and packed as this program packs.
    pub fn is_derived_with(&self, version: &str) -> Result<bool, StorageError> {
        const SQL: &str = "SELECT derived_rules IS ?1 FROM registry";
        Ok(self.conn().query_row(SQL, params![derived_by(version)], |r| r.get(0))?)
    }

    /// Counts, by rank, the deadlines that are due before each bound (bounds ascending, exclusive)
    /// and shown by `on`: stretch i lies between bound i−1 and bound i.
    pub fn count_deadlines(
        &self,
        on: NaiveDate,
        bounds: &[NaiveDateTime],
    ) -> Result<Vec<RankCount>, StorageError> {
        const SQL: &str = "SELECT count(*) FROM deadline WHERE rank = ?1 AND due >= ?2 AND due < ?3 AND shown_from <= ?4";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut counts = Vec::new();
        for rank in 0..=9u8 {
            let mut lower = String::new();
            for (stretch, bound) in bounds.iter().enumerate() {
                let upper = iso_second(*bound);
                let count: i64 =
                    statement.query_row(params![rank, lower, upper, iso(on)], |r| r.get(0))?;
                counts.push(RankCount { rank, stretch, count: count as usize });
                lower = upper;
            }
        }
        Ok(counts)
    }

    /// The deadlines of one rank due in [`from`, `to`), earliest first, at most `limit`.
    pub fn deadlines_due(
        &self,
        rank: u8,
        from: Option<NaiveDateTime>,
        to: NaiveDateTime,
        on: NaiveDate,
        limit: usize,
    ) -> Result<Vec<DeadlineRow>, StorageError> {
        const SQL: &str = "SELECT d.clock, d.due, d.shown_from, d.start_fact, d.holidays_unknown, p.id, p.file_no, p.name, p.hamlet, s.risk, p.born
            FROM deadline d JOIN person p ON p.id = d.person_id JOIN standing s ON s.person_id = d.person_id
            WHERE d.rank = ?1 AND d.due >= ?2 AND d.due < ?3 AND d.shown_from <= ?4 ORDER BY d.due, d.person_id, d.clock LIMIT ?5";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let from = from.map(iso_second).unwrap_or_default();
        let rows = statement.query_and_then(
            params![rank, from, iso_second(to), iso(on), limit as i64],
            |row| {
                let code: String = row.get(0)?;
                let file: String = row.get(6)?;
                let born: String = row.get(10)?;
                Ok::<_, StorageError>(DeadlineRow {
                    deadline: Deadline {
                        clock: Clock::from_code(&code).ok_or(StorageError::Damaged)?,
                        due: row::moment(row, 1)?.ok_or(StorageError::Damaged)?,
                        shown_from: row::some_day(row, 2)?,
                        from: row::some_day(row, 3)?,
                        holidays_unknown: row.get(4)?,
                    },
                    id: PersonId(row.get(5)?),
                    file_no: FileNo::parse(&file).ok_or(StorageError::Damaged)?,
                    name: row.get(7)?,
                    hamlet: row.get(8)?,
                    born: parse_partial(&born).map_err(|_| StorageError::Damaged)?,
                    risk: row::word(row, 9)?,
                })
            },
        )?;
        rows.collect()
    }
}
