//! `retention`: files due for review, and their destruction by two people.

use super::Done;
use super::args::{Global, day, file_no};
use super::error::CliError;
use super::json::datetime;
use super::lang::{lang, t};
use super::table::Table;
use crate::domain::date::vn;
use crate::domain::id::FileNo;
use crate::domain::word::Word;
use crate::services::ReviewLine;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// `retention`.
#[derive(Args)]
pub(super) struct Retention {
    #[command(subcommand)]
    act: Option<RetentionAct>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Đến hạn vào ngày này (mặc định hôm nay)", "Due on this day (default today)"))]
    on: Option<NaiveDate>,
}

/// What to do about a file that is due.
#[derive(Subcommand)]
enum RetentionAct {
    #[command(about = t("Đề nghị hủy một hồ sơ đến hạn", "Propose a file that is due for destruction"), after_help = super::help::examples("retention propose"))]
    Propose(About),
    #[command(about = t("Rút đề nghị hủy", "Take a proposal back"), after_help = super::help::examples("retention withdraw"))]
    Withdraw(About),
    #[command(about = t("Hủy hẳn một hồ sơ do cán bộ khác đề nghị (chỉ Trưởng Công an cấp xã)", "Destroy a file for good that another officer proposed (chief only)"), after_help = super::help::examples("retention destroy"))]
    Destroy {
        #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Hồ sơ", "The file"))]
        file_no: FileNo,
        #[arg(long, value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), help = t("Gõ lại số hồ sơ để xác nhận", "The file number once more, to confirm"))]
        confirm: String,
    },
}

#[derive(Args)]
struct About {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Hồ sơ", "The file"))]
    file_no: FileNo,
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Vì sao (được ghi nhật ký)", "Why (kept in the journal)"))]
    reason: String,
}

/// `retention [propose|withdraw|destroy]`.
pub(super) fn run(global: &Global, args: Retention) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let done = |file_no: &FileNo, text: &str| {
        let document = json!({"file_no": file_no.as_str()});
        global.print(&document, || format!("{text} {file_no}.\n"))
    };
    match args.act {
        Some(RetentionAct::Propose(about)) => {
            registry.propose_destruction(&about.file_no, &about.reason)?;
            done(&about.file_no, t("Đã đề nghị hủy hồ sơ", "Proposed for destruction: file"))?;
        }
        Some(RetentionAct::Withdraw(about)) => {
            registry.withdraw_destruction(&about.file_no, &about.reason)?;
            done(&about.file_no, t("Đã rút đề nghị hủy hồ sơ", "Proposal taken back: file"))?;
        }
        Some(RetentionAct::Destroy { file_no, confirm }) => {
            let outcome = registry.destroy(&file_no, &confirm)?;
            let copies: Vec<Value> = (outcome.copies.iter())
                .map(|(at, name)| json!({"made_at": datetime(*at), "file_name": name}))
                .collect();
            let document =
                json!({"rows": outcome.rows, "rewritten": outcome.rewritten, "copies": copies});
            global.print(&document, || outcome.text(lang()))?;
        }
        None => {
            let lines = registry.due_for_review(args.on)?;
            let rows: Vec<Value> = lines.iter().map(line).collect();
            let document = json!({"total": lines.len(), "files": rows});
            global.print(&document, || lines_text(&lines))?;
        }
    }
    Ok(Done::Whole)
}

fn line(l: &ReviewLine) -> Value {
    let proposal = l.proposal.as_ref();
    let proposal =
        proposal.map(|p| json!({"officer": p.by, "at": datetime(p.at), "reason": p.reason}));
    json!({
        "file_no": l.file_no.as_str(),
        "name": l.name,
        "ground": l.review.ground.code(),
        "since": l.review.since.to_string(),
        "due": l.review.due.to_string(),
        "proposal": proposal,
    })
}

fn lines_text(lines: &[ReviewLine]) -> String {
    if lines.is_empty() {
        return t(
            "Không có hồ sơ đến hạn rà soát. Hồ sơ đã kết thúc chỉ đến hạn khi Trưởng Công an cấp xã đã đặt số năm lưu: hoso rules set retention.…\n",
            "No file is due for review. Closed files are due only where the chief set the years: hoso rules set retention.…\n",
        )
        .to_owned();
    }
    let mut table = Table::headed(&[
        t("Hồ sơ", "File"),
        t("Họ tên", "Name"),
        t("Đến hạn", "Due"),
        t("Vì sao", "Why"),
        t("Đề nghị hủy", "Proposed by"),
    ]);
    for l in lines {
        table.row([
            l.file_no.as_str().to_owned(),
            l.name.clone(),
            vn(l.review.due),
            l.review.text(lang()).to_owned(),
            l.proposal.as_ref().map(|p| p.by.clone()).unwrap_or_default(),
        ]);
    }
    table.render()
}
