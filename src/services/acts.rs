//! What an officer enters by hand: persons, measures, events. Each act checks everything first,
//! then writes facts, derived rows and its journal entry in one transaction.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::{
    CaseFile, Event, EventDraft, EventField, Measure, MeasureDraft, MeasureField, Stored,
    sort_events, sort_measures,
};
use crate::domain::date::Period;
use crate::domain::draft::Draft;
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::refusal::{Oddity, Reason, Remark};
use crate::domain::road::{Step, breaches};
use crate::domain::word::{EndReason, EventKind, MeasureCode, Word};
use chrono::NaiveDate;

/// What a field is set to, to clear it.
pub const CLEAR: &str = "-";

/// The stored draft with the changes laid over it; [`CLEAR`] empties a field.
pub(super) fn changed<F: Word + Ord>(stored: &Draft<F>, changes: &Draft<F>) -> Draft<F> {
    let mut draft = stored.clone();
    for (field, text) in changes.iter() {
        draft.set(field, if text.trim() == CLEAR { "" } else { text });
    }
    draft
}

/// The longest name an officer may enter, in characters; longer ones are no names.
const LONGEST_NAME: usize = 100;

/// Whether a name can be written on a form: letters, marks, spaces and the few signs of names.
/// An import keeps what a workbook holds; only what is typed here is held to this.
fn is_writable(name: &str) -> bool {
    name.chars().count() <= LONGEST_NAME
        && name.chars().all(|c| {
            c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') || " '’.-,()/".contains(c)
        })
}

fn refuse_unwritable(name: &str) -> Result<(), Failure> {
    let wanted =
        ("họ tên gồm chữ cái, không quá 100 ký tự", "a name of letters, at most 100 characters");
    if is_writable(name) {
        Ok(())
    } else {
        Err(Failure::refused(PersonField::Name, Reason::Unreadable(wanted.0, wanted.1)))
    }
}

impl Registry {
    /// The next free number of the registry's own series.
    pub fn next_file_no(&mut self) -> Result<FileNo, Failure> {
        self.permit(Duty::Keep)?;
        Ok(FileNo::numbered(self.store.highest_running_number()? + 1))
    }

    /// Adds a person; an empty file number takes the next free one.
    pub fn add_person(&mut self, draft: &PersonDraft) -> Result<(FileNo, Vec<Remark>), Failure> {
        self.permit(Duty::Keep)?;
        let mut draft = draft.clone();
        if draft.get(PersonField::FileNo).is_none() {
            draft.set(PersonField::FileNo, self.next_file_no()?.as_str());
        }
        let today = self.now().date();
        let (person, remarks) = Person::parse(&draft, today).map_err(Failure::Refused)?;
        refuse_unwritable(&person.name)?;
        self.refuse_taken(&person, None)?;
        let case = self.write_case(true, |tx, scribe| {
            let id = tx.add_person(&person)?;
            tx.journal(&scribe.about(Act::PersonAdded, Object::Person, id.0))?;
            Ok(CaseFile { id, person, measures: Vec::new(), events: Vec::new() })
        })?;
        Ok((case.person.file_no, remarks))
    }

    /// Changes fields of a person: those given replace, [`CLEAR`] empties one, the others stay.
    pub fn edit_person(
        &mut self,
        file_no: &FileNo,
        changes: &PersonDraft,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Keep)?;
        let mut case = self.load(file_no)?;
        let draft = changed(&case.person.draft(), changes);
        let today = self.now().date();
        let (person, mut remarks) = Person::parse(&draft, today).map_err(Failure::Refused)?;
        if person == case.person {
            return Ok(remarks);
        }
        if person.name != case.person.name {
            refuse_unwritable(&person.name)?;
        }
        self.refuse_taken(&person, Some(case.id))?;
        let before = case.clone();
        let after = self.write_case(true, |tx, scribe| {
            let entry = scribe.about(Act::PersonEdited, Object::Person, case.id.0);
            tx.change_person(case.id, &person, &entry)?;
            case.person = person;
            Ok(case)
        })?;
        remarks.extend(breaches(&before, &after, self.now()));
        Ok(remarks)
    }

    pub(super) fn refuse_taken(
        &self,
        person: &Person,
        own: Option<PersonId>,
    ) -> Result<(), Failure> {
        if self.store.row_by_file(&person.file_no)?.is_some_and(|id| Some(id) != own) {
            return Err(Failure::refused(PersonField::FileNo, Reason::FileNoTaken));
        }
        if let Some(number) = &person.document_no
            && let Some((id, file)) = self.store.person_by_document(number)?
            && Some(id) != own
        {
            return Err(Failure::refused(PersonField::DocumentNo, Reason::IdentityTaken(file)));
        }
        Ok(())
    }

    /// Opens a measure.
    pub fn open_measure(
        &mut self,
        file_no: &FileNo,
        draft: &MeasureDraft,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Keep)?;
        let mut case = self.load(file_no)?;
        let today = self.now().date();
        let (measure, remarks) = Measure::parse(draft, today).map_err(Failure::Refused)?;
        let remarks = self.judged(&case, &Step::Open(&measure), remarks)?;
        self.write_case(false, |tx, scribe| {
            let id = tx.add_measure(case.id, &measure)?;
            tx.journal(&scribe.about(Act::MeasureOpened, Object::Measure, id.0))?;
            case.measures.push(Stored { id, record: measure });
            sort_measures(&mut case.measures);
            Ok(case)
        })?;
        Ok(remarks)
    }

    /// Ends the open measure of this kind (any open main measure where none is named).
    pub fn close_measure(
        &mut self,
        file_no: &FileNo,
        code: Option<MeasureCode>,
        ended_on: NaiveDate,
        reason: EndReason,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Keep)?;
        let mut case = self.load(file_no)?;
        let wanted = |m: &Stored<MeasureId, Measure>| match code {
            Some(code) => m.record.code == code,
            None => m.record.code.is_main(),
        };
        let Some(position) =
            case.measures.iter().rposition(|m| wanted(m) && m.record.ended_on.is_none())
        else {
            return Err(Failure::refused(MeasureField::Measure, Reason::NothingOpen));
        };
        let step = Step::Close { measure: case.measures[position].id, ended_on, reason };
        let remarks = self.judged(&case, &step, Vec::new())?;
        self.write_case(false, |tx, scribe| {
            let Stored { id, record } = &mut case.measures[position];
            (record.ended_on, record.end_reason) = (Some(ended_on), Some(reason));
            let entry = scribe.about(Act::MeasureClosed, Object::Measure, id.0);
            tx.change_measure(case.id, *id, record, &entry)?;
            sort_measures(&mut case.measures);
            Ok(case)
        })?;
        Ok(remarks)
    }

    /// The event on file that a draft would record again, if there is one: what to ask about before
    /// saving. A draft that cannot be read is like nothing.
    ///
    /// # Errors
    /// [`Failure::UnknownFile`], or the file cannot be read.
    pub fn recorded_before(
        &mut self,
        file_no: &FileNo,
        draft: &EventDraft,
    ) -> Result<Option<Event>, Failure> {
        self.permit(Duty::Keep)?;
        let case = self.load(file_no)?;
        let read = Event::parse(draft, self.now().date()).ok();
        Ok(read.and_then(|(event, _)| case.event_like(&event).cloned()))
    }

    /// Records an event; one like another on file is remarked.
    pub fn record(&mut self, file_no: &FileNo, draft: &EventDraft) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Keep)?;
        let mut case = self.load(file_no)?;
        let today = self.now().date();
        let (mut event, remarks) = Event::parse(draft, today).map_err(Failure::Refused)?;
        if event.kind == EventKind::RiskOverride {
            self.judge_override(&case, &mut event)?;
        }
        let mut remarks = self.judged(&case, &Step::Record(&event), remarks)?;
        if case.event_like(&event).is_some() {
            remarks.push(Remark::of(EventField::At, Oddity::Again));
        }
        self.write_case(false, |tx, scribe| {
            let id = tx.add_event(case.id, &event)?;
            tx.journal(&scribe.about(Act::EventRecorded, Object::Event, id.0))?;
            case.events.push(Stored { id, record: event });
            sort_events(&mut case.events);
            Ok(case)
        })?;
        Ok(remarks)
    }

    /// Notes that a month's report was sent: closes clock R1 for it.
    pub fn mark_report_sent(&mut self, period: Period) -> Result<(), Failure> {
        self.permit(Duty::SendReport)?;
        if period.to() >= self.now().date() {
            return Err(Failure::PeriodRunning);
        }
        let scribe = self.scribe();
        let now = self.now();
        let code = period.to_string();
        let tx = self.store.write()?;
        if tx.note_report_sent(&code, now, &self.officer.login)? {
            tx.journal(&scribe.entry(Act::ReportSent, Object::Report, None).because(&code))?;
        }
        tx.commit()?;
        Ok(())
    }

    pub(super) fn load(&self, file_no: &FileNo) -> Result<CaseFile, Failure> {
        let id = self.store.person_by_file(file_no)?.ok_or(Failure::UnknownFile)?;
        self.store.case(id)?.ok_or(Failure::UnknownFile)
    }
}
