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

use super::normal::clean_line;
use super::tone::{Habit, placed};

/// The text as it is compared when marks do not matter: lower case, decomposed, no combining marks, đ as d.
///
/// Only U+0111/U+0110 is đ; the Icelandic ð (U+00F0) stays itself. The ƀ of Ê Đê and Gia Rai names is b, because it is
/// a mark on b to whoever types the name. Everything else, punctuation too, is kept.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| match c {
            'đ' => 'd',
            'ƀ' => 'b',
            other => other,
        })
        .collect()
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

/// The words of a text without the punctuation around them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|w| w.trim_matches(|c| !is_word_char(c))).filter(|w| !w.is_empty())
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
