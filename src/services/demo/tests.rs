use super::road::lawful_months;
use super::*;
use crate::domain::case::{CaseFile, Event, Measure, Stored, law_of};
use crate::domain::date::parse_day;
use crate::domain::deadline::{Clock, ClockKind, Section, deadlines};
use crate::domain::id::{EventId, MeasureId, PersonId};
use crate::domain::identity::{IdNumber, disagreements};
use crate::domain::refusal::{Oddity, Remark};
use crate::domain::text::mentions_hiv;
use crate::domain::word::{
    DocumentKind, EndReason, EventKind, Inflow, Law, MeasureCode as Code, OccupationGroup, Sex,
    Word,
};
use crate::rules::RuleBook;
use chrono::NaiveTime;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

fn monday() -> NaiveDate {
    day("23/11/2026")
}

/// Days that are awkward for month arithmetic or for the change of law.
const DAYS: &[&str] = &[
    "23/11/2026",
    "01/07/2026",
    "30/06/2026",
    "28/02/2027",
    "29/02/2028",
    "31/12/2030",
    "15/03/2024",
];

fn each_case(mut check: impl FnMut(NaiveDate, &MadeUpCase)) {
    for (seed, on) in DAYS.iter().enumerate() {
        make_commune(300, seed as u64, day(on)).for_each(|case| check(day(on), &case));
    }
}

#[test]
fn the_same_three_give_the_same_files() {
    let all = |seed, on| make_commune(320, seed, on).collect::<Vec<_>>();
    let one = all(1, monday());
    assert_eq!(one.len(), 320);
    assert!(one == all(1, monday()));
    assert!(one != all(2, monday()));
    assert!(one != all(1, day("24/11/2026")));
    assert_eq!(one[319].person.file_no.as_str(), "HS-0320");
    assert_eq!(make_commune(0, 1, monday()).count(), 0);
}

#[test]
fn every_record_reads_back_unchanged_from_its_draft() {
    each_case(|on, case| {
        let file = case.person.file_no.as_str();
        let (person, remarks) = Person::parse(&case.person.draft(), on).unwrap();
        assert!(person == case.person, "{file} {on}");
        assert!(remarks.iter().all(|r| r.field == "document_no"), "{file} {on}");
        for m in &case.measures {
            let (read, remarks) = Measure::parse(&m.draft(), on).unwrap();
            assert!(read == *m && remarks.is_empty(), "{file} {on} {:?}", m.code);
        }
        for e in &case.events {
            let (read, remarks) = Event::parse(&e.draft(), on).unwrap();
            // Of some nobody knows what they use: a positive test of theirs names nothing.
            let unknown = case.person.substances.is_empty();
            let odd = |r: &Remark| !(unknown && r.oddity == Oddity::NoSubstance);
            assert!(read == *e && !remarks.iter().any(odd), "{file} {on} {:?}", e.kind);
        }
    });
}

#[test]
fn every_measure_is_lawful() {
    each_case(|on, case| {
        let file = case.person.file_no.as_str();
        for (i, m) in case.measures.iter().enumerate() {
            let code = m.code;
            assert!(m.start < on, "{file} {on} {code:?}");
            assert_eq!(m.ended_on.is_some(), m.end_reason.is_some());
            assert!(m.ended_on.is_none_or(|e| m.start <= e && e < on), "{file} {on} {code:?}");
            assert_eq!(m.law, law_of(m.decision_date.unwrap_or(m.start)), "{file} {on} {code:?}");
            assert_eq!(m.law, law_of(m.start), "{file} {on} {code:?}");
            assert_eq!(m.rehab_count.is_some(), code.is_rehab());
            let allowed = lawful_months(code, m.law, m.rehab_count.unwrap_or(0));
            match (allowed, m.term_months) {
                (Some((low, high)), Some(n)) if m.source != Some(Inflow::MovedIn) => {
                    assert!((low..=high).contains(&n), "{file} {on} {code:?} {n}");
                }
                (Some((low, high)), None) => assert_eq!(low, high, "{file} {on} {code:?}"),
                (_, n) if code == Code::PostRehab => assert!(matches!(n, Some(12 | 24))),
                _ => {}
            }
            if code == Code::ElectronicMonitoring {
                assert_eq!(m.law, Law::L120);
                let carries = |c: &Measure| {
                    matches!(c.code, Code::RehabHome | Code::Substitution | Code::PostRehab)
                        && c.start <= m.start
                        && c.ended_on == m.ended_on
                };
                assert!(case.measures.iter().any(carries), "{file} {on}");
            }
            let age = case.person.age_on(m.start);
            match code {
                Code::RehabCompulsory => assert!(age >= 18, "{file} {on} {age}"),
                Code::RehabCompulsoryMinor => assert!((12..18).contains(&age), "{file} {on} {age}"),
                _ => assert!(age >= 12, "{file} {on} {age}"),
            }
            for later in &case.measures[i + 1..] {
                assert!(m.start <= later.start, "{file} {on}");
                assert!(!m.overlaps(later), "{file} {on} {code:?} {:?}", later.code);
            }
        }
        let age = case.person.age_on(on);
        assert!((13..=65).contains(&age), "{file} {on} {age}");
    });
}

#[test]
fn post_rehab_has_the_term_that_what_preceded_it_gives() {
    each_case(|on, case| {
        let main: Vec<&Measure> =
            case.measures.iter().filter(|m| m.code.is_main() && m.counts()).collect();
        for (i, m) in main.iter().enumerate().filter(|(_, m)| m.code == Code::PostRehab) {
            let before = main[i - 1];
            let months = if before.code == Code::RehabCompulsory { 24 } else { 12 };
            assert_eq!(m.term_months, Some(months), "{on}");
            assert!(before.end_reason == Some(EndReason::Completed) && before.is_linked_to(m));
        }
        for pair in main.windows(2) {
            let moved = pair[0].end_reason == Some(EndReason::MovedOut);
            assert!(moved || pair[0].is_linked_to(pair[1]), "{} {on}", case.person.file_no);
        }
    });
}

#[test]
fn events_happen_before_the_day_and_in_order() {
    each_case(|on, case| {
        let file = case.person.file_no.as_str();
        assert!(case.events.is_sorted_by_key(|e| e.at), "{file}");
        let last = case.measures.iter().rfind(|m| m.code.is_main());
        let gone = last.filter(|m| m.end_reason == Some(EndReason::Death)).and_then(|m| m.ended_on);
        for (i, e) in case.events.iter().enumerate() {
            assert!(e.at.date() < on && e.until.is_none_or(|u| u < on), "{file} {on} {:?}", e.kind);
            assert!(gone.is_none_or(|end| e.at.date() <= end), "{file} {on} {:?}", e.kind);
            assert_eq!(e.outcome.is_some(), !e.kind.outcomes().is_empty());
            assert!(!case.events[..i].contains(e), "{file} {on}: the same event twice");
            assert!(!mentions_hiv(e.text.as_deref().unwrap_or_default()));
        }
        let seen = case.person.psychosis_seen_on.is_some();
        assert_eq!(seen, case.person.psychosis == Some(true), "{file}");
    });
}

/// What a made-up history records; the paper steps between measures (notices sent, court files …)
/// are left to the acts themselves.
const EVERYDAY: [EventKind; 16] = [
    EventKind::Test,
    EventKind::ResidenceCheck,
    EventKind::Contact,
    EventKind::Counselling,
    EventKind::Determination,
    EventKind::Support,
    EventKind::Violation,
    EventKind::Incident,
    EventKind::Absence,
    EventKind::Custody,
    EventKind::Monitoring,
    EventKind::Relapse,
    EventKind::CompletionNotice,
    EventKind::Proposal,
    EventKind::EndNotice,
    EventKind::Note,
];

#[test]
fn a_commune_of_300_has_everything() {
    for seed in 1..=5 {
        let cases: Vec<_> = make_commune(300, seed, monday()).collect();
        let measures = || cases.iter().flat_map(|c| &c.measures);
        let codes: BTreeSet<_> = measures().map(|m| (m.code, m.law)).collect();
        for &code in Code::ALL {
            let old = code != Code::ElectronicMonitoring;
            assert!(codes.contains(&(code, Law::L120)), "{code:?} {seed}");
            assert!(!old || codes.contains(&(code, Law::L73)), "{code:?} {seed}");
        }
        let reasons: BTreeSet<_> = measures().filter_map(|m| m.end_reason).collect();
        assert_eq!(reasons.len(), EndReason::ALL.len(), "{seed}");
        let kinds: BTreeSet<_> = cases.iter().flat_map(|c| &c.events).map(|e| e.kind).collect();
        let lacking: Vec<_> = EVERYDAY.iter().filter(|k| !kinds.contains(k)).collect();
        assert!(lacking.is_empty(), "{lacking:?} {seed}");
        assert!(measures().any(|m| m.source == Some(Inflow::MovedIn)));
        assert!(measures().any(|m| m.set_end.is_some() && m.set_end_reason.is_some()));
        let hamlets: BTreeSet<_> = cases.iter().filter_map(|c| c.person.hamlet.as_ref()).collect();
        assert!((8..=12).contains(&hamlets.len()), "{}", hamlets.len());
        let women = cases.iter().filter(|c| c.person.sex == Sex::Female).count();
        assert!((25..=62).contains(&women), "{women}");
        assert!(cases.iter().any(|c| c.person.rehab_count.is_none()));
        assert!(cases.iter().any(|c| c.person.rehab_count == Some(0)));
    }
}

fn case_file(case: &MadeUpCase) -> CaseFile {
    let measures = case.measures.iter().cloned().zip(1..);
    let events = case.events.iter().cloned().zip(1..);
    CaseFile {
        id: PersonId(1),
        person: case.person.clone(),
        measures: measures.map(|(record, id)| Stored { id: MeasureId(id), record }).collect(),
        events: events.map(|(record, id)| Stored { id: EventId(id), record }).collect(),
    }
}

#[test]
fn the_rules_in_force_agree_with_the_terms_drawn() {
    let terms = RuleBook::embedded().terms();
    each_case(|on, case| {
        let file = case_file(case);
        for (i, m) in case.measures.iter().enumerate().filter(|(_, m)| m.counts()) {
            let computed = terms.compute(&file, i).unwrap();
            let where_at = format!("{} {on} {:?}", case.person.file_no, m.code);
            assert!(computed.rule_id.is_some(), "{where_at}");
            match m.code {
                Code::PostRehab => {
                    let legal = terms.rule_for(&file, i).and_then(|rule| rule.months);
                    assert_eq!(m.term_months, legal, "{where_at}");
                }
                // Its end is that of what it rides on, or what the rule says.
                Code::ElectronicMonitoring => assert_eq!(m.law, Law::L120),
                code => {
                    let range = lawful_months(code, m.law, m.rehab_count.unwrap_or(0));
                    let moved = m.source == Some(Inflow::MovedIn);
                    assert!(moved || range.is_none_or(|r| Some(r.1) >= computed.term_months));
                    assert_eq!(range.is_some(), computed.computed_end.is_some(), "{where_at}");
                }
            }
        }
    });
}

/// How many lines of each section, and of them how many of each clock; only duties are overdue.
fn work_list(people: usize, seed: u64, on: NaiveDate) -> BTreeMap<(Section, Clock), usize> {
    let book = RuleBook::embedded();
    let mut lines = BTreeMap::new();
    for case in make_commune(people, seed, on) {
        for deadline in deadlines(&case_file(&case), &book.clock_book, None) {
            let rule = book.clocks().get(deadline.clock);
            let listed = rule.kind == ClockKind::Duty && deadline.shown_from <= on;
            let section = Section::of(deadline.due, on.and_time(NaiveTime::MIN));
            if let Some(section) = section.filter(|_| listed) {
                *lines.entry((section, deadline.clock)).or_default() += 1;
            }
        }
    }
    lines
}

#[test]
fn the_work_list_of_a_commune_looks_like_a_monday() {
    for on in ["23/11/2026", "30/11/2026", "01/12/2026", "04/01/2027", "15/07/2026", "22/11/2026"] {
        for seed in 1..=3 {
            let lines = work_list(300, seed, day(on));
            let check = |section: Section, least: usize, most: usize| {
                let count =
                    |((s, _), n): (&(Section, Clock), &usize)| (*s == section).then_some(*n);
                let count: usize = lines.iter().filter_map(count).sum();
                assert!((least..=most).contains(&count), "{on} {seed} {section:?}: {count}");
            };
            check(Section::Overdue, 15, 35);
            check(Section::Today, 3, 20);
            check(Section::Next7Days, 20, 55);
            check(Section::LongOverdue, 2, 12);
            for clock in [Clock::U5, Clock::T1, Clock::F1, Clock::P2, Clock::P4] {
                assert!(lines.contains_key(&(Section::Overdue, clock)), "{on} {seed} {clock:?}");
            }
        }
    }
}

#[test]
fn papers_and_work_agree_but_for_a_few() {
    let (mut cards, mut odd) = (0, 0);
    let mut numbers = BTreeSet::new();
    for case in make_commune(3000, 7, monday()) {
        let p = &case.person;
        if p.occupation_group == Some(OccupationGroup::Student) {
            assert!(p.age_on(monday()) < 25);
        }
        let Some(number) = &p.document_no else { continue };
        assert!(numbers.insert(number.clone()), "a number given twice");
        if p.document_kind == Some(DocumentKind::Passport) {
            continue;
        }
        let id = IdNumber::parse(number).unwrap();
        let old = p.document_kind == Some(DocumentKind::Cmnd);
        assert_eq!(number.len(), if old { 9 } else { 12 });
        assert!(old || id.has_known_place() == Some(true));
        cards += usize::from(!old);
        let found = disagreements(&id, p.sex == Sex::Female, Some(p.born.year()));
        odd += usize::from(!found.is_empty());
    }
    assert!(cards > 2500, "{cards}");
    assert!(odd > 0 && odd * 25 < cards, "{odd} of {cards}");
}

#[test]
fn a_hundred_thousand_people_take_seconds() {
    let began = Instant::now();
    let (mut people, mut events, mut hamlets) = (0, 0, BTreeSet::new());
    for case in make_commune(100_000, 1, monday()) {
        people += 1;
        events += case.events.len();
        hamlets.extend(case.person.hamlet);
    }
    let took = began.elapsed();
    assert_eq!(people, 100_000);
    assert_eq!(hamlets.len(), 60);
    assert!(events > 500_000, "{events}");
    assert!(took < Duration::from_secs(30), "{took:?}");
}
