//! The import workbook: spreadsheet files in, as rows of plain text; template and refused file
//! out.
//!
//! A workbook comes from outside and may be hostile, so it is read in a child process of the same
//! binary that holds no key and is capped in memory, time and files ([`worker`]); the parent
//! ([`read_in_child`]) only ever sees checked lines of JSON. Nothing here knows what a value
//! means: dates, words and rules are the services' business.
//!
//! On systems other than Unix the child has no limits of memory and processor time beyond the
//! caps on the file and the parent's patience; it still holds no key and no environment.

mod archive;
mod cases;
mod cell;
mod child;
mod columns;
mod encoding;
mod error;
mod opendocument;
pub mod refused;
mod sheet;
mod sniff;
mod template;
mod text_file;
mod wire;
pub mod worker;
mod xlsx;

#[cfg(test)]
mod tests;

pub use cases::write_workbook;
pub use child::{read_in_child, read_in_child_of, read_in_child_while};
pub use columns::{Column, Content, REFUSAL_HEADERS, SheetKind, header_key};
pub use error::{Legacy, ReadError, WorkerFailure, letters};
pub use template::template;

use serde::{Deserialize, Serialize};

/// How much a workbook may hold (security.md, Import).
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Bytes of the file (of all files of a folder).
    pub(crate) packed: u64,
    /// Bytes of everything packed in it.
    pub(crate) unpacked: u64,
    /// Sheets.
    pub(crate) sheets: u32,
    /// Filled rows a sheet.
    pub(crate) rows: u32,
    /// Columns a sheet.
    pub(crate) columns: u32,
    /// Characters a cell.
    pub(crate) cell_chars: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            packed: 64 << 20,
            unpacked: 256 << 20,
            sheets: 100,
            rows: 100_000,
            columns: 200,
            cell_chars: 4_096,
        }
    }
}

/// A workbook read: its sheets in the file's order, the explaining sheets of the template left
/// out. At most one sheet of each known kind; always one of people.
///
/// No `Debug`: it holds people.
#[derive(Clone, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets.
    pub sheets: Vec<Sheet>,
}

impl Workbook {
    /// The sheet of this kind, if there is one.
    pub fn sheet(&self, kind: SheetKind) -> Option<&Sheet> {
        self.sheets.iter().find(|sheet| sheet.kind == kind)
    }
}

/// One sheet. No `Debug`: it holds people.
#[derive(Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet's own name (for .csv the file's name without its ending).
    pub name: String,
    /// What it holds; an `Unknown` sheet has no columns and no rows and is worth a warning.
    pub kind: SheetKind,
    /// Its columns from left to right, known and unknown, then filled columns without a header;
    /// running numbers and the three columns of a refused file are left out.
    pub columns: Vec<ColumnName>,
    /// The header row, from 1; 0 in an empty or unknown sheet.
    pub header_row: u32,
    /// Labels of the columns nobody knows: their headers, or their letters where they have none.
    pub unknown_columns: Vec<String>,
    /// Rows with at least one filled cell, by rising number.
    pub rows: Vec<Row>,
    /// What was odd about the reading, at most 1,000.
    pub remarks: Vec<Remark>,
}

impl Sheet {
    /// Index (into `columns`) of the column with this code.
    pub fn index_of(&self, code: &str) -> Option<usize> {
        self.columns.iter().position(|name| name.code() == Some(code))
    }

    /// The row's text in the column with this code; empty cells are `None`.
    pub fn text<'a>(&self, row: &'a Row, code: &str) -> Option<&'a str> {
        row.get(self.index_of(code)?)
    }

    /// Required columns that the sheet does not have (none for an unknown sheet).
    pub fn missing_columns(&self) -> Vec<&'static Column> {
        self.kind
            .columns()
            .iter()
            .filter(|column| column.required && self.index_of(column.code).is_none())
            .collect()
    }

    /// The row with this number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        let index = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(index)
    }

    /// Turns it into an unknown sheet, of which only the name stays.
    fn forget(&mut self) {
        self.kind = SheetKind::Unknown;
        self.header_row = 0;
        self.columns.clear();
        self.unknown_columns.clear();
        self.rows.clear();
        self.remarks.clear();
    }
}

/// A column of a sheet as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnName {
    /// The header as written; empty where a filled column has none.
    pub header: String,
    /// Place in the sheet, 0 = A.
    pub at: u32,
    /// The column of the vocabulary it was recognised as.
    pub column: Option<&'static Column>,
}

impl ColumnName {
    /// English code, if recognised.
    pub fn code(&self) -> Option<&'static str> {
        self.column.map(|column| column.code)
    }

    /// The header, or `Cột H` where there is none.
    pub fn label(&self) -> String {
        if self.header.is_empty() {
            format!("Cột {}", letters(self.at))
        } else {
            self.header.clone()
        }
    }
}

/// One row. No `Debug`: it holds a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// Row of the sheet (line of the .csv record), from 1.
    pub number: u32,
    /// Filled cells by rising column index (into the sheet's `columns`).
    ///
    /// Text is NFC without invisible characters; numbers are shortest decimals; a date cell is `2026-08-03` or
    /// `2026-08-03T13:00`, or, where the cell shows no day, `05/1987` or `1987`; booleans are
    /// `Có` and `Không`; a formula gives its stored value.
    pub cells: Vec<(usize, String)>,
}

impl Row {
    /// The text of the cell in this column (index into the sheet's `columns`).
    pub fn get(&self, column: usize) -> Option<&str> {
        self.cells.iter().find(|(index, _)| *index == column).map(|(_, text)| text.as_str())
    }
}

/// Something odd found while reading, to be shown as a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// The row, from 1; 0 for the sheet as a whole.
    pub row: u32,
    /// Index into the sheet's `columns`, where it is about one cell.
    pub column: Option<usize>,
    /// What it is.
    pub kind: RemarkKind,
}

/// What a [`Remark`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// A formula whose result is not stored: read as empty.
    FormulaWithoutValue,
    /// An error such as `#N/A`: read as that text, not a value to keep.
    ErrorValue,
    /// The header row again (a page break): left out.
    HeaderAgain,
    /// A row that only numbers the columns, under the header: left out.
    ColumnNumbers,
    /// The sheet is hidden in Excel.
    HiddenSheet,
}
