//! Between rows and records.

use super::error::StorageError;
pub(super) use crate::domain::date::{iso, iso_minute, iso_second};
use crate::domain::draft::Draft;
use crate::domain::word::Word;
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Row;
use rusqlite::types::{ToSql, ToSqlOutput, Value, ValueRef};
use std::ops::Range;

/// Reads a stored day.
pub(super) fn day(row: &Row<'_>, index: usize) -> Result<Option<NaiveDate>, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(text) => read_day(text).map(Some),
        _ => Err(StorageError::Damaged),
    }
}

/// Reads a stored day that must be there.
pub(super) fn some_day(row: &Row<'_>, index: usize) -> Result<NaiveDate, StorageError> {
    day(row, index)?.ok_or(StorageError::Damaged)
}

/// The number that these bytes of a stored text write. Stored days have one fixed form, and a
/// report reads some hundred thousand, so the digits are read directly.
pub(super) fn digits(text: &[u8], range: Range<usize>) -> Result<u32, StorageError> {
    let digit = |n: u32, b: &u8| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0'));
    let text = text.get(range).ok_or(StorageError::Damaged)?;
    text.iter().try_fold(0, digit).ok_or(StorageError::Damaged)
}

/// Reads `YYYY-MM-DD`.
pub(super) fn read_day(text: &[u8]) -> Result<NaiveDate, StorageError> {
    if text.len() != 10 {
        return Err(StorageError::Damaged);
    }
    let (year, month, day) = (digits(text, 0..4)?, digits(text, 5..7)?, digits(text, 8..10)?);
    NaiveDate::from_ymd_opt(year as i32, month, day).ok_or(StorageError::Damaged)
}

/// Reads a stored moment.
pub(super) fn moment(row: &Row<'_>, index: usize) -> Result<Option<NaiveDateTime>, StorageError> {
    let ValueRef::Text(text) = row.get_ref(index)? else { return Ok(None) };
    read_bytes(text).map(Some)
}

pub(super) fn read_moment(text: &str) -> Result<NaiveDateTime, StorageError> {
    read_bytes(text.as_bytes())
}

fn read_bytes(text: &[u8]) -> Result<NaiveDateTime, StorageError> {
    let day = read_day(text.get(0..10).ok_or(StorageError::Damaged)?)?;
    let second = if text.len() > 16 { digits(text, 17..19)? } else { 0 };
    let (hour, minute) = (digits(text, 11..13)?, digits(text, 14..16)?);
    day.and_hms_opt(hour, minute, second).ok_or(StorageError::Damaged)
}

/// Reads a stored word.
pub(super) fn word<W: Word>(row: &Row<'_>, index: usize) -> Result<Option<W>, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(None),
        ValueRef::Text(code) => one_word(code).map(Some),
        _ => Err(StorageError::Damaged),
    }
}

fn one_word<W: Word>(code: &[u8]) -> Result<W, StorageError> {
    let found = W::ALL.iter().find(|word| word.code().as_bytes() == code);
    found.copied().ok_or(StorageError::Damaged)
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
pub(super) fn words<W: Word, L: FromIterator<W>>(
    row: &Row<'_>,
    index: usize,
) -> Result<L, StorageError> {
    match row.get_ref(index)? {
        ValueRef::Null => Ok(L::from_iter([])),
        ValueRef::Text(codes) => codes.split(|b| *b == b';').map(one_word).collect(),
        _ => Err(StorageError::Damaged),
    }
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
