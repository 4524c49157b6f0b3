//! The shape of a written Vietnamese syllable: what may begin it, which vowels go together, what may
//! close it. Used while a word is being typed, so every unfinished form on the way to a syllable
//! counts as well (`thuo` on the way to `thương`).

use super::tone::{FINALS, TONES, initial_len, is_vowel};

/// What a syllable begins with, those of place and family names of the Central Highlands included
/// (Krông, Blô, Kđăm, Pleiku).
const INITIALS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "q", "qu", "r", "s", "t", "th", "tr", "v", "x", "bl", "br", "dr", "đr", "hr",
    "kb", "kd", "kđ", "kl", "kp", "kr", "ml", "mn", "pl",
];

/// Vowels that may stand before a final consonant.
const CLOSED: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ie", "iê", "oa", "oă", "oe", "oo",
    "ua", "uâ", "ue", "uê", "uo", "uô", "uơ", "ưo", "ươ", "uy", "uye", "uyê", "ye", "yê",
];

/// Vowels that stand at the end only.
const OPEN: &[&str] = &[
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "eu", "êu", "ia", "iu", "oi", "ôi", "ơi", "ui", "uu",
    "ưa", "ưi", "ưu", "ieu", "iêu", "oai", "oao", "oay", "oeo", "uay", "uây", "uoi", "uôi", "ưoi",
    "ươi", "uou", "ưou", "ươu", "uya", "uyu", "yeu", "yêu", "uêu", "uao",
];

/// Where the parts of a word are: its vowels are `start..end`, its final is `end..`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Parts {
    /// First vowel.
    pub(super) start: usize,
    /// Behind the last vowel.
    pub(super) end: usize,
}

/// The parts of a word of small letters without tone, whether or not it is a syllable.
pub(super) fn parts(letters: &[char]) -> Parts {
    let start = initial_len(letters);
    let vowels = letters.iter().skip(start).take_while(|c| is_vowel(**c)).count();
    Parts { start, end: start + vowels }
}

/// Whether small letters without tone are a syllable, or can still become one by more keys.
pub(super) fn possible(letters: &[char], tone: Option<char>) -> bool {
    let Parts { start, end } = parts(letters);
    let text = |part: Option<&[char]>| part.unwrap_or_default().iter().collect::<String>();
    let (initial, last) = (text(letters.get(..start)), text(letters.get(end..)));
    let vowels = text(letters.get(start..end));
    // Only sắc and nặng close on a stop.
    let stop = matches!(last.as_str(), "c" | "ch" | "k" | "p" | "t");
    let tone_fits = !stop || tone.is_none_or(|t| t == TONES[3] || t == TONES[4]);
    let known = |list: &[&str]| list.contains(&vowels.as_str());
    INITIALS.contains(&initial.as_str())
        && (known(CLOSED) || (last.is_empty() && known(OPEN)))
        && FINALS.contains(&last.as_str())
        && tone_fits
}

/// Whether letters without a vowel can begin a syllable.
pub(super) fn begins(letters: &[char]) -> bool {
    let text: String = letters.iter().collect();
    INITIALS.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_known_with_what_leads_to_them() {
        let check = |word: &str, wanted: bool| {
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(possible(&letters, None), wanted, "{word}");
        };
        for word in ["nghiêng", "thuo", "thương", "quyên", "gi", "giêng", "oan", "đăk", "krông"]
        {
            check(word, true);
        }
        for word in ["gôg", "face", "as", "ain", "data", "aa", "zu", "stôp", "thx", ""] {
            check(word, false);
        }
        let letters: Vec<char> = "sot".chars().collect();
        assert!(possible(&letters, Some(TONES[3])) && !possible(&letters, Some(TONES[0])));
    }
}
