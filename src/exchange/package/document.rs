//! `report.json`: the figures and what the package says of itself, in the one canonical form.

use super::json::Json;
use crate::domain::checkpoint::base64;
use crate::domain::date::{Period, iso};
use crate::domain::journal::Hash;
use crate::domain::report::{Column, Dimension, ReportRow};
use crate::domain::report::{FORM_VERSION, Figure, Figures, Note, Tally, row_code};
use crate::domain::word::{Lang, Word};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use uuid::Uuid;

/// A restore from a backup that the unit declares: the state its journal went on from. What was
/// entered after that state, and the packages made after it, are not in the journal any more.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch {
    /// Entries of the journal in the backup.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
    /// The proof that the checkpoint's journal goes on from there (RFC 6962 §2.1.2).
    pub consistency: Vec<Hash>,
}

/// What a package says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageHead {
    /// Id of this package.
    pub id: Uuid,
    /// Id of the registry it comes from.
    pub registry: Uuid,
    /// The unit's code.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// 1 for the first package of the period, and one more each time.
    pub revision: u32,
    /// SHA-256 of the package file it replaces; `None` where it replaces nothing.
    pub replaces: Option<Hash>,
    /// SHA-256 of the last package file of the period before; `None` where none was sent.
    pub previous: Option<Hash>,
    /// The public key it is sealed to.
    pub recipient: String,
    /// Name and version of the program: `hoso 0.1.0`.
    pub program: String,
    /// The journal's checkpoint, signed by the unit's key: a C2SP note.
    pub checkpoint: String,
    /// Size and root of the journal at the last package; `None` for the first.
    pub since: Option<(u64, Hash)>,
    /// The proof that the journal extends that one (RFC 6962 §2.1.2).
    pub consistency: Vec<Hash>,
    /// Every restore from a backup, oldest first.
    pub epochs: Vec<Epoch>,
}

/// The canonical `report.json` of a package.
pub fn document(figures: &Figures, head: &PackageHead) -> Vec<u8> {
    let mut object = figures_object(figures);
    object.insert("package".to_owned(), head_json(head));
    Json::Object(object).canonical()
}

/// The same without `package`: what is kept when a period is closed.
pub fn figures_document(figures: &Figures) -> Vec<u8> {
    Json::Object(figures_object(figures)).canonical()
}

fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

/// A hash as `sha256sum` writes it.
pub fn hex(hash: &Hash) -> String {
    hash.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn head_json(head: &PackageHead) -> Json {
    let hash = |hash: &Option<Hash>| hash.as_ref().map_or(Json::Null, |h| text(hex(h)));
    let since = head.since.as_ref().map_or(Json::Null, |(size, root)| {
        object([("root", text(base64(root))), ("size", Json::Count(*size))])
    });
    let proof = |hashes: &[Hash]| Json::List(hashes.iter().map(|h| text(base64(h))).collect());
    let epoch = |epoch: &Epoch| {
        object([
            ("consistency", proof(&epoch.consistency)),
            ("root", text(base64(&epoch.root))),
            ("size", Json::Count(epoch.size)),
        ])
    };
    object([
        ("checkpoint", text(&head.checkpoint)),
        ("consistency", proof(&head.consistency)),
        ("epochs", Json::List(head.epochs.iter().map(epoch).collect())),
        ("form_version", Json::Count(u64::from(FORM_VERSION))),
        ("id", text(head.id.to_string())),
        ("period", text(head.period.to_string())),
        ("previous", hash(&head.previous)),
        ("program", text(&head.program)),
        ("recipient", text(&head.recipient)),
        ("registry", text(head.registry.to_string())),
        ("replaces", hash(&head.replaces)),
        ("revision", Json::Count(u64::from(head.revision))),
        ("since", since),
        ("unit", text(&head.unit)),
    ])
}

fn figures_object(figures: &Figures) -> BTreeMap<String, Json> {
    let period = figures.period;
    let entries = [
        ("form_version", Json::Count(u64::from(FORM_VERSION))),
        ("unit", object([("code", text(&figures.unit.code)), ("name", text(&figures.unit.name))])),
        (
            "period",
            object([
                ("code", text(period.to_string())),
                ("from", text(iso(period.from()))),
                ("to", text(iso(period.to()))),
                ("provisional", Json::Bool(figures.provisional)),
            ]),
        ),
        ("stock_flow", table_json(&figures.tally)),
        ("suspected", Json::Count(figures.tally.count(Figure::Suspected))),
        ("breakdowns", breakdowns_json(&figures.tally)),
        ("activity", group(&figures.tally, "activity.")),
        ("programme", group(&figures.tally, "programme.")),
        ("notes", Json::List(figures.notes.iter().map(|n| note_json(*n)).collect())),
    ];
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn table_json(tally: &Tally) -> Json {
    let line = |row: Option<ReportRow>| {
        let count =
            |c: &Column| (c.code().to_owned(), Json::Count(tally.count(Figure::Flow(row, *c))));
        let row = ("row".to_owned(), text(row_code(row)));
        Json::Object(Column::ALL.iter().map(count).chain([row]).collect())
    };
    Json::List(ReportRow::ALL.iter().copied().map(Some).chain([None]).map(line).collect())
}

fn breakdowns_json(tally: &Tally) -> Json {
    let table = |dimension: &Dimension| {
        let cells = tally.breakdown(*dimension).into_iter();
        let cells = cells.map(|c| object([("count", Json::Count(c.count)), ("key", text(c.key))]));
        (dimension.code().to_owned(), Json::List(cells.collect()))
    };
    Json::Object(Dimension::ALL.iter().map(table).collect())
}

/// The figures given whose indicator begins so, by the rest of its code.
fn group(tally: &Tally, prefix: &str) -> Json {
    let entry = |(figure, count): (Figure, u64)| {
        let key = figure.indicator().strip_prefix(prefix)?.to_owned();
        Some((key, Json::Count(count)))
    };
    Json::Object(tally.iter().filter_map(entry).collect())
}

fn note_json(note: Note) -> Json {
    let counts = note.counts().into_iter().map(|(key, n)| (key.to_owned(), Json::Count(n)));
    let words =
        [("code".to_owned(), text(note.code())), ("text".to_owned(), text(note.text(Lang::Vi)))];
    Json::Object(counts.chain(words).collect())
}
