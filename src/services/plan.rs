//! The commune's level and its plan: entered with day and basis, shown beside what was counted.

use super::error::{Failure, SendingFault};
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::{CaseFile, Event};
use crate::domain::date::{Period, add_days};
use crate::domain::deadline::Clock;
use crate::domain::journal::{Act, Object};
use crate::domain::report::{
    Column, CommuneLevel, LevelSet, PlanLine, PlanTarget, Programme, ReportRow,
};
use crate::domain::text::clean_line;
use crate::domain::word::{EventKind, MeasureCode, Outcome, Word};
use crate::rules::plan::PlanRules;
use crate::storage::{PlanRow, StorageError};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the rows of a level are called in the store.
const LEVEL: &str = "level";
/// A sign of psychosis counts for so long (as in the report's table).
const PSYCHOSIS_DAYS: i64 = 180;
/// A contact is current for so long where no clock says otherwise (clock F1, not assessed).
const CONTACT_DAYS: i64 = 30;

/// Programme work, level and plan of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// Of when.
    pub period: Period,
    /// Programme work as far as it was entered.
    pub figures: BTreeMap<Programme, u64>,
    /// The level in force.
    pub level: Option<LevelSet>,
    /// Users and addicts with a file, and the population, where it was entered.
    pub share: (u64, Option<u64>),
    /// The share published for a hot spot of type I, in thousandths.
    pub published: u32,
    /// Every target with what was reached.
    pub targets: Vec<PlanLine>,
}

/// A change of level or targets.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanChange {
    /// Another level, from a day.
    pub level: Option<(CommuneLevel, NaiveDate)>,
    /// Other targets in per cent; `None` takes back what the unit had set.
    pub targets: Vec<(PlanTarget, Option<u32>)>,
    /// Decision, minutes or plan.
    pub basis: String,
}

/// So many of so many.
#[derive(Default)]
struct Share(i64, u64);

impl Share {
    fn take(&mut self, counts: bool, reached: bool) {
        self.1 += u64::from(counts);
        self.0 += i64::from(counts && reached);
    }
}

impl Registry {
    /// Sets the commune's level or targets.
    ///
    /// # Errors
    /// Not permitted; a change without its basis; a day to come; more than 100 per cent.
    pub fn set_plan(&mut self, change: &PlanChange) -> Result<(), Failure> {
        self.permit(Duty::EnterProgramme)?;
        let (basis, now) = (clean_line(&change.basis), self.now());
        let level = change.level.map(|(level, from)| (LEVEL, level.code().to_owned(), from));
        let target = |(target, percent): &(PlanTarget, Option<u32>)| {
            (target.code(), percent.map_or_else(String::new, |n| n.to_string()), now.date())
        };
        let changes: Vec<_> = level.into_iter().chain(change.targets.iter().map(target)).collect();
        if changes.is_empty() {
            return Ok(());
        }
        let to_come = changes.iter().any(|(.., from)| *from > now.date());
        if to_come || basis.is_empty() || basis.chars().count() > 200 {
            return Err(SendingFault::NoBasis.into());
        }
        if change.targets.iter().any(|(_, n)| n.is_some_and(|n| n > 100)) {
            return Err(SendingFault::TooMuch.into());
        }
        let officer = self.officer.login.clone();
        let told: Vec<String> =
            changes.iter().map(|(what, value, _)| format!("{what} = {value}")).collect();
        self.write_act(|tx, scribe| {
            for (what, value, from) in changes {
                let (what, basis, officer) = (what.to_owned(), basis.clone(), officer.clone());
                tx.add_plan(&PlanRow { what, value, from, basis, officer, at: now })?;
            }
            let entry = scribe.entry(Act::ProgrammeSet, Object::Report, None);
            tx.journal(&entry.because(&told.join("; ")))?;
            Ok(())
        })
    }

    /// Programme work, level and plan of a period.
    ///
    /// # Errors
    /// The file cannot be read; tables that contradict themselves.
    pub fn plan(&mut self, period: Period) -> Result<PlanView, Failure> {
        self.permit_look(Duty::ReadReport, &period.to_string())?;
        let figures = self.programme(period)?;
        let now = self.report(period, false)?.stock_flow;
        let year_ago = self.report(period.year_before(), false)?.stock_flow.total[Column::Closing];
        let after = [ReportRow::PostRehab12, ReportRow::PostRehab24];
        let closing = now.total[Column::Closing];
        let post_rehab: u64 = after.iter().map(|row| now.row(*row)[Column::Closing]).sum();
        let rows = self.store.plan()?;
        let row = |what: &str| rows.iter().find(|r| r.what == what);
        let of = |figure: Programme| figures.get(&figure).copied().unwrap_or(0);
        let outreach = Share(
            i64::try_from(of(Programme::OutreachHamlets)).unwrap_or(i64::MAX),
            of(Programme::Hamlets) * u64::from(period.months()),
        );
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let reduction = Share(signed(year_ago) - signed(closing), year_ago);
        let [managed, followed, released] = self.shares(period)?;
        let targets = PlanTarget::ALL.iter().map(|&target| {
            let Share(part, whole) = match target {
                PlanTarget::ManagedReached => &managed,
                PlanTarget::FollowUpCurrent => &followed,
                PlanTarget::ReleasedContacted => &released,
                PlanTarget::OutreachCoverage => &outreach,
                PlanTarget::YearlyReduction => &reduction,
            };
            let own = row(target.code()).and_then(|r| r.value.parse().ok());
            let shipped = || PlanRules::embedded().target(target).and_then(|rule| rule.percent);
            PlanLine { target, percent: own.or_else(shipped), part: *part, whole: *whole }
        });
        let targets = targets.collect();
        let level = row(LEVEL).map(|r| {
            let level = CommuneLevel::from_code(&r.value).ok_or(StorageError::Damaged)?;
            let (from, basis, officer) = (r.from, r.basis.clone(), r.officer.clone());
            Ok::<_, StorageError>(LevelSet { level, from, basis, officer })
        });
        let population = figures.get(&Programme::Population).copied().filter(|n| *n > 0);
        Ok(PlanView {
            period,
            level: level.transpose()?,
            share: (closing - post_rehab, population),
            published: PlanRules::embedded().share.per_mille,
            targets,
            figures,
        })
    }

    /// Managed people reached, follow-ups that are current, released prisoners met: of those in the
    /// closing stock.
    fn shares(&self, period: Period) -> Result<[Share; 3], Failure> {
        let end = self.at_end(period);
        let on = end.on;
        let [mut managed, mut followed, mut released] = <[Share; 3]>::default();
        self.each_case(&end, |case| {
            let Some(main) = case.active_main(on) else { return };
            let measure = main.record.code;
            let within = |e: &Event| (period.from()..=on).contains(&e.at.date());
            let had = |wanted: &dyn Fn(&Event) -> bool| {
                case.events.iter().any(|e| within(&e.record) && wanted(&e.record))
            };
            let helped = |e: &Event| matches!(e.kind, EventKind::Counselling | EventKind::Support);
            let in_care = !matches!(
                measure,
                MeasureCode::UserManagement | MeasureCode::Addicted | MeasureCode::PostRehab
            );
            managed.take(true, in_care || had(&helped));
            let psychosis = case.person.psychosis_seen_on.is_some_and(|seen| {
                (add_days(on, -PSYCHOSIS_DAYS)..=on).contains(&seen.first_day())
            });
            let visit = end.derive(case).deadlines.into_iter().find(|d| d.clock == Clock::F1);
            let current = match visit {
                Some(visit) => !end.overdue(&visit),
                None => met_since(case, add_days(on, -CONTACT_DAYS)),
            };
            followed.take(psychosis || measure == MeasureCode::PostRehab, current);
            let contacted = had(&helped) || met_since(case, period.from());
            released.take(case.person.released_prisoner == Some(true), contacted);
        })?;
        Ok([managed, followed, released])
    }
}

/// Whether he was met, or spoken to by phone, on that day or after it.
fn met_since(case: &CaseFile, since: NaiveDate) -> bool {
    case.events.iter().any(|e| {
        e.record.kind == EventKind::Contact
            && matches!(e.record.outcome, Some(Outcome::Met | Outcome::Phone))
            && e.record.at.date() >= since
    })
}
