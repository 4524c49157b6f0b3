//! Working days: Monday to Friday, less the days off and plus the made-up working Saturdays of a
//! table kept by year (`rules/holidays.toml`).

use super::date::add_days;
use chrono::{Datelike, NaiveDate, Weekday};

/// The table of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkYear {
    /// The year.
    pub year: i32,
    /// Days off on weekdays (days off on weekends change nothing).
    pub off: Vec<NaiveDate>,
    /// Weekend days worked (làm bù).
    pub working: Vec<NaiveDate>,
    /// Made from the year's official schedule; otherwise only from the law's fixed days.
    pub complete: bool,
}

/// A day found by counting working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The day.
    pub day: NaiveDate,
    /// A year without a complete table lay on the way: the day is not certain.
    pub unknown: bool,
}

/// The tables of all years known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkCalendar {
    years: Vec<WorkYear>,
}

impl WorkCalendar {
    /// A calendar of these years; of two tables for one year the later counts.
    pub fn new(years: impl IntoIterator<Item = WorkYear>) -> Self {
        let mut kept: Vec<WorkYear> = Vec::new();
        for mut year in years {
            year.off.sort_unstable();
            year.working.sort_unstable();
            kept.retain(|y| y.year != year.year);
            kept.push(year);
        }
        kept.sort_unstable_by_key(|y| y.year);
        Self { years: kept }
    }

    /// The tables, by year.
    pub fn years(&self) -> &[WorkYear] {
        &self.years
    }

    /// Whether the year's official schedule is known.
    pub fn knows(&self, year: i32) -> bool {
        self.table(year).is_some_and(|y| y.complete)
    }

    /// Whether `day` is worked.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        let table = self.table(day.year());
        let listed = |days: fn(&WorkYear) -> &Vec<NaiveDate>| {
            table.is_some_and(|t| days(t).binary_search(&day).is_ok())
        };
        match day.weekday() {
            Weekday::Sat | Weekday::Sun => listed(|t| &t.working),
            _ => !listed(|t| &t.off),
        }
    }

    /// The `n`-th working day after `from`, which itself does not count (Civil Code 2015
    /// Đ147–148). `n` = 0 is `from`.
    pub fn add_working_days(&self, from: NaiveDate, n: u32) -> Counted {
        let mut found = Counted { day: from, unknown: false };
        for _ in 0..n {
            found = self.next(found, 1);
        }
        found
    }

    /// The first of the last `n` working days of a period that ends with `end`; `end` counts when
    /// it is worked. `n` = 0 is `end`.
    pub fn last_working_days_before(&self, end: NaiveDate, n: u32) -> Counted {
        let mut found = Counted { day: add_days(end, i64::from(n > 0)), unknown: false };
        for _ in 0..n {
            found = self.next(found, -1);
        }
        found
    }

    fn next(&self, from: Counted, step: i64) -> Counted {
        let mut to = from;
        // A year has no stretch of 100 days off; a broken table must not hang the program.
        for _ in 0..100 {
            to.day = add_days(to.day, step);
            to.unknown |= !self.knows(to.day.year());
            if self.is_working(to.day) {
                break;
            }
        }
        to
    }

    fn table(&self, year: i32) -> Option<&WorkYear> {
        let at = self.years.binary_search_by_key(&year, |y| y.year).ok()?;
        self.years.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::date::{parse_day, vn};
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    /// Tết 16–20/02/2026; Monday 31/08 off and Saturday 22/08 worked in its place.
    fn calendar() -> WorkCalendar {
        let off = [
            "16/02/2026",
            "17/02/2026",
            "18/02/2026",
            "19/02/2026",
            "20/02/2026",
            "31/08/2026",
            "01/09/2026",
            "02/09/2026",
        ];
        WorkCalendar::new([WorkYear {
            year: 2026,
            off: off.map(d).to_vec(),
            working: vec![d("22/08/2026")],
            complete: true,
        }])
    }

    #[test]
    fn working_days_are_counted_after_the_first_day() {
        let check = |from: &str, n: u32, to: &str, unknown: bool| {
            let got = calendar().add_working_days(d(from), n);
            assert_eq!((vn(got.day), got.unknown), (to.to_owned(), unknown), "{from} + {n}");
        };
        check("05/08/2026", 0, "05/08/2026", false);
        check("05/08/2026", 2, "07/08/2026", false);
        check("07/08/2026", 2, "11/08/2026", false);
        check("13/02/2026", 1, "23/02/2026", false);
        check("14/02/2026", 2, "24/02/2026", false);
        check("21/08/2026", 1, "22/08/2026", false);
        check("28/08/2026", 1, "03/09/2026", false);
        check("31/12/2026", 1, "01/01/2027", true);
        check("30/12/2026", 1, "31/12/2026", false);
    }

    #[test]
    fn the_last_working_days_of_a_term_include_its_end() {
        let check = |end: &str, n: u32, from: &str, unknown: bool| {
            let got = calendar().last_working_days_before(d(end), n);
            assert_eq!((vn(got.day), got.unknown), (from.to_owned(), unknown), "{n} before {end}");
        };
        check("07/08/2026", 3, "05/08/2026", false);
        check("09/08/2026", 3, "05/08/2026", false);
        check("10/08/2026", 3, "06/08/2026", false);
        check("18/02/2026", 3, "11/02/2026", false);
        check("23/02/2026", 3, "12/02/2026", false);
        check("24/08/2026", 3, "21/08/2026", false);
        check("07/08/2026", 0, "07/08/2026", false);
        check("01/01/2027", 1, "01/01/2027", true);
        check("05/01/2026", 3, "01/01/2026", false);
        check("02/01/2026", 3, "31/12/2025", true);
    }

    #[test]
    fn a_broken_table_does_not_hang() {
        let all: Vec<NaiveDate> = d("01/01/2026").iter_days().take(365).collect();
        let broken =
            WorkCalendar::new([WorkYear { year: 2026, off: all, working: vec![], complete: true }]);
        assert!(broken.add_working_days(d("01/02/2026"), 1).day > d("01/02/2026"));
    }

    proptest! {
        #[test]
        fn there_and_back(offset in 0i64..330, n in 1u32..12) {
            let c = calendar();
            let from = add_days(d("01/01/2026"), offset);
            let to = c.add_working_days(from, n).day;
            prop_assert!(c.is_working(to));
            let between = from.iter_days().skip(1).take_while(|x| *x <= to).filter(|x| c.is_working(*x)).count();
            prop_assert_eq!(between, n as usize);
            // Of a period that ends there, those n days are the last n.
            let first = c.last_working_days_before(to, n).day;
            prop_assert_eq!(c.add_working_days(add_days(first, -1), n).day, to);
        }
    }
}
