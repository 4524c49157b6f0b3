//! The columns of the two lists: which there are, which an officer has chosen and in what order, and
//! how wide each is. On a narrow screen those at the right give way.

use super::preference::Preference;
use super::widgets::text::{pad, pad_left};
use super::words::{self, Text, desk};
use crate::domain::word::Word as _;

/// From so many columns of the terminal on, columns are wide.
const WIDE: usize = 110;
/// The least room for a name.
const LEAST_NAME: usize = 14;

crate::domain::person::fields! {
    /// A column of a list.
    Column {
        Name = "name", "Họ và tên", "Name";
        Born = "born", "Ngày sinh", "Born";
        Sex = "sex", "Giới tính", "Sex";
        File = "file", "Số hồ sơ", "File number";
        Hamlet = "hamlet", "Thôn, tổ", "Hamlet";
        Measure = "measure", "Biện pháp", "Measure";
        End = "end", "Biện pháp đến ngày", "Measure until";
        Risk = "risk", "Nguy cơ", "Risk";
        Due = "due", "Hạn tới", "Next due";
        Over = "over", "Quá, còn bao lâu", "How long over or left";
        Clock = "clock", "Mã hạn", "Clock code";
        Officer = "officer", "Cán bộ phụ trách", "Officer in charge";
    }
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Danh sách.
    People,
    /// Hôm nay.
    Today,
}

impl Table {
    /// The columns it can have.
    pub fn all(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::People => &[
                C::Name,
                C::Born,
                C::File,
                C::Hamlet,
                C::Measure,
                C::Risk,
                C::Due,
                C::End,
                C::Officer,
                C::Sex,
            ],
            Self::Today => &[C::Name, C::File, C::Hamlet, C::Due, C::Over, C::Risk, C::Clock],
        }
    }

    /// Those it has where nothing was chosen.
    fn usual(self) -> usize {
        match self {
            Self::People => 8,
            Self::Today => 5,
        }
    }

    /// Where the choice is kept.
    pub fn preference(self) -> Preference {
        match self {
            Self::People => Preference::PeopleColumns,
            Self::Today => Preference::TodayColumns,
        }
    }

    /// Columns before the first one: cursor, sign, mark.
    fn before(self) -> usize {
        match self {
            Self::People => 2,
            Self::Today => 3,
        }
    }

    fn width(self, column: Column, wide: bool) -> usize {
        let (narrow, roomy) = match (column, self) {
            (Column::Name, _) => (0, 0),
            (Column::Born, _) => (4, 10),
            (Column::Sex, _) => (3, 6),
            (Column::File, _) => (8, 12),
            (Column::Hamlet, Self::People) => (12, 20),
            (Column::Hamlet, Self::Today) => (14, 24),
            (Column::Measure, _) => (15, 16),
            (Column::End | Column::Due, _) => (10, 10),
            (Column::Risk, _) => (5, 6),
            (Column::Over, _) => (14, 14),
            (Column::Clock, _) => (3, 4),
            (Column::Officer, _) => (10, 12),
        };
        if wide { roomy } else { narrow }
    }
}

impl Column {
    /// Its heading in the list.
    pub fn heading(self) -> Text {
        match self {
            Self::Name => words::COL_NAME,
            Self::Born => words::COL_BORN,
            Self::Sex => desk::COL_SEX,
            Self::File => words::COL_FILE,
            Self::Hamlet => words::COL_HAMLET,
            Self::Measure => words::COL_MEASURE,
            Self::End => words::COL_END,
            Self::Risk => words::COL_RISK,
            Self::Due => words::COL_DUE,
            Self::Over => desk::COL_OVER,
            Self::Clock => desk::COL_CLOCK,
            Self::Officer => desk::COL_OFFICER,
        }
    }
}

/// The columns of a list as an officer has them, the name always among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    table: Table,
    chosen: Vec<Column>,
}

impl Columns {
    /// As kept; nothing kept, or nothing readable, gives the usual ones.
    pub fn read(table: Table, kept: Option<&str>) -> Self {
        let mut chosen: Vec<Column> = Vec::new();
        for column in kept.unwrap_or_default().split(',').filter_map(Column::from_code) {
            if table.all().contains(&column) && !chosen.contains(&column) {
                chosen.push(column);
            }
        }
        if chosen.is_empty() {
            chosen = table.all().iter().take(table.usual()).copied().collect();
        } else if !chosen.contains(&Column::Name) {
            chosen.insert(0, Column::Name);
        }
        Self { table, chosen }
    }

    /// As it is kept; empty = the usual ones.
    pub fn text(&self) -> String {
        if *self == Self::read(self.table, None) {
            return String::new();
        }
        self.chosen.iter().map(|c| c.code()).collect::<Vec<_>>().join(",")
    }

    /// The chosen ones, in order.
    pub fn chosen(&self) -> &[Column] {
        &self.chosen
    }

    /// Takes a column in at the end, or out; the name stays.
    pub fn toggle(&mut self, column: Column) {
        match self.chosen.iter().position(|c| *c == column) {
            Some(at) if column != Column::Name => {
                self.chosen.remove(at);
            }
            Some(_) => {}
            None => self.chosen.push(column),
        }
    }

    /// Moves a chosen column one place to the left or right.
    pub fn shift(&mut self, column: Column, right: bool) {
        let Some(at) = self.chosen.iter().position(|c| *c == column) else { return };
        let to = if right { at + 1 } else { at.saturating_sub(1) };
        if to < self.chosen.len() {
            self.chosen.swap(at, to);
        }
    }

    /// Those there is room for on a terminal of so many columns, with their widths.
    pub fn fitting(&self, columns: usize) -> Vec<(Column, usize)> {
        let wide = columns >= WIDE;
        let mut shown: Vec<(Column, usize)> =
            self.chosen.iter().map(|c| (*c, self.table.width(*c, wide))).collect();
        let room = |shown: &[(Column, usize)]| {
            let taken: usize = shown.iter().map(|(_, w)| w + 1).sum();
            columns.saturating_sub(self.table.before() + taken - 1)
        };
        while room(&shown) < LEAST_NAME {
            match shown.iter().rposition(|(c, _)| *c != Column::Name) {
                Some(last) => {
                    shown.remove(last);
                }
                None => break,
            }
        }
        let name = room(&shown);
        for (column, width) in &mut shown {
            if *column == Column::Name {
                *width = name;
            }
        }
        shown
    }

    /// A line: the cells there is room for, each `text` padded or cut.
    pub fn line(&self, columns: usize, text: impl Fn(Column) -> String) -> String {
        let cell = |(column, width): (Column, usize)| match column {
            Column::Over => pad_left(&text(column), width),
            _ => pad(&text(column), width),
        };
        self.fitting(columns).into_iter().map(cell).collect::<Vec<_>>().join(" ")
    }
}

/// Whether columns are wide on a terminal of so many columns.
pub fn wide(columns: usize) -> bool {
    columns >= WIDE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::width;

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_left_out() {
        let check = |kept: &str, wanted: &str| {
            let columns = Columns::read(Table::People, Some(kept));
            assert_eq!(columns.text(), wanted, "{kept}");
            assert_eq!(Columns::read(Table::People, Some(&columns.text())), columns);
        };
        check("name,due,sex", "name,due,sex");
        check("due,sex", "name,due,sex");
        check("sex,sex,over,xyz", "name,sex");
        check("", "");
        check("xyz", "");
    }

    #[test]
    fn columns_are_moved_taken_in_and_out_but_the_name_stays() {
        let mut columns = Columns::read(Table::People, Some("name,due"));
        columns.toggle(Column::Sex);
        columns.toggle(Column::Name);
        columns.shift(Column::Sex, false);
        assert_eq!(columns.text(), "name,sex,due");
        columns.shift(Column::Due, true);
        columns.toggle(Column::Sex);
        assert_eq!(columns.text(), "name,due");
    }

    #[test]
    fn every_choice_fits_the_screen_and_the_right_gives_way() {
        for table in [Table::People, Table::Today] {
            let mut all = Columns::read(table, None);
            for column in table.all() {
                if !all.chosen().contains(column) {
                    all.toggle(*column);
                }
            }
            for columns in [80, 100, 109, 110, 120, 200] {
                let line = all.line(columns, |_| "ế".repeat(200));
                assert_eq!(width(&line) + table.before(), columns, "{table:?} {columns}");
                let shown = all.fitting(columns);
                let kept: Vec<Column> = shown.iter().map(|(c, _)| *c).collect();
                assert_eq!(kept, all.chosen()[..kept.len()], "the right gives way");
            }
            assert_eq!(all.fitting(200).len(), table.all().len());
        }
    }
}
