//! Chốt và gửi: the walk through one period. Checks, each a key away from its dossier; the closing
//! stock beside the period before and a year ago; what changed since it was closed; what was sent.

mod details;

use super::confirm::Confirm;
use super::form_screen::{FormScreen, Purpose};
use super::{Context, Screen, Step, Steps, Tone, blank};
use crate::domain::date::{Period, vn_minute};
use crate::domain::report::{Column, Figure, ReportRow, period_words};
use crate::domain::word::{Lang, Word};
use crate::exchange::package::hex;
use crate::services::{ClosingView, Duty, Problem, ProblemKind};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Effect, SendAct};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::report_view::row_short;
use crate::ui::widgets::bars::bar;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::{list_line, pad, pad_left, safe};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text, sending as own};
use details::details;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::sync::Arc;

/// Lines above the list.
const HEAD: usize = 3;

/// How a line is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Good,
    Warn,
    Plain,
}

/// A line of the walk.
struct Row {
    kind: Kind,
    text: String,
    /// The problem of the view that it tells; there may be many, their text is made when drawn.
    problem: Option<usize>,
}

/// The screen.
pub struct Closing {
    period: Period,
    view: Option<Arc<ClosingView>>,
    rows: Vec<Row>,
    window: Window,
}

fn plain(kind: Kind, text: String) -> Row {
    Row { kind, text, problem: None }
}

/// What is said where there is no superior's key, by who may enter it.
fn no_superior(cx: &Context) -> &'static str {
    let may = cx.may(Duty::SetSuperior);
    if may { own::NO_SUPERIOR.get(cx.lang) } else { own::SUPERIOR_BY_CHIEF.get(cx.lang) }
}

/// A number, right in its column.
fn cell(n: u64, cx: &Context) -> String {
    pad_left(&words::number(n as usize, cx.lang), 11)
}

impl Closing {
    /// Opens the walk of a period.
    pub fn open(period: Period) -> Steps {
        let closing = Self { period, view: None, rows: Vec::new(), window: Window::default() };
        vec![Step::Open(Box::new(closing)), Step::Ask(Effect::LoadClosing(period))]
    }

    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD)
    }

    /// One line on where the period stands.
    fn state(&self, cx: &Context) -> (Kind, String) {
        let Some(view) = &self.view else {
            return (Kind::Plain, cx.not_read_yet().to_owned());
        };
        let closing = &view.closing;
        if closing.running {
            return (Kind::Warn, own::RUNNING.get(cx.lang).to_owned());
        }
        let to = view.superior.as_ref().map_or_else(
            || no_superior(cx).to_owned(),
            |superior| format!("{} {}", own::TO.get(cx.lang), safe(superior)),
        );
        match &closing.closed {
            None => (Kind::Warn, format!("{} · {to}", own::NOT_CLOSED.get(cx.lang))),
            Some(c) if view.superior.is_none() => {
                (Kind::Warn, format!("{} {} · {to}", own::CLOSED.get(cx.lang), c.revision))
            }
            Some(c) => {
                let sent = if closing.sent { own::CLOSED_SENT } else { own::CLOSED_NOT_SENT };
                let told = format!(
                    "{} {} · {} · {} · {} · {to}",
                    own::CLOSED.get(cx.lang),
                    c.revision,
                    vn_minute(c.at),
                    safe(&c.officer),
                    sent.get(cx.lang)
                );
                (if closing.sent { Kind::Good } else { Kind::Plain }, told)
            }
        }
    }

    fn fill(&mut self, cx: &Context) {
        let Some(view) = &self.view else { return };
        let mut rows = vec![checks(view, cx)];
        rows.push(plain(Kind::Good, format!("✓ {}", own::IDENTITY.get(cx.lang))));
        if !view.closing.before_closed {
            rows.push(plain(Kind::Plain, format!("– {}", own::BEFORE_NOT_CLOSED.get(cx.lang))));
        } else if view.closing.opening.is_empty() {
            rows.push(plain(Kind::Good, format!("✓ {}", own::OPENING_SAME.get(cx.lang))));
        }
        for d in &view.closing.opening {
            let row = d.row.map_or(words::ROW_TOTAL, row_short).get(cx.lang);
            let (opening, closing) = (own::OPENING.get(cx.lang), own::OPENING_DIFFERS.get(cx.lang));
            let text = format!("! {row}: {opening} {} ≠ {closing} {}", d.opening, d.closing);
            rows.push(plain(Kind::Warn, text));
        }
        if view.problems.is_empty() {
            rows.push(plain(Kind::Good, format!("✓ {}", own::NO_PROBLEMS.get(cx.lang))));
        }
        let problem = |n| Row { problem: Some(n), ..plain(Kind::Warn, String::new()) };
        rows.extend((0..view.problems.len()).map(problem));
        rows.extend(compare(view, cx));
        rows.extend(pictures(view, cx));
        rows.extend(details(view, cx));
        rows.extend(changes(view, cx));
        rows.extend(sent(view, cx));
        self.rows = rows;
        self.window.set_total(self.rows.len(), Self::height(cx));
    }

    /// The problem that a line tells.
    fn problem(&self, row: &Row) -> Option<&Problem> {
        self.view.as_ref()?.problems.get(row.problem?)
    }

    /// That of the line one stands on.
    fn problem_here(&self) -> Option<&Problem> {
        self.rows.get(self.window.at).and_then(|row| self.problem(row))
    }

    /// The form that asks where to write a file.
    fn ask_path(&self, act: SendAct, cx: &Context) -> Steps {
        let (title, help, name) = match act {
            SendAct::Both(p) => (own::FORM_BOTH, own::PATH_BOTH, self.package_name(p)),
            SendAct::Paper(p) => (own::FORM_PAPER, own::PATH_PAPER, format!("bao-cao-{p}.xlsx")),
            SendAct::KeySheet(_) => {
                (own::FORM_KEY_SHEET, own::PATH_KEY_SHEET, "phieu-khoa.txt".to_owned())
            }
            SendAct::Again(p) => (own::FORM_AGAIN, own::PATH_PACKAGE, self.package_name(p)),
            _ => (own::FORM_PACKAGE, own::PATH_PACKAGE, self.package_name(self.period)),
        };
        let whole = std::path::Path::new(&cx.folder).join(name).display().to_string();
        let path = Field::new("path", words::FILE_PATH, FieldKind::Text, help).required();
        let form = Form::new(vec![path.with(&whole)]);
        let subject = period_words(self.period, cx.lang);
        vec![FormScreen::open(title, subject, form, Purpose::Send(act))]
    }

    /// The form that asks for the superior's key.
    fn ask_superior(&self) -> Step {
        let given = Field::new("path", own::GIVEN, FieldKind::Text, own::GIVEN_HELP).required();
        let text = FieldKind::Text;
        let name = Field::new("name", own::SUPERIOR_NAME, text, own::SUPERIOR_NAME_HELP);
        let known = self.view.as_ref().and_then(|v| v.superior.as_deref()).unwrap_or_default();
        let form = Form::new(vec![given, name.required().with(known)]);
        FormScreen::open(own::FORM_SUPERIOR, String::new(), form, Purpose::Superior)
    }

    /// Goes to the heading after the line one stands on, or before it.
    fn turn(&mut self, forward: bool, cx: &Context) {
        let at = self.window.at;
        let mut headings =
            self.rows.iter().enumerate().filter(|(_, r)| r.kind == Kind::Heading).map(|(n, _)| n);
        let to = if forward { headings.find(|n| *n > at) } else { headings.rfind(|n| *n < at) };
        let Some(to) = to else { return };
        let height = Self::height(cx);
        // The whole part comes into sight, as far as there is room.
        self.window.go(to + height.saturating_sub(1), height);
        self.window.go(to, height);
    }

    fn package_name(&self, period: Period) -> String {
        let next = self.view.as_ref().map_or(1, |v| v.sent.first().map_or(1, |s| s.revision + 1));
        if next == 1 { format!("{period}.hsr") } else { format!("{period}-lan-{next}.hsr") }
    }

    fn ask_close(&self, cx: &Context) -> Step {
        let detail =
            format!("{}. {}", period_words(self.period, cx.lang), own::ASK_CLOSE_MORE.get(cx.lang));
        let then = vec![Step::Ask(Effect::Send(SendAct::Close(self.period), String::new()))];
        Confirm::ask(own::ASK_CLOSE, detail, (own::CLOSE_IT, own::NOT_NOW), then)
    }
}

/// The heading of the checks: how much there is to look at.
fn checks(view: &ClosingView, cx: &Context) -> Row {
    let overdue = |p: &&Problem| matches!(p.kind, ProblemKind::Overdue(_));
    let late = view.problems.iter().filter(overdue).count();
    let counts = [(late, own::LATE_COUNT), (view.problems.len() - late, own::MISSING_COUNT)];
    let told = counts.into_iter().filter(|(n, _)| *n > 0);
    let told: Vec<String> =
        told.map(|(n, of)| format!("{} {}", words::number(n, cx.lang), of.get(cx.lang))).collect();
    let heading = own::STEP_CHECKS.get(cx.lang);
    let colon = if told.is_empty() { "" } else { ": " };
    plain(Kind::Heading, format!("{heading}{colon}{}", told.join(", ")))
}

fn problem_text(p: &Problem, cx: &Context) -> String {
    let what = match p.kind {
        ProblemKind::Overdue(clock) => {
            format!("{}: {}", own::OVERDUE.get(cx.lang), cx.clock_what(clock))
        }
        ProblemKind::Missing(dimension) => {
            let label = dimension.label(cx.lang);
            let label = label.split(" (").next().unwrap_or(label).to_lowercase();
            let missing = own::MISSING.get(cx.lang);
            let (first, second) = match cx.lang {
                Lang::Vi => (missing, label.as_str()),
                Lang::En => (label.as_str(), missing),
            };
            format!("{first} {second}")
        }
    };
    format!("! {} · {} · {what}", p.file_no, safe(&p.name))
}

fn compare(view: &ClosingView, cx: &Context) -> Vec<Row> {
    let heads = [own::THIS, own::LAST, own::YEAR_AGO];
    let heads: String = heads.iter().map(|h| pad_left(h.get(cx.lang), 11)).collect();
    let name = cx.columns().saturating_sub(38).clamp(30, 64);
    let title = pad(own::STEP_COMPARE.get(cx.lang), name + 2);
    let mut rows = vec![plain(Kind::Heading, format!("{title}{heads}"))];
    for row in ReportRow::ALL.iter().copied().map(Some).chain([None]) {
        let of = |table: &crate::domain::report::StockFlow| {
            row.map_or(&table.total, |r| table.row(r))[Column::Closing]
        };
        let counts = [of(&view.report.stock_flow), of(&view.last), of(&view.year_ago)];
        if counts == [0, 0, 0] {
            continue;
        }
        let label = row.map_or(words::ROW_TOTAL.get(cx.lang), |r| r.label(cx.lang));
        let numbers: String = counts.iter().map(|n| cell(*n, cx)).collect();
        rows.push(plain(Kind::Plain, format!("  {}{numbers}", pad(label, name))));
    }
    rows
}

/// The same three periods as bars: who stood at the end, who came in, who went out.
fn pictures(view: &ClosingView, cx: &Context) -> Vec<Row> {
    let mut rows = vec![plain(Kind::Plain, format!("  {}", own::PICTURE.get(cx.lang)))];
    let now = &view.report.stock_flow;
    let periods = [(own::THIS, now), (own::LAST, &view.last), (own::YEAR_AGO, &view.year_ago)];
    // A change of row is neither in nor out of the whole.
    let parts: [(Text, &[Column]); 3] = [
        (own::STOOD, &[Column::Closing]),
        (own::CAME_IN, &[Column::New, Column::MovedIn]),
        (own::WENT_OUT, &[Column::MovedOut, Column::Stopped, Column::Ended]),
    ];
    let room = cx.columns().saturating_sub(44).min(60);
    for (label, columns) in parts {
        let count = |table: &crate::domain::report::StockFlow| {
            columns.iter().map(|c| table.total[*c]).sum::<u64>()
        };
        let most = periods.iter().map(|(_, table)| count(table)).max().unwrap_or(0);
        for (n, (name, table)) in periods.iter().enumerate() {
            let label = if n == 0 { label.get(cx.lang) } else { "" };
            let drawn = bar(count(table), most, room);
            let number = cell(count(table), cx);
            let name = pad(name.get(cx.lang), 12);
            rows.push(plain(Kind::Plain, format!("  {}{name}{number} {drawn}", pad(label, 14))));
        }
    }
    rows
}

fn changes(view: &ClosingView, cx: &Context) -> Vec<Row> {
    let mut rows = vec![plain(Kind::Heading, own::STEP_CHANGES.get(cx.lang).to_owned())];
    let closing = &view.closing;
    if closing.closed.is_none() || closing.corrections.is_empty() {
        let told = if closing.closed.is_none() { own::NOT_YET } else { own::NO_CHANGES };
        rows.push(plain(Kind::Plain, format!("  {}", told.get(cx.lang))));
    }
    let number = |n: Option<u64>| n.map_or_else(|| "–".to_owned(), |n| n.to_string());
    for c in &closing.corrections {
        let label = match c.figure {
            Figure::Overdue(clock) => {
                format!("{}: {}", own::OVERDUE.get(cx.lang), cx.clock_what(clock))
            }
            other => other.label(cx.lang),
        };
        let text = format!("! {label}: {} → {}", number(c.closed), number(c.now));
        rows.push(plain(Kind::Warn, text));
    }
    rows
}

fn sent(view: &ClosingView, cx: &Context) -> Vec<Row> {
    let mut rows = vec![plain(Kind::Heading, own::STEP_SENT.get(cx.lang).to_owned())];
    if view.sent.is_empty() {
        rows.push(plain(Kind::Plain, format!("  {}", own::NOTHING_SENT.get(cx.lang))));
    }
    for s in &view.sent {
        let sha = hex(&s.sha256);
        let text = format!(
            "  {} · {} {} · {} · SHA-256 {}…",
            vn_minute(s.at),
            own::REVISION.get(cx.lang),
            s.revision,
            safe(&s.officer),
            sha.get(..16).unwrap_or(&sha)
        );
        rows.push(plain(Kind::Plain, text));
    }
    rows
}

impl Screen for Closing {
    fn place(&self) -> Place {
        Place::Closing
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let view = self.view.as_ref();
        let ended = view.is_some_and(|v| !v.closing.running);
        match command {
            Command::Open => self.problem_here().is_some(),
            Command::ClosePeriod => {
                let changed = |v: &ClosingView| {
                    v.closing.closed.is_none() || !v.closing.corrections.is_empty()
                };
                ended && view.is_some_and(|v| changed(v))
            }
            Command::MakePackage | Command::PackageAndPaper => {
                ended && view.is_some_and(|v| v.superior.is_some())
            }
            Command::PackageAgain => view.is_some_and(|v| !v.sent.is_empty()),
            _ => true,
        }
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadClosing(self.period))]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        if !self.can(command, cx) {
            let told = match &self.view {
                Some(v) if v.closing.running => own::RUNNING.get(cx.lang),
                Some(v) if v.superior.is_none() => no_superior(cx),
                _ => own::NO_CHANGES.get(cx.lang),
            };
            let silent = command == Command::Open || self.view.is_none();
            return if silent { Steps::new() } else { vec![Step::Tell(Tone::Warn, told.into())] };
        }
        match command {
            Command::Cancel => vec![Step::Close],
            Command::Open => match self.problem_here() {
                Some(p) => vec![Step::Close, Step::OpenDossier(p.file_no.clone())],
                None => Steps::new(),
            },
            Command::ClosePeriod => vec![self.ask_close(cx)],
            Command::MakePackage => self.ask_path(SendAct::Package(self.period), cx),
            Command::PackageAndPaper => self.ask_path(SendAct::Both(self.period), cx),
            Command::PackageAgain => self.ask_path(SendAct::Again(self.period), cx),
            Command::PaperForm => self.ask_path(SendAct::Paper(self.period), cx),
            Command::KeySheet => self.ask_path(SendAct::KeySheet(self.period), cx),
            Command::SuperiorKey => vec![self.ask_superior()],
            Command::NextTab | Command::PreviousTab => {
                self.turn(command == Command::NextTab, cx);
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        self.window.on_key(key, Self::height(cx));
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let list = Rect {
            y: area.y + HEAD as u16,
            height: area.height.saturating_sub(HEAD as u16),
            ..area
        };
        if self.window.on_mouse(mouse, list, usize::from(list.height)) {
            return self.on_command(Command::Open, cx);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Closing(view) if view.closing.period == self.period => {
                self.view = Some(Arc::clone(view));
                self.fill(cx);
            }
            // Closed, a key entered, a package made: where the period stands is asked anew. A paper or a
            // copy of a package changes nothing here, and the walk takes its time.
            Answer::Done(_) => return self.refresh(cx),
            Answer::FileWritten(what, _) if [own::DONE_PACKAGE, own::DONE_BOTH].contains(what) => {
                return self.refresh(cx);
            }
            _ => {}
        }
        Steps::new()
    }

    fn forget(&mut self) {
        self.view = None;
        self.rows.clear();
        self.window = Window::default();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let style = |kind: Kind| match kind {
            Kind::Heading => cx.theme.heading(),
            Kind::Good => cx.theme.good(),
            Kind::Warn => cx.theme.warn(),
            Kind::Plain => cx.theme.text(),
        };
        let name = period_words(self.period, cx.lang);
        let (kind, state) = self.state(cx);
        let room = usize::from(area.width);
        let mut lines = vec![
            Line::styled(format!(" {}: {name}", own::TITLE.get(cx.lang)), cx.theme.strong()),
            Line::styled(pad(&format!(" {state}"), room), style(kind)),
            Line::styled("─".repeat(room), cx.theme.quiet()),
        ];
        let height = usize::from(area.height).saturating_sub(lines.len());
        let mut window = self.window;
        window.fit(height);
        for (n, row) in self.rows.iter().enumerate().skip(window.first).take(height) {
            let text = self.problem(row).map(|p| problem_text(p, cx));
            let text = text.as_ref().unwrap_or(&row.text);
            let line = if n == window.at {
                list_line(text, room, true, cx.theme)
            } else {
                Line::styled(pad(&format!(" {text}"), room), style(row.kind))
            };
            lines.push(line);
        }
        frame.render_widget(Paragraph::new(lines), area);
    }
}
