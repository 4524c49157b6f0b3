//! `units` and `verify`: the receiving level's list of units, and packages looked at one by one.
//! Neither needs a registry or an officer.

use super::args::day;
use super::error::CliError;
use super::lang::{lang, t};
use super::{Done, Global, output};
use crate::domain::date::{iso, vn};
use crate::domain::report::period_words;
use crate::exchange::package::{
    KeySheet, Link, PackageRefusal, Settled, UnitsFile, UnitsRow, Warning, hex,
};
use crate::rules::units::Units;
use crate::services::{Failure, Inbox, SendingFault, read_text};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueHint};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `units …`.
#[derive(Subcommand)]
pub(super) enum UnitsAct {
    #[command(about = t("Nhập một đơn vị vào danh sách từ phiếu khóa của đơn vị", "Enrol a unit from its key sheet"), after_help = super::help::examples("units add"))]
    Add {
        #[arg(value_name = t("PHIẾU", "KEY_SHEET"), value_hint = ValueHint::FilePath, help = t("Phiếu khóa (hoso key show --out) đã nhận tận tay", "The key sheet (hoso key show --out), received by hand"))]
        sheet: PathBuf,
        #[arg(long, value_name = "UNITS.toml", value_hint = ValueHint::FilePath, help = t("Danh sách đơn vị; chưa có thì lập mới", "The list of units; made where there is none"))]
        units: PathBuf,
        #[arg(long, value_name = t("TÊN", "TEXT"), help = t("Cộng vào đâu (mặc định: tỉnh theo mã)", "What it is summed under (default: its province)"))]
        parent: Option<String>,
        #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Nhận báo cáo từ ngày này (mặc định 01/07/2025, khi có mã xã mới)", "Reports are expected from this day on (default 01/07/2025, when the codes came)"))]
        since: Option<NaiveDate>,
    },
}

/// What opens packages.
#[derive(Args)]
pub(super) struct Desk {
    #[arg(long, value_name = t("TỆP_KHÓA", "AGE_KEY_FILE"), value_hint = ValueHint::FilePath, help = t("Tệp khóa bí mật của nơi nhận (superior keygen)", "The receiving level's secret key file (superior keygen)"))]
    identity: PathBuf,
    #[arg(long, value_name = "UNITS.toml", value_hint = ValueHint::FilePath, help = t("Danh sách đơn vị", "The list of units"))]
    units: PathBuf,
}

impl Desk {
    /// The desk at which packages are opened.
    pub(super) fn inbox(&self) -> Result<Inbox, CliError> {
        Ok(Inbox::at(&self.identity, &self.units)?)
    }
}

/// `verify`.
#[derive(Args)]
pub(super) struct Verify {
    #[arg(value_name = t("TỆP", "FILE"), required = true, value_hint = ValueHint::FilePath, help = t("Các gói .hsr", "Packages .hsr"))]
    files: Vec<PathBuf>,
    #[command(flatten)]
    desk: Desk,
}

fn fault(fault: crate::exchange::package::UnitsFault) -> CliError {
    CliError::from(Failure::from(SendingFault::Units(fault)))
}

/// `units …`.
pub(super) fn units(global: &Global, act: UnitsAct) -> Result<Done, CliError> {
    let UnitsAct::Add { sheet, units: path, parent, since } = act;
    let sheet = KeySheet::read(&read_text(&sheet)?).map_err(fault)?;
    let mut units = if path.exists() {
        UnitsFile::read(&read_text(&path)?).map_err(fault)?
    } else {
        UnitsFile::default()
    };
    let official = Units::embedded().by_code(&sheet.code);
    let province = || official.map_or_else(|| "-".to_owned(), |u| u.province.to_owned());
    // The day the commune-level units and their codes came into being.
    let first_day = NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default();
    let row = UnitsRow {
        code: sheet.code,
        name: sheet.name,
        parent: parent.unwrap_or_else(province),
        key: sheet.key,
        since: since.unwrap_or(first_day),
    };
    let ended = units.newest(&row.code).cloned();
    units.enrol(row.clone()).map_err(fault)?;
    output::rewritten(&path, &units.text())?;
    if official.is_none() {
        output::aside(t(
            "Chú ý: mã này không có trong danh mục đơn vị cấp xã.\n",
            "Note: this code is not in the official list of communes.\n",
        ));
    }
    let document = json!({
        "code": row.code, "name": row.name, "parent": row.parent, "key": row.key, "since": iso(row.since),
        "ended_key": ended.as_ref().map(|old| &old.key), "units": units.len(),
    });
    global.print(&document, || {
        let told = format!(
            "{}: {} {} ({})\n{}: {}\n",
            t("Đã nhập đơn vị", "Enrolled"),
            row.code,
            row.name,
            row.parent,
            t(
                "Đọc khóa này qua điện thoại để đối chiếu với đơn vị",
                "Read this key over the phone to the unit to compare it"
            ),
            row.key
        );
        let Some(old) = ended else { return told };
        let ends = t(
            "Khóa cũ hết hiệu lực, kỳ kết thúc từ ngày này phải ký bằng khóa mới",
            "The old key has ended; periods that end from this day on need the new one",
        );
        format!("{told}{ends}: {}\n  {}\n", vn(row.since), old.key)
    })?;
    Ok(Done::Whole)
}

/// A file and what became of it.
type Looked<'a> = (&'a Path, Result<(Link, Settled), PackageRefusal>, Vec<Warning>);

/// `verify`.
pub(super) fn verify(global: &Global, args: &Verify) -> Result<Done, CliError> {
    let inbox = args.desk.inbox()?;
    let opened: Vec<Result<Link, PackageRefusal>> =
        args.files.iter().map(|file| inbox.open_file(file)).collect();
    let links: Vec<Link> = opened.iter().filter_map(|o| o.as_ref().ok().cloned()).collect();
    let (settled, warnings) = inbox.settle(&links);
    let mut at = 0;
    let mut looked: Vec<Looked<'_>> = Vec::new();
    for (file, opened) in args.files.iter().zip(opened) {
        let entry = match opened {
            Ok(link) => {
                let told = warnings.iter().filter(|(of, _)| *of == at).map(|(_, w)| *w).collect();
                at += 1;
                (file.as_path(), Ok((link, settled[at - 1])), told)
            }
            Err(why) => (file.as_path(), Err(why), Vec::new()),
        };
        looked.push(entry);
    }
    let bad = looked.iter().filter(|l| refusal(&l.1).is_some()).count();
    let name = |link: &Link| {
        let head = &link.report.head;
        inbox.units().on(&head.unit, head.period.to()).map_or("", |unit| &unit.name)
    };
    let document: Vec<Value> = looked.iter().map(|l| looked_json(l, &name)).collect();
    global.print(&json!({ "packages": document, "refused": bad }), || {
        looked.iter().map(|l| looked_text(l, &name)).collect()
    })?;
    match bad {
        0 => Ok(Done::Whole),
        n if n == looked.len() => Err(CliError::PackagesRefused),
        _ => Ok(Done::Partly),
    }
}

/// What the list of units calls the unit of a package.
type Name<'a> = dyn Fn(&Link) -> &'a str + 'a;

/// What a package stands as beside the others, for scripts.
fn standing(found: &Result<(Link, Settled), PackageRefusal>) -> &'static str {
    match found {
        Ok((_, Settled::Counted)) => "counted",
        Ok((_, Settled::Copy)) => "copy",
        Ok((_, Settled::Refused(PackageRefusal::Replaced))) => "replaced",
        _ => "refused",
    }
}

/// Why it is refused; a sound package that a newer one has replaced is not.
fn refusal(found: &Result<(Link, Settled), PackageRefusal>) -> Option<PackageRefusal> {
    match found {
        Ok((_, Settled::Refused(PackageRefusal::Replaced))) => None,
        Ok((_, Settled::Refused(why))) | Err(why) => Some(*why),
        Ok(_) => None,
    }
}

fn looked_json((file, found, warnings): &Looked<'_>, name: &Name<'_>) -> Value {
    let mut entry = match found {
        Ok((link, _)) => {
            let head = &link.report.head;
            json!({
                "unit": head.unit,
                "name": name(link),
                "period": head.period.to_string(),
                "revision": head.revision,
                "id": head.id.to_string(),
                "sha256": hex(&link.sha256),
                "checkpoint": link.report.checkpoint.size,
            })
        }
        Err(_) => json!({}),
    };
    let warned: Vec<Value> = warnings
        .iter()
        .map(|w| {
            let (row, opening, closing) =
                w.numbers().map_or((None, None, None), |(r, o, c)| (Some(r), Some(o), Some(c)));
            json!({ "warning": w.word(), "row": row, "opening": opening, "closing": closing })
        })
        .collect();
    if let Value::Object(map) = &mut entry {
        map.insert("file".into(), file.display().to_string().into());
        let why = refusal(found);
        map.insert("ok".into(), why.is_none().into());
        map.insert("standing".into(), standing(found).into());
        map.insert("code".into(), why.map(PackageRefusal::code).into());
        map.insert("refused".into(), why.map(PackageRefusal::word).into());
        map.insert("reason".into(), why.map(|w| w.text(lang())).into());
        map.insert("warnings".into(), warned.into());
    }
    entry
}

fn looked_text((file, found, warnings): &Looked<'_>, name: &Name<'_>) -> String {
    let mut told = format!("{}\n", file.display());
    if let Ok((link, settled)) = found {
        let head = &link.report.head;
        let _ = writeln!(
            told,
            "  {} {}, {}, {} {}",
            head.unit,
            name(link),
            period_words(head.period, lang()),
            t("lần", "revision"),
            head.revision
        );
        let sound = match settled {
            Settled::Counted => t("Hợp lệ", "Sound"),
            Settled::Copy => t("Bản sao của một tệp trên", "A copy of a file above"),
            Settled::Refused(PackageRefusal::Replaced) => PackageRefusal::Replaced.text(lang()),
            Settled::Refused(_) => "",
        };
        if !sound.is_empty() {
            let _ = writeln!(told, "  {sound}");
        }
    }
    if let Some(why) = refusal(found) {
        let _ = writeln!(told, "  {} [{}]", why.text(lang()), why.code());
        let _ = writeln!(told, "  {}: {}", t("Cần làm", "What to do"), why.remedy(lang()));
    }
    for warning in warnings {
        let _ = writeln!(told, "  {}: {}", t("Lưu ý", "Note"), warning.text(lang()));
    }
    told
}
