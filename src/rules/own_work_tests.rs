//! The unit's own counters on the smallest files that raise them, by the embedded clock F1.

use super::clock_cases::{book, case, d};
use crate::domain::case::CaseFile;
use crate::domain::date::Period;
use crate::domain::deadline::Clock;
use crate::domain::report::{OwnCounter, OwnWork, add_own_work, own_work};
use crate::domain::word::{RiskLevel, ViolationStep, Word};

/// What November 2026 (15/10 – 14/11) gives, looked at the end of `on`; what is not zero.
fn november(case: &CaseFile, on: &str, level: Option<RiskLevel>) -> String {
    told(case, Period::Month(2026, 11), on, level)
}

fn told(case: &CaseFile, period: Period, on: &str, level: Option<RiskLevel>) -> String {
    let mut work: OwnWork = own_work();
    let seen = case.as_of(d(on));
    add_own_work(&mut work, &seen, (period, d(on)), (book().clocks.get(Clock::F1), level));
    let raised = work.iter().filter(|(_, n)| **n > 0);
    raised.map(|(c, n)| format!("{}={n}", c.code())).collect::<Vec<_>>().join(" ")
}

#[test]
fn visits_fall_due_at_the_pace_of_the_level() {
    let check = |measures: &[&str], events: &[&str], level, wanted: &str| {
        let got = november(&case(measures, events), "14/11/2026", level);
        assert_eq!(got, wanted, "{measures:?} {events:?} {level:?}");
    };
    let m = &["rehab_home 01/10/2026"];
    // 31/10; 15/10, 29/10, 12/11; 15/10 and every week to 12/11.
    check(m, &[], None, "visits_due=1");
    check(m, &[], Some(RiskLevel::Low), "visits_due=1");
    check(m, &[], Some(RiskLevel::Medium), "visits_due=3");
    check(m, &[], Some(RiskLevel::High), "visits_due=5");
    // A visit made early takes nothing away: it was due all the same.
    check(m, &["contact 20/10/2026 met"], None, "visits_due=1");
    check(&["substitution 01/10/2026"], &[], None, "visits_due=1");
    check(&["post_rehab 01/10/2026"], &[], None, "visits_due=1");
    check(&["user_management 01/10/2026"], &[], None, "");
    check(&["rehab_compulsory 01/10/2026"], &[], None, "");
    check(&["rehab_home 01/10/2026 31/10/2026 completed"], &[], None, "");
    check(&["rehab_home 01/10/2026 01/11/2026 completed"], &[], None, "visits_due=1");
    check(&["rehab_home 01/10/2026 01/11/2026 error"], &[], None, "");
    check(m, &["custody 25/10/2026 until 31/10/2026"], None, "");
    check(m, &["custody 25/10/2026 until 30/10/2026"], None, "visits_due=1");
    check(m, &["custody 25/10/2026"], None, "");
    // Up to the day looked from: a running period counts no day to come.
    assert_eq!(november(&case(m, &[]), "30/10/2026", None), "");
}

#[test]
fn a_check_after_its_month_is_late_and_one_never_made_is_not() {
    let check = |events: &[&str], wanted: &str| {
        let got = november(&case(&["user_management 10/08/2026"], events), "14/11/2026", None);
        assert_eq!(got, wanted, "{events:?}");
    };
    // October is the month that ends within the period; September's is told in October.
    check(&[], "");
    check(&["residence_check 31/10/2026 present"], "");
    check(&["residence_check 01/11/2026 present"], "residence_checks_late=1");
    check(&["residence_check 14/11/2026 absent"], "residence_checks_late=1");
    check(&["residence_check 15/11/2026 present"], "");
    check(&["residence_check 05/10/2026", "residence_check 05/11/2026"], "");
}

#[test]
fn what_is_counted_anew_is_no_sum_of_months() {
    // A month's check made in the next one. Every 30 days from 15/09, at the end every 7: 15/10 and 14/11, then
    // 17/11 to 08/12; by the level of the end 22/09 to 08/12.
    let events = ["residence_check 20/09/2026 present", "residence_check 15/11/2026 present"];
    let checked = case(&["user_management 10/08/2026"], &events);
    let visited = case(&["rehab_home 15/09/2026"], &[]);
    let months = [(10, "14/10/2026"), (11, "14/11/2026"), (12, "14/12/2026")];
    let late = months.map(|(n, to)| told(&checked, Period::Month(2026, n), to, None));
    assert_eq!(late, ["", "", ""]);
    let quarter = Period::Quarter(2026, 4);
    assert_eq!(told(&checked, quarter, "14/12/2026", None), "residence_checks_late=1");
    let levels = [None, None, Some(RiskLevel::High)];
    let due =
        [0, 1, 2].map(|n| told(&visited, Period::Month(2026, months[n].0), months[n].1, levels[n]));
    assert_eq!(due, ["", "visits_due=2", "visits_due=4"]);
    assert_eq!(told(&visited, quarter, "14/12/2026", levels[2]), "visits_due=12");
    for counter in [OwnCounter::VisitsDue, OwnCounter::ResidenceChecksLate] {
        let indicator = super::indicators::indicator(&format!("own.{}", counter.code()));
        assert_eq!(indicator.unwrap().adds, super::indicators::Adds::Anew);
    }
}

#[test]
fn violations_are_told_by_the_step_taken() {
    let mut case = case(
        &["rehab_home 10/11/2026"],
        &[
            "violation 14/10/2026",
            "violation 15/10/2026",
            "violation 20/10/2026",
            "violation 14/11/2026",
        ],
    );
    let steps = [None, None, Some(ViolationStep::Reminder), Some(ViolationStep::Compulsory)];
    for (event, step) in case.events.iter_mut().zip(steps) {
        event.record.detail.step = step;
    }
    let told = "violations_reminder=1 violations_compulsory=1 violations_no_step=1";
    assert_eq!(november(&case, "14/11/2026", None), told);
    case.events[2].record.detail.step = Some(ViolationStep::Review);
    assert!(november(&case, "14/11/2026", None).contains("violations_review=1"));
    assert_eq!(own_work().len(), OwnCounter::ALL.len(), "every counter is given, 0 too");
}
