//! Packages held side by side: which count, which a newer one has replaced, and whether each
//! unit's journal goes on from the one seen before. From the files alone and in any order the same.

use super::document::Epoch;
use super::read::ReceivedReport;
use super::refusal::PackageRefusal;
use super::warning::Warning;
use crate::domain::date::Period;
use crate::domain::journal::Hash;
use crate::domain::report::{Column, ReportRow};
use crate::domain::word::Word;
use std::collections::{BTreeMap, BTreeSet};

/// A package that was opened and found sound by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// SHA-256 of its file.
    pub sha256: Hash,
    /// What is in it.
    pub report: ReceivedReport,
}

/// What a package counts as beside the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// It counts.
    Counted,
    /// The same bytes as another file here, which stands for both.
    Copy,
    /// It does not count.
    Refused(PackageRefusal),
}

/// Settles packages of any units and periods. The answers stand in the order of `links`; warnings
/// name the package by its place there.
pub fn settle(links: &[Link]) -> (Vec<Settled>, Vec<(usize, Warning)>) {
    let mut desk =
        Desk { links, settled: vec![Settled::Counted; links.len()], warnings: BTreeSet::new() };
    let mut units: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    // Of several copies the first met stands for all.
    let mut met = BTreeSet::new();
    for (at, link) in links.iter().enumerate() {
        if met.insert(link.sha256) {
            units.entry(&link.report.head.unit).or_default().push(at);
        } else {
            desk.settled[at] = Settled::Copy;
        }
    }
    for held in units.into_values() {
        desk.unit(&held);
    }
    (desk.settled, desk.warnings.into_iter().collect())
}

struct Desk<'a> {
    links: &'a [Link],
    settled: Vec<Settled>,
    warnings: BTreeSet<(usize, Warning)>,
}

/// Whether the unit declares a restore by which it gave a package up: the newer one was made after a
/// restore that the older does not know, to a state before the older's.
fn gave_up(older: &Link, newer: &Link) -> bool {
    let (known, declared) = (&older.report.head.epochs, &newer.report.head.epochs);
    let same = |(a, b): (&Epoch, &Epoch)| (a.size, a.root) == (b.size, b.root);
    let goes_on = declared.len() > known.len() && known.iter().zip(declared).all(same);
    goes_on && older.report.checkpoint.size > declared[known.len()].size
}

/// The state a journal was restored to since the unit's last package, if it was.
fn restored(link: &Link) -> Option<u64> {
    let head = &link.report.head;
    let from = head.epochs.last()?.size;
    head.since.is_none_or(|(size, _)| size <= from).then_some(from)
}

/// In which order a journal was written: restores first, then entries.
fn place(link: &Link) -> (Vec<(u64, Hash)>, u64) {
    let epochs = link.report.head.epochs.iter().map(|e| (e.size, e.root));
    (epochs.collect(), link.report.checkpoint.size)
}

/// Which of two conflicting packages came later, as far as files tell: by period, then revision.
fn age(link: &Link) -> (chrono::NaiveDate, u32, u32) {
    let head = &link.report.head;
    (head.period.to(), head.period.months(), head.revision)
}

impl Desk<'_> {
    fn refuse(&mut self, at: usize, why: PackageRefusal) {
        self.settled[at] = Settled::Refused(why);
    }

    /// Whether a declared restore lies between two packages, whichever came first.
    fn given_up(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.links[a], &self.links[b]);
        gave_up(a, b) || gave_up(b, a)
    }

    fn stands(&self, at: usize) -> bool {
        self.settled[at] == Settled::Counted
    }

    fn unit(&mut self, held: &[usize]) {
        let mut periods: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &at in held {
            periods.entry(self.links[at].report.head.period.to_string()).or_default().push(at);
        }
        for of_period in periods.values() {
            self.same_revision(of_period);
        }
        self.journals(held);
        for of_period in periods.values() {
            self.revisions(of_period);
        }
        self.neighbours(held);
    }

    /// The same revision with other bytes: nobody here can say which is the true one.
    fn same_revision(&mut self, of_period: &[usize]) {
        let revision = |at: usize| self.links[at].report.head.revision;
        let twice: Vec<usize> = of_period
            .iter()
            .copied()
            .filter(|&a| {
                let alike = |b: usize| a != b && revision(a) == revision(b);
                of_period.iter().any(|&b| alike(b) && !self.given_up(a, b))
            })
            .collect();
        for at in twice {
            self.refuse(at, PackageRefusal::OtherBytes);
        }
    }

    /// Each registry's packages in the order of their checkpoints: each must go on from the one
    /// before it. Where two cannot both be true the later period's is refused.
    fn journals(&mut self, held: &[usize]) {
        let mut registries: BTreeMap<uuid::Uuid, Vec<usize>> = BTreeMap::new();
        for &at in held.iter().filter(|at| self.stands(**at)) {
            registries.entry(self.links[at].report.head.registry).or_default().push(at);
        }
        let first = registries.values().flatten().copied().min_by_key(|at| age(&self.links[*at]));
        for mut chain in registries.into_values() {
            if first.is_some_and(|first| !chain.contains(&first)) {
                let oldest = chain.iter().copied().min_by_key(|at| age(&self.links[*at]));
                self.warnings.extend(oldest.map(|at| (at, Warning::OtherRegistry)));
            }
            chain.sort_by_cached_key(|at| (place(&self.links[*at]), age(&self.links[*at])));
            let mut good: Vec<usize> = Vec::new();
            for at in chain {
                let from = restored(&self.links[at]);
                self.warnings.extend(from.map(|from| (at, Warning::Restored { from })));
                // What was made between the backup and the restore counts, but nothing follows it.
                while good.last().is_some_and(|last| gave_up(&self.links[*last], &self.links[at])) {
                    good.pop();
                }
                self.follow(&mut good, at);
            }
        }
    }

    fn follow(&mut self, good: &mut Vec<usize>, at: usize) {
        let links = self.links;
        while let Some(&before) = good.last() {
            let (size, root) = {
                let point = &links[before].report.checkpoint;
                (point.size, point.root)
            };
            match links[at].report.head.since {
                Some(since) if since == (size, root) => break,
                Some((since, _)) if since > size => {
                    self.warnings.insert((at, Warning::PackagesUnseen));
                    break;
                }
                _ if age(&links[at]) >= age(&links[before]) => {
                    self.refuse(at, PackageRefusal::JournalBroken);
                    return;
                }
                _ => {
                    self.refuse(before, PackageRefusal::JournalBroken);
                    good.pop();
                }
            }
        }
        if good.is_empty() && links[at].report.head.since.is_some() {
            self.warnings.insert((at, Warning::PackagesUnseen));
        }
        good.push(at);
    }

    /// Of the packages of one period the newest counts, if it says which one it replaces.
    fn revisions(&mut self, of_period: &[usize]) {
        let mut standing: Vec<usize> =
            of_period.iter().copied().filter(|at| self.stands(*at)).collect();
        standing.sort_by_cached_key(|at| {
            (place(&self.links[*at]).0, self.links[*at].report.head.revision)
        });
        let mut newest: Option<usize> = None;
        for at in standing {
            let Some(before) = newest else {
                newest = Some(at);
                let replaces = self.links[at].report.head.replaces;
                if replaces.is_some_and(|hash| !self.holds(of_period, hash)) {
                    self.warnings.insert((at, Warning::ReplacesUnseen));
                }
                continue;
            };
            match self.links[at].report.head.replaces {
                // The registry does not know any more what it sent before the restore.
                None if gave_up(&self.links[before], &self.links[at]) => {
                    self.refuse(before, PackageRefusal::Replaced);
                    newest = Some(at);
                }
                None => self.refuse(at, PackageRefusal::ReplacesNothing),
                Some(hash) => {
                    if !self.holds(of_period, hash) {
                        self.warnings.insert((at, Warning::ReplacesUnseen));
                    }
                    self.refuse(before, PackageRefusal::Replaced);
                    newest = Some(at);
                }
            }
        }
    }

    fn holds(&self, held: &[usize], hash: Hash) -> bool {
        held.iter().any(|at| self.links[*at].sha256 == hash)
    }

    /// Each counted package beside that of the period before it.
    fn neighbours(&mut self, held: &[usize]) {
        let counted: BTreeMap<String, usize> = held
            .iter()
            .filter(|at| self.stands(**at))
            .map(|at| (self.links[*at].report.head.period.to_string(), *at))
            .collect();
        for &at in counted.values() {
            let head = &self.links[at].report.head;
            let before: Period = head.period.previous();
            let Some(&last) = counted.get(&before.to_string()) else { continue };
            let of_before: Vec<usize> = held
                .iter()
                .copied()
                .filter(|at| self.links[*at].report.head.period == before)
                .collect();
            if head.previous.is_some_and(|hash| !self.holds(&of_before, hash)) {
                self.warnings.insert((at, Warning::PreviousDiffers));
            }
            let mine = self.links[at].report.figures.tally.stock_flow();
            let theirs = self.links[last].report.figures.tally.stock_flow();
            let rows = ReportRow::ALL.iter().copied().map(Some).chain([None]);
            for ((row, mine), (_, theirs)) in
                rows.zip(mine.lines().map(|l| l.1)).zip(theirs.lines())
            {
                let (opening, closing) = (mine[Column::Opening], theirs[Column::Closing]);
                if opening != closing {
                    let found = Warning::OpeningDiffers { row, opening, closing };
                    self.warnings.insert((at, found));
                }
            }
        }
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
