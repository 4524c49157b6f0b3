//! A question with two answers. The safe answer is the highlighted one at first.

use super::{Context, Screen, Step, Steps, dialog_frame};
use crate::domain::word::Lang;
use crate::ui::command::{self, Command, CommandRow, Place};
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

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let columns = 64;
        let detail = wrap(&self.detail, columns - 4);
        let lines = detail.len() as u16 + 5;
        let title = self.question.get(cx.lang);
        let inside = dialog_frame(frame, area, (columns as u16, lines), title, cx.theme);
        let mut text: Vec<Line<'_>> = detail.into_iter().map(Line::from).collect();
        let mut buttons = Vec::new();
        for (command, chosen) in [(Command::Yes, self.yes), (Command::No, !self.yes)] {
            let Some(row) = command::at(Place::Confirm, true).find(|r| r.command == command) else {
                continue;
            };
            let (key, answer) = self.offer(row, cx);
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            buttons.push(Span::styled(format!(" {answer} ({key}) "), style));
            buttons.push(Span::raw("   "));
        }
        text.push(Line::default());
        text.push(Line::from(buttons));
        frame.render_widget(Paragraph::new(text), inside);
    }
}
