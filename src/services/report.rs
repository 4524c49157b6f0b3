//! Báo cáo: a period's tables, counted from the file.

use super::at_end::AtEnd;
use super::derive::Derived;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::CaseFile;
use crate::domain::date::Period;
use crate::domain::deadline::{Clock, ClockKind};
use crate::domain::id::PersonId;
use crate::domain::report::{
    ActivityEvent, ActivityFacts, Detection, Interval, Overdue, OwnWork, Reach, Report,
    ReportingUnit, activity, add_own_work, own_work, stock_flow,
};
use crate::storage::StorageError;
use std::collections::BTreeMap;

/// Parts of a report between which it can be stopped.
const REPORT_PARTS: usize = 6;

/// What hears of each case file.
pub(super) type Also<'a> = dyn FnMut(&AtEnd, &CaseFile, &Derived) + 'a;
type OfCaseFiles = (BTreeMap<Clock, Overdue>, OwnWork);

impl Registry {
    /// The tables of a period. `with_cases` also counts the clocks that were overdue at its end and
    /// the unit's own work, which reads every case file; the screen of the table does without.
    pub fn report(&mut self, period: Period, with_cases: bool) -> Result<Report, Failure> {
        self.permit(Duty::ReadReport)?;
        let mut nobody = |_: &AtEnd, _: &CaseFile, _: &Derived| ();
        self.report_also(period, with_cases.then_some(&mut nobody as &mut Also))
    }

    /// The same; with case files, where somebody hears of each.
    pub(super) fn report_also(
        &mut self,
        period: Period,
        also: Option<&mut Also>,
    ) -> Result<Report, Failure> {
        self.permit_look(Duty::ReadReport, &period.to_string())?;
        let today = self.now().date();
        let reach = Reach::of(period);
        let mut intervals: Vec<Interval> = Vec::new();
        let listed = self.store.each_interval(reach.ended_from, |i| intervals.push(i))?;
        let listing =
            |id: PersonId| listed.binary_search_by_key(&id, |l| l.person).ok().map(|i| listed[i]);
        self.watch.step(1, REPORT_PARTS)?;
        let people = self.store.packed_people()?;
        let monitored = self.store.monitored_on(period.to())?;
        let attributes = |id: PersonId| {
            let found = people.binary_search_by_key(&id, |p| p.person).ok()?;
            people[found].attributes(period.to(), monitored.binary_search(&id).is_ok()).ok()
        };
        self.watch.step(2, REPORT_PARTS)?;
        let stock = stock_flow(period, intervals.iter().copied(), attributes)?;
        self.watch.step(3, REPORT_PARTS)?;
        let mut events: Vec<ActivityEvent> = Vec::new();
        self.store.each_activity(reach.events_from, period.to(), |e| events.push(e))?;
        self.watch.step(4, REPORT_PARTS)?;
        events.sort_unstable_by_key(ActivityEvent::order);
        let detected = people
            .iter()
            .map(|p| Ok((p.person, p.detected_on()?)))
            .collect::<Result<Vec<_>, StorageError>>()?;
        let detections = detected.iter().filter_map(|(person, detected_on)| {
            let first = listing(*person);
            Some(Detection {
                on: (*detected_on)?.first_day(),
                listed_on: first.map(|l| l.on),
                moved_in: first.is_some_and(|l| l.moved_in),
            })
        });
        let (overdue, own) =
            also.map_or_else(|| Ok(Default::default()), |also| self.of_case_files(period, also))?;
        let facts = ActivityFacts {
            detections,
            occupation: |id| attributes(id).and_then(|a| a.occupation),
            overdue,
        };
        self.watch.step(5, REPORT_PARTS)?;
        let activity = activity(period, intervals.iter().copied(), events.into_iter(), facts);
        let cleared = self.store.cleared_by(period.to())?;
        let suspected = detected
            .iter()
            .filter(|(person, detected_on)| {
                listing(*person).is_none_or(|first| first.on > period.to())
                    && cleared.binary_search(person).is_err()
                    && detected_on.is_none_or(|d| d.first_day() <= period.to())
            })
            .count() as u64;
        let unit = ReportingUnit { code: self.unit.code.clone(), name: self.unit.name.clone() };
        let mut report = Report::new(unit, period, today, stock, suspected, activity);
        report.programme = self.programme(period)?;
        report.own = own;
        Ok(report)
    }

    /// What only the case files tell: duty clocks overdue at the end of the period's last day, by
    /// code (every duty clock that is computed has an entry), and the unit's own work. `also` hears of
    /// each file what is derived from it.
    fn of_case_files(&self, period: Period, also: &mut Also) -> Result<OfCaseFiles, Failure> {
        let end = self.at_end(period);
        let clocks = &end.book.clock_book.clocks;
        let none = |clock: Clock| {
            let rule = clocks.get(clock);
            Overdue { count: 0, what: (rule.what_vi.clone(), rule.what_en.clone()) }
        };
        let duty = |c: &&Clock| clocks.get(**c).kind == ClockKind::Duty && c.is_computed();
        let mut counts: BTreeMap<Clock, Overdue> =
            Clock::ALL.iter().filter(duty).map(|c| (*c, none(*c))).collect();
        let mut own = own_work();
        let visits = clocks.get(Clock::F1);
        self.each_case(&end, |case| {
            let derived = end.derive(case);
            add_own_work(&mut own, case, (period, end.on), (visits, derived.level()));
            for deadline in derived.deadlines.iter().filter(|d| end.overdue(d)) {
                counts.entry(deadline.clock).or_insert_with(|| none(deadline.clock)).count += 1;
            }
            also(&end, case, &derived);
        })?;
        Ok((counts, own))
    }
}
