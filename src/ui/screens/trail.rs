//! What an officer did since unlocking, to be taken back; and what anybody cancelled, to be
//! brought back.

use super::doubles::ask_why;
use super::{Context, Screen, Step, Steps, Tone, dialog_frame, dialog_inside};
use crate::domain::correction::entry_text;
use crate::domain::date::{vn_minute, vn_moment};
use crate::domain::id::{EventId, MeasureId};
use crate::domain::journal::Object;
use crate::domain::word::{EventKind, Lang, MeasureCode, Word};
use crate::services::Duty;
use crate::services::view::{BinLine, UndoLine};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, DeskAct, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{Text, twice};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The acts of this session.
#[derive(Default)]
pub struct OwnActs(Listed<UndoLine>);

/// The cancelled entries.
#[derive(Default)]
pub struct Bin(Listed<BinLine>);

/// When and on whose file; what was done, to which entry, why.
fn act_entry(line: &UndoLine, lang: Lang) -> Vec<String> {
    let entry = entry_text(line.object, &line.held, lang).map(|text| format!(": {text}"));
    let reason = line.reason.as_deref().map(|r| format!(" ({})", safe(r))).unwrap_or_default();
    let not =
        if line.possible { String::new() } else { format!(" — {}", twice::UNDO_NOT.get(lang)) };
    vec![
        format!("{} · {} · {}", vn_minute(line.at), line.file_no, safe(&line.name)),
        format!("  {}{}{reason}{not}", line.act.label(lang), safe(&entry.unwrap_or_default())),
    ]
}

/// The same on one line.
fn act_text(line: &UndoLine, lang: Lang) -> String {
    act_entry(line, lang).join(" ·")
}

fn kind_text(line: &BinLine, lang: Lang) -> String {
    let label = match line.object {
        Object::Event => EventKind::from_code(&line.kind).map(|k| k.label(lang)),
        _ => MeasureCode::from_code(&line.kind).map(|k| k.label(lang)),
    };
    label.unwrap_or(&line.kind).to_owned()
}

/// Columns of the dialogs.
const COLUMNS: u16 = 110;
/// Lines of an act, and of a cancelled entry.
const EACH: usize = 2;

/// Lines in a dialog, once they are read.
struct Listed<T> {
    lines: Option<Vec<T>>,
    window: Window,
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self { lines: None, window: Window::default() }
    }
}

impl<T: Clone> Listed<T> {
    fn chosen(&self) -> Option<&T> {
        self.lines.as_ref()?.get(self.window.at)
    }

    fn take(&mut self, lines: &[T], height: usize) -> Steps {
        self.window.set_total(lines.len(), height);
        self.lines = Some(lines.to_vec());
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = cx.body_height();
        match key {
            Key::Up => self.window.step(-1, page),
            Key::Down => self.window.step(1, page),
            Key::PageUp => self.window.step(-(page as isize / 2), page),
            Key::PageDown => self.window.step(page as isize / 2, page),
            Key::Home => self.window.go(0, page),
            Key::End => self.window.go(usize::MAX, page),
            _ => {}
        }
        Steps::new()
    }

    /// The wheel moves, a click goes to its entry; whether it fell on the one one stood on. Entries
    /// have `each` lines.
    fn on_mouse(&mut self, mouse: Mouse, area: Rect, each: usize) -> bool {
        let inside = dialog_inside(area, (COLUMNS, area.height));
        let seen = (usize::from(inside.height) / each).max(1);
        self.window.on_mouse_tall(mouse, inside, seen, each)
    }

    /// Of each entry several lines, the first with the mark; `none` where there is no entry.
    fn draw(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        (title, none): (Text, Text),
        entry: impl Fn(&T) -> Vec<String>,
        cx: &Context,
    ) {
        let title = title.get(cx.lang);
        let inside = dialog_frame(frame, area, (COLUMNS, area.height), title, cx.theme);
        let room = usize::from(inside.width);
        let Some(entries) = &self.lines else {
            frame.render_widget(Paragraph::new(cx.not_read_yet()), inside);
            return;
        };
        let mut lines = Vec::new();
        if entries.is_empty() {
            lines.extend(wrap(none.get(cx.lang), room).into_iter().map(Line::from));
        }
        let each = entries.first().map_or(1, |first| entry(first).len());
        let seen = (usize::from(inside.height) / each).max(1);
        let mut window = self.window;
        window.fit(seen);
        for (n, one) in entries.iter().enumerate().skip(window.first).take(seen) {
            let here = n == window.at;
            for (i, text) in entry(one).into_iter().enumerate() {
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
        command != Command::Undo || self.0.chosen().is_some()
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadOwnActs)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, self.0.chosen()) {
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
        self.0.on_key(key, cx)
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        // The second click on a line does what Enter does.
        let again = self.0.on_mouse(mouse, area, EACH);
        if again && cx.may(Duty::Mend) { self.on_command(Command::Undo, cx) } else { Steps::new() }
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::OwnActs(lines) => self.0.take(lines, cx.body_height() / EACH),
            Answer::Done(_) => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.0.lines = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let entry = |l: &UndoLine| act_entry(l, cx.lang);
        self.0.draw(frame, area, (twice::UNDO, twice::UNDO_NONE), entry, cx);
    }
}

impl Bin {
    /// Opens the list; looking at it is recorded.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Step::Ask(Effect::LoadBin)]
    }
}

fn bin_entry(line: &BinLine, lang: Lang) -> Vec<String> {
    let day = vn_moment(line.happened);
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
        self.0.chosen().is_some() || !matches!(command, Command::Restore | Command::Open)
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Step::Ask(Effect::LoadBin)]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match (command, self.0.chosen()) {
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
        self.0.on_key(key, cx)
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        // The second click on a line does what Enter does.
        let again = self.0.on_mouse(mouse, area, EACH);
        if again && cx.may(Duty::Mend) {
            self.on_command(Command::Restore, cx)
        } else {
            Steps::new()
        }
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Bin(lines) => self.0.take(lines, cx.body_height() / EACH),
            Answer::Done(_) => vec![Step::Ask(Effect::LoadBin)],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        self.0.lines = None;
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let entry = |l: &BinLine| bin_entry(l, cx.lang);
        self.0.draw(frame, area, (twice::BIN, twice::BIN_NONE), entry, cx);
    }
}
