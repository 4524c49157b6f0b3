//! Why a workbook could not be read. No variant carries a word of the file: sheets are named by
//! their position, columns by their letter, so that an error may be shown and logged.

use super::columns::SheetKind;
use serde::{Deserialize, Serialize};

/// Old Vietnamese encodings that look like text but are not Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Legacy {
    /// TCVN3 (ABC): `.VnTime` and its family.
    Tcvn3,
    /// VNI: `VNI-Times` and its family.
    Vni,
    /// Windows-1258, the old Vietnamese Windows code page.
    Windows1258,
}

impl Legacy {
    /// The encoding's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
            Self::Windows1258 => "Windows-1258",
        }
    }
}

/// How the reading child process failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerFailure {
    /// The process could not be started.
    NotStarted,
    /// It used up its processor time, or did not answer in time.
    TooSlow,
    /// It was stopped by the system, most likely at its memory limit.
    OutOfMemory,
    /// It crashed in another way.
    Crashed,
    /// Its answer broke off or was not in the agreed form.
    BadAnswer,
}

impl WorkerFailure {
    fn reason(self) -> &'static str {
        match self {
            Self::NotStarted => "it could not be started",
            Self::TooSlow => "it ran out of time",
            Self::OutOfMemory => "it ran out of memory",
            Self::Crashed => "it crashed",
            Self::BadAnswer => "its answer was cut off or not in the agreed form",
        }
    }
}

/// Why a workbook was not read. Nothing of the file's content is in it.
///
/// `sheet` is the sheet's position from 1; `row` is 1-based; `column` is 0-based (0 = A).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// There is no file or folder of that name.
    #[error("there is no such file")]
    Missing,
    /// The system refused to read it.
    #[error("the file cannot be read; is it open in another program, or on a pulled-out stick?")]
    Unreadable,
    /// A folder without a single .csv file.
    #[error("the folder holds no .csv file")]
    EmptyFolder,
    /// Nothing in the file.
    #[error("the file is empty")]
    EmptyFile,
    /// Packed size over the cap.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// Unpacked size over the cap.
    #[error("the file unpacks to more than {limit} bytes")]
    UnpacksTooLarge {
        /// Bytes allowed.
        limit: u64,
    },
    /// More rows than a sheet may have.
    #[error("sheet {sheet} has more than {limit} rows")]
    TooManyRows {
        /// The sheet.
        sheet: u32,
        /// Rows allowed.
        limit: u32,
    },
    /// A filled cell beyond the last column allowed.
    #[error("sheet {sheet} row {row}: a cell beyond column {limit}")]
    TooManyColumns {
        /// The sheet.
        sheet: u32,
        /// The row with the far cell.
        row: u32,
        /// Columns allowed.
        limit: u32,
    },
    /// A cell with more text than allowed.
    #[error("sheet {sheet} row {row} column {}: more than {limit} characters", letters(*column))]
    CellTooLong {
        /// The sheet.
        sheet: u32,
        /// The row.
        row: u32,
        /// The column.
        column: u32,
        /// Characters allowed.
        limit: u32,
    },
    /// More sheets (or .csv files) than allowed.
    #[error("more than {limit} sheets")]
    TooManySheets {
        /// Sheets allowed.
        limit: u32,
    },
    /// The binary format of Excel 97–2003.
    #[error("an old Excel file (.xls); open it in Excel and save it as .xlsx")]
    OldExcel,
    /// Excel's binary workbook.
    #[error("a binary Excel file (.xlsb); open it in Excel and save it as .xlsx")]
    BinaryExcel,
    /// A workbook with a password.
    #[error("the file has a password; take the password off and save it again")]
    Encrypted,
    /// A web page, as many systems export under the name .xls.
    #[error("a web page under the name of a workbook; open it in Excel and save it as .xlsx")]
    WebPage,
    /// XML that is not a packed workbook (Excel 2003 XML, flat .fods).
    #[error("an XML file; open it in Excel and save it as .xlsx")]
    XmlFile,
    /// Nothing this program knows.
    #[error("not a workbook; .xlsx, .ods and .csv are read")]
    NotAWorkbook,
    /// A workbook whose insides are broken.
    #[error("the workbook is damaged; open it in Excel, repair and save it as .xlsx")]
    Damaged,
    /// An error value this program does not know, such as `#SPILL!`.
    #[error("sheet {sheet}: a cell at or after row {row} shows an error; mend or empty it")]
    ErrorCell {
        /// The sheet.
        sheet: u32,
        /// The row, or the last filled one before it.
        row: u32,
    },
    /// Text in UTF-16 (Excel's "Unicode text").
    #[error("the text is UTF-16; save it as CSV UTF-8")]
    Utf16,
    /// Text that is not UTF-8.
    #[error("the text is not UTF-8{}; save it as CSV UTF-8 or .xlsx", guess.map_or("", |_| " (an old Vietnamese encoding)"))]
    NotUtf8 {
        /// The old encoding it looks like.
        guess: Option<Legacy>,
    },
    /// Cells typed with an old font: Unicode letters that only look right in that font.
    #[error("the text is in the old encoding {}; convert it to Unicode first", encoding.name())]
    LegacyText {
        /// The encoding.
        encoding: Legacy,
    },
    /// A quote in a .csv that is never closed, or the like.
    #[error("sheet {sheet}: the CSV is malformed near row {row}")]
    BadCsv {
        /// The file's position.
        sheet: u32,
        /// Line of the file.
        row: u32,
    },
    /// No sheet is the people sheet.
    #[error("no sheet Hồ sơ")]
    NoPeopleSheet,
    /// A sheet by its name one of the three, without a row of headers.
    #[error("sheet {sheet} ({kind}): no header row found")]
    NoHeader {
        /// The sheet.
        sheet: u32,
        /// What its name says it is.
        kind: SheetKind,
    },
    /// Two sheets of the same name.
    #[error("sheets {first} and {second} are both {kind}")]
    TwoSheets {
        /// What they are.
        kind: SheetKind,
        /// The first.
        first: u32,
        /// The second.
        second: u32,
    },
    /// Two columns with the same header.
    #[error("sheet {sheet} ({kind}): columns {} and {} have the same header", letters(*first), letters(*second))]
    TwoColumns {
        /// The sheet.
        sheet: u32,
        /// What it is.
        kind: SheetKind,
        /// The first column.
        first: u32,
        /// The second column.
        second: u32,
    },
    /// The reading process failed.
    #[error("the reading process failed: {}", .0.reason())]
    #[serde(skip)]
    Worker(WorkerFailure),
}

/// Spreadsheet letters of a 0-based column: 0 = `A`, 26 = `AA`.
pub fn letters(column: u32) -> String {
    let mut rest = u64::from(column) + 1;
    let mut reversed = Vec::new();
    while rest > 0 {
        let digit = ((rest - 1) % 26) as u8;
        reversed.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    reversed.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_are_named_as_excel_names_them() {
        for (column, name) in
            [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
        {
            assert_eq!(letters(column), name);
        }
    }
}
