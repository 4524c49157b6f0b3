//! Drafts: what someone typed or a workbook held, before it is a record.
//!
//! A draft maps fields to texts. Parsing it collects ALL refusals, each naming its field; a record
//! gives its draft back in canonical form (codes, ISO dates), so that comparing two records field
//! by field, storing a row and filling a form are one mechanism.

use super::date::{self, DateProblem, PartialDate};
use super::refusal::{Oddity, Reason, Refusal, Remark};
use super::text::{clean_line, mentions_hiv};
use super::word::{Word, squash};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// The most characters a text may have; a cell of a workbook may have as many (`security.md`).
pub const TEXT_LIMIT: usize = 4096;

/// Texts by field; a blank text is no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft<F: Word + Ord> {
    values: BTreeMap<F, String>,
}

impl<F: Word + Ord> Default for Draft<F> {
    fn default() -> Self {
        Self { values: BTreeMap::new() }
    }
}

impl<F: Word + Ord> Draft<F> {
    /// An empty draft.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a field; a blank text clears it.
    pub fn set(&mut self, field: F, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.values.remove(&field);
        } else {
            self.values.insert(field, text);
        }
    }

    /// Sets a field where there is a value.
    pub fn set_some(&mut self, field: F, text: Option<impl Into<String>>) {
        if let Some(text) = text {
            self.set(field, text);
        }
    }

    /// The same with one field set.
    #[must_use]
    pub fn with(mut self, field: F, text: impl Into<String>) -> Self {
        self.set(field, text);
        self
    }

    /// The text of a field.
    pub fn get(&self, field: F) -> Option<&str> {
        self.values.get(&field).map(String::as_str)
    }

    /// Whether nothing is filled in.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Every field that has a value.
    pub fn iter(&self) -> impl Iterator<Item = (F, &str)> {
        self.values.iter().map(|(f, v)| (*f, v.as_str()))
    }
}

/// Reads a draft's fields one by one and collects what is refused and what is odd.
pub struct Reader<'a, F: Word + Ord> {
    draft: &'a Draft<F>,
    /// Refusals so far.
    pub refusals: Vec<Refusal>,
    /// Oddities so far.
    pub remarks: Vec<Remark>,
}

impl<'a, F: Word + Ord> Reader<'a, F> {
    /// Starts reading.
    pub fn new(draft: &'a Draft<F>) -> Self {
        Self { draft, refusals: Vec::new(), remarks: Vec::new() }
    }

    /// Notes a refusal.
    pub fn refuse(&mut self, field: F, reason: Reason) {
        self.refusals.push(Refusal::of(field, reason));
    }

    /// Notes an oddity.
    pub fn remark(&mut self, field: F, oddity: Oddity) {
        self.remarks.push(Remark::of(field, oddity));
    }

    /// The raw text of a field.
    pub fn raw(&self, field: F) -> Option<&'a str> {
        self.draft.get(field)
    }

    /// A cleaned line of text of at most [`TEXT_LIMIT`] characters.
    pub fn line(&mut self, field: F) -> Option<String> {
        let text = clean_line(self.raw(field)?);
        if text.chars().nth(TEXT_LIMIT).is_some() {
            self.refuse(field, Reason::TooLong);
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Free text: like a line, and warned about when it mentions HIV status.
    pub fn free_text(&mut self, field: F) -> Option<String> {
        let text = self.line(field)?;
        if mentions_hiv(&text) {
            self.remark(field, Oddity::MentionsHiv);
        }
        Some(text)
    }

    /// A required value: notes a refusal where it is missing and nothing else was refused for it.
    pub fn require<T>(&mut self, field: F, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.refusals.iter().any(|r| r.field == field.code()) {
            self.refuse(field, Reason::Missing);
        }
        value
    }

    /// A word of a closed list.
    pub fn word<W: Word>(&mut self, field: F) -> Option<W> {
        let found = W::from_text(self.raw(field)?);
        if found.is_none() {
            self.refuse(field, Reason::UnknownWord);
        }
        found
    }

    /// Several words of a closed list, separated by `;` or `,`, in the list's order.
    pub fn words<W: Word + Ord>(&mut self, field: F) -> Vec<W> {
        let Some(text) = self.raw(field) else { return Vec::new() };
        let mut found = Vec::new();
        for part in text.split([';', ',', '\n']).filter(|p| !p.trim().is_empty()) {
            match W::from_text(part) {
                Some(w) => found.push(w),
                None => self.refuse(field, Reason::UnknownWord),
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// Có/Không.
    pub fn yes_no(&mut self, field: F) -> Option<bool> {
        match squash(self.raw(field)?).as_str() {
            "co" | "yes" | "true" | "1" | "x" => Some(true),
            "khong" | "no" | "false" | "0" => Some(false),
            _ => {
                self.refuse(field, Reason::Unreadable("Có hoặc Không", "yes or no"));
                None
            }
        }
    }

    /// A whole number from 0 to `most`.
    pub fn number(&mut self, field: F, most: u32) -> Option<u32> {
        let text = self.raw(field)?.trim();
        let found = text.parse::<u32>().ok().filter(|n| *n <= most);
        if found.is_none() {
            self.refuse(field, Reason::Unreadable("một số nguyên", "a whole number"));
        }
        found
    }

    fn dated<T>(&mut self, field: F, read: impl Fn(&str) -> Result<T, DateProblem>) -> Option<T> {
        match read(self.raw(field)?) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.refuse(field, problem.into());
                None
            }
        }
    }

    /// A full date.
    pub fn day(&mut self, field: F) -> Option<NaiveDate> {
        self.dated(field, date::parse_day)
    }

    /// A date as far as known.
    pub fn partial(&mut self, field: F) -> Option<PartialDate> {
        self.dated(field, date::parse_partial)
    }

    /// A date with or without a time.
    pub fn minute(&mut self, field: F) -> Option<NaiveDateTime> {
        self.dated(field, date::parse_minute)
    }
}

/// A parsed record with what was odd about its draft, or all that is refused.
pub type Parsed<T> = Result<(T, Vec<Remark>), Vec<Refusal>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Event, EventDraft, EventField};

    #[test]
    fn a_text_has_an_end() {
        let mut draft: EventDraft = Draft::new();
        draft.set(EventField::Kind, "note");
        draft.set(EventField::At, "22/11/2026");
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let refusals = |draft: &EventDraft| match Event::parse(draft, today) {
            Ok(_) => Vec::new(),
            Err(refusals) => refusals,
        };
        draft.set(EventField::Text, "ă".repeat(TEXT_LIMIT));
        assert!(refusals(&draft).is_empty());
        draft.set(EventField::Text, "ă".repeat(TEXT_LIMIT + 1));
        let refused = refusals(&draft);
        assert!(matches!(refused[..], [Refusal { reason: Reason::TooLong, .. }]));
    }
}
