//! An import or a whole check that is stopped: the registry is as it was, and goes on working.

use super::desk::{Desk, data, workbook};
use hoso::services::{Failure, Watch};

#[test]
fn stopped_before_its_commit_an_import_leaves_nothing() {
    let desk = Desk::new();
    let watch = Watch::default();
    let mut registry = desk.found().with_watch(watch.clone());
    let book = workbook(&data("hoa-binh-60-lon-xon.xlsx"));
    let before = registry.check().unwrap();
    let entries = before.journal;
    // While it is read, while it is written, and at the last person.
    for at in [None, Some(1), Some(20)] {
        watch.begin();
        if at.is_none() {
            watch.ask_stop();
        }
        let mut heard = |done: usize, _: usize| {
            if Some(done) == at {
                watch.ask_stop();
            }
        };
        let stopped = registry.import(&book, false, &mut heard);
        assert!(matches!(stopped, Err(Failure::Stopped)), "{at:?}");
        let after = registry.check().unwrap();
        assert!(after.is_sound());
        assert_eq!((after.people, after.events, after.journal), (0, 0, entries), "{at:?}");
    }
    watch.begin();
    let taken = registry.import(&book, false, &mut |_, _| ()).unwrap();
    assert!(taken.people.added > 50 && watch.done() == Some(1000), "{:?}", watch.done());
    // The whole check stops too, and holds when it is let be.
    watch.ask_stop();
    assert!(matches!(registry.check_full(&mut |_| ()), Err(Failure::Stopped)));
    watch.begin();
    assert!(registry.check_full(&mut |_| ()).unwrap().is_sound());
}
