//! The law as data: terms, clocks, days off and their sources, embedded as TOML, parsed and
//! checked once into domain types.
//!
//! What a figure is, from when to when it holds, where it stands and how sure that is, are data
//! here. How dates follow from facts is Rust in [`crate::domain`]. Every rule carries a worked
//! example that a test runs; `docs/LEGAL_SOURCES.md` is made from these files.

pub mod days;
pub mod indicators;
mod parse;
pub mod plan;
mod raw;
mod retention;
pub mod risk;
pub mod settings;
pub mod units;

use crate::domain::deadline::{ClockBook, ClockRules};
use crate::domain::legal::{Citation, Confidence};
use crate::domain::risk::RiskRules;
use crate::domain::term::TermRules;
use crate::domain::work_calendar::WorkCalendar;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// The texts of the rules, by file name.
const TEXTS: Texts = Texts {
    measures: include_str!("measures.toml"),
    deadlines: include_str!("deadlines.toml"),
    holidays: include_str!("holidays.toml"),
    sources: include_str!("sources.toml"),
    risk: risk::TEXT,
};

/// The five texts that make a book.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// Terms of the measures.
    pub measures: &'a str,
    /// The clocks.
    pub deadlines: &'a str,
    /// Days off.
    pub holidays: &'a str,
    /// Sources and differences.
    pub sources: &'a str,
    /// Rules of risk.
    pub risk: &'a str,
}

/// Why rules cannot be used: which file, which rule, what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// Not TOML, or a key that is missing, unknown or of the wrong kind.
    #[error("{file}: {what}")]
    Unreadable {
        /// The file.
        file: &'static str,
        /// What the parser says.
        what: String,
    },
    /// A value that makes no sense.
    #[error("{file}: {id}: {what}")]
    Nonsense {
        /// The file.
        file: &'static str,
        /// The rule.
        id: String,
        /// What is wrong.
        what: String,
    },
}

/// A text that a citation names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What citations call it: `L120`, `D163`.
    pub key: String,
    /// Its title.
    pub title: String,
    /// First day in force.
    pub in_force_from: NaiveDate,
    /// Last day in force, where it has ended.
    pub in_force_until: Option<NaiveDate>,
    /// In what it was read, Vietnamese.
    pub read: String,
    /// The most that a figure of it can claim.
    pub confidence: Confidence,
}

/// Where what was read differs from the project's table of the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The rule or figure.
    pub about: String,
    /// What differs.
    pub text: String,
}

/// What a line of the book is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// A term of a measure.
    Term,
    /// A clock.
    Clock,
    /// A year's days off.
    WorkYear,
    /// A rule of risk, or where the levels begin.
    Risk,
    /// How long a closed file is kept.
    Retention,
}

/// One rule as `hoso rules` and the list of sources show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleInfo {
    /// Identifier, never reused.
    pub id: String,
    /// What it is about.
    pub kind: RuleKind,
    /// The figure, short: `12 M`, `24 h`, `3 last WD`.
    pub figure: String,
    /// The rule as a Vietnamese sentence.
    pub sentence: String,
    /// First day in force.
    pub in_force_from: NaiveDate,
    /// Last day in force, where it has ended.
    pub in_force_until: Option<NaiveDate>,
    /// Where it stands.
    pub citation: Citation,
    /// Some of its days are from memory or reckoned, to be compared with the official notice.
    pub to_check: bool,
}

/// The rules in force, checked.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// What deadlines are computed from: clocks, terms, working days.
    pub clock_book: ClockBook,
    /// Every rule, for lists.
    pub rules: Vec<RuleInfo>,
    /// The sources that citations name.
    pub sources: Vec<Source>,
    /// Where what was read differs from the domain's table.
    pub differences: Vec<Difference>,
    /// The rules of risk.
    pub risk: std::sync::Arc<RiskRules>,
    version: String,
}

impl RuleBook {
    /// The book compiled into this program.
    #[expect(clippy::expect_used, reason = "compiled in; a test parses it before any release")]
    pub fn embedded() -> &'static Self {
        static BOOK: OnceLock<RuleBook> = OnceLock::new();
        BOOK.get_or_init(|| Self::parse(&TEXTS).expect("the embedded rules are checked by a test"))
    }

    /// Reads and checks a book: every clock once, every id once, every citation in the sources,
    /// no figure surer than its source, no range upside down.
    pub fn parse(texts: &Texts) -> Result<Self, RuleError> {
        parse::book(texts)
    }

    /// The terms.
    pub fn terms(&self) -> &TermRules {
        &self.clock_book.terms
    }

    /// The clocks.
    pub fn clocks(&self) -> &ClockRules {
        &self.clock_book.clocks
    }

    /// The days off.
    pub fn calendar(&self) -> &WorkCalendar {
        &self.clock_book.calendar
    }

    /// The source that a citation names; none for a unit setting.
    pub fn source(&self, citation: &Citation) -> Option<&Source> {
        self.sources.iter().find(|s| s.key == citation.source)
    }

    /// SHA-256 of the texts, in hexadecimal: two programs with the same rules give the same.
    pub fn version(&self) -> &str {
        &self.version
    }
}

fn version_of(texts: &Texts) -> String {
    let mut hash = Sha256::new();
    for text in [texts.measures, texts.deadlines, texts.holidays, texts.sources, texts.risk] {
        // The length first, so that moving text from one file to the next changes the hash.
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hexadecimal(&hash.finalize())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        for digit in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(digit), 16));
        }
        text
    })
}

#[cfg(test)]
mod clock_cases;
#[cfg(test)]
mod clock_properties;
#[cfg(test)]
mod own_work_tests;
#[cfg(test)]
mod risk_tests;
#[cfg(test)]
mod tests;
