//! Sao lưu: which copies there are, whether one is due, and making one now.

use super::ask_line::draw_ask;
use super::{Context, Screen, Step, Steps, Tone, blank};
use crate::domain::date::vn_minute;
use crate::services::{BackupLine, BackupReminder, backup_told};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Asked, BackupAnswer, BackupAsk, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::preference::Preference;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, backup as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::fmt::Write as _;

/// Lines above the list.
const HEAD: usize = 3;

/// What is going on.
enum Doing {
    /// Nothing.
    Looking,
    /// A folder is being typed.
    Asking(TextField),
    /// The worker makes one.
    Making(String),
}

/// The screen.
pub struct Backups {
    register: Option<(Vec<BackupLine>, BackupReminder)>,
    window: Window,
    doing: Doing,
}

impl Backups {
    /// Opens it over the screen in front.
    pub fn open() -> Steps {
        let screen = Self { register: None, window: Window::default(), doing: Doing::Looking };
        vec![Step::Open(Box::new(screen)), Step::Ask(Effect::Backup(BackupAsk::Load))]
    }

    fn lines(&self) -> &[BackupLine] {
        self.register.as_ref().map_or(&[], |(lines, _)| lines)
    }

    /// Lines for the list between the head and what stands about it.
    fn height(cx: &Context) -> usize {
        cx.body_height().saturating_sub(HEAD + about(cx).len() + 1).max(1)
    }

    fn make(&mut self, folder: &str) -> Steps {
        let folder = folder.trim().to_owned();
        if folder.is_empty() {
            return Steps::new();
        }
        self.doing = Doing::Making(folder.clone());
        vec![Step::Ask(Effect::Backup(BackupAsk::Make { folder }))]
    }

    fn line(b: &BackupLine, here: bool, cx: &Context) -> Line<'static> {
        let gone = b.gone.as_ref().map_or_else(String::new, |(_, why)| {
            format!("  {}: {}", own::GONE.get(cx.lang), safe(why))
        });
        let mark = if here { "▸ " } else { "  " };
        let size = words::number(b.journal_size as usize, cx.lang);
        let text = in_columns([
            &vn_minute(b.made_at),
            &safe(&b.file_name),
            &safe(&b.officer),
            &format!("{size}{gone}"),
        ]);
        let text = format!("{mark}{text}");
        let style = match (here, b.gone.is_some()) {
            (true, _) => cx.theme.selected(),
            (_, true) => cx.theme.quiet(),
            _ => cx.theme.text(),
        };
        Line::styled(pad(&text, cx.columns()), style)
    }

    fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let title = Line::styled(own::BACKUPS.get(cx.lang), cx.theme.strong());
        let told = match (&self.doing, &self.register) {
            (Doing::Making(folder), _) => {
                let text = format!("{} {}", own::WORKING.get(cx.lang), safe(folder));
                Line::styled(text, cx.theme.warn())
            }
            (_, None) => Line::from(cx.not_read_yet()),
            (_, Some((_, reminder))) => {
                let text = format!(
                    "{} ({} {} {})",
                    backup_told(reminder, cx.lang),
                    own::REMIND.get(cx.lang),
                    reminder.remind_days,
                    own::DAYS_OURS.get(cx.lang)
                );
                let style = if reminder.due() { cx.theme.bad() } else { cx.theme.text() };
                Line::styled(text, style)
            }
        };
        vec![title, told, Line::styled("─".repeat(cx.columns()), cx.theme.quiet())]
    }
}

fn in_columns([when, file, who, rest]: [&str; 4]) -> String {
    format!("{}  {}  {}  {rest}", pad(when, 16), pad(file, 29), pad(who, 11))
}

/// What a copy is good for, below the list.
fn about(cx: &Context) -> Vec<Line<'static>> {
    let lines = wrap(own::ABOUT.get(cx.lang), cx.columns());
    lines.into_iter().map(|l| Line::styled(l, cx.theme.quiet())).collect()
}

impl Screen for Backups {
    fn place(&self) -> Place {
        Place::Backups
    }

    fn takes_text(&self) -> bool {
        matches!(self.doing, Doing::Asking(_))
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        match command {
            Command::BackUp => matches!(self.doing, Doing::Looking),
            Command::Accept => matches!(self.doing, Doing::Asking(_)),
            _ => true,
        }
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::Backup(BackupAsk::Load))]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, &self.doing) {
            (Command::BackUp, Doing::Looking) => {
                let folder = cx.preferences.get(Preference::BackupFolder).unwrap_or_default();
                self.doing = Doing::Asking(TextField::new(folder));
                Steps::new()
            }
            (Command::Accept, Doing::Asking(field)) => {
                let folder = field.value();
                self.make(&folder)
            }
            (Command::Cancel, Doing::Asking(_)) => {
                self.doing = Doing::Looking;
                Steps::new()
            }
            // Esc stops one that is being made before it gets here; past its commit it goes on.
            (Command::Cancel, _) => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if let Doing::Asking(field) = &mut self.doing {
            field.on_key(key);
            return Steps::new();
        }
        let height = Self::height(cx);
        self.window.set_total(self.lines().len(), height);
        self.window.on_key(key, height);
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if let Doing::Asking(field) = &mut self.doing {
            field.paste(text);
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let (top, height) = (HEAD as u16 + 1, Self::height(cx));
        let list = Rect { y: area.y + top, height: height as u16, ..area };
        if matches!(self.doing, Doing::Looking) {
            self.window.on_mouse(mouse, list, height);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Backup(found) => match &**found {
                BackupAnswer::Register(lines, reminder) => {
                    self.register = Some((lines.clone(), *reminder));
                    self.window.set_total(lines.len(), Self::height(cx));
                    Steps::new()
                }
                BackupAnswer::Made(made) => {
                    let Doing::Making(folder) = &self.doing else { return Steps::new() };
                    let kept = Step::Prefer(Preference::BackupFolder, folder.clone());
                    self.doing = Doing::Looking;
                    let name = made.file.file_name().unwrap_or_default().to_string_lossy();
                    let mut told = format!("{}: {}", own::MADE.get(cx.lang), safe(&name));
                    if !made.removed.is_empty() {
                        let removed = own::REMOVED.get(cx.lang);
                        let _ = write!(told, "; {removed}: {}", made.removed.len());
                    }
                    vec![
                        kept,
                        Step::Ask(Effect::Backup(BackupAsk::Load)),
                        Step::Tell(Tone::Good, told),
                    ]
                }
            },
            Answer::Failed { of: Asked::Write, .. } => {
                self.doing = Doing::Looking;
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.register = None;
        self.doing = Doing::Looking;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let mut lines = self.head(cx);
        let height = Self::height(cx);
        match &self.register {
            Some((list, _)) if list.is_empty() => {
                lines.extend(
                    wrap(own::NONE_YET.get(cx.lang), cx.columns()).into_iter().map(Line::from),
                );
            }
            Some((list, _)) => {
                let names = [own::WHEN, own::FILE, own::WHO, own::UP_TO].map(|t| t.get(cx.lang));
                let names = format!("  {}", in_columns(names));
                lines.push(Line::styled(names, cx.theme.quiet()));
                let seen = list.iter().enumerate().skip(self.window.first).take(height);
                lines.extend(seen.map(|(n, b)| Self::line(b, n == self.window.at, cx)));
            }
            None => {}
        }
        frame.render_widget(Paragraph::new(lines), area);
        let foot = about(cx);
        let tall = (foot.len() as u16).min(area.height);
        let below = Rect { y: area.bottom() - tall, height: tall, ..area };
        frame.render_widget(Paragraph::new(foot), below);
        if let Doing::Asking(field) = &self.doing {
            draw_ask(frame, area, (own::FOLDER, own::FOLDER_HELP), field, cx);
        }
    }
}
