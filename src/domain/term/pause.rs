//! What shifts the end of a running term: absence that does not count, custody that is deducted,
//! custody that changes nothing but can outlast it.

use super::{TermRules, legal_days};
use crate::domain::case::{CaseFile, Event, Measure};
use crate::domain::date::add_days;
use crate::domain::legal::Citation;
use crate::domain::word::{EventKind, Law, MeasureCode, Outcome};
use chrono::NaiveDate;

/// What a pause rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseKind {
    /// Unreported absence does not count toward the term: the end shifts by its days.
    Absence,
    /// Custody while the compulsory file was made counts as served: its days are deducted.
    CustodyDeducted,
    /// Custody does not shift the end; when it outlasts the term, the measure is stopped.
    CustodyKept,
}

impl PauseKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[Self::Absence, Self::CustodyDeducted, Self::CustodyKept];

    /// Its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Absence => "absence",
            Self::CustodyDeducted => "custody_deducted",
            Self::CustodyKept => "custody_kept",
        }
    }
}

/// A pause as the law (or the unit) sets it: a row `[[pause]]` of `rules/measures.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PauseRule {
    /// Identifier, never reused.
    pub id: String,
    /// What it says.
    pub kind: PauseKind,
    /// Of which measures.
    pub measures: Vec<MeasureCode>,
    /// Of decisions under which laws.
    pub laws: Vec<Law>,
    /// Where it stands.
    pub citation: Citation,
    /// The rule as a Vietnamese sentence.
    pub sentence: String,
}

/// A custody during a term, and whether it outlasts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CustodyInTerm {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day; none while it goes on.
    pub until: Option<NaiveDate>,
    /// It lasts beyond the end of the term.
    pub beyond: bool,
}

/// What became of a term on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pauses {
    /// Days of unreported absence that do not count; of one not over, those sure by now.
    pub absent_days: u32,
    /// Since when an absence lasts that is not over: the end is not known yet.
    pub absent_since: Option<NaiveDate>,
    /// Days of unreported absence that count all the same, since no rule of the decision's law
    /// says otherwise.
    pub counted_absence: u32,
    /// Days of custody deducted.
    pub deducted_days: u32,
    /// The last custody of the term that shifts nothing.
    pub custody: Option<CustodyInTerm>,
    /// Where the rules stand that were used.
    pub citations: Vec<Citation>,
}

/// A stretch of days, both ends included; open while it lasts.
#[derive(Clone, Copy)]
struct Stretch {
    first: NaiveDate,
    /// Its last day, as far as known.
    last: NaiveDate,
    open: bool,
}

impl TermRules {
    fn pause(&self, kind: PauseKind, m: &Measure) -> Option<&super::PauseRule> {
        let fits = |p: &&PauseRule| {
            p.kind == kind && p.measures.contains(&m.code) && p.laws.contains(&m.law)
        };
        self.pauses.iter().find(fits)
    }

    /// Whether absence pauses such a measure under another law.
    fn pauses_elsewhere(&self, m: &Measure) -> bool {
        self.pauses.iter().any(|p| p.kind == PauseKind::Absence && p.measures.contains(&m.code))
    }

    /// The end of a term that would end on `base`, and what shifted it.
    pub(super) fn shifted(
        &self,
        case: &CaseFile,
        m: &Measure,
        base: NaiveDate,
    ) -> (NaiveDate, Pauses) {
        let mut pauses = Pauses::default();
        let mut end = base;
        if case.events.is_empty() {
            return (end, pauses);
        }
        if let Some(rule) = self.pause(PauseKind::CustodyDeducted, m) {
            pauses.deducted_days = deducted(case, m);
            if pauses.deducted_days > 0 {
                end = add_days(end, -i64::from(pauses.deducted_days)).max(m.start);
                pauses.citations.push(rule.citation.clone());
            }
        }
        let (shifted, days, since) = absence(case, m, end);
        if days > 0 || since.is_some() {
            match self.pause(PauseKind::Absence, m) {
                Some(rule) => {
                    end = shifted;
                    pauses.absent_days = days;
                    pauses.absent_since = since;
                    pauses.citations.push(rule.citation.clone());
                }
                None if self.pauses_elsewhere(m) => pauses.counted_absence = days,
                None => {}
            }
        }
        if let Some(rule) = self.pause(PauseKind::CustodyKept, m) {
            pauses.custody = custody(case, m, end);
            if pauses.custody.is_some() {
                pauses.citations.push(rule.citation.clone());
            }
        }
        (end, pauses)
    }
}

fn of_kind(case: &CaseFile, kind: EventKind) -> impl DoubleEndedIterator<Item = &Event> {
    case.events.iter().map(|e| &e.record).filter(move |e| e.kind == kind)
}

/// The end shifted by the unreported absences of a measure, the days, and since when one lasts.
/// The day a term begins is not of it (Civil Code 2015 Đ147), so absence counts from the day
/// after; days absent twice over count once; an absence that begins after the end shifts nothing.
fn absence(case: &CaseFile, m: &Measure, end: NaiveDate) -> (NaiveDate, u32, Option<NaiveDate>) {
    let first = add_days(m.start, 1);
    let last = m.ended_on.map_or(NaiveDate::MAX, |e| add_days(e, -1));
    let away = of_kind(case, EventKind::Absence).filter(|e| e.outcome == Some(Outcome::Unreported));
    let mut stretches: Vec<Stretch> = away
        .map(|e| {
            let first = e.at.date().max(first);
            match e.until {
                Some(until) => Stretch { first, last: until.min(last), open: false },
                None if m.ended_on.is_some() => Stretch { first, last, open: false },
                // Not over: not one day of it is sure yet.
                None => Stretch { first, last: add_days(first, -1), open: true },
            }
        })
        .filter(|s| s.first <= s.last || s.open)
        .collect();
    stretches.sort_by_key(|s| s.first);
    let (mut end, mut days, mut since) = (end, 0, None);
    for s in merged(&stretches) {
        if s.first > end {
            break;
        }
        since = s.open.then_some(s.first);
        let sure = legal_days(s.first, s.last);
        days += sure;
        end = add_days(end, i64::from(sure));
    }
    (end, days, since)
}

/// Stretches put together where they overlap or touch.
fn merged(stretches: &[Stretch]) -> Vec<Stretch> {
    let mut kept: Vec<Stretch> = Vec::with_capacity(stretches.len());
    for s in stretches {
        match kept.last_mut() {
            Some(k) if k.open || s.first <= add_days(k.last, 1) => {
                k.last = k.last.max(s.last);
                k.open |= s.open;
            }
            _ => kept.push(*s),
        }
    }
    kept
}

/// Days of custody between the opening of the compulsory file and the court's decision (the start
/// of the measure where that is not recorded); both days count.
fn deducted(case: &CaseFile, m: &Measure) -> u32 {
    let opened = of_kind(case, EventKind::CompulsoryOpened).rfind(|e| e.at.date() <= m.start);
    let Some(opened) = opened.map(|e| e.at.date()) else { return 0 };
    let decided = of_kind(case, EventKind::CourtDecision)
        .map(|e| e.at.date())
        .find(|d| *d >= opened)
        .map_or(m.start, |d| d.min(m.start));
    let held = of_kind(case, EventKind::Custody).map(|e| Stretch {
        first: e.at.date().max(opened),
        last: e.until.unwrap_or(decided).min(decided),
        open: false,
    });
    let held: Vec<Stretch> = held.filter(|s| s.first <= s.last).collect();
    merged(&held).iter().map(|s| legal_days(s.first, s.last)).sum()
}

/// The last custody that began within the term.
fn custody(case: &CaseFile, m: &Measure, end: NaiveDate) -> Option<CustodyInTerm> {
    let within = |e: &&Event| (m.start..=end).contains(&e.at.date());
    let held = of_kind(case, EventKind::Custody).rfind(within)?;
    let of_this = m.ended_on.is_none_or(|e| held.at.date() <= e);
    of_this.then(|| CustodyInTerm {
        from: held.at.date(),
        until: held.until,
        beyond: held.until.is_some_and(|until| until > end),
    })
}
