//! A second solver, to hold the first against (R43): the simplex method in exact fractions with
//! Bland's rule, and for very small tables the search through every table there is.

use super::lp::{LpFault, Model, whole};
use super::relation::Relation;
use super::sample::Dice;
use super::shown::Shown;

/// An exact fraction, always in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    const ZERO: Self = Self(0, 1);

    fn new(n: i128, d: i128) -> Self {
        let (mut a, mut b) = (n.unsigned_abs(), d.unsigned_abs());
        while b > 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1) as i128 * d.signum();
        Self(n / common, d / common)
    }

    fn whole(n: i64) -> Self {
        Self(n.into(), 1)
    }

    fn minus(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }

    fn times(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }

    fn over(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }

    fn sign(self) -> i128 {
        self.0.signum()
    }

    fn value(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }
}

/// Rows `Σ a x = b` over x ≥ 0, with a basis; the last column is b.
struct Tableau {
    rows: Vec<Vec<Fraction>>,
    basis: Vec<usize>,
}

impl Tableau {
    fn pivot(&mut self, row: usize, column: usize, cost: &mut [Fraction]) {
        let by = self.rows[row][column];
        for v in &mut self.rows[row] {
            *v = v.over(by);
        }
        let pivot = self.rows[row].clone();
        let clear = |line: &mut [Fraction]| {
            let factor = line[column];
            for (v, p) in line.iter_mut().zip(&pivot) {
                *v = v.minus(factor.times(*p));
            }
        };
        for (n, line) in self.rows.iter_mut().enumerate() {
            if n != row {
                clear(line);
            }
        }
        clear(cost);
        self.basis[row] = column;
    }

    /// Minimises; `cost` has one entry a column and −value last. Everything here is bounded.
    fn minimise(&mut self, cost: &mut [Fraction], columns: usize) {
        let last = cost.len() - 1;
        while let Some(column) = (0..columns).find(|&c| cost[c].sign() < 0) {
            let ratio = |r: usize| self.rows[r][last].over(self.rows[r][column]);
            let row = (0..self.rows.len())
                .filter(|&r| self.rows[r][column].sign() > 0)
                .min_by(|&a, &b| {
                    let by = ratio(a).minus(ratio(b)).sign().cmp(&0);
                    by.then(self.basis[a].cmp(&self.basis[b]))
                })
                .expect("bounded");
            self.pivot(row, column, cost);
        }
    }
}

/// The smallest value of sign × a count, exactly.
fn smallest(model: &Model, cell: usize, sign: i64) -> Option<Fraction> {
    let n = model.bounds.len();
    let slack = model.relations.iter().filter(|r| !r.exactly).count();
    let rows = model.relations.len() + n;
    let real = n + n + slack;
    let width = real + rows + 1;
    let mut lines = Vec::new();
    let mut next_slack = n + n;
    for relation in &model.relations {
        // Σ f (x + low) + s = 0.
        let mut line = vec![Fraction::ZERO; width];
        let mut right = 0;
        for &(c, factor) in &relation.terms {
            line[c] = line[c].minus(Fraction::whole(-factor));
            right -= factor * model.bounds[c].0 as i64;
        }
        if !relation.exactly {
            line[next_slack] = Fraction::whole(1);
            next_slack += 1;
        }
        line[width - 1] = Fraction::whole(right);
        lines.push(line);
    }
    for (c, &(low, high)) in model.bounds.iter().enumerate() {
        let mut line = vec![Fraction::ZERO; width];
        line[c] = Fraction::whole(1);
        line[n + c] = Fraction::whole(1);
        line[width - 1] = Fraction::whole((high - low) as i64);
        lines.push(line);
    }
    let mut phase_one = vec![Fraction::ZERO; width];
    for (r, line) in lines.iter_mut().enumerate() {
        if line[width - 1].sign() < 0 {
            for v in line.iter_mut() {
                *v = Fraction::ZERO.minus(*v);
            }
        }
        for (sum, v) in phase_one.iter_mut().zip(line.iter()) {
            *sum = sum.minus(*v);
        }
        line[real + r] = Fraction::whole(1);
    }
    let mut tableau = Tableau { rows: lines, basis: (real..real + rows).collect() };
    tableau.minimise(&mut phase_one, real);
    if phase_one[width - 1].sign() != 0 {
        return None;
    }
    // Artificial variables left in the basis stand at zero: drive them out where a row allows.
    for r in 0..rows {
        if tableau.basis[r] >= real
            && let Some(c) = (0..real).find(|&c| tableau.rows[r][c].sign() != 0)
        {
            tableau.pivot(r, c, &mut phase_one);
        }
    }
    let mut cost = vec![Fraction::ZERO; width];
    cost[cell] = Fraction::whole(sign);
    for r in 0..rows {
        let factor = cost[tableau.basis[r]];
        let row = tableau.rows[r].clone();
        for (v, p) in cost.iter_mut().zip(&row) {
            *v = v.minus(factor.times(*p));
        }
    }
    tableau.minimise(&mut cost, real);
    let low = Fraction::whole(model.bounds[cell].0 as i64 * sign);
    Some(low.minus(cost[width - 1]))
}

fn exact_range(model: &Model, cell: usize) -> Option<(f64, f64)> {
    let high = smallest(model, cell, -1)?;
    Some((smallest(model, cell, 1)?.value(), -high.value()))
}

/// A random table of rows × columns with its sums, and a part of one column that is at most it; as
/// published, or with bounds nothing gives where `torn`.
fn table(dice: &mut Dice, torn: bool) -> Model {
    let (rows, columns) = (2 + dice.below(2) as usize, 2 + dice.below(2) as usize);
    let mut exact = vec![vec![0; columns + 1]; rows + 1];
    for row in 0..rows {
        for column in 0..columns {
            let n = [0, dice.below(8), dice.below(8), dice.below(30)][dice.below(4) as usize];
            exact[row][column] = n;
            exact[row][columns] += n;
            exact[rows][column] += n;
            exact[rows][columns] += n;
        }
    }
    let at = |row: usize, column: usize| row * (columns + 1) + column;
    let mut relations = Vec::new();
    for row in 0..=rows {
        let mut terms: Vec<(usize, i64)> = (0..columns).map(|c| (at(row, c), 1)).collect();
        terms.push((at(row, columns), -1));
        relations.push(Relation { terms, exactly: true });
    }
    for column in 0..=columns {
        let mut terms: Vec<(usize, i64)> = (0..rows).map(|r| (at(r, column), 1)).collect();
        terms.push((at(rows, column), -1));
        relations.push(Relation { terms, exactly: true });
    }
    let part = (rows + 1) * (columns + 1);
    relations.push(Relation { terms: vec![(part, 1), (at(0, 0), -1)], exactly: false });
    let mut bounds: Vec<(u64, u64)> =
        exact.iter().flatten().map(|&n| Shown::of(n).bounds()).collect();
    bounds.push(Shown::of(dice.below(exact[0][0] + 1)).bounds());
    if torn {
        let n = dice.below(bounds.len() as u64) as usize;
        bounds[n] = (200, 300);
    }
    Model { bounds, relations }
}

#[test]
fn bounds_equal_those_of_a_second_solver_on_fifty_tables() {
    let mut dice = Dice(43);
    let (mut compared, mut narrowed) = (0, 0);
    for n in 0..50 {
        let model = table(&mut dice, n % 10 == 9);
        for cell in 0..model.bounds.len() {
            let ours = model.range(cell);
            match exact_range(&model, cell) {
                None => assert_eq!(ours, Err(LpFault::Infeasible), "table {n}, cell {cell}"),
                Some((low, high)) => {
                    let (l, h) = ours.unwrap();
                    assert!(
                        (l - low).abs() < 1e-6 && (h - high).abs() < 1e-6,
                        "{n}/{cell}: {l}..{h}, not {low}..{high}"
                    );
                    compared += 1;
                    narrowed += usize::from(whole(l, h) != model.bounds[cell]);
                }
            }
        }
    }
    assert!(compared > 400 && narrowed > 100, "{compared} bounds compared, {narrowed} narrowed");
}

/// Every whole-number table within the bounds; returns the range each count takes.
fn every_table(model: &Model) -> Option<Vec<(u64, u64)>> {
    fn go(model: &Model, counts: &mut Vec<u64>, found: &mut Option<Vec<(u64, u64)>>) {
        let n = counts.len();
        let settled = |r: &&Relation| r.terms.iter().map(|t| t.0).max() == n.checked_sub(1);
        let sum = |r: &Relation| r.terms.iter().map(|&(c, f)| f * counts[c] as i64).sum::<i64>();
        if model
            .relations
            .iter()
            .filter(settled)
            .any(|r| if r.exactly { sum(r) != 0 } else { sum(r) > 0 })
        {
            return;
        }
        let Some(&(low, high)) = model.bounds.get(n) else {
            let ranges = found.get_or_insert_with(|| counts.iter().map(|&c| (c, c)).collect());
            for (range, &count) in ranges.iter_mut().zip(counts.iter()) {
                *range = (range.0.min(count), range.1.max(count));
            }
            return;
        };
        for count in low..=high {
            counts.push(count);
            go(model, counts, found);
            counts.pop();
        }
    }
    let mut found = None;
    go(model, &mut Vec::new(), &mut found);
    found
}

#[test]
fn whole_number_tables_reach_every_bound_the_audit_trusts() {
    // Sums over rows and columns have whole corners: rounding inwards loses nothing of what a reader
    // who tries every table could find.
    let mut dice = Dice(7);
    let mut compared = 0;
    while compared < 40 {
        let mut model = table(&mut dice, false);
        if model.bounds.len() > 10 || model.bounds.iter().map(|b| b.1 - b.0).sum::<u64>() > 40 {
            continue;
        }
        let every = every_table(&model).expect("the table itself is one");
        for (cell, range) in every.iter().enumerate() {
            let (low, high) = model.range(cell).unwrap();
            assert_eq!(whole(low, high), *range, "cell {cell} of {model:?}");
        }
        model.tighten().unwrap();
        for (range, tight) in every.iter().zip(&model.bounds) {
            assert!(tight.0 <= range.0 && range.1 <= tight.1, "propagation loses no table");
        }
        compared += 1;
    }
}
