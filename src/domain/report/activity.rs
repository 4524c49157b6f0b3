//! What the station did in the period, and what happened: the flat counters of `report --json`.

#[cfg(doc)]
use super::interval::Reach;
use super::interval::{Interval, Run, runs};
use super::row::ReportRow;
use crate::domain::date::{Period, add_months, first_of_month, last_of_month};
use crate::domain::deadline::Clock;
use crate::domain::id::PersonId;
use crate::domain::person::fields;
use crate::domain::word::{EndReason, EventKind, Lang, OccupationGroup, Outcome, Word};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::RangeInclusive;

fields! {
    /// A counter, in the order of the report. `overdue_<CLOCK>` is not here: it comes by clock.
    ///
    Counter {
        Tests = "tests", "Xét nghiệm", "Tests";
        TestsPositive = "tests_positive", "Xét nghiệm dương tính", "Tests, positive";
        ResidenceChecksDue = "residence_checks_due", "Lượt phải kiểm tra cư trú", "Residence checks due";
        ResidenceChecksDone = "residence_checks_done", "Lượt đã kiểm tra cư trú đúng hạn (trong tháng)", "Residence checks done, on time (in their month)";
        Contacts = "contacts", "Lượt gặp", "Contacts";
        ContactsNotHome = "contacts_not_home", "Lượt gặp: không có nhà", "Contacts: nobody home";
        ContactsRefused = "contacts_refused", "Lượt gặp: từ chối", "Contacts: refused";
        Counselling = "counselling", "Lượt tư vấn", "Counselling";
        SupportSchooling = "support_schooling", "Hỗ trợ học văn hóa", "Support: schooling";
        SupportTraining = "support_training", "Hỗ trợ học nghề", "Support: training";
        SupportLoan = "support_loan", "Hỗ trợ vay vốn", "Support: loan";
        SupportJob = "support_job", "Hỗ trợ việc làm", "Support: job";
        SupportPapers = "support_papers", "Hỗ trợ giấy tờ", "Support: papers";
        SupportHealth = "support_health", "Hỗ trợ y tế", "Support: health";
        SupportOther = "support_other", "Hỗ trợ khác", "Support: other";
        DetectedNew = "detected_new", "Phát hiện mới, chưa có trong danh sách nào", "Newly detected, on no list before";
        Relapses = "relapses", "Tái nghiện", "Relapses";
        SelfTerminations = "self_terminations", "Tự ý chấm dứt", "Self-terminations";
        Violations = "violations", "Vi phạm", "Violations";
        CompulsoryFilesOpened = "compulsory_files_opened", "Hồ sơ đề nghị cai nghiện bắt buộc đã lập", "Compulsory files opened";
        CompulsoryFilesSent = "compulsory_files_sent", "Hồ sơ đề nghị cai nghiện bắt buộc đã gửi", "Compulsory files sent";
        MonitoringOn = "monitoring_on", "Bắt đầu giám sát điện tử", "Monitoring on";
        MonitoringOff = "monitoring_off", "Kết thúc giám sát điện tử", "Monitoring off";
        PostRehabEndedWithWork = "post_rehab_ended_with_work", "Kết thúc quản lý sau cai, có việc làm", "Post-rehab ended, with work";
        PostRehabEndedWithoutWork = "post_rehab_ended_without_work", "Kết thúc quản lý sau cai, không có việc làm", "Post-rehab ended, without work";
    }
}

/// An event as far as counting needs it. The stream comes in [`ActivityEvent::order`] and begins at
/// [`Reach::events_from`]. Where monitoring is kept as a measure, its start and end belong into the
/// stream as `monitoring` `on` and `off`; the same change of a person on one day counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityEvent {
    /// Whose.
    pub person: PersonId,
    /// Which kind.
    pub kind: EventKind,
    /// Its result.
    pub outcome: Option<Outcome>,
    /// The day.
    pub at: NaiveDate,
}

impl ActivityEvent {
    /// The order counting needs: by person and day; what is alike on one day stands together.
    pub fn order(&self) -> (PersonId, NaiveDate, u8, Option<u8>) {
        (self.person, self.at, self.kind as u8, self.outcome.map(|outcome| outcome as u8))
    }
}

/// A person whose first detection may lie in the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detection {
    /// First detected (of a partly known date its first day).
    pub on: NaiveDate,
    /// The start of his first main measure here, entries by mistake aside.
    pub listed_on: Option<NaiveDate>,
    /// That measure says "chuyển đến": he was on another unit's list.
    pub moved_in: bool,
}

/// What is counted beside measures and events.
pub struct ActivityFacts<D, O> {
    /// People by their first detection, in any order; those outside the period are passed over.
    pub detections: D,
    /// A person's occupation group, asked for those whose post-rehab ended in the period.
    pub occupation: O,
    /// Overdue duty clocks at the period's end, counted by whoever computes clocks.
    pub overdue: BTreeMap<Clock, Overdue>,
}

/// How many clocks of one kind were overdue, and what the clock asks for, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// How many.
    pub count: u64,
    /// What must happen, (vi, en), from the clock's rule.
    pub what: (String, String),
}

/// The counters of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    counts: [u64; Counter::ALL.len()],
    overdue: BTreeMap<Clock, Overdue>,
}

impl Activity {
    /// A counter.
    pub fn count(&self, counter: Counter) -> u64 {
        self.counts[counter as usize]
    }

    /// Overdue clocks of one kind; `None` where it was not given.
    pub fn overdue(&self, clock: Clock) -> Option<u64> {
        self.overdue.get(&clock).map(|o| o.count)
    }

    /// Every counter as key, label and count, in the order of the report.
    pub fn entries(&self, lang: Lang) -> Vec<(String, String, u64)> {
        let entry = |&c: &Counter| (c.code().to_owned(), c.label(lang).to_owned(), self.count(c));
        let (before, after) = Counter::ALL.split_at(Counter::PostRehabEndedWithWork as usize);
        let overdue = self.overdue.iter().map(|(clock, o)| {
            let label =
                format!("{}: {}", lang.pick("Quá hạn", "Overdue"), lang.pick(&o.what.0, &o.what.1));
            (format!("overdue_{}", clock.code()), label, o.count)
        });
        before.iter().map(entry).chain(overdue).chain(after.iter().map(entry)).collect()
    }

    fn raise(&mut self, counter: Counter) {
        self.counts[counter as usize] += 1;
    }
}

/// Counts a period's activity.
///
/// - Residence checks: one is due for each calendar month that ends within the period and that a
///   person spent under user management to its last day, the month it started excepted (D163
///   Đ61.1a); a new decision right after the old one continues the management. Done = any check
///   of that person in that month, whatever was found.
/// - A support with no kind given counts as other, so that none is lost.
/// - Detected new: first detection in the period and no main measure here before that day, nor
///   moved in from another unit's list.
/// - Self-terminations: main measures closed with that reason, also where another followed.
/// - Post-rehab ended: completed or term over. With work = occupation group stable, unstable or
///   other; without = none, pupil or student, unknown.
pub fn activity<D, O>(
    period: Period,
    measures: impl Iterator<Item = Interval>,
    events: impl Iterator<Item = ActivityEvent>,
    facts: ActivityFacts<D, O>,
) -> Activity
where
    D: Iterator<Item = Detection>,
    O: FnMut(PersonId) -> Option<OccupationGroup>,
{
    let (from, to) = (period.from(), period.to());
    let within = |day: NaiveDate| (from..=to).contains(&day);
    let mut tally = Activity { counts: [0; Counter::ALL.len()], overdue: facts.overdue };
    for detection in facts.detections {
        if within(detection.on)
            && !detection.moved_in
            && detection.listed_on.is_none_or(|l| l >= detection.on)
        {
            tally.raise(Counter::DetectedNew);
        }
    }
    let self_terminated = std::cell::Cell::new(0);
    let measures = measures.inspect(|m| {
        if m.end_reason == Some(EndReason::SelfTerminated) && m.ended_on.is_some_and(within) {
            self_terminated.update(|n| n + 1);
        }
    });
    let mut occupation = facts.occupation;
    let rest = events.peekable();
    let mut events =
        Events { days: from..=to, months: months_of(period), rest, last_monitoring: None };
    let mut current: Option<(PersonId, u16)> = None;
    for run in runs(measures) {
        let person = run.span.person;
        let checked = match current {
            Some((same, months)) if same == person => months,
            _ => events.count_until(person, &mut tally),
        };
        current = Some((person, checked));
        residence_checks(&events.months, &run, checked, &mut tally);
        let over = matches!(run.span.end_reason, Some(EndReason::Completed | EndReason::TermOver));
        if run.span.row.is_post_rehab() && over && run.span.ended_on.is_some_and(within) {
            tally.raise(match occupation(person) {
                Some(
                    OccupationGroup::Stable | OccupationGroup::Unstable | OccupationGroup::Other,
                ) => Counter::PostRehabEndedWithWork,
                Some(OccupationGroup::None | OccupationGroup::Student) | None => {
                    Counter::PostRehabEndedWithoutWork
                }
            });
        }
    }
    events.count_until(PersonId(i64::MAX), &mut tally);
    tally.counts[Counter::SelfTerminations as usize] = self_terminated.get();
    tally
}

/// First and last days of the calendar months that end within the period, at most 12.
fn months_of(period: Period) -> Vec<(NaiveDate, NaiveDate)> {
    let first = first_of_month(period.from());
    let starts = (0..period.months()).map(|n| add_months(first, n));
    starts.map(|start| (start, last_of_month(start))).collect()
}

fn residence_checks(
    months: &[(NaiveDate, NaiveDate)],
    run: &Run,
    checked: u16,
    tally: &mut Activity,
) {
    if run.span.row != ReportRow::UserManagement {
        return;
    }
    for (n, &(first, last)) in months.iter().enumerate() {
        if run.span.start < first && run.span.is_active_on(last) {
            tally.raise(Counter::ResidenceChecksDue);
            if checked & (1 << n) != 0 {
                tally.raise(Counter::ResidenceChecksDone);
            }
        }
    }
}

struct Events<I: Iterator<Item = ActivityEvent>> {
    days: RangeInclusive<NaiveDate>,
    months: Vec<(NaiveDate, NaiveDate)>,
    rest: Peekable<I>,
    last_monitoring: Option<ActivityEvent>,
}

impl<I: Iterator<Item = ActivityEvent>> Events<I> {
    /// Counts the events of everyone up to `person`, and returns in which of the period's months
    /// that person's residence was checked.
    fn count_until(&mut self, person: PersonId, tally: &mut Activity) -> u16 {
        let mut checked = 0;
        while let Some(event) = self.rest.next_if(|e| e.person <= person) {
            if event.person == person && event.kind == EventKind::ResidenceCheck {
                let month = self
                    .months
                    .iter()
                    .position(|(first, last)| (first..=last).contains(&&event.at));
                checked |= month.map_or(0, |n| 1 << n);
            }
            if self.days.contains(&event.at) {
                self.count(event, tally);
            }
        }
        checked
    }

    fn count(&mut self, event: ActivityEvent, tally: &mut Activity) {
        use EventKind as K;
        match event.kind {
            K::Test => {
                tally.raise(Counter::Tests);
                if event.outcome == Some(Outcome::Positive) {
                    tally.raise(Counter::TestsPositive);
                }
            }
            K::Contact => {
                tally.raise(Counter::Contacts);
                match event.outcome {
                    Some(Outcome::NotHome) => tally.raise(Counter::ContactsNotHome),
                    Some(Outcome::Refused) => tally.raise(Counter::ContactsRefused),
                    _ => {}
                }
            }
            K::Counselling => tally.raise(Counter::Counselling),
            K::Support => tally.raise(support(event.outcome)),
            K::Relapse => tally.raise(Counter::Relapses),
            K::Violation => tally.raise(Counter::Violations),
            K::Monitoring => {
                let again = self.last_monitoring.replace(event) == Some(event);
                match event.outcome {
                    Some(Outcome::On) if !again => tally.raise(Counter::MonitoringOn),
                    Some(Outcome::Off) if !again => tally.raise(Counter::MonitoringOff),
                    _ => {}
                }
            }
            K::CompulsoryOpened => tally.raise(Counter::CompulsoryFilesOpened),
            K::CompulsorySent => tally.raise(Counter::CompulsoryFilesSent),
            // Residence checks are counted by person and month, not by event; the other kinds have
            // no counter.
            _ => {}
        }
    }
}

fn support(outcome: Option<Outcome>) -> Counter {
    match outcome {
        Some(Outcome::Schooling) => Counter::SupportSchooling,
        Some(Outcome::Training) => Counter::SupportTraining,
        Some(Outcome::Loan) => Counter::SupportLoan,
        Some(Outcome::Job) => Counter::SupportJob,
        Some(Outcome::Papers) => Counter::SupportPapers,
        Some(Outcome::Health) => Counter::SupportHealth,
        _ => Counter::SupportOther,
    }
}

#[cfg(test)]
#[path = "activity_tests.rs"]
mod tests;
