//! Risk: rule sets in force, levels renewed when a fact grew too old, what another rule set would
//! change, an officer's own level.

use super::derive::{self, Judge};
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::{CaseFile, Event, EventDraft, EventField};
use crate::domain::date::{add_days, add_months, iso, iso_minute};
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::refusal::{Reason, Remark};
use crate::domain::risk::{
    DatedRules, RiskFacts, RiskFault, RiskRules, RulesOverTime, SetFault, assess, change_after,
};
use crate::domain::setting::SettingField;
use crate::domain::word::{EventKind, Outcome, RiskLevel, Word};
use crate::exchange::workbook::ReadError;
use crate::rules::{RuleBook, risk as texts};
use crate::storage::{RiskRulesRow, StorageError};
use chrono::{NaiveDate, NaiveDateTime};
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::sync::Arc;

/// A rule set is some ten thousand bytes; more is another file.
const MOST_BYTES: u64 = 200_000;

/// The program's own rule set, to be kept.
pub(super) fn own_rules(rules: &RiskRules, now: NaiveDateTime) -> RiskRulesRow {
    RiskRulesRow {
        id: 0,
        version: rules.version.clone(),
        sha256: rules.hash.clone(),
        content: texts::write(rules),
        in_force_from: None,
        reason: None,
        officer: None,
        at: now,
    }
}

/// The rule sets of risk, and which of them holds.
#[derive(Default)]
pub(super) struct RiskInForce {
    /// Row of the one in force today.
    pub row: i64,
    /// All that were kept, by the days on which they hold.
    pub sets: RulesOverTime,
}

/// The sets that were kept; one that can no longer be read is passed over.
fn read_sets(rows: &[RiskRulesRow]) -> RulesOverTime {
    let read = |row: &RiskRulesRow| {
        Some(DatedRules {
            row: row.id,
            from: row.in_force_from,
            kept_on: row.at.date(),
            rules: Arc::new(texts::parse(&row.content).ok()?),
        })
    };
    RulesOverTime::new(rows.iter().filter_map(read).collect())
}

/// What renewing somebody's level comes to.
enum Renewal {
    /// Says the same; only the next day differs.
    Same(i64, Option<NaiveDate>),
    /// Other findings, the same level.
    Findings(RiskFacts),
    /// Another level, or not assessed any more: clocks and ranks follow.
    Level,
}

impl Registry {
    /// Puts the rules of risk of a day into a book: the chief's, else the program's own.
    pub(super) fn lay_risk(
        &mut self,
        book: &mut Arc<RuleBook>,
        on: NaiveDate,
    ) -> Result<RiskInForce, Failure> {
        let rows = self.store.risk_rules()?;
        let sets = read_sets(&rows);
        if let Some(set) = sets.set_on(on) {
            Arc::make_mut(book).set_risk((*set.rules).clone());
            return Ok(RiskInForce { row: set.row, sets });
        }
        let own = own_rules(&book.risk, self.now());
        if let Some(row) = rows.iter().find(|r| r.officer.is_none() && r.sha256 == own.sha256) {
            return Ok(RiskInForce { row: row.id, sets });
        }
        let tx = self.store.write()?;
        let row = tx.keep_risk_rules(&own)?;
        tx.commit()?;
        Ok(RiskInForce { row, sets: read_sets(&self.store.risk_rules()?) })
    }

    /// The rules with those of risk that are in force on a day.
    pub(super) fn book_on(&self, on: NaiveDate) -> Arc<RuleBook> {
        let mut book = Arc::clone(&self.book);
        if let Some(set) = self.risk.sets.on(on).filter(|s| s.rules.hash != book.risk.hash) {
            Arc::make_mut(&mut book).set_risk((*set.rules).clone());
        }
        book
    }

    /// Assesses anew whose facts grew too old since levels were last renewed; everybody, where the
    /// clock went back. On a full disk yesterday's levels stay: a dossier can still be read.
    pub(super) fn renew_levels(&mut self) -> Result<(), Failure> {
        let today = self.now().date();
        let since = self.store.risk_day()?;
        if since == Some(today) {
            return Ok(());
        }
        let back = since.is_none_or(|day| day > today);
        match self.renew_due(today, (!back).then_some(today)) {
            Err(Failure::Storage(StorageError::DiskFull)) => Ok(()),
            other => other,
        }
    }

    fn renew_due(&mut self, today: NaiveDate, due_by: Option<NaiveDate>) -> Result<(), Failure> {
        let judge = self.judge();
        let rules = &judge.book.risk;
        let mut renewals: Vec<(PersonId, Renewal)> = Vec::new();
        self.store.each_assessed(due_by, |row| {
            let kept = &row.assessment;
            let Some(found) = assess(&kept.facts, rules, today) else {
                renewals.push((row.person, Renewal::Level));
                return;
            };
            let renewal = if found.level() != kept.level {
                Renewal::Level
            } else if kept.says(&found, &found.canonical()) {
                let due = change_after(&kept.facts, rules, &found);
                if due == row.due {
                    return;
                }
                Renewal::Same(kept.id, due)
            } else {
                Renewal::Findings(kept.facts.clone())
            };
            renewals.push((row.person, renewal));
        })?;
        // Who is not followed any more may be again once the clock went back.
        let left = if due_by.is_none() { self.store.unassessed()? } else { Vec::new() };
        self.write_renewals(&judge, renewals, left)?;
        self.roster = None;
        Ok(())
    }

    fn write_renewals(
        &mut self,
        judge: &Judge,
        renewals: Vec<(PersonId, Renewal)>,
        left: Vec<PersonId>,
    ) -> Result<(), Failure> {
        let today = judge.now.date();
        let tx = self.store.write()?;
        for (person, renewal) in renewals {
            match renewal {
                Renewal::Same(id, due) => tx.derive_assessment(person, id, due)?,
                Renewal::Findings(facts) => {
                    let Some(found) = assess(&facts, &judge.book.risk, today) else { continue };
                    let id = derive::keep_assessment(&tx, person, &facts, &found, judge)?;
                    let due = change_after(&facts, &judge.book.risk, &found);
                    tx.derive_assessment(person, id, due)?;
                }
                Renewal::Level => {
                    if let Some(case) = tx.case(person)? {
                        derive::write(&tx, &case, judge)?;
                    }
                }
            }
        }
        for person in left {
            if let Some(case) = tx.case(person)? {
                derive::write(&tx, &case, judge)?;
            }
        }
        tx.set_risk_day(today)?;
        tx.commit()?;
        Ok(())
    }

    /// Everybody's level as the rules in force, or others, would have it today: one pass over the
    /// facts kept with the assessments.
    pub(super) fn levels_under(
        &self,
        rules: &RiskRules,
        mut take: impl FnMut(PersonId, RiskLevel, Option<RiskLevel>),
    ) -> Result<(), Failure> {
        let today = self.now().date();
        self.store.each_risk_facts(|person, level, facts| {
            let then = assess(&facts, rules, today).map(|a| a.level());
            take(person, level, then);
        })?;
        Ok(())
    }
}

impl Registry {
    /// Judges an entry that sets (or takes back) a level before it is recorded: a reason, a last day
    /// ahead, no level under a floor, and the chief where it lowers from high. Fills in the last day.
    pub(super) fn judge_override(&self, case: &CaseFile, event: &mut Event) -> Result<(), Failure> {
        let refuse = |field: EventField, fault| Err(Failure::refused(field, Reason::Risk(fault)));
        let today = self.now().date();
        if event.text.as_deref().is_none_or(|t| t.trim().is_empty()) {
            return Err(Failure::refused(EventField::Text, Reason::Missing));
        }
        let rules = &self.book.risk;
        let Some(now) = assess(&RiskFacts::of(case), rules, today) else {
            return refuse(EventField::Outcome, RiskFault::NotAssessed);
        };
        let wanted = match event.outcome {
            None => return Err(Failure::refused(EventField::Outcome, Reason::Missing)),
            Some(Outcome::Off) if now.holding().is_none() => {
                return refuse(EventField::Outcome, RiskFault::NothingSet);
            }
            Some(Outcome::Off) => now.computed,
            Some(word) => RiskLevel::from_code(word.code()).unwrap_or(now.computed),
        };
        if now.floor.is_some_and(|floor| wanted < floor) {
            return refuse(EventField::Outcome, RiskFault::Floor);
        }
        if event.outcome == Some(Outcome::Off) {
            event.until = None;
        } else {
            let days = i64::from(rules.override_days);
            let until = *event.until.get_or_insert(add_days(today, days));
            if until <= today || until > add_days(today, 366) {
                return refuse(EventField::Until, RiskFault::Until);
            }
        }
        // High by the rules or by an officer; ended sooner than it was set for is lowered as well.
        let high = RiskLevel::High;
        let lowers = wanted < high && now.level().max(now.computed) == high;
        let own_high = now.holding().filter(|own| own.level == high);
        let ends_sooner = own_high.is_some_and(|own| event.until.is_some_and(|d| d < own.until));
        if lowers || ends_sooner {
            self.permit(Duty::LowerRisk)?;
        }
        Ok(())
    }

    /// Whether an entry about a level may be mended: by the chief only, since mending it may lower
    /// from high.
    pub(super) fn permit_mending(&self, kind: EventKind) -> Result<(), Failure> {
        if kind == EventKind::RiskOverride { self.permit(Duty::LowerRisk) } else { Ok(()) }
    }

    /// Sets an officer's own level up to a day (by the rules' own span where none is named), or takes
    /// it back (`None`). Both levels are kept and shown.
    ///
    /// # Errors
    /// Not permitted (lowering from high: the chief only); no reason; under a floor.
    pub fn override_risk(
        &mut self,
        file_no: &FileNo,
        level: Option<RiskLevel>,
        until: Option<NaiveDate>,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Keep)?;
        self.renew_book()?;
        let reason = super::correct::reason_given(reason)?;
        let mut draft = EventDraft::new();
        draft.set(EventField::Kind, EventKind::RiskOverride.code());
        draft.set(EventField::At, iso_minute(self.now()));
        draft.set(EventField::Outcome, level.map_or(Outcome::Off.code(), Word::code));
        draft.set_some(EventField::Until, until.map(iso));
        draft.set(EventField::Text, reason);
        self.record(file_no, &draft)
    }

    /// Reads a rule set from a file: TOML in the form that [`Registry::risk_rules_text`] writes.
    ///
    /// # Errors
    /// There is no such file; a refusal that says where and what, and repeats nothing of the file.
    pub fn read_risk_rules(path: &Path) -> Result<RiskRules, Failure> {
        let mut text = String::new();
        let read = crate::vault::open_regular(path)
            .and_then(|file| file.take(MOST_BYTES).read_to_string(&mut text));
        read.map_err(|error| match error.kind() {
            ErrorKind::NotFound => Failure::Reading(ReadError::Missing),
            ErrorKind::InvalidData => refuse_rules(RiskFault::Set(SetFault::NotText)),
            _ => Failure::Reading(ReadError::Unreadable),
        })?;
        texts::parse(&text).map_err(refuse_rules)
    }

    /// The rule set in force as text, to be changed and tried.
    pub fn risk_rules_text(&mut self) -> Result<String, Failure> {
        self.permit(Duty::ReadRules)?;
        self.renew_book()?;
        Ok(texts::write(&self.book.risk))
    }

    /// Puts a rule set in force from a day on. Only the chief may; the ones before are kept, and so
    /// are the assessments made by them.
    ///
    /// # Errors
    /// Not permitted; no reason; figures that make no sense; the same figures; a day too far.
    pub fn set_risk_rules(
        &mut self,
        rules: RiskRules,
        from: NaiveDate,
        reason: &str,
    ) -> Result<(), Failure> {
        self.permit(Duty::SetRules)?;
        self.renew_book()?;
        let reason = super::correct::reason_given(reason)?;
        let today = self.now().date();
        if from < today || from > add_months(today, 24) {
            return Err(Failure::refused(SettingField::From, Reason::Risk(RiskFault::From)));
        }
        let rows = self.store.risk_rules()?;
        let count = rows.iter().filter(|r| r.officer.is_some()).count() + 1;
        let then = self.risk.sets.set_on(from).map_or(&self.book.risk, |set| &set.rules);
        let under_its_name = texts::checked(rules.clone(), &then.version)
            .map_err(|fault| refuse_rules(RiskFault::Rules(fault)))?;
        if then.hash == under_its_name.hash {
            return Err(refuse_rules(RiskFault::SameRules));
        }
        let version = format!("don-vi-{count}");
        let set = texts::checked(rules, &version)
            .map_err(|fault| refuse_rules(RiskFault::Rules(fault)))?;
        let changed = self.what_if(&set)?.changed();
        let now = self.now();
        let row = RiskRulesRow {
            in_force_from: Some(from),
            reason: Some(reason.clone()),
            officer: Some(self.officer.login.clone()),
            ..own_rules(&set, now)
        };
        let told = format!("{version}, {from}, {changed}: {reason}");
        let scribe = self.scribe();
        let tx = self.store.write()?;
        tx.keep_risk_rules(&row)?;
        tx.journal(&scribe.entry(Act::RuleSet, Object::Rule, None).because(&told))?;
        tx.commit()?;
        self.book_day = None;
        self.renew_book()
    }
}

fn refuse_rules(fault: RiskFault) -> Failure {
    let of_file = matches!(fault, RiskFault::Set(_));
    let field = if of_file { SettingField::Rule } else { SettingField::Figure };
    Failure::refused(field, Reason::Risk(fault))
}
