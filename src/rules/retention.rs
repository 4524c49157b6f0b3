//! How long a closed file is kept: `retention.toml`, and the years the unit entered.

use super::{RuleBook, RuleError, RuleInfo, RuleKind};
use crate::domain::legal::{Citation, Confidence};
use crate::domain::retention::{FileKind, RetentionRules};
use crate::domain::setting::FigureFault;
use crate::domain::word::Word;
use chrono::NaiveDate;
use serde::Deserialize;

const TEXT: &str = include_str!("retention.toml");
const FILE: &str = "retention.toml";
/// The figure of a kind for which none is known.
const NONE: &str = "–";
/// The most years; the most days of a suspicion.
const MOST_YEARS: u32 = 100;
const MOST_DAYS: u32 = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    keep: Vec<RawKeep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawKeep {
    id: String,
    kind: String,
    days: Option<u32>,
    sentence: String,
}

/// The rules as shipped, for the book.
pub(super) fn infos() -> Result<Vec<RuleInfo>, RuleError> {
    let raw: Raw = super::parse::read(FILE, TEXT)?;
    let info = |keep: RawKeep| {
        if kind_of(&keep.id).is_none_or(|kind| kind.code() != keep.kind) {
            let what = format!("`{}` is not the kind of this id", keep.kind);
            return Err(RuleError::Nonsense { file: FILE, id: keep.id, what });
        }
        Ok(RuleInfo {
            kind: RuleKind::Retention,
            figure: keep.days.map_or_else(|| NONE.to_owned(), |days| format!("{days} D")),
            sentence: keep.sentence,
            in_force_from: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap_or_default(),
            in_force_until: None,
            citation: Citation {
                source: "unit".to_owned(),
                article: String::new(),
                confidence: Confidence::Unit,
            },
            to_check: false,
            id: keep.id,
        })
    };
    raw.keep.into_iter().map(info).collect()
}

/// The kind of file a rule is about.
pub(super) fn kind_of(id: &str) -> Option<FileKind> {
    FileKind::from_code(id.strip_prefix("retention.")?)
}

/// A figure as typed, in its one written form: `10 Y`, for a suspicion `90 D`.
pub(super) fn read_figure(kind: FileKind, text: &str) -> Result<String, FigureFault> {
    let (vi, en, words, letter, most): (_, _, &[&str], _, _) = match kind {
        FileKind::Suspected => ("ngày", "days", &["", "d", "ngay", "day", "days"], "D", MOST_DAYS),
        _ => ("năm", "years", &["", "y", "nam", "year", "years"], "Y", MOST_YEARS),
    };
    let unreadable = FigureFault::Unreadable(vi, en);
    let (found, letters) = super::settings::numbers(text).ok_or_else(|| unreadable.clone())?;
    let [number] = found.as_slice() else { return Err(unreadable) };
    if !words.contains(&letters.as_str()) {
        return Err(unreadable);
    }
    let n = super::settings::within(*number, 1, most)?;
    Ok(format!("{n} {letter}"))
}

impl RuleBook {
    /// How long each kind of file is kept here.
    pub fn retention(&self) -> RetentionRules {
        let mut rules = RetentionRules::default();
        for info in &self.rules {
            let Some(kind) = kind_of(&info.id) else { continue };
            let number = info.figure.split(' ').next().and_then(|n| n.parse().ok());
            match (kind, number) {
                (FileKind::Suspected, Some(days)) => rules.suspected_days = days,
                (_, Some(years)) => rules.years.push((kind, years)),
                (_, None) => {}
            }
        }
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::settings::Setting;

    #[test]
    fn without_a_figure_of_the_unit_only_a_suspicion_has_an_end() {
        let rules = RuleBook::embedded().retention();
        assert_eq!(rules, RetentionRules { years: Vec::new(), suspected_days: 90 });
        let ids: Vec<_> =
            RuleBook::embedded().rules.iter().filter_map(|r| kind_of(&r.id)).collect();
        assert_eq!(ids, FileKind::ALL);
    }

    #[test]
    fn years_are_set_read_and_taken_back() {
        let book = RuleBook::embedded();
        for (id, typed, wanted) in [
            ("retention.rehab", "10", Ok("10 Y")),
            ("retention.rehab", "10 năm", Ok("10 Y")),
            ("retention.rehab", "10 Y", Ok("10 Y")),
            ("retention.rehab", "10 D", Err(())),
            ("retention.rehab", "0", Err(())),
            ("retention.rehab", "101", Err(())),
            ("retention.suspected", "60 ngày", Ok("60 D")),
            ("retention.suspected", "2 Y", Err(())),
        ] {
            let read = book.read_figure(id, typed).map_err(|_| ());
            assert_eq!(read.as_deref(), wanted.as_deref().map_err(|()| &()), "{id} {typed}");
        }
        let set = |figure: Option<&str>, from: &str| Setting {
            rule_id: "retention.rehab".to_owned(),
            figure: figure.map(str::to_owned),
            in_force_from: from.parse().unwrap(),
        };
        let settings = [set(Some("10 Y"), "2026-08-01"), set(None, "2026-10-01")];
        let on = |day: &str| book.in_force(&settings, &[], day.parse().unwrap()).retention().years;
        assert_eq!(on("2026-07-31"), []);
        assert_eq!(on("2026-08-01"), [(FileKind::Rehab, 10)]);
        assert_eq!(on("2026-10-01"), []);
    }
}
