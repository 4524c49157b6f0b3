//! The clocks of [`crate::domain::deadline`], case by case, over the embedded figures. They stand
//! here because the domain names no rules.

use super::RuleBook;
use crate::domain::case::{CaseFile, Event, EventDetail, Measure, Stored, law_of};
use crate::domain::date::{parse_day, parse_minute, vn, vn_minute, vn_months};
use crate::domain::deadline::{
    Clock, ClockBook, ClockRule, ClockRules, Deadline, deadlines, explain, explain_report,
    missed_checks, report_deadline,
};
use crate::domain::id::{EventId, MeasureId, PersonId};
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::word::{EndReason, EventKind, Lang, MeasureCode, Outcome, RiskLevel, Word};
use chrono::NaiveDate;

pub(super) fn d(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

pub(super) fn book() -> &'static ClockBook {
    &RuleBook::embedded().clock_book
}

/// A measure under the law of its start, with no term of its own.
pub(super) fn measure_of(code: MeasureCode, start: &str) -> Measure {
    let start = d(start);
    Measure {
        code,
        decision_no: None,
        decision_date: None,
        start,
        term_months: None,
        rehab_count: None,
        signatory: None,
        law: law_of(start),
        source: None,
        ended_on: None,
        end_reason: None,
        set_end: None,
        set_end_reason: None,
    }
}

/// An event written `kind day [outcome] [until day]`.
pub(super) fn event_of(text: &str) -> Event {
    let mut words = text.split_whitespace();
    let kind = EventKind::from_code(words.next().unwrap()).unwrap();
    let at = parse_minute(words.next().unwrap()).unwrap();
    let mut event = Event {
        kind,
        at,
        until: None,
        outcome: None,
        substances: vec![],
        text: None,
        detail: EventDetail::default(),
    };
    while let Some(word) = words.next() {
        if word == "until" {
            event.until = Some(d(words.next().unwrap()));
        } else {
            event.outcome = Some(Outcome::from_code(word).unwrap());
        }
    }
    event
}

/// A made-up person with these measures and events, put in order.
pub(super) fn case_of(mut measures: Vec<Measure>, mut events: Vec<Event>) -> CaseFile {
    use PersonField as F;
    let draft = PersonDraft::new()
        .with(F::FileNo, "HS-0001")
        .with(F::Name, "Nguyễn Văn Thử")
        .with(F::Sex, "male")
        .with(F::Born, "1990-05-01");
    let person =
        Person::parse(&draft, d("01/01/2026")).map_or_else(|_| panic!("draft"), |(p, _)| p);
    measures.sort_by_key(|m| m.start);
    events.sort_by_key(|e| e.at);
    let number = |i: usize| i as i64 + 1;
    let measures = measures.into_iter().enumerate();
    let events = events.into_iter().enumerate();
    CaseFile {
        id: PersonId(1),
        person,
        measures: measures.map(|(i, record)| Stored { id: MeasureId(number(i)), record }).collect(),
        events: events.map(|(i, record)| Stored { id: EventId(number(i)), record }).collect(),
    }
}

/// A measure written `code start [ended reason] [months n] [set day]`.
fn measure(text: &str) -> Measure {
    let mut words = text.split_whitespace();
    let code = MeasureCode::from_code(words.next().unwrap()).unwrap();
    let mut m = measure_of(code, words.next().unwrap());
    while let Some(word) = words.next() {
        let next = words.next().unwrap();
        match word {
            "months" => m.term_months = Some(next.parse().unwrap()),
            "set" => m.set_end = Some(d(next)),
            "count" => m.rehab_count = Some(next.parse().unwrap()),
            ended => {
                m.ended_on = Some(d(ended));
                m.end_reason = Some(EndReason::from_code(next).unwrap());
            }
        }
    }
    m
}

pub(super) fn case(measures: &[&str], events: &[&str]) -> CaseFile {
    case_of(
        measures.iter().map(|m| measure(m)).collect(),
        events.iter().map(|e| event_of(e)).collect(),
    )
}

fn one(
    clock: Clock,
    measures: &[&str],
    events: &[&str],
    risk: Option<RiskLevel>,
) -> Option<Deadline> {
    let mut found = deadlines(&case(measures, events), book(), risk);
    found.retain(|d| d.clock == clock);
    assert!(found.len() < 2, "{clock:?} twice");
    found.pop()
}

/// Asserts when a clock falls due ("" = it does not run).
fn due(clock: Clock, measures: &[&str], events: &[&str], wanted: &str) {
    let got = one(clock, measures, events, None);
    let day = got.as_ref().map(|d| vn(d.due.date())).unwrap_or_default();
    assert_eq!(day, wanted, "{clock:?} of {measures:?} {events:?}");
    if let Some(got) = got {
        assert!(vn_minute(got.due).ends_with("23:59"));
        assert!(got.shown_from <= got.due.date());
    }
}

#[test]
fn u5_is_the_first_month_without_a_check() {
    let m = &["user_management 10/08/2026"];
    due(Clock::U5, m, &[], "30/09/2026");
    due(Clock::U5, m, &["residence_check 20/08/2026 present"], "30/09/2026");
    due(Clock::U5, m, &["residence_check 01/09/2026 present"], "31/10/2026");
    due(Clock::U5, m, &["residence_check 30/09/2026 absent"], "31/10/2026");
    // A check after missed months clears them; one before the measure counts for nothing.
    due(Clock::U5, m, &["residence_check 05/12/2026 present"], "31/01/2027");
    due(
        Clock::U5,
        m,
        &["residence_check 05/09/2026 present", "residence_check 05/12/2026"],
        "31/01/2027",
    );
    due(Clock::U5, m, &["residence_check 05/08/2026 present"], "30/09/2026");
    due(Clock::U5, &["user_management 31/01/2027"], &[], "28/02/2027");
    due(Clock::U5, &["user_management 31/01/2028"], &[], "29/02/2028");
    due(Clock::U5, &["user_management 10/12/2026"], &[], "31/01/2027");
    due(Clock::U5, &["user_management 10/03/2025"], &[], "30/04/2025");
    due(Clock::U5, &["post_rehab 10/08/2026"], &[], "");
    due(Clock::U5, &["user_management 10/08/2026 01/10/2026 term_over"], &[], "");
    // A new decision after re-use begins its own months.
    let again = &["user_management 10/08/2026 20/09/2026 replaced", "user_management 20/09/2026"];
    due(Clock::U5, again, &["residence_check 15/09/2026 present"], "31/10/2026");
    let shown =
        one(Clock::U5, m, &["residence_check 05/12/2026 present"], None).unwrap().shown_from;
    assert_eq!(vn(shown), "01/01/2027");
}

/// Months that ended without a check stay named, whatever was checked later.
#[test]
fn missed_months_are_named_for_good() {
    let check = |measures: &[&str], events: &[&str], on: &str, wanted: &[&str]| {
        let case = case(measures, events);
        let of = |m: &Stored<MeasureId, Measure>| vn_months(&missed_checks(&case, m.id, d(on)));
        let named: Vec<String> = case.measures.iter().map(of).collect();
        assert_eq!(named, wanted, "{measures:?} {events:?} {on}");
    };
    let m = &["user_management 10/08/2025"];
    check(m, &[], "30/09/2025", &[""]);
    check(m, &[], "01/10/2025", &["9/2025"]);
    let later = &["residence_check 05/10/2025 present", "residence_check 05/02/2026 absent"];
    check(m, later, "06/02/2026", &["9, 11–12/2025; 1/2026"]);
    check(m, later, "05/04/2026", &["9, 11–12/2025; 1, 3/2026"]);
    // The month it starts in is free, and so is the one it ends in.
    check(&["user_management 01/08/2025 20/10/2025 term_over"], &[], "01/01/2026", &["9/2025"]);
    check(&["user_management 01/08/2025 01/08/2025 error"], &[], "01/01/2026", &[""]);
    check(&["post_rehab 10/08/2025"], &[], "01/01/2026", &[""]);
    // A new decision after re-use goes on with the months of the one before.
    let again = &["user_management 10/08/2025 20/09/2025 replaced", "user_management 20/09/2025"];
    check(again, &["residence_check 15/10/2025"], "01/12/2025", &["", "9, 11/2025"]);
    let apart = &["user_management 10/08/2025 20/09/2025 moved_out", "user_management 20/09/2025"];
    check(apart, &["residence_check 15/10/2025"], "01/12/2025", &["", "11/2025"]);
}

/// §3, "How clocks show", read word for word on a day, against the deadline that knows no day.
#[test]
fn u5_equals_the_text_on_every_day() {
    use crate::domain::date::{add_months, first_of_month, last_of_month};
    let start = d("10/08/2026");
    let all = ["2026-08-15", "2026-09-03", "2026-10-31", "2026-12-01", "2027-01-20", "2027-02-28"];
    for mask in 0..1u32 << all.len() {
        let checks: Vec<NaiveDate> =
            all.iter().enumerate().filter(|(i, _)| mask >> i & 1 == 1).map(|(_, c)| d(c)).collect();
        let events: Vec<String> =
            checks.iter().map(|c| format!("residence_check {c} present")).collect();
        for on in start.iter_days().take(280).step_by(3) {
            let known: Vec<NaiveDate> = checks.iter().copied().filter(|c| *c <= on).collect();
            let has = |month: NaiveDate| known.iter().any(|c| first_of_month(*c) == month);
            let months = (1..).map(|n| add_months(first_of_month(start), n));
            let ended: Vec<NaiveDate> = months.take_while(|m| last_of_month(*m) < on).collect();
            let missed = ended
                .iter()
                .copied()
                .find(|m| !has(*m) && !known.iter().any(|c| *c > last_of_month(*m)));
            let current = first_of_month(on);
            let wanted = match missed {
                Some(month) => Some(last_of_month(month)),
                None if has(current) || current == first_of_month(start) => None,
                None => Some(last_of_month(on)),
            };
            let texts: Vec<&str> = events.iter().map(String::as_str).collect();
            let seen = case(&["user_management 10/08/2026"], &texts).as_of(on);
            let found = deadlines(&seen, book(), None);
            let got = found
                .iter()
                .find(|x| x.clock == Clock::U5 && x.shown_from <= on)
                .map(|x| x.due.date());
            assert_eq!(got, wanted, "on {on} with {known:?}");
        }
    }
}

#[test]
fn t1_is_the_end_of_the_term_that_counts() {
    due(Clock::T1, &["user_management 05/07/2026"], &[], "05/07/2027");
    due(Clock::T1, &["user_management 05/07/2026 set 20/07/2027"], &[], "20/07/2027");
    due(Clock::T1, &["user_management 05/01/2026 months 9"], &[], "05/10/2026");
    due(Clock::T1, &["user_management 29/02/2028"], &[], "28/02/2029");
    due(Clock::T1, &["rehab_home 31/08/2026"], &[], "31/08/2028");
    due(Clock::T1, &["rehab_home 31/08/2026 count 2"], &[], "31/08/2029");
    due(Clock::T1, &["rehab_home 31/08/2025"], &[], "31/08/2026");
    due(Clock::T1, &["rehab_compulsory_minor 31/08/2025 months 6"], &[], "28/02/2026");
    due(Clock::T1, &["rehab_voluntary_private 05/07/2026"], &[], "05/07/2028");
    for none in
        ["addicted 05/07/2026", "substitution 05/07/2026 set 05/07/2027", "post_rehab 05/07/2026"]
    {
        due(Clock::T1, &[none], &[], "");
    }
    due(Clock::T1, &["user_management 05/07/2026 01/08/2026 term_over"], &[], "");
    due(
        Clock::T1,
        &["user_management 05/07/2026", "electronic_monitoring 06/07/2026"],
        &[],
        "05/07/2027",
    );
    due(Clock::T1, &["user_management 05/07/2026 05/07/2026 error"], &[], "");
}

#[test]
fn p4_stands_for_t1_of_post_rehab() {
    let shown = |m: &[&str]| {
        one(Clock::P4, m, &[], None)
            .map(|d| (vn(d.due.date()), vn(d.shown_from), d.holidays_unknown))
            .unwrap()
    };
    let is = |due: &str, from: &str, unknown: bool| (due.to_owned(), from.to_owned(), unknown);
    assert_eq!(shown(&["post_rehab 07/08/2025"]), is("07/08/2026", "05/08/2026", false));
    // A term that ends on a Sunday; over Tết; over the 22/08 made up for 31/08.
    assert_eq!(shown(&["post_rehab 09/08/2025"]), is("09/08/2026", "05/08/2026", false));
    assert_eq!(shown(&["post_rehab 18/02/2025"]), is("18/02/2026", "11/02/2026", false));
    assert_eq!(shown(&["post_rehab 23/02/2025"]), is("23/02/2026", "12/02/2026", false));
    assert_eq!(shown(&["post_rehab 24/08/2025"]), is("24/08/2026", "21/08/2026", false));
    // 2028 has no table, 2027 no official one.
    assert_eq!(shown(&["post_rehab 10/03/2027"]), is("10/03/2028", "08/03/2028", true));
    assert!(shown(&["post_rehab 10/03/2026"]).2);
    let after = ["rehab_compulsory 07/08/2024 07/08/2026 completed", "post_rehab 07/08/2026"];
    assert_eq!(shown(&after).0, "07/08/2028");
    let minor = ["rehab_compulsory_minor 07/08/2024 07/08/2026 completed", "post_rehab 07/08/2026"];
    assert_eq!(shown(&minor).0, "07/08/2027");
    due(Clock::P4, &["post_rehab 07/08/2025 07/08/2026 term_over"], &[], "");
}

#[test]
fn a4_counts_for_the_addicted_only() {
    let m = &["addicted 31/08/2026"];
    due(Clock::A4, m, &[], "28/02/2027");
    due(Clock::A4, m, &["determination 20/08/2026 addicted"], "20/02/2027");
    due(
        Clock::A4,
        m,
        &["determination 20/08/2026 addicted", "determination 01/10/2026 not_addicted"],
        "20/02/2027",
    );
    due(
        Clock::A4,
        m,
        &["determination 20/08/2026 addicted", "determination 01/10/2026 addicted"],
        "01/04/2027",
    );
    due(Clock::A4, &["addicted 31/08/2026 15/09/2026 replaced", "rehab_home 15/09/2026"], &[], "");
    due(Clock::A4, &["user_management 31/08/2026"], &["determination 01/09/2026 addicted"], "");
}

#[test]
fn a5_and_p1_come_30_days_before_the_end() {
    due(Clock::A5, &["rehab_home 05/07/2026"], &[], "05/06/2028");
    due(Clock::A5, &["rehab_home 05/07/2026 set 31/03/2027"], &[], "01/03/2027");
    due(Clock::A5, &["rehab_home 05/07/2026"], &["end_notice 01/06/2028"], "");
    due(Clock::A5, &["rehab_home 05/07/2026"], &["completion_notice 01/06/2028"], "");
    due(Clock::A5, &["rehab_home 05/07/2026"], &["end_notice 01/06/2026"], "05/06/2028");
    due(Clock::A5, &["rehab_compulsory 05/07/2026"], &[], "");
    for facility in [
        "rehab_compulsory",
        "rehab_compulsory_minor",
        "rehab_voluntary_public",
        "rehab_voluntary_private",
    ] {
        let m = format!("{facility} 05/07/2026");
        due(Clock::P1, &[&m], &[], "05/06/2028");
        due(Clock::P1, &[&m], &["completion_notice 20/05/2028"], "");
    }
    due(Clock::P1, &["rehab_home 05/07/2026"], &[], "");
    due(Clock::P1, &["rehab_compulsory 05/07/2026 01/02/2027 self_terminated"], &[], "");
}

#[test]
fn p2_runs_from_the_notice_or_from_completion() {
    let open = &["rehab_compulsory 05/08/2024"];
    due(Clock::P2, open, &[], "");
    due(Clock::P2, open, &["completion_notice 07/08/2026"], "11/08/2026");
    due(
        Clock::P2,
        open,
        &["completion_notice 07/08/2026", "completion_notice 20/08/2026"],
        "11/08/2026",
    );
    due(Clock::P2, open, &["completion_notice 07/08/2026", "proposal 10/08/2026"], "");
    let done = &["rehab_home 05/08/2024 05/08/2026 completed"];
    due(Clock::P2, done, &[], "07/08/2026");
    due(Clock::P2, done, &["completion_notice 03/07/2026"], "07/07/2026");
    due(Clock::P2, done, &["proposal 06/08/2026"], "");
    due(Clock::P2, &["substitution 05/08/2024 13/02/2026 completed"], &[], "24/02/2026");
    due(Clock::P2, &["rehab_home 05/08/2024 05/08/2026 self_terminated"], &[], "");
    due(
        Clock::P2,
        &["rehab_home 05/08/2024 05/08/2026 completed", "post_rehab 05/08/2026"],
        &[],
        "",
    );
    due(
        Clock::P2,
        &["rehab_home 05/08/2024 05/08/2026 completed", "user_management 01/10/2026"],
        &[],
        "",
    );
    due(Clock::P2, &["user_management 05/08/2025 05/08/2026 completed"], &[], "");
    due(Clock::P2, open, &["completion_notice 07/08/2023"], "");
    let far = one(Clock::P2, &["rehab_home 05/08/2024 30/12/2027 completed"], &[], None).unwrap();
    assert!(far.holidays_unknown);
}

#[test]
fn l1_looks_back_and_is_for_the_dossier_only() {
    due(Clock::L1, &["post_rehab 10/01/2025 10/01/2026 term_over"], &[], "10/01/2028");
    due(Clock::L1, &["substitution 10/01/2025 29/02/2028 self_terminated"], &[], "28/02/2030");
    due(
        Clock::L1,
        &["rehab_home 10/01/2025 01/03/2026 self_terminated", "user_management 01/04/2026"],
        &[],
        "01/03/2028",
    );
    due(Clock::L1, &["rehab_home 10/01/2025 01/03/2026 completed"], &[], "");
    due(Clock::L1, &["post_rehab 10/01/2025"], &[], "");
    assert!(book().clocks.get(Clock::L1).dossier_only);
    assert_eq!(book().clocks.iter().filter(|r| r.dossier_only).count(), 1);
}

#[test]
fn f1_runs_from_the_last_contact_that_reached_the_person() {
    let m = &["post_rehab 01/08/2026"];
    due(Clock::F1, m, &[], "31/08/2026");
    due(Clock::F1, m, &["contact 10/08/2026 met"], "09/09/2026");
    due(
        Clock::F1,
        m,
        &["contact 10/08/2026 phone", "contact 20/08/2026 refused", "contact 21/08/2026 not_home"],
        "09/09/2026",
    );
    due(Clock::F1, m, &["contact 31/07/2026 met"], "31/08/2026");
    due(Clock::F1, &["rehab_home 01/08/2026"], &[], "31/08/2026");
    due(Clock::F1, &["substitution 01/08/2026"], &[], "31/08/2026");
    for none in ["user_management", "addicted", "rehab_compulsory", "rehab_voluntary_private"] {
        due(Clock::F1, &[&format!("{none} 01/08/2026")], &[], "");
    }
    // Custody: silent while it lasts, from its end after.
    due(Clock::F1, m, &["custody 10/08/2026"], "");
    due(Clock::F1, m, &["custody 10/08/2026 until 20/08/2026"], "19/09/2026");
    due(
        Clock::F1,
        m,
        &["custody 10/08/2026 until 20/08/2026", "contact 25/08/2026 met"],
        "24/09/2026",
    );
    due(Clock::F1, m, &["custody 10/07/2026 until 20/07/2026"], "31/08/2026");
    due(Clock::F1, m, &["custody 10/07/2026"], "31/08/2026");
    due(Clock::F1, m, &["custody 20/07/2026 until 05/08/2026"], "04/09/2026");
    let shown =
        one(Clock::F1, m, &["custody 10/08/2026 until 20/08/2026"], None).unwrap().shown_from;
    assert_eq!(vn(shown), "21/08/2026");
    let at = |risk| vn(one(Clock::F1, m, &[], Some(risk)).unwrap().due.date());
    assert_eq!(at(RiskLevel::High), "08/08/2026");
    assert_eq!(at(RiskLevel::Medium), "15/08/2026");
    assert_eq!(at(RiskLevel::Low), "31/08/2026");
}

#[test]
fn death_move_and_prison_close_everything() {
    for reason in ["death", "moved_out", "prison", "missing"] {
        for code in ["user_management", "rehab_home", "post_rehab", "substitution"] {
            let m = format!("{code} 05/07/2026 01/10/2026 {reason}");
            let earlier = "post_rehab 10/01/2024 10/01/2025 term_over";
            let found =
                deadlines(&case(&[earlier, &m], &["completion_notice 20/09/2026"]), book(), None);
            assert!(found.is_empty(), "{m}");
        }
    }
    let back =
        ["user_management 05/07/2026 01/10/2026 moved_out", "user_management 05/12/2026 months 7"];
    due(Clock::T1, &back, &[], "05/07/2027");
}

#[test]
fn the_report_is_due_two_days_after_the_cut_off() {
    let report = report_deadline(d("14/11/2026"), None, book()).unwrap();
    assert_eq!(
        (vn_minute(report.due), vn(report.shown_from)),
        ("16/11/2026 23:59".to_owned(), "15/11/2026".to_owned())
    );
    assert!(report_deadline(d("14/11/2026"), Some(d("15/11/2026")), book()).is_none());
    assert_eq!(
        explain_report(&report, book(), Lang::Vi),
        "Gửi báo cáo định kỳ: 2 ngày từ ngày chốt số liệu 14/11/2026 → hết ngày 16/11/2026 (cài đặt của đơn vị)"
    );
}

#[test]
fn computed_clocks_are_named_and_the_rules_stand_in_their_places() {
    for &clock in Clock::ALL {
        assert_eq!(book().clocks.get(clock).clock, clock);
    }
    let computed: Vec<String> =
        Clock::ALL.iter().filter(|c| c.is_computed()).map(|c| c.code()).collect();
    assert_eq!(computed.len(), Clock::ALL.len());
    let rules: Vec<ClockRule> = book().clocks.iter().cloned().collect();
    assert_eq!(ClockRules::new(rules[1..].to_vec()).err(), Some(Clock::U1));
    let twice = rules.iter().chain(&rules[3..4]).cloned().collect();
    assert!(ClockRules::new(twice).is_err());
}

#[test]
fn a_deadline_is_explained_in_one_sentence() {
    let check = |clock: Clock, measures: &[&str], events: &[&str], vi: &str, en: &str| {
        let file = case(measures, events);
        let deadline = one(clock, measures, events, None).unwrap();
        assert_eq!(explain(&deadline, &file, book(), Lang::Vi), vi);
        assert_eq!(explain(&deadline, &file, book(), Lang::En), en);
    };
    check(
        Clock::T1,
        &["user_management 05/07/2026"],
        &[],
        "Hết thời hạn: quyết định chấm dứt, biện pháp tiếp theo hoặc thời hạn mới: ngày kết thúc thời hạn 05/07/2027 → hết ngày 05/07/2027 (L120 Đ24.2, Đ29, Đ42); 12 tháng từ 05/07/2026 → 05/07/2027 (L120 Đ24.2)",
        "Term over: decide its end, the next measure or a new term: the end date of the term 05/07/2027 → end of 05/07/2027 (L120 Đ24.2, Đ29, Đ42); 12 months from 05/07/2026 → 05/07/2027 (L120 Đ24.2)",
    );
    check(
        Clock::U5,
        &["user_management 05/07/2026"],
        &["residence_check 09/09/2026 present"],
        "Kiểm tra cư trú trong tháng: mỗi tháng ít nhất một lần, tháng 10/2026 chưa có; tính từ lần kiểm tra gần nhất 09/09/2026 → hết ngày 31/10/2026 (D163 Đ61.1a; cần đối chiếu văn bản gốc)",
        "Residence check of the month: once each month, none yet in 10/2026; counted from the last check 09/09/2026 → end of 31/10/2026 (D163 Đ61.1a; to be checked against the official text)",
    );
    check(
        Clock::F1,
        &["post_rehab 05/07/2026"],
        &[],
        "Gặp gỡ, thăm hỏi: 30 ngày (nguy cơ thấp hoặc chưa đánh giá) từ ngày bắt đầu biện pháp 05/07/2026 → hết ngày 04/08/2026 (cài đặt của đơn vị)",
        "Follow-up contact: 30 days (risk low or not assessed) from the start of the measure 05/07/2026 → end of 04/08/2026 (unit setting)",
    );
    let file = case(&["rehab_home 05/08/2024 30/12/2027 completed"], &[]);
    let found = deadlines(&file, book(), None);
    let deadline = found.iter().find(|d| d.clock == Clock::P2).unwrap();
    assert!(explain(deadline, &file, book(), Lang::Vi).contains("chưa có bảng ngày nghỉ"));
}
