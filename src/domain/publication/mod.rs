//! The publication (bản công bố): what may leave the level above, made from a roll-up only
//! (`domain.md` §7 Disclosure). Exact counts go up sealed; this is the other document.
//!
//! Counts 1–7 become `*`, every other one is rounded on its own to the nearest 5, zero stays 0
//! ([`Shown`]). Then the audit plays the reader who takes all tables together, those of earlier
//! releases too, and works out by linear programs what each `*` can be ([`audit()`]); where that is
//! too narrow the release is refused, and [`remedy()`] looks for the cheapest way out.

mod atom;
pub mod audit;
pub mod disclosure;
pub mod key;
pub mod lp;
pub mod merge;
pub mod relation;
pub mod release;
pub mod remedy;
pub mod shown;

#[cfg(test)]
mod attack;
#[cfg(test)]
mod exact_solver;
#[cfg(test)]
pub(crate) mod sample;

pub use audit::{Audit, Unsolved, Weak, audit};
pub use disclosure::{GroupDisclosure, group_disclosures};
pub use key::{Group, Key, Table};
pub use merge::{Merge, MergeFault, Merged, Merges};
pub use release::{ExactCell, Publication, Release};
pub use remedy::{Draft, Remedy, remedy};
pub use shown::Shown;

/// The version of the document's form.
pub const PUBLICATION_VERSION: u32 = 1;
