//! One more key after `m`: how a contact went. It is saved at once, as of now.

use super::forms::Who;
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::case::{EventDraft, EventField};
use crate::domain::date::vn_minute;
use crate::domain::id::FileNo;
use crate::domain::word::{EventKind, Outcome, Word};
use crate::ui::command::{self, Command, Place};
use crate::ui::effect::Effect;
use crate::ui::mouse::Mouse;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

/// Which key means which result.
const RESULTS: [(Command, Outcome); 4] = [
    (Command::MarkMet, Outcome::Met),
    (Command::MarkNotHome, Outcome::NotHome),
    (Command::MarkRefused, Outcome::Refused),
    (Command::MarkPhone, Outcome::Phone),
];

/// Its size with the frame.
const SIZE: (u16, u16) = (52, 8);

/// The question.
pub struct Mark {
    file_no: FileNo,
    subject: String,
}

impl Mark {
    /// Asks how the contact with a person went.
    pub fn open(who: &Who) -> Step {
        Step::Open(Box::new(Self { file_no: who.file_no.clone(), subject: who.subject() }))
    }
}

impl Screen for Mark {
    fn place(&self) -> Place {
        Place::Mark
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        if command == Command::Cancel {
            return vec![Step::Close];
        }
        let Some((_, outcome)) = RESULTS.iter().find(|(c, _)| *c == command) else {
            return Steps::new();
        };
        let draft = EventDraft::new()
            .with(EventField::Kind, EventKind::Contact.code())
            .with(EventField::At, vn_minute(cx.now))
            .with(EventField::Outcome, outcome.code());
        vec![Step::Close, Step::Ask(Effect::Record(self.file_no.clone(), draft))]
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, SIZE);
        let rows = Rect { y: inside.y + 2, height: RESULTS.len() as u16, ..inside };
        let results = command::at(Place::Mark, cx.role)
            .filter(|row| RESULTS.iter().any(|(command, _)| *command == row.command));
        let clicked = mouse.clicked_line(rows).and_then(|n| results.map(|r| r.command).nth(n));
        clicked.map_or_else(Steps::new, |command| self.on_command(command, cx))
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = EventKind::Contact.label(cx.lang);
        let inside = dialog_frame(frame, area, SIZE, title, cx.theme);
        let mut lines =
            vec![Line::styled(self.subject.clone(), cx.theme.strong()), Line::default()];
        for row in command::at(Place::Mark, cx.role) {
            let Some((_, outcome)) = RESULTS.iter().find(|(c, _)| *c == row.command) else {
                continue;
            };
            let key = row.keys.first().map(|k| k.label(cx.lang)).unwrap_or_default();
            lines.push(Line::from(vec![
                Span::styled(format!(" {key} "), cx.theme.key()),
                Span::raw(format!(" {}", outcome.label(cx.lang))),
            ]));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
