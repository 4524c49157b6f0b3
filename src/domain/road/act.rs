//! The words of the table: acts, rows, and what is said when one is refused or lacks a paper.

use super::fact::Fact;
use super::standing::Standing;
use crate::domain::case::{Event, EventField, Measure, MeasureField};
use crate::domain::date::vn;
use crate::domain::id::MeasureId;
use crate::domain::refusal::{Oddity, Reason, Refusal, Remark};
use crate::domain::word::{EndReason, EventKind, Lang, Law, MeasureCode, Outcome, Word};
use chrono::NaiveDate;

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Vietnamese, what an officer reads.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Told {
    /// The text in a language.
    pub fn text(self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }
}

/// A pair of texts.
pub(super) const fn told(vi: &'static str, en: &'static str) -> Told {
    Told { vi, en }
}

/// An act of the road: every act of an officer on a person's case is one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// A measure is opened (a decision, a reception, a transfer in).
    Open(MeasureCode),
    /// A measure is closed for a reason.
    Close(MeasureCode, EndReason),
    /// An event is recorded.
    Record(EventKind, Option<Outcome>),
}

impl Act {
    /// As a list of possible acts names it.
    pub fn label(self, lang: Lang) -> String {
        match self {
            Self::Open(code) => format!("{}: {}", lang.pick("Mở", "Open"), code.label(lang)),
            Self::Close(code, reason) => format!(
                "{}: {} – {}",
                lang.pick("Kết thúc", "Close"),
                code.label(lang),
                reason.label(lang)
            ),
            Self::Record(kind, None) => kind.label(lang).to_owned(),
            Self::Record(kind, Some(outcome)) => {
                format!("{}: {}", kind.label(lang), outcome.label(lang))
            }
        }
    }
}

/// Which acts a row of the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActPattern {
    /// Opening any of these.
    Open(&'static [MeasureCode]),
    /// Closing any of these for this reason.
    Close(&'static [MeasureCode], EndReason),
    /// Recording this, with one of these results; empty = with any or none.
    Record(EventKind, &'static [Outcome]),
}

impl ActPattern {
    /// Whether the act is one of these.
    pub fn fits(self, act: Act) -> bool {
        match (self, act) {
            (Self::Open(codes), Act::Open(code)) => codes.contains(&code),
            (Self::Close(codes, reason), Act::Close(code, why)) => {
                reason == why && codes.contains(&code)
            }
            (Self::Record(kind, outcomes), Act::Record(k, outcome)) => {
                kind == k && (outcomes.is_empty() || outcome.is_some_and(|o| outcomes.contains(&o)))
            }
            _ => false,
        }
    }
}

/// From which standings an act is allowed.
#[derive(Debug, Clone, Copy)]
pub struct From {
    /// As the documents say it.
    pub words: Told,
    /// The condition.
    pub allows: fn(Standing) -> bool,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Transition {
    /// Rule id, never reused: what a refusal names.
    pub id: &'static str,
    /// Which acts.
    pub act: ActPattern,
    /// From which standings.
    pub from: From,
    /// Laws under which the act exists: of a measure its governing law, of an event the law in
    /// force on its day.
    pub laws: &'static [Law],
    /// Refused without these.
    pub must: &'static [Fact],
    /// Remarked ("chưa ghi …") without these; refused where the file says the opposite.
    pub expected: &'static [Fact],
    /// What it changes.
    pub effect: Told,
    /// Where it stands.
    pub citation: &'static str,
    /// The rule in a sentence, said where the standing does not allow the act.
    pub sentence: Told,
    /// What would make it possible.
    pub way: Told,
}

/// Why the road refuses an act: the rule, its sentence, and what would make the act possible. It
/// names rules and papers, never a value of the person; the one day it may name is the first on
/// which the act is lawful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Objection {
    /// Rule id.
    pub rule: &'static str,
    /// The rule's sentence.
    pub sentence: Told,
    /// What would make it possible.
    pub way: Told,
    /// The first day on which the act is lawful, where only the day is wrong.
    pub first_day: Option<NaiveDate>,
    /// Where it stands; empty = it follows from the order of days alone.
    pub citation: &'static str,
    /// Code of the field the objection is about.
    pub field: &'static str,
    /// Label of the field.
    pub label: Told,
}

impl Objection {
    /// "…. Để làm được: … (L120 Đ24)". The id is no word of an officer's language: it stays in `rule`.
    pub fn text(&self, lang: Lang) -> String {
        let to_do = lang.pick("Để làm được", "To make it possible");
        let source = match self.citation {
            "" => String::new(),
            "unit" => format!(" ({})", lang.pick("cài đặt của đơn vị", "unit setting")),
            citation => format!(" ({citation})"),
        };
        let first = match self.first_day {
            Some(day) => format!("{} {}", lang.pick(", sớm nhất", ", at the earliest"), vn(day)),
            None => String::new(),
        };
        let (sentence, way) = (self.sentence.text(lang), self.way.text(lang));
        format!("{sentence}. {to_do}: {way}{first}{source}")
    }
}

impl std::convert::From<Objection> for Refusal {
    fn from(objection: Objection) -> Self {
        Self {
            field: objection.field,
            label: (objection.label.vi, objection.label.en),
            reason: Reason::Road(objection),
        }
    }
}

/// A paper that the road expects and the file does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoadRemark {
    /// Rule id of the fact.
    pub rule: &'static str,
    /// "chưa ghi …".
    pub sentence: Told,
}

/// The field an objection or a remark is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Measure(MeasureField),
    Event(EventField),
}

impl Field {
    fn named(self) -> (&'static str, Told) {
        fn of<F: Word>(field: F) -> (&'static str, Told) {
            (field.code(), Told { vi: field.label(Lang::Vi), en: field.label(Lang::En) })
        }
        match self {
            Self::Measure(field) => of(field),
            Self::Event(field) => of(field),
        }
    }

    pub(super) fn object(
        self,
        rule: &'static str,
        sentence: Told,
        way: Told,
        citation: &'static str,
    ) -> Objection {
        let (field, label) = self.named();
        Objection { rule, sentence, way, first_day: None, citation, field, label }
    }

    pub(super) fn remark(self, rule: &'static str, sentence: Told) -> Remark {
        let (field, label) = self.named();
        let oddity = Oddity::Road(RoadRemark { rule, sentence });
        Remark { field, label: (label.vi, label.en), oddity }
    }
}

/// An act about to be done, with what is known of it.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// Opening a measure; it may bring its own end with it.
    Open(&'a Measure),
    /// Closing a measure of the case.
    Close {
        /// Which.
        measure: MeasureId,
        /// The day it ends.
        ended_on: NaiveDate,
        /// Why.
        reason: EndReason,
    },
    /// Recording an event.
    Record(&'a Event),
}
