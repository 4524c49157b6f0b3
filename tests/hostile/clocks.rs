//! The work list once more, written from the words of `domain.md` §3 "How clocks show" and from
//! nothing else: random histories are judged on random days and compared.

use super::counting::{cases, life, tell, today};
use super::tiny::{Tiny, refusals};
use crate::stories::desk::Desk;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use hoso::domain::case::{CaseFile, Measure};
use hoso::domain::date::parse_day;
use hoso::domain::id::FileNo;
use hoso::domain::word::{EndReason, EventKind, MeasureCode, Outcome, RiskLevel};
use hoso::services::view::{PeopleQuery, TodayGroup};
use proptest::prelude::*;

use MeasureCode as M;

/// The clocks told here.
const TOLD: [&str; 8] = ["U5", "T1", "A4", "A5", "P1", "P2", "P4", "F1"];

const OFF: [&str; 24] = [
    "01/01/2026",
    "02/01/2026",
    "16/02/2026",
    "17/02/2026",
    "18/02/2026",
    "19/02/2026",
    "20/02/2026",
    "27/04/2026",
    "30/04/2026",
    "01/05/2026",
    "31/08/2026",
    "01/09/2026",
    "02/09/2026",
    "24/11/2026",
    "01/01/2027",
    "05/02/2027",
    "08/02/2027",
    "09/02/2027",
    "10/02/2027",
    "11/02/2027",
    "16/04/2027",
    "30/04/2027",
    "03/05/2027",
    "02/09/2027",
];
const WORKED: [&str; 2] = ["10/01/2026", "22/08/2026"];

fn is_worked(day: NaiveDate) -> bool {
    let listed = |days: &[&str]| days.iter().any(|d| parse_day(d) == Ok(day));
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        listed(&WORKED)
    } else {
        !listed(&OFF)
    }
}

/// The n-th working day after `from`.
fn working_days(from: NaiveDate, n: usize) -> NaiveDate {
    let after = (1..).map(|i| from + Days::new(i));
    after.filter(|d| is_worked(*d)).nth(n - 1).unwrap()
}

/// The first of the last three working days of a term that ends with `end`.
fn last_three(end: NaiveDate) -> NaiveDate {
    (0..).map(|i| end - Days::new(i)).filter(|d| is_worked(*d)).nth(2).unwrap()
}

fn month_end(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap() + Months::new(1) - Days::new(1)
}

fn next_month(first: NaiveDate) -> NaiveDate {
    first + Months::new(1)
}

/// What the registry knows of a person at the end of `on`.
struct Known {
    /// Main measures by start; who was entered by mistake never was.
    mains: Vec<Measure>,
    events: Vec<(EventKind, NaiveDate, Option<Outcome>)>,
    on: NaiveDate,
    /// Days between contacts at the level the list shows (`domain.md` §3, F1).
    pace: u64,
}

impl Known {
    fn of(case: &CaseFile, on: NaiveDate, risk: Option<RiskLevel>) -> Self {
        let mut mains: Vec<Measure> = case.measures.iter().map(|m| m.record.clone()).collect();
        mains.retain(|m| {
            m.code != M::ElectronicMonitoring && m.end_reason != Some(EndReason::Error)
        });
        mains.retain(|m| m.start <= on);
        for m in &mut mains {
            if m.ended_on.is_some_and(|end| end > on) {
                (m.ended_on, m.end_reason) = (None, None);
            }
        }
        let events =
            case.events.iter().map(|e| (e.record.kind, e.record.at.date(), e.record.outcome));
        Self {
            mains,
            events: events.filter(|(_, at, _)| *at <= on).collect(),
            on,
            pace: match risk {
                Some(RiskLevel::High) => 7,
                Some(RiskLevel::Medium) => 14,
                Some(RiskLevel::Low) | None => 30,
            },
        }
    }

    fn days(&self, kind: EventKind, since: NaiveDate) -> Vec<NaiveDate> {
        let of_kind = self.events.iter().filter(|(k, at, _)| *k == kind && *at >= since);
        of_kind.map(|(_, at, _)| *at).collect()
    }

    fn end_of_term(&self) -> Option<NaiveDate> {
        let m = self.mains.last()?;
        if m.set_end.is_some() {
            return m.set_end;
        }
        let new_law = m.start >= parse_day("01/07/2026").unwrap();
        let before = self.mains.iter().rev().skip(1).map(|m| m.code);
        let rehab = before
            .into_iter()
            .find(|c| !matches!(c, M::PostRehab | M::UserManagement | M::Addicted));
        let legal = match m.code {
            M::UserManagement => Some(12),
            M::RehabHome
            | M::RehabVoluntaryPublic
            | M::RehabVoluntaryPrivate
            | M::RehabCompulsoryMinor => Some(if new_law { 24 } else { 12 }),
            M::RehabCompulsory => Some(24),
            M::PostRehab => Some(if rehab == Some(M::RehabCompulsory) { 24 } else { 12 }),
            _ => None,
        };
        m.term_months.or(legal).map(|n| m.start + Months::new(n))
    }

    /// "U5's line, while a whole calendar month under management (the starting month excepted) has
    /// ended with no check and none has been made since, is overdue since the end of the first such
    /// month; otherwise it is due at the end of the current month if that has no check yet."
    fn residence_check(&self, start: NaiveDate) -> Option<NaiveDate> {
        let checks = self.days(EventKind::ResidenceCheck, start);
        let mut month = next_month(start.with_day(1).unwrap());
        while month_end(month) < self.on {
            if checks.iter().all(|c| *c < month) {
                return Some(month_end(month));
            }
            month = next_month(month);
        }
        let current = self.on.with_day(1).unwrap();
        let starting = start.with_day(1).unwrap();
        let open = current > starting && checks.iter().all(|c| *c < current);
        open.then(|| month_end(self.on))
    }

    /// Code, due day, whether a duty, first day shown.
    fn clocks(&self) -> Vec<(&'static str, NaiveDate, bool, NaiveDate)> {
        let mut found = Vec::new();
        let Some(last) = self.mains.last() else { return found };
        let always = NaiveDate::MIN;
        let runs = last.ended_on.is_none();
        let end = self.end_of_term();
        if runs && last.code == M::UserManagement {
            found.extend(self.residence_check(last.start).map(|due| ("U5", due, true, always)));
        }
        if runs && let Some(end) = end {
            match last.code {
                M::PostRehab => found.push(("P4", end, true, last_three(end))),
                M::Addicted | M::Substitution => {}
                _ => found.push(("T1", end, true, always)),
            }
            let told = !self.days(EventKind::CompletionNotice, last.start).is_empty();
            let warned = told || !self.days(EventKind::EndNotice, last.start).is_empty();
            let ahead = end - Days::new(30);
            match last.code {
                M::RehabHome if !warned => found.push(("A5", ahead, true, always)),
                M::RehabVoluntaryPublic
                | M::RehabVoluntaryPrivate
                | M::RehabCompulsory
                | M::RehabCompulsoryMinor
                    if !told =>
                {
                    found.push(("P1", ahead, false, always));
                }
                _ => {}
            }
        }
        if runs && last.code == M::Addicted {
            let issued = self.events.iter().filter(|(k, _, o)| {
                *k == EventKind::Determination && *o == Some(Outcome::Addicted)
            });
            let issued = issued.map(|(_, at, _)| *at).max().unwrap_or(last.start);
            found.push(("A4", issued + Months::new(6), false, always));
        }
        found.extend(self.proposal(last).map(|due| ("P2", due, true, always)));
        if runs && matches!(last.code, M::RehabHome | M::Substitution | M::PostRehab) {
            let reached = self.events.iter().filter(|(k, at, o)| {
                *k == EventKind::Contact
                    && *at >= last.start
                    && matches!(o, Some(Outcome::Met | Outcome::Phone))
            });
            let from = reached.map(|(_, at, _)| *at).max().unwrap_or(last.start);
            found.push(("F1", from + Days::new(self.pace), true, always));
        }
        found
    }

    fn proposal(&self, last: &Measure) -> Option<NaiveDate> {
        let rehab = !matches!(last.code, M::UserManagement | M::Addicted | M::PostRehab);
        let given_up = last
            .end_reason
            .is_some_and(|r| !matches!(r, EndReason::Completed | EndReason::TermOver));
        if !rehab || given_up || !self.days(EventKind::Proposal, last.start).is_empty() {
            return None;
        }
        let notice = self.days(EventKind::CompletionNotice, last.start).into_iter().min();
        let done = last.ended_on.filter(|_| last.end_reason == Some(EndReason::Completed));
        Some(working_days(notice.or(done)?, 2))
    }

    fn group(&self, due: NaiveDate, duty: bool) -> Option<TodayGroup> {
        let on = self.on;
        Some(if due < on && !duty {
            TodayGroup::Notice
        } else if due < on - Months::new(12) {
            TodayGroup::LongOverdue
        } else if due < on {
            TodayGroup::Overdue
        } else if due == on {
            TodayGroup::Today
        } else if due <= on + Days::new(7) {
            TodayGroup::Next7Days
        } else {
            return None;
        })
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn the_work_list_is_what_the_words_say(
        lives in proptest::collection::vec(life(), 1..10),
        days in proptest::collection::vec(0u64..690, 12),
    ) {
        let desk = Desk::new();
        let mut registry = desk.found();
        let tiny = lives.iter().enumerate().fold(Tiny::new(), |t, (n, life)| tell(t, n, life));
        prop_assert_eq!(refusals(&tiny.import(&mut registry)), Vec::<String>::new());
        let files: Vec<FileNo> =
            (0..lives.len()).map(|n| FileNo::parse(&format!("P{n}")).unwrap()).collect();
        let known: Vec<CaseFile> =
            files.iter().map(|f| registry.show(f, None).unwrap().case).collect();
        for back in days.into_iter().chain([0]) {
            let on = today() - Days::new(back);
            let list = registry.today_on(on).unwrap();
            let people = registry.people_on(&PeopleQuery::default(), on).unwrap();
            for group in TodayGroup::ALL {
                let mut listed: Vec<(String, String, NaiveDate)> = list
                    .lines(group)
                    .iter()
                    .filter(|l| TOLD.contains(&l.clock.code().as_str()))
                    .filter_map(|l| Some((l.file_no.as_ref()?.to_string(), l.clock.code(), l.due.date())))
                    .collect();
                let mut wanted: Vec<(String, String, NaiveDate)> = Vec::new();
                for (file, case) in files.iter().zip(&known) {
                    let risk = people.lines.iter().find(|l| l.file_no == *file).and_then(|l| l.risk);
                    let known = Known::of(case, on, risk);
                    for (clock, due, duty, shown) in known.clocks() {
                        if shown <= on && known.group(due, duty) == Some(group) {
                            wanted.push((file.to_string(), clock.to_owned(), due));
                        }
                    }
                }
                listed.sort();
                wanted.sort();
                prop_assert_eq!(listed, wanted, "{} on {}", group.code(), on);
            }
        }
    }
}
