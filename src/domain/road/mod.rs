//! The road (domain.md §4): where a person stands on a day, which act is allowed from there, under
//! which law, needing which facts. ONE table, [`TRANSITIONS`], that a lawyer can check; `docs/ROAD.md`
//! is printed from it.
//!
//! Principles: a contradiction is refused, a paper that is merely not in the file is remarked. A
//! file without any measure, or with one that came from another commune, is not asked for what
//! lies in the papers elsewhere. Everything is judged on the day the act happened, not on the day
//! it is entered, so that a step that was forgotten can still be entered under its own date.
//! Imported history never comes here: it is kept as it happened.

mod act;
mod breach;
mod case_view;
mod check;
mod endings;
mod events;
mod fact;
mod facts;
mod judge;
mod measures;
mod standing;
mod steps;
mod whole;

pub use act::{Act, ActPattern, Objection, RoadRemark, Step, Told, Transition};
pub use breach::breaches;
pub use fact::{Fact, FactRule};
pub use judge::{allowed_acts, death, judge, transition_of};
pub use standing::{Circumstances, Standing, circumstances, standing};
pub use whole::{WHOLE_RULES, Whole, WholeRule};

use std::sync::LazyLock;

/// The transition table: every act, in the order of the road. The first row whose act fits is the
/// row of that act.
pub static TRANSITIONS: LazyLock<Vec<Transition>> = LazyLock::new(|| {
    measures::ROWS
        .iter()
        .chain(endings::ROWS)
        .chain(events::ROWS)
        .chain(steps::ROWS)
        .copied()
        .collect()
});

/// What rows need or expect: the facts and their sentences.
pub use facts::FACTS;

#[cfg(test)]
mod tests;
