//! Nhập từ tệp bảng tính: a file is chosen, what would come of it is looked at, and only then it is
//! taken in. The rows that are refused can be written to a file. Holds the lines that are seen and what
//! the worker read; it reads no file itself.

mod head;

use super::ask_line::draw_ask;
use super::confirm::Confirm;
use super::{Chosen, Context, Question, Screen, Step, Steps, Tone, blank};
use crate::domain::text::fold;
use crate::services::view::ImportOutcome;
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{Answer, Asked, Effect, ImportAnswer, ImportAsk, Trial};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{list_line, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, Text, import as own};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::path::{Path, is_separator};
use std::sync::Arc;

/// Lines above the list: title, the file; with an outcome the names of columns and three sheets more.
const HEAD: usize = 3;
const HEAD_OUTCOME: usize = 7;
/// Lines below it: a rule, more about the line one stands on.
const FOOT: usize = 4;

/// A file to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paper {
    Refused,
    Template,
}

/// What is going on.
enum Doing {
    /// A file is chosen.
    Asking,
    /// It is read, and tried.
    Trying,
    /// What would come of it, or came, is looked at.
    Looking,
    /// It is taken in.
    TakingIn,
    /// The path of a file to be written is typed.
    Naming(Paper, TextField),
}

/// The screen.
pub struct ImportDesk {
    path: TextField,
    /// What the typing can go on with, and by which question.
    ahead: Vec<String>,
    ticket: u64,
    /// One stands in the list, not in the field.
    in_list: bool,
    /// What was looked at is tried again once the registry is unlocked.
    anew: bool,
    doing: Doing,
    trial: Option<Arc<Trial>>,
    window: Window,
}

impl ImportDesk {
    /// Opens it over the screen in front.
    pub fn open(cx: &Context) -> Steps {
        let mut folder = Path::new(&cx.folder).join("").display().to_string();
        if cx.folder.is_empty() {
            folder.clear();
        }
        let mut desk = Self {
            path: TextField::new(&folder),
            ahead: Vec::new(),
            ticket: 0,
            in_list: false,
            anew: false,
            doing: Doing::Asking,
            trial: None,
            window: Window::default(),
        };
        let ask = desk.look_ahead();
        vec![Step::Open(Box::new(desk)), ask]
    }

    fn look_ahead(&mut self) -> Step {
        self.in_list = false;
        self.ticket += 1;
        let (typed, ticket) = (self.path.value(), self.ticket);
        Step::Ask(Effect::Import(ImportAsk::Ahead { typed, ticket }))
    }

    fn outcome(&self) -> Option<&ImportOutcome> {
        self.trial.as_deref().map(|trial| &trial.outcome)
    }

    fn head_lines(&self) -> usize {
        if self.trial.is_some() { HEAD_OUTCOME } else { HEAD }
    }

    fn height(&self, cx: &Context) -> usize {
        cx.body_height().saturating_sub(self.head_lines() + FOOT).max(1)
    }

    /// Lines of the list: names, or rows that are refused and then those that are warned of.
    fn total(&self) -> usize {
        self.outcome().map_or(self.ahead.len(), |o| o.refused.len() + o.warnings.len())
    }

    fn line(&self, n: usize, cx: &Context) -> String {
        let Some(outcome) = self.outcome() else {
            let name = self.ahead.get(n).map(|path| name_of(path)).unwrap_or_default();
            return format!(" {}", safe(name));
        };
        let text = match n.checked_sub(outcome.refused.len()) {
            None => outcome.refused.get(n).map(|row| format!("✗ {}", row.text(cx.lang))),
            Some(n) => outcome.warnings.get(n).map(|w| format!("! {}", w.text(cx.lang))),
        };
        format!(" {}", safe(&text.unwrap_or_default()))
    }

    fn show(&mut self, trial: &Arc<Trial>, cx: &Context) {
        self.trial = Some(Arc::clone(trial));
        self.doing = Doing::Looking;
        self.window = Window::default();
        self.window.set_total(self.total(), self.height(cx));
    }

    /// Back to the choice of a file.
    fn ask_anew(&mut self) -> Steps {
        (self.doing, self.trial, self.window) = (Doing::Asking, None, Window::default());
        vec![self.look_ahead()]
    }

    /// Takes the name one stands on: a folder is gone into, a file is tried.
    fn choose(&mut self) -> Steps {
        let chosen = self.ahead.get(self.window.at).cloned().filter(|_| self.in_list);
        if let Some(path) = &chosen {
            self.path.set(path);
            if path.ends_with(is_separator) {
                return vec![self.look_ahead()];
            }
        }
        self.try_path()
    }

    fn try_path(&mut self) -> Steps {
        let path = self.path.value().trim().to_owned();
        if path.is_empty() {
            return Steps::new();
        }
        self.doing = Doing::Trying;
        vec![Step::Ask(Effect::Import(ImportAsk::Try(path)))]
    }

    /// Completes what the names have in common.
    fn complete(&mut self) -> Steps {
        let Some(first) = self.ahead.first() else { return Steps::new() };
        let mut common: &str = first;
        for path in &self.ahead[1..] {
            let same = common.chars().zip(path.chars());
            let same = same.take_while(|(a, b)| fold(&a.to_string()) == fold(&b.to_string()));
            let bytes = same.map(|(a, _)| a.len_utf8()).sum();
            common = &common[..bytes];
        }
        if common.chars().count() >= self.path.value().chars().count() {
            let common = common.to_owned();
            self.path.set(&common);
        }
        vec![self.look_ahead()]
    }

    fn ask_take_in(&self, cx: &Context) -> Steps {
        let Some(outcome) = self.outcome() else { return Steps::new() };
        let number = |n| words::number(n, cx.lang);
        let sheets = outcome.sheets(cx.lang);
        let told = sheets.map(|(name, c)| {
            let (new, updated) = (own::ASK_MORE.get(cx.lang), own::ASK_UPDATED.get(cx.lang));
            format!("{name}: {new} {}, {updated} {}.", number(c.added), number(c.updated))
        });
        let refused = number(sheets.iter().map(|(_, c)| c.refused).sum());
        let outside = own::ASK_REFUSED.get(cx.lang);
        let suspected = outcome.suspected_text(cx.lang).map(|told| format!(" {told}."));
        let detail = format!(
            "{}{} {outside}: {refused}. {}",
            told.join(" "),
            suspected.unwrap_or_default(),
            own::ASK_UNDO.get(cx.lang)
        );
        let chosen = Chosen { question: Question::TakeIn, at: 0 };
        vec![Confirm::ask_below(own::ASK, detail, (own::YES, own::NO), chosen)]
    }

    fn name(&mut self, paper: Paper, cx: &Context) {
        let typed = self.path.value();
        let stem = Path::new(&typed).file_stem().map(|s| s.to_string_lossy().into_owned());
        let path = match (paper, stem) {
            (Paper::Refused, Some(stem)) => {
                Path::new(&typed).with_file_name(format!("{stem}-tu-choi.xlsx"))
            }
            (Paper::Refused, None) => Path::new(&cx.folder).join("tu-choi.xlsx"),
            (Paper::Template, _) => Path::new(&cx.folder).join("mau-nhap.xlsx"),
        };
        self.doing = Doing::Naming(paper, TextField::new(&path.display().to_string()));
    }

    fn write(&mut self) -> Steps {
        let Doing::Naming(paper, field) = &self.doing else { return Steps::new() };
        let path = field.value().trim().to_owned();
        if path.is_empty() {
            return Steps::new();
        }
        let ask = match (paper, &self.trial) {
            (Paper::Refused, Some(trial)) => ImportAsk::WriteRefused(Arc::clone(trial), path),
            _ => ImportAsk::WriteTemplate(path),
        };
        vec![Step::Ask(Effect::Import(ask))]
    }

    /// What is looked at when nothing runs and nothing is typed.
    fn at_rest(&self) -> Doing {
        if self.trial.is_some() { Doing::Looking } else { Doing::Asking }
    }

    fn cancel(&mut self) -> Steps {
        match self.doing {
            Doing::Asking => vec![Step::Close],
            Doing::Trying | Doing::TakingIn => vec![Step::Ask(Effect::Interrupt)],
            Doing::Looking => self.ask_anew(),
            Doing::Naming(..) => {
                self.doing = self.at_rest();
                Steps::new()
            }
        }
    }

    fn title(&self) -> (Text, bool) {
        match (&self.doing, self.outcome()) {
            (Doing::Trying, _) => (own::TRYING, true),
            (Doing::TakingIn, _) => (own::TAKING_IN, true),
            (_, Some(outcome)) if outcome.dry_run => (own::LOOKED_AT, true),
            (_, Some(_)) => (own::TAKEN_IN, false),
            _ => (own::IMPORT, false),
        }
    }

    /// The line one stands on, whole; where a file is chosen, what can be done.
    fn foot(&self, cx: &Context) -> Vec<Line<'static>> {
        let columns = cx.columns();
        let text = if self.trial.is_some() {
            self.line(self.window.at, cx)
        } else {
            own::ABOUT.get(cx.lang).to_owned()
        };
        let more = wrap(&text, columns.saturating_sub(2)).into_iter().take(FOOT - 1);
        let mut lines = vec![Line::styled("─".repeat(columns), cx.theme.quiet())];
        lines.extend(more.map(|l| Line::styled(format!(" {l}"), cx.theme.quiet())));
        lines
    }

    fn took(&mut self, answer: &ImportAnswer, cx: &Context) -> Steps {
        match answer {
            ImportAnswer::Ahead(ticket, paths) => {
                if *ticket == self.ticket && self.trial.is_none() {
                    self.ahead.clone_from(paths);
                    self.window = Window::default();
                    self.window.set_total(self.total(), self.height(cx));
                }
                Steps::new()
            }
            ImportAnswer::Tried(trial) => {
                if matches!(self.doing, Doing::Trying) {
                    self.show(trial, cx);
                }
                Steps::new()
            }
            ImportAnswer::TakenIn(trial) => {
                self.show(trial, cx);
                vec![Step::Tell(Tone::Good, own::DONE.get(cx.lang).to_owned())]
            }
        }
    }
}

/// The last part of a path, a folder's with its separator.
fn name_of(path: &str) -> &str {
    let inner = path.strip_suffix(is_separator).unwrap_or(path);
    &path[inner.rfind(is_separator).map_or(0, |at| at + 1)..]
}

impl Screen for ImportDesk {
    fn place(&self) -> Place {
        Place::Import
    }

    fn takes_text(&self) -> bool {
        matches!(self.doing, Doing::Asking | Doing::Naming(..))
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let outcome = self.outcome().filter(|_| matches!(self.doing, Doing::Looking));
        match command {
            Command::Accept => self.takes_text(),
            Command::NextTab | Command::WriteTemplate => matches!(self.doing, Doing::Asking),
            Command::TakeIn => outcome.is_some_and(|o| o.dry_run && o.changes()),
            Command::WriteRefused => outcome.is_some_and(|o| !o.refused.is_empty()),
            _ => true,
        }
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = row.offer(cx.lang);
        match (row.command, &self.doing) {
            (Command::Accept, Doing::Naming(..)) => (key, own::WRITE.get(cx.lang).to_owned()),
            (Command::Accept, _) if self.in_list => (key, own::CHOOSE.get(cx.lang).to_owned()),
            (Command::Cancel, Doing::Trying | Doing::TakingIn) => {
                (key, words::typing::STOP.get(cx.lang).to_owned())
            }
            _ => (key, label),
        }
    }

    /// What was looked at and not taken in.
    fn unsaved(&self) -> bool {
        let running = matches!(self.doing, Doing::Trying | Doing::TakingIn);
        running || self.outcome().is_some_and(|o| o.dry_run && o.changes())
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        if command == Command::Cancel {
            return self.cancel();
        }
        if !self.can(command, cx) {
            return Steps::new();
        }
        match (command, &self.doing) {
            (Command::Accept, Doing::Naming(..)) => return self.write(),
            (Command::Accept, _) => return self.choose(),
            (Command::NextTab, _) => return self.complete(),
            (Command::TakeIn, _) => return self.ask_take_in(cx),
            (Command::WriteRefused, _) => self.name(Paper::Refused, cx),
            (Command::WriteTemplate, _) => self.name(Paper::Template, cx),
            _ => {}
        }
        Steps::new()
    }

    fn on_chosen(&mut self, chosen: &Chosen, _: &Context) -> Steps {
        match (chosen.question, &self.trial) {
            (Question::TakeIn, Some(trial)) => {
                self.doing = Doing::TakingIn;
                vec![Step::Ask(Effect::Import(ImportAsk::TakeIn(Arc::clone(trial))))]
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let height = self.height(cx);
        match &mut self.doing {
            Doing::Naming(_, field) => {
                field.on_key(key);
            }
            Doing::Asking if key == Key::Up && self.window.at == 0 => self.in_list = false,
            Doing::Asking if key == Key::Down && !self.in_list => {
                self.in_list = !self.ahead.is_empty();
            }
            Doing::Asking if self.in_list && self.window.on_key(key, height) => {}
            Doing::Asking => {
                let before = self.path.value();
                self.path.on_key(key);
                if self.path.value() != before {
                    return vec![self.look_ahead()];
                }
            }
            _ => {
                self.window.on_key(key, height);
            }
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        match &mut self.doing {
            Doing::Naming(_, field) => field.paste(text),
            Doing::Asking => {
                // What a file manager copies is a whole path.
                if Path::new(text.trim()).is_absolute() {
                    self.path.set("");
                }
                self.path.paste(text.trim());
                return vec![self.look_ahead()];
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let (top, height) = (self.head_lines() as u16, self.height(cx));
        let list = Rect { y: area.y + top, height: height as u16, ..area };
        let asking = matches!(self.doing, Doing::Asking);
        if asking || matches!(self.doing, Doing::Looking) {
            let was_in = self.in_list;
            let again = self.window.on_mouse(mouse, list, height);
            if asking && mouse.clicked_line(list).is_some_and(|n| n < self.total()) {
                self.in_list = true;
                // The second click on a name takes it.
                if again && was_in {
                    return self.choose();
                }
            }
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match (answer, &self.doing) {
            (Answer::Import(told), _) => return self.took(told, cx),
            (Answer::FileWritten(..), Doing::Naming(..))
            | (Answer::Failed { of: Asked::Read, .. }, Doing::Trying)
            | (Answer::Failed { of: Asked::Write, .. }, Doing::TakingIn) => {
                self.doing = self.at_rest();
                if matches!(self.doing, Doing::Asking) {
                    // After a lock no name was asked for: the file was tried at once.
                    return vec![self.look_ahead()];
                }
            }
            _ => {}
        }
        Steps::new()
    }

    /// Where the registry was locked in between: the file is looked at anew, which also says whether
    /// an import that was running came to its end.
    fn refresh(&mut self, _: &Context) -> Steps {
        if std::mem::take(&mut self.anew) { self.try_path() } else { vec![self.look_ahead()] }
    }

    /// The path stays: it says where one was.
    fn forget(&mut self) {
        self.anew = !matches!(self.doing, Doing::Asking) && self.unsaved();
        (self.doing, self.trial, self.window) = (Doing::Asking, None, Window::default());
        (self.ahead, self.in_list) = (Vec::new(), false);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let (mut lines, height) = (self.head(cx), self.height(cx));
        let mut window = self.window;
        window.fit(height);
        let stands = self.trial.is_some() || self.in_list;
        for n in window.first..self.total().min(window.first + height) {
            let here = stands && n == window.at;
            lines.push(list_line(&self.line(n, cx), cx.columns(), here, cx.theme));
        }
        let trying = matches!(self.doing, Doing::Trying);
        if self.trial.is_none() && self.ahead.is_empty() && !trying {
            lines.push(Line::from(format!(" {}", own::NOTHING_AHEAD.get(cx.lang))));
        }
        lines.resize(self.head_lines() + height, Line::default());
        lines.extend(self.foot(cx));
        frame.render_widget(Paragraph::new(lines), area);
        if let Doing::Naming(paper, field) = &self.doing {
            let texts = match paper {
                Paper::Refused => (own::ASK_REFUSED_PATH, own::ASK_REFUSED_HELP),
                Paper::Template => (own::ASK_TEMPLATE_PATH, own::ASK_TEMPLATE_HELP),
            };
            draw_ask(frame, area, texts, field, cx);
        } else if matches!(self.doing, Doing::Asking) && !self.in_list {
            let label = own::PATH.get(cx.lang);
            let left = crate::domain::text::width(label) as u16 + 3;
            let (_, cursor) = self.path.visible(cx.columns().saturating_sub(8));
            frame.set_cursor_position(Position { x: area.x + left + cursor as u16, y: area.y + 1 });
        }
    }
}
