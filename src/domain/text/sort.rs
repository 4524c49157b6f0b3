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

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, compose, is_combining_mark};

/// Signs, digits and letters in their order; the place is the weight.
const LETTERS: &str = " _-\u{2010}–—,;:!?.…·'‘’‚\"“”„«»()[]{}@*/\\&#%`´^°+<=>|~$0123456789\
                       aăâbƀcdðđeêfghijklmnoôơpqrstuưvwxyz";

/// Their weights by code point up to ư, 0 where there is none: nearly every letter of a name.
static WEIGHTS: LazyLock<[u8; 'ư' as usize + 1]> = LazyLock::new(|| {
    let mut weights = [0; 'ư' as usize + 1];
    for (place, letter) in LETTERS.chars().enumerate() {
        if let Some(weight) = weights.get_mut(letter as usize) {
            *weight = place as u8 + CAPITAL + 1;
        }
    }
    weights
});

/// Marks in their order: the five tones first, then those of neighbours' and foreign names.
const MARKS: &str = "\u{300}\u{309}\u{303}\u{301}\u{323}\u{306}\u{302}\u{30C}\u{30A}\u{308}\u{30B}\u{307}\u{338}\
                     \u{327}\u{328}\u{304}";

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
            match WEIGHTS.get(small as usize) {
                Some(weight @ 1..) => self.letters.push(*weight),
                _ => push_weight(&mut self.letters, LETTERS, small),
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use icu_collator::options::{CollatorOptions, Strength};
    use icu_collator::{Collator, CollatorBorrowed};
    use proptest::prelude::*;
    use std::cmp::Ordering;

    fn icu(strength: Strength) -> CollatorBorrowed<'static> {
        let mut options = CollatorOptions::default();
        options.strength = Some(strength);
        Collator::try_new(icu_locale_core::locale!("vi").into(), options).unwrap()
    }

    /// The order of this module's head, said with ICU.
    fn by_icu(
        a: &str,
        b: &str,
        secondary: &CollatorBorrowed,
        tertiary: &CollatorBorrowed,
    ) -> Ordering {
        let taken_apart = |name: &str| {
            let words: Vec<&str> = name.split_whitespace().collect();
            let (given, rest) =
                words.split_last().map_or(("", &[][..]), |(given, rest)| (*given, rest));
            let (family, middle) =
                rest.split_first().map_or(("", &[][..]), |(family, middle)| (*family, middle));
            [given.to_owned(), middle.join(" "), family.to_owned()]
        };
        let (a, b) = (taken_apart(a), taken_apart(b));
        [secondary, tertiary]
            .iter()
            .flat_map(|collator| a.iter().zip(&b).map(|(a, b)| collator.compare(a, b)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }

    /// A small linear generator: the test must fail on the same pair again.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % sides
        }

        fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
            of[self.roll(of.len())]
        }

        fn syllable(&mut self) -> String {
            let initial = self.pick(&[
                "", "b", "c", "d", "đ", "gi", "h", "kh", "ng", "ngh", "qu", "t", "th", "tr", "x",
            ]);
            let vowel = self.pick(&["a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"]);
            let tone = self.pick(&["", "", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"]);
            let rest = self.pick(&["", "", "n", "ng", "nh", "t", "a", "y", "i"]);
            let word = format!("{initial}{vowel}{tone}{rest}");
            match self.roll(8) {
                0 => word.to_uppercase(),
                1 => word,
                _ => {
                    let mut letters = word.chars();
                    let first =
                        letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                    first + letters.as_str()
                }
            }
        }

        fn word(&mut self) -> String {
            const NAMES: [&str; 40] = [
                "Nguyễn",
                "Nguyên",
                "NGUYỄN",
                "Đặng",
                "Dang",
                "Dặng",
                "Hoà",
                "Hòa",
                "Hoa",
                "Hoá",
                "Thủy",
                "Thuỷ",
                "An",
                "Ân",
                "Ẩn",
                "Ấn",
                "Anh",
                "ánh",
                "Ảnh",
                "H'Hen",
                "HHen",
                "K'Sor",
                "Y-Ba",
                "Y",
                "Niê",
                "Êban",
                "Jean",
                "José",
                "Jose",
                "François",
                "Müller",
                "Zoë",
                "Wang",
                "O'Brien",
                "O’Brien",
                "Frank",
                "2",
                "12",
                "A.",
                "(Tý)",
            ];
            if self.roll(2) == 0 { self.pick(&NAMES).to_owned() } else { self.syllable() }
        }

        fn name(&mut self) -> String {
            let words: Vec<String> = (0..=self.roll(4)).map(|_| self.word()).collect();
            words.join(" ")
        }

        /// The same name with one word another, so that the later parts and levels decide too.
        fn neighbour(&mut self, name: &str) -> String {
            let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let at = self.roll(words.len());
            words[at] = match self.roll(4) {
                0 => words[at].to_uppercase(),
                1 => words[at].to_lowercase(),
                2 => super::super::fold(&words[at]),
                _ => self.word(),
            };
            words.join(" ")
        }
    }

    #[test]
    fn a_hundred_thousand_pairs_stand_as_icu_has_them() {
        let (secondary, tertiary) = (icu(Strength::Secondary), icu(Strength::Tertiary));
        let mut dice = Dice(163);
        let (mut by_marks, mut equal) = (0, 0);
        for i in 0..100_000 {
            let a = dice.name();
            let b = if i % 2 == 0 { dice.name() } else { dice.neighbour(&a) };
            let order = by_icu(&a, &b, &secondary, &tertiary);
            assert_eq!(sort_key(&a).cmp(&sort_key(&b)), order, "{a} | {b}");
            by_marks +=
                usize::from(order.is_ne() && super::super::fold(&a) == super::super::fold(&b));
            equal += usize::from(order.is_eq());
        }
        // The pairs are of use only when marks and case decide in many, and not most are equal.
        assert!(by_marks > 2_000 && equal < 20_000, "{by_marks} {equal}");
    }

    #[test]
    fn every_letter_sign_and_mark_stands_as_icu_has_it() {
        let tertiary = icu(Strength::Tertiary);
        let signs: Vec<String> = LETTERS.chars().filter(|c| *c != ' ').map(String::from).collect();
        let marks: Vec<String> = MARKS.chars().map(|mark| format!("b{mark}")).collect();
        for ordered in [signs, marks] {
            for pair in ordered.windows(2) {
                assert!(tertiary.compare(&pair[0], &pair[1]).is_lt(), "{pair:?}");
                assert!(sort_key(&pair[0]) < sort_key(&pair[1]), "{pair:?}");
            }
        }
    }

    #[test]
    fn names_stand_in_the_vietnamese_order() {
        let ordered = [
            "",
            "An",
            "Lê An",
            "Nguyễn An",
            "Nguyễn Thị An",
            "NGUYỄN THỊ AN",
            "Đặng Văn An",
            "Lê Văn Ân",
            "Trần Văn Dũng",
            "Trần Văn Đức",
            "Bùi Hoa",
            "An Hoà",
            "An Hòa",
            "An Hỏa",
            "An Hõa",
            "An Hóa",
            "An Họa",
            "Lê Thơ",
            "Lê Thu",
            "Lê Thư",
        ];
        for pair in ordered.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{pair:?}");
        }
    }

    proptest! {
        /// Texts of no sense, decomposed and with marks in any order, stand as ICU has them too.
        #[test]
        fn odd_texts_stand_as_icu_has_them(
            a in "[aAâẤoơuƯdđeéỆnf' 2\\-\u{300}\u{301}\u{302}\u{306}\u{31b}\u{323}]{0,8}",
            b in "[aAâẤoơuƯdđeéỆnf' 2\\-\u{300}\u{301}\u{302}\u{306}\u{31b}\u{323}]{0,8}",
        ) {
            let order = by_icu(&a, &b, &icu(Strength::Secondary), &icu(Strength::Tertiary));
            prop_assert_eq!(sort_key(&a).cmp(&sort_key(&b)), order);
        }

        /// Whatever the letters, the normal form and the spaces do not matter.
        #[test]
        fn the_normal_form_does_not_matter(name in "\\PC{0,20}|[aăâđươ\u{301}\u{323} ]{0,20}") {
            let decomposed: String = name.nfd().collect();
            prop_assert_eq!(sort_key(&decomposed), sort_key(&super::super::nfc(&name)));
            prop_assert_eq!(sort_key(&format!(" {name}  ")), sort_key(&name));
        }
    }
}
