//! Clocks (hạn): what must happen by when, why, and by which act it is closed.
//!
//! A clock's figures (limit, kind, citation, sentence) are data, [`ClockRule`]; which fact starts
//! it and which act closes it is a function here, one a clock, in [`crate::domain::deadline`].
//! A deadline does not depend on the day it is looked at: it has a due time and the first day it
//! is shown, and [`Section::of`] judges it against a day.
//!
//! [`deadlines`] computes those of one person, [`report_deadline`] the unit's own R1,
//! [`explain()`] says in one sentence how one came about. Which fact starts each clock, and why so
//! sparingly, stands in `docs/adr` (clock starts).

mod addiction;
mod compulsory;
mod compute;
mod explain;
mod limit;
mod monitoring;
mod post_rehab;
mod unit;
mod user;
mod view;

pub use compute::{deadlines, report_deadline};
pub use explain::{explain, explain_report};
pub use limit::{CalendarDays, Hours, Period, WorkingDays};
pub use unit::FOLLOWED;
pub use user::missed_checks;

use super::legal::Citation;
use super::term::TermRules;
use super::word::{Lang, Law};
use super::work_calendar::WorkCalendar;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// The clocks of `domain.md` §3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[rustfmt::skip]
#[expect(missing_docs, reason = "each is described by its rule in rules/deadlines.toml")]
pub enum Clock {
    U1, U2, U3, U4, U5, U6a, U6b, U7, U8, T1,
    A1, A2, A3, A4, A5, A6, A7,
    C1, C2, C3, C4, C5, C6a, C6b, C6c,
    P1, P2, P3, P4, E1, E2, E3, L1, F1, F2, R1,
}

impl Clock {
    /// Every clock, in the order of the table.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = &[
        Self::U1, Self::U2, Self::U3, Self::U4, Self::U5, Self::U6a, Self::U6b, Self::U7, Self::U8, Self::T1,
        Self::A1, Self::A2, Self::A3, Self::A4, Self::A5, Self::A6, Self::A7,
        Self::C1, Self::C2, Self::C3, Self::C4, Self::C5, Self::C6a, Self::C6b, Self::C6c,
        Self::P1, Self::P2, Self::P3, Self::P4, Self::E1, Self::E2, Self::E3, Self::L1, Self::F1, Self::F2, Self::R1,
    ];

    /// The code, as in the table.
    pub fn code(self) -> String {
        format!("{self:?}")
    }

    /// The clock with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.code() == code)
    }

    /// Whether deadlines of this clock are computed from facts.
    pub fn is_computed(self) -> bool {
        self == Self::R1 || compute::COMPUTED.iter().any(|(clock, _)| *clock == self)
    }
}

/// Whose clock it is, and so what its passing means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClockKind {
    /// The station's own deadline: the only kind that can be overdue (quá hạn).
    Duty,
    /// Another party's duty the station must notice; never the station's fault ("chưa thấy …").
    Watch,
    /// Something lapses.
    Expiry,
    /// Something becomes possible.
    Window,
}

impl ClockKind {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Watch => "watch",
            Self::Expiry => "expiry",
            Self::Window => "window",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Duty, Self::Watch, Self::Expiry, Self::Window].into_iter().find(|k| k.code() == code)
    }
}

/// How much time a clock gives. Hours, calendar days and working days are types of their own: one
/// cannot stand where another is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Running hours, judged by the minute.
    Hours(Hours),
    /// Calendar days: the period runs from the day after, due at the end of its last day
    /// (Civil Code 2015 Đ147–148).
    Days(CalendarDays),
    /// Working days, by the table of days off.
    WorkingDays(WorkingDays),
    /// Calendar months, due at the end of the day.
    Months(u32),
    /// So many calendar days before the end of a term.
    DaysBefore(CalendarDays),
    /// Within the last working days of a term; due at its end, shown from their first.
    LastWorkingDays(WorkingDays),
    /// The end of each calendar month.
    MonthEnd,
    /// The end of the day itself.
    SameDay,
    /// Days by risk level: high, medium, low (also while not assessed).
    ByRisk([CalendarDays; 3]),
}

/// A special case in which a clock gives another limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpecialCase {
    /// The unit lies where travel is hard (U1, D163 Đ58.1).
    RemoteUnit,
    /// At the request of parents or guardian (E1, D163 Đ16.2b).
    GuardianRequest,
    /// The person is under 18 (E3, D163 Đ20.3b).
    Minor,
}

impl SpecialCase {
    /// Every case.
    pub const ALL: &'static [Self] = &[Self::RemoteUnit, Self::GuardianRequest, Self::Minor];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::RemoteUnit => "remote_unit",
            Self::GuardianRequest => "guardian_request",
            Self::Minor => "minor",
        }
    }

    /// As an officer reads it.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::RemoteUnit => lang.pick("địa bàn khó đi lại", "where travel is hard"),
            Self::GuardianRequest => {
                lang.pick("theo đề nghị của người giám hộ", "at the guardian's request")
            }
            Self::Minor => lang.pick("người dưới 18 tuổi", "under 18"),
        }
    }
}

/// A clock's figures: a row of `rules/deadlines.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRule {
    /// Identifier, never reused, for example `clock.u5`.
    pub id: String,
    /// Which clock.
    pub clock: Clock,
    /// Whose.
    pub kind: ClockKind,
    /// How long.
    pub limit: Limit,
    /// How long in a special case.
    pub alternative: Option<(SpecialCase, Limit)>,
    /// First day in force: acts recorded before it start nothing.
    pub in_force_from: NaiveDate,
    /// Decisions under these laws run it.
    pub laws: Vec<Law>,
    /// Where it stands.
    pub citation: Citation,
    /// What must happen, Vietnamese, for the list ("Kiểm tra cư trú trong tháng").
    pub what_vi: String,
    /// The same in English.
    pub what_en: String,
    /// The act that closes it, for people.
    pub closed_by_vi: String,
    /// The same in English.
    pub closed_by_en: String,
    /// The fact it runs from, for people.
    pub from_vi: String,
    /// The same in English.
    pub from_en: String,
    /// The rule as a Vietnamese sentence.
    pub sentence: String,
    /// Never in the work list (L1).
    pub dossier_only: bool,
}

/// The rules of all clocks: exactly one of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockRules(Vec<ClockRule>);

impl ClockRules {
    /// Takes one rule of every clock, in any order; otherwise the clock that is missing or comes
    /// twice.
    pub fn new(mut rules: Vec<ClockRule>) -> Result<Self, Clock> {
        rules.sort_by_key(|r| r.clock);
        for (i, &clock) in Clock::ALL.iter().enumerate() {
            if rules.get(i).map(|r| r.clock) != Some(clock) {
                return Err(clock);
            }
        }
        match rules.get(Clock::ALL.len()) {
            Some(extra) => Err(extra.clock),
            None => Ok(Self(rules)),
        }
    }

    /// The rule of a clock.
    pub fn get(&self, clock: Clock) -> &ClockRule {
        // Clock::ALL lists the clocks in the order of declaration, `new` the rules in that order.
        &self.0[clock as usize]
    }

    /// All rules, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &ClockRule> {
        self.0.iter()
    }
}

/// All that deadlines are computed from, beside the facts: clocks, terms, working days.
#[derive(Debug, Clone)]
pub struct ClockBook {
    /// The clocks.
    pub clocks: ClockRules,
    /// The terms.
    pub terms: TermRules,
    /// The days off.
    pub calendar: WorkCalendar,
    /// The unit lies where travel is hard: U1 gives 48 hours (D163 Đ58.1).
    pub remote: bool,
}

/// One running clock of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// Which clock.
    pub clock: Clock,
    /// When it falls due, local time; 23:59:59 where the whole day counts.
    pub due: NaiveDateTime,
    /// First day it is shown on lists.
    pub shown_from: NaiveDate,
    /// The fact it runs from.
    pub from: NaiveDate,
    /// A year without a table of days off lay on the way: the due day is not certain.
    pub holidays_unknown: bool,
}

/// Where a deadline stands on a day's work list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// Due before the day: "quá hạn" for a duty, "chưa thấy …" for a watch.
    Overdue,
    /// Due on the day.
    Today,
    /// Due within the 7 days after.
    Next7Days,
    /// Due more than 12 months before: a list of its own.
    LongOverdue,
}

impl Section {
    /// Judges a due time at `now` (the moment for hour clocks; its date for day clocks).
    /// `None` = not on the list yet.
    pub fn of(due: NaiveDateTime, now: NaiveDateTime) -> Option<Self> {
        let (day, on) = (due.date(), now.date());
        if day < super::date::add_months_back(on, 12) {
            Some(Self::LongOverdue)
        } else if due < now {
            Some(Self::Overdue)
        } else if day == on {
            Some(Self::Today)
        } else if day <= on + TimeDelta::days(7) {
            Some(Self::Next7Days)
        } else {
            None
        }
    }
}
