//! A folder copied by hand while it was open: recognised when the copy is opened, proven as a whole
//! (pages of two moments may stand side by side in it), said, and journaled.

use super::clock;
use super::error::Failure;
use super::registry::Registry;
use crate::domain::date::vn_minute;
use crate::domain::journal::{Act, Object};
use crate::domain::word::Lang;
use crate::storage::StorageError;
use crate::vault::Holder;
use chrono::NaiveDateTime;

/// The folder was copied while somebody had it open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyNote {
    /// Login of who had it open; `None` = not told.
    pub officer: Option<String>,
    /// Since when.
    pub since: Option<NaiveDateTime>,
}

impl CopyNote {
    pub(super) fn of(holder: &Holder) -> Self {
        Self { officer: holder.officer.clone(), since: holder.since.and_then(clock::from_unix) }
    }

    /// What the officer is told.
    pub fn text(&self, lang: Lang) -> String {
        let since = self.since.map(vn_minute).unwrap_or_default();
        let who = self.officer.as_deref().unwrap_or("?");
        match lang {
            Lang::Vi => format!(
                "Thư mục này là bản chép tay, chép lúc sổ đang mở ({who}, từ {since}). Bản chép đã được kiểm tra và còn nguyên vẹn. Nếu sổ chính vẫn còn thì đừng ghi vào đây: hai bản ghi riêng không nhập lại được. Nhật ký đã ghi việc mở bản này. Muốn có bản sao, dùng Sao lưu (Alt+5)."
            ),
            Lang::En => format!(
                "This folder is a hand copy, taken while the registry was open ({who}, since {since}). It was checked and is whole. If the registry itself is still there, do not write here: two copies written to apart cannot be joined again. The journal has that this copy was opened. For a copy use Backups (Alt+5)."
            ),
        }
    }
}

/// What does not read of a hand copy is told as such, and not as a damaged registry.
pub(super) fn told_as_torn<T>(outcome: Result<T, Failure>, copied: bool) -> Result<T, Failure> {
    match outcome {
        Err(Failure::Storage(StorageError::Damaged)) if copied => Err(Failure::TornCopy),
        other => other,
    }
}

impl Registry {
    /// The folder is a copy that was made while it was open.
    pub fn copy_note(&self) -> Option<&CopyNote> {
        self.copy_note.as_deref()
    }

    /// Proves the whole of a hand copy before anybody works in it.
    pub(super) fn refuse_torn_copy(&self) -> Result<(), Failure> {
        if self.copy_note.is_none() {
            return Ok(());
        }
        let faults = self.store.examine().map_err(Failure::from);
        let holds = faults.and_then(|n| Ok(n == 0 && self.verify(&mut |_| ())?.holds()));
        if told_as_torn(holds, true)? { Ok(()) } else { Err(Failure::TornCopy) }
    }

    /// Journals that a hand copy was opened.
    pub(super) fn note_hand_copy(&mut self) -> Result<(), Failure> {
        let Some(note) = &self.copy_note else { return Ok(()) };
        self.lock.take_copy();
        let told = note.officer.clone();
        self.journal_alone(Act::HandCopyOpened, Object::Registry, None, told.as_deref())
    }
}
