//! Tiny workbooks: a row is written `header=value|header=value`, a sheet is a list of rows.

use crate::stories::desk::workbook;
use hoso::domain::id::FileNo;
use hoso::domain::refusal::Reason;
use hoso::domain::word::Word;
use hoso::exchange::workbook::{SheetKind, Workbook};
use hoso::services::Registry;
use hoso::services::view::{ImportOutcome, SheetCounts};
use std::path::Path;

/// A workbook of a few rows.
#[derive(Default, Clone)]
pub struct Tiny {
    people: Vec<String>,
    measures: Vec<String>,
    events: Vec<String>,
}

fn cells(row: &str) -> Vec<(&str, &str)> {
    row.split('|').filter_map(|cell| cell.split_once('=')).collect()
}

/// `row` with the cells of `changes` in place of its own.
fn changed(row: &str, changes: &str) -> String {
    let changes = cells(changes);
    let kept = cells(row).into_iter().filter(|(h, _)| changes.iter().all(|(c, _)| c != h));
    let all: Vec<String> =
        kept.chain(changes.iter().copied()).map(|(h, v)| format!("{h}={v}")).collect();
    all.join("|")
}

impl Tiny {
    pub fn new() -> Self {
        Self::default()
    }

    /// A person A1 that nothing is wrong with, with these cells changed.
    pub fn person(mut self, changes: &str) -> Self {
        const NAM: &str = "Số hồ sơ=A1|Họ và tên=Lê Văn Nam|Giới tính=Nam|Ngày sinh=12/05/1987";
        self.people.push(changed(NAM, changes));
        self
    }

    /// A measure of A1 that nothing is wrong with, with these cells changed.
    pub fn measure(mut self, changes: &str) -> Self {
        const UM: &str = "Số hồ sơ=A1|Biện pháp=user_management|Ngày bắt đầu=05/08/2026";
        self.measures.push(changed(UM, changes));
        self
    }

    /// An event of A1 that nothing is wrong with, with these cells changed.
    pub fn event(mut self, changes: &str) -> Self {
        const VISIT: &str = "Số hồ sơ=A1|Loại=contact|Thời điểm=10/10/2026 09:00|Kết quả=met";
        self.events.push(changed(VISIT, changes));
        self
    }

    pub fn save(&self, path: &Path) {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheets = [&self.people, &self.measures, &self.events];
        for (kind, rows) in SheetKind::KNOWN.into_iter().zip(sheets) {
            let page = book.add_worksheet().set_name(kind.title()).unwrap();
            let headers: Vec<&str> = kind.columns().iter().map(|c| c.header).collect();
            for (column, header) in headers.iter().enumerate() {
                page.write_string(0, column as u16, *header).unwrap();
            }
            for (line, row) in rows.iter().enumerate() {
                for (header, value) in cells(row) {
                    let column = headers.iter().position(|h| *h == header).unwrap();
                    page.write_string(line as u32 + 1, column as u16, value).unwrap();
                }
            }
        }
        book.save(path).unwrap();
    }

    /// As the program reads it: saved, and read in a child without a key.
    pub fn read(&self) -> Workbook {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tiny.xlsx");
        self.save(&path);
        workbook(&path)
    }

    pub fn import(&self, registry: &mut Registry) -> ImportOutcome {
        registry.import(&self.read(), false, &mut |_, _| ()).unwrap()
    }
}

/// `+added ~updated =unchanged !refused`, what is zero left out.
pub fn counts(c: SheetCounts) -> String {
    let parts = [('+', c.added), ('~', c.updated), ('=', c.unchanged), ('!', c.refused)];
    let shown = parts.iter().filter(|(_, n)| *n > 0).map(|(sign, n)| format!("{sign}{n}"));
    shown.collect::<Vec<_>>().join(" ")
}

fn reason(reason: &Reason) -> String {
    let text = format!("{reason:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

/// The refusals as `sheet row field Reason`, the sheet by what its rows are.
pub fn refusals(outcome: &ImportOutcome) -> Vec<String> {
    let line = |r: &hoso::services::view::RefusedRow| {
        let kind = match r.sheet.as_str() {
            "Hồ sơ" => "person",
            "Biện pháp" => "measure",
            _ => "event",
        };
        format!("{kind} {} {} {}", r.row, r.refusal.field, reason(&r.refusal.reason))
    };
    outcome.refused.iter().map(line).collect()
}

/// The measures of a file in their order: `code start..end reason set=…`.
pub fn measures(registry: &mut Registry, file: &str) -> Vec<String> {
    let dossier = registry.show(&FileNo::parse(file).unwrap(), None).unwrap();
    let line = |m: &hoso::domain::case::Measure| {
        let mut text = format!("{} {}", m.code.code(), m.start);
        if let Some(end) = m.ended_on {
            text = format!("{text}..{end} {}", m.end_reason.map_or("", Word::code));
        }
        if let Some(set) = m.set_end {
            text = format!("{text} set={set}");
        }
        text
    };
    dossier.case.measures.iter().map(|m| line(&m.record)).collect()
}
