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

    /// Checks a value against the schema: the words of JSON Schema that ours uses, and a panic at
    /// any other, so that none is taken for checked. The first fault, with its place.
    fn fault(value: &Value, schema: &Value, root: &Value, place: &str) -> Option<String> {
        let words = schema.as_object().expect("a schema is an object");
        if let Some(name) = words.get("$ref").and_then(Value::as_str) {
            let named = root.pointer(name.trim_start_matches('#')).expect("a definition");
            return fault(value, named, root, place);
        }
        let told = |what: &str| Some(format!("{place}: {what}"));
        for (word, wanted) in words {
            // Of what is no text, its length says nothing: the type does.
            let length = |fits: &dyn Fn(u64) -> bool| {
                value.as_str().is_none_or(|text| fits(text.chars().count() as u64))
            };
            let holds = match word.as_str() {
                "type" => match wanted.as_str() {
                    Some("object") => value.is_object(),
                    Some("array") => value.is_array(),
                    Some("string") => value.is_string(),
                    Some("boolean") => value.is_boolean(),
                    other => panic!("type {other:?}"),
                },
                "enum" => wanted.as_array().unwrap().contains(value),
                "minLength" => length(&|n| n >= wanted.as_u64().unwrap()),
                "maxLength" => length(&|n| n <= wanted.as_u64().unwrap()),
                "required" => wanted
                    .as_array()
                    .unwrap()
                    .iter()
                    .all(|k| value.get(k.as_str().unwrap()).is_some()),
                "additionalProperties" => {
                    assert_eq!(wanted, &Value::Bool(false));
                    let fields = value.as_object().into_iter().flatten();
                    fields.into_iter().all(|(key, _)| words["properties"].get(key).is_some())
                }
                "properties" | "items" => true,
                other => panic!("{other} is not looked at"),
            };
            if !holds {
                return told(word);
            }
        }
        let fields = value.as_object().into_iter().flatten();
        let inner = fields
            .filter_map(|(key, v)| Some((key.clone(), v, words.get("properties")?.get(key)?)));
        let items = value.as_array().into_iter().flatten().enumerate();
        let items = items.filter_map(|(n, v)| Some((n.to_string(), v, words.get("items")?)));
        inner.chain(items).find_map(|(key, v, of)| fault(v, of, root, &format!("{place}/{key}")))
    }

    fn against_the_schema(document: &Value) -> Option<String> {
        let schema: Value = serde_json::from_str(include_str!("dhis2.schema.json")).unwrap();
        let entry = serde_json::json!({ "$ref": schema["$ref"] });
        fault(document, &entry, &schema, "")
    }

    /// The controls: what the endpoint would refuse, or leave unread, is seen.
    #[test]
    fn the_schema_tells_a_wrong_document() {
        let whole = || {
            serde_json::json!({
                "dataElementIdScheme": "code",
                "dataValues": [
                    { "dataElement": "activity.tests", "period": "202611", "orgUnit": "00307", "value": "1" },
                ],
            })
        };
        assert_eq!(against_the_schema(&whole()), None);
        let check = |at: &str, key: &str, value: Value, wanted: &str| {
            let mut wrong = whole();
            let fields = wrong.pointer_mut(at).unwrap().as_object_mut().unwrap();
            match value {
                Value::Null => drop(fields.remove(key)),
                value => drop(fields.insert(key.to_owned(), value)),
            }
            assert_eq!(against_the_schema(&wrong).as_deref(), Some(wanted), "{wrong}");
        };
        let first = "/dataValues/0";
        check("", "dataValues", Value::Null, ": required");
        check("", "dataValues", "none".into(), "/dataValues: type");
        check("", "dataElementIdscheme", "code".into(), ": additionalProperties");
        check("", "dataElementIdScheme", "codes".into(), "/dataElementIdScheme: enum");
        for key in ["dataElement", "period", "orgUnit", "value"] {
            check(first, key, Value::Null, "/dataValues/0: required");
        }
        check(first, "value", 1.into(), "/dataValues/0/value: type");
        check(first, "value", "".into(), "/dataValues/0/value: minLength");
        check(first, "categoryOption", "x".into(), "/dataValues/0: additionalProperties");
        check(first, "dataElement", "x".repeat(51).into(), "/dataValues/0/dataElement: maxLength");
    }

    #[test]
    fn the_document_keeps_to_the_published_schema() {
        let report = sample();
        let mut merged = Merged::default();
        let part = Part {
            unit: "00307".to_owned(),
            period: report.period,
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
        assert_eq!(against_the_schema(&document), None);
        for scheme in ["dataElementIdScheme", "orgUnitIdScheme", "categoryOptionComboIdScheme"] {
            assert_eq!(document[scheme], "code");
        }
        let values = document["dataValues"].as_array().unwrap();
        let mut once = BTreeSet::new();
        for value in values {
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
