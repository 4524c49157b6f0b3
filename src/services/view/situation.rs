//! The whole list at a glance: counts, nothing of a person.

use crate::domain::deadline::{Clock, ClockKind};
use crate::domain::report::TrendMonth;
use crate::domain::word::RiskLevel;
use chrono::NaiveDateTime;

/// What the pictures show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// When it was counted.
    pub at: NaiveDateTime,
    /// Two years of months, oldest first; the last one is running.
    pub months: Vec<TrendMonth>,
    /// What is over by clock: duties first, the most first.
    pub overdue: Vec<OverdueKind>,
    /// People under a main measure by risk level; `None` = not assessed.
    pub risk: Vec<(Option<RiskLevel>, usize)>,
}

impl Situation {
    /// People of a level.
    pub fn at_risk(&self, level: Option<RiskLevel>) -> usize {
        self.risk.iter().filter(|(l, _)| *l == level).map(|(_, n)| n).sum()
    }
}

/// How many deadlines of a clock are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueKind {
    /// Which clock.
    pub clock: Clock,
    /// A duty is overdue; a watch is not seen; an expiry has lapsed.
    pub kind: ClockKind,
    /// All.
    pub count: usize,
    /// Of these, for more than 12 months.
    pub long: usize,
}
