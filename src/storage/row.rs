//! Between rows and records.

use super::error::StorageError;
use crate::domain::date::parse_day;
use crate::domain::draft::Draft;
use crate::domain::word::Word;
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Row;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};

/// A day as stored.
pub(super) fn iso(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// A moment to the minute as stored.
pub(super) fn iso_minute(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M").to_string()
}

/// A moment to the second as stored.
pub(super) fn iso_second(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// Reads a stored day.
pub(super) fn day(row: &Row<'_>, index: usize) -> Result<Option<NaiveDate>, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        value => {
            let text = value.as_str().map_err(|_| StorageError::Damaged)?;
            read_day(text).map(Some)
        }
    }
}

/// Reads a stored day that must be there.
pub(super) fn some_day(row: &Row<'_>, index: usize) -> Result<NaiveDate, StorageError> {
    day(row, index)?.ok_or(StorageError::Damaged)
}

fn read_day(text: &str) -> Result<NaiveDate, StorageError> {
    // Stored days have one fixed form: read the digits directly, since lists read many.
    let digits =
        |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    match (text.len(), digits(0..4), digits(5..7), digits(8..10)) {
        (10, Some(y), Some(m), Some(d)) => {
            NaiveDate::from_ymd_opt(y as i32, m, d).ok_or(StorageError::Damaged)
        }
        _ => parse_day(text).map_err(|_| StorageError::Damaged),
    }
}

/// Reads a stored moment.
pub(super) fn moment(row: &Row<'_>, index: usize) -> Result<Option<NaiveDateTime>, StorageError> {
    let ValueRef::Text(text) = row.get_ref(index)? else { return Ok(None) };
    let text = std::str::from_utf8(text).map_err(|_| StorageError::Damaged)?;
    read_moment(text).map(Some)
}

pub(super) fn read_moment(text: &str) -> Result<NaiveDateTime, StorageError> {
    let digits =
        |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    let day = read_day(text.get(0..10).ok_or(StorageError::Damaged)?)?;
    let second = if text.len() > 16 { digits(17..19) } else { Some(0) };
    match (digits(11..13), digits(14..16), second) {
        (Some(h), Some(m), Some(s)) => day.and_hms_opt(h, m, s).ok_or(StorageError::Damaged),
        _ => Err(StorageError::Damaged),
    }
}

/// Reads a stored word.
pub(super) fn word<W: Word>(row: &Row<'_>, index: usize) -> Result<Option<W>, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        value => {
            let code = value.as_str().map_err(|_| StorageError::Damaged)?;
            W::from_code(code).map(Some).ok_or(StorageError::Damaged)
        }
    }
}

/// Reads a stored yes or no.
pub(super) fn yes_no(row: &Row<'_>, index: usize) -> Result<Option<bool>, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        value => match value.as_str() {
            Ok("yes") => Ok(Some(true)),
            Ok("no") => Ok(Some(false)),
            _ => Err(StorageError::Damaged),
        },
    }
}

/// A yes or no as stored.
pub(super) fn yes_no_word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Reads a stored list of words.
pub(super) fn words<W: Word>(row: &Row<'_>, index: usize) -> Result<Vec<W>, StorageError> {
    let Some(text) = row.get::<_, Option<String>>(index)? else { return Ok(Vec::new()) };
    text.split(';').map(|code| W::from_code(code).ok_or(StorageError::Damaged)).collect()
}

/// A draft from the columns of `F::ALL`, in that order, beginning at `first`.
pub(super) fn draft<F: Word + Ord>(row: &Row<'_>, first: usize) -> Result<Draft<F>, StorageError> {
    let mut draft = Draft::new();
    for (i, &field) in F::ALL.iter().enumerate() {
        match row.get_ref(first + i)? {
            ValueRef::Null => {}
            ValueRef::Integer(n) => draft.set(field, n.to_string()),
            value => draft.set(field, value.as_str().map_err(|_| StorageError::Damaged)?),
        }
    }
    Ok(draft)
}

/// A field of a draft, to be bound; STRICT tables turn whole numbers in text into integers.
pub(super) struct Bound<'a>(pub Option<&'a str>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self.0 {
            Some(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            None => ToSqlOutput::Owned(Value::Null),
        })
    }
}
