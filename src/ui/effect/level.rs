//! What the receiving level's screen asks for: packages summed up, files written. No registry is
//! needed for it, and none is touched.

use crate::services::{Gathered, Published};
use std::sync::Arc;

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub enum LevelAsk {
    /// Sums up the packages of a period.
    RollUp(LevelDesk),
    /// Writes what was summed up to a file.
    Write {
        /// As what.
        what: LevelFile,
        /// The sums.
        found: Arc<Gathered>,
        /// Where to.
        path: String,
        /// Earlier publications, `;` between them; for a publication.
        earlier: String,
        /// Merges, `;` between them; for a publication.
        merges: String,
    },
}

impl LevelAsk {
    /// Whether it may take long; stopped, it leaves nothing behind.
    pub fn can_stop(&self) -> bool {
        matches!(self, Self::RollUp(_) | Self::Write { what: LevelFile::Publication, .. })
    }
}

/// Where the packages are and what opens them, as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct LevelDesk {
    /// The folder of packages.
    pub folder: String,
    /// The level's secret key file.
    pub identity: String,
    /// The list of units.
    pub units: String,
    /// Code of the period.
    pub period: String,
}

/// A file of a roll-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelFile {
    /// The workbook: exact, internal.
    Sheet,
    /// The long CSV.
    Csv,
    /// DHIS2's dataValueSets.
    Dhis2,
    /// The publication: JSON, or CSV where the name ends so.
    Publication,
}

/// What comes back.
#[derive(Clone)]
pub enum LevelAnswer {
    /// The sums.
    Found(Arc<Gathered>),
    /// A file is written.
    Written(LevelFile),
    /// What became of the publication.
    Published(Arc<Published>),
}
