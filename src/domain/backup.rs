//! Sao lưu: which copies of a folder stay, how a copy is named, when the unit is reminded, and how a
//! restore speaks of where it began. Ours throughout: the law sets no backup.

use super::checkpoint::{base64, unbase64};
use super::date::{iso_minute, parse_minute};
use super::journal::Hash;
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;

/// How many copies of a folder stay: the newest of as many days, weeks and months.
pub const KEPT: [usize; 3] = [7, 5, 12];

/// Days without a backup after which Hôm nay says so, until the unit sets another number.
pub const REMIND_DAYS: u32 = 7;

/// The name of a copy in a folder: unit, day, and a number from the second of a day on.
pub fn copy_name(unit_code: &str, on: NaiveDate, number: u32) -> String {
    let day = on.format("%Y-%m-%d");
    if number <= 1 {
        format!("hoso-{unit_code}-{day}.hsb")
    } else {
        format!("hoso-{unit_code}-{day}-{number}.hsb")
    }
}

/// Whether a file name is one that [`copy_name`] gives for this unit.
pub fn is_copy_name(unit_code: &str, name: &str) -> bool {
    let Some(inner) = name.strip_prefix("hoso-").and_then(|n| n.strip_suffix(".hsb")) else {
        return false;
    };
    let Some(day) = inner.strip_prefix(unit_code).and_then(|n| n.strip_prefix('-')) else {
        return false;
    };
    let (day, number) = match day.get(..10) {
        Some(start) => (start, &day[10..]),
        None => return false,
    };
    let counted = number.is_empty()
        || number.strip_prefix('-').is_some_and(|n| !n.is_empty() && n.parse::<u32>().is_ok());
    counted && NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok()
}

/// Which of these copies are to be removed: all but the newest of each of the last 7 days, of the
/// last 5 weeks (Monday to Sunday) and of the last 12 months for which there is a copy. Days on
/// which nobody was here do not push older copies out. The newest of all always stays.
pub fn to_remove(copies: &[NaiveDateTime]) -> Vec<usize> {
    let mut newest_first: Vec<usize> = (0..copies.len()).collect();
    newest_first.sort_by_key(|at| std::cmp::Reverse((copies[*at], *at)));
    let spans: [fn(NaiveDate) -> (i32, u32); 3] = [
        |day| (day.year(), day.ordinal()),
        |day| (day.iso_week().year(), day.iso_week().week()),
        |day| (day.year(), day.month()),
    ];
    let mut kept = BTreeSet::new();
    for (span, most) in spans.into_iter().zip(KEPT) {
        let mut seen = BTreeSet::new();
        for at in &newest_first {
            if seen.len() < most && seen.insert(span(copies[*at].date())) {
                kept.insert(*at);
            }
        }
    }
    (0..copies.len()).filter(|at| !kept.contains(at)).collect()
}

/// Where a restored journal began: the state of the backup it was restored from. Everything after
/// it is a new epoch; what was entered between the backup and the restore is not in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Entries of the journal in the backup.
    pub size: u64,
    /// Root of the log over them.
    pub root: Hash,
    /// When the backup was made.
    pub made_at: NaiveDateTime,
}

impl Origin {
    /// As the entry of the restore says it, signed by the chief.
    pub fn told(&self) -> String {
        format!("{} · {} · {}", self.size, base64(&self.root), iso_minute(self.made_at))
    }

    /// Reads it back; `None` where it is not of this form.
    pub fn read(told: &str) -> Option<Self> {
        let mut parts = told.split(" · ");
        let (size, root, made_at) = (parts.next()?, parts.next()?, parts.next()?);
        let found = Self {
            size: size.parse().ok()?,
            root: unbase64(root)?.try_into().ok()?,
            made_at: parse_minute(&made_at.replace('T', " ")).ok()?,
        };
        (found.told() == told).then_some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::add_days;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn left(days: &[NaiveDate]) -> Vec<NaiveDate> {
        let at: Vec<_> = days.iter().map(|d| d.and_hms_opt(16, 0, 0).unwrap()).collect();
        let gone = to_remove(&at);
        (0..days.len()).filter(|i| !gone.contains(i)).map(|i| days[i]).collect()
    }

    #[test]
    fn a_copy_every_day_for_two_years_leaves_days_weeks_and_months() {
        let last = day("2026-11-21");
        let mut folder: Vec<NaiveDate> = Vec::new();
        for back in (0..730).rev() {
            // As it happens: one more copy, then the folder is thinned.
            folder.push(add_days(last, -back));
            folder = left(&folder);
        }
        assert!(folder.len() <= KEPT.iter().sum());
        for back in 0..7 {
            assert!(folder.contains(&add_days(last, -back)), "day {back}");
        }
        // Sundays of the four weeks before, last days of the months before.
        for sunday in ["2026-11-15", "2026-11-08", "2026-11-01", "2026-10-25"] {
            assert!(folder.contains(&day(sunday)), "{sunday}");
        }
        for end in ["2026-10-31", "2026-09-30", "2026-06-30", "2025-12-31"] {
            assert!(folder.contains(&day(end)), "{end}");
        }
        assert!(!folder.contains(&day("2025-11-30")));
        assert_eq!(left(&folder), folder, "thinning twice removes nothing more");
    }

    #[test]
    fn a_pause_pushes_nothing_out_and_several_of_a_day_leave_the_newest() {
        let far = [day("2024-01-05"), day("2024-02-05"), day("2026-11-21")];
        assert_eq!(left(&far), far);
        let at = |h| day("2026-11-21").and_hms_opt(h, 0, 0).unwrap();
        assert_eq!(to_remove(&[at(8), at(17), at(12)]), [0, 2]);
        assert_eq!(to_remove(&[]), Vec::<usize>::new());
        // A clock that went wrong: two of the same moment leave one.
        assert_eq!(to_remove(&[at(8), at(8)]).len(), 1);
    }

    #[test]
    fn names_are_known_again_and_others_are_not() {
        let on = day("2026-11-22");
        for number in [0, 1, 2, 14] {
            assert!(is_copy_name("00004", &copy_name("00004", on, number)), "{number}");
        }
        for other in [
            "hoso-00004-2026-11-22.hsb.bak",
            "hoso-00005-2026-11-22.hsb",
            "hoso-00004-2026-13-22.hsb",
            "hoso-00004-2026-11-22-x.hsb",
            "hoso-00004-2026-11-22-.hsb",
            "ban-sao.hsb",
            "hoso-00004-é.hsb",
        ] {
            assert!(!is_copy_name("00004", other), "{other}");
        }
    }

    #[test]
    fn an_origin_reads_back_and_nothing_else_does() {
        let made_at = day("2026-11-21").and_hms_opt(16, 5, 0).unwrap();
        let origin = Origin { size: 412, root: [7; 32], made_at };
        assert_eq!(Origin::read(&origin.told()), Some(origin));
        for other in ["", "412", "x · y · z", &format!("{} ", origin.told())] {
            assert_eq!(Origin::read(other), None, "{other}");
        }
    }
}
