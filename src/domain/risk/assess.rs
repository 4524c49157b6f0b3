//! The assessment: which rules fire by which facts, the sum, the level, and when that changes.

use super::factor::{Fact, Factor, Look, Verdict};
use super::facts::{RiskFact, RiskFacts, Sign, Source};
use super::over_time::RulesOverTime;
use super::rule::{RiskRule, RiskRules};
use crate::domain::date::{add_days, add_months, iso};
use crate::domain::id::EventId;
use crate::domain::word::{RiskLevel, Word};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// A rule that fired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which.
    pub factor: Factor,
    /// What it added; below zero it protects.
    pub points: i32,
    /// The facts it read, the latest first.
    pub facts: Vec<Fact>,
    /// Without new facts it fires no more from this day on.
    pub until: Option<NaiveDate>,
}

/// An officer's own level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Override {
    /// The level.
    pub level: RiskLevel,
    /// The day it was set.
    pub on: NaiveDate,
    /// The last day it holds.
    pub until: NaiveDate,
    /// The entry that says who and why.
    pub event: EventId,
}

/// Whether an officer's own level holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverrideState {
    /// It holds on the day.
    Holds,
    /// It ran out before.
    Expired,
}

/// What an assessment comes to on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The day.
    pub on: NaiveDate,
    /// Rules that fired, in the order of the factors.
    pub findings: Vec<Finding>,
    /// Rules that cannot be judged for want of facts.
    pub unknown: Vec<Factor>,
    /// The sum, not below zero.
    pub points: i32,
    /// Held at least here by a floor.
    pub floor: Option<RiskLevel>,
    /// The level by the rules.
    pub computed: RiskLevel,
    /// An officer's own level, where one was set and not taken back.
    pub own: Option<(Override, OverrideState)>,
    /// Version of the rules.
    pub version: String,
}

impl Assessment {
    /// The level in force: the officer's own while it holds, never under a floor.
    pub fn level(&self) -> RiskLevel {
        let own = self.holding().map_or(self.computed, |o| o.level);
        self.floor.map_or(own, |floor| own.max(floor))
    }

    /// The officer's own level, while it holds.
    pub fn holding(&self) -> Option<Override> {
        self.own.filter(|(_, state)| *state == OverrideState::Holds).map(|(own, _)| own)
    }

    /// The finding of a factor.
    pub fn finding(&self, factor: Factor) -> Option<&Finding> {
        self.findings.iter().find(|f| f.factor == factor)
    }

    /// What is stored of it: JSON with its keys in order, without spaces. The same facts and day
    /// give the same bytes. A fact is `["e", event]`, `["m", measure]` or `["p", field]`, and its day.
    pub fn canonical(&self) -> String {
        let mut out = String::with_capacity(256);
        let level =
            |l: Option<RiskLevel>| l.map_or("null".to_owned(), |l| format!("\"{}\"", l.code()));
        let _ = write!(out, "{{\"computed\":{},\"fired\":[", level(Some(self.computed)));
        for (i, finding) in self.findings.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let _ = write!(out, "{comma}[\"{}\",{},[", finding.factor.code(), finding.points);
            for (j, fact) in finding.facts.iter().enumerate() {
                let comma = if j == 0 { "" } else { "," };
                let _ = write!(out, "{comma}[{}", fact.source.canonical());
                if let Some(day) = fact.on {
                    let _ = write!(out, ",\"{}\"", iso(day));
                }
                out.push(']');
            }
            out.push_str("]]");
        }
        let _ = write!(
            out,
            "],\"floor\":{},\"points\":{},\"unknown\":[",
            level(self.floor),
            self.points
        );
        for (i, factor) in self.unknown.iter().enumerate() {
            let comma = if i == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\"{}\"", factor.code());
        }
        out.push_str("]}");
        out
    }

    /// Whether the other says the same of another day: levels, findings, own level.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let facts = |a: &Self| a.findings.iter().map(|f| (f.factor, f.points)).collect::<Vec<_>>();
        self.computed == other.computed
            && self.level() == other.level()
            && self.points == other.points
            && self.floor == other.floor
            && self.unknown == other.unknown
            && self.own.map(|(o, s)| (o.event, s)) == other.own.map(|(o, s)| (o.event, s))
            && facts(self) == facts(other)
            && self.findings.iter().zip(&other.findings).all(|(a, b)| a.facts == b.facts)
    }
}

/// Assesses a person on a day; `None` = he is not followed any more (dead, gone, long ended).
///
/// Monotone: another fact of a risk never lowers points or level, another protective one never
/// raises them (tests hold this for every factor).
pub fn assess(facts: &RiskFacts, rules: &RiskRules, on: NaiveDate) -> Option<Assessment> {
    if !is_followed(facts, rules, on) {
        return None;
    }
    let look = Look { facts, on };
    let (mut findings, mut unknown) = (Vec::new(), Vec::new());
    let (mut points, mut floor) = (0, None);
    for rule in &rules.rules {
        match look.verdict(rule) {
            Verdict::Fires(facts, until) => {
                points += rule.points;
                floor = floor.max(rule.floor);
                findings.push(Finding { factor: rule.factor, points: rule.points, facts, until });
            }
            Verdict::Unknown => unknown.push(rule.factor),
            Verdict::Quiet => {}
        }
    }
    let points = points.max(0);
    let computed = rules.level_of(points).max(floor.unwrap_or(RiskLevel::Low));
    let version = rules.version.clone();
    let own = own_level(facts, rules, on);
    Some(Assessment { on, findings, unknown, points, floor, computed, own, version })
}

fn is_followed(facts: &RiskFacts, rules: &RiskRules, on: NaiveDate) -> bool {
    let last = facts.ended_on.map(|d| add_days(d, i64::from(rules.after_end_days)));
    !facts.gone && last.is_none_or(|last| on <= last)
}

/// The officer's own level set last, of one day the one entered last.
fn own_level(
    facts: &RiskFacts,
    rules: &RiskRules,
    on: NaiveDate,
) -> Option<(Override, OverrideState)> {
    let set =
        |f: &&RiskFact| f.on <= on && (f.sign.set_level().is_some() || f.sign == Sign::SetOff);
    let last = facts.facts().iter().filter(set).max_by_key(|f| (f.on, f.source))?;
    let Source::Event(event) = last.source else { return None };
    let until = last.until.unwrap_or(add_days(last.on, i64::from(rules.override_days)));
    let own = Override { level: last.sign.set_level()?, on: last.on, until, event };
    Some((own, if on <= until { OverrideState::Holds } else { OverrideState::Expired }))
}

/// Days on which, without new facts, something may change after `on`, in order.
fn candidates(facts: &RiskFacts, rules: &RiskRules, on: NaiveDate) -> BTreeSet<NaiveDate> {
    let mut days = BTreeSet::new();
    let mut add = |day: NaiveDate| {
        if day > on {
            days.insert(day);
        }
    };
    // What is dated ahead: an absence or a level that ends on a known day.
    for fact in facts.facts() {
        add(fact.on);
        if let Some(until) = fact.until {
            add(until);
            add(add_days(until, 1));
        } else if fact.sign.set_level().is_some() {
            add(add_days(fact.on, i64::from(rules.override_days) + 1));
        }
    }
    for rule in &rules.rules {
        let Some(window) = rule.window_days.map(i64::from) else { continue };
        let signs = signs_of(rule);
        for fact in facts.facts().iter().filter(|f| signs.contains(&f.sign)) {
            let from = if rule.factor == Factor::Absence { fact.until } else { Some(fact.on) };
            if let Some(from) = from {
                add(add_days(from, window + 1));
            }
        }
        if rule.factor == Factor::Psychosis
            && let Some(seen) = facts.psychosis_seen
        {
            add(seen);
            add(add_days(seen, window + 1));
        }
    }
    let born = facts.born;
    add(add_months(born.first_day(), 216));
    add(add_months(super::factor::last_day(born), 216));
    if let Some(ended) = facts.ended_on {
        add(add_days(ended, i64::from(rules.after_end_days) + 1));
    }
    days
}

/// The signs whose age a rule looks at.
fn signs_of(rule: &RiskRule) -> &'static [Sign] {
    use Sign as S;
    match rule.factor {
        Factor::Psychosis => &[S::Psychosis],
        Factor::Violence => &[S::Violence],
        Factor::PositiveTest => &[S::PositiveTest],
        Factor::Absence => &[S::UnreportedAbsence],
        Factor::MissedContacts => &[S::NotReached],
        Factor::LeftFacility => &[S::LeftFacility],
        Factor::NegativeRow => &[S::NegativeTest, S::PositiveTest],
        Factor::Attendance => &[S::DoseTaken, S::DoseMissed],
        Factor::Support => &[S::Supported],
        Factor::Family => &[S::FamilyTakesPart, S::FamilyAbsent],
        _ => &[],
    }
}

/// A day on which, without new facts, the assessment becomes another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The day.
    pub on: NaiveDate,
    /// The level then; `None` = not assessed any more.
    pub level: Option<RiskLevel>,
    /// The sum then.
    pub points: i32,
    /// Rules that fire no more.
    pub ends: Vec<Factor>,
    /// Rules that fire then and did not before.
    pub begins: Vec<Factor>,
    /// The officer's own level runs out.
    pub own_ends: bool,
    /// The rule sets before the day and from it on: what no longer fires is told by the one, what
    /// begins by the other.
    pub rules: [Arc<RiskRules>; 2],
}

impl Change {
    /// The version of the rule set that holds from this day on, where it is another.
    pub fn other_rules(&self) -> Option<&str> {
        let [before, then] = &self.rules;
        (before.version != then.version).then_some(then.version.as_str())
    }
}

/// The first day after that of `now` on which, without new facts, the assessment says something
/// else: when it has to be made again.
pub fn change_after(facts: &RiskFacts, rules: &RiskRules, now: &Assessment) -> Option<NaiveDate> {
    candidates(facts, rules, now.on)
        .into_iter()
        .find(|day| assess(facts, rules, *day).is_none_or(|then| !then.says_the_same(now)))
}

/// What changes by itself in the days ahead, at most so many changes: which facts expire next, and
/// what the level will be then, each day by the rules in force on it. Changes that leave rules and
/// level as they are are passed over.
pub fn changes_ahead(
    facts: &RiskFacts,
    sets: &RulesOverTime,
    now: &Assessment,
    at_most: usize,
) -> Vec<Change> {
    let fired = |a: &Assessment| a.findings.iter().map(|f| f.factor).collect::<Vec<_>>();
    let mut before = now.clone();
    let mut changes = Vec::new();
    let mut days = BTreeSet::new();
    let Some(mut rules_before) = sets.on(now.on).map(|set| Arc::clone(&set.rules)) else {
        return changes;
    };
    for set in sets.since(now.on) {
        days.extend(candidates(facts, &set.rules, now.on));
        days.extend(set.from.filter(|from| *from > now.on));
    }
    for day in days {
        if changes.len() == at_most {
            break;
        }
        let Some(set) = sets.on(day) else { break };
        let rules = [rules_before, Arc::clone(&set.rules)];
        rules_before = Arc::clone(&set.rules);
        let Some(then) = assess(facts, &set.rules, day) else {
            changes.push(Change {
                on: day,
                level: None,
                points: 0,
                ends: fired(&before),
                begins: Vec::new(),
                own_ends: false,
                rules,
            });
            break;
        };
        let (old, new) = (fired(&before), fired(&then));
        let ends: Vec<Factor> = old.iter().copied().filter(|f| !new.contains(f)).collect();
        let begins: Vec<Factor> = new.iter().copied().filter(|f| !old.contains(f)).collect();
        let own_ends = before.holding().is_some() && then.holding().is_none();
        if !ends.is_empty() || !begins.is_empty() || own_ends || before.level() != then.level() {
            let (level, points) = (Some(then.level()), then.points);
            changes.push(Change { on: day, level, points, ends, begins, own_ends, rules });
        }
        before = then;
    }
    changes
}
