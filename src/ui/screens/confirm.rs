//! A question with two answers. The safe answer is the highlighted one at first.

use super::{Context, Screen, Step, Steps, dialog_frame};
use crate::ui::command::{Command, Place};
use crate::ui::widgets::text::wrap;
use crate::ui::words::Text;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// The question.
pub struct Confirm {
    question: Text,
    detail: String,
    answers: (Text, Text),
    yes: bool,
    then: Steps,
}

impl Confirm {
    /// Asks; `then` is done after the dialog is closed, if the answer is yes.
    pub fn ask(question: Text, detail: String, answers: (Text, Text), then: Steps) -> Step {
        Step::Open(Box::new(Self { question, detail, answers, yes: false, then }))
    }

    fn answered(&mut self, yes: bool) -> Steps {
        let mut steps = vec![Step::Close];
        if yes {
            steps.append(&mut self.then);
        }
        steps
    }
}

impl Screen for Confirm {
    fn place(&self) -> Place {
        Place::Confirm
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

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let columns = 64;
        let detail = wrap(&self.detail, columns - 4);
        let lines = detail.len() as u16 + 5;
        let title = self.question.get(cx.lang);
        let inside = dialog_frame(frame, area, (columns as u16, lines), title, cx.theme);
        let answer = |text: Text, key: &str, chosen: bool| {
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            Span::styled(format!(" {} ({key}) ", text.get(cx.lang)), style)
        };
        let mut text: Vec<Line<'_>> = detail.into_iter().map(Line::from).collect();
        text.push(Line::default());
        let keys = (cx.lang.pick("c", "y"), cx.lang.pick("k", "n"));
        text.push(Line::from(vec![
            answer(self.answers.0, keys.0, self.yes),
            Span::raw("   "),
            answer(self.answers.1, keys.1, !self.yes),
        ]));
        frame.render_widget(Paragraph::new(text), inside);
    }
}
