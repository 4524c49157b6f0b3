//! What keeping a registry safe costs: unlocking with the dear key derivation, the journal read,
//! everything proven, the data key replaced.

use crate::commune::{Commune, PASSWORD, found};
use crate::{SCREEN, SIZES};
use hoso::domain::journal::{ActFilter, JournalQuery};
use hoso::services::Registry;
use hoso::vault::{KdfCost, Password, Place};
use std::time::{Duration, Instant};

/// Turns of which the middle one is printed.
const TURNS: usize = 5;

fn middle(mut turn: impl FnMut()) -> Duration {
    let mut took: Vec<Duration> = (0..TURNS)
        .map(|_| {
            let began = Instant::now();
            turn();
            began.elapsed()
        })
        .collect();
    took.sort();
    took[TURNS / 2]
}

/// Prints the medians for each size.
pub(crate) fn report() {
    unlocking();
    println!("people    file, MB  entries  journal  looks     officer   proven    new key");
    for people in SIZES {
        let (_desk, copy) = Commune::copied(people);
        let mut registry = copy.open();
        let size = std::fs::metadata(copy.place().database_path()).unwrap().len();
        let all = JournalQuery::default();
        let looks = JournalQuery { acts: Some(ActFilter::Looks), ..all.clone() };
        let officer = JournalQuery { officer: Some("truong".to_owned()), ..all.clone() };
        let entries = registry.journal_page(&all, 0, 1).unwrap().total;
        // Another question between two turns, or the numbers found would be kept from the last.
        let mut ask = |query: &JournalQuery| {
            middle(|| {
                let other = JournalQuery { acts: Some(ActFilter::Files), ..all.clone() };
                registry.journal_page(&other, 0, 1).unwrap();
                registry.journal_page(query, 0, SCREEN).unwrap();
            })
        };
        let [page, looks, officer] = [&all, &looks, &officer].map(&mut ask);
        let proven =
            middle(|| assert!(registry.verify(&mut |_| ()).unwrap().rows.faults.is_empty()));
        let rekey = middle(|| registry.rekey().unwrap());
        println!(
            "{people:<9} {:<9.1} {entries:<8} {page:<8.1?} {looks:<9.1?} {officer:<9.1?} {proven:<9.2?} {rekey:.2?}",
            size as f64 / 1e6,
        );
    }
}

/// Opening a registry founded with the cost that this PC was measured for.
fn unlocking() {
    let desk = tempfile::TempDir::new_in(crate::commune::shelf()).unwrap();
    let place = Place::with_device_file(desk.path().join("so"), desk.path().join("device.key"));
    drop(found(&place, KdfCost::calibrated().unwrap()));
    let took = middle(|| drop(Registry::open(&place, "truong", &Password::new(PASSWORD)).unwrap()));
    println!("unlocked, key derivation as measured for this PC: {took:.2?}");
}
