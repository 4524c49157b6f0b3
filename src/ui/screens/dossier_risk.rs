//! Part "Nguy cơ" of the dossier: the level, every rule that fired with its facts, what is not
//! known, what changes by itself, two years as a small chart, goals, the card of a psychosis case.

use super::choose::Choose;
use super::dossier_text::{Lines, heading, indented};
use super::form_screen::{FormScreen, Purpose};
use super::forms::Who;
use super::{Context, Question, Step, Steps, Tone};
use crate::domain::date::vn;
use crate::domain::id::EventId;
use crate::domain::risk::{
    Assessment, ChartPoint, FiredLine, OverrideState, RiskBrief, below_zero, change_text,
    fired_lines, floor_text, no_level, points_text, rules_text, signed_points, to_find_out,
};
use crate::domain::word::{RiskLevel, Word};
use crate::services::view::{Dossier, KeptAssessment, RiskView};
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::safe;
use crate::ui::words::{self as all, risk as words};
use chrono::Datelike;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// Kept assessments that are shown.
const MOST_KEPT: usize = 12;

pub(super) fn style_of(level: Option<RiskLevel>, cx: &Context) -> Style {
    match level {
        Some(RiskLevel::High) => cx.theme.bad(),
        Some(RiskLevel::Medium) => cx.theme.warn(),
        _ => cx.theme.text(),
    }
}

/// The level in a few words; where an officer's own holds, the computed one as well.
pub(super) fn short(d: &Dossier, cx: &Context) -> String {
    let word = all::RISK.get(cx.lang);
    let Some(found) = &d.risk.assessment else {
        return format!("{word}: {}", all::NOT_ASSESSED.get(cx.lang));
    };
    let level = found.level();
    if found.holding().is_none() {
        return format!("{word}: {}", level.label(cx.lang));
    }
    // Both, and short: the line must hold a measure and its end besides.
    let level = all::risk_short(Some(level), cx.lang);
    let computed = all::risk_short(Some(found.computed), cx.lang);
    format!("{word}: {level} ({} {computed})", words::COMPUTED_SHORT.get(cx.lang))
}

/// The lines of the part.
pub(super) fn lines(d: &Dossier, cx: &Context) -> Lines {
    let view = &d.risk;
    let mut lines = Lines::new();
    let Some(found) = &view.assessment else {
        indented(&mut lines, no_level(&d.case, cx.lang), 1, cx.theme.text(), cx);
        plan(&mut lines, d, cx);
        return lines;
    };
    level(&mut lines, found, view, cx);
    fired(&mut lines, &fired_lines(found, &view.rules, &d.case, &view.recorded, cx.lang), cx);
    if let Some(sum) = below_zero(found, cx.lang) {
        indented(&mut lines, &sum, 2, cx.theme.text(), cx);
    }
    let unknown = to_find_out(found, &view.rules, cx.lang);
    if !unknown.is_empty() {
        heading(&mut lines, words::UNKNOWN.get(cx.lang), cx);
        for find_out in unknown {
            indented(&mut lines, &format!("– {find_out}"), 2, cx.theme.text(), cx);
        }
    }
    if !view.ahead.is_empty() {
        heading(&mut lines, words::AHEAD.get(cx.lang), cx);
        for change in &view.ahead {
            let text = change_text(change, cx.lang);
            indented(&mut lines, &text, 2, cx.theme.text(), cx);
        }
    }
    heading(&mut lines, words::CHART.get(cx.lang), cx);
    chart(&mut lines, &view.chart, cx);
    plan(&mut lines, d, cx);
    kept(&mut lines, &view.kept, cx);
    lines.push(Line::default());
    let set = rules_text(&view.rules, view.rules_from, cx.lang);
    indented(&mut lines, &set, 1, cx.theme.quiet(), cx);
    lines
}

fn level(lines: &mut Lines, found: &Assessment, view: &RiskView, cx: &Context) {
    let sum = words::POINTS.get(cx.lang);
    let text = format!(
        " {}: {}   ({}: {}, {} {sum}; {} {}, {} {})",
        words::LEVEL.get(cx.lang),
        found.level().label(cx.lang).to_uppercase(),
        words::COMPUTED.get(cx.lang),
        found.computed.label(cx.lang),
        points_text(found.points),
        words::MEDIUM_FROM.get(cx.lang),
        view.rules.medium,
        words::HIGH_FROM.get(cx.lang),
        view.rules.high,
    );
    for (n, part) in crate::ui::widgets::text::wrap(&text, cx.columns()).into_iter().enumerate() {
        let style = if n == 0 { style_of(Some(found.level()), cx) } else { cx.theme.text() };
        lines.push(Line::styled(part, style));
    }
    if let Some(floor) = floor_text(found, cx.lang) {
        indented(lines, floor, 1, cx.theme.warn(), cx);
    }
    if let Some((own, state)) = found.own {
        let told = view.own.as_ref();
        let ended = if state == OverrideState::Expired { words::OWN_ENDED } else { words::OWN };
        let text = format!(
            "{}: {} {} {} · {}: {}",
            ended.get(cx.lang),
            own.level.label(cx.lang),
            words::UNTIL.get(cx.lang),
            vn(own.until),
            told.map(|o| safe(&o.officer)).unwrap_or_default(),
            told.map(|o| safe(&o.reason)).unwrap_or_default(),
        );
        indented(lines, &text, 1, cx.theme.strong(), cx);
    }
}

fn fired(lines: &mut Lines, fired: &[FiredLine], cx: &Context) {
    heading(lines, words::WHY.get(cx.lang), cx);
    if fired.is_empty() {
        indented(lines, words::NOTHING_FIRED.get(cx.lang), 2, cx.theme.text(), cx);
    }
    for line in fired {
        let until = line.until.map(|d| format!(" ({} {})", words::ENDS.get(cx.lang), vn(d)));
        let text = format!(
            "{}  {}{}",
            signed_points(line.points),
            line.sentence,
            until.unwrap_or_default()
        );
        indented(lines, &text, 2, cx.theme.text(), cx);
        for fact in &line.facts {
            let jump = if fact.event.is_some() { "› " } else { "· " };
            indented(lines, &format!("{jump}{}", safe(&fact.text)), 7, cx.theme.quiet(), cx);
        }
    }
}

/// Three rows of a mark a month, the highest level above, and the months below.
fn chart(lines: &mut Lines, points: &[ChartPoint], cx: &Context) {
    const ROWS: [RiskLevel; 3] = [RiskLevel::High, RiskLevel::Medium, RiskLevel::Low];
    for row in ROWS {
        let mut spans =
            vec![Span::styled(format!("  {:<10} ", row.label(cx.lang)), cx.theme.quiet())];
        for point in points {
            let at = point.level == Some(row);
            let style = if at { style_of(point.level, cx) } else { cx.theme.quiet() };
            spans.push(Span::styled(if at { "█ " } else { "· " }, style));
        }
        lines.push(Line::from(spans));
    }
    let mut months = " ".repeat(13);
    for point in points {
        // Two columns a month: its number every third month.
        let text = if point.on.month() % 3 == 1 {
            format!("{:<2}", point.on.month())
        } else {
            "  ".to_owned()
        };
        months.push_str(&text);
    }
    let first = points.first().map(|p| p.on.year()).unwrap_or_default();
    let last = points.last().map(|p| p.on.year()).unwrap_or_default();
    lines.push(Line::styled(format!("{months} {first}–{last}"), cx.theme.quiet()));
    indented(lines, words::CHART_NOTE.get(cx.lang), 2, cx.theme.quiet(), cx);
}

/// The assessments kept, the latest first, each with what it rested on under its own rules. Those in
/// a row that say the same stand once, with the day of the first.
fn kept(lines: &mut Lines, kept: &[KeptAssessment], cx: &Context) {
    if kept.is_empty() {
        return;
    }
    heading(lines, words::KEPT.get(cx.lang), cx);
    let mut told: Vec<(String, String)> =
        kept.iter().map(|one| (vn(one.on), kept_text(one, cx))).collect();
    told.dedup_by(|later, first| later.1 == first.1);
    for (day, text) in told.iter().rev().take(MOST_KEPT) {
        indented(lines, &format!("{day} {text}"), 2, cx.theme.text(), cx);
    }
    if let Some(more) = told.len().checked_sub(MOST_KEPT).filter(|n| *n > 0) {
        let text = format!("… {more} {}", words::KEPT_MORE.get(cx.lang));
        indented(lines, &text, 2, cx.theme.quiet(), cx);
    }
}

fn kept_text(one: &KeptAssessment, cx: &Context) -> String {
    let why = one.again.as_ref().map(RiskBrief::of).map_or_else(String::new, |brief| {
        let points = words::POINTS.get(cx.lang);
        format!(", {} {points}: {}", points_text(brief.points), brief.reasons(cx.lang))
    });
    let wrong = if one.replays() { "" } else { words::NOT_AGAIN.get(cx.lang) };
    // Both levels, where an officer's own held.
    let own = one.again.as_ref().and_then(Assessment::holding).map_or_else(String::new, |_| {
        let set = words::OWN.get(cx.lang).to_lowercase();
        let (computed, level) = (words::COMPUTED_SHORT.get(cx.lang), one.computed.label(cx.lang));
        format!("{set}, {computed} {level}; ")
    });
    let (level, version) = (one.level.label(cx.lang), &one.rules.version);
    let text = format!("{level} ({own}{version}){why} {wrong}");
    text.trim_end().to_owned()
}

/// Follow-up, goals, card, ASSIST.
fn plan(lines: &mut Lines, d: &Dossier, cx: &Context) {
    let view = &d.risk;
    for (n, (_, text)) in d.follow_up(cx.lang).enumerate() {
        if n == 0 {
            heading(lines, words::FOLLOW_UP.get(cx.lang), cx);
        }
        indented(lines, text, 2, cx.theme.text(), cx);
    }
    heading(lines, words::GOALS.get(cx.lang), cx);
    if view.goals.is_empty() {
        indented(lines, words::NO_GOALS.get(cx.lang), 2, cx.theme.text(), cx);
    }
    for goal in &view.goals {
        let by = goal.by.map(|day| format!(", {} {}", words::BY.get(cx.lang), vn(day)));
        let last = goal.last.map(|day| format!(" ({})", vn(day))).unwrap_or_default();
        let what = goal.what.label(cx.lang);
        let state = goal.state.label(cx.lang);
        let text = format!("{what}: {state}{last}{}", by.unwrap_or_default());
        indented(lines, &text, 2, cx.theme.text(), cx);
    }
    if let Some(card) = view.card {
        heading(lines, words::CARD.get(cx.lang), cx);
        let day = |d: Option<chrono::NaiveDate>| {
            d.map_or_else(|| words::NOT_YET.get(cx.lang).to_owned(), vn)
        };
        for (label, when) in [
            (words::LAST_SIGN, card.last_sign),
            (words::HELD_UNTIL, card.held_until),
            (words::HEALTH, card.health_contact),
            (words::FAMILY, card.family_contact),
            (words::MET, card.met_on),
        ] {
            indented(
                lines,
                &format!("{}: {}", label.get(cx.lang), day(when)),
                2,
                cx.theme.text(),
                cx,
            );
        }
        for text in card.to_do(d.on, cx.lang) {
            indented(lines, &format!("→ {text}"), 2, cx.theme.strong(), cx);
        }
    }
    for score in &view.assist {
        let kind = if score.alcohol { words::ALCOHOL } else { words::DRUGS };
        let text = format!(
            "ASSIST {} ({}), {}, {}: {} – {}",
            score.total,
            kind.get(cx.lang),
            safe(&score.facility),
            vn(score.on),
            score.band().label(cx.lang),
            words::NOT_ADDED.get(cx.lang),
        );
        indented(lines, &text, 1, cx.theme.text(), cx);
    }
}

/// The facts one can go to, in the order of the screen: what Enter offers.
pub(super) fn facts(d: &Dossier, cx: &Context) -> Vec<(EventId, String)> {
    let Some(found) = &d.risk.assessment else { return Vec::new() };
    let lines = fired_lines(found, &d.risk.rules, &d.case, &d.risk.recorded, cx.lang);
    let mut seen: Vec<(EventId, String)> = Vec::new();
    for fact in lines.into_iter().flat_map(|l| l.facts) {
        if let Some(id) = fact.event.filter(|id| seen.iter().all(|(s, _)| s != id)) {
            seen.push((id, safe(&fact.text)));
        }
    }
    seen
}

/// Asks to which of the events that the level rests on.
pub(super) fn ask(d: &Dossier, cx: &Context) -> Steps {
    let options: Vec<String> = facts(d, cx).into_iter().map(|(_, text)| text).collect();
    if options.is_empty() {
        return vec![Step::Tell(Tone::Warn, words::NOTHING_FIRED.get(cx.lang).to_owned())];
    }
    let title = words::GO_TO.get(cx.lang).to_owned();
    vec![Choose::open(Question::RiskFact, title, options, 0)]
}

/// The form that asks where to print the explanation to.
pub(super) fn print(d: &Dossier, cx: &Context) -> Step {
    let who = Who::of(&d.case.person, cx);
    let name = format!("nguy-co-{}-{}.xlsx", who.file_no, cx.now.format("%Y-%m-%d-%H%M"));
    let whole = std::path::Path::new(&cx.folder).join(name).display().to_string();
    let path = Field::new("path", all::FILE_PATH, FieldKind::Text, words::PRINT_PATH).required();
    let form = Form::new(vec![path.with(&whole)]);
    FormScreen::open(words::PRINT, who.subject(), form, Purpose::PrintRisk(who.file_no))
}
