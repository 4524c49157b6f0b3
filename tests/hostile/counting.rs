//! Random small commune histories through the registry on a real file: what is kept equals what
//! is worked out anew, and the report equals a literal recount by the words of the interface.

use super::tiny::{Tiny, refusals};
use crate::stories::desk::Desk;
use chrono::{Days, NaiveDate};
use hoso::domain::case::{Measure, Stored};
use hoso::domain::date::{Period, parse_day};
use hoso::domain::id::FileNo;
use hoso::domain::report::{Column, row_code};
use hoso::domain::word::{EndReason, Inflow, MeasureCode, Word};
use hoso::services::Registry;
use hoso::services::view::{ClockLine, PeopleQuery, TodayGroup};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const CODES: [&str; 9] = [
    "user_management",
    "addicted",
    "rehab_home",
    "rehab_voluntary_public",
    "rehab_voluntary_private",
    "rehab_compulsory",
    "rehab_compulsory_minor",
    "substitution",
    "post_rehab",
];
const REASONS: [&str; 13] = [
    "completed",
    "term_over",
    "found_addicted",
    "sent_to_facility",
    "prison",
    "death",
    "missing",
    "long_custody",
    "moved_out",
    "self_terminated",
    "violation",
    "replaced",
    "error",
];
const EVENTS: [&str; 11] = [
    "residence_check present",
    "residence_check absent",
    "contact met",
    "contact phone",
    "contact not_home",
    "contact refused",
    "determination addicted",
    "proposal ",
    "completion_notice ",
    "end_notice ",
    "relapse ",
];

/// A step of a life: which measure, days since the last end, how long it lasts (0 = one day of
/// handing over), why it ended, where from; and events at days since the birth of the story.
#[derive(Debug, Clone)]
pub struct Step {
    code: usize,
    gap: u64,
    lasts: u64,
    reason: usize,
    moved_in: bool,
    months: Option<u32>,
}

#[derive(Debug, Clone)]
pub struct Life {
    start: u64,
    steps: Vec<Step>,
    open: bool,
    events: Vec<(usize, u64)>,
}

pub fn life() -> impl Strategy<Value = Life> {
    let gap = prop_oneof![3 => Just(0u64), 2 => Just(1), 1 => Just(2), 2 => 3u64..200];
    let lasts = prop_oneof![1 => 0u64..2, 3 => 2u64..500];
    let months = prop_oneof![3 => Just(None), 1 => Just(Some(12)), 1 => Just(Some(24)), 1 => (1u32..36).prop_map(Some)];
    let step = (0..CODES.len(), gap, lasts, 0..REASONS.len(), any::<bool>(), months).prop_map(
        |(code, gap, lasts, reason, moved_in, months)| Step {
            code,
            gap,
            lasts,
            reason,
            moved_in,
            months,
        },
    );
    let events = proptest::collection::vec((0..EVENTS.len(), 0u64..1050), 0..10);
    (0u64..700, proptest::collection::vec(step, 1..5), any::<bool>(), events)
        .prop_map(|(start, steps, open, events)| Life { start, steps, open, events })
}

/// So many random cases, or as many as `HOSO_CASES` says for a long run.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("HOSO_CASES").ok().and_then(|n| n.parse().ok());
    let cases = asked.unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

pub fn today() -> NaiveDate {
    parse_day("21/11/2026").unwrap()
}

/// Adds the life of person `n` to the workbook. The story begins on 01/01/2024.
pub fn tell(mut tiny: Tiny, n: usize, life: &Life) -> Tiny {
    let zero = parse_day("01/01/2024").unwrap();
    let file = format!("Số hồ sơ=P{n}");
    let born = 1960 + (n as i32 * 7) % 52;
    let sex = if n.is_multiple_of(3) { "Nữ" } else { "Nam" };
    tiny = tiny.person(&format!(
        "{file}|Họ và tên=Người Thứ {}|Giới tính={sex}|Ngày sinh={born}",
        "ABCDEFGHIJKL".chars().nth(n).unwrap()
    ));
    let mut at = zero + Days::new(life.start);
    let mut begun = BTreeSet::new();
    for (i, step) in life.steps.iter().enumerate() {
        let mut start = at + Days::new(step.gap);
        // A measure is known by its code and start: a second one of that name begins another day.
        while !begun.insert((step.code, start)) {
            start = day_after(start);
        }
        let end = start + Days::new(step.lasts);
        if start > today() {
            break;
        }
        let mut row = format!("{file}|Biện pháp={}|Ngày bắt đầu={start}", CODES[step.code]);
        if step.moved_in {
            row += "|Nguồn=chuyển đến";
        }
        if let Some(months) = step.months {
            write!(row, "|Thời hạn={months}").unwrap();
        }
        let open = end > today() || life.open && i + 1 == life.steps.len();
        if !open {
            write!(row, "|Ngày kết thúc={end}|Lý do kết thúc={}", REASONS[step.reason]).unwrap();
        }
        tiny = tiny.measure(&row);
        if open {
            break;
        }
        // What was entered by mistake leaves no trace on the road.
        at = if REASONS[step.reason] == "error" { start } else { end };
    }
    for (kind, day) in &life.events {
        let (kind, result) = EVENTS[*kind].split_once(' ').unwrap();
        let day = (zero + Days::new(*day)).min(today());
        tiny = tiny.event(&format!("{file}|Loại={kind}|Thời điểm={day}|Kết quả={result}"));
    }
    tiny
}

type Lives = Vec<Vec<Measure>>;

fn facts(registry: &mut Registry, people: usize) -> Lives {
    let counted = |m: Stored<_, Measure>| m.record;
    let of =
        |n: usize| registry.show(&FileNo::parse(&format!("P{n}")).unwrap(), None).unwrap().case;
    let lives = (0..people).map(of).collect::<Vec<_>>();
    lives.into_iter().map(|case| case.measures.into_iter().map(counted).collect()).collect()
}

fn day_after(day: NaiveDate) -> NaiveDate {
    day + Days::new(1)
}

/// One person's measures that count, by start, each with its row in the table.
fn rows(life: &[Measure]) -> Vec<(Measure, String)> {
    let counting: Vec<&Measure> =
        life.iter().filter(|m| m.end_reason != Some(EndReason::Error)).collect();
    let row = |i: usize| {
        let m = counting[i];
        match m.code {
            MeasureCode::RehabCompulsoryMinor => "rehab_compulsory".to_owned(),
            MeasureCode::PostRehab => {
                let before = counting[..i].iter().rev().map(|m| m.code);
                let rehab = before.clone().find(|c| {
                    !matches!(
                        c,
                        MeasureCode::PostRehab
                            | MeasureCode::UserManagement
                            | MeasureCode::Addicted
                    )
                });
                let by_law = if rehab == Some(MeasureCode::RehabCompulsory) { 24 } else { 12 };
                let months = m.term_months.filter(|n| matches!(n, 12 | 24)).unwrap_or(by_law);
                format!("post_rehab_{months}")
            }
            code => code.code().to_owned(),
        }
    };
    (0..counting.len()).map(|i| (counting[i].clone(), row(i))).collect()
}

fn linked(a: &Measure, b: &Measure) -> bool {
    let handed = a.ended_on.is_some_and(|end| b.start == end || b.start == day_after(end));
    handed && a.end_reason != Some(EndReason::MovedOut)
}

/// In which row a person is on a day: at most one.
fn row_on(life: &[(Measure, String)], day: NaiveDate) -> Option<&str> {
    let active = |i: usize| {
        let (m, row) = &life[i];
        let now = m.start <= day && m.ended_on.is_none_or(|end| day < end);
        let next = life.get(i + 1);
        let between = next.is_some_and(|(n, r)| {
            linked(m, n) && r == row && m.ended_on == Some(day) && n.start > day
        });
        now || between
    };
    let found: Vec<&str> =
        (0..life.len()).filter(|i| active(*i)).map(|i| life[i].1.as_str()).collect();
    assert!(found.len() <= 1, "one person in two rows");
    found.first().copied()
}

/// The stock and flows of a period by the words of the counting rules.
fn recount(lives: &Lives, period: Period) -> BTreeMap<(String, Column), u64> {
    let mut table = BTreeMap::new();
    let within = |day: NaiveDate| period.from() <= day && day <= period.to();
    for life in lives {
        let life = rows(life);
        let mut add = |row: &str, column| {
            *table.entry((row.to_owned(), column)).or_default() += 1;
            *table.entry(("total".to_owned(), column)).or_default() += 1;
        };
        if let Some(row) = row_on(&life, period.from().pred_opt().unwrap()) {
            add(row, Column::Opening);
        }
        if let Some(row) = row_on(&life, period.to()) {
            add(row, Column::Closing);
        }
        for (i, (m, row)) in life.iter().enumerate() {
            let before = i.checked_sub(1).map(|p| &life[p]).filter(|(p, _)| linked(p, m));
            let after = life.get(i + 1).filter(|(n, _)| linked(m, n));
            if within(m.start) && before.is_none_or(|(_, r)| r != row) {
                let column = match (before, m.source) {
                    (Some(_), _) => Column::ChangedIn,
                    (None, Some(Inflow::MovedIn)) => Column::MovedIn,
                    (None, _) => Column::New,
                };
                add(row, column);
            }
            if m.ended_on.is_some_and(within) && after.is_none_or(|(_, r)| r != row) {
                let column = match (after, m.end_reason) {
                    (Some(_), _) => Column::ChangedOut,
                    (None, Some(EndReason::MovedOut)) => Column::MovedOut,
                    (None, Some(EndReason::Completed | EndReason::TermOver)) => Column::Ended,
                    (None, _) => Column::Stopped,
                };
                add(row, column);
            }
        }
    }
    table
}

fn check_reports(registry: &mut Registry, lives: &Lives) {
    let mut period: Period = "2024-12".parse().unwrap();
    let mut closings: Option<BTreeMap<&str, u64>> = None;
    for _ in 0..24 {
        let wanted = recount(lives, period);
        let report = registry.report(period, false).unwrap();
        let mut openings = BTreeMap::new();
        let mut ends = BTreeMap::new();
        for (row, counts) in report.stock_flow.lines() {
            let row = row_code(row);
            openings.insert(row, counts[Column::Opening]);
            ends.insert(row, counts[Column::Closing]);
            let flows = Column::INS.into_iter().chain(Column::OUTS);
            for column in flows.chain([Column::Opening, Column::Closing]) {
                let expected = wanted.get(&(row.to_owned(), column)).copied().unwrap_or(0);
                assert_eq!(counts[column], expected, "{period} {row} {}", column.code());
            }
        }
        if let Some(closings) = closings {
            assert_eq!(openings, closings, "{period} opens as the one before closed");
        }
        closings = Some(ends);
        period = period.next();
    }
    for longer in ["2025-Q4", "2026-Q1", "2025-H2", "2026-H1", "2025", "2026"] {
        let period: Period = longer.parse().unwrap();
        let wanted = recount(lives, period);
        let report = registry.report(period, false).unwrap();
        for (row, counts) in report.stock_flow.lines() {
            for column in Column::INS.into_iter().chain(Column::OUTS) {
                let key = (row_code(row).to_owned(), column);
                assert_eq!(counts[column], wanted.get(&key).copied().unwrap_or(0), "{longer}");
            }
        }
    }
}

fn check_kept(registry: &mut Registry) {
    let kept = registry.today(10_000).unwrap();
    let anew = registry.today_on(today()).unwrap();
    let key = |l: &ClockLine| (l.file_no.clone(), l.clock, l.due, l.from, l.kind);
    for group in TodayGroup::ALL {
        let lines = |list: &hoso::services::view::TodayList| {
            list.lines(group).iter().map(key).collect::<Vec<_>>()
        };
        assert_eq!(lines(&kept), lines(&anew), "{}", group.code());
        assert_eq!(kept.count(group), kept.lines(group).len());
        assert_eq!(kept.count(group), anew.count(group));
    }
    let few = registry.today(2).unwrap();
    for group in TodayGroup::ALL {
        assert_eq!(few.count(group), kept.count(group), "counts do not depend on the window");
    }
    let everybody = PeopleQuery::default();
    let kept = registry.people(&everybody, 0, usize::MAX).unwrap();
    let anew = registry.people_on(&everybody, today()).unwrap();
    assert_eq!(kept.total, anew.total);
    for (a, b) in kept.lines.iter().zip(&anew.lines) {
        assert_eq!(
            (&a.file_no, a.measure, a.measure_end, a.next_due),
            (&b.file_no, b.measure, b.measure_end, b.next_due)
        );
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn kept_equals_anew_and_the_report_equals_a_recount(
        lives in proptest::collection::vec(life(), 1..9)
    ) {
        let desk = Desk::new();
        let mut registry = desk.found();
        let tiny = lives.iter().enumerate().fold(Tiny::new(), |t, (n, life)| tell(t, n, life));
        let outcome = tiny.import(&mut registry);
        prop_assert_eq!(refusals(&outcome), Vec::<String>::new());
        let facts = facts(&mut registry, lives.len());
        check_reports(&mut registry, &facts);
        check_kept(&mut registry);
        drop(registry);
        check_kept(&mut desk.open());
    }
}

/// Several standings begun and over on one day follow each other as they were entered.
#[test]
fn several_on_one_day_count_in_the_order_of_entry() {
    let over = |code: &str, reason: &str| {
        format!("Số hồ sơ=P0|Biện pháp={code}|Ngày kết thúc=05/08/2026|Lý do kết thúc={reason}")
    };
    let (one, other) = (("user_management", "replaced"), ("rehab_home", "moved_out"));
    for (first, second) in [(one, other), (other, one)] {
        let mut registry = Desk::new().found();
        let tiny = Tiny::new()
            .person("Số hồ sơ=P0")
            .measure(&over(first.0, first.1))
            .measure(&over(second.0, second.1))
            .measure("Số hồ sơ=P0|Biện pháp=addicted|Nguồn=chuyển đến");
        assert_eq!(refusals(&tiny.import(&mut registry)), Vec::<String>::new());
        let facts = facts(&mut registry, 1);
        check_reports(&mut registry, &facts);
    }
}
