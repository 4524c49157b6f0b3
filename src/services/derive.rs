//! Rebuilds what is derived from a person's facts: ends and report rows of measures, standing,
//! running clocks. Called in the transaction that changes the facts; nothing else writes them.

use super::error::Failure;
use super::registry::Registry;
use crate::domain::case::CaseFile;
use crate::domain::deadline::{ClockBook, ClockKind, ClockRule, Deadline, deadlines};
use crate::domain::id::PersonId;
use crate::domain::report::row_of;
use crate::domain::word::{MeasureCode, RiskLevel};
use crate::rules::RuleBook;
use crate::storage::{StorageError, Write};
use chrono::{NaiveDate, NaiveDateTime};

/// What a case file amounts to.
pub(super) struct Derived {
    pub measure: Option<MeasureCode>,
    pub measure_end: Option<NaiveDate>,
    pub next_due: Option<NaiveDateTime>,
    pub deadlines: Vec<Deadline>,
}

/// Rank of a clock on the work list: legal duties, other legal clocks, then the unit's own by risk.
pub(super) fn rank(rule: &ClockRule, risk: Option<RiskLevel>) -> u8 {
    match (rule.citation.is_unit(), rule.kind, risk) {
        (false, ClockKind::Duty, _) => 0,
        (false, ..) => 1,
        (true, _, Some(RiskLevel::High)) => 2,
        (true, _, Some(RiskLevel::Medium)) => 3,
        (true, _, Some(RiskLevel::Low) | None) => 4,
    }
}

/// Ranks whose passed clocks are nobody's fault here (watch, expiry, window).
pub(super) const NOTICE_RANK: u8 = 1;
/// How many ranks there are.
pub(super) const RANKS: u8 = 5;

/// Works out what a case file amounts to. `on` only chooses which measure counts as active.
pub(super) fn derive(case: &CaseFile, book: &ClockBook, on: NaiveDate) -> Derived {
    let active = case.active_main(on);
    let index = active.and_then(|a| case.measures.iter().position(|m| m.id == a.id));
    let end = index.and_then(|i| book.terms.compute(case, i)).and_then(|c| c.end());
    let deadlines = deadlines(case, book, None);
    let duties = deadlines.iter().filter(|d| {
        let rule = book.clocks.get(d.clock);
        rule.kind == ClockKind::Duty && !rule.dossier_only
    });
    Derived {
        measure: active.map(|m| m.record.code),
        measure_end: end,
        next_due: duties.map(|d| d.due).min(),
        deadlines,
    }
}

/// Writes all that is derived from a case file.
pub(super) fn write(
    tx: &Write<'_>,
    case: &CaseFile,
    book: &ClockBook,
    today: NaiveDate,
) -> Result<(), StorageError> {
    for (i, m) in case.measures.iter().enumerate() {
        let end = book.terms.compute(case, i).and_then(|c| c.computed_end);
        let counted = m.record.code.is_main() && m.record.counts();
        let row =
            counted.then(|| row_of(m.record.code, book.terms.post_rehab_months(case, i))).flatten();
        tx.derive_measure(m.id, &m.record, end, row)?;
    }
    let derived = derive(case, book, today);
    tx.derive_standing(case.id, derived.measure, derived.measure_end, derived.next_due, None)?;
    let listed: Vec<(Deadline, u8)> = derived
        .deadlines
        .into_iter()
        .filter(|d| !book.clocks.get(d.clock).dossier_only)
        .map(|d| {
            let rank = rank(book.clocks.get(d.clock), None);
            (d, rank)
        })
        .collect();
    tx.derive_deadlines(case.id, &listed)
}

/// Rebuilds all that is derived, of everybody, with other rules.
pub(super) fn rebuild(
    tx: &Write<'_>,
    people: &[PersonId],
    book: &RuleBook,
    today: NaiveDate,
) -> Result<(), StorageError> {
    for id in people {
        if let Some(case) = tx.case(*id)? {
            tx.derive_person(*id, &case.person)?;
            write(tx, &case, &book.clock_book, today)?;
        }
    }
    tx.set_derived_rules(book.version())
}

impl Registry {
    /// Whether all that is derived is what the facts give now. Nothing is written: what is rebuilt
    /// for the comparison is rolled back.
    pub(super) fn derived_holds(&mut self) -> Result<bool, Failure> {
        let today = self.now().date();
        let ids = self.store.person_ids()?;
        let tx = self.store.write()?;
        let there = tx.derived_digest()?;
        rebuild(&tx, &ids, &self.book, today)?;
        Ok(tx.derived_digest()? == there)
    }

    /// Rebuilds all that is derived when the rules changed since it was written.
    pub(super) fn renew_derived(&mut self) -> Result<(), Failure> {
        if self.store.is_derived_with(self.book.version())? {
            return Ok(());
        }
        let today = self.now().date();
        let ids = self.store.person_ids()?;
        let tx = self.store.write()?;
        rebuild(&tx, &ids, &self.book, today)?;
        tx.commit()?;
        self.roster = None;
        Ok(())
    }
}
