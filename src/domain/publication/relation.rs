//! What every reader knows about the tables: which cells add up to which. Read from the cells'
//! addresses alone, so that an earlier publication needs nothing but its document.

use super::key::{Group, Key, TOTAL, Table};
use super::release::Publication;
use crate::domain::report::activity::Counter;
use crate::domain::report::{Column, Dimension, ReportRow};
use crate::domain::word::Word;
use std::collections::{BTreeMap, BTreeSet};

/// A linear relation between cells, by their number: Σ factor × count = 0, or ≤ 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Cell and factor.
    pub terms: Vec<(usize, i64)>,
    /// Equal to zero; otherwise at most zero.
    pub exactly: bool,
}

/// A publication's cells by address, each with its number in the model.
pub(crate) struct Cells<'a> {
    /// Of which publication.
    pub(crate) publication: &'a Publication,
    by_key: BTreeMap<&'a Key, usize>,
}

type Sum = Vec<(usize, i64)>;

fn exactly(terms: Sum) -> Relation {
    Relation { terms, exactly: true }
}

fn at_most_zero(terms: Sum) -> Relation {
    Relation { terms, exactly: false }
}

/// left − right.
fn less(left: Sum, right: Sum) -> Sum {
    left.into_iter().chain(right.into_iter().map(|(cell, factor)| (cell, -factor))).collect()
}

impl<'a> Cells<'a> {
    /// Numbers a publication's cells from `first` on.
    pub(crate) fn new(publication: &'a Publication, first: usize) -> Self {
        let by_key = publication.cells.iter().enumerate().map(|(n, (key, _))| (key, first + n));
        Self { publication, by_key: by_key.collect() }
    }

    /// Cells of a table whose address fits, each once.
    fn sum(&self, table: Table, fits: impl Fn(&Key) -> bool) -> Sum {
        let found = self.by_key.iter().filter(|(key, _)| key.table == table && fits(key));
        found.map(|(_, &cell)| (cell, 1)).collect()
    }

    fn groups(&self, table: Table, of: impl Fn(&Key) -> &Group) -> Vec<Group> {
        let keys = self.by_key.keys().filter(|key| key.table == table);
        let groups: BTreeSet<&Group> = keys.map(|key| of(key)).filter(|g| !g.is(TOTAL)).collect();
        groups.into_iter().cloned().collect()
    }

    /// The stock-flow cells of a row and the columns.
    fn stock(&self, row: &Group, columns: &[Column]) -> Sum {
        let wanted = |g: &Group| columns.iter().any(|c| g.holds(c.code()));
        self.sum(Table::StockFlow, |key| key.row == *row && wanted(&key.column))
    }

    fn total(&self, column: Column) -> Sum {
        self.stock(&Group::one(TOTAL), &[column])
    }

    fn keys(&self, dimension: Dimension, keys: &[&str]) -> Sum {
        let wanted = |g: &Group| g.codes().iter().any(|c| keys.contains(&c.as_str()));
        self.sum(Table::Breakdown(dimension), |key| wanted(&key.row))
    }

    /// The cells of these keys, where they stand in cells of their own.
    fn only(&self, dimension: Dimension, keys: &[&str]) -> Option<Sum> {
        let apart = |g: &Group| g.codes().iter().all(|c| keys.contains(&c.as_str()));
        let table = Table::Breakdown(dimension);
        let sum = self.keys(dimension, keys);
        (!sum.is_empty() && sum == self.sum(table, |key| apart(&key.row))).then_some(sum)
    }

    /// The relations within the publication.
    pub(crate) fn relations(&self) -> Vec<Relation> {
        let mut all = Vec::new();
        self.stock_flow(&mut all);
        self.areas(&mut all);
        for &dimension in Dimension::ALL {
            self.breakdown(dimension, &mut all);
        }
        self.same_people(&mut all);
        self.activity(&mut all);
        all.retain(|relation| relation.terms.len() > 1);
        all
    }

    fn stock_flow(&self, all: &mut Vec<Relation>) {
        let mut rows = self.groups(Table::StockFlow, |key| &key.row);
        if !rows.is_empty() {
            for column in self.groups(Table::StockFlow, |key| &key.column) {
                let of = |key: &Key| key.column == column;
                let parts = self.sum(Table::StockFlow, |k| of(k) && !k.row.is(TOTAL));
                let total = self.sum(Table::StockFlow, |k| of(k) && k.row.is(TOTAL));
                all.push(exactly(less(parts, total)));
            }
        }
        rows.push(Group::one(TOTAL));
        for row in rows {
            let closing = self.stock(&row, &[Column::Closing]);
            let mut flow = self.stock(&row, &[Column::Opening]);
            flow.extend(self.stock(&row, &Column::INS));
            let gone: Sum =
                self.stock(&row, &Column::OUTS).into_iter().chain(closing.clone()).collect();
            all.push(exactly(less(flow, gone)));
            for part in Column::OF_CLOSING {
                all.push(at_most_zero(less(self.stock(&row, &[part]), closing.clone())));
            }
        }
    }

    fn areas(&self, all: &mut Vec<Relation>) {
        let table = Table::Areas;
        let rows = self.groups(table, |key| &key.row);
        for area in self.groups(table, |key| &key.area) {
            if !rows.is_empty() {
                let parts = self.sum(table, |key| key.area == area && !key.row.is(TOTAL));
                let total = self.sum(table, |key| key.area == area && key.row.is(TOTAL));
                all.push(exactly(less(parts, total)));
            }
        }
        for row in rows.iter().chain([&Group::one(TOTAL)]) {
            let areas = self.sum(table, |key| key.row == *row);
            if !areas.is_empty() {
                all.push(exactly(less(areas, self.stock(row, &[Column::Closing]))));
            }
        }
    }

    fn breakdown(&self, dimension: Dimension, all: &mut Vec<Relation>) {
        let cells = self.sum(Table::Breakdown(dimension), |_| true);
        if cells.is_empty() {
            return;
        }
        let closing = self.total(Column::Closing);
        if dimension != Dimension::Substance {
            all.push(exactly(less(cells, closing)));
            return;
        }
        // A person may stand in several cells: together at least everybody, each at most everybody.
        for (key, &cell) in &self.by_key {
            if key.table == Table::Breakdown(dimension) {
                let codes = key.row.codes().len() as i64;
                let most = closing.iter().map(|&(c, factor)| (c, factor * codes)).collect();
                all.push(at_most_zero(less(vec![(cell, 1)], most)));
            }
        }
        all.push(at_most_zero(less(closing, cells)));
    }

    /// The same people in two tables: women, and those under 18 (whose age may be unknown in the
    /// breakdown where the birth lies after the period).
    fn same_people(&self, all: &mut Vec<Relation>) {
        if let Some(women) = self.only(Dimension::Sex, &["female"]) {
            all.push(exactly(less(women, self.total(Column::Female))));
        }
        let minors = ["<14", "14-15", "16-17"];
        if let Some(young) = self.only(Dimension::Age, &minors) {
            all.push(at_most_zero(less(young.clone(), self.total(Column::Under18))));
            let unknown = self.keys(Dimension::Age, &["unknown"]);
            let most = young.into_iter().chain(unknown).collect();
            all.push(at_most_zero(less(self.total(Column::Under18), most)));
        }
    }

    fn counters(&self, counters: &[Counter]) -> Option<Sum> {
        let codes: Vec<&str> = counters.iter().map(|c| c.code()).collect();
        let apart = |g: &Group| g.codes().iter().all(|c| codes.contains(&c.as_str()));
        let touched = |g: &Group| g.codes().iter().any(|c| codes.contains(&c.as_str()));
        let sum = self.sum(Table::Activity, |key| touched(&key.row));
        (sum == self.sum(Table::Activity, |key| apart(&key.row))).then_some(sum)
    }

    fn activity(&self, all: &mut Vec<Relation>) {
        use Counter as C;
        let parts: [(&[C], C); 3] = [
            (&[C::TestsPositive], C::Tests),
            (&[C::ResidenceChecksDone], C::ResidenceChecksDue),
            (&[C::ContactsNotHome, C::ContactsRefused], C::Contacts),
        ];
        for (parts, whole) in parts {
            if let (Some(parts), Some(whole)) = (self.counters(parts), self.counters(&[whole])) {
                all.push(at_most_zero(less(parts, whole)));
            }
        }
        // Post-rehab ended: those the table shows as ended, and those of them that changed rows.
        let with_work = [C::PostRehabEndedWithWork, C::PostRehabEndedWithoutWork];
        let post = [ReportRow::PostRehab12, ReportRow::PostRehab24].map(Word::code);
        let apart = |g: &Group| g.codes().iter().all(|c| post.contains(&c.as_str()));
        let touched = |g: &Group| post.iter().any(|c| g.holds(c));
        let cells = |column: Column, fits: &dyn Fn(&Group) -> bool| {
            self.sum(Table::StockFlow, |k| k.column.holds(column.code()) && fits(&k.row))
        };
        let Some(ended) = self.counters(&with_work) else { return };
        let least = cells(Column::Ended, &apart);
        if !least.is_empty() && self.has_own_cell(Column::Ended) {
            all.push(at_most_zero(less(least, ended.clone())));
        }
        let mut most = cells(Column::Ended, &touched);
        most.extend(cells(Column::ChangedOut, &touched));
        most.sort_unstable();
        most.dedup();
        if !most.is_empty() {
            all.push(at_most_zero(less(ended, most)));
        }
    }

    fn has_own_cell(&self, column: Column) -> bool {
        self.by_key.keys().any(|k| k.table == Table::StockFlow && k.column.is(column.code()))
    }
}

/// Relations between two publications.
pub(crate) fn links(one: &Cells, other: &Cells) -> Vec<Relation> {
    let mut all = Vec::new();
    let (p, q) = (one.publication.period, other.publication.period);
    if p.to().succ_opt() == Some(q.from()) {
        stocks(one, Column::Closing, other, Column::Opening, &mut all);
    } else if q.to().succ_opt() == Some(p.from()) {
        stocks(other, Column::Closing, one, Column::Opening, &mut all);
    }
    if p.from() == q.from() {
        stocks(one, Column::Opening, other, Column::Opening, &mut all);
    }
    if p.to() == q.to() {
        same_day(one, other, &mut all);
    }
    let flows = |inner: &Cells, outer: &Cells, exactly: bool, all: &mut Vec<Relation>| {
        let flow = |key: &Key| match key.table {
            Table::StockFlow => {
                let of = |columns: &[Column]| columns.iter().any(|c| key.column.holds(c.code()));
                of(&Column::INS) || of(&Column::OUTS)
            }
            Table::Activity => true,
            _ => false,
        };
        all.extend(joined(inner, outer, &flow, exactly));
    };
    if p == q {
        flows(one, other, true, &mut all);
    } else if q.from() <= p.from() && p.to() <= q.to() {
        flows(one, other, false, &mut all);
    } else if p.from() <= q.from() && q.to() <= p.to() {
        flows(other, one, false, &mut all);
    }
    all
}

/// The stock of one day in both: row by row, as far as both merge alike.
fn stocks(one: &Cells, a: Column, other: &Cells, b: Column, all: &mut Vec<Relation>) {
    let rows = |cells: &Cells| cells.groups(Table::StockFlow, |key| &key.row);
    for (mine, theirs) in partners(&rows(one), &rows(other)) {
        let sum = |cells: &Cells, rows: &[Group], column| -> Sum {
            rows.iter().flat_map(|row| cells.stock(row, &[column])).collect()
        };
        all.push(exactly(less(sum(one, &mine, a), sum(other, &theirs, b))));
    }
    all.push(exactly(less(one.total(a), other.total(b))));
}

/// Both show the closing stock of one day: its parts, areas and breakdowns are the same people.
fn same_day(one: &Cells, other: &Cells, all: &mut Vec<Relation>) {
    let stock = |key: &Key| match key.table {
        Table::StockFlow => {
            let of = |columns: &[Column]| columns.iter().any(|c| key.column.holds(c.code()));
            of(&[Column::Closing]) || of(&Column::OF_CLOSING)
        }
        Table::Areas | Table::Breakdown(_) => true,
        Table::Activity => false,
    };
    all.extend(joined(one, other, &stock, true));
}

/// Sums that both publications hold of the cells that fit, each over as few cells as their merges
/// allow; `exactly` equal, or those of `one` at most those of `other`.
fn joined(one: &Cells, other: &Cells, fits: &dyn Fn(&Key) -> bool, exactly: bool) -> Vec<Relation> {
    let mut all = Vec::new();
    for table in Table::all() {
        let axis = |cells: &Cells, of: fn(&Key) -> &Group| {
            let keys = cells.by_key.keys().filter(|k| k.table == table && fits(k));
            keys.map(|k| of(k).clone()).collect::<BTreeSet<Group>>().into_iter().collect::<Vec<_>>()
        };
        let pairs = |of: fn(&Key) -> &Group| partners(&axis(one, of), &axis(other, of));
        for (mine_a, theirs_a) in pairs(|k| &k.area) {
            for (mine_r, theirs_r) in pairs(|k| &k.row) {
                for (mine_c, theirs_c) in pairs(|k| &k.column) {
                    let pick = |cells: &Cells, area: &[Group], row: &[Group], column: &[Group]| {
                        cells.sum(table, |k| {
                            area.contains(&k.area)
                                && row.contains(&k.row)
                                && column.contains(&k.column)
                        })
                    };
                    let mine = pick(one, &mine_a, &mine_r, &mine_c);
                    let theirs = pick(other, &theirs_a, &theirs_r, &theirs_c);
                    if !mine.is_empty() && !theirs.is_empty() {
                        all.push(Relation { terms: less(mine, theirs), exactly });
                    }
                }
            }
        }
    }
    all
}

/// Groups of the one side with the groups of the other that hold the same codes, as few at a time
/// as can be.
fn partners(mine: &[Group], theirs: &[Group]) -> Vec<(Vec<Group>, Vec<Group>)> {
    let mut left: Vec<(Vec<Group>, Vec<Group>)> =
        mine.iter().map(|g| (vec![g.clone()], Vec::new())).collect();
    for group in theirs {
        let touches = |pair: &(Vec<Group>, Vec<Group>)| {
            pair.0.iter().any(|g| g.codes().iter().any(|code| group.holds(code)))
        };
        let (hit, rest): (Vec<_>, Vec<_>) = left.into_iter().partition(touches);
        left = rest;
        let mut joint = (Vec::new(), vec![group.clone()]);
        for (a, b) in hit {
            joint.0.extend(a);
            joint.1.extend(b);
        }
        left.push(joint);
    }
    let codes = |groups: &[Group]| -> BTreeSet<String> {
        groups.iter().flat_map(|g| g.codes().iter().cloned()).collect()
    };
    left.retain(|(a, b)| !a.is_empty() && !b.is_empty() && codes(a) == codes(b));
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_find_their_partners() {
        let groups = |text: &str| text.split(' ').map(Group::parse).collect::<Vec<_>>();
        let check = |mine: &str, theirs: &str, wanted: &str| {
            let side = |groups: &[Group]| {
                let mut all: Vec<String> = groups.iter().map(Group::to_string).collect();
                all.sort();
                all.join(",")
            };
            let mut found: Vec<String> = partners(&groups(mine), &groups(theirs))
                .iter()
                .map(|(a, b)| format!("{}={}", side(a), side(b)))
                .collect();
            found.sort();
            assert_eq!(found.join(" "), wanted, "{mine} | {theirs}");
        };
        check("a b c", "a b c", "a=a b=b c=c");
        check("a/b c", "a b c", "a/b=a,b c=c");
        check("a/b c", "a b/c", "a/b,c=a,b/c");
        check("a b", "a", "a=a");
        check("a/b", "a", "");
    }
}
