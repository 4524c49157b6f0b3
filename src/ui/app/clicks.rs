//! What a click means: a tab, a key of the footer, or something of the screen that has the focus.

use super::Model;
use crate::ui::chrome;
use crate::ui::effect::Effect;
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use ratatui::layout::Rect;

impl Model {
    pub(super) fn on_mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        self.touched = self.cx.uptime;
        if self.too_small() {
            return Vec::new();
        }
        self.notice = None;
        let size = self.cx.size;
        let whole = Rect::new(0, 0, size.width, size.height);
        let [tabs, body, _, keys] = chrome::parts(whole);
        if mouse.clicks(keys) {
            let spots = chrome::key_spots(keys, self.top(), &self.cx);
            let hit = spots.iter().find(|s| s.area.contains(mouse.at));
            return match hit.map(|spot| (spot.stops, spot.command)) {
                Some((true, _)) => self.on_key(Key::Esc),
                Some((false, command)) => self.order(command),
                None => Vec::new(),
            };
        }
        if mouse.clicks(tabs) {
            // Behind a dialog nothing is changed.
            let free = self.session.is_some() && self.layers.is_empty();
            let spots = chrome::tab_spots(tabs, &self.cx);
            let hit = spots.into_iter().find(|(area, ..)| area.contains(mouse.at));
            return match hit {
                Some((_, main, _)) if free => self.go(main),
                _ => Vec::new(),
            };
        }
        self.with_top(|screen, cx| screen.on_mouse(mouse, body, cx))
    }
}
