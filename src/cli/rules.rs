//! `hoso rules`: every term and clock in force, with its source.

use super::Done;
use super::args::{Global, day};
use super::error::CliError;
use super::lang::{lang, t};
use crate::domain::date::vn;
use crate::domain::legal::Confidence;
use crate::domain::legal::figure_text;
use crate::rules::indicators::{Adds, Indicator, indicators};
use crate::rules::{RuleBook, RuleInfo, RuleKind};
use crate::services::Registry;
use crate::services::view::{RuleSetting, RuleView};
use chrono::NaiveDate;
use clap::Subcommand;
use serde::Serialize;
use std::fmt::Write as _;

#[derive(Serialize)]
struct Document<'a> {
    version: &'a str,
    rules: Vec<Rule<'a>>,
    sources: Vec<Source<'a>>,
    differences: Vec<Difference<'a>>,
    indicators: Vec<IndicatorLine<'a>>,
}

/// An indicator of the report.
#[derive(Serialize)]
struct IndicatorLine<'a> {
    code: &'a str,
    name: &'a str,
    definition: &'a str,
    source: &'a str,
    unit: &'a str,
    adds: &'static str,
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    kind: &'static str,
    figure: &'a str,
    original_figure: &'a str,
    settings: Vec<Set<'a>>,
    checked_by: Option<&'a str>,
    sentence: &'a str,
    in_force_from: String,
    in_force_until: Option<String>,
    source: String,
    confidence: &'static str,
    unit_setting: bool,
    to_check: bool,
}

/// A figure set by the chief.
#[derive(Serialize)]
struct Set<'a> {
    figure: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    days: Option<[String; 2]>,
    from: String,
    reason: &'a str,
    officer: &'a str,
    in_force: bool,
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

/// `rules set|confirm`.
#[derive(Subcommand)]
pub(super) enum RulesAct {
    #[command(about = t("Trưởng đặt con số của đơn vị cho một quy tắc; con số gốc vẫn được giữ", "The chief sets the unit's figure of a rule; the original is kept"), after_help = super::help::examples("rules set"))]
    Set {
        #[arg(value_name = t("MÃ_QUY_TẮC", "RULE_ID"), help = t("Mã quy tắc, như hoso rules in ra", "The rule's id, as hoso rules prints it"))]
        rule_id: String,
        #[arg(value_name = t("CON_SỐ", "VALUE"), allow_hyphen_values = true, help = t("Con số mới theo đơn vị tính của quy tắc; \"-\" là trở lại con số gốc. Với một năm (holidays.2028): nghỉ, làm việc hoặc như bảng gốc, rồi một hoặc hai ngày", "The new figure in the rule's own unit; \"-\" = the original again. Of a year (holidays.2028): off, work or own, then one or two days"))]
        value: String,
        #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Áp dụng từ ngày này", "In force from this day"))]
        from: NaiveDate,
        #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Lý do", "Reason"))]
        reason: String,
    },
    #[command(about = t("Trưởng xác nhận con số đang áp dụng đã đối chiếu với văn bản gốc", "The chief confirms that the figure in force was compared with the official text"), after_help = super::help::examples("rules confirm"))]
    Confirm {
        #[arg(value_name = t("MÃ_QUY_TẮC", "RULE_ID"), help = t("Mã quy tắc", "The rule's id"))]
        rule_id: String,
        #[arg(long, default_value = "", hide_default_value = true, value_name = t("CHỮ", "TEXT"), help = t("Đối chiếu với văn bản nào, trang nào", "With which text, on which page"))]
        reason: String,
    },
}

/// Prints the rules, or does an act on one. Without an officer, the rules compiled in are printed;
/// with one, those in force at the unit.
pub(super) fn run(global: &Global, act: Option<RulesAct>) -> Result<Done, CliError> {
    match act {
        None => print(global),
        Some(RulesAct::Set { rule_id, value, from, reason }) => {
            let mut registry = global.open()?;
            registry.set_rule(&rule_id, &value, from, &reason)?;
            told(global, &mut registry, &rule_id)
        }
        Some(RulesAct::Confirm { rule_id, reason }) => {
            let mut registry = global.open()?;
            registry.confirm_rule(&rule_id, &reason)?;
            told(global, &mut registry, &rule_id)
        }
    }
}

fn print(global: &Global) -> Result<Done, CliError> {
    let there = global.named_officer().is_some()
        && global.place().is_ok_and(|place| Registry::accounts(&place).is_ok());
    if there {
        let mut registry = global.open()?;
        let views = registry.rules()?;
        let book = registry.book();
        global.print(&document(book, &views), || text(book, &views))?;
    } else {
        let book = RuleBook::embedded();
        global.print(&document(book, &[]), || text(book, &[]))?;
    }
    Ok(Done::Whole)
}

/// The rule as it stands after the act.
fn told(global: &Global, registry: &mut Registry, id: &str) -> Result<Done, CliError> {
    let views = registry.rules()?;
    let rule = registry.book().info(id.trim());
    let document = rule.map(|info| row(info, &views));
    global.print(&document, || rule.map(|info| entry(info, &views)).unwrap_or_default())?;
    Ok(Done::Whole)
}

/// What the unit set for a rule, in words: the figure in force, the original, who, when, why.
fn unit_figures(rule: &RuleInfo, views: &[RuleView]) -> String {
    let mut out = String::new();
    let Some(view) = views.iter().find(|v| v.info.id == rule.id) else { return out };
    for s in &view.settings {
        let figure = figure_text(&s.text(&view.info.figure, lang()), lang());
        let mark = if s.in_force { t(" (đang áp dụng)", " (in force)") } else { "" };
        let words = t("đơn vị đặt", "set by the unit");
        let _ = writeln!(
            out,
            "      {words} {figure}, {} {}{mark}; {} {}, {}: {}",
            t("từ", "from"),
            vn(s.in_force_from),
            t("gốc", "original"),
            figure_text(&view.info.figure, lang()),
            s.officer,
            s.reason
        );
    }
    if let Some(check) = &view.checked {
        let words = t("đã đối chiếu văn bản gốc", "compared with the official text");
        let reason = check.reason.as_deref().map(|r| format!(": {r}")).unwrap_or_default();
        let _ = writeln!(out, "      {words}, {} {}{reason}", check.officer, vn(check.at.date()));
    }
    out
}

fn row<'a>(rule: &'a RuleInfo, views: &'a [RuleView]) -> Rule<'a> {
    let view = views.iter().find(|v| v.info.id == rule.id);
    let set = |s: &'a RuleSetting| Set {
        figure: s.figure.as_deref(),
        days: s.days.map(|(first, last)| [first.to_string(), last.to_string()]),
        from: s.in_force_from.to_string(),
        reason: &s.reason,
        officer: &s.officer,
        in_force: s.in_force,
    };
    Rule {
        id: &rule.id,
        kind: match rule.kind {
            RuleKind::Term => "term",
            RuleKind::Clock => "clock",
            RuleKind::WorkYear => "work_year",
            RuleKind::Risk => "risk",
            RuleKind::Retention => "retention",
        },
        figure: &rule.figure,
        original_figure: view.map_or(&rule.figure, |v| &v.info.figure),
        settings: view.map(|v| v.settings.iter().map(set).collect()).unwrap_or_default(),
        checked_by: view.and_then(|v| v.checked.as_ref()).map(|c| c.officer.as_str()),
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
    }
}

fn document<'a>(book: &'a RuleBook, views: &'a [RuleView]) -> Document<'a> {
    let rules = book.rules.iter().map(|rule| row(rule, views));
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
        indicators: indicators().iter().map(indicator_line).collect(),
    }
}

fn indicator_line(i: &Indicator) -> IndicatorLine<'_> {
    IndicatorLine {
        code: &i.code,
        name: lang().pick(&i.name_vi, &i.name_en),
        definition: &i.definition,
        source: &i.source,
        unit: &i.unit,
        adds: match i.adds {
            Adds::Sum => "sum",
            Adds::State => "state",
            Adds::Anew => "anew",
        },
    }
}

/// The indicators, each with what is counted and how it adds up.
fn indicator_text() -> String {
    let mut out = format!("{}\n", t("Chỉ tiêu của báo cáo", "Indicators of the report"));
    for i in indicators() {
        let adds = match i.adds {
            Adds::Sum => t("cộng các tháng", "months add up"),
            Adds::State => t("lấy tháng cuối", "the last month's"),
            Adds::Anew => t("tính lại cho cả kỳ", "counted anew for the whole"),
        };
        let source = match i.source.as_str() {
            "unit" => t("cài đặt của đơn vị", "unit setting"),
            cited => cited,
        };
        let (code, name) = (&i.code, lang().pick(&i.name_vi, &i.name_en));
        let _ = writeln!(out, "  {code}  {name}");
        let _ = writeln!(out, "      {} ({}; {adds}; {source})", i.definition, i.unit);
    }
    out + "\n"
}

fn text(book: &RuleBook, views: &[RuleView]) -> String {
    let parts = [
        (RuleKind::Term, t("Thời hạn của biện pháp", "Terms of measures")),
        (RuleKind::Clock, t("Hạn việc", "Clocks")),
        (RuleKind::WorkYear, t("Lịch nghỉ", "Days off")),
        (RuleKind::Risk, t("Nguy cơ", "Risk")),
        (RuleKind::Retention, t("Thời gian lưu hồ sơ", "Keeping of files")),
    ];
    let mut out = String::new();
    for (kind, heading) in parts {
        let _ = writeln!(out, "{heading}");
        for rule in book.rules.iter().filter(|rule| rule.kind == kind) {
            out += &entry(rule, views);
        }
        out.push('\n');
    }
    out += &indicator_text();
    let _ = writeln!(out, "{}", t("Văn bản", "Sources"));
    for source in &book.sources {
        let since = vn(source.in_force_from);
        let until = source.in_force_until.map(|d| format!(" – {}", vn(d))).unwrap_or_default();
        let _ = writeln!(out, "  {}  {} ({since}{until})", source.key, source.title);
    }
    out + &format!("\n{}: {}\n", t("Phiên bản bộ quy tắc", "Version of the rules"), book.version())
}

fn entry(rule: &RuleInfo, views: &[RuleView]) -> String {
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
    let set = unit_figures(rule, views);
    format!(
        "  {}  {}\n      {} ({cited}{check})\n{set}",
        rule.id,
        figure_text(&rule.figure, lang()),
        rule.sentence
    )
}
