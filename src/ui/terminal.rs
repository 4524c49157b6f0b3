//! The terminal itself: entered on start, given back on the way out, whichever way that is. A panic
//! gives it back too and says a number only: nothing of what stood on the screen.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use std::io::{Stdout, Write, stderr, stdout};

/// A terminal that is ours until this is dropped.
pub(super) struct Held {
    /// To draw on.
    pub(super) terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Held {
    /// Takes the terminal: raw mode, alternate screen (nothing stays in the scroll-back), pastes
    /// told apart from typing.
    ///
    /// # Errors
    /// When standard output is no terminal.
    pub(super) fn take() -> std::io::Result<Self> {
        enable_raw_mode()?;
        let taken = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)
            .and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
        match taken {
            Ok(terminal) => Ok(Self { terminal }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // Wipe what was drawn before leaving, for terminals without an alternate screen.
        let _ = self.terminal.clear();
        give_back();
    }
}

/// Gives the terminal back. May be called twice; nothing can be done about a failure here.
pub(super) fn give_back() {
    let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// From now on a panic, on any thread, gives the terminal back and prints a number: the line of the
/// source where it happened, no message, since messages may hold what was being worked on.
pub(super) fn hook_panics() {
    std::panic::set_hook(Box::new(|info| {
        give_back();
        let line = info.location().map_or(0, std::panic::Location::line);
        let _ = writeln!(stderr(), "HS-9001 ({line})");
    }));
}
