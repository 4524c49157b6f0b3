//! What the reading child tells its parent: one JSON document a line.
//!
//! The child has read a file that may be hostile, so the parent trusts nothing: every count,
//! index and length is checked again here, and an answer without its last line is no answer.

use super::columns::SheetKind;
use super::error::{ReadError, WorkerFailure};
use super::{ColumnName, Limits, Remark, RemarkKind, Row, Sheet, Workbook};
use serde::{Deserialize, Serialize};
use std::io::{BufRead, BufReader, Read, Write};

/// Bytes of one line: a full row of longest cells with every character escaped still fits.
const LINE_CAP: u64 = 16 << 20;
/// Bytes of a whole answer.
const ANSWER_CAP: u64 = 512 << 20;
/// Characters of a sheet's name.
const NAME_CAP: usize = 255;
/// Remarks kept a sheet; more say nothing new.
pub(super) const REMARK_CAP: u32 = 1_000;

/// One line of the answer.
#[derive(Serialize, Deserialize)]
enum Line {
    /// A sheet begins.
    #[serde(rename = "sheet")]
    Sheet(Head),
    /// A row of the sheet begun last: row number, cells as (index into its columns, text).
    #[serde(rename = "r")]
    Row(u32, Vec<(u16, String)>),
    /// A column without a header turned out to hold something.
    #[serde(rename = "column")]
    Column(WireColumn),
    /// Something to tell about a row.
    #[serde(rename = "remark")]
    Remark { row: u32, column: Option<u16>, kind: RemarkKind },
    /// Reading failed.
    #[serde(rename = "error")]
    Error(ReadError),
    /// Everything was said.
    #[serde(rename = "end")]
    End,
}

/// How a sheet begins.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct Head {
    /// The sheet's own name.
    pub(super) name: String,
    /// Its place in the file, from 1.
    pub(super) position: u32,
    /// What it holds.
    pub(super) kind: SheetKind,
    /// Whether its name said so; otherwise its headers did.
    pub(super) by_name: bool,
    /// The header row, from 1; 0 when the sheet is empty.
    pub(super) header_row: u32,
    /// Its columns from left to right.
    pub(super) columns: Vec<WireColumn>,
}

/// A column on the wire.
#[derive(Serialize, Deserialize, Clone)]
pub(super) struct WireColumn {
    /// Place in the sheet, 0 = A.
    pub(super) at: u16,
    /// Header as written.
    pub(super) header: String,
    /// Code of the column it was recognised as.
    pub(super) code: Option<String>,
}

impl Serialize for SheetKind {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for SheetKind {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let code = String::deserialize(from)?;
        Self::from_code(&code).ok_or_else(|| serde::de::Error::custom("unknown sheet kind"))
    }
}

/// The child's end.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
}

impl<'a> Writer<'a> {
    /// An answer written to `out`; buffer it.
    pub(super) fn new(out: &'a mut dyn Write) -> Self {
        Self { out }
    }

    fn line(&mut self, line: &Line) -> Result<(), ReadError> {
        // A parent that is gone needs no answer: any error here just ends the reading.
        let gone = ReadError::Worker(WorkerFailure::BadAnswer);
        serde_json::to_writer(&mut *self.out, line).map_err(|_| gone.clone())?;
        self.out.write_all(b"\n").map_err(|_| gone)
    }

    /// A sheet begins.
    pub(super) fn sheet(&mut self, head: &Head) -> Result<(), ReadError> {
        self.line(&Line::Sheet(head.clone()))
    }

    /// A row of the sheet begun last.
    pub(super) fn row(&mut self, number: u32, cells: Vec<(u16, String)>) -> Result<(), ReadError> {
        self.line(&Line::Row(number, cells))
    }

    /// One more column of the sheet begun last.
    pub(super) fn column(&mut self, column: WireColumn) -> Result<(), ReadError> {
        self.line(&Line::Column(column))
    }

    /// A remark on a row of the sheet begun last.
    pub(super) fn remark(
        &mut self,
        row: u32,
        column: Option<u16>,
        kind: RemarkKind,
    ) -> Result<(), ReadError> {
        self.line(&Line::Remark { row, column, kind })
    }

    /// The last line: all is said, or why not.
    pub(super) fn finish(&mut self, outcome: Result<(), ReadError>) -> Result<(), ReadError> {
        match outcome {
            Ok(()) => self.line(&Line::End)?,
            Err(ReadError::Worker(_)) => {}
            Err(error) => self.line(&Line::Error(error))?,
        }
        self.out.flush().map_err(|_| ReadError::Worker(WorkerFailure::BadAnswer))
    }
}

/// A sheet as it grows in the parent.
struct Growing {
    sheet: Sheet,
    by_name: bool,
    position: u32,
}

/// Reads a whole answer and checks it.
///
/// # Errors
/// The error the child reported, or [`WorkerFailure::BadAnswer`].
pub(super) fn read(from: impl Read, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut from = BufReader::with_capacity(1 << 16, from.take(ANSWER_CAP));
    let mut sheets: Vec<Growing> = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let read = from.by_ref().take(LINE_CAP).read_until(b'\n', &mut buffer);
        if read.is_err() || buffer.last() != Some(&b'\n') {
            return Err(bad_answer());
        }
        match serde_json::from_slice::<Line>(&buffer).map_err(|_| bad_answer())? {
            Line::End => break,
            Line::Error(error) => return Err(error),
            Line::Sheet(head) => {
                if sheets.len() >= limits.sheets as usize {
                    return Err(bad_answer());
                }
                sheets.push(begin(head, limits)?);
            }
            line => take_line(sheets.last_mut().ok_or_else(bad_answer)?, line, limits)?,
        }
    }
    settle(sheets)
}

fn bad_answer() -> ReadError {
    ReadError::Worker(WorkerFailure::BadAnswer)
}

fn begin(head: Head, limits: &Limits) -> Result<Growing, ReadError> {
    if head.name.chars().count() > NAME_CAP || head.columns.len() > limits.columns as usize {
        return Err(bad_answer());
    }
    let position = head.position;
    let mut sheet = Sheet {
        name: head.name,
        kind: head.kind,
        columns: Vec::new(),
        header_row: head.header_row,
        unknown_columns: Vec::new(),
        rows: Vec::new(),
        remarks: Vec::new(),
    };
    for column in head.columns {
        add_column(&mut sheet, column, limits)?;
    }
    Ok(Growing { sheet, by_name: head.by_name, position })
}

fn add_column(sheet: &mut Sheet, column: WireColumn, limits: &Limits) -> Result<(), ReadError> {
    let known = match &column.code {
        Some(code) => Some(sheet.kind.column(code).ok_or_else(bad_answer)?),
        None => None,
    };
    let sound = u32::from(column.at) < limits.columns
        && (sheet.columns.len() as u32) < limits.columns
        && column.header.chars().count() <= limits.cell_chars as usize
        && !sheet.columns.iter().any(|seen| known.is_some() && seen.column == known);
    if !sound {
        return Err(bad_answer());
    }
    let name = ColumnName { header: column.header, at: u32::from(column.at), column: known };
    if known.is_none() {
        sheet.unknown_columns.push(name.label());
    }
    sheet.columns.push(name);
    Ok(())
}

fn take_line(growing: &mut Growing, line: Line, limits: &Limits) -> Result<(), ReadError> {
    let sheet = &mut growing.sheet;
    match line {
        Line::Row(number, cells) => {
            let sound = sheet.rows.len() < limits.rows as usize
                && sheet.rows.last().is_none_or(|before| before.number < number)
                && cells.iter().all(|(index, text)| {
                    usize::from(*index) < sheet.columns.len()
                        && text.len() <= 4 * limits.cell_chars as usize
                });
            if !sound {
                return Err(bad_answer());
            }
            let cells = cells.into_iter().map(|(index, text)| (usize::from(index), text)).collect();
            sheet.rows.push(Row { number, cells });
        }
        Line::Column(column) => add_column(sheet, column, limits)?,
        Line::Remark { row, column, kind } => {
            if sheet.remarks.len() < REMARK_CAP as usize {
                sheet.remarks.push(Remark { row, column: column.map(usize::from), kind });
            }
        }
        Line::Sheet(_) | Line::Error(_) | Line::End => return Err(bad_answer()),
    }
    Ok(())
}

/// Decides which sheets count: one a kind by its name; failing that, the only one whose headers
/// fit. The rest are listed as unknown, without rows.
fn settle(mut sheets: Vec<Growing>) -> Result<Workbook, ReadError> {
    for kind in SheetKind::KNOWN {
        let mut named = sheets.iter().filter(|g| g.by_name && g.sheet.kind == kind);
        let first = named.next().map(|g| g.position);
        if let (Some(first), Some(second)) = (first, named.next().map(|g| g.position)) {
            return Err(ReadError::TwoSheets { kind, first, second });
        }
        let has_named = first.is_some();
        let guessed = sheets.iter().filter(|g| !g.by_name && g.sheet.kind == kind).count();
        if has_named || guessed > 1 {
            for growing in &mut sheets {
                if !growing.by_name && growing.sheet.kind == kind {
                    growing.sheet.forget();
                }
            }
        }
    }
    let workbook = Workbook { sheets: sheets.into_iter().map(|g| g.sheet).collect() };
    if workbook.sheet(SheetKind::People).is_none() {
        return Err(ReadError::NoPeopleSheet);
    }
    Ok(workbook)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dishonest_answer_is_refused() {
        let head = r#"{"sheet":{"name":"a","position":1,"kind":"people","by_name":true,"header_row":1,"columns":[{"at":0,"header":"Số hồ sơ","code":"file_no"}]}}"#;
        let end = "\"end\"\n";
        for (what, body) in [
            ("nothing", String::new()),
            ("no end", format!("{head}\n")),
            ("cut line", format!("{head}\n\"end\"")),
            ("row before sheet", format!("{{\"r\":[2,[[0,\"x\"]]]}}\n{end}")),
            ("index out of range", format!("{head}\n{{\"r\":[2,[[1,\"x\"]]]}}\n{end}")),
            ("rows not rising", format!("{head}\n{{\"r\":[2,[]]}}\n{{\"r\":[2,[]]}}\n{end}")),
            ("unknown code", format!("{}\n{end}", head.replace("file_no", "nothing"))),
            ("not JSON", format!("{head}\nxyz\n{end}")),
            ("huge cell", format!("{head}\n{{\"r\":[2,[[0,\"{}\"]]]}}\n{end}", "x".repeat(20_000))),
        ] {
            let refused = read(body.as_bytes(), &Limits::default()).err();
            assert_eq!(refused, Some(bad_answer()), "{what}");
        }
        let fine = format!("{head}\n{{\"r\":[2,[[0,\"x\"]]]}}\n{end}");
        assert!(read(fine.as_bytes(), &Limits::default()).is_ok());
    }
}
