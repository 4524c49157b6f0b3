//! Made-up communes: people who do not exist, with lawful case files, for the demonstration, the
//! stories and the benches.
//!
//! The content is a pure function of how many people, the seed and the day: the same three give
//! the same files on every machine. Cases are made one by one, so that 100,000 of them need not
//! be in memory at once. Where each person stands is dealt from [`deck`], so that the work list of
//! every block of 150 files looks like a Monday.
//!
//! Nobody is meant: names are put together by chance, telephone numbers have a prefix given to no
//! network, and identity numbers are counted, not taken from anywhere.

mod deck;
mod dice;
mod follow_up;
mod names;
mod papers;
mod people;
mod road;
#[cfg(test)]
mod tests;
mod time_line;
pub mod units;

use crate::domain::case::{Event, Measure};
use crate::domain::person::Person;
use chrono::NaiveDate;
use deck::{BLOCK, Card};
use dice::Dice;
pub use follow_up::followed_up;
use papers::Signatories;

/// The made-up commune; no unit of this name is on the official list.
pub const COMMUNE: &str = "xã Mường Lương";

/// A made-up person with measures in order of start and events in order of time. No `Debug`: it is
/// handled like the case of a real person.
#[derive(Clone, PartialEq, Eq)]
pub struct MadeUpCase {
    /// The person.
    pub person: Person,
    /// Measures in order of start.
    pub measures: Vec<Measure>,
    /// Events in order of time.
    pub events: Vec<Event>,
}

impl MadeUpCase {
    /// Person, measures, events: what the workbook writer takes.
    pub fn into_parts(self) -> (Person, Vec<Measure>, Vec<Event>) {
        (self.person, self.measures, self.events)
    }

    /// The same with no more than so many events, the latest.
    #[must_use]
    pub fn with_latest_events(mut self, at_most: usize) -> Self {
        self.events.drain(..self.events.len().saturating_sub(at_most));
        self
    }
}

/// Makes `people` case files `HS-0001`, `HS-0002` … with about two years of history up to the
/// morning of `on`: nothing in them happens on that day or later (a set end date may lie ahead).
pub fn make_commune(
    people: usize,
    seed: u64,
    on: NaiveDate,
) -> impl Iterator<Item = MadeUpCase> + Send {
    let commune = Commune {
        seed,
        on,
        hamlets: names::hamlets(people, seed),
        signatories: Signatories::of(people, seed),
    };
    let mut deck = Vec::new();
    (0..people).map(move |index| {
        if index % BLOCK == 0 {
            deck = deck::shuffled(&mut Dice::new(seed.wrapping_add(1), (index / BLOCK) as u64));
        }
        commune.case(index, deck[index % BLOCK])
    })
}

/// What all files of a registry have in common.
struct Commune {
    seed: u64,
    on: NaiveDate,
    hamlets: Vec<String>,
    signatories: Signatories,
}

impl Commune {
    fn case(&self, index: usize, card: Card) -> MadeUpCase {
        let mut dice = Dice::new(self.seed, index as u64);
        let mut journey = road::travel(&mut dice, self.on, card);
        let mut before = None;
        for measure in journey.main.iter_mut().chain(&mut journey.monitoring) {
            self.signatories.sign(&mut dice, measure, before);
            before = Some(measure.start);
        }
        let mut person = people::person(&mut dice, self, index, &journey);
        let events = time_line::events(&mut dice, self.on, card, &journey, &mut person);
        let mut measures = journey.main;
        measures.extend(journey.monitoring);
        measures.sort_by_key(|m| m.start);
        MadeUpCase { person, measures, events }
    }
}
