//! Licences and origins of everything that is compiled, held against `deny.toml` without network.

use super::{none, read, root};
use std::process::Command;

/// Name and licence expression of every package compiled on this platform, tests included.
fn packages() -> Vec<(String, String)> {
    let host = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(host.stdout).unwrap();
    let host = host.lines().find_map(|l| l.strip_prefix("host: ")).unwrap().to_owned();
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--no-dedupe", "--prefix", "none"])
        .args(["--edges", "normal,build,dev", "--target", &host, "--format", "{p}\t{l}"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let mut found: Vec<(String, String)> = String::from_utf8(tree.stdout)
        .unwrap()
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, licence)| (name.to_owned(), licence.to_owned()))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The list `allow = […]` under `[licenses]`.
fn allow_list(deny: &str) -> Vec<String> {
    let table: toml::Table = toml::from_str(deny).unwrap();
    let allow = table["licenses"]["allow"].as_array().unwrap();
    allow.iter().map(|l| l.as_str().unwrap().to_owned()).collect()
}

/// Whether an SPDX expression can be met by the list alone. `/` is the older spelling of `OR`.
fn acceptable(expression: &str, allow: &[String]) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let fits = any_of(&words, &mut at, allow);
    fits && at == words.len()
}

fn any_of(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let mut fits = all_of(words, at, allow);
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        fits |= all_of(words, at, allow);
    }
    fits
}

fn all_of(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let mut fits = one(words, at, allow);
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        fits &= one(words, at, allow);
    }
    fits
}

fn one(words: &[&str], at: &mut usize, allow: &[String]) -> bool {
    let word = words.get(*at).copied().unwrap_or_default();
    *at += 1;
    if word == "(" {
        let fits = any_of(words, at, allow);
        *at += 1;
        return fits;
    }
    let mut licence = word.to_owned();
    if words.get(*at) == Some(&"WITH") {
        licence = format!("{word} WITH {}", words.get(*at + 1).copied().unwrap_or_default());
        *at += 2;
    }
    allow.contains(&licence)
}

/// Packages that do not come from crates.io: each is a decision.
fn strange_origins(lock: &str) -> Vec<String> {
    let sources = lock.lines().filter_map(|l| l.strip_prefix("source = "));
    sources
        .filter(|s| *s != "\"registry+https://github.com/rust-lang/crates.io-index\"")
        .map(|s| format!("Cargo.lock: {s}"))
        .collect()
}

#[test]
fn every_licence_is_on_the_list() {
    let allow = allow_list(&read("deny.toml"));
    let packages = packages();
    assert!(packages.len() > 100, "only {} packages seen", packages.len());
    let refused = packages.iter().filter(|(_, licence)| !acceptable(licence, &allow));
    none(&refused.map(|(name, licence)| format!("{name}: {licence:?}")).collect::<Vec<_>>());
}

#[test]
fn everything_comes_from_the_public_registry() {
    none(&strange_origins(&read("Cargo.lock")));
}

#[test]
fn the_checks_see_what_is_wrong() {
    let allow = allow_list("[licenses]\nallow = [\"MIT\", \"Zlib\", \"A WITH E\"]");
    for (expression, wanted) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("GPL-3.0 AND MIT", false),
        ("(GPL-3.0 OR MIT) AND Zlib", true),
        ("MIT AND (GPL-3.0 OR BSD)", false),
        ("A WITH E OR GPL-3.0", true),
        ("A", false),
        ("", false),
    ] {
        assert_eq!(acceptable(expression, &allow), wanted, "{expression}");
    }
    assert_eq!(strange_origins("source = \"git+https://example.org/x\"").len(), 1);
}
