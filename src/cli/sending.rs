//! `superior`, `key`, `close`, `export`, `programme`: the way upward at the commune.

use super::args::{self, Global};
use super::error::CliError;
use super::lang::{lang, t};
use super::{Done, output};
use crate::domain::date::{Period, iso_minute, vn};
use crate::domain::report::period_words;
use crate::exchange::package::{MAX_FILE_BYTES, hex};
use crate::services::{Correction, Exported, Sent, Superior, read_bytes, superior_keygen};
use clap::{Args, Subcommand, ValueHint};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `superior …`.
#[derive(Subcommand)]
pub(super) enum SuperiorAct {
    #[command(about = t("Nhập khóa nhận của cấp trên (một lần)", "Enter the superior's receiving key (once)"), after_help = super::help::examples("superior set"))]
    Set {
        #[arg(long, value_name = t("KHÓA", "AGE_PUBLIC_KEY"), help = t("Khóa age1… hoặc tệp phiếu khóa của cấp trên", "The age1… key, or the file of the superior's sheet"))]
        recipient: String,
        #[arg(long, value_name = t("TÊN", "TEXT"), help = t("Tên cấp trên", "The superior's name"))]
        name: String,
    },
    #[command(about = t("Xem khóa nhận đang dùng", "The receiving key in use"), after_help = super::help::examples("superior show"))]
    Show,
    #[command(about = t("(Ở cấp trên) lập cặp khóa nhận; không cần sổ", "(At the receiving level) make its key pair; needs no registry"), after_help = super::help::examples("superior keygen"))]
    Keygen {
        #[arg(long, value_name = t("THƯ_MỤC", "DIR"), value_hint = ValueHint::DirPath, help = t("Thư mục để ghi hai tệp khóa", "Folder for the two key files"))]
        out: PathBuf,
    },
}

/// `key …`.
#[derive(Subcommand)]
pub(super) enum KeyAct {
    #[command(about = t("Phiếu khóa của đơn vị, giao cho cấp trên", "The unit's key sheet, for the superior"), after_help = super::help::examples("key show"))]
    Show {
        #[arg(long, value_name = t("TỆP", "SHEET"), value_hint = ValueHint::FilePath, help = t("Ghi phiếu ra tệp", "Write the sheet to a file"))]
        out: Option<PathBuf>,
    },
}

/// `close`.
#[derive(Args)]
pub(super) struct Close {
    #[arg(long, value_name = t("KỲ", "PERIOD"), value_parser = args::period, help = t("Kỳ đã kết thúc: 2026-11, 2026-Q4, 2026-H2 hoặc 2026", "A period that has ended: 2026-11, 2026-Q4, 2026-H2 or 2026"))]
    period: Period,
}

/// `export`.
#[derive(Args)]
pub(super) struct Export {
    #[arg(long, value_name = t("KỲ", "PERIOD"), value_parser = args::period, required_unless_present = "list", help = t("Kỳ đã kết thúc: 2026-11, 2026-Q4, 2026-H2 hoặc 2026", "A period that has ended: 2026-11, 2026-Q4, 2026-H2 or 2026"))]
    period: Option<Period>,
    #[arg(long, value_name = "FILE.hsr", value_hint = ValueHint::FilePath, required_unless_present = "list", help = t("Tệp gói sẽ ghi", "The package file to be written"))]
    out: Option<PathBuf>,
    #[arg(long, value_name = "FILE.hsr", value_hint = ValueHint::FilePath, help = t("Gói đã gửi mà gói này thay thế", "The package already sent that this one replaces"))]
    replaces: Option<PathBuf>,
    #[arg(long, conflicts_with = "replaces", help = t("Ghi lại đúng gói mới nhất của kỳ đã lập, không lập gói mới", "Write the period's newest package again, byte for byte; make no new one"))]
    again: bool,
    #[arg(long, conflicts_with_all = ["period", "out", "replaces", "again"], help = t("Sổ gửi: các gói đã lập", "The register: the packages made"))]
    list: bool,
}

/// `superior …`.
pub(super) fn superior(global: &Global, act: SuperiorAct) -> Result<Done, CliError> {
    match act {
        SuperiorAct::Keygen { out } => return keygen(global, &out),
        SuperiorAct::Set { recipient, name } => {
            let mut registry = global.open()?;
            let superior = registry.take_superior(&recipient, &name)?;
            global.print(&superior_json(Some(&superior)), || superior_text(Some(&superior)))?;
        }
        SuperiorAct::Show => {
            let registry = global.open()?;
            let superior = registry.superior()?;
            let superior = superior.as_ref();
            global.print(&superior_json(superior), || superior_text(superior))?;
        }
    }
    Ok(Done::Whole)
}

fn superior_json(superior: Option<&Superior>) -> Value {
    superior.map_or_else(
        || json!({ "superior": null }),
        |s| json!({ "superior": { "name": s.name, "recipient": s.recipient, "set_at": iso_minute(s.at), "officer": s.officer } }),
    )
}

fn superior_text(superior: Option<&Superior>) -> String {
    match superior {
        Some(s) => format!(
            "{}: {}\n{}: {}\n{}: {} {} ({})\n",
            t("Cấp trên", "Superior"),
            s.name,
            t("Khóa nhận", "Receiving key"),
            s.recipient,
            t("Nhập ngày", "Entered on"),
            vn(s.at.date()),
            s.at.format("%H:%M"),
            s.officer
        ),
        None => t("Chưa nhập khóa của cấp trên.\n", "No superior is set.\n").to_owned(),
    }
}

fn keygen(global: &Global, out: &Path) -> Result<Done, CliError> {
    let files = superior_keygen(out)?;
    let document = json!({
        "identity": files.identity.display().to_string(),
        "sheet": files.sheet.display().to_string(),
        "recipient": files.recipient,
    });
    global.print(&document, || {
        format!(
            "{}: {}\n{}: {}\n{}: {}\n{}\n",
            t("Khóa bí mật", "Secret key"),
            files.identity.display(),
            t("Phiếu khóa cho các đơn vị", "Key sheet for the units"),
            files.sheet.display(),
            t("Khóa nhận", "Receiving key"),
            files.recipient,
            t(
                "Ai có tệp khóa bí mật thì mở được mọi gói: giữ riêng, chép một bản cất nơi an toàn.",
                "Whoever has the secret key opens every package: keep it apart, and one copy in a safe place."
            )
        )
    })?;
    Ok(Done::Whole)
}

/// `key …`.
pub(super) fn key(global: &Global, act: KeyAct) -> Result<Done, CliError> {
    let KeyAct::Show { out } = act;
    output::targets(&out)?;
    let registry = global.open()?;
    let sheet = registry.key_sheet()?;
    if let Some(path) = &out {
        output::file(path, &sheet.text())?;
    }
    let document = json!({ "code": sheet.code, "name": sheet.name, "key": sheet.key });
    global.print(&document, || sheet.text())?;
    Ok(Done::Whole)
}

/// `close`.
pub(super) fn close(global: &Global, args: &Close) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let closed = registry.close_period(args.period)?;
    let document = json!({
        "period": args.period.to_string(),
        "revision": closed.revision,
        "officer": closed.officer,
        "closed_at": iso_minute(closed.at),
    });
    global.print(&document, || {
        format!(
            "{} {}: {} {} {} ({})\n",
            t("Đã chốt và ký", "Closed and signed:"),
            period_words(args.period, lang()),
            t("lần", "revision"),
            closed.revision,
            vn(closed.at.date()),
            closed.officer
        )
    })?;
    Ok(Done::Whole)
}

/// `export`.
pub(super) fn export(global: &Global, args: &Export) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let (Some(period), Some(out)) = (args.period, &args.out) else {
        let sent = registry.sent()?;
        let lines: Vec<Value> = sent.iter().map(sent_json).collect();
        global.print(&json!({ "sent": lines }), || register(&sent))?;
        return Ok(Done::Whole);
    };
    // Before anything is made: a package that was sent cannot be made again, and one that could not be
    // written would leave a revision nobody has.
    output::target(out)?;
    if args.again {
        let (line, bytes) = registry.package_again(period)?;
        output::bytes(out, &bytes)?;
        global.print(&sent_json(&line), || written(&line, out))?;
        return Ok(Done::Whole);
    }
    let package = |path| read_bytes(path, MAX_FILE_BYTES + 1);
    let replaced = args.replaces.as_deref().map(package).transpose()?;
    let made = registry.export_package(period, replaced.as_deref())?;
    output::bytes(out, &made.bytes).inspect_err(|_| {
        output::aside(&format!(
            "{}: hoso export --period {period} --again --out {}\n",
            t("Gói đã lập, ghi lại ra tệp bằng", "The package is made; write it again with"),
            t("TỆP", "FILE")
        ));
    })?;
    if made.replaces_nothing {
        output::aside(t(
            "Chú ý: kỳ này đã có gói lập trước. Gói mới không nêu thay cho gói nào nên cấp trên sẽ từ chối; nếu gói trước đã gửi, lập lại với --replaces GÓI_TRƯỚC.\n",
            "Note: a package of this period was made before. This one replaces nothing, so the superior will refuse it; if the earlier one was sent, make it again with --replaces EARLIER.\n",
        ));
    }
    global.print(&exported_json(&made), || {
        let mut told = written(&made.line, out);
        let _ = writeln!(told, "{}: {}", t("Niêm phong cho", "Sealed to"), made.superior);
        told + &changed(&made.corrections)
    })?;
    Ok(Done::Whole)
}

fn sent_json(line: &Sent) -> Value {
    json!({
        "id": line.uuid,
        "period": line.period.to_string(),
        "revision": line.revision,
        "closing": line.closing,
        "sha256": hex(&line.sha256),
        "replaces": line.replaces.as_ref().map(hex),
        "checkpoint": line.entries,
        "officer": line.officer,
        "made_at": iso_minute(line.at),
    })
}

fn exported_json(made: &Exported) -> Value {
    let mut document = sent_json(&made.line);
    if let Value::Object(map) = &mut document {
        map.insert("replaces_nothing".into(), made.replaces_nothing.into());
        map.insert("corrections".into(), corrections_json(&made.corrections));
    }
    document
}

/// Corrections as `{indicator, category, closed, now}`.
fn corrections_json(corrections: &[Correction]) -> Value {
    let one = |c: &Correction| {
        let mut entry = Map::new();
        entry.insert("indicator".into(), c.figure.indicator().into());
        entry.insert("category".into(), c.figure.category().into());
        entry.insert("closed".into(), c.closed.into());
        entry.insert("now".into(), c.now.into());
        Value::Object(entry)
    };
    corrections.iter().map(one).collect()
}

fn written(line: &Sent, out: &Path) -> String {
    format!(
        "{} {}, {} {}: {}\nSHA-256: {}\n{} {}\n",
        t("Gói", "Package"),
        period_words(line.period, lang()),
        t("lần", "revision"),
        line.revision,
        out.display(),
        hex(&line.sha256),
        t(
            "Gói mang mốc nhật ký đến dòng",
            "The package carries the checkpoint of the journal up to entry"
        ),
        line.entries
    )
}

/// The cells that differ from the closing before.
fn changed(corrections: &[Correction]) -> String {
    if corrections.is_empty() {
        return String::new();
    }
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    let mut told = format!(
        "{} ({}):\n",
        t("Số liệu đổi so với lần chốt trước", "Figures changed since the last closing"),
        corrections.len()
    );
    for c in corrections {
        let (label, then, now) = (c.figure.label(lang()), number(c.closed), number(c.now));
        let _ = writeln!(told, "  {label}: {then} → {now}");
    }
    told
}

fn register(sent: &[Sent]) -> String {
    if sent.is_empty() {
        return t("Chưa lập gói nào.\n", "No package was made yet.\n").to_owned();
    }
    let line = |s: &Sent| {
        format!(
            "{}  {:<8} {} {}  {}  {}\n",
            vn(s.at.date()),
            s.period.to_string(),
            t("lần", "rev."),
            s.revision,
            &hex(&s.sha256)[..16],
            s.officer
        )
    };
    sent.iter().map(line).collect()
}
