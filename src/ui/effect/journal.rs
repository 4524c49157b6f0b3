//! What the screen of the journal asks for.

use super::Asked;
use crate::domain::journal::JournalQuery;
use crate::services::Verdict;
use crate::services::view::JournalPage;

/// What is asked about the journal.
#[derive(Clone, PartialEq, Eq)]
pub enum JournalAsk {
    /// A window of the entries that a question finds.
    Page {
        /// What is asked.
        query: JournalQuery,
        /// First line, the newest entry being 0.
        first: usize,
        /// Lines.
        count: usize,
    },
    /// All that a question finds, as a new file.
    Write {
        /// What is asked.
        query: JournalQuery,
        /// Where to.
        path: String,
    },
    /// The whole verdict on journal and rows.
    Verify,
}

impl JournalAsk {
    /// Which question it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Page { .. } | Self::Verify => Asked::Read,
            Self::Write { .. } => Asked::Write,
        }
    }
}

/// What comes back.
#[derive(Clone)]
pub enum JournalAnswer {
    /// The window, and of which question.
    Page(JournalQuery, JournalPage),
    /// So many entries were written.
    Written(usize),
    /// The verdict.
    Verdict(Verdict),
}
