//! `schema.sql` against the words and fields of the domain: a code that the program knows and the
//! file refuses (or the other way round) would be an act that cannot be saved.

use super::{none, read};
use hoso::domain::case::{EventField, MeasureField};
use hoso::domain::person::PersonField;
use hoso::domain::retention::Ground;
use hoso::domain::team::TeamRole;
use hoso::domain::word::{
    DocumentKind, Education, EndReason, EventKind, Inflow, Law, MeasureCode, OccupationGroup,
    Outcome, RiskLevel, Role, Route, Sample, Sex, TestGround, ViolationStep, Word,
};
use std::collections::BTreeSet;

/// A column: table, name, and the text of its definition.
struct Column {
    table: String,
    name: String,
    text: String,
}

/// The columns of every table, in order.
fn columns(sql: &str) -> Vec<Column> {
    let sql: String =
        sql.lines().map(|l| l.split("--").next().unwrap_or("").to_owned() + "\n").collect();
    let mut columns = Vec::new();
    for table in sql.split("CREATE TABLE ").skip(1) {
        let (name, body) = table.split_once('(').unwrap();
        let body = &body[..body.find(") STRICT").expect("every table is STRICT")];
        let mut depth = 0;
        let parts = body.split(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            c == ',' && depth == 0
        });
        for part in parts.map(str::trim) {
            let first = part.split_whitespace().next().unwrap_or_default();
            if !["CHECK", "PRIMARY", "FOREIGN", "UNIQUE", ""].contains(&first) {
                columns.push(Column {
                    table: name.trim().to_owned(),
                    name: first.to_owned(),
                    text: part.to_owned(),
                });
            }
        }
    }
    columns
}

/// The words of `CHECK (name IN ('a', 'b'))` or of `CHECK (name = 'a' OR name = 'b')`; `None` where
/// the column has no such list.
fn listed(column: &Column) -> Option<BTreeSet<String>> {
    let (_, check) = column.text.split_once("CHECK (")?;
    let name = &column.name;
    let words: Vec<&str> = if let Some(list) = check.strip_prefix(&format!("{name} IN (")) {
        list.split(')').next()?.split(", ").collect()
    } else {
        let equal = format!("{name} = ");
        check
            .trim_end_matches(')')
            .split(" OR ")
            .map(|w| w.strip_prefix(&equal))
            .collect::<Option<_>>()?
    };
    let word = |w: &str| w.strip_prefix('\'')?.strip_suffix('\'').map(str::to_owned);
    words.into_iter().map(word).collect()
}

fn codes<W: Word>() -> BTreeSet<String> {
    W::ALL.iter().map(|w| w.code().to_owned()).collect()
}

/// Every closed list of the schema and the vocabulary it must equal.
fn vocabulary(table: &str, column: &str) -> Option<BTreeSet<String>> {
    Some(match (table, column) {
        ("officer", "role") => codes::<Role>(),
        ("person", "sex") => codes::<Sex>(),
        ("person", "document_kind") => codes::<DocumentKind>(),
        ("person", "education") => codes::<Education>(),
        ("person", "occupation_group") => codes::<OccupationGroup>(),
        ("person", "route") => codes::<Route>(),
        ("person", "psychosis" | "released_prisoner") | ("event", "same_sex" | "guardian") => {
            ["yes", "no"].map(str::to_owned).into()
        }
        ("measure", "measure") => codes::<MeasureCode>(),
        ("measure", "law") => codes::<Law>(),
        ("measure", "source") => codes::<Inflow>(),
        ("measure", "end_reason") => codes::<EndReason>(),
        ("event", "kind") => codes::<EventKind>(),
        ("event", "outcome") => codes::<Outcome>(),
        ("event", "ground") => codes::<TestGround>(),
        ("event", "sample") => codes::<Sample>(),
        ("event", "step") => codes::<ViolationStep>(),
        ("team_member", "role") => codes::<TeamRole>(),
        ("standing", "risk") | ("assessment", "computed" | "level" | "own_level") => {
            codes::<RiskLevel>()
        }
        ("destruction", "ground") => codes::<Ground>(),
        ("destruction", "outcome") => ["destroyed", "withdrawn"].map(str::to_owned).into(),
        ("merge_row", "object") => ["measure", "event"].map(str::to_owned).into(),
        // What can be mended; the journal's own objects know more (registry, officer, report).
        ("revision", "object") => {
            ["person", "measure", "event", "assignment", "team"].map(str::to_owned).into()
        }
        _ => return None,
    })
}

fn word_faults(sql: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for column in columns(sql) {
        let at = format!("{}.{}", column.table, column.name);
        match (listed(&column), vocabulary(&column.table, &column.name)) {
            (None, None) => {}
            (Some(_), None) => faults.push(format!("{at}: a list without a vocabulary here")),
            (None, Some(_)) => faults.push(format!("{at}: no CHECK list")),
            (Some(sql), Some(words)) => {
                let odd = sql.symmetric_difference(&words).cloned().collect::<Vec<_>>();
                if !odd.is_empty() {
                    faults.push(format!("{at}: only on one side: {}", odd.join(", ")));
                }
            }
        }
    }
    faults
}

/// Columns of a table that are no field of its form must be named here.
fn field_faults<F: Word>(sql: &str, table: &str, own: &[&str]) -> Vec<String> {
    let fields = codes::<F>();
    let stored: BTreeSet<String> = columns(sql)
        .into_iter()
        .filter(|c| c.table == table && !own.contains(&c.name.as_str()))
        .map(|c| c.name)
        .collect();
    let odd = stored.symmetric_difference(&fields);
    odd.map(|name| format!("{table}.{name}: column or field, not both")).collect()
}

#[test]
fn closed_lists_are_the_vocabularies() {
    let sql = read("schema.sql");
    assert!(columns(&sql).iter().filter(|c| listed(c).is_some()).count() >= 14);
    none(&word_faults(&sql));
}

#[test]
fn columns_are_the_fields() {
    let sql = read("schema.sql");
    let person = [
        "id",
        "assigned_to",
        "merged_into",
        "search_key",
        "marked_key",
        "sort_key",
        "traits",
        "report_days",
    ];
    let mut faults = field_faults::<PersonField>(&sql, "person", &person);
    let measure = ["id", "person_id", "computed_end", "flow"];
    faults.extend(field_faults::<MeasureField>(&sql, "measure", &measure));
    let event = ["id", "person_id", "cancelled_at", "cancelled_by", "cancel_reason"];
    faults.extend(field_faults::<EventField>(&sql, "event", &event));
    none(&faults);
}

#[test]
fn every_table_says_what_it_is() {
    let sql = read("schema.sql");
    let bare = |(at, _): &(usize, &str)| {
        !sql[..*at].trim_end().lines().next_back().is_some_and(|l| l.starts_with("--"))
    };
    let tables: Vec<_> = sql.match_indices("CREATE TABLE").collect();
    assert!(tables.len() >= 11);
    none(
        &tables
            .into_iter()
            .filter(bare)
            .map(|(at, _)| sql[at..].lines().next().unwrap().to_owned())
            .collect::<Vec<_>>(),
    );
}

#[test]
fn the_checks_see_what_is_wrong() {
    let sql = "CREATE TABLE person (\n  id INTEGER, -- a, comment\n  sex TEXT CHECK (sex IN ('male', 'man')),\n  n INTEGER CHECK (n IN (0, 1)),\n  odd TEXT CHECK (odd = 'a' OR odd = 'b'),\n  route TEXT,\n  CHECK (n > 0)\n) STRICT;";
    let names: Vec<String> = columns(sql).into_iter().map(|c| c.name).collect();
    assert_eq!(names, ["id", "sex", "n", "odd", "route"]);
    assert_eq!(
        word_faults(sql),
        [
            "person.sex: only on one side: female, man",
            "person.odd: a list without a vocabulary here",
            "person.route: no CHECK list",
        ]
    );
    assert!(
        field_faults::<PersonField>(sql, "person", &["id"])
            .contains(&"person.n: column or field, not both".to_owned())
    );
}
