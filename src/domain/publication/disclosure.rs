//! Group disclosure: everybody of a group stands in one category, so that whoever is known to be
//! in the group is known to be in the category, however large the numbers are. The rule of small
//! counts does not see it; the level is told, and decides.

use super::key::{COUNT, Group, Key, TOTAL, Table};
use super::release::Release;
use crate::domain::report::Column;
use crate::domain::word::Word;

/// A group all of whose people stand in one category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupDisclosure {
    /// The cell of the category they all stand in.
    pub key: Key,
    /// How many.
    pub people: u64,
}

/// Every group of the release that stands in one category: all of a row are women, under 18, with
/// signs of psychosis or monitored; all of an area are in one row; all of the level share a key of
/// a breakdown (`unknown` says nothing and is passed over).
pub fn group_disclosures(release: &Release) -> Vec<GroupDisclosure> {
    let total = Group::one(TOTAL);
    let closing = |table: Table, area: &Group, row: &Group| {
        let code = if table == Table::StockFlow { Column::Closing.code() } else { COUNT };
        let (area, row, column) = (area.clone(), row.clone(), Group::one(code));
        release.exact(&Key { table, area, row, column }).unwrap_or_default()
    };
    let everybody = closing(Table::StockFlow, &total, &total);
    let discloses = |cell: &&super::ExactCell| {
        let Key { table, area, row, column } = &cell.key;
        let group = match table {
            Table::StockFlow if Column::OF_CLOSING.iter().any(|c| column.is(c.code())) => {
                closing(*table, area, row)
            }
            Table::Areas if !row.is(TOTAL) => closing(*table, area, &total),
            Table::Breakdown(_) if !row.holds("unknown") => everybody,
            _ => return false,
        };
        cell.exact > 0 && cell.exact == group
    };
    let cells = release.cells.iter().filter(discloses);
    cells.map(|cell| GroupDisclosure { key: cell.key.clone(), people: cell.exact }).collect()
}
