//! What the screen of backups asks for, and what comes back.

use super::Asked;
use crate::services::{BackupLine, BackupMade, BackupReminder};

/// What is asked about backups.
#[derive(Clone, PartialEq, Eq)]
pub enum BackupAsk {
    /// The register and the reminder.
    Load,
    /// Makes one in this folder.
    Make {
        /// As typed.
        folder: String,
    },
}

impl BackupAsk {
    /// Which question it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Load => Asked::Read,
            Self::Make { .. } => Asked::Write,
        }
    }
}

/// What comes back.
#[derive(Clone)]
pub enum BackupAnswer {
    /// Every backup, newest first, and when the next is due.
    Register(Vec<BackupLine>, BackupReminder),
    /// One was made.
    Made(BackupMade),
}
