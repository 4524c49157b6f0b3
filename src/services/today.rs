//! Hôm nay: what is due, ranked. Overdue legal clocks first (longest over first), then the other
//! legal ones, then the unit's own by risk, then by days.

use super::agenda::Sieve;
use super::derive::{NOTICE_RANK, RANKS, derive, rank};
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{ClockLine, TodayGroup, TodayList, TodayQuery};
use crate::domain::case::CaseFile;
use crate::domain::date::{Period, add_days, add_months_back, end_of_day};
use crate::domain::deadline::{Clock, ClockBook, ClockKind, Deadline, Section, report_deadline};
use crate::domain::word::RiskLevel;
use crate::storage::DeadlineRow;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// A deadline judged at `now`; `None` = its rule keeps it off lists or it is not shown yet.
pub(super) fn group_of(
    deadline: &Deadline,
    kind: ClockKind,
    now: NaiveDateTime,
) -> Option<TodayGroup> {
    if deadline.shown_from > now.date() {
        return None;
    }
    Section::of(deadline.due, now).map(|section| TodayGroup::of(kind, section))
}

/// Full hours from the due moment to now; negative before it.
fn hours_over(due: NaiveDateTime, now: NaiveDateTime) -> i64 {
    (now - due).num_seconds().div_euclid(3600)
}

/// A clock of a case file as a line.
pub(super) fn clock_line(
    case: &CaseFile,
    deadline: &Deadline,
    book: &ClockBook,
    risk: Option<RiskLevel>,
    now: NaiveDateTime,
) -> ClockLine {
    let rule = book.clocks.get(deadline.clock);
    ClockLine {
        person: Some(case.id),
        file_no: Some(case.person.file_no.clone()),
        name: Some(case.person.name.clone()),
        hamlet: case.person.hamlet.clone(),
        born: Some(case.person.born),
        clock: deadline.clock,
        kind: rule.kind,
        due: deadline.due,
        from: deadline.from,
        hours_over: hours_over(deadline.due, now),
        group: if rule.dossier_only { None } else { group_of(deadline, rule.kind, now) },
        holidays_unknown: deadline.holidays_unknown,
        risk,
        period: None,
    }
}

/// The stretches of due time the list is made of, each up to its bound (exclusive): long overdue,
/// overdue, today, the next 7 days.
fn bounds(now: NaiveDateTime) -> [NaiveDateTime; 4] {
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let on = now.date();
    [midnight(add_months_back(on, 12)), now, midnight(add_days(on, 1)), midnight(add_days(on, 8))]
}

/// In which stretch and ranks a group's lines stand.
fn stretches(group: TodayGroup) -> (&'static [usize], fn(u8) -> bool) {
    let all: fn(u8) -> bool = |_| true;
    let duties: fn(u8) -> bool = |r| r != NOTICE_RANK;
    match group {
        TodayGroup::LongOverdue => (&[0], duties),
        TodayGroup::Overdue => (&[1], duties),
        TodayGroup::Today => (&[2], all),
        TodayGroup::Next7Days => (&[3], all),
        TodayGroup::Notice => (&[0, 1], |r| r == NOTICE_RANK),
    }
}

/// From when to when the lines of these stretches are due.
fn span(parts: &[usize], bounds: &[NaiveDateTime; 4]) -> (Option<NaiveDateTime>, NaiveDateTime) {
    (parts[0].checked_sub(1).map(|i| bounds[i]), bounds[parts[parts.len() - 1]])
}

impl Registry {
    /// The work list now: how many lines each group has, and the first `limit` of each.
    pub fn today(&mut self, limit: usize) -> Result<TodayList, Failure> {
        self.today_for(&TodayQuery::default(), limit)
    }

    /// The same of one officer, hamlet, clock or kind of clock.
    pub fn today_for(&mut self, query: &TodayQuery, limit: usize) -> Result<TodayList, Failure> {
        self.permit_look(Duty::ReadLists, &format!("today {query:?}"))?;
        self.renew_book()?;
        let now = self.now();
        let mut list = TodayList {
            on: now.date(),
            counts: [0; 5],
            groups: Default::default(),
            backup: Some(self.backup_reminder()?),
        };
        let sieve = self.sieve(query)?;
        if *query == TodayQuery::default() {
            self.fill_whole(&mut list, now, limit)?;
        } else {
            self.fill_sifted(&mut list, now, limit, &sieve)?;
        }
        if sieve.passes_unit() {
            self.add_unit_lines(&mut list, now)?;
        }
        Ok(list)
    }

    fn fill_whole(
        &self,
        list: &mut TodayList,
        now: NaiveDateTime,
        limit: usize,
    ) -> Result<(), Failure> {
        let on = now.date();
        let bounds = bounds(now);
        let counts = self.store.count_deadlines(on, &bounds)?;
        for group in TodayGroup::ALL {
            let (parts, fits) = stretches(group);
            let index = group as usize;
            list.counts[index] = counts
                .iter()
                .filter(|c| parts.contains(&c.stretch) && fits(c.rank))
                .map(|c| c.count)
                .sum();
            let (from, to) = span(parts, &bounds);
            for rank in (0..RANKS).filter(|r| fits(*r)) {
                let room = limit.saturating_sub(list.groups[index].len());
                if room == 0 {
                    break;
                }
                let rows = self.store.deadlines_due(rank, from, to, on, room)?;
                list.groups[index].extend(rows.into_iter().map(|row| self.line_of(row, now)));
            }
        }
        Ok(())
    }

    /// Walks the keys of every group in the index and reads only the lines that are shown.
    fn fill_sifted(
        &self,
        list: &mut TodayList,
        now: NaiveDateTime,
        limit: usize,
        sieve: &Sieve,
    ) -> Result<(), Failure> {
        let bounds = bounds(now);
        for group in TodayGroup::ALL {
            let (parts, fits) = stretches(group);
            let index = group as usize;
            let (from, to) = span(parts, &bounds);
            let mut shown = Vec::new();
            for rank in (0..RANKS).filter(|r| fits(*r)) {
                self.store.each_deadline_key(rank, from, to, Some(now.date()), |key| {
                    if sieve.passes(key.person, key.clock) {
                        list.counts[index] += 1;
                        if shown.len() < limit {
                            shown.push(key);
                        }
                    }
                })?;
            }
            for key in shown {
                let row = self.store.deadline(key)?;
                list.groups[index].extend(row.map(|row| self.line_of(row, now)));
            }
        }
        Ok(())
    }

    /// The work list as of the end of a day, from the facts known then: every line.
    pub fn today_on(&mut self, on: NaiveDate) -> Result<TodayList, Failure> {
        self.today_on_for(&TodayQuery::default(), on)
    }

    /// The same of one officer, hamlet, clock or kind of clock.
    pub fn today_on_for(
        &mut self,
        query: &TodayQuery,
        on: NaiveDate,
    ) -> Result<TodayList, Failure> {
        self.permit_look(Duty::ReadLists, &format!("today {on} {query:?}"))?;
        self.renew_book()?;
        let now = end_of_day(on);
        let sieve = self.sieve(query)?;
        let then = self.book_on(on);
        let book = &then.clock_book;
        let mut list = TodayList { on, counts: [0; 5], groups: Default::default(), backup: None };
        for case in self.store.cases()? {
            let case = case?.as_of(on);
            let derived = derive(&case, &then, on);
            let level = derived.level();
            for deadline in derived.deadlines {
                let line = clock_line(&case, &deadline, book, level, now);
                let passes = sieve.passes(case.id, deadline.clock);
                if let Some(group) = line.group.filter(|_| passes) {
                    list.groups[group as usize].push(line);
                }
            }
        }
        for lines in &mut list.groups {
            // The same order as the kept table is read in, to the last clock of a person.
            lines.sort_by_cached_key(|l| {
                (rank(book.clocks.get(l.clock), l.risk), l.due, l.person, l.clock.code())
            });
        }
        list.counts = std::array::from_fn(|i| list.groups[i].len());
        if sieve.passes_unit() {
            self.add_unit_lines(&mut list, now)?;
        }
        Ok(list)
    }

    pub(super) fn line_of(&self, row: DeadlineRow, now: NaiveDateTime) -> ClockLine {
        let rule = self.book.clock_book.clocks.get(row.deadline.clock);
        ClockLine {
            person: Some(row.id),
            file_no: Some(row.file_no),
            name: Some(row.name),
            hamlet: row.hamlet,
            born: Some(row.born),
            clock: row.deadline.clock,
            kind: rule.kind,
            due: row.deadline.due,
            from: row.deadline.from,
            hours_over: hours_over(row.deadline.due, now),
            group: group_of(&row.deadline, rule.kind, now),
            holidays_unknown: row.deadline.holidays_unknown,
            risk: row.risk,
            period: None,
        }
    }

    /// The unit's own clocks (R1): the earliest month since the registry began whose report is not
    /// noted as sent.
    fn add_unit_lines(&self, list: &mut TodayList, now: NaiveDateTime) -> Result<(), Failure> {
        let mut period = Period::month_of(self.created_at.date());
        while self.store.report_sent(&period.to_string())?.is_some_and(|at| at <= now) {
            period = period.next();
        }
        let Some(deadline) = report_deadline(period.to(), None, &self.book.clock_book) else {
            return Ok(());
        };
        let rule = self.book.clock_book.clocks.get(Clock::R1);
        if let Some(group) = group_of(&deadline, rule.kind, now) {
            let line = ClockLine {
                person: None,
                file_no: None,
                name: None,
                hamlet: None,
                born: None,
                clock: Clock::R1,
                kind: rule.kind,
                due: deadline.due,
                from: deadline.from,
                hours_over: hours_over(deadline.due, now),
                group: Some(group),
                holidays_unknown: false,
                risk: None,
                period: Some(period.to_string()),
            };
            list.counts[group as usize] += 1;
            list.groups[group as usize].push(line);
        }
        Ok(())
    }
}
