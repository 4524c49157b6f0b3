//! Rows out of .xlsx, cell by cell: the whole-sheet readers allocate what a far cell claims.

use super::Limits;
use super::cell::{self, Shown, Value};
use super::error::ReadError;
use super::sheet::{RawRow, SheetReading, Wants};
use super::wire::Writer;
use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::HashSet;
use std::io::Cursor;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// Reads every sheet of an .xlsx; `formulas` says whether any sheet may hold a formula.
///
/// # Errors
/// Damage, a password, or what [`SheetReading`] refuses.
pub(super) fn read(
    bytes: &[u8],
    formulas: bool,
    limits: &Limits,
    out: &mut Writer<'_>,
) -> Result<(), ReadError> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| refused(&e))?;
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    if sheets.len() > limits.sheets as usize {
        return Err(ReadError::TooManySheets { limit: limits.sheets });
    }
    let is_1904 = book.has_1904_epoch();
    for (index, (name, hidden)) in sheets.iter().enumerate() {
        if SheetReading::is_note(name) {
            continue;
        }
        let unvalued = if formulas { unvalued_formulas(&mut book, name) } else { HashSet::new() };
        let reading = SheetReading::new(name, index as u32 + 1, *hidden, limits, out);
        read_sheet(&mut book, name, is_1904, &unvalued, reading, limits)?;
    }
    Ok(())
}

fn read_sheet(
    book: &mut Book<'_>,
    name: &str,
    is_1904: bool,
    unvalued: &HashSet<(u32, u32)>,
    mut reading: SheetReading<'_, '_>,
    limits: &Limits,
) -> Result<(), ReadError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| refused(&e))?;
    let shown: Vec<Shown> = cells
        .styles()
        .iter()
        .map(|style| {
            style.number_format.as_ref().map_or(Shown::Day, |f| cell::shown(&f.format_code))
        })
        .collect();
    let mut row = RawRow::new(0);
    loop {
        let next = cells.next_cell_with_style_id().map_err(|error| match error {
            XlsxError::CellError(_) => {
                ReadError::ErrorCell { sheet: reading.position(), row: row.number() }
            }
            error => refused(&error),
        })?;
        let Some((cell, style)) = next else { break };
        let (row_index, column) = cell.get_position();
        let number = row_index.saturating_add(1);
        if number != row.number() {
            let full = std::mem::replace(&mut row, RawRow::new(number));
            if reading.row(full)? == Wants::Nothing {
                return Ok(());
            }
        }
        let shown = shown.get(style).copied().unwrap_or(Shown::Day);
        match value(cell.get_value(), is_1904, shown) {
            Value::Empty if unvalued.contains(&(row_index, column)) => {
                row.put_unvalued(column, limits);
            }
            value => row.put(column, value, limits),
        }
    }
    reading.row(row)?;
    reading.finish()
}

fn value(data: &DataRef<'_>, is_1904: bool, shown: Shown) -> Value {
    match data {
        DataRef::Empty => Value::Empty,
        DataRef::String(text) => Value::text(text),
        DataRef::SharedString(text) => Value::text(text),
        DataRef::Float(number) => Value::Text(cell::number(*number)),
        DataRef::Int(number) => Value::Text(number.to_string()),
        DataRef::Bool(value) => Value::Text(cell::boolean(*value).to_owned()),
        DataRef::DateTime(at) => Value::Text(cell::moment(*at, is_1904, shown)),
        DataRef::DateTimeIso(text) => Value::text(&cell::iso(text)),
        DataRef::DurationIso(text) => Value::text(&cell::iso_duration(text)),
        DataRef::Error(error) => Value::Error(error.to_string()),
    }
}

/// Places (row and column from 0) of formulas without a stored value. Programs that write
/// formulas without computing them leave such cells.
///
/// What is wrong with the sheet itself, the reading after this one tells.
fn unvalued_formulas(book: &mut Book<'_>, name: &str) -> HashSet<(u32, u32)> {
    let mut places = HashSet::new();
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return places };
    while let Ok(Some(record)) = cells.next_cell_with_formula_metadata() {
        if record.formula.is_some() && record.value == DataRef::Empty {
            places.insert(record.pos);
        }
    }
    places
}

fn refused(error: &XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Encrypted,
        _ => ReadError::Damaged,
    }
}
