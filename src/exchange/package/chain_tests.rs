use super::super::document::PackageHead;
use super::super::sample::{head, leaves, link};
use super::*;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::merkle::root_of;
use PackageRefusal as P;
use Settled::{Copy, Counted, Refused};

/// A package of a period: its revision, what it replaces, journal size and the size it continues.
fn package(
    period: &str,
    revision: u32,
    replaces: Option<&Link>,
    to: u64,
    since: Option<u64>,
) -> Link {
    let head = PackageHead {
        period: period.parse().unwrap(),
        revision,
        replaces: replaces.map(|l| l.sha256),
        ..head(to, since)
    };
    link(&head)
}

/// What every order of the same packages settles to, in the order given.
fn settled(links: &[&Link]) -> (Vec<Settled>, Vec<(usize, Warning)>) {
    let given: Vec<Link> = links.iter().map(|l| (*l).clone()).collect();
    let straight = settle(&given);
    let turned: Vec<Link> = given.iter().rev().cloned().collect();
    let (mut back, warnings) = settle(&turned);
    back.reverse();
    let mut warnings: Vec<_> =
        warnings.into_iter().map(|(at, w)| (given.len() - 1 - at, w)).collect();
    warnings.sort_unstable();
    // Of two copies another one is met first.
    if !straight.0.contains(&Copy) {
        assert_eq!((&back, &warnings), (&straight.0, &straight.1), "order matters");
    }
    straight
}

#[test]
fn a_month_after_month_counts() {
    let (a, b) = (package("2026-10", 1, None, 10, None), package("2026-11", 1, None, 20, Some(10)));
    let (all, warnings) = settled(&[&a, &b]);
    assert_eq!(all, [Counted, Counted]);
    // The sample opens with 2 and closes with 1: both numbers are told.
    let total = Warning::OpeningDiffers { row: None, opening: 2, closing: 1 };
    assert!(warnings.contains(&(1, total)), "{warnings:?}");
    assert_eq!(settle(&[a.clone(), a.clone()]).0, [Counted, Copy]);
}

#[test]
fn a_correction_names_what_it_replaces() {
    let first = package("2026-11", 1, None, 10, None);
    let second = package("2026-11", 2, Some(&first), 20, Some(10));
    let third = package("2026-11", 3, Some(&second), 30, Some(20));
    assert_eq!(settled(&[&first, &second]).0, [Refused(P::Replaced), Counted]);
    let all = settled(&[&third, &first, &second]);
    assert_eq!(all.0, [Counted, Refused(P::Replaced), Refused(P::Replaced)]);
    assert_eq!(all.1, []);
    let lost = settled(&[&first, &third]);
    assert_eq!(lost.0, [Refused(P::Replaced), Counted]);
    assert_eq!(lost.1, [(1, Warning::ReplacesUnseen), (1, Warning::PackagesUnseen)]);
}

#[test]
fn a_second_package_that_replaces_nothing_is_refused() {
    let first = package("2026-11", 1, None, 10, None);
    let second = package("2026-11", 2, None, 20, Some(10));
    assert_eq!(settled(&[&first, &second]).0, [Counted, Refused(P::ReplacesNothing)]);
}

#[test]
fn the_same_revision_with_other_bytes_is_an_alarm() {
    let first = package("2026-11", 1, None, 10, None);
    let other = package("2026-11", 1, None, 12, None);
    assert_eq!(settled(&[&first, &other]).0, [Refused(P::OtherBytes); 2]);
}

#[test]
fn a_journal_that_does_not_go_on_is_refused() {
    let seen = package("2026-10", 1, None, 20, None);
    // An older copy of the folder was put back and went on from entry 10.
    let back = package("2026-11", 1, None, 30, Some(10));
    assert_eq!(settled(&[&seen, &back]).0, [Counted, Refused(P::JournalBroken)]);
    let short = package("2026-11", 1, None, 15, Some(10));
    assert_eq!(settled(&[&seen, &short]).0, [Counted, Refused(P::JournalBroken)]);
    let anew = package("2026-11", 1, None, 30, None);
    assert_eq!(settled(&[&seen, &anew]).0, [Counted, Refused(P::JournalBroken)]);
    // The same size, another journal.
    let mut forked = head(30, Some(20));
    forked.since = Some((20, root_of(&leaves(20, 1))));
    forked.period = "2026-11".parse().unwrap();
    assert_eq!(settled(&[&seen, &link(&forked)]).0, [Counted, Refused(P::JournalBroken)]);
    let good = package("2026-11", 1, None, 30, Some(20));
    assert_eq!(settled(&[&seen, &good]).0, [Counted, Counted], "the control");
}

#[test]
fn units_and_registries_do_not_mix() {
    let mine = package("2026-11", 1, None, 10, None);
    let other = link(&PackageHead { unit: "00310".into(), ..head(5, None) });
    assert_eq!(settled(&[&mine, &other]).0, [Counted, Counted]);
    let registry = uuid::Uuid::from_u128(99);
    let point = Checkpoint::of(&registry.to_string(), 3, root_of(&leaves(3, 0)));
    let anew = link(&PackageHead {
        registry,
        period: "2026-12".parse().unwrap(),
        checkpoint: point.note(&super::super::sample::KEY, &[1; 64]),
        ..head(3, None)
    });
    let (all, warnings) = settled(&[&mine, &anew]);
    assert_eq!(all, [Counted, Counted]);
    assert!(warnings.contains(&(1, Warning::OtherRegistry)));
}

#[test]
fn the_package_of_the_period_before_is_named() {
    let last = package("2026-10", 1, None, 10, None);
    let next = |previous| link(&PackageHead { previous, ..head(20, Some(10)) });
    let differs = |link: &Link| settled(&[&last, link]).1.contains(&(1, Warning::PreviousDiffers));
    assert!(!differs(&next(Some(last.sha256))));
    assert!(differs(&next(Some([9; 32]))));
    assert!(!differs(&next(None)));
}
