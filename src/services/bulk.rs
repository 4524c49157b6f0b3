//! One act for several people: each is judged by himself, so that one who cannot have it does not
//! keep it from the others, and each has his own journal entry.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::PeopleQuery;
use crate::domain::case::EventDraft;
use crate::domain::id::FileNo;
use crate::domain::refusal::Remark;

/// What came of an act in one file: remarks, or why it was refused.
pub type Outcome = (FileNo, Result<Vec<Remark>, Failure>);

impl Registry {
    /// Records an event in each of these files; what came of it, file by file.
    pub fn record_all(
        &mut self,
        files: &[FileNo],
        draft: &EventDraft,
    ) -> Result<Vec<Outcome>, Failure> {
        self.permit(Duty::Keep)?;
        Ok(files.iter().map(|file| (file.clone(), self.record(file, draft))).collect())
    }

    /// The file numbers of everybody whom a question of the list finds, `most` at most.
    pub fn files_of(&mut self, query: &PeopleQuery, most: usize) -> Result<Vec<FileNo>, Failure> {
        self.permit_look(Duty::ReadLists, &format!("files {query:?}"))?;
        Ok(self.people(query, 0, most)?.lines.into_iter().map(|line| line.file_no).collect())
    }
}
