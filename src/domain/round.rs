//! A round of visits: whom to see, where, and what is due, hamlet by hamlet. Printed for one trip
//! and marked "Nội bộ"; it holds names.

use super::deadline::Clock;
use super::id::FileNo;
use super::word::Outcome;
use chrono::{NaiveDate, NaiveDateTime};

/// The list of one round.
#[derive(Clone, PartialEq, Eq)]
pub struct RoundList {
    /// The unit's name.
    pub unit: String,
    /// Full name of the officer who made it.
    pub made_by: String,
    /// When.
    pub made_at: NaiveDateTime,
    /// What is due up to the end of this day.
    pub until: NaiveDate,
    /// The hamlets, in the order of their names; people without one come last.
    pub hamlets: Vec<RoundHamlet>,
}

impl RoundList {
    /// How many people are on it.
    pub fn people(&self) -> usize {
        self.hamlets.iter().map(|h| h.visits.len()).sum()
    }
}

/// The people of one hamlet.
#[derive(Clone, PartialEq, Eq)]
pub struct RoundHamlet {
    /// Its name; `None` = not recorded.
    pub name: Option<String>,
    /// Whom to see, earliest due first.
    pub visits: Vec<Visit>,
}

/// One person to see.
#[derive(Clone, PartialEq, Eq)]
pub struct Visit {
    /// Case file number.
    pub file_no: FileNo,
    /// Full name.
    pub name: String,
    /// Year of birth.
    pub born: i32,
    /// Where he lives, as last recorded.
    pub address: Option<String>,
    /// What is due: clock, words, when.
    pub due: Vec<(Clock, String, NaiveDateTime)>,
    /// The last contact and how it went.
    pub last_contact: Option<(NaiveDate, Option<Outcome>)>,
}
