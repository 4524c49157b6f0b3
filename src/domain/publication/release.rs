//! A release: the level's counts laid out in the tables of the publication.
//!
//! What is not in it: suspected persons (nothing is established), overdue clocks and programme work
//! (the stations' own matters), notes.

use super::key::{COUNT, Group, Key, TOTAL, Table};
use super::merge::{Merged, Merges, codes_of};
use super::shown::Shown;
use crate::domain::date::Period;
use crate::domain::report::activity::Counter;
use crate::domain::report::tally::cells;
use crate::domain::report::{Column, Dimension, Figure, ReportRow, Tally};
use crate::domain::word::Word;
use std::collections::BTreeMap;

/// A cell with its exact count: never leaves the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactCell {
    /// Which.
    pub key: Key,
    /// The count.
    pub exact: u64,
}

/// The tables with their exact counts, before the rule is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// Of when.
    pub period: Period,
    /// Every cell, in the order of the document.
    pub cells: Vec<ExactCell>,
}

/// What anybody may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Of when.
    pub period: Period,
    /// Every cell as shown, in the order of the document.
    pub cells: Vec<(Key, Shown)>,
}

impl Release {
    /// Lays the tables out. `areas` are parts of `level` by name; with fewer than two of them the
    /// table by area says nothing more and is left out, like a table merged to one category.
    pub fn new(
        period: Period,
        level: &Tally,
        areas: &BTreeMap<String, Tally>,
        merges: &Merges,
    ) -> Self {
        let mut release = Self { period, cells: Vec::new() };
        release.stock_flow(level, merges);
        release.areas(areas, merges);
        for &dimension in Dimension::ALL {
            release.breakdown(level, dimension, merges);
        }
        for group in merges.groups(Merged::Activity, &codes_of(Merged::Activity)) {
            let counters = group.codes().iter().filter_map(|code| Counter::from_code(code));
            let exact = counters.map(|counter| level.count(Figure::Done(counter))).sum();
            release.push(Key::single(Table::Activity, group), exact);
        }
        release
    }

    /// As it is published.
    pub fn publication(&self) -> Publication {
        let cells = self.cells.iter().map(|c| (c.key.clone(), Shown::of(c.exact)));
        Publication { period: self.period, cells: cells.collect() }
    }

    /// A cell's exact count.
    pub fn exact(&self, key: &Key) -> Option<u64> {
        self.cells.iter().find(|c| c.key == *key).map(|c| c.exact)
    }

    fn push(&mut self, key: Key, exact: u64) {
        self.cells.push(ExactCell { key, exact });
    }

    fn stock_flow(&mut self, level: &Tally, merges: &Merges) {
        let columns = merges.groups(Merged::Columns, &codes_of(Merged::Columns));
        for (row, counts) in rows(merges) {
            for column in &columns {
                let codes = column.codes().iter().filter_map(|code| Column::from_code(code));
                let exact = codes.map(|column| counted(level, &counts, column)).sum();
                let area = Group::one(TOTAL);
                let key =
                    Key { table: Table::StockFlow, area, row: row.clone(), column: column.clone() };
                self.push(key, exact);
            }
        }
    }

    fn areas(&mut self, areas: &BTreeMap<String, Tally>, merges: &Merges) {
        let names: Vec<String> = areas.keys().cloned().collect();
        let groups = merges.groups(Merged::Areas, &names);
        if groups.len() < 2 {
            return;
        }
        for area in groups {
            let mut sum = Tally::default();
            for figures in area.codes().iter().filter_map(|name| areas.get(name)) {
                sum.add(figures);
            }
            for (row, counts) in rows(merges) {
                let (area, column) = (area.clone(), Group::one(COUNT));
                let key = Key { table: Table::Areas, area, row, column };
                let exact = counted(&sum, &counts, Column::Closing);
                self.push(key, exact);
            }
        }
    }

    fn breakdown(&mut self, level: &Tally, dimension: Dimension, merges: &Merges) {
        let of = Merged::Keys(dimension);
        let groups = merges.groups(of, &codes_of(of));
        if groups.len() < 2 {
            return;
        }
        for group in groups {
            let place = |key: &String| cells(dimension).iter().position(|cell| cell.key == key);
            let places = group.codes().iter().filter_map(place);
            let exact = places.map(|place| level.count(Figure::Part(dimension, place))).sum();
            self.push(Key::single(Table::Breakdown(dimension), group), exact);
        }
    }
}

/// The rows as merged, each with the rows of the form in it, then the total; merged to one, the
/// total alone.
fn rows(merges: &Merges) -> Vec<(Group, Vec<Option<ReportRow>>)> {
    let groups = merges.groups(Merged::Rows, &codes_of(Merged::Rows));
    let mut lines = Vec::new();
    if groups.len() > 1 {
        for group in groups {
            let rows = group.codes().iter().filter_map(|code| ReportRow::from_code(code)).map(Some);
            let rows = rows.collect();
            lines.push((group, rows));
        }
    }
    lines.push((Group::one(TOTAL), vec![None]));
    lines
}

fn counted(tally: &Tally, rows: &[Option<ReportRow>], column: Column) -> u64 {
    rows.iter().map(|&row| tally.count(Figure::Flow(row, column))).sum()
}
