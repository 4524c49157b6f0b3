//! The stock-flow table: counted by the rules of `interface.md` and checked before anyone sees it.

use super::breakdown::{Breakdowns, PersonAttributes};
use super::interval::{Interval, Run, runs};
use super::note::Note;
use super::row::{COLUMNS, Column, ROWS, ReportRow, TOTAL_CODE};
use crate::domain::date::{Period, add_days, age_on};
use crate::domain::id::PersonId;
use crate::domain::word::{EndReason, Inflow, Sex, Word};
use chrono::NaiveDate;
use std::cell::Cell;
use std::ops::{Index, IndexMut};

/// How many days back a psychosis sign counts (`interface.md`, counting rules).
const PSYCHOSIS_DAYS: i64 = 180;

/// One row's counts, by column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts([u64; COLUMNS]);

impl Index<Column> for Counts {
    type Output = u64;
    fn index(&self, column: Column) -> &u64 {
        &self.0[column as usize]
    }
}

impl IndexMut<Column> for Counts {
    fn index_mut(&mut self, column: Column) -> &mut u64 {
        &mut self.0[column as usize]
    }
}

impl Counts {
    /// Column and count, in the form's order.
    pub fn iter(&self) -> impl Iterator<Item = (Column, u64)> + '_ {
        Column::ALL.iter().map(|&c| (c, self[c]))
    }

    /// Adds another row's counts, as totals and roll-ups do (saturating: a count that large fails
    /// the checks).
    pub fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// opening + ins − outs = closing.
    pub fn keeps_identity(&self) -> bool {
        let sum = |columns: &[Column]| columns.iter().map(|&c| i128::from(self[c])).sum::<i128>();
        i128::from(self[Column::Opening]) + sum(&Column::INS) - sum(&Column::OUTS)
            == i128::from(self[Column::Closing])
    }

    /// No part of the closing stock is larger than it.
    pub fn parts_fit(&self) -> bool {
        Column::OF_CLOSING.iter().all(|&c| self[c] <= self[Column::Closing])
    }
}

/// The table: a row's counts each, and the total as it stands on the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StockFlow {
    /// Counts by row, in the form's order.
    pub rows: [Counts; ROWS],
    /// The total row.
    pub total: Counts,
}

impl StockFlow {
    /// A row's counts.
    pub fn row(&self, row: ReportRow) -> &Counts {
        &self.rows[row.index()]
    }

    /// Every row with its counts, the total (`None`) last.
    pub fn lines(&self) -> impl Iterator<Item = (Option<ReportRow>, &Counts)> {
        let rows = ReportRow::ALL.iter().map(|&r| (Some(r), self.row(r)));
        rows.chain(std::iter::once((None, &self.total)))
    }

    /// The sum of the rows, column by column.
    pub fn sum_of_rows(&self) -> Counts {
        let mut sum = Counts::default();
        for counts in &self.rows {
            sum.add(counts);
        }
        sum
    }

    /// What can be checked on the table alone: the identity of every row and of the total, that
    /// no part of the closing stock exceeds it, and that the total sums the rows.
    ///
    /// # Errors
    /// The first row that fails.
    pub fn check(&self) -> Result<(), BrokenTable> {
        for (row, counts) in self.lines() {
            if !counts.keeps_identity() {
                return Err(BrokenTable { row, fault: Fault::Identity });
            }
            if !counts.parts_fit() {
                return Err(BrokenTable { row, fault: Fault::Parts });
            }
        }
        if self.total != self.sum_of_rows() {
            return Err(BrokenTable { row: None, fault: Fault::Sum });
        }
        Ok(())
    }
}

/// The code of a row, `total` for `None`.
pub fn row_code(row: Option<ReportRow>) -> &'static str {
    row.map_or(TOTAL_CODE, Word::code)
}

/// Why a table is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// opening + ins − outs ≠ closing.
    Identity,
    /// A part of the closing stock is larger than it.
    Parts,
    /// The total is not the sum of the rows.
    Sum,
    /// Opening or closing differs from a recount of who was active on the day.
    Recount,
    /// A person is active in two measures at once.
    CountedTwice,
    /// changed_in and changed_out of the total differ by something other than changes across a
    /// cut-off.
    Changes,
    /// The intervals did not come in order.
    Disorder,
    /// A person of the closing stock is not among the people.
    UnknownPerson,
}

impl Fault {
    /// Its code, for the error's details.
    pub fn code(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Parts => "parts",
            Self::Sum => "sum",
            Self::Recount => "recount",
            Self::CountedTwice => "counted_twice",
            Self::Changes => "changes",
            Self::Disorder => "disorder",
            Self::UnknownPerson => "unknown_person",
        }
    }
}

/// A table that contradicts itself: it is never shown, printed or sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stock-flow table is broken in row {}: {}", row_code(*row), fault.code())]
pub struct BrokenTable {
    /// The row, `None` for the total.
    pub row: Option<ReportRow>,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What counting the measures gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// The table.
    pub table: StockFlow,
    /// The closing stock, broken down.
    pub breakdowns: Breakdowns,
    /// What the report must say in words.
    pub notes: Vec<Note>,
}

/// Counts a period. `measures` come in [`Interval::order`] and may leave out what
/// [`super::Reach`] allows; `people` is asked once for each person of the closing stock.
///
/// # Errors
/// [`BrokenTable`] instead of a table that contradicts itself.
pub fn stock_flow(
    period: Period,
    measures: impl Iterator<Item = Interval>,
    mut people: impl FnMut(PersonId) -> Option<PersonAttributes>,
) -> Result<Stock, BrokenTable> {
    let recount = Cell::new(Recount::new(period));
    let watched = measures.inspect(|m| recount.update(|r| r.seen(m)));
    let mut count = Count::new(period);
    for run in runs(watched) {
        count.flows(&run);
        count.stock(&run, &mut people)?;
    }
    count.stock.table.total = count.stock.table.sum_of_rows();
    recount.get().compare(&count.stock.table)?;
    count.stock.table.check()?;
    count.finish()
}

/// The days a period is counted on.
#[derive(Clone, Copy)]
struct Days {
    /// The day before `from`: the opening stock.
    eve: NaiveDate,
    from: NaiveDate,
    to: NaiveDate,
}

impl Days {
    fn of(period: Period) -> Self {
        Self { eve: add_days(period.from(), -1), from: period.from(), to: period.to() }
    }
}

/// The recount: straight over single intervals by the words "active on day d", without runs and
/// without flows. Beside it stand the checks that only the stream allows.
#[derive(Clone, Copy)]
struct Recount {
    days: Days,
    last: Option<Interval>,
    last_opening: Option<PersonId>,
    last_closing: Option<PersonId>,
    opening: [u64; ROWS],
    closing: [u64; ROWS],
    fault: Option<BrokenTable>,
}

impl Recount {
    fn new(period: Period) -> Self {
        Self {
            days: Days::of(period),
            last: None,
            last_opening: None,
            last_closing: None,
            opening: [0; ROWS],
            closing: [0; ROWS],
            fault: None,
        }
    }

    fn seen(mut self, m: &Interval) -> Self {
        if m.is_error() {
            return self;
        }
        let row = Some(m.row);
        if self.last.is_some_and(|l| l.order() > m.order()) {
            self.fault.get_or_insert(BrokenTable { row, fault: Fault::Disorder });
        }
        let on_day = |day| {
            let continued = self.last.is_some_and(|l| {
                l.row == m.row && l.is_linked_to(m) && l.ended_on == Some(day) && m.start > day
            });
            m.is_active_on(day) || continued
        };
        let (opens, closes) = (on_day(self.days.eve), on_day(self.days.to));
        for (counted, stock, last) in [
            (opens, &mut self.opening, &mut self.last_opening),
            (closes, &mut self.closing, &mut self.last_closing),
        ] {
            if counted {
                stock[m.row.index()] += 1;
                if last.replace(m.person) == Some(m.person) {
                    self.fault.get_or_insert(BrokenTable { row, fault: Fault::CountedTwice });
                }
            }
        }
        self.last = Some(*m);
        self
    }

    fn compare(&self, table: &StockFlow) -> Result<(), BrokenTable> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        for &row in ReportRow::ALL {
            let counts = table.row(row);
            let mine = (self.opening[row.index()], self.closing[row.index()]);
            if (counts[Column::Opening], counts[Column::Closing]) != mine {
                return Err(BrokenTable { row: Some(row), fault: Fault::Recount });
            }
        }
        let mine = (self.opening.iter().sum::<u64>(), self.closing.iter().sum::<u64>());
        if (table.total[Column::Opening], table.total[Column::Closing]) != mine {
            return Err(BrokenTable { row: None, fault: Fault::Recount });
        }
        Ok(())
    }
}

struct Count {
    days: Days,
    stock: Stock,
    ins_across: u64,
    outs_across: u64,
    partly_known_births: u64,
}

impl Count {
    fn new(period: Period) -> Self {
        let stock = Stock {
            table: StockFlow::default(),
            breakdowns: Breakdowns::new(period.to()),
            notes: Vec::new(),
        };
        Self {
            days: Days::of(period),
            stock,
            ins_across: 0,
            outs_across: 0,
            partly_known_births: 0,
        }
    }

    fn flows(&mut self, run: &Run) {
        let Days { from, to, .. } = self.days;
        let counts = &mut self.stock.table.rows[run.span.row.index()];
        if (from..=to).contains(&run.span.start) {
            let column = match (run.linked_before, run.span.source) {
                (Some(before), _) => {
                    self.ins_across += u64::from(before < from);
                    Column::ChangedIn
                }
                (None, Some(Inflow::MovedIn)) => Column::MovedIn,
                (None, _) => Column::New,
            };
            counts[column] += 1;
        }
        if run.span.ended_on.is_some_and(|end| (from..=to).contains(&end)) {
            let column = match (run.linked_after, run.span.end_reason) {
                (Some(after), _) => {
                    self.outs_across += u64::from(after > to);
                    Column::ChangedOut
                }
                (None, Some(EndReason::MovedOut)) => Column::MovedOut,
                (None, Some(EndReason::Completed | EndReason::TermOver)) => Column::Ended,
                (None, _) => Column::Stopped,
            };
            counts[column] += 1;
        }
    }

    fn stock(
        &mut self,
        run: &Run,
        people: &mut impl FnMut(PersonId) -> Option<PersonAttributes>,
    ) -> Result<(), BrokenTable> {
        let Days { eve, to, .. } = self.days;
        let counts = &mut self.stock.table.rows[run.span.row.index()];
        counts[Column::Opening] += u64::from(run.span.is_active_on(eve));
        if !run.span.is_active_on(to) {
            return Ok(());
        }
        counts[Column::Closing] += 1;
        let Some(person) = people(run.span.person) else {
            return Err(BrokenTable { row: Some(run.span.row), fault: Fault::UnknownPerson });
        };
        let since = add_days(to, -PSYCHOSIS_DAYS);
        let parts = [
            (Column::Female, person.sex == Some(Sex::Female)),
            // Born after the day: a slip of the pen, and no age.
            (Column::Under18, (0..18).contains(&age_on(person.born.first_day(), to))),
            (
                Column::Psychosis,
                person.psychosis_seen_on.is_some_and(|d| (since..=to).contains(&d)),
            ),
            (Column::Monitoring, person.monitored),
        ];
        for (column, holds) in parts {
            counts[column] += u64::from(holds);
        }
        self.partly_known_births += u64::from(!person.born_in_full());
        self.stock.breakdowns.add(&person);
        Ok(())
    }

    fn finish(mut self) -> Result<Stock, BrokenTable> {
        let total = &self.stock.table.total;
        let (changed_in, changed_out) = (total[Column::ChangedIn], total[Column::ChangedOut]);
        // A change within the period is one in and one out; what remains crossed a cut-off.
        if changed_in.checked_sub(self.ins_across) != changed_out.checked_sub(self.outs_across) {
            return Err(BrokenTable { row: None, fault: Fault::Changes });
        }
        let (ins, outs) = (self.ins_across, self.outs_across);
        if ins > 0 || outs > 0 {
            self.stock.notes.push(Note::ChangesAcrossCutOff { ins, outs, changed_in, changed_out });
        }
        if self.partly_known_births > 0 {
            self.stock.notes.push(Note::PartlyKnownBirths { people: self.partly_known_births });
        }
        let several = self.stock.breakdowns.in_several_cells();
        if several > 0 {
            self.stock.notes.push(Note::SeveralSubstances { people: several });
        }
        Ok(self.stock)
    }
}

#[cfg(test)]
#[path = "stock_flow_tests.rs"]
mod tests;
