//! The report as one long CSV, `unit_code,period,table,row,column,count`, that PostgreSQL's COPY
//! and pandas read as it is. UTF-8 without a byte order mark; codes only, no labels.

use super::cell::safe_text;
use crate::domain::report::{Report, row_code};
use crate::domain::word::{Lang, Word};

/// The header row.
pub const HEADER: [&str; 6] = ["unit_code", "period", "table", "row", "column", "count"];

/// The report's rows under [`HEADER`]. Tables: `stock_flow` (row × column); each breakdown by its
/// name and `activity` (row = key); `suspected`. Where a table has one column it is `count`.
///
/// # Errors
/// None in memory; what the CSV writer reports.
pub fn report_csv(report: &Report) -> Result<String, csv::Error> {
    let mut file = csv::Writer::from_writer(Vec::new());
    file.write_record(HEADER)?;
    let unit = safe_text(&report.unit.code).into_owned();
    let period = report.period.to_string();
    let mut line = |table: &str, row: &str, column: &str, count: u64| {
        file.write_record([&unit, &period, table, row, column, &count.to_string()])
    };
    for (row, counts) in report.stock_flow.lines() {
        for (column, count) in counts.iter() {
            line("stock_flow", row_code(row), column.code(), count)?;
        }
    }
    line("suspected", "suspected", "count", report.suspected)?;
    for (dimension, cells) in report.breakdowns.tables() {
        for cell in cells {
            line(dimension.code(), cell.key, "count", cell.count)?;
        }
    }
    for (key, _, count) in report.activity.entries(Lang::En) {
        line("activity", &key, "count", count)?;
    }
    for (key, &count) in &report.programme {
        line("programme", key.code(), "count", count)?;
    }
    let bytes = file.into_inner().map_err(|e| csv::Error::from(e.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::report_sample::sample;

    #[test]
    fn every_count_has_one_row() {
        let text = report_csv(&sample()).unwrap();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("unit_code,period,table,row,column,count"));
        let rest: Vec<&str> = lines.collect();
        for wanted in [
            "00307,2026-11,stock_flow,user_management,opening,1",
            "00307,2026-11,stock_flow,total,closing,1",
            "00307,2026-11,stock_flow,total,changed_out,1",
            "00307,2026-11,suspected,suspected,count,3",
            "00307,2026-11,age,30+,count,1",
            "00307,2026-11,sex,unknown,count,1",
            "00307,2026-11,activity,tests,count,1",
            "00307,2026-11,activity,overdue_U5,count,2",
        ] {
            assert_eq!(rest.iter().filter(|l| **l == wanted).count(), 1, "{wanted}");
        }
        let cells: usize = sample().breakdowns.tables().map(|(_, cells)| cells.len()).sum();
        assert_eq!(rest.len(), 10 * 13 + 1 + cells + sample().activity.entries(Lang::Vi).len());
    }
}
