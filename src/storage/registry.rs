//! Tables `registry`, `officer` and `report_sent`.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{self, iso_minute};
use crate::domain::journal::Act;
use crate::domain::word::{Role, Word};
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};

/// The registry itself.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryRow {
    /// UUID, also in the key file.
    pub registry_id: String,
    /// Official code of the commune.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Flagged remote (48 h for U1).
    pub remote: bool,
    /// When it was made.
    pub created_at: NaiveDateTime,
}

/// An officer as the journal names him.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerRow {
    /// Login.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
    /// Not disabled.
    pub active: bool,
}

impl Write<'_> {
    /// Writes the registry's one row.
    pub fn found_registry(&self, r: &RegistryRow) -> Result<(), StorageError> {
        self.tx.execute(
            "INSERT INTO registry (id, registry_id, unit_code, unit_name, remote, created_at) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
            params![r.registry_id, r.unit_code, r.unit_name, r.remote, iso_minute(r.created_at)],
        )?;
        Ok(())
    }

    /// Adds or changes an officer.
    pub fn put_officer(&self, o: &OfficerRow) -> Result<(), StorageError> {
        self.tx.execute(
            "INSERT INTO officer (login, full_name, role, active) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (login) DO UPDATE SET full_name = excluded.full_name, role = excluded.role, active = excluded.active",
            params![o.login, o.full_name, o.role.code(), o.active],
        )?;
        Ok(())
    }

    /// Notes that a period's report was sent. Returns whether it was not noted before.
    pub fn note_report_sent(
        &self,
        period: &str,
        at: NaiveDateTime,
        officer: &str,
    ) -> Result<bool, StorageError> {
        let mut statement = self.tx.prepare_cached(
            "INSERT OR IGNORE INTO report_sent (period, sent_at, officer) VALUES (?1, ?2, ?3)",
        )?;
        Ok(statement.execute(params![period, iso_minute(at), officer])? > 0)
    }
}

impl Store {
    /// The registry's one row.
    pub fn registry(&self) -> Result<RegistryRow, StorageError> {
        const SQL: &str = "SELECT registry_id, unit_code, unit_name, remote, created_at FROM registry WHERE id = 1";
        self.conn()
            .query_row(SQL, [], |r| {
                Ok(row::read_moment(&r.get::<_, String>(4)?).map(|created_at| RegistryRow {
                    registry_id: r.get(0).unwrap_or_default(),
                    unit_code: r.get(1).unwrap_or_default(),
                    unit_name: r.get(2).unwrap_or_default(),
                    remote: r.get(3).unwrap_or_default(),
                    created_at,
                }))
            })
            .optional()?
            .ok_or(StorageError::Damaged)?
    }

    /// Whether the journal has an entry of this act with this reason.
    pub fn journaled(&self, act: Act, reason: &str) -> Result<bool, StorageError> {
        const SQL: &str = "SELECT EXISTS (SELECT 1 FROM journal WHERE act = ?1 AND reason = ?2)";
        Ok(self.conn().query_row(SQL, params![act.code(), reason], |r| r.get(0))?)
    }

    /// Number and reason of every entry of an act, oldest first.
    pub fn entries_of(&self, act: Act) -> Result<Vec<(i64, String)>, StorageError> {
        const SQL: &str =
            "SELECT seq, coalesce(reason, '') FROM journal WHERE act = ?1 ORDER BY seq";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_map(params![act.code()], |r| Ok((r.get(0)?, r.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Act and reason of the entries about officers after an entry, oldest first.
    pub fn officer_entries_after(&self, seq: i64) -> Result<Vec<(Act, String)>, StorageError> {
        const SQL: &str = "SELECT act, coalesce(reason, '') FROM journal WHERE object = 'officer' AND seq > ?1 ORDER BY seq";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_and_then(params![seq], |r| {
            let act = Act::from_code(r.get_ref(0)?.as_str().map_err(|_| StorageError::Damaged)?);
            Ok::<_, StorageError>((act.ok_or(StorageError::Damaged)?, r.get(1)?))
        })?;
        rows.collect()
    }

    /// When the data key was last replaced; `None` = never.
    pub fn last_rekeyed(&self) -> Result<Option<NaiveDateTime>, StorageError> {
        const SQL: &str = "SELECT at FROM journal WHERE object = 'officer' AND act = 'rekeyed' ORDER BY seq DESC LIMIT 1";
        let mut statement = self.conn().prepare(SQL)?;
        let mut rows = statement.query([])?;
        rows.next()?.map_or(Ok(None), |r| row::moment(r, 0))
    }

    /// How many entries the journal has.
    pub fn journal_size(&self) -> Result<i64, StorageError> {
        const SQL: &str = "SELECT coalesce(max(seq), 0) FROM journal";
        Ok(self.conn().query_row(SQL, [], |r| r.get(0))?)
    }

    /// Officers, by login.
    pub fn officers(&self) -> Result<Vec<OfficerRow>, StorageError> {
        let mut statement = self
            .conn()
            .prepare("SELECT login, full_name, role, active FROM officer ORDER BY login")?;
        let rows = statement.query_and_then([], |r| {
            Ok::<_, StorageError>(OfficerRow {
                login: r.get(0)?,
                full_name: r.get(1)?,
                role: row::word(r, 2)?.ok_or(StorageError::Damaged)?,
                active: r.get(3)?,
            })
        })?;
        rows.collect()
    }

    /// Whether a period's report was noted as sent, and when.
    pub fn report_sent(&self, period: &str) -> Result<Option<NaiveDateTime>, StorageError> {
        let mut statement =
            self.conn().prepare_cached("SELECT sent_at FROM report_sent WHERE period = ?1")?;
        let at: Option<String> = statement.query_row(params![period], |r| r.get(0)).optional()?;
        at.map(|t| row::read_moment(&t)).transpose()
    }
}
