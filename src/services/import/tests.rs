//! A write of more than a handful of entries: sealed while it goes on, and whole or not at all.

use super::by_two;
use crate::services::demo::{MadeUpCase, make_commune};
use crate::services::test_desk::registry;

#[test]
fn entries_sealed_meanwhile_hold_and_a_write_given_up_leaves_none() {
    let (_folder, mut registry) = registry();
    let day = registry.now().date();
    let people = || make_commune(60, 1, day).map(MadeUpCase::into_parts);
    // The first comes once more at the end: his number is taken, all of it is given up.
    let before = registry.store.journal_size().unwrap();
    let twice = people().chain(people().take(1));
    assert!(registry.load_made_up(twice, &mut |_| ()).is_err());
    assert_eq!(registry.store.journal_size().unwrap(), before);
    assert_eq!(registry.load_made_up(people(), &mut |_| ()).unwrap(), 60);
    let verdict = registry.verify(&mut |_| ()).unwrap();
    assert!(verdict.holds());
    // More than one handful was sealed by the second thread, and a rest at the commit.
    assert!(verdict.journal.entries > before + 600);
    let rows = registry.store.sizes().unwrap();
    assert_eq!(verdict.journal.entries - before, rows[0] + rows[1] + rows[2]);
}

#[test]
fn work_shared_by_two_comes_back_in_order() {
    for size in [0, 1, 2, 3, 1000] {
        let items: Vec<usize> = (0..size).collect();
        assert_eq!(by_two(&items, |i| i * 2), (0..size).map(|i| i * 2).collect::<Vec<_>>());
    }
}
