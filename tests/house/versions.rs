//! R46: the crate that ships SQLCipher has one author: its source is pinned by hash, and the program
//! says what it runs with.

use super::read;
use std::process::Command;

/// The lock's checksum of each crate that holds cipher source in C. A new version is a decision:
/// read what changed in it, then write its checksum here.
const PINNED: [(&str, &str); 2] = [
    ("libsqlite3-sys", "14a5f01b87b92705d07b433c06f96cbc764637d81a0bffb5734ce17cf0f9a2b3"),
    ("openssl-src", "46eb8fb9fb3b61ce1c0f8a026c4c1a0714d3a9e138e7fbde78753ce2babc3846"),
];

/// Crates whose source in this lock is not the pinned one.
fn unpinned(lock: &str) -> Vec<&'static str> {
    let pinned = |(name, wanted): &(&str, &str)| {
        let (_, entry) = lock.split_once(&format!("name = \"{name}\""))?;
        let line = entry.lines().find(|l| l.starts_with("checksum = "))?;
        (line == format!("checksum = \"{wanted}\"")).then_some(())
    };
    PINNED.iter().filter(|pin| pinned(pin).is_none()).map(|(name, _)| *name).collect()
}

#[test]
fn the_sources_of_the_ciphers_are_pinned() {
    let lock = read("Cargo.lock");
    assert_eq!(unpinned(&lock), [""; 0]);
    // The control: one digit of a checksum, or a crate renamed.
    for (name, checksum) in PINNED {
        let other = format!("{}0", &checksum[..63]);
        assert_eq!(unpinned(&lock.replace(checksum, &other)), [name]);
        assert_eq!(unpinned(&lock.replace(name, "another-crate")), [name]);
    }
}

#[test]
fn the_program_says_what_it_runs_with() {
    let done = Command::new(env!("CARGO_BIN_EXE_hoso")).arg("--version").output().unwrap();
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains(env!("CARGO_PKG_VERSION")), "{said}");
    for name in ["SQLCipher 4.", "SQLite 3."] {
        assert!(said.contains(name), "{said}");
    }
}
