//! What the documents claim about the tree: the commands, the words, the links, the files.

use super::{Source, files, none, read, root};
use hoso::domain::deadline::Clock;
use hoso::domain::word::{EndReason, EventKind, Lang, MeasureCode, Word};
use hoso::rules::RuleBook;

/// Every committed page.
fn pages() -> Vec<Source> {
    let mut pages = files("docs", ".md");
    for path in ["README.md", "CHANGELOG.md"] {
        pages.push(Source { path: path.to_owned(), text: read(path) });
    }
    pages
}

/// Words of a vocabulary that a page does not show beside their code.
fn unexplained<W: Word>(page: &str) -> Vec<String> {
    let row = |w: &W| page.contains(&format!("| `{}` | {} |", w.code(), w.label(Lang::Vi)));
    W::ALL.iter().filter(|w| !row(w)).map(|w| format!("`{}`: no row", w.code())).collect()
}

/// Clocks whose row is missing or shows other words than the program.
fn unexplained_clocks(page: &str) -> Vec<String> {
    let rules = &RuleBook::embedded().clock_book.clocks;
    let row = |c: &Clock| {
        let start = format!("| `{}` |", c.code());
        let line = page.lines().find(|l| l.starts_with(&start));
        line.is_some_and(|l| l.contains(&format!("| {} |", rules.get(*c).what_vi)))
    };
    let lost = Clock::ALL.iter().filter(|c| !row(c));
    lost.map(|c| format!("{}: no row with its words", c.code())).collect()
}

/// Targets of links within the tree that are not there.
fn broken_links(page: &Source) -> Vec<String> {
    let folder = page.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = page.text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let gone = |target: &&str| {
        let path = target.split('#').next().unwrap_or_default();
        !path.is_empty() && !path.contains("://") && !root().join(folder).join(path).exists()
    };
    targets.filter(gone).map(|t| format!("{}: link to {t}", page.path)).collect()
}

/// Paths in backticks that are not there.
fn broken_paths(page: &Source) -> Vec<String> {
    let quoted = page.text.split('`').skip(1).step_by(2);
    let gone = |text: &&str| {
        let ours = ["src/", "tests/", "docs/", "scripts/", "benches/"];
        ours.iter().any(|p| text.starts_with(p))
            && !text.contains(['*', ' '])
            && !root().join(text).exists()
    };
    quoted.filter(gone).map(|p| format!("{}: no {p}", page.path)).collect()
}

/// The README opens with the two commands.
fn opens_with_commands(readme: &str) -> bool {
    let head: Vec<&str> = readme.lines().take(8).map(str::trim).collect();
    ["cargo run --release -- demo", "cargo test"].iter().all(|c| head.contains(c))
}

#[test]
fn the_readme_opens_with_the_two_commands() {
    assert!(opens_with_commands(&read("README.md")));
    let ci = read(".ci/run");
    assert!(ci.contains("\ncargo test\n") && ci.contains("\nscripts/check"));
}

#[test]
fn every_word_and_clock_is_explained() {
    let glossary = read("docs/GLOSSARY.md");
    let mut lost = unexplained::<MeasureCode>(&glossary);
    lost.extend(unexplained::<EndReason>(&glossary));
    lost.extend(unexplained::<EventKind>(&glossary));
    lost.extend(unexplained_clocks(&glossary));
    none(&lost);
    let sources = read("docs/LEGAL_SOURCES.md");
    let listed = |c: &&Clock| !sources.contains(&format!("`clock.{}`", c.code().to_lowercase()));
    let lost = Clock::ALL.iter().filter(listed);
    none(&lost.map(|c| format!("{}: not in LEGAL_SOURCES.md", c.code())).collect::<Vec<_>>());
}

#[test]
fn links_and_paths_lead_somewhere() {
    let pages = pages();
    none(&pages.iter().flat_map(broken_links).collect::<Vec<_>>());
    none(&pages.iter().flat_map(broken_paths).collect::<Vec<_>>());
}

#[test]
fn every_decision_is_listed() {
    let list = read("docs/adr/README.md");
    let decisions = files("docs/adr", ".md");
    assert!(decisions.len() > 6);
    let name = |s: &Source| s.path.rsplit('/').next().unwrap_or_default().to_owned();
    let lost = decisions.iter().map(name).filter(|n| n != "README.md" && !list.contains(n));
    none(&lost.collect::<Vec<_>>());
}

#[test]
fn the_checks_see_what_is_wrong() {
    let page =
        "| `completed` | Xong | Completed |\n| `death` | Chết | Death |\n| `U1` | duty | x |";
    assert_eq!(unexplained::<EndReason>(page).len(), EndReason::ALL.len() - 1);
    assert_eq!(unexplained_clocks(page).len(), Clock::ALL.len());
    let page = |text: &str| Source { path: "docs/x.md".to_owned(), text: text.to_owned() };
    assert_eq!(
        broken_links(&page("[a](NOTHING.md) [b](GLOSSARY.md#x) [c](https://x.org)")).len(),
        1
    );
    assert_eq!(broken_paths(&page("`src/nothing.rs` `src/lib.rs` `cargo test`")).len(), 1);
    assert!(!opens_with_commands("# hoso\n\n    cargo test\n"));
}
