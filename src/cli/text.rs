//! What the commands print for people: plain text, dates as dd/mm/yyyy.

use super::clock;
use super::lang::{lang, t};
use super::table::Table;
use crate::domain::case::{Event, EventField};
use crate::domain::date::{end_of_day, vn, vn_minute, vn_moment, vn_months};
use crate::domain::deadline::missed_checks;
use crate::domain::person::{PersonField, labels};
use crate::domain::word::Word;
use crate::rules::RuleBook;
use crate::services::BackupReminder;
use crate::services::view::{
    ClockLine, Dossier, ImportOutcome, JournalLine, PeoplePage, TodayGroup, TodayList,
};
use chrono::{NaiveDateTime, NaiveTime};
use std::fmt::Write as _;

/// A due time; the end of a day is the day.
fn due(at: NaiveDateTime) -> String {
    let whole_day = at.time() >= NaiveTime::from_hms_opt(23, 59, 0).unwrap_or(NaiveTime::MIN);
    if whole_day { vn(at.date()) } else { vn_minute(at) }
}

/// `people`.
pub(super) fn people(page: &PeoplePage) -> String {
    let mut table = Table::headed(&[
        t("Số hồ sơ", "File no."),
        t("Họ và tên", "Name"),
        t("Giới", "Sex"),
        t("Ngày sinh", "Born"),
        t("Thôn/Tổ", "Hamlet"),
        t("Biện pháp", "Measure"),
        t("Đến ngày", "Ends"),
        t("Nguy cơ", "Risk"),
        t("Hạn gần nhất", "Next due"),
    ]);
    for line in &page.lines {
        table.row([
            line.file_no.to_string(),
            line.name.clone(),
            line.sex.label(lang()).to_owned(),
            line.born.to_string(),
            line.hamlet.clone().unwrap_or_default(),
            line.measure.map_or("", |m| m.label(lang())).to_owned(),
            line.measure_end.map(vn).unwrap_or_default(),
            line.risk.map_or("", |r| r.label(lang())).to_owned(),
            line.next_due.map(due).unwrap_or_default(),
        ]);
    }
    let total = format!("{}: {}\n", t("Tổng số", "Total"), page.total);
    if table.is_empty() {
        return total;
    }
    let said = crate::domain::risk::notice(lang());
    format!("{}{total}{said}\n", table.render())
}

/// Whether a backup is due, and how it stands.
pub(super) fn reminder(found: &BackupReminder) -> String {
    let own = t("nhắc sau", "reminder after");
    let told = crate::services::backup_told(found, lang());
    format!(
        "{told} ({own} {} {})\n",
        found.remind_days,
        t("ngày, cài đặt của đơn vị", "days, a unit setting")
    )
}

/// `today`.
pub(super) fn today(list: &TodayList, rules: &RuleBook) -> String {
    let mut out = format!("{} {}\n", t("Việc đến ngày", "Work as of"), vn(list.on));
    if let Some(found) = list.backup.as_ref().filter(|b| b.due()) {
        out += &reminder(found);
    }
    for group in TodayGroup::ALL {
        let count = list.count(group);
        if count == 0 && matches!(group, TodayGroup::Notice | TodayGroup::LongOverdue) {
            continue;
        }
        let _ = writeln!(out, "\n{} ({count})", group_name(group));
        let mut table = Table::plain(7).indented(2);
        for line in list.lines(group) {
            table.row(clock_cells(line, rules));
        }
        out += &table.render();
    }
    out
}

/// The lines of one day.
pub(super) fn clock_table(lines: &[ClockLine], rules: &RuleBook) -> String {
    let mut table = Table::plain(7);
    for line in lines {
        table.row(clock_cells(line, rules));
    }
    table.render()
}

/// The heading of a group; only a duty is ever called overdue.
fn group_name(group: TodayGroup) -> &'static str {
    match group {
        TodayGroup::Overdue => t("Quá hạn", "Overdue"),
        TodayGroup::Today => t("Đến hạn hôm nay", "Due today"),
        TodayGroup::Next7Days => t("Trong 7 ngày tới", "Next 7 days"),
        TodayGroup::Notice => t(
            "Cần lưu ý (việc của bên khác, giấy tờ hết hiệu lực; không tính là quá hạn)",
            "To notice (others' duties, papers that lapsed; never counted as overdue)",
        ),
        TodayGroup::LongOverdue => t("Quá hạn trên 12 tháng", "Overdue for over 12 months"),
    }
}

fn clock_cells(line: &ClockLine, rules: &RuleBook) -> [String; 7] {
    let words = clock::words(line.clock, rules, lang());
    let what = match &line.period {
        Some(period) => format!("{} {period}", words.what),
        None => words.what,
    };
    [
        line.file_no
            .as_ref()
            .map_or_else(|| t("(đơn vị)", "(unit)").to_owned(), ToString::to_string),
        line.name.clone().unwrap_or_default(),
        line.hamlet.clone().unwrap_or_default(),
        what,
        due(line.due),
        over(line),
        source(&words.source, words.unit_setting, line.holidays_unknown),
    ]
}

/// How long past a line is; nothing for one that is not.
fn over(line: &ClockLine) -> String {
    if matches!(line.group, None | Some(TodayGroup::Today | TodayGroup::Next7Days)) {
        return String::new();
    }
    past(line.hours_over, line.due == end_of_day(line.due.date()))
}

/// What is due by the end of a day is late by days as on a calendar; what is due by the hour, by
/// hours up to two days, then by days.
fn past(hours: i64, by_the_day: bool) -> String {
    let (n, unit) = match hours {
        _ if by_the_day => (hours / 24 + 1, t("ngày", "days")),
        0..=48 => (hours, t("giờ", "h")),
        _ => (hours / 24, t("ngày", "days")),
    };
    format!("{} {n} {unit}", t("quá", "over by"))
}

fn source(citation: &str, unit_setting: bool, holidays_unknown: bool) -> String {
    let cited =
        if unit_setting { t("cài đặt của đơn vị", "unit setting") } else { citation };
    if holidays_unknown {
        format!("{cited}; {}", t("chưa có lịch nghỉ của năm", "no table of days off for the year"))
    } else {
        cited.to_owned()
    }
}

/// `show`.
pub(super) fn show(dossier: &Dossier, rules: &RuleBook) -> String {
    let person = &dossier.case.person;
    let mut out = format!("{}  {}\n\n", person.file_no, person.name);
    out += &person_table(dossier).render();
    let _ = writeln!(out, "\n{}", t("Biện pháp", "Measures"));
    for (at, stored) in dossier.case.measures.iter().enumerate() {
        let measure = &stored.record;
        let (start, label) = (vn(measure.start), measure.code.label(lang()));
        let _ = write!(out, "  #{}  {start}  {label}", stored.id.0);
        if let Some(number) = &measure.decision_no {
            let _ = write!(out, ", {} {number}", t("QĐ", "decision"));
        }
        if let Some(ended) = measure.ended_on {
            let reason = measure.end_reason.map_or("", |r| r.label(lang()));
            let _ = write!(out, "; {} {} ({reason})", t("kết thúc", "ended"), vn(ended));
        }
        out.push('\n');
        if let Some(Some(computation)) = dossier.computations.get(at) {
            let _ = writeln!(out, "      {}", computation.sentence(lang()));
        }
        let missed = missed_checks(&dossier.case, stored.id, dossier.on);
        if !missed.is_empty() {
            let words = t("Tháng không kiểm tra cư trú", "Months without a residence check");
            let _ = writeln!(out, "      {words}: {}", vn_months(&missed));
        }
    }
    let _ = writeln!(out, "\n{}", t("Sự kiện", "Events"));
    let mut events = Table::plain(5).indented(2);
    for stored in &dossier.case.events {
        let event = &stored.record;
        let until = event.until.map(|u| format!(" – {}", vn(u))).unwrap_or_default();
        events.row([
            format!("#{}", stored.id.0),
            vn_moment(event.at) + &until,
            event.kind.label(lang()).to_owned(),
            event.outcome.map_or("", |o| o.label(lang())).to_owned(),
            event_words(event),
        ]);
    }
    out += &events.render();
    if !dossier.cancelled.is_empty() {
        let heading =
            t("Ghi nhầm, đã huỷ (không tính)", "Entered by mistake, cancelled (not counted)");
        let _ = writeln!(out, "\n{heading}");
        for cancelled in &dossier.cancelled {
            let event = &cancelled.event.record;
            let _ = writeln!(
                out,
                "  {}  {} – {} {} {}: {}",
                vn_moment(event.at),
                event.kind.label(lang()),
                cancelled.by,
                t("huỷ lúc", "cancelled it on"),
                vn_minute(cancelled.at),
                cancelled.reason
            );
        }
    }
    let heading = t("Hạn đang chạy, tính đến", "Running clocks as of");
    let _ = writeln!(out, "\n{heading} {}", vn(dossier.on));
    for (line, vi, en) in &dossier.clocks {
        let words = clock::words(line.clock, rules, lang());
        let cited = source(&words.source, words.unit_setting, line.holidays_unknown);
        let _ = write!(out, "  {}  {} ({cited})", due(line.due), words.what);
        let over = over(line);
        if line.kind == crate::domain::deadline::ClockKind::Duty && !over.is_empty() {
            let _ = write!(out, ", {over}");
        }
        let _ = writeln!(out, "\n      {}", lang().pick(vi, en));
    }
    out.push('\n');
    out + &super::risk_one::text(dossier)
}

/// What an event has beside its time, kind and result.
fn event_words(event: &Event) -> String {
    let detail = &event.detail;
    let yes_no = |field: EventField, b: Option<bool>| {
        b.map(|b| {
            format!(
                "{}: {}",
                field.label(lang()),
                if b { t("có", "yes") } else { t("không", "no") }
            )
        })
    };
    let parts = [
        Some(labels(&event.substances, lang())).filter(|s| !s.is_empty()),
        event.text.clone(),
        detail.ground.map(|w| w.label(lang()).to_owned()),
        detail.sample.map(|w| w.label(lang()).to_owned()),
        yes_no(EventField::SameSex, detail.same_sex),
        yes_no(EventField::Guardian, detail.guardian),
        detail.step.map(|w| w.label(lang()).to_owned()),
        detail.place.clone(),
        detail.document_no.clone(),
        detail.score.map(|n| format!("{}: {n}", EventField::Score.label(lang()))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn person_table(dossier: &Dossier) -> Table {
    use crate::domain::date::PartialDate;
    let person = &dossier.case.person;
    let draft = person.draft();
    let yes_no = |b: bool| if b { t("Có", "Yes") } else { t("Không", "No") }.to_owned();
    let label = |w: &'static str| Some(w.to_owned());
    let date = |d: Option<PartialDate>| d.map(|d| d.to_string());
    let mut table = Table::plain(2).indented(2);
    for &field in PersonField::ALL {
        use PersonField as F;
        let shown = match field {
            F::FileNo | F::Name => None,
            F::Sex => label(person.sex.label(lang())),
            F::Born => date(Some(person.born)),
            F::DocumentKind => person.document_kind.and_then(|w| label(w.label(lang()))),
            F::DocumentIssued => date(person.document_issued),
            F::Education => person.education.and_then(|w| label(w.label(lang()))),
            F::OccupationGroup => person.occupation_group.and_then(|w| label(w.label(lang()))),
            F::Substances => Some(labels(&person.substances, lang())).filter(|s| !s.is_empty()),
            F::Route => person.route.and_then(|w| label(w.label(lang()))),
            F::DetectedOn => date(person.detected_on),
            F::PsychosisSeenOn => date(person.psychosis_seen_on),
            F::Psychosis => person.psychosis.map(yes_no),
            F::ReleasedPrisoner => person.released_prisoner.map(yes_no),
            _ => draft.get(field).map(str::to_owned),
        };
        if let Some(shown) = shown {
            table.row([field.label(lang()).to_owned(), shown]);
        }
    }
    table
}

/// `import`.
pub(super) fn import(outcome: &ImportOutcome) -> String {
    let mut table = Table::headed(&[
        "",
        t(">Mới", ">New"),
        t(">Không đổi", ">Unchanged"),
        t(">Bổ sung", ">Updated"),
        t(">Từ chối", ">Refused"),
    ]);
    let sheets = outcome.sheets(lang());
    for (name, c) in sheets {
        let counts = [c.added, c.unchanged, c.updated, c.refused].map(|n| n.to_string());
        table.row([name.to_owned()].into_iter().chain(counts));
    }
    let mut out = String::new();
    if outcome.dry_run {
        out += t("CHỈ THỬ: chưa ghi gì vào sổ.\n", "DRY RUN: nothing was written.\n");
    }
    out += &table.render();
    if let Some(told) = outcome.suspected_text(lang()) {
        let _ = writeln!(out, "{told}");
    }
    if !outcome.warnings.is_empty() {
        let count = outcome.warnings.len();
        let _ = writeln!(
            out,
            "\n{} ({count})",
            t("Cảnh báo: vẫn nhập, nên xem lại", "Warnings: kept, to be looked at")
        );
        for w in &outcome.warnings {
            let _ = writeln!(out, "  {}", w.text(lang()));
        }
    }
    if !outcome.refused.is_empty() {
        let count = outcome.refused.len();
        let _ = writeln!(
            out,
            "\n{} ({count})",
            t("Từ chối: chưa nhập, cần sửa", "Refused: not imported, to be mended")
        );
        for r in &outcome.refused {
            let _ = writeln!(out, "  {}", r.text(lang()));
        }
    }
    let changed: usize = sheets.iter().map(|(_, c)| c.added + c.updated + c.refused).sum();
    if changed == 0 {
        out += t(
            "Không có gì thay đổi: sổ đã có đủ các dòng này.\n",
            "Nothing changes: the registry has all these rows.\n",
        );
    }
    out
}

/// `audit`.
pub(super) fn journal(lines: &[JournalLine]) -> String {
    let mut table = Table::headed(&[
        ">#",
        t("Lúc", "At"),
        t("Cán bộ", "Officer"),
        t("Việc", "Act"),
        t("Hồ sơ", "File"),
        t("Lý do", "Reason"),
    ]);
    for line in lines {
        table.row([
            line.seq.to_string(),
            vn_minute(line.at),
            line.officer.clone(),
            crate::domain::journal::act_text(&line.act, lang()),
            line.file_no.as_ref().map(ToString::to_string).unwrap_or_default(),
            line.reason.clone().unwrap_or_default(),
        ]);
    }
    table.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_past_is_told_in_hours_then_days() {
        let check = |hours: i64, by_the_day: bool, wanted: &str| {
            assert_eq!(past(hours, by_the_day), wanted);
        };
        check(3, false, "quá 3 giờ");
        check(48, false, "quá 48 giờ");
        check(49, false, "quá 2 ngày");
        check(2400, false, "quá 100 ngày");
        // Due on 31/10, seen on 23/11 in the morning: 23 days on the calendar.
        check(22 * 24 + 8, true, "quá 23 ngày");
        check(0, true, "quá 1 ngày");
        assert_eq!(lang(), crate::domain::word::Lang::Vi);
    }

    #[test]
    fn a_due_time_at_the_end_of_a_day_is_the_day() {
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
        assert_eq!(due(crate::domain::date::end_of_day(day)), "30/11/2026");
        assert_eq!(due(day.and_hms_opt(10, 5, 0).unwrap()), "30/11/2026 10:05");
        assert_eq!(vn_moment(day.and_hms_opt(0, 0, 0).unwrap()), "30/11/2026");
    }
}
