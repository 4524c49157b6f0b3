//! The counts behind the published cells: those of the form, below any merge. A published cell is
//! a sum of them. Codes that no publication and no relation of the form tells apart share one:
//! tables that all publications merge alike have no more counts than cells.

use super::key::{COUNT, Group, Key, TOTAL, Table};
use super::merge::{Merged, codes_of, rows_of};
use super::release::Publication;
use crate::domain::report::activity::Counter;
use crate::domain::report::breakdown::UNKNOWN;
use crate::domain::report::{Column, Dimension, ReportRow};
use crate::domain::word::Word;
use std::collections::{BTreeMap, BTreeSet};

/// Rows whose endings are counted among what was done, too.
pub(super) const POST_REHAB: [ReportRow; 2] = [ReportRow::PostRehab12, ReportRow::PostRehab24];
/// How they count those that did not go on to another row.
pub(super) const POST_REHAB_ENDED: [Counter; 2] =
    [Counter::PostRehabEndedWithWork, Counter::PostRehabEndedWithoutWork];
/// Age bands of those under 18.
pub(super) const MINORS: [&str; 3] = ["<14", "14-15", "16-17"];
/// Counters of parts, with the counter of the whole.
pub(super) const PARTS_OF: [(&[Counter], Counter); 3] = [
    (&[Counter::TestsPositive], Counter::Tests),
    (&[Counter::ResidenceChecksDone], Counter::ResidenceChecksDue),
    (&[Counter::ContactsNotHome, Counter::ContactsRefused], Counter::Contacts),
];

fn group<W: Word>(words: &[W]) -> Group {
    let codes: Vec<&str> = words.iter().map(|word| word.code()).collect();
    Group::of(&codes)
}

/// The columns that the form's relations tell apart.
fn columns_apart() -> Vec<Group> {
    let stocks = [Column::Opening, Column::Closing].into_iter().chain(Column::OF_CLOSING);
    let gone = [Column::Ended, Column::ChangedOut];
    let single = stocks.chain(gone).map(|column| group(&[column]));
    single.chain([group(&Column::INS), group(&Column::OUTS)]).collect()
}

/// The keys of a breakdown, or counters, that the form's relations tell apart.
fn keys_apart(table: Table) -> Vec<Group> {
    match table {
        Table::Breakdown(Dimension::Sex) => vec![Group::one("female")],
        Table::Breakdown(Dimension::Age) => vec![Group::of(&MINORS), Group::one(UNKNOWN)],
        Table::Breakdown(Dimension::Substance) => vec![Group::one(UNKNOWN)],
        Table::Activity => {
            let parts = PARTS_OF.iter().flat_map(|(parts, whole)| [group(parts), group(&[*whole])]);
            parts.chain([group(&POST_REHAB_ENDED)]).collect()
        }
        _ => Vec::new(),
    }
}

/// Categories so fine that every publication's are made of them, and no finer than needed.
pub(super) struct Finest {
    rows: Vec<Group>,
    rows_of_areas: Vec<Group>,
    columns: Vec<Group>,
    areas: Vec<Group>,
    keys: BTreeMap<Table, Vec<Group>>,
}

impl Finest {
    pub(super) fn new(publications: &[&Publication]) -> Self {
        let shown = |of: fn(&Key) -> &Group, tables: &[Table]| -> BTreeSet<Group> {
            let keys = publications.iter().flat_map(|p| p.cells.iter().map(|(key, _)| key));
            let groups = keys.filter(|key| tables.contains(&key.table)).map(of);
            groups.filter(|group| !group.is(TOTAL)).cloned().collect()
        };
        let rows = shown(|key| &key.row, &[Table::StockFlow, Table::Areas]);
        let columns = shown(|key| &key.column, &[Table::StockFlow]);
        let areas = shown(|key| &key.area, &[Table::Areas]);
        let others = Table::all().filter(|t| !matches!(t, Table::StockFlow | Table::Areas));
        let keys = others
            .map(|t| (t, finest(codes_of(rows_of(t)), shown(|key| &key.row, &[t]), keys_apart(t))));
        Self {
            rows: finest(codes_of(Merged::Rows), rows.clone(), vec![group(&POST_REHAB)]),
            rows_of_areas: finest(codes_of(Merged::Rows), rows, Vec::new()),
            columns: finest(codes_of(Merged::Columns), columns, columns_apart()),
            areas: finest(Vec::new(), areas, Vec::new()),
            keys: keys.collect(),
        }
    }

    /// The counts behind a publication's tables, sums over rows among them.
    fn keys(&self, publication: &Publication) -> Vec<Key> {
        let shows = |table: Table| publication.cells.iter().any(|(key, _)| key.table == table);
        let total = || Group::one(TOTAL);
        let mut keys = Vec::new();
        for row in self.rows.iter().cloned().chain([total()]) {
            for column in self.columns.iter().cloned() {
                keys.push(Key { table: Table::StockFlow, area: total(), row: row.clone(), column });
            }
        }
        let areas = publication.cells.iter().filter(|(key, _)| key.table == Table::Areas);
        let areas: BTreeSet<&String> = areas.flat_map(|(key, _)| key.area.codes()).collect();
        for area in self.areas.iter().filter(|g| g.codes().iter().any(|c| areas.contains(c))) {
            for row in self.rows_of_areas.iter().cloned().chain([total()]) {
                let (area, column) = (area.clone(), Group::one(COUNT));
                keys.push(Key { table: Table::Areas, area, row, column });
            }
        }
        // What a table says that was merged to one category, the total says too.
        for (&table, groups) in self.keys.iter().filter(|(table, _)| shows(**table)) {
            keys.extend(groups.iter().map(|group| Key::single(table, group.clone())));
        }
        keys
    }
}

/// Codes put together as far as no group tells them apart, those that only the groups know too.
fn finest(mut codes: Vec<String>, shown: BTreeSet<Group>, form: Vec<Group>) -> Vec<Group> {
    let unknown: BTreeSet<&String> = shown.iter().flat_map(Group::codes).collect();
    let unknown = unknown.into_iter().filter(|code| !codes.contains(code)).cloned();
    codes.extend(unknown.collect::<Vec<_>>());
    let groups: Vec<Group> = shown.into_iter().chain(form).collect();
    let mut together: BTreeMap<Vec<usize>, Vec<String>> = BTreeMap::new();
    for code in codes {
        let holding = (0..groups.len()).filter(|&n| groups[n].holds(&code)).collect();
        together.entry(holding).or_default().push(code);
    }
    together.values().map(|codes| Group::of(codes)).collect()
}

/// The counts behind a publication, each with its number in the model.
pub(super) struct Atoms<'a> {
    /// Behind which.
    pub(super) publication: &'a Publication,
    numbers: BTreeMap<Key, usize>,
}

impl<'a> Atoms<'a> {
    /// Numbers them from `first` on.
    pub(super) fn new(publication: &'a Publication, finest: &Finest, first: usize) -> Self {
        let keys = finest.keys(publication).into_iter().zip(first..);
        Self { publication, numbers: keys.collect() }
    }

    /// How many.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Each with its address.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Key, usize)> {
        self.numbers.iter().map(|(key, &atom)| (key, atom))
    }

    /// The one with this very address.
    pub(super) fn at(&self, key: &Key) -> Option<usize> {
        self.numbers.get(key).copied()
    }

    /// Those a published cell is the sum of.
    pub(super) fn within(&self, cell: &Key) -> Vec<usize> {
        if let Some(atom) = self.at(cell) {
            return vec![atom];
        }
        let inside = |fine: &Group, cell: &Group| fine.codes().iter().all(|code| cell.holds(code));
        let fits = |key: &Key| {
            inside(&key.area, &cell.area)
                && inside(&key.row, &cell.row)
                && inside(&key.column, &cell.column)
        };
        self.of(cell.table, fits).collect()
    }

    /// Those of a table whose address fits.
    pub(super) fn of(
        &self,
        table: Table,
        fits: impl Fn(&Key) -> bool,
    ) -> impl Iterator<Item = usize> {
        self.iter().filter(move |(key, _)| key.table == table && fits(key)).map(|(_, atom)| atom)
    }

    /// The groups on one axis of a table, the total aside.
    pub(super) fn groups(&self, table: Table, of: fn(&Key) -> &Group) -> BTreeSet<&Group> {
        let keys = self.numbers.keys().filter(|key| key.table == table);
        keys.map(of).filter(|group| !group.is(TOTAL)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_as_fine_as_somebody_needs_them() {
        let check = |codes: &str, shown: &str, form: &str, wanted: &str| {
            let list = |text: &str| -> Vec<String> {
                text.split_whitespace().map(str::to_owned).collect()
            };
            let groups =
                |text: &str| list(text).iter().map(|g| Group::parse(g)).collect::<Vec<_>>();
            let found = finest(list(codes), groups(shown).into_iter().collect(), groups(form));
            let mut found: Vec<String> = found.iter().map(Group::to_string).collect();
            found.sort();
            assert_eq!(found.join(" "), wanted, "{shown} | {form}");
        };
        check("a b c", "a b c", "", "a b c");
        check("a b c", "a/b c", "", "a/b c");
        check("a b c", "a/b c a b/c", "", "a b c");
        check("a b c", "a/b/c", "b", "a/c b");
        check("a b c", "", "c", "a/b c");
        check("", "x/y z x y/z", "", "x y z");
    }
}
