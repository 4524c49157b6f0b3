//! The terminal itself: entered on start, given back on the way out, whichever way that is. A panic
//! gives it back too; the program's own hook then says a number, nothing of what stood there.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::Command;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use std::io::{Stdout, stdout};
use std::sync::atomic::{AtomicBool, Ordering};

/// Asks the terminal for clicks and the wheel (modes 1000 and 1006), not for every movement, which
/// `EnableMouseCapture` asks for too. Giving back turns off every mode there is.
struct ClicksAndWheel;

impl Command for ClicksAndWheel {
    fn write_ansi(&self, out: &mut impl std::fmt::Write) -> std::fmt::Result {
        out.write_str("\x1b[?1000h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> std::io::Result<()> {
        ratatui::crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

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
        HELD.store(true, Ordering::SeqCst);
        let taken = execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste, ClicksAndWheel)
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
        give_back();
    }
}

/// The terminal was taken and not given back yet.
static HELD: AtomicBool = AtomicBool::new(false);

/// Gives the terminal back, wiped first for those without an alternate screen; once, since after a
/// panic the number that was told would be wiped by the second time. Nothing can be done about a
/// failure here.
///
/// Nothing may be asked of the terminal here (as `Terminal::clear` asks for the cursor): the thread
/// that would hear the answer is waiting for keys, and the program would hang instead of ending.
pub(super) fn give_back() {
    if !HELD.swap(false, Ordering::SeqCst) {
        return;
    }
    let wiped = Clear(ClearType::All);
    let _ = execute!(
        stdout(),
        wiped,
        DisableMouseCapture,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
    let _ = disable_raw_mode();
}

/// From now on a panic, on any thread, gives the terminal back before whatever hook was there says
/// its word (the program's own prints a number only: nothing of what stood on the screen).
pub(super) fn hook_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        give_back();
        before(info);
    }));
}
