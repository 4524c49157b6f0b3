//! What stands above the list: the file, then how many rows of each sheet would come in.

use super::{Doing, ImportDesk, name_of};
use crate::ui::screens::Context;
use crate::ui::widgets::text::{pad, pad_left, safe};
use crate::ui::words::{self, import as own};
use ratatui::text::{Line, Span};

impl ImportDesk {
    pub(super) fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let (columns, lang) = (cx.columns(), cx.lang);
        let (title, warn) = self.title();
        let style = if warn { cx.theme.warn() } else { cx.theme.heading() };
        let mut lines = vec![Line::styled(pad(&format!(" {}", title.get(lang)), columns), style)];
        let Some(outcome) = self.outcome() else {
            let room = columns.saturating_sub(8);
            let (text, _) = self.path.visible(room);
            let here = !self.in_list && matches!(self.doing, Doing::Asking);
            let style = if here { cx.theme.selected() } else { cx.theme.text() };
            let label = Span::raw(format!(" {}: ", own::PATH.get(lang)));
            lines.push(Line::from(vec![label, Span::styled(pad(&text, room), style)]));
            lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
            return lines;
        };
        let heads = [own::NEW, own::UNCHANGED, own::UPDATED, own::REFUSED].map(|t| t.get(lang));
        let cells = |cells: [&str; 4]| cells.map(|cell| pad_left(cell, 12)).concat();
        let typed = self.path.value();
        let name = pad(&format!(" {}", safe(name_of(&typed))), 28);
        lines
            .push(Line::styled(pad(&format!("{name}{}", cells(heads)), columns), cx.theme.quiet()));
        for (name, c) in outcome.sheets(lang) {
            let counts =
                [c.added, c.unchanged, c.updated, c.refused].map(|n| words::number(n, lang));
            let counts = cells(counts.each_ref().map(String::as_str));
            let style = if c.refused > 0 { cx.theme.warn() } else { cx.theme.text() };
            lines.push(Line::styled(format!(" {}{counts}", pad(name, 27)), style));
        }
        let mut told = match (outcome.refused.len(), outcome.warnings.len()) {
            (0, 0) if !outcome.changes() => own::NO_CHANGES.get(lang).to_owned(),
            (0, 0) => own::ALL_WELL.get(lang).to_owned(),
            (refused, warnings) => format!(
                "{}: {} · {}: {}",
                own::REFUSED_ROWS.get(lang),
                words::number(refused, lang),
                own::WARNINGS.get(lang),
                words::number(warnings, lang)
            ),
        };
        if outcome.suspected > 0 {
            let suspected = words::number(outcome.suspected, lang);
            told = format!("{told} · {}: {suspected}", own::SUSPECTED.get(lang));
        }
        lines.push(Line::styled(pad(&format!(" {told}"), columns), cx.theme.strong()));
        lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
        lines
    }
}
