//! Gộp và tách: two files of one person become one, every value and row kept so that they can be
//! split again. Only what breaks the road's whole-history rules is refused, never what merely
//! looks odd.

use super::correct::reason_given;
use super::derive;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{MergeSide, MergeView, SplitOutcome};
use crate::domain::alike::Traits;
use crate::domain::case::CaseFile;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::merge::{Choice, MergeFault, MergeField, choices, clashes, merged, unmerged};
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::refusal::{Reason, Refusal, Remark};
use crate::domain::word::Word;
use crate::storage::{MergeRow, NewMerge, StorageError, Values};
use chrono::NaiveDate;
use std::collections::BTreeSet;

fn refused(field: MergeField, fault: MergeFault) -> Failure {
    Failure::refused(field, Reason::Merge(fault))
}

fn draft_of(values: &Values) -> PersonDraft {
    let mut draft = PersonDraft::new();
    for (code, text) in values {
        if let Some(field) = PersonField::from_code(code) {
            draft.set(field, text.as_str());
        }
    }
    draft
}

impl Registry {
    fn case_of(&self, id: PersonId) -> Result<CaseFile, Failure> {
        self.store.case(id)?.ok_or(Failure::UnknownFile)
    }

    /// Both sides of a possible merge, field by field. A look at both dossiers, recorded as such.
    ///
    /// # Errors
    /// Unknown file, both numbers of one file, or the file cannot be read.
    pub fn merge_view(&mut self, kept: &FileNo, away: &FileNo) -> Result<MergeView, Failure> {
        self.permit(Duty::ReadDoubles)?;
        let (a, b) = self.two_files(kept, away)?;
        let scribe = self.scribe();
        let tx = self.store.write()?;
        for id in [a, b] {
            tx.journal(&scribe.entry(Act::DossierRead, Object::Person, Some(id.0)))?;
        }
        tx.commit()?;
        let (kept, away) = (self.case_of(a)?, self.case_of(b)?);
        let choices = choices(&kept.person.draft(), &away.person.draft());
        Ok(MergeView {
            likeness: Traits::of(&kept.person).likeness(&Traits::of(&away.person)),
            choices,
            faults: clashes(&kept, &away, &kept.person),
            kept: self.side(&kept)?,
            away: self.side(&away)?,
        })
    }

    fn side(&self, case: &CaseFile) -> Result<MergeSide, Failure> {
        let row = self.store.standing(case.id)?.ok_or(StorageError::Damaged)?;
        Ok(MergeSide { line: row, measures: case.measures.len(), events: case.events.len() })
    }

    /// Makes two files one: `kept` stays, `away` goes into it with its measures, events and teams.
    /// The surviving file's empty fields are filled from the other; of the fields in `take` the
    /// other's value is taken. `officer`: the officer in charge of the file merged away takes over
    /// (he does anyway where nobody is in charge). The number of the file merged away goes on
    /// finding the person.
    ///
    /// # Errors
    /// Not permitted; no reason given; unknown files; a value that cannot stand; two main measures
    /// at once, acts after a death, anything before the birth.
    pub fn merge(
        &mut self,
        kept: &FileNo,
        away: &FileNo,
        take: &BTreeSet<PersonField>,
        officer: bool,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Merge)?;
        let (a, b) = self.two_files(kept, away)?;
        let (mine, theirs) = (self.case_of(a)?.person.draft(), self.case_of(b)?.person.draft());
        let fills = choices(&mine, &theirs).into_iter().filter(Choice::fills).map(|c| c.field);
        let take = fills.chain(take.iter().copied()).collect();
        self.merge_exactly(kept, away, &take, officer, reason)
    }

    /// The same, taking from the file merged away nothing but the fields in `take`.
    ///
    /// # Errors
    /// As [`Self::merge`].
    pub fn merge_exactly(
        &mut self,
        kept: &FileNo,
        away: &FileNo,
        take: &BTreeSet<PersonField>,
        officer: bool,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Merge)?;
        let reason = reason_given(reason)?;
        let (a, b) = self.two_files(kept, away)?;
        let (kept, away) = (self.case_of(a)?, self.case_of(b)?);
        let (mine, theirs) = (kept.person.draft(), away.person.draft());
        let draft = merged(&mine, &theirs, take);
        let (person, remarks) = Person::parse(&draft, NaiveDate::MAX).map_err(Failure::Refused)?;
        let faults = clashes(&kept, &away, &person);
        if !faults.is_empty() {
            let told = faults.into_iter().map(|f| Refusal::of(MergeField::Away, Reason::Merge(f)));
            return Err(Failure::Refused(told.collect()));
        }
        let charged = (self.store.assigned_to(a)?, self.store.assigned_to(b)?);
        let new_officer = match &charged {
            (mine, Some(theirs)) if mine.is_none() || officer => {
                (mine.as_ref() != Some(theirs)).then_some(theirs.as_str())
            }
            _ => None,
        };
        let scribe = self.scribe();
        let (kept_no, away_no) = (&kept.person.file_no, &away.person.file_no);
        let entry = scribe.about(Act::PersonsMerged, Object::Person, a.0);
        let entry = entry.because(&format!("{away_no} → {kept_no}: {reason}"));
        let away_entry = scribe.about(Act::PersonsMerged, Object::Person, b.0);
        let away_entry = away_entry.because(&format!("{away_no} → {kept_no}: {reason}"));
        let assigned = new_officer
            .map(|o| scribe.entry(Act::Assigned, Object::Assignment, Some(a.0)).because(o));
        let new = NewMerge {
            kept: a,
            away: b,
            person: &person,
            entry: &entry,
            away_entry: &away_entry,
            officer: new_officer.zip(assigned.as_ref()).map(|(o, entry)| (Some(o), entry)),
        };
        let judge = self.judge();
        let tx = self.store.write()?;
        tx.merge(&new)?;
        let case = tx.case(a)?.ok_or(StorageError::Damaged)?;
        derive::write(&tx, &case, &judge)?;
        tx.commit()?;
        self.roster = None;
        Ok(remarks)
    }

    /// Splits a merge again. `file_no` is the number of the file merged away, or of the surviving
    /// file (then its newest merge is split). Values and rows return to where they were; what was
    /// added since stays with the surviving file, and is told.
    ///
    /// # Errors
    /// Not permitted; no reason given; never merged; a later merge must be split first; the
    /// identity number was given to somebody else meanwhile.
    pub fn split(&mut self, file_no: &FileNo, reason: &str) -> Result<SplitOutcome, Failure> {
        self.permit(Duty::Merge)?;
        let reason = reason_given(reason)?;
        let merge = self.merge_to_split(file_no)?;
        self.split_merge(&merge, &reason, None)
    }

    fn merge_to_split(&self, file_no: &FileNo) -> Result<MergeRow, Failure> {
        let row = self.store.row_by_file(file_no)?.ok_or(Failure::UnknownFile)?;
        let found = match self.store.merge_of(row)? {
            Some(merge) => Some(merge),
            None => self.store.last_merge(row)?,
        };
        found.ok_or_else(|| refused(MergeField::Away, MergeFault::NotMerged))
    }

    /// Splits one merge. `undoing`: the entries are of an act taken back.
    pub(super) fn split_merge(
        &mut self,
        merge: &MergeRow,
        reason: &str,
        undoing: Option<Act>,
    ) -> Result<SplitOutcome, Failure> {
        let (a, b) = (merge.kept, merge.away);
        let kept_file = self.store.file_of(a)?.ok_or(StorageError::Damaged)?;
        if self.store.merge_of(a)?.is_some() {
            return Err(refused(MergeField::Away, MergeFault::Nested(kept_file)));
        }
        if let Some(later) = self.store.last_merge(a)?.filter(|later| later.seq != merge.seq) {
            return Err(refused(MergeField::Away, MergeFault::LaterMerge(later.away_file)));
        }
        let now = self.case_of(a)?.person.draft();
        let (draft, stay) = unmerged(&draft_of(&merge.before), &draft_of(&merge.result), &now);
        let (person, _) = Person::parse(&draft, NaiveDate::MAX).map_err(Failure::Refused)?;
        let theirs = self.case_of(b)?.person;
        self.refuse_number_taken(&person, a, b)?;
        self.refuse_number_taken(&theirs, b, a)?;
        if person.document_no.is_some() && person.document_no == theirs.document_no {
            let taken = Reason::IdentityTaken(theirs.file_no);
            return Err(Failure::refused(PersonField::DocumentNo, taken));
        }
        let charged = self.store.assigned_to(a)?;
        let gives_back =
            charged == merge.officer_after && merge.officer_before != merge.officer_after;
        let scribe = self.scribe();
        let act = undoing.unwrap_or(Act::PersonsSplit);
        let told = format!("{} ← {kept_file}: {reason}", merge.away_file);
        let entry = scribe.about(act, Object::Person, a.0).because(&told);
        let away_entry = scribe.about(act, Object::Person, b.0).because(&told);
        let assigned = scribe.entry(Act::Assigned, Object::Assignment, Some(a.0));
        let assigned = assigned.because(merge.officer_before.as_deref().unwrap_or("-"));
        let officer = gives_back.then_some((merge.officer_before.as_deref(), &assigned));
        let added = self.store.added_since(merge)?;
        let new = NewMerge {
            kept: a,
            away: b,
            person: &person,
            entry: &entry,
            away_entry: &away_entry,
            officer,
        };
        let distinct = scribe.entry(Act::NotSamePerson, Object::Person, Some(a.0)).because(&told);
        let judge = self.judge();
        let tx = self.store.write()?;
        tx.split(merge, &new)?;
        if undoing.is_none() {
            tx.settle_alike(a, b, &distinct)?;
        }
        for id in [a, b] {
            let case = tx.case(id)?.ok_or(StorageError::Damaged)?;
            // A file merged away was left out when numbers were packed anew.
            tx.derive_person(id, &case.person)?;
            derive::write(&tx, &case, &judge)?;
        }
        tx.commit()?;
        self.roster = None;
        Ok(SplitOutcome {
            kept: kept_file,
            away: merge.away_file.clone(),
            measures_stay: added.measures,
            events_stay: added.events,
            fields_stay: stay,
        })
    }

    /// Refuses a split where the number a file takes back is somebody else's by now.
    fn refuse_number_taken(
        &self,
        person: &Person,
        own: PersonId,
        other: PersonId,
    ) -> Result<(), Failure> {
        let Some(number) = &person.document_no else { return Ok(()) };
        match self.store.person_by_document(number)? {
            Some((id, file)) if id != own && id != other => {
                Err(Failure::refused(PersonField::DocumentNo, Reason::IdentityTaken(file)))
            }
            _ => Ok(()),
        }
    }
}
