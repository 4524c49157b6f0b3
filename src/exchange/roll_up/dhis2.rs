//! DHIS2's `POST /api/dataValueSets`, the form for many units and periods (DHIS2 developer manual,
//! "Sending bulks of data values"): values with their own `dataElement`, `period`, `orgUnit`,
//! `categoryOptionCombo`, all named by code. The id schemes stand in the document, where they go
//! before those of the address.
//!
//! | here | in DHIS2 |
//! |---|---|
//! | unit code | code of the organisation unit |
//! | indicator code (`stock_flow.opening`, `activity.tests`) | code of the data element |
//! | row or key (`row.addicted`, `age.<14`) | code of the category option combination |
//!
//! Totals are not sent: DHIS2 adds up itself, and would count them twice. A period keeps its name
//! (`2026-11` is `202611`) although ours runs from the 15th to the 14th.

use crate::domain::date::Period;
use crate::domain::report::{Figure, Tally};
use crate::domain::rollup::RollUp;
use crate::domain::word::Word;
use serde::Serialize;

/// A period as DHIS2 writes it: `202611`, `2026Q4`, `2026S2`, `2026`.
pub fn period_form(period: Period) -> String {
    match period {
        Period::Month(year, month) => format!("{year}{month:02}"),
        Period::Quarter(year, quarter) => format!("{year}Q{quarter}"),
        Period::Half(year, half) => format!("{year}S{half}"),
        Period::Year(year) => year.to_string(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DataValueSet<'a> {
    data_element_id_scheme: &'static str,
    org_unit_id_scheme: &'static str,
    category_option_combo_id_scheme: &'static str,
    data_values: Vec<DataValue<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DataValue<'a> {
    data_element: &'a str,
    period: &'a str,
    org_unit: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category_option_combo: Option<&'a str>,
    value: String,
}

/// The document for every unit in the sums.
///
/// # Errors
/// None: its keys are text and its values too.
pub fn data_value_set(roll_up: &RollUp) -> serde_json::Result<Vec<u8>> {
    let period = period_form(roll_up.period);
    let codes: Vec<(String, Option<String>)> =
        Figure::all().iter().map(|f| (f.indicator(), combo(*f))).collect();
    let place = |figure: Figure| Figure::all().binary_search(&figure).unwrap_or_default();
    let mut data_values = Vec::new();
    for line in &roll_up.units {
        for (figure, count) in line.tally.iter().flat_map(Tally::iter) {
            if matches!(figure, Figure::Flow(None, _)) {
                continue;
            }
            let (element, combo) = &codes[place(figure)];
            data_values.push(DataValue {
                data_element: element,
                period: &period,
                org_unit: &line.unit.code,
                category_option_combo: combo.as_deref(),
                value: count.to_string(),
            });
        }
    }
    serde_json::to_vec(&DataValueSet {
        data_element_id_scheme: "code",
        org_unit_id_scheme: "code",
        category_option_combo_id_scheme: "code",
        data_values,
    })
}

/// Codes of option combinations are unique in DHIS2: `unknown` of age is not `unknown` of sex.
fn combo(figure: Figure) -> Option<String> {
    let category = figure.category()?;
    Some(match figure {
        Figure::Part(dimension, _) => format!("{}.{category}", dimension.code()),
        _ => format!("row.{category}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rollup::{Expected, Merged, Part};
    use crate::exchange::report_sample::sample;
    use serde_json::Value;
    use std::collections::BTreeSet;

    #[test]
    fn periods_are_written_as_dhis2_writes_them() {
        let check = |code: &str, form: &str| {
            assert_eq!(period_form(code.parse().unwrap()), form);
        };
        check("2026-03", "202603");
        check("2026-Q4", "2026Q4");
        check("2026-H1", "2026S1");
        check("2026", "2026");
    }

    /// The fields that DHIS2 takes, by its developer manual (dhis2/dhis2-docs,
    /// `src/developer/web-api/data.md`, sections "Sending bulks of data values", "Identifier
    /// schemes" and the table of import parameters). Everything in a value is text.
    #[test]
    fn the_document_keeps_to_the_published_form() {
        let set =
            ["dataElementIdScheme", "orgUnitIdScheme", "categoryOptionComboIdScheme", "dataValues"];
        let allowed_in_set: BTreeSet<&str> = set
            .into_iter()
            .chain([
                "dataSetIdScheme",
                "idScheme",
                "dataSet",
                "completeDate",
                "period",
                "orgUnit",
                "attributeOptionCombo",
            ])
            .collect();
        let required = ["dataElement", "period", "orgUnit", "value"];
        let allowed: BTreeSet<&str> = required
            .into_iter()
            .chain(["categoryOptionCombo", "attributeOptionCombo", "comment"])
            .collect();
        let report = sample();
        let mut merged = Merged::default();
        let part = Part {
            unit: "00307".to_owned(),
            period: report.period,
            revision: 1,
            made: None,
            tally: Tally::of(&report),
        };
        merged.take([1; 32], part);
        let units = ["00307", "00310"].map(|code| Expected {
            code: code.to_owned(),
            name: "Phường Mẫu".to_owned(),
            parent: "Tỉnh".to_owned(),
        });
        let rolled = RollUp::new(report.period, report.period.to(), units.into_iter(), &merged);
        let document: Value = serde_json::from_slice(&data_value_set(&rolled).unwrap()).unwrap();
        let fields = document.as_object().unwrap();
        assert!(fields.keys().all(|key| allowed_in_set.contains(key.as_str())));
        assert!(set.iter().all(|key| fields.contains_key(*key)));
        for scheme in &set[..3] {
            let named = fields[*scheme].as_str().unwrap();
            assert!(["uid", "code", "name"].contains(&named), "{named}");
        }
        let values = document["dataValues"].as_array().unwrap();
        let mut once = BTreeSet::new();
        for value in values {
            let fields = value.as_object().unwrap();
            assert!(required.iter().all(|key| fields.contains_key(*key)), "{value}");
            for (key, text) in fields {
                assert!(allowed.contains(key.as_str()), "{key}");
                let text = text.as_str().expect("text");
                assert!((1..=50).contains(&text.len()), "codes have at most 50 characters: {text}");
            }
            assert!(value["value"].as_str().unwrap().parse::<u64>().is_ok());
            let element = value["dataElement"].as_str().unwrap();
            let combo = value["categoryOptionCombo"].as_str().unwrap_or_default();
            assert!(once.insert((element.to_owned(), combo.to_owned())), "{element} {combo} twice");
            assert_ne!(combo, "row.total");
        }
        let given = Tally::of(&report).iter().count();
        assert_eq!(values.len(), given - 13, "all but the total row, one unit");
        let find = |element: &str, combo: &str| {
            let hit = values.iter().find(|v| {
                v["dataElement"] == element
                    && v["categoryOptionCombo"].as_str().unwrap_or_default() == combo
            });
            hit.map(|v| v["value"].as_str().unwrap().to_owned())
        };
        assert_eq!(find("stock_flow.opening", "row.user_management").as_deref(), Some("1"));
        assert_eq!(find("breakdowns.age", "age.30+").as_deref(), Some("1"));
        assert_eq!(find("activity.overdue_U5", "").as_deref(), Some("2"));
    }
}
