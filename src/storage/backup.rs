//! Tables `backup_copy` and `backup_setting`: which copies there are, and when the next is due.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{self, iso_minute};
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};

/// A backup that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupRow {
    /// Row id; 0 for one not yet written.
    pub id: i64,
    /// When.
    pub made_at: NaiveDateTime,
    /// Who: login.
    pub officer: String,
    /// Last part of its path.
    pub file_name: String,
    /// Generation of the data key then.
    pub generation: u64,
    /// It holds the journal up to this entry.
    pub journal_size: u64,
    /// Since when the file is no more, and why.
    pub gone: Option<(NaiveDateTime, String)>,
}

impl Write<'_> {
    /// Enters a backup. Returns its row id.
    pub fn add_backup(&self, b: &BackupRow) -> Result<i64, StorageError> {
        const SQL: &str = "INSERT INTO backup_copy (made_at, officer, file_name, generation, journal_size) VALUES (?1, ?2, ?3, ?4, ?5)";
        let (generation, size) = (b.generation as i64, b.journal_size as i64);
        self.tx.execute(
            SQL,
            params![iso_minute(b.made_at), b.officer, b.file_name, generation, size],
        )?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Notes that the file of a backup is no more. Returns whether it was thought to be there.
    pub fn end_backup(&self, id: i64, at: NaiveDateTime, why: &str) -> Result<bool, StorageError> {
        const SQL: &str =
            "UPDATE backup_copy SET gone_at = ?2, gone_why = ?3 WHERE id = ?1 AND gone_at IS NULL";
        Ok(self.tx.execute(SQL, params![id, iso_minute(at), why])? > 0)
    }

    /// Sets how many days without a backup are too many.
    pub fn set_remind_days(&self, days: u32) -> Result<(), StorageError> {
        const SQL: &str = "INSERT INTO backup_setting (id, remind_days) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET remind_days = excluded.remind_days";
        self.tx.execute(SQL, params![days])?;
        Ok(())
    }
}

impl Store {
    /// Every backup entered, oldest first.
    pub fn backups(&self) -> Result<Vec<BackupRow>, StorageError> {
        const SQL: &str = "SELECT id, made_at, officer, file_name, generation, journal_size, gone_at, gone_why FROM backup_copy ORDER BY id";
        let mut statement = self.conn().prepare(SQL)?;
        let rows = statement.query_and_then([], |r| {
            let why: Option<String> = r.get(7)?;
            Ok::<_, StorageError>(BackupRow {
                id: r.get(0)?,
                made_at: row::moment(r, 1)?.ok_or(StorageError::Damaged)?,
                officer: r.get(2)?,
                file_name: r.get(3)?,
                generation: r.get::<_, i64>(4)?.unsigned_abs(),
                journal_size: r.get::<_, i64>(5)?.unsigned_abs(),
                gone: row::moment(r, 6)?.zip(why),
            })
        })?;
        rows.collect()
    }

    /// When the newest backup was made whose file is not known to be gone.
    pub fn last_backup(&self) -> Result<Option<NaiveDateTime>, StorageError> {
        let mut statement = self
            .conn()
            .prepare_cached("SELECT max(made_at) FROM backup_copy WHERE gone_at IS NULL")?;
        let at: Option<String> = statement.query_row([], |r| r.get(0))?;
        at.map(|t| row::read_moment(&t)).transpose()
    }

    /// The days that the unit set; `None` = the program's own number.
    pub fn remind_days(&self) -> Result<Option<u32>, StorageError> {
        let mut statement = self.conn().prepare_cached("SELECT remind_days FROM backup_setting")?;
        Ok(statement.query_row([], |r| r.get(0)).optional()?)
    }
}
