//! Closing a period (chốt kỳ): the chief signs the figures, they are kept, and whatever changes
//! them later is shown as a correction for the next revision.

use super::error::{Failure, SendingFault};
use super::permission::Duty;
use super::registry::Registry;
use super::scribe::Scribe;
use crate::domain::date::Period;
use crate::domain::journal::{Act, Object};
use crate::domain::report::{Column, Figure, Figures, Programme, Report, ReportRow};
use crate::domain::text::clean_line;
use crate::domain::word::Word;
use crate::exchange::package::{figures_document, read_figures};
use crate::storage::{ClosedRow, ProgrammeRow, StorageError, Write};
use crate::vault::UnitPublicKey;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// A figure that is not what it was when the period was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// Which.
    pub figure: Figure,
    /// As it was closed; `None` where it was not given then.
    pub closed: Option<u64>,
    /// As it is counted now; `None` where it is not given now.
    pub now: Option<u64>,
}

/// A row that does not open with what the period before closed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningDiffers {
    /// The row, `None` for the total.
    pub row: Option<ReportRow>,
    /// What it opens with.
    pub opening: u64,
    /// What the period before closed with, as it was signed.
    pub closing: u64,
}

/// A closing as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// 1, 2 … for the period.
    pub revision: u32,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
    /// The figures signed.
    pub figures: Figures,
}

/// Where a period stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The period.
    pub period: Period,
    /// It has not ended yet.
    pub running: bool,
    /// Its newest closing.
    pub closed: Option<Closed>,
    /// What the facts of now would change in it.
    pub corrections: Vec<Correction>,
    /// Where it does not open as the one before closed.
    pub opening: Vec<OpeningDiffers>,
    /// The period before was closed: there is something to open as.
    pub before_closed: bool,
    /// Whether a package with the newest closing was made.
    pub sent: bool,
}

/// What `now` has otherwise than `then`.
pub(super) fn corrections(then: &Figures, now: &Figures) -> Vec<Correction> {
    let found = |figure: &Figure| Correction {
        figure: *figure,
        closed: then.tally.get(*figure),
        now: now.tally.get(*figure),
    };
    Figure::all().iter().map(found).filter(|c| c.closed != c.now).collect()
}

impl Registry {
    /// Where a period stands: closed or not, what has changed since, whether it opens as the one
    /// before closed. `report` is the period counted now.
    ///
    /// # Errors
    /// The file cannot be read; a closing there is not what the chief signed.
    pub fn closing(&mut self, report: &Report) -> Result<Closing, Failure> {
        self.permit_look(Duty::ReadReport, &report.period.to_string())?;
        let period = report.period;
        let now = Self::figures(report);
        let closed = self.closed(period)?;
        let before = self.closed(period.previous())?;
        let corrections = closed.as_ref().map_or_else(Vec::new, |c| corrections(&c.figures, &now));
        let before_closed = before.is_some();
        let opening = before.map_or_else(Vec::new, |b| opening_differs(&now, &b.figures));
        let revision = closed.as_ref().map(|c| c.revision);
        let code = period.to_string();
        let packages = self.store.packages()?;
        let sent = packages.iter().any(|p| p.period == code && Some(p.closing) == revision);
        let running = report.provisional;
        Ok(Closing { period, running, closed, corrections, opening, before_closed, sent })
    }

    /// The newest closing of a period, its signature checked.
    pub(super) fn closed(&self, period: Period) -> Result<Option<Closed>, Failure> {
        let Some(row) = self.store.closed(&period.to_string())? else { return Ok(None) };
        Ok(Some(closed(&self.vault.unit_public_key(), row)?))
    }

    /// Closes a period: the figures of now are signed by the unit's key and kept. Closing anew
    /// without a change keeps the closing there is. Returns the closing that holds.
    ///
    /// # Errors
    /// Not the chief; the period still runs; the figures contradict each other; [`Failure::Stopped`]
    /// while they are counted.
    pub fn close_period(&mut self, period: Period) -> Result<Closed, Failure> {
        self.permit(Duty::ClosePeriod)?;
        let figures = self.countable(period)?;
        let new = self.new_closing(&figures)?;
        if let Some(row) = &new {
            self.write_act(|tx, scribe| write_closing(tx, scribe, row))?;
        }
        self.closed(period)?.ok_or(Failure::Storage(StorageError::Damaged))
    }

    /// The figures of a period that may be signed.
    pub(super) fn countable(&mut self, period: Period) -> Result<Figures, Failure> {
        if period.to() > self.now().date() {
            return Err(Failure::PeriodRunning);
        }
        let report = self.report(period, true)?;
        let figures = Self::figures(&report);
        if figures.tally.contradicts_itself() {
            return Err(SendingFault::Contradiction.into());
        }
        Ok(figures)
    }

    /// A report's figures as they go upward.
    fn figures(report: &Report) -> Figures {
        let mut figures = Figures::of(report);
        figures.unit.name = clean_line(&figures.unit.name);
        figures
    }

    /// The closing to be added; `None` where the newest has these very figures.
    pub(super) fn new_closing(&self, figures: &Figures) -> Result<Option<ClosedRow>, Failure> {
        let period = figures.period.to_string();
        let text = String::from_utf8_lossy(&figures_document(figures)).into_owned();
        let last = self.store.closed(&period)?;
        if last.as_ref().is_some_and(|l| l.figures == text) {
            return Ok(None);
        }
        let revision = last.map_or(0, |l| l.revision) + 1;
        let comment = format!("hoso {} {period} {revision}", self.unit.code);
        Ok(Some(ClosedRow {
            signature: self.vault.sign_minisign(text.as_bytes(), &comment)?,
            period,
            revision,
            figures: text,
            officer: self.officer.login.clone(),
            at: self.now(),
        }))
    }

    /// Enters a figure of the programme work of a month; `None` takes it back.
    ///
    /// # Errors
    /// Not permitted; not a month; too large a figure.
    pub fn set_programme(
        &mut self,
        month: Period,
        figures: &[(Programme, Option<u64>)],
    ) -> Result<(), Failure> {
        self.permit(Duty::EnterProgramme)?;
        if month.months() != 1 {
            return Err(SendingFault::Month.into());
        }
        if month.from() > self.now().date() {
            return Err(Failure::PeriodRunning);
        }
        // A commune has at most some hundred thousand inhabitants.
        if figures.iter().any(|(_, n)| n.is_some_and(|n| n > 1_000_000)) {
            return Err(SendingFault::TooMuch.into());
        }
        let (at, officer) = (self.now(), self.officer.login.clone());
        let code = month.to_string();
        self.write_act(|tx, scribe| {
            for (work, count) in figures {
                tx.add_programme(&ProgrammeRow {
                    month: code.clone(),
                    work: work.code().to_owned(),
                    count: *count,
                    officer: officer.clone(),
                    at,
                })?;
            }
            if !figures.is_empty() {
                let entry = scribe.entry(Act::ProgrammeSet, Object::Report, None);
                tx.journal(&entry.because(&code))?;
            }
            Ok(())
        })
    }

    /// The programme work of a period: of each figure the sum over its months, of a state the last
    /// month's that was entered.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn programme(&self, period: Period) -> Result<BTreeMap<Programme, u64>, Failure> {
        self.permit(Duty::ReadReport)?;
        let (first, last) = (Period::month_of(period.from()), Period::month_of(period.to()));
        let mut sums: BTreeMap<Programme, u64> = BTreeMap::new();
        for (_, work, count) in self.store.programme(&first.to_string(), &last.to_string())? {
            let work = Programme::from_code(&work).ok_or(StorageError::Damaged)?;
            let sum = sums.entry(work).or_default();
            *sum = if work.is_state() { count } else { *sum + count };
        }
        Ok(sums)
    }
}

/// A kept closing, read and its signature checked.
fn closed(key: &UnitPublicKey, row: ClosedRow) -> Result<Closed, Failure> {
    let sound = key.verifies_minisign(row.figures.as_bytes(), &row.signature);
    let figures = read_figures(row.figures.as_bytes());
    match figures {
        Ok(figures) if sound && figures.period.to_string() == row.period => {
            Ok(Closed { revision: row.revision, officer: row.officer, at: row.at, figures })
        }
        _ => Err(StorageError::Damaged.into()),
    }
}

/// Writes a closing with its journal entry.
pub(super) fn write_closing(
    tx: &Write<'_>,
    scribe: &Scribe,
    row: &ClosedRow,
) -> Result<(), StorageError> {
    tx.add_closed(row)?;
    let told = format!("{}, lần {}", row.period, row.revision);
    tx.journal(&scribe.entry(Act::PeriodClosed, Object::Report, None).because(&told))?;
    Ok(())
}

fn opening_differs(now: &Figures, before: &Figures) -> Vec<OpeningDiffers> {
    let (now, before) = (now.tally.stock_flow(), before.tally.stock_flow());
    let pairs = now.lines().zip(before.lines());
    let found = pairs.map(|((row, mine), (_, theirs))| OpeningDiffers {
        row,
        opening: mine[Column::Opening],
        closing: theirs[Column::Closing],
    });
    found.filter(|d| d.opening != d.closing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::test_desk;
    use crate::services::watch::Watch;

    #[test]
    fn what_is_stopped_while_it_is_counted_is_not_closed() {
        let watch = Watch::default();
        let (_folder, registry) = test_desk::registry();
        let (mut registry, october) = (registry.with_watch(watch.clone()), Period::Month(2026, 10));
        watch.ask_stop();
        assert!(matches!(registry.close_period(october), Err(Failure::Stopped)));
        assert!(registry.closed(october).unwrap().is_none());
        watch.begin();
        assert_eq!(registry.close_period(october).unwrap().revision, 1);
    }
}
