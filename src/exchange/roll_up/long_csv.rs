//! One row a count, `unit_code,parent,period,table,row,column,count`: the report's own long CSV
//! with the parent beside the unit. PostgreSQL's COPY and pandas read it as it is.

use crate::domain::report::{Figure, row_code};
use crate::domain::rollup::RollUp;
use crate::domain::word::Word;
use crate::exchange::cell::safe_text;
use std::fmt::Write as _;

/// The header row.
pub const HEADER: &str = "unit_code,parent,period,table,row,column,count";

/// Every count of every unit in the sums. The rows `total` of table `stock_flow` stand beside the
/// rows they sum, as on the form: a query adds either.
pub fn long_csv(roll_up: &RollUp) -> String {
    let period = roll_up.period.to_string();
    let addresses: Vec<String> = Figure::all().iter().map(|f| address(*f)).collect();
    let place = |figure: Figure| Figure::all().binary_search(&figure).unwrap_or_default();
    let mut out = format!("{HEADER}\n");
    for line in &roll_up.units {
        let Some(tally) = &line.tally else { continue };
        let head = format!("{},{},{period}", line.unit.code, field(&line.unit.parent));
        for (figure, count) in tally.iter() {
            let _ = writeln!(out, "{head},{},{count}", addresses[place(figure)]);
        }
    }
    out
}

/// Table, row and column: codes only, which need no quotes.
fn address(figure: Figure) -> String {
    match figure {
        Figure::Flow(row, column) => format!("stock_flow,{},{}", row_code(row), column.code()),
        Figure::Suspected => "suspected,suspected,count".to_owned(),
        Figure::Part(dimension, _) => {
            format!("{},{},count", dimension.code(), figure.category().unwrap_or_default())
        }
        Figure::Done(counter) => format!("activity,{},count", counter.code()),
        Figure::Overdue(clock) => format!("activity,overdue_{},count", clock.code()),
        Figure::Programme(work) => format!("programme,{},count", work.code()),
    }
}

/// A name as a field: never a formula to a spreadsheet, in quotes where it needs them.
fn field(text: &str) -> String {
    let text = safe_text(text);
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::Tally;
    use crate::domain::rollup::{Expected, Merged, Part};
    use crate::exchange::report_sample::sample;

    #[test]
    fn every_count_of_every_unit_has_one_row() {
        let report = sample();
        let mut merged = Merged::default();
        for (n, unit) in ["00307", "00310"].into_iter().enumerate() {
            merged.take(
                [n as u8; 32],
                Part {
                    unit: unit.to_owned(),
                    period: report.period,
                    made: None,
                    tally: Tally::of(&report),
                },
            );
        }
        let expected = ["00307", "00310", "00311"].map(|code| Expected {
            code: code.to_owned(),
            name: "Phường Mẫu".to_owned(),
            parent: "Tỉnh \"A\", B".to_owned(),
        });
        let rolled = RollUp::new(report.period, report.period.to(), expected.into_iter(), &merged);
        let text = long_csv(&rolled);
        let mut read = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(read.headers().unwrap().iter().collect::<Vec<_>>().join(","), HEADER);
        let rows: Vec<csv::StringRecord> = read.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 2 * Tally::of(&report).iter().count());
        assert!(rows.iter().all(|row| &row[1] == "Tỉnh \"A\", B" && &row[2] == "2026-11"));
        let wanted =
            ["00310", "Tỉnh \"A\", B", "2026-11", "stock_flow", "user_management", "opening", "1"];
        assert_eq!(rows.iter().filter(|row| *row == wanted.as_slice()).count(), 1);
        let wanted = ["00307", "Tỉnh \"A\", B", "2026-11", "activity", "overdue_U5", "count", "2"];
        assert_eq!(rows.iter().filter(|row| *row == wanted.as_slice()).count(), 1);
        // The same addresses as the report's own CSV.
        let own = crate::exchange::report_csv::report_csv(&report).unwrap();
        for line in own.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let same = |row: &&csv::StringRecord| {
                row[0] == *fields[0] && row.iter().skip(3).eq(fields[2..].iter().copied())
            };
            assert_eq!(rows.iter().filter(same).count(), 1, "{line}");
        }
    }
}
