//! A small report that the tests of this room write out.

use crate::domain::date::{Period, parse_day, parse_partial};
use crate::domain::deadline::Clock;
use crate::domain::id::PersonId;
use crate::domain::report::{
    ActivityEvent, ActivityFacts, Detection, Interval, Overdue, PersonAttributes, Report,
    ReportRow, ReportingUnit, SubstanceSet, activity, stock_flow,
};
use crate::domain::word::{EndReason, EventKind, Outcome};
use std::collections::BTreeMap;

/// Two people in the month 2026-11: one under management, one whose change straddles the cut-off.
pub(crate) fn sample() -> Report {
    let day = |text: &str| parse_day(text).unwrap();
    let period = Period::Month(2026, 11);
    let managed = Interval {
        person: PersonId(1),
        row: ReportRow::UserManagement,
        start: day("01/02/2026"),
        ended_on: None,
        end_reason: None,
        source: None,
    };
    let changing = Interval {
        person: PersonId(2),
        row: ReportRow::Addicted,
        ended_on: Some(day("14/11/2026")),
        end_reason: Some(EndReason::Replaced),
        ..managed
    };
    let next = Interval {
        row: ReportRow::RehabHome,
        start: day("15/11/2026"),
        ended_on: None,
        ..changing
    };
    let measures = [managed, changing, Interval { end_reason: None, ..next }];
    let person = PersonAttributes {
        born: parse_partial("1990").unwrap(),
        sex: None,
        psychosis_seen_on: None,
        monitored: false,
        education: None,
        occupation: None,
        substances: SubstanceSet::default(),
        route: None,
        use_since: None,
    };
    let stock = stock_flow(period, measures.into_iter(), |_| Some(person)).unwrap();
    let test = ActivityEvent {
        person: PersonId(1),
        kind: EventKind::Test,
        outcome: Some(Outcome::Negative),
        at: day("20/10/2026"),
    };
    let facts = ActivityFacts {
        detections: std::iter::empty::<Detection>(),
        occupation: |_| None,
        overdue: BTreeMap::from([(Clock::U5, overdue(2)), (Clock::T1, overdue(1))]),
    };
    let activity = activity(period, measures.into_iter(), std::iter::once(test), facts);
    let unit = ReportingUnit { code: "00307".into(), name: "Phường Mẫu".into() };
    Report::new(unit, period, day("10/11/2026"), stock, 3, activity)
}

/// So many overdue clocks.
fn overdue(count: u64) -> Overdue {
    Overdue { count, what: ("Kiểm tra".to_owned(), "Check".to_owned()) }
}
