//! How long one recorded act takes until it is durable: median and 99th percentile.

use crate::SIZES;
use crate::commune::{Commune, file_no, now};
use hoso::domain::case::{EventDraft, EventField};
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
        let mut took: Vec<Duration> = (0..ACTS)
            .map(|turn| {
                let began = Instant::now();
                registry.record(&file_no(turn, people), &draft).unwrap();
                began.elapsed()
            })
            .collect();
        took.sort();
        println!("{people:<9} {:<9.2?} {:<9.2?}", took[ACTS / 2], took[ACTS * 99 / 100]);
    }
}
