//! Made-up communes leave as an import workbook and come back through the reading child whole.

use hoso::domain::case::{Event, EventDraft, Measure, MeasureDraft};
use hoso::domain::date::parse_day;
use hoso::domain::draft::Draft;
use hoso::domain::person::{Person, PersonDraft};
use hoso::domain::word::Word;
use hoso::exchange::workbook::{Sheet, SheetKind, Workbook, read_in_child_of, write_workbook};
use hoso::services::demo::{MadeUpCase, make_commune};
use std::path::Path;

/// The rows of a sheet as (file number, draft).
fn drafts<F: Word + Ord>(book: &Workbook, kind: SheetKind) -> Vec<(String, Draft<F>)> {
    let Some(sheet) = book.sheet(kind) else { panic!("no sheet {kind}") };
    assert!(sheet.unknown_columns.is_empty() && sheet.remarks.is_empty(), "{kind}");
    let draft = |row| {
        let mut draft = Draft::new();
        for (i, column) in sheet.columns.iter().enumerate() {
            let field = column.code().and_then(F::from_code);
            if let (Some(field), Some(text)) = (field, hoso::exchange::workbook::Row::get(row, i)) {
                draft.set(field, text);
            }
        }
        (Sheet::text(sheet, row, "file_no").unwrap_or_default().to_owned(), draft)
    };
    sheet.rows.iter().map(draft).collect()
}

#[test]
fn a_commune_comes_back_from_its_workbook() {
    let on = parse_day("23/11/2026").unwrap();
    let cases: Vec<_> = make_commune(150, 3, on).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("commune.xlsx");
    write_workbook(&path, cases.iter().cloned().map(MadeUpCase::into_parts)).unwrap();
    let Ok(book) = read_in_child_of(Path::new(env!("CARGO_BIN_EXE_hoso")), &path) else {
        panic!("the workbook was not read")
    };

    let people: Vec<(String, PersonDraft)> = drafts(&book, SheetKind::People);
    assert_eq!(people.len(), cases.len());
    for ((file_no, draft), case) in people.iter().zip(&cases) {
        let read = Person::parse(draft, on).map(|(person, _)| person);
        assert!(read.is_ok_and(|person| person == case.person), "{file_no}");
    }

    let wanted = cases.iter().flat_map(|c| c.measures.iter().map(|m| (&c.person.file_no, m)));
    let measures: Vec<(String, MeasureDraft)> = drafts(&book, SheetKind::Measures);
    assert_eq!(measures.len(), wanted.clone().count());
    for ((file_no, draft), (wanted_no, wanted)) in measures.iter().zip(wanted) {
        let read = Measure::parse(draft, on).map(|(measure, _)| measure);
        // The workbook has no column for the reason of a set end date.
        let wanted = Measure { set_end_reason: None, ..wanted.clone() };
        let same = read.is_ok_and(|measure| measure == wanted) && file_no == wanted_no.as_str();
        assert!(same, "{file_no} {:?}", wanted.code);
    }

    let wanted = cases.iter().flat_map(|c| c.events.iter().map(|e| (&c.person.file_no, e)));
    let events: Vec<(String, EventDraft)> = drafts(&book, SheetKind::Events);
    assert_eq!(events.len(), wanted.clone().count());
    for ((file_no, draft), (wanted_no, wanted)) in events.iter().zip(wanted) {
        let read = Event::parse(draft, on).map(|(event, _)| event);
        let same = read.is_ok_and(|event| event == *wanted) && file_no == wanted_no.as_str();
        assert!(same, "{file_no} {:?}", wanted.kind);
    }
}

#[test]
fn a_case_can_be_cut_to_its_latest_events() {
    let on = parse_day("23/11/2026").unwrap();
    for case in make_commune(60, 3, on) {
        let (all, last) = (case.events.len(), case.events.last().cloned());
        let cut = case.with_latest_events(6);
        assert!(cut.events.len() == all.min(6) && cut.events.last().cloned() == last);
    }
}
