//! Which rule set holds on which day: a day gone by is judged by the rules in force then.

use super::rule::RiskRules;
use chrono::NaiveDate;
use std::sync::Arc;

/// A rule set and from when it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedRules {
    /// Its row in the registry; 0 where it is of none.
    pub row: i64,
    /// First day in force, where the chief set it; none for the program's own.
    pub from: Option<NaiveDate>,
    /// The day it was first used here.
    pub kept_on: NaiveDate,
    /// The rules.
    pub rules: Arc<RiskRules>,
}

/// The rule sets of a unit, the oldest first.
#[derive(Debug, Clone, Default)]
pub struct RulesOverTime(Vec<DatedRules>);

impl RulesOverTime {
    /// These sets, in the order in which they were kept.
    pub fn new(sets: Vec<DatedRules>) -> Self {
        Self(sets)
    }

    /// One set, for every day.
    pub fn always(rules: Arc<RiskRules>) -> Self {
        Self(vec![DatedRules { row: 0, from: None, kept_on: NaiveDate::MIN, rules }])
    }

    /// The chief's set that holds on a day: the one from the latest day, of one day the last set.
    pub fn set_on(&self, on: NaiveDate) -> Option<&DatedRules> {
        let dated = self.0.iter().filter(|s| s.from.is_some_and(|from| from <= on));
        dated.max_by_key(|s| (s.from, s.row))
    }

    /// The set that holds on a day: the chief's, else the program's own of that time. None only
    /// where there is no set at all.
    pub fn on(&self, on: NaiveDate) -> Option<&DatedRules> {
        let own = || self.0.iter().filter(|s| s.from.is_none());
        let used = || own().rfind(|s| s.kept_on <= on);
        self.set_on(on).or_else(used).or_else(|| own().next())
    }

    /// The set of a row.
    pub fn of_row(&self, row: i64) -> Option<&DatedRules> {
        self.0.iter().find(|s| s.row == row)
    }

    /// The set that holds on a day and those that the chief set for a later one.
    pub(super) fn since(&self, on: NaiveDate) -> impl Iterator<Item = &DatedRules> {
        let later = move |s: &&DatedRules| s.from.is_some_and(|from| from > on);
        self.on(on).into_iter().chain(self.0.iter().filter(later))
    }
}
