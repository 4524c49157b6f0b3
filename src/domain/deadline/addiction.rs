//! A1–A7: from being told of the result to voluntary rehab and back.

use super::user::untold_departure;
use super::view::View;
use super::{Clock, Deadline};
use crate::domain::word::{EventKind, MeasureCode, Outcome};
use chrono::NaiveDate;

/// What voluntary rehab or treatment can be; compulsory rehab makes waiting for it idle too.
const TREATED: &[MeasureCode] = &[
    MeasureCode::RehabHome,
    MeasureCode::RehabVoluntaryPublic,
    MeasureCode::RehabVoluntaryPrivate,
    MeasureCode::RehabCompulsory,
    MeasureCode::RehabCompulsoryMinor,
    MeasureCode::Substitution,
];

/// A1: from the last time he was told the result, until he registers, treatment begins, or a
/// compulsory file is opened; not where the last determination says he is not addicted.
pub(super) fn registration(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let told = view.events(K::ResultTold).next_back()?;
    let result = view.events(K::Determination).next_back().and_then(|e| e.outcome);
    let closed = result == Some(Outcome::NotAddicted)
        || view.answered(&[K::RehabRegistration, K::RehabDecision, K::CompulsoryOpened], told.at)
        || view.began_since(TREATED, told.at.date());
    (!closed).then(|| view.started_by(Clock::A1, told.at))?
}

/// A2: from the decision on voluntary rehab, until he is received.
pub(super) fn start(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let decided = view.events(K::RehabDecision).next_back()?;
    let received = view.began_since(TREATED, decided.at.date())
        || view.answered(&[K::RehabStage, K::Attendance, K::CompulsoryOpened], decided.at);
    (!received).then(|| view.started_by(Clock::A2, decided.at))?
}

/// A3: from the registration, until the decision or, for substitution, the clinic's reception.
pub(super) fn decision(view: &View) -> Option<Deadline> {
    use EventKind as K;
    let registered = view.events(K::RehabRegistration).next_back()?;
    let decided = view.answered(&[K::RehabDecision, K::Attendance], registered.at)
        || view.began_since(TREATED, registered.at.date());
    (!decided).then(|| view.started_by(Clock::A3, registered.at))?
}

/// A4: while someone stands as addicted, from the last determination that found him so.
pub(super) fn certificate(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::Addicted])?;
    let issued = view.events_with(EventKind::Determination, Outcome::Addicted).next_back();
    Some(view.deadline(Clock::A4, issued.map_or(m.start, |e| e.at.date())))
}

/// A5: before the end of home rehab. Both notices are Mẫu 51 and close it (D163 Đ93.2).
pub(super) fn end_notice(view: &View) -> Option<Deadline> {
    let m = view.running(&[MeasureCode::RehabHome])?;
    let given = view.has_since(&[EventKind::EndNotice, EventKind::CompletionNotice], m.start);
    let end: NaiveDate = view.end_of_term()?;
    (!given).then(|| view.deadline(Clock::A5, end))
}

/// A6: from the certificate of a private facility, until he reports or post-rehab begins.
pub(super) fn report_in(view: &View) -> Option<Deadline> {
    let certificate = view.events(EventKind::RehabCertificate).next_back()?;
    let reported = view.answered(&[EventKind::ReportedIn], certificate.at)
        || view.began_since(&[MeasureCode::PostRehab], certificate.at.date());
    (!reported).then(|| view.started_by(Clock::A6, certificate.at))?
}

/// A7: from the departure of an addict at home. Post-rehab, which L120 Đ48.2 also names, is P3:
/// one move is one line.
pub(super) fn notify_move(view: &View) -> Option<Deadline> {
    use MeasureCode as M;
    let departed = untold_departure(view, &[M::Addicted, M::RehabHome, M::Substitution])?;
    view.started_by(Clock::A7, departed.at)
}
