//! Which entries of the journal are asked for.

use super::Act;
use crate::domain::date::{parse_day, vn};
use crate::domain::id::FileNo;
use crate::domain::word::{Lang, Word};
use chrono::NaiveDate;

/// Kinds of acts that are asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActFilter {
    /// Every look at something personal.
    Looks,
    /// Every change of a kept row.
    Changes,
    /// Everything that left as a file.
    Files,
    /// This act.
    One(Act),
}

impl ActFilter {
    /// Every filter: the kinds, then each act.
    pub fn all() -> impl Iterator<Item = Self> {
        [Self::Looks, Self::Changes, Self::Files]
            .into_iter()
            .chain(Act::ALL.iter().copied().map(Self::One))
    }

    /// Whether an act is one of these.
    pub fn takes(self, act: Act) -> bool {
        match self {
            Self::Looks => act.is_look(),
            Self::Changes => act.changes_rows() && !act.writes_file(),
            Self::Files => act.writes_file(),
            Self::One(one) => one == act,
        }
    }

    /// What it is called.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Looks => lang.pick("Mọi lần xem", "Every look"),
            Self::Changes => lang.pick("Mọi lần sửa", "Every change"),
            Self::Files => lang.pick("Mọi tệp ghi ra", "Every file written"),
            Self::One(act) => act.label(lang),
        }
    }
}

/// What is asked of the journal; nothing set = all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalQuery {
    /// Only this officer's entries: login, however spelt.
    pub officer: Option<String>,
    /// Only these acts.
    pub acts: Option<ActFilter>,
    /// Only entries about this file: the person, the measures and events in it.
    pub file_no: Option<FileNo>,
    /// From this day.
    pub from: Option<NaiveDate>,
    /// To the end of this day.
    pub to: Option<NaiveDate>,
}

impl JournalQuery {
    /// Whether it asks for everything.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

/// Days as typed: one, or first and last with a dash between; nothing = all days.
pub fn parse_days(text: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let text = text.trim();
    if text.is_empty() {
        return Some((None, None));
    }
    // A day has no dash where one of these stands: "01/11/2026 - 23/11/2026".
    let (first, last) = match text.split_once([' ', '–']) {
        Some((first, rest)) => (first, rest.trim_matches([' ', '-', '–'])),
        None => (text, text),
    };
    let (first, last) = (parse_day(first.trim()).ok()?, parse_day(last).ok()?);
    (first <= last).then_some((Some(first), Some(last)))
}

/// The same as it is read.
pub fn days_text(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(first), Some(last)) if first == last => vn(first),
        (from, to) => {
            let day = |d: Option<NaiveDate>| d.map(vn).unwrap_or_default();
            format!("{} – {}", day(from), day(to)).trim().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        let check = |text: &str, wanted: Option<&str>| {
            let read = parse_days(text).map(|(from, to)| days_text(from, to));
            assert_eq!(read.as_deref(), wanted, "{text}");
        };
        check("23/11/2026", Some("23/11/2026"));
        check(" 01/11/2026 - 23/11/2026 ", Some("01/11/2026 – 23/11/2026"));
        check("01/11/2026–23/11/2026", Some("01/11/2026 – 23/11/2026"));
        check("2026-11-01 2026-11-23", Some("01/11/2026 – 23/11/2026"));
        check("23/11/2026 - 01/11/2026", None);
        check("hôm qua", None);
        assert_eq!(parse_days(" "), Some((None, None)));
    }

    #[test]
    fn kinds_of_acts_do_not_overlap() {
        for act in Act::ALL {
            let kinds = [ActFilter::Looks, ActFilter::Changes, ActFilter::Files];
            assert!(kinds.iter().filter(|k| k.takes(*act)).count() <= 1, "{act:?}");
        }
        assert!(
            ActFilter::Looks.takes(Act::DossierRead) && ActFilter::Files.takes(Act::BackupMade)
        );
        assert!(ActFilter::Changes.takes(Act::PersonEdited));
    }
}
