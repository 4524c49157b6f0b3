//! Table `draft`: forms that were left with text in them. The text is JSON within the encrypted
//! file; `secure_delete` wipes it when the row goes.

use super::error::StorageError;
use super::open::{Store, Write};
use super::row::{self, iso_minute};
use crate::domain::unsaved::{Unsaved, UnsavedHead, UnsavedKey};
use chrono::NaiveDateTime;
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A form as it is written down.
#[derive(serde::Serialize, serde::Deserialize)]
struct Content {
    heading: String,
    focus: String,
    fields: BTreeMap<String, (String, String)>,
}

impl Write<'_> {
    /// Keeps what stands in a form of an officer in place of what was kept of it before.
    pub fn put_unsaved(
        &self,
        officer: &str,
        unsaved: &Unsaved,
        at: NaiveDateTime,
    ) -> Result<(), StorageError> {
        const SQL: &str = "INSERT OR REPLACE INTO draft (officer, form, subject, content, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let text = |t: &Zeroizing<String>| t.as_str().to_owned();
        let content = Content {
            heading: text(&unsaved.heading),
            focus: unsaved.focus.clone(),
            fields: unsaved
                .fields
                .iter()
                .map(|(code, (before, now))| (code.clone(), (text(before), text(now))))
                .collect(),
        };
        let json = serde_json::to_string(&content).map_err(|_| StorageError::Damaged)?;
        let json = Zeroizing::new(json);
        let key = &unsaved.key;
        self.tx.prepare_cached(SQL)?.execute(params![
            officer,
            key.form,
            key.subject,
            json.as_str(),
            iso_minute(at)
        ])?;
        Ok(())
    }

    /// Forgets a form.
    pub fn drop_unsaved(&self, officer: &str, key: &UnsavedKey) -> Result<(), StorageError> {
        const SQL: &str = "DELETE FROM draft WHERE officer = ?1 AND form = ?2 AND subject = ?3";
        self.tx.prepare_cached(SQL)?.execute(params![officer, key.form, key.subject])?;
        Ok(())
    }
}

impl Store {
    /// The forms an officer left, newest first.
    pub fn unsaved_heads(&self, officer: &str) -> Result<Vec<UnsavedHead>, StorageError> {
        const SQL: &str = "SELECT form, subject, saved_at FROM draft WHERE officer = ?1 ORDER BY saved_at DESC, form, subject";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let rows = statement.query_and_then([officer], |r| {
            Ok::<_, StorageError>(UnsavedHead {
                key: UnsavedKey { form: r.get(0)?, subject: r.get(1)? },
                at: row::moment(r, 2)?.ok_or(StorageError::Damaged)?,
            })
        })?;
        rows.collect()
    }

    /// What stands in a form; `None` when nothing was kept of it.
    pub fn unsaved(
        &self,
        officer: &str,
        key: &UnsavedKey,
    ) -> Result<Option<Unsaved>, StorageError> {
        const SQL: &str =
            "SELECT content FROM draft WHERE officer = ?1 AND form = ?2 AND subject = ?3";
        let mut statement = self.conn().prepare_cached(SQL)?;
        let json: Option<String> = statement
            .query_row(params![officer, key.form, key.subject], |r| r.get(0))
            .optional()?;
        let Some(json) = json.map(Zeroizing::new) else { return Ok(None) };
        let content: Content = serde_json::from_str(&json).map_err(|_| StorageError::Damaged)?;
        let hide = |(before, now): (String, String)| (Zeroizing::new(before), Zeroizing::new(now));
        Ok(Some(Unsaved {
            key: key.clone(),
            heading: Zeroizing::new(content.heading),
            focus: content.focus,
            fields: content.fields.into_iter().map(|(code, pair)| (code, hide(pair))).collect(),
        }))
    }
}
