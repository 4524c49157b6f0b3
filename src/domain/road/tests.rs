//! The table is whole: every word of the vocabularies has its row, every row its sentences.

use super::*;
use crate::domain::word::{EndReason, EventKind, MeasureCode, Word};
use std::collections::BTreeSet;

#[test]
fn every_kind_of_event_and_every_measure_has_its_row() {
    for &kind in EventKind::ALL {
        for outcome in kind.outcomes().iter().copied().map(Some).chain([None]) {
            assert!(transition_of(Act::Record(kind, outcome)).is_some(), "{kind:?} {outcome:?}");
        }
    }
    for &code in MeasureCode::ALL {
        assert!(transition_of(Act::Open(code)).is_some(), "{code:?}");
        for reason in [EndReason::Death, EndReason::MovedOut, EndReason::Error, EndReason::Prison] {
            assert!(transition_of(Act::Close(code, reason)).is_some(), "{code:?} {reason:?}");
        }
    }
}

#[test]
fn end_reasons_belong_to_their_measures() {
    use EndReason as R;
    use MeasureCode as M;
    let check = |code: M, reason: R, wanted: bool| {
        assert_eq!(
            transition_of(Act::Close(code, reason)).is_some(),
            wanted,
            "{code:?} {reason:?}"
        );
    };
    for (code, completed, term_over, left, found) in [
        (M::UserManagement, false, true, false, true),
        (M::Addicted, false, false, false, false),
        (M::RehabHome, true, true, true, false),
        (M::RehabCompulsoryMinor, true, true, true, false),
        (M::Substitution, true, false, true, false),
        (M::PostRehab, true, true, false, false),
    ] {
        check(code, R::Completed, completed);
        check(code, R::TermOver, term_over);
        check(code, R::SelfTerminated, left);
        check(code, R::Violation, left);
        check(code, R::FoundAddicted, found);
        check(code, R::LongCustody, found);
        check(code, R::Replaced, true);
    }
}

#[test]
fn ids_are_unique_and_facts_lead_back_to_their_rule() {
    let mut ids = BTreeSet::new();
    let rows = TRANSITIONS.iter().map(|row| row.id);
    for id in rows.chain(FACTS.iter().map(|f| f.id)).chain(WHOLE_RULES.iter().map(|r| r.id)) {
        assert!(id.starts_with("road.") && ids.insert(id), "{id}");
    }
    for rule in FACTS {
        assert_eq!(rule.fact.rule().id, rule.id);
    }
    for (i, rule) in WHOLE_RULES.iter().enumerate() {
        assert_eq!(rule.whole as usize, i, "{}", rule.id);
    }
}

#[test]
fn every_fact_is_used_and_every_sentence_is_there() {
    for f in FACTS {
        let used = |row: &Transition| row.must.contains(&f.fact) || row.expected.contains(&f.fact);
        assert!(TRANSITIONS.iter().any(used), "{} is used by no row", f.id);
    }
    for row in TRANSITIONS.iter() {
        for told in [row.effect, row.sentence, row.way, row.from.words] {
            assert!(!told.vi.is_empty() && !told.en.is_empty(), "{}", row.id);
        }
        assert!(!row.citation.is_empty() && !row.laws.is_empty(), "{}", row.id);
    }
}
