//! Identifiers. Row ids are local to one registry file; what leaves it is named by file number
//! (inside the unit) or not at all.

use super::text::clean_line;
use std::fmt;

macro_rules! row_id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);
    )+};
}

row_id! {
    /// Row of a person.
    PersonId;
    /// Row of a measure.
    MeasureId;
    /// Row of an event.
    EventId;
}

/// Case file number (Số hồ sơ) as the unit writes it on the folder, for example `HS-0001`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileNo(String);

impl FileNo {
    /// The longest file number accepted, in characters.
    pub const MAX_CHARS: usize = 40;

    /// Reads a file number: any visible text of 1 to 40 characters, in normal form, trimmed.
    pub fn parse(text: &str) -> Option<Self> {
        let clean = clean_line(text);
        let length = clean.chars().count();
        (1..=Self::MAX_CHARS).contains(&length).then_some(Self(clean))
    }

    /// Reads a file number as somebody types it who looks for it: `hs-0001` is `HS-0001`.
    pub fn typed(text: &str) -> Option<Self> {
        let upper = Self::parse(&text.to_uppercase())?;
        if upper.running_number().is_some() { Some(upper) } else { Self::parse(text) }
    }

    /// The number the registry gives by itself: `HS-0001`.
    pub fn numbered(n: u64) -> Self {
        Self(format!("HS-{n:04}"))
    }

    /// The running number of a file number the registry gave by itself. More than nine digits are
    /// somebody's own numbering: counting on from them would soon find no number left.
    pub fn running_number(&self) -> Option<u64> {
        let digits = self.0.strip_prefix("HS-").filter(|n| n.len() <= 9)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FileNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_registrys_own_numbers_are_found_in_any_case() {
        let check = |typed: &str, wanted: &str| {
            assert_eq!(FileNo::typed(typed).unwrap().as_str(), wanted);
        };
        check("hs-0001", "HS-0001");
        check(" Hs-12345 ", "HS-12345");
        // Somebody's own numbering stays as it is typed.
        check("hs-a1", "hs-a1");
        check("a1/2026", "a1/2026");
        assert!(FileNo::typed(" ").is_none());
    }
}
