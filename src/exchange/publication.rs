//! The publication as files: JSON, which the audit of a later one reads again, and CSV.
//!
//! A starred cell has `count` null and `suppressed` true.

use crate::domain::date::{Period, iso};
use crate::domain::publication::{Group, Key, PUBLICATION_VERSION, Publication, Shown, Table};
use crate::domain::rollup::Completeness;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    publication_version: u32,
    period: PeriodJson,
    units: UnitsJson,
    /// The rule in words, for whoever reads the file.
    rule: String,
    cells: Vec<Cell>,
}

/// How many units the numbers are of.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsJson {
    expected: usize,
    received: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodJson {
    code: String,
    from: String,
    to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    table: String,
    area: String,
    row: String,
    column: String,
    count: Option<u64>,
    suppressed: bool,
}

/// What is said about the numbers wherever they go.
pub const RULE: &str = "Số từ 1 đến 7 ghi là *; số khác làm tròn riêng từng ô đến bội số của 5; số 0 giữ nguyên. Vì làm tròn, \
     tổng có thể khác tổng các ô.";

/// No publication of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a publication")]
pub struct NoPublication;

/// The publication as JSON; it says of how many of the units it is.
///
/// # Errors
/// None: its keys are text.
pub fn publication_json(
    publication: &Publication,
    units: Completeness,
) -> serde_json::Result<String> {
    let period = publication.period;
    let cell = |(key, shown): &(Key, Shown)| Cell {
        table: key.table.code().to_owned(),
        area: key.area.to_string(),
        row: key.row.to_string(),
        column: key.column.to_string(),
        count: shown.count(),
        suppressed: *shown == Shown::Starred,
    };
    let document = Document {
        publication_version: PUBLICATION_VERSION,
        period: PeriodJson {
            code: period.to_string(),
            from: iso(period.from()),
            to: iso(period.to()),
        },
        units: UnitsJson { expected: units.expected, received: units.received },
        rule: RULE.to_owned(),
        cells: publication.cells.iter().map(cell).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n")
}

/// The publication as CSV, `period,table,area,row,column,count,suppressed`; the count of a starred
/// cell is empty (NULL to PostgreSQL's COPY).
pub fn publication_csv(publication: &Publication) -> String {
    let mut out = String::from("period,table,area,row,column,count,suppressed\n");
    for (key, shown) in &publication.cells {
        let count = shown.count().map_or_else(String::new, |n| n.to_string());
        let area = key.area.to_string();
        let area = super::cell::safe_text(&area);
        let quoted = if area.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", area.replace('"', "\"\""))
        } else {
            area.into_owned()
        };
        let _ = writeln!(
            out,
            "{},{},{quoted},{},{},{count},{}",
            publication.period,
            key.table.code(),
            key.row,
            key.column,
            *shown == Shown::Starred
        );
    }
    out
}

/// Reads a publication made earlier.
///
/// # Errors
/// [`NoPublication`] for any other document, one of another version, or counts that the rule does
/// not give.
pub fn read_publication(text: &str) -> Result<Publication, NoPublication> {
    let document: Document = serde_json::from_str(text).map_err(|_| NoPublication)?;
    if document.publication_version != PUBLICATION_VERSION {
        return Err(NoPublication);
    }
    let period: Period = document.period.code.parse().map_err(|_| NoPublication)?;
    let mut seen = BTreeSet::new();
    let mut cells = Vec::new();
    for cell in document.cells {
        let key = Key {
            table: Table::from_code(&cell.table).ok_or(NoPublication)?,
            area: Group::parse(&cell.area),
            row: Group::parse(&cell.row),
            column: Group::parse(&cell.column),
        };
        let shown = Shown::read(cell.count).ok_or(NoPublication)?;
        if cell.suppressed != (shown == Shown::Starred) || !seen.insert(key.clone()) {
            return Err(NoPublication);
        }
        cells.push((key, shown));
    }
    Ok(Publication { period, cells })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::publication::sample::Level;
    use crate::domain::publication::{Merge, Merges, Release};

    fn publication() -> Publication {
        let level = Level::random(5, 3, 200);
        let merge = Merge::parse("row=rehab_home/substitution").unwrap();
        let merges = Merges::new(vec![merge]);
        Release::new(level.periods[0], &level.whole(0), &level.areas[0], &merges).publication()
    }

    #[test]
    fn what_is_published_is_read_back() {
        let publication = publication();
        let text = publication_json(&publication, Completeness::default()).unwrap();
        assert_eq!(read_publication(&text), Ok(publication.clone()));
        assert!(text.contains("\"row\": \"rehab_home/substitution\""));
        let csv = publication_csv(&publication);
        assert_eq!(csv.lines().count(), publication.cells.len() + 1);
        let stars = publication.cells.iter().filter(|c| c.1 == Shown::Starred).count();
        assert!(stars > 0 && csv.matches(",,true").count() == stars, "no count beside a star");
        assert_eq!(text.matches("\"count\": null").count(), stars);
    }

    #[test]
    fn nothing_else_is_taken_for_one() {
        let text = publication_json(&publication(), Completeness::default()).unwrap();
        let first = text.find("\"count\": null").unwrap();
        let check = |bad: String| assert_eq!(read_publication(&bad), Err(NoPublication));
        check(String::new());
        check(text.replace("\"publication_version\": 1", "\"publication_version\": 2"));
        check(text.replace("\"period\"", "\"when\""));
        check(format!("{}\"count\": 3{}", &text[..first], &text[first + 13..]));
        check(text.replace("\"suppressed\": true", "\"suppressed\": false"));
        check(text.replace("\"table\": \"age\"", "\"table\": \"hamlet\""));
    }
}
