//! Entries made by mistake: who cancelled what, when and why, and taking it back; who looked at a
//! dossier.

use super::correct::reason_given;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{BinLine, Look};
use crate::domain::case::{Measure, MeasureDraft, MeasureField, sort_events};
use crate::domain::correction::{CorrectionField, EntryFault};
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::journal::{Act, Object};
use crate::domain::refusal::{Reason, Remark};
use crate::domain::word::Word;
use chrono::NaiveDate;

/// Looks that are shown.
const LOOKS: usize = 500;

fn fault(fault: EntryFault) -> Failure {
    Failure::refused(CorrectionField::Act, Reason::Entry(fault))
}

impl Registry {
    /// Every cancelled entry of the registry, the last cancelled first. It names people and what
    /// was entered of them, so looking is recorded.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub fn bin(&mut self) -> Result<Vec<BinLine>, Failure> {
        self.permit(Duty::ReadBin)?;
        self.journal_alone(Act::BinRead, Object::Registry, None, None)?;
        Ok(self.store.bin()?)
    }

    /// Takes the cancellation of an event back: it counts again.
    ///
    /// # Errors
    /// Not permitted; no reason; no such cancelled event in this file.
    pub fn restore_event(
        &mut self,
        file_no: &FileNo,
        id: EventId,
        reason: &str,
    ) -> Result<(), Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let mut case = self.load(file_no)?;
        let cancelled = self.store.cancelled_events(case.id)?.into_iter();
        let event = cancelled.map(|c| c.event).find(|e| e.id == id);
        let event = event.ok_or_else(|| fault(EntryFault::NotCancelled))?;
        self.permit_mending(event.record.kind)?;
        self.write_case(false, |tx, scribe| {
            let entry = scribe.about(Act::EventRestored, Object::Event, id.0);
            tx.restore_event(case.id, id, &entry.because(&reason))?;
            case.events.push(event);
            sort_events(&mut case.events);
            Ok(case)
        })?;
        Ok(())
    }

    /// Takes the cancellation of a measure back: it holds again what it held before, its ending
    /// included.
    ///
    /// # Errors
    /// Not permitted; no reason; the measure is not cancelled; it overlaps another by now.
    pub fn restore_measure(
        &mut self,
        file_no: &FileNo,
        id: MeasureId,
        reason: &str,
    ) -> Result<Vec<Remark>, Failure> {
        self.permit(Duty::Mend)?;
        let reason = reason_given(reason)?;
        let case = self.load(file_no)?;
        let position = case.measures.iter().position(|m| m.id == id && !m.record.counts());
        let position = position.ok_or_else(|| fault(EntryFault::NotCancelled))?;
        let mut measure = case.measures[position].record.clone();
        // What it held is kept, unless it came in as a mistake (an imported list).
        if let Some(held) = self.store.measure_before_cancelling(id.0)? {
            let mut draft = MeasureDraft::new();
            for (code, text) in &held {
                if let Some(field) = MeasureField::from_code(code) {
                    draft.set(field, text.as_str());
                }
            }
            measure = Measure::parse(&draft, NaiveDate::MAX).map_err(Failure::Refused)?.0;
        }
        if !measure.counts() {
            (measure.ended_on, measure.end_reason) = (None, None);
        }
        self.mend_measure(case, position, measure, Act::MeasureReopened, &reason)
    }

    /// Who looked at a dossier, newest first. Asking is a look itself.
    ///
    /// # Errors
    /// Unknown file, or it cannot be read or written.
    pub fn looks(&mut self, file_no: &FileNo) -> Result<Vec<Look>, Failure> {
        self.permit(Duty::ReadDossier)?;
        let case = self.load(file_no)?;
        self.look_at(case.id, None)?;
        Ok(self.store.looks(case.id, LOOKS)?)
    }
}
