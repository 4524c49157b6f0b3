//! The report of a period: the stock-flow table, what the closing stock is made of, and what was
//! done. Counts only: no field of a person can reach it, its keys are closed vocabularies.
//!
//! Everything is counted from streams of compact rows that the store yields in order, in one pass
//! and without memory per person. The table checks itself ([`BrokenTable`]) before anyone sees it.

pub mod activity;
pub mod breakdown;
pub mod interval;
pub mod note;
pub mod row;
pub mod stock_flow;

#[cfg(test)]
mod oracle;

pub use activity::{Activity, ActivityEvent, ActivityFacts, Counter, Detection, activity};
pub use breakdown::{Breakdowns, Dimension, KeyCount, PersonAttributes, SubstanceSet};
pub use interval::{Interval, Reach};
pub use note::Note;
pub use row::{Column, ReportRow, row_of};
pub use stock_flow::{BrokenTable, Counts, Fault, Stock, StockFlow, row_code, stock_flow};

use super::date::Period;
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
    /// Programme work of the commune plans, by indicator; no act records it yet, so it is empty.
    pub programme: BTreeMap<String, u64>,
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
            notes: stock.notes,
        }
    }
}
