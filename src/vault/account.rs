//! An account as everyone may see it: who, in which role, with which signing keys.

use super::secret::silent_debug;

/// What an account may do; the rules behind the word are the services'.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    /// Trưởng: also accounts, the unit key, recovery.
    Chief,
    /// Cán bộ: keeps the files.
    Officer,
    /// Người kiểm tra: reads only, every look recorded.
    Inspector,
}

impl Role {
    /// The word of the command line and of the journal: `chief`, `officer`, `inspector`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Chief => "chief",
            Self::Officer => "officer",
            Self::Inspector => "inspector",
        }
    }

    /// The role of a word of [`Role::word`].
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Chief, Self::Officer, Self::Inspector].into_iter().find(|role| role.word() == word)
    }

    pub(super) fn code(self) -> u8 {
        match self {
            Self::Chief => 1,
            Self::Officer => 2,
            Self::Inspector => 3,
        }
    }

    pub(super) fn from_code(code: u8) -> Option<Self> {
        [Self::Chief, Self::Officer, Self::Inspector].into_iter().find(|role| role.code() == code)
    }
}

/// An officer's account as everyone may see it (the unlock screen, `officer list`).
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Login name, unique without regard to case.
    pub login: String,
    /// The officer's name as he writes it.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// `false` after the chief disabled it.
    pub active: bool,
    /// The account must be given a new password by the chief: the device secret is a new one.
    pub waiting: bool,
    /// The officer's Ed25519 public key, with which the journal's signatures are checked.
    pub signing_key: [u8; 32],
    /// Every signing key the account ever had, oldest first; the last is `signing_key`.
    pub keys: Vec<SigningPeriod>,
}

/// A signing key and from where it is in force.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SigningPeriod {
    /// Entries of the journal when it came into force: it signs those after.
    pub since: u64,
    /// The Ed25519 public key.
    pub key: [u8; 32],
}

silent_debug!(Account, SigningPeriod);
