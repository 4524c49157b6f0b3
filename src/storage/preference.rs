//! Table `preference`: how an officer likes his screens.

use super::error::StorageError;
use super::open::{Store, Write};
use rusqlite::params;

impl Write<'_> {
    /// Keeps a preference of an officer; an empty value takes it back.
    pub fn set_preference(
        &self,
        officer: &str,
        name: &str,
        value: &str,
    ) -> Result<(), StorageError> {
        const SET: &str =
            "INSERT OR REPLACE INTO preference (officer, name, value) VALUES (?1, ?2, ?3)";
        const DROP: &str = "DELETE FROM preference WHERE officer = ?1 AND name = ?2";
        if value.is_empty() {
            self.tx.prepare_cached(DROP)?.execute(params![officer, name])?;
        } else {
            self.tx.prepare_cached(SET)?.execute(params![officer, name, value])?;
        }
        Ok(())
    }
}

impl Store {
    /// The preferences of an officer: name, value.
    pub fn preferences(&self, officer: &str) -> Result<Vec<(String, String)>, StorageError> {
        const SQL: &str = "SELECT name, value FROM preference WHERE officer = ?1 ORDER BY name";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement
            .query_and_then([officer], |r| Ok::<_, StorageError>((r.get(0)?, r.get(1)?)))?;
        rows.collect()
    }
}
