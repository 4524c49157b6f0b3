//! The facts that acts need: their names, the sentence that refuses, and the way out.

use super::act::Told;
use chrono::NaiveDate;

/// What the file says of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    /// It is on file in time.
    Holds,
    /// Nothing is on file: it may be on paper.
    Missing,
    /// The file says the opposite.
    Opposed,
    /// Not yet: it holds from this day on.
    NotBefore(NaiveDate),
    /// It hangs on working days of a year without a table of days off.
    Unsure,
}

impl Finding {
    pub(super) fn holds_if(condition: bool) -> Self {
        if condition { Self::Holds } else { Self::Opposed }
    }

    pub(super) fn known_if(condition: bool) -> Self {
        if condition { Self::Holds } else { Self::Missing }
    }
}

/// A fact as the documents and refusals speak of it.
#[derive(Debug, Clone, Copy)]
pub struct FactRule {
    /// Which.
    pub fact: Fact,
    /// Rule id, never reused.
    pub id: &'static str,
    /// Its name.
    pub name: Told,
    /// Remark where it is not on file.
    pub lacking: Told,
    /// Remark where it cannot be checked for want of a table of days off.
    pub unsure: Told,
    /// Why an act without it, or against it, is refused.
    pub refused: Told,
    /// What would make the act possible.
    pub way: Told,
    /// Where it stands; empty = it follows from the order of days.
    pub citation: &'static str,
}

impl Fact {
    /// Its rule.
    pub fn rule(self) -> &'static FactRule {
        // The macro below writes enum and table from one list, in one order.
        &super::facts::FACTS[self as usize]
    }
}

macro_rules! facts {
    ($($variant:ident $id:literal [$cite:literal]: $vi:literal, $en:literal; $no_vi:literal, $no_en:literal; $way_vi:literal, $way_en:literal.)+) => {
        /// A fact that an act needs or expects.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Fact { $(#[doc = concat!("`", $id, "`: ", $en, ".")] $variant,)+ }

        /// Every fact, in the order of [`Fact`].
        pub static FACTS: &[super::fact::FactRule] = &[$(super::fact::FactRule {
            fact: Fact::$variant,
            id: concat!("road.fact.", $id),
            name: told($vi, $en),
            lacking: told(concat!("chưa ghi ", $vi), concat!("not recorded: ", $en)),
            unsure: told(
                concat!("năm đó chưa có bảng ngày nghỉ nên chưa kiểm tra được: ", $vi),
                concat!("that year has no table of days off, not checked: ", $en),
            ),
            refused: told($no_vi, $no_en),
            way: told($way_vi, $way_en),
            citation: $cite,
        },)+];
    };
}
pub(super) use facts;

pub use super::facts::Fact;
