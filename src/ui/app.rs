//! The model and its one update: events in, effects out. Nothing here reads a clock, a file or the
//! registry; nothing blocks. The main screens live as long as the program, dialogs lie above them
//! in layers, and before work there is the unlock (or first-run) screen.

mod answers;
mod begin;
mod clicks;
mod doors;
mod orders;
mod session;
mod steps;
mod unsaved;

pub use begin::{Begin, Event};

use steps::From;

use super::chrome;
use super::command::{self, Command, Place};
use super::effect::{AccountLine, Effect, Session};
use super::keymap::Key;
use super::preference::Preferences;
use super::screens::confirm::Confirm;
use super::screens::dossier::DossierScreen;
use super::screens::help::Help;
use super::screens::people::People;
use super::screens::report::ReportScreen;
use super::screens::today::Today;
use super::screens::{Context, Main, Notice, Screen, Step, Tone};
use super::words;
use crate::domain::unsaved::{UnsavedHead, UnsavedKey};
use ratatui::Frame;
use std::time::Duration;

/// Everything the screens know.
pub struct Model {
    cx: Context,
    before: Option<Box<dyn Screen>>,
    session: Option<Session>,
    front: Main,
    today: Today,
    people: People,
    dossier: DossierScreen,
    report: ReportScreen,
    layers: Vec<Box<dyn Screen>>,
    /// Forms with unsaved text, emptied and put aside while the registry is locked.
    kept: Vec<Box<dyn Screen>>,
    /// The forms of this officer that the registry keeps.
    left: Vec<UnsavedHead>,
    /// Forms that were saved while the registry was being locked.
    written: Vec<UnsavedKey>,
    notice: Option<Notice>,
    login: Option<String>,
    /// Who may unlock: the name of the unit and the accounts, as they were told last.
    told_accounts: (String, Vec<AccountLine>),
    was_working: bool,
    touched: Duration,
    lock_after: Duration,
    /// This PC writes memory out to a disk.
    swaps: bool,
    /// Effects that are not answered yet, and since when there is one.
    waiting: usize,
    waiting_since: Duration,
    /// One of them may take long and can be stopped.
    stoppable: bool,
    /// How much is done, of a thousand.
    done: Option<u32>,
    quit: bool,
}

/// After so long it is said that the desk is at work.
const WORTH_A_WORD: Duration = Duration::from_millis(500);

impl Model {
    /// The model before anything happened, and the first question.
    pub fn begin(begin: Begin) -> (Self, Vec<Effect>) {
        let cx = Context {
            lang: begin.lang,
            theme: begin.theme,
            now: begin.now,
            uptime: Duration::ZERO,
            size: begin.size,
            login: String::new(),
            role: None,
            preferences: Preferences::default(),
            clock_rules: begin.clock_rules,
            folder: begin.folder,
            at_work: false,
            esc_stops: false,
            can_undo: false,
        };
        let model = Self {
            cx,
            before: None,
            session: None,
            front: Main::Today,
            today: Today::default(),
            people: People::default(),
            dossier: DossierScreen::default(),
            report: ReportScreen::default(),
            layers: Vec::new(),
            kept: Vec::new(),
            left: Vec::new(),
            written: Vec::new(),
            notice: None,
            login: begin.login,
            told_accounts: (String::new(), Vec::new()),
            was_working: false,
            touched: Duration::ZERO,
            lock_after: begin.lock_after,
            swaps: begin.swaps,
            // The accounts are asked for below.
            waiting: 1,
            waiting_since: Duration::ZERO,
            stoppable: false,
            done: None,
            quit: false,
        };
        (model, vec![Effect::LoadAccounts])
    }

    /// Whether the program is to end.
    pub fn wants_to_quit(&self) -> bool {
        self.quit
    }

    /// The place that has the focus.
    pub fn place(&self) -> Place {
        self.top().place()
    }

    /// Whether letters typed now are text.
    pub fn takes_text(&self) -> bool {
        self.top().takes_text()
    }

    fn main(&self) -> &dyn Screen {
        match self.front {
            Main::Today => &self.today,
            Main::People => &self.people,
            Main::Dossier => &self.dossier,
            Main::Report => &self.report,
        }
    }

    /// The front screen with what it may know.
    fn main_mut(&mut self) -> (&mut dyn Screen, &Context) {
        let main: &mut dyn Screen = match self.front {
            Main::Today => &mut self.today,
            Main::People => &mut self.people,
            Main::Dossier => &mut self.dossier,
            Main::Report => &mut self.report,
        };
        (main, &self.cx)
    }

    fn top(&self) -> &dyn Screen {
        match (self.layers.last(), &self.before) {
            (Some(layer), _) => layer.as_ref(),
            (None, Some(before)) => before.as_ref(),
            (None, None) => self.main(),
        }
    }

    /// Whether the desk still owes an answer.
    pub fn is_waiting(&self) -> bool {
        self.waiting > 0
    }

    /// Takes an event; what it asks for comes back as effects, each of which is to be answered.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if matches!(event, Event::Answer(_)) {
            self.waiting = self.waiting.saturating_sub(1);
        }
        let idle = self.waiting == 0;
        let effects = self.apply(event);
        if idle {
            self.waiting_since = self.cx.uptime;
        }
        self.waiting += effects.len();
        self.stoppable =
            self.waiting > 0 && (self.stoppable || effects.iter().any(Effect::can_stop));
        self.cx.at_work = self.waiting > 0;
        self.cx.esc_stops = self.stoppable && self.at_work_for().is_some();
        effects
    }

    /// How long the desk has been at work, once that is worth a word.
    fn at_work_for(&self) -> Option<Duration> {
        let long = self.cx.uptime.saturating_sub(self.waiting_since);
        let worked_for = self.session.is_some() || self.stoppable;
        (worked_for && self.waiting > 0 && long >= WORTH_A_WORD).then_some(long)
    }

    fn apply(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Key(key) => {
                self.touched = self.cx.uptime;
                self.notice = None;
                self.on_key(key)
            }
            Event::Mouse(mouse) => self.on_mouse(mouse),
            Event::Paste(text) => {
                self.touched = self.cx.uptime;
                self.with_top(|screen, cx| screen.on_paste(&text, cx))
            }
            Event::Resize(size) => {
                self.cx.size = size;
                if self.session.is_some() { self.refresh_after_resize() } else { Vec::new() }
            }
            Event::Tick { now, uptime } => self.on_tick(now, uptime),
            Event::Progress(done) => {
                self.done = done;
                Vec::new()
            }
            Event::Answer(answer) => self.on_answer(answer),
            Event::Stop => {
                self.quit = true;
                if self.session.is_some() { self.keep_forms(true) } else { Vec::new() }
            }
        }
    }

    fn refresh_after_resize(&mut self) -> Vec<Effect> {
        // Only the lists ask by height; reading a dossier again would be journaled.
        let by_height = matches!(self.front, Main::People | Main::Today);
        if by_height { self.refresh() } else { Vec::new() }
    }

    fn refresh(&mut self) -> Vec<Effect> {
        let (main, cx) = self.main_mut();
        let steps = main.refresh(cx);
        self.carry_out(steps, From::Main)
    }

    fn too_small(&self) -> bool {
        self.cx.size.width < chrome::LEAST.0 || self.cx.size.height < chrome::LEAST.1
    }

    fn on_key(&mut self, key: Key) -> Vec<Effect> {
        if key == Key::Esc && self.cx.esc_stops {
            self.tell(Tone::Warn, words::typing::STOPPING);
            self.stoppable = false;
            return vec![Effect::Interrupt];
        }
        let top = self.top();
        let row =
            if top.takes_text() && key.types() { None } else { command::find(top.place(), key) };
        if row.is_some_and(|row| !self.permits(row)) {
            return Vec::new();
        }
        if self.too_small()
            && !row.is_some_and(|r| matches!(r.command, Command::Quit | Command::Lock))
        {
            // Nobody acts on a screen he cannot see.
            return Vec::new();
        }
        match row {
            Some(row) => self.on_command(row.command),
            None if self.opens_menu(key) => self.open_menu(key),
            None => self.with_top(|screen, cx| screen.on_key(key, cx)),
        }
    }

    fn on_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::GoToday => self.go(Main::Today),
            Command::GoPeople => self.go(Main::People),
            Command::GoDossier => self.go(Main::Dossier),
            Command::GoReport => self.go(Main::Report),
            Command::Refresh if self.layers.is_empty() => self.refresh(),
            Command::Refresh => self.with_top(|screen, cx| screen.refresh(cx)),
            Command::Lock if self.session.is_some() => self.lock(),
            Command::Quit => {
                self.ask_quit();
                Vec::new()
            }
            Command::Palette => self.open_palette(),
            Command::Menu => self.open_menu(Key::F(10)),
            Command::Language => self.switch_language(),
            Command::Look => self.ask_look(),
            Command::TypingMethod => self.switch_typing(),
            Command::Help if self.place() != Place::Read => {
                let step = Help::open(self.place(), self.top().help_page());
                self.carry_out(vec![step], From::Main)
            }
            command => match doors::open(command, &self.cx) {
                Some(steps) => self.carry_out(steps, From::Main),
                None => self.with_top(|screen, cx| screen.on_command(command, cx)),
            },
        }
    }

    /// To a main screen; what fills the screen above it is left, after a question where something
    /// there is not saved.
    fn go(&mut self, main: Main) -> Vec<Effect> {
        if self.layers.iter().all(|layer| command::leads_away(layer.place())) {
            if self.layers.last().is_some_and(|l| l.unsaved()) {
                if self.cx.esc_stops {
                    // What runs is ended first: the line below says how.
                    return Vec::new();
                }
                let then = vec![Step::Close, Step::Go(main)];
                return self.carry_out(vec![Confirm::discard(then, self.cx.lang)], From::Main);
            }
            self.layers.clear();
        }
        if main != Main::Dossier {
            self.dossier.put_away();
        }
        self.front = main;
        self.refresh()
    }

    /// Draws everything.
    pub fn draw(&self, frame: &mut Frame<'_>) {
        let whole = frame.area();
        frame.buffer_mut().set_style(whole, self.cx.theme.base());
        if chrome::draw_too_small(frame, &self.cx) {
            return;
        }
        let [tabs, body, notice, keys] = chrome::parts(frame.area());
        let front = self.session.is_some().then_some(self.front);
        chrome::draw_tabs(frame, tabs, front, self.session.as_ref(), &self.cx);
        match &self.before {
            Some(before) => before.draw(frame, body, &self.cx),
            None if self.session.is_some() => self.main().draw(frame, body, &self.cx),
            None => {}
        }
        for layer in &self.layers {
            layer.draw(frame, body, &self.cx);
        }
        match (self.at_work_for(), &self.notice) {
            (Some(long), told) if told.is_none() || self.stoppable => {
                let done = self.done.filter(|_| self.stoppable);
                chrome::draw_progress(frame, notice, long, (self.stoppable, done), &self.cx);
            }
            (_, told) => {
                let shows_risk = self.session.is_some()
                    && (self.main().shows_risk(&self.cx)
                        || self.layers.iter().any(|l| l.shows_risk(&self.cx)));
                chrome::draw_notice(frame, notice, (told.as_ref(), shows_risk), &self.cx);
            }
        }
        chrome::draw_keys(frame, keys, self.top(), &self.cx);
        chrome::scrub(frame.buffer_mut());
    }
}
