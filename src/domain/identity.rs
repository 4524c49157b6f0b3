//! The personal identification number and the old identity card number.
//!
//! Twelve digits (Luật Căn cước 26/2023/QH15 Điều 12; structure in Nghị định 137/2015/NĐ-CP Điều 13): three for the
//! province or country where the birth was registered, one for century and sex, two for the year of birth, six at
//! random. There is no check digit. Nine digits are the old chứng minh nhân dân. What the number says is compared with
//! the record only to warn: papers can be wrong, and the officer has the paper in hand.

use std::fmt;

/// The 63 province codes as they were before the mergers of 2025; numbers already given keep them.
pub(crate) const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77,
    79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
];

/// A number of one of the two known lengths. It never prints itself: it belongs to a person.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    digits: String,
}

/// Which of the two numbers it is, by its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdKind {
    /// Twelve digits: căn cước, CCCD, and the CMND of the last years.
    Personal,
    /// Nine digits: the old CMND.
    OldCard,
}

/// Why a text is not an identity number. It does not hold the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdRefusal {
    /// Nothing but white space.
    #[error("the identity number is empty")]
    Empty,
    /// A character that is neither a digit nor a space or dot between digits.
    #[error("the identity number has a character that is no digit")]
    NotDigits,
    /// Neither 9 nor 12 digits, but this many.
    #[error("the identity number has {0} digits, not 9 or 12")]
    Length(usize),
}

/// Something the number says that the record, or common sense, does not. A warning, never a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdDisagreement {
    /// The number is of the other sex; see [`IdNumber::is_female`].
    Sex,
    /// The number has another year of birth; see [`IdNumber::birth_year`].
    BirthYear,
    /// The number says born in 2100 or later. The year of birth is not compared then.
    Century,
    /// The first three digits below 100 are no province's code.
    Place,
}

impl IdNumber {
    /// Reads a number of 9 or 12 digits, allowing spaces and dots between them.
    ///
    /// # Errors
    /// [`IdRefusal`] tells apart an empty text, a foreign character and a wrong count of digits.
    pub fn parse(text: &str) -> Result<Self, IdRefusal> {
        let text = super::text::clean_line(text);
        let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '.')).collect();
        if text.is_empty() {
            Err(IdRefusal::Empty)
        } else if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            Err(IdRefusal::NotDigits)
        } else if matches!(digits.len(), 9 | 12) {
            Ok(Self { digits })
        } else {
            Err(IdRefusal::Length(digits.len()))
        }
    }

    /// The digits alone, as they are stored and compared.
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// Which number it is.
    pub fn kind(&self) -> IdKind {
        if self.digits.len() == 12 { IdKind::Personal } else { IdKind::OldCard }
    }

    /// Whether the number is of a woman; None for an old card, which does not say.
    pub fn is_female(&self) -> Option<bool> {
        self.century_digit().map(|digit| digit % 2 == 1)
    }

    /// The full year of birth; None for an old card, which does not say.
    pub fn birth_year(&self) -> Option<i32> {
        let century = i32::from(self.century_digit()?) / 2;
        let year: i32 = self.digits.get(4..6)?.parse().ok()?;
        Some(1900 + century * 100 + year)
    }

    /// Whether the place digits are one of the 63 province codes, or from 100 up, where countries are.
    /// None for an old card. The list of countries is not checked.
    pub fn has_known_place(&self) -> Option<bool> {
        self.century_digit()?;
        let place: u16 = self.digits.get(..3)?.parse().ok()?;
        Some(place >= 100 || PROVINCES.iter().any(|code| u16::from(*code) == place))
    }

    fn century_digit(&self) -> Option<u8> {
        (self.kind() == IdKind::Personal).then(|| self.digits.as_bytes()[3] - b'0')
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IdNumber({:?}, hidden)", self.kind())
    }
}

/// A number whose leading zeros a spreadsheet ate, with them put back; None when nothing was lost or the result would
/// not be a number that exists.
///
/// `kind_is_cccd` says that the column holds twelve-digit numbers: 10 or 11 digits are filled to 12 and must then have
/// a province code and a birth before 2100. Otherwise 8 digits are filled to 9; no old card begins with two zeros.
pub fn restore_zeros(text: &str, kind_is_cccd: bool) -> Option<String> {
    let text = text.trim();
    if !text.bytes().all(|b| b.is_ascii_digit()) || text.starts_with('0') {
        return None;
    }
    if !kind_is_cccd {
        return (text.len() == 8).then(|| format!("0{text}"));
    }
    if !matches!(text.len(), 10 | 11) {
        return None;
    }
    let number = IdNumber::parse(&format!("{text:0>12}")).ok()?;
    let exists = number.has_known_place() == Some(true) && number.century_digit()? < 4;
    exists.then_some(number.digits)
}

/// What the number says otherwise than the record, in the order of the enum. Empty for an old card.
///
/// `birth_year` is the full year of birth in the record, None when unknown.
pub fn disagreements(
    number: &IdNumber,
    sex_is_female: bool,
    birth_year: Option<i32>,
) -> Vec<IdDisagreement> {
    let mut found = Vec::new();
    let (Some(is_female), Some(year)) = (number.is_female(), number.birth_year()) else {
        return found;
    };
    if is_female != sex_is_female {
        found.push(IdDisagreement::Sex);
    }
    if year >= 2100 {
        found.push(IdDisagreement::Century);
    } else if birth_year.is_some_and(|recorded| recorded != year) {
        found.push(IdDisagreement::BirthYear);
    }
    if number.has_known_place() == Some(false) {
        found.push(IdDisagreement::Place);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> IdNumber {
        IdNumber::parse(text).unwrap()
    }

    #[test]
    fn numbers_are_read() {
        let cases = [
            ("001099012345", Ok("001099012345")),
            (" 001 099 012 345 ", Ok("001099012345")),
            ("001.099.012.345", Ok("001099012345")),
            ("012345678", Ok("012345678")),
            ("", Err(IdRefusal::Empty)),
            (" \u{A0}", Err(IdRefusal::Empty)),
            ("...", Err(IdRefusal::NotDigits)),
            ("00109901234A", Err(IdRefusal::NotDigits)),
            ("-12345678", Err(IdRefusal::NotDigits)),
            ("1.099E+10", Err(IdRefusal::NotDigits)),
            // Digits of another script are digits to Unicode, not to the registry.
            ("٠٠١٠٩٩٠١٢٣٤٥", Err(IdRefusal::NotDigits)),
            ("1099012345", Err(IdRefusal::Length(10))),
            ("0010990123456", Err(IdRefusal::Length(13))),
        ];
        for (text, read) in cases {
            assert_eq!(
                IdNumber::parse(text).as_ref().map(IdNumber::as_str),
                read.as_ref().copied(),
                "{text}"
            );
        }
    }

    #[test]
    fn numbers_say_sex_and_year() {
        let cases = [
            ("001099012345", Some(false), Some(1999), Some(true)),
            ("079185000001", Some(true), Some(1985), Some(true)),
            ("038205000001", Some(false), Some(2005), Some(true)),
            ("096310000001", Some(true), Some(2010), Some(true)),
            ("001400000001", Some(false), Some(2100), Some(true)),
            ("003099012345", Some(false), Some(1999), Some(false)),
            ("097099012345", Some(false), Some(1999), Some(false)),
            ("000099012345", Some(false), Some(1999), Some(false)),
            ("120099012345", Some(false), Some(1999), Some(true)),
            ("012345678", None, None, None),
        ];
        for (text, female, year, place) in cases {
            let id = number(text);
            assert_eq!(
                (id.is_female(), id.birth_year(), id.has_known_place()),
                (female, year, place),
                "{text}"
            );
        }
    }

    #[test]
    fn lost_zeros_come_back_only_to_a_number_that_exists() {
        let cases = [
            ("1099012345", true, Some("001099012345")),
            ("79185000001", true, Some("079185000001")),
            ("10099012345", true, Some("010099012345")),
            // 003 and 097 are no provinces; 001 4 is born in 2100.
            ("3099012345", true, None),
            ("97099012345", true, None),
            ("1400012345", true, None),
            ("001099012345", true, None),
            ("099012345", true, None),
            ("99012345", true, None),
            ("12345678", false, Some("012345678")),
            ("1234567", false, None),
            ("123456789", false, None),
            ("1099012345", false, None),
            ("1.0990E+10", true, None),
            ("", true, None),
            ("", false, None),
        ];
        for (text, cccd, restored) in cases {
            assert_eq!(restore_zeros(text, cccd).as_deref(), restored, "{text} {cccd}");
        }
    }

    #[test]
    fn disagreements_are_told() {
        use IdDisagreement::{BirthYear, Century, Place, Sex};
        let cases: [(&str, bool, Option<i32>, &[IdDisagreement]); 9] = [
            ("001099012345", false, Some(1999), &[]),
            ("001099012345", false, None, &[]),
            ("001099012345", true, Some(1999), &[Sex]),
            ("001099012345", false, Some(1998), &[BirthYear]),
            ("001099012345", false, Some(2099), &[BirthYear]),
            ("003199012345", false, Some(1989), &[Sex, BirthYear, Place]),
            ("001400012345", false, Some(2000), &[Century]),
            ("012345678", true, Some(1900), &[]),
            ("038205000001", false, Some(2005), &[]),
        ];
        for (text, female, year, told) in cases {
            assert_eq!(disagreements(&number(text), female, year), told, "{text}");
        }
    }

    #[test]
    fn a_number_does_not_print_itself() {
        assert_eq!(format!("{:?}", number("001099012345")), "IdNumber(Personal, hidden)");
    }

    #[test]
    fn there_are_63_provinces_in_order() {
        assert!(PROVINCES.is_sorted_by(|a, b| a < b));
        assert_eq!((PROVINCES[0], PROVINCES[62]), (1, 96));
    }

    proptest! {
        /// A spreadsheet that eats the zeros of a province's number loses nothing.
        #[test]
        fn eaten_zeros_are_restored(place in 0usize..63, century in 0u8..4, tail in 0u32..100_000_000) {
            let full = format!("{:03}{century}{tail:08}", PROVINCES[place]);
            prop_assert_eq!(restore_zeros(full.trim_start_matches('0'), true), Some(full));
        }

        #[test]
        fn parsing_never_panics(text in "\\PC{0,20}|[0-9. ]{0,16}") {
            if let Ok(id) = IdNumber::parse(&text) {
                prop_assert_eq!(IdNumber::parse(id.as_str()), Ok(id));
            }
            let _ = (restore_zeros(&text, true), restore_zeros(&text, false));
        }
    }
}
