//! What is asked about accounts.

use super::Asked;
use crate::domain::word::Role;
use crate::services::OfficerLine;
use zeroize::Zeroizing;

/// What is asked about accounts.
#[derive(Clone, PartialEq, Eq)]
pub enum AccountAct {
    /// All of them.
    Load,
    /// A new one.
    Add {
        /// Login name.
        login: String,
        /// Full name.
        full_name: String,
        /// Role.
        role: Role,
        /// First password.
        password: Zeroizing<String>,
    },
    /// Switched off, the data key replaced.
    Disable(String),
    /// Switched on again.
    Enable(String),
    /// Another role.
    SetRole(String, Role),
    /// A new password, one's own or another's.
    SetPassword(String, Zeroizing<String>),
}

impl AccountAct {
    /// Which question it is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Load => Asked::Read,
            _ => Asked::Write,
        }
    }
}

/// Every account.
#[derive(Clone, PartialEq, Eq)]
pub struct Roster {
    /// In the order they were added, disabled ones too.
    pub lines: Vec<OfficerLine>,
    /// There is one chief only.
    pub second_chief_advised: bool,
}
