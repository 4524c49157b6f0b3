//! What is done about files and acts as a whole, each with a reason.

use crate::domain::correction::CorrectionField;
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::person::PersonField;
use crate::domain::retention::DestructionField;
use crate::domain::risk::RiskRules;
use crate::domain::word::Word as _;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What is done with a reason about files and acts as a whole.
#[derive(Clone, PartialEq, Eq)]
pub enum DeskAct {
    /// Two files become one.
    Merge {
        /// The file that stays.
        kept: FileNo,
        /// The file that goes into it.
        away: FileNo,
        /// Fields whose value comes from the latter.
        take: BTreeSet<PersonField>,
        /// Its officer in charge takes over.
        officer: bool,
    },
    /// Merged files are split again.
    Split(FileNo),
    /// Two files are not of one person.
    NotSame(FileNo, FileNo),
    /// An act of this session is taken back.
    Undo(i64),
    /// Rules of risk are put in force from a day.
    SetRiskRules(Box<RiskRules>, NaiveDate),
    /// A cancelled event counts again.
    RestoreEvent(FileNo, EventId),
    /// A cancelled measure counts again.
    RestoreMeasure(FileNo, MeasureId),
    /// A file past its time is proposed for destruction.
    Propose(FileNo),
    /// The proposal is taken back.
    Withdraw(FileNo),
    /// The file is destroyed; what is typed is its number once more, no reason.
    Destroy(FileNo),
}

impl DeskAct {
    /// Code of the field that is typed: the reason, of a destruction the file number.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Destroy(_) => DestructionField::Typed.code(),
            _ => CorrectionField::Reason.code(),
        }
    }

    /// Whether it is about a file past its time.
    pub fn of_retention(&self) -> bool {
        matches!(self, Self::Propose(_) | Self::Withdraw(_) | Self::Destroy(_))
    }

    /// By what the reason being typed is kept: which act, and on whose file.
    pub fn key(&self) -> (String, String) {
        match self {
            Self::Merge { kept, away, .. } => (format!("merge:{away}"), kept.to_string()),
            Self::Split(file) => ("split".to_owned(), file.to_string()),
            Self::NotSame(one, other) => (format!("not_same:{other}"), one.to_string()),
            Self::Undo(seq) => (format!("undo:{seq}"), String::new()),
            Self::SetRiskRules(_, from) => (format!("risk_rules:{from}"), String::new()),
            Self::RestoreEvent(file, id) => (format!("restore:event:{}", id.0), file.to_string()),
            Self::Propose(file) => ("propose".to_owned(), file.to_string()),
            Self::Withdraw(file) => ("withdraw".to_owned(), file.to_string()),
            Self::Destroy(file) => ("destroy".to_owned(), file.to_string()),
            Self::RestoreMeasure(file, id) => {
                (format!("restore:measure:{}", id.0), file.to_string())
            }
        }
    }
}
