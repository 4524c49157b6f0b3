//! What an officer did since unlocking, to be taken back; and what anybody cancelled, to be
//! brought back.

use super::doubles::ask_why;
use super::{Context, Screen, Step, Steps, Tone, dialog_frame};
use crate::domain::date::{vn, vn_minute};
use crate::domain::id::{EventId, MeasureId};
use crate::domain::journal::Object;
use crate::domain::word::{EventKind, Lang, MeasureCode, Word};
use crate::services::view::{BinLine, UndoLine};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{self, twice};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The acts of this session.
#[derive(Default)]
pub struct OwnActs {
    lines: Option<Vec<UndoLine>>,
    window: Window,
}

/// The cancelled entries.
#[derive(Default)]
pub struct Bin {
    lines: Option<Vec<BinLine>>,
    window: Window,
}

fn act_text(line: &UndoLine, lang: Lang) -> String {
    let reason = line.reason.as_deref().map(|r| format!(" ({})", safe(r))).unwrap_or_default();
    let not =
        if line.possible { String::new() } else { format!(" — {}", twice::UNDO_NOT.get(lang)) };
    format!("{} · {} · {}{reason}{not}", vn_minute(line.at), line.file_no, line.act.label(lang))
}

fn kind_text(line: &BinLine, lang: Lang) -> String {
    let label = match line.object {
        Object::Event => EventKind::from_code(&line.kind).map(|k| k.label(lang)),
        _ => MeasureCode::from_code(&line.kind).map(|k| k.label(lang)),
    };
    label.unwrap_or(&line.kind).to_owned()
}

/// A window of lines in a dialog; of each entry several lines, the first with the mark.
struct Listed<'a> {
    title: &'a str,
    none: &'a str,
    entries: Option<Vec<Vec<String>>>,
    window: Window,
}

impl Listed<'_> {
    fn draw(self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let inside = dialog_frame(frame, area, (110, area.height), self.title, cx.theme);
        let room = usize::from(inside.width);
        let Some(entries) = self.entries else {
            frame.render_widget(Paragraph::new(words::LOADING.get(cx.lang)), inside);
            return;
        };
        let mut lines = Vec::new();
        if entries.is_empty() {
            lines.extend(wrap(self.none, room).into_iter().map(Line::from));
        }
        let each = entries.first().map_or(1, Vec::len);
        let seen = (usize::from(inside.height) / each).max(1);
        let mut window = self.window;
        window.fit(seen);
        for (n, entry) in entries.into_iter().enumerate().skip(window.first).take(seen) {
            let here = n == window.at;
            for (i, text) in entry.into_iter().enumerate() {
                let style = match (i, here) {
                    (0, true) => cx.theme.selected(),
                    (0, false) => cx.theme.text(),
                    _ => cx.theme.quiet(),
                };
                let mark = if i == 0 && here { "▸ " } else { "  " };
                lines.push(Line::styled(pad(&format!("{mark}{text}"), room), style));
            }
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}

fn moved(window: &mut Window, key: Key, cx: &Context) {
    let page = cx.body_height();
    match key {
        Key::Up => window.step(-1, page),
        Key::Down => window.step(1, page),
        Key::PageUp => window.step(-(page as isize / 2), page),
        Key::PageDown => window.step(page as isize / 2, page),
        Key::Home => window.go(0, page),
        Key::End => window.go(usize::MAX, page),
        _ => {}
    }
}

impl OwnActs {
    /// Opens the list.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadOwnActs)]
    }
}

impl Screen for OwnActs {
    fn place(&self) -> Place {
        Place::OwnActs
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        command != Command::Undo || self.lines.as_ref().is_some_and(|l| !l.is_empty())
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadOwnActs)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        let chosen = self.lines.as_ref().and_then(|l| l.get(self.window.at));
        match (command, chosen) {
            (Command::Cancel, _) => vec![Step::Close],
            (Command::Undo, Some(line)) if line.possible => {
                let why = twice::UNDO_WHY.get(cx.lang);
                let act = DeskAct::Undo(line.seq);
                let subject = act_text(line, cx.lang);
                vec![ask_why(twice::UNDO, subject, twice::UNDO_HELP, why, act)]
            }
            (Command::Undo, Some(line)) => {
                vec![Step::Tell(Tone::Warn, act_text(line, cx.lang))]
            }
            (Command::Open, Some(line)) => {
                vec![Step::Close, Step::OpenDossier(line.file_no.clone())]
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        moved(&mut self.window, key, cx);
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::OwnActs(lines) => {
                self.window.set_total(lines.len(), cx.body_height());
                self.lines = Some(lines.clone());
                Steps::new()
            }
            Answer::Done(_) => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.lines = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let entry = |l: &UndoLine| vec![act_text(l, cx.lang)];
        let listed = Listed {
            title: twice::UNDO.get(cx.lang),
            none: twice::UNDO_NONE.get(cx.lang),
            entries: self.lines.as_ref().map(|lines| lines.iter().map(entry).collect()),
            window: self.window,
        };
        listed.draw(frame, area, cx);
    }
}

impl Bin {
    /// Opens the list; looking at it is recorded.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadBin)]
    }
}

fn bin_entry(line: &BinLine, lang: Lang) -> Vec<String> {
    let timed = line.happened.time() != chrono::NaiveTime::MIN;
    let day = if timed { vn_minute(line.happened) } else { vn(line.happened.date()) };
    let reason = line.reason.as_deref().map(safe).unwrap_or_default();
    vec![
        format!("{} · {} · {} {day}", line.file_no, safe(&line.name), kind_text(line, lang)),
        format!(
            "  {} {} · {}: {reason}",
            twice::BIN_BY.get(lang),
            vn_minute(line.at),
            safe(&line.by)
        ),
    ]
}

impl Screen for Bin {
    fn place(&self) -> Place {
        Place::Bin
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        let some = self.lines.as_ref().is_some_and(|l| !l.is_empty());
        some || !matches!(command, Command::Restore | Command::Open)
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadBin)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        let chosen = self.lines.as_ref().and_then(|l| l.get(self.window.at));
        match (command, chosen) {
            (Command::Cancel, _) => vec![Step::Close],
            (Command::Restore, Some(line)) => {
                let file = line.file_no.clone();
                let act = match line.object {
                    Object::Event => DeskAct::RestoreEvent(file, EventId(line.object_id)),
                    _ => DeskAct::RestoreMeasure(file, MeasureId(line.object_id)),
                };
                let subject = bin_entry(line, cx.lang).swap_remove(0);
                vec![ask_why(twice::BIN_RESTORE, subject, twice::BIN_HELP, "", act)]
            }
            (Command::Open, Some(line)) => {
                vec![Step::Close, Step::OpenDossier(line.file_no.clone())]
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        moved(&mut self.window, key, cx);
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Bin(lines) => {
                self.window.set_total(lines.len(), cx.body_height() / 2);
                self.lines = Some(lines.clone());
                Steps::new()
            }
            Answer::Done(_) => vec![Step::Ask(Effect::LoadBin)],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.lines = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let entry = |l: &BinLine| bin_entry(l, cx.lang);
        let listed = Listed {
            title: twice::BIN.get(cx.lang),
            none: twice::BIN_NONE.get(cx.lang),
            entries: self.lines.as_ref().map(|lines| lines.iter().map(entry).collect()),
            window: self.window,
        };
        listed.draw(frame, area, cx);
    }
}
