//! The months before today as a curve: how many people stood in each row at the end of each month,
//! how many came onto the list and how many left it. Counted in one pass, by the same runs as the
//! table of a period, so that each point of the curve is the figure of that month's report.

use super::interval::{Interval, Reach, runs};
use super::row::ROWS;
use crate::domain::date::Period;

/// A month of the curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendMonth {
    /// Which month.
    pub period: Period,
    /// People at its end, by row.
    pub closing: [u64; ROWS],
    /// People who came onto the list: new, or moved in. A change of measure is neither in nor out.
    pub ins: u64,
    /// People who left it: moved out, stopped, completed.
    pub outs: u64,
}

impl TrendMonth {
    /// Everybody at its end.
    pub fn total(&self) -> u64 {
        self.closing.iter().sum()
    }
}

/// The `count` months that end with `last`, oldest first.
fn months(last: Period, count: usize) -> Vec<Period> {
    let mut months: Vec<Period> =
        std::iter::successors(Some(last), |p| Some(p.previous())).take(count).collect();
    months.reverse();
    months
}

/// How far back intervals must reach for the curve of `count` months that ends with `last`.
pub fn trend_reach(last: Period, count: usize) -> Reach {
    Reach::of(months(last, count).first().copied().unwrap_or(last))
}

/// The curve of the `count` months that end with `last`, oldest first. `measures` come in
/// [`Interval::order`] and may leave out what [`trend_reach`] allows.
pub fn trend(
    last: Period,
    count: usize,
    measures: impl Iterator<Item = Interval>,
) -> Vec<TrendMonth> {
    let periods = months(last, count);
    let ends: Vec<_> = periods.iter().map(|p| p.to()).collect();
    let Some(begin) = periods.first().map(|p| p.from()) else { return Vec::new() };
    let month_of = |day| {
        let at = ends.partition_point(|end| *end < day);
        (day >= begin && at < ends.len()).then_some(at)
    };
    let (mut ins, mut outs) = (vec![0_u64; count], vec![0_u64; count]);
    // By row: so many more than in the month before.
    let mut steps = vec![[0_i64; ROWS]; count + 1];
    for run in runs(measures) {
        let row = run.span.row.index();
        let first = ends.partition_point(|end| *end < run.span.start);
        let after = run.span.ended_on.map_or(count, |day| ends.partition_point(|end| *end < day));
        if first < after {
            steps[first][row] += 1;
            steps[after][row] -= 1;
        }
        if let (None, Some(at)) = (run.linked_before, month_of(run.span.start)) {
            ins[at] += 1;
        }
        if let (None, Some(at)) = (run.linked_after, run.span.ended_on.and_then(month_of)) {
            outs[at] += 1;
        }
    }
    let mut standing = [0_i64; ROWS];
    periods
        .into_iter()
        .zip(steps)
        .zip(ins.into_iter().zip(outs))
        .map(|((period, steps), (ins, outs))| {
            for (here, step) in standing.iter_mut().zip(steps) {
                *here += step;
            }
            TrendMonth { period, closing: standing.map(|n| n.max(0) as u64), ins, outs }
        })
        .collect()
}
