//! Case files out as an import workbook: the three sheets with the words officers use and real
//! Excel dates, so that what is written can be read, sorted and imported again.

use super::columns::{Column, Content, SheetKind};
use super::refused::{DATE, MOMENT, WriteError, save};
use crate::domain::case::{Event, Measure};
use crate::domain::date::iso;
use crate::domain::draft::Draft;
use crate::domain::person::Person;
use crate::domain::word::{
    DocumentKind, Education, EndReason, EventKind, Inflow, Lang, Law, MeasureCode, OccupationGroup,
    Outcome, Route, Sex, Substance, Word,
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::path::Path;

/// Writes case files to `path` (an existing file is replaced, only when the new one is complete).
///
/// The whole workbook is in memory while it is made. Of an end date set by the officer the sheet
/// has the date and not the reason: the workbook has no column for it.
///
/// # Errors
/// [`WriteError`]; [`WriteError::Format`] where a sheet gets more rows than a sheet can have.
pub fn write_workbook(
    path: &Path,
    cases: impl IntoIterator<Item = (Person, Vec<Measure>, Vec<Event>)>,
) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let mut pages = SheetKind::KNOWN.map(Page::new);
    for page in &mut pages {
        page.begin()?;
    }
    let [people, decisions, happenings] = &mut pages;
    for (person, measures, events) in cases {
        let file_no = person.file_no.as_str();
        people.row(file_no, &person.draft())?;
        for measure in &measures {
            let mut draft = measure.draft();
            if let Some(set) = measure.set_end.filter(|_| measure.ended_on.is_none()) {
                // An end that lies ahead is read as a set end date.
                draft.set(crate::domain::case::MeasureField::EndedOn, iso(set));
            }
            decisions.row(file_no, &draft)?;
        }
        for event in &events {
            happenings.row(file_no, &event.draft())?;
        }
    }
    for page in pages {
        book.push_worksheet(page.sheet);
    }
    save(&mut book, path)
}

/// A sheet being filled from above.
struct Page {
    kind: SheetKind,
    sheet: Worksheet,
    next: u32,
    date: Format,
    moment: Format,
    text: Format,
}

impl Page {
    fn new(kind: SheetKind) -> Self {
        let format = |shown: &str| Format::new().set_num_format(shown);
        let (date, moment, text) = (format(DATE), format(MOMENT), format("@"));
        Self { kind, sheet: Worksheet::new(), next: 1, date, moment, text }
    }

    fn begin(&mut self) -> Result<(), WriteError> {
        let bold = Format::new().set_bold();
        self.sheet.set_name(self.kind.title())?;
        for (at, column) in (0..).zip(self.kind.columns()) {
            self.sheet.write_string_with_format(0, at, column.header, &bold)?;
            self.sheet.set_column_width(at, 18)?;
        }
        self.sheet.set_freeze_panes(1, 2)?;
        Ok(())
    }

    fn row<F: Word + Ord>(&mut self, file_no: &str, draft: &Draft<F>) -> Result<(), WriteError> {
        let row = self.next;
        self.next += 1;
        for (at, column) in (0..).zip(self.kind.columns()) {
            let value = match column.code {
                "file_no" => Some(file_no),
                code => F::from_code(code).and_then(|field| draft.get(field)),
            };
            if let Some(value) = value {
                self.cell(row, at, column, value)?;
            }
        }
        Ok(())
    }

    fn cell(&mut self, row: u32, at: u16, column: &Column, value: &str) -> Result<(), WriteError> {
        match (column.content, date_of(value)) {
            (Content::Date, Some(day)) => {
                self.sheet.write_datetime_with_format(row, at, &day, &self.date)?;
            }
            (Content::Moment, Some(minute)) => {
                self.sheet.write_datetime_with_format(row, at, &minute, &self.moment)?;
            }
            (Content::Date, None) => {
                // A year, or year and month: text, turned round as people write it.
                let text = value.split_once('-').map(|(year, month)| format!("{month}/{year}"));
                let text = text.as_deref().unwrap_or(value);
                self.sheet.write_string_with_format(row, at, text, &self.text)?;
            }
            (Content::Number, _) if value.parse::<u32>().is_ok() => {
                self.sheet.write_number(row, at, value.parse::<u32>().unwrap_or_default())?;
            }
            (Content::Word, _) => {
                self.sheet.write_string(row, at, word_for(self.kind, column.code, value))?;
            }
            (Content::Words, _) => {
                let words = value.split(';').map(|code| word_for(self.kind, column.code, code));
                let text = words.collect::<Vec<_>>().join("; ");
                self.sheet.write_string(row, at, text)?;
            }
            _ => {
                self.sheet.write_string_with_format(row, at, value, &self.text)?;
            }
        }
        Ok(())
    }
}

/// The date of a full ISO date, with or without a time.
fn date_of(value: &str) -> Option<ExcelDateTime> {
    (value.len() >= 10).then(|| ExcelDateTime::parse_from_str(value).ok()).flatten()
}

/// The Vietnamese word for a code of a column; the code itself where it has none.
fn word_for<'a>(kind: SheetKind, column: &str, code: &'a str) -> &'a str {
    fn label<W: Word>(code: &str) -> Option<&'static str> {
        W::from_code(code).map(|word| word.label(Lang::Vi))
    }
    let found = match (kind, column) {
        (_, "sex") => label::<Sex>(code),
        (_, "document_kind") => label::<DocumentKind>(code),
        (_, "education") => label::<Education>(code),
        (_, "occupation_group") => label::<OccupationGroup>(code),
        (_, "substances" | "substance") => label::<Substance>(code),
        (_, "route") => label::<Route>(code),
        (_, "psychosis" | "released_prisoner") => {
            Some(if code == "yes" { "Có" } else { "Không" })
        }
        (_, "measure") => label::<MeasureCode>(code),
        // L120 and L73 are how officers call the laws.
        (_, "law") => Law::from_code(code).map(Word::code),
        (_, "source") => label::<Inflow>(code),
        (_, "end_reason") => label::<EndReason>(code),
        (_, "kind") => label::<EventKind>(code),
        (_, "outcome") => label::<Outcome>(code),
        _ => None,
    };
    found.unwrap_or(code)
}
