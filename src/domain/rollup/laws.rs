//! What a roll-up must obey: the merge laws (R28), that units add up to one registry holding
//! everybody, and what late and missing mean.

use super::*;
use crate::domain::date::Period;
use crate::domain::publication::sample::Level;
use crate::domain::report::{Column, Figure, Tally};
use chrono::NaiveDate;
use proptest::prelude::*;

/// Any parts, some of them twice. What a package holds follows from its hash.
fn any_merged() -> impl Strategy<Value = Merged> {
    prop::collection::vec((0..12_u8, 0..3_u32), 0..10).prop_map(|packages| {
        let mut merged = Merged::default();
        for (n, _) in packages {
            merged.take([n; 32], part(n));
        }
        merged
    })
}

fn part(n: u8) -> Part {
    let mut tally = Tally::default();
    for (at, &figure) in Figure::all().iter().enumerate() {
        if (at + usize::from(n)) % 3 > 0 {
            tally.set(figure, (at as u64 * 31 + u64::from(n) * 17) % 90);
        }
    }
    let period =
        if n.is_multiple_of(2) { Period::Month(2026, 10) } else { Period::Month(2026, 11) };
    Part { unit: format!("{:05}", n / 2), period, made: None, tally }
}

fn expected() -> impl Iterator<Item = Expected> {
    (0..6).map(|n| Expected {
        code: format!("{n:05}"),
        name: format!("Xã {n}"),
        parent: format!("Khu vực {}", n % 2),
    })
}

proptest! {
    #[test]
    fn merging_is_associative_commutative_and_idempotent(
        a in any_merged(), b in any_merged(), c in any_merged()
    ) {
        let ab_c = a.clone().merge(b.clone()).merge(c.clone());
        prop_assert_eq!(&ab_c, &a.clone().merge(b.clone().merge(c.clone())));
        prop_assert_eq!(&ab_c, &c.clone().merge(b.clone()).merge(a.clone()));
        prop_assert_eq!(&ab_c, &ab_c.clone().merge(ab_c.clone()));
        prop_assert_eq!(&ab_c, &ab_c.clone().merge(b.clone()), "a replay changes nothing");
        prop_assert_eq!(&a.clone().merge(Merged::default()), &a);
        let rolled = RollUp::new(Period::Month(2026, 11), day("2026-11-16"), expected(), &ab_c);
        let mut backwards: Vec<Expected> = expected().collect();
        backwards.reverse();
        let again = RollUp::new(Period::Month(2026, 11), day("2026-11-16"), backwards.into_iter(), &ab_c);
        prop_assert_eq!(&rolled, &again);
        let mut parents = Tally::default();
        rolled.parents.iter().for_each(|line| parents.add(&line.tally));
        prop_assert_eq!(&parents, &rolled.total, "parents add up to the total");
        let mut units = Tally::default();
        rolled.units.iter().filter_map(|line| line.tally.as_ref()).for_each(|t| units.add(t));
        prop_assert_eq!(&units, &rolled.total, "units add up to the total");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn who_is_late_and_who_is_missing() {
    let made = |text: &str| Some(day(text).and_hms_opt(8, 0, 0).unwrap());
    let mut merged = Merged::default();
    let mut take = |n: u8, made| {
        let unit = format!("{n:05}");
        let part = Part { unit, period: Period::Month(2026, 11), made, tally: Tally::default() };
        merged.take([n; 32], part);
    };
    take(0, made("2026-11-16"));
    take(1, made("2026-11-17"));
    // A correction whose first package is not at hand.
    take(2, None);
    take(3, None);
    take(9, made("2026-11-15"));
    let rolled = RollUp::new(Period::Month(2026, 11), day("2026-11-16"), expected(), &merged);
    let standings: Vec<&str> = rolled.units.iter().map(|u| u.standing.code()).collect();
    assert_eq!(standings, ["received", "late", "received", "received", "missing", "missing"]);
    assert_eq!(rolled.units[1].standing, Standing::Late { days: 1 });
    let wanted = Completeness { expected: 6, received: 4, late: 1, missing: 2 };
    assert_eq!((rolled.completeness, rolled.due), (wanted, day("2026-11-16")));
    assert_eq!(rolled.parents[0].completeness.received, 2);
}

/// One person under management, opening and closing as given.
fn month(opening: u64, new: u64, tests: u64) -> Tally {
    let mut tally = Tally::default();
    for row in [Some(crate::domain::report::ReportRow::UserManagement), None] {
        tally.set(Figure::Flow(row, Column::Opening), opening);
        tally.set(Figure::Flow(row, Column::New), new);
        tally.set(Figure::Flow(row, Column::Closing), opening + new);
    }
    tally.set(Figure::Done(crate::domain::report::Counter::Tests), tests);
    tally
}

#[test]
fn a_long_period_is_the_chain_of_its_months_or_its_own_package() {
    let quarter = Period::Quarter(2026, 4);
    let months = months_in(quarter);
    assert_eq!(months, [Period::Month(2026, 10), Period::Month(2026, 11), Period::Month(2026, 12)]);
    assert_eq!(months_in(months[1]), [months[1]]);
    assert_eq!(months_in(Period::Year(2026)).len(), 12);
    let roll = |parts: &[(Period, Tally)]| {
        let mut merged = Merged::default();
        for (n, (period, tally)) in parts.iter().enumerate() {
            let unit = "00001".to_owned();
            let part = Part { unit, period: *period, made: None, tally: tally.clone() };
            merged.take([n as u8; 32], part);
        }
        let line = RollUp::new(quarter, quarter.to(), expected(), &merged).units.remove(1);
        (line.standing, line.tally)
    };
    let all =
        [(months[0], month(1, 1, 5)), (months[1], month(2, 0, 7)), (months[2], month(2, 3, 0))];
    assert_eq!(roll(&all), (Standing::Received, Some(month(1, 4, 12))));
    assert_eq!(roll(&all[..2]), (Standing::Missing(Gap::SomeMonths { held: 2, of: 3 }), None));
    let mut broken = all.clone();
    broken[1].1 = month(1, 1, 7);
    assert_eq!(roll(&broken), (Standing::Missing(Gap::BrokenChain), None));
    let mut own = broken.to_vec();
    own.push((quarter, month(1, 4, 11)));
    assert_eq!(
        roll(&own),
        (Standing::Received, Some(month(1, 4, 11))),
        "the package of the whole period goes before"
    );
}

#[test]
fn units_add_up_to_one_registry_that_holds_everybody() {
    for seed in 0..40 {
        let level = Level::random(seed, 1 + seed % 5, 60);
        for n in 0..2 {
            let mut merged = Merged::default();
            for (at, (name, tally)) in level.areas[n].iter().enumerate() {
                let (unit, tally) = (name.clone(), tally.clone());
                let part = Part { unit, period: level.periods[n], made: None, tally };
                merged.take([at as u8; 32], part);
            }
            let units = level.areas[n].keys().map(|name| Expected {
                code: name.clone(),
                name: name.clone(),
                parent: "Tỉnh".to_owned(),
            });
            let rolled = RollUp::new(level.periods[n], level.periods[n].to(), units, &merged);
            assert_eq!(rolled.total, level.in_one_registry(n), "level {seed}, period {n}");
            assert_eq!(rolled.total, merged.total());
            assert!(!rolled.total.contradicts_itself());
        }
        // And over time: both months chained, unit by unit or all together.
        let chained = |tallies: [&Tally; 2]| chain(&tallies).unwrap();
        let mut sum = Tally::default();
        for name in level.areas[0].keys() {
            sum.add(&chained([&level.areas[0][name], &level.areas[1][name]]));
        }
        assert_eq!(sum, chained([&level.whole(0), &level.whole(1)]), "level {seed}");
    }
}
