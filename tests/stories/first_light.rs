//! The main job end to end: a commune's list becomes an encrypted registry with today's work and
//! the month's report.

use super::desk::{Desk, data, workbook};
use hoso::domain::id::FileNo;
use hoso::domain::report::Column;
use hoso::domain::word::Word;
use hoso::services::view::{PeopleQuery, TodayGroup};
use serde_json::Value;

fn expected(name: &str) -> serde_json::Map<String, Value> {
    let text = std::fs::read_to_string(data(name)).unwrap();
    serde_json::from_str::<Value>(&text).unwrap().as_object().unwrap().clone()
}

fn check_workbook(name: &str, people: usize) {
    let desk = Desk::new();
    let mut registry = desk.found();
    let book = workbook(&data(&format!("{name}.xlsx")));
    let dry = registry.import(&book, true, &mut |_, _| ()).unwrap();
    assert_eq!(
        registry.people(&PeopleQuery::default(), 0, 1).unwrap().total,
        0,
        "a dry run keeps nothing"
    );
    let outcome = registry.import(&book, false, &mut |_, _| ()).unwrap();
    assert_eq!(outcome.refused.len(), 0, "the workbook imports whole");
    assert_eq!(outcome.people.added, people);
    assert_eq!(
        (dry.people, dry.measures, dry.events),
        (outcome.people, outcome.measures, outcome.events)
    );

    for (code, rows) in expected(&format!("{name}.expected.json")) {
        let report = registry.report(code.parse().unwrap(), true).unwrap();
        for (row, counts) in report.stock_flow.lines() {
            let row = hoso::domain::report::row_code(row);
            for (key, wanted) in rows[row].as_object().unwrap() {
                let column = Column::from_code(key).unwrap();
                assert_eq!(counts[column], wanted.as_u64().unwrap(), "{code} {row} {key}");
            }
        }
    }

    let again = registry.import(&book, false, &mut |_, _| ()).unwrap();
    assert_eq!(again.people.unchanged, people, "importing again changes nothing");
    assert_eq!((again.people.added, again.people.updated, again.people.refused), (0, 0, 0));
    assert_eq!((again.measures.added, again.measures.updated, again.measures.refused), (0, 0, 0));
    assert_eq!((again.events.added, again.events.updated, again.events.refused), (0, 0, 0));

    drop(registry);
    let mut registry = desk.open();
    assert_eq!(registry.people(&PeopleQuery::default(), 0, 1).unwrap().total, people);
    let now = registry.today(10_000).unwrap();
    let as_of = registry.today_on(desk.now.date()).unwrap();
    for group in TodayGroup::ALL {
        assert_eq!(now.count(group), now.lines(group).len());
        let keys = |l: &[hoso::services::view::ClockLine]| {
            l.iter().map(|c| (c.file_no.clone(), c.clock, c.due)).collect::<Vec<_>>()
        };
        assert_eq!(
            keys(now.lines(group)),
            keys(as_of.lines(group)),
            "kept and recomputed agree: {}",
            group.code()
        );
    }
    assert!(registry.show(&FileNo::parse("HS-0001").unwrap(), None).is_ok());
    let check = registry.check().unwrap();
    assert_eq!(check.faults, 0);
    assert!(check.journal.is_ok());
}

#[test]
fn the_clean_workbook() {
    check_workbook("hoa-binh-240", 240);
}

#[test]
fn the_messy_workbook() {
    check_workbook("hoa-binh-60-lon-xon", 60);
}
