//! What the screen of importing asks for.

use super::Asked;
use crate::exchange::workbook::Workbook;
use crate::services::view::ImportOutcome;
use std::sync::Arc;

/// A workbook that was read, and what came of it or would.
#[derive(Clone, PartialEq, Eq)]
pub struct Trial {
    /// As it was read: what was looked at is what is taken in.
    pub workbook: Arc<Workbook>,
    /// Row by row.
    pub outcome: ImportOutcome,
}

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub enum ImportAsk {
    /// What the typing of a path can go on with.
    Ahead {
        /// Typed so far.
        typed: String,
        /// Returned with the answer, so that a stale one is known.
        ticket: u64,
    },
    /// Reads a workbook and tells what taking it in would do.
    Try(String),
    /// Takes in what was looked at.
    TakeIn(Arc<Trial>),
    /// Writes the refused rows to a new file.
    WriteRefused(Arc<Trial>, String),
    /// Writes an empty workbook of the right form to a new file.
    WriteTemplate(String),
}

impl ImportAsk {
    /// Which question it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Ahead { .. } | Self::Try(_) => Asked::Read,
            Self::TakeIn(_) | Self::WriteRefused(..) | Self::WriteTemplate(_) => Asked::Write,
        }
    }

    /// Whether it may take long; stopped, it leaves nothing behind.
    pub fn can_stop(&self) -> bool {
        matches!(self, Self::Try(_) | Self::TakeIn(_))
    }
}

/// What comes back.
#[derive(Clone)]
pub enum ImportAnswer {
    /// Paths, and of which question.
    Ahead(u64, Vec<String>),
    /// What taking it in would do.
    Tried(Arc<Trial>),
    /// What was taken in.
    TakenIn(Arc<Trial>),
}
