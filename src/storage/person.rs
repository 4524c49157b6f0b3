//! Table `person`, and the rows that lists are made of.

use super::error::StorageError;
use super::merge;
use super::open::{Store, Write};
use super::packed;
use super::row::{self, Bound};
use crate::domain::date::{PartialDate, parse_partial};
use crate::domain::draft::Draft;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::person::{Person, PersonField};
use crate::domain::text::{marked_key, search_key, sort_key};
use crate::domain::word::{MeasureCode, RiskLevel, Word};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, ToSql, params};
use std::collections::HashSet;
use std::sync::Arc;

/// The columns of `PersonField::ALL`, in that order (a test holds this).
pub(super) const COLUMNS: &str = "file_no, name, other_names, sex, born, document_kind, document_no, document_issued, document_place, origin, permanent_address, temporary_address, current_address, hamlet, ethnicity, education, occupation, occupation_group, workplace, phone, relatives, substances, route, use_since, detected_on, rehab_count, psychosis, psychosis_seen_on, released_prisoner, note";

const INSERT: &str = "INSERT INTO person (file_no, name, other_names, sex, born, document_kind, document_no, document_issued, document_place, origin, permanent_address, temporary_address, current_address, hamlet, ethnicity, education, occupation, occupation_group, workplace, phone, relatives, substances, route, use_since, detected_on, rehab_count, psychosis, psychosis_seen_on, released_prisoner, note, search_key, marked_key, sort_key, traits, report_days) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35)";

const UPDATE: &str = "UPDATE person SET file_no = ?1, name = ?2, other_names = ?3, sex = ?4, born = ?5, document_kind = ?6, document_no = ?7, document_issued = ?8, document_place = ?9, origin = ?10, permanent_address = ?11, temporary_address = ?12, current_address = ?13, hamlet = ?14, ethnicity = ?15, education = ?16, occupation = ?17, occupation_group = ?18, workplace = ?19, phone = ?20, relatives = ?21, substances = ?22, route = ?23, use_since = ?24, detected_on = ?25, rehab_count = ?26, psychosis = ?27, psychosis_seen_on = ?28, released_prisoner = ?29, note = ?30, search_key = ?31, marked_key = ?32, sort_key = ?33, traits = ?34, report_days = ?35 WHERE id = ?36";

/// What the list keeps of everybody, in the order of names.
#[derive(Clone)]
pub struct RosterRow {
    /// Row id.
    pub id: PersonId,
    /// Folded words to find.
    pub search_key: Box<str>,
    /// The same with marks.
    pub marked_key: Box<str>,
    /// Hamlet; neighbours share the text.
    pub hamlet: Option<Arc<str>>,
    /// Active main measure.
    pub measure: Option<MeasureCode>,
    /// Risk level.
    pub risk: Option<RiskLevel>,
    /// When the next duty falls due.
    pub next_due: Option<NaiveDateTime>,
    /// Officer in charge: login.
    pub officer: Option<String>,
}

/// The folded and the marked words by which a person is found: names, file and document number.
/// `merged`: the same of files merged into his.
fn keys(person: &Person, merged: &[String]) -> (String, String) {
    let texts = [
        Some(person.name.as_str()),
        person.other_names.as_deref(),
        Some(person.file_no.as_str()),
        person.document_no.as_deref(),
    ];
    let all = || texts.iter().flatten().copied().chain(merged.iter().map(String::as_str));
    let join = |key: fn(&str) -> String| all().map(key).collect::<String>();
    (join(search_key), join(marked_key))
}

fn bind_all(
    person: &Person,
    id: Option<i64>,
    merged: &[String],
    run: impl FnOnce(&[&dyn ToSql]) -> rusqlite::Result<usize>,
) -> Result<usize, StorageError> {
    let draft = person.draft();
    let fields: Vec<Bound<'_>> = PersonField::ALL.iter().map(|f| Bound(draft.get(*f))).collect();
    let (search, marked) = keys(person, merged);
    let order = sort_key(&person.name);
    let (traits, report_days) = packed::person(person);
    let mut values: Vec<&dyn ToSql> = fields.iter().map(|b| b as &dyn ToSql).collect();
    values.push(&search);
    values.push(&marked);
    values.push(&order);
    values.push(&traits);
    values.push(&report_days);
    if let Some(id) = &id {
        values.push(id);
    }
    Ok(run(&values)?)
}

/// Reads a stored person whose field columns begin at `first`.
pub(super) fn read(row: &Row<'_>, first: usize) -> Result<Person, StorageError> {
    let draft: Draft<PersonField> = row::draft(row, first)?;
    Person::parse(&draft, NaiveDate::MAX)
        .map(|(person, _)| person)
        .map_err(|_| StorageError::Damaged)
}

/// One person.
pub(super) fn load(conn: &Connection, id: PersonId) -> Result<Option<Person>, StorageError> {
    let sql = ["SELECT ", COLUMNS, " FROM person WHERE id = ?1"].concat();
    let mut statement = conn.prepare_cached(&sql)?;
    statement.query_row(params![id.0], |r| Ok(read(r, 0))).optional()?.transpose()
}

impl Write<'_> {
    /// Adds a person.
    pub fn add_person(&self, person: &Person) -> Result<PersonId, StorageError> {
        let mut statement = self.tx.prepare_cached(INSERT)?;
        bind_all(person, None, &[], |values| statement.execute(values))?;
        Ok(PersonId(self.tx.last_insert_rowid()))
    }

    /// Replaces a person's fields: only [`Write::change_person`] does, which keeps the old ones.
    pub(super) fn update_person(&self, id: PersonId, person: &Person) -> Result<(), StorageError> {
        let mut statement = self.tx.prepare_cached(UPDATE)?;
        let merged = merge::merged_texts(&self.tx, id)?;
        bind_all(person, Some(id.0), &merged, |values| statement.execute(values))?;
        Ok(())
    }
}

impl Write<'_> {
    /// Packs anew what the report reads of a person.
    pub fn derive_person(&self, id: PersonId, person: &Person) -> Result<(), StorageError> {
        const SQL: &str = "UPDATE person SET traits = ?2, report_days = ?3 WHERE id = ?1";
        let (traits, report_days) = packed::person(person);
        self.tx.prepare_cached(SQL)?.execute(params![id.0, traits, report_days])?;
        Ok(())
    }

    /// Everybody's file number, name and date of birth.
    pub fn each_name(
        &self,
        mut take: impl FnMut(PersonId, FileNo, &str, PartialDate),
    ) -> Result<(), StorageError> {
        let mut statement = self
            .tx
            .prepare("SELECT id, file_no, name, born FROM person WHERE merged_into IS NULL")?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let file =
                r.get_ref(1)?.as_str().ok().and_then(FileNo::parse).ok_or(StorageError::Damaged)?;
            let born = r
                .get_ref(3)?
                .as_str()
                .ok()
                .and_then(|t| parse_partial(t).ok())
                .ok_or(StorageError::Damaged)?;
            take(
                PersonId(r.get(0)?),
                file,
                r.get_ref(2)?.as_str().map_err(|_| StorageError::Damaged)?,
                born,
            );
        }
        Ok(())
    }
}

/// One text for all who have the same.
fn share(
    texts: &mut HashSet<Arc<str>>,
    value: ValueRef<'_>,
) -> Result<Option<Arc<str>>, StorageError> {
    let Some(text) = value.as_str_or_null().map_err(|_| StorageError::Damaged)? else {
        return Ok(None);
    };
    if let Some(held) = texts.get(text) {
        return Ok(Some(Arc::clone(held)));
    }
    let new: Arc<str> = text.into();
    texts.insert(Arc::clone(&new));
    Ok(Some(new))
}

impl Store {
    /// Row ids of everybody; files merged away are nobody.
    pub fn person_ids(&self) -> Result<Vec<PersonId>, StorageError> {
        let mut statement =
            self.conn().prepare("SELECT id FROM person WHERE merged_into IS NULL ORDER BY id")?;
        Ok(statement.query_map([], |r| r.get(0).map(PersonId))?.collect::<Result<Vec<_>, _>>()?)
    }

    /// The person with this file number; of a file merged away, the one it was merged into.
    pub fn person_by_file(&self, file_no: &FileNo) -> Result<Option<PersonId>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT id, merged_into FROM person WHERE file_no = ?1")?;
        let found = statement
            .query_row(params![file_no.as_str()], |r| Ok((PersonId(r.get(0)?), r.get(1)?)))
            .optional()?;
        found.map(|(id, into)| merge::survivor(self.conn(), id, into)).transpose()
    }

    /// The person with this document number, and his file number; of a file merged away, the one
    /// it was merged into.
    pub fn person_by_document(
        &self,
        number: &str,
    ) -> Result<Option<(PersonId, FileNo)>, StorageError> {
        let mut statement = self.conn().prepare_cached(
            // In the order of index person_document: sorting would build a table in memory each time.
            "SELECT id, merged_into FROM person WHERE document_no = ?1 ORDER BY coalesce(merged_into, 0) LIMIT 1",
        )?;
        let found = statement
            .query_row(params![number], |r| Ok((PersonId(r.get(0)?), r.get(1)?)))
            .optional()?;
        let Some((id, into)) = found else { return Ok(None) };
        let id = merge::survivor(self.conn(), id, into)?;
        let file = self.file_of(id)?.ok_or(StorageError::Damaged)?;
        Ok(Some((id, file)))
    }

    /// The file number of a row.
    pub fn file_of(&self, id: PersonId) -> Result<Option<FileNo>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT file_no FROM person WHERE id = ?1")?;
        let found = statement.query_row(params![id.0], |r| r.get::<_, String>(0)).optional()?;
        found.map(|file| FileNo::parse(&file).ok_or(StorageError::Damaged)).transpose()
    }

    /// The highest running number among file numbers the registry gave by itself; 0 if none.
    pub fn highest_running_number(&self) -> Result<u64, StorageError> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT file_no FROM person WHERE file_no GLOB 'HS-[0-9]*'")?;
        let mut rows = statement.query([])?;
        let mut highest = 0;
        while let Some(row) = rows.next()? {
            let number = row
                .get_ref(0)?
                .as_str()
                .ok()
                .and_then(FileNo::parse)
                .and_then(|f| f.running_number());
            highest = highest.max(number.unwrap_or(0));
        }
        Ok(highest)
    }

    /// How many people there are.
    pub fn count_people(&self) -> Result<usize, StorageError> {
        Ok(self.conn().query_row(
            "SELECT count(*) FROM person WHERE merged_into IS NULL",
            [],
            |r| r.get::<_, i64>(0),
        )? as usize)
    }

    /// Everybody, in the order of names.
    pub fn roster(&self) -> Result<Vec<RosterRow>, StorageError> {
        const SQL: &str =
            "SELECT p.id, p.search_key, p.marked_key, p.hamlet, s.measure, s.risk, s.next_due, p.assigned_to
            FROM person p JOIN standing s ON s.person_id = p.id ORDER BY p.sort_key, p.id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let mut rows = statement.query([])?;
        let mut roster = Vec::with_capacity(self.count_people()?);
        let mut hamlets = HashSet::new();
        while let Some(row) = rows.next()? {
            roster.push(RosterRow {
                id: PersonId(row.get(0)?),
                search_key: row.get(1)?,
                marked_key: row.get(2)?,
                hamlet: share(&mut hamlets, row.get_ref(3)?)?,
                measure: row::word(row, 4)?,
                risk: row::word(row, 5)?,
                next_due: row::moment(row, 6)?,
                officer: row.get(7)?,
            });
        }
        Ok(roster)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_the_fields_in_order() {
        let fields: Vec<&str> = PersonField::ALL.iter().map(|f| f.code()).collect();
        assert_eq!(COLUMNS.split(", ").collect::<Vec<_>>(), fields);
        assert!(INSERT.contains(COLUMNS));
        for (i, field) in fields.iter().enumerate() {
            assert!(UPDATE.contains(&format!("{field} = ?{}", i + 1)), "{field}");
        }
    }
}
