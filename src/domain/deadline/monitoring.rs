//! E1–E3: electronic monitoring.

use super::view::View;
use super::{Clock, Deadline, SpecialCase};
use crate::domain::case::{Event, Measure};
use crate::domain::date::{add_months, age_on};
use crate::domain::word::{EventKind, MeasureCode, Outcome};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// E1: from a guardian's request, or from the decision or notice that calls for monitoring, whichever
/// is earlier. Until monitoring is decided, begun or waived.
///
/// Of home rehab the decision is an act of its own. Of substitution and post-rehab only the measure
/// tells of it, and whether one was decided while this station worked on the case or brought in
/// with a list shows by the papers before it: the registration, the proposal.
pub(super) fn decide(view: &View) -> Option<Deadline> {
    let request = view.events(EventKind::MonitoringRequest).next_back();
    let request = request
        .filter(|e| !decided_since(view, e.at))
        .and_then(|e| view.started_in(Clock::E1, e.at, Some(SpecialCase::GuardianRequest)));
    let decision = home_rehab(view).filter(|e| !decided_since(view, e.at));
    let decision = decision.and_then(|e| view.started_by(Clock::E1, e.at));
    let measure = decided_measure(view).filter(|at| !decided_since(view, *at));
    let measure = measure.and_then(|at| view.started_by(Clock::E1, at));
    [request, decision, measure].into_iter().flatten().min_by_key(|d| d.due)
}

/// When the admission to substitution or the decision on post-rehab calls for monitoring (D163
/// Đ16.2a): adults, and minors in post-rehab without a stable residence (Đ15.2b). The hour is not
/// known, so it runs from the end of the day.
fn decided_measure(view: &View) -> Option<NaiveDateTime> {
    let m = view.running(&[MeasureCode::Substitution, MeasureCode::PostRehab])?;
    if monitored_since(view).is_some() {
        return None;
    }
    let post_rehab = m.code == MeasureCode::PostRehab;
    let papers: &[EventKind] = if post_rehab {
        &[EventKind::Proposal]
    } else {
        &[EventKind::RehabRegistration, EventKind::RehabDecision, EventKind::ResultTold]
    };
    // The measure before it, whose end or failure the papers answer.
    let before = view.case.main_measures().rev().nth(1);
    let since = before.map_or(NaiveDate::MIN, |m| m.record.start);
    let paper =
        papers.iter().filter_map(|k| view.events_since(*k, since).next()).max_by_key(|e| e.at)?;
    let called = age_on(view.case.person.born.first_day(), m.start) >= 18
        || post_rehab
            && view.events(EventKind::ResidenceVerified).next_back().and_then(|e| e.outcome)
                == Some(Outcome::Unstable);
    let decided = m.decision_date.unwrap_or(m.start);
    // A post-rehab begins with the completion, before its proposal; a registration that came after
    // the admission is of something else.
    let from = if post_rehab { decided.max(paper.at.date()) } else { decided };
    (called && (post_rehab || paper.at.date() <= decided)).then(|| from.and_time(NaiveTime::MIN))
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
