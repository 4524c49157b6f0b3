//! What an import did or would do, row by row, and how it is told.

use crate::domain::id::FileNo;
use crate::domain::refusal::{Refusal, Remark};
use crate::domain::word::{Lang, number};

/// What happened to the rows of one sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SheetCounts {
    /// New in the registry.
    pub added: usize,
    /// Known already, nothing to do.
    pub unchanged: usize,
    /// Known, and a blank was filled or an open measure closed.
    pub updated: usize,
    /// Refused.
    pub refused: usize,
}

/// A row refused by import.
#[derive(Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Sheet name as in the file.
    pub sheet: String,
    /// Row number in the sheet, 1-based.
    pub row: u32,
    /// Why, one refusal a column.
    pub refusal: Refusal,
}

/// A warning of import: the row is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct ImportWarning {
    /// Sheet name as in the file.
    pub sheet: String,
    /// Row number in the sheet; 0 = the sheet as a whole.
    pub row: u32,
    /// What is odd.
    pub warning: WarningKind,
}

/// What an import warns of.
#[derive(Clone, PartialEq, Eq)]
pub enum WarningKind {
    /// Something odd about a value that is kept.
    Remark(Remark),
    /// A column nobody knows: its heading. Not imported.
    UnknownColumn(String),
    /// A sheet nobody knows: not imported.
    UnknownSheet,
    /// Something odd the reader met (formula without a value, ignored column …), (vi, en).
    Reading(&'static str, &'static str),
    /// The first of two files that look alike came in; both are in the duplicates queue. The second
    /// comes by this row of the same sheet; 0 = it was in the registry.
    LooksAlike(FileNo, FileNo, u32),
}

/// What an import did, or (`dry_run`) would do.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ImportOutcome {
    /// Nothing was written.
    pub dry_run: bool,
    /// Sheet Hồ sơ.
    pub people: SheetCounts,
    /// Sheet Biện pháp.
    pub measures: SheetCounts,
    /// Sheet Sự kiện.
    pub events: SheetCounts,
    /// Warnings.
    pub warnings: Vec<ImportWarning>,
    /// Refused rows.
    pub refused: Vec<RefusedRow>,
    /// New people without any measure: they come in as suspected.
    pub suspected: usize,
}

/// `Hồ sơ, dòng 12: …`; a row of 0 is the sheet as a whole, no sheet the workbook.
fn told_at(sheet: &str, row: u32, text: &str, lang: Lang) -> String {
    match (sheet, row) {
        ("", _) => text.to_owned(),
        (_, 0) => format!("{sheet}: {text}"),
        _ => format!("{sheet}, {} {row}: {text}", lang.pick("dòng", "row")),
    }
}

impl RefusedRow {
    /// Where, and why.
    pub fn text(&self, lang: Lang) -> String {
        told_at(&self.sheet, self.row, &self.refusal.text(lang), lang)
    }
}

impl ImportWarning {
    /// Where, and what.
    pub fn text(&self, lang: Lang) -> String {
        told_at(&self.sheet, self.row, &self.warning.text(lang), lang)
    }
}

impl WarningKind {
    /// What it says.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Remark(remark) => remark.text(lang),
            Self::UnknownColumn(heading) => {
                let said = lang.pick(
                    "cột này chương trình không biết, không nhập:",
                    "this column is not known and was not imported:",
                );
                format!("{said} {heading}")
            }
            Self::UnknownSheet => lang
                .pick(
                    "trang tính này chương trình không biết, không nhập",
                    "this sheet is not known and was not imported",
                )
                .to_owned(),
            Self::Reading(vi, en) => lang.pick(vi, en).to_owned(),
            Self::LooksAlike(one, other, row) => {
                let alike = lang.pick("có thể cùng một người:", "may be the same person:");
                let row = match row {
                    0 => String::new(),
                    row => format!(" ({} {row})", lang.pick("dòng", "row")),
                };
                format!("{alike} {one}, {other}{row}")
            }
        }
    }
}

impl ImportOutcome {
    /// The three sheets by name, with what happened to their rows.
    pub fn sheets(&self, lang: Lang) -> [(&'static str, SheetCounts); 3] {
        [
            (lang.pick("Hồ sơ", "People"), self.people),
            (lang.pick("Biện pháp", "Measures"), self.measures),
            (lang.pick("Sự kiện", "Events"), self.events),
        ]
    }

    /// That people come in as suspected, and how many; `None` = nobody does.
    pub fn suspected_text(&self, lang: Lang) -> Option<String> {
        let people = number(self.suspected, lang);
        (self.suspected > 0).then(|| match lang {
            Lang::Vi => format!("{people} người không có biện pháp nào: vào diện nghi vấn"),
            Lang::En => format!("{people} people have no measure: they come in as suspected"),
        })
    }

    /// Whether something came in, or would.
    pub fn changes(&self) -> bool {
        [self.people, self.measures, self.events].iter().any(|c| c.added + c.updated > 0)
    }
}
