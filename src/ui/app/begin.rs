//! What happens to the program, and what the model needs to begin.

use crate::domain::deadline::ClockRule;
use crate::domain::word::Lang;
use crate::ui::effect::Answer;
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::theme::Theme;
use chrono::NaiveDateTime;
use ratatui::layout::Size;
use std::time::Duration;

/// What happens to the program.
pub enum Event {
    /// A key.
    Key(Key),
    /// A click or the wheel.
    Mouse(Mouse),
    /// Pasted text.
    Paste(String),
    /// The terminal has another size.
    Resize(Size),
    /// Time went by: the local time, and the time since the machine started (sleep counted).
    Tick {
        /// Local time.
        now: NaiveDateTime,
        /// Since the machine started.
        uptime: Duration,
    },
    /// How much of what the desk does is done, of a thousand, where it says so.
    Progress(Option<u32>),
    /// Something came back from the desk.
    Answer(Answer),
    /// The system asks the program to end (signal, hang-up).
    Stop,
}

/// What the model needs to begin.
pub struct Begin {
    /// Language of the screens.
    pub lang: Lang,
    /// Colours or none.
    pub theme: Theme,
    /// Local time.
    pub now: NaiveDateTime,
    /// Size of the terminal.
    pub size: Size,
    /// The rules of the clocks.
    pub clock_rules: Vec<ClockRule>,
    /// Where files are offered to be written.
    pub folder: String,
    /// The officer to offer first.
    pub login: Option<String>,
    /// How long nobody may touch a key before the registry locks (5 minutes; 1 to 15).
    pub lock_after: Duration,
    /// This PC writes memory out to a disk.
    pub swaps: bool,
}
