//! What the clocks add to lists brought in: a commune's history is not a heap of missed duties.

use super::desk::{Desk, data, workbook};
use hoso::domain::date::parse_day;
use hoso::domain::deadline::Clock;
use hoso::services::Registry;
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::view::TodayGroup;
use std::collections::BTreeMap;

/// The clocks that ran before the acts of the road could be recorded.
const OF_MEASURES: &[Clock] = &[
    Clock::U5,
    Clock::T1,
    Clock::A4,
    Clock::A5,
    Clock::P1,
    Clock::P2,
    Clock::P4,
    Clock::F1,
    // The unit's own, by the level of risk.
    Clock::F2,
    Clock::R1,
];

/// Lines on the work list of the desk's day, by clock.
fn lines(registry: &mut Registry) -> BTreeMap<Clock, usize> {
    let list = registry.today(10_000).unwrap();
    let mut counts = BTreeMap::new();
    for line in TodayGroup::ALL.iter().flat_map(|g| list.lines(*g)) {
        *counts.entry(line.clock).or_default() += 1;
    }
    counts
}

#[test]
fn a_list_brought_in_has_the_lines_of_its_measures_and_no_others() {
    use Clock as C;
    let check = |name: &str, wanted: &[(Clock, usize)]| {
        let desk = Desk::new();
        let mut registry = desk.found();
        registry.import(&workbook(&data(name)), false, &mut |_, _| ()).unwrap();
        assert_eq!(lines(&mut registry), wanted.iter().copied().collect(), "{name}");
    };
    // F1 and F2 at the pace of the levels that the list itself gives.
    let commune = [
        (C::U5, 3),
        (C::T1, 9),
        (C::A5, 3),
        (C::P1, 7),
        (C::P2, 3),
        (C::P4, 1),
        (C::F1, 39),
        (C::F2, 10),
    ];
    check("hoa-binh-240.xlsx", &commune);
    check(
        "hoa-binh-60-lon-xon.xlsx",
        &[(C::U5, 1), (C::T1, 2), (C::P1, 1), (C::F1, 7), (C::F2, 1)],
    );
}

#[test]
fn a_made_up_commune_has_a_handful_of_others_at_most() {
    for on in ["23/11/2026", "04/01/2027"] {
        let desk = Desk::at(&format!("{on} 08:00"));
        let mut registry = desk.found();
        let people = make_commune(300, 1, parse_day(on).unwrap());
        registry.load_made_up(people.map(MadeUpCase::into_parts), &mut |_| ()).unwrap();
        let counts = lines(&mut registry);
        let others: usize =
            counts.iter().filter(|(c, _)| !OF_MEASURES.contains(c)).map(|(_, n)| n).sum();
        assert!(others <= 8, "{on}: {counts:?}");
    }
}
