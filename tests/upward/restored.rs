//! A registry restored from a backup says so in its packages: the superior tells a declared restore
//! from a folder put back in silence (which `refused` shows to be an alarm).

use super::{Road, period};
use crate::stories::backing_up::{back_up, restore};
use Settled::{Counted, Refused};
use hoso::exchange::package::{PackageRefusal as P, Settled, Warning, settle};
use hoso::services::{Inbox, Registry};

struct Story {
    road: Road,
    inbox: Inbox,
    october: Vec<u8>,
    /// November, as it was sent before the PC was lost.
    lost: Vec<u8>,
    registry: Registry,
}

/// October sent, backed up, November sent, the PC lost, the backup restored.
fn story() -> Story {
    let (road, mut registry) = Road::with_people(10);
    let inbox = road.inbox(&registry);
    let october = registry.export_package(period("2026-10"), None).unwrap().bytes;
    let folder = road.desk.folder.path();
    back_up(&mut registry, &folder.join("so.hsb")).unwrap();
    let lost = registry.export_package(period("2026-11"), None).unwrap().bytes;
    drop(registry);
    let to = road.desk.place().at(&folder.join("moi"));
    let restored = restore(&folder.join("so.hsb"), &to, &road.sheets).unwrap();
    let registry = restored.registry.with_fixed_now(road.desk.now);
    Story { road, inbox, october, lost, registry }
}

fn settled(inbox: &Inbox, packages: &[&[u8]]) -> (Vec<Settled>, Vec<(usize, Warning)>) {
    let links: Vec<_> = packages.iter().map(|p| inbox.open(p).unwrap()).collect();
    settle(&links)
}

#[test]
fn a_declared_restore_is_told_and_is_no_alarm() {
    let Story { inbox, october, lost, mut registry, .. } = story();
    let november = registry.export_package(period("2026-11"), None).unwrap();
    assert_eq!(november.line.revision, 1, "it does not know what was sent");
    let (all, warnings) = settled(&inbox, &[&october, &lost, &november.bytes]);
    assert_eq!(all, [Counted, Refused(P::Replaced), Counted]);
    let told: Vec<usize> = (warnings.iter())
        .filter_map(|(at, w)| matches!(w, Warning::Restored { .. }).then_some(*at))
        .collect();
    assert_eq!(told, [2], "{warnings:?}");

    // Whatever order they come in, and with the next package behind.
    let again = registry.export_package(period("2026-11"), Some(&november.bytes)).unwrap().bytes;
    let (all, warnings) = settled(&inbox, &[&again, &lost, &november.bytes, &october]);
    let old = Refused(P::Replaced);
    assert_eq!(all, [Counted, old, old, Counted]);
    let told = warnings.iter().filter(|(_, w)| matches!(w, Warning::Restored { .. }));
    assert_eq!(told.count(), 1, "once, not with every package after it: {warnings:?}");
}

/// The controls: a restore that nobody declared, and one that is declared falsely.
#[test]
fn an_undeclared_or_false_restore_is_an_alarm() {
    let Story { road, inbox, lost, mut registry, .. } = story();
    let november = registry.export_package(period("2026-11"), None).unwrap().bytes;
    drop(registry);
    let (vault, recipient) = (road.vault(), hoso::vault::Recipient::read(&road.recipient).unwrap());
    let forged = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut envelope = road.opened(&november);
        let mut report: serde_json::Value = serde_json::from_slice(&envelope.report).unwrap();
        change(&mut report["package"]["epochs"]);
        envelope.report = serde_json::to_vec(&report).unwrap();
        envelope.signature = vault.sign_minisign(&envelope.report, "forged").unwrap();
        recipient.seal(&envelope.bytes()).unwrap()
    };
    assert!(inbox.open(&forged(&|_| ())).is_ok(), "put together again it passes");
    let silent = forged(&|epochs| *epochs = serde_json::json!([]));
    let (all, _) = settled(&inbox, &[&lost, &silent]);
    assert_eq!(all, [Refused(P::OtherBytes); 2]);
    let check = |what: &str, why: P, change: &dyn Fn(&mut serde_json::Value)| {
        assert_eq!(inbox.open(&forged(change)).err(), Some(why), "{what}");
    };
    check("another state", P::JournalBroken, &|e| e[0]["size"] = 1.into());
    check("no proof", P::JournalBroken, &|e| e[0]["consistency"] = serde_json::json!([]));
    check("twice", P::JournalBroken, &|e| {
        let one = e[0].clone();
        e.as_array_mut().unwrap().push(one);
    });
    check("a word more", P::UnknownKey, &|e| e[0]["why"] = "x".into());
}
