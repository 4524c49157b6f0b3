//! Who may do what: one table, asked by every function of [`Registry`] and printed as
//! `docs/PERMISSIONS.md`. Roles are held by this program, not by cryptography: whoever has the data
//! key can read all of the file.

mod table;

pub use table::PERMISSIONS;

use super::error::Failure;
use super::registry::Registry;
use crate::domain::journal::{Act, Object};
use crate::domain::word::{Lang, Role};

/// A kind of act that a role allows or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// Lists, work list, month, hamlets.
    ReadLists,
    /// One dossier, its history, its team, who looked.
    ReadDossier,
    /// The cancelled entries of the registry.
    ReadBin,
    /// The queue of doubles, and a merge before it is made.
    ReadDoubles,
    /// The tables of a period.
    ReadReport,
    /// Rules and settings.
    ReadRules,
    /// The journal.
    ReadJournal,
    /// The journal as a file.
    WriteJournal,
    /// The list of accounts.
    ReadOfficers,
    /// Examining the file and the journal.
    Check,
    /// Writing a report to a file.
    WriteReport,
    /// How the own screens look.
    OwnScreens,
    /// Forms of one's own that were left unsaved.
    OwnDrafts,
    /// The own password.
    OwnPassword,
    /// Persons, measures, events.
    Keep,
    /// Correcting, cancelling, restoring, undoing.
    Mend,
    /// Doubles: scanning, settling, merging, splitting.
    Merge,
    /// Taking workbooks in.
    Import,
    /// Taking charge of a file oneself.
    AssignSelf,
    /// Putting another officer in charge, or nobody.
    AssignOthers,
    /// The management team of a decision.
    SetTeam,
    /// A list of names for a round of visits, as a file.
    RoundList,
    /// Figures of the programme work.
    EnterProgramme,
    /// Marking a report as sent.
    SendReport,
    /// Closing a period and making the package for the superior.
    ClosePeriod,
    /// The superior's key.
    SetSuperior,
    /// Lowering a level of risk from high, and mending an entry that set one.
    LowerRisk,
    /// Levels of risk by group, own levels by officer.
    ReadTilt,
    /// Figures of the rules, and their checking.
    SetRules,
    /// Accounts: adding, removing, roles, passwords of others.
    KeepOfficers,
    /// New recovery sheets.
    RenewSheets,
    /// A new data key.
    Rekey,
    /// The register of backups, and whether one is due.
    ReadBackups,
    /// Making a backup, thinning a folder of them out.
    Backup,
    /// How many days without a backup are too many.
    SetReminder,
    /// Files due for review, and what is proposed of them.
    ReadRetention,
    /// Proposing a file for destruction, or taking one's proposal back.
    ProposeDestruction,
    /// Destroying a file that another officer proposed.
    Destroy,
}

/// What the journal keeps of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// One entry each time, whoever does it.
    Always,
    /// One entry each time an inspector does it, none for others.
    Inspector,
    /// None: nothing of a person is seen or changed.
    Never,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Permission {
    /// The duty.
    pub duty: Duty,
    /// Whether chief, officer, inspector may.
    pub allowed: [bool; 3],
    /// What the journal keeps.
    pub recorded: Recorded,
    /// For the page, in Vietnamese.
    pub vi: &'static str,
    /// For the page, in English.
    pub en: &'static str,
    /// Commands that do it; empty where only screens do.
    pub commands: &'static str,
}

impl Permission {
    /// What the page and a refusal call it.
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }

    /// Whether a role may.
    pub fn allows(&self, role: Role) -> bool {
        let [chief, officer, inspector] = self.allowed;
        match role {
            Role::Chief => chief,
            Role::Officer => officer,
            Role::Inspector => inspector,
        }
    }
}

impl Duty {
    /// Its row. A duty without one is allowed to nobody; a test holds that there is none.
    pub fn permission(self) -> Option<&'static Permission> {
        PERMISSIONS.iter().find(|row| row.duty == self)
    }

    /// Whether a role may.
    pub fn allowed_to(self, role: Role) -> bool {
        self.permission().is_some_and(|row| row.allows(role))
    }
}

impl Registry {
    /// Whether the officer at the registry may: for screens that leave out what they may not offer.
    pub fn may(&self, duty: Duty) -> bool {
        duty.allowed_to(self.officer.role)
    }

    /// Refuses whoever may not. Every public function asks this first.
    pub(super) fn permit(&self, duty: Duty) -> Result<(), Failure> {
        if self.may(duty) { Ok(()) } else { Err(Failure::NotPermitted) }
    }

    /// Refuses whoever may not look, and records an inspector's look before anything is shown.
    /// `asked` tells two looks apart; the same one again (a list that is scrolled or drawn anew) is
    /// one look until another comes between. It may hold words looked for, so it is never written.
    pub(super) fn permit_look(&mut self, duty: Duty, asked: &str) -> Result<(), Failure> {
        self.permit(duty)?;
        let look = duty.permission().filter(|row| row.recorded == Recorded::Inspector);
        let (Some(row), Role::Inspector) = (look, self.officer.role) else { return Ok(()) };
        let same = |(d, a): &(Duty, String)| *d == duty && a == asked;
        if self.last_look.as_ref().is_some_and(same) {
            return Ok(());
        }
        self.journal_alone(Act::Looked, Object::Registry, None, Some(row.vi))?;
        self.last_look = Some((duty, asked.to_owned()));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_has_one_row_and_the_chief_may_all() {
        for (at, row) in PERMISSIONS.iter().enumerate() {
            assert!(PERMISSIONS[..at].iter().all(|r| r.duty != row.duty), "{:?} twice", row.duty);
            assert!(row.allows(Role::Chief), "{:?}", row.duty);
            // Nobody may what an officer may not, but the chief.
            assert!(row.allows(Role::Officer) || !row.allows(Role::Inspector), "{:?}", row.duty);
        }
        // The variants as the source has them.
        let source = include_str!("permission.rs");
        let (_, body) = source.split_once("pub enum Duty {").unwrap();
        let (body, _) = body.split_once("\n}").unwrap();
        let names = body.lines().map(str::trim).filter(|l| !l.starts_with("//") && !l.is_empty());
        for name in names {
            let name = name.trim_end_matches(',');
            let has = PERMISSIONS.iter().any(|r| format!("{:?}", r.duty) == name);
            assert!(has, "{name}: no row");
        }
    }

    #[test]
    fn an_inspector_changes_nothing_but_his_own() {
        for row in PERMISSIONS.iter().filter(|r| r.allows(Role::Inspector)) {
            use Duty as D;
            let reads = matches!(
                row.duty,
                D::ReadLists
                    | D::ReadDossier
                    | D::ReadBin
                    | D::ReadRetention
                    | D::ReadDoubles
                    | D::ReadReport
                    | D::ReadRules
                    | D::ReadJournal
                    | D::ReadOfficers
                    | D::Check
                    | D::ReadBackups
                    | D::WriteReport
                    | D::WriteJournal
            );
            assert!(
                reads || matches!(row.duty, D::OwnScreens | D::OwnDrafts | D::OwnPassword),
                "{:?}",
                row.duty
            );
        }
    }
}
