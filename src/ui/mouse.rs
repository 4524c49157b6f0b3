//! The mouse as this program knows it: a click and the wheel, nothing else. Where a click falls each
//! screen works out from the same figures it draws with.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// Lines that one notch of the wheel moves.
pub const NOTCH: usize = 3;

/// What the mouse did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// The left button was pressed.
    Click,
    /// The wheel was turned up.
    WheelUp,
    /// The wheel was turned down.
    WheelDown,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub deed: Deed,
    /// The cell of the terminal.
    pub at: Position,
}

impl Mouse {
    /// The deed of a terminal event; `None` for movements, other buttons and releases.
    pub fn from_event(event: MouseEvent) -> Option<Self> {
        let deed = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Deed::Click,
            MouseEventKind::ScrollUp => Deed::WheelUp,
            MouseEventKind::ScrollDown => Deed::WheelDown,
            _ => return None,
        };
        Some(Self { deed, at: Position::new(event.column, event.row) })
    }

    /// Whether this is a click within an area.
    pub fn clicks(self, area: Rect) -> bool {
        self.deed == Deed::Click && area.contains(self.at)
    }

    /// The line of an area that was clicked, from 0.
    pub fn clicked_line(self, area: Rect) -> Option<usize> {
        self.clicks(area).then(|| usize::from(self.at.y - area.y))
    }

    /// How many lines the wheel asks to move.
    pub fn wheel(self) -> Option<isize> {
        match self.deed {
            Deed::Click => None,
            Deed::WheelUp => Some(-(NOTCH as isize)),
            Deed::WheelDown => Some(NOTCH as isize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::crossterm::event::KeyModifiers;

    #[test]
    fn only_clicks_and_the_wheel_count() {
        let of = |kind| {
            let event = MouseEvent { kind, column: 4, row: 7, modifiers: KeyModifiers::NONE };
            Mouse::from_event(event).map(|m| m.deed)
        };
        assert_eq!(of(MouseEventKind::Down(MouseButton::Left)), Some(Deed::Click));
        assert_eq!(of(MouseEventKind::ScrollDown), Some(Deed::WheelDown));
        assert_eq!(of(MouseEventKind::Up(MouseButton::Left)), None);
        assert_eq!(of(MouseEventKind::Moved), None);
        assert_eq!(of(MouseEventKind::Down(MouseButton::Right)), None);
    }

    #[test]
    fn a_click_is_counted_from_the_top_of_its_area() {
        let mouse = Mouse { deed: Deed::Click, at: Position::new(5, 9) };
        assert_eq!(mouse.clicked_line(Rect::new(0, 7, 10, 5)), Some(2));
        assert_eq!(mouse.clicked_line(Rect::new(0, 7, 5, 5)), None);
        let wheel = Mouse { deed: Deed::WheelUp, ..mouse };
        assert_eq!((wheel.clicked_line(Rect::new(0, 7, 10, 5)), wheel.wheel()), (None, Some(-3)));
    }
}
