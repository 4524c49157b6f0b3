//! What an officer typed in a form and has not saved yet (bản nháp). It is no fact: nothing counts
//! it, nobody but he sees it, and it is gone once the form is saved or given up.

use chrono::NaiveDateTime;
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// Which form, about what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnsavedKey {
    /// The form, as the screens name it.
    pub form: String,
    /// A file number or the id of a rule; empty where the form is about nothing yet.
    pub subject: String,
}

/// A form that was left with text in it, without the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedHead {
    /// Which form.
    pub key: UnsavedKey,
    /// When it was kept last.
    pub at: NaiveDateTime,
}

/// A form with what was typed: wiped from memory when dropped, and no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Unsaved {
    /// Which form.
    pub key: UnsavedKey,
    /// The line above the form: whom it is about.
    pub heading: Zeroizing<String>,
    /// Code of the field with the focus.
    pub focus: String,
    /// By code of the field: what stood there at first, what stands there now.
    pub fields: BTreeMap<String, (Zeroizing<String>, Zeroizing<String>)>,
}
