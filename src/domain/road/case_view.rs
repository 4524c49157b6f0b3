//! A case as one act sees it: what was on file by the day the act happened.

use super::fact::Finding;
use super::standing::{Standing, standing};
use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::date::{PartialDate, add_days, age_on, end_of_day, last_of_month};
use crate::domain::deadline::ClockBook;
use crate::domain::id::MeasureId;
use crate::domain::word::{EndReason, EventKind, Outcome};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What an act is judged against.
pub(super) struct View<'a> {
    pub case: &'a CaseFile,
    /// The day of the act: start, end, or day of the event.
    pub on: NaiveDate,
    /// Facts up to this moment were there: the end of the day where only the day is known.
    pub limit: NaiveDateTime,
    /// The measure opened or closed.
    pub measure: Option<&'a Measure>,
    /// Its id, where it is closed.
    pub closing: Option<MeasureId>,
    /// The end date of it that counts.
    pub end: Option<NaiveDate>,
    /// The event recorded.
    pub event: Option<&'a Event>,
    /// Clocks, terms and the work calendar.
    pub book: &'a ClockBook,
}

impl<'a> View<'a> {
    pub(super) fn of_event(case: &'a CaseFile, event: &'a Event, book: &'a ClockBook) -> Self {
        let on = event.at.date();
        let timed = event.at.time() != NaiveTime::MIN;
        let limit = if timed { event.at } else { end_of_day(on) };
        Self { case, on, limit, measure: None, closing: None, end: None, event: Some(event), book }
    }

    pub(super) fn of_measure(
        case: &'a CaseFile,
        measure: &'a Measure,
        on: NaiveDate,
        (closing, end): (Option<MeasureId>, Option<NaiveDate>),
        book: &'a ClockBook,
    ) -> Self {
        let limit = end_of_day(on);
        Self { case, on, limit, measure: Some(measure), closing, end, event: None, book }
    }

    pub(super) fn standing(&self) -> Standing {
        standing(self.case, self.on)
    }

    /// The day of a change belongs to both sides: what was closed in the afternoon was still
    /// running in the morning.
    pub(super) fn standings(&self) -> [Standing; 2] {
        [self.standing(), standing(self.case, add_days(self.on, -1))]
    }

    /// All events of the case, whenever they happened.
    pub(super) fn events(&self) -> impl DoubleEndedIterator<Item = &'a Event> + use<'a> {
        self.case.events.iter().map(|e| &e.record)
    }

    /// The events that had happened.
    pub(super) fn past(&self) -> impl DoubleEndedIterator<Item = &'a Event> + use<'a> {
        let limit = self.limit;
        self.events().filter(move |e| e.at <= limit)
    }

    /// On file in time; opposed where all of them lie later, since the act answers one of them.
    pub(super) fn answers(&self, fits: impl Fn(&Event) -> bool) -> Finding {
        let mut found = self.events().filter(|e| fits(e)).peekable();
        if found.peek().is_none() {
            return Finding::Missing;
        }
        Finding::holds_if(found.any(|e| e.at <= self.limit))
    }

    pub(super) fn has_past(&self, kind: EventKind) -> bool {
        self.past().any(|e| e.kind == kind)
    }

    /// The last result of a kind by then.
    pub(super) fn last_outcome(&self, kind: EventKind) -> Option<Outcome> {
        self.past().rfind(|e| e.kind == kind && e.outcome.is_some()).and_then(|e| e.outcome)
    }

    /// The main measures that count, but for the one being closed.
    pub(super) fn others(&self) -> impl DoubleEndedIterator<Item = &'a Measure> + use<'a> {
        let closing = self.closing;
        self.case.main_measures().filter(move |m| Some(m.id) != closing).map(|m| &m.record)
    }

    /// A rehab or substitution that was completed, with the day.
    pub(super) fn completions(&self) -> impl DoubleEndedIterator<Item = NaiveDate> + use<'a> {
        let on = self.on;
        self.others()
            .filter(|m| is_treatment(m) && is_completed(m))
            .filter_map(move |m| m.ended_on.filter(|ended| *ended <= on))
    }

    /// Youngest and oldest age on the day of the act that the birth date allows.
    pub(super) fn ages(&self) -> (i32, i32) {
        let born = self.case.person.born;
        let latest = match born {
            PartialDate::Year(y) => NaiveDate::from_ymd_opt(y, 12, 31).unwrap_or(NaiveDate::MAX),
            PartialDate::Month(..) => last_of_month(born.first_day()),
            PartialDate::Day(day) => day,
        };
        (age_on(latest, self.on), age_on(born.first_day(), self.on))
    }
}

/// Rehab or substitution.
pub(super) fn is_treatment(m: &Measure) -> bool {
    m.code.is_rehab() || m.code == crate::domain::word::MeasureCode::Substitution
}

/// Ended as it should.
pub(super) fn is_completed(m: &Measure) -> bool {
    matches!(m.end_reason, Some(EndReason::Completed | EndReason::TermOver))
}
