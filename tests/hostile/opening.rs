//! Opening a registry that was tampered with: each thing that can be wrong has its own answer,
//! and a refusal leaves the folder as it was.

use super::tiny::Tiny;
use crate::stories::desk::{Desk, PASSWORD, open};
use hoso::domain::word::Lang;
use hoso::services::{Failure, Registry};
use hoso::vault::{Password, Place};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// Every file with its bytes. The lock file is left out: a try at the door is written on it.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let read =
        |e: fs::DirEntry| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap());
    files.map(read).filter(|(name, _)| name != "registry.lock").collect()
}

fn desk() -> Desk {
    let desk = Desk::new();
    let mut registry = desk.found();
    let mut tiny = Tiny::new();
    for i in 0..40 {
        tiny = tiny.person(&format!("Số hồ sơ=B{i}|Ghi chú={}", "dài ".repeat(100)));
    }
    tiny.import(&mut registry);
    desk
}

fn refusal(place: &Place, password: &str) -> Failure {
    let before = contents(place.folder());
    let Err(failure) = open(place, "truong", password) else {
        panic!("opened");
    };
    assert!(contents(place.folder()) == before, "{failure:?} changed the folder");
    failure
}

#[test]
fn each_thing_that_is_wrong_has_its_own_answer() {
    let desk = desk();
    let place = desk.place();
    let database = place.database_path();
    let device = desk.folder.path().join("device.key");
    let whole = fs::read(&database).unwrap();
    let secret = fs::read(&device).unwrap();
    let mut codes = Vec::new();
    let mut note = |what: &str, failure: &Failure, code: &str, exit: u8| {
        assert_eq!((failure.code(), failure.exit_code()), (code, exit), "{what}");
        for lang in [Lang::Vi, Lang::En] {
            assert!(!failure.what(lang).is_empty() && !failure.remedy(lang).is_empty());
        }
        codes.push(failure.what(Lang::Vi));
    };

    note("password", &refusal(&place, "sai mat khau roi ban oi"), "HS-0201", 3);

    fs::remove_file(&device).unwrap();
    note("no device secret", &refusal(&place, PASSWORD), "HS-0204", 4);
    fs::write(&device, [7; 32]).unwrap();
    note("another device secret", &refusal(&place, PASSWORD), "HS-0205", 4);
    fs::write(&device, &secret).unwrap();

    fs::remove_file(&database).unwrap();
    note("no database", &refusal(&place, PASSWORD), "HS-0303", 4);

    let noise: Vec<u8> = (0..whole.len()).map(|i| (i * 7919 % 251) as u8).collect();
    let mut plain = whole.clone();
    plain[..16].copy_from_slice(b"SQLite format 3\0");
    let mut damaged = vec![
        ("noise", noise),
        ("nothing", Vec::new()),
        ("ten bytes", whole[..10].to_vec()),
        ("one page", whole[..4096].to_vec()),
        ("cut in the middle", whole[..whole.len() / 2].to_vec()),
        ("its last page gone", whole[..whole.len() - 4096].to_vec()),
        ("a plain head", plain),
    ];
    let sqlite = desk.folder.path().join("plain.db");
    let conn = rusqlite::Connection::open(&sqlite).unwrap();
    conn.execute_batch("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT)").unwrap();
    drop(conn);
    damaged.push(("a plain database", fs::read(&sqlite).unwrap()));
    for (what, bytes) in damaged {
        fs::write(&database, &bytes).unwrap();
        let failure = refusal(&place, PASSWORD);
        assert_eq!((failure.code(), failure.exit_code()), ("HS-0301", 4), "{what}");
    }
    fs::write(&database, &whole).unwrap();
    let mut first = desk.open();
    assert_eq!(first.check().unwrap().faults, 0, "put back, it opens");

    let started = Instant::now();
    let Err(second) = Registry::open(&place, "truong", &Password::new(PASSWORD)) else {
        panic!("two windows");
    };
    assert!(started.elapsed().as_millis() < 1000);
    note("in use", &second, "HS-0208", 1);
    assert!(second.text(Lang::Vi).contains("truong"), "names the officer who has it");
    assert!(!format!("{second} {second:?}").contains("truong"));
    drop(first);
    drop(desk.open());

    codes.sort();
    codes.dedup();
    assert_eq!(codes.len(), 5, "no two say the same");
}

/// A last page cut short is no ground to refuse by itself (a power cut leaves one beside the
/// journal that mends it): `check` tells.
#[test]
fn a_last_page_cut_short_is_noticed() {
    let desk = desk();
    let database = desk.place().database_path();
    let whole = fs::read(&database).unwrap();
    for missing in [1, 100, 4000] {
        fs::write(&database, &whole[..whole.len() - missing]).unwrap();
        desk.forget_anchor();
        let opened = open(&desk.place(), "truong", PASSWORD);
        match opened.and_then(|mut registry| registry.check()) {
            Ok(outcome) => assert!(outcome.faults > 0, "{missing}"),
            Err(failure) => assert_eq!(failure.code(), "HS-0301", "{missing}"),
        }
    }
}

/// R9: every flipped bit is noticed, at opening or by `check`.
#[test]
fn every_flipped_bit_is_noticed() {
    let desk = desk();
    let place = desk.place();
    let database = place.database_path();
    let whole = fs::read(&database).unwrap();
    let pages = whole.len() / 4096;
    assert!(pages > 30);
    // Salt, body, the edges of the initialisation vector and of the authentication code.
    const OFFSETS: [usize; 13] =
        [0, 15, 16, 24, 100, 1024, 2048, 4015, 4016, 4031, 4032, 4064, 4095];
    let step = if super::times("HOSO_FLIPS", 0) > 0 { 1 } else { 11 };
    let chosen: Vec<usize> = (0..pages).step_by(step).chain([pages - 1]).collect();
    let flips = (chosen.len() * OFFSETS.len()) as u64;
    let spots = chosen.into_iter().flat_map(|page| OFFSETS.map(|offset| page * 4096 + offset));
    for (turn, spot) in spots.enumerate() {
        let mut flipped = whole.clone();
        flipped[spot] ^= 1 << (turn % 8);
        fs::write(&database, &flipped).unwrap();
        desk.forget_anchor();
        let opened = open(&place, "truong", PASSWORD);
        let code = match opened.and_then(|mut registry| registry.check()) {
            Ok(outcome) => {
                assert!(outcome.faults > 0, "byte {spot}");
                continue;
            }
            Err(failure) => failure.code(),
        };
        assert_eq!(code, "HS-0301", "byte {spot}");
    }
    fs::write(&database, &whole).unwrap();
    desk.forget_anchor();
    assert_eq!(desk.open().check().unwrap().faults, 0, "control: the file itself is sound");
    super::told(
        "R9",
        "single bits flipped, 13 places a page",
        flips,
        "all noticed",
        "file itself: sound",
    );
}

/// Two pages of one file in each other's place: each is authentic by itself.
#[test]
fn pages_that_changed_places_are_noticed() {
    let desk = desk();
    let place = desk.place();
    let database = place.database_path();
    let whole = fs::read(&database).unwrap();
    for (a, b) in [(3, 4), (5, 11), (2, 20)] {
        let mut swapped = whole.clone();
        let (low, high) = swapped.split_at_mut(b * 4096);
        low[a * 4096..(a + 1) * 4096].swap_with_slice(&mut high[..4096]);
        fs::write(&database, &swapped).unwrap();
        desk.forget_anchor();
        let opened = open(&place, "truong", PASSWORD);
        match opened.and_then(|mut registry| registry.check()) {
            Ok(outcome) => assert!(outcome.faults > 0, "{a} {b}"),
            Err(failure) => assert_eq!(failure.code(), "HS-0301", "{a} {b}"),
        }
    }
}

/// A database of another registry, whole and sound, under this key file.
#[test]
fn a_database_of_another_registry_is_not_taken() {
    let (ours, theirs) = (desk(), desk());
    fs::copy(theirs.place().database_path(), ours.place().database_path()).unwrap();
    assert_eq!(refusal(&ours.place(), PASSWORD).code(), "HS-0301");
}

/// A file of a newer version is left untouched and said to be newer, not damaged.
#[test]
fn a_newer_version_is_refused_untouched() {
    let desk = desk();
    let own: i64 =
        super::raw(&desk).query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    super::raw(&desk).execute_batch("PRAGMA user_version = 99").unwrap();
    let failure = refusal(&desk.place(), PASSWORD);
    assert_eq!(failure.code(), "HS-0302");
    super::raw(&desk).execute_batch("PRAGMA user_version = 0").unwrap();
    assert_eq!(refusal(&desk.place(), PASSWORD).code(), "HS-0301");
    // The control: with its own number again it opens.
    super::raw(&desk).execute_batch(&format!("PRAGMA user_version = {own}")).unwrap();
    assert!(open(&desk.place(), "truong", PASSWORD).is_ok());
}

/// Another program holds the database without knowing of the lock file.
#[test]
fn a_database_held_by_another_program_is_in_use() {
    let desk = desk();
    let other = super::raw(&desk);
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let started = Instant::now();
    let Err(failure) = open(&desk.place(), "truong", PASSWORD) else { panic!("opened") };
    assert_eq!(failure.code(), "HS-0304");
    assert!(started.elapsed().as_millis() < 1000);
}
