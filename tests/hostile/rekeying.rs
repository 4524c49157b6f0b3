//! R11 with a real kill: replacing the data key, killed at any moment, leaves a registry that opens.
//!
//! `HOSO_KILLS=500 cargo test --test all hostile::rekeying` is the long run.

use super::tiny::Tiny;
use crate::stories::desk::{self, Desk};
use hoso::services::Registry;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

fn open(root: &Path) -> Registry {
    let place = hoso::vault::Place::with_device_file(root.join("so"), root.join("device.key"));
    let registry = desk::open(&place.for_tests(), "truong", desk::PASSWORD).unwrap();
    registry.with_fixed_now(Desk::new().now)
}

/// The program to be killed: replaces the key again and again.
#[test]
#[ignore = "run and killed by a_killed_replacement_leaves_a_registry_that_opens"]
fn at_work() {
    let Some(root) = std::env::var_os("HOSO_TEST_REKEYED") else { return };
    let mut registry = open(Path::new(&root));
    let mut out = std::io::stdout();
    loop {
        registry.rekey().unwrap();
        let line = format!("\nconfirmed {}\n", registry.key_generation());
        out.write_all(line.as_bytes()).unwrap();
    }
}

#[test]
fn a_killed_replacement_leaves_a_registry_that_opens() {
    let desk = Desk::new();
    let mut registry = desk.found();
    let mut tiny = Tiny::new();
    for n in 0..40 {
        tiny = tiny.person(&format!("Số hồ sơ=K{n}"));
    }
    tiny.import(&mut registry);
    let people = registry.check().unwrap().people;
    assert!(people >= 40);
    drop(registry);
    let root = desk.folder.path();
    let kills: u64 = std::env::var("HOSO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(25);
    let (mut generation, mut cut) = (1, 0);
    for round in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "hostile::rekeying::at_work", "--ignored", "--nocapture"])
            .env("HOSO_TEST_REKEYED", root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut confirmed = generation;
        let told = |line: &str| line.strip_prefix("confirmed ").and_then(|n| n.parse().ok());
        while confirmed == generation {
            let line = lines.next().expect("the child works until it is killed").unwrap();
            confirmed = told(&line).unwrap_or(confirmed);
        }
        std::thread::sleep(Duration::from_micros(round * 7919 % 60_000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            confirmed = told(&line).unwrap_or(confirmed);
        }
        let pending = desk.place().folder().join("keys.pending");
        cut += u64::from(pending.exists());

        let mut registry = open(root);
        assert!(registry.key_generation() >= confirmed, "round {round}");
        assert!(!pending.exists(), "round {round}");
        let check = registry.check().unwrap();
        assert_eq!((check.faults, check.people), (0, people), "round {round}");
        assert!(check.journal.is_ok(), "round {round}");
        generation = registry.key_generation();
    }
    let control = format!("{cut} kills met a replacement under way");
    super::told("R11", "kill -9 while the data key is replaced", kills, "all open", &control);
    assert!(cut * 4 >= kills, "only {cut} of {kills} kills met a replacement under way");
}
