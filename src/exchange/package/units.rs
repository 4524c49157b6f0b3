//! `UNITS.toml`, the receiving level's list of its units, and the key sheet by which a unit gets
//! into it.
//!
//! ```toml
//! [[unit]]
//! code = "00307"
//! name = "Phường Mẫu"
//! parent = "Thành phố Hà Nội"
//! key = "RWQ…"          # minisign public key, from the unit's key sheet
//! since = "2026-07-01"  # reports are expected from this day on
//! ```

use crate::domain::date::iso;
use crate::domain::text::{clean_line, line_at};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A unit of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitsRow {
    /// Official code, 5 digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is summed under: a district's or province's name or code.
    pub parent: String,
    /// minisign public key (Base64).
    pub key: String,
    /// Reports are expected, and this key holds, from this day on.
    pub since: NaiveDate,
}

/// Why a list or a sheet cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnitsFault {
    /// No TOML of that shape, by this line (from 1). What stands there is not repeated.
    #[error("not a list of units: line {0}")]
    Unreadable(usize),
    /// Code, key or day of the unit at this place (from 1) is none.
    #[error("unit {0} is not in order")]
    BadUnit(usize),
    /// The unit at this place (from 1) stands in the list already from the same day.
    #[error("unit {0} stands twice")]
    Twice(usize),
    /// No key sheet.
    #[error("not a key sheet")]
    NoSheet,
    /// The unit is in the list with this very key.
    #[error("enrolled already")]
    Enrolled,
    /// The unit has another key from this day on, and the new one does not begin after it.
    #[error("a new key has to begin after the one before")]
    KeyBefore(NaiveDate),
}

/// The list. A unit that got a new key has a line for each, the newer with its own `since`: the day
/// the older one ends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UnitsFile {
    rows: BTreeMap<String, Vec<UnitsRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    unit: Vec<RawUnit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    code: String,
    name: String,
    parent: String,
    key: String,
    since: String,
}

impl UnitsFile {
    /// Reads the list.
    ///
    /// # Errors
    /// The first line that is not in order.
    pub fn read(text: &str) -> Result<Self, UnitsFault> {
        let raw: RawFile = toml::from_str(text).map_err(|error: toml::de::Error| {
            UnitsFault::Unreadable(line_at(text, error.span().map_or(0, |span| span.start)))
        })?;
        let mut read = Self::default();
        for (at, unit) in raw.unit.into_iter().enumerate() {
            let since: Option<NaiveDate> = unit.since.parse().ok();
            let row = since.map(|since| UnitsRow {
                code: unit.code,
                name: clean_line(&unit.name),
                parent: clean_line(&unit.parent),
                key: unit.key,
                since,
            });
            let row = row.filter(UnitsRow::is_sound).ok_or(UnitsFault::BadUnit(at + 1))?;
            let of_unit = read.rows.entry(row.code.clone()).or_default();
            if of_unit.iter().any(|r| r.since == row.since) {
                return Err(UnitsFault::Twice(at + 1));
            }
            of_unit.push(row);
            of_unit.sort_by_key(|r| r.since);
        }
        Ok(read)
    }

    /// The unit's line in force on a day: the newest that has begun.
    pub fn on(&self, code: &str, day: NaiveDate) -> Option<&UnitsRow> {
        self.rows.get(code)?.iter().rev().find(|r| r.since <= day)
    }

    /// Whether the code stands in the list at all.
    pub fn knows(&self, code: &str) -> bool {
        self.rows.contains_key(code)
    }

    /// Whether a key of the unit is good for a period that ends on this day: every key until the day
    /// the unit's next one begins. An older period may be sent again under a newer key.
    pub fn has_key(&self, code: &str, key: &str, to: NaiveDate) -> bool {
        let Some(rows) = self.rows.get(code) else { return false };
        let ends = rows.iter().skip(1).map(|next| Some(next.since)).chain([None]);
        rows.iter().zip(ends).any(|(row, end)| row.key == key && end.is_none_or(|end| to < end))
    }

    /// The unit's newest line.
    pub fn newest(&self, code: &str) -> Option<&UnitsRow> {
        self.rows.get(code)?.last()
    }

    /// Each unit once, by code, with its newest line that had begun by the day: the units a report
    /// of a period ending then is expected of.
    pub fn expected_on(&self, day: NaiveDate) -> impl Iterator<Item = &UnitsRow> {
        self.rows.keys().filter_map(move |code| self.on(code, day))
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a unit from its key sheet. Another key of a unit in the list ends the one before on the
    /// day it begins itself.
    ///
    /// # Errors
    /// [`UnitsFault::Enrolled`], [`UnitsFault::BadUnit`], [`UnitsFault::KeyBefore`].
    pub fn enrol(&mut self, row: UnitsRow) -> Result<(), UnitsFault> {
        if !row.is_sound() {
            return Err(UnitsFault::BadUnit(1));
        }
        let of_unit = self.rows.entry(row.code.clone()).or_default();
        match of_unit.last() {
            Some(last) if last.key == row.key => Err(UnitsFault::Enrolled),
            Some(last) if row.since <= last.since => Err(UnitsFault::KeyBefore(last.since)),
            _ => {
                of_unit.push(row);
                Ok(())
            }
        }
    }

    /// The list as text.
    pub fn text(&self) -> String {
        let mut out = String::from(
            "# Danh sách đơn vị nhận báo cáo (hoso units add). since: nhận báo cáo từ ngày này.\n",
        );
        for row in self.rows.values().flatten() {
            let lines = [
                ("code", row.code.as_str()),
                ("name", &row.name),
                ("parent", &row.parent),
                ("key", &row.key),
                ("since", &iso(row.since)),
            ]
            .map(|(key, value)| format!("{key} = {}\n", quoted(value)));
            out.push_str("\n[[unit]]\n");
            out.push_str(&lines.concat());
        }
        out
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl UnitsRow {
    fn is_sound(&self) -> bool {
        let five_digits = self.code.len() == 5 && self.code.bytes().all(|b| b.is_ascii_digit());
        five_digits && !self.name.is_empty() && super::read_unit_key(&self.key).is_some()
    }
}

/// The unit's key sheet (phiếu khóa): a minisign public key file whose comment names the unit, with
/// lines for people below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySheet {
    /// The unit's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// minisign public key (Base64).
    pub key: String,
}

const COMMENT: &str = "untrusted comment: hoso ";

impl KeySheet {
    /// The sheet's text; `minisign -V -p SHEET` takes it as it is.
    pub fn text(&self) -> String {
        let groups: Vec<&str> = self
            .key
            .as_bytes()
            .chunks(8)
            .filter_map(|group| std::str::from_utf8(group).ok())
            .collect();
        format!(
            "{COMMENT}{} {}\n{}\n\nPHIẾU KHÓA ĐƠN VỊ\nĐơn vị: {} (mã {})\nKhóa công khai, đọc từng nhóm qua điện thoại để đối chiếu:\n  {}\nGiao phiếu này tận tay cho cấp trên. Phiếu không chứa bí mật; chỉ cần đúng, không cần giấu.\n",
            self.code,
            self.name,
            self.key,
            self.name,
            self.code,
            groups.join(" ")
        )
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// [`UnitsFault::NoSheet`].
    pub fn read(text: &str) -> Result<Self, UnitsFault> {
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let sheet = lines.next().and_then(|l| l.strip_prefix(COMMENT)).and_then(|rest| {
            let (code, name) = rest.split_once(' ')?;
            let key = lines.next()?.trim();
            super::read_unit_key(key)?;
            let five = code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit());
            let name = clean_line(name);
            (five && !name.is_empty()).then(|| Self {
                code: code.to_owned(),
                name,
                key: key.to_owned(),
            })
        });
        sheet.ok_or(UnitsFault::NoSheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::checkpoint::base64;

    fn key(byte: u8) -> String {
        base64(&[b"Ed".as_slice(), &[byte; 40]].concat())
    }

    fn row(code: &str, byte: u8, since: &str) -> UnitsRow {
        UnitsRow {
            code: code.to_owned(),
            name: "Phường \"Mẫu\" \\ một".to_owned(),
            parent: "Thành phố Mẫu".to_owned(),
            key: key(byte),
            since: since.parse().unwrap(),
        }
    }

    #[test]
    fn a_list_is_written_and_read_back() {
        let mut units = UnitsFile::default();
        units.enrol(row("00307", 1, "2026-07-01")).unwrap();
        units.enrol(row("00310", 2, "2026-07-01")).unwrap();
        assert_eq!(units.enrol(row("00307", 1, "2026-09-01")), Err(UnitsFault::Enrolled));
        let before = Err(UnitsFault::KeyBefore("2026-07-01".parse().unwrap()));
        assert_eq!(units.enrol(row("00307", 3, "2026-07-01")), before);
        assert_eq!(units.enrol(row("00307", 3, "2025-07-01")), before);
        units.enrol(row("00307", 3, "2026-09-01")).unwrap();
        assert_eq!(units.enrol(row("0307", 3, "2026-09-01")), Err(UnitsFault::BadUnit(1)));
        let read = UnitsFile::read(&units.text()).unwrap();
        assert_eq!(read, units);
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(read.on("00307", day("2026-08-31")).unwrap().key, key(1));
        assert_eq!(read.on("00307", day("2026-09-01")).unwrap().key, key(3));
        assert_eq!(read.on("00307", day("2026-06-30")), None);
        // The old key ends on the day the new one begins; the new one may correct older periods.
        let has = |n, to| read.has_key("00307", &key(n), day(to));
        assert!(has(1, "2026-08-31") && !has(1, "2026-09-01"));
        assert!(has(3, "2026-08-14") && has(3, "2026-12-14"));
        assert!(!read.has_key("00310", &key(1), day("2026-08-14")));
        assert_eq!(read.newest("00307").unwrap().key, key(3));
        assert_eq!(read.expected_on(day("2026-10-14")).count(), 2);
        assert_eq!(read.expected_on(day("2026-01-14")).count(), 0);
    }

    #[test]
    fn a_list_out_of_order_is_refused() {
        let good =
            UnitsFile { rows: [("00307".into(), vec![row("00307", 1, "2026-07-01")])].into() };
        let good = good.text();
        assert!(UnitsFile::read(&good).is_ok());
        let check = |bad: String, why| assert_eq!(UnitsFile::read(&bad), Err(why), "{bad}");
        let line = good.lines().position(|l| l.starts_with("code")).unwrap() + 1;
        check(good.replace("code", "cod"), UnitsFault::Unreadable(line));
        check(good.replace("00307", "307"), UnitsFault::BadUnit(1));
        check(good.replace("2026-07-01", "01/07/2026"), UnitsFault::BadUnit(1));
        check(good.replace("RW", "XX"), UnitsFault::BadUnit(1));
        let unit = good.split_once("[[unit]]").unwrap().1;
        check(format!("{good}\n[[unit]]{unit}"), UnitsFault::Twice(2));
    }

    #[test]
    fn a_key_sheet_is_a_minisign_key_file_that_names_the_unit() {
        let sheet = KeySheet { code: "00307".into(), name: "Phường Mẫu".into(), key: key(7) };
        let text = sheet.text();
        assert_eq!(text.lines().nth(1), Some(key(7).as_str()));
        assert_eq!(KeySheet::read(&text), Ok(sheet.clone()));
        assert_eq!(KeySheet::read(&text.replace('\n', "\r\n")), Ok(sheet));
        for bad in ["", "untrusted comment: x\nRW", &text.replace("00307 ", ""), &text[30..]] {
            assert_eq!(KeySheet::read(bad), Err(UnitsFault::NoSheet));
        }
    }
}
