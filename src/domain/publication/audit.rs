//! The audit: what a reader who takes every table together can find out about each `*`.
//!
//! The reader is taken to know the rule, the relations of the form, and everything published
//! before. He counts in whole people, so the ends of a range are rounded inwards. A `*` holds if
//! its range is at least [`LEAST_RANGE`] wide and reaches [`MUST_REACH`]; see ADR 20 for how
//! `domain.md`'s sentence is read.

use super::key::Key;
use super::lp::{LpFault, Model, whole};
use super::relation::{Cells, Relation, links};
use super::release::Publication;
use super::shown::Shown;

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
    let (model, between) = model(publications);
    let starred = publications.iter().flat_map(|p| &p.cells);
    let starred = starred.filter(|(_, shown)| *shown == Shown::Starred).count();
    let bare = Model { bounds: model.bounds.clone(), relations: Vec::new() };
    let all: Vec<Relation> = model.relations.iter().chain(&between).cloned().collect();
    // As it should be; then without links that cannot hold; then, where even one document
    // contradicts itself, with whatever of it a reader could believe.
    let attempts: [&dyn Fn() -> Vec<Relation>; 3] =
        [&|| all.clone(), &|| [model.relations.clone(), sound(&model, &between)].concat(), &|| {
            sound(&bare, &all)
        }];
    for relations in attempts {
        let relations = relations();
        let left_out = all.len() - relations.len();
        match weak_cells(publications, Model { bounds: model.bounds.clone(), relations }) {
            Ok(weak) => return Ok(Audit { starred, weak, links_left_out: left_out }),
            Err(LpFault::Unsolved) => return Err(Unsolved),
            Err(LpFault::Infeasible) => {}
        }
    }
    Err(Unsolved)
}

/// The counts and relations of all publications, and the relations between them.
pub(crate) fn model(publications: &[&Publication]) -> (Model, Vec<Relation>) {
    let mut bounds = Vec::new();
    let mut cells: Vec<Cells> = Vec::new();
    for publication in publications {
        cells.push(Cells::new(publication, bounds.len()));
        bounds.extend(publication.cells.iter().map(|(_, shown)| shown.bounds()));
    }
    let relations = cells.iter().flat_map(Cells::relations).collect();
    let mut between = Vec::new();
    for (n, one) in cells.iter().enumerate() {
        for other in cells.iter().skip(n + 1) {
            between.extend(links(one, other).into_iter().filter(|r| r.terms.len() > 1));
        }
    }
    (Model { bounds, relations }, between)
}

/// The relations that hold when each is added to the ones before it, as far as propagation sees.
fn sound(model: &Model, more: &[Relation]) -> Vec<Relation> {
    let mut kept = model.clone();
    let mut sound = Vec::new();
    for link in more {
        let mut tried = kept.clone();
        tried.relations.push(link.clone());
        if tried.tighten().is_ok() {
            kept = tried;
            sound.push(link.clone());
        }
    }
    sound
}

fn weak_cells(publications: &[&Publication], mut model: Model) -> Result<Vec<Weak>, LpFault> {
    let cells: Vec<(usize, &Key, Shown)> = publications
        .iter()
        .enumerate()
        .flat_map(|(n, p)| p.cells.iter().map(move |(key, shown)| (n, key, *shown)))
        .collect();
    model.tighten()?;
    let mut found = Vec::new();
    let mut weak = |cell: usize, (low, high): (u64, u64)| {
        let (publication, key, _) = cells[cell];
        if says_too_much(low, high) {
            found.push((cell, Weak { publication, key: key.clone(), low, high }));
        }
    };
    let starred = |cell: &usize| cells[*cell].2 == Shown::Starred;
    // What propagation alone pins down is in no part any more.
    let pinned =
        (0..cells.len()).filter(starred).filter(|&c| model.bounds[c].0 == model.bounds[c].1);
    pinned.for_each(|cell| weak(cell, model.bounds[cell]));
    for (numbers, part) in model.parts() {
        let free = |n: &usize| part.bounds[*n].0 < part.bounds[*n].1;
        let stars: Vec<usize> =
            (0..numbers.len()).filter(|n| starred(&numbers[*n])).filter(free).collect();
        for (n, range) in narrow_ones(&part, &stars)? {
            weak(numbers[n], range);
        }
    }
    found.sort_by_key(|(cell, _)| *cell);
    Ok(found.into_iter().map(|(_, weak)| weak).collect())
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
    // All stars up, all down, then half of them up and half down, in turns: the stars of one row
    // trade against each other.
    for bit in 0..=stars.len().next_power_of_two().trailing_zeros() {
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
}
