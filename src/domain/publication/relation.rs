//! What every reader knows about the counts behind the tables: which add up to which, within one
//! publication and between several. Read from the cells' addresses alone, so that an earlier
//! publication needs nothing but its document.

use super::atom::{Atoms, MINORS, PARTS_OF, POST_REHAB, POST_REHAB_ENDED};
use super::key::{Group, Key, TOTAL, Table};
use crate::domain::date::Period;
use crate::domain::report::activity::Counter;
use crate::domain::report::breakdown::UNKNOWN;
use crate::domain::report::{Column, Dimension};
use crate::domain::word::Word;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A linear relation between counts, by their number: Σ factor × count = 0, or ≤ 0.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Count and factor.
    pub terms: Vec<(usize, i64)>,
    /// Equal to zero; otherwise at most zero.
    pub exactly: bool,
}

type Sum = Vec<(usize, i64)>;

/// left = right.
pub(super) fn equal(left: Sum, right: Sum) -> Relation {
    Relation { exactly: true, ..at_most(left, right) }
}

/// left ≤ right.
fn at_most(left: Sum, right: Sum) -> Relation {
    let right = right.into_iter().map(|(atom, factor)| (atom, -factor));
    Relation { terms: left.into_iter().chain(right).collect(), exactly: false }
}

/// Each once.
pub(super) fn sum(atoms: impl IntoIterator<Item = usize>) -> Sum {
    atoms.into_iter().map(|atom| (atom, 1)).collect()
}

fn times(factor: usize, sum: &Sum) -> Sum {
    sum.iter().map(|&(atom, f)| (atom, f * factor as i64)).collect()
}

fn within<W: Word>(group: &Group, words: &[W]) -> bool {
    words.iter().any(|word| group.holds(word.code()))
}

impl Atoms<'_> {
    /// The relations within the publication.
    pub(super) fn relations(&self) -> Vec<Relation> {
        let mut all = Vec::new();
        self.stock_flow(&mut all);
        self.areas(&mut all);
        for &dimension in Dimension::ALL {
            self.breakdown(dimension, &mut all);
        }
        self.activity(&mut all);
        all
    }

    /// The counts of a row of the stock-flow table in these columns.
    fn stock(&self, row: &Group, columns: &[Column]) -> Sum {
        let fits = |key: &Key| key.row == *row && within(&key.column, columns);
        sum(self.of(Table::StockFlow, fits))
    }

    fn total(&self, column: Column) -> Sum {
        self.stock(&Group::one(TOTAL), &[column])
    }

    /// The rows of a table are the total, along the other axis.
    fn rows_add_up(&self, table: Table, other: fn(&Key) -> &Group, all: &mut Vec<Relation>) {
        for group in self.groups(table, other) {
            let rows = self.of(table, |key| other(key) == group && !key.row.is(TOTAL));
            let total = self.of(table, |key| other(key) == group && key.row.is(TOTAL));
            all.push(equal(sum(rows), sum(total)));
        }
    }

    fn stock_flow(&self, all: &mut Vec<Relation>) {
        self.rows_add_up(Table::StockFlow, |key| &key.column, all);
        let total = Group::one(TOTAL);
        for row in self.groups(Table::StockFlow, |key| &key.row).into_iter().chain([&total]) {
            let closing = self.stock(row, &[Column::Closing]);
            let flow = [&[Column::Opening][..], &Column::INS].concat();
            let gone = [&[Column::Closing][..], &Column::OUTS].concat();
            all.push(equal(self.stock(row, &flow), self.stock(row, &gone)));
            for part in Column::OF_CLOSING {
                all.push(at_most(self.stock(row, &[part]), closing.clone()));
            }
        }
    }

    fn areas(&self, all: &mut Vec<Relation>) {
        let table = Table::Areas;
        self.rows_add_up(table, |key| &key.area, all);
        let total = Group::one(TOTAL);
        let rows = self.groups(table, |key| &key.row);
        for row in rows.iter().copied().chain((!rows.is_empty()).then_some(&total)) {
            let closing = |key: &Key| {
                key.column.holds(Column::Closing.code())
                    && key.row.codes().iter().all(|code| row.holds(code))
            };
            let areas = self.of(table, |key| key.row == *row);
            all.push(equal(sum(areas), sum(self.of(Table::StockFlow, closing))));
        }
    }

    /// A breakdown is of the closing stock; those under 18 and the women of both are the same people.
    fn breakdown(&self, dimension: Dimension, all: &mut Vec<Relation>) {
        let table = Table::Breakdown(dimension);
        let people = sum(self.of(table, |_| true));
        if people.is_empty() {
            return;
        }
        let of =
            |keys: &[&str]| sum(self.of(table, |key| keys.iter().any(|code| key.row.holds(code))));
        let closing = self.total(Column::Closing);
        match dimension {
            Dimension::Substance => {
                // A person may stand in several cells: together at least everybody, each at most
                // everybody of whom something is known.
                all.push(at_most(closing.clone(), people));
                for (key, atom) in self.iter().filter(|(key, _)| key.table == table) {
                    let codes = key.row.codes().len();
                    let known = !key.row.holds(UNKNOWN);
                    let mut least = vec![(atom, 1)];
                    least.extend(times(if known { codes } else { 0 }, &of(&[UNKNOWN])));
                    all.push(at_most(least, times(codes, &closing)));
                }
                return;
            }
            Dimension::Sex => all.push(equal(of(&["female"]), self.total(Column::Female))),
            Dimension::Age => {
                // The age is unknown where the birth lies after the period.
                let (minors, unknown) = (of(&MINORS), of(&[UNKNOWN]));
                all.push(at_most(minors.clone(), self.total(Column::Under18)));
                all.push(at_most(self.total(Column::Under18), [minors, unknown].concat()));
            }
            _ => {}
        }
        all.push(equal(people, closing));
    }

    fn activity(&self, all: &mut Vec<Relation>) {
        let done =
            |counters: &[Counter]| sum(self.of(Table::Activity, |key| within(&key.row, counters)));
        if done(Counter::ALL).is_empty() {
            return;
        }
        for (parts, whole) in PARTS_OF {
            all.push(at_most(done(parts), done(&[whole])));
        }
        // Post-rehab ended: those the table shows as ended, and those of them that changed rows.
        let gone = |columns: &[Column]| {
            let fits = |key: &Key| within(&key.row, &POST_REHAB) && within(&key.column, columns);
            sum(self.of(Table::StockFlow, fits))
        };
        let ended = done(&POST_REHAB_ENDED);
        all.push(at_most(gone(&[Column::Ended]), ended.clone()));
        all.push(at_most(ended, gone(&[Column::Ended, Column::ChangedOut])));
    }

    /// Its flows and what was done: those add up over periods.
    fn flows(&self) -> impl Iterator<Item = (&Key, usize)> {
        self.iter().filter(|(key, _)| is_flow(key))
    }

    fn period(&self) -> Period {
        self.publication.period
    }

    /// What a count is of: the stock of a day, or the flow of a period. The opening stock is the
    /// closing stock of the day before.
    fn meaning(&self, key: &Key) -> (NaiveDate, NaiveDate, Key) {
        let (from, to) = (self.period().from(), self.period().to());
        if is_flow(key) {
            return (from, to, key.clone());
        }
        if !key.column.is(Column::Opening.code()) {
            return (to, to, key.clone());
        }
        let day = from.pred_opt().unwrap_or(from);
        (day, day, Key { column: Group::one(Column::Closing.code()), ..key.clone() })
    }
}

fn is_flow(key: &Key) -> bool {
    match key.table {
        Table::StockFlow => within(&key.column, &Column::INS) || within(&key.column, &Column::OUTS),
        Table::Activity => true,
        Table::Areas | Table::Breakdown(_) => false,
    }
}

/// Relations between publications: what means the same is equal, and the flows of a period hold
/// those of the shorter periods within it.
pub(super) fn links(all: &[Atoms]) -> Vec<Relation> {
    let mut links = Vec::new();
    let mut same: BTreeMap<(NaiveDate, NaiveDate, Key), Vec<usize>> = BTreeMap::new();
    for atoms in all {
        for (key, atom) in atoms.iter() {
            let others = same.entry(atoms.meaning(key)).or_default();
            links.extend(others.iter().map(|&other| equal(sum([atom]), sum([other]))));
            others.push(atom);
        }
    }
    for outer in all {
        let inner = inner(outer, all);
        let days = |period: Period| (period.to() - period.from()).num_days() + 1;
        let all_of_it = inner.iter().map(|i| days(i.period())).sum::<i64>() == days(outer.period());
        for (key, atom) in outer.flows() {
            let parts: Vec<usize> = inner.iter().filter_map(|inner| inner.at(key)).collect();
            let exactly = all_of_it && parts.len() == inner.len();
            if !parts.is_empty() {
                links.push(Relation { exactly, ..at_most(sum(parts), sum([atom])) });
            }
        }
    }
    links
}

/// The longest of the shorter periods within a publication's: they do not overlap, since a month,
/// quarter, half or year lies within another or apart from it.
fn inner<'a>(outer: &Atoms, all: &'a [Atoms<'a>]) -> Vec<&'a Atoms<'a>> {
    let holds = |long: Period, short: Period| {
        long != short && long.from() <= short.from() && short.to() <= long.to()
    };
    let inside: Vec<&Atoms> = all.iter().filter(|a| holds(outer.period(), a.period())).collect();
    let mut longest: Vec<&Atoms> = Vec::new();
    for &one in &inside {
        let within_another = inside.iter().any(|a| holds(a.period(), one.period()));
        if !within_another && longest.iter().all(|a| a.period() != one.period()) {
            longest.push(one);
        }
    }
    longest
}
