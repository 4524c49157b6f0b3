//! Unlocking: choose the officer with ↑↓, type the password. A wrong password makes one wait 1, 2,
//! 4 … seconds; every other failure says what it is, so that nobody doubts his password for a
//! missing device secret or a damaged file.

use super::message::trouble_lines;
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::word::Word;
use crate::ui::command::{Command, Place};
use crate::ui::effect::{AccountLine, Answer, Asked, Effect, Trouble};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::secret_field::SecretField;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::time::Duration;
use zeroize::Zeroizing;

/// Accounts seen at once.
const HEIGHT: usize = 8;
/// Its size with the frame.
const COLUMNS: u16 = 76;
/// The most lines of it.
const LINES: u16 = 22;
/// The longest wait after a wrong password, in seconds.
const LONGEST_WAIT: u64 = 64;

/// The unlock screen.
pub struct Unlock {
    unit_name: String,
    accounts: Vec<AccountLine>,
    window: Window,
    password: SecretField,
    /// Wrong passwords in a row.
    wrong: u32,
    /// Uptime before which no further try is taken.
    wait_until: Duration,
    opening: bool,
    locked: bool,
    trouble: Option<Trouble>,
    /// The names under which a damaged file was set aside just now.
    aside: Vec<String>,
}

impl Unlock {
    /// The screen; `login` is the officer to begin with, `locked` whether work was going on.
    pub fn new(
        unit_name: String,
        accounts: Vec<AccountLine>,
        login: Option<&str>,
        locked: bool,
    ) -> Self {
        let mut window = Window { total: accounts.len(), ..Window::default() };
        let at = accounts.iter().position(|a| Some(a.login.as_str()) == login).unwrap_or(0);
        window.go(at, HEIGHT);
        let password = SecretField::default();
        let wait_until = Duration::ZERO;
        Self {
            unit_name,
            accounts,
            window,
            password,
            wrong: 0,
            wait_until,
            opening: false,
            locked,
            trouble: None,
            aside: Vec::new(),
        }
    }

    /// The screen where even the accounts could not be read.
    pub fn broken(trouble: Trouble) -> Self {
        let mut screen = Self::new(String::new(), Vec::new(), None, false);
        screen.trouble = Some(trouble);
        screen
    }

    fn seconds_to_wait(&self, cx: &Context) -> u64 {
        let left = self.wait_until.saturating_sub(cx.uptime);
        left.as_secs() + u64::from(left.subsec_nanos() > 0)
    }

    /// While it is being opened, or one has to wait, nothing goes into the box: half a password typed
    /// too early would be a wrong one again.
    fn takes_password(&self, cx: &Context) -> bool {
        !self.opening && self.seconds_to_wait(cx) == 0
    }

    fn is_damaged(&self) -> bool {
        self.trouble.as_ref().is_some_and(|t| t.damaged_file)
    }

    fn open(&mut self, cx: &Context, ask: fn(String, Zeroizing<String>) -> Effect) -> Steps {
        let Some(account) = self.accounts.get(self.window.at) else { return Steps::new() };
        if self.opening || self.password.is_empty() || self.seconds_to_wait(cx) > 0 {
            return Steps::new();
        }
        self.opening = true;
        self.trouble = None;
        self.aside.clear();
        let password = self.password.value();
        self.password.clear();
        vec![Step::Ask(ask(account.login.clone(), password))]
    }

    fn refused(&mut self, trouble: &Trouble, cx: &Context) {
        self.opening = false;
        self.password.clear();
        self.trouble = Some(trouble.clone());
        if trouble.wrong_password {
            let seconds = (1_u64 << self.wrong.min(16)).min(LONGEST_WAIT);
            self.wait_until = cx.uptime + Duration::from_secs(seconds);
            self.wrong += 1;
        }
    }

    fn lines(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = vec![Line::styled(safe(&self.unit_name), cx.theme.strong())];
        if self.locked {
            lines.push(Line::styled(words::LOCKED_NOTE.get(cx.lang), cx.theme.quiet()));
        }
        lines.push(Line::default());
        if self.accounts.is_empty() && self.trouble.is_some() {
            return lines;
        }
        if self.accounts.is_empty() {
            lines.push(Line::from(words::NO_ACCOUNT.get(cx.lang)));
            return lines;
        }
        lines.push(Line::from(format!("{} (↑ ↓):", words::WHO_ARE_YOU.get(cx.lang))));
        for (n, account) in self.accounts.iter().enumerate().skip(self.window.first).take(HEIGHT) {
            let chosen = n == self.window.at;
            let text = format!(
                " {} {} · {} · {}",
                if chosen { "▸" } else { " " },
                safe(&account.full_name),
                safe(&account.login),
                account.role.label(cx.lang)
            );
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            lines.push(Line::styled(pad(&text, room), style));
        }
        lines
    }

    fn foot(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let wait = self.seconds_to_wait(cx);
        if self.opening {
            lines.push(Line::styled(words::OPENING.get(cx.lang), cx.theme.strong()));
            return lines;
        }
        if wait > 0 {
            let seconds = words::SECONDS.get(cx.lang);
            let text = format!("! {} {wait} {seconds}", words::WAIT.get(cx.lang));
            lines.push(Line::styled(text, cx.theme.bad()));
            return lines;
        }
        if let Some(trouble) = &self.trouble {
            let heading = wrap(&format!("✗ {}", trouble.what), room);
            lines.extend(heading.into_iter().map(|t| Line::styled(t, cx.theme.bad())));
            for text in trouble_lines(trouble, cx.lang) {
                lines.extend(wrap(&text, room).into_iter().map(Line::from));
            }
            if self.is_damaged() {
                let how = wrap(words::opening::ASIDE_HOW.get(cx.lang), room);
                lines.extend(how.into_iter().map(|t| Line::styled(t, cx.theme.strong())));
            }
        } else if !self.aside.is_empty() {
            let done = words::opening::ASIDE_DONE.get(cx.lang);
            let done = format!("✓ {done}: {}", safe(&self.aside.join(", ")));
            let told = wrap(&done, room).into_iter().map(|t| Line::styled(t, cx.theme.strong()));
            lines.extend(told);
            let next = wrap(words::opening::ASIDE_NEXT.get(cx.lang), room);
            lines.extend(next.into_iter().map(Line::from));
        }
        lines
    }
}

impl Screen for Unlock {
    fn place(&self) -> Place {
        Place::Unlock
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        command != Command::SetAside || self.is_damaged()
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Accept => self.open(cx, |login, password| Effect::Unlock { login, password }),
            Command::SetAside if self.is_damaged() => {
                self.open(cx, |login, password| Effect::SetAside { login, password })
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        match key {
            Key::Up => self.window.step(-1, HEIGHT),
            Key::Down => self.window.step(1, HEIGHT),
            key if self.takes_password(cx) => {
                self.password.on_key(key);
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, (COLUMNS, area.height.min(LINES)));
        let whole = self.lines(usize::from(inside.width), cx).len();
        let seen = self.accounts.len().saturating_sub(self.window.first).min(HEIGHT);
        let head = whole.saturating_sub(seen);
        let list = Rect { y: inside.y + head as u16, height: seen as u16, ..inside };
        // A click chooses the officer; only a password opens.
        self.window.on_mouse(mouse, list, HEIGHT);
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, cx: &Context) -> Steps {
        if self.takes_password(cx) {
            self.password.paste(text);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Failed { of: Asked::Unlock, trouble } => self.refused(trouble, cx),
            Answer::SetAside(names) => {
                self.opening = false;
                self.aside.clone_from(names);
            }
            _ => {}
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = words::APP.get(cx.lang);
        let inside = dialog_frame(frame, area, (COLUMNS, area.height.min(LINES)), title, cx.theme);
        let room = usize::from(inside.width);
        let mut lines = self.lines(room, cx);
        lines.push(Line::default());
        let label = format!("{}: ", words::PASSWORD.get(cx.lang));
        let columns = crate::domain::text::width(&label);
        let dots = self.password.dots(room.saturating_sub(columns + 1));
        let cursor = (columns + dots.chars().count(), lines.len());
        lines.push(Line::from(format!("{label}{dots}")));
        lines.push(Line::default());
        lines.extend(self.foot(room, cx));
        frame.render_widget(Paragraph::new(lines), inside);
        if self.takes_password(cx) {
            let (x, y) = (inside.x + cursor.0 as u16, inside.y + cursor.1 as u16);
            frame.set_cursor_position(Position::new(x, y));
        }
    }
}
