//! Terms: which term a measure has, by which rule, and how its end date is computed, in a form
//! that can be shown and read out.

use super::case::{CaseFile, Measure};
use super::date::{add_months, age_on, vn};
use super::legal::Citation;
use super::word::{Lang, Law, MeasureCode};
use chrono::NaiveDate;

/// When a term rule applies, beside measure and law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TermCondition {
    /// Which times in rehab: lowest and highest count (1 = first time).
    pub rehab_count: Option<(u32, u32)>,
    /// What preceded a post-rehab measure.
    pub after: Option<After>,
    /// The main measure that monitoring rides on (D163 Đ15.1).
    pub rides_on: Option<MeasureCode>,
    /// Under 18 on the first day (D163 Đ15.2).
    pub minor: Option<bool>,
    /// Only measures that start on this day or later (a figure the unit set from a day on).
    pub started_from: Option<NaiveDate>,
}

/// What preceded a post-rehab measure (L120 Đ42).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Compulsory rehab of an adult.
    CompulsoryAdult,
    /// Voluntary rehab, substitution, or compulsory rehab of a minor.
    Other,
}

/// A term as the law (or the unit) sets it: a row of `rules/measures.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermRule {
    /// Identifier, never reused, for example `term.user_management.l120`.
    pub id: String,
    /// The measure.
    pub measure: MeasureCode,
    /// The law of the decision.
    pub law: Law,
    /// Further conditions.
    pub condition: TermCondition,
    /// Months; `None` = open-ended. Where the law gives a range, the longest term.
    pub months: Option<u32>,
    /// Shortest term the law allows, where it gives a range.
    pub least_months: Option<u32>,
    /// Where it stands.
    pub citation: Citation,
    /// The rule as a Vietnamese sentence.
    pub sentence: String,
}

/// How the end of a measure follows: start, term, rule, and the date set instead if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Computation {
    /// First day.
    pub start: NaiveDate,
    /// Months of the term; `None` = open-ended or unknown.
    pub term_months: Option<u32>,
    /// The term stands in the decision (else the rule in force gave it).
    pub from_decision: bool,
    /// The rule that gave or covers it.
    pub rule_id: Option<String>,
    /// Its source.
    pub citation: Option<Citation>,
    /// start + term, clamped to the month's end, plus `pause_days`.
    pub computed_end: Option<NaiveDate>,
    /// Days that do not count toward the term (absence with whereabouts unknown, D163 Đ60.2).
    pub pause_days: u32,
    /// Set by the officer.
    pub set_end: Option<NaiveDate>,
    /// His reason.
    pub set_end_reason: Option<String>,
}

impl Computation {
    /// The end date that counts: the set one where there is one.
    pub fn end(&self) -> Option<NaiveDate> {
        self.set_end.or(self.computed_end)
    }

    /// One sentence that an officer can read out: "12 tháng từ 05/07/2026 → 05/07/2027 (L120 Đ24)".
    pub fn sentence(&self, lang: Lang) -> String {
        let source = self.citation.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        let mut text = match (self.term_months, self.computed_end) {
            (Some(n), Some(end)) => {
                let pause = match (self.pause_days, lang) {
                    (0, _) => String::new(),
                    (days, Lang::Vi) => {
                        format!(", cộng {days} ngày vắng mặt không tính vào thời hạn")
                    }
                    (days, Lang::En) => format!(", plus {days} days of absence that do not count"),
                };
                let by = match (self.from_decision, lang) {
                    (true, Lang::Vi) => " theo quyết định",
                    (true, Lang::En) => " by the decision",
                    _ => "",
                };
                match lang {
                    Lang::Vi => {
                        format!("{n} tháng{by} từ {}{pause} → {}{source}", vn(self.start), vn(end))
                    }
                    Lang::En => format!(
                        "{n} months{by} from {}{pause} → {}{source}",
                        vn(self.start),
                        vn(end)
                    ),
                }
            }
            _ => match lang {
                Lang::Vi => format!("không có thời hạn, từ {}{source}", vn(self.start)),
                Lang::En => format!("no fixed term, from {}{source}", vn(self.start)),
            },
        };
        if let Some(set) = self.set_end {
            let reason = self
                .set_end_reason
                .as_deref()
                .unwrap_or(lang.pick("không ghi lý do", "no reason given"));
            let words = lang.pick("; cán bộ đặt", "; set by the officer to");
            text = format!("{text}{words} {}: {reason}", vn(set));
        }
        text
    }
}

/// The term rules in force.
#[derive(Debug, Clone, Default)]
pub struct TermRules(pub Vec<TermRule>);

impl TermRules {
    /// The rule for a measure of this case, by its law, its rehab count and what preceded it.
    pub fn rule_for(&self, case: &CaseFile, index: usize) -> Option<&TermRule> {
        let measure = &case.measures.get(index)?.record;
        let before = case.measures[..index].iter().rev().map(|m| &m.record);
        let after = preceding(before.filter(|m| m.code.is_main() && m.counts()));
        let count = measure.rehab_count.unwrap_or(1);
        self.0.iter().find(|rule| {
            rule.measure == measure.code
                && rule.law == measure.law
                && rule
                    .condition
                    .rehab_count
                    .is_none_or(|(low, high)| (low..=high).contains(&count))
                && rule.condition.after.is_none_or(|a| a == after)
                && rule.condition.started_from.is_none_or(|day| day <= measure.start)
                && rule.condition.rides_on.is_none_or(|on| {
                    case.active_main(measure.start).is_some_and(|m| m.record.code == on)
                })
                && rule.condition.minor.is_none_or(|minor| {
                    minor == (age_on(case.person.born.first_day(), measure.start) < 18)
                })
        })
    }

    /// The end date that counts of the measure at `index`: the set one, else the computed one.
    /// The same as [`Self::compute`] gives, for those who ask it of every person.
    pub fn end_of(&self, case: &CaseFile, index: usize) -> Option<NaiveDate> {
        let m = &case.measures.get(index)?.record;
        m.set_end.or_else(|| Self::computed_end(m, self.rule_for(case, index)))
    }

    fn computed_end(m: &Measure, rule: Option<&TermRule>) -> Option<NaiveDate> {
        let months = m.term_months.or(rule.and_then(|r| r.months))?;
        Some(add_months(m.start, months))
    }

    /// How the end of the measure at `index` follows.
    pub fn compute(&self, case: &CaseFile, index: usize) -> Option<Computation> {
        let m = &case.measures.get(index)?.record;
        let rule = self.rule_for(case, index);
        let months = m.term_months.or(rule.and_then(|r| r.months));
        Some(Computation {
            start: m.start,
            term_months: months,
            from_decision: m.term_months.is_some(),
            rule_id: rule.map(|r| r.id.clone()),
            citation: rule.map(|r| r.citation.clone()),
            computed_end: Self::computed_end(m, rule),
            pause_days: 0,
            set_end: m.set_end,
            set_end_reason: m.set_end_reason.clone(),
        })
    }

    /// The legal term of a post-rehab measure, 12 or 24 months, not what remains of it: the row
    /// it is counted in (`interface.md`, counting rules).
    pub fn post_rehab_months(&self, case: &CaseFile, index: usize) -> u32 {
        let stated = case.measures.get(index).and_then(|m| m.record.term_months);
        match stated {
            Some(12 | 24) => stated.unwrap_or(12),
            _ => self.rule_for(case, index).and_then(|r| r.months).unwrap_or(12),
        }
    }
}

fn preceding<'a>(before: impl Iterator<Item = &'a Measure>) -> After {
    // The rehab or substitution that the post-rehab follows; earlier post-rehab rows are skipped.
    let last = before.map(|m| m.code).find(|c| c.is_rehab() || *c == MeasureCode::Substitution);
    match last {
        Some(MeasureCode::RehabCompulsory) => After::CompulsoryAdult,
        _ => After::Other,
    }
}
