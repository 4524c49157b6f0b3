//! The report as JSON, in the shape and key order of `report --json` (`interface.md`). The core
//! types are not serializable; this is their one JSON form.

use crate::domain::date::{Period, iso};
use crate::domain::report::{Counts, Dimension, KeyCount, Note, Report, ReportRow, row_code};
use crate::domain::report::{FORM_VERSION, StockFlow};
use crate::domain::word::{Lang, Word};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// A report that serializes in the documented key order. Serialized to a [`serde_json::Value`] its
/// keys come sorted, as the package's canonical form wants them.
#[derive(Serialize)]
pub struct ReportJson<'a> {
    form_version: u32,
    unit: UnitJson<'a>,
    period: PeriodJson,
    stock_flow: TableJson<'a>,
    suspected: u64,
    breakdowns: BreakdownsJson<'a>,
    activity: ActivityJson,
    programme: BTreeMap<&'static str, u64>,
    notes: Vec<NoteJson>,
}

impl<'a> ReportJson<'a> {
    /// The report's JSON form; `lang` is the language of the notes' sentences, nothing else
    /// depends on it.
    pub fn new(report: &'a Report, lang: Lang) -> Self {
        let activity = report.activity.entries(lang);
        Self {
            form_version: FORM_VERSION,
            unit: UnitJson { code: &report.unit.code, name: &report.unit.name },
            period: PeriodJson::new(report.period, report.provisional),
            stock_flow: TableJson(&report.stock_flow),
            suspected: report.suspected,
            breakdowns: BreakdownsJson(report.breakdowns.tables().collect()),
            activity: ActivityJson(
                activity.into_iter().map(|(key, _, count)| (key, count)).collect(),
            ),
            programme: report.programme.iter().map(|(work, n)| (work.code(), *n)).collect(),
            notes: report.notes.iter().map(|&note| NoteJson { note, lang }).collect(),
        }
    }

    /// One JSON document.
    ///
    /// # Errors
    /// None for a report: its keys are text and its numbers are integers.
    pub fn text(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

#[derive(Serialize)]
struct UnitJson<'a> {
    code: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct PeriodJson {
    code: String,
    from: String,
    to: String,
    provisional: bool,
}

impl PeriodJson {
    fn new(period: Period, provisional: bool) -> Self {
        Self {
            code: period.to_string(),
            from: iso(period.from()),
            to: iso(period.to()),
            provisional,
        }
    }
}

struct TableJson<'a>(&'a StockFlow);

impl Serialize for TableJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut rows = to.serialize_seq(None)?;
        for (row, counts) in self.0.lines() {
            rows.serialize_element(&LineJson { row, counts })?;
        }
        rows.end()
    }
}

struct LineJson<'a> {
    row: Option<ReportRow>,
    counts: &'a Counts,
}

impl Serialize for LineJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut line = to.serialize_map(None)?;
        line.serialize_entry("row", row_code(self.row))?;
        for (column, count) in self.counts.iter() {
            line.serialize_entry(column.code(), &count)?;
        }
        line.end()
    }
}

struct BreakdownsJson<'a>(Vec<(Dimension, &'a [KeyCount])>);

impl Serialize for BreakdownsJson<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let cells = |cells: &[KeyCount]| {
            cells.iter().map(|c| CellJson { key: c.key, count: c.count }).collect::<Vec<_>>()
        };
        to.collect_map(self.0.iter().map(|(dimension, table)| (dimension.code(), cells(table))))
    }
}

#[derive(Serialize)]
struct CellJson {
    key: &'static str,
    count: u64,
}

struct ActivityJson(Vec<(String, u64)>);

impl Serialize for ActivityJson {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(key, count)| (key, count)))
    }
}

struct NoteJson {
    note: Note,
    lang: Lang,
}

impl Serialize for NoteJson {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut note = to.serialize_map(None)?;
        note.serialize_entry("code", self.note.code())?;
        for (key, count) in self.note.counts() {
            note.serialize_entry(key, &count)?;
        }
        note.serialize_entry("text", &self.note.text(self.lang))?;
        note.end()
    }
}

#[cfg(test)]
#[path = "report_json_tests.rs"]
mod tests;
