//! The facts of a person that the clocks read, found once.

use super::{Clock, ClockBook, Deadline, Limit, SpecialCase};
use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::word::{EventKind, MeasureCode, Outcome, RiskLevel};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// The facts of a person that the clocks read.
pub(super) struct View<'a> {
    pub(super) case: &'a CaseFile,
    pub(super) book: &'a ClockBook,
    pub(super) risk: Option<RiskLevel>,
    /// The last main measure; none for someone only suspected or just found.
    pub(super) last: Option<&'a Measure>,
    index: usize,
    /// Which kinds of event there are at all: most clocks of most people end here.
    kinds: u128,
}

impl<'a> View<'a> {
    pub(super) fn of(case: &'a CaseFile, book: &'a ClockBook, risk: Option<RiskLevel>) -> Self {
        let main = |m: &Measure| m.code.is_main() && m.counts();
        let index = case.measures.iter().rposition(|m| main(&m.record));
        let last = index.map(|i| &case.measures[i].record);
        let kinds = case.events.iter().fold(0, |set, e| set | 1 << e.record.kind as u8);
        Self { case, book, risk, last, index: index.unwrap_or_default(), kinds }
    }

    /// The last main measure while it runs, if it is one of `codes`.
    pub(super) fn running(&self, codes: &[MeasureCode]) -> Option<&'a Measure> {
        self.last.filter(|m| m.ended_on.is_none() && codes.contains(&m.code))
    }

    /// The end of the last main measure's term; none while an absence that is not over holds it.
    pub(super) fn end_of_term(&self) -> Option<NaiveDate> {
        self.book.terms.due_end(self.case, self.index)
    }

    fn has(&self, kind: EventKind) -> bool {
        self.kinds >> kind as u8 & 1 == 1
    }

    /// The events of a kind, the earliest first.
    pub(super) fn events(&self, kind: EventKind) -> impl DoubleEndedIterator<Item = &'a Event> {
        let all: &'a [_] = if self.has(kind) { &self.case.events } else { &[] };
        all.iter().map(|e| &e.record).filter(move |e| e.kind == kind)
    }

    /// The events of a kind with this result, the earliest first.
    pub(super) fn events_with(
        &self,
        kind: EventKind,
        outcome: Outcome,
    ) -> impl DoubleEndedIterator<Item = &'a Event> {
        self.events(kind).filter(move |e| e.outcome == Some(outcome))
    }

    /// The events of a kind on or after the day `start`, the latest first.
    pub(super) fn events_since(
        &self,
        kind: EventKind,
        start: NaiveDate,
    ) -> impl Iterator<Item = &'a Event> {
        self.events(kind).rev().take_while(move |e| e.at.date() >= start)
    }

    /// Whether an event of one of `kinds` stands on or after the day `start`.
    pub(super) fn has_since(&self, kinds: &[EventKind], start: NaiveDate) -> bool {
        kinds.iter().any(|k| self.events_since(*k, start).next().is_some())
    }

    /// Whether an event of one of `kinds` came not before `at`. One of the same day whose time is
    /// not known counts as after: an act is not called missing for want of its hour.
    pub(super) fn answered(&self, kinds: &[EventKind], at: NaiveDateTime) -> bool {
        kinds.iter().any(|k| self.events(*k).rev().any(|e| not_before(e, at)))
    }

    /// The same, for events with one of these results.
    pub(super) fn answered_with(
        &self,
        kind: EventKind,
        outcomes: &[Outcome],
        at: NaiveDateTime,
    ) -> bool {
        let fits = |e: &Event| e.outcome.is_some_and(|o| outcomes.contains(&o));
        self.events(kind).rev().any(|e| fits(e) && not_before(e, at))
    }

    /// Whether a main measure of one of `codes` began on the day `day` or later.
    pub(super) fn began_since(&self, codes: &[MeasureCode], day: NaiveDate) -> bool {
        let mut since = self.main_from(day);
        since.any(|m| codes.contains(&m.code))
    }

    /// The main measures that began on `day` or later.
    pub(super) fn main_from(&self, day: NaiveDate) -> impl Iterator<Item = &'a Measure> {
        let main = self.case.main_measures().rev().map(|m| &m.record);
        main.take_while(move |m| m.start >= day)
    }

    /// Whether on `day` no main measure ran, and none has begun since: what was found that day
    /// still waits for the person to be taken in.
    pub(super) fn unmanaged_since(&self, day: NaiveDate) -> bool {
        self.case.main_measures().all(|m| m.record.ended_on.is_some_and(|e| e < day))
    }

    /// The deadline of `clock` that runs from the day `from`.
    pub(super) fn deadline(&self, clock: Clock, from: NaiveDate) -> Deadline {
        let limit = self.book.clocks.get(clock).limit;
        let period = limit.period(from.and_time(NaiveTime::MIN), self.risk, &self.book.calendar);
        let before =
            matches!(limit, Limit::DaysBefore(_) | Limit::SameDay | Limit::LastWorkingDays(_));
        // What counts back from the end of a term is known since the measure began.
        let known = self.last.filter(|_| before).map_or(from, |m| m.start);
        Deadline {
            clock,
            due: period.due,
            shown_from: period.opens.unwrap_or(known),
            from,
            holidays_unknown: period.holidays_unknown,
        }
    }

    /// The deadline of `clock` that an act of the moment `at` starts. An act from before the rule
    /// was in force starts nothing: old papers brought in are history, not work.
    pub(super) fn started_by(&self, clock: Clock, at: NaiveDateTime) -> Option<Deadline> {
        self.started_in(clock, at, None)
    }

    /// The same in a special case.
    pub(super) fn started_in(
        &self,
        clock: Clock,
        at: NaiveDateTime,
        case: Option<SpecialCase>,
    ) -> Option<Deadline> {
        let rule = self.book.clocks.get(clock);
        if at.date() < rule.in_force_from {
            return None;
        }
        let period = rule.limit_in(case).period(at, self.risk, &self.book.calendar);
        Some(Deadline {
            clock,
            due: period.due,
            shown_from: at.date(),
            from: at.date(),
            holidays_unknown: period.holidays_unknown,
        })
    }
}

/// Whether an event came at `at` or later, or on its day at a time not known.
fn not_before(event: &Event, at: NaiveDateTime) -> bool {
    let untimed = event.at.time() == NaiveTime::MIN && event.at.date() == at.date();
    event.at >= at || untimed
}
