//! U1–U8 and T1: someone found using, managed, moving, and the end of the term.

use super::view::View;
use super::{Clock, Deadline, SpecialCase};
use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::date::{add_days, add_months, first_of_month, last_of_month};
use crate::domain::id::MeasureId;
use crate::domain::word::{EndReason, EventKind, MeasureCode, Outcome};
use chrono::{NaiveDate, NaiveTime};
use std::collections::HashSet;

/// How many days before the decision its papers (notice, residence) can stand.
const PAPERS_BEFORE: i64 = 31;

/// U1: from the earliest positive test of someone under no measure. Verifying the residence
/// answers it, and so do a determination, a measure begun since, or the suspicion cleared: then
/// the residence was known. A test under a measure is re-use (U4), one on the day a measure begins
/// its ground.
pub(super) fn verify_residence(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let closed = [K::ResidenceVerified, K::Determination, K::SuspicionCleared];
    let mut found = view.events_with(K::Test, Outcome::Positive);
    let test =
        found.find(|e| view.unmanaged_since(e.at.date()) && !view.answered(&closed, e.at))?;
    let case = view.book.remote.then_some(SpecialCase::RemoteUnit);
    view.started_in(Clock::U1, test.at, case)
}

/// U2: from the residence verified in another commune; the unit sends itself no notice.
pub(super) fn send_notice(view: &View) -> Option<Deadline> {
    let mut verified = view.events(EventKind::ResidenceVerified).rev();
    let last = verified.next().filter(|e| e.outcome == Some(Outcome::Elsewhere))?;
    let open = view.unmanaged_since(last.at.date())
        && !view.answered(&[EventKind::NoticeSent, EventKind::SuspicionCleared], last.at);
    open.then(|| view.started_by(Clock::U2, last.at))?
}

/// U3: from a notice received, or from the unit's own positive test once the residence is verified
/// here, whichever is earlier. Under management a notice is of re-use (U4).
pub(super) fn decide(view: &View) -> Option<Deadline> {
    let from = [notice_of_resident(view), test_of_resident(view)].into_iter().flatten();
    view.started_by(Clock::U3, from.map(|e| e.at).min()?)
}

fn notice_of_resident<'a>(view: &View<'a>) -> Option<&'a Event> {
    let not_ours = [Outcome::Elsewhere, Outcome::Unstable];
    view.events(EventKind::NoticeReceived).find(|e| {
        undecided(view, e) && !view.answered_with(EventKind::ResidenceVerified, &not_ours, e.at)
    })
}

fn test_of_resident<'a>(view: &View<'a>) -> Option<&'a Event> {
    let verified = view.events(EventKind::ResidenceVerified).next_back();
    let verified = verified.filter(|e| e.outcome == Some(Outcome::Stable))?;
    let mut tests = view.events_with(EventKind::Test, Outcome::Positive);
    // The hour of either may be missing: on one day the test came first.
    tests.find(|e| e.at.date() <= verified.at.date() && undecided(view, e))
}

/// Found using, and neither taken in since, nor found addicted, nor cleared.
fn undecided(view: &View, found: &Event) -> bool {
    view.unmanaged_since(found.at.date())
        && !view.answered_with(EventKind::Determination, &[Outcome::Addicted], found.at)
        && !view.answered(&[EventKind::SuspicionCleared], found.at)
}

/// U4: from the earliest positive test or notice after the day management began (on that day it is
/// its ground), until a determination since, a new decision, or the end of the measure.
pub(super) fn decide_again(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let m = view.running(&[MeasureCode::UserManagement])?;
    let tests = view.events_with(K::Test, Outcome::Positive);
    let open = |e: &&Event| e.at.date() > m.start && !view.answered(&[K::Determination], e.at);
    let found = tests.chain(view.events(K::NoticeReceived)).filter(open);
    view.started_by(Clock::U4, found.map(|e| e.at).min()?)
}

/// U5: the month after the month it began in, or after the month of the last check since.
/// Any result is a check; a check made after missed months clears them all.
pub(super) fn residence_check(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::UserManagement])?;
    let last = view.events_since(EventKind::ResidenceCheck, m.start).next();
    let from = last.map_or(m.start, |e| e.at.date());
    let month = first_of_month(add_months(first_of_month(from), 1));
    Some(Deadline { from, shown_from: month, ..view.deadline(Clock::U5, month) })
}

/// The calendar months of a user management that ended before `on` without a residence check, by
/// their first days: what U5 no longer says once a later check was made, and the report counts. A
/// decision that follows another goes on with it: the month it begins in is due as well.
pub fn missed_checks(case: &CaseFile, measure: MeasureId, on: NaiveDate) -> Vec<NaiveDate> {
    let main: Vec<&Measure> = case.main_measures().map(|m| &m.record).collect();
    let managed = |m: &Measure| m.code == MeasureCode::UserManagement;
    let goes_on = |m: &Measure, next: &Measure| managed(m) && managed(next) && m.is_linked_to(next);
    let Some(n) = case.main_measures().position(|m| m.id == measure && managed(&m.record)) else {
        return Vec::new();
    };
    let m = main[n];
    let before = main[..=n].windows(2).rev().take_while(|pair| goes_on(pair[0], pair[1]));
    let begun = before.last().map_or(m.start, |pair| pair[0].start);
    let next = main.get(n + 1).filter(|next| goes_on(m, next));
    let end = next.map(|next| next.start).or(m.ended_on);
    let checks = case.events.iter().filter(|e| e.record.kind == EventKind::ResidenceCheck);
    let checked: HashSet<_> = checks.map(|e| first_of_month(e.record.at.date())).collect();
    let first = first_of_month(m.start).max(add_months(first_of_month(begun), 1));
    let months = std::iter::successors(Some(first), |month| Some(add_months(*month, 1)));
    let over = |month: &NaiveDate| {
        let last = last_of_month(*month);
        last < on && end.is_none_or(|end| last < end)
    };
    months.take_while(over).filter(|month| !checked.contains(month)).collect()
}

/// The earliest departure during the last main measure, one of `codes`, that the receiving commune
/// was not told of. A measure closed because the person moved still owes it.
pub(super) fn untold_departure<'a>(view: &View<'a>, codes: &[MeasureCode]) -> Option<&'a Event> {
    let m = leaving(view, codes)?;
    let mut departed = view.events_with(EventKind::Move, Outcome::Departed);
    departed.find(|e| e.at.date() >= m.start && !view.answered(&[EventKind::MoveNotified], e.at))
}

fn leaving<'a>(view: &View<'a>, codes: &[MeasureCode]) -> Option<&'a Measure> {
    let here = |m: &&Measure| m.end_reason.is_none_or(|r| r == EndReason::MovedOut);
    view.last.filter(here).filter(|m| codes.contains(&m.code))
}

/// U6a: from the departure of someone managed as a user.
pub(super) fn notify_move(view: &View) -> Option<Deadline> {
    let departed = untold_departure(view, &[MeasureCode::UserManagement])?;
    view.started_by(Clock::U6a, departed.at)
}

/// U6b: from being told that he arrived; a file sent since he left counts.
pub(super) fn send_file(view: &View) -> Option<Deadline> {
    let m = leaving(view, &[MeasureCode::UserManagement])?;
    let arrived = view.events_with(EventKind::Move, Outcome::Arrived).next_back()?;
    let left = view.events_with(EventKind::Move, Outcome::Departed).rfind(|e| e.at <= arrived.at);
    let since = left.unwrap_or(arrived);
    let open = arrived.at.date() >= m.start && !view.answered(&[EventKind::FileSent], since.at);
    open.then(|| view.started_by(Clock::U6b, arrived.at))?
}

/// U7: from the arrival of someone moving in, until he presents himself or is met.
pub(super) fn newcomer(view: &View) -> Option<Deadline> {
    let came = view.events_with(EventKind::Move, Outcome::Incoming).next_back()?;
    let seen = view.answered(&[EventKind::Presented], came.at)
        || view.answered_with(EventKind::ResidenceCheck, &[Outcome::Present], came.at)
        || view.answered_with(EventKind::Contact, &[Outcome::Met], came.at);
    (!seen).then(|| view.started_by(Clock::U7, came.at))?
}

/// U8: from a suspension, or from the day management was stopped or ended. An ending counts only
/// where the papers of that management are kept here (residence, notice, suspension or an earlier
/// sending): a list brought in has endings by the hundred and never the sending.
pub(super) fn send_ending(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let managed = view.case.main_measures().rev().map(|m| &m.record);
    let m = managed.into_iter().find(|m| m.code == MeasureCode::UserManagement)?;
    let Some(ended) = m.ended_on else {
        let suspended = view.events_since(K::Suspension, m.start).next()?;
        let open = !view.answered(&[K::DecisionSent], suspended.at);
        return open.then(|| view.started_by(Clock::U8, suspended.at))?;
    };
    let decided = m.end_reason.is_some_and(|r| {
        use EndReason as R;
        matches!(
            r,
            R::TermOver | R::Completed | R::FoundAddicted | R::SentToFacility | R::LongCustody
        )
    });
    let papers =
        [K::ResidenceVerified, K::NoticeSent, K::NoticeReceived, K::Suspension, K::DecisionSent];
    let kept = || view.has_since(&papers, add_days(m.start, -PAPERS_BEFORE));
    let open = decided && !view.has_since(&[K::DecisionSent], ended) && kept();
    open.then(|| view.started_by(Clock::U8, ended.and_time(NaiveTime::MIN)))?
}

/// T1: the end of any main measure that has a term, but for post-rehab (P4), the addicted and
/// substitution, which have none.
pub(super) fn term_over(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let m = view.running(&[
        M::UserManagement,
        M::RehabHome,
        M::RehabVoluntaryPublic,
        M::RehabVoluntaryPrivate,
        M::RehabCompulsory,
        M::RehabCompulsoryMinor,
    ])?;
    let end: NaiveDate = view.end_of_term()?;
    Some(Deadline { shown_from: m.start, ..view.deadline(Clock::T1, end) })
}
