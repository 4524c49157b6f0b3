//! Many desks run Windows: what only Unix has stands in the files that `docs/WINDOWS.md` names, behind
//! a `cfg`, and nowhere else.

use super::{Source, code, files, none, read};

/// Whether a source names something only Unix (or only Linux) has.
fn is_unix_only(source: &Source) -> bool {
    let text = code(&source.text);
    // What a file's own tests do is not shipped.
    let shipped = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    ["std::os::unix", "rustix::", "signal_hook::", "target_os = \"linux\""]
        .iter()
        .any(|word| shipped.contains(word))
}

fn unguarded(source: &Source) -> bool {
    let text = code(&source.text);
    is_unix_only(source)
        && !["cfg(unix)", "cfg(target_os", "cfg(all(test, unix))", "cfg(not(unix))"]
            .iter()
            .any(|guard| text.contains(guard))
}

#[test]
fn unix_only_calls_stand_where_the_page_says() {
    let page = read("docs/WINDOWS.md");
    let sources: Vec<Source> =
        files("src", ".rs").into_iter().filter(|s| !s.path.ends_with("tests.rs")).collect();
    let named = |s: &Source| page.contains(&format!("| `{}` |", s.path));
    let missing = sources.iter().filter(|s| is_unix_only(s) && !named(s));
    let gone = sources.iter().filter(|s| !is_unix_only(s) && named(s));
    let bare = sources.iter().filter(|s| unguarded(s));
    let mut faults: Vec<String> =
        missing.map(|s| format!("{}: unix-only and not on the page", s.path)).collect();
    faults.extend(gone.map(|s| format!("{}: on the page without need", s.path)));
    faults.extend(bare.map(|s| format!("{}: no cfg", s.path)));
    none(&faults);
}

#[test]
fn the_checks_see_what_is_wrong() {
    let source = |text: &str| Source { path: "src/x.rs".to_owned(), text: text.to_owned() };
    assert!(is_unix_only(&source("use rustix::fs;")));
    assert!(unguarded(&source("use std::os::unix::fs::X;")));
    assert!(!unguarded(&source("#[cfg(unix)]\nuse std::os::unix::fs::X;")));
    assert!(!is_unix_only(&source("// rustix::fs is not used\nuse std::fs;")));
}
