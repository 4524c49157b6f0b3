//! R29: no word and no number of a person is in a package, whoever the people are. The control
//! plants one and finds it.

use super::{Road, period};
use hoso::domain::id::FileNo;
use hoso::domain::person::Person;
use hoso::services::demo::{MadeUpCase, make_commune};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A made-up case whose every free field is random.
fn scrambled(case: MadeUpCase, words: &mut impl Iterator<Item = String>) -> MadeUpCase {
    let MadeUpCase { person, mut measures, mut events } = case;
    let mut next = || words.next().unwrap();
    let mut text = || Some(format!("{} {}", next(), next()));
    let person = Person {
        file_no: FileNo::parse(&text().unwrap()).unwrap(),
        name: text().unwrap(),
        other_names: text(),
        document_place: text(),
        origin: text(),
        permanent_address: text(),
        temporary_address: text(),
        current_address: text(),
        hamlet: text(),
        ethnicity: text(),
        occupation: text(),
        workplace: text(),
        relatives: text(),
        note: text(),
        ..person
    };
    for measure in &mut measures {
        measure.decision_no = text();
        measure.signatory = text();
    }
    for event in &mut events {
        event.text = text();
        event.detail.place = text();
        event.detail.document_no = text();
    }
    MadeUpCase { person, measures, events }
}

/// Every word of letters or digits of a case, of at least four characters; days in both writings.
fn words_of(case: &MadeUpCase, into: &mut BTreeSet<String>) {
    let p = &case.person;
    let optional = [
        &p.other_names,
        &p.document_no,
        &p.document_place,
        &p.origin,
        &p.permanent_address,
        &p.temporary_address,
        &p.current_address,
        &p.hamlet,
        &p.ethnicity,
        &p.occupation,
        &p.workplace,
        &p.phone,
        &p.relatives,
        &p.note,
    ];
    let mut texts: Vec<String> = optional.into_iter().flatten().cloned().collect();
    texts.extend([p.name.clone(), p.file_no.to_string(), p.born.to_string()]);
    for m in &case.measures {
        texts.extend(m.decision_no.iter().chain(&m.signatory).cloned());
        texts.push(m.start.to_string());
    }
    for e in &case.events {
        texts.extend(e.text.iter().chain(&e.detail.place).chain(&e.detail.document_no).cloned());
    }
    for text in texts {
        let whole = text.split([' ', ';', ',']).map(str::to_owned);
        into.extend(whole.filter(|w| w.chars().count() >= 5));
    }
}

/// The words found in the bytes.
fn found<'a>(words: &'a BTreeSet<String>, bytes: &[u8]) -> Vec<&'a String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    words.iter().filter(|w| text.contains(&w.to_lowercase())).collect()
}

fn syllable() -> impl Strategy<Value = String> {
    // No key, label or unit name has a j, w or z beside a q.
    "[qzjw][aăâeêioôơuư][qzjw][aeiou][0-9qzjwx]{2,6}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn nothing_of_a_person_goes_upward(
        seed in 0u64..1_000_000,
        pool in proptest::collection::vec(syllable(), 60),
    ) {
        let (road, mut registry) = Road::new();
        let mut words = pool.iter().cycle().enumerate().map(|(n, w)| format!("{w}{n}"));
        let cases: Vec<MadeUpCase> = make_commune(20, seed, road.desk.now.date())
            .map(|case| scrambled(case, &mut words))
            .collect();
        let mut secret = BTreeSet::new();
        for case in &cases {
            words_of(case, &mut secret);
        }
        // The period's own first and last day stand in every package.
        for code in ["2026-11", "2026-Q3", "2025"] {
            for day in [period(code).from(), period(code).to()] {
                secret.remove(&day.to_string());
            }
        }
        prop_assert!(secret.len() > 300);
        registry.load_made_up(cases.into_iter().map(MadeUpCase::into_parts), &mut |_| ()).unwrap();
        let inbox = road.inbox(&registry);
        for code in ["2026-11", "2026-Q3", "2025"] {
            let package = registry.export_package(period(code), None).unwrap().bytes;
            prop_assert!(inbox.open(&package).is_ok());
            let inside = road.opened(&package);
            prop_assert_eq!(found(&secret, &inside.report), Vec::<&String>::new());
            prop_assert_eq!(found(&secret, inside.signature.as_bytes()), Vec::<&String>::new());
            prop_assert_eq!(found(&secret, inside.unit_key.as_bytes()), Vec::<&String>::new());
            prop_assert_eq!(found(&secret, &package), Vec::<&String>::new());
            // The control: one planted is found.
            let one = secret.iter().nth(seed as usize % secret.len()).unwrap();
            let planted = [&inside.report[..100], one.as_bytes(), &inside.report[100..]].concat();
            prop_assert!(found(&secret, &planted).contains(&one));
        }
    }
}
