//! Who may stand twice in the registry: shown while a new person is being typed, found by a scan
//! of everybody, and settled one pair at a time.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{AlikeLine, AlikePage, AlikePair, ScanOutcome, Settled};
use super::watch::Watch;
use crate::domain::alike::{ALIKE, Traits, WORTH_A_LOOK, document_forms};
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::merge::{MergeFault, MergeField};
use crate::domain::person::PersonDraft;
use crate::domain::refusal::Reason;
use crate::domain::text::{clean_line, fold};
use crate::storage::RosterRow;
use memchr::memmem::Finder;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// People shown beside a form.
const SHOWN: usize = 5;
/// People of the very name whose rows are read for one answer, and people of nearly the name.
const READ_SAME: usize = 600;
const READ_CLOSE: usize = 200;
/// Years of birth that a scan still compares within one name: a slip in the tens.
const YEARS: i32 = 10;

/// Whether the key of a row holds the word whole.
fn holds(key: &str, word: &Finder<'_>) -> bool {
    let bytes = key.as_bytes();
    word.find_iter(bytes).any(|at| {
        let end = at + word.needle().len();
        bytes.get(end).is_none_or(|b| *b == b' ')
    })
}

/// The rows worth reading for somebody with these traits, the likeliest kind first.
fn candidates(rows: &[RosterRow], traits: &Traits, hamlet: Option<&str>) -> Vec<PersonId> {
    let words: Vec<String> = traits.name().iter().map(|w| format!(" {w}")).collect();
    let words: Vec<Finder<'_>> = words.iter().map(|w| Finder::new(w.as_bytes())).collect();
    let forms = traits.document().filter(|d| d.len() >= 8).map(document_forms);
    let slip = |key: &str| {
        let Some((forms, number)) = forms.as_ref().zip(traits.document()) else { return false };
        let number_like =
            |w: &&str| w.len() == number.len() && w.bytes().any(|b| b.is_ascii_digit());
        key.split(' ').filter(number_like).any(|w| {
            let other = w.to_ascii_uppercase();
            other == number || document_forms(&other).iter().any(|f| forms.contains(f))
        })
    };
    let (mut numbers, mut same, mut close) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let mut missing = 0;
        for word in &words {
            missing += usize::from(!holds(&row.search_key, word));
            if missing > 1 {
                break;
            }
        }
        let near = row.hamlet.as_deref().map(fold).as_deref() == hamlet;
        match missing {
            0 if words.len() >= 2 => same.push((!near, row.id)),
            1 if words.len() >= 3 => close.push((!near, row.id)),
            _ if slip(&row.search_key) => numbers.push(row.id),
            _ => {}
        }
    }
    // Neighbours first where there are more than can be read.
    for (list, most) in [(&mut same, READ_SAME), (&mut close, READ_CLOSE)] {
        list.sort_by_key(|(far, _)| *far);
        list.truncate(most);
    }
    numbers.into_iter().chain(same.into_iter().chain(close).map(|(_, id)| id)).collect()
}

fn hash(parts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    parts.hash(&mut hasher);
    hasher.finish()
}

/// Parts of a scan: reading everybody, then comparing by name, by day of birth, by number.
const PARTS: usize = 4;

/// Everybody, and the pairs found among them.
struct Scan {
    people: Vec<(PersonId, Traits)>,
    found: HashMap<(u32, u32), i32>,
}

impl Scan {
    /// Compares two of everybody.
    fn consider(&mut self, i: u32, j: u32) {
        let pair = (i.min(j), i.max(j));
        if i == j || self.found.contains_key(&pair) {
            return;
        }
        let points = self.people[i as usize].1.likeness(&self.people[j as usize].1).points;
        if points >= ALIKE {
            self.found.insert(pair, points);
        }
    }

    /// Compares those who share a key, where `near` says that it is worth it.
    /// `parts` of the whole are done before; a look between two blocks whether to stop.
    fn blocks(
        &mut self,
        mut keys: Vec<(u64, u32)>,
        near: impl Fn(&Traits, &Traits) -> bool,
        (watch, parts): (&Watch, usize),
    ) -> Result<(), Failure> {
        keys.sort_unstable();
        keys.dedup();
        let mut done = 0;
        for block in keys.chunk_by(|a, b| a.0 == b.0) {
            watch.step(parts * keys.len() + done, PARTS * keys.len())?;
            done += block.len();
            for (at, (_, i)) in block.iter().enumerate() {
                for (_, j) in &block[at + 1..] {
                    let (a, b) = (&self.people[*i as usize].1, &self.people[*j as usize].1);
                    if near(a, b) {
                        self.consider(*i, *j);
                    }
                }
            }
        }
        Ok(())
    }

    fn keys(&self, mut of: impl FnMut(&Traits, &mut dyn FnMut(u64))) -> Vec<(u64, u32)> {
        let mut keys = Vec::new();
        for (i, (_, traits)) in (0..).zip(&self.people) {
            of(traits, &mut |key| keys.push((key, i)));
        }
        keys
    }
}

impl Registry {
    /// People of the registry who look like the one being typed, likeliest first, at most five.
    /// `own`: the file being edited is not like itself. Nothing is recorded: this shows no more of
    /// a person than the list does.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn alike_to(
        &mut self,
        draft: &PersonDraft,
        own: Option<&FileNo>,
    ) -> Result<Vec<AlikeLine>, Failure> {
        self.permit(Duty::Keep)?;
        let traits = Traits::of_draft(draft);
        let own = own.map(|file| self.store.person_by_file(file)).transpose()?.flatten();
        let hamlet = draft.get(crate::domain::person::PersonField::Hamlet);
        let hamlet = hamlet.map(|h| fold(&clean_line(h)));
        let ids = candidates(self.roster_rows()?, &traits, hamlet.as_deref());
        let mut found = Vec::new();
        for id in ids.into_iter().filter(|id| Some(*id) != own) {
            let Some(other) = self.store.traits(id)? else { continue };
            let likeness = traits.likeness(&other);
            if likeness.points >= WORTH_A_LOOK {
                found.push((id, likeness));
            }
        }
        found.sort_by_key(|(id, likeness)| (std::cmp::Reverse(likeness.points), *id));
        found.truncate(SHOWN);
        let mut lines = Vec::with_capacity(found.len());
        for (id, likeness) in found {
            if let Some(row) = self.store.standing(id)? {
                lines.push(AlikeLine { line: row, likeness });
            }
        }
        Ok(lines)
    }

    /// Compares everybody with everybody (by shared name, birthday, identity number) and puts new
    /// pairs in the queue. `progress` is told how many of four rounds are done.
    ///
    /// # Errors
    /// Not permitted, or the file cannot be read or written.
    pub fn scan_doubles(
        &mut self,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<ScanOutcome, Failure> {
        self.permit(Duty::Merge)?;
        let mut scan = Scan { people: Vec::new(), found: HashMap::new() };
        self.store.each_traits(|id, traits| scan.people.push((id, traits)))?;
        progress(1, 4);
        let names = scan.keys(|t, put| {
            if t.name().len() >= 2 {
                put(hash(t.name()));
            }
            for other in t.other_names() {
                put(hash(other.as_slice()));
            }
        });
        let near = |a: &Traits, b: &Traits| match a.born().zip(b.born()) {
            Some((a, b)) => (a.year() - b.year()).abs() <= YEARS,
            None => true,
        };
        let watch = self.watch.clone();
        scan.blocks(names, near, (&watch, 1))?;
        progress(2, 4);
        let days = scan.keys(|t, put| {
            if let Some(day @ crate::domain::date::PartialDate::Day(_)) = t.born() {
                put(hash(day));
            }
        });
        scan.blocks(days, |_, _| true, (&watch, 2))?;
        progress(3, 4);
        let numbers = scan.keys(|t, put| {
            for form in t.document().filter(|d| d.len() >= 8).map(document_forms).iter().flatten() {
                put(hash(form));
            }
        });
        scan.blocks(numbers, |_, _| true, (&watch, 3))?;
        progress(4, 4);
        self.keep_found(&scan)
    }

    fn keep_found(&mut self, scan: &Scan) -> Result<ScanOutcome, Failure> {
        let now = self.now();
        let scribe = self.scribe();
        let tx = self.store.write()?;
        let mut outcome =
            ScanOutcome { people: scan.people.len(), found: scan.found.len(), new: 0 };
        for (i, j) in scan.found.keys() {
            let (a, b) = (scan.people[*i as usize].0, scan.people[*j as usize].0);
            outcome.new += usize::from(tx.note_alike(a, b, now)?);
        }
        let told = format!("{} +{}", outcome.found, outcome.new);
        tx.journal(&scribe.entry(Act::DoublesScanned, Object::Registry, None).because(&told))?;
        tx.commit()?;
        Ok(outcome)
    }

    /// The queue of pairs to be settled, likeliest first; `settled`: those said not to be one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn doubles(
        &mut self,
        settled: bool,
        first: usize,
        count: usize,
    ) -> Result<AlikePage, Failure> {
        self.permit_look(Duty::ReadDoubles, if settled { "settled" } else { "open" })?;
        let rows = self.store.alike_pairs(settled)?;
        let mut scored = Vec::with_capacity(rows.len());
        for row in rows {
            if let (Some(a), Some(b)) = (self.store.traits(row.a)?, self.store.traits(row.b)?) {
                scored.push((a.likeness(&b), row));
            }
        }
        scored.sort_by_key(|(likeness, row)| (std::cmp::Reverse(likeness.points), row.a, row.b));
        let total = scored.len();
        let mut pairs = Vec::new();
        for (likeness, row) in scored.into_iter().skip(first).take(count) {
            let (Some(a), Some(b)) = (self.store.standing(row.a)?, self.store.standing(row.b)?)
            else {
                continue;
            };
            let settled = row.settled.map(|(at, officer, reason)| Settled { at, officer, reason });
            pairs.push(AlikePair { a, b, likeness, noted_at: row.noted_at, settled });
        }
        Ok(AlikePage { total, first, pairs })
    }

    /// Remembers that two files are not of one person; the pair leaves the queue for good. An empty
    /// reason stands for "compared".
    ///
    /// # Errors
    /// Not permitted, unknown file, both numbers of one file, or the file cannot be written.
    pub fn not_same(&mut self, one: &FileNo, other: &FileNo, reason: &str) -> Result<(), Failure> {
        self.permit(Duty::Merge)?;
        let (a, b) = self.two_files(one, other)?;
        let scribe = self.scribe();
        let reason = match clean_line(reason) {
            empty if empty.is_empty() => "đã đối chiếu".to_owned(),
            given => given,
        };
        let entry = |id: PersonId, with: &FileNo| {
            let entry = scribe.entry(Act::NotSamePerson, Object::Person, Some(id.0));
            entry.because(&format!("{with}: {reason}"))
        };
        let tx = self.store.write()?;
        tx.settle_alike(a, b, &entry(a, other))?;
        tx.journal(&entry(b, one))?;
        tx.commit()?;
        Ok(())
    }

    /// The rows of two different files.
    pub(super) fn two_files(
        &self,
        one: &FileNo,
        other: &FileNo,
    ) -> Result<(PersonId, PersonId), Failure> {
        let a = self.store.person_by_file(one)?.ok_or(Failure::UnknownFile)?;
        let b = self.store.person_by_file(other)?.ok_or(Failure::UnknownFile)?;
        if a == b {
            return Err(Failure::refused(MergeField::Away, Reason::Merge(MergeFault::SameFile)));
        }
        Ok((a, b))
    }
}
