//! The one channel everything comes through: keys, pastes, sizes, answers, signals. Whoever reads
//! it takes all that is there, applies it in order, and draws once.

use super::app::Event;
use super::keymap::Key;
use super::mouse::Mouse;
use ratatui::crossterm::event::{Event as TerminalEvent, read};
use ratatui::layout::Size;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

/// How often time is looked at while nothing happens.
pub(super) const TICK: Duration = Duration::from_secs(1);
/// The same while the desk is at work: how long it takes is told.
pub(super) const TICK_AT_WORK: Duration = Duration::from_millis(250);

/// What a terminal event means here; `None` for what has no meaning.
pub(super) fn of_terminal(event: TerminalEvent) -> Option<Event> {
    match event {
        TerminalEvent::Key(key) => Key::from_event(key).map(Event::Key),
        TerminalEvent::Mouse(mouse) => Mouse::from_event(mouse).map(Event::Mouse),
        TerminalEvent::Paste(text) => Some(Event::Paste(text)),
        TerminalEvent::Resize(width, height) => Some(Event::Resize(Size::new(width, height))),
        _ => None,
    }
}

/// Reads the terminal for as long as anyone listens.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn read_terminal(events: Sender<Event>) -> std::io::Result<()> {
    std::thread::Builder::new().name("input".to_owned()).spawn(move || {
        while let Ok(event) = read() {
            if let Some(event) = of_terminal(event)
                && events.send(event).is_err()
            {
                return;
            }
        }
        // The terminal is gone (hang-up).
        let _ = events.send(Event::Stop);
    })?;
    Ok(())
}

/// Turns the signals that end a program into an orderly end.
///
/// # Errors
/// When the system gives no thread or no handler.
#[cfg(unix)]
pub(super) fn read_signals(events: Sender<Event>) -> std::io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if events.send(Event::Stop).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// No signals here.
#[cfg(not(unix))]
pub(super) fn read_signals(_: Sender<Event>) -> std::io::Result<()> {
    Ok(())
}

/// Everything that has come, at least one thing unless a tick went by; `None` when nobody sends.
pub(super) fn drain(events: &Receiver<Event>, tick: Duration) -> Option<Vec<Event>> {
    let mut batch = match events.recv_timeout(tick) {
        Ok(event) => vec![event],
        Err(RecvTimeoutError::Timeout) => Vec::new(),
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    batch.extend(events.try_iter());
    Some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn all_that_waits_is_taken_in_order() {
        let (sender, receiver) = channel();
        for c in "Đặng".chars() {
            sender.send(Event::Key(Key::Char(c))).unwrap();
        }
        let batch = drain(&receiver, TICK).unwrap();
        let typed: String = batch
            .iter()
            .filter_map(|e| match e {
                Event::Key(Key::Char(c)) => Some(*c),
                _ => None,
            })
            .collect();
        assert_eq!(typed, "Đặng");
        drop(sender);
        assert!(drain(&receiver, TICK).is_none());
    }
}
