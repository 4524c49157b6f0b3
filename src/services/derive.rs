//! Rebuilds what is derived from a person's facts: ends and report rows of measures, standing,
//! running clocks. Called in the transaction that changes the facts; nothing else writes them.

use super::error::Failure;
use super::registry::Registry;
use crate::domain::case::CaseFile;
use crate::domain::deadline::{ClockKind, ClockRule, Deadline, deadlines};
use crate::domain::id::PersonId;
use crate::domain::report::row_of;
use crate::domain::risk::{Assessment, RiskFacts, assess, change_after};
use crate::domain::word::{MeasureCode, RiskLevel};
use crate::rules::RuleBook;
use crate::storage::{DerivedStanding, MadeBy, StorageError, Write};
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::Arc;

/// What a case file amounts to.
pub(super) struct Derived {
    pub measure: Option<MeasureCode>,
    pub measure_end: Option<NaiveDate>,
    pub next_due: Option<NaiveDateTime>,
    pub deadlines: Vec<Deadline>,
    /// The assessment of risk; `None` = not followed any more.
    pub risk: Option<Assessment>,
}

impl Derived {
    /// The level of risk in force.
    pub(super) fn level(&self) -> Option<RiskLevel> {
        self.risk.as_ref().map(Assessment::level)
    }
}

/// By which rules what is derived is written, by whom and when. Taken before a transaction begins.
pub(super) struct Judge {
    pub book: Arc<RuleBook>,
    /// Row of the rule set of risk.
    pub risk_set: i64,
    pub officer: String,
    pub now: NaiveDateTime,
}

impl Judge {
    pub(super) fn made_by(&self) -> MadeBy<'_> {
        MadeBy { officer: &self.officer, at: self.now, rules: self.risk_set }
    }

    fn today(&self) -> NaiveDate {
        self.now.date()
    }
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

/// Works out what a case file amounts to. `on` chooses which measure counts as active, and the
/// level of risk, which sets the pace of the unit's own clocks.
pub(super) fn derive(case: &CaseFile, book: &RuleBook, on: NaiveDate) -> Derived {
    derive_from(case, &RiskFacts::of(case), book, on)
}

/// The same of the facts known at the end of a day. Before the first of them there was no file, so no
/// level; of today and later, a file just made has one.
pub(super) fn derive_as_of(
    known: &CaseFile,
    book: &RuleBook,
    on: NaiveDate,
    today: NaiveDate,
) -> Derived {
    let mut derived = derive(known, book, on);
    if on < today && !known.has_begun() {
        derived.risk = None;
    }
    derived
}

fn derive_from(case: &CaseFile, facts: &RiskFacts, book: &RuleBook, on: NaiveDate) -> Derived {
    let clocks = &book.clock_book;
    let risk = assess(facts, &book.risk, on);
    let active = case.active_main(on);
    let index = active.and_then(|a| case.measures.iter().position(|m| m.id == a.id));
    let end = index.and_then(|i| clocks.terms.compute(case, i)).and_then(|c| c.end());
    let deadlines = deadlines(case, clocks, risk.as_ref().map(Assessment::level));
    let duties = deadlines.iter().filter(|d| {
        let rule = clocks.clocks.get(d.clock);
        rule.kind == ClockKind::Duty && !rule.dossier_only
    });
    Derived {
        measure: active.map(|m| m.record.code),
        measure_end: end,
        next_due: duties.map(|d| d.due).min(),
        deadlines,
        risk,
    }
}

/// Writes all that is derived from a case file.
pub(super) fn write(tx: &Write<'_>, case: &CaseFile, judge: &Judge) -> Result<(), StorageError> {
    let book = &judge.book.clock_book;
    for (i, m) in case.measures.iter().enumerate() {
        let end = book.terms.compute(case, i).and_then(|c| c.computed_end);
        let counted = m.record.code.is_main() && m.record.counts();
        let row =
            counted.then(|| row_of(m.record.code, book.terms.post_rehab_months(case, i))).flatten();
        tx.derive_measure(m.id, &m.record, end, row)?;
    }
    let facts = RiskFacts::of(case);
    let derived = derive_from(case, &facts, &judge.book, judge.today());
    let level = derived.level();
    let (assessment, risk_due) = match &derived.risk {
        None => (None, None),
        Some(found) => {
            let due = change_after(&facts, &judge.book.risk, found);
            (Some(keep_assessment(tx, case.id, &facts, found, judge)?), due)
        }
    };
    tx.derive_standing(
        case.id,
        &DerivedStanding {
            measure: derived.measure,
            measure_end: derived.measure_end,
            next_due: derived.next_due,
            risk: level,
            assessment,
            risk_due,
        },
    )?;
    let listed: Vec<(Deadline, u8)> = derived
        .deadlines
        .into_iter()
        .filter(|d| !book.clocks.get(d.clock).dossier_only)
        .map(|d| {
            let rank = rank(book.clocks.get(d.clock), level);
            (d, rank)
        })
        .collect();
    tx.derive_deadlines(case.id, &listed)
}

/// The row of an assessment: the one in force where it says the same, else a new one.
pub(super) fn keep_assessment(
    tx: &Write<'_>,
    person: PersonId,
    facts: &RiskFacts,
    found: &Assessment,
    judge: &Judge,
) -> Result<i64, StorageError> {
    let findings = found.canonical();
    match tx.assessment_of(person)? {
        Some(kept) if kept.says(found, &findings) => Ok(kept.id),
        _ => tx.add_assessment(person, facts, found, &findings, &judge.made_by()),
    }
}

/// Rebuilds all that is derived, of everybody, with other rules.
pub(super) fn rebuild(
    tx: &Write<'_>,
    people: &[PersonId],
    judge: &Judge,
) -> Result<(), StorageError> {
    people.iter().try_for_each(|id| rebuild_one(tx, *id, judge))?;
    tx.set_risk_day(judge.today())?;
    tx.set_derived_rules(judge.book.version())
}

fn rebuild_one(tx: &Write<'_>, id: PersonId, judge: &Judge) -> Result<(), StorageError> {
    if let Some(case) = tx.case(id)? {
        tx.derive_person(id, &case.person)?;
        write(tx, &case, judge)?;
    }
    Ok(())
}

impl Registry {
    /// By which rules what an act leads to is derived now.
    pub(super) fn judge(&self) -> Judge {
        Judge {
            book: Arc::clone(&self.book),
            risk_set: self.risk.row,
            officer: self.officer.login.clone(),
            now: self.now(),
        }
    }

    /// Whether all that is derived is what the facts give now. Nothing is written: what is rebuilt
    /// for the comparison is rolled back. It can be stopped; `before` of `of` parts were done before.
    pub(super) fn derived_holds(&mut self, before: usize, of: usize) -> Result<bool, Failure> {
        let judge = self.judge();
        let ids = self.store.person_ids()?;
        let tx = self.store.write()?;
        let there = tx.derived_digest()?;
        for (done, id) in ids.iter().enumerate() {
            self.watch.step(before + done, of)?;
            rebuild_one(&tx, *id, &judge)?;
        }
        Ok(tx.derived_digest()? == there)
    }

    /// Rebuilds all that is derived when the rules changed since it was written.
    pub(super) fn renew_derived(&mut self) -> Result<(), Failure> {
        if self.store.is_derived_with(self.book.version())? {
            return Ok(());
        }
        let judge = self.judge();
        let ids = self.store.person_ids()?;
        let tx = self.store.write()?;
        rebuild(&tx, &ids, &judge)?;
        tx.commit()?;
        self.roster = None;
        Ok(())
    }
}
