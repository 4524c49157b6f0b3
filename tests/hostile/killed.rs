//! Nothing lost: a program killed at any moment (kill -9) loses no act it has confirmed.
//!
//! `HOSO_KILLS=2000 cargo test --test all hostile::killed` is the long run of R6.

use super::tiny::Tiny;
use crate::stories::desk::{self, Desk};
use chrono::NaiveDateTime;
use hoso::domain::case::{EventDraft, EventField, MeasureDraft, MeasureField};
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField};
use hoso::services::Registry;
use hoso::services::view::PersonLine;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn a1() -> FileNo {
    FileNo::parse("A1").unwrap()
}

fn open(root: &Path) -> Registry {
    let place = hoso::vault::Place::with_device_file(root.join("so"), root.join("device.key"));
    let now: NaiveDateTime = Desk::new().now;
    desk::open(&place.for_tests(), "truong", desk::PASSWORD).unwrap().with_fixed_now(now)
}

fn add(registry: &mut Registry, mark: &str) {
    let draft = PersonDraft::new()
        .with(PersonField::FileNo, mark)
        .with(PersonField::Name, "Lê Văn Nam")
        .with(PersonField::Sex, "nam")
        .with(PersonField::Born, "1990");
    registry.add_person(&draft).unwrap();
}

/// The turn a mark was made in.
fn turn_of(mark: &str) -> u64 {
    mark.split_once('-').and_then(|(_, turn)| turn.parse().ok()).unwrap_or(0)
}

/// One act of each kind in turn; what the registry must show of it afterwards.
fn act(registry: &mut Registry, mark: &str, turn: usize) {
    match turn % 5 {
        0 => add(registry, mark),
        1 => {
            let draft = PersonDraft::new().with(PersonField::Note, mark);
            registry.edit_person(&a1(), &draft).unwrap();
        }
        2 => {
            add(registry, mark);
            let draft = MeasureDraft::new()
                .with(MeasureField::Measure, "user_management")
                .with(MeasureField::Start, "01/10/2026");
            registry.open_measure(&FileNo::parse(mark).unwrap(), &draft).unwrap();
        }
        3 => {
            Tiny::new().event(&format!("Nội dung={mark}")).import(registry);
        }
        _ => {
            let draft = EventDraft::new()
                .with(EventField::Kind, "note")
                .with(EventField::At, "10/10/2026 09:00")
                .with(EventField::Text, mark);
            registry.record(&a1(), &draft).unwrap();
        }
    }
}

/// Every mark of [`act`] that the registry holds, and the mark of the last edit.
fn held(registry: &mut Registry) -> (BTreeSet<String>, Option<String>) {
    let case = registry.show(&a1(), None).unwrap().case;
    let mut marks: BTreeSet<String> =
        case.events.iter().filter_map(|e| e.record.text.clone()).collect();
    let query = hoso::services::view::PeopleQuery::default();
    let page = registry.people(&query, 0, usize::MAX).unwrap();
    // Who was confirmed with a measure is held with it.
    let whole = |l: &&PersonLine| l.measure.is_some() || turn_of(l.file_no.as_str()) % 5 != 2;
    marks.extend(page.lines.iter().filter(whole).map(|l| l.file_no.to_string()));
    (marks, case.person.note)
}

/// The program to be killed: acts and confirms, as fast as it can.
#[test]
#[ignore = "run and killed by no_confirmed_act_is_lost"]
fn at_work() {
    let Some(root) = std::env::var_os("HOSO_TEST_KILLED") else { return };
    let round = std::env::var("HOSO_TEST_ROUND").unwrap();
    let mut registry = open(Path::new(&root));
    let mut out = std::io::stdout();
    for turn in 0.. {
        let mark = format!("k{round}-{turn}");
        act(&mut registry, &mark, turn);
        // One write: the line is whole or not there.
        out.write_all(format!("\nconfirmed {turn} {mark}\n").as_bytes()).unwrap();
    }
}

#[test]
fn no_confirmed_act_is_lost() {
    let desk = Desk::new();
    let mut registry = desk.found();
    Tiny::new().person("").import(&mut registry);
    drop(registry);
    let root = desk.folder.path();
    let kills: u64 = std::env::var("HOSO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    let mut confirmed: BTreeSet<String> = BTreeSet::new();
    let (mut acts, mut journal) = (0, 0);
    for round in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "hostile::killed::at_work", "--ignored", "--nocapture"])
            .env("HOSO_TEST_KILLED", root)
            .env("HOSO_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // So many confirmed acts, then so many microseconds into the next one.
        let wait = round % 7;
        let mut last_edit = None;
        let mut take = |line: &str| {
            let mut words = line.split(' ');
            if words.next() != Some("confirmed") {
                return false;
            }
            let turn: usize = words.next().unwrap().parse().unwrap();
            let mark = words.next().unwrap().to_owned();
            acts += 1;
            if turn % 5 == 1 {
                last_edit = Some(mark);
            } else {
                confirmed.insert(mark);
            }
            true
        };
        let mut seen = 0;
        while seen < wait {
            let line = lines.next().expect("the child works until it is killed").unwrap();
            seen += u64::from(take(&line));
        }
        std::thread::sleep(Duration::from_micros(round * 7919 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            take(&line);
        }

        let mut registry = open(root);
        let (marks, note) = held(&mut registry);
        let lost: Vec<&String> = confirmed.difference(&marks).collect();
        assert!(lost.is_empty(), "round {round}: {lost:?}");
        if let Some(edit) = last_edit {
            let own = format!("k{round}-");
            let kept = note.is_some_and(|n| n.starts_with(&own) && turn_of(&n) >= turn_of(&edit));
            assert!(kept, "round {round}: edit lost");
        }
        let check = registry.check().unwrap();
        assert_eq!(check.faults, 0, "round {round}");
        let entries = check.journal.expect("the chain is whole");
        assert!(entries > journal);
        journal = entries;
    }
    assert!(acts as u64 > kills, "{acts} acts confirmed under {kills} kills");
    // Control: what was never confirmed is not held, so that the search can fail.
    let mut registry = open(root);
    let never = format!("k{kills}-0");
    assert!(!held(&mut registry).0.contains(&never));
    let what = format!("kill -9, {acts} acts confirmed before");
    super::told("R6", &what, kills, "0 lost", "an act never done: not held");
}
