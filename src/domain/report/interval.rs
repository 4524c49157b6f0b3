//! What is counted: intervals of main measures, and the runs they join to.

use super::row::ReportRow;
use crate::domain::date::{Period, add_days, first_of_month};
use crate::domain::id::PersonId;
use crate::domain::word::{EndReason, Inflow};
use chrono::NaiveDate;
use std::iter::Peekable;

/// A main measure of a person, as far as counting needs it: active on each day of
/// [start, ended_on).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Whose.
    pub person: PersonId,
    /// In which row.
    pub row: ReportRow,
    /// First day.
    pub start: NaiveDate,
    /// The day it ended, not active on it any more; `None` = it has not ended, however long its
    /// term is over.
    pub ended_on: Option<NaiveDate>,
    /// Why it ended. Entries with `error` count nowhere.
    pub end_reason: Option<EndReason>,
    /// Where the person came from; `None` counts as new.
    pub source: Option<Inflow>,
}

impl Interval {
    /// The order counting needs: by person, by start, and of two that start on one day the one
    /// that ended first (open ones last), then the one entered first.
    pub fn order(&self) -> (PersonId, NaiveDate, NaiveDate) {
        (self.person, self.start, self.ended_on.unwrap_or(NaiveDate::MAX))
    }

    /// Closed as entered by mistake.
    pub fn is_error(&self) -> bool {
        self.end_reason == Some(EndReason::Error)
    }

    /// Active on `day`: started, and not ended by then.
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        !self.is_error() && self.start <= day && self.ended_on.is_none_or(|end| day < end)
    }

    /// Linked to the one after it: that one starts on the day this one ended or the day after,
    /// and this one was not closed with `moved_out`.
    pub fn is_linked_to(&self, next: &Self) -> bool {
        self.person == next.person
            && self.end_reason != Some(EndReason::MovedOut)
            && self
                .ended_on
                .is_some_and(|end| next.start == end || Some(next.start) == end.succ_opt())
    }
}

/// How far back facts must reach for a period's report.
///
/// Leaving out every interval that ended before [`Reach::ended_from`] loses nothing. Let `e` be
/// the end of such an interval, so `e ≤ from − 2`. It is not active on the day before `from` nor
/// later, it ended outside the period, and it can be linked only to one that starts by `e + 1`,
/// which is before `from`: that one is no "in" of the period. (A person has at most one main
/// measure at a time, so nothing that ended later can be the one before it in its place.) The
/// bound lies even earlier, on the eve of the first calendar month that ends within the period,
/// because a residence check is not due in the month management starts, and a new decision early
/// in that month continues the one that ended then. the tests in `oracle` hold this on random
/// histories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Intervals that have not ended, or ended on this day or later, are needed.
    pub ended_from: NaiveDate,
    /// Events on this day or later are needed (until `to`).
    pub events_from: NaiveDate,
}

impl Reach {
    /// The reach of a period's report.
    pub fn of(period: Period) -> Self {
        let events_from = first_of_month(period.from());
        Self { ended_from: add_days(events_from, -1), events_from }
    }

    /// Whether the interval is needed.
    pub fn holds(self, interval: &Interval) -> bool {
        interval.ended_on.is_none_or(|end| end >= self.ended_from)
    }
}

/// Linked intervals of the same row as one: "one continued interval, active on the day between
/// too: no flow between them" (`interface.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Person, row, start and source of the first; end and its reason of the last.
    pub span: Interval,
    /// The day the one before ended, where that is linked to this one (it is in another row).
    pub linked_before: Option<NaiveDate>,
    /// The start of the one after, where this one is linked to it (it is in another row).
    pub linked_after: Option<NaiveDate>,
}

/// Joins intervals, in [`Interval::order`], to runs. Entries by mistake are passed over.
pub fn runs(intervals: impl Iterator<Item = Interval>) -> impl Iterator<Item = Run> {
    Runs {
        rest: intervals.filter(not_error as fn(&Interval) -> bool).peekable(),
        linked_before: None,
    }
}

fn not_error(interval: &Interval) -> bool {
    !interval.is_error()
}

struct Runs<I: Iterator<Item = Interval>> {
    rest: Peekable<I>,
    linked_before: Option<NaiveDate>,
}

impl<I: Iterator<Item = Interval>> Iterator for Runs<I> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let mut span = self.rest.next()?;
        let linked_before = self.linked_before.take();
        while let Some(next) =
            self.rest.next_if(|next| next.row == span.row && span.is_linked_to(next))
        {
            span.ended_on = next.ended_on;
            span.end_reason = next.end_reason;
        }
        let linked_after =
            self.rest.peek().filter(|next| span.is_linked_to(next)).map(|next| next.start);
        if linked_after.is_some() {
            self.linked_before = span.ended_on;
        }
        Some(Run { span, linked_before, linked_after })
    }
}
