//! A failure as a screen tells it.

use crate::domain::refusal::Refusal;

/// A failure made ready for the screen: what, why, what to do, code; no personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Trouble {
    /// `HS-0123`.
    pub code: String,
    /// What happened.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// The password was wrong: the lock screen makes one wait.
    pub wrong_password: bool,
    /// The registry file is damaged: it can be set aside.
    pub damaged_file: bool,
    /// Refused fields, for the form.
    pub refusals: Vec<Refusal>,
}
