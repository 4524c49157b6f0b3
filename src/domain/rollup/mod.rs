//! The roll-up (tổng hợp): many units' counts of a period put together at the level above. It needs
//! no registry and no person: sums of sums.
//!
//! [`Merged`] is what was received, by package, and merges in any order and any number of times to
//! the same; [`RollUp`] lays it out by unit and parent, with what is missing or late.

pub mod lay_out;
pub mod merged;

#[cfg(test)]
mod laws;

pub use lay_out::{Completeness, Expected, Gap, ParentLine, RollUp, Standing, UnitLine};
pub use merged::{Merged, Part, chain, months_in};
