//! `assign`, `team`, `agenda`, `rounds`: who looks after whom, the month, and a round of visits.

use super::args::{Global, clock, day, file_no, number};
use super::error::CliError;
use super::lang::{lang, t};
use super::table::Table;
use super::{Done, json as shapes, text};
use crate::domain::date::{add_days, vn};
use crate::domain::deadline::{Clock, ClockKind};
use crate::domain::id::{FileNo, MeasureId};
use crate::domain::team::{TeamMember, TeamRole, team_text};
use crate::domain::word::Word;
use crate::exchange::round_sheet::write_round_sheet;
use crate::services::new_file;
use crate::services::view::TodayQuery;
use chrono::NaiveDate;
use clap::{Args, ValueHint};
use serde_json::json;
use std::path::PathBuf;

/// Whose work is asked for.
#[derive(Args, Clone)]
pub(super) struct Whose {
    #[arg(long = "of", value_name = t("CÁN_BỘ", "LOGIN"), allow_hyphen_values = true, help = t("Chỉ người do cán bộ này phụ trách; \"-\" là chưa giao ai", "Only people in this officer's charge; \"-\" = nobody's"))]
    charge: Option<String>,
    #[arg(long, value_name = t("THÔN", "TEXT"), help = t("Chỉ thôn, tổ này", "Only this hamlet"))]
    hamlet: Option<String>,
    #[arg(long, value_name = t("MÃ_HẠN", "CLOCK"), value_parser = clock, help = t("Chỉ hạn này, ví dụ U5", "Only this clock, for example U5"))]
    clock: Option<Clock>,
    #[arg(long, value_name = "duty|watch|expiry|window", value_parser = kind, help = t("Chỉ loại hạn này", "Only clocks of this kind"))]
    kind: Option<ClockKind>,
}

impl Whose {
    /// As the services ask it.
    pub(super) fn query(&self) -> TodayQuery {
        TodayQuery {
            officer: self.charge.clone(),
            hamlet: self.hamlet.clone(),
            clock: self.clock,
            kind: self.kind,
        }
    }
}

/// `assign`.
#[derive(Args)]
pub(super) struct Assign {
    #[arg(required = true, value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ, một hay nhiều", "Case file numbers, one or more"))]
    files: Vec<FileNo>,
    #[arg(long, value_name = t("CÁN_BỘ", "LOGIN"), allow_hyphen_values = true, help = t("Tên đăng nhập của cán bộ phụ trách; \"-\" là thôi giao", "Login of the officer in charge; \"-\" = nobody"))]
    to: String,
}

/// `team`.
#[derive(Args)]
pub(super) struct Team {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    file_no: FileNo,
    #[arg(value_name = t("SỐ_BIỆN_PHÁP", "NUMBER"), value_parser = number::<i64>, help = t("Số của biện pháp, như hoso show ghi sau dấu #", "Number of the measure, as hoso show gives it after #"))]
    number: i64,
    #[arg(long, value_name = t("HỌ_TÊN", "NAME"), help = t("Tổ trưởng", "Head"))]
    head: Option<String>,
    #[arg(long, value_name = t("HỌ_TÊN", "NAME"), help = t("Tổ phó (nhiều lần được)", "Deputy (may be repeated)"))]
    deputy: Vec<String>,
    #[arg(long, value_name = t("HỌ_TÊN", "NAME"), help = t("Thành viên (nhiều lần được)", "Member (may be repeated)"))]
    member: Vec<String>,
}

/// `agenda`.
#[derive(Args)]
pub(super) struct Agenda {
    #[arg(long, value_name = "YYYY-MM", value_parser = month, help = t("Tháng (mặc định: tháng này)", "Month (default: this one)"))]
    month: Option<NaiveDate>,
    #[arg(long = "day", value_name = t("NGÀY", "DATE"), value_parser = day, conflicts_with = "month", help = t("Việc đến hạn trong một ngày, thay vì cả tháng", "What falls due on one day, instead of the month"))]
    on: Option<NaiveDate>,
    #[command(flatten)]
    whose: Whose,
}

/// `rounds`.
#[derive(Args)]
pub(super) struct Rounds {
    #[arg(long, value_name = "FILE.xlsx", value_hint = ValueHint::FilePath, help = t("Tệp Excel để in; có họ tên, chỉ dùng nội bộ", "Excel file to print; it holds names, for internal use only"))]
    out: PathBuf,
    #[arg(long, value_name = t("THÔN", "TEXT"), help = t("Thôn, tổ (nhiều lần được; mặc định: tất cả)", "Hamlet (may be repeated; default: all)"))]
    hamlet: Vec<String>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Việc đến hạn đến hết ngày này (mặc định: 7 ngày tới)", "What is due by the end of this day (default: the next 7 days)"))]
    until: Option<NaiveDate>,
}

fn kind(text: &str) -> Result<ClockKind, &'static str> {
    ClockKind::from_code(text.trim())
        .ok_or(t("chỉ có duty, watch, expiry và window", "only duty, watch, expiry and window"))
}

fn month(text: &str) -> Result<NaiveDate, &'static str> {
    NaiveDate::parse_from_str(&format!("{}-01", text.trim()), "%Y-%m-%d")
        .map_err(|_| t("cần tháng dạng 2026-11", "a month like 2026-11 is needed"))
}

/// Runs `assign`.
pub(super) fn assign(global: &Global, args: &Assign) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let changed = registry.assign(&args.files, &args.to)?;
    global.print(&json!({"assigned": changed}), || {
        format!("{}: {changed}\n", t("Số hồ sơ đã giao lại", "Files that changed hands"))
    })?;
    Ok(Done::Whole)
}

/// Runs `team`: shows it, or sets it where names are given.
pub(super) fn team(global: &Global, args: &Team) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let id = MeasureId(args.number);
    let named = |role| move |name: &String| TeamMember { name: name.clone(), role };
    let given: Vec<TeamMember> = (args.head.iter().map(named(TeamRole::Head)))
        .chain(args.deputy.iter().map(named(TeamRole::Deputy)))
        .chain(args.member.iter().map(named(TeamRole::Member)))
        .collect();
    if !given.is_empty() {
        registry.set_team(&args.file_no, id, &given)?;
    }
    let team = registry.team(&args.file_no, id)?;
    let one = |m: &TeamMember| json!({"name": m.name, "role": m.role.code()});
    let members: Vec<_> = team.iter().map(one).collect();
    let document = json!({"file_no": args.file_no.as_str(), "team": members});
    global.print(&document, || {
        if team.is_empty() {
            t("Chưa lập tổ quản lý.\n", "No team yet.\n").to_owned()
        } else {
            format!("{}\n", team_text(&team, lang()))
        }
    })?;
    Ok(Done::Whole)
}

/// Runs `agenda`.
pub(super) fn agenda(global: &Global, args: &Agenda) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let query = args.whose.query();
    if let Some(on) = args.on {
        let lines = registry.agenda_day(&query, on, 0, usize::MAX)?;
        let rules = registry.book();
        let document = shapes::AgendaDay::of(on, &lines, rules, lang());
        global.print(&document, || text::clock_table(&lines, rules))?;
        return Ok(Done::Whole);
    }
    let month = args.month.unwrap_or_else(|| registry.now().date());
    let days = registry.agenda(&query, month)?;
    let rows: Vec<_> = days
        .iter()
        .map(|d| json!({"date": d.date.to_string(), "clocks": d.clocks, "duties": d.duties}))
        .collect();
    let document = json!({"month": month.format("%Y-%m").to_string(), "days": rows});
    global.print(&document, || {
        let headings = [t("Ngày", "Day"), t(">Hạn", ">Clocks"), t(">Của đơn vị", ">Duties")];
        let mut table = Table::headed(&headings);
        for d in days.iter().filter(|d| d.clocks > 0) {
            table.row([vn(d.date), d.clocks.to_string(), d.duties.to_string()]);
        }
        table.render()
    })?;
    Ok(Done::Whole)
}

/// Runs `rounds`. The journal entry is on disk before the file is.
pub(super) fn rounds(global: &Global, args: &Rounds) -> Result<Done, CliError> {
    let path = new_file(&args.out)?;
    let mut registry = global.open()?;
    let until = args.until.unwrap_or_else(|| add_days(registry.now().date(), 7));
    let list = registry.round_list(&args.hamlet, until)?;
    write_round_sheet(&path, &list)?;
    let people = list.people();
    let document = json!({"people": people, "hamlets": list.hamlets.len(), "until": until.to_string(), "file": path.to_string_lossy()});
    global.print(&document, || {
        format!(
            "{}: {people}. {}: {}\n{}\n",
            t("Đã ghi danh sách, số người", "List written, people"),
            t("Tệp", "File"),
            path.display(),
            t(
                "Tệp có họ tên: chỉ dùng nội bộ, xong việc thì xoá.",
                "It holds names: internal use only, delete it when done."
            )
        )
    })?;
    Ok(Done::Whole)
}
