//! Which columns a list has, and in what order: kept for the officer, in the registry.

use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::word::Word as _;
use crate::ui::columns::{Column, Columns, Table};
use crate::ui::command::{Command, Place};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{list_line, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::desk;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// Lines for the columns; no list has more.
const HEIGHT: usize = 12;
/// Its size with the frame.
const SIZE: (u16, u16) = (66, HEIGHT as u16 + 5);

/// The dialog.
pub struct ColumnsDialog {
    table: Table,
    columns: Columns,
    window: Window,
}

impl ColumnsDialog {
    /// Opens it for a list.
    pub fn open(table: Table, cx: &Context) -> Step {
        let columns = Columns::read(table, cx.preferences.get(table.preference()));
        let window = Window { total: table.all().len(), ..Window::default() };
        Step::Open(Box::new(Self { table, columns, window }))
    }

    /// The chosen columns in their order, then the others.
    fn lines(&self) -> Vec<Column> {
        let mut lines = self.columns.chosen().to_vec();
        lines.extend(self.table.all().iter().filter(|c| !self.columns.chosen().contains(c)));
        lines
    }

    /// Acts on the column one stands on, and stays on it.
    fn on_column(&mut self, act: impl FnOnce(&mut Columns, Column)) -> Steps {
        if let Some(column) = self.lines().get(self.window.at).copied() {
            act(&mut self.columns, column);
            let at = self.lines().iter().position(|c| *c == column);
            self.window.go(at.unwrap_or(0), HEIGHT);
        }
        Steps::new()
    }
}

impl Screen for ColumnsDialog {
    fn place(&self) -> Place {
        Place::Columns
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Accept => {
                vec![Step::Close, Step::Prefer(self.table.preference(), self.columns.text())]
            }
            Command::Cancel => vec![Step::Close],
            Command::Toggle => self.on_column(Columns::toggle),
            Command::MoveLeft => self.on_column(|all, column| all.shift(column, false)),
            Command::MoveRight => self.on_column(|all, column| all.shift(column, true)),
            Command::UsualColumns => {
                self.columns = Columns::read(self.table, None);
                self.window.go(0, HEIGHT);
                Steps::new()
            }
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, _: &Context) -> Steps {
        match key {
            Key::Up => self.window.step(-1, HEIGHT),
            Key::Down => self.window.step(1, HEIGHT),
            Key::Home => self.window.go(0, HEIGHT),
            Key::End => self.window.go(self.window.total, HEIGHT),
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, _: &Context) -> Steps {
        if self.window.on_mouse(mouse, dialog_inside(area, SIZE), HEIGHT) {
            return self.on_column(Columns::toggle);
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = match self.table {
            Table::People => desk::COLUMNS_PEOPLE,
            Table::Today => desk::COLUMNS_TODAY,
        };
        let inside = dialog_frame(frame, area, SIZE, title.get(cx.lang), cx.theme);
        let room = usize::from(inside.width);
        let fitting = self.columns.fitting(cx.columns());
        let mut lines = Vec::new();
        for (n, column) in self.lines().into_iter().enumerate() {
            let chosen = self.columns.chosen().contains(&column);
            let shown = fitting.iter().any(|(c, _)| *c == column);
            let mark = if chosen { "[x]" } else { "[ ]" };
            let mut text = format!("{mark} {}", column.label(cx.lang));
            if chosen && !shown {
                text = format!("{text} – {}", desk::COLUMNS_NO_ROOM.get(cx.lang));
            }
            lines.push(list_line(&text, room, n == self.window.at, cx.theme));
        }
        lines.resize(HEIGHT, Line::default());
        lines.push(Line::styled("─".repeat(room), cx.theme.quiet()));
        let hint = wrap(desk::COLUMNS_HINT.get(cx.lang), room);
        lines.extend(hint.into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
        frame.render_widget(Paragraph::new(lines), inside);
    }
}
