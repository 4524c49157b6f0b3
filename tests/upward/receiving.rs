//! The receiving level's desk from the command line: enrolling units and their new keys, looking at
//! packages one by one, and what is no file.

use super::{Road, period};
use hoso::exchange::package::{PackageRefusal as P, UnitsFile, Warning};
use hoso::services::Inbox;
use std::path::Path;
use std::process::Command;

fn hoso(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hoso"))
        .args(args)
        .current_dir(folder)
        .env_remove("HOSO_LANG")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// A level with October and two packages of November, the second replacing the first.
fn level() -> Road {
    let (road, mut registry) = Road::with_people(5);
    let folder = road.desk.folder.path();
    let put = |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).unwrap();
    let october = registry.export_package(period("2026-10"), None).unwrap().bytes;
    let first = registry.export_package(period("2026-11"), None).unwrap().bytes;
    let second = registry.export_package(period("2026-11"), Some(&first)).unwrap().bytes;
    put("10.hsr", &october);
    put("11.hsr", &first);
    put("11-2.hsr", &second);
    put("phieu.txt", registry.key_sheet().unwrap().text().as_bytes());
    put("identity.txt", road.identity.as_bytes());
    road
}

const DESK: [&str; 4] = ["--identity", "identity.txt", "--units", "UNITS.toml"];

#[test]
fn a_new_key_of_a_unit_ends_the_old_one_on_a_day() {
    let road = level();
    let folder = road.desk.folder.path();
    let add = |more: &[&str]| {
        hoso(folder, &[&["units", "add", "phieu.txt", "--units", "UNITS.toml"], more].concat())
    };
    let (code, told, _) = add(&[]);
    assert_eq!(code, 0);
    assert!(!told.contains("hết hiệu lực"));
    assert!(add(&[]).2.contains("HS-0152"), "the same key again");
    // Another key: not without a day, not from a day before the one in force.
    let (_, other) = Road::new();
    let sheet = other.key_sheet().unwrap();
    std::fs::write(folder.join("phieu.txt"), sheet.text()).unwrap();
    for more in [&[][..], &["--since", "2025-07-01"], &["--since", "2025-06-01"]] {
        let (code, _, err) = add(more);
        assert_eq!((code, err.contains("HS-0154")), (1, true), "{err}");
    }
    let (code, told, _) = add(&["--since", "2026-11-01", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(
        (code, told["since"].as_str(), told["units"].as_u64()),
        (0, Some("2026-11-01"), Some(1))
    );
    assert!(told["ended_key"].as_str().unwrap().starts_with("RW"));
    // October ended under the old key, November did not.
    let units = std::fs::read_to_string(folder.join("UNITS.toml")).unwrap();
    let inbox = Inbox::new(&road.identity, UnitsFile::read(&units).unwrap()).unwrap();
    assert!(inbox.open_file(&folder.join("10.hsr")).is_ok());
    let refused = inbox.open_file(&folder.join("11.hsr")).err();
    assert_eq!(refused, Some(P::OtherUnitKey));
}

#[test]
fn a_replaced_package_is_no_fault_and_says_what_it_is() {
    let road = level();
    let folder = road.desk.folder.path();
    assert_eq!(hoso(folder, &["units", "add", "phieu.txt", "--units", "UNITS.toml"]).0, 0);
    let files = ["10.hsr", "11.hsr", "11-2.hsr", "11-2.hsr"];
    let (code, told, err) = hoso(folder, &[&["verify", "--json"], &files[..], &DESK].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["refused"], 0);
    let told: Vec<(bool, String)> = (told["packages"].as_array().unwrap().iter())
        .map(|p| (p["ok"].as_bool().unwrap(), p["standing"].as_str().unwrap().to_owned()))
        .collect();
    let wanted = ["counted", "replaced", "counted", "copy"].map(|s| (true, s.to_owned()));
    assert_eq!(told, wanted);
    let rollup = [&["rollup", ".", "--period", "2026-11", "--json"], &DESK[..]].concat();
    let (code, told, _) = hoso(folder, &rollup);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((code, told["replaced"].as_u64()), (0, Some(1)));
    assert!(told["refused"].as_array().unwrap().is_empty());
    // The first one was made on 21/11, due was 16/11: the correction does not make it timely. Where
    // only the correction is at hand, nobody can know.
    let late = |told: &serde_json::Value| told["completeness"]["late"].as_u64();
    assert_eq!(late(&told), Some(1), "{told}");
    std::fs::remove_file(folder.join("11.hsr")).unwrap();
    let (_, told, _) = hoso(folder, &rollup);
    assert_eq!(late(&serde_json::from_str(&told).unwrap()), Some(0));
}

/// Counted while the period still ran: signed and sealed as it should be, and refused by name.
#[test]
fn a_provisional_package_is_refused_by_its_code() {
    let (road, mut registry) = Road::with_people(5);
    let folder = road.desk.folder.path();
    let package = registry.export_package(period("2026-11"), None).unwrap().bytes;
    std::fs::write(folder.join("phieu.txt"), registry.key_sheet().unwrap().text()).unwrap();
    std::fs::write(folder.join("identity.txt"), &road.identity).unwrap();
    drop(registry);
    let mut envelope = road.opened(&package);
    let report = String::from_utf8(envelope.report).unwrap();
    let running = report.replacen("\"provisional\":false", "\"provisional\":true", 1);
    assert_ne!(running, report);
    envelope.report = running.into_bytes();
    envelope.signature = road.vault().sign_minisign(&envelope.report, "x").unwrap();
    let recipient = hoso::vault::Recipient::read(&road.recipient).unwrap();
    std::fs::write(folder.join("a.hsr"), recipient.seal(&envelope.bytes()).unwrap()).unwrap();
    assert_eq!(hoso(folder, &["units", "add", "phieu.txt", "--units", "UNITS.toml"]).0, 0);
    let (code, told, err) = hoso(folder, &[&["verify", "a.hsr"], &DESK[..]].concat());
    let told = told + &err;
    assert!(code == 4 && told.contains("HS-0721") && told.contains("tạm tính"), "{code} {told}");
    let rollup = [&["rollup", ".", "--period", "2026-11"], &DESK[..]].concat();
    let (code, told, err) = hoso(folder, &rollup);
    let told = told + &err;
    assert!(code != 0 && told.contains("HS-0721") && told.contains("Chưa có gói nào"), "{told}");
}

#[test]
fn what_the_clock_and_the_list_contradict_is_told() {
    let (road, mut registry) = Road::with_people(5);
    let inbox = road.inbox(&registry);
    let package = registry.export_package(period("2026-11"), None).unwrap().bytes;
    let warned = |inbox: &Inbox| {
        let links = [inbox.open(&package).unwrap()];
        inbox.settle(&links).1.into_iter().map(|(_, w)| w.word()).collect::<Vec<_>>()
    };
    let on = |text: &str| hoso::domain::date::parse_minute(text).unwrap();
    assert_eq!(warned(&inbox), Vec::<&str>::new(), "the control");
    let future = [Warning::FromTheFuture.word()];
    let inbox = inbox.with_fixed_now(on("14/11/2026 10:00"));
    assert_eq!(warned(&inbox), future, "the period has not ended");
    let inbox = inbox.with_fixed_now(on("18/11/2026 10:00"));
    assert_eq!(warned(&inbox), future, "the package is of the 21st");
    let inbox = inbox.with_fixed_now(on("21/11/2026 10:00"));
    assert_eq!(warned(&inbox), Vec::<&str>::new(), "two clocks may differ a little");
    let units = inbox.units().text().replace("Ba Đình", "Ba Vì");
    let inbox = Inbox::new(&road.identity, UnitsFile::read(&units).unwrap()).unwrap();
    assert_eq!(warned(&inbox), [Warning::OtherName.word()]);
}

/// Opening a pipe would wait for somebody to write into it.
#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_and_nothing_waits_for_it() {
    let road = level();
    let folder = road.desk.folder.path();
    assert_eq!(hoso(folder, &["units", "add", "phieu.txt", "--units", "UNITS.toml"]).0, 0);
    assert!(Command::new("mkfifo").arg(folder.join("ong.hsr")).status().unwrap().success());
    let verify = |files: &[&str]| hoso(folder, &[&["verify"], files, &DESK[..]].concat());
    let (code, told, _) = verify(&["ong.hsr"]);
    assert!(code == 4 && told.contains("HS-0702"), "{code} {told}");
    assert_eq!(verify(&["ong.hsr", "/dev/zero", "10.hsr"]).0, 5);
    // The same hand reads every other file that is named.
    for args in [
        &["verify", "10.hsr", "--identity", "ong.hsr", "--units", "UNITS.toml"][..],
        &["verify", "10.hsr", "--identity", "identity.txt", "--units", "ong.hsr"],
        &["units", "add", "ong.hsr", "--units", "UNITS.toml"],
        &[
            "rollup",
            "10.hsr",
            "--period",
            "2026-10",
            "--identity",
            "ong.hsr",
            "--units",
            "UNITS.toml",
        ],
        &["import", "ong.hsr"],
    ] {
        let (code, _, err) = hoso(folder, args);
        assert!(code != 0 && err.contains("HS-"), "{args:?}: {code} {err}");
    }
}
