//! Terms: which term a measure has, by which rule, and how its end date is computed, in a form
//! that can be shown and read out.

mod pause;

pub use pause::{CustodyInTerm, PauseKind, PauseRule, Pauses};

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
    /// start + term, clamped to the month's end, shifted by `pauses`. While an absence lasts, the
    /// earliest it can be.
    pub computed_end: Option<NaiveDate>,
    /// What shifted it, and what might have.
    pub pauses: Pauses,
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

    /// One sentence that an officer can read out: "12 tháng từ 05/07/2026, cộng 17 ngày vắng mặt
    /// không phép → 22/07/2027 (L120 Đ24.2; D163 Đ60.2)".
    pub fn sentence(&self, lang: Lang) -> String {
        let mut text = match (self.term_months, self.computed_end) {
            (Some(n), Some(end)) => {
                let by = if self.from_decision {
                    lang.pick(" theo quyết định", " by the decision")
                } else {
                    ""
                };
                let start = vn(self.start);
                let head = match lang {
                    Lang::Vi => format!("{n} tháng{by} từ {start}"),
                    Lang::En => format!("{n} months{by} from {start}"),
                };
                format!("{head}{} → {}", self.shifts(lang), self.end_text(end, lang))
            }
            _ => match lang {
                Lang::Vi => format!("không có thời hạn, từ {}", vn(self.start)),
                Lang::En => format!("no fixed term, from {}", vn(self.start)),
            },
        };
        text += &self.sources(lang);
        if let Some(set) = self.set_end {
            let reason = self
                .set_end_reason
                .as_deref()
                .unwrap_or(lang.pick("không ghi lý do", "no reason given"));
            let words = lang.pick("; cán bộ đặt", "; set by the officer to");
            text = format!("{text}{words} {}: {reason}", vn(set));
        }
        text + &self.remarks(lang)
    }

    fn end_text(&self, end: NaiveDate, lang: Lang) -> String {
        match (self.pauses.absent_since, lang) {
            (None, _) => vn(end),
            (Some(_), Lang::Vi) => format!("chưa xác định, sớm nhất {}", vn(end)),
            (Some(_), Lang::En) => format!("not known yet, {} at the earliest", vn(end)),
        }
    }

    /// What is taken off and added on, in the order it is reckoned.
    fn shifts(&self, lang: Lang) -> String {
        let p = &self.pauses;
        let mut parts: Vec<String> = Vec::new();
        if p.deducted_days > 0 {
            let n = p.deducted_days;
            parts.push(match lang {
                Lang::Vi => format!(", trừ {n} ngày tạm giữ, tạm giam khi lập hồ sơ bắt buộc"),
                Lang::En => format!(", less {n} days of custody while the file was made"),
            });
        }
        if p.absent_days > 0 {
            let n = p.absent_days;
            parts.push(match lang {
                Lang::Vi => format!(", cộng {n} ngày vắng mặt không phép"),
                Lang::En => format!(", plus {n} days of unreported absence"),
            });
        }
        if let Some(since) = p.absent_since {
            let since = vn(since);
            parts.push(match lang {
                Lang::Vi => {
                    format!(", đang vắng mặt không phép từ {since} nên thời hạn tạm ngừng tính")
                }
                Lang::En => format!(", absent unreported since {since}, so the term stands still"),
            });
        }
        parts.concat()
    }

    /// Where the rules stand: that of the term, then those of what shifted it; an old law is
    /// called one.
    fn sources(&self, lang: Lang) -> String {
        let mut all: Vec<String> = Vec::new();
        for c in self.citation.iter().chain(&self.pauses.citations) {
            let old = c.source == "L73" || c.source == "D105";
            let text = if old {
                format!("{} {c}", lang.pick("luật cũ", "old law"))
            } else {
                c.to_string()
            };
            if !all.contains(&text) {
                all.push(text);
            }
        }
        if all.is_empty() { String::new() } else { format!(" ({})", all.join("; ")) }
    }

    /// What does not change the end but must be known beside it.
    fn remarks(&self, lang: Lang) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.pauses.counted_absence > 0 {
            let n = self.pauses.counted_absence;
            parts.push(match lang {
                Lang::Vi => format!(
                    "; {n} ngày vắng mặt không phép vẫn tính vào thời hạn: chưa có căn cứ trong luật của quyết định này để cộng thêm"
                ),
                Lang::En => format!(
                    "; {n} days of unreported absence count all the same: no rule of this decision's law adds them"
                ),
            });
        }
        if let Some(held) = &self.pauses.custody {
            let from = vn(held.from);
            let span = match (held.until, lang) {
                (Some(until), _) => format!("{from} – {}", vn(until)),
                (None, Lang::Vi) => format!("từ {from}, chưa rõ ngày về"),
                (None, Lang::En) => format!("from {from}, not over"),
            };
            let words = match (held.beyond, held.until) {
                (true, _) => lang.pick(
                    "dài hơn thời hạn còn lại, phải dừng quản lý",
                    "longer than the remaining term, management is to be stopped",
                ),
                (false, Some(_)) => {
                    lang.pick("không làm thay đổi thời hạn", "does not change the term")
                }
                (false, None) => lang.pick(
                    "không làm thay đổi thời hạn; dừng quản lý nếu dài hơn thời hạn còn lại",
                    "does not change the term; management stops if it outlasts it",
                ),
            };
            let name = lang.pick("tạm giữ, tạm giam", "custody");
            parts.push(format!("; {name} {span}: {words}"));
        }
        parts.concat()
    }
}

/// Days from `first` to `last`, both counted.
fn legal_days(first: NaiveDate, last: NaiveDate) -> u32 {
    u32::try_from((last - first).num_days() + 1).unwrap_or(0)
}

/// The term rules in force.
#[derive(Debug, Clone, Default)]
pub struct TermRules {
    /// The terms; the first whose conditions hold counts.
    pub terms: Vec<TermRule>,
    /// What shifts their ends.
    pub pauses: Vec<PauseRule>,
}

impl TermRules {
    /// The rule for a measure of this case, by its law, its rehab count and what preceded it.
    pub fn rule_for(&self, case: &CaseFile, index: usize) -> Option<&TermRule> {
        let measure = &case.measures.get(index)?.record;
        let before = case.measures[..index].iter().rev().map(|m| &m.record);
        let after = preceding(before.filter(|m| m.code.is_main() && m.counts()));
        let count = measure.rehab_count.unwrap_or(1);
        self.terms.iter().find(|rule| {
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
        m.set_end.or_else(|| Some(self.shifted_end(case, index)?.0))
    }

    /// The same, where it is known: an absence that is not over leaves the end open, unless the
    /// officer set one. Clocks of the end of a term run on this.
    pub fn due_end(&self, case: &CaseFile, index: usize) -> Option<NaiveDate> {
        let m = &case.measures.get(index)?.record;
        m.set_end.or_else(|| {
            let (end, pauses) = self.shifted_end(case, index)?;
            pauses.absent_since.is_none().then_some(end)
        })
    }

    fn shifted_end(&self, case: &CaseFile, index: usize) -> Option<(NaiveDate, Pauses)> {
        let m = &case.measures.get(index)?.record;
        let months = m.term_months.or_else(|| self.rule_for(case, index)?.months)?;
        Some(self.shifted(case, m, add_months(m.start, months)))
    }

    /// How the end of the measure at `index` follows.
    pub fn compute(&self, case: &CaseFile, index: usize) -> Option<Computation> {
        let m = &case.measures.get(index)?.record;
        let rule = self.rule_for(case, index);
        let months = m.term_months.or(rule.and_then(|r| r.months));
        let shifted = months.map(|n| self.shifted(case, m, add_months(m.start, n)));
        let (computed_end, pauses) =
            shifted.map_or_else(|| (None, Pauses::default()), |(end, p)| (Some(end), p));
        Some(Computation {
            start: m.start,
            term_months: months,
            from_decision: m.term_months.is_some(),
            rule_id: rule.map(|r| r.id.clone()),
            citation: rule.map(|r| r.citation.clone()),
            computed_end,
            pauses,
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
