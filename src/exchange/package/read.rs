//! The strict reader of `report.json`: into types, or refused with the reason.

use super::document::{Epoch, PackageHead};
use super::json::{Json, Keys};
use super::refusal::PackageRefusal;
use crate::domain::checkpoint::{Checkpoint, unbase64};
use crate::domain::date::{Period, iso};
use crate::domain::deadline::Clock;
use crate::domain::journal::Hash;
use crate::domain::merkle::is_extended;
use crate::domain::report::tally::cells;
use crate::domain::report::{
    Column, Counter, Dimension, FORM_VERSION, Figure, Figures, Note, Programme, ReportRow,
    ReportingUnit, Tally, row_code,
};
use crate::domain::text::clean_line;
use crate::domain::word::{Lang, Word};
use uuid::Uuid;

type Read<T> = Result<T, PackageRefusal>;

/// A report that came in a package: form and figures are sound, and what the package says of
/// itself fits them. Whose signature it bears is for the vault to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedReport {
    /// What the package says of itself.
    pub head: PackageHead,
    /// The counts.
    pub figures: Figures,
    /// The journal's checkpoint.
    pub checkpoint: Checkpoint,
    /// The unit's signature over [`Checkpoint::text`], still to be verified.
    pub checkpoint_signature: [u8; 64],
}

/// A report whose form is sound, before it is known by whose key its checkpoint must be signed.
pub struct UncheckedReport {
    /// What the package says of itself.
    pub head: PackageHead,
    figures: Figures,
}

impl UncheckedReport {
    /// Reads the canonical bytes.
    ///
    /// # Errors
    /// Whatever is not exactly the form.
    pub fn read(report: &[u8]) -> Read<Self> {
        let mut keys = canonical(report)?;
        let mut head = keys.object("package")?;
        if head.count("form_version")? != u64::from(FORM_VERSION) {
            return Err(PackageRefusal::WrongFormVersion);
        }
        let figures = figures(keys)?;
        let head = read_head(head)?;
        if head.unit != figures.unit.code || head.period != figures.period {
            return Err(PackageRefusal::HeadsDiffer);
        }
        Ok(Self { head, figures })
    }

    /// Checks what is said against itself; `unit_key` is the Ed25519 key of the unit.
    ///
    /// # Errors
    /// A checkpoint of another key or journal, a running period, broken arithmetic.
    pub fn checked(self, unit_key: &[u8; 32]) -> Read<ReceivedReport> {
        let Self { head, figures } = self;
        let (checkpoint, checkpoint_signature) = Checkpoint::read(&head.checkpoint, unit_key)
            .filter(|(point, _)| {
                *point == Checkpoint::of(&head.registry.to_string(), point.size, point.root)
            })
            .ok_or(PackageRefusal::BadCheckpoint)?;
        if figures.provisional {
            return Err(PackageRefusal::Provisional);
        }
        if figures.tally.contradicts_itself() {
            return Err(PackageRefusal::BrokenArithmetic);
        }
        Ok(ReceivedReport { head, figures, checkpoint, checkpoint_signature })
    }
}

impl ReceivedReport {
    /// Both steps of [`UncheckedReport`].
    ///
    /// # Errors
    /// Those of both.
    pub fn read(report: &[u8], unit_key: &[u8; 32]) -> Read<Self> {
        UncheckedReport::read(report)?.checked(unit_key)
    }

    /// Whether the proofs in the package say truly that its journal extends the one at the last
    /// package, and each state that it was restored to (RFC 9162 §2.1.4.2). The first package has no last.
    pub fn extends_its_last(&self) -> bool {
        let now = (self.checkpoint.size, &self.checkpoint.root);
        let goes_on = match &self.head.since {
            None => self.head.consistency.is_empty(),
            Some((size, root)) => is_extended((*size, root), now, &self.head.consistency),
        };
        let declared = |e: &Epoch| is_extended((e.size, &e.root), now, &e.consistency);
        let in_order = self.head.epochs.is_sorted_by(|a, b| a.size < b.size);
        goes_on && in_order && self.head.epochs.iter().all(declared)
    }
}

/// Reads figures as they were kept when a period was closed.
///
/// # Errors
/// Whatever is not exactly the form.
pub fn read_figures(document: &[u8]) -> Read<Figures> {
    figures(canonical(document)?)
}

fn canonical(document: &[u8]) -> Read<Keys> {
    let json = Json::read(document)?;
    if json.canonical() != document {
        return Err(PackageRefusal::NotCanonical);
    }
    Keys::of(json)
}

fn figures(mut keys: Keys) -> Read<Figures> {
    if keys.count("form_version")? != u64::from(FORM_VERSION) {
        return Err(PackageRefusal::WrongFormVersion);
    }
    let unit = read_unit(keys.object("unit")?)?;
    let (period, provisional) = read_period(keys.object("period")?)?;
    let mut tally = Tally::default();
    read_table(keys.list("stock_flow")?, &mut tally)?;
    tally.set(Figure::Suspected, keys.count("suspected")?);
    read_breakdowns(keys.object("breakdowns")?, &mut tally)?;
    for (key, count) in keys.object("activity")?.counts()? {
        let figure = match key.strip_prefix("overdue_") {
            Some(clock) => {
                Clock::ALL.iter().find(|c| c.code() == clock).map(|c| Figure::Overdue(*c))
            }
            None => Counter::from_code(&key).map(Figure::Done),
        };
        tally.set(figure.ok_or(PackageRefusal::UnknownKey)?, count);
    }
    for (key, count) in keys.object("programme")?.counts()? {
        let work = Programme::from_code(&key).ok_or(PackageRefusal::UnknownKey)?;
        tally.set(Figure::Programme(work), count);
    }
    let notes = keys.list("notes")?.into_iter().map(read_note).collect::<Read<Vec<Note>>>()?;
    keys.end()?;
    if (1..notes.len()).any(|n| notes[..n].iter().any(|before| before.code() == notes[n].code())) {
        return Err(PackageRefusal::DuplicateKey);
    }
    if Figure::all().iter().any(|f| f.is_required() && tally.get(*f).is_none()) {
        return Err(PackageRefusal::MissingKey);
    }
    Ok(Figures { unit, period, provisional, tally, notes })
}

fn read_unit(mut keys: Keys) -> Read<ReportingUnit> {
    let unit = ReportingUnit { code: keys.text("code")?, name: keys.text("name")? };
    keys.end()?;
    let five_digits = unit.code.len() == 5 && unit.code.bytes().all(|b| b.is_ascii_digit());
    if five_digits && is_plain(&unit.name, LONGEST_NAME) {
        Ok(unit)
    } else {
        Err(PackageRefusal::Malformed)
    }
}

fn read_period(mut keys: Keys) -> Read<(Period, bool)> {
    let period = period_of(&keys.text("code")?)?;
    let days = (keys.text("from")?, keys.text("to")?);
    let provisional = keys.truth("provisional")?;
    keys.end()?;
    if days != (iso(period.from()), iso(period.to())) {
        return Err(PackageRefusal::HeadsDiffer);
    }
    Ok((period, provisional))
}

fn period_of(code: &str) -> Read<Period> {
    let period: Option<Period> = code.parse().ok();
    period.filter(|p| p.to_string() == code).ok_or(PackageRefusal::Malformed)
}

fn read_table(rows: Vec<Json>, tally: &mut Tally) -> Read<()> {
    let mut wanted = ReportRow::ALL.iter().copied().map(Some).chain([None]);
    for row in rows {
        let mut keys = Keys::of(row)?;
        let code = keys.text("row")?;
        let row = wanted.next().ok_or(PackageRefusal::UnknownKey)?;
        if code != row_code(row) {
            return Err(PackageRefusal::UnknownKey);
        }
        for &column in Column::ALL {
            tally.set(Figure::Flow(row, column), keys.count(column.code())?);
        }
        keys.end()?;
    }
    if wanted.next().is_some() { Err(PackageRefusal::MissingKey) } else { Ok(()) }
}

fn read_breakdowns(mut tables: Keys, tally: &mut Tally) -> Read<()> {
    for &dimension in Dimension::ALL {
        let mut wanted = cells(dimension).iter().enumerate();
        for cell in tables.list(dimension.code())? {
            let mut keys = Keys::of(cell)?;
            let (key, count) = (keys.text("key")?, keys.count("count")?);
            keys.end()?;
            let (place, cell) = wanted.next().ok_or(PackageRefusal::UnknownKey)?;
            if key != cell.key {
                return Err(PackageRefusal::UnknownKey);
            }
            tally.set(Figure::Part(dimension, place), count);
        }
        if wanted.next().is_some() {
            return Err(PackageRefusal::MissingKey);
        }
    }
    tables.end()
}

/// A note by its code and counts. Its sentence is for who reads the file by eye, and has to be the
/// form's own: there is no place for free text.
fn read_note(note: Json) -> Read<Note> {
    let mut keys = Keys::of(note)?;
    let (code, text) = (keys.text("code")?, keys.text("text")?);
    let note = match code.as_str() {
        "changes_across_cut_off" => Note::ChangesAcrossCutOff {
            ins: keys.count("ins")?,
            outs: keys.count("outs")?,
            changed_in: keys.count("changed_in")?,
            changed_out: keys.count("changed_out")?,
        },
        "partly_known_births" => Note::PartlyKnownBirths { people: keys.count("people")? },
        "several_substances" => Note::SeveralSubstances { people: keys.count("people")? },
        _ => return Err(PackageRefusal::UnknownKey),
    };
    keys.end()?;
    if text == note.text(Lang::Vi) { Ok(note) } else { Err(PackageRefusal::UnknownKey) }
}

fn read_head(mut keys: Keys) -> Read<PackageHead> {
    let since = match keys.take("since")? {
        Json::Null => None,
        since => {
            let mut keys = Keys::of(since)?;
            let point = (keys.count("size")?, hash_of(&keys.text("root")?)?);
            keys.end()?;
            Some(point)
        }
    };
    let epochs = keys.list("epochs")?.into_iter().map(read_epoch);
    let head = PackageHead {
        epochs: epochs.collect::<Read<_>>()?,
        consistency: read_proof(keys.list("consistency")?)?,
        since,
        id: uuid_of(&keys.text("id")?)?,
        registry: uuid_of(&keys.text("registry")?)?,
        unit: keys.text("unit")?,
        period: period_of(&keys.text("period")?)?,
        revision: u32::try_from(keys.count("revision")?)
            .ok()
            .filter(|n| *n > 0)
            .ok_or(PackageRefusal::Malformed)?,
        replaces: keys.text_or_null("replaces")?.map(|h| hex_of(&h)).transpose()?,
        previous: keys.text_or_null("previous")?.map(|h| hex_of(&h)).transpose()?,
        recipient: keys.text("recipient")?,
        program: keys.text("program")?,
        checkpoint: keys.text("checkpoint")?,
    };
    keys.end()?;
    if !is_plain(&head.recipient, 200) || !is_program(&head.program) {
        return Err(PackageRefusal::Malformed);
    }
    Ok(head)
}

fn read_proof(steps: Vec<Json>) -> Read<Vec<Hash>> {
    let hash = |step| match step {
        Json::Text(text) => hash_of(&text),
        _ => Err(PackageRefusal::Malformed),
    };
    steps.into_iter().map(hash).collect()
}

fn read_epoch(epoch: Json) -> Read<Epoch> {
    let mut keys = Keys::of(epoch)?;
    let read = Epoch {
        consistency: read_proof(keys.list("consistency")?)?,
        root: hash_of(&keys.text("root")?)?,
        size: keys.count("size")?,
    };
    keys.end()?;
    Ok(read)
}

/// Room for the longest official name of a commune several times over, and for no more.
const LONGEST_NAME: usize = 160;

fn is_plain(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && clean_line(text) == text
}

/// `hoso` and a version: no place for any other word.
fn is_program(text: &str) -> bool {
    let version = text.strip_prefix("hoso ").unwrap_or_default();
    let number =
        |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    version.split('.').count() == 3 && version.split('.').all(number)
}

fn hash_of(text: &str) -> Read<Hash> {
    unbase64(text).and_then(|b| b.try_into().ok()).ok_or(PackageRefusal::Malformed)
}

fn uuid_of(text: &str) -> Read<Uuid> {
    let id = Uuid::try_parse(text).ok();
    id.filter(|id| id.to_string() == text).ok_or(PackageRefusal::Malformed)
}

fn hex_of(text: &str) -> Read<Hash> {
    let digit = |c: u8| (c as char).to_digit(16).filter(|_| !c.is_ascii_uppercase());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[a, b]| Some((digit(*a)? << 4 | digit(*b)?) as u8));
    let bytes: Option<Vec<u8>> = bytes.collect();
    let hash = bytes.filter(|_| rest.is_empty()).and_then(|b| b.try_into().ok());
    hash.ok_or(PackageRefusal::Malformed)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
