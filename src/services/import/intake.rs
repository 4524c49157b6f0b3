//! One person's rows on their way in, compared with what the registry holds.

use crate::domain::case::{
    CaseFile, Event, Measure, MeasureField, Stored, sort_events, sort_measures,
};
use crate::domain::draft::Draft;
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::refusal::{Reason, Refusal, Remark};
use crate::domain::word::Word;
use crate::services::error::Failure;
use crate::services::registry::Registry;
use crate::services::scribe::Scribe;
use crate::storage::{StorageError, Store, Write};
use std::collections::{HashMap, HashSet};

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Added,
    Unchanged,
    Updated,
}

/// A measure on its way in: `id` where the registry has it, `fate` what is to be written.
struct MeasureIntake {
    id: Option<MeasureId>,
    record: Measure,
    fate: Fate,
    /// A row of this workbook is about it.
    met: bool,
}

impl MeasureIntake {
    /// A measure is known by code and start.
    fn is_about(&self, row: &Measure) -> bool {
        self.record.code == row.code && self.record.start == row.start
    }
}

/// A measure as a row of a workbook gives it.
pub(super) struct MeasureRow {
    pub(super) measure: Measure,
    /// The row says which law governs it.
    pub(super) law_given: bool,
    pub(super) remarks: Vec<Remark>,
}

/// An event as a row of a workbook gives it, and what it is known by.
pub(super) struct EventRow {
    event: Event,
    key: String,
}

impl EventRow {
    pub(super) fn of(event: Event) -> Self {
        Self { key: draft_key(&event.draft()), event }
    }
}

/// One person's rows.
pub(super) struct Intake {
    id: Option<PersonId>,
    /// The row of sheet Hồ sơ by which he comes; 0 = he was here before.
    pub(super) row: u32,
    pub(super) person: Person,
    person_fate: Fate,
    measures: Vec<MeasureIntake>,
    events: Vec<Event>,
    /// Events the registry has already, or that came before in the workbook.
    known_events: HashSet<String>,
    /// What measures were before they were changed.
    past_measures: HashSet<String>,
}

/// All that a draft says in one text. Values hold no control characters, so no two drafts share it.
fn draft_key<F: Word + Ord>(draft: &Draft<F>) -> String {
    let mut key = String::with_capacity(64);
    for (field, value) in draft.iter() {
        for part in [field.code(), "\u{1}", value, "\u{2}"] {
            key.push_str(part);
        }
    }
    key
}

impl Intake {
    fn new(person: Person, row: u32) -> Self {
        Self {
            id: None,
            row,
            person,
            person_fate: Fate::Added,
            measures: Vec::new(),
            events: Vec::new(),
            known_events: HashSet::new(),
            past_measures: HashSet::new(),
        }
    }

    /// A person the registry has. What was corrected or cancelled there is known too: an old
    /// workbook does not bring it back.
    fn known(case: CaseFile, store: &Store) -> Result<Self, StorageError> {
        let mut known_events: HashSet<_> =
            case.events.iter().map(|e| draft_key(&e.record.draft())).collect();
        known_events.extend(store.past_events(case.id)?.iter().map(draft_key));
        let past_measures = store.past_measures(case.id)?.iter().map(draft_key).collect();
        let measures = case.measures.into_iter().map(|m| MeasureIntake {
            id: Some(m.id),
            record: m.record,
            fate: Fate::Unchanged,
            met: false,
        });
        Ok(Self {
            id: Some(case.id),
            row: 0,
            person: case.person,
            person_fate: Fate::Unchanged,
            measures: measures.collect(),
            events: Vec::new(),
            known_events,
            past_measures,
        })
    }

    pub(super) fn made_up(person: Person, measures: Vec<Measure>, events: Vec<Event>) -> Self {
        let measures = measures.into_iter().map(|record| MeasureIntake {
            id: None,
            record,
            fate: Fate::Added,
            met: true,
        });
        Self { measures: measures.collect(), events, ..Self::new(person, 0) }
    }

    pub(super) fn is_new(&self) -> bool {
        self.id.is_none()
    }

    /// Comes without any measure: nobody managed yet, somebody suspected.
    pub(super) fn is_suspected(&self) -> bool {
        self.is_new() && !self.measures.iter().any(|m| m.record.counts())
    }

    fn is_changed(&self) -> bool {
        self.person_fate != Fate::Unchanged
            || !self.events.is_empty()
            || self.measures.iter().any(|m| m.fate != Fate::Unchanged)
    }

    /// The measure a row is about: known by code and start. An entry by mistake and the right one
    /// beside it may begin on the same day, so a row looks for its like first; it takes the other
    /// (a mistake found later, or the old list imported again) only where no row of this workbook
    /// is about that one.
    fn known_measure(&self, row: &Measure) -> Option<usize> {
        let its_like = |m: &MeasureIntake| m.is_about(row) && m.record.counts() == row.counts();
        let other = || self.measures.iter().position(|m| m.is_about(row) && !m.met);
        self.measures.iter().position(its_like).or_else(other)
    }

    /// Takes a measure: a known one is filled or closed, a new one must overlap no other main
    /// measure. The second part is what looks odd about the whole.
    fn take_measure(&mut self, row: MeasureRow) -> Result<(Fate, Vec<Remark>), Vec<Refusal>> {
        let Some(index) = self.known_measure(&row.measure) else {
            if self.past_measures.contains(&draft_key(&row.measure.draft())) {
                return Ok((Fate::Unchanged, row.remarks));
            }
            if self.measures.iter().any(|m| m.record.overlaps(&row.measure)) {
                return Err(vec![Refusal::of(MeasureField::Start, Reason::Overlap)]);
            }
            let fate = Fate::Added;
            self.measures.push(MeasureIntake { id: None, record: row.measure, fate, met: true });
            return Ok((fate, row.remarks));
        };
        let known = &mut self.measures[index];
        known.met = true;
        let mut given = row.measure.draft();
        if !row.law_given {
            // Worked out from the dates of a row that says nothing of the law.
            given.set(MeasureField::Law, "");
        }
        let closed = known.record.ended_on.is_some();
        if closed && row.measure.set_end.is_some_and(|e| known.record.set_end != Some(e)) {
            return Err(vec![Refusal::of(MeasureField::EndedOn, Reason::Differs)]);
        }
        let ignored = |field| field == MeasureField::SetEndReason;
        let (merged, filled) =
            merge(&known.record.draft(), &given, ignored).map_err(of_workbook)?;
        if !filled {
            return Ok((Fate::Unchanged, row.remarks));
        }
        let (record, remarks) = Measure::parse(&merged, chrono::NaiveDate::MAX)?;
        known.record = record;
        if known.fate == Fate::Unchanged {
            known.fate = Fate::Updated;
        }
        Ok((Fate::Updated, if remarks.is_empty() { row.remarks } else { remarks }))
    }

    /// Writes what is new or changed, each with its journal entry, and gives the whole case file.
    pub(super) fn write(self, tx: &Write<'_>, scribe: &Scribe) -> Result<CaseFile, StorageError> {
        let id = match (self.id, self.person_fate) {
            (None, _) => {
                let id = tx.add_person(&self.person)?;
                tx.journal(&scribe.about(Act::PersonAdded, Object::Person, id.0))?;
                id
            }
            (Some(id), Fate::Unchanged) => id,
            (Some(id), _) => {
                let entry = scribe.about(Act::PersonEdited, Object::Person, id.0);
                tx.change_person(id, &self.person, &entry)?;
                id
            }
        };
        let mut measures = Vec::with_capacity(self.measures.len());
        for m in self.measures {
            let measure_id = match (m.id, m.fate) {
                (Some(known), Fate::Unchanged) => known,
                (Some(known), _) => {
                    let entry = scribe.about(Act::MeasureEdited, Object::Measure, known.0);
                    tx.change_measure(id, known, &m.record, &entry)?;
                    known
                }
                (None, _) => {
                    let new = tx.add_measure(id, &m.record)?;
                    tx.journal(&scribe.about(Act::MeasureOpened, Object::Measure, new.0))?;
                    new
                }
            };
            measures.push(Stored { id: measure_id, record: m.record });
        }
        let mut events = Vec::with_capacity(self.events.len());
        for e in self.events {
            let event_id = tx.add_event(id, &e)?;
            tx.journal(&scribe.about(Act::EventRecorded, Object::Event, event_id.0))?;
            events.push(Stored { id: event_id, record: e });
        }
        if self.id.is_some() {
            // What the registry had before joins what came in.
            return tx.case(id)?.ok_or(StorageError::Damaged);
        }
        sort_measures(&mut measures);
        sort_events(&mut events);
        Ok(CaseFile { id, person: self.person, measures, events })
    }
}

/// Fills the blanks of `old` from `new`; every differing value is refused unless `ignore` says the
/// field does not count. Returns the merged draft and whether anything was filled.
fn merge<F: Word + Ord>(
    old: &Draft<F>,
    new: &Draft<F>,
    ignore: impl Fn(F) -> bool,
) -> Result<(Draft<F>, bool), Vec<Refusal>> {
    let mut merged = old.clone();
    let (mut filled, mut refusals) = (false, Vec::new());
    for (field, text) in new.iter() {
        match old.get(field) {
            None => {
                merged.set(field, text);
                filled = true;
            }
            Some(held) if held == text || ignore(field) => {}
            Some(_) => refusals.push(Refusal::of(field, Reason::Differs)),
        }
    }
    if refusals.is_empty() { Ok((merged, filled)) } else { Err(refusals) }
}

/// A set end date has no column of its own in the workbook: it stands in "Ngày kết thúc".
fn of_workbook(refusals: Vec<Refusal>) -> Vec<Refusal> {
    let set_end = MeasureField::SetEnd.code();
    let moved = |r: Refusal| {
        if r.field == set_end { Refusal::of(MeasureField::EndedOn, r.reason) } else { r }
    };
    refusals.into_iter().map(moved).collect()
}

/// All persons of a workbook, in the order they came, and the numbers that must stay unique.
pub(super) struct Intakes<'a> {
    store: &'a Store,
    by_file: HashMap<FileNo, usize>,
    in_workbook: HashSet<FileNo>,
    /// Numbers that rows of the workbook bring with them: never given to another row.
    reserved: HashSet<FileNo>,
    by_document: HashMap<String, FileNo>,
    list: Vec<Intake>,
    next_number: u64,
}

impl<'a> Intakes<'a> {
    pub(super) fn new(registry: &'a Registry) -> Result<Self, Failure> {
        let store = &registry.store;
        let next_number = store.highest_running_number()? + 1;
        Ok(Self {
            store,
            by_file: HashMap::new(),
            in_workbook: HashSet::new(),
            reserved: HashSet::new(),
            by_document: HashMap::new(),
            list: Vec::new(),
            next_number,
        })
    }

    /// Keeps the numbers that rows bring with them from being given to others.
    pub(super) fn reserve(&mut self, given: impl Iterator<Item = FileNo>) {
        self.reserved.extend(given);
    }

    pub(super) fn next_file_no(&mut self) -> FileNo {
        loop {
            let file = FileNo::numbered(self.next_number);
            self.next_number += 1;
            if !self.reserved.contains(&file) {
                return file;
            }
        }
    }

    /// Notes that a row with this number came, whatever becomes of it. Whether it is the first.
    pub(super) fn note_row(&mut self, file: &FileNo) -> bool {
        self.in_workbook.insert(file.clone())
    }

    pub(super) fn into_changed(self) -> Vec<Intake> {
        self.list.into_iter().filter(Intake::is_changed).collect()
    }

    /// Whether the file is in the workbook or in the registry; loads it from there.
    pub(super) fn knows_file(&mut self, file: &FileNo) -> Result<bool, Failure> {
        if self.by_file.contains_key(file) {
            return Ok(true);
        }
        let Some(id) = self.store.person_by_file(file)? else { return Ok(false) };
        let Some(case) = self.store.case(id)? else { return Ok(false) };
        let own = case.person.file_no.clone();
        if !self.by_file.contains_key(&own) {
            self.push(Intake::known(case, self.store)?);
        }
        // A number merged away stands for the file that survives.
        let at = self.by_file[&own];
        self.by_file.insert(file.clone(), at);
        Ok(true)
    }

    /// What a row of a file merged away still tells: its number and what that file held are known
    /// and tell nothing new.
    fn told_anew(&self, draft: PersonDraft, file: &FileNo) -> Result<PersonDraft, Failure> {
        let own = &self.list[self.by_file[file]].person.file_no;
        if own == file {
            return Ok(draft);
        }
        let Some(row) = self.store.row_by_file(file)? else { return Ok(draft) };
        let Some(away) = self.store.case(row)? else { return Ok(draft) };
        let (held, mut told) = (away.person.draft(), PersonDraft::new());
        for (field, text) in draft.iter().filter(|(field, text)| held.get(*field) != Some(*text)) {
            told.set(field, text);
        }
        Ok(told)
    }

    fn push(&mut self, intake: Intake) {
        let file = intake.person.file_no.clone();
        if let Some(number) = &intake.person.document_no {
            self.by_document.insert(number.clone(), file.clone());
        }
        self.by_file.insert(file, self.list.len());
        self.list.push(intake);
    }

    pub(super) fn take_person(
        &mut self,
        person: Person,
        row: u32,
    ) -> Result<Result<Fate, Vec<Refusal>>, Failure> {
        let file = person.file_no.clone();
        if !self.note_row(&file) {
            return Ok(Err(vec![Refusal::of(PersonField::FileNo, Reason::FileNoTwice)]));
        }
        let known = self.knows_file(&file)?;
        if let Some(number) = &person.document_no {
            let holder = match self.by_document.get(number) {
                Some(holder) => Some(holder.clone()),
                None => self.store.person_by_document(number)?.map(|(_, holder)| holder),
            };
            let own = self.by_file.get(&file).map_or(&file, |at| &self.list[*at].person.file_no);
            if let Some(holder) = holder.filter(|h| h != own) {
                // A file that only this workbook knows cannot be opened: its row is named.
                let above = self.by_file.get(&holder).map_or(0, |at| self.list[*at].row);
                let taken = match above {
                    0 => Reason::IdentityTaken(holder),
                    above => Reason::IdentityInRow(holder, above),
                };
                return Ok(Err(vec![Refusal::of(PersonField::DocumentNo, taken)]));
            }
        }
        if !known {
            self.push(Intake::new(person, row));
            return Ok(Ok(Fate::Added));
        }
        let told = self.told_anew(person.draft(), &file)?;
        let intake = &mut self.list[self.by_file[&file]];
        match merge(&intake.person.draft(), &told, |_| false) {
            Err(refusals) => Ok(Err(refusals)),
            Ok((_, false)) => Ok(Ok(Fate::Unchanged)),
            Ok((merged, true)) => match Person::parse(&merged, chrono::NaiveDate::MAX) {
                Err(refusals) => Ok(Err(refusals)),
                Ok((person, _)) => {
                    if let Some(number) = &person.document_no {
                        self.by_document.insert(number.clone(), person.file_no.clone());
                    }
                    intake.person = person;
                    intake.person_fate = Fate::Updated;
                    Ok(Ok(Fate::Updated))
                }
            },
        }
    }

    pub(super) fn knows_measure(&self, file: &FileNo, measure: &Measure) -> bool {
        let intake = self.by_file.get(file).map(|i| &self.list[*i]);
        intake.is_some_and(|i| i.measures.iter().any(|m| m.is_about(measure)))
    }

    pub(super) fn take_measure(
        &mut self,
        file: &FileNo,
        row: MeasureRow,
    ) -> Result<(Fate, Vec<Remark>), Vec<Refusal>> {
        match self.by_file.get(file) {
            Some(i) => self.list[*i].take_measure(row),
            None => Err(vec![Refusal::of(PersonField::FileNo, Reason::UnknownFile)]),
        }
    }

    pub(super) fn take_event(&mut self, file: &FileNo, row: EventRow) -> Fate {
        let Some(i) = self.by_file.get(file) else { return Fate::Unchanged };
        let intake = &mut self.list[*i];
        if intake.known_events.insert(row.key) {
            intake.events.push(row.event);
            Fate::Added
        } else {
            Fate::Unchanged
        }
    }
}
