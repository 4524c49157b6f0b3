//! C1–C6: the compulsory file, the court, and the way to the facility.

use super::view::View;
use super::{Clock, Deadline};
use crate::domain::case::Event;
use crate::domain::date::add_days;
use crate::domain::word::{EventKind, MeasureCode, Outcome, ViolationStep};
use chrono::{NaiveDateTime, NaiveTime};

/// Whether the road has left the file behind since `at`: the court decided, or another measure
/// began. Standing as addicted changes nothing.
fn overtaken(view: &View, at: NaiveDateTime) -> bool {
    view.answered(&[EventKind::CourtDecision], at) || elsewhere(view, at)
}

/// Whether a measure began since that is no standing: compulsory rehab from that day on, any other
/// from the day after (on the day itself it is the one that was broken).
fn elsewhere(view: &View, at: NaiveDateTime) -> bool {
    let day = at.date();
    view.main_from(day)
        .any(|m| is_compulsory(m.code) || m.start > day && m.code != MeasureCode::Addicted)
}

fn is_compulsory(code: MeasureCode) -> bool {
    matches!(code, MeasureCode::RehabCompulsory | MeasureCode::RehabCompulsoryMinor)
}

/// The last time a ground arose: recorded as such, or a violation answered with the last step of
/// its ladder.
fn ground<'a>(view: &View<'a>) -> Option<&'a Event> {
    let recorded = view.events(EventKind::CompulsoryGround).next_back();
    let last_step = |e: &&Event| e.detail.step == Some(ViolationStep::Compulsory);
    let violation = view.events(EventKind::Violation).rfind(last_step);
    [recorded, violation].into_iter().flatten().max_by_key(|e| e.at)
}

/// C1: from the ground, until the file is opened.
pub(super) fn open_file(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let ground = ground(view)?;
    let closed = view
        .answered(&[K::CompulsoryOpened, K::CompulsoryNotified, K::CompulsorySent], ground.at)
        || overtaken(view, ground.at);
    (!closed).then(|| view.started_by(Clock::C1, ground.at))?
}

/// The notice whose reading period runs or has run, while the file is not sent.
fn notified<'a>(view: &View<'a>) -> Option<&'a Event> {
    let notice = view.events(EventKind::CompulsoryNotified).next_back()?;
    let closed =
        view.answered(&[EventKind::CompulsorySent], notice.at) || overtaken(view, notice.at);
    (!closed).then_some(notice)
}

/// C2: the person may read the file, until it is sent.
pub(super) fn reading(view: &View) -> Option<Deadline> {
    view.started_by(Clock::C2, notified(view)?.at)
}

/// C3: from the end of the reading period, shown from the day after.
pub(super) fn send_file(view: &View) -> Option<Deadline> {
    let reading = reading(view)?;
    let over = reading.due.date();
    let sent = view.started_by(Clock::C3, over.and_time(NaiveTime::MIN))?;
    let holidays_unknown = sent.holidays_unknown || reading.holidays_unknown;
    Some(Deadline { shown_from: add_days(over, 1), holidays_unknown, ..sent })
}

/// C4: from the court's last request, until it is answered or the court decides.
pub(super) fn answer_court(view: &View) -> Option<Deadline> {
    let request = view.events(EventKind::CourtRequest).next_back()?;
    let closed =
        view.answered(&[EventKind::CourtAnswered], request.at) || overtaken(view, request.at);
    (!closed).then(|| view.started_by(Clock::C4, request.at))?
}

/// C5: where there is a ground, from the last violation (the ground itself where none is
/// recorded), anew from the end of an evasion; until the file is sent.
pub(super) fn limitation(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let ground = ground(view)?;
    let violation = view.events(K::Violation).next_back();
    let evasion = view.events(K::EvasionEnded).next_back();
    let from = [Some(ground), violation, evasion].into_iter().flatten().map(|e| e.at).max()?;
    let closed = view.answered(&[K::CompulsorySent], ground.at) || overtaken(view, ground.at);
    (!closed).then(|| view.started_by(Clock::C5, from))?
}

/// The court's decision to send him, while he is not there and no other measure began.
fn granted<'a>(view: &View<'a>) -> Option<&'a Event> {
    let decision = view.events(EventKind::CourtDecision).next_back()?;
    let open = decision.outcome == Some(Outcome::Granted)
        && !view.answered(&[EventKind::Delivered], decision.at)
        && view.main_from(add_days(decision.at.date(), 1)).all(|m| {
            is_compulsory(m.code) && m.ended_on.is_none() || m.code == MeasureCode::Addicted
        });
    open.then_some(decision)
}

/// C6a: from the court's decision, until the provincial director is asked.
pub(super) fn ask_director(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let decision = granted(view)?;
    let asked = view.answered(&[K::DirectorAsked, K::DirectorAssigned], decision.at);
    (!asked).then(|| view.started_by(Clock::C6a, decision.at))?
}

/// C6b: from the request, until the director assigns a facility.
pub(super) fn assignment(view: &View) -> Option<Deadline> {
    let decision = granted(view)?;
    let asked = view.events_since(EventKind::DirectorAsked, decision.at.date()).next()?;
    let assigned = view.answered(&[EventKind::DirectorAssigned], asked.at);
    (!assigned).then(|| view.started_by(Clock::C6b, asked.at))?
}

/// C6c: from the assignment, until he is delivered.
pub(super) fn deliver(view: &View) -> Option<Deadline> {
    let decision = granted(view)?;
    let assigned = view.events_since(EventKind::DirectorAssigned, decision.at.date()).next()?;
    view.started_by(Clock::C6c, assigned.at)
}
