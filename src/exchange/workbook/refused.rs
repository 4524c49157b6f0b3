//! The refused file: the rows that could not be imported, under the headers they came with, and
//! why. Mended, it can be imported again as it is.

use super::columns::{Content, REFUSAL_HEADERS, SheetKind};
use super::{Row, Sheet, Workbook};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::path::Path;

/// Why one row was refused. No `Debug`: a reason may name a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Index into the workbook's `sheets`.
    pub sheet: usize,
    /// The row's number.
    pub row: u32,
    /// Header of the column at fault; empty where it is about the whole row.
    pub column: String,
    /// The reason, in Vietnamese.
    pub reason: String,
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The system refused: full disk, no permission, file open elsewhere.
    #[error("the workbook cannot be written: {}", .0.kind())]
    Io(#[from] std::io::Error),
    /// The writing library refused what it was given.
    #[error("the workbook cannot be made")]
    Format(#[source] XlsxError),
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Io(error),
            error => Self::Format(error),
        }
    }
}

/// Writes the refused rows of `workbook` to `path` (an existing file is replaced, only when the
/// new one is complete). Several refusals of one row become one row.
///
/// Every cell is text and guarded against being taken for a formula, except real dates, which
/// stay dates. The people sheet is always there, because an import demands it.
///
/// # Errors
/// [`WriteError`].
pub fn write(path: &Path, workbook: &Workbook, refusals: &[Refusal]) -> Result<(), WriteError> {
    let mut by_sheet: BTreeMap<usize, BTreeMap<u32, Vec<&Refusal>>> = BTreeMap::new();
    for refusal in refusals {
        by_sheet.entry(refusal.sheet).or_default().entry(refusal.row).or_default().push(refusal);
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    for (index, sheet) in workbook.sheets.iter().enumerate() {
        let rows = by_sheet.remove(&index).unwrap_or_default();
        if sheet.kind == SheetKind::People || !rows.is_empty() {
            let page = book.add_worksheet();
            // A .csv file's name may be one that no sheet can have.
            if page.set_name(&sheet.name).is_err() {
                page.set_name(sheet.kind.title())?;
            }
            fill(page, sheet, &rows)?;
        }
    }
    save(&mut book, path)
}

/// Saves beside the target and puts it in place when complete; the file is its owner's alone.
pub(crate) fn save(book: &mut rust_xlsxwriter::Workbook, path: &Path) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    book.save_to_writer(file.as_file_mut())?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|failed| failed.error)?;
    Ok(())
}

fn fill(
    page: &mut Worksheet,
    sheet: &Sheet,
    refused: &BTreeMap<u32, Vec<&Refusal>>,
) -> Result<(), WriteError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let headers = sheet.columns.iter().map(|name| name.header.as_str()).chain(REFUSAL_HEADERS);
    for (column, header) in headers.enumerate() {
        page.write_string_with_format(0, column as u16, header, &bold)?;
        page.set_column_width(column as u16, 16)?;
    }
    page.set_column_width(sheet.columns.len() as u16 + 2, 60)?;
    page.set_freeze_panes(1, 0)?;
    let mut line = 0;
    for (number, refusals) in refused {
        line += 1;
        if let Some(row) = sheet.row(*number) {
            fill_row(page, line, sheet, row)?;
        }
        let columns: Vec<&str> = refusals.iter().map(|refusal| refusal.column.as_str()).collect();
        let reasons: Vec<&str> = refusals.iter().map(|refusal| refusal.reason.as_str()).collect();
        let after = sheet.columns.len() as u16;
        page.write_number(line, after, *number)?;
        write_text(page, line, after + 1, &columns.join("; "))?;
        write_text(page, line, after + 2, &reasons.join("; "))?;
    }
    Ok(())
}

fn fill_row(page: &mut Worksheet, line: u32, sheet: &Sheet, row: &Row) -> Result<(), WriteError> {
    for (index, text) in &row.cells {
        let content = sheet.columns.get(*index).and_then(|name| name.column).map(|c| c.content);
        let column = *index as u16;
        match content.and_then(|content| date(content, text)) {
            Some((value, format)) => {
                let format = Format::new().set_num_format(format);
                page.write_datetime_with_format(line, column, &value, &format)?;
            }
            None => write_text(page, line, column, text)?,
        }
    }
    Ok(())
}

/// The date of a cell that was a real date when it was read.
fn date(content: Content, text: &str) -> Option<(ExcelDateTime, &'static str)> {
    let shaped = text.len() >= 10 && text.as_bytes().get(4) == Some(&b'-');
    if !shaped || !matches!(content, Content::Date | Content::Moment) {
        return None;
    }
    let format = if text.contains('T') { MOMENT } else { DATE };
    Some((ExcelDateTime::parse_from_str(text).ok()?, format))
}

/// How dates are shown.
pub(super) const DATE: &str = "dd/mm/yyyy";
/// How dates with a time are shown.
pub(super) const MOMENT: &str = "dd/mm/yyyy hh:mm";

/// A text cell. Text that a spreadsheet could take for a formula gets the apostrophe format and
/// so stays text when the cell is edited or the sheet saved as .csv.
fn write_text(page: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), WriteError> {
    let mut format = Format::new().set_num_format("@");
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format = format.set_quote_prefix();
    }
    page.write_string_with_format(row, column, text, &format)?;
    Ok(())
}
