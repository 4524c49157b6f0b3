//! `hoso init`: a new registry, its chief, and the three recovery sheets.

use super::Done;
use super::args::{Global, Init};
use super::error::CliError;
use super::interrupt::Unfinished;
use super::lang::{lang, t};
use super::output;
use super::session::{ask, ask_password};
use crate::rules::units::Units;
use crate::services::{Failure, Founding, Registry};
use crate::vault::{KdfCost, Password, RecoverySheets, VaultError, generate_password};
use chrono::NaiveDate;
use serde_json::json;
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Runs the command.
pub(super) fn run(global: &Global, args: &Init) -> Result<Done, CliError> {
    let place = global.place()?;
    if place.holds_registry() {
        return Err(VaultError::AlreadyThere.into());
    }
    if args.recovery_out.is_none() && !output::someone_is_there() {
        return Err(CliError::NotGiven("--recovery-out"));
    }
    let founding = asked(global, args)?;
    let mut files = match &args.recovery_out {
        Some(prefix) => Some(SheetFiles::begin(prefix)?),
        None => None,
    };
    let paths = files.as_ref().map(|f| f.paths.clone()).unwrap_or_default();
    let unfinished = Unfinished::begin(place.folder(), paths.clone());
    let working = output::Progress::start(t("Đang lập sổ", "Making the registry"));
    let (registry, sheets) = Registry::create(&place, founding)?;
    drop(working);
    let made_on = registry.now().date();
    match &mut files {
        Some(files) => files.fill(&sheets, made_on)?,
        None => show_once(&sheets, made_on)?,
    }
    unfinished.done();
    let unit = registry.unit();
    let document = json!({
        "registry": place.folder().to_string_lossy(),
        "registry_id": unit.registry_id,
        "unit": {"code": unit.code, "name": unit.name},
        "officer": registry.officer().login,
        "recovery": paths.iter().map(|p| p.to_string_lossy()).collect::<Vec<_>>(),
    });
    global.print(&document, || {
        let mut out = format!("{} {} ({})\n", t("Đã lập sổ cho", "Registry made for"), unit.name, unit.code);
        let _ = writeln!(out, "{}: {}", t("Thư mục", "Folder"), place.folder().display());
        for path in &paths {
            let _ = writeln!(out, "{}: {}", t("Phiếu khôi phục", "Recovery sheet"), path.display());
        }
        if !paths.is_empty() {
            out += t(
                "In ba phiếu, cất ở ba nơi do ba người giữ, rồi xoá ba tệp này.\n",
                "Print the three sheets, keep them in three places with three people, then delete the files.\n",
            );
        }
        out
    })?;
    Ok(Done::Whole)
}

/// All that a new registry needs: from the flags, else asked for.
fn asked(global: &Global, args: &Init) -> Result<Founding, CliError> {
    let given = |value: &Option<String>, flag: &'static str, question: &str| match value {
        Some(value) => Ok(value.clone()),
        None if output::someone_is_there() => ask(&format!("{question}: ")),
        None => Err(CliError::NotGiven(flag)),
    };
    let unit_code =
        given(&args.unit_code, "--unit-code", t("Mã đơn vị (5 chữ số)", "Unit code (5 digits)"))?;
    let official = Units::embedded().by_code(unit_code.trim()).map(|unit| unit.name);
    let unit_name = match (&args.unit_name, official) {
        (Some(name), _) => name.clone(),
        (None, Some(name)) => name.to_owned(),
        // The services refuse the code with its remedy.
        (None, None) => unit_code.clone(),
    };
    if args.unit_code.is_none() && official.is_some() {
        output::aside(&format!("  {unit_name}\n"));
    }
    let login = given(
        &global.named_officer(),
        "--officer",
        t("Tên đăng nhập của trưởng", "Login name of the chief"),
    )?;
    let full_name =
        given(&args.full_name, "--full-name", t("Họ tên của trưởng", "Full name of the chief"))?;
    let password = match global.filed_password()? {
        Some(password) => password,
        None => new_password()?,
    };
    Ok(Founding {
        unit_code,
        unit_name,
        remote: args.remote,
        login,
        full_name,
        password: Password::new(&password),
        cost: KdfCost::calibrated()?,
    })
}

/// A new password: the generated one offered, or one's own typed twice.
pub(super) fn new_password() -> Result<Zeroizing<String>, CliError> {
    if !output::someone_is_there() {
        return Err(CliError::NotGiven("--password-file"));
    }
    let offered = generate_password()?;
    output::aside(&format!(
        "{}:\n  {}\n{}\n",
        t("Mật khẩu máy đề nghị", "Suggested password"),
        offered.as_str(),
        t(
            "Chép ra giấy rồi bấm Enter để dùng, hoặc gõ mật khẩu của mình (ít nhất 14 ký tự hoặc 5 từ).",
            "Write it down and press Enter to use it, or type your own (at least 14 characters or 5 words).",
        )
    ));
    let typed = ask_password(t("Mật khẩu mới", "New password"))?;
    let wanted = if typed.trim().is_empty() { offered } else { typed };
    let again = ask_password(t("Gõ lại mật khẩu", "Type the password again"))?;
    if wanted.split_whitespace().eq(again.split_whitespace()) {
        Ok(wanted)
    } else {
        Err(CliError::PasswordsDiffer)
    }
}

/// The three files of `--recovery-out`, made empty before any key exists, so that the sheets
/// cannot fail to be written for a reason that could have been known.
pub(super) struct SheetFiles {
    paths: Vec<PathBuf>,
    files: Vec<File>,
}

impl SheetFiles {
    pub(super) fn begin(prefix: &Path) -> Result<Self, CliError> {
        let mut made = Self { paths: Vec::new(), files: Vec::new() };
        for number in 1..=3 {
            let mut name = prefix.as_os_str().to_owned();
            name.push(format!("-{number}"));
            let path = PathBuf::from(name);
            match private_new(&path) {
                Ok(file) => {
                    made.files.push(file);
                    made.paths.push(path);
                }
                Err(error) => {
                    for path in &made.paths {
                        let _ = std::fs::remove_file(path);
                    }
                    return Err(match error.kind() {
                        std::io::ErrorKind::AlreadyExists => Failure::FileTaken.into(),
                        kind => CliError::CannotWrite(kind),
                    });
                }
            }
        }
        Ok(made)
    }

    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    pub(super) fn fill(
        &mut self,
        sheets: &RecoverySheets,
        made_on: NaiveDate,
    ) -> Result<(), CliError> {
        for (file, text) in self.files.iter_mut().zip(sheets.texts(made_on)) {
            file.write_all(text.as_bytes())
                .and_then(|()| file.sync_all())
                .map_err(|error| CliError::CannotWrite(error.kind()))?;
        }
        Ok(())
    }
}

/// A new file that only its owner can read; never an existing one.
fn private_new(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Shows the sheets on the terminal, then has one typed back: proof that it was copied.
pub(super) fn show_once(sheets: &RecoverySheets, made_on: NaiveDate) -> Result<(), CliError> {
    for (number, text) in sheets.texts(made_on).iter().enumerate() {
        output::aside(text);
        let next = if number < 2 { t("Xem phiếu sau", "Next sheet") } else { t("Xong", "Done") };
        ask(&format!("\n[Enter] {next} "))?;
        // The sheet leaves the window, and the scroll-back where the terminal can do that.
        output::aside("\x1b[2J\x1b[3J\x1b[H");
    }
    output::aside(t(
        "Để chắc chắn đã chép đúng, gõ lại phiếu số 2: hai dòng mã, dòng trống để kết thúc.\n",
        "To be sure it was copied right, type sheet 2 again: both code lines, an empty line to end.\n",
    ));
    loop {
        let typed = type_lines()?;
        match sheets.check_typed(2, &typed) {
            Ok(()) => return Ok(()),
            Err(error) => output::aside(&CliError::from(error).text(lang())),
        }
    }
}

/// Lines typed until an empty one.
pub(super) fn type_lines() -> Result<Zeroizing<String>, CliError> {
    let mut typed = Zeroizing::new(String::new());
    loop {
        let line = Zeroizing::new(ask("> ")?);
        if line.is_empty() {
            return Ok(typed);
        }
        typed.push_str(&line);
        typed.push('\n');
    }
}
