//! What the file says of each fact.

use super::case_view::{View, is_completed, is_treatment};
use super::fact::{Fact, Finding};
use super::standing::{Standing, covers, monitored_since};
use crate::domain::case::{Event, EventDetail, Measure};
use crate::domain::date::add_days;
use crate::domain::deadline::{Clock, Limit, SpecialCase};
use crate::domain::word::{
    EndReason, EventKind as K, Inflow, MeasureCode, Outcome as O, Sample, ViolationStep,
};
use chrono::{NaiveDate, NaiveTime};

/// What the file says of a fact, seen from an act.
pub(super) fn find(fact: Fact, v: &View<'_>) -> Finding {
    use Fact as F;
    match fact {
        F::PositiveTest => v.answers(is_positive),
        F::ResidenceVerified => v.answers(|e| e.kind == K::ResidenceVerified),
        F::NotFoundAddicted => not_found_addicted(v),
        F::DecisionNumber => Finding::known_if(
            v.measure.is_some_and(|m| m.decision_no.is_some() && m.decision_date.is_some()),
        ),
        F::DecisionByStart => Finding::holds_if(
            v.measure.is_none_or(|m| m.decision_date.is_none_or(|decided| decided <= m.start)),
        ),
        F::DeterminedAddicted => determined(v, K::Determination, O::Addicted),
        F::Determined => v.answers(|e| e.kind == K::Determination),
        F::Registered => v.answers(|e| e.kind == K::RehabRegistration),
        F::CourtGranted => determined(v, K::CourtDecision, O::Granted),
        F::Adult => Finding::holds_if(v.ages().1 >= 18),
        F::Minor => Finding::holds_if(v.ages().1 >= 12 && v.ages().0 < 18),
        F::AgeTwelve => Finding::holds_if(v.ages().1 >= 12),
        F::RehabDone => rehab_done(v),
        F::Proposed => v.answers(|e| e.kind == K::Proposal),
        F::Ride => Finding::holds_if(is_ride(v.standing())),
        F::MonitoringFooting => monitoring_footing(v),
        F::MonitoringDecided => v.answers(|e| e.kind == K::MonitoringDecision),
        F::NotMonitored => Finding::holds_if(!v.case.measures.iter().any(|m| {
            m.record.code == MeasureCode::ElectronicMonitoring && m.record.is_active_on(v.on)
        })),
        F::TermEnded => v.end.map_or(Finding::Missing, |end| Finding::holds_if(v.on >= end)),
        F::NoUseInTerm => Finding::holds_if(
            !v.past().any(|e| is_positive(e) && v.measure.is_some_and(|m| e.at.date() > m.start)),
        ),
        F::OnTime => Finding::known_if(v.end.is_none_or(|end| v.on >= end)),
        F::CustodyOnFile => Finding::known_if(v.events().any(|e| is_custody(v, e))),
        F::CustodyOutlasts => custody_outlasts(v),
        F::ViolationOnFile => v.answers(|e| e.kind == K::Violation),
        F::MonitoringClosed => monitoring_closed(v),
        F::NothingLater => nothing_later(v),
        F::NoneOpen => Finding::holds_if(
            !v.case.measures.iter().any(|m| m.record.counts() && m.record.ended_on.is_none()),
        ),
        F::Departed => v.answers(|e| e.kind == K::Move && e.outcome == Some(O::Departed)),
        F::Incoming => v.answers(|e| e.kind == K::Move && e.outcome == Some(O::Incoming)),
        _ => find_for_event(fact, v),
    }
}

fn find_for_event(fact: Fact, v: &View<'_>) -> Finding {
    use Fact as F;
    let none = EventDetail::default();
    let detail = v.event.map_or(&none, |e| &e.detail);
    let chain = |kind| Finding::known_if(in_file(v).any(|e| e.kind == kind));
    match fact {
        F::SuspicionOnFile => v.answers(|e| e.kind == K::Suspicion),
        F::NotPositive => Finding::holds_if(v.last_outcome(K::Test) != Some(O::Positive)),
        F::GroundGiven => Finding::known_if(detail.ground.is_some()),
        F::SampleGiven => Finding::known_if(detail.sample.is_some()),
        F::GuardianPresent => {
            let needed = v.ages().1 < 18 && detail.sample.is_some_and(|s| s != Sample::Urine);
            witnessed(needed, detail.guardian)
        }
        F::SameSexPresent => witnessed(detail.sample == Some(Sample::Urine), detail.same_sex),
        F::StepGiven => Finding::known_if(detail.step.is_some()),
        F::Ladder => ladder(v),
        F::Monitored => Finding::known_if(monitoring_began(v).is_some()),
        F::WaiverDue => waiver_due(v),
        F::CompletedBefore => Finding::known_if(
            v.completions().next().is_some() || v.case.person.rehab_count.is_some_and(|n| n > 0),
        ),
        F::AddictedAgain => {
            let since = v.completions().max().unwrap_or(NaiveDate::MIN);
            Finding::known_if(v.past().any(|e| {
                e.kind == K::Determination && e.outcome == Some(O::Addicted) && e.at.date() >= since
            }))
        }
        F::CompletionKnown => completion_known(v),
        F::CertificateOnFile => v.answers(|e| e.kind == K::RehabCertificate),
        F::DecisionToSend => decision_to_send(v),
        F::CompulsoryGround => match v.answers(|e| e.kind == K::CompulsoryGround) {
            Finding::Missing => Finding::known_if(v.has_past(K::Violation) || broke_off(v)),
            Finding::Opposed if v.has_past(K::Violation) || broke_off(v) => Finding::Holds,
            found => found,
        },
        F::FileOpened => Finding::known_if(v.has_past(K::CompulsoryOpened)),
        F::FileNotified => chain(K::CompulsoryNotified),
        F::FileSentToCourt => chain(K::CompulsorySent),
        F::ReadingOver => reading_over(v),
        F::ClosingTime => closing_time(v),
        F::CourtAsked => chain(K::CourtRequest),
        F::FileGranted => Finding::known_if(
            in_file(v).rfind(|e| e.kind == K::CourtDecision).and_then(|e| e.outcome)
                == Some(O::Granted),
        ),
        F::DirectorAsked => chain(K::DirectorAsked),
        F::DirectorAssigned => chain(K::DirectorAssigned),
        F::LimitationRunning => Finding::known_if(
            v.has_past(K::Violation)
                || v.has_past(K::CompulsoryGround)
                || v.has_past(K::CompulsoryOpened)
                || broke_off(v),
        ),
        // The others are of measures and were answered before.
        _ => Finding::Holds,
    }
}

fn is_positive(e: &Event) -> bool {
    e.kind == K::Test && e.outcome == Some(O::Positive)
}

fn is_ride(s: Standing) -> bool {
    matches!(
        s,
        Standing::Under(
            MeasureCode::RehabHome | MeasureCode::Substitution | MeasureCode::PostRehab
        )
    )
}

/// A yes/no word where it is needed: no is a contradiction, silence is not.
fn witnessed(needed: bool, word: Option<bool>) -> Finding {
    match (needed, word) {
        (true, Some(false)) => Finding::Opposed,
        (true, None) => Finding::Missing,
        _ => Finding::Holds,
    }
}

/// The last result by then is the wanted one; opposed by another result, or where it came later.
fn determined(v: &View<'_>, kind: K, wanted: O) -> Finding {
    match v.last_outcome(kind) {
        Some(outcome) => Finding::holds_if(outcome == wanted),
        None if v.events().any(|e| e.kind == kind && e.at > v.limit) => Finding::Opposed,
        None => Finding::Missing,
    }
}

fn not_found_addicted(v: &View<'_>) -> Finding {
    let last = v.past().rfind(|e| e.kind == K::Determination && e.outcome.is_some());
    let since = match last {
        Some(e) if e.outcome == Some(O::Addicted) => Some(e.at.date()),
        Some(_) => None,
        None => v
            .others()
            .filter(|m| m.end_reason == Some(EndReason::FoundAddicted))
            .filter_map(|m| m.ended_on)
            .rfind(|ended| *ended <= v.on),
    };
    match since {
        Some(since) if !v.completions().any(|done| done >= since) => {
            let elsewhere = v.measure.is_some_and(|m| m.source == Some(Inflow::MovedIn));
            if elsewhere { Finding::Missing } else { Finding::Opposed }
        }
        _ => Finding::Holds,
    }
}

fn rehab_done(v: &View<'_>) -> Finding {
    use EndReason as R;
    let Some(last) = v.others().rfind(|m| m.start <= v.on) else { return Finding::Missing };
    let interrupted = last.code == MeasureCode::PostRehab
        && matches!(
            last.end_reason,
            Some(R::Prison | R::MovedOut | R::SentToFacility | R::Missing | R::LongCustody)
        );
    if (is_treatment(last) && is_completed(last)) || interrupted {
        Finding::Holds
    } else if v.measure.is_some_and(|m| m.source == Some(Inflow::MovedIn)) {
        Finding::Missing
    } else {
        Finding::Opposed
    }
}

fn monitoring_footing(v: &View<'_>) -> Finding {
    let coming = |e: &Event| matches!(e.kind, K::RehabDecision | K::Proposal);
    Finding::known_if(v.standings().into_iter().any(is_ride) || v.past().any(coming))
}

fn is_custody(v: &View<'_>, e: &Event) -> bool {
    let within = match v.measure {
        Some(m) => e.at.date() <= v.on && e.until.is_none_or(|until| until >= m.start),
        None => covers(e, v.on),
    };
    e.kind == K::Custody && within
}

fn custody_outlasts(v: &View<'_>) -> Finding {
    let Some(end) = v.end else { return Finding::Holds };
    match v.events().rfind(|e| is_custody(v, e)).map(|e| e.until) {
        Some(Some(until)) => Finding::holds_if(until >= end),
        _ => Finding::Missing,
    }
}

fn monitoring_closed(v: &View<'_>) -> Finding {
    let rides = v.measure.is_some_and(|m: &Measure| m.code.is_main());
    Finding::known_if(!rides || monitored_since(v.case, v.on).is_none())
}

/// Papers about a death are written after it.
fn nothing_later(v: &View<'_>) -> Finding {
    let paper = |k: K| matches!(k, K::Note | K::DecisionSent);
    let event = v.events().any(|e| e.at.date() > v.on && !paper(e.kind));
    let measure = v.case.measures.iter().any(|m| {
        let m = (&m.record, Some(m.id) == v.closing);
        m.0.counts() && !m.1 && (m.0.start > v.on || m.0.ended_on.is_some_and(|e| e > v.on))
    });
    Finding::holds_if(!event && !measure)
}

fn ladder(v: &View<'_>) -> Finding {
    use ViolationStep as S;
    let Some(event) = v.event else { return Finding::Holds };
    let before = match (event.outcome, event.detail.step) {
        (Some(O::Other), Some(S::Review)) => S::Reminder,
        (Some(O::Other | O::LocalEducation), Some(S::Compulsory)) => S::Review,
        _ => return Finding::Holds,
    };
    let since = v.case.active_main(v.on).map_or(NaiveDate::MIN, |m| m.record.start);
    Finding::known_if(v.past().any(|e| {
        e.kind == K::Violation
            && e.outcome == event.outcome
            && e.detail.step == Some(before)
            && e.at.date() >= since
    }))
}

fn monitoring_began(v: &View<'_>) -> Option<NaiveDate> {
    monitored_since(v.case, v.on).or_else(|| monitored_since(v.case, add_days(v.on, -1)))
}

fn waiver_due(v: &View<'_>) -> Finding {
    let Some(since) = monitoring_began(v) else { return Finding::Missing };
    let minor = (v.ages().1 < 18).then_some(SpecialCase::Minor);
    let limit = v.book.clocks.get(Clock::E3).limit_in(minor);
    let due = limit.period(since.and_time(NaiveTime::MIN), None, &v.book.calendar).due.date();
    let violated = v.past().any(|e| e.kind == K::Violation && e.at.date() >= since);
    Finding::holds_if(!violated && due <= v.on)
}

fn completion_known(v: &View<'_>) -> Finding {
    let completed = v.completions().any(|done| {
        // What began after the completion and before this day has taken its place.
        !v.others().any(|m| m.start > done && m.start < v.on)
    });
    let noticed = v.past().any(|e| {
        e.kind == K::CompletionNotice
            && v.others().any(|m| {
                is_treatment(m)
                    && m.start <= e.at.date()
                    && m.ended_on.is_none_or(|ended| add_days(ended, 1) >= e.at.date())
                    && m.end_reason.is_none_or(|_| is_completed(m))
            })
    });
    Finding::known_if(completed || noticed)
}

fn decision_to_send(v: &View<'_>) -> Finding {
    let suspended = v.answers(|e| e.kind == K::Suspension);
    let mut ended = v.case.measures.iter().filter_map(|m| m.record.ended_on).peekable();
    if suspended == Finding::Missing && ended.peek().is_none() {
        return Finding::Missing;
    }
    Finding::holds_if(suspended == Finding::Holds || ended.any(|day| day <= v.on))
}

/// A rehab or treatment broken off: by himself or by a violation.
fn broke_off(v: &View<'_>) -> bool {
    v.others().any(|m| {
        matches!(m.end_reason, Some(EndReason::SelfTerminated | EndReason::Violation))
            && m.ended_on.is_some_and(|ended| ended <= v.on)
    })
}

/// The reading period (clock C2) of the last notice in the file is over. A notice from before the
/// rule was in force is not measured by it.
fn reading_over(v: &View<'_>) -> Finding {
    let notice = in_file(v).rfind(|e| e.kind == K::CompulsoryNotified);
    let rule = v.book.clocks.get(Clock::C2);
    let Some(notice) = notice.filter(|e| e.at.date() >= rule.in_force_from) else {
        return Finding::Holds;
    };
    let reading = rule.limit.period(notice.at, None, &v.book.calendar);
    from_day(v, add_days(reading.due.date(), 1), reading.holidays_unknown)
}

/// The last working days of the post-rehab term (clock P4) have come. While an absence holds the
/// term, its earliest possible end counts.
fn closing_time(v: &View<'_>) -> Finding {
    let running = |m: &Measure| {
        m.code == MeasureCode::PostRehab && m.counts() && m.start <= v.on && m.ended_on.is_none()
    };
    let rule = v.book.clocks.get(Clock::P4);
    let end = v.case.measures.iter().rposition(|m| running(&m.record)).and_then(|index| {
        let term = v.book.terms.compute(v.case, index)?;
        term.end()
    });
    match (end, rule.limit) {
        (Some(end), Limit::LastWorkingDays(days)) if v.on >= rule.in_force_from => {
            let first = days.last_before(end, &v.book.calendar);
            from_day(v, first.day, first.unknown)
        }
        _ => Finding::Holds,
    }
}

/// No run of days off is longer, so what comes earlier still comes too early, table or none.
const LONGEST_RUN_OFF: i64 = 31;

/// Lawful from a day on that was counted in working days.
fn from_day(v: &View<'_>, day: NaiveDate, unknown: bool) -> Finding {
    if unknown && v.on >= add_days(day, -LONGEST_RUN_OFF) {
        Finding::Unsure
    } else if v.on >= day {
        Finding::Holds
    } else {
        Finding::NotBefore(day)
    }
}

/// The events of the compulsory file under way: since it was opened last.
fn in_file<'a>(v: &View<'a>) -> impl DoubleEndedIterator<Item = &'a Event> + use<'a> {
    let opened = v.past().rfind(|e| e.kind == K::CompulsoryOpened).map(|e| e.at.date());
    v.past().filter(move |e| opened.is_none_or(|day| e.at.date() >= day))
}
