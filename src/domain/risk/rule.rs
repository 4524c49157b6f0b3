//! The rules as data: what each is worth, how far back it looks, from how many facts on; and where
//! medium and high begin. Read from `rules/risk.toml`, or from the unit's own set.

use super::factor::Factor;
use crate::domain::word::{Lang, RiskLevel};

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskRule {
    /// Identifier, never reused: `risk.psychosis`.
    pub id: String,
    /// Which facts it reads, and how.
    pub factor: Factor,
    /// How many days back; `None` = ever, or as things stand.
    pub window_days: Option<u32>,
    /// From how many facts on.
    pub count: Option<u32>,
    /// Points; below zero it protects.
    pub points: i32,
    /// While it fires the level is at least this.
    pub floor: Option<RiskLevel>,
    /// The rule as a Vietnamese sentence; `{window}` and `{count}` stand for its figures.
    pub sentence_vi: String,
    /// The same in English.
    pub sentence_en: String,
    /// What to find out where the facts are missing, Vietnamese; empty = facts are never missing.
    pub find_out_vi: String,
    /// The same in English.
    pub find_out_en: String,
}

impl RiskRule {
    /// The sentence with its figures.
    pub fn sentence(&self, lang: Lang) -> String {
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        lang.pick(&self.sentence_vi, &self.sentence_en)
            .replace("{window}", &number(self.window_days))
            .replace("{count}", &number(self.count))
    }

    /// What to find out.
    pub fn find_out(&self, lang: Lang) -> &str {
        lang.pick(&self.find_out_vi, &self.find_out_en)
    }

    /// Whether it speaks for the person.
    pub fn protects(&self) -> bool {
        self.factor.protects()
    }
}

/// A rule set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskRules {
    /// Its name: `goc-1` compiled in, then the unit's own.
    pub version: String,
    /// Points from which the level is medium.
    pub medium: i32,
    /// Points from which it is high.
    pub high: i32,
    /// So many days after the last measure ended a person is assessed no more.
    pub after_end_days: u32,
    /// How long an officer's own level holds unless he says otherwise.
    pub override_days: u32,
    /// The rules, one a factor, in the order of [`Factor`].
    pub rules: Vec<RiskRule>,
    /// SHA-256 of its canonical text, hexadecimal.
    pub hash: String,
}

/// Why figures of a rule set make no sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulesFault {
    /// Medium must begin above zero, high above medium, both below 1,000.
    Thresholds,
    /// Points of a risk are 0 to 200, of a protection −200 to 0: id of the rule.
    Points(String),
    /// A window is 1 to 3,650 days: id of the rule.
    Window(String),
    /// A count is 1 to 50: id of the rule.
    Count(String),
    /// A window or count where the rule has none, or none where it needs one: id of the rule.
    Shape(String),
    /// Every factor has exactly one rule: code of the factor.
    Factors(&'static str),
    /// Psychosis must keep its floor (`high`): no figure of the unit may take it away.
    Floor,
    /// Days after the end, or of an own level: 1 to 3,650.
    Days,
}

impl RulesFault {
    /// The fault in words.
    pub fn text(&self, lang: Lang) -> String {
        let of = |id: &str, vi: &str, en: &str| format!("{id}: {}", lang.pick(vi, en));
        match self {
            Self::Thresholds => lang
                .pick(
                    "ngưỡng trung bình phải lớn hơn 0, ngưỡng cao phải lớn hơn ngưỡng trung bình, đều dưới 1.000",
                    "medium begins above 0, high above medium, both below 1,000",
                )
                .to_owned(),
            Self::Points(id) => of(
                id,
                "điểm của yếu tố nguy cơ từ 0 đến 200, của yếu tố bảo vệ từ −200 đến 0",
                "points of a risk are 0 to 200, of a protection −200 to 0",
            ),
            Self::Window(id) => of(id, "số ngày nhìn lại từ 1 đến 3.650", "a window is 1 to 3,650 days"),
            Self::Count(id) => of(id, "số lần từ 1 đến 50", "a count is 1 to 50"),
            Self::Shape(id) => of(
                id,
                "quy tắc này không dùng số ngày hoặc số lần đó, hoặc thiếu",
                "this rule has no such window or count, or lacks one",
            ),
            Self::Factors(code) => of(
                code,
                "mỗi yếu tố phải có đúng một quy tắc",
                "every factor has exactly one rule",
            ),
            Self::Floor => lang
                .pick(
                    "dấu hiệu loạn thần phải giữ mức tối thiểu là Cao",
                    "psychosis keeps its floor at high",
                )
                .to_owned(),
            Self::Days => lang
                .pick("số ngày từ 1 đến 3.650, mức tự định đến 365", "days are 1 to 3,650, for an own level to 365")
                .to_owned(),
        }
    }
}

impl RiskRules {
    /// The level of a sum of points, floors left aside.
    pub fn level_of(&self, points: i32) -> RiskLevel {
        if points >= self.high {
            RiskLevel::High
        } else if points >= self.medium {
            RiskLevel::Medium
        } else {
            RiskLevel::Low
        }
    }

    /// The rule of a factor.
    pub fn rule(&self, factor: Factor) -> Option<&RiskRule> {
        // `check` holds the order; a set that was not checked is searched.
        self.rules
            .get(factor as usize)
            .filter(|r| r.factor == factor)
            .or_else(|| self.rules.iter().find(|r| r.factor == factor))
    }

    /// Puts the rules in the order of the factors and checks every figure.
    pub fn checked(mut self) -> Result<Self, RulesFault> {
        self.rules.sort_by_key(|r| r.factor);
        for (i, factor) in Factor::ALL.iter().enumerate() {
            if self.rules.get(i).map(|r| r.factor) != Some(*factor) {
                return Err(RulesFault::Factors(factor.code()));
            }
        }
        if let Some(extra) = self.rules.get(Factor::ALL.len()) {
            return Err(RulesFault::Factors(extra.factor.code()));
        }
        if !(0 < self.medium && self.medium < self.high && self.high < 1000) {
            return Err(RulesFault::Thresholds);
        }
        let days = 1..=3650;
        // No level of one's own holds for more than a year (`Registry::judge_override`).
        if !days.contains(&self.after_end_days) || !(1..=365).contains(&self.override_days) {
            return Err(RulesFault::Days);
        }
        for rule in &self.rules {
            let id = || rule.id.clone();
            let range = if rule.protects() { -200..=0 } else { 0..=200 };
            if !range.contains(&rule.points) {
                return Err(RulesFault::Points(id()));
            }
            let (window, count) = rule.factor.shape();
            if window != rule.window_days.is_some() || count != rule.count.is_some() {
                return Err(RulesFault::Shape(id()));
            }
            if rule.window_days.is_some_and(|n| !days.contains(&n)) {
                return Err(RulesFault::Window(id()));
            }
            if rule.count.is_some_and(|n| !(1..=50).contains(&n)) {
                return Err(RulesFault::Count(id()));
            }
            let floor = (rule.factor == Factor::Psychosis).then_some(RiskLevel::High);
            if rule.floor != floor {
                return Err(RulesFault::Floor);
            }
        }
        Ok(self)
    }
}
