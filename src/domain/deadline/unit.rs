//! F1 and F2: the unit's own clocks, by risk.

use super::view::View;
use super::{Clock, Deadline};
use crate::domain::date::{add_days, end_of_day};
use crate::domain::word::{EventKind, MeasureCode, Outcome};
use chrono::NaiveDate;

/// F1: from the last contact that reached the person, else from the start of the measure. Not
/// while in custody: it runs again from its end, and is not shown before.
pub(super) fn follow_up(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[M::RehabHome, M::Substitution, M::PostRehab])?;
    let mut contacts = view.events_since(EventKind::Contact, m.start);
    let reached = contacts.find(|e| matches!(e.outcome, Some(Outcome::Met | Outcome::Phone)));
    let mut from = reached.map_or(m.start, |e| e.at.date());
    let mut shown_from = from;
    for custody in view.events_since(EventKind::Custody, NaiveDate::MIN) {
        match custody.until {
            Some(until) if until >= from => {
                from = until;
                shown_from = add_days(until, 1);
            }
            // A custody with no end that began before the measure ended, unrecorded, with it.
            None if custody.at.date() >= m.start => return None,
            _ => {}
        }
    }
    Some(Deadline { shown_from, ..view.deadline(Clock::F1, from) })
}

/// F2: from the last review, else from the start of a measure in the commune. A measure older than
/// the rule waits for its first review without a clock: it would call every file brought in late.
pub(super) fn risk_review(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[
        M::UserManagement,
        M::Addicted,
        M::RehabHome,
        M::Substitution,
        M::PostRehab,
    ])?;
    let last = |kind| view.events(kind).next_back();
    let reviewed = last(EventKind::RiskReview).map(|e| e.at.date());
    let set = last(EventKind::RiskOverride);
    let began = (m.start >= view.book.clocks.get(Clock::F2).in_force_from).then_some(m.start);
    // Setting a level is a look at it too.
    let from = reviewed.max(set.map(|e| e.at.date())).or(began)?;
    let by_pace = view.deadline(Clock::F2, from);
    // The day after an officer's own level ran out is for looking again.
    let ended = set.filter(|e| e.outcome != Some(Outcome::Off)).and_then(|e| e.until);
    let ended = ended.filter(|until| reviewed.is_none_or(|r| r <= *until));
    let again = ended.map(|until| Deadline {
        due: end_of_day(add_days(until, 1)),
        from: until,
        ..by_pace.clone()
    });
    Some(match again {
        Some(again) if again.due < by_pace.due => again,
        _ => by_pace,
    })
}
