//! Something to read and close: why an act was refused, or what was odd about it.

use super::{Context, Screen, Step, Steps, Tone, dialog_frame};
use crate::domain::refusal::Remark;
use crate::domain::word::Lang;
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

impl Message {
    /// Opens a message.
    pub fn open(title: String, tone: Tone, paragraphs: Vec<String>) -> Step {
        Step::Open(Box::new(Self { title, tone, paragraphs, scroll: 0 }))
    }

    /// A failure: what, why, what to do, code.
    pub fn trouble(trouble: &Trouble, lang: Lang) -> Step {
        Self::open(trouble.what.clone(), Tone::Bad, trouble_lines(trouble, lang))
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
    lines.push(format!("{}: {}", words::CODE.get(lang), trouble.code));
    lines
}

impl Screen for Message {
    fn place(&self) -> Place {
        Place::Read
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
            Key::Down => self.scroll = (self.scroll + 1).min(self.paragraphs.len()),
            _ => {}
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let columns: u16 = 72;
        let style = match self.tone {
            Tone::Good => cx.theme.good(),
            Tone::Warn => cx.theme.warn(),
            Tone::Bad => cx.theme.bad(),
        };
        let room = usize::from(columns - 4);
        let mut lines: Vec<Line<'_>> =
            wrap(&self.title, room).into_iter().map(|t| Line::styled(t, style)).collect();
        for paragraph in &self.paragraphs {
            lines.push(Line::default());
            lines.extend(wrap(paragraph, room).into_iter().map(Line::from));
        }
        let height = (lines.len() as u16 + 2).min(area.height);
        let sign = match self.tone {
            Tone::Good => "✓",
            Tone::Warn => "!",
            Tone::Bad => "✗",
        };
        let inside = dialog_frame(frame, area, (columns, height), sign, cx.theme);
        let most = lines.len().saturating_sub(usize::from(inside.height));
        let seen: Vec<Line<'_>> = lines.into_iter().skip(self.scroll.min(most)).collect();
        frame.render_widget(Paragraph::new(seen), inside);
    }
}
