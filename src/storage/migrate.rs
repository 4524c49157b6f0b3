//! Versions of the file. `schema.sql` is what a new file gets; each later change is a numbered
//! SQL text applied in one transaction, its hash kept in table `migration`. A newer file is
//! refused untouched.

use super::error::StorageError;
use rusqlite::{Connection, Transaction, params};
use sha2::{Digest, Sha256};

/// The whole schema of a new file.
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");

/// Changes since version 1, oldest first: version n + 2 is at index n. Empty so far.
const STEPS: &[&str] = &[];

/// The version a file made by this program has.
pub(super) const VERSION: u32 = 1 + STEPS.len() as u32;

/// Puts the schema into an empty file.
pub(super) fn install(conn: &Connection) -> Result<(), StorageError> {
    let tx = conn.unchecked_transaction()?;
    tx.execute_batch(SCHEMA)?;
    note(&tx, VERSION, SCHEMA)?;
    tx.commit()?;
    Ok(())
}

/// Brings an older file up to date, step by step in one transaction.
pub(super) fn upgrade(conn: &mut Connection) -> Result<(), StorageError> {
    let found: u32 = conn.query_row("PRAGMA user_version", [], |r| r.get(0))?;
    if found > VERSION {
        return Err(StorageError::TooNew { found, known: VERSION });
    }
    if found == 0 {
        return Err(StorageError::Damaged);
    }
    if found == VERSION {
        return Ok(());
    }
    let tx = conn.transaction()?;
    for (step, version) in STEPS.iter().zip(2..).filter(|(_, v)| *v > found) {
        tx.execute_batch(step)?;
        note(&tx, version, step)?;
    }
    tx.commit()?;
    Ok(())
}

fn note(tx: &Transaction<'_>, version: u32, text: &str) -> Result<(), StorageError> {
    let mut sha = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        for nibble in [byte >> 4, byte & 15] {
            sha.push(char::from(b"0123456789abcdef"[usize::from(nibble)]));
        }
    }
    tx.execute(
        "INSERT INTO migration (version, sha256, applied_at) VALUES (?1, ?2, strftime('%Y-%m-%dT%H:%M', 'now', '+7 hours'))",
        params![version, sha],
    )?;
    tx.pragma_update(None, "user_version", version)?;
    Ok(())
}
