//! The communes, wards and special zones of the country since 01/07/2025, with their official
//! codes, for choosing the unit at set-up.

use crate::domain::text::{Query, fold, marked_key, search_key};
use std::sync::OnceLock;

/// A commune-level unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its five-digit code; text, zeros count.
    pub code: &'static str,
    /// Full name: `Phường Ba Đình`.
    pub name: &'static str,
    /// `xã`, `phường` or `đặc khu`.
    pub kind: &'static str,
    /// Two-digit code of its province.
    pub province_code: &'static str,
    /// Its province or city.
    pub province: &'static str,
    keys: Keys,
}

/// What a search reads; made once.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Keys {
    search: String,
    marked: String,
    bare: String,
}

/// All units, in the order of the list (by province, then code).
#[derive(Debug)]
pub struct Units {
    list: Vec<Unit>,
    /// Places in `list`, by code.
    by_code: Vec<usize>,
}

impl Units {
    /// The list compiled into this program (3,321 units).
    pub fn embedded() -> &'static Self {
        static UNITS: OnceLock<Units> = OnceLock::new();
        UNITS.get_or_init(|| Self::read(include_str!("units-2025.csv")))
    }

    /// Reads a list: a header line, then `code,name,type,province_code,province` without quotes.
    /// A line of another shape is left out (a test counts the embedded ones).
    fn read(csv: &'static str) -> Self {
        let list: Vec<Unit> = csv.lines().skip(1).filter_map(Unit::read).collect();
        let mut by_code: Vec<usize> = (0..list.len()).collect();
        by_code.sort_by_key(|i| list[*i].code);
        Self { list, by_code }
    }

    /// All of them.
    pub fn all(&self) -> &[Unit] {
        &self.list
    }

    /// The unit with exactly this code.
    pub fn by_code(&self, code: &str) -> Option<&Unit> {
        let found = self.by_code.binary_search_by_key(&code, |i| self.list[*i].code).ok()?;
        self.list.get(*self.by_code.get(found)?)
    }

    /// Type-ahead: at most `limit` units, each word typed being the beginning of a word of the
    /// name, the code or the province, marks optional when not typed. Units whose own name is what
    /// was typed come first, then those whose name begins with it, then the rest in list order.
    pub fn find(&self, text: &str, limit: usize) -> Vec<&Unit> {
        let query = Query::parse(text);
        if query.is_empty() {
            return self.list.iter().take(limit).collect();
        }
        let typed = fold(&text.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut found: Vec<&Unit> =
            self.list.iter().filter(|u| query.matches(&u.keys.search, &u.keys.marked)).collect();
        found.sort_by_key(|u| match u.keys.bare.strip_prefix(&typed) {
            Some("") => 0,
            Some(_) => 1,
            None => 2,
        });
        found.truncate(limit);
        found
    }
}

impl Unit {
    fn read(line: &'static str) -> Option<Self> {
        let mut fields = line.split(',').map(str::trim);
        let mut next = || fields.next().filter(|f| !f.is_empty());
        let (code, name, kind, province_code, province) =
            (next()?, next()?, next()?, next()?, next()?);
        let digits =
            |text: &str, n: usize| text.len() == n && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(code, 5) || !digits(province_code, 2) || fields.next().is_some() {
            return None;
        }
        let folded = fold(name);
        let bare =
            folded.strip_prefix(&fold(kind)).map_or(folded.as_str(), str::trim_start).to_owned();
        let whole = format!("{name} {code} {province}");
        let keys = Keys { search: search_key(&whole), marked: marked_key(&whole), bare };
        Some(Self { code, name, kind, province_code, province, keys })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_a_unit() {
        let units = Units::embedded();
        assert_eq!(units.all().len(), 3321);
        for unit in units.all() {
            assert_eq!(crate::domain::text::clean_line(unit.name), unit.name, "{}", unit.code);
            assert_eq!(
                units.by_code(unit.code).map(|u| u.name),
                Some(unit.name),
                "code twice: {}",
                unit.code
            );
            assert!(["xã", "phường", "đặc khu"].contains(&unit.kind), "{}", unit.code);
            assert!(fold(unit.name).starts_with(&fold(unit.kind)), "{}", unit.code);
        }
        assert_eq!(
            units.by_code("00004").map(|u| (u.name, u.province)),
            Some(("Phường Ba Đình", "Thành phố Hà Nội"))
        );
        for no in ["4", "", "99999", "00004 "] {
            assert!(units.by_code(no).is_none(), "{no}");
        }
    }

    #[test]
    fn units_are_found_without_marks_by_code_and_by_province() {
        let names = |text: &str, limit: usize| -> Vec<&str> {
            Units::embedded().find(text, limit).iter().map(|u| u.name).collect()
        };
        assert!(names("hoa binh", 20).iter().take(3).all(|n| fold(n).ends_with("hoa binh")));
        assert_eq!(names("hoa binh", 50), names("HOA  BINH", 50));
        // Either habit of writing the tone, and a word with marks finds only itself.
        assert_eq!(names("Hoà Bình", 50), names("Hòa Bình", 50));
        assert!(!names("Hoá Bình", 50).contains(&names("hoa binh", 1)[0]));
        assert_eq!(names("00004", 5), ["Phường Ba Đình"]);
        assert_eq!(names("ba dinh ha noi", 1), ["Phường Ba Đình"]);
        assert_eq!(names("phuong ba dinh", 1), ["Phường Ba Đình"]);
        assert!(names("không có xã nào tên này", 5).is_empty());
        assert_eq!(names("", 7).len(), 7);
        assert_eq!(names("xa", 10).len(), 10);
        assert!(names("hoa binh", 0).is_empty());
    }
}
