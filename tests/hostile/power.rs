//! R7: the power goes at any moment. A child does a story of acts under the recorder; then every
//! moment of the record is replayed on a disk that forgets ([`super::disk`]), and what is left is
//! opened. Nothing may be damaged, and no act missing that the child had confirmed.
//!
//! `HOSO_STATES=100000 cargo test --test all hostile::power` is the long run.

use super::disk::{Disk, Image};
use super::preload::{self, Op};
use super::tiny::Tiny;
use super::{times, told};
use crate::stories::desk::{self, Desk, PASSWORD};
use hoso::domain::case::{EventDraft, EventField, MeasureDraft, MeasureField};
use hoso::domain::id::FileNo;
use hoso::domain::journal::Act;
use hoso::domain::person::{PersonDraft, PersonField};
use hoso::domain::word::{Role, Word};
use hoso::services::{Failure, Registry};
use hoso::vault::{Password, Place};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};

pub(super) const OTHER_PASSWORD: &str = "mua thu tren doi che";

pub(super) fn place(root: &Path) -> Place {
    Place::with_device_file(root.join("so"), root.join("device.key")).for_tests()
}

pub(super) fn a1() -> FileNo {
    FileNo::parse("A1").unwrap()
}

pub(super) fn confirm(kind: &str, mark: &str) {
    // One write: the line is whole or not there.
    std::io::stdout().write_all(format!("\nconfirmed {kind} {mark}\n").as_bytes()).unwrap();
}

pub(super) fn add(registry: &mut Registry, mark: &str) -> Result<(), Failure> {
    let draft = PersonDraft::new()
        .with(PersonField::FileNo, mark)
        .with(PersonField::Name, "Lê Văn Nam")
        .with(PersonField::Sex, "nam")
        .with(PersonField::Born, "1990");
    registry.add_person(&draft).map(drop)
}

pub(super) fn note(registry: &mut Registry, mark: &str) -> Result<(), Failure> {
    let draft = EventDraft::new()
        .with(EventField::Kind, "note")
        .with(EventField::At, "10/10/2026 09:00")
        .with(EventField::Text, mark);
    registry.record(&a1(), &draft).map(drop)
}

/// Files: acts of every kind that write, one after the other, each confirmed.
fn story_of_acts(registry: &mut Registry, turns: u64) {
    for turn in 0..turns {
        let mark = format!("k{turn}");
        match turn % 6 {
            0 => add(registry, &mark).unwrap(),
            1 => note(registry, &mark).unwrap(),
            2 => {
                let draft = PersonDraft::new().with(PersonField::Note, &*mark);
                registry.edit_person(&a1(), &draft).unwrap();
            }
            3 => {
                add(registry, &mark).unwrap();
                let draft = MeasureDraft::new()
                    .with(MeasureField::Measure, "user_management")
                    .with(MeasureField::Start, "01/10/2026");
                registry.open_measure(&FileNo::parse(&mark).unwrap(), &draft).unwrap();
            }
            4 => {
                registry.show(&a1(), None).unwrap();
            }
            _ => {
                Tiny::new().event(&format!("Nội dung={mark}")).import(registry);
            }
        }
        let kinds = ["person", "event", "note", "measure", "look", "event"];
        confirm(kinds[turn as usize % 6], &mark);
    }
}

/// Keys: the data key replaced, officers added and removed, a password changed, acts in between.
fn story_of_keys(registry: &mut Registry, turns: u64) {
    for turn in 0..turns {
        let login = format!("canbo{turn}");
        match turn % 5 {
            0 => {
                let password = Password::new(PASSWORD);
                registry.add_officer(&login, "Lý Cán Bộ", Role::Officer, password).unwrap();
                confirm("officer", &login);
            }
            1 => {
                registry.rekey().unwrap();
                confirm("generation", &registry.key_generation().to_string());
            }
            2 => {
                registry.set_own_password(&Password::new(OTHER_PASSWORD)).unwrap();
                confirm("password", OTHER_PASSWORD);
                registry.set_own_password(&Password::new(PASSWORD)).unwrap();
                confirm("password", PASSWORD);
            }
            3 => {
                let gone = format!("canbo{}", turn - 3);
                registry.remove_officer(&gone).unwrap();
                confirm("removed", &gone);
            }
            _ => {
                note(registry, &login).unwrap();
                confirm("event", &login);
            }
        }
    }
}

/// A bare file of the same cipher, with the pragmas given: what the controls are held against.
fn story_of_a_file(root: &Path, turns: u64, synchronous: &str) {
    let conn = bare(&root.join("bare.db"));
    let set = format!("PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = {synchronous};");
    conn.execute_batch(&set).unwrap();
    let mode: String = conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |r| r.get(0)).unwrap();
    assert_eq!(mode, "truncate");
    for turn in 0..turns {
        let sql = "INSERT INTO t (mark, filler) VALUES (?1, randomblob(2000))";
        conn.execute(sql, [format!("k{turn}")]).unwrap();
        confirm("row", &format!("k{turn}"));
    }
}

fn bare(path: &Path) -> Connection {
    let conn = Connection::open(path).unwrap();
    let key = "5a".repeat(32);
    conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).unwrap();
    conn
}

/// The child that is recorded.
#[test]
#[ignore = "run under the recorder by the tests below"]
fn at_work() {
    let Some(root) = std::env::var_os("HOSO_WATCH") else { return };
    let root = Path::new(&root);
    let turns = times("HOSO_TEST_TURNS", 6);
    let story = std::env::var("HOSO_TEST_STORY").unwrap();
    if let Some(synchronous) = story.strip_prefix("bare ") {
        return story_of_a_file(root, turns, synchronous);
    }
    let registry = desk::open(&place(root), "truong", PASSWORD).unwrap();
    let mut registry = registry.with_fixed_now(Desk::new().now);
    if story == "keys" {
        story_of_keys(&mut registry, turns);
    } else {
        story_of_acts(&mut registry, turns);
    }
}

/// What the child confirmed: kind and mark.
pub(super) type Promises = Vec<(String, String)>;
/// What it is called in a report, what is on the disk, what must be there.
type State = (String, Image, Arc<Promises>);

/// How often all moments are gone through at most.
const PASSES: u64 = 12;

/// What a story left behind: the folder before it, and all it did.
struct Story {
    name: &'static str,
    root: tempfile::TempDir,
    before: Image,
    ops: Vec<Op>,
    /// Opens the file of [`story_of_acts`] without the program, `None` for the others.
    key: Option<String>,
}

fn image_of(root: &Path) -> Image {
    let mut image = Image::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            image.extend(image_of(&path));
        } else {
            let content = fs::read(&path).unwrap();
            image.extend(wanted_file(&path).then_some((path, content)));
        }
    }
    image
}

impl Story {
    /// `None` where there is no recorder.
    fn tell(name: &'static str, turns: u64) -> Option<Self> {
        let library = preload::library()?;
        let mut desk = Desk::new();
        let mut key = None;
        if name.starts_with("bare") {
            let conn = bare(&desk.folder.path().join("bare.db"));
            conn.execute_batch("CREATE TABLE t (mark TEXT, filler BLOB)").unwrap();
        } else {
            let mut registry = desk.found();
            Tiny::new().person("").import(&mut registry);
            drop(registry);
            key = (name == "acts").then(|| super::raw_key(&desk));
        }
        let root = std::mem::replace(&mut desk.folder, tempfile::TempDir::new().unwrap());
        let before = image_of(root.path());
        let record = tempfile::NamedTempFile::new().unwrap();
        let done = preload::watched(library, "hostile::power::at_work", root.path())
            .env("HOSO_RECORD", record.path())
            .env("HOSO_TEST_STORY", name)
            .env("HOSO_TEST_TURNS", turns.to_string())
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
        Some(Self { name, before, ops: preload::read_record(record.path()), root, key })
    }

    /// Replays moments until about `wanted` states were seen, and opens each: how many there were,
    /// and what was wrong with some.
    fn replay(&self, wanted: u64, lies: bool) -> (u64, Vec<String>) {
        let faults = Mutex::new(Vec::new());
        let mut seen = BTreeSet::new();
        let (sender, receiver) = sync_channel(4);
        let receiver = Mutex::new(receiver);
        std::thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| self.open_each(&receiver, &faults));
            }
            let sender = sender;
            for pass in 0..PASSES {
                let before = seen.len();
                self.pass(pass, wanted, lies, &mut seen, &sender);
                let new = seen.len() - before;
                if seen.len() as u64 >= wanted || new * 50 < before {
                    break;
                }
            }
        });
        (seen.len() as u64, faults.into_inner().unwrap())
    }

    /// Every moment once, or every n-th where fewer states are wanted than there are moments: with
    /// all arrived, with nothing, and with some part; each next pass with other parts.
    fn pass(
        &self,
        pass: u64,
        wanted: u64,
        lies: bool,
        seen: &mut BTreeSet<([u8; 32], usize)>,
        states: &SyncSender<State>,
    ) {
        let ops = self.ops.len() as u64;
        let stride = (ops * 2).div_ceil(wanted.max(1)).max(1);
        let mut disk = Disk::with(&self.before);
        disk.lies = lies;
        let mut promised = Arc::new(Vec::new());
        for (at, op) in (0..).zip(&self.ops) {
            if op.path().is_none_or(wanted_file) {
                disk.take(op);
            }
            if let Op::Said(text) = op {
                Arc::make_mut(&mut promised).extend(text.lines().filter_map(promise));
            }
            let seeds = if pass == 0 { 0..3 } else { pass * 3..pass * 3 + 3 };
            // Where nothing waits, every part of nothing is the same.
            let seeds = seeds.filter(|seed| *seed == 0 || !disk.is_quiet());
            for seed in seeds.filter(|seed| (at + seed) % stride == 0) {
                let image = disk.cut(if seed < 2 { seed } else { (at << 16) + seed });
                if seen.insert((digest(&image), promised.len())) {
                    let label = format!("{}: moment {at} of {ops}, seed {seed}", self.name);
                    states.send((label, image, Arc::clone(&promised))).unwrap();
                }
            }
        }
    }

    fn open_each(&self, states: &Mutex<Receiver<State>>, faults: &Mutex<Vec<String>>) {
        let folder = scratch();
        for turn in 0.. {
            let Ok((label, image, promised)) = states.lock().unwrap().recv() else { return };
            let root = folder.path();
            lay_out(&image, self.root.path(), root);
            let wrong = match &self.key {
                Some(key) if turn % 25 != 0 => without_the_program(root, key, &promised),
                None if self.name.starts_with("bare") => bare_file(root, &promised),
                _ => with_the_program(root, &promised),
            };
            if let Err(what) = wrong {
                faults.lock().unwrap().push(format!("{label}: {what}"));
            }
        }
    }
}

/// The lock file and the reserve hold nothing of a registry.
fn wanted_file(path: &Path) -> bool {
    !["registry.lock", "reserve.bin"].iter().any(|name| path.ends_with(name))
}

fn digest(image: &Image) -> [u8; 32] {
    let mut sha = Sha256::new();
    for (path, content) in image {
        sha.update(path.as_os_str().as_encoded_bytes());
        sha.update((content.len() as u64).to_le_bytes());
        sha.update(content);
    }
    sha.finalize().into()
}

/// A folder in memory where there is one: a state is written and opened, and need not be kept.
fn scratch() -> tempfile::TempDir {
    tempfile::TempDir::new_in("/dev/shm").or_else(|_| tempfile::TempDir::new()).unwrap()
}

/// Makes `to` what the image says of `from`; what the image knows nothing of is left alone.
fn lay_out(image: &Image, from: &Path, to: &Path) {
    let target = |path: &Path| to.join(path.strip_prefix(from).unwrap());
    for path in image_of(to).into_keys() {
        fs::remove_file(path).unwrap();
    }
    for (path, content) in image {
        let path = target(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

pub(super) fn promise(line: &str) -> Option<(String, String)> {
    let (kind, mark) = line.strip_prefix("confirmed ")?.split_once(' ')?;
    Some((kind.to_owned(), mark.to_owned()))
}

fn texts(conn: &Connection, sql: &str) -> rusqlite::Result<BTreeSet<String>> {
    let mut statement = conn.prepare(sql)?;
    let rows = statement.query_map([], |r| r.get::<_, Option<String>>(0))?;
    rows.filter_map(Result::transpose).collect()
}

/// Structure and every page; then the marks.
fn sound(conn: &Connection) -> rusqlite::Result<()> {
    for sql in ["PRAGMA cipher_integrity_check", "PRAGMA integrity_check"] {
        let said = texts(conn, sql)?;
        if said.iter().any(|word| word != "ok") {
            return Err(rusqlite::Error::InvalidColumnName(said.into_iter().collect()));
        }
    }
    Ok(())
}

fn missing(promised: &[(String, String)], kind: &str, there: &BTreeSet<String>) -> Vec<String> {
    let of_kind = promised.iter().filter(|(k, _)| k == kind);
    of_kind.filter(|(_, mark)| !there.contains(mark)).map(|p| format!("{p:?}")).collect()
}

fn last<'a>(promised: &'a [(String, String)], kind: &str) -> Option<&'a str> {
    promised.iter().rev().find(|(k, _)| k == kind).map(|(_, mark)| mark.as_str())
}

fn lost(missing: &[String]) -> Result<(), String> {
    if missing.is_empty() { Ok(()) } else { Err(format!("lost: {missing:?}")) }
}

/// The number in a mark: a later edit covers an earlier one.
fn turn_of(mark: &str) -> i64 {
    mark.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(-1)
}

fn without_the_program(
    root: &Path,
    key: &str,
    promised: &[(String, String)],
) -> Result<(), String> {
    let held = || -> rusqlite::Result<Vec<String>> {
        let conn = Connection::open(root.join("so/registry.db"))?;
        // Locking every allocation in memory, on for the whole process since the program opened a
        // file in it, would take most of the time of a hundred thousand openings.
        conn.execute_batch("PRAGMA cipher_memory_security = OFF")?;
        conn.execute_batch(&format!("PRAGMA key = \"x'{key}'\"; PRAGMA synchronous = OFF"))?;
        sound(&conn)?;
        let people = texts(&conn, "SELECT file_no FROM person")?;
        let with_measure = "SELECT file_no FROM person p JOIN measure m ON m.person_id = p.id";
        let mut gone = missing(promised, "person", &people);
        gone.extend(missing(promised, "measure", &texts(&conn, with_measure)?));
        gone.extend(missing(promised, "event", &texts(&conn, "SELECT text FROM event")?));
        let notes = texts(&conn, "SELECT note FROM person WHERE file_no = 'A1'")?;
        let there = notes.first().map_or(-1, |n| turn_of(n));
        gone.extend(last(promised, "note").filter(|m| turn_of(m) > there).map(str::to_owned));
        let sql = "SELECT count(*) FROM journal WHERE act = ?1";
        let looks: usize =
            conn.query_row(sql, [Act::DossierRead.code()], |r| r.get::<_, i64>(0))? as usize;
        let confirmed = promised.iter().filter(|(k, _)| k == "look").count();
        gone.extend((looks < confirmed).then(|| "a look".to_owned()));
        Ok(gone)
    };
    lost(&held().map_err(|error| format!("damaged: {error}"))?)
}

fn bare_file(root: &Path, promised: &[(String, String)]) -> Result<(), String> {
    let held = || -> rusqlite::Result<Vec<String>> {
        let conn = bare(&root.join("bare.db"));
        conn.execute_batch("PRAGMA synchronous = OFF")?;
        sound(&conn)?;
        Ok(missing(promised, "row", &texts(&conn, "SELECT mark FROM t")?))
    };
    lost(&held().map_err(|error| format!("damaged: {error}"))?)
}

/// As the officer opens it: keys, device secret, anchor, journal and all.
pub(super) fn with_the_program(root: &Path, promised: &[(String, String)]) -> Result<(), String> {
    let confirmed = last(promised, "password").unwrap_or(PASSWORD);
    let not_yet = if confirmed == PASSWORD { OTHER_PASSWORD } else { PASSWORD };
    let opened = desk::open(&place(root), "truong", confirmed)
        .or_else(|error| desk::open(&place(root), "truong", not_yet).map_err(|_| error));
    let mut registry = opened.map_err(|error| format!("not opened: {error}"))?;
    let check = registry.check().map_err(|error| error.to_string())?;
    if check.faults > 0 || check.journal.is_err() {
        return Err(format!("damaged: {check:?}"));
    }
    // Between a new data key and the next anchor there is none under this key: said, not refused.
    let replaced = registry.key_generation() > 1;
    if !(registry.anchor_note().is_none() || replaced) {
        return Err(format!("{:?}", registry.anchor_note()));
    }
    let generation: Option<u64> = last(promised, "generation").and_then(|g| g.parse().ok());
    if generation.is_some_and(|g| registry.key_generation() < g) {
        return Err("lost: a data key".to_owned());
    }
    let officers = registry.officers().map_err(|error| error.to_string())?;
    let all = officers.iter().map(|o| o.login.clone()).collect();
    let active = officers.iter().filter(|o| o.active).map(|o| o.login.clone());
    let active: BTreeSet<String> = active.collect();
    let mut gone = missing(promised, "officer", &all);
    let removed = promised.iter().filter(|(k, login)| k == "removed" && active.contains(login));
    gone.extend(removed.map(|(_, login)| format!("removal of {login}")));
    let query = hoso::services::view::PeopleQuery::default();
    let page = registry.people(&query, 0, usize::MAX).map_err(|error| error.to_string())?;
    let people = page.lines.iter().map(|l| l.file_no.to_string()).collect();
    gone.extend(missing(promised, "person", &people));
    let case = registry.show(&a1(), None).map_err(|error| error.to_string())?.case;
    let events = case.events.iter().filter_map(|e| e.record.text.clone()).collect();
    gone.extend(missing(promised, "event", &events));
    lost(&gone)
}

fn left_out() {
    told("R7", "power cuts", 0, "LEFT OUT: no recorder here (Linux and cc)", "-");
}

/// Acts and keys: no state is damaged, none has lost what was confirmed.
#[test]
fn no_confirmed_act_is_lost_when_the_power_goes() {
    let wanted = times("HOSO_STATES", 300);
    let mut all = 0;
    for (name, share, turns) in [("acts", 9, 6 + wanted / 300), ("keys", 1, 5 + wanted / 5000)] {
        let Some(story) = Story::tell(name, turns) else { return left_out() };
        let promises =
            story.ops.iter().filter(|op| matches!(op, Op::Said(s) if s.contains("confirmed")));
        assert!(promises.count() as u64 >= turns, "{name}: everything was confirmed");
        let renames = story.ops.iter().filter(|op| matches!(op, Op::Rename { .. })).count();
        assert!(name == "acts" || renames > 5, "the key files are recorded too");
        let (states, faults) = story.replay(wanted * share / 10, false);
        assert!(
            faults.is_empty(),
            "{} of {states}: {:#?}",
            faults.len(),
            &faults[..faults.len().min(5)]
        );
        all += states;
    }
    assert!(all * 10 >= wanted * 9, "{all} states");
    // The control: the same story on a disk that only says it had synced.
    let Some(story) = Story::tell("acts", 6) else { return left_out() };
    let (states, faults) = story.replay(100, true);
    assert!(!faults.is_empty(), "a lying disk loses something");
    let control = format!("disk that lies: {} of {states} lost or damaged", faults.len());
    told("R7", "power cuts, distinct states", all, "0 lost, 0 damaged", &control);
}

/// The control of the setting: a file of the same cipher keeps everything with EXTRA, not with OFF.
#[test]
fn with_synchronous_off_acts_are_lost() {
    let Some(safe) = Story::tell("bare EXTRA", 20) else { return left_out() };
    let (states, faults) = safe.replay(200, false);
    assert!(faults.is_empty(), "{faults:#?}");
    let unsafe_story = Story::tell("bare OFF", 20).unwrap();
    let (off, faults) = unsafe_story.replay(200, false);
    assert!(!faults.is_empty());
    let control = format!("synchronous = OFF: {} of {off} lost or damaged", faults.len());
    told("R7", "power cuts, a bare file", states, "0 lost, 0 damaged", &control);
}

/// Files with these names only are replayed; nothing else of a registry is left out.
#[test]
fn the_replay_leaves_out_what_holds_nothing() {
    let names = ["registry.db", "registry.db-journal", "keys.a", "keys.b", "keys.pending"];
    assert!(names.iter().all(|name| wanted_file(&PathBuf::from("/so").join(name))));
    assert!(!wanted_file(Path::new("/so/registry.lock")));
}
