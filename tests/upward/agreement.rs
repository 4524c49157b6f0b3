//! R25: the distributions' `age` and `minisign` open and check our packages, and ours theirs. Where
//! they are not installed the test says so; CI installs them.

use super::{Road, period};
use std::path::Path;
use std::process::Command;

fn installed(program: &str) -> bool {
    let found = std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
    });
    if !found {
        eprintln!("LEFT OUT: {program} is not installed");
    }
    found
}

fn run(program: &str, arguments: &[&str], folder: &Path) -> bool {
    Command::new(program).args(arguments).current_dir(folder).output().unwrap().status.success()
}

#[test]
fn the_distributions_age_opens_our_packages_and_seals_what_we_open() {
    let (road, mut registry) = Road::with_people(5);
    let package = registry.export_package(period("2026-10"), None).unwrap().bytes;
    let folder = road.desk.folder.path();
    std::fs::write(folder.join("p.hsr"), &package).unwrap();
    std::fs::write(folder.join("identity"), &road.identity).unwrap();
    let plain = road.opened(&package).bytes();
    if !installed("age") {
        return;
    }
    assert!(run("age", &["-d", "-i", "identity", "-o", "plain", "p.hsr"], folder));
    assert_eq!(std::fs::read(folder.join("plain")).unwrap(), plain);
    assert!(run("age", &["-r", &road.recipient, "-o", "theirs.hsr", "plain"], folder));
    let theirs = std::fs::read(folder.join("theirs.hsr")).unwrap();
    assert!(road.inbox(&registry).open(&theirs).is_ok());
}

#[test]
fn the_distributions_minisign_checks_our_signature() {
    let (road, mut registry) = Road::with_people(5);
    let package = registry.export_package(period("2026-10"), None).unwrap().bytes;
    let folder = road.desk.folder.path();
    let envelope = road.opened(&package);
    std::fs::write(folder.join("report.json"), &envelope.report).unwrap();
    std::fs::write(folder.join("report.json.minisig"), &envelope.signature).unwrap();
    let sheet = registry.key_sheet().unwrap().text();
    std::fs::write(folder.join("phieu.pub"), sheet).unwrap();
    if !installed("minisign") {
        return;
    }
    assert!(run("minisign", &["-V", "-P", &envelope.unit_key, "-m", "report.json"], folder));
    assert!(run("minisign", &["-V", "-p", "phieu.pub", "-m", "report.json"], folder));
    std::fs::write(folder.join("report.json"), b"{}").unwrap();
    assert!(!run("minisign", &["-V", "-p", "phieu.pub", "-m", "report.json"], folder));
}
