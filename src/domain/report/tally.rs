//! The counts of a report without its words: every figure there can be, and one number each. What
//! levels above add up is a tally.

use super::activity::Counter;
use super::breakdown::{Breakdowns, Dimension, KeyCount};
use super::note::Note;
use super::programme::Programme;
use super::row::{Column, ReportRow};
use super::stock_flow::{StockFlow, row_code};
use super::{Report, ReportingUnit};
use crate::domain::date::Period;
use crate::domain::deadline::Clock;
use crate::domain::word::{Lang, Word};
use chrono::NaiveDate;
use std::sync::OnceLock;

/// One figure of a report: a cell of a table or a counter. The closed vocabulary of what goes
/// upward; the order is that of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    /// A cell of the stock-flow table; `None` is the total row.
    Flow(Option<ReportRow>, Column),
    /// The line of suspected persons.
    Suspected,
    /// A cell of a breakdown of the closing stock, by its place in [`cells`].
    Part(Dimension, usize),
    /// A counter of the activity.
    Done(Counter),
    /// Duty clocks of one kind that were overdue at the period's end.
    Overdue(Clock),
    /// A figure of the programme work.
    Programme(Programme),
}

impl Ord for Figure {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Figure {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// The cells of a breakdown, `unknown` last, each with a count of 0: keys and labels.
pub fn cells(dimension: Dimension) -> &'static [KeyCount] {
    static EMPTY: OnceLock<Breakdowns> = OnceLock::new();
    EMPTY.get_or_init(|| Breakdowns::new(NaiveDate::MIN)).table(dimension)
}

impl Figure {
    /// Every figure, in the order of the form.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<Figure>> = OnceLock::new();
        ALL.get_or_init(|| {
            let rows = ReportRow::ALL.iter().copied().map(Some).chain([None]);
            let flows = rows.flat_map(|r| Column::ALL.iter().map(move |c| Self::Flow(r, *c)));
            let parts = Dimension::ALL
                .iter()
                .flat_map(|d| (0..cells(*d).len()).map(|place| Self::Part(*d, place)));
            flows
                .chain([Self::Suspected])
                .chain(parts)
                .chain(Counter::ALL.iter().map(|c| Self::Done(*c)))
                .chain(Clock::ALL.iter().map(|c| Self::Overdue(*c)))
                .chain(Programme::ALL.iter().map(|p| Self::Programme(*p)))
                .collect()
        })
    }

    /// Where it stands among [`Figure::all`].
    fn place(self) -> usize {
        static STARTS: OnceLock<[usize; 5]> = OnceLock::new();
        const TABLE: usize = super::row::ROWS + 1;
        let [parts, done, overdue, programme, _] = *STARTS.get_or_init(|| {
            let parts = TABLE * super::row::COLUMNS + 1;
            let done = parts + Dimension::ALL.iter().map(|d| cells(*d).len()).sum::<usize>();
            let overdue = done + Counter::ALL.len();
            let programme = overdue + Clock::ALL.len();
            [parts, done, overdue, programme, programme + Programme::ALL.len()]
        });
        match self {
            Self::Flow(row, column) => {
                row.map_or(TABLE - 1, ReportRow::index) * super::row::COLUMNS + column as usize
            }
            Self::Suspected => parts - 1,
            Self::Part(dimension, place) => {
                let before = Dimension::ALL.iter().take_while(|d| **d != dimension);
                parts + before.map(|d| cells(*d).len()).sum::<usize>() + place
            }
            Self::Done(counter) => done + counter as usize,
            Self::Overdue(clock) => overdue + clock as usize,
            Self::Programme(work) => programme + work as usize,
        }
    }

    /// The code of its indicator: `stock_flow.opening`, `suspected`, `breakdowns.age`,
    /// `activity.tests`, `activity.overdue_U5`, `programme.outreach_sessions`. Figures of one
    /// indicator differ by [`Figure::category`].
    pub fn indicator(self) -> String {
        match self {
            Self::Flow(_, column) => format!("stock_flow.{}", column.code()),
            Self::Suspected => "suspected".to_owned(),
            Self::Part(dimension, _) => format!("breakdowns.{}", dimension.code()),
            Self::Done(counter) => format!("activity.{}", counter.code()),
            Self::Overdue(clock) => format!("activity.overdue_{}", clock.code()),
            Self::Programme(work) => format!("programme.{}", work.code()),
        }
    }

    /// Which of an indicator's figures it is: the row of the table, the key of the breakdown;
    /// `None` where the indicator has one figure.
    pub fn category(self) -> Option<&'static str> {
        match self {
            Self::Flow(row, _) => Some(row_code(row)),
            Self::Part(dimension, place) => cells(dimension).get(place).map(|c| c.key),
            _ => None,
        }
    }

    /// What an officer reads: the indicator, and the category after a colon.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Flow(row, column) => {
                let total = lang.pick("Tổng cộng", "Total");
                format!("{}: {}", row.map_or(total, |r| r.label(lang)), column.label(lang))
            }
            Self::Suspected => lang.pick("Người nghi vấn", "Suspected persons").to_owned(),
            Self::Part(dimension, place) => {
                let cell = cells(dimension).get(place).map_or("", |c| c.label(lang));
                format!("{}: {cell}", dimension.label(lang))
            }
            Self::Done(counter) => counter.label(lang).to_owned(),
            Self::Overdue(clock) => format!("{} {}", lang.pick("Quá hạn", "Overdue"), clock.code()),
            Self::Programme(work) => work.label(lang).to_owned(),
        }
    }

    /// Figures of one report that must be there; the others (a clock that is no duty of the
    /// station, programme work nobody entered) may be missing.
    pub fn is_required(self) -> bool {
        !matches!(self, Self::Overdue(_) | Self::Programme(_))
    }
}

/// What stands in a tally where a figure was not given.
const NOT_GIVEN: u64 = u64::MAX;

/// One number for each figure given.
#[derive(Clone, PartialEq, Eq)]
pub struct Tally(Box<[u64]>);

impl std::fmt::Debug for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter().filter(|(_, n)| *n > 0)).finish()
    }
}

impl Default for Tally {
    /// Nothing given.
    fn default() -> Self {
        Self(vec![NOT_GIVEN; Figure::all().len()].into())
    }
}

impl Tally {
    /// The counts of a report.
    pub fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        for (row, counts) in report.stock_flow.lines() {
            for (column, count) in counts.iter() {
                tally.set(Figure::Flow(row, column), count);
            }
        }
        tally.set(Figure::Suspected, report.suspected);
        for (dimension, cells) in report.breakdowns.tables() {
            for (place, cell) in cells.iter().enumerate() {
                tally.set(Figure::Part(dimension, place), cell.count);
            }
        }
        for &counter in Counter::ALL {
            tally.set(Figure::Done(counter), report.activity.count(counter));
        }
        for &clock in Clock::ALL {
            if let Some(count) = report.activity.overdue(clock) {
                tally.set(Figure::Overdue(clock), count);
            }
        }
        for (&work, &count) in &report.programme {
            tally.set(Figure::Programme(work), count);
        }
        tally
    }

    /// A figure; `None` where it was not given.
    pub fn get(&self, figure: Figure) -> Option<u64> {
        self.0.get(figure.place()).copied().filter(|n| *n != NOT_GIVEN)
    }

    /// A figure, 0 where it was not given.
    pub fn count(&self, figure: Figure) -> u64 {
        self.get(figure).unwrap_or(0)
    }

    /// Gives a figure its number.
    pub fn set(&mut self, figure: Figure, count: u64) {
        if let Some(place) = self.0.get_mut(figure.place()) {
            *place = count.min(NOT_GIVEN - 1);
        }
    }

    /// Adds another unit's counts figure by figure: in any order the same sum.
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine = match (*mine, *theirs) {
                (mine, NOT_GIVEN) => mine,
                (NOT_GIVEN, theirs) => theirs,
                (mine, theirs) => mine.saturating_add(theirs).min(NOT_GIVEN - 1),
            };
        }
    }

    /// Every figure given with its number, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (Figure, u64)> + '_ {
        Figure::all().iter().copied().zip(self.0.iter().copied()).filter(|(_, n)| *n != NOT_GIVEN)
    }

    /// The stock-flow table.
    pub fn stock_flow(&self) -> StockFlow {
        let mut table = StockFlow::default();
        for &column in Column::ALL {
            for &row in ReportRow::ALL {
                table.rows[row.index()][column] = self.count(Figure::Flow(Some(row), column));
            }
            table.total[column] = self.count(Figure::Flow(None, column));
        }
        table
    }

    /// The cells of a breakdown with their numbers.
    pub fn breakdown(&self, dimension: Dimension) -> Vec<KeyCount> {
        let number = |(place, cell): (usize, &KeyCount)| KeyCount {
            count: self.count(Figure::Part(dimension, place)),
            ..*cell
        };
        cells(dimension).iter().enumerate().map(number).collect()
    }

    /// Whether the figures contradict each other: the table with itself, a breakdown with the
    /// closing stock it is of, a part with its whole.
    pub fn contradicts_itself(&self) -> bool {
        let table = self.stock_flow();
        let total = table.total;
        let closing = total[Column::Closing];
        let done = |c: Counter| self.count(Figure::Done(c));
        let sum = |d: Dimension| {
            self.breakdown(d).iter().fold(0_u64, |sum, c| sum.saturating_add(c.count))
        };
        let adds_up = |d: Dimension| match d {
            // A person may stand in several cells of this one, but in each only once.
            Dimension::Substance => {
                sum(d) >= closing && self.breakdown(d).iter().all(|c| c.count <= closing)
            }
            _ => sum(d) == closing,
        };
        let sex = |key: &str| {
            self.breakdown(Dimension::Sex).iter().find(|c| c.key == key).map_or(0, |c| c.count)
        };
        let parts = [
            (Counter::TestsPositive, Counter::Tests),
            (Counter::ResidenceChecksDone, Counter::ResidenceChecksDue),
        ];
        let contacts = [Counter::ContactsNotHome, Counter::ContactsRefused].map(done);
        table.check().is_err()
            || !Dimension::ALL.iter().all(|d| adds_up(*d))
            || sex("female") != total[Column::Female]
            || parts.iter().any(|(part, whole)| done(*part) > done(*whole))
            || contacts[0].saturating_add(contacts[1]) > done(Counter::Contacts)
    }
}

/// A report's counts with what they are of, as it is kept when a period is closed and as it is
/// received from a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Whose.
    pub unit: ReportingUnit,
    /// Of when.
    pub period: Period,
    /// The period had not ended when they were counted.
    pub provisional: bool,
    /// The counts.
    pub tally: Tally,
    /// What must be said in words.
    pub notes: Vec<Note>,
}

impl Figures {
    /// Those of a report.
    pub fn of(report: &Report) -> Self {
        Self {
            unit: report.unit.clone(),
            period: report.period,
            provisional: report.provisional,
            tally: Tally::of(report),
            notes: report.notes.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_one_place_and_one_name() {
        let all = Figure::all();
        let mut names = std::collections::BTreeSet::new();
        for (place, figure) in all.iter().enumerate() {
            assert_eq!(figure.place(), place, "{figure:?}");
            assert!(names.insert((figure.indicator(), figure.category())), "{figure:?} twice");
            assert!(figure.label(Lang::Vi).len() > 3);
        }
        assert!(all.is_sorted());
    }

    #[test]
    fn what_was_not_given_is_not_nothing() {
        let (mut a, mut b) = (Tally::default(), Tally::default());
        assert_eq!(a.get(Figure::Suspected), None);
        a.set(Figure::Suspected, 0);
        assert_eq!(a.get(Figure::Suspected), Some(0));
        b.set(Figure::Overdue(Clock::U5), 2);
        b.set(Figure::Suspected, 5);
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.add(&b);
        ba.add(&a);
        assert_eq!(ab, ba);
        assert_eq!(ab.iter().map(|(_, n)| n).collect::<Vec<_>>(), [5, 2]);
        ab.set(Figure::Suspected, u64::MAX);
        ab.add(&b);
        assert_eq!(ab.get(Figure::Suspected), Some(u64::MAX - 1), "a sum never becomes nothing");
    }
}
