//! A question with two answers. The safe answer is the highlighted one at first.

use super::{Chosen, Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::text::width;
use crate::domain::word::Lang;
use crate::ui::command::{self, Command, CommandRow, Place};
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::wrap;
use crate::ui::words::{self, Text};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Columns of the dialog, its frame included.
const COLUMNS: u16 = 64;
/// Columns between the two answers.
const BETWEEN: u16 = 3;
/// Empty lines below the answers.
const BELOW: u16 = 1;

/// The question.
pub struct Confirm {
    question: Text,
    detail: String,
    answers: (Text, Text),
    yes: bool,
    /// What is done for a yes, the closing included.
    then: Steps,
}

impl Confirm {
    /// Asks; `then` is done after the dialog is closed, if the answer is yes.
    pub fn ask(question: Text, detail: String, answers: (Text, Text), then: Steps) -> Step {
        let then = std::iter::once(Step::Close).chain(then).collect();
        Step::Open(Box::new(Self { question, detail, answers, yes: false, then }))
    }

    /// Asks for the dialog below, which is told of a yes.
    pub fn ask_below(
        question: Text,
        detail: String,
        answers: (Text, Text),
        chosen: Chosen,
    ) -> Step {
        let then = vec![Step::Choose(chosen)];
        Step::Open(Box::new(Self { question, detail, answers, yes: false, then }))
    }

    /// Asks before what was typed and not saved is left.
    pub fn discard(then: Steps, lang: Lang) -> Step {
        let detail = words::ASK_DISCARD_MORE.get(lang).to_owned();
        Self::ask(words::ASK_DISCARD, detail, (words::DISCARD, words::KEEP_TYPING), then)
    }

    fn lines(&self) -> Vec<String> {
        wrap(&self.detail, usize::from(COLUMNS - 4))
    }

    fn size(&self) -> (u16, u16) {
        (COLUMNS, self.lines().len() as u16 + 4 + BELOW)
    }

    /// The two answers as they are drawn: whether it is yes, its text.
    fn buttons(&self, cx: &Context) -> Vec<(bool, String)> {
        let rows = [(Command::Yes, true), (Command::No, false)];
        let button = |(command, yes): (Command, bool)| {
            let row = command::at(Place::Confirm, cx.role).find(|r| r.command == command)?;
            let (key, answer) = self.offer(row, cx);
            Some((yes, format!(" {answer} ({key}) ")))
        };
        rows.into_iter().filter_map(button).collect()
    }

    /// Proposes something harmless: yes is the highlighted answer.
    pub fn propose(question: Text, detail: String, answers: (Text, Text), then: Steps) -> Step {
        let then = std::iter::once(Step::Close).chain(then).collect();
        Step::Open(Box::new(Self { question, detail, answers, yes: true, then }))
    }

    fn answered(&mut self, yes: bool) -> Steps {
        if yes { std::mem::take(&mut self.then) } else { vec![Step::Close] }
    }
}

impl Screen for Confirm {
    fn place(&self) -> Place {
        Place::Confirm
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let answer = match row.command {
            Command::Yes => self.answers.0,
            Command::No => self.answers.1,
            _ => return row.offer(cx.lang),
        };
        // The letters of these rows stand in the order of the languages.
        let letter = row.keys.get(usize::from(cx.lang == Lang::En));
        let key = letter.map(|k| k.label(cx.lang)).unwrap_or_default();
        (key, answer.get(cx.lang).to_owned())
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Yes => self.answered(true),
            Command::No => self.answered(false),
            Command::Accept => self.answered(self.yes),
            Command::Turn => {
                self.yes = !self.yes;
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, self.size());
        let (mut x, y) = (inside.x, inside.bottom().saturating_sub(1 + BELOW));
        for (yes, text) in self.buttons(cx) {
            let spot = Rect { x, y, width: width(&text) as u16, height: 1 };
            if mouse.clicks(spot) {
                return self.answered(yes);
            }
            x = spot.right() + BETWEEN;
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = self.question.get(cx.lang);
        let inside = dialog_frame(frame, area, self.size(), title, cx.theme);
        let mut text: Vec<Line<'_>> = self.lines().into_iter().map(Line::from).collect();
        let mut buttons = Vec::new();
        for (yes, button) in self.buttons(cx) {
            let chosen = yes == self.yes;
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            buttons.push(Span::styled(button, style));
            buttons.push(Span::raw(" ".repeat(usize::from(BETWEEN))));
        }
        text.push(Line::default());
        text.push(Line::from(buttons));
        frame.render_widget(Paragraph::new(text), inside);
    }
}
