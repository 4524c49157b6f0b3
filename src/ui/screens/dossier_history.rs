//! Who changed what in a dossier, when, from what to what, and why: newest first.

use super::Context;
use crate::domain::correction::{entry_text, field_label, shown};
use crate::domain::date::vn_minute;
use crate::domain::journal::Object;
use crate::domain::word::Word;
use crate::services::view::{Change, HistoryLine, Look};
use crate::ui::widgets::text::{safe, wrap};
use crate::ui::words::{self, twice};
use ratatui::text::Line;
use std::fmt::Write as _;

/// "14/11/2026 08:15 · truong · Ghi sự kiện: Gặp: không có nhà, 13/11/2026 20:00 (số 52)"
fn act_text(line: &HistoryLine, cx: &Context) -> String {
    let mut text = act_alone(line, cx);
    if let Some(entry) = entry_text(line.object, &line.held, cx.lang) {
        let _ = write!(text, ": {}", safe(&entry));
    }
    // By this number an entry is mended from the command line.
    if matches!(line.object, Object::Event | Object::Measure) {
        let _ = write!(text, " ({} {})", words::NUMBER.get(cx.lang), line.object_id);
    }
    text
}

/// "14/11/2026 08:15 · truong · Ghi sự kiện"
pub(super) fn act_alone(line: &HistoryLine, cx: &Context) -> String {
    format!("{} · {} · {}", vn_minute(line.at), safe(&line.officer), line.act.label(cx.lang))
}

/// "Điện thoại: (trống) → 0000"
pub(super) fn change_text(line: &HistoryLine, change: &Change, cx: &Context) -> String {
    let value = |v: &Option<String>| match v {
        Some(v) => safe(&shown(line.object, &change.field, v, cx.lang)),
        None => words::EMPTY_VALUE.get(cx.lang).to_owned(),
    };
    let label = field_label(line.object, &change.field, cx.lang);
    format!("{label}: {} → {}", value(&change.from), value(&change.to))
}

/// The part as lines; `None` = still being read.
pub(super) fn lines(
    history: Option<&[HistoryLine]>,
    looks: &[Look],
    cx: &Context,
) -> Vec<Line<'static>> {
    let Some(history) = history else {
        return vec![Line::from(format!(" {}", cx.not_read_yet()))];
    };
    if history.is_empty() {
        return vec![Line::from(format!("  {}", words::NO_HISTORY.get(cx.lang)))];
    }
    let mut lines = Vec::new();
    let mut push = |indent: usize, text: &str, style| {
        for part in wrap(text, cx.columns().saturating_sub(indent + 1)) {
            lines.push(Line::styled(format!("{}{part}", " ".repeat(indent)), style));
        }
    };
    for line in history.iter().rev() {
        push(1, &act_text(line, cx), cx.theme.strong());
        for change in &line.changes {
            push(3, &change_text(line, change, cx), cx.theme.text());
        }
        if let Some(reason) = &line.reason {
            push(3, &format!("{}: {}", words::REASON.get(cx.lang), safe(reason)), cx.theme.quiet());
        }
    }
    if !looks.is_empty() {
        push(1, twice::LOOKED.get(cx.lang), cx.theme.heading());
    }
    // One line a day and officer: an officer who works on a file looks at it all the time.
    for same in looks.chunk_by(|a, b| a.at.date() == b.at.date() && a.officer == b.officer) {
        let (Some(last), Some(first)) = (same.first(), same.last()) else { continue };
        let times = if same.len() > 1 { format!(" ×{}", same.len()) } else { String::new() };
        let span = if same.len() > 1 {
            format!("{}–{}", vn_minute(first.at), last.at.format("%H:%M"))
        } else {
            vn_minute(last.at)
        };
        push(3, &format!("{span} · {}{times}", safe(&last.officer)), cx.theme.text());
    }
    lines
}
