//! Habits that a compiler does not hold: sizes, reasons, forgotten files, paths of one machine.

use super::{Source, code, files, none, read, root};
use std::process::Command;

/// A file of source aims at fewer lines than this.
const MOST_LINES: usize = 500;

/// Files that may be longer, each with its reason.
const LONGER: [(&str, &str); 0] = [];

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    let excused = LONGER.iter().any(|(path, _)| *path == source.path);
    (lines > MOST_LINES && !excused).then(|| format!("{}: {lines} lines", source.path))
}

/// Unfinished work, and switched-off checks without a reason.
fn careless(source: &Source) -> Vec<String> {
    let text = code(&source.text);
    let mut faults = Vec::new();
    let mut note = |line: &str, what: &str| {
        faults.push(format!("{}: {what}: {}", source.path, line.trim()));
    };
    let lines: Vec<&str> = text.lines().collect();
    for (i, line) in lines.iter().enumerate() {
        // A list of lints may run over several lines: its reason stands before the closing `]`.
        let whole: String = lines[i..].iter().take(8).copied().collect();
        let attribute = whole.split(")]").next().unwrap_or_default();
        let start = line.trim_start();
        if ["todo!(", "unimplemented!("].iter().any(|w| line.contains(w)) {
            note(line, "unfinished");
        }
        if start.starts_with("#[ignore") && !start.contains('=') {
            note(line, "ignored without a reason");
        }
        let silent = ["#[allow(", "#![allow(", "#[expect(", "#![expect("];
        if silent.iter().any(|a| start.starts_with(a)) && !attribute.contains("reason") {
            note(line, "a lint silenced without a reason");
        }
    }
    for line in source.text.lines().filter(|l| l.trim_start().starts_with("//")) {
        if ["TODO", "FIXME", "XXX:"].iter().any(|w| line.contains(w)) {
            note(line, "left for later");
        }
    }
    faults
}

/// Modules of a folder that its `mod` lines forget. `listed` is the text that should name them.
fn forgotten(entries: &[String], listed: &str) -> Vec<String> {
    let named = |name: &String| {
        listed.lines().any(|l| {
            let line = l.trim().trim_end_matches(';');
            let (seen, module) = line.split_once("mod ").unwrap_or(("//", ""));
            (seen.is_empty() || seen.starts_with("pub")) && module == name
        })
    };
    entries.iter().filter(|n| !named(n)).cloned().collect()
}

/// What a committed text must not hold: a path that exists on one machine only.
fn machine_paths(source: &Source) -> Vec<String> {
    // Written apart, so that this file does not find itself.
    let roots = ["work", "root", "home"].map(|r| format!("/{r}/"));
    let odd = |line: &&str| {
        roots.iter().any(|root| {
            line.match_indices(root.as_str()).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                before.is_none_or(|c| c.is_whitespace() || "\"'`(=:".contains(c))
            })
        })
    };
    let lines = source.text.lines().filter(odd);
    lines.map(|l| format!("{}: {}", source.path, l.trim())).collect()
}

#[test]
fn no_file_is_too_long() {
    let sources = files("src", ".rs");
    none(&sources.iter().filter_map(too_long).collect::<Vec<_>>());
    let needless = LONGER.iter().filter(|(path, _)| {
        sources.iter().all(|s| s.path != *path || s.text.lines().count() <= MOST_LINES)
    });
    none(&needless.map(|(path, _)| format!("{path}: no exception needed")).collect::<Vec<_>>());
}

#[test]
fn nothing_is_unfinished_or_silenced_without_a_reason() {
    let all = files("src", ".rs").into_iter().chain(files("tests", ".rs"));
    let all = all.filter(|s| s.path != "tests/house/habits.rs");
    none(&all.flat_map(|s| careless(&s)).collect::<Vec<_>>());
}

#[test]
fn no_test_file_is_forgotten() {
    let mut faults = Vec::new();
    let mut folders = vec![(root().join("tests"), "tests/main.rs".to_owned())];
    while let Some((folder, list)) = folders.pop() {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let inner = path.join("mod.rs");
            if inner.exists() {
                folders.push((path.clone(), inner.to_str().unwrap().to_owned()));
                entries.push(name);
            } else if path.extension().is_some_and(|e| e == "rs")
                && !["main", "mod"].contains(&name.as_str())
            {
                entries.push(name);
            } else if path.is_dir() {
                let inside = std::fs::read_dir(&path).unwrap();
                let code = inside.filter(|e| {
                    e.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|x| x == "rs"))
                });
                // A folder of `name.rs` beside `name/`: its files are modules of that file.
                let count = code.count();
                let parent = path.with_extension("rs");
                if count > 0 && parent.exists() {
                    folders.push((path.clone(), parent.to_str().unwrap().to_owned()));
                } else if count > 0 {
                    faults.push(format!("{}: no mod.rs", path.display()));
                }
            }
        }
        let listed = std::fs::read_to_string(root().join(&list)).unwrap();
        let lost = forgotten(&entries, &listed);
        faults.extend(lost.iter().map(|n| format!("{}: {n} is in no test", folder.display())));
    }
    none(&faults);
}

#[test]
fn no_path_of_one_machine_is_committed() {
    let list = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    // A copy of the tree without git is checked where it is made.
    let Ok(list) = list else { return };
    let paths = String::from_utf8(list.stdout).unwrap();
    let text = |path: &str| {
        let text = std::fs::read_to_string(root().join(path)).ok()?;
        Some(Source { path: path.to_owned(), text })
    };
    let sources = paths.split('\0').filter(|p| !p.is_empty()).filter_map(text);
    none(&sources.flat_map(|s| machine_paths(&s)).collect::<Vec<_>>());
}

#[test]
fn unsafe_code_stays_where_its_reason_is() {
    // One file gives SQLite memory that stays locked (ADR 30), one hands the key to SQLCipher, one wipes
    // memory that is given back. A fourth is a decision: add it with its reason.
    const LIFTED: [&str; 3] =
        ["src/storage/memory.rs", "src/storage/open.rs", "src/vault/memory.rs"];
    let sources = files("src", ".rs");
    let uses: Vec<&str> = sources
        .iter()
        .filter(|s| code(&s.text).contains("unsafe {") || code(&s.text).contains("unsafe fn"))
        .map(|s| s.path.as_str())
        .collect();
    assert_eq!(uses, LIFTED);
    assert!(read("Cargo.toml").contains("unsafe_code = \"deny\""));
}

#[test]
fn the_checks_see_what_is_wrong() {
    let source = |text: &str| Source { path: "src/x.rs".to_owned(), text: text.to_owned() };
    assert!(too_long(&source(&"x\n".repeat(501))).is_some());
    assert!(too_long(&source(&"x\n".repeat(500))).is_none());
    for bad in
        ["todo!()", "#[ignore]", "#[allow(dead_code)]", "// TODO: later", "#![expect(\n    x,\n)]"]
    {
        assert_eq!(careless(&source(bad)).len(), 1, "{bad}");
    }
    for good in ["#[ignore = \"slow\"]", "#[expect(\n    x,\n    reason = \"y\"\n)]", "// plain"] {
        assert!(careless(&source(good)).is_empty(), "{good}");
    }
    assert_eq!(forgotten(&["a".to_owned(), "b".to_owned()], "pub mod a;\n// mod b;"), ["b"]);
    let path = format!("see /{}/x", "work");
    assert_eq!(machine_paths(&source(&path)).len(), 1);
    assert!(machine_paths(&source("docs/work/x and https://example.org/home/x")).is_empty());
}
