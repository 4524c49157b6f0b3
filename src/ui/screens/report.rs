//! Báo cáo: the stock-flow table of a period. On a wide screen all columns stand side by side; on a
//! narrow one Tab turns to those that found no room, and a legend spells the abbreviations out.

use super::closing::Closing;
use super::programme::ProgrammeScreen;
use super::situation::Beside;
use super::{Context, Screen, Step, Steps, Tone};
use crate::domain::date::{Period, vn};
use crate::domain::text::width;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::report_view::ReportView;
use crate::ui::widgets::text::{pad, pad_left, safe, wrap};
use crate::ui::widgets::window::scrolled;
use crate::ui::words;
use chrono::{Datelike, NaiveDate};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::fmt::Write as _;

/// The least room for the name of a row.
const LEAST_NAME: usize = 14;
/// Room for full names of rows.
const FULL_NAME: usize = 40;

/// The screen.
#[derive(Default)]
pub struct ReportScreen {
    period: Option<Period>,
    view: Option<Box<ReportView>>,
    /// Which screenful of columns.
    page: usize,
    scroll: usize,
    /// The curves below the table of a wide screen.
    beside: Beside,
}

/// The period of the same kind that contains a day.
fn period_like(months: u32, day: NaiveDate) -> Period {
    let Period::Month(year, month) = Period::month_of(day) else {
        return Period::Year(day.year());
    };
    match months {
        3 => Period::Quarter(year, month.div_ceil(3)),
        6 => Period::Half(year, month.div_ceil(6)),
        12 => Period::Year(year),
        _ => Period::Month(year, month),
    }
}

/// The running period of the same kind.
fn running(period: Period, cx: &Context) -> Period {
    let months = match period {
        Period::Month(..) => 1,
        Period::Quarter(..) => 3,
        Period::Half(..) => 6,
        Period::Year(_) => 12,
    };
    period_like(months, cx.now.date())
}

/// "Tháng 11/2026 (15/10/2026 – 14/11/2026)".
fn period_text(period: Period, cx: &Context) -> String {
    let name = match period {
        Period::Month(y, m) => format!("{} {m:02}/{y}", cx.lang.pick("Tháng", "Month")),
        Period::Quarter(y, q) => format!("{} {q}/{y}", cx.lang.pick("Quý", "Quarter")),
        Period::Half(y, 1) => format!("{} {y}", cx.lang.pick("6 tháng đầu năm", "First half of")),
        Period::Half(y, _) => format!("{} {y}", cx.lang.pick("6 tháng cuối năm", "Second half of")),
        Period::Year(y) => format!("{} {y}", cx.lang.pick("Năm", "Year")),
    };
    format!("{name} ({} – {})", vn(period.from()), vn(period.to()))
}

/// A count; nothing is a dot, so that the eye finds what is not nothing.
fn count_text(n: u64, cx: &Context) -> String {
    if n == 0 { "·".to_owned() } else { words::number(n as usize, cx.lang) }
}

impl ReportScreen {
    fn show(&mut self, period: Period) -> Steps {
        self.period = Some(period);
        vec![Step::Ask(Effect::LoadReport(period))]
    }

    fn kind(&mut self, months: u32, cx: &Context) -> Steps {
        // The same time as is shown now, cut another way.
        let day = self.period.map_or(cx.now.date(), |p| p.to().min(cx.now.date()));
        self.show(period_like(months, day))
    }

    /// Which columns stand on which screenful, and how wide a column is.
    fn pages(view: &ReportView, columns: usize, cx: &Context) -> (Vec<Vec<usize>>, usize) {
        let digits = view.rows.iter().flat_map(|r| &r.counts).max().copied().unwrap_or(0);
        let widest = words::number(digits as usize, cx.lang).len();
        let heads = view.columns.iter().map(|(short, _)| width(short.get(cx.lang)));
        let cell = heads.max().unwrap_or(4).max(widest) + 1;
        let room = columns.saturating_sub(LEAST_NAME + 1) / cell;
        let all: Vec<usize> = (0..view.columns.len()).collect();
        (all.chunks(room.max(1)).map(<[usize]>::to_vec).collect(), cell)
    }

    fn table(&self, view: &ReportView, cx: &Context) -> Vec<Line<'static>> {
        let columns = cx.columns();
        let (pages, cell) = Self::pages(view, columns, cx);
        let page = self.page % pages.len().max(1);
        let Some(shown) = pages.get(page) else { return Vec::new() };
        let name = columns.saturating_sub(1 + shown.len() * cell).min(48);
        let row = |label: &str, cells: &mut dyn Iterator<Item = String>| {
            let cells: String = cells.map(|c| pad_left(&c, cell)).collect();
            format!(" {}{cells}", pad(label, name))
        };
        let full = columns.saturating_sub(1 + name) / cell >= view.columns.len();
        let mut lines = Vec::new();
        let mut heads = shown
            .iter()
            .filter_map(|n| view.columns.get(*n))
            .map(|(short, _)| short.get(cx.lang).to_owned());
        let mut first = words::ROW_MEASURE.get(cx.lang).to_owned();
        if !full && pages.len() > 1 {
            let _ = write!(first, " ({}/{}, Tab)", page + 1, pages.len());
        }
        lines.push(Line::styled(row(&first, &mut heads), cx.theme.heading()));
        for (n, line) in view.rows.iter().enumerate() {
            let total = n + 1 == view.rows.len();
            if total {
                lines.push(Line::styled("─".repeat(columns), cx.theme.quiet()));
            }
            let mut cells =
                shown.iter().filter_map(|n| line.counts.get(*n)).map(|n| count_text(*n, cx));
            let label = if name >= FULL_NAME { line.long } else { line.short };
            let style = if total { cx.theme.strong() } else { cx.theme.text() };
            lines.push(Line::styled(row(label.get(cx.lang), &mut cells), style));
        }
        lines
    }

    fn below(view: &ReportView, cx: &Context) -> Vec<Line<'static>> {
        let room = cx.columns().saturating_sub(2);
        let mut lines = vec![Line::styled(
            format!(" ✓ {}", words::IDENTITY_HOLDS.get(cx.lang)),
            cx.theme.good(),
        )];
        let suspected = words::number(view.suspected as usize, cx.lang);
        lines.push(Line::from(format!(" {}: {suspected}", words::SUSPECTED.get(cx.lang))));
        let mut legend = words::LEGEND.get(cx.lang).to_owned();
        if cx.columns() < 110 {
            legend = format!("{legend}. {}", words::LEGEND_ROWS.get(cx.lang));
        }
        let style = cx.theme.quiet();
        lines.extend(wrap(&legend, room).into_iter().map(|t| Line::styled(format!(" {t}"), style)));
        for (vi, en) in &view.notes {
            let text = format!("! {}", safe(cx.lang.pick(vi, en)));
            lines.extend(wrap(&text, room).into_iter().map(|t| Line::from(format!(" {t}"))));
        }
        lines
    }

    fn lines(&self, view: &ReportView, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = self.table(view, cx);
        lines.extend(Self::below(view, cx));
        lines
    }
}

impl Screen for ReportScreen {
    fn place(&self) -> Place {
        Place::Report
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        let pages = || self.view.as_ref().map_or(1, |v| Self::pages(v, cx.columns(), cx).0.len());
        let runs = |p: Period| p.from() >= running(p, cx).from();
        match command {
            Command::MoreColumns => pages() > 1,
            Command::NextPeriod | Command::ThisPeriod => !self.period.is_none_or(runs),
            _ => true,
        }
    }

    fn refresh(&mut self, cx: &Context) -> Steps {
        let period = self.period.unwrap_or_else(|| Period::month_of(cx.now.date()));
        let mut steps = self.show(period);
        steps.append(&mut self.beside.ask(cx));
        steps
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        let period = self.period.unwrap_or_else(|| Period::month_of(cx.now.date()));
        match command {
            Command::PreviousPeriod => self.show(period.previous()),
            Command::NextPeriod if !self.can(command, cx) => {
                let text = words::RUNNING_PERIOD.get(cx.lang).to_owned();
                vec![Step::Tell(Tone::Warn, text)]
            }
            Command::NextPeriod => self.show(period.next()),
            Command::ThisPeriod => self.show(running(period, cx)),
            Command::MonthPeriods => self.kind(1, cx),
            Command::QuarterPeriods => self.kind(3, cx),
            Command::HalfPeriods => self.kind(6, cx),
            Command::YearPeriods => self.kind(12, cx),
            Command::GoClosing => Closing::open(period),
            Command::GoProgramme => ProgrammeScreen::open(period, cx),
            Command::MoreColumns => {
                self.page = self.page.wrapping_add(1);
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = cx.body_height().saturating_sub(2);
        let lines = self.view.as_ref().map_or(0, |v| self.lines(v, cx).len());
        let most = lines.saturating_sub(page);
        self.scroll = scrolled(self.scroll, key, page, most);
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, _: &Context) -> Steps {
        self.beside.on_answer(answer);
        if let Answer::Report(view) = answer
            && Some(view.period) == self.period
        {
            self.view = Some(view.clone());
            self.scroll = 0;
        }
        Steps::new()
    }

    fn forget(&mut self) {
        self.view = None;
        self.beside.forget();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let Some(period) = self.period else { return };
        let mut title =
            vec![Span::styled(format!(" {}", period_text(period, cx)), cx.theme.strong())];
        let view = self.view.as_ref().filter(|v| v.period == period);
        if view.is_some_and(|v| v.provisional) {
            let text = format!("  ! {}", words::PROVISIONAL.get(cx.lang));
            title.push(Span::styled(text, cx.theme.warn()));
        }
        let mut lines =
            vec![Line::from(title), Line::styled("─".repeat(cx.columns()), cx.theme.quiet())];
        match view {
            Some(view) => {
                let all = self.lines(view, cx);
                let room = usize::from(area.height).saturating_sub(lines.len());
                let rest = all.len().saturating_sub(self.scroll + room);
                let used = (lines.len() + all.len() + 1).min(usize::from(area.height)) as u16;
                let y = area.y + used;
                let below = Rect { y, height: area.height - used, ..area };
                self.beside.draw_below(frame, below, cx);
                lines.extend(all.into_iter().skip(self.scroll).take(room));
                if rest > 0 {
                    // The last line says that there is more.
                    lines.truncate(usize::from(area.height) - 1);
                    let text = format!(" ↓ {} {}", rest + 1, words::AND_MORE.get(cx.lang));
                    lines.push(Line::styled(text, cx.theme.quiet()));
                }
            }
            None => lines.push(Line::from(format!(" {}", cx.not_read_yet()))),
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_of_period_changes_around_the_same_day() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 20).unwrap();
        let check = |months, code: &str| assert_eq!(period_like(months, day).to_string(), code);
        check(1, "2027-01");
        check(3, "2027-Q1");
        check(6, "2027-H1");
        check(12, "2027");
        let day = NaiveDate::from_ymd_opt(2026, 7, 14).unwrap();
        assert_eq!(period_like(6, day).to_string(), "2026-H2");
    }
}
