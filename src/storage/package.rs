//! Tables `superior`, `programme`, `plan`, `period_closed` and `package`: what goes to the receiving level.
//! Only ever added to.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{self, iso, iso_minute};
use crate::domain::journal::Hash;
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::{OptionalExtension, Row, params};

/// The receiving level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuperiorRow {
    /// Its name.
    pub name: String,
    /// Its public key.
    pub recipient: String,
    /// Who entered it: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A figure of the programme work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeRow {
    /// Code of the month.
    pub month: String,
    /// Code of the work.
    pub work: String,
    /// The figure; `None` takes back what was entered.
    pub count: Option<u64>,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// The commune's level, or a target of its plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// `level`, or code of the target.
    pub what: String,
    /// Code of the level, or per cent; empty = taken back.
    pub value: String,
    /// From which day.
    pub from: NaiveDate,
    /// Decision or minutes.
    pub basis: String,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A period as it was closed.
#[derive(Clone, PartialEq, Eq)]
pub struct ClosedRow {
    /// Code of the period.
    pub period: String,
    /// 1, 2 … for each period.
    pub revision: u32,
    /// The canonical figures.
    pub figures: String,
    /// The unit's signature over them, in minisign's form.
    pub signature: String,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A package that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct PackageRow {
    /// The package's id.
    pub uuid: String,
    /// Code of the period.
    pub period: String,
    /// Revision of the package.
    pub revision: u32,
    /// Revision of the closed figures in it.
    pub closing: u32,
    /// SHA-256 of the package it replaces.
    pub replaces: Option<Hash>,
    /// Key it is sealed to.
    pub recipient: String,
    /// Journal entries its checkpoint covers.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

const PACKAGES: &str = "SELECT uuid, period, revision, closing, replaces, recipient, size, root, sha256, officer, made_at FROM package";
const CLOSED: &str =
    "SELECT period, revision, figures, signature, officer, closed_at FROM period_closed";

fn package(r: &Row<'_>) -> Result<PackageRow, StorageError> {
    Ok(PackageRow {
        uuid: r.get(0)?,
        period: r.get(1)?,
        revision: r.get(2)?,
        closing: r.get(3)?,
        replaces: r.get(4)?,
        recipient: r.get(5)?,
        size: r.get::<_, i64>(6)?.unsigned_abs(),
        root: r.get(7)?,
        sha256: r.get(8)?,
        officer: r.get(9)?,
        at: row::moment(r, 10)?.ok_or(StorageError::Damaged)?,
    })
}

fn closed(r: &Row<'_>) -> Result<ClosedRow, StorageError> {
    Ok(ClosedRow {
        period: r.get(0)?,
        revision: r.get(1)?,
        figures: r.get(2)?,
        signature: r.get(3)?,
        officer: r.get(4)?,
        at: row::moment(r, 5)?.ok_or(StorageError::Damaged)?,
    })
}

impl Write<'_> {
    /// Adds a receiving level, which then holds.
    pub fn add_superior(&self, s: &SuperiorRow) -> Result<(), StorageError> {
        const SQL: &str =
            "INSERT INTO superior (name, recipient, officer, set_at) VALUES (?1, ?2, ?3, ?4)";
        self.tx.execute(SQL, params![s.name, s.recipient, s.officer, iso_minute(s.at)])?;
        Ok(())
    }

    /// Adds a figure of the programme work, which then holds.
    pub fn add_programme(&self, p: &ProgrammeRow) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO programme (month, work, count, officer, entered_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let count = p.count.map(|n| n as i64);
        self.tx.execute(SQL, params![p.month, p.work, count, p.officer, iso_minute(p.at)])?;
        Ok(())
    }

    /// Adds a level or target, which then holds.
    pub fn add_plan(&self, p: &PlanRow) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO plan (what, value, from_day, basis, officer, set_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let at = iso_minute(p.at);
        self.tx.execute(SQL, params![p.what, p.value, iso(p.from), p.basis, p.officer, at])?;
        Ok(())
    }

    /// Adds a closing.
    pub fn add_closed(&self, c: &ClosedRow) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO period_closed (period, revision, figures, signature, officer, closed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let at = iso_minute(c.at);
        self.tx
            .execute(SQL, params![c.period, c.revision, c.figures, c.signature, c.officer, at])?;
        Ok(())
    }

    /// Adds a package with its bytes.
    pub fn add_package(&self, p: &PackageRow, bytes: &[u8]) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO package (uuid, period, revision, closing, replaces, recipient, size, root, sha256, bytes, officer, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        self.tx.execute(
            SQL,
            params![
                p.uuid,
                p.period,
                p.revision,
                p.closing,
                p.replaces,
                p.recipient,
                p.size as i64,
                p.root,
                p.sha256,
                bytes,
                p.officer,
                iso_minute(p.at)
            ],
        )?;
        Ok(())
    }
}

impl Store {
    /// The receiving level that holds.
    pub fn superior(&self) -> Result<Option<SuperiorRow>, StorageError> {
        const SQL: &str =
            "SELECT name, recipient, officer, set_at FROM superior ORDER BY id DESC LIMIT 1";
        let mut statement = self.conn().prepare(SQL)?;
        let mut rows = statement.query([])?;
        let Some(r) = rows.next()? else { return Ok(None) };
        let at = row::moment(r, 3)?.ok_or(StorageError::Damaged)?;
        Ok(Some(SuperiorRow { name: r.get(0)?, recipient: r.get(1)?, officer: r.get(2)?, at }))
    }

    /// The programme work of the months from one to another, by code of month and work; the newest
    /// figure of each, those taken back left out.
    pub fn programme(
        &self,
        from: &str,
        to: &str,
    ) -> Result<Vec<(String, String, u64)>, StorageError> {
        const SQL: &str = "SELECT p.month, p.work, p.count FROM programme p
            JOIN (SELECT max(id) AS id FROM programme WHERE month BETWEEN ?1 AND ?2 GROUP BY month, work) newest ON newest.id = p.id
            WHERE p.count IS NOT NULL ORDER BY p.month, p.work";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_map(params![from, to], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get::<_, i64>(2)?.unsigned_abs()))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Level and targets that hold, by what they are.
    pub fn plan(&self) -> Result<Vec<PlanRow>, StorageError> {
        const SQL: &str = "SELECT what, value, from_day, basis, officer, set_at FROM plan
            WHERE id IN (SELECT max(id) FROM plan GROUP BY what) ORDER BY what";
        let mut statement = self.conn().prepare(SQL)?;
        let read = |r: &Row<'_>| {
            Ok(PlanRow {
                what: r.get(0)?,
                value: r.get(1)?,
                from: row::day(r, 2)?.ok_or(StorageError::Damaged)?,
                basis: r.get(3)?,
                officer: r.get(4)?,
                at: row::moment(r, 5)?.ok_or(StorageError::Damaged)?,
            })
        };
        statement.query_and_then([], read)?.collect()
    }

    /// The newest closing of a period.
    pub fn closed(&self, period: &str) -> Result<Option<ClosedRow>, StorageError> {
        let sql = [CLOSED, " WHERE period = ?1 ORDER BY revision DESC LIMIT 1"].concat();
        let mut statement = self.conn().prepare(&sql)?;
        let mut rows = statement.query_and_then(params![period], closed)?;
        rows.next().transpose()
    }

    /// Every closing, the newest first.
    pub fn closings(&self) -> Result<Vec<ClosedRow>, StorageError> {
        let sql = [CLOSED, " ORDER BY closed_at DESC, period DESC, revision DESC"].concat();
        let mut statement = self.conn().prepare(&sql)?;
        statement.query_and_then([], closed)?.collect()
    }

    /// Every package made, the oldest first.
    pub fn packages(&self) -> Result<Vec<PackageRow>, StorageError> {
        let mut statement = self.conn().prepare(&[PACKAGES, " ORDER BY id"].concat())?;
        statement.query_and_then([], package)?.collect()
    }

    /// The bytes of a package.
    pub fn package_bytes(&self, uuid: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let mut statement = self.conn().prepare("SELECT bytes FROM package WHERE uuid = ?1")?;
        Ok(statement.query_row(params![uuid], |r| r.get(0)).optional()?)
    }

    /// How many rows these tables have together.
    pub fn report_rows(&self) -> Result<i64, StorageError> {
        const SQL: &str = "SELECT (SELECT count(*) FROM superior) + (SELECT count(*) FROM programme) + (SELECT count(*) FROM plan) + (SELECT count(*) FROM period_closed) + (SELECT count(*) FROM package)";
        Ok(self.conn().query_row(SQL, [], |r| r.get(0))?)
    }
}
