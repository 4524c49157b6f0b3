//! Passwords: one normal form, and the rules a new one must meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

use super::secret::silent_debug;

const MIN_CHARS: usize = 14;
const MIN_WORDS: usize = 5;
const MAX_BYTES: usize = 1024;
/// Folded; see the file's own head.
const COMMON: &str = include_str!("common.txt");
/// Walks along the alphabet and the keyboard, forwards; checked backwards too.
const WALKS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiopasdfghjklzxcvbnm",
    "1234567890qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "01234567890123456789",
];

/// A password in its normal form: NFC, trimmed, inner runs of spaces made one. So an officer whose
/// keyboard sends decomposed Vietnamese, or who types two spaces between words, still gets in.
/// Wiped on drop, never printed.
pub struct Password(Zeroizing<String>);

silent_debug!(Password);

/// Why a new password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than 14 characters and fewer than 5 words.
    #[error("shorter than 14 characters and 5 words")]
    TooShort,
    /// More than 1,024 bytes.
    #[error("too long")]
    TooLong,
    /// Digits (and signs) only: a PIN, a telephone number, a date.
    #[error("digits only")]
    DigitsOnly,
    /// One of those everyone tries first, or a walk along the keyboard.
    #[error("too common")]
    Common,
    /// The same few characters or words again and again.
    #[error("repeats itself")]
    Repetitive,
    /// The name of an officer or of the unit, with or without marks, spaces or digits added.
    #[error("a name of an officer or the unit")]
    IsName,
}

impl Password {
    /// Takes what was typed. Any text can be *tried*; [`Password::check`] is for new ones.
    pub fn new(typed: &str) -> Self {
        // Room for any NFC growth of the input, so that no reallocation leaves a copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(typed.len() * 3));
        for word in typed.split_whitespace() {
            if !normal.is_empty() {
                normal.push(' ');
            }
            normal.extend(word.nfc());
        }
        Self(normal)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// Whether this may become an officer's password. `names` are the login and full names of all
    /// officers, the unit's name and code.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<(), PasswordFault> {
        let text = self.0.as_str();
        if text.len() > MAX_BYTES {
            return Err(PasswordFault::TooLong);
        }
        if !text.chars().any(char::is_alphabetic) {
            return Err(if text.chars().any(char::is_numeric) {
                PasswordFault::DigitsOnly
            } else {
                PasswordFault::TooShort
            });
        }
        let words = text
            .split(' ')
            .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2)
            .count();
        if text.chars().count() < MIN_CHARS && words < MIN_WORDS {
            return Err(PasswordFault::TooShort);
        }
        let folded = fold(text);
        let core = without_tail(&folded);
        for name in names {
            let name = fold(name);
            // One- and two-letter names would forbid too much by chance.
            if name.len() >= 3 && (*folded == *name || core == without_tail(&name)) {
                return Err(PasswordFault::IsName);
            }
        }
        if is_common(&folded) || is_common(core) {
            return Err(PasswordFault::Common);
        }
        if repeats(&folded) || repeats(core) {
            return Err(PasswordFault::Repetitive);
        }
        Ok(())
    }
}

/// Lower case, no marks, đ as d, letters and digits only.
fn fold(text: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(text.len() * 3));
    let plain = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    out.extend(plain.map(|c| if c == 'đ' { 'd' } else { c }).filter(|c| c.is_alphanumeric()));
    out
}

fn without_tail(folded: &str) -> &str {
    let core = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if core.is_empty() { folded } else { core }
}

fn is_common(folded: &str) -> bool {
    let unit = repeated_unit(folded);
    let listed = COMMON.lines().any(|line| line == folded || line == unit);
    let backwards = Zeroizing::new(folded.chars().rev().collect::<String>());
    listed || WALKS.iter().any(|walk| walk.contains(folded) || walk.contains(backwards.as_str()))
}

/// Fewer than five different characters, or at most eight characters said over and over.
fn repeats(folded: &str) -> bool {
    let mut seen: Zeroizing<Vec<char>> = Zeroizing::new(folded.chars().collect());
    seen.sort_unstable();
    seen.dedup();
    seen.len() < 5 || (repeated_unit(folded).len() <= 8 && repeated_unit(folded) != folded)
}

/// The shortest beginning whose repetition (the last one perhaps cut short) gives the whole; the
/// whole itself when it is not said at least twice.
fn repeated_unit(text: &str) -> &str {
    text.char_indices()
        .map(|(at, _)| at)
        .skip(1)
        .take_while(|at| at * 2 <= text.len())
        .find(|at| text.bytes().skip(*at).eq(text.bytes().take(text.len() - at)))
        .map_or(text, |at| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form() {
        let composed = Password::new("Đường về quê mẹ xa");
        for typed in [
            "  Đường về quê mẹ xa\n",
            "Đường  về\tquê mẹ\u{a0}xa",
            &"Đường về quê mẹ xa".nfd().collect::<String>(),
        ] {
            assert_eq!(Password::new(typed).bytes(), composed.bytes());
        }
        assert_ne!(Password::new("đường về quê mẹ xa").bytes(), composed.bytes());
        assert_ne!(Password::new("Đườngvề quê mẹ xa").bytes(), composed.bytes());
        assert_eq!(format!("{composed:?}"), "Password(..)");
    }

    #[test]
    fn rules() {
        use PasswordFault::{Common, DigitsOnly, IsName, Repetitive, TooLong, TooShort};
        let names = ["minh.nv", "Nguyễn Văn Minh", "Công an phường Trần Hưng Đạo", "00123", "ab"];
        let long = "xa mờ ".repeat(200);
        let cases: [(&str, Result<(), PasswordFault>); 30] = [
            ("tre xanh gió mát sông", Ok(())),
            ("an ba ca da em", Ok(())),
            ("cá-Chép!vượt_7vũ", Ok(())),
            ("mười bốn kí tự", Ok(())),
            ("", Err(TooShort)),
            ("mười ba kí tự", Err(TooShort)),
            ("a b c d e", Err(TooShort)),
            ("!!!!!!!!!!!!!!!!", Err(TooShort)),
            ("12345678901234567", Err(DigitsOnly)),
            ("123456", Err(DigitsOnly)),
            ("12/05/1987 0912 345 678", Err(DigitsOnly)),
            ("matkhaumatkhau", Err(Common)),
            ("Mật khẩu của tôi 2026", Err(Common)),
            ("anh yêu em nhiều lắm", Err(Common)),
            ("Công an nhân dân 1945", Err(Common)),
            ("một hai ba bốn năm", Err(Common)),
            ("qwertyuiopasdfgh", Err(Common)),
            ("zyxwvutsrqponmlk", Err(Common)),
            ("1qaz2wsx3edc4rfv", Err(Common)),
            ("aaaaaaaaaaaaaaaa", Err(Repetitive)),
            ("abababababababab", Err(Repetitive)),
            ("tre tre tre tre tre", Err(Repetitive)),
            ("hoa mai hoa mai hoa mai", Err(Repetitive)),
            ("hoa mai hoa mai hoa ma 99", Err(Repetitive)),
            ("Nguyễn Văn Minh", Err(IsName)),
            ("nguyen van minh 1990", Err(IsName)),
            ("công an phường trần hưng đạo", Err(IsName)),
            ("CONGANPHUONGTRANHUNGDAO123", Err(IsName)),
            ("Nguyễn Văn Minh đi chợ", Ok(())),
            (&long, Err(TooLong)),
        ];
        for (typed, expected) in cases {
            assert_eq!(Password::new(typed).check(names), expected, "{typed}");
        }
    }

    #[test]
    fn the_common_list_is_in_folded_form() {
        for line in COMMON.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(*fold(line), *line);
        }
    }
}
