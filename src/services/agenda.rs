//! The work list of one officer, one hamlet or one clock; the month as a calendar; the list of a
//! round of visits. A filter walks keys in an index, and only the lines shown are read.

use super::acts::CLEAR;
use super::derive::RANKS;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{AgendaDay, ClockLine, TodayQuery};
use crate::domain::case::EventField;
use crate::domain::date::{add_days, add_months, first_of_month};
use crate::domain::deadline::{Clock, ClockKind};
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::refusal::Reason;
use crate::domain::round::{RoundHamlet, RoundList, Visit};
use crate::domain::text::{fold, sort_key};
use crate::domain::word::EventKind;
use crate::storage::{DeadlineKey, RosterRow};
use chrono::{NaiveDate, NaiveTime};
use std::collections::{BTreeMap, HashSet};

/// Whether a row of the list is of this officer ([`CLEAR`] = of nobody) and hamlet (folded).
pub(super) fn of_whom(row: &RosterRow, officer: Option<&str>, hamlet: Option<&str>) -> bool {
    let charged = match officer {
        None => true,
        Some(CLEAR) => row.officer.is_none(),
        Some(login) => row.officer.as_deref() == Some(login),
    };
    charged && hamlet.is_none_or(|h| row.hamlet.as_deref().is_some_and(|own| fold(own) == h))
}

/// Which clocks a question is about.
pub(super) struct Sieve {
    people: Option<HashSet<PersonId>>,
    clocks: Vec<Clock>,
}

impl Sieve {
    /// Lets through what the question is about.
    pub(super) fn passes(&self, person: PersonId, clock: Clock) -> bool {
        self.clocks.contains(&clock) && self.people.as_ref().is_none_or(|p| p.contains(&person))
    }

    /// Whether the unit's own R1 belongs on the list.
    pub(super) fn passes_unit(&self) -> bool {
        self.people.is_none() && self.clocks.contains(&Clock::R1)
    }
}

impl Registry {
    /// What a question about the work list lets through.
    pub(super) fn sieve(&mut self, query: &TodayQuery) -> Result<Sieve, Failure> {
        let book = self.book.clone();
        let wanted = |c: &&Clock| {
            let rule = book.clocks().get(**c);
            query.clock.is_none_or(|w| w == **c)
                && query.kind.is_none_or(|kind: ClockKind| rule.kind == kind)
        };
        let clocks = Clock::ALL.iter().filter(wanted).copied().collect();
        let everybody = query.officer.is_none() && query.hamlet.is_none();
        let people = if everybody {
            None
        } else {
            let hamlet = query.hamlet.as_deref().map(fold);
            let officer = query.officer.as_deref();
            let rows = self.roster_rows()?;
            let fits = rows.iter().filter(|r| of_whom(r, officer, hamlet.as_deref()));
            Some(fits.map(|r| r.id).collect())
        };
        Ok(Sieve { people, clocks })
    }

    fn keys_between(
        &self,
        sieve: &Sieve,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<DeadlineKey>, Failure> {
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
        let mut keys = Vec::new();
        for rank in 0..RANKS {
            let (from, to) = (Some(midnight(from)), midnight(add_days(to, 1)));
            self.store.each_deadline_key(rank, from, to, None, |key| {
                if sieve.passes(key.person, key.clock) {
                    keys.push(key);
                }
            })?;
        }
        Ok(keys)
    }

    /// The month of `day` as a calendar: for each of its days how many clocks fall due.
    pub fn agenda(
        &mut self,
        query: &TodayQuery,
        day: NaiveDate,
    ) -> Result<Vec<AgendaDay>, Failure> {
        self.permit_look(Duty::ReadLists, &format!("month {day} {query:?}"))?;
        self.renew_book()?;
        let first = first_of_month(day);
        let last = add_days(first_of_month(add_months(first, 1)), -1);
        let sieve = self.sieve(query)?;
        let mut counts: BTreeMap<NaiveDate, AgendaDay> = first
            .iter_days()
            .take_while(|d| *d <= last)
            .map(|date| (date, AgendaDay { date, clocks: 0, duties: 0 }))
            .collect();
        for key in self.keys_between(&sieve, first, last)? {
            if let Some(day) = counts.get_mut(&key.due.date()) {
                day.clocks += 1;
                let kind = self.book.clocks().get(key.clock).kind;
                day.duties += usize::from(kind == ClockKind::Duty);
            }
        }
        Ok(counts.into_values().collect())
    }

    /// What falls due on one day, ranked: `count` lines from position `first`.
    pub fn agenda_day(
        &mut self,
        query: &TodayQuery,
        day: NaiveDate,
        first: usize,
        count: usize,
    ) -> Result<Vec<ClockLine>, Failure> {
        self.permit_look(Duty::ReadLists, &format!("day {day} {query:?}"))?;
        self.renew_book()?;
        let now = self.now();
        let sieve = self.sieve(query)?;
        let keys = self.keys_between(&sieve, day, day)?;
        let mut lines = Vec::new();
        for key in keys.into_iter().skip(first).take(count) {
            lines.extend(self.store.deadline(key)?.map(|row| self.line_of(row, now)));
        }
        Ok(lines)
    }

    /// The list for a round of visits: everybody of these hamlets (of all where none is named) with
    /// a duty due by the end of `until`, overdue ones included. Names leave the registry with it:
    /// the journal entry is on disk before it is given.
    pub fn round_list(
        &mut self,
        hamlets: &[String],
        until: NaiveDate,
    ) -> Result<RoundList, Failure> {
        self.permit(Duty::RoundList)?;
        self.ahead(until)?;
        let wanted: Vec<String> = hamlets.iter().map(|h| fold(h)).collect();
        let due = self.duties_until(until)?;
        self.round(due, &wanted, until)
    }

    /// The same for these people, those without a duty by then included.
    pub fn round_list_of(
        &mut self,
        files: &[FileNo],
        until: NaiveDate,
    ) -> Result<RoundList, Failure> {
        self.permit(Duty::RoundList)?;
        self.ahead(until)?;
        let mut all = self.duties_until(until)?;
        let mut due = BTreeMap::new();
        for file in files {
            let id = self.store.person_by_file(file)?.ok_or(Failure::UnknownFile)?;
            due.insert(id, all.remove(&id).unwrap_or_default());
        }
        self.round(due, &[], until)
    }

    /// A round is planned for today or later: with an earlier day it would leave out what is due now.
    fn ahead(&self, until: NaiveDate) -> Result<(), Failure> {
        if until < self.now().date() {
            return Err(Failure::refused(EventField::Until, Reason::BeforeToday));
        }
        Ok(())
    }

    /// Who has which of the station's own duties due by the end of a day.
    fn duties_until(
        &mut self,
        until: NaiveDate,
    ) -> Result<BTreeMap<PersonId, Vec<DeadlineKey>>, Failure> {
        self.renew_book()?;
        let query = TodayQuery { kind: Some(ClockKind::Duty), ..TodayQuery::default() };
        let sieve = self.sieve(&query)?;
        let mut due: BTreeMap<PersonId, Vec<DeadlineKey>> = BTreeMap::new();
        for key in self.keys_between(&sieve, NaiveDate::MIN, until)? {
            due.entry(key.person).or_default().push(key);
        }
        Ok(due)
    }

    /// The list of these people, of the hamlets wanted (folded; none = of all).
    fn round(
        &mut self,
        due: BTreeMap<PersonId, Vec<DeadlineKey>>,
        wanted: &[String],
        until: NaiveDate,
    ) -> Result<RoundList, Failure> {
        let now = self.now();
        let mut by_hamlet: BTreeMap<(bool, Vec<u8>), RoundHamlet> = BTreeMap::new();
        for (person, keys) in due {
            let Some(case) = self.store.case(person)? else { continue };
            let hamlet = case.person.hamlet.clone();
            let own = hamlet.as_deref().map(fold);
            if !wanted.is_empty() && !own.is_some_and(|o| wanted.contains(&o)) {
                continue;
            }
            let p = &case.person;
            let contact = case.events.iter().rev().find(|e| e.record.kind == EventKind::Contact);
            let mut visit = Visit {
                file_no: p.file_no.clone(),
                name: p.name.clone(),
                born: chrono::Datelike::year(&p.born.first_day()),
                address: p
                    .current_address
                    .clone()
                    .or_else(|| p.temporary_address.clone())
                    .or_else(|| p.permanent_address.clone()),
                due: Vec::new(),
                last_contact: contact.map(|e| (e.record.at.date(), e.record.outcome)),
            };
            for key in keys {
                let what = self.book.clocks().get(key.clock).what_vi.clone();
                visit.due.push((key.clock, what, key.due));
            }
            visit.due.sort_by_key(|(.., due)| *due);
            let key = (hamlet.is_none(), hamlet.as_deref().map(sort_key).unwrap_or_default());
            let group = by_hamlet.entry(key);
            let group = group.or_insert_with(|| RoundHamlet { name: hamlet, visits: Vec::new() });
            group.visits.push(visit);
        }
        let mut hamlets: Vec<RoundHamlet> = by_hamlet.into_values().collect();
        for hamlet in &mut hamlets {
            hamlet.visits.sort_by_key(|v| v.due.first().map(|(.., due)| *due));
        }
        let list = RoundList {
            unit: self.unit.name.clone(),
            made_by: self.officer.full_name.clone(),
            made_at: now,
            until,
            hamlets,
        };
        let told = format!("{}; {until}", list.people());
        self.journal_alone(Act::RoundListMade, Object::Report, None, Some(&told))?;
        Ok(list)
    }
}
