//! Word passwords for the dialog to offer: Vietnamese-sounding syllables without marks, so that
//! they are typed alike with every keyboard and input method.
//!
//! The list is the product of initials and rhymes that quoc ngu allows together, with marks taken
//! off; it holds more than 2,048 syllables, so six of them carry more than 66 bits.

use zeroize::Zeroizing;

use super::error::VaultError;

/// How many words [`generate_password`] gives.
pub const GENERATED_WORDS: usize = 6;

/// Initials written before a, o, u.
const BACK_INITIALS: [&str; 23] = [
    "b", "c", "ch", "d", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "r", "s", "t",
    "th", "tr", "v", "x", "p", "",
];
/// Initials written before e, i: k, gh, ngh take the place of c, g, ng.
const FRONT_INITIALS: [&str; 20] = [
    "b", "k", "ch", "d", "gh", "h", "kh", "l", "m", "n", "ngh", "nh", "ph", "r", "s", "t", "th",
    "tr", "v", "x",
];
const BACK_RHYMES: [&str; 67] = [
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "oa", "oac",
    "oach", "oai", "oan", "oang", "oanh", "oat", "oay", "oc", "oe", "oen", "oet", "oi", "om", "on",
    "ong", "op", "ot", "o", "u", "ua", "uan", "uat", "uay", "uc", "ue", "uenh", "ui", "um", "un",
    "ung", "uoc", "uoi", "uom", "uon", "uong", "uop", "uot", "uou", "up", "ut", "uu", "uy", "uya",
    "uyen", "uyet", "uynh", "uyt", "oeo", "oam", "oap", "uych", "uang",
];
const FRONT_RHYMES: [&str; 27] = [
    "e", "ec", "ech", "em", "en", "eng", "enh", "eo", "ep", "et", "eu", "i", "ia", "ich", "iec",
    "iem", "ien", "ieng", "iep", "iet", "ieu", "im", "in", "inh", "ip", "it", "iu",
];
const QU_RHYMES: [&str; 19] = [
    "a", "ac", "ai", "an", "ang", "anh", "at", "ay", "e", "en", "eo", "et", "it", "oc", "uy",
    "uyen", "uyet", "y", "ynh",
];
/// Left out: coarse words, or words that read as one without their marks.
const UNFIT: [&str; 22] = [
    "lon", "cac", "buoi", "dit", "deo", "cut", "ia", "cu", "dai", "dam", "di", "chet", "giet",
    "ngu", "cho", "khon", "cuop", "hiep", "nghien", "trom", "thuoc", "hut",
];

/// The whole list, sorted, each once, lower-case ASCII.
pub fn word_list() -> Vec<String> {
    let product = |initials: &'static [&str], rhymes: &'static [&str]| {
        initials
            .iter()
            .flat_map(move |first| rhymes.iter().map(move |last| format!("{first}{last}")))
    };
    let mut words: Vec<String> = product(&BACK_INITIALS, &BACK_RHYMES)
        .chain(product(&FRONT_INITIALS, &FRONT_RHYMES))
        .chain(product(&["qu"], &QU_RHYMES))
        .filter(|word| word.len() >= 2 && !UNFIT.contains(&word.as_str()))
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The entropy of [`generate_password`], in bits: words × log2(length of the list).
pub fn generated_entropy_bits() -> f64 {
    (word_list().len() as f64).log2() * GENERATED_WORDS as f64
}

/// A password of six words drawn evenly and independently, a space between them.
///
/// # Errors
/// [`VaultError::NoRandom`].
pub fn generate_password() -> Result<Zeroizing<String>, VaultError> {
    let words = word_list();
    loop {
        let mut out = Zeroizing::new(String::with_capacity(GENERATED_WORDS * 8));
        for at in 0..GENERATED_WORDS {
            if at > 0 {
                out.push(' ');
            }
            out.push_str(&words[even_below(words.len() as u32)? as usize]);
        }
        // A draw that breaks our own rules (say, one word six times) is drawn again: one in billions.
        if super::Password::new(&out).check([]).is_ok() {
            return Ok(out);
        }
    }
}

/// A number below `bound`, each equally likely (the uneven rest is thrown away).
fn even_below(bound: u32) -> Result<u32, VaultError> {
    let limit = u32::MAX - u32::MAX % bound;
    loop {
        let drawn = getrandom::u32()?;
        if drawn < limit {
            return Ok(drawn % bound);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_long_and_plain() {
        let words = word_list();
        assert!(words.len() >= 2048, "{}", words.len());
        assert!(generated_entropy_bits() >= 66.0);
        for word in &words {
            assert!(
                word.bytes().all(|byte| byte.is_ascii_lowercase()) && word.len() <= 7,
                "{word}"
            );
            assert!(!UNFIT.contains(&word.as_str()));
        }
        assert!(words.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once");
    }

    #[test]
    fn generated_passwords_pass_the_rules_and_differ() {
        let words = word_list();
        let mut seen = std::collections::HashSet::new();
        for _ in 0..200 {
            let password = generate_password().unwrap();
            assert_eq!(password.split(' ').count(), GENERATED_WORDS);
            assert!(password.split(' ').all(|w| words.binary_search(&w.to_owned()).is_ok()));
            assert!(seen.insert(password.to_string()));
        }
    }

    #[test]
    fn draws_are_even() {
        let mut counts = [0_u32; 7];
        for _ in 0..7000 {
            counts[even_below(7).unwrap() as usize] += 1;
        }
        // Ten standard deviations (about 29 each) around 1,000.
        assert!(counts.iter().all(|count| (700..1300).contains(count)), "{counts:?}");
    }
}
