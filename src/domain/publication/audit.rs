//! The audit: what a reader who takes every table together can find out about each `*`.
//!
//! The reader is taken to know the rule, the relations of the form, and everything published
//! before. He counts in whole people, so the ends of a range are rounded inwards. A `*` holds if
//! its range is at least [`LEAST_RANGE`] wide and reaches [`MUST_REACH`]; see ADR 20 for how
//! `domain.md`'s sentence is read.

use super::atom::{Atoms, Finest};
use super::key::Key;
use super::lp::{LpFault, Model, whole};
use super::relation::{Relation, equal, links, sum};
use super::release::Publication;
use super::shown::Shown;
use std::collections::{BTreeMap, BTreeSet};

/// The range (highest less lowest) that a starred cell must keep at least.
pub const LEAST_RANGE: u64 = 3;
/// The count that must stay possible: a cell known to be below it is as good as published.
pub const MUST_REACH: u64 = 5;

/// A starred cell that says too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weak {
    /// In which publication: 0 = the new one, then the earlier ones.
    pub publication: usize,
    /// Which cell.
    pub key: Key,
    /// The lowest count it can be.
    pub low: u64,
    /// The highest count it can be.
    pub high: u64,
}

/// What the audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Starred cells, of all publications.
    pub starred: usize,
    /// Those that say too much. Empty = may be published.
    pub weak: Vec<Weak>,
    /// Relations, mostly to earlier publications, that do not hold as published (units reported late
    /// or corrected) and were left out: no reader can use them.
    pub links_left_out: usize,
}

/// The audit could not be carried through: nothing may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the audit of the publication could not be carried through")]
pub struct Unsolved;

/// Whether a range says too much about a starred cell.
pub fn says_too_much(low: u64, high: u64) -> bool {
    high.saturating_sub(low) < LEAST_RANGE || high < MUST_REACH
}

/// Audits the first publication together with those made before it.
///
/// # Errors
/// [`Unsolved`] where the solver gave up: to be treated as a refusal.
pub fn audit(publications: &[&Publication]) -> Result<Audit, Unsolved> {
    let tables = Tables::new(publications);
    let starred = tables.starred().count();
    let all = [&tables.form[..], &tables.links].concat();
    // As it should be; then without links that cannot hold; then, where even one document
    // contradicts itself, with whatever of it a reader could believe.
    let attempts: [&dyn Fn() -> Result<Vec<Relation>, LpFault>; 3] = [
        &|| Ok(all.clone()),
        &|| {
            Ok([tables.form.clone(), tables.model(&tables.form).believable(&tables.links)?]
                .concat())
        },
        &|| tables.model(&[]).believable(&all),
    ];
    for relations in attempts {
        let weak = relations().and_then(|relations| {
            Ok((all.len() - relations.len(), tables.weak_cells(tables.model(&relations))?))
        });
        match weak {
            Ok((links_left_out, weak)) => return Ok(Audit { starred, weak, links_left_out }),
            Err(LpFault::Unsolved) => return Err(Unsolved),
            Err(LpFault::Infeasible) => {}
        }
    }
    Err(Unsolved)
}

/// A published cell.
struct Cell<'a> {
    publication: usize,
    key: &'a Key,
    shown: Shown,
    /// The number of its count in the model.
    count: usize,
}

/// What a reader has before him: the published cells, the counts behind them, what ties them.
struct Tables<'a> {
    cells: Vec<Cell<'a>>,
    bounds: Vec<(u64, u64)>,
    /// Relations of the form.
    form: Vec<Relation>,
    /// Relations between publications.
    links: Vec<Relation>,
}

/// More than any count behind the cells: more people than there are.
const ANY: (u64, u64) = (0, 100_000_000);

impl<'a> Tables<'a> {
    fn new(publications: &[&'a Publication]) -> Self {
        let finest = Finest::new(publications);
        let mut atoms: Vec<Atoms> = Vec::new();
        let mut counts = 0;
        for publication in publications {
            atoms.push(Atoms::new(publication, &finest, counts));
            counts += atoms.last().map_or(0, Atoms::len);
        }
        let form = atoms.iter().flat_map(Atoms::relations).collect();
        let links = links(&atoms);
        let bounds = vec![ANY; counts];
        let mut tables = Self { cells: Vec::new(), bounds, form, links };
        for (n, atoms) in atoms.iter().enumerate() {
            for (key, shown) in &atoms.publication.cells {
                let count = tables.count(&atoms.within(key), shown.bounds());
                tables.cells.push(Cell { publication: n, key, shown: *shown, count });
            }
        }
        tables
    }

    /// The count of a published cell: the one behind it, or a new one that is the sum of several.
    fn count(&mut self, behind: &[usize], bounds: (u64, u64)) -> usize {
        if let &[only] = behind
            && self.bounds[only] == ANY
        {
            self.bounds[only] = bounds;
            return only;
        }
        let count = self.bounds.len();
        self.bounds.push(bounds);
        if !behind.is_empty() {
            self.form.push(equal(sum(behind.iter().copied()), sum([count])));
        }
        count
    }

    fn starred(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.cells.iter().filter(|cell| cell.shown == Shown::Starred)
    }

    fn model(&self, relations: &[Relation]) -> Model {
        Model { bounds: self.bounds.clone(), relations: relations.to_vec() }
    }

    /// The starred cells that say too much, in the order of the publications.
    fn weak_cells(&self, mut model: Model) -> Result<Vec<Weak>, LpFault> {
        model.tighten()?;
        let starred: BTreeSet<usize> = self.starred().map(|cell| cell.count).collect();
        // What propagation alone pins down is in no part any more.
        let pinned = starred.iter().map(|&count| (count, model.bounds[count]));
        let mut ranges: Vec<Narrow> = pinned.filter(|(_, (low, high))| low == high).collect();
        for (numbers, part) in model.parts() {
            let free = |n: &usize| part.bounds[*n].0 < part.bounds[*n].1;
            let stars: Vec<usize> = (0..numbers.len())
                .filter(|n| starred.contains(&numbers[*n]))
                .filter(free)
                .collect();
            let narrow = narrow_ones(&part, &stars)?;
            ranges.extend(narrow.into_iter().map(|(n, range)| (numbers[n], range)));
        }
        let ranges: BTreeMap<usize, (u64, u64)> =
            ranges.into_iter().filter(|(_, (low, high))| says_too_much(*low, *high)).collect();
        let weak = self.starred().filter_map(|cell| {
            let &(low, high) = ranges.get(&cell.count)?;
            Some(Weak { publication: cell.publication, key: cell.key.clone(), low, high })
        });
        Ok(weak.collect())
    }
}

/// A star and its range.
type Narrow = (usize, (u64, u64));

/// The stars of a connected part that say too much, with their ranges. Every solution of a linear
/// program is a set of tables that could be: what all seen so far leave open needs no program of
/// its own.
fn narrow_ones(part: &Model, stars: &[usize]) -> Result<Vec<Narrow>, LpFault> {
    let mut seen = Seen::new(part.bounds.len());
    if stars.is_empty() {
        // No star to find out, but the tables must be able to exist.
        return part.extreme(&[], 1.0).map(|_| Vec::new());
    }
    // Those still in question all up, all down, then half of them up and half down, in turns: the
    // stars of one row trade against each other.
    for bit in 0.. {
        let stars: Vec<usize> = stars.iter().copied().filter(|&n| seen.too_little(n)).collect();
        if bit > stars.len().next_power_of_two().trailing_zeros() {
            break;
        }
        let up = |k: usize| bit == 0 || k >> (bit - 1) & 1 == 0;
        let signs = stars.iter().enumerate().map(|(k, &n)| (n, if up(k) { 1.0 } else { -1.0 }));
        let weights: Vec<(usize, f64)> = signs.collect();
        for sign in [1.0, -1.0] {
            seen.take(&part.extreme(&weights, sign)?.1);
        }
    }
    let mut narrow = Vec::new();
    for &n in stars {
        let (mut low, mut high) = seen.range(n);
        if says_too_much(low, high) {
            let (value, counts) = part.extreme(&[(n, 1.0)], -1.0)?;
            seen.take(&counts);
            high = whole(0.0, value).1;
        }
        if says_too_much(low, high) {
            let (value, counts) = part.extreme(&[(n, 1.0)], 1.0)?;
            seen.take(&counts);
            low = whole(value, value).0;
        }
        if says_too_much(low, high) {
            narrow.push((n, (low, high)));
        }
    }
    Ok(narrow)
}

/// Lowest and highest value of each count among the tables seen.
struct Seen(Vec<(f64, f64)>);

impl Seen {
    fn new(cells: usize) -> Self {
        Self(vec![(f64::INFINITY, f64::NEG_INFINITY); cells])
    }

    fn take(&mut self, counts: &[f64]) {
        for ((low, high), &count) in self.0.iter_mut().zip(counts) {
            *low = low.min(count);
            *high = high.max(count);
        }
    }

    fn range(&self, n: usize) -> (u64, u64) {
        self.0.get(n).map_or((0, 0), |&(low, high)| whole(low, high))
    }

    /// What is seen so far leaves a star too little.
    fn too_little(&self, n: usize) -> bool {
        let (low, high) = self.range(n);
        says_too_much(low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::{Group, TOTAL, Table};
    use super::super::merge::Merges;
    use super::super::release::Release;
    use super::super::sample::Level;
    use super::*;
    use crate::domain::date::Period;

    /// A stock-flow table of one column: `a/b * | c 10`.
    fn table(period: Period, column: &str, rows: &str) -> Publication {
        let cell = |text: &str| {
            let (row, count) = text.trim().split_once(' ').unwrap();
            let (area, row) = (Group::one(TOTAL), Group::parse(row));
            let key = Key { table: Table::StockFlow, area, row, column: Group::one(column) };
            (key, Shown::read(count.parse().ok()).unwrap())
        };
        Publication { period, cells: rows.split('|').map(cell).collect() }
    }

    fn month(n: u32) -> Period {
        Period::Month(2026, n)
    }

    /// What is weak, as `publication row low..high`, and how many links were left out.
    fn found(publications: &[&Publication]) -> (Vec<String>, usize) {
        let found = audit(publications).unwrap();
        let said = |w: &Weak| format!("{} {} {}..{}", w.publication, w.key.row, w.low, w.high);
        (found.weak.iter().map(said).collect(), found.links_left_out)
    }

    #[test]
    fn releases_that_merge_rows_differently_are_compared_below_their_merges() {
        let check = |first: &str, second: &str, wanted: &[&str]| {
            let first = table(month(10), "closing", first);
            let second = table(month(11), "opening", second);
            let wanted = wanted.iter().map(|w| (*w).to_owned()).collect();
            assert_eq!(found(&[&second, &first]), (wanted, 0));
        };
        // Five rows of which four are 1 at least: each of the four is 4 at most.
        let four = "user_management * | addicted * | rehab_home * | substitution *";
        let five = "user_management/addicted/rehab_home/substitution/rehab_compulsory";
        check(
            &format!("{five} * | post_rehab_12 10"),
            &format!("{four} | rehab_compulsory/post_rehab_12 10"),
            &[
                "0 user_management 1..4",
                "0 addicted 1..4",
                "0 rehab_home 1..4",
                "0 substitution 1..4",
            ],
        );
        // The five are not known to be few: nothing is found out.
        check(
            &format!("{five} 10 | post_rehab_12 10"),
            &format!("{four} | rehab_compulsory/post_rehab_12 10"),
            &[],
        );
    }

    #[test]
    fn a_quarter_is_the_sum_of_its_months() {
        let quarter = |rows: &str| table(Period::Quarter(2026, 4), "new", rows);
        let months = [10, 11, 12].map(|n| table(month(n), "new", "addicted * | rehab_home *"));
        // Six stars within one: each is 2 at most.
        let joint = quarter("addicted/rehab_home *");
        let (weak, left_out) = found(&[&joint, &months[0], &months[1], &months[2]]);
        let row = |n: usize, row: &str| format!("{n} {row} 1..2");
        let wanted = (1..4).flat_map(|n| [row(n, "addicted"), row(n, "rehab_home")]);
        assert_eq!(weak, [vec!["0 addicted/rehab_home 6..7".into()], wanted.collect()].concat());
        assert_eq!(left_out, 0);
        // Two of three months leave room, all three have to fill the quarter.
        let few = [10, 11, 12].map(|n| table(month(n), "new", "addicted 0"));
        let quarter = quarter("addicted 10");
        assert_eq!(found(&[&quarter, &few[0], &few[1]]), (vec![], 0));
        assert!(found(&[&quarter, &few[0], &few[1], &few[2]]).1 > 0, "a contradiction");
    }

    #[test]
    fn what_contradicts_an_earlier_release_is_left_out_and_counted() {
        let publication = |seed: u64, k: usize| {
            let level = Level::random(seed, 3, 900);
            let release = Release::new(
                level.periods[k],
                &level.whole(k),
                &level.areas[k],
                &Merges::default(),
            );
            release.publication()
        };
        let (first, second, stranger) = (publication(5, 0), publication(5, 1), publication(6, 1));
        assert_eq!(audit(&[&second, &first]).unwrap().links_left_out, 0);
        let found = audit(&[&stranger, &first]).unwrap();
        assert!(found.links_left_out > 0, "the opening is another level's closing");
        assert_eq!(found.weak, audit(&[&stranger]).unwrap().weak);
        // A document that contradicts itself is audited as far as it can be believed.
        let mut torn = first.clone();
        let closing = torn.cells.iter_mut().find(|(key, _)| key.column.is("closing"));
        closing.unwrap().1 = Shown::Rounded(5_000);
        assert!(audit(&[&torn]).unwrap().links_left_out > 0);
    }
}
