//! The cheapest way out of a refusal: merge categories, then areas, then periods.

use super::audit::{Audit, Unsolved, Weak, audit};
use super::key::{Group, TOTAL, Table};
use super::merge::{Merge, Merged, Merges, codes_of, families_of, rows_of};
use super::release::{Publication, Release};
use crate::domain::date::Period;
use crate::domain::report::{Column, Tally};
use crate::domain::word::Word;
use std::collections::BTreeMap;

/// What would make the release publishable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// These merges, together with those already made.
    Merge(Vec<Merge>),
    /// No merge helps: publish this longer period instead.
    Period(Period),
    /// Nothing was found (the longest period already, or an earlier publication says too much by
    /// itself).
    None,
}

/// How many merges are tried for one cell before areas come in.
const MOST_TRIED: usize = 12;

/// What is to be published.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Of when.
    pub period: Period,
    /// The level's counts.
    pub level: &'a Tally,
    /// Its areas.
    pub areas: &'a BTreeMap<String, Tally>,
    /// What was published before.
    pub earlier: &'a [Publication],
}

impl Draft<'_> {
    /// The release with these merges, and its audit.
    ///
    /// # Errors
    /// [`Unsolved`].
    pub fn audit(&self, merges: &Merges) -> Result<(Release, Audit), Unsolved> {
        let release = Release::new(self.period, self.level, self.areas, merges);
        let publication = release.publication();
        let all: Vec<&Publication> =
            std::iter::once(&publication).chain(self.earlier.iter()).collect();
        let audit = audit(&all)?;
        Ok((release, audit))
    }
}

/// Looks for the cheapest remedy: cell by cell the merge that puts the fewest people into a wider
/// category and leaves fewer weak cells than before (where none does, the one that leaves the
/// fewest); areas only when no category of the cell is left to merge, a longer period when no area
/// is. Greedy: a cheaper combination may exist. Each try is an audit: `goes_on` is asked before it, and
/// where it says no there is no answer.
///
/// # Errors
/// [`Unsolved`].
pub fn remedy(
    draft: &Draft,
    merges: &Merges,
    goes_on: &dyn Fn() -> bool,
) -> Result<Option<Remedy>, Unsolved> {
    let mut merges = merges.clone();
    let (mut release, mut found) = draft.audit(&merges)?;
    while let Some(weak) = found.weak.first().cloned() {
        let mut best: Option<(usize, Merges, Release, Audit)> = None;
        for of in [candidates(&release, &weak), areas(&release, &weak)] {
            for (merge, _) in of.into_iter().take(MOST_TRIED) {
                if !goes_on() {
                    return Ok(None);
                }
                let tried = merges.with(merge);
                let (next, audit) = draft.audit(&tried)?;
                let left = audit.weak.len();
                if best.as_ref().is_none_or(|b| left < b.0) {
                    best = Some((left, tried, next, audit));
                }
                if left < found.weak.len() {
                    break;
                }
            }
            if best.is_some() {
                break;
            }
        }
        let Some((_, tried, next, audit)) = best else {
            return Ok(Some(longer(draft.period).map_or(Remedy::None, Remedy::Period)));
        };
        (merges, release, found) = (tried, next, audit);
    }
    let names: Vec<String> = draft.areas.keys().cloned().collect();
    Ok(Some(Remedy::Merge(merges.settled(&names))))
}

/// The next longer period that holds this one.
fn longer(period: Period) -> Option<Period> {
    Some(match period {
        Period::Month(y, m) => Period::Quarter(y, m.div_ceil(3)),
        Period::Quarter(y, q) => Period::Half(y, q.div_ceil(2)),
        Period::Half(y, _) => Period::Year(y),
        Period::Year(_) => return None,
    })
}

/// Merges of categories that concern a cell, each with how many people (or acts) it moves into a
/// wider category; the ones that move fewest first.
fn candidates(release: &Release, weak: &Weak) -> Vec<(Merge, u64)> {
    let key = &weak.key;
    let mut all = Vec::new();
    let of = rows_of(key.table);
    // The total has no row to merge, an earlier publication none that can be changed: any row may help.
    let own = weak.publication == 0 && !key.row.is(TOTAL);
    pairs(release, key.table, of, own.then_some(&key.row), |k| &k.row, &mut all);
    if key.table == Table::StockFlow {
        let column = (weak.publication == 0).then_some(&key.column);
        let flow = |g: &Group| Column::INS.iter().chain(&Column::OUTS).any(|c| g.holds(c.code()));
        if column.is_none_or(flow) {
            pairs(release, key.table, Merged::Columns, column, |k| &k.column, &mut all);
        }
    }
    all.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    all
}

/// Merges of the cell's area with another, smallest first.
fn areas(release: &Release, weak: &Weak) -> Vec<(Merge, u64)> {
    let mut all = Vec::new();
    let own = weak.publication == 0 && weak.key.table == Table::Areas;
    let area = own.then_some(&weak.key.area);
    pairs(release, Table::Areas, Merged::Areas, area, |k| &k.area, &mut all);
    all.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    all
}

/// Every pair of categories that may stand together, one of them `own` where given.
fn pairs(
    release: &Release,
    table: Table,
    of: Merged,
    own: Option<&Group>,
    axis: fn(&super::Key) -> &Group,
    all: &mut Vec<(Merge, u64)>,
) {
    let mut sizes: Vec<(&Group, u64)> = Vec::new();
    for cell in release.cells.iter().filter(|c| c.key.table == table) {
        let group = axis(&cell.key);
        let counts = match table {
            Table::StockFlow if of == Merged::Rows => cell.key.column.is(Column::Closing.code()),
            Table::StockFlow => cell.key.row.is(TOTAL),
            Table::Areas if of == Merged::Areas => cell.key.row.is(TOTAL),
            _ => true,
        };
        match sizes.iter_mut().find(|(g, _)| *g == group) {
            Some((_, size)) => *size += if counts { cell.exact } else { 0 },
            None if group.is(TOTAL) => {}
            None => sizes.push((group, if counts { cell.exact } else { 0 })),
        }
    }
    let families = if of == Merged::Areas { Vec::new() } else { families_of(of) };
    let together = |a: &Group, b: &Group| {
        let mut codes = a.codes().iter().chain(b.codes());
        of == Merged::Areas || {
            let codes: Vec<&String> = codes.by_ref().collect();
            families.iter().any(|family| codes.iter().all(|code| family.contains(code)))
        }
    };
    let order = codes_of(of);
    for (n, (a, size_a)) in sizes.iter().enumerate() {
        for (b, size_b) in sizes.iter().skip(n + 1) {
            let concerns = own.is_none_or(|own| own == *a || own == *b);
            if concerns && together(a, b) {
                let mut codes: Vec<String> = a.codes().iter().chain(b.codes()).cloned().collect();
                codes.sort_by_key(|code| order.iter().position(|c| c == code));
                all.push((Merge { of, codes }, *size_a.min(size_b)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::Level;
    use super::*;
    use std::cell::Cell;

    #[test]
    fn the_search_ends_when_it_is_told_to() {
        let level = Level::random(1, 1, 40);
        let (whole, none) = (level.whole(0), Merges::default());
        let (period, areas) = (level.periods[0], &level.areas[0]);
        let draft = Draft { period, level: &whole, areas, earlier: &[] };
        assert_ne!(draft.audit(&none).unwrap().1.weak, []);
        assert!(remedy(&draft, &none, &|| true).unwrap().is_some());
        let asked = Cell::new(0);
        let once = || asked.replace(asked.get() + 1) == 0;
        assert_eq!(remedy(&draft, &none, &once).unwrap(), None);
        assert_eq!(asked.get(), 2);
    }
}
