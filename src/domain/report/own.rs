//! What the unit counts for itself and does not send: counters of `domain.md` §7 for which the form
//! of the package has no key (`docs/adr/0025`). They stand on the commune's own report only.

use crate::domain::case::{CaseFile, Measure};
use crate::domain::date::{Period, add_days, last_of_month};
use crate::domain::deadline::{ClockRule, FOLLOWED, missed_checks};
use crate::domain::person::fields;
use crate::domain::word::{EventKind, RiskLevel, ViolationStep, Word};
use chrono::NaiveDate;
use std::collections::BTreeMap;

fields! {
    /// A counter of the commune's own.
    OwnCounter {
        VisitsDue = "visits_due", "Lượt phải gặp gỡ, thăm hỏi", "Visits due";
        ResidenceChecksLate = "residence_checks_late", "Lượt kiểm tra cư trú lỡ tháng, sau đó đã kiểm tra", "Residence checks missed in their month, made later";
        ViolationsReminder = "violations_reminder", "Vi phạm: nhắc nhở", "Violations: reminder";
        ViolationsReview = "violations_review", "Vi phạm: kiểm điểm", "Violations: review";
        ViolationsCompulsory = "violations_compulsory", "Vi phạm: lập hồ sơ cai nghiện bắt buộc", "Violations: compulsory file";
        ViolationsNoStep = "violations_no_step", "Vi phạm: chưa ghi hình thức xử lý", "Violations: no step recorded";
    }
}

/// The counters of a period, each of them given; empty where case files were not read.
pub type OwnWork = BTreeMap<OwnCounter, u64>;

/// Nothing counted yet.
pub fn own_work() -> OwnWork {
    OwnCounter::ALL.iter().map(|counter| (*counter, 0)).collect()
}

/// Adds what one case file, as it was known at the end of `until`, tells of the period.
///
/// - Visits due: from the start of a followed measure one every so many days as clock F1 gives for
///   the level of risk of `until`, each counted on its day while the measure runs and the person is
///   not in custody. Early or late visits do not move these days, so months add up while the level
///   stays.
/// - Residence checks made late: calendar months that count as due and not done, with a check since.
///   Due − done − late were never made.
/// - Violations by the step taken.
pub fn add_own_work(
    work: &mut OwnWork,
    case: &CaseFile,
    (period, until): (Period, NaiveDate),
    visits: (&ClockRule, Option<RiskLevel>),
) {
    let days = period.from()..=until;
    let mut add = |counter, n| *work.entry(counter).or_default() += n;
    for m in case.main_measures() {
        let due = visit_days(&m.record, visits, until).filter(|day| days.contains(day));
        add(OwnCounter::VisitsDue, due.filter(|day| !in_custody(case, *day)).count() as u64);
        let missed = missed_checks(case, m.id, add_days(until, 1)).into_iter().map(last_of_month);
        let late = missed.filter(|last| days.contains(last) && checked_after(case, *last));
        add(OwnCounter::ResidenceChecksLate, late.count() as u64);
    }
    let violations = case.events.iter().map(|e| &e.record);
    for event in violations.filter(|e| e.kind == EventKind::Violation) {
        if days.contains(&event.at.date()) {
            let step = match event.detail.step {
                Some(ViolationStep::Reminder) => OwnCounter::ViolationsReminder,
                Some(ViolationStep::Review) => OwnCounter::ViolationsReview,
                Some(ViolationStep::Compulsory) => OwnCounter::ViolationsCompulsory,
                None => OwnCounter::ViolationsNoStep,
            };
            add(step, 1);
        }
    }
}

/// The days up to `until` on which a visit of someone under this measure is due.
fn visit_days(
    measure: &Measure,
    (rule, level): (&ClockRule, Option<RiskLevel>),
    until: NaiveDate,
) -> impl Iterator<Item = NaiveDate> {
    let pace = rule.limit.days_by_risk(level).filter(|_| FOLLOWED.contains(&measure.code));
    let next = move |day: NaiveDate| pace.map(|pace| pace.after(day));
    let days = std::iter::successors(next(measure.start), move |day| next(*day));
    let from = rule.in_force_from;
    days.take_while(move |day| *day <= until && measure.is_active_on(*day))
        .filter(move |day| *day >= from)
}

fn in_custody(case: &CaseFile, day: NaiveDate) -> bool {
    let custody = case.events.iter().map(|e| &e.record).filter(|e| e.kind == EventKind::Custody);
    custody.into_iter().any(|e| e.at.date() <= day && e.until.is_none_or(|until| day <= until))
}

fn checked_after(case: &CaseFile, day: NaiveDate) -> bool {
    let mut events = case.events.iter().map(|e| &e.record);
    events.any(|e| e.kind == EventKind::ResidenceCheck && e.at.date() > day)
}
