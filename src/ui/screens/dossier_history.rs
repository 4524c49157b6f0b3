//! Who changed what in a dossier, when, from what to what, and why: newest first.

use super::Context;
use crate::domain::correction::{field_label, shown};
use crate::domain::date::vn_minute;
use crate::domain::word::Word;
use crate::services::view::HistoryLine;
use crate::ui::widgets::text::{safe, wrap};
use crate::ui::words;
use ratatui::text::Line;

/// The part as lines; `None` = still being read.
pub(super) fn lines(history: Option<&[HistoryLine]>, cx: &Context) -> Vec<Line<'static>> {
    let Some(history) = history else {
        return vec![Line::from(format!(" {}", words::LOADING.get(cx.lang)))];
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
        let head = format!(
            "{} · {} · {} ({} {})",
            vn_minute(line.at),
            safe(&line.officer),
            line.act.label(cx.lang),
            words::NUMBER.get(cx.lang),
            line.object_id,
        );
        push(1, &head, cx.theme.strong());
        for change in &line.changes {
            let value = |v: &Option<String>| match v {
                Some(v) => safe(&shown(line.object, &change.field, v, cx.lang)),
                None => words::EMPTY_VALUE.get(cx.lang).to_owned(),
            };
            let label = field_label(line.object, &change.field, cx.lang);
            push(
                3,
                &format!("{label}: {} → {}", value(&change.from), value(&change.to)),
                cx.theme.text(),
            );
        }
        if let Some(reason) = &line.reason {
            push(3, &format!("{}: {}", words::REASON.get(cx.lang), safe(reason)), cx.theme.quiet());
        }
    }
    lines
}
