//! `correct`, `cancel`, `history`: mending wrong entries, and who changed what.

use super::Done;
use super::args::{Global, file_no, number};
use super::change::told;
use super::error::CliError;
use super::fields::{CorrectedEvent, CorrectedMeasure, FieldFlags};
use super::json::datetime;
use super::lang::{lang, t};
use crate::domain::correction::{entry_text, field_label, shown};
use crate::domain::date::vn_minute;
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::word::Word;
use crate::services::view::HistoryLine;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Which entry, and why.
#[derive(Args)]
pub(super) struct Entry {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    file_no: FileNo,
    #[arg(value_name = t("SỐ_MỤC", "NUMBER"), value_parser = number::<i64>, help = t("Số của mục, như hoso show ghi sau dấu #", "Number of the entry, as hoso show gives it after #"))]
    number: i64,
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Lý do, được lưu cùng giá trị cũ", "Reason, kept with the old value"))]
    reason: String,
}

/// `correct`.
#[derive(Subcommand)]
pub(super) enum CorrectAct {
    #[command(about = t("Đính chính một sự kiện: chỉ những mục nêu ra; \"-\" là xoá trống", "Correct an event: only the fields given; \"-\" clears one"), after_help = super::help::examples("correct event"))]
    Event {
        #[command(flatten)]
        entry: Entry,
        #[command(flatten)]
        fields: FieldFlags<CorrectedEvent>,
    },
    #[command(about = t("Đính chính một biện pháp, kể cả ngày bắt đầu và ngày kết thúc đặt", "Correct a measure, its start and set end included"), after_help = super::help::examples("correct measure"))]
    Measure {
        #[command(flatten)]
        entry: Entry,
        #[command(flatten)]
        fields: FieldFlags<CorrectedMeasure>,
    },
}

/// `cancel`.
#[derive(Subcommand)]
pub(super) enum CancelAct {
    #[command(about = t("Hủy một sự kiện ghi nhầm: vẫn lưu, không tính vào đâu", "Cancel an event entered by mistake: kept, counted nowhere"), after_help = super::help::examples("cancel event"))]
    Event(Entry),
    #[command(about = t("Hủy một biện pháp lập nhầm: vẫn lưu, không tính vào đâu", "Cancel a measure opened by mistake: kept, counted nowhere"), after_help = super::help::examples("cancel measure"))]
    Measure(Entry),
    #[command(about = t("Hủy việc kết thúc nhầm: biện pháp mở lại", "Undo an ending entered by mistake: the measure is open again"), after_help = super::help::examples("cancel ending"))]
    Ending(Entry),
}

/// `history`.
#[derive(Args)]
pub(super) struct History {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    file_no: FileNo,
}

/// `correct event|measure`.
pub(super) fn correct(global: &Global, act: CorrectAct) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let (entry, remarks) = match act {
        CorrectAct::Event { entry, fields } => {
            let id = EventId(entry.number);
            let remarks =
                registry.correct_event(&entry.file_no, id, &fields.draft, &entry.reason)?;
            (entry, remarks)
        }
        CorrectAct::Measure { entry, fields } => {
            let id = MeasureId(entry.number);
            let remarks =
                registry.correct_measure(&entry.file_no, id, &fields.draft, &entry.reason)?;
            (entry, remarks)
        }
    };
    told(global, &entry.file_no, &remarks, "Đã đính chính hồ sơ", "Corrected file")
}

/// `cancel event|measure|ending`.
pub(super) fn cancel(global: &Global, act: CancelAct) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let (entry, remarks) = match act {
        CancelAct::Event(e) => {
            let remarks = registry.cancel_event(&e.file_no, EventId(e.number), &e.reason)?;
            (e, remarks)
        }
        CancelAct::Measure(e) => {
            let remarks = registry.cancel_measure(&e.file_no, MeasureId(e.number), &e.reason)?;
            (e, remarks)
        }
        CancelAct::Ending(e) => {
            let remarks = registry.reopen_measure(&e.file_no, MeasureId(e.number), &e.reason)?;
            (e, remarks)
        }
    };
    told(global, &entry.file_no, &remarks, "Đã hủy mục của hồ sơ", "Cancelled an entry of file")
}

/// `history`.
pub(super) fn history(global: &Global, args: &History) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let lines = registry.history(&args.file_no)?;
    let rows: Vec<Value> = lines.iter().map(row).collect();
    let document = json!({"file_no": args.file_no.as_str(), "history": rows});
    global.print(&document, || lines.iter().map(line_text).collect())?;
    Ok(Done::Whole)
}

fn row(line: &HistoryLine) -> Value {
    let change =
        |c: &crate::services::view::Change| json!({"field": c.field, "from": c.from, "to": c.to});
    json!({
        "at": datetime(line.at),
        "officer": line.officer,
        "act": line.act.code(),
        "object": line.object.code(),
        "number": line.object_id,
        "entry": line.held,
        "reason": line.reason,
        "changes": line.changes.iter().map(change).collect::<Vec<_>>(),
    })
}

fn line_text(line: &HistoryLine) -> String {
    let mut out = format!(
        "{}  {}  {} #{}",
        vn_minute(line.at),
        line.officer,
        line.act.label(lang()),
        line.object_id
    );
    if let Some(entry) = entry_text(line.object, &line.held, lang()) {
        let _ = write!(out, "  {entry}");
    }
    if let Some(reason) = &line.reason {
        let _ = write!(out, ": {reason}");
    }
    out.push('\n');
    for change in &line.changes {
        let text = |value: &Option<String>| match value {
            Some(value) => shown(line.object, &change.field, value, lang()),
            None => t("(trống)", "(empty)").to_owned(),
        };
        let label = field_label(line.object, &change.field, lang());
        let _ = writeln!(out, "    {label}: {} → {}", text(&change.from), text(&change.to));
    }
    out
}
