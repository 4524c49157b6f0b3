//! Risk (nguy cơ): who is visited sooner and what help is offered, and nothing else. A sum of points
//! over few facts, by rules that are data ([`RiskRules`], `rules/risk.toml`), explained to the last
//! point. No official score exists; every figure is the unit's own.
//!
//! [`assess()`] is a pure function of facts, rules and a day. It takes [`RiskFacts`], which cannot
//! hold what must never be used: ethnicity, relatives, hamlet, free text. The same facts and day
//! give the same bytes ([`Assessment::canonical`]) whatever the order they came in.

mod again;
mod assess;
mod brief;
mod explain;
mod factor;
mod facts;
mod fault;
mod over_time;
mod plan;
mod rule;

pub use again::{Again, KeptThen, rules_text};
pub use assess::{
    Assessment, Change, Finding, Override, OverrideState, assess, change_after, changes_ahead,
};
pub use brief::{RiskBrief, points_text, signed_points};
pub use explain::{
    ChartPoint, FactLine, FiredLine, Recorded, below_zero, change_text, chart, chart_text,
    fired_lines, floor_text, level_after, no_level, notice, to_find_out, unknown_lines,
};
pub use factor::{FACT_WORDS, Fact, Factor};
pub use facts::{RiskFact, RiskFacts, Sign, Source};
pub use fault::{LineFault, RiskFault, RuleFault, SetFault};
pub use over_time::{DatedRules, RulesOverTime};
pub use plan::{AssistScore, Goal, GoalState, PsychosisCard, assist_scores, goals, psychosis_card};
pub use rule::{RiskRule, RiskRules, RulesFault};
