//! R25: the distributions' `age` and `minisign` open and check our packages, and ours theirs; LibreOffice
//! opens our workbooks. Where one is not installed the test says so; CI installs the first two.

use super::{Road, period};
use hoso::exchange::report_sheet::write_report_sheet;
use hoso::exchange::roll_up::roll_up_sheet;
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

/// The paper form and the roll-up's workbook, as LibreOffice prints them: every page A4 landscape.
#[test]
fn libreoffice_opens_the_sheets_and_prints_them_on_a4_landscape() {
    let (road, mut registry) = Road::with_people(40);
    let folder = road.desk.folder.path();
    let report = registry.report(period("2026-11"), true).unwrap();
    write_report_sheet(&folder.join("bieu.xlsx"), &report).unwrap();
    let package = registry.export_package(period("2026-11"), None).unwrap().bytes;
    let files = [folder.join("p.hsr")];
    std::fs::write(&files[0], package).unwrap();
    let found = road.inbox(&registry).roll_up(&files, period("2026-11"), &mut |_, _| ()).unwrap();
    let sums = roll_up_sheet(&found.roll_up, &[]).unwrap();
    std::fs::write(folder.join("tong.xlsx"), sums).unwrap();
    if !installed("soffice") {
        return;
    }
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let print = |name: &str| {
        let pdf = folder.join(name).with_extension("pdf");
        let to = ["--headless", "--convert-to", "pdf", name];
        run("soffice", &[&[profile.as_str()], &to[..]].concat(), folder);
        std::fs::read(pdf).ok()
    };
    for name in ["bieu.xlsx", "tong.xlsx"] {
        let pdf = print(name).unwrap_or_else(|| panic!("{name} was not opened"));
        let text = String::from_utf8_lossy(&pdf);
        let pages: Vec<&str> = text.split("/MediaBox").skip(1).collect();
        assert!(!pages.is_empty(), "{name}");
        for page in pages {
            let numbers = page.split([']', '[']).nth(1).unwrap().split_whitespace();
            let size: Vec<u32> = numbers.map(|n| n.parse::<f64>().unwrap() as u32).collect();
            assert_eq!(size, [0, 0, 841, 595], "{name}: points, A4 landscape");
        }
    }
    // The control: a workbook cut off is not printed.
    let whole = std::fs::read(folder.join("bieu.xlsx")).unwrap();
    std::fs::write(folder.join("cut.xlsx"), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(print("cut.xlsx"), None);
}
