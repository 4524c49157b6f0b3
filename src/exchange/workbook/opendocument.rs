//! Rows out of .ods. The library has no cell-by-cell reader for it, so a sheet's filled area is
//! held whole; the child's memory limit is what stands against a bomb here.

use super::Limits;
use super::cell::{self, Value};
use super::error::ReadError;
use super::sheet::{RawRow, SheetReading, Wants};
use super::wire::Writer;
use calamine::{Data, Ods, OdsError, Range, Reader, SheetVisible};
use std::io::Cursor;

/// Reads every sheet of an .ods.
///
/// # Errors
/// Damage, a password, or what [`SheetReading`] refuses.
pub(super) fn read(bytes: &[u8], limits: &Limits, out: &mut Writer<'_>) -> Result<(), ReadError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        OdsError::Password => ReadError::Encrypted,
        OdsError::CellLimitExceeded { .. } => ReadError::UnpacksTooLarge { limit: limits.unpacked },
        _ => ReadError::Damaged,
    })?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if sheets.len() > limits.sheets as usize {
        return Err(ReadError::TooManySheets { limit: limits.sheets });
    }
    for (index, (name, hidden)) in sheets.iter().enumerate() {
        if SheetReading::is_note(name) {
            continue;
        }
        let cells = book.worksheet_range(name).map_err(|_| ReadError::Damaged)?;
        let formulas = book.worksheet_formula(name).map_err(|_| ReadError::Damaged)?;
        let reading = SheetReading::new(name, index as u32 + 1, *hidden, limits, out);
        read_sheet(&cells, &formulas, reading, limits)?;
    }
    Ok(())
}

fn read_sheet(
    cells: &Range<Data>,
    formulas: &Range<String>,
    mut reading: SheetReading<'_, '_>,
    limits: &Limits,
) -> Result<(), ReadError> {
    let (top, left) = cells.start().unwrap_or_default();
    for (down, values) in cells.rows().enumerate() {
        let row_index = top.saturating_add(down as u32);
        let mut row = RawRow::new(row_index.saturating_add(1));
        for (across, data) in values.iter().enumerate() {
            let column = left.saturating_add(across as u32);
            let formula = formulas.get_value((row_index, column)).is_some_and(|f| !f.is_empty());
            match value(data, formula) {
                Value::Empty if formula => row.put_unvalued(column, limits),
                value => row.put(column, value, limits),
            }
        }
        if reading.row(row)? == Wants::Nothing {
            return Ok(());
        }
    }
    reading.finish()
}

fn value(data: &Data, formula: bool) -> Value {
    match data {
        Data::Empty => Value::Empty,
        // LibreOffice stores the error of a formula as its text.
        Data::String(text) if formula && is_error(text) => Value::Error(text.trim().to_owned()),
        Data::String(text) => Value::text(text),
        Data::Float(number) => Value::Text(cell::number(*number)),
        Data::Int(number) => Value::Text(number.to_string()),
        Data::Bool(value) => Value::Text(cell::boolean(*value).to_owned()),
        Data::DateTime(at) => Value::Text(cell::moment(*at, false, cell::Shown::Day)),
        Data::DateTimeIso(text) => Value::text(&cell::iso(text)),
        Data::DurationIso(text) => Value::text(&cell::iso_duration(text)),
        Data::Error(error) => Value::Error(error.to_string()),
    }
}

fn is_error(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("Err:") || (text.starts_with('#') && text.len() <= 8)
}
