//! Which number of which table: the address of a published cell.

use crate::domain::report::Dimension;
use crate::domain::word::Word;
use std::fmt;

/// A table of the publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The stock-flow table of the whole level.
    StockFlow,
    /// The closing stock by area and row.
    Areas,
    /// The closing stock of the whole level by one dimension.
    Breakdown(Dimension),
    /// What was done at the whole level.
    Activity,
}

impl Table {
    /// Every table, in the order of the document.
    pub fn all() -> impl Iterator<Item = Self> {
        let breakdowns = Dimension::ALL.iter().map(|&d| Self::Breakdown(d));
        [Self::StockFlow, Self::Areas].into_iter().chain(breakdowns).chain([Self::Activity])
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::StockFlow => "stock_flow",
            Self::Areas => "areas",
            Self::Breakdown(dimension) => dimension.code(),
            Self::Activity => "activity",
        }
    }

    /// The table with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|t| t.code() == code)
    }
}

/// One code, or several merged to one category: in the order of the form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group(Vec<String>);

/// What joins the codes of a merged category; no code holds it.
pub const JOINT: char = '/';

impl Group {
    /// A category of one code.
    pub fn one(code: &str) -> Self {
        Self(vec![code.to_owned()])
    }

    /// A category of several codes.
    pub fn of<T: AsRef<str>>(codes: &[T]) -> Self {
        Self(codes.iter().map(|code| code.as_ref().to_owned()).collect())
    }

    /// Reads `a/b`.
    pub fn parse(text: &str) -> Self {
        Self(text.split(JOINT).map(str::to_owned).collect())
    }

    /// Its codes.
    pub fn codes(&self) -> &[String] {
        &self.0
    }

    /// Whether it holds the code.
    pub fn holds(&self, code: &str) -> bool {
        self.0.iter().any(|c| c == code)
    }

    /// Whether it is just this code.
    pub fn is(&self, code: &str) -> bool {
        self.0.len() == 1 && self.holds(code)
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, code) in self.0.iter().enumerate() {
            if n > 0 {
                write!(f, "{JOINT}")?;
            }
            f.write_str(code)?;
        }
        Ok(())
    }
}

/// The code of the sum over rows, and of the whole level where areas are meant.
pub const TOTAL: &str = "total";
/// The column of a table that has only one.
pub const COUNT: &str = "count";

/// A cell's address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// In which table.
    pub table: Table,
    /// Of which areas; `total` = the whole level.
    pub area: Group,
    /// In which row.
    pub row: Group,
    /// In which column.
    pub column: Group,
}

impl Key {
    /// A cell of the whole level in a table with one column.
    pub fn single(table: Table, row: Group) -> Self {
        Self { table, area: Group::one(TOTAL), row, column: Group::one(COUNT) }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {} | {} | {}", self.table.code(), self.area, self.row, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_found_by_their_code() {
        for table in Table::all() {
            assert_eq!(Table::from_code(table.code()), Some(table));
        }
        assert_eq!(Table::all().count(), 10);
        assert_eq!(Table::from_code("hamlet"), None);
    }

    #[test]
    fn a_merged_category_is_written_and_read() {
        let both = Group::of(&["moved_out", "stopped"]);
        assert_eq!(Group::parse(&both.to_string()), both);
        for code in ["30+", "<14", "10+", "14-15"] {
            assert_eq!(Group::parse(&Group::one(code).to_string()), Group::one(code));
        }
        assert!(both.holds("stopped") && !both.is("stopped") && Group::one("ended").is("ended"));
    }
}
