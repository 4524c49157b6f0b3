//! Effects as values: what the screens ask for and what comes back. Tests run them inline; the
//! program runs them on its worker thread.

mod account;
mod answer;
mod ask;
mod backup;
mod import;
mod journal;
mod level;
mod mend;
mod people;
mod programme;
mod sending;
mod settle;
mod trouble;
mod written;

pub use account::{AccountAct, Roster};
pub use answer::Answer;
pub use ask::{Asked, Effect};
pub use backup::{BackupAnswer, BackupAsk};
pub use import::{ImportAnswer, ImportAsk, Trial};
pub use journal::{JournalAnswer, JournalAsk};
pub use level::{LevelAnswer, LevelAsk, LevelDesk, LevelFile};
pub use mend::{Before, Mend};
pub use people::{AccountLine, NewRegistry, Session, UnitChoice};
pub use programme::ProgrammeAsk;
pub use sending::SendAct;
pub use settle::DeskAct;
pub use trouble::Trouble;
pub use written::Written;

use super::preference::{Preference, Preferences};
use crate::domain::word::Role;
use crate::services::Watch;

/// Who carries effects out. The worker owns one; tests have their own.
pub trait Desk: Send {
    /// Carries out one effect.
    fn run(&mut self, effect: Effect) -> Answer;

    /// By which a long effect is watched and stopped from another thread.
    fn watch(&self) -> Watch {
        Watch::default()
    }
}
