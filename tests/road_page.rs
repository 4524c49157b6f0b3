//! `docs/ROAD.md`, printed from the table.

use hoso::domain::road::{ActPattern, FACTS, Fact, TRANSITIONS, Transition, WHOLE_RULES};
use hoso::domain::word::{Lang, Law, MeasureCode, Word};
use std::fmt::Write;

/// The page as the table makes it. Write it anew with
/// `HOSO_WRITE_DOCS=1 cargo test --test all road_page`.
#[test]
fn the_page_of_the_road_is_what_the_table_says() {
    let page = page();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ROAD.md");
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == page,
        "docs/ROAD.md is not what the table says: HOSO_WRITE_DOCS=1 cargo test --test all road_page"
    );
}

fn words<W: Word>(words: &[W]) -> String {
    words.iter().map(|w| format!("`{}`", w.code())).collect::<Vec<_>>().join(" ")
}

fn act(row: &Transition) -> String {
    match row.act {
        ActPattern::Open(codes) => format!("open {}", words(codes)),
        ActPattern::Close(codes, reason) => {
            let every = MeasureCode::ALL.len() == codes.len();
            let which = if every { "any measure".to_owned() } else { words(codes) };
            format!("close {which} as `{}`", reason.code())
        }
        ActPattern::Record(kind, []) => format!("record `{}`", kind.code()),
        ActPattern::Record(kind, outcomes) => {
            format!("record `{}` {}", kind.code(), words(outcomes))
        }
    }
}

fn page() -> String {
    let mut out = String::from(HEAD);
    let facts = |facts: &[Fact]| {
        let names: Vec<&str> =
            facts.iter().map(|f| f.rule().id.trim_start_matches("road.fact.")).collect();
        if names.is_empty() { "–".to_owned() } else { names.join(", ") }
    };
    for (title, prefix) in [
        ("Opening a measure", "road.open."),
        ("Closing a measure", "road.close."),
        ("Recording an event", "road.record."),
    ] {
        write!(
            out,
            "\n## {title}\n\n| rule | act | from | law | refused without | remarked without | effect | where |\n|---|---|---|---|---|---|---|---|\n"
        )
        .unwrap();
        for row in TRANSITIONS.iter().filter(|row| row.id.starts_with(prefix)) {
            let laws: Vec<&str> = row.laws.iter().map(|l: &Law| l.code()).collect();
            writeln!(
                out,
                "| `{}` | {} | {} | {} | {} | {} | {} ({}) | {} |",
                row.id,
                act(row),
                row.from.words.text(Lang::En),
                laws.join(", "),
                facts(row.must),
                facts(row.expected),
                row.effect.vi,
                row.effect.en,
                row.citation
            )
            .unwrap();
        }
    }
    out += "\n## Facts\n\n| fact | what it is | refused with | what makes it possible | where |\n|---|---|---|---|---|\n";
    for f in FACTS {
        let id = f.id.trim_start_matches("road.fact.");
        writeln!(
            out,
            "| {id} | {} ({}) | {} | {} | {} |",
            f.name.vi, f.name.en, f.refused.vi, f.way.vi, f.citation
        )
        .unwrap();
    }
    out += "\n## Rules of every act\n\n| rule | refused with | what makes it possible | where |\n|---|---|---|---|\n";
    for r in WHOLE_RULES {
        writeln!(
            out,
            "| `{}` | {} ({}) | {} ({}) | {} |",
            r.id, r.sentence.vi, r.sentence.en, r.way.vi, r.way.en, r.citation
        )
        .unwrap();
    }
    out
}

const HEAD: &str = "# The road: which act, from where, under which law, needing which facts

Made from the table in `src/domain/road/` by a test; change the table, then run
`HOSO_WRITE_DOCS=1 cargo test --test all road_page` to write this page anew.

How to read it: an act is judged on the day it happened. *Refused without*: the act is refused unless the fact is on
file by that day. *Remarked without*: the act is saved with the remark \"chưa ghi …\", but refused where the file says
the opposite (another result, or the fact only after the act that answers it). A file without any measure, and a
measure whose source is `moved_in`, are not asked for what may be on paper elsewhere: there a fact that is merely not on
file is remarked. Imported history is never judged. Where a row names a result it comes before the row of the whole
kind. On the day of a change both standings hold. What waits for working days (`reading_over`, `closing_time`) is
refused with the first lawful day, counted by the rules' table of days off; where the count touches a year without a
whole table it is remarked instead. Articles were read in the copies named in `LEGAL_SOURCES.md`.
";
