//! Where the tone mark stands in a written syllable.
//!
//! Vietnamese has two habits for open syllables in `oa`, `oe`, `uy`: the old one (hòa, khỏe, thủy) and the school one
//! (hoà, khoẻ, thuỷ). The two are the same word, so search must not tell them apart. Marks put on a wrong vowel by old
//! keyboards (`qúy`, `tòan`, `gìa`) are brought to their place on the same occasion.

use super::normal::Letters;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Which habit a syllable is written in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Habit {
    /// hòa, khỏe, thủy: the form in which keys are kept.
    Old,
    /// hoà, khoẻ, thuỷ.
    School,
}

/// The five written tones: huyền, hỏi, ngã, sắc, nặng. The order is that of the Vietnamese collation (CLDR `vi`).
pub(super) const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// What may close a syllable (`k` in names of the Central Highlands).
pub(super) const FINALS: [&str; 10] = ["", "c", "ch", "k", "m", "n", "ng", "nh", "p", "t"];

/// The text with the tone of every syllable where `habit` puts it. The text must be lower case and NFC.
///
/// Only runs of letters that have the shape of one Vietnamese syllable with one tone are touched.
pub(super) fn placed(text: &str, habit: Habit) -> String {
    let mut out = String::with_capacity(text.len());
    for run in text.split_inclusive(|c: char| !c.is_alphabetic()) {
        let letters = run.trim_end_matches(|c: char| !c.is_alphabetic());
        match syllable(letters, habit) {
            Some(moved) => out.push_str(&moved),
            None => out.push_str(letters),
        }
        out.push_str(&run[letters.len()..]);
    }
    out
}

fn syllable(word: &str, habit: Habit) -> Option<String> {
    // No Vietnamese syllable is longer than nghiêng.
    if word.is_ascii() || word.chars().nth(7).is_some() {
        return None;
    }
    let (letters, tone, borne_by) = without_tone(word)?;
    let start = initial_len(&letters);
    let vowels = letters[start..].iter().take_while(|c| is_vowel(**c)).count();
    let last: String = letters[start + vowels..].iter().collect();
    let vowels = &letters[start..start + vowels];
    let shaped = vowels.iter().filter(|c| !c.is_ascii()).count();
    let shapely = shaped < 2 || (shaped == 2 && vowels.starts_with(&['ư', 'ơ']));
    if !(1..=3).contains(&vowels.len()) || !shapely || !FINALS.contains(&last.as_str()) {
        return None;
    }
    let seat = start + tone_seat(vowels, !last.is_empty(), habit);
    if seat == borne_by {
        return None;
    }
    let marked = letters
        .iter()
        .enumerate()
        .flat_map(|(i, c)| [Some(*c), (i == seat).then_some(tone)])
        .flatten();
    Some(marked.nfc().collect())
}

/// The letters with their own marks (ă â đ ê ô ơ ư) but no tone, the one tone, and the index of the letter that bears
/// it. None when there is not exactly one.
fn without_tone(word: &str) -> Option<(Vec<char>, char, usize)> {
    let mut tone = None;
    let mut letters = Vec::with_capacity(8);
    for c in word.chars() {
        let (letter, own) = if c.is_ascii() { (c, None) } else { parted(c)? };
        if let Some(own) = own
            && tone.replace((own, letters.len())).is_some()
        {
            return None;
        }
        letters.push(letter);
    }
    let (tone, borne_by) = tone?;
    Some((letters, tone, borne_by))
}

/// A letter and the tone on it; None where it is more than that.
type Parted = Option<(char, Option<char>)>;

fn parted(c: char) -> Parted {
    static PARTED: LazyLock<Letters<Parted>> = LazyLock::new(|| Letters::by(parted_any));
    PARTED.get(c).unwrap_or_else(|| parted_any(c))
}

fn parted_any(c: char) -> Parted {
    let mut tone = None;
    let mut rest = ['\0'; 4];
    let mut length = 0;
    for part in std::iter::once(c).nfd() {
        if !TONES.contains(&part) {
            *rest.get_mut(length)? = part;
            length += 1;
        } else if tone.replace(part).is_some() {
            return None;
        }
    }
    let mut whole = rest[..length].iter().copied().nfc();
    let letter = whole.next()?;
    let alone = whole.next().is_none() && (tone.is_none() || is_vowel(letter));
    alone.then_some((letter, tone))
}

/// How many letters the initial has; `qu` is one before any vowel, `gi` before another vowel (già, but gì and gìn).
pub(super) fn initial_len(letters: &[char]) -> usize {
    let vowel_at = |i: usize| letters.get(i).is_some_and(|c| is_vowel(*c));
    match letters {
        ['q', 'u', ..] | ['g', 'i', ..] if vowel_at(2) => 2,
        _ => letters.iter().take_while(|c| !is_vowel(**c)).count(),
    }
}

/// The index of the vowel that bears the tone.
pub(super) fn tone_seat(vowels: &[char], closed: bool, habit: Habit) -> usize {
    if let Some(shaped) = vowels.iter().rposition(|c| !c.is_ascii()) {
        return shaped;
    }
    match vowels {
        [_, _] if closed => 1,
        ['o', 'a' | 'e'] | ['u', 'y'] if habit == Habit::School => 1,
        [_, _, _] => 1,
        _ => 0,
    }
}

/// Whether a small letter without tone is a vowel.
pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_stand_where_the_habit_puts_them() {
        // written, old habit, school habit
        let cases = [
            ("hoà", "hòa", "hoà"),
            ("hòa", "hòa", "hoà"),
            ("khoẻ", "khỏe", "khoẻ"),
            ("thuỷ", "thủy", "thuỷ"),
            ("uỷ", "ủy", "uỷ"),
            ("quý", "quý", "quý"),
            ("qúy", "quý", "quý"),
            ("quá", "quá", "quá"),
            ("già", "già", "già"),
            ("gìa", "già", "già"),
            ("gì", "gì", "gì"),
            ("gìn", "gìn", "gìn"),
            ("giếng", "giếng", "giếng"),
            ("hoàng", "hoàng", "hoàng"),
            ("hòang", "hoàng", "hoàng"),
            ("tòan", "toàn", "toàn"),
            ("huỳnh", "huỳnh", "huỳnh"),
            ("ngoài", "ngoài", "ngoài"),
            ("khuỷu", "khuỷu", "khuỷu"),
            ("nguyễn", "nguyễn", "nguyễn"),
            ("mùa", "mùa", "mùa"),
            ("lứa", "lứa", "lứa"),
            ("người", "người", "người"),
            ("mía", "mía", "mía"),
            ("đắk", "đắk", "đắk"),
            ("nghiễng", "nghiễng", "nghiễng"),
            // Not one Vietnamese syllable: left alone.
            ("josé", "josé", "josé"),
            ("muñoz", "muñoz", "muñoz"),
            ("ébá", "ébá", "ébá"),
            ("dấâ", "dấâ", "dấâ"),
            ("hoa", "hoa", "hoa"),
            // Several runs of letters.
            ("hoà-thuỷ 12", "hòa-thủy 12", "hoà-thuỷ 12"),
        ];
        for (written, old, school) in cases {
            assert_eq!(placed(written, Habit::Old), old, "{written}");
            assert_eq!(placed(written, Habit::School), school, "{written}");
        }
    }
}
