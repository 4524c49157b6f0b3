//! Each counter on the smallest stream that raises it.

use super::*;
use crate::domain::date::parse_day;
use crate::domain::word::Inflow;

fn day(text: &str) -> NaiveDate {
    parse_day(&format!("{text}/2026")).unwrap()
}

fn event(person: i64, kind: EventKind, outcome: Option<Outcome>, at: &str) -> ActivityEvent {
    ActivityEvent { person: PersonId(person), kind, outcome, at: day(at) }
}

fn measure(person: i64, row: ReportRow, start: &str, end: Option<(&str, EndReason)>) -> Interval {
    Interval {
        person: PersonId(person),
        row,
        start: day(start),
        ended_on: end.map(|e| day(e.0)),
        end_reason: end.map(|e| e.1),
        source: None::<Inflow>,
    }
}

fn tally(
    period: Period,
    measures: &[Interval],
    events: &[ActivityEvent],
    detections: &[Detection],
) -> Activity {
    let facts = ActivityFacts {
        detections: detections.iter().copied(),
        occupation: |p: PersonId| match p.0 {
            1 => Some(OccupationGroup::Stable),
            2 => Some(OccupationGroup::Student),
            3 => Some(OccupationGroup::Unstable),
            _ => None,
        },
        overdue: BTreeMap::from([(Clock::T1, overdue(3)), (Clock::U5, overdue(2))]),
    };
    activity(period, measures.iter().copied(), events.iter().copied(), facts)
}

const NOVEMBER: Period = Period::Month(2026, 11);

/// What is not zero.
fn words(tally: &Activity) -> String {
    let raised = Counter::ALL.iter().filter(|&&c| tally.count(c) > 0);
    raised.map(|&c| format!("{}={}", c.code(), tally.count(c))).collect::<Vec<_>>().join(" ")
}

#[test]
fn events_count_on_the_days_of_the_period() {
    let check = |kind, outcome, wanted: &str| {
        let events = ["14/10", "15/10", "14/11", "15/11"].map(|at| event(1, kind, outcome, at));
        assert_eq!(words(&tally(NOVEMBER, &[], &events, &[])), wanted, "{kind:?} {outcome:?}");
    };
    use EventKind as K;
    use Outcome as O;
    check(K::Test, Some(O::Negative), "tests=2");
    check(K::Test, Some(O::Positive), "tests=2 tests_positive=2");
    check(K::Contact, Some(O::Met), "contacts=2");
    check(K::Contact, Some(O::NotHome), "contacts=2 contacts_not_home=2");
    check(K::Contact, Some(O::Refused), "contacts=2 contacts_refused=2");
    check(K::Counselling, None, "counselling=2");
    check(K::Support, Some(O::Schooling), "support_schooling=2");
    check(K::Support, Some(O::Training), "support_training=2");
    check(K::Support, Some(O::Loan), "support_loan=2");
    check(K::Support, Some(O::Job), "support_job=2");
    check(K::Support, Some(O::Papers), "support_papers=2");
    check(K::Support, Some(O::Health), "support_health=2");
    check(K::Support, Some(O::Other), "support_other=2");
    check(K::Support, None, "support_other=2");
    check(K::Relapse, None, "relapses=2");
    check(K::Violation, Some(O::Other), "violations=2");
    check(K::Monitoring, Some(O::On), "monitoring_on=2");
    check(K::Monitoring, Some(O::Off), "monitoring_off=2");
    check(K::ResidenceCheck, Some(O::Present), "");
    check(K::Note, None, "");
}

#[test]
fn one_change_of_monitoring_counts_once() {
    let on = event(1, EventKind::Monitoring, Some(Outcome::On), "20/10");
    let other = ActivityEvent { person: PersonId(2), ..on };
    assert_eq!(words(&tally(NOVEMBER, &[], &[on, on, other], &[])), "monitoring_on=2");
}

#[test]
fn a_residence_check_is_due_for_each_whole_month_but_the_first() {
    use EndReason as R;
    use ReportRow::UserManagement as U;
    let check = |measures: &[Interval], checks: &[&str], period: Period, wanted: &str| {
        let events: Vec<_> =
            checks.iter().map(|at| event(1, EventKind::ResidenceCheck, None, at)).collect();
        assert_eq!(
            words(&tally(period, measures, &events, &[])),
            wanted,
            "{measures:?} {checks:?}"
        );
    };
    // October ends within the period 15/10 to 14/11.
    let september = [measure(1, U, "30/09", None)];
    check(&september, &[], NOVEMBER, "residence_checks_due=1");
    check(&september, &["01/10"], NOVEMBER, "residence_checks_due=1 residence_checks_done=1");
    check(
        &september,
        &["01/10", "31/10"],
        NOVEMBER,
        "residence_checks_due=1 residence_checks_done=1",
    );
    check(&september, &["01/11"], NOVEMBER, "residence_checks_due=1");
    check(&[measure(1, U, "01/10", None)], &["10/10"], NOVEMBER, "");
    check(&[measure(1, U, "01/02", Some(("31/10", R::TermOver)))], &[], NOVEMBER, "");
    check(
        &[measure(1, U, "01/02", Some(("01/11", R::TermOver)))],
        &[],
        NOVEMBER,
        "residence_checks_due=1",
    );
    check(&[measure(1, ReportRow::Addicted, "01/02", None)], &[], NOVEMBER, "");
    // A new decision continues the management, a gap does not.
    let renewed =
        [measure(1, U, "01/02", Some(("05/10", R::Replaced))), measure(1, U, "06/10", None)];
    check(&renewed, &[], NOVEMBER, "residence_checks_due=1");
    let again =
        [measure(1, U, "01/02", Some(("05/10", R::MovedOut))), measure(1, U, "06/10", None)];
    check(&again, &["20/10"], NOVEMBER, "");
    // The year 15/12/2025 to 14/12/2026 has twelve months; from May on it is July to November.
    let checks = ["03/07", "04/07", "30/09", "13/12"];
    let may = [measure(1, U, "31/05", None)];
    check(&may, &checks, Period::Year(2026), "residence_checks_due=6 residence_checks_done=2");
}

#[test]
fn checks_of_others_are_not_mine() {
    let measures = [
        measure(2, ReportRow::UserManagement, "01/02", None),
        measure(4, ReportRow::Addicted, "01/02", None),
    ];
    let checks = [1, 3, 4, 5].map(|p| event(p, EventKind::ResidenceCheck, None, "20/10"));
    let mut events = checks.to_vec();
    events.push(event(6, EventKind::Test, None, "20/10"));
    assert_eq!(words(&tally(NOVEMBER, &measures, &events, &[])), "tests=1 residence_checks_due=1");
}

#[test]
fn ends_are_counted_by_their_reason() {
    use EndReason as R;
    use ReportRow::{PostRehab12, PostRehab24, RehabHome};
    let check = |measures: &[Interval], wanted: &str| {
        assert_eq!(words(&tally(NOVEMBER, measures, &[], &[])), wanted, "{measures:?}");
    };
    let ended = |p, row, reason| [measure(p, row, "01/02", Some(("20/10", reason)))];
    check(&ended(1, RehabHome, R::SelfTerminated), "self_terminations=1");
    check(&ended(1, RehabHome, R::Completed), "");
    check(&ended(1, PostRehab12, R::Completed), "post_rehab_ended_with_work=1");
    check(&ended(3, PostRehab24, R::TermOver), "post_rehab_ended_with_work=1");
    check(&ended(2, PostRehab24, R::TermOver), "post_rehab_ended_without_work=1");
    check(&ended(9, PostRehab24, R::TermOver), "post_rehab_ended_without_work=1");
    check(&ended(1, PostRehab12, R::Death), "");
    check(&[measure(1, RehabHome, "01/02", Some(("14/10", R::SelfTerminated)))], "");
    let followed =
        [ended(1, RehabHome, R::SelfTerminated)[0], measure(1, ReportRow::Addicted, "20/10", None)];
    check(&followed, "self_terminations=1");
    let renewed = [ended(1, PostRehab12, R::TermOver)[0], measure(1, PostRehab12, "21/10", None)];
    check(&renewed, "");
}

#[test]
fn newly_detected_is_who_was_on_no_list_before() {
    let check = |on: &str, listed_on: Option<&str>, moved_in: bool, wanted: &str| {
        let detection = Detection { on: day(on), listed_on: listed_on.map(day), moved_in };
        assert_eq!(words(&tally(NOVEMBER, &[], &[], &[detection])), wanted, "{on} {listed_on:?}");
    };
    check("20/10", None, false, "detected_new=1");
    check("20/10", Some("20/10"), false, "detected_new=1");
    check("20/10", Some("25/11"), false, "detected_new=1");
    check("20/10", Some("19/10"), false, "");
    check("20/10", Some("21/10"), true, "");
    check("14/10", None, false, "");
    check("15/11", None, false, "");
}

#[test]
fn entries_come_in_the_order_of_the_report() {
    let keys: Vec<String> = tally(NOVEMBER, &[], &[], &[])
        .entries(Lang::Vi)
        .into_iter()
        .map(|(key, _, _)| key)
        .collect();
    assert_eq!(keys.first().map(String::as_str), Some("tests"));
    assert_eq!(
        keys[keys.len() - 5..],
        [
            "monitoring_off",
            "overdue_U5",
            "overdue_T1",
            "post_rehab_ended_with_work",
            "post_rehab_ended_without_work"
        ]
    );
    assert_eq!(keys.len(), Counter::ALL.len() + 2);
}

#[test]
fn compulsory_files_are_counted_when_opened_and_when_sent() {
    let events = [
        event(1, EventKind::CompulsoryOpened, None, "20/10"),
        event(2, EventKind::CompulsoryOpened, None, "21/10"),
        event(2, EventKind::CompulsorySent, None, "01/11"),
    ];
    let tally = tally(NOVEMBER, &[], &events, &[]);
    assert_eq!(tally.count(Counter::CompulsoryFilesOpened), 2);
    assert_eq!(tally.count(Counter::CompulsoryFilesSent), 1);
}

/// So many overdue clocks.
fn overdue(count: u64) -> Overdue {
    Overdue { count, what: ("Kiểm tra".to_owned(), "Check".to_owned()) }
}
