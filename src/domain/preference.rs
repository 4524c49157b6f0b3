//! What each officer sets for himself: how he types, and how soon his desk locks. Nothing here is
//! about a person of the registry.

use std::time::Duration;

super::person::fields! {
    /// How Vietnamese is typed where the terminal has no input method of its own.
    Method {
        Off = "off", "tắt", "off";
        Telex = "telex", "Telex", "Telex";
        Vni = "vni", "VNI", "VNI";
    }
}

super::person::fields! {
    /// Where the tone stands in an open `oa`, `oe`, `uy`.
    TonePlace {
        Old = "old", "kiểu cũ: hòa, khỏe, thủy", "old: hòa, khỏe, thủy";
        New = "new", "kiểu mới: hoà, khoẻ, thuỷ", "new: hoà, khoẻ, thuỷ";
    }
}

/// How an officer types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Typing {
    /// By which rules; off unless he asks for it.
    pub method: Method,
    /// Where the tone goes.
    pub tone: TonePlace,
}

impl Default for Typing {
    fn default() -> Self {
        Self { method: Method::Off, tone: TonePlace::Old }
    }
}

/// The least and the most minutes without a key before a desk locks.
pub const LOCK_MINUTES: std::ops::RangeInclusive<u64> = 1..=15;

/// Minutes before a desk locks where the officer set none.
pub const USUAL_LOCK_MINUTES: u64 = 5;

/// How long nobody may touch a key before the desk locks, from minutes as kept or typed; `None` for
/// what is no number from 1 to 15.
pub fn lock_after(minutes: &str) -> Option<Duration> {
    let minutes = minutes.trim().parse().ok().filter(|m| LOCK_MINUTES.contains(m))?;
    Some(Duration::from_secs(minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::word::Word;

    #[test]
    fn a_desk_locks_within_a_quarter_of_an_hour() {
        let minutes = |text: &str| lock_after(text).map(|d| d.as_secs() / 60);
        for (text, wanted) in [
            ("1", Some(1)),
            (" 15 ", Some(15)),
            ("0", None),
            ("16", None),
            ("năm", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), wanted, "{text}");
        }
    }

    #[test]
    fn typing_is_off_until_asked_for() {
        assert_eq!(Typing::default().method, Method::Off);
        assert_eq!(Method::from_code("telex"), Some(Method::Telex));
    }
}
