//! Hôm nay: what is overdue, due today, due within 7 days, what was not seen or has lapsed, and
//! what has been overdue for more than a year; each line with its reason and its legal source.

use super::calendar::Calendar;
use super::columns::ColumnsDialog;
use super::confirm::Confirm;
use super::deed::{self, Deed};
use super::forms::{self, Who};
use super::mark::Mark;
use super::risk_line::{self, Why};
use super::selection::Selection;
use super::situation::{Beside, STRIP, has_room};
use super::today_filter::Filter;
use super::today_text::{about, columns_of, group_style, item_text, second_text};
use super::{Chosen, Context, Question, Screen, Step, Steps, Tone};
use crate::domain::date::Period;
use crate::domain::word::EventKind;
use crate::services::Duty;
use crate::services::backup_told;
use crate::services::view::{ClockLine, TodayGroup, TodayList};
use crate::ui::columns::{self, Column, Table};
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{Answer, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::pad;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, backup as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Lines of a group that are asked for at once; the rest is told as a number.
pub const LINES_A_GROUP: usize = 500;
/// Lines above the list.
const HEAD: usize = 3;
/// Lines below it: the level of the selected line's person and why, what the line is about.
const FOOT: usize = 5;

/// A line of the screen.
#[derive(Clone, Copy)]
enum Row {
    Heading(TodayGroup),
    /// A person and when; one stands on these.
    Item(TodayGroup, usize),
    /// What must be done and why: the second line of an item.
    Second(TodayGroup, usize),
    More(usize),
}

/// The screen.
#[derive(Default)]
pub struct Today {
    list: Option<Box<TodayList>>,
    rows: Vec<Row>,
    window: Window,
    filter: Filter,
    /// Who is chosen.
    selection: Selection,
    /// The situation at the foot of a wide screen.
    beside: Beside,
    /// Why those who are seen have their levels.
    why: Why,
}

impl Today {
    fn item(&self) -> Option<&ClockLine> {
        match self.rows.get(self.window.at)? {
            Row::Item(group, n) => self.list.as_ref()?.lines(*group).get(*n),
            _ => None,
        }
    }

    fn height(cx: &Context) -> usize {
        let strip = if has_room(cx) { STRIP } else { 0 };
        cx.body_height().saturating_sub(HEAD + FOOT + strip).max(1)
    }

    fn lay_out(&mut self, cx: &Context) {
        self.rows.clear();
        if let Some(list) = &self.list {
            for group in TodayGroup::ALL {
                let (count, lines) = (list.count(group), list.lines(group).len());
                if count > 0 {
                    self.rows.push(Row::Heading(group));
                    let both = |n| [Row::Item(group, n), Row::Second(group, n)];
                    self.rows.extend((0..lines).flat_map(both));
                    if count > lines {
                        self.rows.push(Row::More(count - lines));
                    }
                }
            }
        }
        self.window.set_total(self.rows.len(), Self::height(cx));
        self.settle(true, cx);
    }

    /// Never stands on a heading: goes on to the next (or previous) item.
    fn settle(&mut self, down: bool, cx: &Context) {
        let is_item = |at: usize| matches!(self.rows.get(at), Some(Row::Item(..)));
        let at = self.window.at;
        let found = if down {
            (at..self.rows.len()).find(|n| is_item(*n)).or((0..at).rfind(|n| is_item(*n)))
        } else {
            (0..=at).rfind(|n| is_item(*n)).or((at..self.rows.len()).find(|n| is_item(*n)))
        };
        let height = Self::height(cx);
        self.window.go(found.unwrap_or(at), height);
        // Both lines of the item are seen, and the heading above the first one.
        let second = (self.window.at + 2).saturating_sub(height);
        self.window.first = self.window.first.max(second);
        if self.window.first == 1 && self.window.at + 1 < height {
            self.window.first = 0;
        }
        // A second line is never seen without its first.
        let torn = matches!(self.rows.get(self.window.first), Some(Row::Second(..)));
        self.window.first += usize::from(torn && self.window.first < self.window.at);
    }

    fn move_by(&mut self, by: isize, cx: &Context) {
        self.window.step(by, Self::height(cx));
        self.settle(by >= 0, cx);
    }

    fn jump_group(&mut self, forward: bool, cx: &Context) {
        let headings: Vec<usize> = (0..self.rows.len())
            .filter(|n| matches!(self.rows.get(*n), Some(Row::Heading(_))))
            .collect();
        let here = headings.iter().rposition(|h| *h <= self.window.at).unwrap_or(0);
        let wanted = if forward { here + 1 } else { here.saturating_sub(1) };
        if let Some(heading) = headings.get(wanted.min(headings.len().saturating_sub(1))) {
            let height = Self::height(cx);
            self.window.go(heading + 1, height);
            // The heading stands at the top, so that as many of its lines as can be are seen.
            self.window.first = (*heading).min(self.rows.len().saturating_sub(height));
            self.settle(true, cx);
        }
    }

    /// Asks why those who are seen have their levels, where these are others than before.
    fn look(&mut self, cx: &Context) -> Steps {
        let rows = self.rows.iter().skip(self.window.first).take(Self::height(cx));
        let person = |row: &Row| match row {
            Row::Item(group, n) => self.list.as_ref()?.lines(*group).get(*n)?.person,
            _ => None,
        };
        let seen = rows.filter_map(person).collect();
        self.why.ask(seen)
    }

    fn on_person(&self, then: impl FnOnce(&ClockLine) -> Option<Step>, cx: &Context) -> Steps {
        match self.item() {
            None => Steps::new(),
            Some(line) => match then(line) {
                Some(step) => vec![step],
                None => {
                    vec![Step::Tell(Tone::Warn, words::NO_PERSON_HERE.get(cx.lang).to_owned())]
                }
            },
        }
    }

    /// The form that answers the clock of the line; the dossier where there is nothing to record.
    fn act(&self, cx: &Context) -> Steps {
        let Some(line) = self.item() else { return Steps::new() };
        match deed::answer_to(line.clock) {
            Some(Deed::Report) => report_sent(line, cx).into_iter().collect(),
            Some(deed) => self.on_person(|line| deed.form(&who(line, cx)?, cx), cx),
            None => self.on_person(|line| line.file_no.clone().map(Step::OpenDossier), cx),
        }
    }

    fn record(&self, kind: EventKind, cx: &Context) -> Steps {
        if !self.selection.is_empty() && kind != EventKind::Test {
            return vec![self.selection.record(kind, cx)];
        }
        self.on_person(|line| Deed::Record(kind, None).form(&who(line, cx)?, cx), cx)
    }

    fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let Some(list) = &self.list else {
            return vec![Line::from(cx.not_read_yet())];
        };
        let mut counts = Vec::new();
        for (n, group) in TodayGroup::ALL.into_iter().enumerate() {
            let count = list.count(group);
            let style = match group {
                _ if count == 0 => cx.theme.quiet(),
                TodayGroup::Overdue | TodayGroup::LongOverdue => cx.theme.bad(),
                TodayGroup::Today => cx.theme.warn(),
                _ => cx.theme.text(),
            };
            if n > 0 {
                counts.push(Span::styled(" │ ", cx.theme.quiet()));
            }
            let label = words::group_short(group, cx.lang);
            counts.push(Span::styled(format!("{label} {}", words::number(count, cx.lang)), style));
        }
        let due = list.backup.as_ref().filter(|b| b.due());
        let below = match due {
            None => Line::styled("─".repeat(cx.columns()), cx.theme.quiet()),
            // Said to everybody: any officer may make one.
            Some(found) => {
                let told = backup_told(found, cx.lang);
                let text = format!("! {told}. {}", own::HOW.get(cx.lang));
                Line::styled(pad(&text, cx.columns()), cx.theme.bad())
            }
        };
        let chosen = self.selection.text(cx);
        let day = format!("{chosen}{}{}", words::long_day(list.on, cx.lang), self.filter.text(cx));
        let day =
            if has_risk_column(cx) { self.why.legend(&day, cx) } else { pad(&day, cx.columns()) };
        vec![Line::styled(day, cx.theme.strong()), Line::from(counts), below]
    }

    fn row_line(&self, row: Row, chosen: bool, cx: &Context) -> Line<'static> {
        let columns = cx.columns();
        match row {
            Row::Heading(group) => {
                let count = self.list.as_ref().map_or(0, |l| l.count(group));
                let name = words::group(group, cx.lang);
                let style = cx.theme.heading();
                let text = format!("{name} ({})", words::number(count, cx.lang));
                Line::styled(pad(&text, columns), style)
            }
            Row::More(n) => {
                let text =
                    format!("    … {} {}", words::number(n, cx.lang), words::AND_MORE.get(cx.lang));
                Line::styled(text, cx.theme.quiet())
            }
            Row::Second(group, n) => {
                let line = self.list.as_ref().and_then(|l| l.lines(group).get(n));
                let text = line.map(|l| second_text(l, columns, cx)).unwrap_or_default();
                Line::styled(text, if chosen { cx.theme.strong() } else { cx.theme.quiet() })
            }
            Row::Item(group, n) => {
                let Some(line) = self.list.as_ref().and_then(|l| l.lines(group).get(n)) else {
                    return Line::default();
                };
                let marked = line.file_no.as_ref().is_some_and(|f| self.selection.has(f));
                let brief = line.person.and_then(|id| self.why.of(id));
                let text = item_text(line, brief, group, (chosen, marked), cx);
                let style = if chosen { cx.theme.selected() } else { group_style(group, cx) };
                Line::styled(text, style)
            }
        }
    }

    fn foot(&self, cx: &Context) -> Vec<Line<'static>> {
        let columns = cx.columns();
        let mut lines = vec![Line::styled("─".repeat(columns), cx.theme.quiet())];
        if let Some(line) = self.item() {
            if let Some(person) = line.person {
                lines.push(risk_line::line(line.risk, self.why.of(person), ("", ""), cx));
            }
            lines.extend(about(line, columns, cx).into_iter().map(Line::from));
            lines.truncate(FOOT);
        }
        lines
    }
}

fn has_risk_column(cx: &Context) -> bool {
    columns_of(cx).fitting(cx.columns()).iter().any(|(c, _)| *c == Column::Risk)
}

/// Asks whether the report of the line's period was sent.
fn report_sent(line: &ClockLine, cx: &Context) -> Option<Step> {
    let period: Period = line.period.as_deref()?.parse().ok()?;
    let detail = format!("{} {period}.", words::ASK_REPORT_MORE.get(cx.lang));
    let answers = (words::REPORT_YES, words::REPORT_NO);
    let then = vec![Step::Ask(Effect::MarkReportSent(period))];
    Some(Confirm::ask(words::ASK_REPORT, detail, answers, then))
}

/// The person of a line.
fn who(line: &ClockLine, cx: &Context) -> Option<Who> {
    Some(Who::listed(line.file_no.clone()?, line.name.clone()?, line.born?, cx))
}

impl Screen for Today {
    fn place(&self) -> Place {
        Place::Today
    }

    fn shows_risk(&self, cx: &Context) -> bool {
        self.item().is_some_and(|line| line.person.is_some())
            || has_risk_column(cx)
            || !self.beside.strip(cx).is_empty()
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let (item, chosen) = (self.item(), !self.selection.is_empty());
        let person = item.is_some_and(|line| line.file_no.is_some());
        match command {
            Command::Act => item.is_some(),
            Command::Open | Command::Mark | Command::Toggle => person,
            // A result is each person's own.
            Command::Test => person && !chosen,
            Command::Visit | Command::ResidenceCheck | Command::Assign => person || chosen,
            Command::RoundList | Command::SelectNone => chosen,
            _ => true,
        }
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = row.offer(cx.lang);
        if Selection::takes(row.command) && !self.selection.is_empty() {
            return (key, format!("{label} ({})", words::number(self.selection.len(), cx.lang)));
        }
        (key, label)
    }

    fn foot(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = self.offer(row, cx);
        if columns::wide(cx.columns()) {
            return (key, label);
        }
        // On a narrow screen all that one needs in a day finds room.
        let short = match row.command {
            Command::Act => words::desk::ACT_SHORT,
            Command::Mark => words::desk::MARK_SHORT,
            Command::FilterClock => {
                return ("F6–F8".to_owned(), words::desk::FILTER_SHORT.get(cx.lang).to_owned());
            }
            _ => return (key, label),
        };
        (key, short.get(cx.lang).to_owned())
    }

    fn refresh(&mut self, cx: &Context) -> Steps {
        let query = self.filter.query.clone();
        let mut steps = vec![Step::Ask(Effect::LoadToday { query, limit: LINES_A_GROUP })];
        steps.append(&mut self.beside.ask(cx));
        steps
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Open => self.on_person(|line| line.file_no.clone().map(Step::OpenDossier), cx),
            Command::Act => self.act(cx),
            Command::Calendar => Calendar::open(self.filter.query.clone(), cx),
            Command::Mark => self.on_person(|line| Some(Mark::open(&who(line, cx)?)), cx),
            Command::FilterClock => self.filter.ask(Question::FilterClock, cx),
            Command::FilterOfficer => self.filter.ask(Question::FilterOfficer, cx),
            Command::FilterHamlet => self.filter.ask(Question::FilterHamlet, cx),
            Command::Assign if !self.selection.is_empty() => self.filter.ask(Question::Assign, cx),
            Command::RoundList if !self.selection.is_empty() => vec![self.selection.round(cx)],
            Command::Toggle => {
                if let Some(file) = self.item().and_then(|line| line.file_no.clone()) {
                    self.selection.toggle(&file);
                    self.move_by(1, cx);
                }
                self.look(cx)
            }
            Command::SelectNone => {
                self.selection.clear();
                Steps::new()
            }
            Command::Assign if self.item().is_some_and(|line| line.file_no.is_some()) => {
                self.filter.ask(Question::Assign, cx)
            }
            Command::Visit => self.record(EventKind::Contact, cx),
            Command::ResidenceCheck => self.record(EventKind::ResidenceCheck, cx),
            Command::Test => self.record(EventKind::Test, cx),
            Command::Columns => vec![ColumnsDialog::open(Table::Today, cx)],
            Command::NewPerson => vec![forms::new_person(cx)],
            Command::NextGroup => {
                self.jump_group(true, cx);
                self.look(cx)
            }
            Command::PreviousGroup => {
                self.jump_group(false, cx);
                self.look(cx)
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = Self::height(cx) as isize;
        match key {
            Key::Up => self.move_by(-1, cx),
            Key::Down => self.move_by(1, cx),
            Key::PageUp => self.move_by(-page, cx),
            Key::PageDown => self.move_by(page, cx),
            Key::Home | Key::CtrlHome => self.move_by(isize::MIN / 2, cx),
            Key::End | Key::CtrlEnd => {
                self.window.go(self.rows.len(), Self::height(cx));
                self.settle(false, cx);
            }
            Key::Char('/') => return vec![Step::Go(super::Main::People)],
            _ => {}
        }
        self.look(cx)
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let height = Self::height(cx);
        if let Some(by) = mouse.wheel() {
            self.move_by(by, cx);
            return self.look(cx);
        }
        let list = Rect { y: area.y + HEAD as u16, height: height as u16, ..area };
        let clicked = mouse.clicked_line(list).and_then(|n| self.window.line_at(n, height));
        let at = clicked.and_then(|at| match self.rows.get(at)? {
            Row::Item(..) => Some(at),
            Row::Second(..) => at.checked_sub(1),
            Row::Heading(_) | Row::More(_) => None,
        });
        match at {
            // The second click on a line does what Enter does.
            Some(at) if at == self.window.at && cx.may(Duty::Keep) => self.act(cx),
            Some(at) => {
                self.window.go(at, height);
                self.settle(true, cx);
                self.look(cx)
            }
            None => Steps::new(),
        }
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        self.selection.done(answer);
        self.beside.on_answer(answer);
        let mut steps = Steps::new();
        match answer {
            Answer::Today(list) => {
                self.list = Some(list.clone());
                self.lay_out(cx);
                self.why.renew();
                steps = self.look(cx);
            }
            Answer::Why(_) => self.why.on_answer(answer),
            _ => {}
        }
        steps.append(&mut self.filter.on_answer(answer, cx));
        steps
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        if self.filter.chosen(chosen.question, chosen.at) {
            self.window = Window::default();
            return self.refresh(cx);
        }
        let login = self.filter.login(chosen.at);
        let file_no = self.item().and_then(|line| line.file_no.clone());
        if let (Question::Assign, false, Some(login)) =
            (chosen.question, self.selection.is_empty(), &login)
        {
            return vec![Step::Ask(Effect::AssignAll(self.selection.files(), login.clone()))];
        }
        match (chosen.question, file_no, login) {
            (Question::Assign, Some(file_no), Some(login)) => {
                vec![Step::Ask(Effect::Assign(file_no, login))]
            }
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.beside.forget();
        self.why.forget();
        self.filter.forget();
        self.selection.clear();
        self.list = None;
        self.rows.clear();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let mut lines = self.head(cx);
        let height = Self::height(cx);
        if self.list.is_some() && self.rows.is_empty() {
            lines.push(Line::default());
            lines.push(Line::styled(
                format!("  ✓ {}", words::NO_WORK.get(cx.lang)),
                cx.theme.good(),
            ));
        }
        // A resize may have come after the last move.
        let mut window = self.window;
        window.fit(height);
        for (n, row) in self.rows.iter().enumerate().skip(window.first).take(height) {
            let chosen =
                n == self.window.at || (n == self.window.at + 1 && matches!(row, Row::Second(..)));
            lines.push(self.row_line(*row, chosen, cx));
        }
        lines.resize(HEAD + height, Line::default());
        lines.extend(self.foot(cx));
        lines.resize(HEAD + height + FOOT, Line::default());
        lines.extend(self.beside.strip(cx));
        frame.render_widget(Paragraph::new(lines), area);
    }
}
