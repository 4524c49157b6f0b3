//! What follows from a case file beside the level: support goals with their state, the card of a
//! psychosis case, ASSIST totals as a health worker gave them.

use super::Factor;
use super::rule::RiskRules;
use crate::domain::case::CaseFile;
use crate::domain::date::{PartialDate, add_days};
use crate::domain::id::EventId;
use crate::domain::word::{EventKind, Lang, Outcome, RiskLevel};
use chrono::NaiveDate;

/// How far a support goal got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GoalState {
    /// Set, nothing done yet.
    Set,
    /// Support of this kind was given since.
    UnderWay,
    /// Reached.
    Reached,
    /// Given up, with a reason.
    Dropped,
}

impl GoalState {
    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::UnderWay => "under_way",
            Self::Reached => "reached",
            Self::Dropped => "dropped",
        }
    }

    /// As an officer reads it.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Set => lang.pick("đã đặt, chưa làm", "set, nothing done yet"),
            Self::UnderWay => lang.pick("đang hỗ trợ", "under way"),
            Self::Reached => lang.pick("đã đạt", "reached"),
            Self::Dropped => lang.pick("đã thôi", "dropped"),
        }
    }
}

/// A support goal of the plan: schooling, training, loan, job, papers, health, other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Goal {
    /// Which.
    pub what: Outcome,
    /// When it was set.
    pub set_on: NaiveDate,
    /// The day it is meant to be reached by.
    pub by: Option<NaiveDate>,
    /// How far it got.
    pub state: GoalState,
    /// When support was last given, or it was reached or dropped.
    pub last: Option<NaiveDate>,
    /// The entry that set it.
    pub event: EventId,
}

/// The goals on file, each kind as set last, in the order of forms.
pub fn goals(case: &CaseFile) -> Vec<Goal> {
    let of = |what: &Outcome| {
        let set = case.events.iter().rfind(|e| {
            e.record.kind == EventKind::SupportGoal && e.record.outcome == Some(*what)
        })?;
        let (mut state, mut last) = (GoalState::Set, None);
        let since = |e: &&crate::domain::case::Stored<EventId, crate::domain::case::Event>| {
            e.record.at >= set.record.at && e.record.outcome == Some(*what)
        };
        for event in case.events.iter().filter(since) {
            state = match event.record.kind {
                EventKind::Support => GoalState::UnderWay,
                EventKind::GoalReached => GoalState::Reached,
                EventKind::GoalDropped => GoalState::Dropped,
                _ => continue,
            };
            last = Some(event.record.at.date());
        }
        let (set_on, by) = (set.record.at.date(), set.record.until);
        Some(Goal { what: *what, set_on, by, state, last, event: set.id })
    };
    EventKind::SupportGoal.outcomes().iter().filter_map(of).collect()
}

/// The card of a psychosis case ("ngáo đá").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PsychosisCard {
    /// When signs were last seen.
    pub last_sign: Option<NaiveDate>,
    /// The level is held at high up to this day.
    pub held_until: Option<NaiveDate>,
    /// The last help of the health service.
    pub health_contact: Option<NaiveDate>,
    /// When the family was last spoken with about taking part.
    pub family_contact: Option<NaiveDate>,
    /// The last contact that reached the person.
    pub met_on: Option<NaiveDate>,
}

impl PsychosisCard {
    /// What to do next, in order; the reader is an officer at the door, not a doctor.
    pub fn to_do(&self, on: NaiveDate, lang: Lang) -> Vec<&'static str> {
        if self.last_sign.is_some() && self.held_until.is_none() {
            return vec![lang.pick(
                "Đã qua thời gian theo dõi riêng; gặp theo hạn F1, thấy dấu hiệu mới thì ghi ngay.",
                "The time of close watch is over; contacts as F1 says, new signs recorded at once.",
            )];
        }
        let old = |day: Option<NaiveDate>, days: i64| day.is_none_or(|d| d < add_days(on, -days));
        let mut list = Vec::new();
        if old(self.health_contact, 30) {
            list.push(lang.pick(
                "Liên hệ trạm y tế để người này được khám, điều trị; ghi lại bằng “Hỗ trợ – Y tế”.",
                "Ask the health station to examine and treat; record it as support – health.",
            ));
        }
        if old(self.family_contact, 30) {
            list.push(lang.pick(
                "Gặp gia đình: dặn cất vật sắc nhọn, không để ở một mình khi có dấu hiệu, gọi 115 và công an xã khi nguy hiểm; ghi lại bằng “Gia đình”.",
                "See the family: put away blades, do not leave the person alone when signs show, call 115 and the station in danger; record it as family.",
            ));
        }
        if old(self.met_on, 7) {
            list.push(lang.pick(
                "Gặp trực tiếp trong tuần; đi hai người, nói chậm, không quát, không khống chế nếu không nguy hiểm.",
                "See the person this week; go in pairs, speak slowly, do not shout, no restraint without danger.",
            ));
        }
        if list.is_empty() {
            list.push(lang.pick(
                "Các việc đã làm đủ; tiếp tục gặp theo hạn F1 và ghi dấu hiệu mới nếu có.",
                "All done; go on with the contacts of F1, and record new signs.",
            ));
        }
        list
    }
}

/// The card, for who had signs of psychosis; `None` for others.
pub fn psychosis_card(case: &CaseFile, rules: &RiskRules, on: NaiveDate) -> Option<PsychosisCard> {
    let last = |kind: EventKind, outcomes: &[Outcome]| {
        let fits =
            |o: Option<Outcome>| outcomes.is_empty() || o.is_some_and(|o| outcomes.contains(&o));
        case.events
            .iter()
            .map(|e| &e.record)
            .rfind(|e| e.kind == kind && fits(e.outcome) && e.at.date() <= on)
            .map(|e| e.at.date())
    };
    let person = &case.person;
    let noted = person.psychosis_seen_on.map(PartialDate::first_day).filter(|d| *d <= on);
    let noted = noted.filter(|_| person.psychosis != Some(false));
    let seen = last(EventKind::Incident, &[Outcome::Psychosis]).max(noted);
    if seen.is_none() && person.psychosis != Some(true) {
        return None;
    }
    let window = rules.rule(Factor::Psychosis).and_then(|r| r.window_days).unwrap_or_default();
    let held = seen.map(|d| add_days(d, i64::from(window))).filter(|d| *d >= on);
    let health = [last(EventKind::Support, &[Outcome::Health]), last(EventKind::Assist, &[])];
    Some(PsychosisCard {
        last_sign: seen,
        held_until: held,
        health_contact: health.into_iter().flatten().max(),
        family_contact: last(EventKind::Family, &[]),
        met_on: last(EventKind::Contact, &[Outcome::Met]),
    })
}

/// A WHO ASSIST v3.1 total as a health worker gave it: shown, never added to the points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssistScore {
    /// When.
    pub on: NaiveDate,
    /// The facility that gave it.
    pub facility: String,
    /// The total.
    pub total: u32,
    /// It is of alcohol: other bands.
    pub alcohol: bool,
    /// The entry.
    pub event: EventId,
}

impl AssistScore {
    /// The band: 0–3 / 4–26 / ≥ 27, of alcohol 0–10 / 11–26 / ≥ 27 (WHO ASSIST v3.1).
    pub fn band(&self) -> RiskLevel {
        let lower = if self.alcohol { 10 } else { 3 };
        match self.total {
            n if n <= lower => RiskLevel::Low,
            n if n <= 26 => RiskLevel::Medium,
            _ => RiskLevel::High,
        }
    }
}

/// The totals on file, the latest first.
pub fn assist_scores(case: &CaseFile) -> Vec<AssistScore> {
    let of = |stored: &crate::domain::case::Stored<EventId, crate::domain::case::Event>| {
        let event = &stored.record;
        (event.kind == EventKind::Assist).then_some(())?;
        Some(AssistScore {
            on: event.at.date(),
            facility: event.detail.place.clone().unwrap_or_default(),
            total: event.detail.score?,
            alcohol: event.outcome == Some(Outcome::Alcohol),
            event: stored.id,
        })
    };
    case.events.iter().rev().filter_map(of).collect()
}
