//! The clocks of a person, one after the other. Which fact starts each and which act closes it is
//! one function a clock, in a file a family.
//!
//! The functions read the facts only: never the day they are looked at. Where a fact of the future
//! matters (a custody that ends on a known day), the deadline runs from that day and is not shown
//! before it.

use super::view::View;
use super::{Clock, ClockBook, Deadline};
use super::{addiction, compulsory, monitoring, post_rehab, unit, user};
use crate::domain::case::CaseFile;
use crate::domain::date::{add_days, end_of_day};
use crate::domain::word::{EndReason, RiskLevel};
use chrono::NaiveDate;

/// How one clock of a person follows from the facts.
type Start = fn(&View) -> Option<Deadline>;

/// The clocks of a person, in the order of the table.
pub(super) const COMPUTED: &[(Clock, Start)] = &[
    (Clock::U1, user::verify_residence),
    (Clock::U2, user::send_notice),
    (Clock::U3, user::decide),
    (Clock::U4, user::decide_again),
    (Clock::U5, user::residence_check),
    (Clock::U6a, user::notify_move),
    (Clock::U6b, user::send_file),
    (Clock::U7, user::newcomer),
    (Clock::U8, user::send_ending),
    (Clock::T1, user::term_over),
    (Clock::A1, addiction::registration),
    (Clock::A2, addiction::start),
    (Clock::A3, addiction::decision),
    (Clock::A4, addiction::certificate),
    (Clock::A5, addiction::end_notice),
    (Clock::A6, addiction::report_in),
    (Clock::A7, addiction::notify_move),
    (Clock::C1, compulsory::open_file),
    (Clock::C2, compulsory::reading),
    (Clock::C3, compulsory::send_file),
    (Clock::C4, compulsory::answer_court),
    (Clock::C5, compulsory::limitation),
    (Clock::C6a, compulsory::ask_director),
    (Clock::C6b, compulsory::assignment),
    (Clock::C6c, compulsory::deliver),
    (Clock::P1, post_rehab::completion_notice),
    (Clock::P2, post_rehab::proposal),
    (Clock::P3, post_rehab::notify_move),
    (Clock::P4, post_rehab::closing_certificate),
    (Clock::E1, monitoring::decide),
    (Clock::E2, monitoring::fit),
    (Clock::E3, monitoring::waiver),
    (Clock::L1, post_rehab::look_back),
    (Clock::F1, unit::follow_up),
    (Clock::F2, unit::risk_review),
];

/// The running clocks of a person, in the order of the table; at most one of each.
///
/// A death, a move out, prison or being declared missing at the end of the last main measure
/// closes them all, and so does a death or that declaration recorded while no measure is open; but
/// for what is still owed to the place someone moved to, and for what is found after he came back. `risk` is the level in force (`None` while not assessed): it sets the
/// pace of F1 and F2 and nothing else.
pub fn deadlines(case: &CaseFile, book: &ClockBook, risk: Option<RiskLevel>) -> Vec<Deadline> {
    let view = View::of(case, book, risk);
    match gone(&view) {
        None => running(&view, |_| true),
        Some(Gone::For(reason)) => running(&view, |clock| outlives(clock, reason)),
        Some(Gone::MissingSince(day)) => {
            // Only what is found after that day is work again.
            let mut since = case.clone();
            since.events.retain(|e| e.record.at.date() >= day);
            let found = View::of(&since, book, risk);
            running(&found, |clock| outlives(clock, EndReason::Missing))
        }
    }
}

fn running(view: &View, wanted: impl Fn(Clock) -> bool) -> Vec<Deadline> {
    let one = |(clock, start): &(Clock, Start)| {
        let laws = &view.book.clocks.get(*clock).laws;
        let governed = view.last.is_none_or(|m| laws.contains(&m.law));
        if governed && wanted(*clock) { start(view) } else { None }
    };
    COMPUTED.iter().filter_map(one).collect()
}

/// Why nothing runs any more.
enum Gone {
    /// The end of the last main measure, or a death.
    For(EndReason),
    /// Declared missing on a day while no measure was open.
    MissingSince(NaiveDate),
}

/// Whether everything is closed. A measure that runs is closed with its reason first: a death or
/// declaration brought in beside it stops nothing, so that nobody forgets to end it.
fn gone(view: &View) -> Option<Gone> {
    if view.last.is_some_and(|m| m.ended_on.is_none()) {
        return None;
    }
    if view.case.died_on().is_some() {
        return Some(Gone::For(EndReason::Death));
    }
    let ended = view.last.and_then(|m| m.end_reason).filter(|r| r.closes_everything());
    ended.map(Gone::For).or_else(|| view.case.missing_since().map(Gone::MissingSince))
}

/// Which clocks outlive an end that closes everything.
fn outlives(clock: Clock, reason: EndReason) -> bool {
    let owed = matches!(clock, Clock::U6a | Clock::U6b | Clock::A7 | Clock::P3);
    let found = matches!(clock, Clock::U1 | Clock::U2 | Clock::U3 | Clock::U7);
    match reason {
        EndReason::MovedOut => owed || found,
        EndReason::Prison | EndReason::Missing => found,
        _ => false,
    }
}

/// R1: the report of a period, due so many days after its cut-off, until it is recorded as sent.
pub fn report_deadline(
    period_to: NaiveDate,
    sent: Option<NaiveDate>,
    book: &ClockBook,
) -> Option<Deadline> {
    if sent.is_some() {
        return None;
    }
    let period =
        book.clocks.get(Clock::R1).limit.period(end_of_day(period_to), None, &book.calendar);
    Some(Deadline {
        clock: Clock::R1,
        due: period.due,
        shown_from: add_days(period_to, 1),
        from: period_to,
        holidays_unknown: period.holidays_unknown,
    })
}
