//! How many terminal columns a text takes.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns the text takes on a terminal, counted by grapheme clusters as they are drawn.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    }
}

/// The text cut to at most `columns` columns, ending in `…` when something was cut.
///
/// A letter never loses its marks: only whole grapheme clusters are kept.
pub fn truncate_to_width(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    let mut used = 0;
    let mut end = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        used += cluster.width();
        if used > room {
            break;
        }
        end = at + cluster.len();
    }
    Cow::Owned(format!("{}…", text[..end].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_cut_by_clusters() {
        let cases = [
            ("Nguyễn Văn A", 12, "Nguyễn Văn A"),
            ("Nguyễn Văn A", 11, "Nguyễn Văn…"),
            ("Nguyễn Văn A", 8, "Nguyễn…"),
            ("Nguye\u{302}\u{303}n", 6, "Nguye\u{302}\u{303}n"),
            ("Nguye\u{302}\u{303}n", 5, "Nguy…"),
            ("Nguye\u{302}\u{303}nX", 6, "Nguye\u{302}\u{303}…"),
            ("中文名", 6, "中文名"),
            ("中文名", 5, "中文…"),
            ("中文名", 4, "中…"),
            ("ab", 1, "…"),
            ("ab", 0, ""),
            ("", 0, ""),
        ];
        for (text, columns, cut) in cases {
            assert_eq!(truncate_to_width(text, columns), cut, "{text} {columns}");
        }
    }

    proptest! {
        #[test]
        fn never_wider_than_asked(text in "\\PC{0,30}|[ađễ 中\u{301}\u{323}]{0,30}", columns in 0usize..20) {
            prop_assert!(width(&truncate_to_width(&text, columns)) <= columns);
        }
    }
}
