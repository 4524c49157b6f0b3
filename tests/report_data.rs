//! The counting rules against the two workbooks and the tables an independent program made of
//! them. The sheets are read here directly, without import and registry, so that a difference can
//! only be a misreading of the rules.

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use chrono::NaiveDate;
use hoso::domain::date::{PartialDate, Period, parse_partial};
use hoso::domain::id::PersonId;
use hoso::domain::report::{
    Column, Interval, PersonAttributes, Reach, ReportRow, SubstanceSet, row_code, row_of,
    stock_flow,
};
use hoso::domain::word::{EndReason, Inflow, MeasureCode, Sex, Word, squash};
use serde_json::Value;
use std::collections::HashMap;

/// A sheet's rows under its header row, wherever that is; columns are named by their header.
struct Sheet {
    columns: HashMap<String, usize>,
    rows: Vec<Vec<Data>>,
}

impl Sheet {
    fn read(path: &str, name: &str) -> Self {
        let mut book: Xlsx<_> = open_workbook(path).unwrap();
        let range = book.worksheet_range(name).unwrap();
        let mut rows = range.rows().map(<[Data]>::to_vec);
        let header = rows.find(|r| r.iter().any(|c| squash(&c.to_string()) == "sohoso")).unwrap();
        let columns = header.iter().enumerate().map(|(i, c)| (squash(&c.to_string()), i)).collect();
        Self { columns, rows: rows.filter(|r| r.iter().any(|c| !c.is_empty())).collect() }
    }

    fn cell<'a>(&self, row: &'a [Data], header: &str) -> &'a Data {
        &row[self.columns[&squash(header)]]
    }

    fn text(&self, row: &[Data], header: &str) -> Option<String> {
        let text = self.cell(row, header).to_string().trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    fn date(&self, row: &[Data], header: &str) -> Option<PartialDate> {
        let cell = self.cell(row, header);
        if let Data::DateTime(at) = cell {
            let (y, m, d, ..) = at.to_ymd_hms_milli();
            return NaiveDate::from_ymd_opt(y.into(), m.into(), d.into()).map(PartialDate::Day);
        }
        self.text(row, header).map(|text| parse_partial(&text).unwrap())
    }

    fn day(&self, row: &[Data], header: &str) -> Option<NaiveDate> {
        self.date(row, header).map(PartialDate::first_day)
    }
}

fn people(path: &str) -> HashMap<String, (PersonId, PersonAttributes)> {
    let sheet = Sheet::read(path, "Hồ sơ");
    let one = |(n, row): (usize, &Vec<Data>)| {
        let attributes = PersonAttributes {
            born: sheet.date(row, "Ngày sinh").unwrap(),
            sex: Sex::from_text(&sheet.text(row, "Giới tính").unwrap()),
            psychosis_seen_on: sheet.day(row, "Ngày thấy loạn thần"),
            monitored: false,
            education: None,
            occupation: None,
            substances: SubstanceSet::default(),
            route: None,
            use_since: None,
        };
        (sheet.text(row, "Số hồ sơ").unwrap(), (PersonId(n as i64), attributes))
    };
    sheet.rows.iter().enumerate().map(one).collect()
}

fn measures(path: &str, people: &HashMap<String, (PersonId, PersonAttributes)>) -> Vec<Interval> {
    let sheet = Sheet::read(path, "Biện pháp");
    let one = |row: &Vec<Data>| {
        let code = MeasureCode::from_text(&sheet.text(row, "Biện pháp").unwrap()).unwrap();
        // Both workbooks state the legal term of every post-rehab, 12 or 24.
        let months = sheet.cell(row, "Thời hạn").as_i64();
        let months = months.or_else(|| sheet.text(row, "Thời hạn").and_then(|t| t.parse().ok()));
        assert!(code != MeasureCode::PostRehab || matches!(months, Some(12 | 24)));
        Interval {
            person: people[&sheet.text(row, "Số hồ sơ").unwrap()].0,
            row: row_of(code, months.unwrap_or_default() as u32).unwrap(),
            start: sheet.day(row, "Ngày bắt đầu").unwrap(),
            ended_on: sheet.day(row, "Ngày kết thúc"),
            end_reason: sheet
                .text(row, "Lý do kết thúc")
                .map(|r| EndReason::from_text(&r).unwrap()),
            source: sheet.text(row, "Nguồn").map(|s| Inflow::from_text(&s).unwrap()),
        }
    };
    let mut measures: Vec<Interval> = sheet.rows.iter().map(one).collect();
    measures.sort_by_key(Interval::order);
    measures
}

fn check(name: &str) {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(format!("{path}.expected.json")).unwrap())
            .unwrap();
    let people = people(&format!("{path}.xlsx"));
    let by_id: HashMap<PersonId, PersonAttributes> = people.values().copied().collect();
    let all = measures(&format!("{path}.xlsx"), &people);
    let mut differences = Vec::new();
    let mut cells = 0;
    for (code, tables) in expected.as_object().unwrap() {
        let period: Period = code.parse().unwrap();
        let reach = Reach::of(period);
        let needed = all.iter().copied().filter(|m| reach.holds(m));
        let stock = stock_flow(period, needed, |p| by_id.get(&p).copied()).unwrap();
        assert_eq!(tables.as_object().unwrap().len(), ReportRow::ALL.len() + 1);
        for (row, counts) in stock.table.lines() {
            for (column, wanted) in tables[row_code(row)].as_object().unwrap() {
                let got = counts[Column::from_code(column).unwrap()];
                cells += 1;
                if Some(got) != wanted.as_u64() {
                    differences.push(format!(
                        "{code} {} {column}: {got}, expected {wanted}",
                        row_code(row)
                    ));
                }
            }
        }
    }
    assert_eq!(cells, 7 * 10 * 12, "every cell of every period is compared");
    assert!(differences.is_empty(), "{name}:\n{}", differences.join("\n"));
}

#[test]
fn the_commune_of_240_counts_as_expected() {
    check("hoa-binh-240");
}

#[test]
fn the_messy_workbook_of_60_counts_as_expected() {
    check("hoa-binh-60-lon-xon");
}
