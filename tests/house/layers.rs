//! The layer rule: which room may name which, and which room alone may name a crate.
//!
//! ```text
//! main → ui, cli → services → rules, vault, storage, exchange → domain
//! ```

use super::{Source, code, files, none};

const ROOMS: [&str; 8] =
    ["domain", "rules", "vault", "storage", "exchange", "services", "ui", "cli"];

/// What a room may name beside itself: paths from the crate's root; a path allows all below it.
/// Whole rooms are the layer rule; the longer paths are values that an upper room has to hand over
/// or take back, and are listed one by one so that a new one is a decision.
fn allowed(room: &str) -> &'static [&'static str] {
    match room {
        "domain" => &[],
        "rules" | "vault" | "exchange" => &["domain"],
        "storage" => &["domain", "vault::DatabaseKey", "vault::JournalKeys"],
        "services" => &["domain", "rules", "vault", "storage", "exchange"],
        "ui" => &[
            "domain",
            "services",
            // What an officer types or is shown once, before and while a registry opens.
            "vault::Place",
            "vault::Password",
            "vault::PasswordFault",
            "vault::KdfCost",
            "vault::RecoverySheets",
            "vault::RecoverySheet",
            "vault::generate_password",
            "vault::VaultError",
            // A workbook is read before a registry is asked to take it in; reports are written
            // from the value that services return.
            "exchange",
            // The law to be read on a screen, the official units for type-ahead.
            "rules::RuleBook",
            "rules::units",
        ],
        "cli" => &[
            "domain",
            "services",
            "vault::Place",
            "vault::Password",
            "vault::PasswordFault",
            "vault::KdfCost",
            "vault::RecoverySheets",
            "vault::RecoverySheet",
            "vault::generate_password",
            "vault::VaultError",
            // A file of results is written whole or not at all.
            "vault::write_atomically",
            "exchange",
            "rules",
            // `hoso` alone and `hoso demo` end in the app; the other way round it may not.
            "ui::run",
            "ui::UiOptions",
            // Failures of the file are told in the services' words; the versions of the
            // libraries that keep it are printed by `--version`.
            "storage::StorageError",
            "storage::Store::versions",
        ],
        // The binary: the reading child before all else, then one of the two faces.
        "main" => &["ui", "cli", "exchange::workbook::worker", "services::prover_from_arguments"],
        other => panic!("{other}: a new room needs its line here and in docs/ARCHITECTURE.md"),
    }
}

/// Which rooms may name a crate. Crates not listed are free.
const CRATES: [(&str, &[&str]); 12] = [
    ("rusqlite", &["storage"]),
    ("ratatui", &["ui"]),
    ("crossterm", &["ui"]),
    ("clap", &["cli"]),
    ("age", &["vault"]),
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("ed25519_dalek", &["vault"]),
    ("calamine", &["exchange"]),
    ("rust_xlsxwriter", &["exchange"]),
    ("blake2", &["vault"]),
    // Besides the law: the receiving level's list of units.
    ("toml", &["rules", "exchange"]),
];

/// Every path behind `crate::` (or `hoso::`), groups in braces written out.
fn named(text: &str) -> Vec<String> {
    let text = code(text);
    let mut paths = Vec::new();
    for start in ["crate::", "hoso::"] {
        for (at, _) in text.match_indices(start) {
            let before = text[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
                expand("", text[at + start.len()..].trim_start(), &mut paths);
            }
        }
    }
    paths
}

/// Reads one path tree at the head of `text` into `paths`; gives what stands behind it.
fn expand<'a>(prefix: &str, text: &'a str, paths: &mut Vec<String>) -> &'a str {
    if let Some(mut rest) = text.strip_prefix('{') {
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
            if rest.is_empty() || rest.starts_with('}') {
                return rest.strip_prefix('}').unwrap_or(rest);
            }
            let before = rest.len();
            rest = expand(prefix, rest, paths);
            if let Some(end) = rest.strip_prefix(" as ") {
                rest = end.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
            }
            if rest.len() == before {
                return rest;
            }
        }
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '*');
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let path = if prefix.is_empty() { word.to_owned() } else { format!("{prefix}::{word}") };
    match rest.strip_prefix("::") {
        Some(rest) if !rest.starts_with('<') => expand(&path, rest.trim_start(), paths),
        _ => {
            paths.push(path);
            rest
        }
    }
}

/// The room a file belongs to; `None` for the crate's root.
fn room(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    match inside.split_once('/') {
        Some((room, _)) => Some(room),
        None => (inside == "main.rs").then_some("main"),
    }
}

fn layer_faults(source: &Source) -> Vec<String> {
    let Some(room) = room(&source.path) else { return Vec::new() };
    let within = |path: &str, part: &str| {
        path == part || path.strip_prefix(part).is_some_and(|rest| rest.starts_with("::"))
    };
    let wrong = |path: &String| {
        let known = ROOMS.iter().any(|r| within(path, r));
        known && !within(path, room) && !allowed(room).iter().any(|part| within(path, part))
    };
    let mut faults: Vec<String> = named(&source.text)
        .iter()
        .filter(|path| wrong(path))
        .map(|path| format!("{}: {room} may not name {path}", source.path))
        .collect();
    // A path of `super` that leaves the room would go round the rule.
    let depth = source.path.matches('/').count() - usize::from(source.path.ends_with("mod.rs"));
    // A module inside the file may climb once more.
    let climb = "super::".repeat(depth + 1);
    let leaving = code(&source.text);
    let leaving = leaving.lines().filter(|l| l.contains(&climb));
    faults.extend(leaving.map(|l| format!("{}: leaves its room: {}", source.path, l.trim())));
    faults
}

fn crate_faults(source: &Source) -> Vec<String> {
    let room = room(&source.path).unwrap_or("lib");
    let text = code(&source.text);
    let names = |name: &str| {
        let path = format!("{name}::");
        text.match_indices(&path).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':')
        })
    };
    CRATES
        .iter()
        .filter(|(name, rooms)| !rooms.contains(&room) && names(name))
        .map(|(name, rooms)| format!("{}: only {} names {name}", source.path, rooms.join(", ")))
        .collect()
}

/// What the domain must not know: formats, files, terminals and any clock.
fn domain_faults(source: &Source) -> Vec<String> {
    const FOREIGN: [&str; 12] = [
        "serde",
        "Serialize",
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::process",
        "Utc::now",
        "Local::now",
        "SystemTime",
        "Instant::now",
        "getrandom",
    ];
    let text = code(&source.text);
    let found = FOREIGN.iter().filter(|word| text.contains(**word));
    found.map(|word| format!("{}: the domain knows no {word}", source.path)).collect()
}

/// One place reads the clock for what is recorded: `services::clock`. The others measure how long
/// something took, note in the lock file since when a window holds the registry, or how long nobody
/// touched a key (where the system has no clock that counts sleep).
fn clock_faults(source: &Source) -> Vec<String> {
    const READERS: [&str; 3] = ["src/services/clock.rs", "src/vault/lock.rs", "src/ui/idle.rs"];
    let text = code(&source.text);
    let reads = ["Utc::now", "Local::now", "SystemTime::now"].iter().any(|w| text.contains(w));
    if !reads || READERS.contains(&source.path.as_str()) {
        return Vec::new();
    }
    vec![format!("{}: reads a clock; take `now` as an argument", source.path)]
}

/// Files that only tests compile: `#[cfg(test)] mod name;` in the module above.
fn tests_only(sources: &[Source]) -> Vec<String> {
    let mut paths = Vec::new();
    for source in sources {
        let folder = source.path.trim_end_matches("mod.rs").trim_end_matches(".rs");
        let folder = folder.trim_end_matches('/');
        let names = source.text.split("#[cfg(test)]\nmod ").skip(1);
        for name in names.filter_map(|rest| rest.lines().next()?.strip_suffix(';')) {
            paths.push(format!("{folder}/{name}.rs"));
        }
    }
    paths
}

fn sample(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

#[test]
fn no_room_names_one_it_may_not() {
    none(&files("src", ".rs").iter().flat_map(layer_faults).collect::<Vec<_>>());
}

#[test]
fn each_crate_stays_in_its_room() {
    none(&files("src", ".rs").iter().flat_map(crate_faults).collect::<Vec<_>>());
}

#[test]
fn the_domain_is_pure_and_one_place_reads_the_clock() {
    let domain = files("src/domain", ".rs");
    let tests = tests_only(&domain);
    let shipped = domain.iter().filter(|s| !tests.contains(&s.path));
    none(&shipped.flat_map(domain_faults).collect::<Vec<_>>());
    none(&files("src", ".rs").iter().flat_map(clock_faults).collect::<Vec<_>>());
}

#[test]
fn paths_are_read_with_their_groups() {
    let text = "use crate::a::{b, c::{d, e as f}, self};\n// crate::no\nlet x = crate::g::h(1);";
    assert_eq!(named(text), ["a::b", "a::c::d", "a::c::e", "a::self", "g::h"]);
}

#[test]
fn the_checks_see_what_is_wrong() {
    let layer = |path: &str, text: &str| layer_faults(&sample(path, text)).len();
    assert_eq!(layer("src/domain/a.rs", "use crate::services::Registry;"), 1);
    assert_eq!(layer("src/rules/a.rs", "use crate::{domain::x, storage::y};"), 1);
    assert_eq!(layer("src/storage/a.rs", "use crate::vault::{DatabaseKey, Vault};"), 1);
    assert_eq!(layer("src/ui/a.rs", "fn f() { crate::storage::Store::open() }"), 1);
    assert_eq!(layer("src/cli/a.rs", "crate::storage::Store::open()"), 1);
    assert_eq!(layer("src/ui/a.rs", "use crate::cli::run;"), 1);
    assert_eq!(layer("src/main.rs", "hoso::vault::Vault::create()"), 1);
    assert_eq!(layer("src/domain/a.rs", "use super::super::super::vault::Vault;"), 1);
    assert_eq!(layer("src/services/a.rs", "use crate::vault::Vault;"), 0);
    let crates = |path: &str, text: &str| crate_faults(&sample(path, text)).len();
    assert_eq!(crates("src/services/a.rs", "use rusqlite::Connection;"), 1);
    assert_eq!(crates("src/cli/a.rs", "fn f(x: ratatui::Frame) {}"), 1);
    assert_eq!(crates("src/storage/a.rs", "use rusqlite::Connection; storage::x"), 0);
    assert_eq!(domain_faults(&sample("src/domain/a.rs", "#[derive(serde::Serialize)]")).len(), 2);
    let parents = [sample("src/domain/a/mod.rs", "mod b;\n#[cfg(test)]\nmod c;\n")];
    assert_eq!(tests_only(&parents), ["src/domain/a/c.rs"]);
    assert_eq!(clock_faults(&sample("src/ui/a.rs", "let t = Utc::now();")).len(), 1);
}
