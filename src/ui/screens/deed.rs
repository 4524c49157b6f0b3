//! What an officer can do for a person, as data: the deed that answers each clock, and the list of
//! every act of the road.

use super::forms::{self, Who};
use super::{Context, Step, event_form};
use crate::domain::deadline::Clock;
use crate::domain::road::Act;
use crate::domain::word::{EventKind as K, MeasureCode, Outcome as O, Word};
use crate::ui::words;

/// Something to do that has a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Record an event, its result known or not.
    Record(K, Option<O>),
    /// Open a measure, known or to be chosen.
    Open(Option<MeasureCode>),
    /// End this measure, or the running main one.
    Close(Option<MeasureCode>),
    /// Note that the unit's report was sent.
    Report,
}

/// Which deed answers which clock; a clock that is not here is answered by reading the dossier.
#[rustfmt::skip]
const ANSWERS: &[(Clock, Deed)] = &[
    (Clock::U1, Deed::Record(K::ResidenceVerified, None)),
    (Clock::U2, Deed::Record(K::NoticeSent, None)),
    (Clock::U3, Deed::Open(Some(MeasureCode::UserManagement))),
    (Clock::U4, Deed::Open(Some(MeasureCode::UserManagement))),
    (Clock::U5, Deed::Record(K::ResidenceCheck, None)),
    (Clock::U6a, Deed::Record(K::MoveNotified, None)),
    (Clock::U6b, Deed::Record(K::FileSent, None)),
    (Clock::U7, Deed::Record(K::Presented, None)),
    (Clock::U8, Deed::Record(K::DecisionSent, None)),
    (Clock::T1, Deed::Close(None)),
    (Clock::A1, Deed::Record(K::RehabRegistration, None)),
    (Clock::A2, Deed::Open(None)),
    (Clock::A3, Deed::Record(K::RehabDecision, None)),
    (Clock::A4, Deed::Record(K::Determination, None)),
    (Clock::A5, Deed::Record(K::EndNotice, None)),
    (Clock::A6, Deed::Record(K::ReportedIn, None)),
    (Clock::A7, Deed::Record(K::MoveNotified, None)),
    (Clock::C1, Deed::Record(K::CompulsoryOpened, None)),
    (Clock::C3, Deed::Record(K::CompulsorySent, None)),
    (Clock::C4, Deed::Record(K::CourtAnswered, None)),
    (Clock::C5, Deed::Record(K::CompulsorySent, None)),
    (Clock::C6a, Deed::Record(K::DirectorAsked, None)),
    (Clock::C6b, Deed::Record(K::DirectorAssigned, None)),
    (Clock::C6c, Deed::Record(K::Delivered, None)),
    (Clock::P1, Deed::Record(K::CompletionNotice, None)),
    (Clock::P2, Deed::Record(K::Proposal, None)),
    (Clock::P3, Deed::Record(K::MoveNotified, None)),
    (Clock::P4, Deed::Close(None)),
    (Clock::E1, Deed::Record(K::MonitoringDecision, None)),
    (Clock::E2, Deed::Record(K::Monitoring, Some(O::On))),
    (Clock::E3, Deed::Record(K::Monitoring, Some(O::Waived))),
    (Clock::F1, Deed::Record(K::Contact, None)),
    (Clock::F2, Deed::Record(K::RiskReview, None)),
    (Clock::R1, Deed::Report),
];

/// The deed that answers a clock.
pub fn answer_to(clock: Clock) -> Option<Deed> {
    ANSWERS.iter().find(|(c, _)| *c == clock).map(|(_, deed)| *deed)
}

impl Deed {
    /// Its form for a person; `None` for what is no person's.
    pub fn form(self, who: &Who, cx: &Context) -> Option<Step> {
        match self {
            Self::Record(kind, outcome) => Some(event_form::open(kind, outcome, who, cx)),
            Self::Open(code) => Some(forms::new_measure(who, code, cx)),
            Self::Close(code) => Some(forms::close_measure(code, who, cx)),
            Self::Report => None,
        }
    }

    fn label(self, cx: &Context) -> String {
        let of = |act: Act| act.label(cx.lang);
        match self {
            Self::Record(kind, _) => kind.label(cx.lang).to_owned(),
            Self::Open(code) => code.map(|c| of(Act::Open(c))).unwrap_or_default(),
            Self::Close(code) => code
                .map(|c| format!("{}: {}", words::MEASURE_ENDS.get(cx.lang), c.label(cx.lang)))
                .unwrap_or_default(),
            Self::Report => String::new(),
        }
    }
}

fn deed_of(act: Act) -> Deed {
    match act {
        Act::Record(kind, _) => Deed::Record(kind, None),
        Act::Open(code) => Deed::Open(Some(code)),
        Act::Close(code, _) => Deed::Close(Some(code)),
    }
}

/// Every act of the road as a list: first what the road allows now, events before measures; then
/// what it refuses today, since a step that was forgotten is entered under its own day.
pub fn menu(allowed: &[Act], cx: &Context) -> Vec<(Deed, String)> {
    let mut now: Vec<Deed> = Vec::new();
    let (events, measures): (Vec<Act>, Vec<Act>) =
        allowed.iter().partition(|a| matches!(a, Act::Record(..)));
    for deed in events.into_iter().chain(measures).map(deed_of) {
        if !now.contains(&deed) {
            now.push(deed);
        }
    }
    let every = K::ALL.iter().map(|k| Deed::Record(*k, None));
    let every = every.chain(MeasureCode::ALL.iter().map(|m| Deed::Open(Some(*m))));
    let not_now: Vec<Deed> = every.filter(|d| !now.contains(d)).collect();
    let mut lines: Vec<(Deed, String)> = now.into_iter().map(|d| (d, d.label(cx))).collect();
    let mark = words::NOT_TODAY.get(cx.lang);
    lines.extend(not_now.into_iter().map(|d| (d, format!("{} ({mark})", d.label(cx)))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_of_the_work_list_has_its_deed() {
        // C2 is a right of the person and L1 a look-back: nothing is recorded for them.
        let read_only = [Clock::C2, Clock::L1];
        for &clock in Clock::ALL {
            let answered = ANSWERS.iter().filter(|(c, _)| *c == clock).count();
            assert_eq!(answered, usize::from(!read_only.contains(&clock)), "{clock:?}");
        }
    }
}
