//! How the list looks: search field, filters, heading, lines.

use super::People;
use crate::domain::date::vn;
use crate::domain::word::Word;
use crate::services::view::{PersonLine, SortBy};
use crate::ui::columns::{self, Column, Columns, Table};
use crate::ui::screens::{Context, risk_line};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::words::{self, desk, risk};
use ratatui::text::{Line, Span};

impl People {
    pub(super) fn head(&self, cx: &Context) -> (Vec<Line<'static>>, usize) {
        let columns = cx.columns();
        let chosen = self.selection.text(cx);
        let label = format!(" {}: ", words::FIND.get(cx.lang));
        let label_columns = crate::domain::text::width(&label);
        let total = self.page.as_ref().map_or(0, |p| p.total);
        let total_text = format!(
            "{chosen}{}: {} {} ",
            words::TOTAL.get(cx.lang),
            words::number(total, cx.lang),
            words::FILES.get(cx.lang)
        );
        let room =
            columns.saturating_sub(label_columns + crate::domain::text::width(&total_text) + 2);
        let (typed, cursor) = self.find.visible(room);
        let field = if self.in_list { cx.theme.text() } else { cx.theme.field() };
        let first = Line::from(vec![
            Span::styled(label, cx.theme.strong()),
            Span::styled(pad(&typed, room), field),
            Span::raw("  "),
            Span::styled(total_text, cx.theme.strong()),
        ]);
        let text = self.filter_text(cx);
        let second = Line::styled(self.why.legend(&text, cx), cx.theme.quiet());
        let heading = columns_of(cx).line(columns, |c| c.heading().get(cx.lang).to_owned());
        let heading = Line::styled(format!("  {heading}"), cx.theme.heading());
        (vec![first, second, heading], label_columns + cursor)
    }

    /// Order and filters. Those by risk and officer are named only where they are set, and then
    /// take the place of the others that are not.
    fn filter_text(&self, cx: &Context) -> String {
        let (lang, q) = (cx.lang, &self.query);
        let sort = match q.sort {
            SortBy::Name => words::BY_NAME,
            SortBy::Risk => words::BY_RISK,
            SortBy::Due => words::BY_DUE,
        };
        let officer = q.officer.as_deref().map(|login| {
            let nobody = words::NOBODY_IN_CHARGE.get(lang).to_owned();
            if login == "-" { nobody } else { safe(login) }
        });
        let filters = [
            (words::COL_MEASURE, q.measure.map(|m| words::measure_short(m, lang).to_owned())),
            (words::COL_HAMLET, q.hamlet.as_deref().map(safe)),
            (words::RISK, q.risk.map(|r| r.label(lang).to_owned())),
            (desk::OFFICER, officer),
        ];
        let narrowed = filters[2..].iter().any(|(_, set)| set.is_some());
        let mut text = format!(" {}: {}", words::SORTED_BY.get(lang), sort.get(lang));
        for (n, (word, set)) in filters.into_iter().enumerate() {
            let all = (n < 2 && !narrowed).then(|| words::ALL_OF.get(lang).to_owned());
            if let Some(what) = set.or(all) {
                text = [text.as_str(), " · ", word.get(lang), ": ", what.as_str()].concat();
            }
        }
        text
    }

    pub(super) fn body(&self, cx: &Context) -> Vec<Line<'static>> {
        let Some(page) = &self.page else {
            return vec![Line::from(format!(" {}", cx.not_read_yet()))];
        };
        if page.total == 0 {
            let text = if self.is_filtered() { words::NOBODY_FOUND } else { words::NOBODY_YET };
            let wrapped = wrap(text.get(cx.lang), cx.columns().saturating_sub(2));
            return wrapped.into_iter().map(|t| Line::from(format!(" {t}"))).collect();
        }
        let mut window = self.window;
        let height = Self::height(cx);
        window.fit(height);
        let columns = columns_of(cx);
        (window.first..(window.first + height).min(page.total))
            .map(|n| {
                let line = n.checked_sub(page.first).and_then(|i| page.lines.get(i));
                let Some(line) = line else { return Line::styled("  …", cx.theme.quiet()) };
                let chosen = n == self.window.at;
                let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
                let cells = columns.line(cx.columns(), |c| self.cell(line, c, cx));
                let mark = if self.selection.has(&line.file_no) { "✓" } else { " " };
                Line::styled(format!("{}{mark}{cells}", if chosen { "▸" } else { " " }), style)
            })
            .collect()
    }

    pub(super) fn foot_line(&self, line: &PersonLine, cx: &Context) -> Line<'static> {
        risk_line::line(line.risk, self.why.of(line.id), (" ", risk::ALL_OF_IT.get(cx.lang)), cx)
    }

    fn cell(&self, line: &PersonLine, column: Column, cx: &Context) -> String {
        match column {
            Column::Name => safe(&line.name),
            Column::Born if columns::wide(cx.columns()) => line.born.to_string(),
            Column::Born => line.born.year().to_string(),
            Column::Sex => line.sex.label(cx.lang).to_owned(),
            Column::File => line.file_no.as_str().to_owned(),
            Column::Hamlet => safe(line.hamlet.as_deref().unwrap_or("")),
            Column::Measure => {
                line.measure.map_or("—", |m| words::measure_short(m, cx.lang)).to_owned()
            }
            Column::End => line.measure_end.map(vn).unwrap_or_default(),
            Column::Risk => risk_line::cell(line.risk, self.why.of(line.id), cx),
            Column::Due => line.next_due.map(|d| vn(d.date())).unwrap_or_default(),
            Column::Officer => safe(line.officer.as_deref().unwrap_or("—")),
            // Of a clock, not of a person: no column of this list.
            Column::Over | Column::Clock => String::new(),
        }
    }
}

fn columns_of(cx: &Context) -> Columns {
    Columns::read(Table::People, cx.preferences.get(Table::People.preference()))
}
