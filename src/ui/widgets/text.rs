//! Text made ready for cells: cleaned, cut, padded and wrapped by the columns it takes.

use crate::domain::text::{clean_line, truncate_to_width, width};
use crate::ui::theme::Theme;
use ratatui::text::Line;

/// A text that came from a file or a person, without anything a terminal would obey.
pub fn safe(text: &str) -> String {
    clean_line(text)
}

/// Cut or padded on the right to exactly `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let cut = truncate_to_width(text, columns);
    let room = columns.saturating_sub(width(&cut));
    format!("{cut}{}", " ".repeat(room))
}

/// Cut or padded on the left to exactly `columns`: for numbers.
pub fn pad_left(text: &str, columns: usize) -> String {
    let cut = truncate_to_width(text, columns);
    let room = columns.saturating_sub(width(&cut));
    format!("{}{cut}", " ".repeat(room))
}

/// A line of a list, `columns` wide; the one where one stands is marked.
pub fn list_line(text: &str, columns: usize, here: bool, theme: Theme) -> Line<'static> {
    let (mark, style) = if here { ("▸", theme.selected()) } else { (" ", theme.text()) };
    Line::styled(pad(&format!("{mark}{text}"), columns), style)
}

/// Broken between words into lines of at most `columns`; a longer word is broken where it must.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let mut word = word.to_owned();
        if !line.is_empty() && width(&line) + 1 + width(&word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        while width(&word) > columns {
            let head: String = {
                let mut taken = 0;
                word.chars()
                    .take_while(|c| {
                        taken += width(&c.to_string());
                        taken <= columns
                    })
                    .collect()
            };
            if head.is_empty() {
                break;
            }
            word = word[head.len()..].to_owned();
            lines.push(head);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_exactly_as_wide_as_asked() {
        for text in ["", "Nguyễn Văn A", "Trần Thị Hồng Nhung Bích Ngọc", "ế"] {
            for columns in [0, 1, 5, 12, 40] {
                assert_eq!(width(&pad(text, columns)), columns, "{text} {columns}");
                assert_eq!(width(&pad_left(text, columns)), columns, "{text} {columns}");
            }
        }
        assert_eq!(pad_left("12", 4), "  12");
    }

    #[test]
    fn lines_break_between_words() {
        let check = |text: &str, columns: usize, wanted: &[&str]| {
            assert_eq!(wrap(text, columns), wanted, "{text}");
        };
        check("kiểm tra cư trú trong tháng", 10, &["kiểm tra", "cư trú", "trong", "tháng"]);
        check("abcdefgh ij", 4, &["abcd", "efgh", "ij"]);
        check("", 4, &[""]);
    }

    #[test]
    fn nothing_a_terminal_would_obey_is_left() {
        assert_eq!(safe("A\u{1b}[31mB\u{202e}C\u{7}"), "A[31mBC");
    }
}
