//! One line asked for in a dialog over a screen, which keeps it: a folder, days, a path.

use super::{Context, dialog_frame};
use crate::ui::widgets::text::{pad, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::words::Text;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Columns of the dialog.
const COLUMNS: u16 = 76;

/// Draws the dialog over `area`.
pub(super) fn draw_ask(
    frame: &mut Frame<'_>,
    area: Rect,
    (title, help): (Text, Text),
    field: &TextField,
    cx: &Context,
) {
    let help = wrap(help.get(cx.lang), usize::from(COLUMNS.saturating_sub(4)));
    let size = (COLUMNS, help.len() as u16 + 4);
    let inside = dialog_frame(frame, area, size, title.get(cx.lang), cx.theme);
    let room = usize::from(inside.width);
    let (text, cursor) = field.visible(room);
    let mut lines = vec![Line::styled(pad(&text, room), cx.theme.selected()), Line::from("")];
    lines.extend(help.into_iter().map(Line::from));
    frame.render_widget(Paragraph::new(lines), inside);
    frame.set_cursor_position(Position { x: inside.x + cursor as u16, y: inside.y });
}
