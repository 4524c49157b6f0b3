//! F1 and F2: the unit's own clocks, by risk.

use super::view::View;
use super::{Clock, Deadline};
use crate::domain::case::Event;
use crate::domain::date::{add_days, end_of_day};
use crate::domain::word::{EventKind, MeasureCode, Outcome};
use chrono::NaiveDate;

/// The measures under which a person is visited (F1).
pub const FOLLOWED: [MeasureCode; 3] =
    [MeasureCode::RehabHome, MeasureCode::Substitution, MeasureCode::PostRehab];

/// F1: from the last contact that reached the person, else from the start of the measure. Not
/// while in custody: it runs again from its end, and is not shown before.
pub(super) fn follow_up(view: &View) -> Option<Deadline> {
    let m = view.running(&FOLLOWED)?;
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

/// F2: the review by the pace of the level, or the one after an officer's own level, whichever is due
/// first.
pub(super) fn risk_review(view: &View) -> Option<Deadline> {
    let last = |kind| view.events(kind).next_back();
    let reviewed = last(EventKind::RiskReview).map(|e| e.at.date());
    let set = last(EventKind::RiskOverride);
    // Setting a level is a look at it too.
    let seen = reviewed.max(set.map(|e| e.at.date()));
    let after = set.and_then(|set| review_after(view, set, reviewed));
    after.into_iter().chain(review_by_pace(view, seen)).min_by_key(|d| d.due)
}

/// From the last review, else from the start of a measure in the commune. A measure older than the
/// rule waits for its first review without a clock: it would call every file brought in late.
fn review_by_pace(view: &View, seen: Option<NaiveDate>) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[
        M::UserManagement,
        M::Addicted,
        M::RehabHome,
        M::Substitution,
        M::PostRehab,
    ])?;
    let began = (m.start >= view.book.clocks.get(Clock::F2).in_force_from).then_some(m.start);
    Some(view.deadline(Clock::F2, seen.or(began)?))
}

/// The day after an officer's own level ran out is for looking again: of everybody who still has a
/// level, also in a facility, only suspected, or followed after the last measure.
fn review_after(view: &View, set: &Event, reviewed: Option<NaiveDate>) -> Option<Deadline> {
    view.risk?;
    let until = set.until.filter(|_| set.outcome != Some(Outcome::Off))?;
    let open = reviewed.is_none_or(|day| day <= until);
    open.then(|| Deadline {
        due: end_of_day(add_days(until, 1)),
        shown_from: set.at.date(),
        ..view.deadline(Clock::F2, until)
    })
}
