//! The facts that an assessment may read: dated signs and four fields of the person. There is no
//! place in these types for a name, an address, a relative, an ethnicity or a text.

use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::date::PartialDate;
use crate::domain::id::{EventId, MeasureId};
use crate::domain::person::PersonField;
use crate::domain::word::{
    EndReason, EventKind, MeasureCode, OccupationGroup, Outcome, RiskLevel, Route, Word,
};
use chrono::NaiveDate;

/// What a dated fact says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// A positive drug test.
    PositiveTest,
    /// A negative drug test.
    NegativeTest,
    /// An incident of psychosis.
    Psychosis,
    /// A violent incident.
    Violence,
    /// A relapse (D163 Đ4.11).
    Relapse,
    /// Away without a word; `until` where it ended.
    UnreportedAbsence,
    /// A contact that reached the person.
    Reached,
    /// A contact refused, or nobody at home.
    NotReached,
    /// A dose of substitution taken.
    DoseTaken,
    /// A dose missed.
    DoseMissed,
    /// Support given.
    Supported,
    /// The family takes part in helping.
    FamilyTakesPart,
    /// The family does not take part.
    FamilyAbsent,
    /// Left a rehabilitation facility.
    LeftFacility,
    /// Substitution treatment; `until` = the day it ended.
    Substitution,
    /// An officer's own level: high.
    SetHigh,
    /// The same: medium.
    SetMedium,
    /// The same: low.
    SetLow,
    /// An officer's own level taken back.
    SetOff,
}

impl Sign {
    /// Every sign, in the order of their stored numbers: only ever added to at the end.
    pub const ALL: &'static [Self] = &[
        Self::PositiveTest,
        Self::NegativeTest,
        Self::Psychosis,
        Self::Violence,
        Self::Relapse,
        Self::UnreportedAbsence,
        Self::Reached,
        Self::NotReached,
        Self::DoseTaken,
        Self::DoseMissed,
        Self::Supported,
        Self::FamilyTakesPart,
        Self::FamilyAbsent,
        Self::LeftFacility,
        Self::Substitution,
        Self::SetHigh,
        Self::SetMedium,
        Self::SetLow,
        Self::SetOff,
    ];

    /// What an event says to the rules; `None` = nothing.
    fn of_event(event: &Event) -> Option<Self> {
        use {EventKind as K, Outcome as O};
        Some(match (event.kind, event.outcome?) {
            (K::Test, O::Positive) => Self::PositiveTest,
            (K::Test, O::Negative) => Self::NegativeTest,
            (K::Incident, O::Psychosis) => Self::Psychosis,
            (K::Incident, O::Violence) => Self::Violence,
            (K::Absence, O::Unreported) => Self::UnreportedAbsence,
            (K::Contact, O::Met | O::Phone) => Self::Reached,
            (K::Contact, O::NotHome | O::Refused) => Self::NotReached,
            (K::Attendance, O::Attended) => Self::DoseTaken,
            (K::Attendance, O::Missed) => Self::DoseMissed,
            (K::Support, _) => Self::Supported,
            (K::Family, O::TakesPart) => Self::FamilyTakesPart,
            (K::Family, O::NotTakingPart) => Self::FamilyAbsent,
            (K::RiskOverride, O::High) => Self::SetHigh,
            (K::RiskOverride, O::Medium) => Self::SetMedium,
            (K::RiskOverride, O::Low) => Self::SetLow,
            (K::RiskOverride, O::Off) => Self::SetOff,
            _ => return None,
        })
    }

    /// The level an officer set, of such a sign.
    pub fn set_level(self) -> Option<RiskLevel> {
        match self {
            Self::SetHigh => Some(RiskLevel::High),
            Self::SetMedium => Some(RiskLevel::Medium),
            Self::SetLow => Some(RiskLevel::Low),
            _ => None,
        }
    }
}

/// Where a fact stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// An event.
    Event(EventId),
    /// A measure.
    Measure(MeasureId),
    /// A field of the person.
    Field(PersonField),
}

/// A dated fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RiskFact {
    /// Its day.
    pub on: NaiveDate,
    /// What it says.
    pub sign: Sign,
    /// Where it stands.
    pub source: Source,
    /// Last day of what lasts; of an officer's own level, the last day it holds.
    pub until: Option<NaiveDate>,
}

/// All that an assessment may read of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskFacts {
    /// Date of birth as far as known.
    pub born: PartialDate,
    /// Route of use.
    pub route: Option<Route>,
    /// How many substances; 0 = not recorded.
    pub substances: u8,
    /// Occupation group.
    pub work: Option<OccupationGroup>,
    /// The box "psychosis signs".
    pub psychosis: Option<bool>,
    /// When they were last seen, first day of what is known.
    pub psychosis_seen: Option<NaiveDate>,
    /// Dead, declared missing, moved away, in prison, or cleared of suspicion: not assessed.
    pub gone: bool,
    /// The day the last main measure ended, where none is open.
    pub ended_on: Option<NaiveDate>,
    /// The dated facts, sorted.
    facts: Vec<RiskFact>,
}

impl RiskFacts {
    /// Takes facts in any order.
    #[must_use]
    pub fn with(mut self, facts: impl IntoIterator<Item = RiskFact>) -> Self {
        self.facts.extend(facts);
        self.facts.sort_unstable();
        self.facts.dedup();
        self
    }

    /// A person of whom only this is known.
    pub fn born(born: PartialDate) -> Self {
        Self {
            born,
            route: None,
            substances: 0,
            work: None,
            psychosis: None,
            psychosis_seen: None,
            gone: false,
            ended_on: None,
            facts: Vec::new(),
        }
    }

    /// The same without its dated facts.
    #[must_use]
    pub fn without_facts(mut self) -> Self {
        self.facts.clear();
        self
    }

    /// The dated facts, the earliest first.
    pub fn facts(&self) -> &[RiskFact] {
        &self.facts
    }

    /// What the rules may read of a case file.
    pub fn of(case: &CaseFile) -> Self {
        let person = &case.person;
        let mut facts: Vec<RiskFact> = Vec::with_capacity(case.events.len());
        for stored in &case.events {
            if let Some(sign) = Sign::of_event(&stored.record) {
                facts.push(RiskFact {
                    on: stored.record.at.date(),
                    sign,
                    source: Source::Event(stored.id),
                    until: stored.record.until,
                });
            } else if stored.record.kind == EventKind::Relapse {
                facts.push(RiskFact {
                    on: stored.record.at.date(),
                    sign: Sign::Relapse,
                    source: Source::Event(stored.id),
                    until: None,
                });
            }
        }
        let main: Vec<_> = case.main_measures().collect();
        for (at, stored) in main.iter().enumerate() {
            let (measure, source) = (&stored.record, Source::Measure(stored.id));
            let next = main.get(at + 1).map(|m| &m.record);
            if let Some(on) = left_facility(measure, next) {
                facts.push(RiskFact { on, sign: Sign::LeftFacility, source, until: None });
            }
            if measure.code == MeasureCode::Substitution {
                let (on, until) = (measure.start, measure.ended_on);
                facts.push(RiskFact { on, sign: Sign::Substitution, source, until });
            }
        }
        let last = main.last().map(|m| &m.record);
        let ended_on = last.and_then(|m| m.ended_on);
        Self {
            route: person.route,
            substances: person.substances.len().min(255) as u8,
            work: person.occupation_group,
            psychosis: person.psychosis,
            psychosis_seen: person.psychosis_seen_on.map(PartialDate::first_day),
            gone: is_gone(case, last),
            ended_on,
            ..Self::born(person.born)
        }
        .with(facts)
    }
}

/// Dead, missing, moved away or in prison once no measure is open; or a suspicion that was cleared.
fn is_gone(case: &CaseFile, last: Option<&Measure>) -> bool {
    let Some(last) = last else {
        let suspected = |k| matches!(k, EventKind::Suspicion | EventKind::SuspicionCleared);
        let cleared = case.events.iter().rev().map(|e| e.record.kind).find(|k| suspected(*k));
        return cleared == Some(EventKind::SuspicionCleared)
            || case.died_on().is_some()
            || case.missing_since().is_some();
    };
    last.ended_on.is_some()
        && (last.end_reason.is_some_and(EndReason::closes_everything)
            || case.died_on().is_some()
            || case.missing_since().is_some())
}

/// The day a stay in a facility ended with a return to the commune.
fn left_facility(measure: &Measure, next: Option<&Measure>) -> Option<NaiveDate> {
    let ended = measure.ended_on.filter(|_| measure.code.is_facility())?;
    let elsewhere = next.is_some_and(|n| n.code.is_facility() && measure.is_linked_to(n));
    let away = measure.end_reason.is_some_and(|r| {
        r.closes_everything() || matches!(r, EndReason::SentToFacility | EndReason::LongCustody)
    });
    (!elsewhere && !away).then_some(ended)
}

impl Source {
    /// Its letter and number or code in a stored explanation.
    pub(super) fn canonical(self) -> String {
        match self {
            Self::Event(id) => format!("\"e\",{}", id.0),
            Self::Measure(id) => format!("\"m\",{}", id.0),
            Self::Field(field) => format!("\"p\",\"{}\"", field.code()),
        }
    }
}
