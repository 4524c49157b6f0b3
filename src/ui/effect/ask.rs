//! What a screen asks for. A room with several questions of its own has an enum in a file of its
//! own here (as [`DeskAct`]), which is one variant below.

use super::{
    AccountAct, BackupAsk, Before, DeskAct, ImportAsk, JournalAsk, LevelAsk, Mend, NewRegistry,
    Preference, ProgrammeAsk, SendAct,
};
use crate::domain::case::{EventDraft, MeasureDraft};
use crate::domain::date::Period;
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::person::PersonDraft;
use crate::domain::risk::RiskRules;
use crate::domain::setting::DayState;
use crate::domain::team::TeamMember;
use crate::domain::unsaved::{Unsaved, UnsavedKey};
use crate::domain::word::{EndReason, Lang, MeasureCode};
use crate::services::view::{PeopleQuery, TodayQuery};
use chrono::NaiveDate;
use zeroize::Zeroizing;

/// What a screen asks for.
#[derive(Clone, PartialEq, Eq)]
pub enum Effect {
    /// Who may open the registry, or that there is none yet.
    LoadAccounts,
    /// Official units that match what was typed.
    FindUnits(String),
    /// A password of random words.
    SuggestPassword,
    /// Makes the registry.
    Create(Box<NewRegistry>),
    /// Whether what was typed back is recovery sheet `number`.
    CheckSheet {
        /// 1 to 3.
        number: u8,
        /// What was typed.
        typed: Zeroizing<String>,
    },
    /// The sheets are put away: forget them and begin work.
    BeginWork,
    /// Opens the registry.
    Unlock {
        /// Login name.
        login: String,
        /// Password as typed.
        password: Zeroizing<String>,
    },
    /// Sets a damaged registry file aside.
    SetAside {
        /// Login name.
        login: String,
        /// Password as typed.
        password: Zeroizing<String>,
    },
    /// Drops the registry with its keys.
    Lock,
    /// The work list, so many lines a group.
    LoadToday {
        /// Whose, of which clocks.
        query: TodayQuery,
        /// Lines a group.
        limit: usize,
    },
    /// A window of the list.
    LoadPeople {
        /// What is asked.
        query: PeopleQuery,
        /// First line.
        first: usize,
        /// Lines.
        count: usize,
        /// Returned with the answer, so that a stale one is known.
        ticket: u64,
    },
    /// The hamlets, for the filter.
    LoadHamlets,
    /// The officers who work on files.
    LoadOfficers,
    /// One dossier; reading it is written in the journal.
    LoadDossier(FileNo),
    /// The dossier that lies open, as it is now.
    LoadDossierAnew(FileNo),
    /// What the road allows a person now.
    LoadActs(FileNo),
    /// Who changed what in a dossier.
    LoadHistory(FileNo),
    /// Every rule with what the unit did about it.
    LoadRules,
    /// The month of a day as a calendar.
    LoadAgenda {
        /// Whose, of which clocks.
        query: TodayQuery,
        /// A day of the month.
        day: NaiveDate,
    },
    /// What falls due on a day.
    LoadAgendaDay {
        /// Whose, of which clocks.
        query: TodayQuery,
        /// The day.
        day: NaiveDate,
        /// So many lines.
        limit: usize,
    },
    /// The report of a period.
    LoadReport(Period),
    /// About programme work and the plan.
    Programme(ProgrammeAsk),
    /// What the receiving level asks for.
    Level(LevelAsk),
    /// About backups.
    Backup(BackupAsk),
    /// About the journal.
    Journal(JournalAsk),
    /// About a workbook to be taken in.
    Import(ImportAsk),
    /// The whole check of the registry.
    CheckWhole,
    /// About accounts.
    Account(AccountAct),
    /// The files due for review.
    LoadReview,
    /// The rules of risk in force.
    LoadRiskRules,
    /// What these rules of risk would change.
    TryRiskRules(Box<RiskRules>),
    /// Why these people have their levels, in a line each.
    LoadWhy(Vec<PersonId>),
    /// Levels by group.
    LoadTilt,
    /// The whole list at a glance.
    LoadSituation,
    /// A new person.
    AddPerson(PersonDraft),
    /// Changed fields of a person.
    EditPerson(FileNo, PersonDraft),
    /// A new measure.
    OpenMeasure(FileNo, MeasureDraft),
    /// The end of a measure.
    CloseMeasure {
        /// Whose.
        file_no: FileNo,
        /// Which; `None` = the main one that is running.
        measure: Option<MeasureCode>,
        /// Last day.
        ended_on: NaiveDate,
        /// Why.
        reason: EndReason,
    },
    /// An event; one like it on file is asked about first.
    Record(FileNo, EventDraft),
    /// The same, though one like it is on file.
    RecordAgain(FileNo, EventDraft),
    /// Mends an entry that was wrong.
    Mend {
        /// Whose.
        file_no: FileNo,
        /// Which, and how.
        mend: Mend,
        /// Why.
        reason: String,
    },
    /// The unit's figure of a rule (chief only).
    SetRule {
        /// Rule id.
        rule_id: String,
        /// The figure; `-` = the rule's own again.
        figure: String,
        /// First day.
        from: NaiveDate,
        /// Why.
        reason: String,
    },
    /// What the unit says of days of a year (chief only).
    SetDays {
        /// First day.
        first: NaiveDate,
        /// Last day.
        last: NaiveDate,
        /// Off, worked, or as in the table.
        state: DayState,
        /// First day on which this holds.
        from: NaiveDate,
        /// Why.
        reason: String,
    },
    /// The figure in force was compared with the official text (chief only).
    ConfirmRule {
        /// Rule id.
        rule_id: String,
        /// In which text.
        reason: String,
    },
    /// Prints the explanation of somebody's level to a new file.
    PrintRisk(FileNo, String),
    /// Writes the list of a round of visits.
    WriteRound {
        /// Only these hamlets; none = all.
        hamlets: Vec<String>,
        /// What is due by the end of this day.
        until: NaiveDate,
        /// Where to.
        path: String,
    },
    /// Who looks like the person being typed.
    LoadAlike {
        /// What was typed so far.
        draft: PersonDraft,
        /// The file being edited.
        own: Option<FileNo>,
        /// Returned with the answer, so that a stale one is known.
        ticket: u64,
    },
    /// The queue of doubles; `settled`: those said not to be one person.
    LoadDoubles {
        /// Which queue.
        settled: bool,
    },
    /// Compares everybody with everybody.
    ScanDoubles,
    /// Two files side by side: the one that stays, the other.
    LoadMerge(FileNo, FileNo),
    /// This officer's acts since unlocking.
    LoadOwnActs,
    /// Every cancelled entry.
    LoadBin,
    /// Who looked at a dossier.
    LoadLooks(FileNo),
    /// Merges, splits, tells apart, takes back or restores, with the reason.
    Settle(DeskAct, String),
    /// Puts an officer (login; `-` = nobody) in charge of a person.
    Assign(FileNo, String),
    /// The management team of a decision, whole.
    SetTeam(FileNo, MeasureId, Vec<TeamMember>),
    /// Notes that the report of a period was sent.
    MarkReportSent(Period),
    /// The walk through a period before it is closed and sent.
    LoadClosing(Period),
    /// Closes a period or writes a file of it; the path is empty where none is written.
    Send(SendAct, String),
    /// Enters the superior's key: the key or the file of its sheet, and the superior's name.
    SetSuperior(String, String),
    /// An event in each of these files.
    RecordAll(Vec<FileNo>, EventDraft),
    /// Puts an officer (login; `-` = nobody) in charge of these people.
    AssignAll(Vec<FileNo>, String),
    /// Writes the list of a round of visits to these people.
    WriteRoundOf {
        /// Whom.
        files: Vec<FileNo>,
        /// What is due by the end of this day.
        until: NaiveDate,
        /// Where to.
        path: String,
    },
    /// The file numbers of everybody whom a question of the list finds.
    LoadFiles(PeopleQuery),
    /// The first few people whose name, file or identity number fits, for the palette.
    FindPeople {
        /// What was typed.
        text: String,
        /// Returned with the answer, so that a stale one is known.
        ticket: u64,
    },
    /// Keeps how the officer likes his screens.
    Prefer(Preference, String),
    /// Stops what the desk is doing, where it safely can: it overtakes all that waits.
    Interrupt,
    /// From now on failures are told in this language.
    Speak(Lang),
    /// Keeps what stands in a form.
    KeepUnsaved(Box<Unsaved>),
    /// Forgets a form that was saved or given up.
    DropUnsaved(UnsavedKey),
    /// The forms this officer left with text in them.
    LoadUnsavedHeads,
    /// What stands in one of them.
    LoadUnsaved(UnsavedKey),
    /// What was recorded of this kind about a person before; reading it is written in the journal.
    LoadBefore(FileNo, Before),
}

/// Which question failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Accounts.
    Accounts,
    /// Units or a password idea.
    Setup,
    /// Making a registry.
    Create,
    /// A sheet typed back.
    Sheet,
    /// Unlocking.
    Unlock,
    /// The receiving level's sums and files: they need no registry.
    Level,
    /// Something to show.
    Read,
    /// Something to write.
    Write,
}

impl Effect {
    /// Whether it may take long and can be stopped with nothing left of it.
    pub fn can_stop(&self) -> bool {
        match self {
            Self::Import(ask) => ask.can_stop(),
            Self::Level(ask) => ask.can_stop(),
            Self::ScanDoubles
            | Self::LoadReport(_)
            | Self::LoadClosing(_)
            | Self::Send(..)
            | Self::Programme(ProgrammeAsk::Load(_))
            | Self::CheckWhole
            | Self::Backup(super::BackupAsk::Make { .. })
            | Self::Journal(JournalAsk::Verify) => true,
            _ => false,
        }
    }

    /// Which question this is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::Backup(ask) => ask.asked(),
            Self::Journal(ask) => ask.asked(),
            Self::Import(ask) => ask.asked(),
            Self::Account(act) => act.asked(),
            Self::Level(_) => Asked::Level,
            Self::Programme(ask) => ask.asked(),
            Self::LoadAccounts => Asked::Accounts,
            Self::FindUnits(_) | Self::SuggestPassword | Self::Speak(_) | Self::Interrupt => {
                Asked::Setup
            }
            Self::Create(_) => Asked::Create,
            Self::CheckSheet { .. } => Asked::Sheet,
            Self::BeginWork | Self::Unlock { .. } | Self::SetAside { .. } => Asked::Unlock,
            Self::Lock
            | Self::LoadToday { .. }
            | Self::LoadOfficers
            | Self::LoadPeople { .. }
            | Self::FindPeople { .. }
            | Self::LoadFiles(_)
            | Self::LoadHamlets
            | Self::KeepUnsaved(_)
            | Self::DropUnsaved(_)
            | Self::LoadUnsavedHeads
            | Self::LoadUnsaved(_)
            | Self::LoadBefore(..)
            | Self::LoadDossier(_)
            | Self::LoadDossierAnew(_)
            | Self::LoadActs(_)
            | Self::LoadHistory(_)
            | Self::LoadAlike { .. }
            | Self::LoadDoubles { .. }
            | Self::LoadMerge(..)
            | Self::LoadOwnActs
            | Self::LoadBin
            | Self::LoadLooks(_)
            | Self::LoadRules
            | Self::LoadAgenda { .. }
            | Self::LoadAgendaDay { .. }
            | Self::LoadSituation
            | Self::LoadReview
            | Self::CheckWhole
            | Self::LoadClosing(_)
            | Self::LoadRiskRules
            | Self::TryRiskRules(_)
            | Self::LoadWhy(_)
            | Self::LoadTilt
            | Self::LoadReport(_) => Asked::Read,
            Self::AddPerson(_)
            | Self::EditPerson(..)
            | Self::OpenMeasure(..)
            | Self::CloseMeasure { .. }
            | Self::Record(..)
            | Self::RecordAgain(..)
            | Self::Mend { .. }
            | Self::SetRule { .. }
            | Self::SetDays { .. }
            | Self::ConfirmRule { .. }
            | Self::PrintRisk(..)
            | Self::WriteRound { .. }
            | Self::ScanDoubles
            | Self::Settle(..)
            | Self::Assign(..)
            | Self::SetTeam(..)
            | Self::Prefer(..)
            | Self::Send(..)
            | Self::SetSuperior(..)
            | Self::RecordAll(..)
            | Self::AssignAll(..)
            | Self::WriteRoundOf { .. }
            | Self::MarkReportSent(_) => Asked::Write,
        }
    }
}
