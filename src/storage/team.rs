//! Officers in charge of people, and table `team_member`.

use super::error::StorageError;
use super::open::{Store, Write};
use super::revision::Values;
use super::row::{self, iso, iso_second};
use super::standing::DeadlineRow;
use crate::domain::date::parse_partial;
use crate::domain::deadline::{Clock, Deadline};
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::journal::NewEntry;
use crate::domain::team::{TeamMember, team_text};
use crate::domain::word::{Lang, Word};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, params};

/// One running clock by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeadlineKey {
    /// The person.
    pub person: PersonId,
    /// The clock.
    pub clock: Clock,
    /// When it falls due.
    pub due: NaiveDateTime,
}

fn values(field: &str, text: Option<String>) -> Values {
    text.into_iter().map(|t| (field.to_owned(), t)).collect()
}

impl Write<'_> {
    /// Puts an officer in charge of a person (`None` = nobody); who it was is kept.
    pub fn assign(
        &self,
        id: PersonId,
        officer: Option<&str>,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        let before: Option<String> = self
            .tx
            .prepare_cached("SELECT assigned_to FROM person WHERE id = ?1")?
            .query_row(params![id.0], |r| r.get(0))?;
        self.revise(id, &values("officer", before), entry)?;
        self.tx
            .prepare_cached("UPDATE person SET assigned_to = ?2 WHERE id = ?1")?
            .execute(params![id.0, officer])?;
        Ok(())
    }

    /// Replaces the team of a decision; who was in it is kept.
    pub fn set_team(
        &self,
        person: PersonId,
        measure: MeasureId,
        before: &[TeamMember],
        team: &[TeamMember],
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        let was = (!before.is_empty()).then(|| team_text(before, Lang::Vi));
        self.revise(person, &values("members", was), entry)?;
        self.tx
            .prepare_cached("DELETE FROM team_member WHERE measure_id = ?1")?
            .execute(params![measure.0])?;
        const SQL: &str =
            "INSERT INTO team_member (measure_id, place, name, role) VALUES (?1, ?2, ?3, ?4)";
        let mut statement = self.tx.prepare_cached(SQL)?;
        for (place, member) in (1i64..).zip(team) {
            statement.execute(params![measure.0, place, member.name, member.role.code()])?;
        }
        Ok(())
    }
}

impl Store {
    /// The officer in charge of a person.
    pub fn assigned_to(&self, id: PersonId) -> Result<Option<String>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT assigned_to FROM person WHERE id = ?1")?;
        Ok(statement.query_row(params![id.0], |r| r.get(0)).optional()?.flatten())
    }

    /// The team of a decision.
    pub fn team(&self, measure: MeasureId) -> Result<Vec<TeamMember>, StorageError> {
        const SQL: &str = "SELECT name, role FROM team_member WHERE measure_id = ?1 ORDER BY place";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then(params![measure.0], |r| {
            Ok::<_, StorageError>(TeamMember {
                name: r.get(0)?,
                role: row::word(r, 1)?.ok_or(StorageError::Damaged)?,
            })
        })?;
        rows.collect()
    }

    /// People for whom this clock runs, by row id.
    pub fn people_with_clock(&self, clock: Clock) -> Result<Vec<PersonId>, StorageError> {
        const SQL: &str = "SELECT person_id FROM deadline WHERE clock = ?1 ORDER BY person_id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_map(params![clock.code()], |r| r.get(0).map(PersonId))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?)
    }

    /// Walks the clocks of one rank due in [`from`, `to`), earliest first, by their keys alone: the
    /// index holds them, no row is read. `shown_by` leaves out those shown only later.
    pub fn each_deadline_key(
        &self,
        rank: u8,
        from: Option<NaiveDateTime>,
        to: NaiveDateTime,
        shown_by: Option<NaiveDate>,
        mut take: impl FnMut(DeadlineKey),
    ) -> Result<(), StorageError> {
        const SQL: &str = "SELECT person_id, clock, due FROM deadline INDEXED BY deadline_by_rank
            WHERE rank = ?1 AND due >= ?2 AND due < ?3 AND shown_from <= ?4 ORDER BY due, person_id, clock";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let from = from.map(iso_second).unwrap_or_default();
        let shown = shown_by.map_or_else(|| "9999-99-99".to_owned(), iso);
        let mut rows = statement.query(params![rank, from, iso_second(to), shown])?;
        while let Some(r) = rows.next()? {
            let code = r.get_ref(1)?.as_str().map_err(|_| StorageError::Damaged)?;
            take(DeadlineKey {
                person: PersonId(r.get(0)?),
                clock: Clock::from_code(code).ok_or(StorageError::Damaged)?,
                due: row::moment(r, 2)?.ok_or(StorageError::Damaged)?,
            });
        }
        Ok(())
    }

    /// One running clock as the work list shows it.
    pub fn deadline(&self, key: DeadlineKey) -> Result<Option<DeadlineRow>, StorageError> {
        const SQL: &str = "SELECT d.due, d.shown_from, d.start_fact, d.holidays_unknown, p.file_no, p.name, p.hamlet, s.risk, p.born
            FROM deadline d JOIN person p ON p.id = d.person_id JOIN standing s ON s.person_id = d.person_id
            WHERE d.person_id = ?1 AND d.clock = ?2";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query(params![key.person.0, key.clock.code()])?;
        let Some(r) = rows.next()? else { return Ok(None) };
        let (file, born): (String, String) = (r.get(4)?, r.get(8)?);
        Ok(Some(DeadlineRow {
            deadline: Deadline {
                clock: key.clock,
                due: row::moment(r, 0)?.ok_or(StorageError::Damaged)?,
                shown_from: row::some_day(r, 1)?,
                from: row::some_day(r, 2)?,
                holidays_unknown: r.get(3)?,
            },
            id: key.person,
            file_no: FileNo::parse(&file).ok_or(StorageError::Damaged)?,
            name: r.get(5)?,
            hamlet: r.get(6)?,
            born: parse_partial(&born).map_err(|_| StorageError::Damaged)?,
            risk: row::word(r, 7)?,
        }))
    }
}
