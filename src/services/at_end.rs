//! Case files as they stood at the end of a period: for what only they tell.

use super::derive::{Derived, derive};
use super::error::Failure;
use super::registry::Registry;
use super::today::group_of;
use super::view::TodayGroup;
use crate::domain::case::CaseFile;
use crate::domain::date::{Period, end_of_day};
use crate::domain::deadline::{ClockKind, Deadline};
use crate::rules::RuleBook;
use chrono::NaiveDate;
use std::sync::Arc;

/// The end of a period, or today while it runs, with the rules in force then.
pub(super) struct AtEnd {
    pub on: NaiveDate,
    pub book: Arc<RuleBook>,
}

impl AtEnd {
    /// What is derived from a case file as it stood then.
    pub(super) fn derive(&self, case: &CaseFile) -> Derived {
        derive(case, &self.book, self.on)
    }

    /// What kind of clock it is.
    pub(super) fn kind(&self, deadline: &Deadline) -> ClockKind {
        self.book.clock_book.clocks.get(deadline.clock).kind
    }

    /// Whether a clock was overdue when the day ended.
    pub(super) fn overdue(&self, deadline: &Deadline) -> bool {
        let group = group_of(deadline, self.kind(deadline), end_of_day(self.on));
        matches!(group, Some(TodayGroup::Overdue | TodayGroup::LongOverdue))
    }
}

impl Registry {
    /// The end of a period.
    pub(super) fn at_end(&self, period: Period) -> AtEnd {
        let on = period.to().min(self.now().date());
        AtEnd { on, book: self.book_on(on) }
    }

    /// Every case file as it stood then. Can be stopped.
    pub(super) fn each_case(
        &self,
        end: &AtEnd,
        mut each: impl FnMut(&CaseFile),
    ) -> Result<(), Failure> {
        let cases = self.store.cases()?;
        let of = cases.len();
        for (n, case) in cases.enumerate() {
            each(&case?.as_of(end.on));
            self.watch.step(n + 1, of)?;
        }
        Ok(())
    }
}
