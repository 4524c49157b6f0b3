//! Tables `assessment` and `risk_rules`: what each assessment found, by which facts and under which
//! rules, so that an old one can be explained, and made again, for good.

use super::error::StorageError;
use super::open::{Store, Write};
use super::risk_packed;
use super::row::{self, iso, iso_minute};
use crate::domain::date::{PartialDate, parse_partial};
use crate::domain::id::{EventId, PersonId};
use crate::domain::risk::{Assessment, Factor, RiskBrief, RiskFacts};
use crate::domain::word::{RiskLevel, Sex, Word};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, Row, params};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;

/// A rule set as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskRulesRow {
    /// Row id.
    pub id: i64,
    /// Its version.
    pub version: String,
    /// Hash of its text.
    pub sha256: String,
    /// Its text: TOML in its one form.
    pub content: String,
    /// First day in force; none for the program's own.
    pub in_force_from: Option<NaiveDate>,
    /// Why it was set.
    pub reason: Option<String>,
    /// By whom: login; none for the program's own.
    pub officer: Option<String>,
    /// When.
    pub at: NaiveDateTime,
}

/// An assessment as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct AssessmentRow {
    /// Row id.
    pub id: i64,
    /// The day judged.
    pub on: NaiveDate,
    /// When it was made.
    pub at: NaiveDateTime,
    /// Whose act led to it, or who opened the registry that day: login.
    pub officer: String,
    /// The rule set: row id.
    pub rules: i64,
    /// The level by the rules.
    pub computed: RiskLevel,
    /// The level in force.
    pub level: RiskLevel,
    /// An officer's own level that held: level, last day, its entry.
    pub own: Option<(RiskLevel, NaiveDate, EventId)>,
    /// What it found, canonical JSON.
    pub findings: String,
    /// The facts it read.
    pub facts: RiskFacts,
}

/// Who and when, of what an act leads to.
#[derive(Debug, Clone, Copy)]
pub struct MadeBy<'a> {
    /// Login.
    pub officer: &'a str,
    /// When.
    pub at: NaiveDateTime,
    /// The rule set in force: row id.
    pub rules: i64,
}

/// Somebody's level beside what the fairness page groups by.
pub struct LevelRow {
    /// Level in force.
    pub level: RiskLevel,
    /// Sex.
    pub sex: Sex,
    /// Date of birth as far as known.
    pub born: PartialDate,
    /// Hamlet.
    pub hamlet: Option<String>,
    /// Ethnicity; counted as Kinh or other and never named.
    pub ethnicity: Option<String>,
}

/// Somebody's standing beside the facts it was assessed by.
pub struct AssessedRow {
    /// Who.
    pub person: PersonId,
    /// The assessment in force.
    pub assessment: AssessmentRow,
    /// The day on which it has to be made again.
    pub due: Option<NaiveDate>,
}

const COLUMNS: &str = "a.id, a.on_day, a.made_at, a.officer, a.rules, a.computed, a.level, a.own_level, a.own_until, a.own_event, a.findings, a.facts";

fn read(row: &Row<'_>, first: usize) -> Result<AssessmentRow, StorageError> {
    let own = row::word(row, first + 7)?
        .zip(row::day(row, first + 8)?)
        .zip(row.get::<_, Option<i64>>(first + 9)?)
        .map(|((level, until), event)| (level, until, EventId(event)));
    let facts = row.get_ref(first + 11)?.as_blob().map_err(|_| StorageError::Damaged)?;
    Ok(AssessmentRow {
        id: row.get(first)?,
        on: row::some_day(row, first + 1)?,
        at: row::moment(row, first + 2)?.ok_or(StorageError::Damaged)?,
        officer: row.get(first + 3)?,
        rules: row.get(first + 4)?,
        computed: row::word(row, first + 5)?.ok_or(StorageError::Damaged)?,
        level: row::word(row, first + 6)?.ok_or(StorageError::Damaged)?,
        own,
        findings: row.get(first + 10)?,
        facts: risk_packed::unpack(facts).ok_or(StorageError::Damaged)?,
    })
}

/// What a list needs of the findings ([`Assessment::canonical`]): factor, points, its facts unread.
#[derive(Deserialize)]
struct Findings {
    fired: Vec<(String, i32, IgnoredAny)>,
    floor: Option<String>,
    points: i32,
}

fn read_brief(row: &Row<'_>) -> Result<RiskBrief, StorageError> {
    let level = |at| row::word::<RiskLevel>(row, at)?.ok_or(StorageError::Damaged);
    let found: String = row.get(3)?;
    let found: Findings = serde_json::from_str(&found).map_err(|_| StorageError::Damaged)?;
    let factor =
        |(code, points, _): (String, i32, IgnoredAny)| Some((Factor::from_code(&code)?, points));
    let fired: Option<Vec<_>> = found.fired.into_iter().map(factor).collect();
    let levels = (level(0)?, level(1)?, row.get(2)?);
    let floor = found.floor.as_deref().and_then(RiskLevel::from_code);
    Ok(RiskBrief::new(levels, floor, found.points, fired.ok_or(StorageError::Damaged)?))
}

impl AssessmentRow {
    /// Whether it says what this one says.
    pub fn says(&self, found: &Assessment, findings: &str) -> bool {
        let own = found.holding().map(|o| (o.level, o.until, o.event));
        (self.computed, self.level) == (found.computed, found.level())
            && self.own == own
            && self.findings == findings
    }
}

impl Write<'_> {
    /// Keeps an assessment; gives its row id.
    pub fn add_assessment(
        &self,
        person: PersonId,
        facts: &RiskFacts,
        found: &Assessment,
        findings: &str,
        by: &MadeBy<'_>,
    ) -> Result<i64, StorageError> {
        const SQL: &str = "INSERT INTO assessment (person_id, on_day, made_at, officer, rules, computed, level, own_level, own_until, own_event, findings, facts)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let own = found.holding();
        self.tx.prepare_cached(SQL)?.execute(params![
            person.0,
            iso(found.on),
            iso_minute(by.at),
            by.officer,
            by.rules,
            found.computed.code(),
            found.level().code(),
            own.map(|o| o.level.code()),
            own.map(|o| iso(o.until)),
            own.map(|o| o.event.0),
            findings,
            risk_packed::pack(facts)
        ])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// The assessment in force of a person.
    pub fn assessment_of(&self, person: PersonId) -> Result<Option<AssessmentRow>, StorageError> {
        current(&self.tx, person)
    }

    /// Writes only what an assessment changes of a standing whose level stays.
    pub fn derive_assessment(
        &self,
        person: PersonId,
        assessment: i64,
        due: Option<NaiveDate>,
    ) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE standing SET assessment = ?2, risk_due = ?3 WHERE person_id = ?1";
        self.tx.prepare_cached(SQL)?.execute(params![person.0, assessment, due.map(iso)])?;
        Ok(())
    }

    /// Keeps a rule set, or finds it where the program's own is kept already; its row id.
    pub fn keep_risk_rules(&self, new: &RiskRulesRow) -> Result<i64, StorageError> {
        const FIND: &str =
            "SELECT id FROM risk_rules WHERE sha256 = ?1 AND officer IS NULL ORDER BY id LIMIT 1";
        const ADD: &str = "INSERT INTO risk_rules (version, sha256, content, in_force_from, reason, officer, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        if new.officer.is_none() {
            let found = self.tx.prepare_cached(FIND)?.query_row(params![new.sha256], |r| r.get(0));
            if let Some(id) = found.optional()? {
                return Ok(id);
            }
        }
        self.tx.prepare_cached(ADD)?.execute(params![
            new.version,
            new.sha256,
            new.content,
            new.in_force_from.map(iso),
            new.reason,
            new.officer,
            iso_minute(new.at)
        ])?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Notes up to which day levels were renewed.
    pub fn set_risk_day(&self, day: NaiveDate) -> Result<(), StorageError> {
        self.tx.execute("UPDATE registry SET risk_day = ?1", params![iso(day)])?;
        Ok(())
    }
}

fn current(
    conn: &rusqlite::Connection,
    person: PersonId,
) -> Result<Option<AssessmentRow>, StorageError> {
    let sql = [
        "SELECT ",
        COLUMNS,
        " FROM standing s JOIN assessment a ON a.id = s.assessment WHERE s.person_id = ?1",
    ]
    .concat();
    let mut statement = conn.prepare_cached(&sql)?;
    statement.query_row(params![person.0], |r| Ok(read(r, 0))).optional()?.transpose()
}

/// Levels set by hand: by whom, what was computed, what was set.
pub(super) const BY_OFFICER: &str = "SELECT j.officer, a.computed, a.own_level
    FROM (SELECT own_event, min(id) AS id FROM assessment WHERE own_event IS NOT NULL GROUP BY own_event) f
    JOIN assessment a ON a.id = f.id
    JOIN journal j ON j.object = 'event' AND j.object_id = a.own_event AND j.act = 'event_recorded'";

impl Store {
    /// The assessment in force of a person.
    pub fn assessment_of(&self, person: PersonId) -> Result<Option<AssessmentRow>, StorageError> {
        current(self.conn(), person)
    }

    /// The assessment in force of a person in a line, with the points it found then: under the rules
    /// it was made by. None = not assessed.
    pub fn risk_brief(&self, person: PersonId) -> Result<Option<RiskBrief>, StorageError> {
        const SQL: &str = "SELECT a.level, a.computed, a.own_level IS NOT NULL, a.findings FROM standing s JOIN assessment a ON a.id = s.assessment WHERE s.person_id = ?1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        statement.query_row(params![person.0], |r| Ok(read_brief(r))).optional()?.transpose()
    }

    /// Every assessment of a person, the oldest first.
    pub fn assessments(&self, person: PersonId) -> Result<Vec<AssessmentRow>, StorageError> {
        let sql = ["SELECT ", COLUMNS, " FROM assessment a WHERE a.person_id = ?1 ORDER BY a.id"];
        let mut statement = self.conn().prepare_cached(&sql.concat())?;
        statement.query_and_then(params![person.0], |r| read(r, 0))?.collect()
    }

    /// Walks everybody who is assessed, or only those whose assessment is due by a day.
    pub fn each_assessed(
        &self,
        due_by: Option<NaiveDate>,
        mut take: impl FnMut(AssessedRow),
    ) -> Result<(), StorageError> {
        const TAIL: &str = " FROM standing s JOIN assessment a ON a.id = s.assessment WHERE s.risk_due <= ?1 OR ?1 IS NULL";
        let sql = ["SELECT s.person_id, s.risk_due, ", COLUMNS, TAIL].concat();
        let mut statement = self.conn().prepare_cached(&sql)?;
        let mut rows = statement.query(params![due_by.map(iso)])?;
        while let Some(r) = rows.next()? {
            take(AssessedRow {
                person: PersonId(r.get(0)?),
                due: row::day(r, 1)?,
                assessment: read(r, 2)?,
            });
        }
        Ok(())
    }

    /// Walks facts and level of everybody who is assessed: all that a batch needs.
    pub fn each_risk_facts(
        &self,
        mut take: impl FnMut(PersonId, RiskLevel, RiskFacts),
    ) -> Result<(), StorageError> {
        const SQL: &str = "SELECT s.person_id, a.level, a.facts FROM standing s JOIN assessment a ON a.id = s.assessment";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let facts = r.get_ref(2)?.as_blob().map_err(|_| StorageError::Damaged)?;
            let facts = risk_packed::unpack(facts).ok_or(StorageError::Damaged)?;
            let level = row::word(r, 1)?.ok_or(StorageError::Damaged)?;
            take(PersonId(r.get(0)?), level, facts);
        }
        Ok(())
    }

    /// Walks the level of everybody who is assessed, with what the fairness page groups by.
    pub fn each_level(&self, mut take: impl FnMut(LevelRow)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT s.risk, p.sex, p.born, p.hamlet, p.ethnicity FROM standing s JOIN person p ON p.id = s.person_id WHERE s.risk IS NOT NULL";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let born: String = r.get(2)?;
            take(LevelRow {
                level: row::word(r, 0)?.ok_or(StorageError::Damaged)?,
                sex: row::word(r, 1)?.ok_or(StorageError::Damaged)?,
                born: parse_partial(&born).map_err(|_| StorageError::Damaged)?,
                hamlet: r.get(3)?,
                ethnicity: r.get(4)?,
            });
        }
        Ok(())
    }

    /// How often each officer set a level above and below the computed one.
    pub fn overrides_by_officer(&self) -> Result<Vec<(String, usize, usize)>, StorageError> {
        let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut statement = self.conn().prepare_cached(BY_OFFICER)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let computed: RiskLevel = row::word(r, 1)?.ok_or(StorageError::Damaged)?;
            let own: RiskLevel = row::word(r, 2)?.ok_or(StorageError::Damaged)?;
            let count = counts.entry(r.get(0)?).or_default();
            count.0 += usize::from(own > computed);
            count.1 += usize::from(own < computed);
        }
        Ok(counts.into_iter().map(|(officer, (up, down))| (officer, up, down)).collect())
    }

    /// Who entered an event: login.
    pub fn entered_by(&self, event: EventId) -> Result<Option<String>, StorageError> {
        const SQL: &str = "SELECT officer FROM journal WHERE object = 'event' AND object_id = ?1 ORDER BY seq LIMIT 1";
        let mut statement = self.conn().prepare_cached(SQL)?;
        Ok(statement.query_row(params![event.0], |r| r.get(0)).optional()?)
    }

    /// Those with a standing and no assessment.
    pub fn unassessed(&self) -> Result<Vec<PersonId>, StorageError> {
        let mut statement = self.conn().prepare_cached(
            "SELECT person_id FROM standing WHERE assessment IS NULL ORDER BY person_id",
        )?;
        Ok(statement.query_map([], |r| r.get(0).map(PersonId))?.collect::<Result<Vec<_>, _>>()?)
    }

    /// Every rule set kept, the oldest first.
    pub fn risk_rules(&self) -> Result<Vec<RiskRulesRow>, StorageError> {
        const SQL: &str = "SELECT id, version, sha256, content, in_force_from, reason, officer, set_at FROM risk_rules ORDER BY id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then([], |r| {
            Ok::<_, StorageError>(RiskRulesRow {
                id: r.get(0)?,
                version: r.get(1)?,
                sha256: r.get(2)?,
                content: r.get(3)?,
                in_force_from: row::day(r, 4)?,
                reason: r.get(5)?,
                officer: r.get(6)?,
                at: row::moment(r, 7)?.ok_or(StorageError::Damaged)?,
            })
        })?;
        rows.collect()
    }

    /// Up to which day levels were renewed.
    pub fn risk_day(&self) -> Result<Option<NaiveDate>, StorageError> {
        let mut statement = self.conn().prepare_cached("SELECT risk_day FROM registry")?;
        statement.query_row([], |r| Ok(row::day(r, 0)))?
    }
}
