//! How an officer likes his screens, as kept in the registry: one text a preference.

use super::theme::Look;
use crate::domain::preference::{Method, TonePlace, Typing, lock_after};
use crate::domain::word::{Lang, Word as _};
use std::collections::BTreeMap;
use std::time::Duration;

/// What can be preferred. The code is its name in the registry, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// Language of the screens.
    Language,
    /// Colours.
    Look,
    /// Columns of Danh sách.
    PeopleColumns,
    /// Columns of Hôm nay.
    TodayColumns,
    /// Saved filters of Danh sách.
    PeopleLists,
    /// Telex, VNI, or letters as they come.
    Typing,
    /// Where the tone stands: hòa or hoà.
    Tone,
    /// Minutes without a key after which the desk locks.
    LockMinutes,
    /// The folder of the last backup.
    BackupFolder,
    /// It was said that this PC swaps to a disk.
    SwapTold,
}

impl Preference {
    /// Its name in the registry.
    pub fn code(self) -> &'static str {
        match self {
            Self::Language => "language",
            Self::Look => "look",
            Self::PeopleColumns => "people_columns",
            Self::TodayColumns => "today_columns",
            Self::PeopleLists => "people_lists",
            Self::Typing => "typing",
            Self::Tone => "tone",
            Self::LockMinutes => "lock_minutes",
            Self::BackupFolder => "backup_folder",
            Self::SwapTold => "swap_told",
        }
    }
}

/// The preferences of the officer at work. May hold a hamlet's name: no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Preferences(BTreeMap<String, String>);

impl Preferences {
    /// From what the registry keeps.
    pub fn new(kept: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(kept.into_iter().collect())
    }

    /// What is kept.
    pub fn get(&self, what: Preference) -> Option<&str> {
        self.0.get(what.code()).map(String::as_str)
    }

    /// Takes over a value; an empty one takes it back.
    pub fn set(&mut self, what: Preference, value: &str) {
        if value.is_empty() {
            self.0.remove(what.code());
        } else {
            self.0.insert(what.code().to_owned(), value.to_owned());
        }
    }

    /// The language preferred.
    pub fn language(&self) -> Option<Lang> {
        let code = self.get(Preference::Language)?;
        [Lang::Vi, Lang::En].into_iter().find(|l| language_code(*l) == code)
    }

    /// How Vietnamese is typed.
    pub fn typing(&self) -> Typing {
        let usual = Typing::default();
        Typing {
            method: self
                .get(Preference::Typing)
                .and_then(Method::from_code)
                .unwrap_or(usual.method),
            tone: self.get(Preference::Tone).and_then(TonePlace::from_code).unwrap_or(usual.tone),
        }
    }

    /// How long nobody may touch a key before the desk locks, where the officer set it.
    pub fn lock_after(&self) -> Option<Duration> {
        self.get(Preference::LockMinutes).and_then(lock_after)
    }

    /// The colours preferred.
    pub fn look(&self) -> Look {
        self.get(Preference::Look).and_then(Look::from_code).unwrap_or(Look::Dark)
    }
}

/// A language as kept.
pub fn language_code(lang: Lang) -> &'static str {
    lang.pick("vi", "en")
}
