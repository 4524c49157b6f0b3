//! How far linear relations narrow counts: bounds by propagation over whole numbers, then linear
//! programs (`microlp`) on each connected part of the tables.

use super::relation::Relation;
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem};

/// Counts between bounds, tied by relations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Lowest and highest, both inclusive, of each count.
    pub bounds: Vec<(u64, u64)>,
    /// What ties them.
    pub relations: Vec<Relation>,
}

/// Why a range was not found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LpFault {
    /// No counts meet all relations.
    #[error("the relations contradict each other")]
    Infeasible,
    /// The solver gave up; nothing is known.
    #[error("the linear program was not solved")]
    Unsolved,
}

/// What rounding of the solver may take away.
const TOLERANCE: f64 = 1e-6;
/// By how much a relation may be broken: by more than there are people.
const MOST_BROKEN: (u64, u64) = (0, 1_000_000_000);
/// Rounds of propagation; each one only narrows, so stopping early is safe.
const MOST_ROUNDS: usize = 50;

impl Model {
    /// The connected parts: which cells the relations tie together, leaving out cells that cannot
    /// vary. Each comes as a model of its own with the numbers its cells have here.
    pub fn parts(&self) -> Vec<(Vec<usize>, Self)> {
        let free = |cell: usize| self.bounds[cell].0 < self.bounds[cell].1;
        let mut part: Vec<usize> = (0..self.bounds.len()).collect();
        for relation in &self.relations {
            let cells = || relation.terms.iter().map(|t| t.0).filter(|&c| free(c));
            let Some(first) = cells().next() else { continue };
            for cell in cells() {
                let (a, b) = (root(&mut part, first), root(&mut part, cell));
                part[a.max(b)] = a.min(b);
            }
        }
        let roots: Vec<usize> = (0..part.len()).map(|cell| root(&mut part, cell)).collect();
        let heads = (0..roots.len()).filter(|&cell| roots[cell] == cell && free(cell));
        heads.map(|head| self.part(head, &roots)).collect()
    }

    fn part(&self, head: usize, roots: &[usize]) -> (Vec<usize>, Self) {
        let belongs =
            |cell: usize| roots[cell] == head && self.bounds[cell].0 < self.bounds[cell].1;
        let touches = |r: &&Relation| r.terms.iter().any(|t| belongs(t.0));
        let relations: Vec<&Relation> = self.relations.iter().filter(touches).collect();
        // Fixed cells of its relations come along as constants.
        let mut cells: Vec<usize> =
            relations.iter().flat_map(|r| r.terms.iter().map(|t| t.0)).chain([head]).collect();
        cells.sort_unstable();
        cells.dedup();
        let place = |cell: usize| cells.binary_search(&cell).unwrap_or_default();
        let renumber = |r: &&Relation| Relation {
            terms: r.terms.iter().map(|&(cell, factor)| (place(cell), factor)).collect(),
            exactly: r.exactly,
        };
        let relations = relations.iter().map(renumber).collect();
        let bounds = cells.iter().map(|&cell| self.bounds[cell]).collect();
        (cells, Self { bounds, relations })
    }

    /// Narrows the bounds by each relation alone, over whole numbers, until nothing changes.
    ///
    /// # Errors
    /// [`LpFault::Infeasible`] where a count is left with no value.
    pub fn tighten(&mut self) -> Result<(), LpFault> {
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for relation in &self.relations {
                changed |= narrow(relation, &mut self.bounds, 1)?;
                if relation.exactly {
                    changed |= narrow(relation, &mut self.bounds, -1)?;
                }
            }
            if !changed {
                break;
            }
        }
        Ok(())
    }

    /// Which of more relations can hold together beside those of the model: while some must be
    /// broken, the one that is broken most, where as little as can be is, is left out.
    ///
    /// # Errors
    /// [`LpFault`].
    pub fn believable(&self, more: &[Relation]) -> Result<Vec<Relation>, LpFault> {
        let mut kept = more.to_vec();
        loop {
            let mut broken = self.clone();
            let first = broken.bounds.len();
            for relation in &kept {
                let (above, below) = (broken.bounds.len(), broken.bounds.len() + 1);
                broken.bounds.extend([MOST_BROKEN; 2]);
                let slack = [(above, -1), (below, 1)];
                let terms = relation.terms.iter().copied().chain(slack).collect();
                broken.relations.push(Relation { terms, ..*relation });
            }
            let slack: Vec<(usize, f64)> = (first..broken.bounds.len()).map(|n| (n, 1.0)).collect();
            let (_, counts) = broken.extreme(&slack, 1.0)?;
            let slack = counts.get(first..).unwrap_or_default().chunks(2);
            let by = slack.map(|slack| slack.iter().sum::<f64>()).enumerate();
            let most = by.filter(|(_, by)| *by > TOLERANCE).max_by(|a, b| a.1.total_cmp(&b.1));
            let Some((most, _)) = most else { return Ok(kept) };
            kept.remove(most);
        }
    }

    /// The smallest (`sign` 1) or largest (`sign` −1) value of Σ weight × count, and counts that
    /// have it.
    ///
    /// # Errors
    /// [`LpFault`].
    pub fn extreme(&self, weights: &[(usize, f64)], sign: f64) -> Result<(f64, Vec<f64>), LpFault> {
        let mut objective = vec![0.0; self.bounds.len()];
        for &(cell, weight) in weights {
            objective[cell] += sign * weight;
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let cells: Vec<_> = self
            .bounds
            .iter()
            .zip(&objective)
            .map(|(&(low, high), &weight)| problem.add_var(weight, (low as f64, high as f64)))
            .collect();
        for relation in &self.relations {
            let terms: Vec<_> = merged(&relation.terms)
                .into_iter()
                .map(|(cell, factor)| (cells[cell], factor as f64))
                .collect();
            let op = if relation.exactly { ComparisonOp::Eq } else { ComparisonOp::Le };
            problem.add_constraint(terms.as_slice(), op, 0.0);
        }
        let solved = problem.solve().map_err(|error| match error {
            Error::Infeasible => LpFault::Infeasible,
            _ => LpFault::Unsolved,
        })?;
        let solution = solved.into_solution().map_err(|_| LpFault::Unsolved)?;
        let counts = cells.iter().map(|&cell| solution.var_value(cell)).collect();
        Ok((solution.objective() * sign, counts))
    }

    /// The smallest and largest value of a count, by linear programs alone.
    ///
    /// # Errors
    /// [`LpFault`].
    pub fn range(&self, cell: usize) -> Result<(f64, f64), LpFault> {
        let of = [(cell, 1.0)];
        Ok((self.extreme(&of, 1.0)?.0, self.extreme(&of, -1.0)?.0))
    }
}

/// The whole numbers within a range that a solver gave.
pub fn whole(low: f64, high: f64) -> (u64, u64) {
    ((low - TOLERANCE).ceil().max(0.0) as u64, (high + TOLERANCE).floor().max(0.0) as u64)
}

fn root(part: &mut [usize], mut cell: usize) -> usize {
    while part[cell] != cell {
        part[cell] = part[part[cell]];
        cell = part[cell];
    }
    cell
}

/// A cell once, with its factors added.
fn merged(terms: &[(usize, i64)]) -> Vec<(usize, i64)> {
    let mut sorted = terms.to_vec();
    sorted.sort_unstable();
    sorted.dedup_by(|next, first| {
        let same = next.0 == first.0;
        first.1 += if same { next.1 } else { 0 };
        same
    });
    sorted
}

/// Σ sign × factor × count ≤ 0: what the other counts leave to each.
fn narrow(relation: &Relation, bounds: &mut [(u64, u64)], sign: i64) -> Result<bool, LpFault> {
    let least = |(cell, factor): (usize, i64), bounds: &[(u64, u64)]| {
        let (low, high) = bounds[cell];
        let factor = i128::from(factor * sign);
        factor * i128::from(if factor > 0 { low } else { high })
    };
    let mut changed = false;
    let terms = merged(&relation.terms);
    let mut sum: i128 = terms.iter().map(|&term| least(term, bounds)).sum();
    for &(cell, factor) in &terms {
        let mine = least((cell, factor), bounds);
        let left = mine - sum; // What sign × factor × count may be at most.
        let (low, high) = bounds[cell];
        let factor = i128::from(factor * sign);
        let (new_low, new_high) = match factor {
            0 => continue,
            1.. => (i128::from(low), left.div_euclid(factor).min(i128::from(high))),
            _ => {
                let least = -(left.div_euclid(-factor));
                (least.max(i128::from(low)), i128::from(high))
            }
        };
        if new_low > new_high {
            return Err(LpFault::Infeasible);
        }
        let (new_low, new_high) = (new_low.max(0) as u64, new_high.max(0) as u64);
        if (new_low, new_high) != (low, high) {
            bounds[cell] = (new_low, new_high);
            sum += least((cell, factor as i64 * sign), bounds) - mine;
            changed = true;
        }
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(terms: &[(usize, i64)]) -> Relation {
        Relation { terms: terms.to_vec(), exactly: true }
    }

    fn at_most(terms: &[(usize, i64)]) -> Relation {
        Relation { terms: terms.to_vec(), exactly: false }
    }

    #[test]
    fn a_star_beside_a_rounded_total_is_found_out() {
        // a + b = t, t shown as 10, b as 10: a is at most 4.
        let mut model = Model {
            bounds: vec![(1, 7), (8, 12), (8, 12)],
            relations: vec![equal(&[(0, 1), (1, 1), (2, -1)])],
        };
        let (low, high) = model.range(0).unwrap();
        assert_eq!(whole(low, high), (1, 4));
        model.tighten().unwrap();
        assert_eq!(model.bounds, [(1, 4), (8, 11), (9, 12)]);
    }

    #[test]
    fn propagation_reads_inequalities_and_factors() {
        // 2a ≤ b, b ≤ 7; c − 3a ≤ 0 with c ≥ 4 makes a at least 2.
        let mut model = Model {
            bounds: vec![(0, 100), (0, 7), (4, 9)],
            relations: vec![at_most(&[(0, 2), (1, -1)]), at_most(&[(2, 1), (0, -3)])],
        };
        model.tighten().unwrap();
        assert_eq!(model.bounds, [(2, 3), (4, 7), (4, 9)]);
    }

    #[test]
    fn contradictions_are_told() {
        let mut model =
            Model { bounds: vec![(1, 7), (8, 12)], relations: vec![equal(&[(0, 1), (1, -1)])] };
        assert_eq!(model.range(0), Err(LpFault::Infeasible));
        assert_eq!(model.tighten(), Err(LpFault::Infeasible));
    }

    #[test]
    fn as_much_is_believed_as_can_hold_together() {
        let model = Model {
            bounds: vec![(1, 1), (1, 3), (5, 5), (0, 9)],
            relations: vec![equal(&[(3, 1)])],
        };
        let check = |more: &[Relation], kept: usize| {
            let believed = model.believable(more).unwrap();
            assert_eq!(believed.len(), kept, "{believed:?}");
            assert!(believed.iter().all(|one| more.contains(one)));
        };
        let [a_is_b, b_is_c] = [equal(&[(0, 1), (1, -1)]), equal(&[(1, 1), (2, -1)])];
        check(std::slice::from_ref(&a_is_b), 1);
        check(&[a_is_b.clone(), b_is_c.clone()], 1);
        check(&[b_is_c, at_most(&[(2, 1), (1, -3)]), a_is_b], 1);
        assert_eq!(
            Model { bounds: vec![(1, 2)], relations: vec![equal(&[(0, 1)])] }.believable(&[]),
            Err(LpFault::Infeasible)
        );
    }

    #[test]
    fn tables_that_nothing_ties_are_apart() {
        let model = Model {
            bounds: vec![(1, 7), (1, 7), (0, 0), (1, 7), (8, 12)],
            relations: vec![equal(&[(0, 1), (1, -1), (2, 1)]), equal(&[(2, 1), (3, 1), (4, -1)])],
        };
        let parts = model.parts();
        let cells: Vec<&[usize]> = parts.iter().map(|(cells, _)| cells.as_slice()).collect();
        assert_eq!(cells, [&[0, 1, 2][..], &[2, 3, 4]]);
        assert_eq!(parts[1].1.relations, [equal(&[(0, 1), (1, 1), (2, -1)])]);
    }

    #[test]
    fn whole_numbers_forgive_the_solver_its_rounding() {
        assert_eq!(whole(1.999_999_9, 4.000_000_1), (2, 4));
        assert_eq!(whole(1.2, 4.9), (2, 4));
        assert_eq!(whole(-0.000_000_1, 7.0), (0, 7));
    }
}
