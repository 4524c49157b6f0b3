//! What services give to the screens and the command line: plain values, ready to be drawn.
//!
//! No view asks the store for anything; a view is whole. None implements `Debug`, since they hold
//! personal content.

mod desk;
mod import;
mod risk;
mod situation;

pub use desk::{
    AlikeLine, AlikePage, AlikePair, MergeSide, MergeView, ScanOutcome, Settled, SplitOutcome,
    UndoLine,
};
// Lists are shown as they are read.
pub use crate::storage::{BinLine, CancelledEvent, JournalLine, Look, PersonLine, Values};
pub use import::{ImportOutcome, ImportWarning, RefusedRow, SheetCounts, WarningKind};
pub use situation::{OverdueKind, Situation};

pub use risk::{
    KeptAssessment, Moved, OverrideRow, OwnLevel, RiskBriefs, RiskSet, RiskView, Tilt, TiltRow,
    WhatIf, day_text, place_of,
};

use super::backup::BackupReminder;
use crate::domain::case::CaseFile;
use crate::domain::date::{PartialDate, vn};
use crate::domain::deadline::{Clock, ClockKind, Section};
use crate::domain::id::{FileNo, MeasureId, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::legal::Confidence;
use crate::domain::setting::DayState;
use crate::domain::team::TeamMember;
use crate::domain::term::Computation;
use crate::domain::word::{Lang, MeasureCode, RiskLevel, Word};
use crate::domain::work_calendar::WorkYear;
use crate::rules::{RuleInfo, RuleKind};
use chrono::{NaiveDate, NaiveDateTime};

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// Vietnamese order of names.
    #[default]
    Name,
    /// Highest risk first, then name.
    Risk,
    /// Earliest due first, then name.
    Due,
}

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleQuery {
    /// Words to find; empty = everybody.
    pub find: String,
    /// Only this active main measure.
    pub measure: Option<MeasureCode>,
    /// Only this risk level.
    pub risk: Option<RiskLevel>,
    /// Only this hamlet (compared folded).
    pub hamlet: Option<String>,
    /// Only this officer's people; `-` = nobody's.
    pub officer: Option<String>,
    /// Only people for whom this clock runs.
    pub clock: Option<Clock>,
    /// Order.
    pub sort: SortBy,
}

/// What the work list and the calendar show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TodayQuery {
    /// Only this officer's people; `-` = nobody's.
    pub officer: Option<String>,
    /// Only this hamlet (compared folded).
    pub hamlet: Option<String>,
    /// Only this clock.
    pub clock: Option<Clock>,
    /// Only clocks of this kind.
    pub kind: Option<ClockKind>,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgendaDay {
    /// The day.
    pub date: NaiveDate,
    /// Clocks due on it.
    pub clocks: usize,
    /// Of these, the station's own duties.
    pub duties: usize,
}

/// A window of the list.
#[derive(Clone, PartialEq, Eq)]
pub struct PeoplePage {
    /// How many people match in all.
    pub total: usize,
    /// Position of the first line.
    pub first: usize,
    /// The lines of the window.
    pub lines: Vec<PersonLine>,
}

/// A hamlet with how many people live there, for the filter.
#[derive(Clone, PartialEq, Eq)]
pub struct HamletCount {
    /// Name as first written.
    pub name: String,
    /// People.
    pub people: usize,
}

/// Where a line stands on the work list. Only a duty is ever overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TodayGroup {
    /// Duties due before the day (quá hạn), not more than 12 months ago.
    Overdue,
    /// Due on the day.
    Today,
    /// Due within the 7 days after.
    Next7Days,
    /// Passed watches, expiries and windows: "chưa thấy …", "đã hết hiệu lực". Nobody's fault here.
    Notice,
    /// Duties due more than 12 months before: a list of its own.
    LongOverdue,
}

impl TodayGroup {
    /// Every group, in the order of the screen.
    pub const ALL: [Self; 5] =
        [Self::Overdue, Self::Today, Self::Next7Days, Self::Notice, Self::LongOverdue];

    /// The group of a deadline of this kind in this section.
    pub fn of(kind: ClockKind, section: Section) -> Self {
        match (section, kind) {
            (Section::Today, _) => Self::Today,
            (Section::Next7Days, _) => Self::Next7Days,
            (Section::Overdue, ClockKind::Duty) => Self::Overdue,
            (Section::LongOverdue, ClockKind::Duty) => Self::LongOverdue,
            (Section::Overdue | Section::LongOverdue, _) => Self::Notice,
        }
    }

    /// Its key in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Next7Days => "next_7_days",
            Self::Notice => "notice",
            Self::LongOverdue => "long_overdue",
        }
    }
}

/// One line of the work list, or one running clock of a dossier.
#[derive(Clone, PartialEq, Eq)]
pub struct ClockLine {
    /// The person; `None` for a clock of the unit (R1).
    pub person: Option<PersonId>,
    /// His file number.
    pub file_no: Option<FileNo>,
    /// His name.
    pub name: Option<String>,
    /// His hamlet.
    pub hamlet: Option<String>,
    /// His date of birth as far as known.
    pub born: Option<PartialDate>,
    /// Which clock.
    pub clock: Clock,
    /// Its kind.
    pub kind: ClockKind,
    /// When it falls due.
    pub due: NaiveDateTime,
    /// The day the clock runs from.
    pub from: NaiveDate,
    /// Full hours past the due moment (negative before it).
    pub hours_over: i64,
    /// Where it stands on the list; `None` = not due soon (dossier only).
    pub group: Option<TodayGroup>,
    /// A year without a table of days off lay on the way.
    pub holidays_unknown: bool,
    /// Risk level of the person.
    pub risk: Option<RiskLevel>,
    /// The period concerned, for R1 (`2026-11`).
    pub period: Option<String>,
}

/// The work list of a day.
#[derive(Clone)]
pub struct TodayList {
    /// The day.
    pub on: NaiveDate,
    /// How many lines each group has, in the order of [`TodayGroup::ALL`].
    pub counts: [usize; 5],
    /// The lines asked for, ranked, by group in the order of [`TodayGroup::ALL`].
    pub groups: [Vec<ClockLine>; 5],
    /// Whether a backup is due; `None` = as of another day, or a list of some only.
    pub backup: Option<BackupReminder>,
}

impl TodayList {
    /// How many lines a group has in all.
    pub fn count(&self, group: TodayGroup) -> usize {
        self.counts[group as usize]
    }

    /// The lines of a group (as many as were asked for).
    pub fn lines(&self, group: TodayGroup) -> &[ClockLine] {
        &self.groups[group as usize]
    }
}

/// One dossier: person, measures with how their ends follow, events, clocks.
#[derive(Clone)]
pub struct Dossier {
    /// The facts (as of the day asked for).
    pub case: CaseFile,
    /// How each measure's end follows, in the order of `case.measures`.
    pub computations: Vec<Option<Computation>>,
    /// Running clocks with the sentence that explains each, (line, vi, en).
    pub clocks: Vec<(ClockLine, String, String)>,
    /// The line of the list.
    pub line: PersonLine,
    /// The day it is judged on.
    pub on: NaiveDate,
    /// Events entered by mistake: kept, and counted nowhere.
    pub cancelled: Vec<CancelledEvent>,
    /// Files merged into this one, by number.
    pub merged: Vec<FileNo>,
    /// Management teams of decisions, as they are now; empty in a look at an earlier day.
    pub teams: Vec<(MeasureId, Vec<TeamMember>)>,
    /// Risk, with all that explains it.
    pub risk: Box<RiskView>,
}

impl Dossier {
    /// The management team of a decision, empty where none was set.
    pub fn team(&self, id: MeasureId) -> &[TeamMember] {
        self.teams.iter().find(|(of, _)| *of == id).map_or(&[], |(_, team)| team)
    }

    /// The follow-up plan from the level: the running clocks of contact and review, each with the
    /// sentence that explains it by the unit's own intervals.
    pub fn follow_up(&self, lang: Lang) -> impl Iterator<Item = (&ClockLine, &str)> {
        let of_plan = self.clocks.iter().filter(|c| matches!(c.0.clock, Clock::F1 | Clock::F2));
        of_plan.map(move |(line, vi, en)| (line, lang.pick(vi.as_str(), en.as_str())))
    }
}

/// An addition to or a change of a case file.
#[derive(Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: NaiveDateTime,
    /// Login of the officer.
    pub officer: String,
    /// What was done.
    pub act: Act,
    /// To what kind of entry.
    pub object: Object,
    /// The entry's number, as the dossier shows it.
    pub object_id: i64,
    /// Why.
    pub reason: Option<String>,
    /// What changed; empty for an addition and for a cancelled event.
    pub changes: Vec<Change>,
    /// What the entry held after the act, by code; of a team, its measure. For
    /// [`crate::domain::correction::entry_text`].
    pub held: Values,
}

/// A field's value before and after; codes and ISO dates, to be read with
/// [`crate::domain::correction::shown`].
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Code of the field.
    pub field: String,
    /// Before; `None` = empty.
    pub from: Option<String>,
    /// After; `None` = empty.
    pub to: Option<String>,
}

/// A rule with all that the unit did about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleView {
    /// The rule with its own figure.
    pub info: RuleInfo,
    /// The figure in force today.
    pub figure: String,
    /// How far it was checked, the chief's own look included.
    pub confidence: Confidence,
    /// Some of its days are from memory or reckoned and were not compared yet.
    pub to_check: bool,
    /// What the chief set, oldest first; earlier ones are kept.
    pub settings: Vec<RuleSetting>,
    /// Who compared the figure in force with the official text.
    pub checked: Option<RuleCheck>,
    /// Of a year: its days off and made-up working days as they hold today.
    pub year: Option<WorkYear>,
}

impl RuleView {
    /// Whether it is the table of a year's days off.
    pub fn is_year(&self) -> bool {
        self.info.kind == RuleKind::WorkYear
    }
}

/// A figure set by the chief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSetting {
    /// The figure (of days: the code of a [`DayState`]); `None` = the rule's own again.
    pub figure: Option<String>,
    /// The days it is about, first and last, where it is about days of a year.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// First day it holds.
    pub in_force_from: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
    /// It is the one that holds today.
    pub in_force: bool,
}

impl RuleSetting {
    /// Whether this is about the day after, set in one act with `before`; weekends lie between.
    pub fn follows(&self, before: &Self) -> bool {
        let (Some((day, _)), Some((_, last))) = (self.days, before.days) else { return false };
        let gap = (day - last).num_days();
        let alike = |s: &Self| (s.figure.clone(), s.in_force_from, s.at, s.in_force);
        (1..=3).contains(&gap)
            && alike(self) == alike(before)
            && (&self.reason, &self.officer) == (&before.reason, &before.officer)
    }

    /// The figure as an officer reads it, beside the rule's own.
    pub fn text(&self, own: &str, lang: Lang) -> String {
        let figure = self.figure.as_deref();
        let Some((first, last)) = self.days else { return figure.unwrap_or(own).to_owned() };
        let state = figure.and_then(DayState::from_code).unwrap_or(DayState::Own);
        let days =
            if first == last { vn(first) } else { format!("{} – {}", vn(first), vn(last)) };
        format!("{days} {}", state.label(lang).to_lowercase())
    }
}

/// A look at the official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCheck {
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
    /// In which text, on which page.
    pub reason: Option<String>,
}

/// A window of the journal.
#[derive(Clone, PartialEq, Eq)]
pub struct JournalPage {
    /// How many entries were found in all.
    pub total: usize,
    /// Position of the first line, the newest being 0.
    pub first: usize,
    /// The lines of the window.
    pub lines: Vec<JournalLine>,
}
