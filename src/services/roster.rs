//! The list in memory: for everybody the few words that finding and filtering need, in the order
//! of names. A keystroke then walks memory instead of the encrypted file; the lines on the screen
//! are read by row id, a window at a time. Wiped on drop.

use super::agenda::of_whom;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{HamletCount, PeoplePage, PeopleQuery, PersonLine, SortBy};
use crate::domain::id::PersonId;
use crate::domain::text::{Query, fold};
use crate::storage::{RosterRow, Store};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;
use std::sync::Arc;
use zeroize::Zeroize;

/// Everybody, in the order of names, and the last question asked.
pub(super) struct Roster {
    rows: Vec<RosterRow>,
    asked: Option<(PeopleQuery, Vec<u32>)>,
}

impl Drop for Roster {
    fn drop(&mut self) {
        for row in &mut self.rows {
            row.search_key.zeroize();
            row.marked_key.zeroize();
            // The last who holds a shared text wipes it.
            if let Some(hamlet) = row.hamlet.take().as_mut().and_then(Arc::get_mut) {
                hamlet.zeroize();
            }
        }
    }
}

impl Roster {
    fn load(store: &Store) -> Result<Self, Failure> {
        Ok(Self { rows: store.roster()?, asked: None })
    }

    /// Positions of the rows that match, in the order asked for.
    fn answer(&mut self, query: &PeopleQuery, with_clock: &[PersonId]) -> &[u32] {
        if !self.answers(query) {
            let found = self.select(query, with_clock);
            self.asked = Some((query.clone(), found));
        }
        self.asked.as_ref().map_or(&[], |(_, found)| found)
    }

    fn answers(&self, query: &PeopleQuery) -> bool {
        self.asked.as_ref().is_some_and(|(q, _)| q == query)
    }

    /// `with_clock`: people for whom the clock asked for runs, by row id.
    fn select(&self, query: &PeopleQuery, with_clock: &[PersonId]) -> Vec<u32> {
        let words = Query::parse(&query.find);
        let hamlet = query.hamlet.as_deref().map(fold);
        let fits = |row: &RosterRow| {
            query.measure.is_none_or(|m| row.measure == Some(m))
                && query.risk.is_none_or(|r| row.risk == Some(r))
                && of_whom(row, query.officer.as_deref(), hamlet.as_deref())
                && (query.clock.is_none() || with_clock.binary_search(&row.id).is_ok())
                && words.matches(&row.search_key, &row.marked_key)
        };
        let mut found: Vec<u32> =
            (0..).zip(&self.rows).filter(|(_, row)| fits(row)).map(|(i, _)| i).collect();
        match query.sort {
            SortBy::Name => {}
            SortBy::Risk => found.sort_by_key(|i| std::cmp::Reverse(self.rows[*i as usize].risk)),
            SortBy::Due => {
                found
                    .sort_by_key(|i| self.rows[*i as usize].next_due.unwrap_or(NaiveDateTime::MAX));
            }
        }
        found
    }

    /// Takes over a person's standing after an act that left his names alone.
    fn renew(&mut self, standing: &PersonLine) -> bool {
        self.asked = None;
        match self.rows.iter_mut().find(|r| r.id == standing.id) {
            Some(row) => {
                (row.measure, row.risk, row.next_due) =
                    (standing.measure, standing.risk, standing.next_due);
                row.officer.clone_from(&standing.officer);
                true
            }
            None => false,
        }
    }
}

impl Registry {
    fn roster(&mut self) -> Result<&mut Roster, Failure> {
        let loaded = match self.roster.take() {
            Some(roster) => roster,
            None => Roster::load(&self.store)?,
        };
        Ok(self.roster.insert(loaded))
    }

    /// Everybody on the list in memory.
    pub(super) fn roster_rows(&mut self) -> Result<&[RosterRow], Failure> {
        Ok(&self.roster()?.rows)
    }

    /// Makes the list in memory know an act on one person. `renamed`: his words may have changed.
    pub(super) fn refresh_roster(&mut self, id: PersonId, renamed: bool) -> Result<(), Failure> {
        if renamed {
            self.roster = None;
            return Ok(());
        }
        let Some(standing) = self.store.standing(id)? else { return Ok(()) };
        if self.roster.as_mut().is_some_and(|r| !r.renew(&standing)) {
            self.roster = None;
        }
        Ok(())
    }

    /// A window of the list: `count` lines from position `first` of those that match.
    pub fn people(
        &mut self,
        query: &PeopleQuery,
        first: usize,
        count: usize,
    ) -> Result<PeoplePage, Failure> {
        self.permit_look(Duty::ReadLists, &format!("{query:?}"))?;
        self.renew_book()?;
        let asked = self.roster.as_ref().is_some_and(|r| r.answers(query));
        let with_clock = match query.clock {
            Some(clock) if !asked => self.store.people_with_clock(clock)?,
            _ => Vec::new(),
        };
        let roster = self.roster()?;
        let found = roster.answer(query, &with_clock);
        let total = found.len();
        let window: Vec<u32> = found.iter().skip(first).take(count).copied().collect();
        let ids: Vec<PersonId> = window.iter().map(|i| roster.rows[*i as usize].id).collect();
        let mut lines = Vec::with_capacity(ids.len());
        for id in ids {
            lines.extend(self.store.standing(id)?);
        }
        Ok(PeoplePage { total, first, lines })
    }

    /// The whole list as of the end of a day: standing and clocks computed from the facts known
    /// then. Names and addresses are today's.
    pub fn people_on(&mut self, query: &PeopleQuery, on: NaiveDate) -> Result<PeoplePage, Failure> {
        let words = PeopleQuery {
            find: query.find.clone(),
            hamlet: query.hamlet.clone(),
            officer: query.officer.clone(),
            ..PeopleQuery::default()
        };
        let found = self.people(&words, 0, usize::MAX)?;
        let (today, book) = (self.now().date(), self.book_on(on));
        let mut lines = Vec::new();
        for mut line in found.lines {
            let Some(case) = self.store.case(line.id)? else { continue };
            let derived = super::derive::derive_as_of(&case.as_of(on), &book, on, today);
            (line.measure, line.measure_end, line.next_due) =
                (derived.measure, derived.measure_end, derived.next_due);
            line.risk = derived.level();
            let runs = |clock| derived.deadlines.iter().any(|d| d.clock == clock);
            let fits = query.measure.is_none_or(|m| line.measure == Some(m))
                && query.clock.is_none_or(runs)
                && query.risk.is_none_or(|r| line.risk == Some(r));
            if fits {
                lines.push(line);
            }
        }
        match query.sort {
            SortBy::Name => {}
            SortBy::Risk => lines.sort_by_key(|l| std::cmp::Reverse(l.risk)),
            SortBy::Due => lines.sort_by_key(|l| l.next_due.unwrap_or(NaiveDateTime::MAX)),
        }
        Ok(PeoplePage { total: lines.len(), first: 0, lines })
    }

    /// Hamlets and how many people live in each, most first; spelled as first met.
    pub fn hamlets(&mut self) -> Result<Vec<HamletCount>, Failure> {
        self.permit_look(Duty::ReadLists, "hamlets")?;
        let mut by_fold: BTreeMap<String, HamletCount> = BTreeMap::new();
        for row in &self.roster()?.rows {
            if let Some(name) = &row.hamlet {
                let entry = by_fold.entry(fold(name));
                entry
                    .or_insert_with(|| HamletCount { name: name.to_string(), people: 0 })
                    .people += 1;
            }
        }
        let mut hamlets: Vec<HamletCount> = by_fold.into_values().collect();
        hamlets.sort_by_key(|h| std::cmp::Reverse(h.people));
        Ok(hamlets)
    }
}
