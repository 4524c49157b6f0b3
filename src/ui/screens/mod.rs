//! One file a screen or dialog, all behind one narrow trait. A screen holds what it shows; what it
//! wants done it returns as steps; it never asks the store for anything itself.

pub mod account_form;
pub mod accounts;
mod alike_panel;
mod ask_line;
pub mod backups;
pub mod calendar;
pub mod choose;
pub mod closing;
pub mod columns;
pub mod confirm;
pub mod deed;
pub mod dossier;
mod dossier_entry;
mod dossier_history;
mod dossier_risk;
mod dossier_tab;
mod dossier_text;
pub mod doubles;
pub mod event_form;
mod form_check;
mod form_draft;
pub mod form_screen;
pub mod forms;
pub mod help;
pub mod import;
pub mod journal;
pub mod mark;
pub mod mend;
pub mod menu_bar;
pub mod merge;
pub mod message;
pub mod my_lists;
pub mod palette;
pub mod people;
pub mod programme;
pub mod report;
pub mod retention;
pub mod risk_desk;
mod risk_line;
pub mod roll_up;
mod roll_up_parts;
pub mod rules;
pub mod selection;
pub mod settings;
pub mod setup;
pub mod situation;
mod situation_text;
pub mod team;
pub mod today;
pub mod today_filter;
mod today_text;
pub mod trail;
pub mod unlock;

use super::command::{Command, CommandRow, Place};
use super::effect::{Answer, Effect};
use super::keymap::Key;
use super::mouse::{Deed as MouseDeed, Mouse};
use super::preference::{Preference, Preferences};
use super::theme::Theme;
use crate::domain::deadline::{Clock, ClockRule};
use crate::domain::id::FileNo;
use crate::domain::unsaved::UnsavedKey;
use crate::domain::word::{Lang, Role};
use crate::services::Duty;
use chrono::{NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use std::time::Duration;

/// What every screen may know.
pub struct Context {
    /// Language of the screens.
    pub lang: Lang,
    /// How states look.
    pub theme: Theme,
    /// The registry's time.
    pub now: NaiveDateTime,
    /// Time since the machine started, sleep included: for waiting, never for dates.
    pub uptime: Duration,
    /// Size of the terminal.
    pub size: Size,
    /// Login of this officer; empty before work.
    pub login: String,
    /// The officer's role; none before work.
    pub role: Option<Role>,
    /// How this officer likes his screens.
    pub preferences: Preferences,
    /// The rules of the clocks, for their sentences and sources.
    pub clock_rules: Vec<ClockRule>,
    /// Where files are offered to be written: the officer's own folder.
    pub folder: String,
    /// Something was asked and is not answered yet.
    pub at_work: bool,
    /// Something long runs, and Esc stops it.
    pub esc_stops: bool,
    /// This officer did something since unlocking that can be taken back.
    pub can_undo: bool,
}

impl Context {
    /// What stands where something is not read yet, or was stopped or failed.
    pub fn not_read_yet(&self) -> &'static str {
        if self.at_work { super::words::LOADING } else { super::words::NOT_READ }.get(self.lang)
    }

    /// The registry's day.
    pub fn today(&self) -> NaiveDate {
        self.now.date()
    }

    /// Lines of the body of a main screen.
    pub fn body_height(&self) -> usize {
        usize::from(self.size.height).saturating_sub(super::chrome::LINES)
    }

    /// Columns of the terminal.
    pub fn columns(&self) -> usize {
        usize::from(self.size.width)
    }

    /// Whether this officer may: for what a screen leaves out instead of having it refused.
    pub fn may(&self, duty: Duty) -> bool {
        self.role.is_some_and(|role| duty.allowed_to(role))
    }

    /// The rule of a clock.
    pub fn clock_rule(&self, clock: Clock) -> Option<&ClockRule> {
        self.clock_rules.iter().find(|r| r.clock == clock)
    }

    /// What a clock is about.
    pub fn clock_what(&self, clock: Clock) -> String {
        match self.clock_rule(clock) {
            Some(rule) => self.lang.pick(&rule.what_vi, &rule.what_en).to_owned(),
            None => clock.code(),
        }
    }

    /// Where a clock stands in the law.
    pub fn clock_source(&self, clock: Clock) -> String {
        self.clock_rule(clock).map(|r| r.citation.text(self.lang)).unwrap_or_default()
    }
}

/// The four main screens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Main {
    /// Hôm nay.
    Today,
    /// Danh sách.
    People,
    /// Hồ sơ.
    Dossier,
    /// Báo cáo.
    Report,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Done.
    Good,
    /// For attention.
    Warn,
    /// Refused.
    Bad,
}

/// One line told at the foot of the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// What a screen wants done, in order.
pub enum Step {
    /// Ask the desk.
    Ask(Effect),
    /// Open a dialog above.
    Open(Box<dyn Screen>),
    /// Close the top dialog.
    Close,
    /// Give the dialog's choice to what lies below and close it.
    Choose(Chosen),
    /// Go to a main screen.
    Go(Main),
    /// Open a dossier.
    OpenDossier(FileNo),
    /// Say something at the foot.
    Tell(Tone, String),
    /// Replace the screen before work (first run, unlock).
    Before(Box<dyn Screen>),
    /// Close this dialog and carry out a command on what lies below.
    Run(Command),
    /// Keep how the officer likes his screens.
    Prefer(Preference, String),
    /// Lock.
    Lock,
    /// Quit without asking.
    Quit,
}

/// What was chosen in a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which question it answers.
    pub question: Question,
    /// Which line, from 0.
    pub at: usize,
}

/// What a chooser is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The measure to filter by.
    FilterMeasure,
    /// The hamlet to filter by.
    FilterHamlet,
    /// The clock or kind of clock to filter by.
    FilterClock,
    /// The officer to filter by.
    FilterOfficer,
    /// The choice of a field of a form.
    FieldChoice,
    /// The officer to put in charge.
    Assign,
    /// The measure to end.
    EndMeasure,
    /// What to do for a person.
    Act,
    /// A line of a day of the calendar.
    AgendaLine,
    /// The entry to mend.
    Mend,
    /// The field or act whose history is looked at.
    EntryHistory,
    /// The decision whose team is looked at.
    Team,
    /// The hamlets of a round of visits.
    RoundHamlet,
    /// The colours of the screens.
    Look,
    /// A saved filter.
    MyList,
    /// The fact of a level of risk to go to.
    RiskFact,
    /// The risk level to filter by.
    FilterRisk,
    /// The file to open instead of making a new one.
    Alike,
    /// The new role of an officer.
    Role,
    /// The acts of the journal that are shown.
    JournalAct,
    /// The officer whose acts are shown.
    JournalOfficer,
    /// Who would change level by other rules: only looked at.
    WhoMoves,
    /// The page of the manual to be read.
    ManualPage,
    /// Whether a workbook that was looked at is taken in.
    TakeIn,
}

/// Steps in order.
pub type Steps = Vec<Step>;

/// A screen or a dialog.
pub trait Screen {
    /// Which commands work here.
    fn place(&self) -> Place;

    /// The page of the manual under F1.
    fn help_page(&self) -> &'static str {
        help::page(self.place())
    }

    /// Whether a text field has the focus: letters then are text and never act.
    fn takes_text(&self) -> bool {
        false
    }

    /// Whether a command of this place can do something now; the footer names no other.
    fn can(&self, _command: Command, _cx: &Context) -> bool {
        true
    }

    /// The key and the word by which the footer offers a command of this place.
    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        row.offer(cx.lang)
    }

    /// Whether something typed here is not saved.
    fn unsaved(&self) -> bool {
        false
    }

    /// As what this form is kept while it is not saved.
    fn unsaved_key(&self) -> Option<UnsavedKey> {
        None
    }

    /// What is to be kept of this form: every few seconds while someone types, or `now`.
    fn keep(&mut self, _now: bool, _cx: &Context) -> Option<Effect> {
        None
    }

    /// It comes to the front, or what it shows has changed: ask for its content.
    fn refresh(&mut self, _cx: &Context) -> Steps {
        Steps::new()
    }

    /// A command of the table.
    fn on_command(&mut self, command: Command, cx: &Context) -> Steps;

    /// A key that is no command here.
    fn on_key(&mut self, _key: Key, _cx: &Context) -> Steps {
        Steps::new()
    }

    /// Pasted text.
    fn on_paste(&mut self, _text: &str, _cx: &Context) -> Steps {
        Steps::new()
    }

    /// A click or the wheel; `area` is where the screen is drawn. The wheel moves as ↑ and ↓ do.
    fn on_mouse(&mut self, mouse: Mouse, _area: Rect, cx: &Context) -> Steps {
        let mut steps = Steps::new();
        for _ in 0..mouse.wheel().map_or(0, isize::unsigned_abs) {
            let key = if mouse.deed == MouseDeed::WheelUp { Key::Up } else { Key::Down };
            steps.append(&mut self.on_key(key, cx));
        }
        steps
    }

    /// The same for the footer, where a narrow screen wants fewer or shorter words.
    fn foot(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        self.offer(row, cx)
    }

    /// Whether levels of risk are seen here: then what they decide is said below, where nothing
    /// else has to be told.
    fn shows_risk(&self, _cx: &Context) -> bool {
        false
    }

    /// Something came back from the desk.
    fn on_answer(&mut self, _answer: &Answer, _cx: &Context) -> Steps {
        Steps::new()
    }

    /// A dialog above was answered.
    fn on_chosen(&mut self, _chosen: &Chosen, _cx: &Context) -> Steps {
        Steps::new()
    }

    /// The registry is locked: drop every personal content, keep where one was.
    fn forget(&mut self) {}

    /// Draws it.
    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context);
}

/// Where a dialog of this size stands, its frame included.
pub(super) fn dialog_area(area: Rect, (columns, lines): (u16, u16)) -> Rect {
    let (w, h) = (columns.min(area.width), lines.min(area.height));
    Rect {
        x: area.x + (area.width - w) / 2,
        y: area.y + (area.height - h) / 2,
        width: w,
        height: h,
    }
}

/// The inside of a dialog's frame.
pub(super) fn dialog_inside(area: Rect, size: (u16, u16)) -> Rect {
    let outer = dialog_area(area, size);
    Rect {
        x: outer.x + 2.min(outer.width),
        y: outer.y + 1.min(outer.height),
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    }
}

/// An area that a layer fills whole, with nothing of what lies below it.
pub(super) fn blank(frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    frame.render_widget(ratatui::widgets::Clear, area);
    frame.buffer_mut().set_style(area, theme.base());
}

/// A dialog's frame in the middle of the screen: a box with its title; returns the inside.
pub(super) fn dialog_frame(
    frame: &mut Frame<'_>,
    area: Rect,
    (columns, lines): (u16, u16),
    title: &str,
    theme: Theme,
) -> Rect {
    use ratatui::widgets::{Block, Clear, Padding};
    let outer = dialog_area(area, (columns, lines));
    let block = Block::bordered()
        .style(theme.base())
        .title(format!(" {title} "))
        .title_style(theme.heading())
        .padding(Padding::horizontal(1));
    let inside = block.inner(outer);
    frame.render_widget(Clear, outer);
    frame.render_widget(block, outer);
    inside
}
