//! A report as the screen needs it: texts and counts, no more.

use super::words::Text;
use crate::domain::date::Period;

/// The stock-flow table of a period, ready to be drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportView {
    /// Which period.
    pub period: Period,
    /// The period had not ended when this was computed.
    pub provisional: bool,
    /// Columns: abbreviation (up to 4 columns wide) and full name.
    pub columns: Vec<(Text, Text)>,
    /// Rows: name and counts, in the order of the columns. The last is the total.
    pub rows: Vec<(Text, Vec<u64>)>,
    /// Suspected persons: in no row.
    pub suspected: u64,
    /// Remarks of the report, (vi, en).
    pub notes: Vec<(String, String)>,
}
