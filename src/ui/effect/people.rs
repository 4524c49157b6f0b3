//! Who is at the desk, and what the first run says of him.

use super::{Preferences, Role};
use crate::services::{ClockNote, CopyNote};
use zeroize::Zeroizing;

/// What the first run collects.
#[derive(Clone, PartialEq, Eq)]
pub struct NewRegistry {
    /// Official code of the unit, five digits.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Far area: 48 h instead of 24 h to verify residence (D163 Đ58.1).
    pub remote: bool,
    /// Chief's login name.
    pub login: String,
    /// Chief's full name.
    pub full_name: String,
    /// Chief's password.
    pub password: Zeroizing<String>,
}

/// An account as the lock screen names it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
}

/// A unit of the official list.
#[derive(Clone, PartialEq, Eq)]
pub struct UnitChoice {
    /// Five digits.
    pub code: String,
    /// Name, with its kind: "Xã Hòa Bình".
    pub name: String,
    /// Province.
    pub province: String,
}

/// Who works now, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Unit name.
    pub unit_name: String,
    /// Unit code.
    pub unit_code: String,
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// How he likes his screens.
    pub preferences: Preferences,
    /// The PC's clock jumped.
    pub clock_note: Option<ClockNote>,
    /// Of a chief: the data key is a year old or more, in days.
    pub old_key_days: Option<i64>,
    /// The folder is a copy that was made while it was open.
    pub copy_note: Option<Box<CopyNote>>,
}
