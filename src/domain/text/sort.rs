//! The order of personal names.
//!
//! # The order
//! A name is taken apart at its spaces: the last word is the given name, the first the family name, the words between
//! are the middle name; a single word is a given name. Names are ordered
//! 1. by given name, then middle name, then family name, each by its letters and then by its tones and other marks;
//! 2. names equal in all that, by case, small before capital, in the same sequence of parts.
//!
//! Letters, tones, digits and signs stand as CLDR's collation `vi` has them: a ă â b c d đ e ê … o ô ơ … u ư …; no tone,
//! huyền, hỏi, ngã, sắc, nặng; signs before digits before letters. With ICU this is: compare the three parts at strength
//! secondary, then the three parts at strength tertiary. The test at the foot holds the two together.
//!
//! # Where it stops
//! Letters outside the Latin alphabet of Vietnamese names (also æ, ø, ł, ß and the like) come after z by code point, and marks no
//! Vietnamese letter bears come after those in [`MARKS`] by code point.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, is_combining_mark};

/// Signs, digits and letters in their order; the place is the weight.
const LETTERS: &str = " _-\u{2010}–—,;:!?.'‘’\"“”()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbƀcdđðeêfghijklmnoôơpqrstuưvwxyz";

/// Marks in their order: the five tones first, then those of neighbours' and foreign names.
const MARKS: &str = "\u{300}\u{309}\u{303}\u{301}\u{323}\u{306}\u{302}\u{30C}\u{30A}\u{308}\u{30B}\u{307}\u{31B}\u{327}\u{328}\u{304}";

/// Between levels; below every weight, so that the shorter of two equal beginnings comes first.
const END: u8 = 0;
const PLAIN: u8 = 2;
const CAPITAL: u8 = 3;
/// Before the code point of a character that no table names.
const UNKNOWN: u8 = 0xF0;

/// The bytes of a name whose order is the order of names, for a BLOB column: comparing bytes compares the names.
///
/// Equal bytes do not mean equal names (white space and unmarked case variants of signs are not told apart); order by
/// the record's id after it.
pub fn sort_key(name: &str) -> Vec<u8> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let (family, middle, given) = match words.as_slice() {
        [] => (String::new(), String::new(), String::new()),
        [given] => (String::new(), String::new(), (*given).to_owned()),
        [family, middle @ .., given] => {
            ((*family).to_owned(), middle.join(" "), (*given).to_owned())
        }
    };
    let mut key = Vec::with_capacity(name.len() * 2 + 9);
    let mut case = Vec::with_capacity(name.len() + 3);
    for part in [given, middle, family] {
        let levels = Levels::of(&part);
        key.extend(levels.letters);
        key.push(END);
        key.extend(levels.marks);
        key.push(END);
        case.extend(levels.case);
        case.push(END);
    }
    key.extend(case);
    trim_end(&mut key, END);
    key
}

/// The weights of one part of a name, level by level.
#[derive(Default)]
struct Levels {
    letters: Vec<u8>,
    marks: Vec<u8>,
    case: Vec<u8>,
}

impl Levels {
    fn of(part: &str) -> Self {
        let mut levels = Self::default();
        let chars: Vec<char> = part.nfd().collect();
        let mut rest = chars.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let marks = after.iter().take_while(|c| is_combining_mark(**c)).count();
            if is_combining_mark(*first) {
                levels.add_marks(rest[..=marks].iter().copied());
            } else {
                levels.add(*first, &after[..marks]);
            }
            rest = &after[marks..];
        }
        // All parts compared here have as many letters, so plain weights at the end decide nothing.
        trim_end(&mut levels.marks, PLAIN);
        trim_end(&mut levels.case, PLAIN);
        levels
    }

    fn add(&mut self, base: char, marks: &[char]) {
        let shape = shaping(base, marks);
        let letter = shape.and_then(|i| compose(base, marks[i])).unwrap_or(base);
        let mut capital = false;
        for small in letter.to_lowercase() {
            capital |= small != letter;
            push_weight(&mut self.letters, LETTERS, small);
        }
        self.marks.push(PLAIN);
        self.case.push(if capital { CAPITAL } else { PLAIN });
        self.add_marks(
            marks.iter().enumerate().filter(|(i, _)| Some(*i) != shape).map(|(_, mark)| *mark),
        );
    }

    fn add_marks(&mut self, marks: impl Iterator<Item = char>) {
        for mark in marks {
            push_weight(&mut self.marks, MARKS, mark);
        }
    }
}

/// Which of the marks makes another letter of the base (ă â ê ô ơ ư), unless one of the same kind stands before it.
fn shaping(base: char, marks: &[char]) -> Option<usize> {
    let at = marks.iter().position(|mark| {
        matches!(
            (base.to_ascii_lowercase(), *mark),
            ('a', '\u{306}') | ('a' | 'e' | 'o', '\u{302}') | ('o' | 'u', '\u{31B}')
        )
    })?;
    let class = canonical_combining_class(marks[at]);
    (!marks[..at].iter().any(|m| canonical_combining_class(*m) == class)).then_some(at)
}

fn push_weight(weights: &mut Vec<u8>, table: &str, c: char) {
    if let Some(place) = table.chars().position(|t| t == c) {
        weights.push(place as u8 + CAPITAL + 1);
    } else {
        weights.push(UNKNOWN);
        weights.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

fn trim_end(weights: &mut Vec<u8>, weight: u8) {
    let kept = weights.iter().rposition(|w| *w != weight).map_or(0, |last| last + 1);
    weights.truncate(kept);
}
