//! What is done to every text before it is kept: one normal form, nothing invisible.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The text in Unicode normal form C, the only form the registry keeps (UAX #15).
pub fn nfc(text: &str) -> String {
    if text.chars().all(is_everyday) || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.to_owned()
    } else {
        text.nfc().collect()
    }
}

/// What Vietnamese is written with: each letter one character in normal form C, and all of it to be seen. Almost
/// every text is of these alone, and an import cleans and folds some hundred thousand.
pub(super) fn is_everyday(c: char) -> bool {
    matches!(c, ' '..='~' | 'À'..='ſ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
}

/// Something about each letter with marks, worked out once: what Unicode's tables tell slowly.
pub(super) struct Letters<T>([(char, Vec<T>); 2]);

impl<T: Copy> Letters<T> {
    pub(super) fn by(tell: impl Fn(char) -> T) -> Self {
        let block = |(first, last)| (first, (first..=last).map(&tell).collect());
        Self([('À', 'ư'), ('Ạ', 'ỹ')].map(block))
    }

    /// `None` of a character that is not among them.
    pub(super) fn get(&self, c: char) -> Option<T> {
        let of_block = |(first, told): &(char, Vec<T>)| {
            told.get((c as usize).checked_sub(*first as usize)?).copied()
        };
        self.0.iter().rev().find_map(of_block)
    }
}

/// Whether cleaning would change nothing, as far as a glance tells.
fn is_clean(text: &str) -> bool {
    text.chars().all(is_everyday)
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains("  ")
}

/// A one-line field as it is kept: NFC, no control or invisible characters, no direction overrides, every run of
/// white space (no-break space, tab and line break included) one space, none at the ends.
///
/// A combining mark with no letter before it is dropped from the start, because it would be drawn on whatever stands
/// left of the field. The result is stable: cleaning it again changes nothing.
pub fn clean_line(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_blank(c) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(c) && (!out.is_empty() || !is_combining_mark(c)) {
            out.push(c);
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    nfc(&out)
}

/// A free-text field as it is kept: each line as [`clean_line`] makes it, line breaks of every system as `\n`,
/// no empty lines at the start or the end.
pub fn clean_block(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let breaks = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let lines: Vec<String> = breaks.split('\n').map(clean_line).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

/// Whether nothing in the text is a control, a direction mark or another character that cannot be seen.
pub fn all_visible(text: &str) -> bool {
    !text.chars().any(is_invisible)
}

/// White space, and the two characters that are drawn as nothing but are not called white space by Unicode.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}')
}

/// Characters that an officer can neither see nor type on purpose: controls, direction marks, overrides and isolates,
/// zero-width joiners and spaces, fillers, variation selectors, tags, and code points that are no characters.
/// Left in, they make two names that look the same differ, or a line read backwards.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
        || (c as u32 & 0xFFFE) == 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_cleaned() {
        let cases = [
            ("  Nguyễn   Văn\u{A0}\u{A0}A ", "Nguyễn Văn A"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
            // The dot below comes first in the decomposed form, last in what some keyboards send.
            ("Ma\u{302}\u{323}n", "Mận"),
            ("Ma\u{323}\u{302}n", "Mận"),
            ("Lê\tThị\r\nB", "Lê Thị B"),
            ("a\u{202E}cb\u{202C}", "acb"),
            ("\u{2067}x\u{2069}\u{200E}", "x"),
            ("zero\u{200B}width\u{FEFF}", "zerowidth"),
            ("e\u{200B}\u{302}", "ê"),
            ("bell\u{7}\u{1b}[31m", "bell[31m"),
            ("\u{301} An", "An"),
            ("\u{301}An", "An"),
            ("\u{3000}", ""),
            ("", ""),
            ("H'Hen Niê", "H'Hen Niê"),
        ];
        for (raw, clean) in cases {
            assert_eq!(clean_line(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn blocks_keep_their_lines() {
        let cases = [
            ("một\r\nhai\rba\u{2028}bốn", "một\nhai\nba\nbốn"),
            ("\n\n  đầu  dòng \n\ncuối\n\n", "đầu dòng\n\ncuối"),
            ("\u{202D}x\n\u{0}y", "x\ny"),
            ("", ""),
        ];
        for (raw, clean) in cases {
            assert_eq!(clean_block(raw), clean, "{raw:?}");
        }
    }

    /// What is passed over at a glance: in normal form, visible, no space but one, no mark that stands alone.
    #[test]
    fn everyday_characters_need_no_cleaning() {
        for c in ('\0'..='\u{FFFF}').filter(|c| is_everyday(*c)) {
            assert_eq!(c.nfc().collect::<String>(), c.to_string());
            assert_eq!(is_nfc_quick(std::iter::once(c)), IsNormalized::Yes, "{c}");
            assert!(!is_combining_mark(c) && !is_invisible(c) && (c == ' ' || !is_blank(c)), "{c}");
        }
        assert!(
            is_clean("Nguyễn Văn Ước") && !is_clean(" a") && !is_clean("a  b") && !is_clean("a\n")
        );
    }

    proptest! {
        #[test]
        fn cleaning_is_stable(text in "\\PC*|[\\s\\S]{0,40}|[aeioudđươ\u{300}\u{301}\u{302}\u{323}\u{31b}\u{200b} \n]{0,20}") {
            let line = clean_line(&text);
            prop_assert_eq!(&clean_line(&line), &line);
            prop_assert!(!line.chars().any(|c| c.is_control() || is_invisible(c)));
            prop_assert!(!line.contains("  "));
            prop_assert_eq!(&nfc(&line), &line);
            let block = clean_block(&text);
            prop_assert_eq!(&clean_block(&block), &block);
            prop_assert_eq!(block.replace('\n', " ").split_whitespace().count() == 0, block.is_empty());
        }
    }
}
