//! The receiving level's sums: a folder of packages opened, held side by side and laid out. It
//! needs no registry and no officer, and keeps nothing: the files are the only memory.

use super::error::Failure;
use super::inbox::Inbox;
use super::packages::made_when;
use crate::domain::date::{Period, end_of_day};
use crate::domain::deadline::Clock;
use crate::domain::rollup::{Expected, Merged, Part, RollUp, months_in};
use crate::domain::word::Lang;
use crate::exchange::package::{Link, PackageRefusal, Settled, UnitsRow, Warning};
use crate::rules::RuleBook;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A file that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedFile {
    /// Which.
    pub path: PathBuf,
    /// Why.
    pub why: PackageRefusal,
    /// Whose it says it is, where it could be opened.
    pub unit: Option<String>,
}

impl RefusedFile {
    /// File, code, reason, what to do.
    pub fn told(&self, lang: Lang) -> [String; 4] {
        let (code, reason) = (self.why.code().to_owned(), self.why.text(lang).to_owned());
        [self.path.display().to_string(), code, reason, self.why.remedy(lang).to_owned()]
    }
}

/// What is odd about a unit's packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitWarning {
    /// Whose.
    pub unit: String,
    /// Of which period.
    pub period: Period,
    /// What.
    pub warning: Warning,
}

/// What a folder held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The sums.
    pub roll_up: RollUp,
    /// Files refused for a fault, alarms first, then by path.
    pub refused: Vec<RefusedFile>,
    /// Sound packages that a newer one has replaced.
    pub replaced: usize,
    /// What is odd, by how far the numbers are apart.
    pub warnings: Vec<UnitWarning>,
    /// Files read.
    pub files: usize,
    /// Copies of files that count.
    pub copies: usize,
    /// Sound packages of other periods, which only served to compare.
    pub other_periods: usize,
}

type Opened = Result<Link, PackageRefusal>;

impl Inbox {
    /// Opens the packages in these files and sums up those of the period. A package of another
    /// period serves to compare (opening stock, journal) if its unit has sent the period asked
    /// for, and is refused if it has not. `progress` is told how many files are done.
    ///
    /// # Errors
    /// [`Failure::Stopped`], where somebody asked for it.
    pub fn roll_up(
        &self,
        files: &[PathBuf],
        period: Period,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Gathered, Failure> {
        let mut refused: Vec<(usize, RefusedFile)> = Vec::new();
        let mut places = Vec::new();
        let mut links = Vec::new();
        for (at, opened) in self.open_all(files, progress)?.into_iter().enumerate() {
            match opened {
                Ok(link) => {
                    places.push(at);
                    links.push(link);
                }
                Err(why) => {
                    refused.push((at, RefusedFile { path: files[at].clone(), why, unit: None }));
                }
            }
        }
        let (settled, warned) = self.settle(&links);
        let wanted: BTreeSet<String> =
            months_in(period).into_iter().chain([period]).map(|p| p.to_string()).collect();
        let is_wanted = |link: &Link| wanted.contains(&link.report.head.period.to_string());
        let sent: BTreeSet<&str> = (links.iter().zip(&settled))
            .filter(|(link, settled)| **settled == Settled::Counted && is_wanted(link))
            .map(|(link, _)| link.report.head.unit.as_str())
            .collect();
        let expected: Vec<Expected> = self.units().expected_on(period.to()).map(expected).collect();
        let listed: BTreeSet<&str> = expected.iter().map(|unit| unit.code.as_str()).collect();
        let (mut copies, mut other_periods, mut replaced) = (0, 0, 0);
        let mut counted = vec![false; links.len()];
        for (at, (link, settled)) in links.iter().zip(&settled).enumerate() {
            let unit = &link.report.head.unit;
            let why = match settled {
                Settled::Copy => {
                    copies += 1;
                    continue;
                }
                Settled::Counted if is_wanted(link) && !listed.contains(unit.as_str()) => {
                    PackageRefusal::UnknownUnit
                }
                Settled::Counted if is_wanted(link) => {
                    counted[at] = true;
                    continue;
                }
                Settled::Counted if sent.contains(unit.as_str()) => {
                    other_periods += 1;
                    continue;
                }
                Settled::Counted => PackageRefusal::WrongPeriod,
                Settled::Refused(PackageRefusal::Replaced) => {
                    replaced += 1;
                    continue;
                }
                Settled::Refused(why) => *why,
            };
            let path = files[places[at]].clone();
            refused.push((places[at], RefusedFile { path, why, unit: Some(unit.clone()) }));
        }
        refused.sort_by_key(|(at, file)| (!file.why.is_alarm(), *at));
        let warnings = warnings(&links, &counted, warned);
        let firsts = firsts(&links, &settled);
        let mut merged = Merged::default();
        for (link, _) in links.into_iter().zip(counted).filter(|(_, counted)| *counted) {
            let made =
                firsts.get(&(link.report.head.unit.clone(), link.report.head.period)).copied();
            merged.take(link.sha256, part(link, made));
        }
        Ok(Gathered {
            roll_up: RollUp::new(period, due_day(period), expected.into_iter(), &merged),
            refused: refused.into_iter().map(|(_, file)| file).collect(),
            replaced,
            warnings,
            files: files.len(),
            copies,
            other_periods,
        })
    }

    /// Opens every file, in the order given, on all processors there are.
    fn open_all(
        &self,
        files: &[PathBuf],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Opened>, Failure> {
        let workers =
            thread::available_parallelism().map_or(1, usize::from).min(files.len().max(1));
        let next = AtomicUsize::new(0);
        let done = AtomicUsize::new(0);
        let work = |told: &mut dyn FnMut(usize)| {
            let mut opened: Vec<(usize, Opened)> = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(at) else { return opened };
                if self.watch.step(done.load(Ordering::Relaxed), files.len()).is_err() {
                    return opened;
                }
                opened.push((at, self.open_file(file).map(lean)));
                told(done.fetch_add(1, Ordering::Relaxed) + 1);
            }
        };
        let mut all: Vec<Option<Opened>> = Vec::new();
        all.resize_with(files.len(), || None);
        thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| work(&mut |_| ()))).collect();
            let mine = work(&mut |done| progress(done, files.len()));
            let theirs = others.into_iter().flat_map(|other| other.join().unwrap_or_default());
            for (at, opened) in mine.into_iter().chain(theirs) {
                all[at] = Some(opened);
            }
        });
        self.watch.step(files.len(), files.len())?;
        // A worker that died leaves its files unread, and they say so.
        let read = |opened: Option<Opened>| opened.unwrap_or(Err(PackageRefusal::Unreadable));
        Ok(all.into_iter().map(read).collect())
    }
}

/// What has been checked and is not looked at again is let go: a year of the country fits in memory.
fn lean(mut link: Link) -> Link {
    link.report.head.checkpoint = String::new();
    link.report.head.consistency = Vec::new();
    link.report.head.recipient = String::new();
    link.report.head.program = String::new();
    link.report.figures.notes = Vec::new();
    link
}

fn expected(row: &UnitsRow) -> Expected {
    Expected { code: row.code.clone(), name: row.name.clone(), parent: row.parent.clone() }
}

/// When each unit made its first sound package of a period, also where a correction replaced it.
fn firsts(links: &[Link], settled: &[Settled]) -> HashMap<(String, Period), NaiveDateTime> {
    let sound =
        |s: &Settled| matches!(s, Settled::Counted | Settled::Refused(PackageRefusal::Replaced));
    let of = links.iter().zip(settled).filter(|(_, settled)| sound(settled)).map(|(link, _)| link);
    let first = of.map(|link| &link.report.head).filter(|head| head.revision == 1);
    first.filter_map(|h| Some(((h.unit.clone(), h.period), made_when(h.id)?))).collect()
}

fn part(link: Link, made: Option<NaiveDateTime>) -> Part {
    let head = link.report.head;
    Part { made, unit: head.unit, period: head.period, tally: link.report.figures.tally }
}

/// Warnings of the packages that count, the largest differences first.
fn warnings(links: &[Link], counted: &[bool], warned: Vec<(usize, Warning)>) -> Vec<UnitWarning> {
    let apart = |warning: &Warning| {
        warning.numbers().map_or(0, |(_, opening, closing)| opening.abs_diff(closing))
    };
    let told = warned.into_iter().filter(|(at, _)| counted[*at]).map(|(at, warning)| UnitWarning {
        unit: links[at].report.head.unit.clone(),
        period: links[at].report.head.period,
        warning,
    });
    let mut told: Vec<UnitWarning> = told.collect();
    told.sort_by(|a, b| {
        let by_numbers = apart(&b.warning).cmp(&apart(&a.warning));
        by_numbers.then_with(|| (a.warning, &a.unit).cmp(&(b.warning, &b.unit)))
    });
    told
}

/// The last day a report of the period is due, by the rule of clock R1.
fn due_day(period: Period) -> NaiveDate {
    let rules = RuleBook::embedded();
    let limit = rules.clocks().get(Clock::R1).limit;
    let due = limit.period(end_of_day(period.to()), None, rules.calendar());
    due.due.date()
}
