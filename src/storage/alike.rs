//! Table `alike`: people who may be one, and what is compared of everybody.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row;
use crate::domain::alike::Traits;
use crate::domain::id::PersonId;
use crate::domain::journal::NewEntry;
use crate::domain::person::PersonField;
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, Row, params};

/// The fields that are compared, as columns of `person` in this order.
const COMPARED: [PersonField; 7] = [
    PersonField::Name,
    PersonField::OtherNames,
    PersonField::Sex,
    PersonField::Born,
    PersonField::DocumentNo,
    PersonField::Hamlet,
    PersonField::Relatives,
];

/// Two people who look alike.
#[derive(Clone, PartialEq, Eq)]
pub struct AlikeRow {
    /// The one with the smaller row id.
    pub a: PersonId,
    /// The other.
    pub b: PersonId,
    /// When it was noted.
    pub noted_at: NaiveDateTime,
    /// Who said that they are not one person, when and why; `None` = not settled.
    pub settled: Option<(NaiveDateTime, String, Option<String>)>,
}

fn read_traits(row: &Row<'_>, first: usize) -> Result<Traits, StorageError> {
    let mut texts: [Option<&str>; COMPARED.len()] = [None; COMPARED.len()];
    for (i, text) in texts.iter_mut().enumerate() {
        *text = row.get_ref(first + i)?.as_str_or_null().map_err(|_| StorageError::Damaged)?;
    }
    Ok(Traits::new(|field| COMPARED.iter().position(|f| *f == field).and_then(|i| texts[i])))
}

fn ordered(one: PersonId, other: PersonId) -> (PersonId, PersonId) {
    (one.min(other), one.max(other))
}

impl Write<'_> {
    /// Notes that two people look alike. Returns whether it is new.
    pub fn note_alike(
        &self,
        one: PersonId,
        other: PersonId,
        at: NaiveDateTime,
    ) -> Result<bool, StorageError> {
        let (a, b) = ordered(one, other);
        let mut statement = self.tx.prepare_cached(
            "INSERT OR IGNORE INTO alike (person_a, person_b, noted_at) VALUES (?1, ?2, ?3)",
        )?;
        Ok(statement.execute(params![a.0, b.0, row::iso_minute(at)])? > 0)
    }

    /// Remembers that two people are not one, under the journal entry that says so.
    pub fn settle_alike(
        &self,
        one: PersonId,
        other: PersonId,
        entry: &NewEntry,
    ) -> Result<i64, StorageError> {
        const SQL: &str = "UPDATE alike SET settled_seq = ?3 WHERE person_a = ?1 AND person_b = ?2";
        let (a, b) = ordered(one, other);
        self.note_alike(a, b, entry.at)?;
        let seq = self.journal(entry)?;
        self.tx.prepare_cached(SQL)?.execute(params![a.0, b.0, seq])?;
        Ok(seq)
    }

    /// Puts two people back among those to be settled.
    pub fn unsettle_alike(
        &self,
        one: PersonId,
        other: PersonId,
        entry: &NewEntry,
    ) -> Result<(), StorageError> {
        const SQL: &str =
            "UPDATE alike SET settled_seq = NULL WHERE person_a = ?1 AND person_b = ?2";
        let (a, b) = ordered(one, other);
        self.journal(entry)?;
        self.tx.prepare_cached(SQL)?.execute(params![a.0, b.0])?;
        Ok(())
    }
}

impl Store {
    /// The pairs to be settled (`settled`: those said not to be one), in the order of row ids;
    /// nobody merged away is in them.
    pub fn alike_pairs(&self, settled: bool) -> Result<Vec<AlikeRow>, StorageError> {
        const SQL: &str = "SELECT k.person_a, k.person_b, k.noted_at, j.at, j.officer, j.reason
            FROM alike k JOIN person a ON a.id = k.person_a JOIN person b ON b.id = k.person_b
            LEFT JOIN journal j ON j.seq = k.settled_seq
            WHERE (k.settled_seq IS NOT NULL) = ?1 AND a.merged_into IS NULL AND b.merged_into IS NULL
            ORDER BY k.person_a, k.person_b";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then(params![settled], |r| {
            let settled = match row::moment(r, 3)? {
                Some(at) => Some((at, r.get(4)?, r.get(5)?)),
                None => None,
            };
            Ok::<_, StorageError>(AlikeRow {
                a: PersonId(r.get(0)?),
                b: PersonId(r.get(1)?),
                noted_at: row::moment(r, 2)?.ok_or(StorageError::Damaged)?,
                settled,
            })
        })?;
        rows.collect()
    }

    /// What is compared of one person.
    pub fn traits(&self, id: PersonId) -> Result<Option<Traits>, StorageError> {
        const SQL: &str = "SELECT name, other_names, sex, born, document_no, hamlet, relatives FROM person WHERE id = ?1 AND merged_into IS NULL";
        let mut statement = self.conn().prepare_cached(SQL)?;
        statement.query_row(params![id.0], |r| Ok(read_traits(r, 0))).optional()?.transpose()
    }

    /// What is compared of everybody, in the order of row ids.
    pub fn each_traits(&self, mut take: impl FnMut(PersonId, Traits)) -> Result<(), StorageError> {
        const SQL: &str = "SELECT id, name, other_names, sex, born, document_no, hamlet, relatives FROM person WHERE merged_into IS NULL ORDER BY id";
        let mut statement = self.conn().prepare(SQL)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            take(PersonId(r.get(0)?), read_traits(r, 1)?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::word::Word;

    #[test]
    fn the_columns_are_the_compared_fields() {
        let names: Vec<&str> = COMPARED.iter().map(|f| f.code()).collect();
        assert_eq!(
            names.join(", "),
            "name, other_names, sex, born, document_no, hamlet, relatives"
        );
    }
}
