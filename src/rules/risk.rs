//! The rules of risk: `risk.toml` as shipped, or a set of the unit's own in the same form, read and
//! checked; and written again in the one form its hash is taken of.

use super::{RuleError, RuleInfo, RuleKind, hexadecimal};
use crate::domain::legal::{Citation, Confidence};
use crate::domain::risk::{Factor, LineFault, RiskFault, RiskRule, RiskRules, RuleFault, SetFault};
use crate::domain::text::line_at;
use crate::domain::word::{Lang, RiskLevel, Word};
use chrono::NaiveDate;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// The rules compiled in.
pub(super) const TEXT: &str = include_str!("risk.toml");
const FILE: &str = "risk.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRisk {
    set: RawSet,
    pub(super) rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSet {
    version: String,
    medium: i32,
    high: i32,
    after_end_days: u32,
    override_days: u32,
    in_force_from: String,
    source: String,
    sentence_vi: String,
    sentence_en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: String,
    factor: String,
    reads: Vec<String>,
    window_days: Option<u32>,
    count: Option<u32>,
    points: i32,
    floor: Option<String>,
    source: String,
    sentence_vi: String,
    sentence_en: String,
    #[serde(default)]
    find_out_vi: String,
    #[serde(default)]
    find_out_en: String,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
    pub(super) example: Vec<Example>,
}

/// A worked example: facts, and whether the rule fires on a day and at which level.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
pub(super) struct Example {
    pub(super) on: String,
    pub(super) measures: Vec<String>,
    #[serde(default)]
    pub(super) events: Vec<String>,
    #[serde(default)]
    pub(super) person: std::collections::BTreeMap<String, String>,
    pub(super) fires: bool,
    pub(super) level: String,
}

/// What the set as a whole says, for lists.
pub(super) struct SetInfo {
    from: NaiveDate,
    sentences: (String, String),
}

/// The set compiled in.
///
/// # Errors
/// [`RuleError`] with the first fault.
pub(super) fn embedded(text: &str) -> Result<(RiskRules, SetInfo), RuleError> {
    let refuse = |fault: RiskFault| RuleError::Nonsense {
        file: FILE,
        id: "set".to_owned(),
        what: fault.text(Lang::En),
    };
    read(text).map_err(refuse)
}

/// Reads a rule set and checks every figure of it: unknown facts or factors, figures out of range, a
/// floor taken away.
fn read(text: &str) -> Result<(RiskRules, SetInfo), RiskFault> {
    let raw: RawRisk = toml::from_str(text).map_err(|e| RiskFault::Set(line_fault(text, &e)))?;
    let set = raw.set;
    let from = NaiveDate::parse_from_str(&set.in_force_from, "%Y-%m-%d")
        .map_err(|_| RiskFault::Set(SetFault::Day))?;
    let version = set.version.trim().to_owned();
    if version.is_empty() || version.chars().count() > 40 {
        return Err(RiskFault::Set(SetFault::Version));
    }
    if set.source != "unit" {
        return Err(RiskFault::Set(SetFault::Source));
    }
    let mut rules: Vec<RiskRule> = Vec::new();
    for (n, rule) in (1..).zip(raw.rule) {
        rules.push(one(rule).map_err(|fault| RiskFault::Set(SetFault::Rule(n, fault)))?);
    }
    let rules = RiskRules {
        version,
        medium: set.medium,
        high: set.high,
        after_end_days: set.after_end_days,
        override_days: set.override_days,
        rules,
        hash: String::new(),
    };
    let mut rules = rules.checked().map_err(RiskFault::Rules)?;
    rules.hash = hash_of(&rules);
    Ok((rules, SetInfo { from, sentences: (set.sentence_vi, set.sentence_en) }))
}

/// What the parser found, in our own words: its own repeat the line.
fn line_fault(text: &str, error: &toml::de::Error) -> SetFault {
    let line = line_at(text, error.span().map_or(0, |span| span.start));
    let begins = |word: &str| error.message().starts_with(word);
    let fault = if begins("unknown field") {
        LineFault::UnknownKey
    } else if begins("missing field") {
        LineFault::MissingKey
    } else if begins("duplicate") {
        LineFault::Twice
    } else if begins("invalid type") || begins("invalid value") {
        LineFault::Value
    } else {
        LineFault::Syntax
    };
    SetFault::Line(line, fault)
}

fn one(raw: RawRule) -> Result<RiskRule, RuleFault> {
    let factor = Factor::from_code(&raw.factor).ok_or(RuleFault::Factor)?;
    if raw.id != format!("risk.{}", factor.code()) {
        return Err(RuleFault::Id);
    }
    if raw.reads != factor.reads() {
        return Err(RuleFault::Reads);
    }
    if raw.source != "unit" {
        return Err(RuleFault::Source);
    }
    let floor = raw.floor.as_deref().map(|code| RiskLevel::from_code(code).ok_or(RuleFault::Floor));
    if raw.sentence_vi.trim().is_empty() || raw.sentence_en.trim().is_empty() {
        return Err(RuleFault::Sentence);
    }
    Ok(RiskRule {
        id: raw.id,
        factor,
        window_days: raw.window_days,
        count: raw.count,
        points: raw.points,
        floor: floor.transpose()?,
        sentence_vi: raw.sentence_vi,
        sentence_en: raw.sentence_en,
        find_out_vi: raw.find_out_vi,
        find_out_en: raw.find_out_en,
    })
}

/// The set in TOML: what a file for `hoso risk --what-if` looks like, what is kept, and what the
/// hash is of. Reading it again gives the same set.
pub fn write(rules: &RiskRules) -> String {
    let text = quoted;
    let mut out = String::from("[set]\n");
    let own = embedded_set();
    let _ = write!(
        out,
        "version = {}\nmedium = {}\nhigh = {}\nafter_end_days = {}\noverride_days = {}\nin_force_from = \"{}\"\nsource = \"unit\"\nsentence_vi = {}\nsentence_en = {}\n",
        text(&rules.version),
        rules.medium,
        rules.high,
        rules.after_end_days,
        rules.override_days,
        own.from,
        text(&own.sentences.0),
        text(&own.sentences.1)
    );
    for rule in &rules.rules {
        let reads: Vec<String> = rule.factor.reads().iter().map(|r| text(r)).collect();
        let _ = write!(
            out,
            "\n[[rule]]\nid = {}\nfactor = \"{}\"\nreads = [{}]\n",
            text(&rule.id),
            rule.factor.code(),
            reads.join(", ")
        );
        for (key, number) in [("window_days", rule.window_days), ("count", rule.count)] {
            if let Some(n) = number {
                let _ = writeln!(out, "{key} = {n}");
            }
        }
        let _ = writeln!(out, "points = {}", rule.points);
        if let Some(floor) = rule.floor {
            let _ = writeln!(out, "floor = \"{}\"", floor.code());
        }
        let _ = write!(
            out,
            "source = \"unit\"\nsentence_vi = {}\nsentence_en = {}\nfind_out_vi = {}\nfind_out_en = {}\n",
            text(&rule.sentence_vi),
            text(&rule.sentence_en),
            text(&rule.find_out_vi),
            text(&rule.find_out_en)
        );
    }
    out
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Day and sentences of the set compiled in. Not through [`read`], which takes a hash over them.
fn embedded_set() -> SetInfo {
    let raw: Option<RawRisk> = super::parse::read(FILE, TEXT).ok();
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let info = raw.map(|raw| SetInfo {
        from: day(&raw.set.in_force_from).unwrap_or(NaiveDate::MIN),
        sentences: (raw.set.sentence_vi, raw.set.sentence_en),
    });
    info.unwrap_or(SetInfo { from: NaiveDate::MIN, sentences: (String::new(), String::new()) })
}

/// SHA-256 of the canonical text, hexadecimal.
fn hash_of(rules: &RiskRules) -> String {
    hexadecimal(&Sha256::digest(write(rules).as_bytes()))
}

/// The same set under figures of the unit, checked, under a version and with a hash of its own.
///
/// # Errors
/// The fault of the figures.
pub fn checked(
    rules: RiskRules,
    version: &str,
) -> Result<RiskRules, crate::domain::risk::RulesFault> {
    let mut rules = RiskRules { version: version.to_owned(), ..rules }.checked()?;
    rules.hash = hash_of(&rules);
    Ok(rules)
}

/// Reads a set of the unit's own.
///
/// # Errors
/// A [`RiskFault`] that says where, and repeats nothing of the text.
pub fn parse(text: &str) -> Result<RiskRules, RiskFault> {
    read(text).map(|(rules, _)| rules)
}

/// The figure of a rule, short: `20 P / 90 D`, `10 P / 2 × 60 D`.
fn figure(rule: &RiskRule) -> String {
    let mut out = format!("{} P", rule.points);
    let window = rule.window_days.map(|days| format!("{days} D"));
    match (rule.count, window) {
        (Some(n), Some(days)) => out = format!("{out} / {n} × {days}"),
        (Some(n), None) => out = format!("{out} / {n} ×"),
        (None, Some(days)) => out = format!("{out} / {days}"),
        (None, None) => {}
    }
    out
}

/// The rules as lists show them.
pub(super) fn infos(rules: &RiskRules, set: &SetInfo) -> Vec<RuleInfo> {
    let citation = || Citation {
        source: "unit".to_owned(),
        article: String::new(),
        confidence: Confidence::Unit,
    };
    let info = |id: &str, figure: String, sentence: String| RuleInfo {
        id: id.to_owned(),
        kind: RuleKind::Risk,
        figure,
        sentence,
        in_force_from: set.from,
        in_force_until: None,
        citation: citation(),
        to_check: false,
    };
    let levels = set
        .sentences
        .0
        .replace("{medium}", &rules.medium.to_string())
        .replace("{high}", &rules.high.to_string())
        .replace("{override}", &rules.override_days.to_string());
    let mut all = vec![info("risk.levels", format!("{} / {} P", rules.medium, rules.high), levels)];
    let of = |rule: &RiskRule| {
        let mut info = info(&rule.id, figure(rule), rule.sentence(Lang::Vi));
        info.sentence.push('.');
        info
    };
    all.extend(rules.rules.iter().map(of));
    all
}

impl super::RuleBook {
    /// The same book with the unit's own rules of risk in place of those compiled in.
    pub fn set_risk(&mut self, rules: RiskRules) {
        let infos = infos(&rules, &embedded_set());
        self.rules.retain(|r| r.kind != RuleKind::Risk);
        self.rules.extend(infos);
        if rules.hash != self.risk.hash {
            let mut hash = Sha256::new();
            hash.update(self.version.as_bytes());
            hash.update(rules.hash.as_bytes());
            self.version = hexadecimal(&hash.finalize());
        }
        self.risk = std::sync::Arc::new(rules);
    }
}
