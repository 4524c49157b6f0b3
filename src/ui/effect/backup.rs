//! What the screen of backups asks for, and how far one is.

use super::Asked;
use crate::services::{BackupLine, BackupMade, BackupReminder};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What is asked about backups.
#[derive(Clone, PartialEq, Eq)]
pub enum BackupAsk {
    /// The register and the reminder.
    Load,
    /// Makes one in this folder.
    Make {
        /// As typed.
        folder: String,
        /// Where the worker says how far it is.
        heard: Heard,
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

/// How far a work is, in percent, or [`Heard::PROVING`]. Written by the worker, read
/// when the screen is drawn.
#[derive(Clone, Default)]
pub struct Heard(Arc<AtomicU32>);

impl Heard {
    /// What stands for "being read back".
    pub const PROVING: u32 = 101;

    /// Says how far it is.
    pub fn say(&self, percent: u32) {
        self.0.store(percent, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn percent(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl PartialEq for Heard {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Heard {}

/// What comes back.
#[derive(Clone)]
pub enum BackupAnswer {
    /// Every backup, newest first, and when the next is due.
    Register(Vec<BackupLine>, BackupReminder),
    /// One was made.
    Made(BackupMade),
}
