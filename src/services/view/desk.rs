//! What the desk shows of doubles, merges, acts taken back and cancelled entries.

use super::{PersonLine, Values};
use crate::domain::alike::Likeness;
use crate::domain::id::FileNo;
use crate::domain::journal::{Act, Object};
use crate::domain::merge::{Choice, MergeFault};
use crate::domain::person::PersonField;
use crate::domain::word::{Lang, Word};
use chrono::NaiveDateTime;

/// Somebody who looks like the person being typed.
#[derive(Clone, PartialEq, Eq)]
pub struct AlikeLine {
    /// As the list shows him.
    pub line: PersonLine,
    /// Why he looks alike.
    pub likeness: Likeness,
}

/// Two files that may be of one person.
#[derive(Clone, PartialEq, Eq)]
pub struct AlikePair {
    /// The older file.
    pub a: PersonLine,
    /// The newer one.
    pub b: PersonLine,
    /// Why they look alike.
    pub likeness: Likeness,
    /// When the pair was noted.
    pub noted_at: NaiveDateTime,
    /// Who said that they are not one person; `None` = not settled.
    pub settled: Option<Settled>,
}

/// Who settled a pair.
#[derive(Clone, PartialEq, Eq)]
pub struct Settled {
    /// When.
    pub at: NaiveDateTime,
    /// Login.
    pub officer: String,
    /// With the other file's number and the reason.
    pub reason: Option<String>,
}

/// A window of the queue of doubles.
#[derive(Clone, PartialEq, Eq)]
pub struct AlikePage {
    /// How many pairs there are in all.
    pub total: usize,
    /// Position of the first.
    pub first: usize,
    /// The pairs, likeliest first.
    pub pairs: Vec<AlikePair>,
}

/// What a scan for doubles found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScanOutcome {
    /// People compared.
    pub people: usize,
    /// Pairs that look alike, settled ones included.
    pub found: usize,
    /// Of these, put in the queue now.
    pub new: usize,
}

/// One side of a possible merge.
#[derive(Clone, PartialEq, Eq)]
pub struct MergeSide {
    /// As the list shows him.
    pub line: PersonLine,
    /// Measures in the file.
    pub measures: usize,
    /// Events in the file.
    pub events: usize,
}

/// Both sides of a possible merge.
#[derive(Clone, PartialEq, Eq)]
pub struct MergeView {
    /// The file that would stay.
    pub kept: MergeSide,
    /// The file that would go into it.
    pub away: MergeSide,
    /// Fields of which the two hold different values.
    pub choices: Vec<Choice>,
    /// Why they look alike.
    pub likeness: Likeness,
    /// What refuses the merge as things stand.
    pub faults: Vec<MergeFault>,
}

/// What a split gave back, and what stays with the surviving file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitOutcome {
    /// The surviving file.
    pub kept: FileNo,
    /// The file that stands by itself again.
    pub away: FileNo,
    /// Measures opened since the merge: they stay with the surviving file.
    pub measures_stay: usize,
    /// Events recorded since: they stay with the surviving file.
    pub events_stay: usize,
    /// Fields changed since: the surviving file keeps the later value.
    pub fields_stay: Vec<PersonField>,
}

/// An act of this session.
#[derive(Clone, PartialEq, Eq)]
pub struct UndoLine {
    /// Number of its journal entry.
    pub seq: i64,
    /// When.
    pub at: NaiveDateTime,
    /// What was done.
    pub act: Act,
    /// To what kind of row.
    pub object: Object,
    /// Which one.
    pub object_id: i64,
    /// Whose file.
    pub file_no: FileNo,
    /// Who that is.
    pub name: String,
    /// What the event or measure it is about holds, by code; empty for others.
    pub held: Values,
    /// Reason given.
    pub reason: Option<String>,
    /// It is of a kind that can be taken back.
    pub possible: bool,
}

impl SplitOutcome {
    /// What was split, and what stays, for an officer.
    pub fn text(&self, lang: Lang) -> String {
        let (kept, away) = (&self.kept, &self.away);
        let mut parts = vec![match lang {
            Lang::Vi => {
                format!("Đã tách: {away} lại là một hồ sơ riêng, {kept} như trước khi gộp.")
            }
            Lang::En => {
                format!("Split: {away} stands by itself again, {kept} is as before the merge.")
            }
        }];
        let (measures, events) = (self.measures_stay, self.events_stay);
        if measures + events > 0 {
            parts.push(match lang {
                Lang::Vi => format!(
                    "Ghi sau khi gộp nên ở lại hồ sơ {kept}: {measures} biện pháp, {events} sự việc; xem lại có đúng người không."
                ),
                Lang::En => format!(
                    "Entered since the merge and left with {kept}: {measures} measures, {events} events; check whose they are."
                ),
            });
        }
        if !self.fields_stay.is_empty() {
            let fields: Vec<&str> = self.fields_stay.iter().map(|f| f.label(lang)).collect();
            let told = lang.pick(
                "Sửa sau khi gộp nên giữ giá trị mới",
                "Changed since, so the later value stays",
            );
            parts.push(format!("{told}: {}.", fields.join(", ")));
        }
        parts.join(" ")
    }
}
