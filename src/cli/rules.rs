//! `hoso rules`: every term and clock in force, with its source.

use super::error::CliError;
use super::lang::{lang, t};
use super::output;
use crate::domain::date::vn;
use crate::domain::legal::Confidence;
use crate::rules::{RuleBook, RuleInfo, RuleKind};
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Document<'a> {
    version: &'a str,
    rules: Vec<Rule<'a>>,
    sources: Vec<Source<'a>>,
    differences: Vec<Difference<'a>>,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    kind: &'static str,
    figure: &'a str,
    sentence: &'a str,
    in_force_from: String,
    in_force_until: Option<String>,
    source: String,
    confidence: &'static str,
    unit_setting: bool,
    to_check: bool,
}

#[derive(Serialize)]
struct Source<'a> {
    key: &'a str,
    title: &'a str,
    in_force_from: String,
    in_force_until: Option<String>,
    read: &'a str,
}

#[derive(Serialize)]
struct Difference<'a> {
    about: &'a str,
    text: &'a str,
}

/// Prints the rules.
pub(super) fn run(json: bool) -> Result<(), CliError> {
    let book = RuleBook::embedded();
    if json { output::json(&document(book)) } else { output::text(&text(book)) }
}

fn document(book: &RuleBook) -> Document<'_> {
    let rules = book.rules.iter().map(|rule| Rule {
        id: &rule.id,
        kind: match rule.kind {
            RuleKind::Term => "term",
            RuleKind::Clock => "clock",
            RuleKind::WorkYear => "work_year",
        },
        figure: &rule.figure,
        sentence: &rule.sentence,
        in_force_from: rule.in_force_from.to_string(),
        in_force_until: rule.in_force_until.map(|d| d.to_string()),
        source: rule.citation.to_string(),
        confidence: match rule.citation.confidence {
            Confidence::Official => "official",
            Confidence::OneCopy => "one_copy",
            Confidence::Unit => "unit",
        },
        unit_setting: rule.citation.is_unit(),
        to_check: rule.to_check,
    });
    let sources = book.sources.iter().map(|source| Source {
        key: &source.key,
        title: &source.title,
        in_force_from: source.in_force_from.to_string(),
        in_force_until: source.in_force_until.map(|d| d.to_string()),
        read: &source.read,
    });
    let differences =
        book.differences.iter().map(|d| Difference { about: &d.about, text: &d.text });
    Document {
        version: book.version(),
        rules: rules.collect(),
        sources: sources.collect(),
        differences: differences.collect(),
    }
}

fn text(book: &RuleBook) -> String {
    let parts = [
        (RuleKind::Term, t("Thời hạn của biện pháp", "Terms of measures")),
        (RuleKind::Clock, t("Hạn việc", "Clocks")),
        (RuleKind::WorkYear, t("Lịch nghỉ", "Days off")),
    ];
    let mut out = String::new();
    for (kind, heading) in parts {
        let _ = writeln!(out, "{heading}");
        for rule in book.rules.iter().filter(|rule| rule.kind == kind) {
            out += &entry(rule);
        }
        out.push('\n');
    }
    let _ = writeln!(out, "{}", t("Văn bản", "Sources"));
    for source in &book.sources {
        let since = vn(source.in_force_from);
        let until = source.in_force_until.map(|d| format!(" – {}", vn(d))).unwrap_or_default();
        let _ = writeln!(out, "  {}  {} ({since}{until})", source.key, source.title);
    }
    out + &format!("\n{}: {}\n", t("Phiên bản bộ quy tắc", "Version of the rules"), book.version())
}

fn entry(rule: &RuleInfo) -> String {
    let cited = if rule.citation.is_unit() {
        t("cài đặt của đơn vị", "unit setting").to_owned()
    } else {
        let note = rule.citation.confidence.note(lang());
        let note = note.map(|n| format!(", {n}")).unwrap_or_default();
        format!("{}{note}", rule.citation)
    };
    let check = if rule.to_check {
        t(
            "; có ngày cần đối chiếu với thông báo chính thức",
            "; some days are to be compared with the official notice",
        )
    } else {
        ""
    };
    format!("  {}  {}\n      {} ({cited}{check})\n", rule.id, rule.figure, rule.sentence)
}
