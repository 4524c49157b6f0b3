//! Tình hình: the whole list at a glance: two years of months, what is overdue by kind, risk.

use super::derive::RANKS;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{OverdueKind, Situation};
use crate::domain::date::{Period, add_months_back};
use crate::domain::deadline::ClockKind;
use crate::domain::report::{Interval, trend, trend_reach};
use chrono::NaiveTime;

/// Months of the curve: two years, the running month last.
pub(super) const TREND_MONTHS: usize = 24;

impl Registry {
    /// The situation now.
    pub fn situation(&mut self) -> Result<Situation, Failure> {
        self.permit_look(Duty::ReadReport, "situation")?;
        self.renew_book()?;
        let now = self.now();
        let last = Period::month_of(now.date());
        let mut intervals: Vec<Interval> = Vec::new();
        let since = trend_reach(last, TREND_MONTHS).ended_from;
        self.store.each_interval(since, |i| intervals.push(i))?;
        let months = trend(last, TREND_MONTHS, intervals.into_iter());
        let long = add_months_back(now.date(), 12).and_time(NaiveTime::MIN);
        let clocks = self.book.clocks();
        let counted = self.store.overdue_by_clock(RANKS, now, long)?.into_iter();
        let mut overdue: Vec<OverdueKind> = counted
            .map(|c| OverdueKind {
                clock: c.clock,
                kind: clocks.get(c.clock).kind,
                count: c.count,
                long: c.long,
            })
            // What is open from a day on is never over.
            .filter(|c| c.kind != ClockKind::Window)
            .collect();
        overdue.sort_by_key(|c| (c.kind != ClockKind::Duty, std::cmp::Reverse(c.count), c.clock));
        let risk = self.store.people_by_risk()?;
        Ok(Situation { at: now, months, overdue, risk })
    }
}
