//! `backup` and `restore`: copies, proof that they open, and a registry made of one.

use super::Done;
use super::args::{Global, number};
use super::error::CliError;
use super::interrupt::Unfinished;
use super::lang::{lang, t};
use super::officers::{NewPassword, TwoSheets};
use super::output;
use crate::domain::checkpoint::base64;
use crate::domain::date::{iso_minute, vn_minute};
use crate::domain::word::Lang;
use crate::services::{BackupContents, BackupLine, BackupMade, BackupStage, Registry};
use crate::vault::KdfCost;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `backup`.
#[derive(Args)]
#[command(group = clap::ArgGroup::new("what").required(true))]
pub(super) struct Backup {
    #[arg(group = "what", value_name = "OUT.hsb", value_hint = ValueHint::FilePath, help = t("Tệp sao lưu sẽ ghi; không bao giờ ghi đè", "The backup file to write; never over an existing one"))]
    out: Option<PathBuf>,
    #[arg(group = "what", long, value_name = t("THƯ_MỤC", "FOLDER"), value_hint = ValueHint::DirPath, help = t("Ghi vào thư mục này, tên theo ngày; sau đó chỉ giữ bản của 7 ngày, 5 tuần, 12 tháng gần nhất", "Write into this folder, named by date; afterwards keep the last 7 days, 5 weeks and 12 months"))]
    into: Option<PathBuf>,
    #[arg(group = "what", long, value_name = "FILE.hsb", value_hint = ValueHint::FilePath, help = t("Diễn tập: thử hai phiếu có mở được bản sao lưu này và bản sao còn nguyên không; không thay đổi gì", "Drill: whether two sheets open this backup and it is whole; changes nothing"))]
    drill: Option<PathBuf>,
    #[arg(group = "what", long, help = t("Các bản sao lưu đã lập, và khi nào phải sao lưu tiếp", "The backups made, and when the next is due"))]
    list: bool,
    #[arg(group = "what", long, value_name = t("SỐ", "NUMBER"), value_parser = number::<i64>, requires = "reason", help = t("Ghi nhận bản sao lưu số này không còn (đã hủy, mất hẳn)", "Note that the backup of this number is no more (destroyed, lost for good)"))]
    gone: Option<i64>,
    #[arg(group = "what", long, value_name = t("SỐ_NGÀY", "DAYS"), value_parser = number::<u32>, help = t("Đặt số ngày (1–90) không sao lưu thì nhắc; chỉ trưởng", "Set after how many days (1–90) without a backup to remind; the chief"))]
    remind_days: Option<u32>,
    #[arg(long, value_name = t("LÝ_DO", "TEXT"), requires = "gone", help = t("Vì sao bản sao lưu không còn", "Why the backup is no more"))]
    reason: Option<String>,
    #[command(flatten)]
    sheets: TwoSheets,
}

/// `restore`.
#[derive(Args)]
pub(super) struct Restore {
    #[arg(value_name = "FILE.hsb", value_hint = ValueHint::FilePath, help = t("Tệp sao lưu", "The backup file"))]
    file: PathBuf,
    #[command(flatten)]
    sheets: TwoSheets,
    #[command(flatten)]
    password: NewPassword,
}

/// `backup`.
pub(super) fn backup(global: &Global, args: &Backup) -> Result<Done, CliError> {
    if let Some(file) = &args.drill {
        return drill(global, file, &args.sheets);
    }
    let mut registry = global.open()?;
    if let Some(days) = args.remind_days {
        registry.set_backup_reminder(days)?;
        let document = json!({ "remind_after_days": days });
        global.confirm(&document, "Đã đặt số ngày nhắc sao lưu.", "The reminder is set.")?;
    } else if let Some(id) = args.gone {
        registry.note_backup_gone(id, args.reason.as_deref().unwrap_or_default())?;
        let (vi, en) = ("Đã ghi nhận bản sao lưu này không còn.", "Noted as no more.");
        global.confirm(&json!({ "gone": id }), vi, en)?;
    } else if args.list {
        list(global, &registry)?;
    } else {
        make(global, args, &mut registry)?;
    }
    Ok(Done::Whole)
}

fn make(global: &Global, args: &Backup, registry: &mut Registry) -> Result<(), CliError> {
    let plan = match (&args.out, &args.into) {
        (Some(file), _) => registry.plan_backup(file)?,
        (None, Some(folder)) => registry.plan_backup_into(folder)?,
        (None, None) => return Err(CliError::NotGiven("OUT.hsb")),
    };
    let (work, part) = plan.unfinished();
    let unfinished = Unfinished::begin_beside(work, vec![part.to_path_buf()]);
    let mut progress = output::Progress::start(t("Đang sao lưu", "Backing up"));
    let made = registry.back_up(&plan, &mut |stage, done, of| {
        // The copy and the file are as long as each other; the proof is the last part.
        let (done, of) = (done as usize, of as usize);
        match stage {
            BackupStage::Copying => progress.step(done, of * 2),
            BackupStage::Writing => progress.step(of + done, of * 2),
            BackupStage::Proving => progress.rename(t("Đang kiểm tra bản sao", "Proving the copy")),
        }
    });
    drop(progress);
    unfinished.done();
    let made = made?;
    global.print(&made_json(&made), || made_text(&made))
}

fn made_json(made: &BackupMade) -> Value {
    let [people, measures, events] = made.counts;
    json!({
        "file": made.file.to_string_lossy(),
        "bytes": made.bytes,
        "people": people,
        "measures": measures,
        "events": events,
        "journal_entries": made.journal_size,
        "removed": made.removed,
    })
}

fn made_text(made: &BackupMade) -> String {
    let [people, measures, events] = made.counts;
    let (file, entries) = (made.file.display(), made.journal_size);
    let mut out = match lang() {
        Lang::Vi => format!(
            "Đã sao lưu và đọc lại để kiểm tra: {file}\n{people} hồ sơ, {measures} biện pháp, {events} sự kiện, nhật ký {entries} dòng.\nChỉ hai trong ba phiếu khôi phục mở được tệp này.\n"
        ),
        Lang::En => format!(
            "Backed up, read back and proven: {file}\n{people} people, {measures} measures, {events} events, {entries} journal entries.\nOnly two of the three recovery sheets open this file.\n"
        ),
    };
    for name in &made.removed {
        let _ = writeln!(out, "{}: {name}", t("Đã bỏ bản cũ", "Older copy removed"));
    }
    out
}

fn list(global: &Global, registry: &Registry) -> Result<(), CliError> {
    let (lines, reminder) = (registry.backups()?, registry.backup_reminder()?);
    let document = json!({
        "backups": lines.iter().map(line_json).collect::<Vec<_>>(),
        "reminder": super::json::reminder(&reminder),
    });
    global.print(&document, || {
        let mut out = String::new();
        for b in &lines {
            let _ = write!(
                out,
                "{:>4}  {}  {}  {}  {} {}",
                b.id,
                vn_minute(b.made_at),
                b.file_name,
                b.officer,
                t("nhật ký đến dòng", "journal up to entry"),
                b.journal_size
            );
            if let Some((at, why)) = &b.gone {
                let _ = write!(out, "  ({} {}: {why})", t("không còn từ", "gone"), vn_minute(*at));
            }
            out.push('\n');
        }
        out + &super::text::reminder(&reminder)
    })
}

fn line_json(b: &BackupLine) -> Value {
    json!({
        "id": b.id,
        "made_at": iso_minute(b.made_at),
        "officer": b.officer,
        "file_name": b.file_name,
        "key_generation": b.generation,
        "journal_entries": b.journal_size,
        "gone_at": b.gone.as_ref().map(|(at, _)| iso_minute(*at)),
        "gone_why": b.gone.as_ref().map(|(_, why)| why),
    })
}

fn contents_json(found: &BackupContents) -> Value {
    let [people, measures, events] = found.counts;
    json!({
        "registry_id": found.registry_id,
        "unit_code": found.unit_code,
        "made_at": iso_minute(found.made_at),
        "key_generation": found.generation,
        "people": people,
        "measures": measures,
        "events": events,
        "journal_entries": found.journal_size,
        "journal_root": base64(&found.journal_root),
        "bytes": found.bytes,
    })
}

fn contents_text(found: &BackupContents) -> String {
    let [people, measures, events] = found.counts;
    let (at, unit, entries) = (vn_minute(found.made_at), &found.unit_code, found.journal_size);
    match lang() {
        Lang::Vi => format!(
            "Bản sao lưu lập {at}, đơn vị {unit}: {people} hồ sơ, {measures} biện pháp, {events} sự kiện, nhật ký {entries} dòng.\n"
        ),
        Lang::En => format!(
            "Backup made {at}, unit {unit}: {people} people, {measures} measures, {events} events, {entries} journal entries.\n"
        ),
    }
}

fn drill(global: &Global, file: &Path, sheets: &TwoSheets) -> Result<Done, CliError> {
    let [one, two] = sheets.read()?;
    let work = drill_folder()?;
    let unfinished = Unfinished::begin_new(work.path());
    let label = t("Đang diễn tập khôi phục", "Drilling");
    let mut progress = output::Progress::start(label);
    let told = &mut |done, of| progress.step(done as usize, of as usize);
    let found = Registry::drill_backup(file, [&one, &two], work.path(), told);
    drop(progress);
    drop(work);
    unfinished.done();
    let found = found?;
    let mut document = contents_json(&found);
    document["opens"] = json!(true);
    global.print(&document, || {
        let told = t(
            "Hai phiếu này mở được bản sao lưu, bản sao còn nguyên vẹn. Không có gì thay đổi.\n",
            "These two sheets open the backup, and it is whole. Nothing was changed.\n",
        );
        contents_text(&found) + told
    })?;
    Ok(Done::Whole)
}

/// A folder of one's own, in memory where the system keeps one there. What is put into it is the
/// encrypted database, under a key that only this process holds.
fn drill_folder() -> Result<tempfile::TempDir, CliError> {
    let mut named = tempfile::Builder::new();
    let named = named.prefix("hoso-dien-tap-");
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() { named.tempdir_in(memory).ok() } else { None };
    made.map_or_else(|| named.tempdir(), Ok).map_err(|error| CliError::CannotWrite(error.kind()))
}

/// `restore`.
pub(super) fn restore(global: &Global, args: &Restore) -> Result<Done, CliError> {
    let place = global.place()?;
    let login = global.named_officer().ok_or(CliError::NotGiven("--officer"))?;
    let [one, two] = args.sheets.read()?;
    let password = args.password.get()?;
    let cost = KdfCost::calibrated()?;
    let ready = Registry::restoration(&args.file, &place, [&one, &two], &login, password, cost)?;
    let unfinished = Unfinished::begin_beside(&ready.unfinished(), Vec::new());
    let mut progress = output::Progress::start(t("Đang khôi phục", "Restoring"));
    let done = ready.finish(&mut |done, of| progress.step(done as usize, of as usize));
    drop(progress);
    unfinished.done();
    let done = done?;
    let waiting: Vec<String> = done
        .registry
        .officers()?
        .into_iter()
        .filter(|o| o.active && o.waiting)
        .map(|o| o.login)
        .collect();
    let mut document = contents_json(&done.contents);
    document["registry"] = json!(place.folder().to_string_lossy());
    document["officer"] = json!(done.registry.officer().login);
    document["waiting"] = json!(waiting);
    document["holds"] = json!(done.verdict.holds());
    global.print(&document, || {
        let mut out = contents_text(&done.contents);
        let _ = writeln!(
            out,
            "{}: {}\n{}",
            t("Đã khôi phục thành sổ ở", "Restored as a registry in"),
            place.folder().display(),
            t(
                "Nhật ký mở một chặng mới từ bản sao này; cấp trên sẽ thấy. Việc ghi sau lúc sao lưu không có ở đây: nhập lại từ giấy.\nHai phiếu đã dùng vẫn còn giá trị; nên lập bộ mới: hoso sheets renew",
                "The journal begins a new epoch from this copy, which the superior will see. What was entered after the backup is not here: enter it again from paper.\nThe sheets stay in force; new ones are advised: hoso sheets renew"
            )
        );
        if !done.verdict.holds() {
            out += t(
                "LƯU Ý: nhật ký hoặc dữ liệu trong bản sao đã có chỗ không khớp từ trước khi sao lưu. Xem: hoso audit --verify\n",
                "NOTE: journal or rows of the copy did not hold already before it was made. See: hoso audit --verify\n",
            );
        }
        if !waiting.is_empty() {
            let told = t(
                "Đặt lại mật khẩu (hoso officer set-password TÊN) cho",
                "Set new passwords (hoso officer set-password NAME) for",
            );
            let _ = writeln!(out, "{told}: {}", waiting.join(", "));
        }
        out
    })?;
    Ok(Done::Whole)
}
