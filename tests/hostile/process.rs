//! What can be seen of the program from outside: its file read by other people's tools (R2), its
//! memory after a lock (R33), core dumps (R34), and where it writes (R35).

use super::tiny::Tiny;
use super::told;
use crate::stories::desk::Desk;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// R2: Python and the openssl command read the file with the key, and with no other.
#[test]
fn an_independent_decryptor_reads_the_file() {
    let desk = Desk::new();
    let mut registry = desk.found();
    Tiny::new().person("").import(&mut registry);
    drop(registry);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/decrypt.py");
    let plain = desk.folder.path().join("plain.db");
    let read = |key: &str| {
        Command::new("python3")
            .arg(&script)
            .arg(desk.place().database_path())
            .arg(key)
            .arg(&plain)
            .output()
    };
    let openssl = Command::new("openssl").arg("version").output();
    let key = super::raw_key(&desk);
    let (Ok(done), Ok(_)) = (read(&key), openssl) else {
        return told("R2", "independent decryptor", 0, "LEFT OUT: no python3 or openssl here", "-");
    };
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let err = String::from_utf8_lossy(&done.stderr);
    if err.contains("No module named") {
        return told("R2", "independent decryptor", 0, "LEFT OUT: this python3 lacks sqlite3", "-");
    }
    assert_eq!(said.lines().collect::<Vec<_>>(), ["ok", "Lê Văn Nam"], "{err}");
    // The control: one bit of the key, and every byte of it, by turns.
    let mut refused = 0;
    for at in 0..32 {
        let mut bytes = key.clone().into_bytes();
        bytes[at * 2] = if bytes[at * 2] == b'0' { b'1' } else { b'0' };
        let other = String::from_utf8(bytes).unwrap();
        refused += u64::from(read(&other).unwrap().status.code() == Some(3));
    }
    assert_eq!(refused, 32);
    let pages = fs::metadata(desk.place().database_path()).unwrap().len() / 4096;
    told("R2", "pages read by Python and openssl", pages, "all authentic", "32 other keys refused");
}

fn everything_below(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything_below(&path));
        }
        found.insert(path);
    }
    found
}

/// R35: a registry founded, filled, read and checked by the real binary in a house of its own: files
/// come into being in the registry folder and the folder of the device secret, nowhere else.
#[test]
fn nothing_is_written_outside_the_folder() {
    let house = tempfile::tempdir().unwrap();
    let path = |name: &str| house.path().join(name);
    for folder in ["home", "tmp", "work", "run"] {
        fs::create_dir(path(folder)).unwrap();
    }
    fs::write(path("work/password"), "tre xanh gió mát sông dài").unwrap();
    let list = "Số hồ sơ,Họ và tên,Giới tính,Ngày sinh\nHS-1,Nguyễn Văn Thử,Nam,12/05/1987\n";
    fs::write(path("work/list.csv"), list).unwrap();
    let before = everything_below(house.path());
    let run = |arguments: &[&str]| {
        let done = Command::new(env!("CARGO_BIN_EXE_hoso"))
            .args(arguments)
            .env_clear()
            .env("HOME", path("home"))
            .env("TMPDIR", path("tmp"))
            .env("XDG_RUNTIME_DIR", path("run"))
            .env("HOSO_REGISTRY", path("work/so"))
            .env("HOSO_OFFICER", "truong")
            .env("HOSO_PASSWORD_FILE", path("work/password"))
            .current_dir(path("work"))
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        assert!(done.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&done.stderr));
    };
    run(&["init", "--unit-code", "00004", "--full-name", "Lê Minh Họa", "--recovery-out", "phieu"]);
    run(&["import", "list.csv"]);
    run(&["show", "HS-1"]);
    run(&["record", "note", "HS-1", "--at", "01/07/2026", "--text", "thử"]);
    run(&["report", "--period", "2026-10"]);
    run(&["rekey"]);
    run(&["check", "--full"]);
    let after = everything_below(house.path());
    let new: Vec<&PathBuf> = after.difference(&before).collect();
    let own = [path("work/so"), path("home/.config"), path("work/phieu")];
    let stray: Vec<_> = new
        .iter()
        .filter(|p| {
            !own.iter().any(|o| {
                p.as_os_str().as_encoded_bytes().starts_with(o.as_os_str().as_encoded_bytes())
            })
        })
        .collect();
    assert!(stray.is_empty(), "{stray:?}");
    // The control: the search does see what comes into being.
    let seen = new.iter().filter(|p| p.starts_with(path("work/so"))).count();
    assert!(seen >= 5, "{new:?}");
    told("R35", "files made by seven commands", new.len() as u64, "none outside", "own files seen");
}
