//! Words in free text that say something about HIV.
//!
//! The registry has no field for it, and only a closed list of people may be told (Luật 64/2006/QH11 Điều 30, as
//! amended), so the officer is warned before such a text is saved. It is a warning: missing a rare wording is bad,
//! warning at every other note is worse, because warnings nobody believes are not read.

use super::normal::clean_line;
use super::search::fold;
use super::tone::{Habit, placed};
use std::sync::LazyLock;

/// Phrases that speak of it wherever they stand. A word typed without marks matches too.
const PHRASES: &[&str] = &[
    "hiv",
    "hiv1",
    "hiv2",
    "h i v",
    "aids",
    "a i d s",
    "arv",
    "a r v",
    "cd4",
    "sida",
    "siđa",
    "si đa",
    "xi đa",
    "nhiễm h",
    // As it is often misspelt.
    "nhiểm h",
    "mắc h",
    "người có h",
    "bệnh h",
    "suy giảm miễn dịch",
    "kháng retrovirus",
    "kháng retro virus",
    "bệnh thế kỷ",
    "bệnh thế kỉ",
    "bị ết",
    "bệnh ết",
    "nhiễm ết",
    "mắc ết",
    "dính ết",
];

/// Words that alone speak of it, but only with their marks: unmarked they are something else.
const MARKED_ONLY: &[&str] = &["ết"];

/// What may follow `nhiễm H` and the like and make it something else: H. pylori, Haemophilus.
const AFTER_H: &[&str] = &["pylori", "influenzae", "influenza", "simplex"];

/// `Đồ si đa` is second-hand clothing.
const BEFORE_SIDA: &[&str] =
    &["đồ", "hàng", "áo", "quần", "giày", "dép", "vải", "shop", "chợ", "túi", "xe"];

/// A word looked for, as written and without its marks.
struct Wanted {
    written: &'static str,
    folded: String,
}

impl Wanted {
    fn of(word: &'static str) -> Self {
        Self { written: word, folded: fold(word) }
    }

    /// The word itself, or the word without its marks.
    fn is(&self, word: &str) -> bool {
        word == self.written || (word.is_ascii() && word == self.folded)
    }
}

/// The phrases and the words before `si đa`, folded once: every free text of an import is asked.
struct Lists {
    phrases: Vec<Vec<Wanted>>,
    before_sida: Vec<Wanted>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    phrases: PHRASES.iter().map(|p| p.split(' ').map(Wanted::of).collect()).collect(),
    before_sida: BEFORE_SIDA.iter().copied().map(Wanted::of).collect(),
});

/// Whether the text speaks of HIV or AIDS, in the words officers and patients use for it, with or without marks.
pub fn mentions_hiv(text: &str) -> bool {
    let lower: String = clean_line(text).chars().flat_map(char::to_lowercase).collect();
    let placed = placed(&super::nfc(&lower), Habit::Old);
    let words: Vec<&str> =
        placed.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let signed = ["h+", "h(+)", "h (+)"].iter().any(|sign| {
        placed.match_indices(sign).any(|(at, _)| !placed[..at].ends_with(char::is_alphanumeric))
    });
    signed
        || words.iter().any(|word| MARKED_ONLY.contains(word))
        || LISTS.phrases.iter().any(|phrase| speaks(&words, phrase))
}

fn speaks(words: &[&str], phrase: &[Wanted]) -> bool {
    let ends_in_h = phrase.last().is_some_and(|last| last.written == "h");
    let is_sida = match phrase {
        [one] => matches!(one.written, "sida" | "siđa"),
        [one, two] => matches!(one.written, "si" | "xi") && two.written == "đa",
        _ => false,
    };
    words.windows(phrase.len()).enumerate().any(|(at, here)| {
        let before = at.checked_sub(1).map_or("", |i| words[i]);
        let after = words.get(at + phrase.len()).copied().unwrap_or_default();
        here.iter().zip(phrase).all(|(word, wanted)| wanted.is(word))
            && !(ends_in_h && AFTER_H.contains(&after))
            && !(is_sida && LISTS.before_sida.iter().any(|clothes| clothes.is(before)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_noticed() {
        let texts = [
            "Đối tượng nhiễm HIV từ 2015",
            "hiv âm tính",
            "HIV/AIDS",
            "nghi bị H.I.V.",
            "HIV-1",
            "HIV(+)",
            "giai đoạn AIDS",
            "đang uống ARV tại trung tâm y tế",
            "uong thuoc arv",
            "bị si đa",
            "bi si da giai doan cuoi",
            "bệnh SIDA",
            "mắc si-đa",
            "nhiễm H",
            "nhiem h nam 2019",
            "nhiểm H",
            "Nhiễm H, đang điều trị",
            "nhie\u{302}\u{303}m H",
            "là người có H",
            "bị ết",
            "Bạn bè nói nó bị Ết.",
            "bi et roi",
            "CD4 thấp",
            "hội chứng suy giảm miễn dịch mắc phải",
            "căn bệnh thế kỷ",
            "can benh the ky",
            "h\u{200B}iv",
            "xét nghiệm H(+)",
            "bị H+",
        ];
        for text in texts {
            assert!(mentions_hiv(text), "{text}");
        }
    }

    #[test]
    fn other_things_are_left_alone() {
        let texts = [
            "",
            "Có mặt tại nơi cư trú",
            "chết năm 2020, Tết về quê, cam kết",
            "archive, shiv, chiv",
            "raids, maids",
            "nhiễm H. pylori",
            "nhiễm H1N1, cúm H5N1",
            "bị H đánh vào đầu; có H và T cùng sử dụng",
            "H dương tính với ma túy",
            "MET(+), MOR(+), THC(+)",
            "lúc 5 h + 10 phút",
            "nhiễm HP, viêm gan B",
            "bán đồ si đa ở chợ",
            "buôn quần áo sida",
            "hang si da",
            "sĩ đa, sỉ da",
            "et al., E.T.",
            "nhiễm hàn, nhiễm lạnh",
            "Vị trí cột H3",
            "anh Hiển, chị Hiếu",
            "Ara, Arvo",
        ];
        for text in texts {
            assert!(!mentions_hiv(text), "{text}");
        }
    }
}
