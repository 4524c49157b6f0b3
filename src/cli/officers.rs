//! `officer`, `rekey`, `recover`, `sheets`: accounts, the data key, the recovery sheets.

use super::Done;
use super::args::{Global, word};
use super::error::CliError;
use super::found::{SheetFiles, new_password, show_once};
use super::lang::{lang, t};
use super::output;
use super::session::first_line;
use crate::domain::word::{Lang, Role, Word};
use crate::services::{OfficerLine, Registry};
use crate::vault::{KdfCost, Password, RecoverySheet, RecoverySheets};
use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueHint};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A new password's file.
#[derive(Args)]
pub(super) struct NewPassword {
    #[arg(long, value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Tệp có mật khẩu mới ở dòng đầu (mặc định: hỏi, và đề nghị một mật khẩu)", "File with the new password in its first line (default: asked for, one is suggested)"))]
    new_password_file: Option<PathBuf>,
}

impl NewPassword {
    /// The password, from its file or typed.
    pub(super) fn get(&self) -> Result<Password, CliError> {
        let text = match &self.new_password_file {
            Some(file) => first_line(file)?,
            None if output::someone_is_there() => new_password()?,
            None => return Err(CliError::NotGiven("--new-password-file")),
        };
        Ok(Password::new(&text))
    }
}

/// `officer …`.
#[derive(Subcommand)]
pub(super) enum OfficerAct {
    #[command(about = t("Danh sách tài khoản", "The accounts"), after_help = super::help::examples("officer list"))]
    List,
    #[command(about = t("Thêm cán bộ", "Add an officer"), after_help = super::help::examples("officer add"))]
    Add {
        #[arg(value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập", "Login name"))]
        name: String,
        #[arg(long, value_name = "chief|officer|inspector", value_parser = word::<Role>, help = t("Vai trò: chief trưởng, officer cán bộ, inspector người kiểm tra", "Role"))]
        role: Role,
        #[arg(long, value_name = t("HỌ_TÊN", "TEXT"), help = t("Họ tên", "Full name"))]
        full_name: String,
        #[command(flatten)]
        password: NewPassword,
    },
    #[command(about = t("Ngừng một tài khoản và thay khóa dữ liệu của sổ", "Remove an officer and replace the data key"), after_help = super::help::examples("officer disable"))]
    Disable {
        #[arg(value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập", "Login name"))]
        name: String,
    },
    #[command(about = t("Mở lại một tài khoản đã ngừng, với mật khẩu cũ", "Switch an account on again, with its old password"), after_help = super::help::examples("officer enable"))]
    Enable {
        #[arg(value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập", "Login name"))]
        name: String,
    },
    #[command(about = t("Đổi vai trò của một tài khoản", "Give an account another role"), after_help = super::help::examples("officer set-role"))]
    SetRole {
        #[arg(value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập", "Login name"))]
        name: String,
        #[arg(value_name = t("VAI_TRÒ", "ROLE"), value_parser = word::<Role>, help = t("chief trưởng, officer cán bộ, inspector người kiểm tra", "chief, officer or inspector"))]
        role: Role,
    },
    #[command(about = t("Đổi mật khẩu của mình, hoặc (trưởng) đặt lại mật khẩu của người khác", "Change one's own password, or (the chief) reset another's"), after_help = super::help::examples("officer set-password"))]
    SetPassword {
        #[arg(value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập (mặc định: của mình)", "Login name (default: one's own)"))]
        name: Option<String>,
        #[command(flatten)]
        password: NewPassword,
    },
}

/// Two sheets, as files or typed.
#[derive(Args)]
pub(super) struct TwoSheets {
    #[arg(long, value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Tệp chép lại một phiếu; nêu hai lần (mặc định: gõ hai phiếu vào)", "File with one sheet typed back; give it twice (default: both are typed in)"))]
    recovery_file: Vec<PathBuf>,
}

/// `recover`.
#[derive(Args)]
pub(super) struct Recover {
    #[command(flatten)]
    sheets: TwoSheets,
    #[command(flatten)]
    password: NewPassword,
    #[arg(long, value_name = t("ĐẦU_TÊN_TỆP", "PREFIX"), value_hint = ValueHint::FilePath, help = t("Ghi ba phiếu mới vào ba tệp ĐẦU_TÊN_TỆP-1, -2, -3 thay vì in ra màn hình", "Write the three new sheets as PREFIX-1, -2, -3 instead of showing them"))]
    recovery_out: Option<PathBuf>,
}

/// `sheets …`.
#[derive(Subcommand)]
pub(super) enum SheetsAct {
    #[command(about = t("Diễn tập: thử hai phiếu có mở được sổ không; không thay đổi gì", "Drill: whether two sheets open the registry; changes nothing"), after_help = super::help::examples("sheets drill"))]
    Drill(TwoSheets),
    #[command(about = t("Lập ba phiếu khôi phục mới; phiếu cũ hết giá trị", "Make three new recovery sheets; the old ones end"), after_help = super::help::examples("sheets renew"))]
    Renew {
        #[arg(long, value_name = t("ĐẦU_TÊN_TỆP", "PREFIX"), value_hint = ValueHint::FilePath, help = t("Ghi ba phiếu vào ba tệp ĐẦU_TÊN_TỆP-1, -2, -3 thay vì in ra màn hình", "Write the three sheets as PREFIX-1, -2, -3 instead of showing them"))]
        recovery_out: Option<PathBuf>,
    },
}

/// `officer`.
pub(super) fn officer(global: &Global, act: OfficerAct) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let (vi, en) = match act {
        OfficerAct::List => return list(global, &registry),
        OfficerAct::Add { name, role, full_name, password } => {
            registry.add_officer(&name, &full_name, role, password.get()?)?;
            ("Đã thêm cán bộ.", "Officer added.")
        }
        OfficerAct::Disable { name } => {
            let working = output::Progress::start(t("Đang thay khóa", "Replacing the key"));
            registry.remove_officer(&name)?;
            drop(working);
            (
                "Đã ngừng tài khoản và thay khóa dữ liệu của sổ.",
                "Officer removed and data key replaced.",
            )
        }
        OfficerAct::Enable { name } => {
            registry.enable_officer(&name)?;
            ("Đã mở lại tài khoản.", "Account enabled.")
        }
        OfficerAct::SetRole { name, role } => {
            registry.set_role(&name, role)?;
            ("Đã đổi vai trò.", "Role changed.")
        }
        OfficerAct::SetPassword { name: None, password } => {
            registry.set_own_password(&password.get()?)?;
            ("Đã đổi mật khẩu của mình.", "Own password changed.")
        }
        OfficerAct::SetPassword { name: Some(name), password } => {
            registry.reset_password(&name, &password.get()?)?;
            (
                "Đã đặt mật khẩu mới. Nếu nghi mật khẩu cũ đã lộ, chạy thêm: hoso rekey",
                "New password set. If the old one may be known to others, also run: hoso rekey",
            )
        }
    };
    let advised = registry.second_chief_advised();
    let document = json!({"done": true, "second_chief_advised": advised});
    global.print(&document, || format!("{}\n{}", t(vi, en), advice(&registry)))?;
    Ok(Done::Whole)
}

fn advice(registry: &Registry) -> &'static str {
    if registry.second_chief_advised() {
        t(
            "Nên có hai trưởng: chỉ một người thì khi người đó quên mật khẩu phải dùng phiếu khôi phục.\n",
            "Two chiefs are advised: with one only, a forgotten password needs the recovery sheets.\n",
        )
    } else {
        ""
    }
}

fn list(global: &Global, registry: &Registry) -> Result<Done, CliError> {
    let officers = registry.officers()?;
    let row = |o: &OfficerLine| -> Value {
        json!({
            "login": o.login,
            "full_name": o.full_name,
            "role": o.role.code(),
            "active": o.active,
            "waiting": o.waiting,
        })
    };
    let document = json!({
        "officers": officers.iter().map(row).collect::<Vec<_>>(),
        "second_chief_advised": registry.second_chief_advised(),
        "key_generation": registry.key_generation(),
    });
    global.print(&document, || {
        let mut out = String::new();
        for o in &officers {
            let _ = write!(out, "{}  {}  {}", o.login, o.full_name, o.role.label(lang()));
            if !o.active {
                let _ = write!(out, "  ({})", t("đã ngừng", "disabled"));
            } else if o.waiting {
                let _ =
                    write!(out, "  ({})", t("chờ đặt lại mật khẩu", "waits for a new password"));
            }
            out.push('\n');
        }
        out + advice(registry)
    })?;
    Ok(Done::Whole)
}

/// `rekey`.
pub(super) fn rekey(global: &Global) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let working = output::Progress::start(t("Đang thay khóa", "Replacing the key"));
    registry.rekey()?;
    drop(working);
    let document = json!({"key_generation": registry.key_generation()});
    global.confirm(&document, "Đã thay khóa dữ liệu của sổ.", "The data key was replaced.")?;
    Ok(Done::Whole)
}

impl TwoSheets {
    /// Reads both; a mistake is told with the sheet it stands in.
    pub(super) fn read(&self) -> Result<[RecoverySheet; 2], CliError> {
        let texts = match self.recovery_file.as_slice() {
            [one, two] => [whole(one)?, whole(two)?],
            [] if output::someone_is_there() => [typed(1)?, typed(2)?],
            _ => return Err(CliError::NotGiven("--recovery-file --recovery-file")),
        };
        let mut sheets = Vec::with_capacity(2);
        for (at, text) in texts.iter().enumerate() {
            sheets.push(RecoverySheet::parse(text).inspect_err(|_| {
                let which = t("Phiếu nêu thứ", "Sheet given as number");
                output::aside(&format!("{which} {}:\n", at + 1));
            })?);
        }
        sheets.try_into().map_err(|_| CliError::NotGiven("--recovery-file"))
    }
}

/// The longest file that is read as a sheet.
const LONGEST_SHEET: u64 = 64 * 1024;

fn whole(path: &Path) -> Result<Zeroizing<String>, CliError> {
    use std::io::Read;
    let mut text = Zeroizing::new(String::with_capacity(LONGEST_SHEET as usize));
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST_SHEET).read_to_string(&mut text))
        .map_err(|_| CliError::SheetFile)?;
    Ok(text)
}

fn typed(number: u8) -> Result<Zeroizing<String>, CliError> {
    output::aside(&format!(
        "{} {number}: {}\n",
        t("Gõ phiếu thứ", "Type sheet number"),
        t("hai dòng mã, dòng trống để kết thúc.", "both code lines, an empty line to end.")
    ));
    super::found::type_lines()
}

/// Hands the new sheets over before they are in force: as files, or shown once and typed back.
fn hand_over(
    out: Option<&Path>,
    sheets: &RecoverySheets,
    made_on: NaiveDate,
) -> Result<Vec<PathBuf>, CliError> {
    let Some(prefix) = out else {
        if !output::someone_is_there() {
            return Err(CliError::NotGiven("--recovery-out"));
        }
        show_once(sheets, made_on)?;
        return Ok(Vec::new());
    };
    let mut files = SheetFiles::begin(prefix)?;
    files.fill(sheets, made_on)?;
    Ok(files.paths().to_vec())
}

fn names(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|p| p.to_string_lossy().into_owned()).collect()
}

fn sheet_lines(paths: &[PathBuf]) -> String {
    let mut out = String::new();
    for path in paths {
        let _ =
            writeln!(out, "{}: {}", t("Phiếu khôi phục mới", "New recovery sheet"), path.display());
    }
    out
}

/// `recover`.
pub(super) fn recover(global: &Global, args: &Recover) -> Result<Done, CliError> {
    let place = global.place()?;
    let login = global.named_officer().ok_or(CliError::NotGiven("--officer"))?;
    if args.recovery_out.is_none() && !output::someone_is_there() {
        return Err(CliError::NotGiven("--recovery-out"));
    }
    let [one, two] = args.sheets.read()?;
    let password = args.password.get()?;
    let cost = KdfCost::calibrated()?;
    let ready = Registry::recovery(&place, [&one, &two], &login, password, cost)?;
    let made_on = crate::services::now().date();
    let paths = match ready.sheets() {
        Some(sheets) => hand_over(args.recovery_out.as_deref(), sheets, made_on)?,
        None => Vec::new(),
    };
    let registry = ready.finish()?;
    let waiting: Vec<String> = registry
        .officers()?
        .into_iter()
        .filter(|o| o.active && o.waiting)
        .map(|o| o.login)
        .collect();
    let document = json!({
        "officer": registry.officer().login,
        "recovery": names(&paths),
        "waiting": waiting,
    });
    global.print(&document, || {
        let mut out = format!(
            "{}\n{}{}\n",
            t(
                "Đã khôi phục. Phiếu cũ hết giá trị; việc này đã vào nhật ký.",
                "Recovered. The old sheets have ended; the journal has it."
            ),
            sheet_lines(&paths),
            t(
                "In ba phiếu mới, hủy ba phiếu cũ. Nếu máy hoặc phiếu bị mất cắp, chạy thêm: hoso rekey",
                "Print the new sheets, destroy the old ones. If the PC or a sheet was stolen, also run: hoso rekey"
            )
        );
        if !waiting.is_empty() {
            let _ = writeln!(
                out,
                "{}: {}",
                t(
                    "Đặt lại mật khẩu (hoso officer set-password TÊN) cho",
                    "Set new passwords (hoso officer set-password NAME) for"
                ),
                waiting.join(", ")
            );
        }
        out
    })?;
    Ok(Done::Whole)
}

/// `sheets`.
pub(super) fn sheets(global: &Global, act: &SheetsAct) -> Result<Done, CliError> {
    match act {
        SheetsAct::Drill(two) => drill(global, two),
        SheetsAct::Renew { recovery_out } => {
            if recovery_out.is_none() && !output::someone_is_there() {
                return Err(CliError::NotGiven("--recovery-out"));
            }
            let mut registry = global.open()?;
            let new = registry.new_sheets()?;
            let made_on = registry.now().date();
            let paths = hand_over(recovery_out.as_deref(), new.sheets(), made_on)?;
            registry.put_sheets_in_force(&new)?;
            global.print(&json!({"recovery": names(&paths)}), || {
                let told = t(
                    "Bộ phiếu mới đã có giá trị; hủy ba phiếu cũ.",
                    "The new sheets are in force; destroy the old ones.",
                );
                format!("{}{told}\n", sheet_lines(&paths))
            })?;
            Ok(Done::Whole)
        }
    }
}

fn drill(global: &Global, two: &TwoSheets) -> Result<Done, CliError> {
    let [one, other] = two.read()?;
    let found = Registry::drill(&global.place()?, &one, &other)?;
    let document = json!({
        "sheets": found.sheets,
        "registry_id": found.registry_id,
        "key_generation": found.generation,
        "journal_entries": found.journal_entries,
    });
    let [a, b] = found.sheets;
    global.print(&document, || match lang() {
        Lang::Vi => format!(
            "Phiếu {a} và phiếu {b} mở được sổ này (nhật ký {} dòng). Không có gì thay đổi.\n",
            found.journal_entries
        ),
        Lang::En => format!(
            "Sheets {a} and {b} open this registry ({} journal entries). Nothing was changed.\n",
            found.journal_entries
        ),
    })?;
    Ok(Done::Whole)
}
