//! Mending what was entered wrongly: the old value is kept, with who mended it, when and why; what
//! is derived is rebuilt in the same transaction. Corrections restore what happened, so they are
//! bound by the checks of a form, not by the order of acts; what they leave against a rule of every
//! act is remarked.

use super::acts::changed;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{Change, HistoryLine};
use crate::domain::case::{
    CaseFile, Event, EventDraft, EventField, Measure, MeasureDraft, MeasureField, sort_events,
    sort_measures,
};
use crate::domain::correction::{CorrectionField, EntryFault};
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::journal::{Act, Object};
use crate::domain::refusal::{Oddity, Reason, Remark};
use crate::domain::road::breaches;
use crate::domain::text::{clean_line, mentions_hiv};
use crate::domain::word::{EndReason, Word};
use crate::storage::{HistoryRow, Values, values_of};
use std::collections::{BTreeMap, BTreeSet};

fn fault(field: CorrectionField, fault: EntryFault) -> Failure {
    Failure::refused(field, Reason::Entry(fault))
}

/// A reason that must be given, cleaned.
pub(super) fn reason_given(text: &str) -> Result<String, Failure> {
    let reason = clean_line(text);
    if reason.is_empty() {
        return Err(Failure::refused(CorrectionField::Reason, Reason::Missing));
    }
    Ok(reason)
}

fn with_reason(mut remarks: Vec<Remark>, reason: &str) -> Vec<Remark> {
    if mentions_hiv(reason) {
        remarks.push(Remark::of(CorrectionField::Reason, Oddity::MentionsHiv));
    }
    remarks
}

impl Registry {
    /// Corrects an event: fields given replace, [`super::CLEAR`] empties one, the others stay.
    pub fn correct_event(
        &mut self,
        file_no: &FileNo,
        id: EventId,
        changes: &EventDraft,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let mut case = self.load(file_no)?;
        let position = self.position_of_event(&case, id)?;
        self.permit_mending(case.events[position].record.kind)?;
        let stored = case.events[position].record.draft();
        let draft = changed::<EventField>(&stored, changes);
        let (event, mut remarks) =
            Event::parse(&draft, self.now().date()).map_err(Failure::Refused)?;
        self.permit_mending(event.kind)?;
        if event.draft() == stored {
            return Err(fault(CorrectionField::Event, EntryFault::NothingChanged));
        }
        let before = case.clone();
        let after = self.write_case(false, |tx, scribe| {
            let entry = scribe.about(Act::EventCorrected, Object::Event, id.0);
            tx.change_event(case.id, id, &event, &entry.because(&reason))?;
            case.events[position].record = event;
            sort_events(&mut case.events);
            Ok(case)
        })?;
        remarks.extend(breaches(&before, &after, self.now()));
        Ok(with_reason(remarks, &reason))
    }

    /// Cancels an event entered by mistake: it is kept, shown apart, and counts nowhere.
    pub fn cancel_event(
        &mut self,
        file_no: &FileNo,
        id: EventId,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let mut case = self.load(file_no)?;
        let position = self.position_of_event(&case, id)?;
        self.permit_mending(case.events[position].record.kind)?;
        let before = case.clone();
        case.events.remove(position);
        let after = self.write_case(false, |tx, scribe| {
            let entry = scribe.about(Act::EventCancelled, Object::Event, id.0);
            tx.cancel_event(case.id, id, &entry.because(&reason))?;
            Ok(case)
        })?;
        Ok(with_reason(breaches(&before, &after, self.now()), &reason))
    }

    /// Corrects a measure, its kind, start and set end date included. A set end date without a
    /// reason of its own takes that of the correction.
    pub fn correct_measure(
        &mut self,
        file_no: &FileNo,
        id: MeasureId,
        changes: &MeasureDraft,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let case = self.load(file_no)?;
        let position = position_of_measure(&case, id)?;
        let stored = case.measures[position].record.draft();
        let mut draft = changed::<MeasureField>(&stored, changes);
        match draft.get(MeasureField::SetEnd) {
            None => draft.set(MeasureField::SetEndReason, ""),
            Some(_) if changes.get(MeasureField::SetEndReason).is_some() => {}
            set if set != stored.get(MeasureField::SetEnd) => {
                draft.set(MeasureField::SetEndReason, reason.as_str());
            }
            Some(_) => {}
        }
        let (measure, mut remarks) =
            Measure::parse(&draft, self.now().date()).map_err(Failure::Refused)?;
        if measure.draft() == stored {
            return Err(fault(CorrectionField::Measure, EntryFault::NothingChanged));
        }
        remarks.extend(self.mend_measure(
            case,
            position,
            measure,
            Act::MeasureCorrected,
            &reason,
        )?);
        Ok(with_reason(remarks, &reason))
    }

    /// Cancels a measure opened by mistake: it is kept, closed with `error`, and counts nowhere.
    pub fn cancel_measure(
        &mut self,
        file_no: &FileNo,
        id: MeasureId,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let case = self.load(file_no)?;
        let position = position_of_measure(&case, id)?;
        let mut measure = case.measures[position].record.clone();
        if !measure.counts() {
            return Err(fault(CorrectionField::Measure, EntryFault::AlreadyCancelled));
        }
        measure.ended_on.get_or_insert(self.now().date());
        measure.end_reason = Some(EndReason::Error);
        let remarks = self.mend_measure(case, position, measure, Act::MeasureCancelled, &reason)?;
        Ok(with_reason(remarks, &reason))
    }

    /// Opens a measure again whose ending (or cancellation) was entered by mistake.
    pub fn reopen_measure(
        &mut self,
        file_no: &FileNo,
        id: MeasureId,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let case = self.load(file_no)?;
        let position = position_of_measure(&case, id)?;
        let mut measure = case.measures[position].record.clone();
        if measure.ended_on.is_none() {
            return Err(fault(CorrectionField::Measure, EntryFault::NotEnded));
        }
        (measure.ended_on, measure.end_reason) = (None, None);
        let remarks = self.mend_measure(case, position, measure, Act::MeasureReopened, &reason)?;
        Ok(with_reason(remarks, &reason))
    }

    fn position_of_event(&self, case: &CaseFile, id: EventId) -> Result<usize, Failure> {
        if let Some(position) = case.events.iter().position(|e| e.id == id) {
            return Ok(position);
        }
        let cancelled = self.store.cancelled_events(case.id)?;
        let why = if cancelled.iter().any(|c| c.event.id == id) {
            EntryFault::AlreadyCancelled
        } else {
            EntryFault::NoSuchEntry
        };
        Err(fault(CorrectionField::Event, why))
    }

    pub(super) fn mend_measure(
        &mut self,
        mut case: CaseFile,
        position: usize,
        measure: Measure,
        act: Act,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        let id = case.measures[position].id;
        let before = case.clone();
        let others = case.measures.iter().filter(|m| m.id != id);
        if others.into_iter().any(|m| m.record.overlaps(&measure)) {
            return Err(Failure::refused(MeasureField::Start, Reason::Overlap));
        }
        let after = self.write_case(false, |tx, scribe| {
            let entry = scribe.about(act, Object::Measure, id.0);
            tx.change_measure(case.id, id, &measure, &entry.because(reason))?;
            case.measures[position].record = measure;
            sort_measures(&mut case.measures);
            Ok(case)
        })?;
        Ok(breaches(&before, &after, self.now()))
    }

    /// Who entered and changed what on a case file, when, from what to what and why, oldest first.
    /// A look at a dossier, and recorded as one.
    pub fn history(&mut self, file_no: &FileNo) -> Result<Vec<HistoryLine>, Failure> {
        self.permit(Duty::ReadDossier)?;
        let case = self.load(file_no)?;
        self.look_at(case.id, None)?;
        let rows = self.store.history(case.id)?;
        // What each row holds now; going back in time, what it held after each change.
        let mut after: BTreeMap<(&str, i64), Values> = BTreeMap::new();
        after.insert((Object::Person.code(), case.id.0), values_of(&case.person.draft()));
        for m in &case.measures {
            after.insert((Object::Measure.code(), m.id.0), values_of(&m.record.draft()));
        }
        let charge = |login: Option<String>| login.map(|l| ("officer".to_owned(), l));
        let charged = charge(self.store.assigned_to(case.id)?);
        after.insert((Object::Assignment.code(), case.id.0), charged.into_iter().collect());
        for (id, person, officer) in self.store.merged_files(case.id)? {
            after.insert((Object::Person.code(), id.0), values_of(&person.draft()));
            after.insert((Object::Assignment.code(), id.0), charge(officer).into_iter().collect());
        }
        for m in &case.measures {
            let team = self.team_told(m.id)?.map(|text| ("members".to_owned(), text));
            after.insert((Object::Team.code(), m.id.0), team.into_iter().collect());
        }
        for e in &case.events {
            after.insert((Object::Event.code(), e.id.0), values_of(&e.record.draft()));
        }
        for c in self.store.cancelled_events(case.id)? {
            after.insert((Object::Event.code(), c.event.id.0), values_of(&c.event.record.draft()));
        }
        let mut lines: Vec<HistoryLine> =
            rows.into_iter().rev().map(|row| line(row, &mut after)).collect();
        lines.reverse();
        Ok(lines)
    }
}

fn position_of_measure(case: &CaseFile, id: MeasureId) -> Result<usize, Failure> {
    let found = case.measures.iter().position(|m| m.id == id);
    found.ok_or_else(|| fault(CorrectionField::Measure, EntryFault::NoSuchEntry))
}

fn line(row: HistoryRow, after: &mut BTreeMap<(&'static str, i64), Values>) -> HistoryLine {
    let team = (row.object == Object::Team).then(|| (Object::Measure.code(), row.object_id));
    let of_team = team.and_then(|measure| after.get(&measure).cloned());
    let now = after.entry((row.object.code(), row.object_id)).or_default();
    let mut changes = Vec::new();
    let held = match row.before {
        Some(before) => {
            let fields: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
            for field in fields {
                let (from, to) = (before.get(field), now.get(field));
                if from != to {
                    let (from, to) = (from.cloned(), to.cloned());
                    changes.push(Change { field: field.clone(), from, to });
                }
            }
            std::mem::replace(now, before)
        }
        None => now.clone(),
    };
    HistoryLine {
        at: row.at,
        officer: row.officer,
        act: row.act,
        object: row.object,
        object_id: row.object_id,
        reason: row.reason,
        changes,
        held: of_team.unwrap_or(held),
    }
}
