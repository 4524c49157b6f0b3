//! Plain text tables, aligned by the columns that Vietnamese letters really take.

use crate::domain::text::{truncate_to_width, width};

/// Columns a cell takes at most: one long value must not push the others off the screen.
const WIDEST: usize = 76;

/// A table under construction.
pub(super) struct Table {
    indent: usize,
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
    headed: bool,
}

impl Table {
    /// A table with headings; those that begin with `>` stand over numbers, aligned right.
    pub(super) fn headed(headings: &[&str]) -> Self {
        let mut table = Self::plain(headings.len());
        for (column, heading) in headings.iter().enumerate() {
            table.right[column] = heading.starts_with('>');
        }
        table.rows.push(headings.iter().map(|h| h.trim_start_matches('>').to_owned()).collect());
        table.headed = true;
        table
    }

    /// A table without headings, all columns aligned left.
    pub(super) fn plain(columns: usize) -> Self {
        Self { indent: 0, right: vec![false; columns], rows: Vec::new(), headed: false }
    }

    /// Moves the table to the right.
    pub(super) fn indented(mut self, by: usize) -> Self {
        self.indent = by;
        self
    }

    /// Adds a row.
    pub(super) fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        let cut = |cell: T| truncate_to_width(&cell.into(), WIDEST).into_owned();
        self.rows.push(cells.into_iter().map(cut).collect());
    }

    /// Whether it has no rows (headings not counted).
    pub(super) fn is_empty(&self) -> bool {
        self.rows.len() == usize::from(self.headed)
    }

    /// The text, a line a row.
    pub(super) fn render(&self) -> String {
        let columns = self.right.len();
        let mut widths = vec![0; columns];
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate().take(columns) {
                widths[column] = widths[column].max(width(cell));
            }
        }
        let mut out = String::new();
        for (at, row) in self.rows.iter().enumerate() {
            out.push_str(self.line(row, &widths).trim_end());
            out.push('\n');
            if at == 0 && self.headed {
                let total = widths.iter().sum::<usize>() + 2 * columns.saturating_sub(1);
                out.push_str(&" ".repeat(self.indent));
                out.push_str(&"─".repeat(total));
                out.push('\n');
            }
        }
        out
    }

    fn line(&self, row: &[String], widths: &[usize]) -> String {
        let mut line = " ".repeat(self.indent);
        for (column, cell) in row.iter().enumerate().take(widths.len()) {
            if column > 0 {
                line.push_str("  ");
            }
            let room = " ".repeat(widths[column].saturating_sub(width(cell)));
            let (before, after) =
                if self.right[column] { (room.as_str(), "") } else { ("", room.as_str()) };
            line.push_str(before);
            line.push_str(cell);
            line.push_str(after);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_under_marks() {
        let mut table = Table::headed(&["Họ tên", ">Tuổi"]).indented(1);
        table.row(["Nguyễn Văn Mẫu", "7"]);
        table.row(["Lò Thị Thí Dụ", "41"]);
        let wanted = " Họ tên          Tuổi\n ────────────────────\n Nguyễn Văn Mẫu     7\n Lò Thị Thí Dụ     41\n";
        assert_eq!(table.render(), wanted);
    }
}
