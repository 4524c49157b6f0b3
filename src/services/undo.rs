//! Ctrl+Z: takes back this officer's own last acts since unlocking, from whatever screen. An undo
//! is an act like any other: journaled, with a reason, the value before it kept. It is refused
//! where a later act stands on what would be taken back.

use super::correct::reason_given;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::UndoLine;
use crate::domain::case::{CaseFile, Event, Measure, Stored, sort_events, sort_measures};
use crate::domain::correction::{CorrectionField, EntryFault};
use crate::domain::draft::Draft;
use crate::domain::id::{EventId, FileNo, MeasureId, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::Person;
use crate::domain::refusal::Reason;
use crate::domain::road::{Step, judge};
use crate::domain::team::parse_team;
use crate::domain::word::{EndReason, EventKind, Lang, Word};
use crate::storage::{ActRow, StorageError, Values, values_of};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How many acts can be taken back.
pub const UNDO_DEPTH: usize = 20;
/// Entries read for them: some acts write two or three.
const ENTRIES: usize = 400;

/// Where the acts of a session begin; numbers only, so it may outlive a lock.
pub struct ActsMark {
    login: String,
    from: i64,
    undone: BTreeSet<i64>,
}

fn fault(fault: EntryFault) -> Failure {
    Failure::refused(CorrectionField::Act, Reason::Entry(fault))
}

fn draft_of<F: Word + Ord>(values: &Values) -> Draft<F> {
    let mut draft = Draft::new();
    for (code, text) in values {
        if let Some(field) = F::from_code(code) {
            draft.set(field, text.as_str());
        }
    }
    draft
}

/// How an act on a case file is taken back.
enum Inverse {
    /// The event is cancelled.
    CancelEvent(EventId),
    /// The event is no longer cancelled.
    RestoreEvent(EventId),
    /// The event holds what it held.
    Event(EventId, Event),
    /// The measure holds what it held; one that was opened is cancelled.
    Measure(MeasureId, Measure),
    /// The person holds what he held.
    Person(Box<Person>),
}

impl Registry {
    /// Acts behind this moment cannot be taken back: unlocking, an import.
    pub(super) fn forget_acts(&mut self) -> Result<(), Failure> {
        self.undo_from = self.store.last_entry()?;
        self.undone.clear();
        Ok(())
    }

    /// This officer's acts on people's files since unlocking that were not taken back, newest
    /// first, at most [`UNDO_DEPTH`].
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn undoable(&mut self) -> Result<Vec<UndoLine>, Failure> {
        self.permit(Duty::Mend)?;
        let mut lines = Vec::new();
        for row in self.own_acts()? {
            let Some(file_no) = self.store.file_of(row.person)? else { continue };
            let possible = !matches!(row.act, Act::PersonAdded | Act::PersonsSplit);
            let (name, held) = self.entry_held(&row)?;
            let ActRow { seq, at, act, object, object_id, reason, .. } = row;
            lines.push(UndoLine {
                seq,
                at,
                act,
                object,
                object_id,
                file_no,
                name,
                held,
                reason,
                possible,
            });
        }
        Ok(lines)
    }

    /// Whose file an act was on, and what the event or measure holds that it was about.
    fn entry_held(&self, row: &ActRow) -> Result<(String, Values), Failure> {
        let case = self.store.case(row.person)?.ok_or(Failure::UnknownFile)?;
        let held = match row.object {
            Object::Event => {
                let cancelled = self.store.cancelled_events(row.person)?.into_iter();
                let mut events = case.events.into_iter().chain(cancelled.map(|c| c.event));
                events.find(|e| e.id.0 == row.object_id).map(|e| values_of(&e.record.draft()))
            }
            Object::Measure => {
                let found = case.measures.iter().find(|m| m.id.0 == row.object_id);
                found.map(|m| values_of(&m.record.draft()))
            }
            _ => None,
        };
        Ok((case.person.name, held.unwrap_or_default()))
    }

    /// Up to where and but for which acts this session can take back: for [`Self::resume_acts`].
    pub fn acts_mark(&self) -> ActsMark {
        let login = self.officer.login.clone();
        ActsMark { login, from: self.undo_from, undone: self.undone.clone() }
    }

    /// Goes on with a session that was locked: what its officer did before can still be taken back.
    /// Another officer's mark changes nothing.
    pub fn resume_acts(&mut self, mark: ActsMark) {
        if mark.login == self.officer.login {
            (self.undo_from, self.undone) = (mark.from, mark.undone);
        }
    }

    fn own_acts(&self) -> Result<Vec<ActRow>, Failure> {
        let rows = self.store.acts_since(self.undo_from, ENTRIES)?;
        let mut own = Vec::new();
        for row in &rows {
            let mine = row.officer == self.officer.login
                && row.act != Act::Undone
                && !self.undone.contains(&row.seq);
            if mine && self.is_whole_act(row, &rows)? {
                own.push(row.clone());
            }
            if own.len() == UNDO_DEPTH {
                break;
            }
        }
        Ok(own)
    }

    /// Whether an entry stands for an act of its own and not for the second half of another.
    fn is_whole_act(&self, row: &ActRow, rows: &[ActRow]) -> Result<bool, Failure> {
        Ok(match row.act {
            Act::PersonsMerged => self.store.merged_by(row.seq)?.is_some(),
            Act::NotSamePerson => self.store.settled_by(row.seq)?.is_some(),
            // A merge may write the assignment, a split too.
            Act::Assigned => !rows.iter().any(|r| {
                r.seq + 1 == row.seq
                    && r.person == row.person
                    && matches!(r.act, Act::PersonsMerged | Act::PersonsSplit | Act::Undone)
            }),
            // Told once, on the surviving file.
            Act::PersonsSplit => rows
                .iter()
                .any(|r| r.act == Act::PersonsSplit && r.seq > row.seq && r.seq <= row.seq + 2),
            _ => true,
        })
    }

    /// Takes an act of this session back. Returns whose file it was.
    ///
    /// # Errors
    /// Not permitted; no reason; not one of [`Self::undoable`]; a later act on the same entry, or
    /// one that the road would not allow without it; or the file cannot be written.
    pub fn undo(&mut self, seq: i64, reason: &str) -> Result<FileNo, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let row = self.own_acts()?.into_iter().find(|r| r.seq == seq);
        let row = row.ok_or_else(|| fault(EntryFault::NotUndoable))?;
        let told = format!("{}: {reason}", row.act.label(Lang::Vi));
        self.refuse_later(&row)?;
        match row.act {
            Act::PersonsMerged => {
                let away = self.store.merged_by(seq)?.ok_or(StorageError::Damaged)?;
                let merge = self.store.merge_of(away)?.ok_or(StorageError::Damaged)?;
                self.split_merge(&merge, &told, Some(Act::Undone))?;
            }
            Act::NotSamePerson => self.unsettle(&row, &told)?,
            Act::Assigned => self.undo_assignment(&row, &told)?,
            Act::TeamSet => self.undo_team(&row, &told)?,
            _ => self.undo_on_case(&row, &told)?,
        }
        self.undone.insert(seq);
        Ok(self.store.file_of(row.person)?.ok_or(StorageError::Damaged)?)
    }

    /// Refuses where the same row was changed again since.
    fn refuse_later(&self, row: &ActRow) -> Result<(), Failure> {
        let later = self.store.acts_since(row.seq, ENTRIES)?;
        let same = |l: &&ActRow| {
            (l.object, l.object_id) == (row.object, row.object_id)
                && l.act != Act::Undone
                && l.act != Act::NotSamePerson
                && !self.undone.contains(&l.seq)
        };
        let found = later.iter().any(|l| same(&l));
        let checked = !matches!(row.act, Act::NotSamePerson);
        if found && checked { Err(fault(EntryFault::LaterAct)) } else { Ok(()) }
    }

    fn unsettle(&mut self, row: &ActRow, told: &str) -> Result<(), Failure> {
        let (a, b) = self.store.settled_by(row.seq)?.ok_or(StorageError::Damaged)?;
        let scribe = self.scribe();
        let entry =
            |id: PersonId| scribe.entry(Act::Undone, Object::Person, Some(id.0)).because(told);
        let tx = self.store.write()?;
        tx.unsettle_alike(a, b, &entry(a))?;
        tx.journal(&entry(b))?;
        tx.commit()?;
        Ok(())
    }

    fn undo_assignment(&mut self, row: &ActRow, told: &str) -> Result<(), Failure> {
        let before = self.store.held_before(row.seq)?.ok_or(StorageError::Damaged)?;
        let scribe = self.scribe();
        let entry = scribe.entry(Act::Undone, Object::Assignment, Some(row.object_id));
        let tx = self.store.write()?;
        let officer = before.get("officer").map(String::as_str);
        tx.assign(PersonId(row.object_id), officer, &entry.because(told))?;
        tx.commit()?;
        self.refresh_roster(PersonId(row.object_id), false)
    }

    fn undo_team(&mut self, row: &ActRow, told: &str) -> Result<(), Failure> {
        let before = self.store.held_before(row.seq)?.ok_or(StorageError::Damaged)?;
        let text = before.get("members").map_or("", String::as_str);
        // Kept as the history tells it; a name that cannot be read back is not guessed.
        let team = parse_team(text).ok_or_else(|| fault(EntryFault::NotUndoable))?;
        let id = MeasureId(row.object_id);
        let held = self.store.team(id)?;
        let scribe = self.scribe();
        let entry = scribe.entry(Act::Undone, Object::Team, Some(id.0)).because(told);
        let tx = self.store.write()?;
        tx.set_team(row.person, id, &held, &team, &entry)?;
        tx.commit()?;
        Ok(())
    }

    fn undo_on_case(&mut self, row: &ActRow, told: &str) -> Result<(), Failure> {
        let case = self.store.case(row.person)?.ok_or(Failure::UnknownFile)?;
        let inverse = self.inverse(row, &case)?;
        let mut without = case.clone();
        match &inverse {
            Inverse::CancelEvent(id) => without.events.retain(|e| e.id != *id),
            Inverse::RestoreEvent(id) => {
                let found = self.store.cancelled_events(case.id)?.into_iter();
                without.events.extend(found.map(|c| c.event).filter(|e| e.id == *id));
            }
            Inverse::Event(id, event) => {
                for e in without.events.iter_mut().filter(|e| e.id == *id) {
                    e.record = event.clone();
                }
            }
            Inverse::Measure(id, measure) => {
                let others = case.measures.iter().filter(|m| m.id != *id);
                if others.into_iter().any(|m| m.record.overlaps(measure)) {
                    return Err(fault(EntryFault::LaterAct));
                }
                for m in without.measures.iter_mut().filter(|m| m.id == *id) {
                    m.record = measure.clone();
                }
            }
            Inverse::Person(person) => {
                self.refuse_taken(person, Some(case.id))?;
                without.person = (**person).clone();
            }
        }
        sort_events(&mut without.events);
        sort_measures(&mut without.measures);
        self.refuse_dependent(row, &case, &without)?;
        let renamed = matches!(inverse, Inverse::Person(_));
        self.write_case(renamed, |tx, scribe| {
            let act = Act::Undone;
            match &inverse {
                Inverse::CancelEvent(id) | Inverse::RestoreEvent(id) => {
                    let entry = scribe.about(act, Object::Event, id.0).because(told);
                    if matches!(inverse, Inverse::CancelEvent(_)) {
                        tx.cancel_event(case.id, *id, &entry)?;
                    } else {
                        tx.restore_event(case.id, *id, &entry)?;
                    }
                }
                Inverse::Event(id, event) => {
                    let entry = scribe.about(act, Object::Event, id.0);
                    tx.change_event(case.id, *id, event, &entry.because(told))?;
                }
                Inverse::Measure(id, measure) => {
                    let entry = scribe.about(act, Object::Measure, id.0);
                    tx.change_measure(case.id, *id, measure, &entry.because(told))?;
                }
                Inverse::Person(person) => {
                    let entry = scribe.about(act, Object::Person, case.id.0);
                    tx.change_person(case.id, person, &entry.because(told))?;
                }
            }
            Ok(without)
        })?;
        Ok(())
    }

    fn inverse(&self, row: &ActRow, case: &CaseFile) -> Result<Inverse, Failure> {
        let before = self.store.held_before(row.seq)?;
        let refused = |_| fault(EntryFault::NotUndoable);
        Ok(match (row.act, before) {
            (Act::EventRecorded | Act::EventRestored, _) => {
                Inverse::CancelEvent(EventId(row.object_id))
            }
            (Act::EventCancelled, _) => Inverse::RestoreEvent(EventId(row.object_id)),
            (Act::EventCorrected, Some(before)) => {
                let parsed = Event::parse(&draft_of(&before), NaiveDate::MAX).map_err(refused)?;
                Inverse::Event(EventId(row.object_id), parsed.0)
            }
            (Act::MeasureOpened, _) => {
                let id = MeasureId(row.object_id);
                let held = case.measures.iter().find(|m| m.id == id);
                let mut measure = held.ok_or(StorageError::Damaged)?.record.clone();
                measure.ended_on.get_or_insert(self.now().date().max(measure.start));
                measure.end_reason = Some(EndReason::Error);
                Inverse::Measure(id, measure)
            }
            (
                Act::MeasureClosed
                | Act::MeasureEdited
                | Act::MeasureCorrected
                | Act::MeasureCancelled
                | Act::MeasureReopened,
                Some(before),
            ) => {
                let parsed = Measure::parse(&draft_of(&before), NaiveDate::MAX).map_err(refused)?;
                Inverse::Measure(MeasureId(row.object_id), parsed.0)
            }
            (Act::PersonEdited, Some(before)) => {
                let parsed = Person::parse(&draft_of(&before), NaiveDate::MAX).map_err(refused)?;
                Inverse::Person(Box::new(parsed.0))
            }
            _ => return Err(fault(EntryFault::NotUndoable)),
        })
    }

    /// Refuses where the road allowed a later act only because of what would be taken back. A file
    /// left without any measure is asked for nothing by the road, so of an opened measure every
    /// later act in its time counts, but notes.
    fn refuse_dependent(
        &self,
        row: &ActRow,
        with: &CaseFile,
        without: &CaseFile,
    ) -> Result<(), Failure> {
        let (now, book) = (self.now(), &self.book.clock_book);
        for later in self.store.acts_since(row.seq, ENTRIES)? {
            let same = (later.object, later.object_id) == (row.object, row.object_id);
            if later.person != row.person || same || self.undone.contains(&later.seq) {
                continue;
            }
            if in_its_time(row, &later, with) {
                return Err(fault(EntryFault::LaterAct));
            }
            let allowed = |case: &CaseFile| match (later.act, later.object) {
                (Act::EventRecorded, _) => {
                    let (case, event) = take_event(case, EventId(later.object_id))?;
                    Some(judge(&case, &Step::Record(&event), now, book).is_ok())
                }
                (Act::MeasureOpened, _) => {
                    let (case, measure) = take_measure(case, MeasureId(later.object_id))?;
                    Some(judge(&case, &Step::Open(&measure), now, book).is_ok())
                }
                (Act::MeasureClosed, _) => {
                    let (case, id, ended_on, reason) = reopened(case, MeasureId(later.object_id))?;
                    let step = Step::Close { measure: id, ended_on, reason };
                    Some(judge(&case, &step, now, book).is_ok())
                }
                _ => None,
            };
            if allowed(with) == Some(true) && allowed(without) == Some(false) {
                return Err(fault(EntryFault::LaterAct));
            }
        }
        Ok(())
    }
}

/// Whether a later act happened while the measure ran whose opening would be taken back.
fn in_its_time(row: &ActRow, later: &ActRow, case: &CaseFile) -> bool {
    let opened = case.measures.iter().find(|m| m.id.0 == row.object_id);
    let recorded = case.events.iter().find(|e| e.id.0 == later.object_id);
    row.act == Act::MeasureOpened
        && later.act == Act::EventRecorded
        && opened.zip(recorded).is_some_and(|(m, e)| {
            e.record.at.date() >= m.record.start && e.record.kind != EventKind::Note
        })
}

fn take_event(case: &CaseFile, id: EventId) -> Option<(CaseFile, Event)> {
    let mut case = case.clone();
    let at = case.events.iter().position(|e| e.id == id)?;
    let Stored { record, .. } = case.events.remove(at);
    Some((case, record))
}

fn take_measure(case: &CaseFile, id: MeasureId) -> Option<(CaseFile, Measure)> {
    let mut case = case.clone();
    let at = case.measures.iter().position(|m| m.id == id)?;
    let Stored { record, .. } = case.measures.remove(at);
    record.counts().then_some((case, record))
}

fn reopened(case: &CaseFile, id: MeasureId) -> Option<(CaseFile, MeasureId, NaiveDate, EndReason)> {
    let mut case = case.clone();
    let measure = case.measures.iter_mut().find(|m| m.id == id)?;
    let ended = measure.record.ended_on.take().zip(measure.record.end_reason.take())?;
    Some((case, id, ended.0, ended.1))
}
