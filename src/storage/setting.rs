//! Tables `rule_setting` and `rule_check`: what the chief set and compared. Only ever added to.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{self, iso, iso_minute};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::params;

/// A figure set by the chief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingRow {
    /// The rule.
    pub rule_id: String,
    /// The figure; `None` = the rule's own again.
    pub figure: Option<String>,
    /// First day it holds.
    pub in_force_from: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A figure compared with the official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRow {
    /// The rule.
    pub rule_id: String,
    /// The figure then in force.
    pub figure: String,
    /// In which text.
    pub reason: Option<String>,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

impl Write<'_> {
    /// Adds a setting.
    pub fn add_setting(&self, s: &SettingRow) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO rule_setting (rule_id, figure, in_force_from, reason, officer, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (from, at) = (iso(s.in_force_from), iso_minute(s.at));
        self.tx
            .prepare_cached(SQL)?
            .execute(params![s.rule_id, s.figure, from, s.reason, s.officer, at])?;
        Ok(())
    }

    /// Adds a check.
    pub fn add_rule_check(&self, c: &CheckRow) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO rule_check (rule_id, figure, reason, officer, checked_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.tx.prepare_cached(SQL)?.execute(params![
            c.rule_id,
            c.figure,
            c.reason,
            c.officer,
            iso_minute(c.at)
        ])?;
        Ok(())
    }
}

impl Store {
    /// All settings, oldest first.
    pub fn settings(&self) -> Result<Vec<SettingRow>, StorageError> {
        const SQL: &str = "SELECT rule_id, figure, in_force_from, reason, officer, set_at FROM rule_setting ORDER BY id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then([], |r| {
            Ok::<_, StorageError>(SettingRow {
                rule_id: r.get(0)?,
                figure: r.get(1)?,
                in_force_from: row::some_day(r, 2)?,
                reason: r.get(3)?,
                officer: r.get(4)?,
                at: row::moment(r, 5)?.ok_or(StorageError::Damaged)?,
            })
        })?;
        rows.collect()
    }

    /// All checks, oldest first.
    pub fn rule_checks(&self) -> Result<Vec<CheckRow>, StorageError> {
        const SQL: &str =
            "SELECT rule_id, figure, reason, officer, checked_at FROM rule_check ORDER BY id";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then([], |r| {
            Ok::<_, StorageError>(CheckRow {
                rule_id: r.get(0)?,
                figure: r.get(1)?,
                reason: r.get(2)?,
                officer: r.get(3)?,
                at: row::moment(r, 4)?.ok_or(StorageError::Damaged)?,
            })
        })?;
        rows.collect()
    }
}
