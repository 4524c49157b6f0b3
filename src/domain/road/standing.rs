//! Where a person stands on a day (diện quản lý): derived from measures and events, never typed.

use crate::domain::case::{CaseFile, Event};
use crate::domain::word::{EndReason, EventKind, Lang, MeasureCode, Outcome, Word};
use chrono::NaiveDate;

/// Where a person stands on the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// No measure and no suspicion recorded: the file is new, its earlier history on paper.
    New,
    /// Nghi vấn, đang xác minh: the last suspicion is not cleared.
    Suspected,
    /// The suspicion was cleared.
    Cleared,
    /// Under the one main measure that is active.
    Under(MeasureCode),
    /// The last main measure has ended, with its reason.
    Ended(EndReason),
}

impl Standing {
    /// As the dossier says it.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::New => lang.pick("Hồ sơ mới, chưa có biện pháp", "New file, no measure").into(),
            Self::Suspected => lang.pick("Nghi vấn, đang xác minh", "Suspected").into(),
            Self::Cleared => lang.pick("Đã loại khỏi nghi vấn", "Suspicion cleared").into(),
            Self::Under(code) => code.label(lang).to_owned(),
            Self::Ended(reason) => {
                format!("{}: {}", lang.pick("Đã kết thúc", "Ended"), reason.label(lang))
            }
        }
    }

    /// The main measure he is under.
    pub fn measure(self) -> Option<MeasureCode> {
        match self {
            Self::Under(code) => Some(code),
            _ => None,
        }
    }
}

/// What else holds on a day, beside the standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Circumstances {
    /// In custody (tạm giữ, tạm giam).
    pub in_custody: bool,
    /// Away for long, reported or not.
    pub absent: bool,
    /// Management is suspended (tạm đình chỉ, L120 Đ24.7).
    pub suspended: bool,
    /// Under electronic monitoring.
    pub monitored: bool,
}

/// The standing at the end of `on`.
pub fn standing(case: &CaseFile, on: NaiveDate) -> Standing {
    let mut last = None;
    for m in case.main_measures().map(|m| &m.record).filter(|m| m.start <= on) {
        if m.is_active_on(on) {
            return Standing::Under(m.code);
        }
        // Of two that ended on one day the later in order of start is the newer word.
        let newer = |(ended, _): (NaiveDate, EndReason)| m.ended_on.is_some_and(|e| e >= ended);
        if let (Some(ended), Some(reason)) = (m.ended_on, m.end_reason)
            && last.is_none_or(newer)
        {
            last = Some((ended, reason));
        }
    }
    let said = |kinds: &[EventKind]| {
        let by_then = |e: &&Event| kinds.contains(&e.kind) && e.at.date() <= on;
        case.events.iter().map(|e| &e.record).rfind(by_then)
    };
    if said(&[EventKind::Death]).is_some() {
        return Standing::Ended(EndReason::Death);
    }
    if let Some((ended, reason)) = last {
        let missing = said(&[EventKind::Missing]).is_some_and(|e| e.at.date() >= ended);
        // A death outweighs whatever was said of him.
        let gone = missing && reason != EndReason::Death;
        return Standing::Ended(if gone { EndReason::Missing } else { reason });
    }
    let words = [EventKind::Suspicion, EventKind::SuspicionCleared, EventKind::Missing];
    match said(&words).map(|e| e.kind) {
        Some(EventKind::Suspicion) => Standing::Suspected,
        Some(EventKind::Missing) => Standing::Ended(EndReason::Missing),
        Some(_) => Standing::Cleared,
        None => Standing::New,
    }
}

/// Whether something that lasts covers `on`; without a last day it lasts until further notice.
pub(super) fn covers(e: &Event, on: NaiveDate) -> bool {
    e.at.date() <= on && e.until.is_none_or(|until| until >= on)
}

/// What else holds at the end of `on`.
pub fn circumstances(case: &CaseFile, on: NaiveDate) -> Circumstances {
    let events = || case.events.iter().map(|e| &e.record);
    let lasting = |kind: EventKind| events().any(|e| e.kind == kind && covers(e, on));
    // An absence without a last day ends when he is seen again.
    let seen_after = |e: &Event| {
        events().any(|s| {
            let seen = matches!(
                (s.kind, s.outcome),
                (EventKind::ResidenceCheck, Some(Outcome::Present))
                    | (EventKind::Contact, Some(Outcome::Met))
            );
            seen && s.at > e.at && s.at.date() <= on
        })
    };
    let absent = events().any(|e| {
        e.kind == EventKind::Absence && covers(e, on) && (e.until.is_some() || !seen_after(e))
    });
    let in_custody = lasting(EventKind::Custody);
    let managed_since = case
        .active_main(on)
        .filter(|m| m.record.code == MeasureCode::UserManagement)
        .map(|m| m.record.start);
    // Suspended while in custody: shorter custody means that management goes on (L120 Đ24.7).
    let suspended = in_custody
        && managed_since.is_some_and(|since| {
            events()
                .any(|e| e.kind == EventKind::Suspension && e.at.date() >= since && covers(e, on))
        });
    Circumstances { in_custody, absent, suspended, monitored: monitored_since(case, on).is_some() }
}

/// Since when a person has been under electronic monitoring on `on`: by an open measure, or by the
/// last switch recorded.
pub(super) fn monitored_since(case: &CaseFile, on: NaiveDate) -> Option<NaiveDate> {
    let by_measure = case
        .measures
        .iter()
        .map(|m| &m.record)
        .filter(|m| m.code == MeasureCode::ElectronicMonitoring && m.is_active_on(on))
        .map(|m| m.start)
        .min();
    let mut switches =
        case.events.iter().map(|e| &e.record).filter(|e| {
            e.kind == EventKind::Monitoring && e.at.date() <= on && e.outcome.is_some()
        });
    let last = switches.next_back().filter(|e| e.outcome == Some(Outcome::On)).map(|e| e.at.date());
    by_measure.or(last)
}
