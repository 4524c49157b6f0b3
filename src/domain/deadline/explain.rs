//! How a deadline came about, in one sentence that an officer can read out.

use super::limit::by_risk;
use super::{CalendarDays, Clock, ClockBook, ClockRule, Deadline, Hours, Limit, WorkingDays};
use crate::domain::case::CaseFile;
use crate::domain::date::{add_months, end_of_day, vn, vn_minute};
use crate::domain::word::{EventKind, Lang};
use chrono::{Datelike, NaiveTime, Timelike};

/// One sentence: what must happen, the rule with the fact it runs from, the due day, and where the
/// rule stands, with how sure that is.
pub fn explain(deadline: &Deadline, case: &CaseFile, book: &ClockBook, lang: Lang) -> String {
    sentence(deadline, Some(case), book, lang)
}

/// The same for the unit's own R1, which belongs to no person.
pub fn explain_report(deadline: &Deadline, book: &ClockBook, lang: Lang) -> String {
    sentence(deadline, None, book, lang)
}

fn sentence(deadline: &Deadline, case: Option<&CaseFile>, book: &ClockBook, lang: Lang) -> String {
    let rule = book.clocks.get(deadline.clock);
    let what = lang.pick(&rule.what_vi, &rule.what_en);
    let basis = basis(deadline, rule, case, lang);
    let due = due_text(deadline, lang);
    let mut text = format!("{what}: {basis} → {due} ({})", source(rule, lang));
    if let Some(term) = case.and_then(|c| term(deadline, c, book, lang)) {
        text += "; ";
        text += &term;
    }
    if deadline.holidays_unknown {
        text += lang.pick(
            "; chưa có bảng ngày nghỉ chính thức của năm liên quan nên ngày này chưa chắc chắn",
            "; a year on the way has no official table of days off, so this day is not certain",
        );
    }
    text
}

fn due_text(deadline: &Deadline, lang: Lang) -> String {
    let end = NaiveTime::from_hms_opt(23, 59, 59);
    if Some(deadline.due.time()) == end {
        format!("{} {}", lang.pick("hết ngày", "end of"), vn(deadline.due.date()))
    } else {
        vn_minute(deadline.due.with_second(0).unwrap_or(deadline.due))
    }
}

/// "24 giờ từ …", "trong 2 ngày làm việc kể từ …": the rule and its arithmetic.
fn basis(deadline: &Deadline, rule: &ClockRule, case: Option<&CaseFile>, lang: Lang) -> String {
    let named = start_fact(deadline, rule, case, lang);
    let fact = format!("{named} {}", vn(deadline.from));
    let words = |vi: String, en: String| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    match limit_used(deadline, rule, case) {
        Limit::Hours(hours) => {
            let (n, start) = (hours.0, hours.before(deadline.due));
            if start == end_of_day(deadline.from) {
                words(
                    format!("{n} giờ từ {fact} (không ghi giờ nên tính từ cuối ngày)"),
                    format!("{n} hours from {fact} (no hour known, so from the end of that day)"),
                )
            } else {
                let fact = format!("{named} {}", vn_minute(start));
                words(format!("{n} giờ từ {fact}"), format!("{n} hours from {fact}"))
            }
        }
        Limit::Days(CalendarDays(n)) => {
            words(format!("{n} ngày từ {fact}"), format!("{n} days from {fact}"))
        }
        Limit::WorkingDays(WorkingDays(n)) => {
            words(format!("{n} ngày làm việc từ {fact}"), format!("{n} working days from {fact}"))
        }
        Limit::Months(n) => {
            words(format!("{n} tháng từ {fact}"), format!("{n} months from {fact}"))
        }
        Limit::DaysBefore(CalendarDays(n)) => {
            words(format!("chậm nhất {n} ngày trước {fact}"), format!("{n} days before {fact}"))
        }
        Limit::LastWorkingDays(WorkingDays(n)) => {
            let first = vn(deadline.shown_from);
            words(
                format!("trong {n} ngày làm việc cuối của thời hạn, từ {first} đến {fact}"),
                format!("within the last {n} working days of the term, {first} to {fact}"),
            )
        }
        Limit::MonthEnd => {
            let month = format!("{:02}/{}", deadline.due.month(), deadline.due.year());
            words(
                format!("mỗi tháng ít nhất một lần, tháng {month} chưa có; tính từ {fact}"),
                format!("once each month, none yet in {month}; counted from {fact}"),
            )
        }
        Limit::SameDay => fact,
        Limit::ByRisk(_) if own_level_ended(deadline, case) => words(
            format!("ngay sau khi mức do cán bộ định hết hiệu lực, {}", vn(deadline.from)),
            format!("the day after an officer's own level ended, {}", vn(deadline.from)),
        ),
        Limit::ByRisk(days) => {
            // The pace is read back from the deadline, since the level in force is not kept in it.
            let n = (deadline.due.date() - deadline.from).num_days();
            let level = by_risk(None);
            let lowest = i64::from(days[level].0) == n;
            let pace = if lowest {
                lang.pick("nguy cơ thấp hoặc chưa đánh giá", "risk low or not assessed")
            } else {
                lang.pick("theo mức nguy cơ", "by the level of risk")
            };
            words(format!("{n} ngày ({pace}) từ {fact}"), format!("{n} days ({pace}) from {fact}"))
        }
    }
}

/// Whether F2 runs from the end of an officer's own level.
fn own_level_ended(d: &Deadline, case: Option<&CaseFile>) -> bool {
    let mut set = case.into_iter().flat_map(|c| &c.events).map(|e| &e.record);
    d.clock == Clock::F2
        && (d.due.date() - d.from).num_days() == 1
        && set.any(|e| e.kind == EventKind::RiskOverride && e.until == Some(d.from))
}

/// The limit this deadline was given: that of the special case where only it fits the dates.
fn limit_used(d: &Deadline, rule: &ClockRule, case: Option<&CaseFile>) -> Limit {
    let Some((_, other)) = rule.alternative else {
        return rule.limit;
    };
    let began = |h: Hours| h.before(d.due);
    let asked = |h: Hours| {
        let mut events = case.into_iter().flat_map(|c| &c.events).map(|e| &e.record);
        d.clock != Clock::E1
            || events.any(|e| e.kind == EventKind::MonitoringRequest && h.after(e.at) == d.due)
    };
    let fits = match other {
        Limit::Hours(h) => began(h).date() == d.from && asked(h),
        Limit::Months(n) => add_months(d.from, n) == d.due.date(),
        _ => false,
    };
    if fits { other } else { rule.limit }
}

/// The fact on the day it runs from, where a clock has two; else the rule's words.
fn start_fact<'a>(
    d: &Deadline,
    rule: &'a ClockRule,
    case: Option<&CaseFile>,
    lang: Lang,
) -> &'a str {
    let events = || case.into_iter().flat_map(|c| &c.events);
    let happened =
        |kind: EventKind| events().any(|e| e.record.kind == kind && e.record.at.date() == d.from);
    let custody_ended = || {
        let mut custody = events().filter(|e| e.record.kind == EventKind::Custody);
        custody.any(|e| e.record.until == Some(d.from))
    };
    match d.clock {
        Clock::U5 if happened(EventKind::ResidenceCheck) => {
            lang.pick("lần kiểm tra gần nhất", "the last check")
        }
        Clock::U5 => lang.pick("ngày bắt đầu quản lý", "the start of management"),
        Clock::F1 if custody_ended() => {
            lang.pick("ngày hết tạm giữ, tạm giam", "the end of custody")
        }
        Clock::F1 if happened(EventKind::Contact) => {
            lang.pick("lần gặp gần nhất", "the last contact")
        }
        Clock::A4 if happened(EventKind::Determination) => {
            lang.pick("ngày xác định nghiện", "the determination of addiction")
        }
        Clock::A4 => {
            lang.pick("ngày vào danh sách người nghiện", "the day he was listed as addicted")
        }
        Clock::U3 if happened(EventKind::NoticeReceived) => {
            lang.pick("khi nhận thông báo", "the notice received")
        }
        Clock::U3 => {
            lang.pick("kết quả dương tính của người cư trú tại xã", "a resident's positive result")
        }
        Clock::U4 if happened(EventKind::Test) => {
            lang.pick("kết quả xét nghiệm dương tính", "the positive test")
        }
        Clock::U4 => lang.pick("khi nhận thông báo", "the notice received"),
        Clock::U8 if happened(EventKind::Suspension) => {
            lang.pick("quyết định tạm đình chỉ", "the suspension")
        }
        Clock::U8 => lang.pick("quyết định dừng hoặc chấm dứt", "the decision to stop or end"),
        Clock::C5 if happened(EventKind::EvasionEnded) => {
            lang.pick("khi chấm dứt trốn tránh", "the end of evasion")
        }
        Clock::C5 => lang.pick("lần vi phạm cuối", "the last violation"),
        Clock::E1 if happened(EventKind::MonitoringRequest) => {
            lang.pick("đề nghị của cha mẹ, người giám hộ", "the guardian's request")
        }
        Clock::E1 if happened(EventKind::RehabDecision) => {
            lang.pick("quyết định cai nghiện tại nhà", "the decision on home rehab")
        }
        Clock::E1 => lang.pick(
            "tiếp nhận điều trị thay thế hoặc quyết định sau cai",
            "the admission to substitution or the decision on post-rehab",
        ),
        Clock::E3 if happened(EventKind::Violation) => {
            lang.pick("lần vi phạm cuối", "the last violation")
        }
        Clock::F2 if happened(EventKind::RiskOverride) => {
            lang.pick("ngày cán bộ định mức", "the day an officer set the level")
        }
        Clock::F2 if happened(EventKind::RiskReview) => {
            lang.pick("lần rà soát gần nhất", "the last review")
        }
        Clock::F1 | Clock::F2 => lang.pick("ngày bắt đầu biện pháp", "the start of the measure"),
        Clock::P2 if happened(EventKind::CompletionNotice) => {
            lang.pick("ngày nhận thông báo hoàn thành", "the completion notice")
        }
        Clock::P2 => lang.pick("ngày hoàn thành", "completion"),
        _ => lang.pick(&rule.from_vi, &rule.from_en),
    }
}

/// How the end of the term follows, for a clock that counts from it.
fn term(d: &Deadline, case: &CaseFile, book: &ClockBook, lang: Lang) -> Option<String> {
    if !matches!(d.clock, Clock::T1 | Clock::A5 | Clock::P1 | Clock::P4) {
        return None;
    }
    let index = case.measures.iter().rposition(|m| m.record.code.is_main() && m.record.counts())?;
    Some(book.terms.compute(case, index)?.sentence(lang))
}

fn source(rule: &ClockRule, lang: Lang) -> String {
    let cite = &rule.citation;
    match cite.confidence.note(lang) {
        Some(note) if cite.is_unit() => note.to_owned(),
        Some(note) => format!("{cite}; {note}"),
        None => cite.to_string(),
    }
}
