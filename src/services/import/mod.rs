//! Nhập: a workbook becomes case files, in one transaction. A workbook never overwrites what is
//! there: known rows change nothing, blanks are filled, an open measure may be closed, a
//! differing value is refused. What is refused is refused row by row; the rest goes in.

mod alike;
mod file;
mod intake;
mod rows;
#[cfg(test)]
mod tests;

pub use self::file::write_refused;

use self::alike::AlikeIndex;
use self::intake::{EventRow, Fate, Intake, Intakes, MeasureRow};
use self::rows::{AT_A_TIME, by_two, columns, draft_of};
use super::derive;
use super::error::{Failure, remark_text};
use super::permission::Duty;
use super::registry::Registry;
use super::scribe::Scribe;
use super::view::{ImportOutcome, ImportWarning, RefusedRow, SheetCounts, WarningKind};
use super::watch::Watch;
use crate::domain::case::{Event, EventField, Measure, MeasureDraft, MeasureField};
use crate::domain::draft::Parsed;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::{Person, PersonDraft, PersonField};
use crate::domain::refusal::{Oddity, Reason, Refusal, Remark};
use crate::domain::risk::RiskFault;
use crate::domain::word::{EndReason, EventKind, Lang, Word};
use crate::exchange::workbook::{Row, Sheet, SheetKind, Workbook};
use crate::storage::Write;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashSet;

impl Registry {
    /// Imports a workbook; `dry_run` does everything but keep it. `progress` is told how many
    /// persons of how many are written. Until the commit it can be stopped, and then keeps nothing.
    ///
    /// # Errors
    /// Not permitted; the file cannot be read or written; [`Failure::Stopped`].
    pub fn import(
        &mut self,
        workbook: &Workbook,
        dry_run: bool,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<ImportOutcome, Failure> {
        self.permit(Duty::Import)?;
        let now = self.now();
        let mut reading = Reading::new(now.date(), dry_run, self.watch.clone());
        let changed = reading.read(self, workbook)?;
        if dry_run {
            reading.foresee_alike(&self.store.write()?, &changed, now)?;
        }
        if !changed.is_empty() && !dry_run {
            let scribe = Scribe::new(&self.vault, now);
            let judge = self.judge();
            let tx = self.store.write()?;
            let mut alike = AlikeIndex::load(&tx)?;
            let all = changed.len();
            for (done, intake) in changed.into_iter().enumerate() {
                let (is_new, row) = (intake.is_new(), intake.row);
                let case = intake.write(&tx, &scribe)?;
                derive::write(&tx, &case, &judge)?;
                if is_new {
                    let person = (&case.person, case.id, row);
                    reading.note_alike(Some(&tx), &mut alike, person, now)?;
                }
                tx.settle_entries()?;
                progress(done + 1, all);
                // Reading was the first half.
                self.watch.step(all + done + 1, 2 * all)?;
            }
            tx.journal(
                &scribe.entry(Act::Imported, Object::Registry, None).because(&reading.summary()),
            )?;
            let next = tx.next_seq()?;
            tx.commit()?;
            self.anchor_after(next);
            self.roster = None;
            self.forget_acts()?;
        }
        Ok(reading.outcome)
    }

    /// Loads case files that are complete and right by themselves (the demo's made-up people, the
    /// benches): same rows, same derived tables, same journal as an import, without the checks.
    pub fn load_made_up(
        &mut self,
        cases: impl Iterator<Item = (Person, Vec<Measure>, Vec<Event>)>,
        progress: &mut dyn FnMut(usize),
    ) -> Result<usize, Failure> {
        self.permit(Duty::Import)?;
        let now = self.now();
        let scribe = Scribe::new(&self.vault, now);
        let judge = self.judge();
        let tx = self.store.write()?;
        let mut count = 0;
        for (person, measures, events) in cases {
            let intake = Intake::made_up(person, measures, events);
            let case = intake.write(&tx, &scribe)?;
            derive::write(&tx, &case, &judge)?;
            tx.settle_entries()?;
            count += 1;
            progress(count);
        }
        tx.commit()?;
        self.roster = None;
        self.forget_acts()?;
        Ok(count)
    }
}

/// Reads a workbook's rows against the registry and keeps the account of what happens to each.
struct Reading {
    today: NaiveDate,
    outcome: ImportOutcome,
    /// Name of the sheet of people, as in the file.
    people_sheet: String,
    refused_files: HashSet<FileNo>,
    watch: Watch,
    /// Rows read, and as how many all of the work counts.
    rows: (usize, usize),
}

/// Where a row stands.
#[derive(Clone, Copy)]
struct At<'a> {
    sheet: &'a str,
    row: u32,
}

impl Reading {
    fn new(today: NaiveDate, dry_run: bool, watch: Watch) -> Self {
        Self {
            today,
            outcome: ImportOutcome { dry_run, ..ImportOutcome::default() },
            people_sheet: String::new(),
            refused_files: HashSet::new(),
            watch,
            rows: (0, 0),
        }
    }

    /// So many rows more are read.
    fn step(&mut self, rows: usize) -> Result<(), Failure> {
        self.rows.0 += rows;
        self.watch.step(self.rows.0, self.rows.1)
    }

    /// Everybody with something new, in the order of the workbook.
    fn read(&mut self, registry: &Registry, workbook: &Workbook) -> Result<Vec<Intake>, Failure> {
        for sheet in &workbook.sheets {
            self.note_reading(sheet);
            self.rows.1 += sheet.rows.len();
        }
        if !self.outcome.dry_run {
            // Writing is the other half.
            self.rows.1 *= 2;
        }
        let mut intakes = Intakes::new(registry)?;
        if let Some(sheet) = workbook.sheet(SheetKind::People) {
            self.people_sheet.clone_from(&sheet.name);
            self.people(&mut intakes, sheet)?;
        }
        if let Some(sheet) = workbook.sheet(SheetKind::Measures) {
            self.measures(&mut intakes, sheet)?;
        }
        if let Some(sheet) = workbook.sheet(SheetKind::Events) {
            self.events(&mut intakes, sheet)?;
        }
        let changed = intakes.into_changed();
        self.outcome.suspected = changed.iter().filter(|i| i.is_suspected()).count();
        Ok(changed)
    }

    fn people(&mut self, intakes: &mut Intakes<'_>, sheet: &Sheet) -> Result<(), Failure> {
        let columns = columns::<PersonField>(sheet);
        let number = |row| sheet.text(row, PersonField::FileNo.code()).and_then(FileNo::parse);
        intakes.reserve(sheet.rows.iter().filter_map(number));
        for rows in sheet.rows.chunks(AT_A_TIME) {
            let drafts: Vec<(bool, PersonDraft)> = rows
                .iter()
                .map(|row| {
                    let mut draft = draft_of(row, &columns);
                    let numbered = draft.get(PersonField::FileNo).is_some();
                    if !numbered {
                        draft.set(PersonField::FileNo, intakes.next_file_no().as_str());
                    }
                    (numbered, draft)
                })
                .collect();
            let parsed = by_two(&drafts, |(_, draft)| self.parse_person(draft));
            for ((row, (numbered, draft)), parsed) in rows.iter().zip(&drafts).zip(parsed) {
                let at = At { sheet: &sheet.name, row: row.number };
                let taken = match parsed {
                    Err(refusals) => {
                        self.refuse_person(intakes, *numbered, draft);
                        Err(refusals)
                    }
                    Ok((person, remarks)) => {
                        self.take_person(intakes, person, row.number)?.map(|fate| (fate, remarks))
                    }
                };
                let fate = self.settle(at, taken);
                count(fate, &mut self.outcome.people);
            }
            self.step(rows.len())?;
        }
        Ok(())
    }

    /// Of a number that stands twice, the other sheets mean the row that came first.
    fn refuse_person(&mut self, intakes: &mut Intakes<'_>, numbered: bool, draft: &PersonDraft) {
        if numbered
            && let Some(file) = draft.get(PersonField::FileNo).and_then(FileNo::parse)
            && intakes.note_row(&file)
        {
            self.refused_files.insert(file);
        }
    }

    fn take_person(
        &mut self,
        intakes: &mut Intakes<'_>,
        person: Person,
        row: u32,
    ) -> Result<Result<Fate, Vec<Refusal>>, Failure> {
        let file = person.file_no.clone();
        let taken = intakes.take_person(person, row)?;
        // A number that stands twice belongs to the row that came first.
        let twice = |r: &Refusal| r.reason == Reason::FileNoTwice;
        if taken.as_ref().is_err_and(|refusals| !refusals.iter().any(twice)) {
            self.refused_files.insert(file);
        }
        Ok(taken)
    }

    /// A date of birth or detection ahead of today is no ground to refuse a row: kept, with a
    /// warning.
    fn parse_person(&self, draft: &PersonDraft) -> Parsed<Person> {
        let (person, mut remarks) = Person::parse(draft, NaiveDate::MAX)?;
        let dates = [
            (PersonField::Born, Some(person.born), Oddity::BornAfterToday),
            (PersonField::DetectedOn, person.detected_on, Oddity::AfterToday),
        ];
        for (field, day, oddity) in dates {
            if day.is_some_and(|d| d.first_day() > self.today) {
                remarks.push(Remark::of(field, oddity));
            }
        }
        Ok((person, remarks))
    }

    /// An end reason beside no end date is no ground to refuse a row: left out, with a warning.
    fn parse_measure(&self, mut draft: MeasureDraft) -> Result<MeasureRow, Vec<Refusal>> {
        use MeasureField as F;
        let law_given = draft.get(F::Law).is_some();
        let reason = draft.get(F::EndReason).and_then(EndReason::from_text);
        let loose = reason.is_some() && draft.get(F::EndedOn).is_none();
        if loose {
            draft.set(F::EndReason, "");
        }
        let (measure, mut remarks) = Measure::parse(&draft, self.today)?;
        if loose {
            remarks.push(Remark::of(F::EndReason, Oddity::ReasonWithoutEnd));
        }
        Ok(MeasureRow { measure, law_given, remarks })
    }

    /// Rows that the registry knows are settled first, so that an ending in a later row makes room
    /// for a beginning in an earlier one.
    fn measures(&mut self, intakes: &mut Intakes<'_>, sheet: &Sheet) -> Result<(), Failure> {
        let columns = columns::<MeasureField>(sheet);
        let mut fresh = Vec::new();
        for rows in sheet.rows.chunks(AT_A_TIME) {
            let parsed = by_two(rows, |row| self.parse_measure(draft_of(row, &columns)));
            for (row, parsed) in rows.iter().zip(parsed) {
                let at = At { sheet: &sheet.name, row: row.number };
                match (self.file_of(intakes, sheet, row, at)?, parsed) {
                    (None, _) => self.outcome.measures.refused += 1,
                    (Some(_), Err(refusals)) => {
                        let fate = self.settle(at, Err(refusals));
                        count(fate, &mut self.outcome.measures);
                    }
                    (Some(file), Ok(measure)) => {
                        if intakes.knows_measure(&file, &measure.measure) {
                            self.take_measure(intakes, at, &file, measure);
                        } else {
                            fresh.push((at, file, measure));
                        }
                    }
                }
            }
            self.step(rows.len())?;
        }
        for (at, file, measure) in fresh {
            self.take_measure(intakes, at, &file, measure);
        }
        Ok(())
    }

    fn take_measure(
        &mut self,
        intakes: &mut Intakes<'_>,
        at: At<'_>,
        file: &FileNo,
        measure: MeasureRow,
    ) {
        let fate = self.settle(at, intakes.take_measure(file, measure));
        count(fate, &mut self.outcome.measures);
    }

    fn events(&mut self, intakes: &mut Intakes<'_>, sheet: &Sheet) -> Result<(), Failure> {
        let columns = columns::<EventField>(sheet);
        for rows in sheet.rows.chunks(AT_A_TIME) {
            let parsed = by_two(rows, |row| {
                let read = Event::parse(&draft_of(row, &columns), self.today).and_then(not_a_level);
                read.map(|(event, remarks)| (EventRow::of(event), remarks))
            });
            for (row, parsed) in rows.iter().zip(parsed) {
                let at = At { sheet: &sheet.name, row: row.number };
                let Some(file) = self.file_of(intakes, sheet, row, at)? else {
                    self.outcome.events.refused += 1;
                    continue;
                };
                let taken =
                    parsed.map(|(event, remarks)| (intakes.take_event(&file, event), remarks));
                let fate = self.settle(at, taken);
                count(fate, &mut self.outcome.events);
            }
            self.step(rows.len())?;
        }
        Ok(())
    }

    /// The file a row of another sheet belongs to, or `None` after noting why it is refused.
    fn file_of(
        &mut self,
        intakes: &mut Intakes<'_>,
        sheet: &Sheet,
        row: &Row,
        at: At<'_>,
    ) -> Result<Option<FileNo>, Failure> {
        let file = sheet.text(row, PersonField::FileNo.code()).and_then(FileNo::parse);
        let reason = match &file {
            None => Reason::Missing,
            Some(file) if self.refused_files.contains(file) => Reason::PersonRefused,
            Some(file) if !intakes.knows_file(file)? => Reason::UnknownFile,
            Some(_) => return Ok(file),
        };
        self.refuse_all(at, vec![Refusal::of(PersonField::FileNo, reason)]);
        Ok(None)
    }

    /// Notes what came of a row; `None` = refused.
    fn settle(
        &mut self,
        at: At<'_>,
        taken: Result<(Fate, Vec<Remark>), Vec<Refusal>>,
    ) -> Option<Fate> {
        match taken {
            Ok((fate, remarks)) => {
                for remark in remarks {
                    self.warn(at, WarningKind::Remark(remark));
                }
                Some(fate)
            }
            Err(refusals) => {
                self.refuse_all(at, refusals);
                None
            }
        }
    }

    fn refuse_all(&mut self, at: At<'_>, refusals: Vec<Refusal>) {
        let rows = refusals.into_iter().map(|refusal| RefusedRow {
            sheet: at.sheet.to_owned(),
            row: at.row,
            refusal,
        });
        self.outcome.refused.extend(rows);
    }

    fn warn(&mut self, at: At<'_>, warning: WarningKind) {
        self.outcome.warnings.push(ImportWarning {
            sheet: at.sheet.to_owned(),
            row: at.row,
            warning,
        });
    }

    fn note_reading(&mut self, sheet: &Sheet) {
        let whole = At { sheet: &sheet.name, row: 0 };
        if sheet.kind == SheetKind::Unknown {
            self.warn(whole, WarningKind::UnknownSheet);
        }
        for column in &sheet.unknown_columns {
            self.warn(whole, WarningKind::UnknownColumn(column.clone()));
        }
        for remark in &sheet.remarks {
            let at = At { sheet: &sheet.name, row: remark.row };
            self.warn(
                at,
                WarningKind::Reading(
                    remark_text(remark.kind, Lang::Vi),
                    remark_text(remark.kind, Lang::En),
                ),
            );
        }
    }

    /// The warnings that keeping these people would bring; writes nothing.
    fn foresee_alike(
        &mut self,
        tx: &Write<'_>,
        changed: &[Intake],
        now: NaiveDateTime,
    ) -> Result<(), Failure> {
        let mut alike = AlikeIndex::load(tx)?;
        for (id, intake) in (1..).zip(changed.iter().filter(|i| i.is_new())) {
            // Row ids are positive: these stand for rows that will not be.
            let person = (&intake.person, PersonId(-id), intake.row);
            self.note_alike(None, &mut alike, person, now)?;
        }
        Ok(())
    }

    fn note_alike(
        &mut self,
        tx: Option<&Write<'_>>,
        alike: &mut AlikeIndex,
        (person, id, row): (&Person, PersonId, u32),
        now: NaiveDateTime,
    ) -> Result<(), Failure> {
        for twin in alike.add(id, person, row) {
            let is_new = tx.map_or(Ok(true), |tx| tx.note_alike(id, twin.id, now))?;
            if is_new {
                let sheet = self.people_sheet.clone();
                let warning =
                    WarningKind::LooksAlike(person.file_no.clone(), twin.file_no, twin.row);
                self.warn(At { sheet: &sheet, row }, warning);
            }
        }
        Ok(())
    }

    /// Counts for the journal: no name, no number of a person.
    fn summary(&self) -> String {
        let part = |name: &str, c: SheetCounts| {
            format!("{name} +{} ~{} ={} !{}", c.added, c.updated, c.unchanged, c.refused)
        };
        [
            part("people", self.outcome.people),
            part("measures", self.outcome.measures),
            part("events", self.outcome.events),
        ]
        .join("; ")
    }
}

/// An officer's own level needs a reason and, to lower from high, the chief: no workbook has them.
fn not_a_level(read: (Event, Vec<Remark>)) -> Result<(Event, Vec<Remark>), Vec<Refusal>> {
    if read.0.kind == EventKind::RiskOverride {
        let fault = Reason::Risk(RiskFault::NotByWorkbook);
        return Err(vec![Refusal::of(EventField::Kind, fault)]);
    }
    Ok(read)
}

/// Counts a row by what became of it.
fn count(fate: Option<Fate>, counts: &mut SheetCounts) {
    let row = match fate {
        Some(Fate::Added) => &mut counts.added,
        Some(Fate::Unchanged) => &mut counts.unchanged,
        Some(Fate::Updated) => &mut counts.updated,
        None => &mut counts.refused,
    };
    *row += 1;
}
