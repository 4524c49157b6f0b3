//! Those who mean harm, and accidents that look like it: damaged files, hostile rows, kills.

mod aside;
mod backups;
mod clocks;
mod copied;
mod counting;
mod destroyed;
mod disk;
mod full;
mod fuzz;
mod import_again;
mod import_rules;
mod injected;
mod journal;
mod killed;
mod log;
mod names;
mod opening;
mod power;
mod preload;
mod process;
mod rekeying;
pub mod tiny;
mod vectors;

use crate::stories::desk::{Desk, PASSWORD};
use hoso::vault::{Password, SealedVault};
use std::fmt::Write;

/// The file of a registry that nobody has open, with the key and without the program: what a test
/// needs to do what no officer can.
pub(crate) fn raw(desk: &Desk) -> rusqlite::Connection {
    let conn = rusqlite::Connection::open(desk.place().database_path()).unwrap();
    conn.execute_batch(&format!("PRAGMA key = \"x'{}'\"", raw_key(desk))).unwrap();
    conn
}

/// The key of the file, 64 hex digits.
fn raw_key(desk: &Desk) -> String {
    let sealed = SealedVault::read(&desk.place()).unwrap();
    let device = sealed.device_key().unwrap();
    let vault = sealed.open("truong", &Password::new(PASSWORD), &device).unwrap();
    let mut hex = String::new();
    for byte in vault.database_key().bytes() {
        write!(hex, "{byte:02x}").unwrap();
    }
    hex
}

/// A test of this binary that does its work in a process of its own.
fn child(test: &str) -> std::process::Command {
    let mut command = std::process::Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command
}

/// A line for the table of `scripts/faults`: requirement, what was done, how many states or attacks,
/// what became of them, and how the control failed.
pub(crate) fn told(number: &str, what: &str, states: u64, outcome: &str, control: &str) {
    println!("\nFAULTS|{number}|{what}|{states}|{outcome}|{control}");
}

/// How often a proof is repeated: the environment variable, else the short form of the gate.
fn times(variable: &str, short: u64) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(short)
}
