//! Which fact starts each clock and which act closes it, one function a clock.
//!
//! The functions read the facts only: never the day they are looked at. Where a fact of the future
//! matters (a custody that ends on a known day), the deadline runs from that day and is not shown
//! before it.

use super::{Clock, ClockBook, Deadline, Limit};
use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::date::{add_days, add_months, end_of_day, first_of_month};
use crate::domain::word::{EndReason, EventKind, MeasureCode, Outcome, RiskLevel};
use chrono::{NaiveDate, NaiveTime};

/// How one clock of a person follows from the facts.
type Start = fn(&View) -> Option<Deadline>;

/// The clocks of a person that are computed, in the order of the table.
pub(super) const COMPUTED: &[(Clock, Start)] = &[
    (Clock::U5, residence_check),
    (Clock::T1, term_over),
    (Clock::A4, certificate),
    (Clock::A5, end_notice),
    (Clock::P1, completion_notice),
    (Clock::P2, proposal),
    (Clock::P4, closing_certificate),
    (Clock::L1, look_back),
    (Clock::F1, follow_up),
];

/// The running clocks of a person, in the order of the table; at most one of each.
///
/// A death, a move out, prison or being declared missing at the end of the last main measure
/// closes them all. `risk` is the level in force (`None` while not assessed): it sets the pace of
/// F1 and nothing else.
pub fn deadlines(case: &CaseFile, book: &ClockBook, risk: Option<RiskLevel>) -> Vec<Deadline> {
    let Some(view) = View::of(case, book, risk) else {
        return Vec::new();
    };
    let running = |(clock, start): &(Clock, Start)| {
        let governed = view.book.clocks.get(*clock).laws.contains(&view.last.law);
        start(&view).filter(|_| governed)
    };
    COMPUTED.iter().filter_map(running).collect()
}

/// R1: the report of a period, due so many days after its cut-off, until it is recorded as sent.
pub fn report_deadline(
    period_to: NaiveDate,
    sent: Option<NaiveDate>,
    book: &ClockBook,
) -> Option<Deadline> {
    if sent.is_some() {
        return None;
    }
    let period =
        book.clocks.get(Clock::R1).limit.period(end_of_day(period_to), None, &book.calendar);
    Some(Deadline {
        clock: Clock::R1,
        due: period.due,
        shown_from: add_days(period_to, 1),
        from: period_to,
        holidays_unknown: period.holidays_unknown,
    })
}

/// The facts of a person that the clocks read, found once.
pub(super) struct View<'a> {
    case: &'a CaseFile,
    book: &'a ClockBook,
    risk: Option<RiskLevel>,
    /// The last main measure, and its place among all measures.
    last: &'a Measure,
    index: usize,
}

impl<'a> View<'a> {
    fn of(case: &'a CaseFile, book: &'a ClockBook, risk: Option<RiskLevel>) -> Option<Self> {
        let main = |m: &Measure| m.code.is_main() && m.counts();
        let index = case.measures.iter().rposition(|m| main(&m.record))?;
        let last = &case.measures[index].record;
        let gone = last.end_reason.is_some_and(EndReason::closes_everything);
        (!gone).then_some(Self { case, book, risk, last, index })
    }

    /// The last main measure while it runs, if it is one of `codes`.
    fn running(&self, codes: &[MeasureCode]) -> Option<&'a Measure> {
        (self.last.ended_on.is_none() && codes.contains(&self.last.code)).then_some(self.last)
    }

    fn end_of_term(&self) -> Option<NaiveDate> {
        self.book.terms.end_of(self.case, self.index)
    }

    /// The events of a kind on or after `start`, the latest first.
    fn events_since(&self, kind: EventKind, start: NaiveDate) -> impl Iterator<Item = &'a Event> {
        let since = self.case.events.iter().rev().map(|e| &e.record);
        since.take_while(move |e| e.at.date() >= start).filter(move |e| e.kind == kind)
    }

    fn has_since(&self, kinds: &[EventKind], start: NaiveDate) -> bool {
        kinds.iter().any(|k| self.events_since(*k, start).next().is_some())
    }

    /// The deadline of `clock` that runs from the day `from`.
    fn deadline(&self, clock: Clock, from: NaiveDate) -> Deadline {
        let limit = self.book.clocks.get(clock).limit;
        let period = limit.period(from.and_time(NaiveTime::MIN), self.risk, &self.book.calendar);
        let before =
            matches!(limit, Limit::DaysBefore(_) | Limit::SameDay | Limit::LastWorkingDays(_));
        // What counts back from the end of a term is known since the measure began.
        let known = if before { self.last.start } else { from };
        Deadline {
            clock,
            due: period.due,
            shown_from: period.opens.unwrap_or(known),
            from,
            holidays_unknown: period.holidays_unknown,
        }
    }
}

/// U5: the month after the month it began in, or after the month of the last check since.
/// Any result is a check; a check made after missed months clears them all.
fn residence_check(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::UserManagement])?;
    let last = view.events_since(EventKind::ResidenceCheck, m.start).next();
    let from = last.map_or(m.start, |e| e.at.date());
    let month = first_of_month(add_months(first_of_month(from), 1));
    Some(Deadline { from, shown_from: month, ..view.deadline(Clock::U5, month) })
}

/// T1: the end of any main measure that has a term, but for post-rehab (P4), the addicted and
/// substitution, which have none.
fn term_over(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[
        M::UserManagement,
        M::RehabHome,
        M::RehabVoluntaryPublic,
        M::RehabVoluntaryPrivate,
        M::RehabCompulsory,
        M::RehabCompulsoryMinor,
    ])?;
    let end = view.end_of_term()?;
    Some(Deadline { shown_from: m.start, ..view.deadline(Clock::T1, end) })
}

/// A4: while someone stands as addicted, from the last determination that found him so.
fn certificate(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::Addicted])?;
    let mut found = view.events_since(EventKind::Determination, NaiveDate::MIN);
    let issued = found.find(|e| e.outcome == Some(Outcome::Addicted));
    Some(view.deadline(Clock::A4, issued.map_or(m.start, |e| e.at.date())))
}

/// A5: before the end of home rehab. Both notices are Mẫu 51 and close it (D163 Đ93.2).
fn end_notice(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::RehabHome])?;
    let given = view.has_since(&[EventKind::EndNotice, EventKind::CompletionNotice], m.start);
    let end = view.end_of_term()?;
    (!given).then(|| view.deadline(Clock::A5, end))
}

/// P1: before the end of rehab in a facility.
fn completion_notice(view: &View) -> Option<Deadline> {
    let m = (view.last.ended_on.is_none() && view.last.code.is_facility()).then_some(view.last)?;
    let given = view.has_since(&[EventKind::CompletionNotice], m.start);
    let end = view.end_of_term()?;
    (!given).then(|| view.deadline(Clock::P1, end))
}

/// P2: from the first completion notice of a rehab or substitution, or from its completion where
/// none came; closed by the proposal, and by any later main measure (then it is not the last one).
fn proposal(view: &View) -> Option<Deadline> {
    let m = view.last;
    if !(m.code.is_rehab() || m.code == MeasureCode::Substitution) {
        return None;
    }
    let abandoned =
        m.end_reason.is_some_and(|r| !matches!(r, EndReason::Completed | EndReason::TermOver));
    if abandoned || view.has_since(&[EventKind::Proposal], m.start) {
        return None;
    }
    let notice =
        view.events_since(EventKind::CompletionNotice, m.start).last().map(|e| e.at.date());
    let completed = m.ended_on.filter(|_| m.end_reason == Some(EndReason::Completed));
    Some(view.deadline(Clock::P2, notice.or(completed)?))
}

/// P4: the end of post-rehab, shown from the first of its last working days.
fn closing_certificate(view: &View) -> Option<Deadline> {
    view.running(&[MeasureCode::PostRehab])?;
    Some(view.deadline(Clock::P4, view.end_of_term()?))
}

/// L1: from the latest end of a post-rehab, or self-termination of a rehab or substitution.
fn look_back(view: &View) -> Option<Deadline> {
    let ends = view.case.main_measures().map(|m| &m.record).filter(|m| {
        m.code == MeasureCode::PostRehab
            || m.end_reason == Some(EndReason::SelfTerminated)
                && (m.code.is_rehab() || m.code == MeasureCode::Substitution)
    });
    let from = ends.filter_map(|m| m.ended_on).max()?;
    Some(view.deadline(Clock::L1, from))
}

/// F1: from the last contact that reached the person, else from the start of the measure. Not
/// while in custody: it runs again from its end, and is not shown before.
fn follow_up(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[M::RehabHome, M::Substitution, M::PostRehab])?;
    let mut contacts = view.events_since(EventKind::Contact, m.start);
    let reached = contacts.find(|e| matches!(e.outcome, Some(Outcome::Met | Outcome::Phone)));
    let mut from = reached.map_or(m.start, |e| e.at.date());
    let mut shown_from = from;
    for custody in view.events_since(EventKind::Custody, NaiveDate::MIN) {
        match custody.until {
            Some(until) if until >= from => {
                from = until;
                shown_from = add_days(until, 1);
            }
            // A custody with no end that began before the measure ended, unrecorded, with it.
            None if custody.at.date() >= m.start => return None,
            _ => {}
        }
    }
    Some(Deadline { shown_from, ..view.deadline(Clock::F1, from) })
}
