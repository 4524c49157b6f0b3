//! Keys as this program knows them: what a terminal sends, made one.

use crate::domain::word::Lang;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key press. Two things are evened out here: 0x08 and 0x7F both are Backspace (some terminals
/// and input methods send the first, which reads as Ctrl+H), and a line feed is Enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the key it names")]
pub enum Key {
    F(u8),
    Char(char),
    Ctrl(char),
    Alt(char),
    CtrlHome,
    CtrlEnd,
    CtrlLeft,
    CtrlRight,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Insert,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

impl Key {
    /// The key of a terminal event; `None` for releases and keys that have no use here.
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        Some(match event.code {
            // AltGr arrives as Ctrl+Alt on some systems and is how some keyboards type signs.
            KeyCode::Char(c) if ctrl && !alt => match c.to_ascii_lowercase() {
                'h' => Self::Backspace,
                'j' | 'm' => Self::Enter,
                'i' => Self::Tab,
                c => Self::Ctrl(c),
            },
            KeyCode::Char(c) if alt && !ctrl => Self::Alt(c.to_ascii_lowercase()),
            KeyCode::Char(c) => Self::Char(c),
            KeyCode::F(n) => Self::F(n),
            KeyCode::Enter => Self::Enter,
            KeyCode::Esc => Self::Esc,
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Self::BackTab,
            KeyCode::Tab => Self::Tab,
            KeyCode::BackTab => Self::BackTab,
            KeyCode::Backspace => Self::Backspace,
            KeyCode::Insert => Self::Insert,
            KeyCode::Delete => Self::Delete,
            KeyCode::Up => Self::Up,
            KeyCode::Down => Self::Down,
            KeyCode::Left if ctrl => Self::CtrlLeft,
            KeyCode::Right if ctrl => Self::CtrlRight,
            KeyCode::Left => Self::Left,
            KeyCode::Right => Self::Right,
            KeyCode::Home if ctrl => Self::CtrlHome,
            KeyCode::End if ctrl => Self::CtrlEnd,
            KeyCode::Home => Self::Home,
            KeyCode::End => Self::End,
            KeyCode::PageUp => Self::PageUp,
            KeyCode::PageDown => Self::PageDown,
            _ => return None,
        })
    }

    /// How the key is written in the footer and the manual.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::F(n) => format!("F{n}"),
            Self::Char(' ') => lang.pick("Cách", "Space").to_owned(),
            Self::Char(c) => c.to_string(),
            Self::Ctrl(c) => format!("Ctrl+{}", c.to_ascii_uppercase()),
            Self::Alt(c) => format!("Alt+{}", c.to_ascii_uppercase()),
            Self::CtrlHome => "Ctrl+Home".to_owned(),
            Self::CtrlEnd => "Ctrl+End".to_owned(),
            Self::CtrlLeft => "Ctrl+←".to_owned(),
            Self::CtrlRight => "Ctrl+→".to_owned(),
            Self::Enter => "Enter".to_owned(),
            Self::Esc => "Esc".to_owned(),
            Self::Tab => "Tab".to_owned(),
            Self::BackTab => "Shift+Tab".to_owned(),
            Self::Backspace => "Backspace".to_owned(),
            Self::Insert => "Insert".to_owned(),
            Self::Delete => "Delete".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Right => "→".to_owned(),
            Self::Home => "Home".to_owned(),
            Self::End => "End".to_owned(),
            Self::PageUp => "PgUp".to_owned(),
            Self::PageDown => "PgDn".to_owned(),
        }
    }

    /// Whether the key types a letter or sign: such a key belongs to the text field that has the
    /// focus and never acts there.
    pub fn types(self) -> bool {
        matches!(self, Self::Char(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_backspaces_are_one_key_and_releases_are_none() {
        let key = |code, modifiers| Key::from_event(KeyEvent::new(code, modifiers));
        assert_eq!(key(KeyCode::Char('h'), KeyModifiers::CONTROL), Some(Key::Backspace));
        assert_eq!(key(KeyCode::Backspace, KeyModifiers::NONE), Some(Key::Backspace));
        assert_eq!(key(KeyCode::Char('l'), KeyModifiers::CONTROL), Some(Key::Ctrl('l')));
        assert_eq!(key(KeyCode::Char('Đ'), KeyModifiers::SHIFT), Some(Key::Char('Đ')));
        assert_eq!(key(KeyCode::Char('1'), KeyModifiers::ALT), Some(Key::Alt('1')));
        let both = KeyModifiers::ALT | KeyModifiers::CONTROL;
        assert_eq!(key(KeyCode::Char('@'), both), Some(Key::Char('@')));
        assert_eq!(key(KeyCode::Tab, KeyModifiers::SHIFT), Some(Key::BackTab));
        let mut release = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert_eq!(Key::from_event(release), None);
    }
}
