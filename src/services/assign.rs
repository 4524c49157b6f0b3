//! Who looks after whom: the officer in charge of a person, and the team of a decision.

use super::acts::CLEAR;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::correction::{CorrectionField, EntryFault};
use crate::domain::id::{FileNo, MeasureId};
use crate::domain::journal::{Act, Object};
use crate::domain::refusal::Reason;
use crate::domain::team::{MOST_MEMBERS, TeamField, TeamMember, TeamRole, team_text};
use crate::domain::text::clean_line;
use crate::domain::word::{Lang, Role};

fn refused(field: TeamField, fault: EntryFault) -> Failure {
    Failure::refused(field, Reason::Entry(fault))
}

impl Registry {
    /// Puts an officer in charge of these people ([`CLEAR`] = nobody), all of them or none. The
    /// chief assigns anybody, an officer only himself. Returns how many changed hands.
    pub fn assign(&mut self, files: &[FileNo], login: &str) -> Result<usize, Failure> {
        let login = login.trim();
        let officer = (login != CLEAR).then_some(login);
        let own = officer == Some(self.officer.login.as_str());
        self.permit(if own { Duty::AssignSelf } else { Duty::AssignOthers })?;
        if let Some(login) = officer {
            let known = self
                .store
                .officers()?
                .iter()
                .any(|o| o.login == login && o.active && o.role != Role::Inspector);
            if !known {
                return Err(refused(TeamField::Officer, EntryFault::UnknownOfficer));
            }
        }
        let mut people = Vec::with_capacity(files.len());
        for file in files {
            let id = self.store.person_by_file(file)?.ok_or(Failure::UnknownFile)?;
            if self.store.assigned_to(id)?.as_deref() != officer && !people.contains(&id) {
                people.push(id);
            }
        }
        let scribe = self.scribe();
        let tx = self.store.write()?;
        for id in &people {
            let entry = scribe.entry(Act::Assigned, Object::Assignment, Some(id.0)).because(login);
            tx.assign(*id, officer, &entry)?;
        }
        tx.commit()?;
        for id in &people {
            self.refresh_roster(*id, false)?;
        }
        Ok(people.len())
    }

    /// The team of a decision. Looking at it is a look at the dossier, which records it.
    pub fn team(&mut self, file_no: &FileNo, id: MeasureId) -> Result<Vec<TeamMember>, Failure> {
        self.permit(Duty::ReadDossier)?;
        let case = self.load(file_no)?;
        if !case.measures.iter().any(|m| m.id == id) {
            return Err(no_measure());
        }
        self.journal_alone(Act::DossierRead, Object::Person, Some(case.id.0), None)?;
        Ok(self.store.team(id)?)
    }

    /// Sets the team of a decision (tổ quản lý): whole, in the order of the form, one head at most.
    pub fn set_team(
        &mut self,
        file_no: &FileNo,
        id: MeasureId,
        members: &[TeamMember],
    ) -> Result<(), Failure> {
        self.permit(Duty::SetTeam)?;
        let case = self.load(file_no)?;
        if !case.measures.iter().any(|m| m.id == id && m.record.counts()) {
            return Err(no_measure());
        }
        let clean = |m: &TeamMember| TeamMember { name: clean_line(&m.name), role: m.role };
        let team: Vec<TeamMember> = members.iter().map(clean).collect();
        if team.iter().any(|m| m.name.is_empty()) {
            return Err(Failure::refused(TeamField::Name, Reason::Missing));
        }
        let heads = team.iter().filter(|m| m.role == TeamRole::Head).count();
        if heads > 1 || team.len() > MOST_MEMBERS {
            return Err(refused(TeamField::Members, EntryFault::TeamUnfit));
        }
        let before = self.store.team(id)?;
        if before == team {
            return Err(refused(TeamField::Members, EntryFault::NothingChanged));
        }
        let scribe = self.scribe();
        let entry = scribe.entry(Act::TeamSet, Object::Team, Some(id.0));
        let entry = entry.because(&format!("{} người", team.len()));
        let tx = self.store.write()?;
        tx.set_team(case.id, id, &before, &team, &entry)?;
        tx.commit()?;
        Ok(())
    }

    /// The team as the history tells it.
    pub(super) fn team_told(&self, id: MeasureId) -> Result<Option<String>, Failure> {
        let team = self.store.team(id)?;
        Ok((!team.is_empty()).then(|| team_text(&team, Lang::Vi)))
    }
}

fn no_measure() -> Failure {
    Failure::refused(CorrectionField::Measure, Reason::Entry(EntryFault::NoSuchEntry))
}
