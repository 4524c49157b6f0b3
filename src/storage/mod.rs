//! The only room that names `rusqlite`: the encrypted file, opened in one fixed order, and what
//! is read from and written to it, one file an entity, SQL as constants beside the function that
//! runs them.
//!
//! Storage knows no rule and no permission: services decide, storage keeps.

mod alike;
mod aside;
mod assessment;
mod backup;
mod bound;
mod case;
mod copy;
mod destruction;
mod draft;
mod error;
mod flow;
mod journal;
mod memory;
mod merge;
mod migrate;
mod open;
mod package;
mod packed;
mod person;
#[cfg(test)]
mod plan;
mod preference;
mod registry;
mod reserve;
mod revision;
mod risk_packed;
mod row;
mod seal;
mod setting;
mod situation;
mod standing;
mod team;
mod trail;

pub use alike::AlikeRow;
pub use aside::set_aside;
pub use assessment::{AssessedRow, AssessmentRow, LevelRow, MadeBy, RiskRulesRow};
pub use backup::BackupRow;
pub use case::CaseReader;
pub use copy::CopyFacts;
pub use destruction::ProposalRow;
pub use error::StorageError;
pub use flow::Listing;
pub use journal::EntryRow;
pub use merge::{AddedSince, MergeRow, NewMerge};
pub use open::{CipherVersion, Store, Write};
pub use package::{ClosedRow, PackageRow, PlanRow, ProgrammeRow, SuperiorRow};
pub use packed::PackedPerson;
pub use person::RosterRow;
pub use registry::{OfficerRow, RegistryRow};
pub use reserve::RESERVE_NAME;
pub use revision::{CancelledEvent, HistoryRow, Values, values_of};
pub use setting::{CheckRow, SettingRow};
pub use situation::OverdueCount;
pub use standing::{DeadlineRow, DerivedStanding, PersonLine, RankCount};
pub use team::DeadlineKey;
pub use trail::{ActRow, BinLine, JournalLine, Look};
