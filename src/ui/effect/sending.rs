//! Closing a period and sending it, as screens ask for it.

use crate::domain::date::Period;

/// What is asked of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SendAct {
    /// The chief signs and closes it.
    Close(Period),
    /// The next package is made and written to a file.
    Package(Period),
    /// The newest package is written once more, byte for byte.
    Again(Period),
    /// The paper form is written to a file.
    Paper(Period),
    /// The next package, and the paper form beside it under the same name.
    Both(Period),
    /// The unit's key sheet for the superior is written to a file; of every period the same.
    KeySheet(Period),
}

impl SendAct {
    /// Of which period.
    pub fn period(self) -> Period {
        match self {
            Self::Close(p)
            | Self::Package(p)
            | Self::Again(p)
            | Self::Paper(p)
            | Self::Both(p)
            | Self::KeySheet(p) => p,
        }
    }

    /// Under which form what was typed is kept.
    pub fn key(self) -> (String, String) {
        let form = match self {
            Self::Close(_) => "send:close",
            Self::Package(_) => "send:package",
            Self::Again(_) => "send:again",
            Self::Paper(_) => "send:paper",
            Self::Both(_) => "send:both",
            Self::KeySheet(_) => "send:key_sheet",
        };
        (form.to_owned(), self.period().to_string())
    }
}
