//! A folder copied by hand while the registry is open: recognised when the copy is opened, and said;
//! torn ones are refused. Copies of a closed folder, moved folders and what a kill leaves are none.

use super::tiny::Tiny;
use crate::stories::desk::{Desk, PASSWORD, open};
use hoso::domain::word::Lang;
use hoso::services::{Failure, Registry};
use hoso::vault::Place;
use std::fs;
use std::path::Path;

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

fn added(registry: &mut Registry, from: usize, to: usize) {
    let people = (from..to).fold(Tiny::new(), |t, n| t.person(&format!("Số hồ sơ=C{n}")));
    people.import(registry);
}

fn elsewhere(desk: &Desk, name: &str) -> Place {
    desk.place().at(&desk.folder.path().join(name))
}

#[test]
fn a_copy_of_an_open_folder_is_recognised_and_others_are_not() {
    let desk = Desk::new();
    let mut registry = desk.found();
    added(&mut registry, 0, 5);
    let (open_copy, closed_copy) = (elsewhere(&desk, "mo"), elsewhere(&desk, "dong"));
    copy(desk.place().folder(), open_copy.folder());
    let stale = fs::read(desk.place().folder().join("registry.lock")).unwrap();
    drop(registry);
    copy(desk.place().folder(), closed_copy.folder());

    // The controls: a closed folder copied, what a kill leaves, a folder moved after a kill.
    let at_ease = |place: &Place| {
        let registry = open(place, "truong", PASSWORD).unwrap();
        assert_eq!(registry.copy_note(), None);
    };
    at_ease(&closed_copy);
    desk.forget_anchor();
    fs::write(desk.place().folder().join("registry.lock"), &stale).unwrap();
    at_ease(&desk.place());
    #[cfg(unix)]
    {
        let moved = elsewhere(&desk, "chuyen");
        fs::write(desk.place().folder().join("registry.lock"), &stale).unwrap();
        fs::rename(desk.place().folder(), moved.folder()).unwrap();
        at_ease(&moved);
        fs::rename(moved.folder(), desk.place().folder()).unwrap();
    }

    // The copy is behind the registry by now: refused as such.
    let behind = open(&open_copy, "truong", PASSWORD);
    assert!(matches!(behind, Err(Failure::OlderCopy | Failure::OtherCopy)));
    // A refusal does not wipe what is known of the copy: the anchor gone, say, it opens and is told.
    desk.forget_anchor();
    let mut registry = open(&open_copy, "truong", PASSWORD).unwrap();
    let note = registry.copy_note().expect("recognised").clone();
    assert_eq!(note.officer.as_deref(), Some("truong"));
    assert!(note.text(Lang::Vi).contains("bản chép tay") && note.since.is_some());
    let acts: Vec<String> =
        registry.journal(usize::MAX).unwrap().into_iter().map(|l| l.act).collect();
    assert!(acts.iter().any(|a| a == "hand_copy_opened"), "{acts:?}");
    assert!(registry.verify(&mut |_| ()).unwrap().holds());
    drop(registry);
    // Said once: from then on it is the folder in use, and the first one is the other copy.
    at_ease(&open_copy);
    let first = open(&desk.place(), "truong", PASSWORD);
    assert!(matches!(first, Err(Failure::OlderCopy | Failure::OtherCopy)));
}

#[test]
fn a_torn_copy_is_refused_as_such() {
    let desk = Desk::new();
    let mut registry = desk.found();
    added(&mut registry, 0, 40);
    let db = desk.place().database_path();
    let before = fs::read(&db).unwrap();
    added(&mut registry, 40, 80);
    let folder = elsewhere(&desk, "rach");
    copy(desk.place().folder(), folder.folder());
    let lock = fs::read(folder.folder().join("registry.lock")).unwrap();
    let after = fs::read(&db).unwrap();
    drop(registry);
    let page = 4096;
    assert!(before.len() / page > 20 && after.len() > before.len());
    let (mut refused, mut told_otherwise) = (0, 0);
    for cut in (1..before.len() / page).step_by(before.len() / page / 12) {
        // The copying program had read so many pages when the officer saved.
        let torn = [&before[..cut * page], &after[cut * page..]].concat();
        for (stale, wanted) in [(&lock[..], true), (&b""[..], false)] {
            fs::write(folder.database_path(), &torn).unwrap();
            let journal = folder.folder().join("registry.db-journal");
            let _ = fs::remove_file(journal);
            fs::write(folder.folder().join("registry.lock"), stale).unwrap();
            desk.forget_anchor();
            match (open(&folder, "truong", PASSWORD), wanted) {
                (Err(Failure::TornCopy), true) => refused += 1,
                // The control: without the mark of an open folder nobody looks.
                (Err(Failure::TornCopy), false) => panic!("cut {cut}: a closed folder"),
                (_, false) => told_otherwise += 1,
                (Ok(registry), true) => {
                    // A cut behind all that changed makes no torn copy.
                    assert!(registry.verify(&mut |_| ()).unwrap().holds(), "cut {cut}");
                }
                (Err(other), true) => panic!("cut {cut}: {other:?}"),
            }
        }
    }
    assert!(refused >= 8 && told_otherwise >= 8, "{refused} refused, {told_otherwise} not");
}
