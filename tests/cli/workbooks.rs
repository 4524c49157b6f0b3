//! Both sample workbooks come in whole, give the expected tables of all seven periods, and change
//! nothing when they come in again.

use super::bench::{Bench, data};
use serde_json::Value;

fn check(name: &str, people: u64) {
    let bench = Bench::founded();
    let workbook = data(&format!("{name}.xlsx"));

    let came = bench.run(&["import", &workbook, "--json"]).ended(0).json();
    assert_eq!(came["people"]["added"], people);
    assert_eq!(came["refused"].as_array().map(Vec::len), Some(0));

    let text = std::fs::read_to_string(data(&format!("{name}.expected.json"))).unwrap();
    let expected: Value = serde_json::from_str(&text).unwrap();
    let periods = expected.as_object().unwrap();
    assert_eq!(periods.len(), 7);
    for (period, rows) in periods {
        let report = bench.run(&["report", "--period", period, "--json"]).ended(0).json();
        assert_eq!(report["period"]["code"], *period);
        let lines = report["stock_flow"].as_array().unwrap();
        for (row, cells) in rows.as_object().unwrap() {
            let line = lines.iter().find(|line| line["row"] == **row).unwrap();
            for (column, count) in cells.as_object().unwrap() {
                assert_eq!(line[column], *count, "{name} {period} {row} {column}");
            }
        }
    }

    let again = bench.run(&["import", &workbook, "--json"]).ended(0).json();
    for sheet in ["people", "measures", "events"] {
        for count in ["added", "updated", "refused"] {
            assert_eq!(again[sheet][count], 0, "{sheet} {count}");
        }
    }
    assert_eq!(again["people"]["unchanged"], people);
}

#[test]
fn the_tidy_workbook() {
    check("hoa-binh-240", 240);
}

#[test]
fn the_untidy_workbook() {
    check("hoa-binh-60-lon-xon", 60);
}
