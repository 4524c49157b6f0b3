//! Nhật ký: who read or changed what, for reading a window at a time, and as a file.

use super::error::Failure;
use super::new_file::new_file;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{JournalLine, JournalPage};
use crate::domain::date::iso_minute;
use crate::domain::journal::{Act, JournalQuery, Object, act_text};
use crate::domain::word::Lang;
use crate::exchange::new_csv::write_new_csv;
use std::path::Path;

/// What the last question found, so that a window of it is read without asking the whole journal
/// again: entries are only ever added.
pub(super) struct Sifted {
    query: JournalQuery,
    /// The journal was looked through up to here.
    upto: i64,
    /// Oldest first.
    seqs: Vec<i64>,
}

/// Header of the file.
const HEADER: [&str; 7] = ["Số thứ tự", "Lúc", "Cán bộ", "Việc", "Mã việc", "Số hồ sơ", "Lý do"];

fn cells(row: JournalLine) -> [String; 7] {
    [
        row.seq.to_string(),
        iso_minute(row.at),
        row.officer,
        act_text(&row.act, Lang::Vi),
        row.act,
        row.file_no.map(|file| file.to_string()).unwrap_or_default(),
        row.reason.unwrap_or_default(),
    ]
}

impl Registry {
    /// The newest entries of the journal, newest first.
    ///
    /// # Errors
    /// Not permitted; the file cannot be read; an inspector's look cannot be recorded.
    pub fn journal(&mut self, limit: usize) -> Result<Vec<JournalLine>, Failure> {
        Ok(self.journal_page(&JournalQuery::default(), 0, limit)?.lines)
    }

    /// A window of the entries that a question finds, newest first.
    ///
    /// # Errors
    /// Not permitted; unknown file; the file cannot be read; an inspector's look cannot be recorded.
    pub fn journal_page(
        &mut self,
        query: &JournalQuery,
        first: usize,
        count: usize,
    ) -> Result<JournalPage, Failure> {
        self.permit_look(Duty::ReadJournal, &format!("{query:?}"))?;
        let (total, seqs) = self.sifted(query, first, count)?;
        let lines = self.store.journal_lines(seqs)?;
        Ok(JournalPage { total, first, lines })
    }

    /// Writes all that a question finds to a new CSV file, newest first, and returns how many entries
    /// it holds. The journal has it before the file is there.
    ///
    /// # Errors
    /// Not permitted; unknown file; as [`new_file()`] says; the file cannot be written.
    pub fn write_journal(&mut self, query: &JournalQuery, path: &Path) -> Result<usize, Failure> {
        self.permit(Duty::WriteJournal)?;
        let path = new_file(path)?;
        let (total, seqs) = self.sifted(query, 0, usize::MAX)?;
        let rows = self.store.journal_lines(seqs)?;
        self.journal_alone(Act::JournalWritten, Object::Registry, None, Some("csv"))?;
        write_new_csv(&path, HEADER, rows.into_iter().map(cells))?;
        Ok(total)
    }

    /// How many entries a question finds, and the numbers of a window of them, newest first.
    fn sifted(
        &mut self,
        query: &JournalQuery,
        first: usize,
        count: usize,
    ) -> Result<(usize, Vec<i64>), Failure> {
        let last = self.store.last_entry()?;
        if query.is_all() {
            // The numbers have no gap, so none has to be looked for.
            let total = usize::try_from(last).unwrap_or_default();
            let newest = last.saturating_sub(i64::try_from(first).unwrap_or(i64::MAX));
            return Ok((total, (1..=newest).rev().take(count).collect()));
        }
        let file = match &query.file_no {
            Some(file) => Some(self.store.person_by_file(file)?.ok_or(Failure::UnknownFile)?),
            None => None,
        };
        let mut kept = match self.sifted.take() {
            // Which rows are of a file changes when files are merged or split.
            Some(kept) if kept.query == *query && file.is_none() => kept,
            _ => Sifted { query: query.clone(), upto: 0, seqs: Vec::new() },
        };
        kept.seqs.extend(self.store.journal_found(query, file, kept.upto)?);
        kept.upto = last;
        let window = kept.seqs.iter().rev().skip(first).take(count).copied().collect();
        let total = kept.seqs.len();
        self.sifted = Some(kept);
        Ok((total, window))
    }
}
