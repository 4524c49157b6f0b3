//! The commands that write: record, measure, person.

use super::Done;
use super::args::{self, Global, MeasureAct, PersonAct};
use super::error::CliError;
use super::lang::{lang, t};
use super::output;
use crate::domain::case::{EventField, MeasureField};
use crate::domain::id::FileNo;
use crate::domain::refusal::Remark;
use crate::domain::word::Word;
use serde_json::json;

/// `record`.
pub(super) fn record(global: &Global, args: args::Record) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let draft = args.fields.draft.with(EventField::Kind, args.kind.code());
    let remarks = registry.record(&args.file_no, &draft)?;
    told(global, &args.file_no, &remarks, "Đã ghi vào hồ sơ", "Recorded in file")
}

/// `measure open|close`.
pub(super) fn measure(global: &Global, act: MeasureAct) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    match act {
        MeasureAct::Open(args) => {
            let draft = args.fields.draft.with(MeasureField::Measure, args.code.code());
            let remarks = registry.open_measure(&args.file_no, &draft)?;
            told(
                global,
                &args.file_no,
                &remarks,
                "Đã mở biện pháp cho hồ sơ",
                "Measure opened for file",
            )
        }
        MeasureAct::Close(args) => {
            let remarks =
                registry.close_measure(&args.file_no, args.measure, args.on, args.reason)?;
            told(
                global,
                &args.file_no,
                &remarks,
                "Đã kết thúc biện pháp của hồ sơ",
                "Measure closed for file",
            )
        }
    }
}

/// `person add|edit`.
pub(super) fn person(global: &Global, act: PersonAct) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    match act {
        PersonAct::Add(args) => {
            let (file_no, remarks) = registry.add_person(&args.fields.draft)?;
            told(global, &file_no, &remarks, "Đã thêm hồ sơ", "Added file")
        }
        PersonAct::Edit(args) => {
            let remarks = registry.edit_person(&args.file_no, &args.fields.draft)?;
            told(global, &args.file_no, &remarks, "Đã sửa hồ sơ", "Edited file")
        }
    }
}

/// Says what was done, to which file, and what looks odd about it.
pub(super) fn told(
    global: &Global,
    file_no: &FileNo,
    remarks: &[Remark],
    vi: &'static str,
    en: &'static str,
) -> Result<Done, CliError> {
    let texts: Vec<String> = remarks.iter().map(|r| r.text(lang())).collect();
    let odd: Vec<_> = remarks
        .iter()
        .zip(&texts)
        .map(|(r, text)| json!({"field": r.field, "rule": r.rule(), "text": text}))
        .collect();
    let document = json!({"file_no": file_no.as_str(), "warnings": odd});
    global.print(&document, || format!("{} {file_no}.\n", t(vi, en)))?;
    if !global.json {
        for text in texts {
            output::aside(&format!("{}: {text}\n", t("Nên xem lại", "To be looked at")));
        }
    }
    Ok(Done::Whole)
}
