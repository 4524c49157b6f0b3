//! A split restores both people exactly: every row and field, numbers, history.

use super::demo::{MadeUpCase, make_commune};
use super::registry::Registry;
use super::test_desk;
use super::view::PeopleQuery;
use crate::domain::case::{EventDraft, EventField as E};
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::Act;
use crate::domain::person::{PersonDraft, PersonField as P};
use crate::domain::word::Word;
use proptest::prelude::*;
use std::collections::BTreeSet;
use tempfile::TempDir;

const PEOPLE: usize = 7;

fn registry(seed: u64) -> (TempDir, Registry) {
    let (folder, mut registry) = test_desk::registry();
    let cases = make_commune(PEOPLE, seed, registry.now().date()).map(MadeUpCase::into_parts);
    registry.load_made_up(cases, &mut |_| {}).unwrap();
    (folder, registry)
}

/// Everybody with a past of corrections: an event cancelled, one corrected, a phone edited, an
/// officer in charge of every other.
fn live(r: &mut Registry, files: &[FileNo]) {
    for (i, file) in files.iter().enumerate() {
        let case = r.load(file).unwrap();
        if let [first, .., last] = case.events.as_slice() {
            r.cancel_event(file, first.id, "ghi nhầm").unwrap();
            let note = EventDraft::new().with(E::Text, "đã đính chính");
            let _ = r.correct_event(file, last.id, &note, "ghi thiếu");
        }
        let phone = PersonDraft::new().with(P::Phone, format!("09000000{i:02}"));
        r.edit_person(file, &phone).unwrap();
        if i % 2 == 0 {
            r.assign(std::slice::from_ref(file), "truong").unwrap();
        }
    }
}

fn files(r: &mut Registry) -> Vec<FileNo> {
    let page = r.people(&PeopleQuery::default(), 0, 100).unwrap();
    page.lines.into_iter().map(|l| l.file_no).collect()
}

fn id(r: &Registry, file: &FileNo) -> PersonId {
    r.store.row_by_file(file).unwrap().unwrap()
}

/// Cancels what the second file has at the same time as the first, as the refusal asks.
fn make_room(r: &mut Registry, kept: &FileNo, away: &FileNo) {
    let (kept, other) = (r.load(kept).unwrap(), r.load(away).unwrap());
    for m in &other.measures {
        if kept.measures.iter().any(|k| k.record.overlaps(&m.record)) {
            r.cancel_measure(away, m.id, "ghi hai lần").unwrap();
        }
    }
}

/// What an officer does to a merged file before he finds that it is two people.
fn act_on(r: &mut Registry, file: &FileNo, which: u8) {
    let note = EventDraft::new().with(E::Kind, "note").with(E::At, "21/11/2026 09:00");
    if which & 1 > 0 {
        r.record(file, &note.with(E::Text, "việc sau khi gộp")).unwrap();
    }
    if which & 2 > 0 {
        let changes = PersonDraft::new().with(P::Workplace, "Xưởng mới");
        r.edit_person(file, &changes).unwrap();
    }
    if which & 4 > 0 {
        let changes = PersonDraft::new().with(P::Phone, "0911111111");
        r.edit_person(file, &changes).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_split_restores_both(seed in 0u64..1000, later in 0u8..8, taken in 0u32.., officer: bool, turn in 0usize..7) {
        let (_folder, mut r) = registry(seed);
        let mut files = files(&mut r);
        prop_assert_eq!(files.len(), PEOPLE);
        live(&mut r, &files);
        files.rotate_left(turn);
        let take: BTreeSet<P> =
            P::ALL.iter().filter(|f| taken >> (**f as u32) & 1 > 0).copied().collect();
        let everybody: Vec<PersonId> = files.iter().map(|f| id(&r, f)).collect();
        let rows = |r: &Registry| everybody.iter().map(|i| r.store.rows_of(*i)).collect::<Vec<_>>();
        let pairs = (0..PEOPLE).flat_map(|i| (0..PEOPLE).map(move |j| (i, j))).filter(|(i, j)| i != j);
        let mut merged = None;
        let mut before = rows(&r);
        for (i, j) in pairs {
            make_room(&mut r, &files[i], &files[j]);
            before = rows(&r);
            if r.merge(&files[i], &files[j], &take, officer, "một người").is_ok() {
                merged = Some((i, j));
                break;
            }
            prop_assert!(rows(&r) == before, "a refused merge leaves everything as it was");
        }
        prop_assert!(merged.is_some(), "seven people and no two that could be one");
        let Some((i, j)) = merged else { return Ok(()) };
        let (kept, away) = (&files[i], &files[j]);
        // While merged: one person fewer, found by either number, the other's rows are his.
        prop_assert_eq!(r.people(&PeopleQuery::default(), 0, 100).unwrap().total, PEOPLE - 1);
        let find = PeopleQuery { find: away.to_string(), ..PeopleQuery::default() };
        let found = r.people(&find, 0, 100).unwrap();
        prop_assert!(found.lines.iter().any(|l| l.file_no == *kept));
        prop_assert!(r.show(away, None).unwrap().case.person.file_no == *kept);
        prop_assert_eq!(r.store.rows_of(everybody[j]).len(), 1, "only the row that went away");
        act_on(&mut r, kept, later);
        let outcome = r.split(away, "hai người khác nhau").unwrap();
        prop_assert_eq!((&outcome.kept, &outcome.away), (kept, away));
        prop_assert_eq!(outcome.events_stay, usize::from(later & 1));
        let after = rows(&r);
        for k in (0..PEOPLE).filter(|k| *k != i) {
            prop_assert!(after[k] == before[k], "everybody but the survivor is as before");
        }
        if later == 0 {
            prop_assert!(after[i] == before[i], "so is he");
            prop_assert_eq!(outcome.fields_stay.len(), 0);
        } else {
            // What came later stays, everything else is as before.
            let lost: Vec<&String> = before[i].iter().filter(|row| !after[i].contains(row)).collect();
            let edited = usize::from(later & 6 > 0);
            prop_assert_eq!(lost.len(), edited, "only the row of the person differs");
            prop_assert!(lost.iter().all(|row| row.starts_with("person ")));
            prop_assert_eq!(after[i].len(), before[i].len() + usize::from(later & 1));
            let now = r.load(kept).unwrap().person.draft();
            if later & 2 > 0 {
                prop_assert_eq!(now.get(P::Workplace), Some("Xưởng mới"));
            }
            if later & 4 > 0 {
                prop_assert_eq!(now.get(P::Phone), Some("0911111111"));
            }
        }
        // The history of both: what it was, and then the merge and the split.
        for k in [i, j] {
            let history = r.history(&files[k]).unwrap();
            let new = [Act::PersonsMerged, Act::PersonsSplit, Act::NotSamePerson, Act::Assigned, Act::EventRecorded, Act::PersonEdited];
            let from = history.iter().position(|l| l.act == Act::PersonsMerged).unwrap();
            prop_assert!(history[from..].iter().all(|l| new.contains(&l.act)));
            prop_assert_eq!(history[..from].iter().filter(|l| l.act == Act::PersonAdded).count(), 1);
        }
        let check = r.check().unwrap();
        prop_assert_eq!(check.faults, 0);
        prop_assert!(check.journal.is_ok());
        // And again: a file that was split can be merged once more.
        prop_assert!(r.merge(kept, away, &take, officer, "vẫn là một người").is_ok());
    }
}
