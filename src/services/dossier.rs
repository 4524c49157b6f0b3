//! Hồ sơ: one person, whole. Opening it is a look, and every look is recorded before it is shown.

use super::derive::derive_as_of;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::today::clock_line;
use super::view::{Dossier, PersonLine};
use crate::domain::case::CaseFile;
use crate::domain::date::end_of_day;
use crate::domain::deadline::explain;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::word::Lang;
use chrono::NaiveDate;

impl Registry {
    /// One dossier, as of now or of the end of a day. The journal entry is on disk before this
    /// returns.
    pub fn show(&mut self, file_no: &FileNo, on: Option<NaiveDate>) -> Result<Dossier, Failure> {
        self.permit(Duty::ReadDossier)?;
        self.looked = None;
        self.read_dossier(file_no, on, None)
    }

    /// The dossier that lies open, as it is now: no look of its own. Where it was not the last one
    /// looked at in this session, it is an opening like any other.
    ///
    /// # Errors
    /// As [`Self::show`].
    pub fn show_anew(&mut self, file_no: &FileNo) -> Result<Dossier, Failure> {
        self.permit(Duty::ReadDossier)?;
        self.read_dossier(file_no, None, None)
    }

    /// Records a look at a person, before anything is shown. What is read of the same dossier while
    /// it lies open (its history, who looked) belongs to that one look; what it is read for besides is
    /// told in an entry of its own.
    pub(super) fn look_at(&mut self, id: PersonId, what_for: Option<&str>) -> Result<(), Failure> {
        self.permit(Duty::ReadDossier)?;
        if self.looked != Some(id) || what_for.is_some() {
            self.journal_alone(Act::DossierRead, Object::Person, Some(id.0), what_for)?;
            self.looked = Some(id);
        }
        Ok(())
    }

    /// The dossier, its look recorded first.
    pub(super) fn read_dossier(
        &mut self,
        file_no: &FileNo,
        on: Option<NaiveDate>,
        what_for: Option<&str>,
    ) -> Result<Dossier, Failure> {
        self.renew_book()?;
        let id = self.store.person_by_file(file_no)?.ok_or(Failure::UnknownFile)?;
        self.look_at(id, what_for)?;
        let case = self.store.case(id)?.ok_or(Failure::UnknownFile)?;
        let (case, now) = match on {
            Some(day) => (case.as_of(day), end_of_day(day)),
            None => (case, self.now()),
        };
        let mut cancelled = self.store.cancelled_events(id)?;
        cancelled.retain(|c| on.is_none_or(|day| c.event.record.at.date() <= day));
        let mut dossier = self.dossier(case, now)?;
        dossier.line.officer = self.store.assigned_to(id)?;
        if on.is_none() {
            for m in &dossier.case.measures {
                let team = self.store.team(m.id)?;
                if !team.is_empty() {
                    dossier.teams.push((m.id, team));
                }
            }
        }
        let merged = self.store.merged_files(id)?.into_iter();
        dossier.merged = merged.map(|(_, person, _)| person.file_no).collect();
        dossier.cancelled = cancelled;
        Ok(dossier)
    }

    fn dossier(&self, case: CaseFile, now: chrono::NaiveDateTime) -> Result<Dossier, Failure> {
        let then = self.book_on(now.date());
        let book = &then.clock_book;
        let derived = derive_as_of(&case, &then, now.date(), self.now().date());
        let level = derived.level();
        let computations = (0..case.measures.len()).map(|i| book.terms.compute(&case, i)).collect();
        let mut clocks: Vec<_> = derived
            .deadlines
            .iter()
            .map(|d| {
                let sentences =
                    (explain(d, &case, book, Lang::Vi), explain(d, &case, book, Lang::En));
                (clock_line(&case, d, book, level, now), sentences.0, sentences.1)
            })
            .collect();
        clocks.sort_by_key(|(line, ..)| line.due);
        let person = &case.person;
        let line = PersonLine {
            id: case.id,
            file_no: person.file_no.clone(),
            name: person.name.clone(),
            sex: person.sex,
            born: person.born,
            hamlet: person.hamlet.clone(),
            measure: derived.measure,
            measure_end: derived.measure_end,
            risk: level,
            next_due: derived.next_due,
            officer: None,
        };
        let risk = Box::new(self.risk_view(&case, derived.risk, &then.risk, now.date())?);
        Ok(Dossier {
            risk,
            case,
            computations,
            clocks,
            line,
            on: now.date(),
            cancelled: Vec::new(),
            teams: Vec::new(),
            merged: Vec::new(),
        })
    }
}
