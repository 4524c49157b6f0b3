//! The rules of the house, held by reading its own text: layers, habits, schema, errors, words in
//! the documents, licences. Each check is a function over text, tried on a bad sample as well, so
//! that none of them can pass by looking at nothing.

mod documents;
mod errors;
mod habits;
mod layers;
mod licences;
mod portable;
mod schema;
mod versions;

use std::path::{Path, PathBuf};

/// A file of the tree: its path from the root, with `/`, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The root of the tree.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file's text.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Every file under `folder` whose name ends so, in the order of paths.
pub fn files(folder: &str, ending: &str) -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { walk(&path, found) } else { found.push(path) }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    let named = |p: PathBuf| {
        let path = p.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        path.ends_with(ending).then(|| Source { text: std::fs::read_to_string(&p).unwrap(), path })
    };
    let mut sources: Vec<Source> = found.into_iter().filter_map(named).collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!sources.is_empty(), "no file {ending} under {folder}: the check would see nothing");
    sources
}

/// The text with its comments blanked, line for line.
pub fn code(text: &str) -> String {
    let bare = |line: &str| {
        let comment = line.trim_start().starts_with("//");
        if comment { "" } else { line.split(" // ").next().unwrap_or_default() }.to_owned()
    };
    text.lines().map(bare).collect::<Vec<_>>().join("\n")
}

/// Fails with one line a fault.
pub fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}
