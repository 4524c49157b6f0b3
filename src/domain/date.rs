//! Dates: month arithmetic of the law, partly known dates, reporting periods, and how they are
//! read and written. Local time is Asia/Ho_Chi_Minh (UTC+7, no daylight saving); nothing here
//! reads a clock.

mod read;

pub use read::{DateProblem, YEARS, parse_day, parse_minute, parse_partial};

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use std::fmt;
use std::str::FromStr;

/// `start` + `months` calendar months, clamped to the last day of the month
/// (31/08 + 6 months = 28/02 or 29/02): `domain.md` §2, rules of the running term.
pub fn add_months(start: NaiveDate, months: u32) -> NaiveDate {
    start.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

/// `day` − `months` calendar months, clamped to the last day of the month.
pub fn add_months_back(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN)
}

/// `day` + `n` calendar days (saturating; `n` may be negative).
pub fn add_days(day: NaiveDate, n: i64) -> NaiveDate {
    let moved = if n >= 0 {
        day.checked_add_days(Days::new(n as u64))
    } else {
        day.checked_sub_days(Days::new(n.unsigned_abs()))
    };
    moved.unwrap_or(if n >= 0 { NaiveDate::MAX } else { NaiveDate::MIN })
}

/// The last second of a day: when a duty counted in days or months falls due.
pub fn end_of_day(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN))
}

/// The first day of the month of `day`.
pub fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month of `day`.
pub fn last_of_month(day: NaiveDate) -> NaiveDate {
    add_days(add_months(first_of_month(day), 1), -1)
}

/// Whole years lived by someone born on `born` at the end of `on`.
pub fn age_on(born: NaiveDate, on: NaiveDate) -> i32 {
    let years = on.year() - born.year();
    if (on.month(), on.day()) < (born.month(), born.day()) { years - 1 } else { years }
}

/// A date as far as it is known: a day, a month, or a year (Mẫu 05 allows all three).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year.
    Year(i32),
    /// Year and month.
    Month(i32, u32),
    /// The full date.
    Day(NaiveDate),
}

impl PartialDate {
    /// The year.
    pub fn year(self) -> i32 {
        match self {
            Self::Year(y) | Self::Month(y, _) => y,
            Self::Day(d) => d.year(),
        }
    }

    /// The earliest day it can mean. Ages are counted from it, so that a partly known birth date
    /// makes someone older, never younger, than he may be; the report notes how many there are.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(y) => NaiveDate::from_ymd_opt(y, 1, 1).unwrap_or(NaiveDate::MIN),
            Self::Month(y, m) => NaiveDate::from_ymd_opt(y, m, 1).unwrap_or(NaiveDate::MIN),
            Self::Day(d) => d,
        }
    }

    /// `1987-05-12`, `1987-05` or `1987`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(y) => format!("{y:04}"),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Day(d) => iso(d),
        }
    }
}

impl fmt::Display for PartialDate {
    /// As an officer reads it: `12/05/1987`, `05/1987` or `1987`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{m:02}/{y:04}"),
            Self::Day(d) => write!(f, "{}", vn(*d)),
        }
    }
}

/// Appends a number of two digits.
fn push_two(text: &mut String, number: u32) {
    for digit in [number / 10, number % 10] {
        text.push(char::from_digit(digit, 10).unwrap_or('0'));
    }
}

/// A day as it is kept and exchanged: `2026-11-22` (ISO 8601).
pub fn iso(day: NaiveDate) -> String {
    // Written digit by digit: an import writes some hundred thousand.
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else {
        return format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day());
    };
    let mut text = String::with_capacity("2026-11-22T08:05:00".len());
    push_two(&mut text, year / 100);
    push_two(&mut text, year % 100);
    for part in [day.month(), day.day()] {
        text.push('-');
        push_two(&mut text, part);
    }
    text
}

/// A moment to the minute as it is kept and exchanged: `2026-11-22T08:05`.
pub fn iso_minute(at: NaiveDateTime) -> String {
    let mut text = iso(at.date());
    text.push('T');
    push_two(&mut text, at.hour());
    text.push(':');
    push_two(&mut text, at.minute());
    text
}

/// A moment to the second as it is kept and exchanged: `2026-11-22T08:05:00`.
pub fn iso_second(at: NaiveDateTime) -> String {
    let mut text = iso_minute(at);
    text.push(':');
    push_two(&mut text, at.second());
    text
}

/// dd/mm/yyyy.
pub fn vn(day: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// Months as an officer reads them, by year: `12/2025; 3, 5–9/2026`.
pub fn vn_months(months: &[NaiveDate]) -> String {
    let years = months.chunk_by(|a, b| a.year() == b.year()).map(|year| {
        let runs = year.chunk_by(|a, b| a.month() + 1 == b.month()).map(|run| match run {
            [first, .., last] => format!("{}–{}", first.month(), last.month()),
            run => run.iter().map(|m| m.month().to_string()).collect(),
        });
        format!("{}/{}", runs.collect::<Vec<_>>().join(", "), year[0].year())
    });
    years.collect::<Vec<_>>().join("; ")
}

/// dd/mm/yyyy HH:MM.
pub fn vn_minute(at: NaiveDateTime) -> String {
    format!("{} {}", vn(at.date()), at.format("%H:%M"))
}

/// The same where the time is known, and dd/mm/yyyy where it is not (midnight).
pub fn vn_moment(at: NaiveDateTime) -> String {
    if at.time() == NaiveTime::MIN { vn(at.date()) } else { vn_minute(at) }
}

/// A reporting period: months from the 15th to the 14th, and what is built of them
/// (`domain.md` §7; D163 Mẫu 21 for the year).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2026-11`: 15/10/2026 … 14/11/2026.
    Month(i32, u32),
    /// `2026-Q4`: 15/09 … 14/12.
    Quarter(i32, u32),
    /// `2026-H2`: 15/06 … 14/12.
    Half(i32, u32),
    /// `2026`: 15/12/2025 … 14/12/2026.
    Year(i32),
}

impl Period {
    /// The month period that contains `day`.
    pub fn month_of(day: NaiveDate) -> Self {
        let anchor = if day.day() >= 15 { add_months(first_of_month(day), 1) } else { day };
        Self::Month(anchor.year(), anchor.month())
    }

    fn last_month(self) -> (i32, u32) {
        match self {
            Self::Month(y, m) => (y, m),
            Self::Quarter(y, q) => (y, q * 3),
            Self::Half(y, h) => (y, h * 6),
            Self::Year(y) => (y, 12),
        }
    }

    /// How many months it is made of.
    pub fn months(self) -> u32 {
        match self {
            Self::Month(..) => 1,
            Self::Quarter(..) => 3,
            Self::Half(..) => 6,
            Self::Year(_) => 12,
        }
    }

    /// Last day, inclusive (the 14th).
    pub fn to(self) -> NaiveDate {
        let (y, m) = self.last_month();
        NaiveDate::from_ymd_opt(y, m, 14).unwrap_or(NaiveDate::MAX)
    }

    /// First day, inclusive (the 15th).
    pub fn from(self) -> NaiveDate {
        let after = add_days(self.to(), 1);
        after.checked_sub_months(Months::new(self.months())).unwrap_or(NaiveDate::MIN)
    }

    /// The period of the same length before this one.
    pub fn previous(self) -> Self {
        self.shifted(-1)
    }

    /// The period of the same length after this one.
    pub fn next(self) -> Self {
        self.shifted(1)
    }

    /// The same period a year earlier.
    pub fn year_before(self) -> Self {
        match self {
            Self::Month(y, m) => Self::Month(y - 1, m),
            Self::Quarter(y, q) => Self::Quarter(y - 1, q),
            Self::Half(y, h) => Self::Half(y - 1, h),
            Self::Year(y) => Self::Year(y - 1),
        }
    }

    fn shifted(self, by: i32) -> Self {
        let turn = |y: i32, n: u32, of: i32| {
            let index = y * of + n as i32 - 1 + by;
            (index.div_euclid(of), (index.rem_euclid(of) + 1) as u32)
        };
        match self {
            Self::Month(y, m) => {
                let (y, m) = turn(y, m, 12);
                Self::Month(y, m)
            }
            Self::Quarter(y, q) => {
                let (y, q) = turn(y, q, 4);
                Self::Quarter(y, q)
            }
            Self::Half(y, h) => {
                let (y, h) = turn(y, h, 2);
                Self::Half(y, h)
            }
            Self::Year(y) => Self::Year(y + by),
        }
    }
}

impl fmt::Display for Period {
    /// The period's code: `2026-11`, `2026-Q4`, `2026-H2`, `2026`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Self::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Self::Year(y) => write!(f, "{y:04}"),
        }
    }
}

impl FromStr for Period {
    type Err = DateProblem;

    /// Reads a code, or a month as officers write it: `11/2026`.
    fn from_str(code: &str) -> Result<Self, DateProblem> {
        if code.contains('/') {
            return match parse_partial(code)? {
                PartialDate::Month(y, m) => Ok(Self::Month(y, m)),
                _ => Err(DateProblem::Unreadable),
            };
        }
        let code = code.trim().to_ascii_uppercase();
        let (year, part) = match code.split_once('-') {
            None => (code.as_str(), None),
            Some((y, p)) => (y, Some(p)),
        };
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DateProblem::Unreadable);
        }
        let y: i32 = year.parse().map_err(|_| DateProblem::Unreadable)?;
        if !(1900..2200).contains(&y) {
            return Err(DateProblem::NoSuchDay);
        }
        let digits = |s: &str| s.parse::<u32>().map_err(|_| DateProblem::Unreadable);
        let within = |n: u32, most: u32| {
            if (1..=most).contains(&n) { Ok(n) } else { Err(DateProblem::NoSuchDay) }
        };
        match part {
            None => Ok(Self::Year(y)),
            Some(p) => match p.split_at_checked(1) {
                Some(("Q", n)) => Ok(Self::Quarter(y, within(digits(n)?, 4)?)),
                Some(("H", n)) => Ok(Self::Half(y, within(digits(n)?, 2)?)),
                _ => Ok(Self::Month(y, within(digits(p)?, 12)?)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn the_same_period_a_year_earlier() {
        for (now, before) in [
            ("2026-11", "2025-11"),
            ("2026-Q4", "2025-Q4"),
            ("2026-H2", "2025-H2"),
            ("2026", "2025"),
        ] {
            assert_eq!(now.parse::<Period>().unwrap().year_before().to_string(), before);
        }
    }

    #[test]
    fn months_clamp_to_the_last_day() {
        let check = |from: &str, n: u32, to: &str| assert_eq!(vn(add_months(d(from), n)), to);
        check("31/08/2026", 6, "28/02/2027");
        check("31/08/2027", 6, "29/02/2028");
        check("29/02/2028", 12, "28/02/2029");
        check("05/07/2026", 12, "05/07/2027");
    }

    #[test]
    fn periods_run_from_the_15th_to_the_14th() {
        let check = |code: &str, from: &str, to: &str, previous: &str| {
            let p: Period = code.parse().unwrap();
            assert_eq!((vn(p.from()), vn(p.to())), (from.to_owned(), to.to_owned()), "{code}");
            assert_eq!(p.to_string(), code);
            assert_eq!(p.previous().to_string(), previous);
            assert_eq!(add_days(p.previous().to(), 1), p.from());
            assert_eq!(p.previous().next(), p);
        };
        check("2026-11", "15/10/2026", "14/11/2026", "2026-10");
        check("2026-01", "15/12/2025", "14/01/2026", "2025-12");
        check("2026-Q4", "15/09/2026", "14/12/2026", "2026-Q3");
        check("2026-Q1", "15/12/2025", "14/03/2026", "2025-Q4");
        check("2026-H2", "15/06/2026", "14/12/2026", "2026-H1");
        check("2026", "15/12/2025", "14/12/2026", "2025");
        assert_eq!("11/2026".parse::<Period>().map(|p| p.to_string()), Ok("2026-11".to_owned()));
        for bad in [
            "2026-13",
            "14/11/2026",
            "13/2026",
            "2026-Q5",
            "26",
            "2026-H3",
            "abcd",
            "2026-",
            "2026-Q",
        ] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
        assert_eq!(Period::month_of(d("14/11/2026")).to_string(), "2026-11");
        assert_eq!(Period::month_of(d("15/12/2026")).to_string(), "2027-01");
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        assert_eq!(age_on(d("14/11/2008"), d("13/11/2026")), 17);
        assert_eq!(age_on(d("14/11/2008"), d("14/11/2026")), 18);
    }
}
