//! P1–P4 and L1: out of rehab, through post-rehab management, and the look-back after it.

use super::user::untold_departure;
use super::view::View;
use super::{Clock, Deadline};
use crate::domain::word::{EndReason, EventKind, MeasureCode};

/// P1: before the end of rehab in a facility.
pub(super) fn completion_notice(view: &View) -> Option<Deadline> {
    let m = view.last.filter(|m| m.ended_on.is_none() && m.code.is_facility())?;
    let given = view.has_since(&[EventKind::CompletionNotice], m.start);
    let end = view.end_of_term()?;
    (!given).then(|| view.deadline(Clock::P1, end))
}

/// P2: from the first completion notice of a rehab or substitution, or from its completion where
/// none came; closed by the proposal, and by any later main measure (then it is not the last one).
pub(super) fn proposal(view: &View) -> Option<Deadline> {
    let m = view.last?;
    if !(m.code.is_rehab() || m.code == MeasureCode::Substitution) {
        return None;
    }
    let abandoned =
        m.end_reason.is_some_and(|r| !matches!(r, EndReason::Completed | EndReason::TermOver));
    if abandoned || view.has_since(&[EventKind::Proposal], m.start) {
        return None;
    }
    let notice =
        view.events_since(EventKind::CompletionNotice, m.start).last().map(|e| e.at.date());
    let completed = m.ended_on.filter(|_| m.end_reason == Some(EndReason::Completed));
    Some(view.deadline(Clock::P2, notice.or(completed)?))
}

/// P3: from the departure during post-rehab.
pub(super) fn notify_move(view: &View) -> Option<Deadline> {
    let departed = untold_departure(view, &[MeasureCode::PostRehab])?;
    view.started_by(Clock::P3, departed.at)
}

/// P4: the end of post-rehab, shown from the first of its last working days.
pub(super) fn closing_certificate(view: &View) -> Option<Deadline> {
    view.running(&[MeasureCode::PostRehab])?;
    Some(view.deadline(Clock::P4, view.end_of_term()?))
}

/// L1: from the latest end of a post-rehab, or self-termination of a rehab or substitution.
pub(super) fn look_back(view: &View) -> Option<Deadline> {
    let ends = view.case.main_measures().map(|m| &m.record).filter(|m| {
        m.code == MeasureCode::PostRehab
            || m.end_reason == Some(EndReason::SelfTerminated)
                && (m.code.is_rehab() || m.code == MeasureCode::Substitution)
    });
    let from = ends.filter_map(|m| m.ended_on).max()?;
    Some(view.deadline(Clock::L1, from))
}
