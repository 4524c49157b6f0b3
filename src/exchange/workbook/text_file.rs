//! Rows out of .csv: UTF-8 with or without mark; comma, semicolon or tab.

use super::Limits;
use super::cell::Value;
use super::encoding;
use super::error::ReadError;
use super::sheet::{RawRow, SheetReading, Wants};
use super::wire::Writer;

/// Reads one .csv as the sheet `name` at `position` (from 1).
///
/// # Errors
/// `NotUtf8`, `BadCsv`, or what [`SheetReading`] refuses.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    position: u32,
    limits: &Limits,
    out: &mut Writer<'_>,
) -> Result<(), ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| ReadError::NotUtf8 { guess: encoding::guess(bytes) })?;
    let (text, separator, skipped) = separator(text);
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut reading = SheetReading::new(name, position, false, limits, out);
    let mut lines = Lines { text: text.as_bytes(), seen: 0, line: 1 };
    let mut record = csv::StringRecord::new();
    loop {
        let read = records.read_record(&mut record).map_err(|error| ReadError::BadCsv {
            sheet: position,
            row: error.position().map_or(0, |at| at.line() as u32),
        })?;
        if !read {
            return reading.finish();
        }
        let start = record.position().map_or(0, csv::Position::byte) as usize;
        let line = lines.at(start) + skipped;
        let mut row = RawRow::new(line);
        for (at, field) in record.iter().enumerate() {
            row.put(at as u32, Value::text(unguarded(field)), limits);
        }
        if reading.row(row)? == Wants::Nothing {
            return Ok(());
        }
    }
}

/// Line numbers of records. The library's own are one short after each `\r\n` and know nothing of
/// blank lines, and the officer must find the row.
struct Lines<'t> {
    text: &'t [u8],
    seen: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line, from 1, of the record said to start at this byte; ask in rising order.
    fn at(&mut self, start: usize) -> u32 {
        let is_end = |b: Option<&u8>| matches!(b, Some(b'\r' | b'\n'));
        while self.seen < start || is_end(self.text.get(self.seen)) {
            let ends = match self.text.get(self.seen) {
                Some(b'\r') => self.text.get(self.seen + 1) != Some(&b'\n'),
                Some(b'\n') => true,
                Some(_) => false,
                None => break,
            };
            self.line += u32::from(ends);
            self.seen += 1;
        }
        self.line
    }
}

/// A field without the guard that keeps spreadsheets from taking it for a formula or a number:
/// `="001"` (Excel's own) and `'0912…` give what they guard.
fn unguarded(field: &str) -> &str {
    let quoted = field.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let apostrophe = || {
        let rest = field.strip_prefix('\'')?;
        rest.starts_with(|c: char| c.is_ascii_digit() || "=+-@\t\r".contains(c)).then_some(rest)
    };
    quoted.or_else(apostrophe).unwrap_or(field)
}

/// The separator, the text after an Excel `sep=;` line, and how many lines that took.
///
/// Outside quotes the one most lines agree on wins: a comma inside an address must not count
/// for more than the semicolons around it.
fn separator(text: &str) -> (&str, u8, u32) {
    let first = text.lines().next().unwrap_or("");
    if let Some([mark]) = first.trim_end().strip_prefix("sep=").map(str::as_bytes) {
        let rest = text.get(first.len()..).unwrap_or("");
        let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')).unwrap_or(rest);
        return (rest, *mark, 1);
    }
    let head: String = text.lines().take(40).collect::<Vec<_>>().join("\n");
    // In a tie the mark that is rarer in prose wins.
    let best = [b',', b'\t', b';']
        .into_iter()
        .map(|mark| (score(&head, mark), mark))
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, _)| *score);
    (text, best.map_or(b',', |(_, mark)| mark), 0)
}

/// Lines that hold the number of separators most common among the lines that hold any, times
/// that number.
fn score(head: &str, mark: u8) -> usize {
    let mut quoted = false;
    let counts: Vec<usize> = head
        .lines()
        .map(|line| {
            let mut count = 0;
            for byte in line.bytes() {
                quoted ^= byte == b'"';
                count += usize::from(byte == mark && !quoted);
            }
            count
        })
        .filter(|count| *count > 0)
        .collect();
    counts
        .iter()
        .map(|count| counts.iter().filter(|other| *other == count).count() * count)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found() {
        for (text, mark) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n\"x, y, z\";2;3\nThôn 1, xã A;2;3\n", b';'),
            ("Danh sách, năm 2026\na;b;c\n1;2;3\n", b';'),
            ("a\tb\n1\t2\n", b'\t'),
            ("chỉ một cột\n", b','),
            ("sep=;\na;b\n", b';'),
        ] {
            assert_eq!(separator(text).1, mark, "{text}");
        }
        assert_eq!(separator("sep=;\r\na;b").0, "a;b");
    }

    #[test]
    fn guards_are_taken_off() {
        for (field, text) in [
            ("=\"001\"", "001"),
            ("'0912", "0912"),
            ("'=1+1", "=1+1"),
            ("'Ông'", "'Ông'"),
            ("H'Hen", "H'Hen"),
        ] {
            assert_eq!(unguarded(field), text);
        }
    }
}
