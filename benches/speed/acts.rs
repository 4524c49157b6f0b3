//! How long one recorded act takes until it is durable: median and 99th percentile.

use crate::SIZES;
use crate::commune::{Commune, file_no, now};
use hoso::domain::case::{EventDraft, EventField};
use hoso::services::Failure;
use std::time::{Duration, Instant};

/// Acts measured of each size.
const ACTS: usize = 500;

/// Records acts in a copy of each commune and prints what they took.
pub(crate) fn report() {
    println!("people    p50       p99       (of {ACTS} residence checks, list loaded)");
    for people in SIZES {
        let (_desk, copy) = Commune::copied(people);
        let mut registry = copy.open();
        registry.people(&hoso::services::view::PeopleQuery::default(), 0, 1).unwrap();
        let at = now().format("%Y-%m-%dT%H:%M").to_string();
        let draft = EventDraft::new()
            .with(EventField::Kind, "residence_check")
            .with(EventField::At, at)
            .with(EventField::Outcome, "present");
        let mut took: Vec<Duration> = Vec::with_capacity(ACTS);
        for turn in 0.. {
            let began = Instant::now();
            match registry.record(&file_no(turn, people), &draft) {
                Ok(_) => took.push(began.elapsed()),
                // The road does not let everybody be checked: some have died or moved away.
                Err(Failure::Refused(_)) if turn < 3 * ACTS => continue,
                Err(failure) => panic!("an act failed: {failure}"),
            }
            if took.len() == ACTS {
                break;
            }
        }
        took.sort();
        println!("{people:<9} {:<9.2?} {:<9.2?}", took[ACTS / 2], took[ACTS * 99 / 100]);
    }
}
