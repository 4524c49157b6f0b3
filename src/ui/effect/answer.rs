//! What comes back from the desk.

use super::{
    AccountLine, Asked, BackupAnswer, ImportAnswer, JournalAnswer, LevelAnswer, Roster, Session,
    Trouble, UnitChoice, Written,
};
use crate::domain::case::{Event, EventDraft};
use crate::domain::deadline::ClockRule;
use crate::domain::id::FileNo;
use crate::domain::refusal::Remark;
use crate::domain::risk::RiskRules;
use crate::domain::road::Act;
use crate::domain::unsaved::{Unsaved, UnsavedHead};
use crate::services::view::{
    AgendaDay, AlikeLine, AlikePage, BinLine, ClockLine, Dossier, HamletCount, HistoryLine, Look,
    MergeView, PeoplePage, PersonLine, RiskBriefs, RuleView, ScanOutcome, Situation, SplitOutcome,
    Tilt, TodayList, UndoLine, WhatIf,
};
use crate::services::{CheckOutcome, ClosingView, Destroyed, PlanView, ReviewLine};
use crate::ui::report_view::ReportView;
use crate::ui::words::Text;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What comes back.
#[derive(Clone)]
pub enum Answer {
    /// There is a registry, of this unit, with these accounts.
    Accounts {
        /// Name of the unit.
        unit_name: String,
        /// Active accounts.
        accounts: Vec<AccountLine>,
    },
    /// There is no registry in the folder.
    NoRegistry,
    /// Units found, with what was typed.
    Units(String, Vec<UnitChoice>),
    /// A password of random words.
    PasswordIdea(Zeroizing<String>),
    /// The registry is made: the three sheets, and which one is to be typed back.
    Created {
        /// Texts of the sheets.
        sheets: [Zeroizing<String>; 3],
        /// 1 to 3.
        ask: u8,
    },
    /// The sheet typed back is right.
    SheetRight,
    /// Work begins.
    Unlocked {
        /// Who and where.
        session: Session,
        /// The registry's time.
        now: NaiveDateTime,
        /// The rules of the clocks in force at the unit.
        clock_rules: Vec<ClockRule>,
    },
    /// The damaged file is set aside, under these names.
    SetAside(Vec<String>),
    /// The registry is closed.
    Locked,
    /// The work list.
    Today(Box<TodayList>),
    /// A window of the list.
    People {
        /// Of which question.
        ticket: u64,
        /// The window.
        page: PeoplePage,
        /// Why those in it have their levels.
        why: RiskBriefs,
    },
    /// Why people have their levels.
    Why(RiskBriefs),
    /// The hamlets.
    Hamlets(Vec<HamletCount>),
    /// The officers who work on files.
    Officers(Vec<AccountLine>),
    /// A dossier.
    Dossier(Box<Dossier>),
    /// What the road allows a person now.
    Acts(FileNo, Vec<Act>),
    /// Who changed what in a dossier.
    History(FileNo, Vec<HistoryLine>),
    /// Every rule.
    Rules {
        /// For the list of rules.
        rules: Vec<RuleView>,
        /// The rules of the clocks in force now, for every note that names a source.
        clock_rules: Vec<ClockRule>,
    },
    /// A month.
    Agenda(Vec<AgendaDay>),
    /// What falls due on a day.
    AgendaDay(NaiveDate, Vec<ClockLine>),
    /// The rules of risk in force.
    RiskRules(Box<RiskRules>),
    /// What other rules of risk would change.
    WhatIf(Box<WhatIf>),
    /// Levels by group.
    Tilt(Box<Tilt>),
    /// The whole list at a glance.
    Situation(Box<Situation>),
    /// What the receiving level asked for.
    Level(LevelAnswer),
    /// About backups.
    Backup(Box<BackupAnswer>),
    /// About the journal.
    Journal(Box<JournalAnswer>),
    /// About a workbook to be taken in.
    Import(ImportAnswer),
    /// What the whole check found.
    Checked(Box<CheckOutcome>),
    /// Every account.
    Roster(Box<Roster>),
    /// The files due for review, the longest due first.
    Review(Vec<ReviewLine>),
    /// A file was destroyed.
    Destroyed(FileNo, Destroyed),
    /// Programme work and the plan.
    Programme(Box<PlanView>),
    /// The walk through a period.
    Closing(Arc<ClosingView>),
    /// A report.
    Report(Box<ReportView>),
    /// Who looks like the person being typed.
    Alike(u64, Vec<AlikeLine>),
    /// The queue of doubles; whether it is the one of those said not to be one.
    Doubles(bool, AlikePage),
    /// Everybody was compared.
    Scanned(ScanOutcome),
    /// Two files side by side.
    Merge(Box<MergeView>),
    /// Merged files were split.
    Split(SplitOutcome),
    /// This officer's acts since unlocking.
    OwnActs(Vec<UndoLine>),
    /// Every cancelled entry.
    Bin(Vec<BinLine>),
    /// Who looked at a dossier.
    Looks(FileNo, Vec<Look>),
    /// Something was written.
    Saved {
        /// What.
        what: Written,
        /// Whose file.
        file_no: FileNo,
        /// What was odd.
        remarks: Vec<Remark>,
    },
    /// Nothing was written: an event like the draft is on file.
    OnFile {
        /// Whose file.
        file_no: FileNo,
        /// What would be recorded.
        draft: EventDraft,
        /// What is on file.
        event: Box<Event>,
    },
    /// An officer (login) has another role.
    RoleSet(String),
    /// Something else was done: what to say.
    Done(Text),
    /// A file was written: what to say, and where it stands.
    FileWritten(Text, String),
    /// The same, for everybody who was chosen on a list: nobody is chosen any more.
    DoneAll(Text),
    /// An event was recorded in several files.
    SavedAll {
        /// In so many.
        done: usize,
        /// What was refused or odd, file by file, in words.
        told: Vec<(FileNo, String)>,
    },
    /// File numbers of a question of the list.
    Files(Vec<FileNo>),
    /// People found for the palette.
    Found {
        /// Of which question.
        ticket: u64,
        /// The first few.
        lines: Vec<PersonLine>,
    },
    /// Done, and nothing to say about it.
    Noted,
    /// The forms this officer left with text in them, newest first.
    UnsavedHeads(Vec<UnsavedHead>),
    /// What stands in one of them.
    Unsaved(Box<Unsaved>),
    /// The record before: values by code of the field; none = there is none.
    Before(BTreeMap<String, Zeroizing<String>>),
    /// It was refused or failed.
    Failed {
        /// Which question.
        of: Asked,
        /// Why.
        trouble: Trouble,
    },
}
