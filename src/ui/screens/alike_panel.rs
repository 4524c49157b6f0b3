//! Who looks like the person being typed: asked again whenever a compared field changes, shown
//! beside the form where there is room and below it where there is not.

use super::choose::Choose;
use super::doubles::alike_texts;
use super::form_screen::Purpose;
use super::{Context, Question, Step, Steps};
use crate::domain::id::FileNo;
use crate::domain::person::{PersonDraft, PersonField};
use crate::services::view::AlikeLine;
use crate::ui::effect::Effect;
use crate::ui::widgets::form::Form;
use crate::ui::widgets::text::wrap;
use crate::ui::words::twice;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Padding, Paragraph};

/// The fields that are compared.
const COMPARED: [PersonField; 7] = [
    PersonField::Name,
    PersonField::OtherNames,
    PersonField::Sex,
    PersonField::Born,
    PersonField::DocumentNo,
    PersonField::Hamlet,
    PersonField::Relatives,
];
/// Columns from which the panel stands beside the form.
const WIDE: u16 = 110;
/// Columns of the panel beside, lines of the panel below; the frame included.
const BESIDE: u16 = 40;
const BELOW: u16 = 7;

/// The panel.
#[derive(Default)]
pub(super) struct AlikePanel {
    lines: Vec<AlikeLine>,
    asked: Option<PersonDraft>,
    ticket: u64,
}

impl AlikePanel {
    /// Asks who looks like the person of a form, if it is one of a person and a compared field was
    /// changed.
    pub(super) fn look(&mut self, form: &Form, purpose: &Purpose) -> Steps {
        let own = match purpose {
            Purpose::NewPerson => None,
            Purpose::EditPerson(file_no) => Some(file_no),
            _ => return Steps::new(),
        };
        if !form.unsaved() {
            return Steps::new();
        }
        self.ask(&form.draft::<PersonField>(), own).into_iter().collect()
    }

    /// The people it may be instead, to open one.
    pub(super) fn offer(&self, cx: &Context) -> Steps {
        let options = alike_texts(&self.lines, cx.lang);
        if options.is_empty() {
            return Steps::new();
        }
        vec![Choose::open(Question::Alike, twice::ALIKE.get(cx.lang).to_owned(), options, 0)]
    }

    /// Asks, if a compared field is not what it was when last asked.
    fn ask(&mut self, draft: &PersonDraft, own: Option<&FileNo>) -> Option<Step> {
        let mut told = PersonDraft::new();
        for field in COMPARED {
            told.set_some(field, draft.get(field));
        }
        if self.asked.as_ref() == Some(&told) {
            return None;
        }
        self.ticket += 1;
        self.asked = Some(told.clone());
        let (own, ticket) = (own.cloned(), self.ticket);
        Some(Step::Ask(Effect::LoadAlike { draft: told, own, ticket }))
    }

    /// Takes an answer, unless something was typed since.
    pub(super) fn take(&mut self, ticket: u64, lines: &[AlikeLine]) {
        if ticket == self.ticket {
            self.lines = lines.to_vec();
        }
    }

    /// The people shown.
    pub(super) fn lines(&self) -> &[AlikeLine] {
        &self.lines
    }

    /// Where the form is drawn, and where the panel, if there is anybody to show.
    pub(super) fn share(&self, area: Rect) -> (Rect, Option<Rect>) {
        if self.lines.is_empty() {
            return (area, None);
        }
        if area.width >= WIDE {
            let form = Rect { width: area.width - BESIDE, ..area };
            (form, Some(Rect { x: area.x + form.width, width: BESIDE, ..area }))
        } else {
            let form = Rect { height: area.height.saturating_sub(BELOW), ..area };
            (form, Some(Rect { y: area.y + form.height, height: BELOW.min(area.height), ..area }))
        }
    }

    /// Draws it.
    pub(super) fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = format!(" {} ", twice::ALIKE.get(cx.lang));
        let block = Block::bordered()
            .title(title)
            .title_style(cx.theme.warn())
            .padding(Padding::horizontal(1));
        let inside = block.inner(area);
        frame.render_widget(Clear, area);
        frame.render_widget(block, area);
        let room = usize::from(inside.width);
        let mut lines: Vec<Line<'static>> = Vec::new();
        for text in alike_texts(&self.lines, cx.lang) {
            for (n, part) in wrap(&text, room.saturating_sub(2)).into_iter().enumerate() {
                let mark = if n == 0 { "• " } else { "  " };
                lines.push(Line::from(format!("{mark}{part}")));
            }
        }
        let foot = wrap(twice::ALIKE_OPEN.get(cx.lang), room);
        lines.truncate(usize::from(inside.height).saturating_sub(foot.len()));
        lines.extend(foot.into_iter().map(|t| Line::styled(t, cx.theme.key())));
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
