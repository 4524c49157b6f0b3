//! Counts received, by the package they came in.

use crate::domain::date::Period;
use crate::domain::journal::Hash;
use crate::domain::report::{Column, Figure, ReportRow, Tally};
use crate::domain::word::Word;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// What one package says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The unit's code.
    pub unit: String,
    /// Of when.
    pub period: Period,
    /// When the first package of the period was made, by the unit's clock (UTC+7); `None` where that
    /// one is not at hand.
    pub made: Option<NaiveDateTime>,
    /// The counts.
    pub tally: Tally,
}

/// Parts by the SHA-256 of their package. Merging is associative, commutative and idempotent: the
/// same package is one part however often it comes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged(BTreeMap<Hash, Part>);

impl Merged {
    /// With one package more.
    pub fn take(&mut self, package: Hash, part: Part) {
        self.0.entry(package).or_insert(part);
    }

    /// What both hold.
    pub fn merge(mut self, other: Self) -> Self {
        for (package, part) in other.0 {
            self.take(package, part);
        }
        self
    }

    /// The parts.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        self.0.values()
    }

    /// How many packages.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// There are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The sum over all parts.
    pub fn total(&self) -> Tally {
        let mut total = Tally::default();
        for part in self.parts() {
            total.add(&part.tally);
        }
        total
    }
}

/// The months a period is built of, in order; a month is one of itself.
pub fn months_in(period: Period) -> Vec<Period> {
    let mut months = vec![Period::month_of(period.from())];
    while let Some(last) = months.last().filter(|month| month.to() < period.to()) {
        months.push(last.next());
    }
    months
}

/// The counts of a long period from those of its months, in order: opening of the first; closing,
/// its parts, breakdowns, suspected, overdue clocks and states of the last; flows and what was done
/// added. `None` where a row opens with another stock than the month before closed with: the sum of
/// such tables is no table.
pub fn chain(parts: &[&Tally]) -> Option<Tally> {
    let (first, last) = (parts.first()?, parts.last()?);
    let joins = |pair: &[&Tally]| match pair {
        [a, b] => ReportRow::ALL.iter().copied().map(Some).chain([None]).all(|row| {
            a.count(Figure::Flow(row, Column::Closing))
                == b.count(Figure::Flow(row, Column::Opening))
        }),
        _ => true,
    };
    if !parts.windows(2).all(joins) {
        return None;
    }
    let mut whole = Tally::default();
    for &figure in Figure::all() {
        let count = match figure {
            Figure::Flow(_, Column::Opening) => first.get(figure),
            _ if adds_over_time(figure) => {
                let given = parts.iter().filter_map(|tally| tally.get(figure));
                given.reduce(u64::saturating_add)
            }
            _ => last.get(figure),
        };
        if let Some(count) = count {
            whole.set(figure, count);
        }
    }
    Some(whole)
}

/// Whether a figure counts what happened in the period, and not a state at its end.
fn adds_over_time(figure: Figure) -> bool {
    match figure {
        Figure::Flow(_, column) => Column::INS.contains(&column) || Column::OUTS.contains(&column),
        Figure::Done(_) => true,
        Figure::Programme(work) => !work.is_state(),
        Figure::Suspected | Figure::Part(..) | Figure::Overdue(_) => false,
    }
}
