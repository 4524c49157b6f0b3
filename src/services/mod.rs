//! What an officer can do, one function a duty: permission, rule, transaction and journal entry
//! together. [`Registry`] is the face; `ui` and `cli` know nothing below it but domain words.

mod acts;
mod agenda;
mod anchor;
mod aside;
mod assign;
mod backup;
mod backup_file;
mod bin;
mod bulk;
mod clock;
mod closing;
mod correct;
pub mod demo;
mod derive;
mod dossier;
mod doubles;
mod error;
mod import;
mod inbox;
mod merging;
#[cfg(test)]
mod merging_tests;
mod officers;
mod packages;
mod permission;
mod preference;
mod proof;
mod recovery;
mod registry;
mod report;
mod restore;
mod risk;
mod risk_view;
mod road;
mod roll_up;
mod roster;
mod scribe;
mod settings;
mod situation;
mod today;
mod turn;
#[cfg(test)]
mod turn_tests;
mod undo;
mod unsaved;
pub mod view;

pub use acts::CLEAR;
pub use anchor::AnchorNote;
pub use backup::{BackupLine, BackupMade, BackupPlan, BackupReminder, BackupStage, backup_told};
pub use backup_file::prover_from_arguments;
pub use bulk::Outcome as BulkOutcome;
pub use clock::{ClockNote, now};
pub use closing::{Closed, Closing, Correction, OpeningDiffers};
pub use error::{Failure, SendingFault};
pub use inbox::Inbox;
pub use officers::OfficerLine;
pub use packages::{Exported, Sent, Superior, SuperiorFiles, superior_keygen};
pub use permission::{Duty, PERMISSIONS, Permission, Recorded};
pub use proof::{JournalFault, JournalFaultKind, JournalProof, RowsProof, Verdict};
pub use recovery::{DrillOutcome, NewSheets, Recovery};
pub use registry::{Accounts, CheckOutcome, Founding, OfficerIdentity, Registry, UnitIdentity};
pub use restore::{BackupContents, Restoration, Restored};
pub use roll_up::{Gathered, RefusedFile, UnitWarning};
pub use undo::UNDO_DEPTH;
