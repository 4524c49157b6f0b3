//! A line of text being typed.
//!
//! Input methods for Vietnamese (Unikey, EVKey, OpenKey) rewrite a word by sending backspaces and
//! letters in one burst, sometimes with the combining marks apart. Each is applied as it comes, one
//! character a backspace, which is what they count by; only reading the value makes it NFC.

use crate::domain::draft::TEXT_LIMIT;
use crate::domain::preference::{Method, Typing};
use crate::domain::text::{Composer, nfc, width};
use crate::ui::keymap::Key;
use tui_input::{Input, InputRequest};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The most characters a field takes: what a value may have, far less than a bad paste.
const MOST_CHARS: usize = TEXT_LIMIT;

/// A line of text with a cursor.
#[derive(Default, Clone)]
pub struct TextField {
    input: Input,
    composer: Composer,
}

impl TextField {
    /// A field that holds this text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        Self { input: Input::new(text.to_owned()), composer: Composer::default() }
    }

    /// What was typed, in normal form.
    pub fn value(&self) -> String {
        nfc(self.input.value())
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.input.value().is_empty()
    }

    /// Replaces the text.
    pub fn set(&mut self, text: &str) {
        self.input = Input::new(text.to_owned());
    }

    /// Takes a key typed by an officer who lets the program make Vietnamese of his letters
    /// (Telex, VNI); false when it is none of a text field's.
    pub fn type_key(&mut self, key: Key, typing: Typing) -> bool {
        match key {
            Key::Char(c) if typing.method != Method::Off && c.is_ascii() => {
                let cursor = self.input.cursor();
                let before: String = self.input.value().chars().take(cursor).collect();
                let edit = self.composer.key(&before, c, typing);
                if edit.remove == 0 {
                    edit.insert.chars().for_each(|c| self.insert(c));
                } else {
                    let head = cursor.saturating_sub(edit.remove);
                    let text = self.input.value();
                    let at = head + edit.insert.chars().count();
                    let made = text.chars().take(head).chain(edit.insert.chars());
                    let made = made.chain(text.chars().skip(cursor)).collect();
                    self.input = Input::new(made).with_cursor(at);
                }
                true
            }
            key => self.on_key(key),
        }
    }

    /// Takes a key; false when it is none of a text field's.
    pub fn on_key(&mut self, key: Key) -> bool {
        let request = match key {
            Key::Char(c) => {
                self.insert(c);
                return true;
            }
            Key::Backspace => {
                self.backspace();
                return true;
            }
            Key::Delete => InputRequest::DeleteNextChar,
            Key::Left => InputRequest::GoToPrevChar,
            Key::Right => InputRequest::GoToNextChar,
            Key::CtrlLeft => InputRequest::GoToPrevWord,
            Key::CtrlRight => InputRequest::GoToNextWord,
            Key::Home | Key::Ctrl('a') => InputRequest::GoToStart,
            Key::End | Key::Ctrl('e') => InputRequest::GoToEnd,
            Key::Ctrl('u') => InputRequest::DeleteLine,
            Key::Ctrl('w') => InputRequest::DeletePrevWord,
            _ => return false,
        };
        self.input.handle(request);
        true
    }

    /// Takes back one character. A mark typed apart from its letter is taken back alone, as every
    /// input method expects; `tui_input` would take the letter with it.
    fn backspace(&mut self) {
        let cursor = self.input.cursor();
        let before = cursor.checked_sub(1).and_then(|n| self.input.value().chars().nth(n));
        if before.is_some_and(is_combining_mark) {
            let (head, tail) = (cursor - 1, cursor);
            let text = self.input.value();
            let kept = text.chars().take(head).chain(text.chars().skip(tail)).collect();
            self.input = Input::new(kept).with_cursor(head);
        } else {
            self.input.handle(InputRequest::DeletePrevChar);
        }
    }

    /// Takes pasted text: line breaks become spaces, what cannot be seen is left out.
    pub fn paste(&mut self, text: &str) {
        for c in text.chars().take(MOST_CHARS) {
            self.insert(c);
        }
    }

    fn insert(&mut self, c: char) {
        let c = if c.is_whitespace() { ' ' } else { c };
        if typable(c) && self.input.value().chars().count() < MOST_CHARS {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// The part to draw in `columns`, "…" where it is cut, and the column of the cursor in it.
    pub fn visible(&self, columns: usize) -> (String, usize) {
        let columns = columns.max(1);
        let (text, cursor) = (nfc(self.input.value()), self.input.cursor());
        let before: String = self.input.value().chars().take(cursor).collect();
        let (at, total) = (width(&nfc(&before)), width(&text));
        // The cursor needs a column of its own; where text goes on behind it, the mark too.
        let behind = if at < total { 2 } else { 1 };
        let whole = total <= columns && at < columns;
        let skip = if whole { 0 } else { (at + behind).saturating_sub(columns) };
        let mut seen: Vec<&str> = Vec::new();
        let (mut column, mut used, mut more) = (0, 0, false);
        if skip > 0 {
            (seen, used) = (vec!["…"], 1);
        }
        let from = skip + used;
        for cluster in text.graphemes(true) {
            let w = width(cluster);
            if column >= from {
                more |= used + w > columns;
                if !more {
                    seen.push(cluster);
                    used += w;
                }
            }
            column += w;
        }
        if more {
            while used + 1 > columns {
                used -= seen.pop().map_or(used, width);
            }
            seen.push("…");
        }
        (seen.concat(), at - skip.min(at))
    }
}

/// Whether a character may stand in a field: letters, signs, marks and the space, nothing that is
/// invisible or that a terminal would obey.
fn typable(c: char) -> bool {
    c == ' ' || is_combining_mark(c) || !crate::domain::text::clean_line(&c.to_string()).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> String {
        let mut field = TextField::default();
        for c in keys.chars() {
            // '<' stands for a backspace in these tests.
            field.on_key(if c == '<' { Key::Backspace } else { Key::Char(c) });
        }
        field.value()
    }

    #[test]
    fn bursts_of_input_methods_arrive_whole() {
        let check = |keys: &str, wanted: &str| assert_eq!(typed(keys), wanted, "{keys}");
        check("Dd<<Đặng", "Đặng");
        check("Nguye<ê<en<<ễn", "Nguyễn");
        check("hoa<<òa", "hòa");
        // Combining marks apart, typed after the letter and taken back one by one.
        check("Nguye\u{302}\u{303}n", "Nguyễn");
        check("e\u{302}<\u{301}", "é");
    }

    #[test]
    fn letters_become_vietnamese_in_the_middle_of_a_line_too() {
        use crate::domain::preference::{Method, TonePlace, Typing};
        let typing = Typing { method: Method::Telex, tone: TonePlace::Old };
        let mut field = TextField::new("Vu Anh");
        for _ in 0..4 {
            field.on_key(Key::Left);
        }
        for c in "x Ddinhf".chars() {
            field.type_key(Key::Char(c), typing);
        }
        assert_eq!((field.value().as_str(), field.visible(30).1), ("Vũ Đình Anh", 7));
        field.type_key(Key::Backspace, typing);
        assert_eq!(field.value(), "Vũ Đìn Anh");
    }

    #[test]
    fn what_a_terminal_would_obey_never_gets_in() {
        let mut field = TextField::default();
        field.paste("A\u{1b}[2JB\r\nC\u{202e}D\u{200b}");
        assert_eq!(field.value(), "A[2JB  CD");
    }

    #[test]
    fn the_cursor_stays_in_sight() {
        let mut field = TextField::new("Nguyễn Thị Hồng Nhung");
        let (text, at) = field.visible(10);
        assert_eq!((text.as_str(), at), ("…ng Nhung", 9));
        field.on_key(Key::Home);
        assert_eq!(field.visible(10), ("Nguyễn Th…".to_owned(), 0));
        for _ in 0..3 {
            field.on_key(Key::Right);
        }
        field.on_key(Key::Char('x'));
        assert_eq!(field.value(), "Nguxyễn Thị Hồng Nhung");
    }

    #[test]
    fn a_paste_is_bounded() {
        let mut field = TextField::default();
        field.paste(&"a".repeat(100_000));
        assert_eq!(field.value().len(), MOST_CHARS);
    }
}
