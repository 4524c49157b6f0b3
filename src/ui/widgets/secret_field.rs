//! A password being typed: shown as dots, wiped when done, edited only at its end.

use crate::domain::text::nfc;
use crate::ui::keymap::Key;
use zeroize::{Zeroize, Zeroizing};

/// Room set aside at once, so that growing never leaves a copy behind.
const ROOM_BYTES: usize = 2048;

/// A hidden line of text.
pub struct SecretField {
    text: Zeroizing<String>,
}

impl Default for SecretField {
    fn default() -> Self {
        Self { text: Zeroizing::new(String::with_capacity(ROOM_BYTES)) }
    }
}

impl SecretField {
    /// Takes a key; false when it is none of a hidden field's.
    pub fn on_key(&mut self, key: Key) -> bool {
        match key {
            Key::Char(c) => self.insert(c),
            Key::Backspace => {
                self.text.pop();
            }
            Key::Ctrl('u') | Key::Delete => self.clear(),
            _ => return false,
        }
        true
    }

    /// Takes pasted text up to its first line break.
    pub fn paste(&mut self, text: &str) {
        text.lines().next().unwrap_or_default().chars().for_each(|c| self.insert(c));
    }

    fn insert(&mut self, c: char) {
        if !c.is_control() && self.text.len() + c.len_utf8() <= ROOM_BYTES {
            self.text.push(c);
        }
    }

    /// Wipes it.
    pub fn clear(&mut self) {
        self.text.zeroize();
    }

    /// Fills it with a suggested password.
    pub fn set(&mut self, text: &str) {
        self.clear();
        text.chars().for_each(|c| self.insert(c));
    }

    /// What was typed.
    pub fn value(&self) -> Zeroizing<String> {
        Zeroizing::new(nfc(&self.text))
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Dots for what was typed; no more than `columns`.
    pub fn dots(&self, columns: usize) -> String {
        "•".repeat(self.text.chars().count().min(columns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_typed_hidden_and_wiped() {
        let mut field = SecretField::default();
        for c in "me\u{302}t khâ".chars() {
            field.on_key(Key::Char(c));
        }
        field.on_key(Key::Backspace);
        field.on_key(Key::Char('ẩ'));
        assert_eq!(field.value().as_str(), "mêt khẩ");
        assert_eq!(field.dots(5), "•••••");
        field.clear();
        assert!(field.is_empty());
        field.paste("một\nhai");
        assert_eq!(field.value().as_str(), "một");
    }
}
