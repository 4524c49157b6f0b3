//! `duplicates`, `merge`, `split`: one person who stands twice in the registry.

use super::Done;
use super::args::{Global, file_no, number};
use super::change::told;
use super::error::CliError;
use super::json::datetime;
use super::lang::{lang, t};
use super::table::Table;
use crate::domain::date::vn_minute;
use crate::domain::id::FileNo;
use crate::domain::person::PersonField;
use crate::domain::word::Word;
use crate::services::view::{AlikePair, PersonLine};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

/// `duplicates`.
#[derive(Args)]
pub(super) struct Duplicates {
    #[command(subcommand)]
    act: Option<DuplicatesAct>,
    #[arg(long, help = t("Các cặp đã kết luận không phải một người", "The pairs said not to be one person"))]
    settled: bool,
    #[arg(long, default_value_t = 100, hide_default_value = true, value_name = "N", value_parser = number::<usize>, help = t("Nhiều nhất bấy nhiêu cặp (mặc định 100)", "At most so many pairs (default 100)"))]
    limit: usize,
}

/// What to do about doubles.
#[derive(Subcommand)]
enum DuplicatesAct {
    #[command(about = t("So mọi người với nhau, đưa các cặp giống nhau vào danh sách chờ", "Compare everybody and queue the pairs that look alike"), after_help = super::help::examples("duplicates scan"))]
    Scan,
    #[command(about = t("Ghi nhớ: hai hồ sơ này không phải một người", "Remember that two files are not of one person"), after_help = super::help::examples("duplicates distinct"))]
    Distinct {
        #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Hồ sơ thứ nhất", "One file"))]
        one: FileNo,
        #[arg(value_name = t("SỐ_HỒ_SƠ_KIA", "OTHER_FILE_NO"), value_parser = file_no, help = t("Hồ sơ thứ hai", "The other file"))]
        other: FileNo,
        #[arg(long, default_value = "", hide_default_value = true, value_name = t("CHỮ", "TEXT"), help = t("Vì sao (được ghi nhật ký)", "Why (kept in the journal)"))]
        reason: String,
    },
}

/// `merge`.
#[derive(Args)]
pub(super) struct Merge {
    #[arg(value_name = t("HỒ_SƠ_GIỮ", "KEPT_FILE_NO"), value_parser = file_no, help = t("Hồ sơ giữ lại", "The file that stays"))]
    kept: FileNo,
    #[arg(value_name = t("HỒ_SƠ_GỘP", "MERGED_FILE_NO"), value_parser = file_no, help = t("Hồ sơ được gộp vào; số này vẫn tìm ra người đó", "The file merged into it; its number goes on finding the person"))]
    away: FileNo,
    #[arg(long, value_delimiter = ',', value_name = t("MỤC", "FIELDS"), value_parser = field, help = t("Các mục lấy giá trị của hồ sơ được gộp, ví dụ name,born; mục trống của hồ sơ giữ lại luôn được điền", "Fields whose value comes from the merged file, for example name,born; empty fields are always filled"))]
    take: Vec<PersonField>,
    #[arg(long, help = t("Lấy cả cán bộ phụ trách của hồ sơ được gộp", "Also take the officer in charge of the merged file"))]
    take_officer: bool,
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Vì sao là một người", "Why they are one person"))]
    reason: String,
}

/// `split`.
#[derive(Args)]
pub(super) struct Split {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số của hồ sơ đã được gộp (hoặc của hồ sơ giữ lại: tách lần gộp mới nhất)", "The merged file (or the one that stayed: its newest merge is split)"))]
    file_no: FileNo,
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Vì sao không phải một người", "Why they are not one person"))]
    reason: String,
}

fn field(text: &str) -> Result<PersonField, String> {
    let found = PersonField::from_text(text).filter(|f| *f != PersonField::FileNo);
    found.ok_or_else(|| {
        let codes: Vec<&str> = PersonField::ALL.iter().skip(1).map(|w| w.code()).collect();
        format!("{}: {}", t("chỉ có", "only"), codes.join(", "))
    })
}

/// `duplicates [scan|distinct]`.
pub(super) fn duplicates(global: &Global, args: Duplicates) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    match args.act {
        Some(DuplicatesAct::Scan) => {
            let outcome = registry.scan_doubles(&mut |_, _| {})?;
            let document =
                json!({"people": outcome.people, "found": outcome.found, "new": outcome.new});
            global.print(&document, || match lang() {
                crate::domain::word::Lang::Vi => format!(
                    "Đã so {} người: {} cặp giống nhau, {} cặp mới vào danh sách chờ.\n",
                    outcome.people, outcome.found, outcome.new
                ),
                crate::domain::word::Lang::En => format!(
                    "{} people compared: {} pairs look alike, {} of them new in the queue.\n",
                    outcome.people, outcome.found, outcome.new
                ),
            })?;
        }
        Some(DuplicatesAct::Distinct { one, other, reason }) => {
            registry.not_same(&one, &other, &reason)?;
            let document = json!({"file_no": one.as_str(), "other": other.as_str()});
            let text = t("Đã ghi nhớ: không phải một người.", "Noted: not one person.");
            global.print(&document, || format!("{text}\n"))?;
        }
        None => {
            let page = registry.doubles(args.settled, 0, args.limit)?;
            let rows: Vec<Value> = page.pairs.iter().map(pair).collect();
            let document = json!({"total": page.total, "pairs": rows});
            global.print(&document, || pairs_text(page.total, &page.pairs))?;
        }
    }
    Ok(Done::Whole)
}

fn side(line: &PersonLine) -> Value {
    json!({
        "file_no": line.file_no.as_str(),
        "name": line.name,
        "born": line.born.iso(),
        "hamlet": line.hamlet,
        "measure": line.measure.map(Word::code),
    })
}

fn pair(p: &AlikePair) -> Value {
    let settled = p
        .settled
        .as_ref()
        .map(|s| json!({"at": datetime(s.at), "officer": s.officer, "reason": s.reason}));
    json!({
        "a": side(&p.a),
        "b": side(&p.b),
        "points": p.likeness.points,
        "reasons": p.likeness.reasons.iter().map(|w| w.code()).collect::<Vec<_>>(),
        "noted_at": datetime(p.noted_at),
        "settled": settled,
    })
}

fn pairs_text(total: usize, pairs: &[AlikePair]) -> String {
    if total == 0 {
        return format!(
            "{}\n",
            t(
                "Không có cặp nào; quét bằng: hoso duplicates scan",
                "None; to look: hoso duplicates scan"
            )
        );
    }
    let mut table = Table::headed(&[
        t("Hồ sơ", "File"),
        t("Họ tên", "Name"),
        t("Sinh", "Born"),
        t("Hồ sơ kia", "Other file"),
        t("Họ tên", "Name"),
        t("Sinh", "Born"),
        t("Vì sao", "Why"),
    ]);
    for p in pairs {
        let mut why = p.likeness.text(lang());
        if let Some(s) = &p.settled {
            why = format!("{} ({}): {why}", vn_minute(s.at), s.officer);
        }
        table.row([
            p.a.file_no.to_string(),
            p.a.name.clone(),
            p.a.born.to_string(),
            p.b.file_no.to_string(),
            p.b.name.clone(),
            p.b.born.to_string(),
            why,
        ]);
    }
    let shown =
        if pairs.len() < total { format!("{}/{total}\n", pairs.len()) } else { String::new() };
    format!("{}{shown}", table.render())
}

/// `merge`.
pub(super) fn merge(global: &Global, args: &Merge) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let take = args.take.iter().copied().collect();
    let remarks = registry.merge(&args.kept, &args.away, &take, args.take_officer, &args.reason)?;
    told(global, &args.kept, &remarks, "Đã gộp vào hồ sơ", "Merged into file")
}

/// `split`.
pub(super) fn split(global: &Global, args: &Split) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let outcome = registry.split(&args.file_no, &args.reason)?;
    let document = json!({
        "kept": outcome.kept.as_str(),
        "split": outcome.away.as_str(),
        "measures_stay": outcome.measures_stay,
        "events_stay": outcome.events_stay,
        "fields_stay": outcome.fields_stay.iter().map(|f| f.code()).collect::<Vec<_>>(),
    });
    global.print(&document, || format!("{}\n", outcome.text(lang())))?;
    Ok(Done::Whole)
}
