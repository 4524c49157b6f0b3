//! What services tell of risk: one person's assessment, what other rules would change, the tilt.

use crate::domain::date::iso;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::risk::{
    Again, Assessment, AssistScore, Change, ChartPoint, Goal, PsychosisCard, Recorded, RiskBrief,
    RiskFacts, RiskRules,
};
use crate::domain::word::{Lang, RiskLevel, Word};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Level and reasons in a line, of those of some people who are assessed.
pub type RiskBriefs = BTreeMap<PersonId, RiskBrief>;

/// Risk on a dossier. The words are made by [`crate::domain::risk::fired_lines`] and its sisters.
#[derive(Clone)]
pub struct RiskView {
    /// The assessment on the day; `None` = not followed any more.
    pub assessment: Option<Assessment>,
    /// The rules it was made by: those in force on the day.
    pub rules: Arc<RiskRules>,
    /// From when they hold; none for the program's own.
    pub rules_from: Option<NaiveDate>,
    /// Of a day gone by: that it is judged again, and what was kept of it.
    pub again: Option<Again>,
    /// Every assessment kept, the oldest first, each by its own rules.
    pub kept: Vec<KeptAssessment>,
    /// When each field that a rule rests on was entered as it stands.
    pub recorded: Recorded,
    /// An officer's own level: who set it and why.
    pub own: Option<OwnLevel>,
    /// What changes by itself in the days ahead.
    pub ahead: Vec<Change>,
    /// The last two years, by month.
    pub chart: Vec<ChartPoint>,
    /// Support goals.
    pub goals: Vec<Goal>,
    /// The card of a psychosis case.
    pub card: Option<PsychosisCard>,
    /// ASSIST totals, the latest first.
    pub assist: Vec<AssistScore>,
}

/// Who set a level, and why.
#[derive(Clone, PartialEq, Eq)]
pub struct OwnLevel {
    /// Login.
    pub officer: String,
    /// Why.
    pub reason: String,
}

/// An assessment as it was kept, with the rules it was made by.
#[derive(Clone)]
pub struct KeptAssessment {
    /// The day judged.
    pub on: NaiveDate,
    /// When it was made.
    pub at: NaiveDateTime,
    /// Whose act led to it.
    pub officer: String,
    /// Level by the rules.
    pub computed: RiskLevel,
    /// Level in force.
    pub level: RiskLevel,
    /// The stored findings, canonical JSON.
    pub findings: String,
    /// The facts it read.
    pub facts: RiskFacts,
    /// The assessment made again from its facts and rules.
    pub again: Option<Assessment>,
    /// Its rules.
    pub rules: Arc<RiskRules>,
}

impl KeptAssessment {
    /// Whether its facts and rules still give what was stored.
    pub fn replays(&self) -> bool {
        self.again.as_ref().is_some_and(|again| self.says(again))
    }

    /// Whether it found the same.
    pub fn says(&self, found: &Assessment) -> bool {
        let levels = (found.computed, found.level());
        found.canonical() == self.findings && levels == (self.computed, self.level)
    }
}

/// What another rule set would change.
#[derive(Clone)]
pub struct WhatIf {
    /// Version of the rules in force.
    pub version: String,
    /// Version of the others.
    pub other: String,
    /// How many people are assessed.
    pub people: usize,
    /// How many by level now: low, medium, high.
    pub now: [usize; 3],
    /// How many by level then.
    pub then: [usize; 3],
    /// From which level to which, and how many; levels that stay are left out.
    pub moves: Vec<(RiskLevel, Option<RiskLevel>, usize)>,
    /// Who; for the chief only.
    pub names: Option<Vec<Moved>>,
}

impl WhatIf {
    /// How many people would have another level.
    pub fn changed(&self) -> usize {
        self.moves.iter().map(|(_, _, n)| n).sum()
    }
}

/// Somebody who would have another level.
#[derive(Clone, PartialEq, Eq)]
pub struct Moved {
    /// File number.
    pub file_no: FileNo,
    /// Name.
    pub name: String,
    /// Level now.
    pub from: RiskLevel,
    /// Level then; `None` = not assessed.
    pub to: Option<RiskLevel>,
}

/// A rule set as the chief sees it listed.
#[derive(Clone, PartialEq, Eq)]
pub struct RiskSet {
    /// Version.
    pub version: String,
    /// SHA-256 of its text.
    pub hash: String,
    /// First day in force; none for the program's own.
    pub from: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
    /// Who: login.
    pub officer: Option<String>,
    /// It holds today.
    pub in_force: bool,
}

/// Levels among a group of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiltRow {
    /// The group, in words (vi, en) or as written (hamlet).
    pub label: (String, String),
    /// How many low, medium, high.
    pub levels: [usize; 3],
}

impl TiltRow {
    /// The group as it is read.
    pub fn label(&self, lang: Lang) -> &str {
        lang.pick(&self.label.0, &self.label.1)
    }

    /// How many are assessed.
    pub fn people(&self) -> usize {
        self.levels.iter().sum()
    }

    /// The share of high among them, in whole percent.
    pub fn high_percent(&self) -> usize {
        (self.levels[2] * 100 + self.people() / 2).checked_div(self.people()).unwrap_or(0)
    }
}

/// What an officer's own levels came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverrideRow {
    /// Login.
    pub officer: String,
    /// How often he set a higher level than computed.
    pub raised: usize,
    /// How often a lower one.
    pub lowered: usize,
}

/// The fairness page: the unit's own tilt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tilt {
    /// The day.
    pub on: NaiveDate,
    /// By sex.
    pub sex: Vec<TiltRow>,
    /// By age band.
    pub age: Vec<TiltRow>,
    /// By hamlet, most people first.
    pub hamlet: Vec<TiltRow>,
    /// Kinh or other; empty where no ethnicity is recorded of anybody.
    pub ethnicity: Vec<TiltRow>,
    /// Own levels by officer.
    pub overrides: Vec<OverrideRow>,
}

/// Position of a level in `[low, medium, high]`.
pub fn place_of(level: RiskLevel) -> usize {
    RiskLevel::ALL.iter().position(|l| *l == level).unwrap_or_default()
}

/// A day for scripts.
pub fn day_text(day: Option<NaiveDate>) -> Option<String> {
    day.map(iso)
}
