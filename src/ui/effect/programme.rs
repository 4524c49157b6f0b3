//! Programme work, level and plan, as screens ask for them.

use super::Asked;
use crate::domain::date::Period;
use crate::domain::report::Programme;
use crate::services::PlanChange;

/// What is asked.
#[derive(Clone, PartialEq, Eq)]
pub enum ProgrammeAsk {
    /// What stands for a month.
    Load(Period),
    /// Figures of a month, level and targets.
    Set(Period, Vec<(Programme, Option<u64>)>, PlanChange),
}

impl ProgrammeAsk {
    /// Which question it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Load(_) => Asked::Read,
            Self::Set(..) => Asked::Write,
        }
    }
}
