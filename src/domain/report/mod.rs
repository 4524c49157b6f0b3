//! The report of a period: the stock-flow table, what the closing stock is made of, and what was
//! done. Counts only: no field of a person can reach it, its keys are closed vocabularies.
//!
//! Everything is counted from streams of compact rows that the store yields in order, in one pass
//! and without memory per person. The table checks itself ([`BrokenTable`]) before anyone sees it.

pub mod activity;
pub mod breakdown;
pub mod interval;
pub mod note;
pub mod own;
pub mod plan;
pub mod programme;
pub mod row;
pub mod stock_flow;
pub mod tally;
pub mod trend;

#[cfg(test)]
mod oracle;

pub use activity::{Activity, ActivityEvent, ActivityFacts, Counter, Detection, Overdue, activity};
pub use breakdown::{Breakdowns, Dimension, KeyCount, PersonAttributes, SubstanceSet};
pub use interval::{Interval, Reach};
pub use note::Note;
pub use own::{OwnCounter, OwnWork, add_own_work, own_work};
pub use plan::{CommuneLevel, LevelSet, PlanLine, PlanTarget, percent_text};
pub use programme::Programme;
pub use row::{Column, ReportRow, row_of};
pub use stock_flow::{BrokenTable, Counts, Fault, Stock, StockFlow, row_code, stock_flow};
pub use tally::{Figure, Figures, Tally};
pub use trend::{TrendMonth, trend, trend_reach};

use super::date::Period;
use super::word::Lang;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The version of the form: columns, rows and keys of the report.
pub const FORM_VERSION: u32 = 1;

/// The unit a report is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportingUnit {
    /// Official code, 5 digits.
    pub code: String,
    /// Official name.
    pub name: String,
}

/// A unit's report of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Whose.
    pub unit: ReportingUnit,
    /// Of when.
    pub period: Period,
    /// The period has not ended: counted as if nothing more happened (tạm tính).
    pub provisional: bool,
    /// The stock-flow table.
    pub stock_flow: StockFlow,
    /// Suspected persons (nghi vấn): on a line of their own, in no row.
    pub suspected: u64,
    /// The closing stock, broken down.
    pub breakdowns: Breakdowns,
    /// What was done and what happened.
    pub activity: Activity,
    /// Programme work of the commune plans, as far as it was entered for the period.
    pub programme: BTreeMap<Programme, u64>,
    /// What the unit counts for itself and does not send; empty where case files were not read.
    pub own: OwnWork,
    /// What must be said in words.
    pub notes: Vec<Note>,
}

impl Report {
    /// Puts a report together. `today` decides whether the period is still running.
    pub fn new(
        unit: ReportingUnit,
        period: Period,
        today: NaiveDate,
        stock: Stock,
        suspected: u64,
        activity: Activity,
    ) -> Self {
        Self {
            unit,
            period,
            provisional: period.to() > today,
            stock_flow: stock.table,
            suspected,
            breakdowns: stock.breakdowns,
            activity,
            programme: BTreeMap::new(),
            own: OwnWork::new(),
            notes: stock.notes,
        }
    }
}

/// A period as people say it: "tháng 11/2026", "quý IV/2026", "6 tháng cuối năm 2026", "năm 2026".
pub fn period_words(period: Period, lang: Lang) -> String {
    const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];
    match (period, lang) {
        (Period::Month(y, m), Lang::Vi) => format!("tháng {m:02}/{y}"),
        (Period::Month(y, m), Lang::En) => format!("month {m:02}/{y}"),
        (Period::Quarter(y, q), _) => {
            let roman = ROMAN.get(q.saturating_sub(1) as usize).copied().unwrap_or_default();
            format!("{} {roman}/{y}", lang.pick("quý", "quarter"))
        }
        (Period::Half(y, 1), Lang::Vi) => format!("6 tháng đầu năm {y}"),
        (Period::Half(y, _), Lang::Vi) => format!("6 tháng cuối năm {y}"),
        (Period::Half(y, 1), Lang::En) => format!("first half of {y}"),
        (Period::Half(y, _), Lang::En) => format!("second half of {y}"),
        (Period::Year(y), _) => format!("{} {y}", lang.pick("năm", "year")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_named_as_people_say_them() {
        let check = |code: &str, vi: &str, en: &str| {
            let period: Period = code.parse().unwrap();
            assert_eq!(
                (period_words(period, Lang::Vi), period_words(period, Lang::En)),
                (vi.into(), en.into())
            );
        };
        check("2026-09", "tháng 09/2026", "month 09/2026");
        check("2026-Q4", "quý IV/2026", "quarter IV/2026");
        check("2026-H1", "6 tháng đầu năm 2026", "first half of 2026");
        check("2026-H2", "6 tháng cuối năm 2026", "second half of 2026");
        check("2026", "năm 2026", "year 2026");
    }
}
