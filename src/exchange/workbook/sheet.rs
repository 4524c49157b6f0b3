//! One sheet on its way through the child: finds the header row, then passes on the rows below.

use super::columns::{ORDINAL_HEADERS, REFUSAL_HEADERS, SheetKind, TEMPLATE_NOTES, header_key};
use super::encoding::Tally;
use super::error::ReadError;
use super::wire::{Head, REMARK_CAP, WireColumn, Writer};
use super::{Limits, RemarkKind};

/// Filled rows searched for the header.
const PROBED_ROWS: usize = 60;
/// Rows looked at for text of an old encoding.
const TALLIED_ROWS: u32 = 300;

/// A row as a file gives it.
#[derive(Default)]
pub(super) struct RawRow {
    /// From 1.
    number: u32,
    cells: Vec<RawCell>,
    /// A filled cell lies beyond the last column allowed.
    too_wide: bool,
}

struct RawCell {
    at: u16,
    text: String,
    flaw: Option<Flaw>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flaw {
    NoValue,
    Error,
    TooLong,
}

impl RawRow {
    /// An empty row of this number (from 1).
    pub(super) fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Its number.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// Puts a value into the cell at column `at` (from 0).
    pub(super) fn put(&mut self, at: u32, value: super::cell::Value, limits: &Limits) {
        use super::cell::Value;
        let (text, flaw) = match value {
            Value::Empty => return,
            Value::Text(text) => (text, None),
            Value::Error(text) => (text, Some(Flaw::Error)),
        };
        self.push(at, text, flaw, limits);
    }

    /// Notes a formula without a stored value at column `at`.
    pub(super) fn put_unvalued(&mut self, at: u32, limits: &Limits) {
        self.push(at, String::new(), Some(Flaw::NoValue), limits);
    }

    fn push(&mut self, at: u32, mut text: String, mut flaw: Option<Flaw>, limits: &Limits) {
        let Some(at) = u16::try_from(at).ok().filter(|_| at < limits.columns) else {
            self.too_wide |= !text.is_empty();
            return;
        };
        let cap = limits.cell_chars as usize;
        if let Some((cut, _)) = text.char_indices().nth(cap) {
            text.truncate(cut);
            flaw = Some(Flaw::TooLong);
        }
        self.cells.push(RawCell { at, text, flaw });
    }

    fn is_blank(&self) -> bool {
        self.cells.is_empty() && !self.too_wide
    }
}

/// Whether the file need go on giving rows of this sheet.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wants {
    /// More rows.
    More,
    /// The sheet is none of ours.
    Nothing,
}

/// Where a cell of a physical column goes.
#[derive(Clone)]
enum Place {
    /// Index into the sheet's columns.
    Column(u16, String),
    /// Known and left out.
    Ignored,
    /// No header: becomes a column when something is in it.
    Bare,
}

enum State {
    Probing(Vec<RawRow>),
    Reading { places: Vec<Place>, columns: u16, header_row: u32 },
    Skipped,
}

/// One sheet being read.
pub(super) struct SheetReading<'a, 'w> {
    name: String,
    position: u32,
    named: Option<SheetKind>,
    kind: SheetKind,
    hidden: bool,
    limits: &'a Limits,
    out: &'a mut Writer<'w>,
    state: State,
    rows: u32,
    last_row: u32,
    remarks: u32,
    tally: Tally,
}

impl<'a, 'w> SheetReading<'a, 'w> {
    /// Begins the sheet at `position` (from 1).
    pub(super) fn new(
        name: &str,
        position: u32,
        hidden: bool,
        limits: &'a Limits,
        out: &'a mut Writer<'w>,
    ) -> Self {
        let named = SheetKind::named(name);
        let name: String = super::cell::tidy(name).chars().take(255).collect();
        Self {
            name,
            position,
            named,
            kind: named.unwrap_or(SheetKind::Unknown),
            hidden,
            limits,
            out,
            state: State::Probing(Vec::new()),
            rows: 0,
            last_row: 0,
            remarks: 0,
            tally: Tally::default(),
        }
    }

    /// Whether the sheet is the template's explanation or word list, which is not read at all.
    pub(super) fn is_note(name: &str) -> bool {
        let key = header_key(name);
        TEMPLATE_NOTES.iter().any(|note| header_key(note) == key)
    }

    /// The sheet's place in the file, from 1.
    pub(super) fn position(&self) -> u32 {
        self.position
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, row: RawRow) -> Result<Wants, ReadError> {
        if row.is_blank() {
            return Ok(Wants::More);
        }
        match &mut self.state {
            State::Skipped => return Ok(Wants::Nothing),
            State::Reading { .. } => self.pass(row)?,
            State::Probing(rows) => {
                let kinds = self.named.map_or(SheetKind::KNOWN.to_vec(), |kind| vec![kind]);
                let full = kinds.into_iter().any(|kind| {
                    let fit = Fit::of(&row, kind);
                    fit.required == kind.columns().iter().filter(|c| c.required).count()
                });
                rows.push(row);
                if full || rows.len() >= PROBED_ROWS {
                    self.decide()?;
                }
            }
        }
        Ok(if matches!(self.state, State::Skipped) { Wants::Nothing } else { Wants::More })
    }

    /// The sheet is over.
    pub(super) fn finish(mut self) -> Result<(), ReadError> {
        if matches!(self.state, State::Probing(_)) {
            self.decide()?;
        }
        self.judge_encoding()
    }

    /// Chooses the header among the rows seen so far, tells the sheet, and passes on what lies
    /// below it.
    fn decide(&mut self) -> Result<(), ReadError> {
        let State::Probing(rows) = std::mem::replace(&mut self.state, State::Skipped) else {
            return Ok(());
        };
        let kinds = self.named.map_or(SheetKind::KNOWN.to_vec(), |kind| vec![kind]);
        let least = if self.named.is_some() { Fit::TWO } else { Fit::GUESS };
        // The first of the best: a repeated header further down is not the header.
        let mut best: Option<(Fit, usize, SheetKind)> = None;
        for (index, row) in rows.iter().enumerate() {
            for kind in &kinds {
                let fit = Fit::of(row, *kind);
                if fit.reaches(least) && best.is_none_or(|(b, ..)| fit.matched > b.matched) {
                    best = Some((fit, index, *kind));
                }
            }
        }
        let Some((_, index, kind)) = best else { return self.no_header(&rows) };
        self.kind = kind;
        let mut rows = rows.into_iter().skip(index);
        let Some(header) = rows.next() else { return Ok(()) };
        self.begin(&header)?;
        rows.try_for_each(|row| self.pass(row))
    }

    /// A sheet without a header: fine when it is empty or nobody's, an error when its name says
    /// it is one of the three.
    fn no_header(&mut self, rows: &[RawRow]) -> Result<(), ReadError> {
        for cell in rows.iter().flat_map(|row| &row.cells) {
            self.tally.add(&cell.text);
        }
        self.judge_encoding()?;
        match self.named {
            Some(kind) if !rows.is_empty() => {
                Err(ReadError::NoHeader { sheet: self.position, kind })
            }
            _ => self.tell(0, Vec::new()),
        }
    }

    fn tell(&mut self, header_row: u32, columns: Vec<WireColumn>) -> Result<(), ReadError> {
        self.out.sheet(&Head {
            name: self.name.clone(),
            position: self.position,
            kind: self.kind,
            by_name: self.named.is_some(),
            header_row,
            columns,
        })?;
        if self.hidden && self.kind != SheetKind::Unknown {
            self.remark(0, None, RemarkKind::HiddenSheet)?;
        }
        Ok(())
    }

    /// Names the columns after the header row.
    fn begin(&mut self, header: &RawRow) -> Result<(), ReadError> {
        self.check(header)?;
        let keys: Vec<(u16, &str, String)> = header
            .cells
            .iter()
            .map(|cell| (cell.at, cell.text.as_str(), header_key(&cell.text)))
            .collect();
        let has = |wanted: &str| keys.iter().any(|(.., key)| *key == header_key(wanted));
        let refusals = REFUSAL_HEADERS.iter().all(|wanted| has(wanted));
        let ignored = |key: &str| {
            ORDINAL_HEADERS.iter().any(|header| header_key(header) == key)
                || refusals && REFUSAL_HEADERS.iter().any(|header| header_key(header) == key)
        };
        let mut codes: Vec<Option<&'static str>> = vec![None; keys.len()];
        for column in self.kind.columns() {
            let written = header_key(column.header);
            let mut places = (0..keys.len())
                .filter(|i| keys[*i].2 == written || keys[*i].2 == column.code.replace('_', ""));
            if let Some(first) = places.next() {
                if let Some(second) = places.next() {
                    return Err(ReadError::TwoColumns {
                        sheet: self.position,
                        kind: self.kind,
                        first: u32::from(keys[first].0),
                        second: u32::from(keys[second].0),
                    });
                }
                codes[first] = Some(column.code);
            }
        }
        for column in self.kind.columns() {
            if codes.contains(&Some(column.code)) {
                continue;
            }
            let alias = column.aliases.iter().find_map(|alias| {
                let alias = header_key(alias);
                (0..keys.len()).find(|i| codes[*i].is_none() && keys[*i].2 == alias)
            });
            if let Some(index) = alias {
                codes[index] = Some(column.code);
            }
        }
        let mut places = vec![Place::Bare; self.limits.columns as usize];
        let mut columns = Vec::new();
        for ((at, text, key), code) in keys.iter().zip(codes) {
            let place = if code.is_none() && ignored(key) {
                Place::Ignored
            } else {
                columns.push(WireColumn {
                    at: *at,
                    header: text.replace('\n', " "),
                    code: code.map(str::to_owned),
                });
                Place::Column(columns.len() as u16 - 1, key.clone())
            };
            if let Some(slot) = places.get_mut(usize::from(*at)) {
                *slot = place;
            }
        }
        let count = columns.len() as u16;
        self.tell(header.number, columns)?;
        self.state = State::Reading { places, columns: count, header_row: header.number };
        self.last_row = header.number;
        Ok(())
    }

    /// Refuses a row that breaks a cap.
    fn check(&self, row: &RawRow) -> Result<(), ReadError> {
        let (sheet, row_number) = (self.position, row.number);
        if row.too_wide {
            let limit = self.limits.columns;
            return Err(ReadError::TooManyColumns { sheet, row: row_number, limit });
        }
        match row.cells.iter().find(|cell| cell.flaw == Some(Flaw::TooLong)) {
            Some(cell) => Err(ReadError::CellTooLong {
                sheet,
                row: row_number,
                column: u32::from(cell.at),
                limit: self.limits.cell_chars,
            }),
            None => Ok(()),
        }
    }

    /// Passes on a row below the header.
    fn pass(&mut self, mut row: RawRow) -> Result<(), ReadError> {
        self.check(&row)?;
        // Cells twice or rows backwards: no spreadsheet program writes that.
        row.cells.sort_by_key(|cell| cell.at);
        let twice = row.cells.windows(2).any(|pair| pair[0].at == pair[1].at);
        if twice || row.number <= self.last_row {
            return Err(ReadError::Damaged);
        }
        self.last_row = row.number;
        self.rows += 1;
        if self.rows > self.limits.rows {
            let limit = self.limits.rows;
            return Err(ReadError::TooManyRows { sheet: self.position, limit });
        }
        if let Some(kind) = self.left_out(&row) {
            return self.remark(row.number, None, kind);
        }
        let mut cells = Vec::with_capacity(row.cells.len());
        let mut remarks = Vec::new();
        for cell in row.cells {
            if self.rows <= TALLIED_ROWS && cell.flaw.is_none() {
                self.tally.add(&cell.text);
            }
            let Some(index) = self.place(cell.at)? else { continue };
            match cell.flaw {
                Some(Flaw::NoValue) => remarks.push((index, RemarkKind::FormulaWithoutValue)),
                Some(Flaw::Error) => remarks.push((index, RemarkKind::ErrorValue)),
                _ => {}
            }
            if !cell.text.is_empty() {
                cells.push((index, cell.text));
            }
        }
        // Columns without a header are added as they turn up, so indices may be out of order.
        cells.sort_by_key(|(index, _)| *index);
        if self.rows == TALLIED_ROWS {
            self.judge_encoding()?;
        }
        if !cells.is_empty() {
            self.out.row(row.number, cells)?;
        }
        remarks.into_iter().try_for_each(|(i, kind)| self.remark(row.number, Some(i), kind))
    }

    /// Index of the column for a cell, adding a column where one has no header.
    fn place(&mut self, at: u16) -> Result<Option<u16>, ReadError> {
        let State::Reading { places, columns, .. } = &mut self.state else { return Ok(None) };
        let Some(place) = places.get_mut(usize::from(at)) else { return Ok(None) };
        match place {
            Place::Column(index, _) => Ok(Some(*index)),
            Place::Ignored => Ok(None),
            Place::Bare => {
                let index = *columns;
                *columns += 1;
                *place = Place::Column(index, String::new());
                self.out.column(WireColumn { at, header: String::new(), code: None })?;
                Ok(Some(index))
            }
        }
    }

    /// Rows that belong to the form and not to the list: the header again on a new page, or the
    /// row `(1) (2) (3)` under it.
    fn left_out(&self, row: &RawRow) -> Option<RemarkKind> {
        let State::Reading { places, header_row, .. } = &self.state else { return None };
        let filled: Vec<&RawCell> = row.cells.iter().filter(|c| !c.text.is_empty()).collect();
        if filled.len() < 3 {
            return None;
        }
        let again = filled.iter().all(|cell| match places.get(usize::from(cell.at)) {
            Some(Place::Column(_, key)) => *key == header_key(&cell.text),
            Some(Place::Ignored) => true,
            _ => false,
        });
        if again {
            return Some(RemarkKind::HeaderAgain);
        }
        let number =
            |cell: &RawCell| cell.text.trim_matches(['(', ')', '[', ']']).parse::<u32>().ok();
        let counting = filled.windows(2).all(|pair| {
            number(pair[0]).zip(number(pair[1])).is_some_and(|(a, b)| a.checked_add(1) == Some(b))
        });
        (counting && row.number <= header_row + 3).then_some(RemarkKind::ColumnNumbers)
    }

    fn remark(&mut self, row: u32, column: Option<u16>, kind: RemarkKind) -> Result<(), ReadError> {
        self.remarks += 1;
        if self.remarks > REMARK_CAP {
            return Ok(());
        }
        self.out.remark(row, column, kind)
    }

    fn judge_encoding(&self) -> Result<(), ReadError> {
        self.tally.verdict().map_or(Ok(()), |encoding| Err(ReadError::LegacyText { encoding }))
    }
}

/// How well a row fits as the header of a kind of sheet.
#[derive(Clone, Copy)]
struct Fit {
    matched: usize,
    required: usize,
}

impl Fit {
    /// Enough where the sheet's name says what it is.
    const TWO: Self = Self { matched: 2, required: 0 };
    /// Enough where only the headers can tell.
    const GUESS: Self = Self { matched: 3, required: 2 };

    fn of(row: &RawRow, kind: SheetKind) -> Self {
        let keys: Vec<String> = row.cells.iter().map(|cell| header_key(&cell.text)).collect();
        let mut fit = Self { matched: 0, required: 0 };
        for column in kind.columns() {
            let met = std::iter::once(&column.header)
                .chain(std::iter::once(&column.code))
                .chain(column.aliases)
                .any(|header| keys.contains(&header_key(header)));
            fit.matched += usize::from(met);
            fit.required += usize::from(met && column.required);
        }
        fit
    }

    fn reaches(self, least: Self) -> bool {
        self.matched >= least.matched && self.required >= least.required
    }
}
