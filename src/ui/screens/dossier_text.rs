//! The parts of a dossier as lines of text.

use super::Context;
use super::today_text::due_text;
use crate::domain::case::{Event, Measure, span_text};
use crate::domain::date::{PartialDate, vn, vn_minute, vn_months};
use crate::domain::deadline::{Clock, missed_checks};
use crate::domain::id::EventId;
use crate::domain::person::{PersonField, labels};
use crate::domain::road::standing;
use crate::domain::team::team_text;
use crate::domain::term::Computation;
use crate::domain::word::{Lang, Word};
use crate::services::view::{ClockLine, Dossier};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::words::{self, twice};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::fmt::Write as _;

pub(super) type Lines = Vec<Line<'static>>;

/// A label and its text, wrapped under itself.
fn pair(lines: &mut Lines, label: &str, text: &str, label_columns: usize, cx: &Context) {
    let room = cx.columns().saturating_sub(label_columns + 2);
    let mut label = Some(pad(&format!(" {label}"), label_columns + 1));
    for part in wrap(text, room) {
        let head = label.take().unwrap_or_else(|| " ".repeat(label_columns + 1));
        lines.push(Line::from(vec![Span::styled(head, cx.theme.quiet()), Span::raw(part)]));
    }
}

pub(super) fn heading(lines: &mut Lines, text: &str, cx: &Context) {
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    lines.push(Line::styled(text.to_owned(), cx.theme.heading()));
}

pub(super) fn indented(lines: &mut Lines, text: &str, indent: usize, style: Style, cx: &Context) {
    for part in wrap(text, cx.columns().saturating_sub(indent + 1)) {
        lines.push(Line::styled(format!("{}{part}", " ".repeat(indent)), style));
    }
}

/// Who, the running measure, the clocks and the latest events.
pub(super) fn summary(d: &Dossier, cx: &Context) -> Lines {
    let mut lines = Lines::new();
    if !d.merged.is_empty() {
        let merged: Vec<&str> = d.merged.iter().map(crate::domain::id::FileNo::as_str).collect();
        let text = format!("{}: {}", twice::MERGED_FILES.get(cx.lang), merged.join(", "));
        indented(&mut lines, &text, 0, cx.theme.quiet(), cx);
    }
    if let Some((line, vi, en)) = d.clocks.iter().find(|(line, ..)| line.clock == Clock::L1) {
        heading(&mut lines, words::LOOK_BACK.get(cx.lang), cx);
        clock_line(&mut lines, line, cx);
        indented(&mut lines, &safe(cx.lang.pick(vi, en)), 4, cx.theme.text(), cx);
    }
    heading(&mut lines, words::RUNNING_MEASURE.get(cx.lang), cx);
    match active_measure(d) {
        None => {
            let stands = standing(&d.case, d.on).label(cx.lang);
            let text = format!("{} {stands}", words::NO_MEASURE.get(cx.lang));
            indented(&mut lines, &text, 2, cx.theme.text(), cx);
        }
        Some(n) => measure(&mut lines, d, n, cx),
    }
    heading(&mut lines, words::OPEN_CLOCKS.get(cx.lang), cx);
    if d.clocks.is_empty() {
        indented(&mut lines, words::NO_CLOCKS.get(cx.lang), 2, cx.theme.text(), cx);
    }
    for (line, _, _) in d.clocks.iter().filter(|(line, ..)| line.clock != Clock::L1) {
        clock_line(&mut lines, line, cx);
    }
    heading(&mut lines, words::LAST_EVENTS.get(cx.lang), cx);
    let road = time_line(d, cx.lang);
    if road.is_empty() {
        indented(&mut lines, words::NO_EVENTS.get(cx.lang), 2, cx.theme.text(), cx);
    }
    for (at, text, _) in road.iter().take(6) {
        lines.push(Line::from(pad(&format!("  {}  {text}", moment(*at)), cx.columns())));
    }
    heading(&mut lines, words::TAB_PERSON.get(cx.lang), cx);
    let short = [
        PersonField::Hamlet,
        PersonField::CurrentAddress,
        PersonField::Phone,
        PersonField::Substances,
        PersonField::Note,
    ];
    for field in short {
        if let Some(text) = field_text(d, field, cx.lang) {
            pair(&mut lines, field.label(cx.lang), &text, 18, cx);
        }
    }
    lines
}

/// The main measure that runs, by its place.
fn active_measure(d: &Dossier) -> Option<usize> {
    d.case.measures.iter().position(|m| m.record.code.is_main() && m.record.is_active_on(d.on))
}

/// What a field holds, as it is read.
pub(super) fn field_text(d: &Dossier, field: PersonField, lang: Lang) -> Option<String> {
    use PersonField as F;
    let p = &d.case.person;
    let yes_no = |b: bool| lang.pick(if b { "Có" } else { "Không" }, if b { "Yes" } else { "No" });
    let partial = |d: Option<PartialDate>| d.map(|d| d.to_string());
    let text = match field {
        F::FileNo => Some(p.file_no.to_string()),
        F::Name => Some(p.name.clone()),
        F::OtherNames => p.other_names.clone(),
        F::Sex => Some(p.sex.label(lang).to_owned()),
        F::Born => Some(p.born.to_string()),
        F::DocumentKind => p.document_kind.map(|k| k.label(lang).to_owned()),
        F::DocumentNo => p.document_no.clone(),
        F::DocumentIssued => partial(p.document_issued),
        F::DocumentPlace => p.document_place.clone(),
        F::Origin => p.origin.clone(),
        F::PermanentAddress => p.permanent_address.clone(),
        F::TemporaryAddress => p.temporary_address.clone(),
        F::CurrentAddress => p.current_address.clone(),
        F::Hamlet => p.hamlet.clone(),
        F::Ethnicity => p.ethnicity.clone(),
        F::Education => p.education.map(|e| e.label(lang).to_owned()),
        F::Occupation => p.occupation.clone(),
        F::OccupationGroup => p.occupation_group.map(|g| g.label(lang).to_owned()),
        F::Workplace => p.workplace.clone(),
        F::Phone => p.phone.clone(),
        F::Relatives => p.relatives.clone(),
        F::Substances => (!p.substances.is_empty()).then(|| labels(&p.substances, lang)),
        F::Route => p.route.map(|r| r.label(lang).to_owned()),
        F::UseSince => p.use_since.map(|y| y.to_string()),
        F::DetectedOn => partial(p.detected_on),
        F::RehabCount => p.rehab_count.map(|n| match n {
            // None at all is an answer; that nobody knows is another, and stands as such below.
            0 => words::ZERO_TIMES.get(lang).to_owned(),
            n => n.to_string(),
        }),
        F::Psychosis => p.psychosis.map(|b| yes_no(b).to_owned()),
        F::PsychosisSeenOn => partial(p.psychosis_seen_on),
        F::ReleasedPrisoner => p.released_prisoner.map(|b| yes_no(b).to_owned()),
        F::Note => p.note.clone(),
    };
    text.map(|t| safe(&t)).filter(|t| !t.is_empty())
}

/// What may be asked and not known; other fields that hold nothing were not filled in.
fn may_be_unknown(field: PersonField) -> bool {
    use PersonField as F;
    matches!(
        field,
        F::DocumentKind
            | F::Education
            | F::OccupationGroup
            | F::Substances
            | F::Route
            | F::UseSince
            | F::RehabCount
            | F::Psychosis
            | F::ReleasedPrisoner
    )
}

/// All fields of the person; unknown is said, so that it is not taken for none.
pub(super) fn person(d: &Dossier, cx: &Context) -> Lines {
    let mut lines = Lines::new();
    for field in PersonField::ALL {
        if let Some(text) = field_text(d, *field, cx.lang) {
            pair(&mut lines, field.label(cx.lang), &text, 22, cx);
        } else {
            let label = pad(&format!(" {}", field.label(cx.lang)), 23);
            let nothing = if may_be_unknown(*field) { words::UNKNOWN } else { words::NOT_RECORDED };
            let text = format!("{label}({})", nothing.get(cx.lang).to_lowercase());
            lines.push(Line::styled(text, cx.theme.quiet()));
        }
    }
    lines
}

/// The measure and its time: an end that is known is named, and said to be past where nobody has
/// decided what comes next.
fn measure_heading(m: &Measure, known_end: Option<NaiveDate>, on: NaiveDate, lang: Lang) -> String {
    let name = m.code.label(lang);
    match (m.ended_on, known_end) {
        (None, Some(end)) => {
            let past = if end <= on { words::LAPSED_UNDECIDED.get(lang) } else { "" };
            let comma = if past.is_empty() { "" } else { ", " };
            format!("{name} · {} → {}{comma}{past}", vn(m.start), vn(end))
        }
        _ => format!("{name} · {}", span_text(m.start, m.ended_on)),
    }
}

fn measure(lines: &mut Lines, d: &Dossier, n: usize, cx: &Context) {
    let Some(m) = d.case.measures.get(n).map(|m| &m.record) else { return };
    let active = m.is_active_on(d.on);
    let cancelled = format!("✗ {} · ", words::CANCELLED.get(cx.lang));
    let mark = match (m.counts(), active) {
        (false, _) => cancelled.as_str(),
        (true, true) => "● ",
        (true, false) => "○ ",
    };
    let style = if active { cx.theme.strong() } else { cx.theme.text() };
    let computation = d.computations.get(n).and_then(Option::as_ref);
    let end = computation.and_then(Computation::end);
    let heading = format!("{mark}{}", measure_heading(m, end, d.on, cx.lang));
    indented(lines, &heading, 2, style, cx);
    if let Some(computation) = computation {
        let text = format!(
            "{}: {}",
            words::HOW_COMPUTED.get(cx.lang),
            safe(&computation.sentence(cx.lang))
        );
        indented(lines, &text, 4, cx.theme.text(), cx);
    }
    let mut facts = Vec::new();
    let number = m.decision_no.as_deref().map(safe);
    let decision_date = m.decision_date.map(vn);
    if number.is_some() || decision_date.is_some() {
        let parts: Vec<String> = [number, decision_date].into_iter().flatten().collect();
        facts.push(format!("{} {}", words::DECISION.get(cx.lang), parts.join(", ")));
    }
    facts.extend(m.signatory.as_deref().map(safe));
    facts.push(m.law.label(cx.lang).to_owned());
    facts.extend(m.source.map(|s| s.label(cx.lang).to_owned()));
    indented(lines, &facts.join(" · "), 4, cx.theme.quiet(), cx);
    missed(lines, d, n, cx);
    if let (Some(end), Some(reason)) = (m.ended_on, m.end_reason) {
        let text = format!(
            "{} {}: {}",
            words::MEASURE_ENDS.get(cx.lang),
            vn(end),
            reason.label(cx.lang).to_lowercase()
        );
        indented(lines, &text, 4, cx.theme.text(), cx);
    }
}

/// The months without a residence check: a later check ends the clock, not what was missed.
fn missed(lines: &mut Lines, d: &Dossier, n: usize, cx: &Context) {
    let Some(m) = d.case.measures.get(n) else { return };
    let months = missed_checks(&d.case, m.id, d.on);
    if !months.is_empty() {
        let text = format!("{}: {}", words::MISSED_CHECKS.get(cx.lang), vn_months(&months));
        indented(lines, &text, 4, cx.theme.warn(), cx);
    }
}

/// All measures, the newest first.
pub(super) fn measures(d: &Dossier, cx: &Context) -> Lines {
    let mut lines = Lines::new();
    for n in (0..d.case.measures.len()).rev() {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        measure(&mut lines, d, n, cx);
        let team = d.case.measures.get(n).map(|m| d.team(m.id)).unwrap_or_default();
        if !team.is_empty() {
            let text = format!("{}: {}", words::TEAM.get(cx.lang), safe(&team_text(team, cx.lang)));
            indented(&mut lines, &text, 4, cx.theme.text(), cx);
        }
    }
    if lines.is_empty() {
        indented(&mut lines, words::NO_MEASURE.get(cx.lang), 2, cx.theme.text(), cx);
    }
    lines
}

pub(super) fn event_text(e: &Event, lang: Lang) -> String {
    let mut text = e.told(lang);
    if !e.substances.is_empty() {
        let _ = write!(text, " ({})", labels(&e.substances, lang));
    }
    if let Some(until) = e.until {
        let _ = write!(text, " {} {}", words::ENDS_ON.get(lang), vn(until));
    }
    if let Some(note) = &e.text {
        let _ = write!(text, " — {}", safe(note));
    }
    text
}

/// A line of the road: when, what, and which event it is.
type Moment = (NaiveDateTime, String, Option<EventId>);

/// Events and the beginnings and ends of measures, newest first.
fn time_line(d: &Dossier, lang: Lang) -> Vec<Moment> {
    let start_of = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    // Of one moment: what happened, then the end of a measure, then the beginning of the next.
    let events = d.case.events.iter();
    let mut road: Vec<(u8, Moment)> =
        events.map(|e| (0, (e.record.at, event_text(&e.record, lang), Some(e.id)))).collect();
    for m in d.case.measures.iter().map(|m| &m.record) {
        let name = m.code.label(lang);
        let begins = format!("▶ {}: {name}", words::MEASURE_BEGINS.get(lang));
        road.push((2, (start_of(m.start), begins, None)));
        if let Some(end) = m.ended_on {
            let reason = m
                .end_reason
                .map_or(String::new(), |r| format!(" ({})", r.label(lang).to_lowercase()));
            let word = words::MEASURE_ENDS.get(lang);
            // One that ended on its first day ended after it began.
            let rank = if end == m.start { 3 } else { 1 };
            road.push((rank, (start_of(end), format!("■ {word}: {name}{reason}"), None)));
        }
    }
    road.sort_by_key(|(rank, (at, ..))| (*at, *rank));
    road.into_iter().rev().map(|(_, moment)| moment).collect()
}

/// dd/mm/yyyy with the time where one is known, always as wide.
fn moment(at: NaiveDateTime) -> String {
    if at.time() == NaiveTime::MIN { format!("{}      ", vn(at.date())) } else { vn_minute(at) }
}

/// The time line, with one event marked.
pub(super) fn events(d: &Dossier, marked: Option<EventId>, cx: &Context) -> Lines {
    let mut lines = Lines::new();
    for (at, text, id) in time_line(d, cx.lang) {
        let from = lines.len();
        pair(&mut lines, &moment(at), &text, 18, cx);
        if id.is_some() && id == marked {
            restyle(&mut lines[from..], cx.theme.selected());
        }
    }
    if lines.is_empty() {
        indented(&mut lines, words::NO_EVENTS.get(cx.lang), 2, cx.theme.text(), cx);
    }
    for gone in d.cancelled.iter().rev() {
        let event = &gone.event.record;
        let text = format!(
            "✗ {} · {} · {} {}: {}",
            words::CANCELLED.get(cx.lang),
            event_text(event, cx.lang),
            safe(&gone.by),
            vn_minute(gone.at),
            safe(&gone.reason),
        );
        let from = lines.len();
        pair(&mut lines, &moment(event.at), &text, 18, cx);
        restyle(&mut lines[from..], cx.theme.quiet());
    }
    lines
}

fn restyle(lines: &mut [Line<'static>], style: Style) {
    for line in lines {
        let text: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
        *line = Line::styled(text, style);
    }
}

/// The line of the time line on which an event begins.
pub(super) fn line_of_event(d: &Dossier, event: EventId, cx: &Context) -> Option<usize> {
    let mut above = Lines::new();
    for (at, text, id) in time_line(d, cx.lang) {
        if id == Some(event) {
            return Some(above.len());
        }
        pair(&mut above, &moment(at), &text, 18, cx);
    }
    None
}

fn clock_style(line: &ClockLine, cx: &Context) -> Style {
    use crate::services::view::TodayGroup as G;
    match line.group {
        Some(G::Overdue | G::LongOverdue) => cx.theme.bad(),
        Some(G::Today) => cx.theme.warn(),
        _ => cx.theme.text(),
    }
}

/// When, how long, what, where the law says so; goes on under itself where it is long.
fn clock_line(lines: &mut Lines, line: &ClockLine, cx: &Context) {
    let period = line.period.as_deref().map(|p| format!(" {p}")).unwrap_or_default();
    let text = format!(
        "{} · {} · {}{period} · {}",
        due_text(line),
        words::how_long(line.kind, line.due, cx.now, cx.lang),
        cx.clock_what(line.clock),
        cx.clock_source(line.clock),
    );
    let mut sign = Some(line.group.map_or(" ", words::group_sign));
    for part in wrap(&text, cx.columns().saturating_sub(5)) {
        let head = sign.take().unwrap_or(" ");
        lines.push(Line::styled(format!("  {head} {part}"), clock_style(line, cx)));
    }
}

/// Running clocks, each with the sentence that explains it.
pub(super) fn clocks(d: &Dossier, cx: &Context) -> Lines {
    let mut lines = Lines::new();
    for (line, vi, en) in &d.clocks {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        clock_line(&mut lines, line, cx);
        indented(&mut lines, &safe(cx.lang.pick(vi, en)), 4, cx.theme.text(), cx);
        if let Some(rule) = cx.clock_rule(line.clock) {
            let closed = cx.lang.pick(&rule.closed_by_vi, &rule.closed_by_en);
            let text = format!("{}: {closed}", words::CLOSED_BY.get(cx.lang));
            indented(&mut lines, &text, 4, cx.theme.quiet(), cx);
        }
        if line.clock == Clock::U5
            && let Some(n) = active_measure(d)
        {
            missed(&mut lines, d, n, cx);
        }
        if line.holidays_unknown {
            let text = format!("! {}", words::HOLIDAYS_UNKNOWN.get(cx.lang));
            indented(&mut lines, &text, 4, cx.theme.warn(), cx);
        }
    }
    if lines.is_empty() {
        indented(&mut lines, words::NO_CLOCKS.get(cx.lang), 2, cx.theme.text(), cx);
    }
    lines
}
