//! Finding a record by the words an officer types.
//!
//! # Layout of the keys
//! A key is the words of the text, each preceded by one space: `" nguyen van duc"`. So the beginning of a word is
//! always found as `" w"`, an empty text has the empty key, and the key of several fields is their keys one after
//! another. A word with punctuation inside (`h'hen`, `123/hs-2026`) is followed by its parts but the first, and by the
//! parts joined: `" h'hen hen hhen"`. Typographic apostrophes and dashes are written `'` and `-`.
//!
//! The *search key* is folded ([`fold`]); the *marked key* is lower case with its marks, tones in the old habit (hòa).
//!
//! # What a query finds
//! Its words in any order, each the beginning of some word. A word typed without marks is looked for in the search
//! key, so it finds the word with or without marks; a word typed with any mark, đ included, is looked for in the
//! marked key and finds only itself, in either habit of writing the tone.

use memchr::memmem::Finder;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::normal::{Letters, clean_line, is_everyday};
use super::tone::{Habit, placed};
use std::sync::LazyLock;

/// The text as it is compared when marks do not matter: lower case, no combining marks, đ as d, NFC.
///
/// Only U+0111/U+0110 is đ; the Icelandic ð (U+00F0) stays itself. The ƀ of Ê Đê and Gia Rai names is b, because it is
/// a mark on b to whoever types the name. Everything else, punctuation too, is kept.
pub fn fold(text: &str) -> String {
    if text.chars().all(is_everyday) {
        return text.chars().map(folded).collect();
    }
    fold_any(text)
}

fn fold_any(text: &str) -> String {
    text.nfd()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'ƀ' => 'b',
            other => other,
        })
        // Korean syllables fall apart in the decomposed form without having marks.
        .nfc()
        .collect()
}

/// One everyday character folded: always one character, whatever stands beside it.
fn folded(c: char) -> char {
    static FOLDED: LazyLock<Letters<char>> = LazyLock::new(|| {
        Letters::by(|c| fold_any(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c))
    });
    if c.is_ascii() { c.to_ascii_lowercase() } else { FOLDED.get(c).unwrap_or(c) }
}

/// The search key of a field: its folded words in the layout described at the head of this module.
pub fn search_key(text: &str) -> String {
    laid_out(&plain_marks(&fold(&clean_line(text))))
}

/// The marked key of a field: its lower-case words with their marks, tones in the old habit, in the same layout.
pub fn marked_key(text: &str) -> String {
    laid_out(&placed(&plain_marks(&lower(&clean_line(text))), Habit::Old))
}

fn lower(text: &str) -> String {
    // Only İ becomes two characters, to be put together again.
    if text.chars().all(|c| is_everyday(c) && c != 'İ') {
        return text.chars().flat_map(char::to_lowercase).collect();
    }
    text.chars().flat_map(char::to_lowercase).nfc().collect()
}

/// One sign for each of apostrophe and hyphen, whichever the keyboard or the word processor made of it.
fn plain_marks(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{2018}' | '\u{2019}' | '\u{2B9}' | '\u{2BB}' | '\u{2BC}' | '\u{2032}' | '`'
            | '\u{B4}' => '\'',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            other => other,
        })
        .collect()
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The words of a text without the punctuation around them. A mark that has lost its letter begins no word.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|w| w.trim_end_matches(|c| !is_word_char(c)))
        .map(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric() || is_combining_mark(c)))
        .filter(|w| !w.is_empty())
}

fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split(|c| !is_word_char(c)).filter(|p| !p.is_empty())
}

fn laid_out(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 1);
    let mut add = |word: &str| {
        key.push(' ');
        key.push_str(word);
    };
    for word in words(text) {
        add(word);
        if word.chars().all(is_word_char) {
            continue;
        }
        parts(word).skip(1).for_each(&mut add);
        add(&parts(word).collect::<String>());
    }
    key
}

/// What the officer typed to find someone, parsed once and asked of many keys.
#[derive(Clone)]
pub struct Query {
    words: Vec<Word>,
}

/// One word of the query: found when any of its spellings begins a word of the key.
#[derive(Clone)]
struct Word {
    marked: bool,
    spellings: Vec<Finder<'static>>,
}

impl Query {
    /// Reads what was typed. Punctuation around words does not count; there is no text that is not a query.
    pub fn parse(typed: &str) -> Self {
        let typed = plain_marks(&lower(&clean_line(typed)));
        let mut words: Vec<Word> = words(&typed).map(Word::new).collect();
        // The longest word rejects most keys, so it is asked first.
        words
            .sort_by_key(|w| std::cmp::Reverse(w.spellings.iter().map(|s| s.needle().len()).min()));
        Self { words }
    }

    /// Whether nothing was typed that could be looked for; such a query matches everything.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word of the query begins some word of the record, whose two keys must have been made by
    /// [`search_key`] and [`marked_key`] from the same fields.
    pub fn matches(&self, search_key: &str, marked_key: &str) -> bool {
        self.words.iter().all(|word| {
            let key = if word.marked { marked_key } else { search_key };
            word.spellings.iter().any(|spelling| spelling.find(key.as_bytes()).is_some())
        })
    }
}

impl Word {
    fn new(word: &str) -> Self {
        let folded = fold(word);
        let marked = folded != word;
        let mut spellings = if marked {
            // The literal form too: hoà begins Hoàng as well as it equals Hòa.
            vec![word.to_owned(), placed(word, Habit::Old), placed(word, Habit::School)]
        } else {
            vec![folded]
        };
        // Y-Ba is also written Y Ba or YBa. A number keeps its strokes: 12/HS must not find 1 2/HS.
        let has_strokes = !word.chars().all(is_word_char);
        if has_strokes && !word.chars().any(char::is_numeric) {
            for i in 0..spellings.len() {
                let pieces: Vec<&str> = parts(&spellings[i]).collect();
                let (spaced, joined) = (pieces.join(" "), pieces.concat());
                spellings.extend([spaced, joined]);
            }
        }
        spellings.sort_unstable();
        spellings.dedup();
        let finder = |s: &String| Finder::new(&format!(" {s}")).into_owned();
        Self { marked, spellings: spellings.iter().map(finder).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(query: &str, text: &str) -> bool {
        Query::parse(query).matches(&search_key(text), &marked_key(text))
    }

    /// The short way for everyday characters is the long way.
    #[test]
    fn everyday_characters_fold_alike_both_ways() {
        for c in ('\0'..='\u{FFFF}').filter(|c| is_everyday(*c)) {
            assert_eq!(folded(c).to_string(), fold_any(&c.to_string()), "{c}");
        }
    }

    #[test]
    fn folding() {
        let cases = [
            ("Đặng", "dang"),
            ("NGUYỄN VĂN ĐỨC", "nguyen van duc"),
            ("Nguye\u{302}\u{303}n", "nguyen"),
            ("Sigurðr", "sigurðr"),
            ("Ðức", "ðuc"),
            ("Ƀlă", "bla"),
            ("H'Hen Niê-Kdăm", "h'hen nie-kdam"),
            ("ươ ƯỚC 12", "uo uoc 12"),
            ("İ ẞ Σ", "i ß σ"),
            ("", ""),
        ];
        for (text, folded) in cases {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn keys_are_laid_out_as_told() {
        let cases = [
            ("Nguyễn  Văn Hoà", " nguyen van hoa", " nguyễn văn hòa"),
            ("H’Hen Niê", " h'hen hen hhen nie", " h'hen hen hhen niê"),
            ("123/HS-2026", " 123/hs-2026 hs 2026 123hs2026", " 123/hs-2026 hs 2026 123hs2026"),
            ("(Tý), \"Cò\".", " ty co", " tý cò"),
            (" - ", "", ""),
            ("", "", ""),
        ];
        for (text, plain, marked) in cases {
            assert_eq!(
                (search_key(text).as_str(), marked_key(text).as_str()),
                (plain, marked),
                "{text}"
            );
        }
    }

    #[test]
    fn words_find_names() {
        // query, text, found
        let cases = [
            ("", "Đặng", true),
            ("...", "Đặng", true),
            ("dang", "Đặng", true),
            ("DANG", "Đặng", true),
            ("dang", "Dang", true),
            ("Đặng", "Đặng", true),
            ("đặng", "ĐẶNG", true),
            ("Đặng", "Dang", false),
            ("Đặng", "Đăng", false),
            ("đang", "Đặng", false),
            ("đ", "Đặng", true),
            ("đ", "Dũng", false),
            ("d", "Đặng", true),
            ("đặ", "Đặng", true),
            ("nguyen van duc", "Nguyễn Văn Đức", true),
            ("duc nguyen", "Nguyễn Văn Đức", true),
            ("n v d", "Nguyễn Văn Đức", true),
            ("nguyen van ducx", "Nguyễn Văn Đức", false),
            ("guyen", "Nguyễn", false),
            ("nguyễn duc", "Nguyễn Văn Đức", true),
            ("nguyên duc", "Nguyễn Văn Đức", false),
            // Normal forms, both ways.
            ("nguye\u{302}\u{303}n", "Nguyễn", true),
            ("nguyễn", "Nguye\u{302}\u{303}n", true),
            ("dang", "Đa\u{323}\u{306}ng", true),
            // Tone habits, both ways, whole and as a beginning.
            ("hoà", "Hòa", true),
            ("hòa", "Hoà", true),
            ("hoà", "Hoà", true),
            ("hòa", "Hóa", false),
            ("hòa", "Hoa", false),
            ("hoa", "Hoà", true),
            ("hò", "Hòa", true),
            ("hoà", "Hoàng", true),
            ("hòa", "Hoàng", true),
            ("khoẻ", "KHỎE", true),
            ("thuỷ", "Thủy", true),
            ("thủy", "Thuỷ", true),
            ("thúy", "Thuỷ", false),
            ("uỷ", "Ủy", true),
            ("huỳ", "Huỳnh", true),
            ("quý", "Quý", true),
            ("qúy", "Quý", true),
            ("quý", "Quỳ", false),
            ("quy", "Quý", true),
            ("quý", "Quy", false),
            ("gìa", "Già", true),
            ("tú", "Tuấn", false),
            // The Icelandic letter is a letter of its own.
            ("ð", "Đặng", false),
            ("đ", "Sigurðr ðuc", false),
            ("sigurð", "Sigurðr", true),
            ("sigurd", "Sigurðr", false),
            // Names of the highlands.
            ("h'hen", "H'Hen Niê", true),
            ("h’hen", "H'Hen Niê", true),
            ("hen", "H'Hen Niê", true),
            ("hhen nie", "H'Hen Niê", true),
            ("h'hen", "HHen Niê", true),
            ("h'hen", "H Hen Niê", true),
            ("y-ba", "Y Ba", true),
            ("y-ba", "Ba Y", false),
            ("niê", "H'Hen Niê", true),
            // Numbers.
            ("001099", "001099012345", true),
            ("1099", "001099012345", false),
            ("12/HS-2026", "12/HS-2026", true),
            ("2/HS-2026", "12/HS-2026", false),
            ("12/HS", "12 HS", false),
            ("2026", "12/HS-2026", true),
            // No text reaches over the end of a word.
            ("van duc", "Vanduc", false),
            ("vanduc", "Văn Đức", false),
        ];
        for (query, text, found) in cases {
            assert_eq!(finds(query, text), found, "{query} | {text}");
        }
    }

    #[test]
    fn keys_of_fields_can_be_joined() {
        let fields = ["Nguyễn Văn Đức", "", "Đức cò", "12/HS-2026", "001099012345"];
        let plain: String = fields.iter().map(|f| search_key(f)).collect();
        let marked: String = fields.iter().map(|f| marked_key(f)).collect();
        assert_eq!(plain, search_key(&fields.join(" ")));
        assert!(Query::parse("co nguyen 12/hs 0010").matches(&plain, &marked));
        assert!(Query::parse("cò đức").matches(&plain, &marked));
        assert!(!Query::parse("cỏ").matches(&plain, &marked));
    }

    proptest! {
        #[test]
        fn everyday_texts_fold_alike_both_ways(text in "[ -~À-ſƠơƯưẠ-ỹ]{0,30}") {
            prop_assert_eq!(fold(&text), fold_any(&text));
            let slowly: String = text.chars().flat_map(char::to_lowercase).nfc().collect();
            prop_assert_eq!(lower(&text), slowly);
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,30}|[\\s\\S]{0,30}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert_eq!(fold(&super::super::nfc(&text)), once);
        }

        /// Whatever the text, its own words find it, in any order, with and without marks, in either normal form.
        #[test]
        fn a_text_is_found_by_its_words(text in "\\PC{0,30}|[aAăâĐđeêoơuưyhqgn \u{301}\u{323}'-]{0,30}") {
            let backwards: Vec<&str> = text.split_whitespace().rev().collect();
            let decomposed: String = text.nfd().collect();
            for query in [text.clone(), backwards.join(" "), fold(&text), decomposed] {
                prop_assert!(finds(&query, &text), "{:?} | {:?}", query, text);
            }
        }

        /// The plain reading of the rule, on words without punctuation and one habit of tones.
        #[test]
        fn finding_is_beginning(
            text in "[abđâấnĐA]{1,4}( [abdđâấn]{1,4}){0,3}",
            query in "[abdđâấn]{1,3}( [abdđâấn]{1,2}){0,1}",
        ) {
            let lowered = text.to_lowercase();
            let folded = fold(&text);
            let expected = query.split(' ').all(|word| {
                let place = if fold(word) == word { &folded } else { &lowered };
                place.split(' ').any(|w| w.starts_with(word))
            });
            prop_assert_eq!(finds(&query, &text), expected);
        }
    }
}
