//! Something to read and close: why an act was refused, or what was odd about it.

use super::{Context, Screen, Step, Steps, Tone, dialog_frame};
use crate::domain::refusal::Remark;
use crate::domain::word::Lang;
use crate::services::CheckOutcome;
use crate::ui::command::{Command, Place};
use crate::ui::effect::Trouble;
use crate::ui::keymap::Key;
use crate::ui::widgets::text::wrap;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The message.
pub struct Message {
    title: String,
    tone: Tone,
    paragraphs: Vec<String>,
    scroll: usize,
}

/// Columns of its text.
const ROOM: usize = 68;
/// Lines that a page key moves.
const PAGE: usize = 10;

impl Message {
    /// The paragraphs, broken into lines.
    fn lines(&self) -> Vec<String> {
        let parts = self.paragraphs.iter().map(|p| wrap(p, ROOM));
        parts.flat_map(|lines| std::iter::once(String::new()).chain(lines)).collect()
    }

    /// Opens a message.
    pub fn open(title: String, tone: Tone, paragraphs: Vec<String>) -> Step {
        Step::Open(Box::new(Self { title, tone, paragraphs, scroll: 0 }))
    }

    /// A failure: what, why, what to do, code.
    pub fn trouble(trouble: &Trouble, lang: Lang) -> Step {
        Self::open(trouble.what.clone(), Tone::Bad, trouble_lines(trouble, lang))
    }

    /// What the whole check of the registry found.
    pub fn check(found: &CheckOutcome, lang: Lang) -> Step {
        let (title, tone) = if found.is_sound() {
            (words::import::SOUND, Tone::Good)
        } else {
            (words::import::NOT_SOUND, Tone::Bad)
        };
        let lines = found.text(lang).lines().map(|l| l.trim().to_owned()).collect();
        Self::open(title.get(lang).to_owned(), tone, lines)
    }

    /// What is odd about something that was saved.
    pub fn remarks(remarks: &[Remark], lang: Lang) -> Step {
        let texts = remarks.iter().map(|r| format!("! {}", r.text(lang))).collect();
        Self::open(words::PLEASE_LOOK.get(lang).to_owned(), Tone::Warn, texts)
    }
}

/// Why, what to do, code: the lines under the heading of a failure.
pub fn trouble_lines(trouble: &Trouble, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (word, text) in [(words::WHY, &trouble.why), (words::DO_WHAT, &trouble.remedy)] {
        if !text.is_empty() {
            lines.push(format!("{}: {text}", word.get(lang)));
        }
    }
    lines.extend(trouble.refusals.iter().map(|r| format!("✗ {}", r.text(lang))));
    // The number alone: with its letters it would look like a file number.
    let code = trouble.code.rsplit('-').next().unwrap_or(&trouble.code);
    lines.push(format!("{}: {}", words::CODE.get(lang), code));
    lines
}

impl Screen for Message {
    fn place(&self) -> Place {
        Place::Read
    }

    fn can(&self, command: Command, _: &Context) -> bool {
        // A message is one page.
        !matches!(command, Command::Contents | Command::NextTab | Command::PreviousTab)
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Accept | Command::Cancel => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, _: &Context) -> Steps {
        match key {
            Key::Up => self.scroll = self.scroll.saturating_sub(1),
            Key::Down => self.scroll = (self.scroll + 1).min(self.lines().len()),
            Key::PageUp => self.scroll = self.scroll.saturating_sub(PAGE),
            Key::PageDown => self.scroll = (self.scroll + PAGE).min(self.lines().len()),
            _ => {}
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let columns = ROOM as u16 + 4;
        let style = match self.tone {
            Tone::Good => cx.theme.good(),
            Tone::Warn => cx.theme.warn(),
            Tone::Bad => cx.theme.bad(),
        };
        let mut lines: Vec<Line<'_>> =
            wrap(&self.title, ROOM).into_iter().map(|t| Line::styled(t, style)).collect();
        lines.extend(self.lines().into_iter().map(Line::from));
        let height = (lines.len() as u16 + 2).min(area.height);
        let sign = match self.tone {
            Tone::Good => "✓",
            Tone::Warn => "!",
            Tone::Bad => "✗",
        };
        let inside = dialog_frame(frame, area, (columns, height), sign, cx.theme);
        let most = lines.len().saturating_sub(usize::from(inside.height));
        let first = self.scroll.min(most);
        let rest = most - first;
        let mut seen: Vec<Line<'_>> =
            lines.into_iter().skip(first).take(usize::from(inside.height)).collect();
        if rest > 0 {
            // The last line says that there is more.
            seen.pop();
            let text = format!("↓ {} {}", rest + 1, words::AND_MORE.get(cx.lang));
            seen.push(Line::styled(text, cx.theme.quiet()));
        }
        frame.render_widget(Paragraph::new(seen), inside);
    }
}
