//! The same duties by two clocks: time that passes and time the processor spends. On a machine
//! that others use the second is the steadier one.

use crate::commune::{Commune, workbook};
use crate::{SCREEN, SIZES, WORKBOOK, read};
use hoso::domain::date::Period;
use hoso::services::Registry;
use hoso::services::view::{PeopleQuery, SortBy};
use rustix::time::{ClockId, clock_gettime};
use std::time::{Duration, Instant};

/// Prints the medians of every duty at every size.
pub(crate) fn report() {
    println!("{:<10}{:<28}{:>12}{:>12}", "people", "duty (medians, ms)", "passed", "processor");
    for people in SIZES {
        let commune = Commune::cached(people);
        say(people, "open", 15, || (), |()| drop(commune.open()));
        say(people, "first list", 7, || commune.open(), |mut r| find(&mut r, "", SortBy::Name));
        let mut registry = commune.open();
        find(&mut registry, "", SortBy::Name);
        for (duty, text, sort) in [
            ("find \"n\"", "n", SortBy::Name),
            ("find \"nguyen van\"", "nguyen van", SortBy::Name),
            ("find \"đặng\"", "đặng", SortBy::Name),
            ("everybody by due", "", SortBy::Due),
        ] {
            let registry = std::cell::RefCell::new(&mut registry);
            let other = || find(&mut registry.borrow_mut(), "zz", SortBy::Name);
            say(people, duty, 25, other, |()| find(&mut registry.borrow_mut(), text, sort));
        }
        say(people, "today", 25, || (), |()| drop(registry.today(200).unwrap()));
        let month: Period = "2026-10".parse().unwrap();
        let year: Period = "2026".parse().unwrap();
        say(
            people,
            "report of a month",
            9,
            || (),
            |()| drop(registry.report(month, false).unwrap()),
        );
        say(people, "report of a year", 5, || (), |()| drop(registry.report(year, false).unwrap()));
        say(
            people,
            "the same with overdue",
            1,
            || (),
            |()| drop(registry.report(month, true).unwrap()),
        );
    }
    let book = read(&workbook(WORKBOOK));
    say(WORKBOOK, "import, once read", 3, Commune::founded, |(_desk, mut registry)| {
        registry.import(&book, false, &mut |_, _| ()).unwrap();
    });
}

fn find(registry: &mut Registry, text: &str, sort: SortBy) {
    let query = PeopleQuery { find: text.to_owned(), sort, ..PeopleQuery::default() };
    registry.people(&query, 0, SCREEN).unwrap();
}

fn say<I>(
    people: usize,
    duty: &str,
    runs: usize,
    mut before: impl FnMut() -> I,
    mut run: impl FnMut(I),
) {
    let mut times: Vec<(Duration, Duration)> = (0..runs)
        .map(|_| {
            let input = before();
            let (began, spent) = (Instant::now(), processor());
            run(input);
            (began.elapsed(), processor().saturating_sub(spent))
        })
        .collect();
    let mut median = |by: fn(&(Duration, Duration)) -> Duration| {
        times.sort_by_key(by);
        by(&times[runs / 2]).as_secs_f64() * 1e3
    };
    println!("{people:<10}{duty:<28}{:>12.2}{:>12.2}", median(|t| t.0), median(|t| t.1));
}

fn processor() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}
