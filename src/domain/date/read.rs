//! Dates as officers write them.

use super::PartialDate;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use std::ops::RangeInclusive;

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// Not of the form dd/mm/yyyy (or mm/yyyy, yyyy where allowed).
    Unreadable,
    /// A year of two digits: refused, since nobody can tell the century.
    TwoDigitYear,
    /// A day and a month alone, `20/11`: the year is missing.
    NoYear,
    /// No such day in the calendar.
    NoSuchDay,
    /// A year outside [`YEARS`], or not of four digits.
    YearUnfit,
}

/// The years that a date may lie in.
pub const YEARS: RangeInclusive<u32> = 1900..=2199;

/// Reads dd/mm/yyyy, mm/yyyy or yyyy (separators / - .), or the ISO forms of the same.
pub fn parse_partial(text: &str) -> Result<PartialDate, DateProblem> {
    let text = text.trim();
    let (day_part, time_part) = split_time(text);
    if time_part.is_some_and(|t| parse_time(t).is_none()) {
        return Err(DateProblem::Unreadable);
    }
    let parts: Vec<&str> = day_part.split(['/', '-', '.']).map(str::trim).collect();
    if parts.iter().any(|p| p.is_empty() || p.len() > 9 || !p.bytes().all(|b| b.is_ascii_digit())) {
        return Err(DateProblem::Unreadable);
    }
    let number = |p: &str| p.parse::<u32>().map_err(|_| DateProblem::Unreadable);
    let (y, m, d) = match parts.as_slice() {
        [y] if y.len() == 4 => (number(y)?, None, None),
        [y, m] if y.len() == 4 => (number(y)?, Some(number(m)?), None),
        [m, y] if y.len() == 4 => (number(y)?, Some(number(m)?), None),
        [y, m, d] if y.len() == 4 => (number(y)?, Some(number(m)?), Some(number(d)?)),
        [d, m, y] if y.len() == 4 => (number(y)?, Some(number(m)?), Some(number(d)?)),
        [d, m] if is_day_and_month(d, m) => return Err(DateProblem::NoYear),
        [_, y] | [_, _, y] if y.len() == 2 => return Err(DateProblem::TwoDigitYear),
        [_, y] | [_, _, y] if y.len() > 2 => return Err(DateProblem::YearUnfit),
        _ => return Err(DateProblem::Unreadable),
    };
    if !YEARS.contains(&y) {
        return Err(DateProblem::YearUnfit);
    }
    match (m, d) {
        (None, _) => Ok(PartialDate::Year(y as i32)),
        (Some(m), None) if (1..=12).contains(&m) => Ok(PartialDate::Month(y as i32, m)),
        (Some(m), Some(d)) => NaiveDate::from_ymd_opt(y as i32, m, d)
            .map(PartialDate::Day)
            .ok_or(DateProblem::NoSuchDay),
        _ => Err(DateProblem::NoSuchDay),
    }
}

/// Whether two short numbers are a day and a month: `20/11`, `1/6`; `11/87` is a month and a year.
fn is_day_and_month(d: &str, m: &str) -> bool {
    let within = |text: &str, most: u32| text.parse().is_ok_and(|n| (1..=most).contains(&n));
    d.len() <= 2 && m.len() <= 2 && within(d, 31) && within(m, 12)
}

/// Reads a full date (a time behind it is allowed and dropped).
pub fn parse_day(text: &str) -> Result<NaiveDate, DateProblem> {
    match parse_partial(text)? {
        PartialDate::Day(d) => Ok(d),
        _ => Err(DateProblem::Unreadable),
    }
}

/// Reads `dd/mm/yyyy [HH:MM[:SS]]` or the ISO form; without a time it is the start of the day.
pub fn parse_minute(text: &str) -> Result<NaiveDateTime, DateProblem> {
    let day = parse_day(text)?;
    let time = match split_time(text.trim()).1 {
        None => NaiveTime::MIN,
        Some(t) => parse_time(t).ok_or(DateProblem::Unreadable)?,
    };
    Ok(day.and_time(time))
}

fn split_time(text: &str) -> (&str, Option<&str>) {
    match text.split_once(['T', ' ']) {
        Some((d, t)) => (d.trim(), Some(t.trim())),
        None => (text, None),
    }
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    ["%H:%M", "%H:%M:%S", "%Hh%M"].iter().find_map(|f| NaiveTime::parse_from_str(text, f).ok())
}

#[cfg(test)]
mod tests {
    use super::super::vn_minute;
    use super::*;

    #[test]
    fn dates_are_read_as_officers_write_them() {
        let check = |text: &str, wanted: Result<&str, DateProblem>| {
            assert_eq!(
                parse_partial(text).map(PartialDate::iso),
                wanted.map(str::to_owned),
                "{text}"
            );
        };
        check("12/05/1987", Ok("1987-05-12"));
        check("5/1987", Ok("1987-05"));
        check("1987", Ok("1987"));
        check("2026-08-03", Ok("2026-08-03"));
        check("2026-08-03T13:00", Ok("2026-08-03"));
        check("03.08.2026 13:00", Ok("2026-08-03"));
        check("12/05/87", Err(DateProblem::TwoDigitYear));
        check("05/87", Err(DateProblem::TwoDigitYear));
        check("20/11", Err(DateProblem::NoYear));
        check("1/6", Err(DateProblem::NoYear));
        check("31/02/2026", Err(DateProblem::NoSuchDay));
        check("0/2026", Err(DateProblem::NoSuchDay));
        for year in ["1087", "0026", "20266", "026"] {
            check(&format!("12/05/{year}"), Err(DateProblem::YearUnfit));
        }
        check("2200", Err(DateProblem::YearUnfit));
        check("hôm qua", Err(DateProblem::Unreadable));
        check("12/05/1987 lúc 9h", Err(DateProblem::Unreadable));
        check("", Err(DateProblem::Unreadable));
        assert_eq!(
            parse_minute("03/08/2026 13:05").map(vn_minute),
            Ok("03/08/2026 13:05".to_owned())
        );
        assert_eq!(parse_minute("03/08/2026").map(vn_minute), Ok("03/08/2026 00:00".to_owned()));
    }
}
