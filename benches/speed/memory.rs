//! Peak memory of a session in a process of its own.

use crate::commune::Commune;
use crate::{SCREEN, SIZES};
use hoso::domain::date::Period;
use hoso::services::view::{PeopleQuery, SortBy};
use std::process::Command;

/// One process for each size, so that nothing made before counts.
pub(crate) fn report() {
    for people in SIZES {
        drop(Commune::cached(people));
        let own = std::env::current_exe().unwrap();
        let status = Command::new(own).args(["memory", &people.to_string()]).status().unwrap();
        assert!(status.success());
    }
}

/// A session: unlock, list, search, sort, today, report; the peak after each.
pub(crate) fn session(people: usize) {
    let say = |step: &str| println!("{people:<9} {step:<28} {:>7.1} MB", peak_mb());
    say("before anything");
    let mut registry = Commune::cached(people).open();
    say("unlocked (cheap Argon2)");
    registry.people(&PeopleQuery::default(), 0, SCREEN).unwrap();
    say("list");
    for find in ["n", "nguyen van", ""] {
        let query =
            PeopleQuery { find: find.to_owned(), sort: SortBy::Due, ..PeopleQuery::default() };
        registry.people(&query, 0, SCREEN).unwrap();
    }
    say("searched and sorted");
    registry.today(200).unwrap();
    say("today");
    let month: Period = "2026-10".parse().unwrap();
    registry.report(month, false).unwrap();
    say("report of a month");
    registry.report("2026".parse().unwrap(), false).unwrap();
    say("report of a year");
    registry.report(month, true).unwrap();
    say("report with overdue clocks");
}

/// Highest resident memory of this process so far, in millions of bytes.
fn peak_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
    let kib: f64 = line.trim().trim_end_matches(" kB").parse().unwrap();
    kib * 1024.0 / 1e6
}
