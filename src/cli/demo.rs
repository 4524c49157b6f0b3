//! `hoso demo`: a registry of made-up people, to try everything on.

use super::args::{Demo, Global};
use super::error::CliError;
use super::interrupt::Unfinished;
use super::lang::{lang, t};
use super::{Done, json, open_app, output, report_text, session, text};
use crate::domain::date::{Period, end_of_day};
use crate::domain::word::{Role, Word};
use crate::exchange::report_json::ReportJson;
use crate::rules::RuleBook;
use crate::services::demo::units::make_units;
use crate::services::demo::{COMMUNE, followed_up, make_commune};
use crate::services::{Founding, Registry, now};
use crate::vault::{KdfCost, Password, Place, generate_password};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A registry needs an official code; this one is only borrowed, the commune's name is made up.
const UNIT_CODE: &str = "00004";

/// Login, full name, role. Made up.
const OFFICERS: [(&str, &str, Role); 2] =
    [("truong", "Nguyễn Văn Mẫu", Role::Chief), ("canbo", "Trần Thị Ví Dụ", Role::Officer)];

/// Runs the command.
pub(super) fn run(global: &Global, args: &Demo) -> Result<Done, CliError> {
    let (folder, unfinished) = folder(args.dir.as_deref())?;
    if let Some(count) = args.units {
        units(global, args, count, &folder)?;
        unfinished.done();
        return Ok(Done::Whole);
    }
    let place = Place::with_device_file(folder.join("registry"), folder.join("device.key"));
    let passwords = [generate_password()?, generate_password()?];
    let mut registry = make(&place, args, &passwords)?;
    unfinished.done();
    let opens = !args.no_open && !global.json && output::someone_is_there();
    if !opens {
        print(global, args, &mut registry, &folder, &passwords)?;
        return Ok(Done::Whole);
    }
    output::text(&introduction(args, &folder, &passwords))?;
    drop(registry);
    session::ask(t("\n[Enter] Mở chương trình ", "\n[Enter] Open the app "))?;
    open_app(place, Some(OFFICERS[0].0.to_owned()), args.on.map(end_of_day))
}

/// The folder, new or empty, which is taken away again if the demo is not finished.
fn folder(wanted: Option<&Path>) -> Result<(PathBuf, Unfinished), CliError> {
    let failed = |error: std::io::Error| CliError::CannotWrite(error.kind());
    let Some(dir) = wanted else {
        let made = tempfile::Builder::new().prefix("hoso-demo-").tempdir().map_err(failed)?;
        // Watched before it is kept: there is no moment in which nobody would remove it.
        let unfinished = Unfinished::begin_new(made.path());
        return Ok((made.keep(), unfinished));
    };
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(CliError::FolderNotEmpty);
    }
    let unfinished = Unfinished::begin(dir, Vec::new());
    fs::create_dir_all(dir).map_err(failed)?;
    Ok((std::path::absolute(dir).map_err(failed)?, unfinished))
}

/// Units with packages instead of a registry.
fn units(global: &Global, args: &Demo, count: u32, folder: &Path) -> Result<(), CliError> {
    let mut progress = output::Progress::start(t("Đang tạo gói mẫu", "Making the packages"));
    let on = args.on.unwrap_or_else(|| now().date());
    let last = Period::month_of(on).previous();
    let mut step = |done, of| progress.step(done, of);
    let made = make_units(folder, count as usize, args.months, last, args.seed, &mut step)?;
    drop(progress);
    let document = json!({
        "units": made.count,
        "months": made.months.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "packages": made.packages.display().to_string(),
        "units_file": made.units.display().to_string(),
        "identity": made.superior.identity.display().to_string(),
    });
    global.print(&document, || {
        format!(
            "{}: {} × {} {}.\n{}:\n  hoso rollup {} --identity {} --units {} --period {last}\n",
            t("Gói mẫu", "Made-up packages"),
            made.count,
            made.months.len(),
            t("tháng", "months"),
            t("Tổng hợp thử", "To try a roll-up"),
            quoted(&made.packages.join(last.to_string())),
            quoted(&made.superior.identity),
            quoted(&made.units),
        )
    })
}

fn make(
    place: &Place,
    args: &Demo,
    passwords: &[Zeroizing<String>; 2],
) -> Result<Registry, CliError> {
    let mut progress = output::Progress::start(t("Đang tạo sổ mẫu", "Making the demo"));
    let [(login, full_name, _), (second, second_name, role)] = OFFICERS;
    let founding = Founding {
        unit_code: UNIT_CODE.to_owned(),
        unit_name: format!("Công an {COMMUNE} ({})", t("sổ mẫu", "demo")),
        remote: false,
        login: login.to_owned(),
        full_name: full_name.to_owned(),
        password: Password::new(&passwords[0]),
        cost: KdfCost::floor(),
    };
    // The sheets are not shown: a demo is not worth recovering.
    let (mut registry, _sheets) = Registry::create(place, founding)?;
    if let Some(day) = args.on {
        registry = registry.with_fixed_now(end_of_day(day));
    }
    registry.add_officer(second, second_name, role, Password::new(&passwords[1]))?;
    let people = args.people as usize;
    let on = registry.now().date();
    let made_up = followed_up(make_commune(people, args.seed, on), args.seed, on);
    let cases = made_up.map(|case| (case.person, case.measures, case.events));
    registry.load_made_up(cases, &mut |done| progress.step(done, people))?;
    Ok(registry)
}

fn introduction(args: &Demo, folder: &Path, passwords: &[Zeroizing<String>; 2]) -> String {
    let mut out = match lang() {
        crate::domain::word::Lang::Vi => {
            format!("Sổ mẫu: {} người, không ai có thật.\n", args.people)
        }
        crate::domain::word::Lang::En => format!("Demo: {} people, all made up.\n", args.people),
    };
    let _ = writeln!(out, "{}: {}", t("Thư mục", "Folder"), folder.display());
    for ((login, full_name, role), password) in OFFICERS.iter().zip(passwords) {
        let _ = writeln!(
            out,
            "  {login:<8} {full_name} ({})\n           {}: {}",
            role.label(lang()),
            t("mật khẩu", "password"),
            password.as_str()
        );
    }
    let _ = writeln!(
        out,
        "{}:\n  HOSO_DEVICE_KEY={} hoso --registry {}",
        t("Mở lại", "To open it again"),
        quoted(&folder.join("device.key")),
        quoted(&folder.join("registry")),
    );
    out
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-".contains(&b));
    if plain { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// The introduction, today's work and the month's report, as text or as one document.
fn print(
    global: &Global,
    args: &Demo,
    registry: &mut Registry,
    folder: &Path,
    passwords: &[Zeroizing<String>; 2],
) -> Result<(), CliError> {
    let on = registry.now().date();
    let list = match args.on {
        Some(day) => registry.today_on(day)?,
        None => registry.today(usize::MAX)?,
    };
    let report = registry.report(Period::month_of(on), true)?;
    let rules = RuleBook::embedded();
    if !global.json {
        let intro = introduction(args, folder, passwords);
        let (work, table) = (text::today(&list, rules), report_text::report(&report));
        return output::text(&format!("{intro}\n{work}\n{table}"));
    }
    let officers: Vec<Value> = OFFICERS
        .iter()
        .zip(passwords)
        .map(|((login, name, role), password)| {
            json!({"login": login, "full_name": name, "role": role.code(), "password": password.as_str()})
        })
        .collect();
    output::json(&json!({
        "folder": folder.to_string_lossy(),
        "registry": folder.join("registry").to_string_lossy(),
        "device_key": folder.join("device.key").to_string_lossy(),
        "officers": officers,
        "today": json::Today::of(&list, rules, lang()),
        "report": ReportJson::new(&report, lang()),
    }))
}
