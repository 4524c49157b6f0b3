//! The terminal app. Elm at the root: [`app::Model`] takes events and gives effects, screens are
//! components behind one narrow trait, and one worker thread owns the registry.
//!
//! The loop is synchronous: everything that has come is applied in order, then the screen is drawn
//! once, so that a burst of an input method or a paste costs one frame. Only this room names
//! ratatui.

pub mod app;
mod chrome;
pub mod columns;
pub mod command;
pub mod desk;
pub mod effect;
mod event;
mod idle;
pub mod keymap;
pub mod menu;
pub mod mouse;
pub mod preference;
pub mod report_view;
pub mod saved_list;
pub mod screens;
mod terminal;
pub mod theme;
pub mod widgets;
pub mod words;
mod worker;

use crate::domain::word::Lang;
use crate::rules::RuleBook;
use crate::vault::Place;
use app::{Begin, Event, Model};
use chrono::NaiveDateTime;
use desk::RegistryDesk;
use effect::Effect;
use std::sync::mpsc::channel;
use std::time::Duration;
use terminal::Held;
use theme::Theme;
use worker::Worker;

/// How long nobody may touch a key before the registry locks.
pub const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);

/// What the app is started with.
pub struct UiOptions {
    /// Where the registry is, or is to be made.
    pub place: Place,
    /// Language of the screens.
    pub lang: Lang,
    /// The officer to offer first.
    pub login: Option<String>,
    /// Makes the clock stand still: for a demo of another day.
    pub fixed_now: Option<NaiveDateTime>,
}

impl UiOptions {
    fn now(&self) -> NaiveDateTime {
        self.fixed_now.unwrap_or_else(crate::services::now)
    }
}

/// Why the app could not run, or ended early.
#[derive(Debug, thiserror::Error)]
pub enum UiFailure {
    /// Standard input or output is no terminal, or it failed.
    #[error("the terminal cannot be used: {0}")]
    Terminal(std::io::ErrorKind),
    /// The thread that holds the registry ended.
    #[error("the worker ended")]
    WorkerGone,
}

impl From<std::io::Error> for UiFailure {
    fn from(error: std::io::Error) -> Self {
        Self::Terminal(error.kind())
    }
}

/// Runs the app until the officer quits or the system ends it. The registry is closed and the
/// terminal given back whichever way it ends.
///
/// # Errors
/// [`UiFailure`].
pub fn run(options: &UiOptions) -> Result<(), UiFailure> {
    terminal::hook_panics();
    let mut held = Held::take()?;
    let (events, received) = channel();
    event::read_terminal(events.clone())?;
    event::read_signals(events.clone())?;
    let desk = RegistryDesk::new(options.place.clone(), options.lang, options.fixed_now);
    let worker = Worker::start(Box::new(desk), move |a| events.send(Event::Answer(a)).is_ok())?;
    let (mut model, effects) = Model::begin(Begin {
        lang: options.lang,
        theme: Theme::from_environment(),
        now: options.now(),
        size: held.terminal.size()?,
        clock_rules: RuleBook::embedded().clocks().iter().cloned().collect(),
        folder: own_folder(),
        login: options.login.clone(),
        lock_after: LOCK_AFTER,
        swaps: crate::services::swaps_to_disk(),
    });
    hand_over(&worker, effects)?;
    loop {
        if let Err(error) = held.terminal.draw(|frame| model.draw(frame)) {
            // The terminal is gone: what stands in an open form is kept before the program ends.
            hand_over(&worker, model.update(Event::Stop))?;
            return Err(error.into());
        }
        #[cfg(debug_assertions)]
        panic_if_asked(model.place());
        let tick = if model.is_waiting() { event::TICK_AT_WORK } else { event::TICK };
        let Some(batch) = event::drain(&received, tick) else { return Err(UiFailure::WorkerGone) };
        // Time first: a key pressed after a long sleep meets a locked screen.
        let tick = Event::Tick { now: options.now(), uptime: idle::uptime() };
        let mut effects = model.update(tick);
        effects.extend(model.update(Event::Progress(worker.done())));
        for event in batch {
            effects.extend(model.update(event));
        }
        hand_over(&worker, effects)?;
        if model.wants_to_quit() {
            // Dropping the worker waits until the registry is closed.
            return Ok(());
        }
    }
}

/// A panic on demand, for the proof that it gives the terminal back (R31): on the list, where names
/// stand on the screen. No release build has it.
#[cfg(debug_assertions)]
fn panic_if_asked(place: command::Place) {
    let asked = std::env::var_os("HOSO_TEST_PANIC").is_some();
    assert!(!asked || place != command::Place::People, "HS-0001");
}

/// The officer's documents, or his home: where a file he writes is offered to stand. Never the
/// registry's own folder, whose files are all sealed.
fn own_folder() -> String {
    let Some(home) = std::env::home_dir() else { return String::new() };
    let documents = home.join("Documents");
    let folder = if documents.is_dir() { documents } else { home };
    folder.display().to_string()
}

fn hand_over(worker: &Worker, effects: Vec<Effect>) -> Result<(), UiFailure> {
    for effect in effects {
        if !worker.ask(effect) {
            return Err(UiFailure::WorkerGone);
        }
    }
    Ok(())
}
