//! The list of files due for review, which begins with an index, against every file judged by itself.

use super::demo::{MadeUpCase, make_commune};
use super::registry::Registry;
use super::test_desk::registry;
use crate::domain::case::{EventDraft, EventField as E};
use crate::domain::id::FileNo;
use crate::domain::person::{PersonDraft, PersonField as P};
use crate::domain::retention::Ground;
use crate::domain::word::Word;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Files that are due on a day, by every file.
fn due(r: &Registry, on: NaiveDate) -> BTreeMap<FileNo, Ground> {
    let rules = r.book.retention();
    let cases = r.store.cases().unwrap().map(Result::unwrap);
    let due = cases.filter_map(|case| {
        let review = rules.review(&case).filter(|review| review.is_due(on))?;
        Some((case.person.file_no, review.ground))
    });
    due.collect()
}

#[test]
fn the_list_holds_every_file_that_is_due_and_no_other() {
    let (_folder, mut r) = registry();
    let today = r.now().date();
    let cases = make_commune(120, 5, today).map(MadeUpCase::into_parts);
    r.load_made_up(cases, &mut |_| {}).unwrap();
    // Some whose every measure was a mistake, one made part of another's file, suspects cleared or not.
    let all: Vec<_> = r.store.cases().unwrap().map(Result::unwrap).collect();
    let done = all.iter().filter(|c| c.measures.iter().all(|m| m.record.ended_on.is_some()));
    for case in done.take(3) {
        for measure in case.measures.iter().filter(|m| m.record.counts()) {
            r.cancel_measure(&case.person.file_no, measure.id, "ghi nhầm").unwrap();
        }
    }
    let mut suspects = Vec::new();
    for cleared in [true, false, false] {
        let draft = PersonDraft::new().with(P::Name, "Vàng Thử").with(P::Sex, "Nữ");
        let (file, _) = r.add_person(&draft.with(P::Born, "2000")).unwrap();
        for kind in ["suspicion", "suspicion_cleared"].into_iter().take(1 + usize::from(cleared)) {
            let draft = EventDraft::new().with(E::Kind, kind);
            r.record(&file, &draft.with(E::At, "20/11/2026")).unwrap();
        }
        suspects.push(file);
    }
    r.merge(&suspects[1], &suspects[2], &BTreeSet::new(), false, "một người").unwrap();
    let mut grounds = BTreeSet::new();
    for years in [None, Some("5"), Some("12")] {
        let kinds = ["user_management", "addicted", "rehab", "substitution", "post_rehab"];
        for kind in kinds.into_iter().filter(|k| years != Some("12") || *k == "rehab") {
            let Some(years) = years else { continue };
            r.set_rule(&format!("retention.{kind}"), years, today, "Hướng dẫn").unwrap();
        }
        let mut seen = 0;
        for on in (0..24).map(|n| crate::domain::date::add_months(today, n * 9)) {
            let wanted = due(&r, on);
            let listed = r.due_for_review(Some(on)).unwrap().into_iter();
            let listed: BTreeMap<_, _> = listed.map(|l| (l.file_no, l.review.ground)).collect();
            assert_eq!(listed, wanted, "{years:?} {on}");
            seen = seen.max(wanted.len());
            grounds.extend(wanted.into_values());
        }
        assert!(if years.is_none() { seen >= 2 } else { seen > 10 }, "{years:?} {seen}");
    }
    assert_eq!(grounds.len(), Ground::ALL.len());
}
