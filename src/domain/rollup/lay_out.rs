//! What was received, laid out by unit and parent, beside what was expected.

use super::merged::{Merged, Part, chain, months_in};
use crate::domain::date::Period;
use crate::domain::report::Tally;
use crate::domain::word::Lang;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A unit a report is expected of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is summed under.
    pub parent: String,
}

/// Why a unit is not in the sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// No package that counts.
    Nothing,
    /// Of a long period only some of its months, and no package of the whole.
    SomeMonths {
        /// Months held.
        held: u32,
        /// Months needed.
        of: u32,
    },
    /// All months are there, but one does not open with what the one before closed with.
    BrokenChain,
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Counted, and its package made in time (or without a time in it, or a correction).
    Received,
    /// Counted, its package made after the due day.
    Late {
        /// Days after it.
        days: i64,
    },
    /// Not counted.
    Missing(Gap),
}

impl Standing {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Late { .. } => "late",
            Self::Missing(Gap::Nothing) => "missing",
            Self::Missing(Gap::SomeMonths { .. }) => "missing_months",
            Self::Missing(Gap::BrokenChain) => "broken_chain",
        }
    }

    /// The words for a reader.
    pub fn text(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Received, _) => lang.pick("Đã nhận", "Received").to_owned(),
            (Self::Late { days }, Lang::Vi) => format!("Muộn {days} ngày"),
            (Self::Late { days }, Lang::En) => format!("{days} days late"),
            (Self::Missing(Gap::Nothing), _) => {
                lang.pick("Chưa có gói nào", "No package").to_owned()
            }
            (Self::Missing(Gap::SomeMonths { held, of }), Lang::Vi) => {
                format!("Mới có {held}/{of} tháng")
            }
            (Self::Missing(Gap::SomeMonths { held, of }), Lang::En) => {
                format!("Only {held}/{of} months")
            }
            (Self::Missing(Gap::BrokenChain), _) => lang
                .pick(
                    "Đầu kỳ một tháng khác cuối tháng trước; đề nghị gửi gói của cả kỳ",
                    "A month does not open with what the one before closed with; ask for the package of the whole period",
                )
                .to_owned(),
        }
    }
}

/// A unit with its counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitLine {
    /// Which.
    pub unit: Expected,
    /// Whether and when it reported.
    pub standing: Standing,
    /// Its counts, where it is in the sums.
    pub tally: Option<Tally>,
}

/// How complete the roll-up is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Completeness {
    /// Units on the list.
    pub expected: usize,
    /// Of them in the sums, late ones included.
    pub received: usize,
    /// Of those late.
    pub late: usize,
    /// Not in the sums.
    pub missing: usize,
}

impl Completeness {
    fn count(&mut self, standing: Standing) {
        self.expected += 1;
        let counted = !matches!(standing, Standing::Missing(_));
        self.received += usize::from(counted);
        self.missing += usize::from(!counted);
        self.late += usize::from(matches!(standing, Standing::Late { .. }));
    }
}

/// A parent's sums.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParentLine {
    /// Its name.
    pub parent: String,
    /// Of its units.
    pub completeness: Completeness,
    /// Their sum.
    pub tally: Tally,
}

/// The roll-up of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUp {
    /// Of when.
    pub period: Period,
    /// The last day a package was due.
    pub due: NaiveDate,
    /// Every expected unit, by code.
    pub units: Vec<UnitLine>,
    /// By parent, by name.
    pub parents: Vec<ParentLine>,
    /// Everything.
    pub total: Tally,
    /// Of all units.
    pub completeness: Completeness,
}

impl RollUp {
    /// Lays out what was merged for a period. `received` holds at most one part a unit and period
    /// (which of several counts is settled before); parts of units that are not expected are passed
    /// over. `due` is the last day on which a package is not late.
    pub fn new(
        period: Period,
        due: NaiveDate,
        expected: impl Iterator<Item = Expected>,
        received: &Merged,
    ) -> Self {
        let mut by_unit: BTreeMap<&str, Vec<&Part>> = BTreeMap::new();
        for part in received.parts() {
            by_unit.entry(&part.unit).or_default().push(part);
        }
        let lines = expected.map(|unit| {
            let parts = by_unit.get(unit.code.as_str()).map_or(&[][..], Vec::as_slice);
            let (standing, tally) = line(period, due, parts);
            UnitLine { unit, standing, tally }
        });
        let mut units: Vec<UnitLine> = lines.collect();
        units.sort_by(|a, b| a.unit.code.cmp(&b.unit.code));
        let mut total = Tally::default();
        let mut completeness = Completeness::default();
        let mut parents: BTreeMap<&str, (Completeness, Tally)> = BTreeMap::new();
        for line in &units {
            let (of_parent, sum) = parents.entry(&line.unit.parent).or_default();
            of_parent.count(line.standing);
            completeness.count(line.standing);
            if let Some(counts) = &line.tally {
                sum.add(counts);
                total.add(counts);
            }
        }
        let parents = parents.into_iter().map(|(parent, (completeness, tally))| ParentLine {
            parent: parent.to_owned(),
            completeness,
            tally,
        });
        let parents = parents.collect();
        Self { period, due, units, parents, total, completeness }
    }
}

/// A unit's own package of the period, else the chain of its months.
fn line(period: Period, due: NaiveDate, parts: &[&Part]) -> (Standing, Option<Tally>) {
    if let Some(part) = parts.iter().find(|part| part.period == period) {
        return (timely(due, part), Some(part.tally.clone()));
    }
    let months = months_in(period);
    let of = |month: &Period| parts.iter().copied().find(|part| part.period == *month);
    let held: Vec<&Part> = months.iter().filter_map(of).collect();
    let Some(last) = held.last().filter(|_| held.len() == months.len()) else {
        let gap = match held.len() {
            0 => Gap::Nothing,
            n => Gap::SomeMonths { held: n as u32, of: months.len() as u32 },
        };
        return (Standing::Missing(gap), None);
    };
    let tallies: Vec<&Tally> = held.iter().map(|part| &part.tally).collect();
    match chain(&tallies) {
        Some(whole) => (timely(due, last), Some(whole)),
        None => (Standing::Missing(Gap::BrokenChain), None),
    }
}

/// A first package can be late, whatever replaced it since; a correction comes when it has to.
fn timely(due: NaiveDate, part: &Part) -> Standing {
    let days = part.made.map(|made| made.date().signed_duration_since(due).num_days());
    match days {
        Some(days) if days > 0 => Standing::Late { days },
        _ => Standing::Received,
    }
}
