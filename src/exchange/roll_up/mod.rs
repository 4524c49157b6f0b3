//! A roll-up as files: one long CSV, DHIS2's `dataValueSets`, a workbook, and its sums as JSON.

mod dhis2;
mod long_csv;
mod sheet;

pub use dhis2::{data_value_set, period_form};
pub use long_csv::{HEADER, long_csv};
pub use sheet::roll_up_sheet;

use crate::domain::report::{Column, Dimension, Figure, ReportRow, Tally, row_code};
use crate::domain::word::Word;
use serde_json::{Map, Value, json};

/// The counts in the shape of `report --json`, without unit, period and notes.
pub fn tally_json(tally: &Tally) -> Value {
    let rows = ReportRow::ALL.iter().copied().map(Some).chain([None]);
    let line = |row: Option<ReportRow>| {
        let mut line = Map::from_iter([("row".to_owned(), row_code(row).into())]);
        for &column in Column::ALL {
            line.insert(column.code().to_owned(), tally.count(Figure::Flow(row, column)).into());
        }
        Value::Object(line)
    };
    let breakdown = |&dimension: &Dimension| {
        let cells = tally.breakdown(dimension);
        let cells = cells.iter().map(|c| json!({ "key": c.key, "count": c.count }));
        (dimension.code().to_owned(), Value::Array(cells.collect()))
    };
    json!({
        "stock_flow": rows.map(line).collect::<Vec<_>>(),
        "suspected": tally.count(Figure::Suspected),
        "breakdowns": Dimension::ALL.iter().map(breakdown).collect::<Map<_, _>>(),
        "activity": group(tally, "activity."),
        "programme": group(tally, "programme."),
    })
}

fn group(tally: &Tally, prefix: &str) -> Map<String, Value> {
    let entry = |(figure, count): (Figure, u64)| {
        let key = figure.indicator().strip_prefix(prefix)?.to_owned();
        Some((key, Value::from(count)))
    };
    tally.iter().filter_map(entry).collect()
}
