//! The walk through a period before it is closed and sent: what to look at, how it compares, what
//! was sent.

use super::at_end::AtEnd;
use super::closing::Closing;
use super::derive::Derived;
use super::error::Failure;
use super::new_file::new_file;
use super::packages::{Exported, Sent};
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::CaseFile;
use crate::domain::date::Period;
use crate::domain::deadline::{Clock, ClockKind, Deadline};
use crate::domain::id::FileNo;
use crate::domain::report::{Dimension, Report, StockFlow};
use crate::vault::write_atomically;
use std::path::Path;

/// What an officer should look at before he signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A duty clock was overdue at the period's end, and counts in the report.
    Overdue(Clock),
    /// A fact is missing, so that the person counts as unknown in this table.
    Missing(Dimension),
}

/// One of them, with the file it is in. No `Debug`: it names a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file_no: FileNo,
    /// The name, as lists show it.
    pub name: String,
    /// What.
    pub kind: ProblemKind,
}

/// All that the screen shows of a period.
#[derive(Clone, PartialEq, Eq)]
pub struct ClosingView {
    /// Closed or not, corrections, opening.
    pub closing: Closing,
    /// Overdue clocks first, then missing facts, each kind by name.
    pub problems: Vec<Problem>,
    /// The report of now: what is signed.
    pub report: Report,
    /// The table of the period before.
    pub last: StockFlow,
    /// The table of the same period of the year before.
    pub year_ago: StockFlow,
    /// Packages of this period, newest first.
    pub sent: Vec<Sent>,
    /// Name of the receiving level; `None` = not entered yet.
    pub superior: Option<String>,
}

/// The tables in which a person of the closing stock stands as unknown for want of a fact.
fn missing(case: &CaseFile) -> impl Iterator<Item = Dimension> {
    let p = &case.person;
    [
        (Dimension::Education, p.education.is_none()),
        (Dimension::Occupation, p.occupation_group.is_none()),
        (Dimension::Substance, p.substances.is_empty()),
        (Dimension::Route, p.route.is_none()),
        (Dimension::YearsOfUse, p.use_since.is_none()),
    ]
    .into_iter()
    .filter_map(|(dimension, lost)| lost.then_some(dimension))
}

/// What to look at in a case file.
fn problems_of(end: &AtEnd, case: &CaseFile, derived: &Derived) -> Vec<Problem> {
    let late = |d: &&Deadline| end.kind(d) == ClockKind::Duty && end.overdue(d);
    let late = derived.deadlines.iter().filter(late).map(|d| ProblemKind::Overdue(d.clock));
    let counted = case.active_main(end.on).is_some();
    let missing = missing(case).filter(|_| counted).map(ProblemKind::Missing);
    let problem = |kind| Problem {
        file_no: case.person.file_no.clone(),
        name: case.person.name.clone(),
        kind,
    };
    late.chain(missing).map(problem).collect()
}

impl Registry {
    /// The walk through a period.
    ///
    /// # Errors
    /// The file cannot be read; tables that contradict themselves.
    pub fn closing_view(&mut self, period: Period) -> Result<ClosingView, Failure> {
        self.permit_look(Duty::ReadReport, &period.to_string())?;
        let last = self.report(period.previous(), false)?.stock_flow;
        let year_ago = self.report(period.year_before(), false)?.stock_flow;
        let mut problems = Vec::new();
        let report = self.report_also(
            period,
            Some(&mut |end, case, derived| {
                problems.extend(problems_of(end, case, derived));
            }),
        )?;
        problems.sort_by(|a: &Problem, b| (a.kind, &a.file_no).cmp(&(b.kind, &b.file_no)));
        let closing = self.closing(&report)?;
        let sent = self.sent()?.into_iter().filter(|s| s.period == period).collect();
        Ok(ClosingView {
            closing,
            problems,
            report,
            last,
            year_ago,
            sent,
            superior: self.superior()?.map(|s| s.name),
        })
    }

    /// Makes the period's next package (it replaces the one before, if there is one) and writes
    /// it; `again` writes the newest one once more.
    ///
    /// # Errors
    /// As [`Registry::export_next`]; no new file can stand there: then nothing is made. Where writing fails
    /// after that, the package stands in the register and can be written again.
    pub fn send_to(&mut self, period: Period, path: &Path, again: bool) -> Result<Sent, Failure> {
        self.permit(Duty::ClosePeriod)?;
        let path = new_file(path)?;
        let (line, bytes) = if again {
            self.package_again(period)?
        } else {
            let Exported { line, bytes, .. } = self.export_next(period)?;
            (line, bytes)
        };
        write_atomically(&path, &bytes)?;
        Ok(line)
    }
}
