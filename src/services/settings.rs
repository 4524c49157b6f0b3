//! The rules in force at this unit: the law's figures, the chief's own beside them, and which of
//! them were compared with the official text.

use super::acts::CLEAR;
use super::correct::reason_given;
use super::derive::{self, Judge};
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::scribe::Scribe;
use super::view::{RuleCheck, RuleSetting, RuleView};
use crate::domain::date::add_months;
use crate::domain::deadline::ClockRule;
use crate::domain::journal::{Act, Object};
use crate::domain::legal::Confidence;
use crate::domain::refusal::Reason;
use crate::domain::setting::{DayState, FigureFault, MOST_DAYS, SettingField};
use crate::domain::text::clean_line;
use crate::domain::word::Word;
use crate::rules::settings::{Check, Setting, setting_on};
use crate::rules::{RuleBook, RuleInfo, RuleKind, days};
use crate::storage::{CheckRow, SettingRow};
use chrono::{Datelike, NaiveDate};
use std::sync::Arc;

fn refused(field: SettingField, fault: FigureFault, rule_id: &str) -> Failure {
    let sentence = RuleBook::embedded().info(rule_id).map(|i| i.sentence.clone());
    Failure::refused(field, Reason::Figure(fault, sentence.unwrap_or_default()))
}

fn plain(settings: &[SettingRow]) -> Vec<Setting> {
    let one = |s: &SettingRow| Setting {
        rule_id: s.rule_id.clone(),
        figure: s.figure.clone(),
        in_force_from: s.in_force_from,
    };
    settings.iter().map(one).collect()
}

fn book_of(
    settings: &[SettingRow],
    checks: &[CheckRow],
    on: NaiveDate,
    remote: bool,
) -> Arc<RuleBook> {
    let seen = |c: &CheckRow| Check { rule_id: c.rule_id.clone(), figure: c.figure.clone() };
    let checks: Vec<Check> = checks.iter().map(seen).collect();
    let mut book = RuleBook::embedded().in_force(&plain(settings), &checks, on);
    book.clock_book.remote = remote;
    Arc::new(book)
}

/// What the unit set of a rule, oldest first; of a year, of its days, those set at once together.
fn told_settings(
    rows: &[SettingRow],
    settings: &[Setting],
    id: &str,
    today: NaiveDate,
) -> Vec<RuleSetting> {
    let mut told: Vec<RuleSetting> = Vec::new();
    for (row, setting) in rows.iter().zip(settings) {
        let day = days::day_of_id(&row.rule_id);
        let of_year = day.is_some_and(|d| days::id_of_year(d.year()) == id);
        if row.rule_id != id && !of_year {
            continue;
        }
        let holds = setting_on(settings, &row.rule_id, today);
        let set = RuleSetting {
            figure: row.figure.clone(),
            days: day.map(|d| (d, d)),
            in_force_from: row.in_force_from,
            reason: row.reason.clone(),
            officer: row.officer.clone(),
            at: row.at,
            in_force: holds.is_some_and(|h| std::ptr::eq(h, setting)),
        };
        match told.last_mut() {
            Some(last) if set.follows(last) => {
                last.days = last.days.zip(day).map(|((a, _), b)| (a, b));
            }
            _ => told.push(set),
        }
    }
    told
}

impl Registry {
    /// The rules in force at this unit: texts and citations on screens come from here.
    pub fn book(&self) -> &RuleBook {
        &self.book
    }

    /// The rules of the clocks in force today, with the notes on what was set and checked.
    pub fn clock_rules(&mut self) -> Result<Vec<ClockRule>, Failure> {
        self.permit(Duty::ReadRules)?;
        self.renew_book()?;
        Ok(self.book.clocks().iter().cloned().collect())
    }

    /// Takes up the rules in force today, and rebuilds what is derived where a figure differs: on
    /// opening, and when a day came on which a setting begins.
    pub(super) fn renew_book(&mut self) -> Result<(), Failure> {
        let today = self.now().date();
        if self.book_day == Some(today) {
            return Ok(());
        }
        let remote = self.store.registry()?.remote;
        let mut book = book_of(&self.store.settings()?, &self.store.rule_checks()?, today, remote);
        self.risk = self.lay_risk(&mut book, today)?;
        self.book = book;
        self.renew_derived()?;
        self.renew_levels()?;
        self.book_day = Some(today);
        Ok(())
    }

    /// Every rule with its own figure, what the unit set beside it, and who compared it with the
    /// official text.
    pub fn rules(&mut self) -> Result<Vec<RuleView>, Failure> {
        self.permit(Duty::ReadRules)?;
        self.renew_book()?;
        let today = self.now().date();
        let (rows, checks) = (self.store.settings()?, self.store.rule_checks()?);
        let settings = plain(&rows);
        let view = |own: &RuleInfo| {
            let now = self.book.info(&own.id).unwrap_or(own);
            let seen = checks.iter().rev().find(|c| c.rule_id == own.id && c.figure == now.figure);
            let year = days::year_of_id(&own.id).filter(|_| own.kind == RuleKind::WorkYear);
            let tables = self.book.calendar().years();
            RuleView {
                figure: now.figure.clone(),
                confidence: now.citation.confidence,
                to_check: now.to_check,
                settings: told_settings(&rows, &settings, &own.id, today),
                checked: seen.map(|c| RuleCheck {
                    officer: c.officer.clone(),
                    at: c.at,
                    reason: c.reason.clone(),
                }),
                year: tables.iter().find(|t| Some(t.year) == year).cloned(),
                info: own.clone(),
            }
        };
        let own = RuleBook::embedded();
        // A year that only the unit entered days of.
        let added: Vec<RuleInfo> = (self.book.rules.iter())
            .filter(|r| own.info(&r.id).is_none())
            .filter_map(|r| days::own_year(days::year_of_id(&r.id)?))
            .collect();
        Ok(own.rules.iter().chain(&added).map(view).collect())
    }

    /// Sets the unit's figure of a rule from a day on ([`CLEAR`] = the rule's own again). Only the
    /// chief may; the rule's own figure is kept and shown beside.
    pub fn set_rule(
        &mut self,
        rule_id: &str,
        figure: &str,
        from: NaiveDate,
        reason: &str,
    ) -> Result<(), Failure> {
        self.permit(Duty::SetRules)?;
        let rule_id = rule_id.trim();
        let refuse = |field, fault| Err(refused(field, fault, rule_id));
        if let Some(year) = days::year_of_id(rule_id) {
            let read = days::read_days(figure);
            let (state, first, last) =
                read.map_err(|fault| refused(SettingField::Figure, fault, rule_id))?;
            if first.year() != year {
                return refuse(SettingField::Figure, FigureFault::DaysUnfit);
            }
            return self.set_days(first, last, state, from, reason);
        }
        let reason = reason_given(reason)?;
        let Some(own) = RuleBook::embedded().info(rule_id) else {
            return refuse(SettingField::Rule, FigureFault::UnknownRule);
        };
        let set = if figure.trim() == CLEAR {
            None
        } else {
            let read = RuleBook::embedded().read_figure(rule_id, figure);
            Some(read.map_err(|fault| refused(SettingField::Figure, fault, rule_id))?)
        };
        self.check_from(from, rule_id)?;
        let rows = self.store.settings()?;
        let settings = plain(&rows);
        let before = setting_on(&settings, rule_id, from).and_then(|s| s.figure.clone());
        let own_again = |f: &String| *f == own.figure;
        if before == set || before.is_none() && set.as_ref().is_some_and(own_again) {
            return refuse(SettingField::Figure, FigureFault::SameFigure);
        }
        let shown = set.clone().unwrap_or_else(|| own.figure.clone());
        let was = before.unwrap_or_else(|| own.figure.clone());
        let told = format!("{rule_id}: {was} → {shown}, {from}: {reason}");
        self.add_settings(rows, vec![(rule_id.to_owned(), set)], from, &reason, &told)
    }

    /// Says of days of one year, from a day on, that they are off, worked, or as in the table
    /// again. Only the chief may; the table compiled in is kept and shown beside.
    pub fn set_days(
        &mut self,
        first: NaiveDate,
        last: NaiveDate,
        state: DayState,
        from: NaiveDate,
        reason: &str,
    ) -> Result<(), Failure> {
        self.permit(Duty::SetRules)?;
        let reason = reason_given(reason)?;
        let year = days::id_of_year(first.year());
        let refuse = |field, fault| Err(refused(field, fault, &year));
        let many = (last - first).num_days() >= MOST_DAYS;
        if last < first || last.year() != first.year() || many {
            return refuse(SettingField::Until, FigureFault::DaysUnfit);
        }
        self.check_from(from, &year)?;
        let near = add_months(self.now().date(), 120);
        if first.year() < 2000 || last > near {
            return refuse(SettingField::Day, FigureFault::FromOutOfRange);
        }
        let rows = self.store.settings()?;
        let settings = plain(&rows);
        let then = book_of(&rows, &[], from, false);
        // Only the days that this changes are kept: a weekend within a week off is off already.
        let changes = |day: &NaiveDate| {
            let id = days::id_of_day(*day);
            let said = setting_on(&settings, &id, from).and_then(|s| s.figure.as_deref());
            match state {
                DayState::Own => said.is_some(),
                _ => then.calendar().is_working(*day) != (state == DayState::Work),
            }
        };
        let figure = (state != DayState::Own).then(|| state.code().to_owned());
        let set: Vec<_> = first
            .iter_days()
            .take_while(|d| *d <= last)
            .filter(changes)
            .map(|day| (days::id_of_day(day), figure.clone()))
            .collect();
        if set.is_empty() {
            return refuse(SettingField::Day, FigureFault::SameFigure);
        }
        let told = format!("{year}: {first}…{last} → {}, {from}: {reason}", state.code());
        self.add_settings(rows, set, from, &reason, &told)
    }

    fn check_from(&self, from: NaiveDate, rule_id: &str) -> Result<(), Failure> {
        let earliest = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or(NaiveDate::MIN);
        if from < earliest || from > add_months(self.now().date(), 24) {
            return Err(refused(SettingField::From, FigureFault::FromOutOfRange, rule_id));
        }
        Ok(())
    }

    /// One transaction: the settings with their journal entry, and all that follows from them.
    fn add_settings(
        &mut self,
        mut rows: Vec<SettingRow>,
        set: Vec<(String, Option<String>)>,
        from: NaiveDate,
        reason: &str,
        told: &str,
    ) -> Result<(), Failure> {
        let now = self.now();
        let known = rows.len();
        rows.extend(set.into_iter().map(|(rule_id, figure)| SettingRow {
            rule_id,
            figure,
            in_force_from: from,
            reason: reason.to_owned(),
            officer: self.officer.login.clone(),
            at: now,
        }));
        let remote = self.store.registry()?.remote;
        let mut book = book_of(&rows, &self.store.rule_checks()?, now.date(), remote);
        let risk = self.lay_risk(&mut book, now.date())?;
        let judge = Judge { book: Arc::clone(&book), risk_set: risk.row, ..self.judge() };
        let scribe = Scribe::new(&self.vault, now);
        let ids = self.store.person_ids()?;
        let tx = self.store.write()?;
        for row in rows.iter().skip(known) {
            tx.add_setting(row)?;
        }
        tx.journal(&scribe.entry(Act::RuleSet, Object::Rule, None).because(told))?;
        if book.version() != self.book.version() {
            derive::rebuild(&tx, &ids, &judge)?;
        }
        tx.commit()?;
        (self.book, self.risk, self.book_day) = (book, risk, Some(now.date()));
        self.roster = None;
        Ok(())
    }

    /// Notes that the figure in force was compared with the official text: its note goes away.
    /// Only the chief may. `reason` may say in which text.
    pub fn confirm_rule(&mut self, rule_id: &str, reason: &str) -> Result<(), Failure> {
        self.permit(Duty::SetRules)?;
        self.renew_book()?;
        let rule_id = rule_id.trim();
        let refuse = |fault| Err(refused(SettingField::Rule, fault, rule_id));
        let Some(info) = self.book.info(rule_id) else { return refuse(FigureFault::UnknownRule) };
        match info.citation.confidence {
            Confidence::Unit => return refuse(FigureFault::NothingToCheck),
            Confidence::Official if !info.to_check => return refuse(FigureFault::AlreadyChecked),
            _ => {}
        }
        let reason = clean_line(reason);
        let now = self.now();
        let row = CheckRow {
            rule_id: rule_id.to_owned(),
            figure: info.figure.clone(),
            reason: (!reason.is_empty()).then_some(reason.clone()),
            officer: self.officer.login.clone(),
            at: now,
        };
        let told = format!("{rule_id}: {}: {reason}", info.figure);
        let scribe = Scribe::new(&self.vault, now);
        let tx = self.store.write()?;
        tx.add_rule_check(&row)?;
        tx.journal(&scribe.entry(Act::RuleConfirmed, Object::Rule, None).because(&told))?;
        tx.commit()?;
        self.book_day = None;
        self.renew_book()
    }
}
