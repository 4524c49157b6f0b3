//! From a cell's value to plain text.

use crate::domain::text::clean_block;
use calamine::{ExcelDateTime, ExcelDateTimeType};

/// What a cell gave.
pub(super) enum Value {
    /// Nothing to keep.
    Empty,
    /// Text, tidy, never empty.
    Text(String),
    /// An error such as `#N/A`.
    Error(String),
}

impl Value {
    /// A value of this text, or `Empty`.
    pub(super) fn text(raw: &str) -> Self {
        let text = tidy(raw);
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

/// The text as it may be kept: composed, nothing invisible, single spaces, lines kept.
pub(super) fn tidy(raw: &str) -> String {
    // Most cells are plain words; they need no work.
    let plain = |b: &u8| b.is_ascii_graphic() || *b == b' ';
    if raw.as_bytes().iter().all(plain) && !raw.contains("  ") {
        return raw.trim_matches(' ').to_owned();
    }
    clean_block(raw)
}

/// A number as people write it: shortest decimal, the 15 digits Excel keeps, no exponent.
pub(super) fn number(value: f64) -> String {
    if value.fract().abs() < f64::EPSILON && value.abs() < 1e15 {
        // −0 and 0 are the same number to the reader.
        return format!("{}", value as i64);
    }
    let kept = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    format!("{kept}")
}

/// `Có` or `Không`.
pub(super) fn boolean(value: bool) -> &'static str {
    if value { "Có" } else { "Không" }
}

/// What a date cell shows, from its number format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// At least the day.
    Day,
    /// Month and year only.
    Month,
    /// The year only.
    Year,
}

/// What a number format shows of a date. Formats without a year are taken whole.
pub(super) fn shown(format: &str) -> Shown {
    let mut bare = String::new();
    let mut chars = format.split(';').next().unwrap_or("").chars();
    // Quoted text, escaped characters and [bracketed] locales are not parts of the date.
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                chars.by_ref().find(|c| *c == ']');
            }
            c => bare.push(c.to_ascii_lowercase()),
        }
    }
    let has = |c: char| bare.contains(c);
    if has('d') || has('h') || has('s') || !has('y') {
        Shown::Day
    } else if has('m') {
        Shown::Month
    } else {
        Shown::Year
    }
}

/// A date cell: `2026-08-03`, `2026-08-03T13:00` (rounded to the minute), `13:00` for a bare time
/// of day, `05/1987` or `1987` where the cell shows no more.
pub(super) fn moment(value: ExcelDateTime, is_1904: bool, shown: Shown) -> String {
    let minutes = (value.as_f64() * 1440.0).round();
    if value.is_duration() || (0.0..1440.0).contains(&minutes) {
        let minutes = minutes.max(0.0) as u64;
        return format!("{:02}:{:02}", minutes / 60, minutes % 60);
    }
    if minutes < 0.0 {
        return number(value.as_f64());
    }
    // A quarter second more keeps the floor below from landing in the minute before.
    let rounded = minutes / 1440.0 + 0.25 / 86_400.0;
    let (year, month, day, hour, minute, ..) =
        ExcelDateTime::new(rounded, ExcelDateTimeType::DateTime, is_1904).to_ymd_hms_milli();
    match shown {
        Shown::Year => format!("{year:04}"),
        Shown::Month => format!("{month:02}/{year:04}"),
        Shown::Day if hour == 0 && minute == 0 => format!("{year:04}-{month:02}-{day:02}"),
        Shown::Day => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}"),
    }
}

/// A date already in ISO form (OpenDocument, or xlsx cells of type `d`): the same two shapes.
/// Anything else is passed on as it is.
pub(super) fn iso(value: &str) -> String {
    use chrono::{NaiveDate, NaiveDateTime, Timelike};
    let value = value.trim().trim_end_matches('Z');
    if NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok() {
        return value.to_owned();
    }
    let parsed = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(value, format).ok());
    let Some(parsed) = parsed else { return value.to_owned() };
    let half_up = parsed + chrono::TimeDelta::seconds(30);
    if half_up.hour() == 0 && half_up.minute() == 0 {
        crate::domain::date::iso(half_up.date())
    } else {
        crate::domain::date::iso_minute(half_up)
    }
}

/// `PT13H05M00S` as `13:05`; anything else as it is.
pub(super) fn iso_duration(value: &str) -> String {
    let parts = value.strip_prefix("PT").and_then(|rest| {
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, _) = rest.split_once('M')?;
        Some((hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?))
    });
    parts.map_or_else(|| value.to_owned(), |(hours, minutes)| format!("{hours:02}:{minutes:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        for (value, text) in [
            (12.0, "12"),
            (-0.0, "0"),
            (91_210_435_829.0, "91210435829"),
            (0.1 + 0.2, "0.3"),
            (2.5, "2.5"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_are_iso_and_say_no_more_than_the_cell_shows() {
        let at = |value: f64, is_1904: bool, format: &str| {
            let value = ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904);
            moment(value, is_1904, shown(format))
        };
        for (value, is_1904, format, text) in [
            (46237.0, false, "dd/mm/yyyy", "2026-08-03"),
            (44775.0, true, "dd/mm/yyyy", "2026-08-03"),
            (46237.0 + 13.0 / 24.0, false, "yyyy-mm-dd h:mm:ss", "2026-08-03T13:00"),
            (46237.0 + 779.999_9 / 1440.0, false, "yyyy-mm-dd h:mm", "2026-08-03T13:00"),
            (46_237.999_99, false, "yyyy-mm-dd h:mm", "2026-08-04"),
            (31898.0, false, "mmm-yy", "05/1987"),
            (31898.0, false, "[$-42A]mm\\/yyyy;@", "05/1987"),
            (31898.0, false, "yyyy", "1987"),
            (31898.0, false, "mm-dd-yy", "1987-05-01"),
            (31898.0, false, "\"ngày\" dd/mm/yyyy", "1987-05-01"),
            (0.541_666_67, false, "h:mm", "13:00"),
        ] {
            assert_eq!(at(value, is_1904, format), text, "{value} {format}");
        }
        assert_eq!(iso("2026-08-03T12:59:45"), "2026-08-03T13:00");
        assert_eq!(iso("2026-08-03T00:00:00"), "2026-08-03");
        assert_eq!(iso("2026-08-03"), "2026-08-03");
        assert_eq!(iso_duration("PT13H05M00S"), "13:05");
    }

    #[test]
    fn invisible_edges_are_trimmed() {
        assert_eq!(tidy("\u{feff} Lò Văn\u{a0}\u{200b}\t"), "Lò Văn");
    }
}
