//! Random registries, counted by the report's own rules: what the proofs of this room publish.

use crate::domain::date::{PartialDate, Period, add_days};
use crate::domain::id::PersonId;
use crate::domain::report::activity::Counter;
use crate::domain::report::{
    ActivityEvent, ActivityFacts, Detection, Figure, Interval, PersonAttributes, Report, ReportRow,
    ReportingUnit, SubstanceSet, Tally, activity, stock_flow,
};
use crate::domain::word::{
    Education, EndReason, EventKind, Inflow, OccupationGroup, Outcome, Route, Sex, Substance, Word,
};
use std::collections::BTreeMap;

/// A generator of numbers (SplitMix64), enough for made-up people.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % n
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    fn word<W: Word>(&mut self) -> Option<W> {
        // Skewed, as people are: the first words are common, the last ones rare.
        let n = self.below(W::ALL.len() as u64 + 1).min(self.below(W::ALL.len() as u64 + 1));
        W::ALL.get(n as usize).copied()
    }
}

struct Registry {
    measures: Vec<Interval>,
    people: Vec<PersonAttributes>,
    events: Vec<ActivityEvent>,
}

/// Made-up people with up to four measures each, around a period.
fn registry(dice: &mut Dice, people: u64, period: Period) -> Registry {
    let mut all = Registry { measures: Vec::new(), people: Vec::new(), events: Vec::new() };
    for n in 0..people {
        let person = PersonId(n as i64 + 1);
        all.people.push(attributes(dice, period));
        let mut at = add_days(period.from(), dice.below(900) as i64 - 800);
        for _ in 0..=dice.below(4) {
            let end = add_days(at, dice.below(400) as i64 + 1);
            let last = dice.below(3) == 0 || end > period.to();
            all.measures.push(Interval {
                person,
                row: dice.pick(ReportRow::ALL),
                start: at,
                ended_on: (!last).then_some(end),
                end_reason: (!last).then(|| {
                    dice.pick(&[
                        EndReason::Completed,
                        EndReason::MovedOut,
                        EndReason::Replaced,
                        EndReason::Prison,
                    ])
                }),
                source: dice.pick(&[None, Some(Inflow::New), Some(Inflow::MovedIn)]),
            });
            if last {
                break;
            }
            at = add_days(end, dice.pick(&[0, 0, 1, 40]));
        }
        for _ in 0..dice.below(3) {
            let kind = dice.pick(&[EventKind::Test, EventKind::Contact, EventKind::Support]);
            let outcome = dice.pick(&[
                None,
                Some(Outcome::Positive),
                Some(Outcome::NotHome),
                Some(Outcome::Refused),
                Some(Outcome::Job),
            ]);
            let days = period.to().signed_duration_since(period.from()).num_days() as u64;
            let at = add_days(period.from(), dice.below(days) as i64);
            all.events.push(ActivityEvent { person, kind, outcome, at });
        }
    }
    all.measures.sort_by_key(Interval::order);
    all.events.sort_by_key(ActivityEvent::order);
    all
}

fn attributes(dice: &mut Dice, period: Period) -> PersonAttributes {
    let age = [12, 14, 16, 18, 25, 30, 40, 50][dice.below(8) as usize];
    let seen = dice.below(6) == 0;
    PersonAttributes {
        born: PartialDate::Day(add_days(period.to(), -(age * 366 + dice.below(300) as i64))),
        sex: Some(if dice.below(9) == 0 { Sex::Female } else { Sex::Male }),
        psychosis_seen_on: seen.then(|| add_days(period.to(), -(dice.below(300) as i64))),
        monitored: dice.below(10) == 0,
        education: dice.word::<Education>(),
        occupation: dice.word::<OccupationGroup>(),
        substances: (0..dice.below(3))
            .filter_map(|_| dice.word::<Substance>())
            .collect::<SubstanceSet>(),
        route: dice.word::<Route>(),
        use_since: Some(2026 - dice.below(15) as i32),
    }
}

fn figures(registry: &Registry, period: Period) -> Tally {
    let person = |id: PersonId| registry.people.get(id.0 as usize - 1).copied();
    let measures = || registry.measures.iter().copied();
    let stock = stock_flow(period, measures(), person).expect("random lives make a sound table");
    let facts = ActivityFacts {
        detections: std::iter::empty::<Detection>(),
        occupation: |id: PersonId| person(id).and_then(|p| p.occupation),
        overdue: BTreeMap::new(),
    };
    let events = registry.events.iter().copied().filter(|e| e.at <= period.to());
    let counted = activity(period, measures(), events, facts);
    let unit = ReportingUnit { code: "00004".into(), name: "Mẫu".into() };
    Tally::of(&Report::new(unit, period, period.to(), stock, 0, counted))
}

/// A level of several areas, counted for two periods.
pub(crate) struct Level {
    pub(crate) periods: [Period; 2],
    pub(crate) areas: [BTreeMap<String, Tally>; 2],
    registries: Vec<Registry>,
}

impl Level {
    /// `areas` of some `people` each, over two months in a row.
    pub(crate) fn random(seed: u64, areas: u64, people: u64) -> Self {
        let period = Period::Month(2026, 10);
        Self::over([period, period.next()], seed, areas, people)
    }

    /// The same with other periods; people live around the first.
    pub(crate) fn over(periods: [Period; 2], seed: u64, areas: u64, people: u64) -> Self {
        let mut dice = Dice(seed);
        let [period, second] = periods;
        let mut counted = [BTreeMap::new(), BTreeMap::new()];
        let mut registries = Vec::new();
        for n in 0..areas {
            let of = people / 2 + dice.below(people + 1);
            let registry = registry(&mut dice, of, period);
            let name = format!("Khu vực {}", n + 1);
            counted[0].insert(name.clone(), figures(&registry, period));
            counted[1].insert(name, figures(&registry, second));
            registries.push(registry);
        }
        Self { periods, areas: counted, registries }
    }

    /// Everybody in one registry, counted anew.
    pub(crate) fn in_one_registry(&self, n: usize) -> Tally {
        let mut one = Registry { measures: Vec::new(), people: Vec::new(), events: Vec::new() };
        for registry in &self.registries {
            let before = one.people.len() as i64;
            let moved = |person: PersonId| PersonId(person.0 + before);
            let measures = registry.measures.iter();
            one.measures.extend(measures.map(|m| Interval { person: moved(m.person), ..*m }));
            let events = registry.events.iter();
            one.events.extend(events.map(|e| ActivityEvent { person: moved(e.person), ..*e }));
            one.people.extend(&registry.people);
        }
        figures(&one, self.periods[n])
    }

    /// The whole level in the first (0) or second (1) period.
    pub(crate) fn whole(&self, n: usize) -> Tally {
        let mut sum = Tally::default();
        for tally in self.areas[n].values() {
            sum.add(tally);
        }
        sum
    }
}

#[test]
fn the_sample_is_sound_and_has_small_and_large_counts() {
    let level = Level::random(1, 4, 300);
    for n in 0..2 {
        let whole = level.whole(n);
        assert!(!whole.contradicts_itself());
    }
    assert!(level.whole(0).count(Figure::Done(Counter::Contacts)) > 0);
}
