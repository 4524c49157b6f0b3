//! The assessment in words, for screens, prints and the command line: the same words everywhere.

use super::assess::{Assessment, Change, Finding, assess};
use super::brief::{points_text, told_at};
use super::factor::{Fact, Factor};
use super::facts::{RiskFacts, Source};
use super::over_time::RulesOverTime;
use super::rule::RiskRules;
use crate::domain::case::CaseFile;
use crate::domain::correction::shown;
use crate::domain::date::{add_months_back, first_of_month, last_of_month, vn};
use crate::domain::id::EventId;
use crate::domain::journal::Object;
use crate::domain::person::PersonField;
use crate::domain::word::{Lang, RiskLevel, Word};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The day on which each field of the person was entered as it stands.
pub type Recorded = BTreeMap<PersonField, NaiveDate>;

/// What every screen and print of a level says; fits into a line of 80 columns.
pub fn notice(lang: Lang) -> &'static str {
    lang.pick(
        "Mức nguy cơ chỉ để biết thăm ai sớm hơn, giúp đỡ gì; không phải căn cứ xử lý.",
        "Risk only says who is visited sooner and what help is offered, never coercion.",
    )
}

/// The level after a change, in words; none where the person is not assessed any more.
pub fn level_after(level: Option<RiskLevel>, lang: Lang) -> &'static str {
    level.map_or(lang.pick("thôi đánh giá", "no longer assessed"), |level| level.label(lang))
}

/// Why somebody has no level, of the facts known on the day.
pub fn no_level(case: &CaseFile, lang: Lang) -> &'static str {
    if case.has_begun() {
        lang.pick(
            "Người này không còn được theo dõi nên không đánh giá.",
            "Not followed any more, so not assessed.",
        )
    } else {
        lang.pick(
            "Ngày đó chưa có biện pháp hay sự việc nào trong hồ sơ nên không có mức.",
            "No measure or event was on file on that day, so there is no level.",
        )
    }
}

/// A rule that fired, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FiredLine {
    /// Which.
    pub factor: Factor,
    /// The rule's id.
    pub rule_id: String,
    /// What it added.
    pub points: i32,
    /// The rule's sentence.
    pub sentence: String,
    /// The facts.
    pub facts: Vec<FactLine>,
    /// It fires no more from this day on, without new facts.
    pub until: Option<NaiveDate>,
}

/// A fact by which a rule fired, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactLine {
    /// What and when: "Xét nghiệm – Dương tính 02/11/2026".
    pub text: String,
    /// The event to jump to.
    pub event: Option<EventId>,
    /// Its day; of a field without one, the day it was entered as it stands.
    pub on: Option<NaiveDate>,
}

fn fact_line(fact: &Fact, case: &CaseFile, recorded: &Recorded, lang: Lang) -> FactLine {
    let (event, entered) = match fact.source {
        Source::Event(id) => (Some(id), None),
        Source::Field(field) => (None, recorded.get(&field).copied()),
        Source::Measure(_) => (None, None),
    };
    let text = match fact.source {
        Source::Field(field) => field_text(field, entered, case, lang),
        _ => fact_text(fact, case, lang),
    };
    FactLine { text, event, on: fact.on.or(entered) }
}

/// "Nhóm nghề: Không nghề (ghi ngày 03/11/2026)".
fn field_text(
    field: PersonField,
    entered: Option<NaiveDate>,
    case: &CaseFile,
    lang: Lang,
) -> String {
    let draft = case.person.draft();
    let held = draft.get(field).unwrap_or_default();
    let value = shown(Object::Person, field.code(), held, lang);
    let entered = entered
        .map(|day| format!(" ({} {})", lang.pick("ghi ngày", "entered on"), vn(day)))
        .unwrap_or_default();
    format!("{}: {value}{entered}", field.label(lang))
}

fn fact_text(fact: &Fact, case: &CaseFile, lang: Lang) -> String {
    let day = fact.on.map(vn).unwrap_or_default();
    let text = match fact.source {
        Source::Event(id) => {
            let found = case.events.iter().find(|e| e.id == id).map(|e| &e.record);
            found.map_or_else(
                // Of an older assessment: the entry was cancelled since.
                || format!("{} #{}", lang.pick("mục đã hủy", "cancelled entry"), id.0),
                |event| match event.outcome {
                    Some(outcome) => {
                        format!("{} – {}", event.kind.label(lang), outcome.label(lang))
                    }
                    None => event.kind.label(lang).to_owned(),
                },
            )
        }
        Source::Measure(id) => {
            let found = case.measures.iter().find(|m| m.id == id);
            let left = lang.pick("ra khỏi", "left");
            found.map_or_else(
                || format!("{} #{}", lang.pick("biện pháp đã hủy", "cancelled measure"), id.0),
                |m| format!("{left} “{}”", m.record.code.label(lang)),
            )
        }
        Source::Field(field) => field.label(lang).to_owned(),
    };
    [text.as_str(), day.as_str()].join(" ").trim_end().to_owned()
}

/// The rules that fired, in words: risks by points, the highest first, then what protects.
pub fn fired_lines(
    assessment: &Assessment,
    rules: &RiskRules,
    case: &CaseFile,
    recorded: &Recorded,
    lang: Lang,
) -> Vec<FiredLine> {
    let mut found: Vec<&Finding> = assessment.findings.iter().collect();
    found.sort_by_key(|f| told_at(f.factor, f.points));
    found
        .into_iter()
        .filter_map(|finding| {
            let rule = rules.rule(finding.factor)?;
            let facts = finding.facts.iter();
            Some(FiredLine {
                factor: finding.factor,
                rule_id: rule.id.clone(),
                points: finding.points,
                sentence: rule.sentence(lang),
                facts: facts.map(|f| fact_line(f, case, recorded, lang)).collect(),
                until: finding.until,
            })
        })
        .collect()
}

/// That a sum below zero counts as zero, where it does.
pub fn below_zero(assessment: &Assessment, lang: Lang) -> Option<String> {
    let sum: i32 = assessment.findings.iter().map(|f| f.points).sum();
    let told = points_text(sum);
    (sum < assessment.points).then(|| match lang {
        Lang::Vi => format!("Cộng lại là {told}; dưới 0 thì tính 0 điểm."),
        Lang::En => format!("The sum is {told}; below zero it counts as 0."),
    })
}

/// That a floor holds the level, where one does.
pub fn floor_text(assessment: &Assessment, lang: Lang) -> Option<&'static str> {
    assessment.floor.map(|_| {
        lang.pick(
            "Đang trong thời gian có dấu hiệu loạn thần: mức không thấp hơn Cao.",
            "Signs of psychosis are recent: never below high.",
        )
    })
}

/// What to find out, each thing once although several rules want it.
pub fn to_find_out(assessment: &Assessment, rules: &RiskRules, lang: Lang) -> Vec<String> {
    let mut wanted: Vec<String> = Vec::new();
    for (_, find_out) in unknown_lines(assessment, rules, lang) {
        if !wanted.contains(&find_out) {
            wanted.push(find_out);
        }
    }
    wanted
}

/// The rules that cannot be judged, each with what to find out.
pub fn unknown_lines(
    assessment: &Assessment,
    rules: &RiskRules,
    lang: Lang,
) -> Vec<(String, String)> {
    assessment
        .unknown
        .iter()
        .filter_map(|factor| rules.rule(*factor))
        .map(|rule| (rule.sentence(lang), rule.find_out(lang).to_owned()))
        .collect()
}

/// A month of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartPoint {
    /// The last day of the month; of the running one, the day looked at.
    pub on: NaiveDate,
    /// The level then; `None` = not assessed, or before the first fact.
    pub level: Option<RiskLevel>,
    /// The sum then.
    pub points: i32,
}

/// How the level moved: the last day of each month, by the facts dated up to then and the rules in
/// force then. What has no date (route, work) counts as it stands now. Before the first fact: none.
pub fn chart(case: &CaseFile, sets: &RulesOverTime, on: NaiveDate, months: u32) -> Vec<ChartPoint> {
    let first_measure = case.measures.first().map(|m| m.record.start);
    let first_event = case.events.first().map(|e| e.record.at.date());
    let known = first_measure.into_iter().chain(first_event).min();
    (0..=months)
        .rev()
        .map(|back| {
            let month = add_months_back(first_of_month(on), back);
            let day = last_of_month(month).min(on);
            let past = case.as_of(day);
            let then = known
                .filter(|first| *first <= day)
                .and_then(|_| sets.on(day))
                .and_then(|set| assess(&RiskFacts::of(&past), &set.rules, day));
            ChartPoint {
                on: day,
                level: then.as_ref().map(Assessment::level),
                points: then.map_or(0, |a| a.points),
            }
        })
        .collect()
}

/// How the level moved, in words: only the months in which it became another.
pub fn chart_text(points: &[ChartPoint], lang: Lang) -> String {
    let runs = points.chunk_by(|a, b| a.level == b.level).map(|run| {
        // Before the file began, and after its end.
        let none = lang.pick("không đánh giá", "not assessed");
        let (from, level) = (lang.pick("từ", "from"), run[0].level.map_or(none, |l| l.label(lang)));
        format!("{from} {}: {}", run[0].on.format("%m/%Y"), level.to_lowercase())
    });
    runs.collect::<Vec<_>>().join("; ")
}

/// What changes by itself on a day, and why.
pub fn change_text(change: &Change, lang: Lang) -> String {
    let told = |word: &str, factors: &[Factor], rules: &RiskRules| -> Vec<String> {
        let rules = factors.iter().filter_map(|factor| rules.rule(*factor));
        rules.map(|rule| format!("{word} “{}”", rule.sentence(lang))).collect()
    };
    let mut why: Vec<String> = Vec::new();
    if change.own_ends {
        let ends = lang.pick("hết hiệu lực mức do cán bộ định", "the officer's own level ends");
        why.push(ends.to_owned());
    }
    why.extend(told(lang.pick("hết tính", "no longer:"), &change.ends, &change.rules[0]));
    why.extend(told(lang.pick("bắt đầu tính", "counts:"), &change.begins, &change.rules[1]));
    let set = lang.pick("áp dụng bộ quy tắc", "rule set in force:");
    why.extend(change.other_rules().map(|version| format!("{set} {version}")));
    let (day, level) = (vn(change.on), level_after(change.level, lang));
    let points = lang.pick("điểm", "points");
    format!("{day}: {level} ({} {points}) – {}", points_text(change.points), why.join("; "))
}
