//! E1–E3: electronic monitoring.

use super::view::View;
use super::{Clock, Deadline, SpecialCase};
use crate::domain::case::{Event, Measure};
use crate::domain::date::{add_months, age_on};
use crate::domain::word::{EventKind, MeasureCode, Outcome};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// E1: from a guardian's request, or from the decision on home rehab of an adult (D163 Đ15.2: a
/// minor only at a request), whichever is earlier. Until monitoring is decided, begun or waived.
///
/// Only a decision recorded as an act of its own starts it. The measures of substitution and
/// post-rehab also call for monitoring, but whether such a measure was decided here or brought in
/// with a list cannot be told from it, and nearly all are on no list of monitoring.
pub(super) fn decide(view: &View) -> Option<Deadline> {
    let request = view.events(EventKind::MonitoringRequest).next_back();
    let request = request
        .filter(|e| !decided_since(view, e.at))
        .and_then(|e| view.started_in(Clock::E1, e.at, Some(SpecialCase::GuardianRequest)));
    let decision = home_rehab(view).filter(|e| !decided_since(view, e.at));
    let decision = decision.and_then(|e| view.started_by(Clock::E1, e.at));
    [request, decision].into_iter().flatten().min_by_key(|d| d.due)
}

fn home_rehab<'a>(view: &View<'a>) -> Option<&'a Event> {
    let m = view.running(&[MeasureCode::RehabHome])?;
    let decided = m.decision_date.unwrap_or(m.start).min(m.start);
    let decision = view.events_since(EventKind::RehabDecision, decided).next()?;
    let adult = age_on(view.case.person.born.first_day(), m.start) >= 18;
    adult.then_some(decision)
}

fn decided_since(view: &View, at: NaiveDateTime) -> bool {
    let began = |m: &Measure| {
        m.code == MeasureCode::ElectronicMonitoring && m.counts() && m.start >= at.date()
    };
    view.answered(&[EventKind::MonitoringDecision, EventKind::Monitoring], at)
        || view.case.measures.iter().any(|m| began(&m.record))
}

/// E2: from the decision, until the device is fitted, or monitoring is off or waived.
pub(super) fn fit(view: &View) -> Option<Deadline> {
    let decision = view.events(EventKind::MonitoringDecision).next_back()?;
    let fitted = view.answered(&[EventKind::Monitoring], decision.at);
    (!fitted).then(|| view.started_by(Clock::E2, decision.at))?
}

/// E3: the day from which the rest may be waived, shown from that day on: from the start of
/// monitoring, or from the last violation of it. Only while what it rides on runs.
pub(super) fn waiver(view: &View) -> Option<Deadline> {
    use EventKind as K;
    view.last.filter(|m| m.ended_on.is_none())?;
    let start = monitored_since(view)?;
    let violation = view.events_with(K::Violation, Outcome::Monitoring).next_back();
    let from = violation.map_or(start, |e| e.at.date().max(start));
    let minor = age_on(view.case.person.born.first_day(), start) < 18;
    let case = minor.then_some(SpecialCase::Minor);
    let window = view.started_in(Clock::E3, from.and_time(NaiveTime::MIN), case)?;
    // A term that is over before leaves nothing to waive.
    let monitored =
        open_monitoring(view).and_then(|m| m.term_months.map(|n| add_months(m.start, n)));
    let worth = monitored.is_none_or(|end| window.due.date() < end);
    worth.then(|| Deadline { shown_from: window.due.date(), ..window })
}

fn open_monitoring<'a>(view: &View<'a>) -> Option<&'a Measure> {
    let open = |m: &&Measure| {
        m.code == MeasureCode::ElectronicMonitoring && m.counts() && m.ended_on.is_none()
    };
    view.case.measures.iter().rev().map(|m| &m.record).find(open)
}

fn monitored_since(view: &View) -> Option<NaiveDate> {
    let last = view.events(EventKind::Monitoring).next_back();
    if last.is_some_and(|e| matches!(e.outcome, Some(Outcome::Off | Outcome::Waived))) {
        return None;
    }
    let on = last.filter(|e| e.outcome == Some(Outcome::On)).map(|e| e.at.date());
    open_monitoring(view).map(|m| m.start).or(on)
}
