//! Where one stands in a long list, and which part of it is seen. Holds no rows: the screen asks
//! for the part that is seen and nothing else.

use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use ratatui::layout::Rect;

/// Where a text stands that is read by ↑ ↓ `PageUp` `PageDown` Home End; `page` lines are seen at once, it
/// can stand at most at `most`.
pub fn scrolled(at: usize, key: Key, page: usize, most: usize) -> usize {
    let to = match key {
        Key::Up => at.saturating_sub(1),
        Key::Down => at + 1,
        Key::PageUp => at.saturating_sub(page),
        Key::PageDown => at + page,
        Key::Home => 0,
        Key::End => most,
        _ => at,
    };
    to.min(most)
}

/// A cursor in a list of `total` lines of which `height` are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Window {
    /// Lines in all.
    pub total: usize,
    /// The line one stands on.
    pub at: usize,
    /// The first line seen.
    pub first: usize,
}

impl Window {
    /// Moves by so many lines, and scrolls as little as needed.
    pub fn step(&mut self, by: isize, height: usize) {
        self.go(self.at.saturating_add_signed(by), height);
    }

    /// Goes to a line.
    pub fn go(&mut self, at: usize, height: usize) {
        self.at = at.min(self.total.saturating_sub(1));
        self.fit(height);
    }

    /// Moves by ↑ ↓ `PageUp` `PageDown`, keys that are never text; whether the key was one of them.
    pub fn on_key(&mut self, key: Key, height: usize) -> bool {
        let page = height as isize;
        let by = match key {
            Key::Up => -1,
            Key::Down => 1,
            Key::PageUp => -page,
            Key::PageDown => page,
            _ => return false,
        };
        self.step(by, height);
        true
    }

    /// The wheel moves, a click goes to its line; whether it fell on the line one stood on already,
    /// which does what Enter does. `list` is where the lines are drawn.
    pub fn on_mouse(&mut self, mouse: Mouse, list: Rect, height: usize) -> bool {
        if let Some(by) = mouse.wheel() {
            self.step(by, height);
        }
        let Some(at) = mouse.clicked_line(list).and_then(|n| self.line_at(n, height)) else {
            return false;
        };
        let again = at == self.at;
        self.go(at, height);
        again
    }

    /// The same in a list of entries of `each` lines, of which `height` are seen.
    pub fn on_mouse_tall(&mut self, mouse: Mouse, list: Rect, height: usize, each: usize) -> bool {
        let line = mouse.clicked_line(list).map(|n| n / each.max(1));
        match line {
            None => self.on_mouse(mouse, list, height),
            Some(n) => {
                let Some(at) = self.line_at(n, height).filter(|_| n < height) else { return false };
                let again = at == self.at;
                self.go(at, height);
                again
            }
        }
    }

    /// The line of the list that stands at line `n` of what is seen.
    pub fn line_at(&self, n: usize, height: usize) -> Option<usize> {
        let mut seen = *self;
        seen.fit(height);
        Some(seen.first + n).filter(|at| *at < self.total)
    }

    /// Sets how many lines there are, keeping the place where it can be kept.
    pub fn set_total(&mut self, total: usize, height: usize) {
        self.total = total;
        self.go(self.at, height);
    }

    /// Keeps the line one stands on within the part that is seen.
    pub fn fit(&mut self, height: usize) {
        let height = height.max(1);
        let last_first = self.total.saturating_sub(height);
        let least = (self.at + 1).saturating_sub(height);
        self.first = self.first.clamp(least, self.at.max(least)).min(last_first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_seen() {
        let mut w = Window { total: 100_000, at: 0, first: 0 };
        let check = |w: Window, at, first| assert_eq!((w.at, w.first), (at, first));
        w.step(5, 10);
        check(w, 5, 0);
        w.step(5, 10);
        check(w, 10, 1);
        w.go(99_999, 10);
        check(w, 99_999, 99_990);
        w.step(-3, 10);
        check(w, 99_996, 99_990);
        w.set_total(4, 10);
        check(w, 3, 0);
        w.step(-10, 10);
        check(w, 0, 0);
        w.set_total(0, 10);
        check(w, 0, 0);
    }
}
