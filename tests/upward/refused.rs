//! R26: every forged, replayed, mis-addressed, oversized and mis-added package is refused with a
//! code of its own; a package that nothing is wrong with passes.

use super::{Road, period};
use hoso::domain::checkpoint::{Checkpoint, base64};
use hoso::exchange::package::{
    Envelope, MAX_FILE_BYTES, PackageRefusal as P, Settled, UnitsFile, settle,
};
use hoso::services::{Inbox, Registry};
use hoso::vault::{ReceivingKey, Vault};
use std::collections::BTreeSet;

/// A package in pieces, to be put together again by who holds the unit's key.
struct Forgery<'a> {
    road: &'a Road,
    vault: &'a Vault,
    report: String,
    signature: Option<String>,
    unit_key: String,
    seal_to: String,
}

impl<'a> Forgery<'a> {
    fn of(road: &'a Road, vault: &'a Vault, package: &[u8]) -> Self {
        let envelope = road.opened(package);
        Self {
            road,
            vault,
            report: String::from_utf8(envelope.report).unwrap(),
            signature: None,
            unit_key: envelope.unit_key,
            seal_to: road.recipient.clone(),
        }
    }

    fn put(&mut self, from: &str, to: &str) {
        assert!(self.report.contains(from), "nothing to change: {from}");
        self.report = self.report.replacen(from, to, 1);
    }

    fn plain(&self) -> Vec<u8> {
        let sign = || self.vault.sign_minisign(self.report.as_bytes(), "forged").unwrap();
        let envelope = Envelope {
            report: self.report.clone().into_bytes(),
            signature: self.signature.clone().unwrap_or_else(sign),
            unit_key: self.unit_key.clone(),
        };
        envelope.bytes()
    }

    fn sealed(&self) -> Vec<u8> {
        self.seal(&self.plain())
    }

    fn seal(&self, plain: &[u8]) -> Vec<u8> {
        let recipient = hoso::vault::Recipient::read(&self.seal_to).unwrap();
        assert!(self.road.recipient.starts_with("age1"));
        recipient.seal(plain).unwrap()
    }
}

struct Stage {
    road: Road,
    inbox: Inbox,
    vault: Vault,
    package: Vec<u8>,
    other: Vault,
}

/// One package of a commune, and the vault of another commune.
fn stage() -> Stage {
    let (road, mut registry) = Road::with_people(25);
    let package = registry.export_package(period("2026-11"), None).unwrap().bytes;
    let inbox = road.inbox(&registry);
    drop(registry);
    let vault = road.vault();
    let (elsewhere, registry) = Road::new();
    drop(registry);
    let other = elsewhere.vault();
    Stage { road, inbox, vault, package, other }
}

#[test]
fn every_forged_package_is_refused_with_its_own_code() {
    let stage = stage();
    let Stage { road, inbox, vault, package, other } = &stage;
    assert!(inbox.open(package).is_ok(), "the control passes");
    let forged = |change: &dyn Fn(&mut Forgery<'_>)| {
        let mut forgery = Forgery::of(road, vault, package);
        change(&mut forgery);
        forgery.sealed()
    };
    assert!(inbox.open(&forged(&|_| ())).is_ok(), "put together again it passes");

    let mut seen = BTreeSet::new();
    let mut check = |what: &str, bytes: &[u8], why: P| {
        assert_eq!(inbox.open(bytes).err(), Some(why), "{what}");
        seen.insert(why.code());
    };
    check("oversized file", &vec![b'a'; MAX_FILE_BYTES as usize + 1], P::FileTooLarge);
    check("no age file", b"PK\x03\x04", P::NotSealed);
    check("cut off", &package[..package.len() - 1], P::NotSealed);
    let mut flipped = package.clone();
    flipped[package.len() / 2] ^= 1;
    check("a bit flipped", &flipped, P::NotSealed);
    let stranger = ReceivingKey::generate().recipient();
    check("mis-addressed", &forged(&|f| f.seal_to = stranger.text()), P::NotForThisKey);
    let raw = Forgery::of(road, vault, package);
    check("oversized inside", &raw.seal(&vec![b' '; 1_100_000]), P::PlaintextTooLarge);
    check("not JSON", &raw.seal(b"report"), P::NotJson);
    check("not UTF-8", &raw.seal(b"{\"report\":\"\xff\"}"), P::NotJson);
    check("nested deep", &raw.seal("[".repeat(50_000).as_bytes()), P::NotJson);
    let plain = String::from_utf8(raw.plain()).unwrap();
    let envelope = |from: &str, to: &str| raw.seal(plain.replacen(from, to, 1).as_bytes());
    check("envelope: a key more", &envelope("{", "{\"name\":\"x\","), P::UnknownKey);
    check("envelope: a key twice", &envelope("{", "{\"report\":\"\","), P::DuplicateKey);
    check("envelope: a key less", &envelope("\"unit_key\"", "\"unit_kex\""), P::MissingKey);
    check("envelope: no Base64", &envelope("\"report\":\"", "\"report\":\"*"), P::Malformed);

    let changed = |from: &'static str, to: &'static str| forged(&move |f| f.put(from, to));
    check("a key more", &changed("\"notes\":", "\"hamlets\":[],\"notes\":"), P::UnknownKey);
    check(
        "a key twice",
        &changed("\"suspected\":", "\"suspected\":0,\"suspected\":"),
        P::DuplicateKey,
    );
    check("a key less", &changed("\"relapses\":0,", ""), P::MissingKey);
    check("a negative count", &changed("\"stopped\":", "\"stopped\":-"), P::NegativeCount);
    check("a huge count", &changed("\"stopped\":", "\"stopped\":8888888888"), P::HugeCount);
    check("a text for a count", &changed("\"relapses\":0", "\"relapses\":\"0\""), P::Malformed);
    check("a space", &changed("{\"activity\":", "{ \"activity\":"), P::NotCanonical);
    check("form 2", &changed("\"form_version\":1", "\"form_version\":2"), P::WrongFormVersion);
    check("mis-added", &changed("\"stopped\":", "\"stopped\":1"), P::BrokenArithmetic);
    // Sealed while the period ran, by the time its own id tells; one second later it is in order.
    let made = |text: &str| {
        let at: chrono::NaiveDateTime = text.parse().unwrap();
        let seconds = at.and_utc().timestamp() as u64 - 7 * 3600;
        uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0)).to_string()
    };
    let id = inbox.open(package).unwrap().report.head.id.to_string();
    let by_its_id = |text: &str| forged(&|f| f.put(&id, &made(text)));
    check("made before its period ended", &by_its_id("2026-11-14T23:59:59"), P::Provisional);
    assert!(inbox.open(&by_its_id("2026-11-15T00:00:00")).is_ok());
    check("tạm tính", &changed("\"provisional\":false", "\"provisional\":true"), P::Provisional);
    check(
        "another period inside",
        &changed("\"period\":\"2026-11\"", "\"period\":\"2026-10\""),
        P::HeadsDiffer,
    );
    check(
        "unknown unit",
        &forged(&|f| f.report = f.report.replace("00004", "00008")),
        P::UnknownUnit,
    );
    check(
        "another recipient named inside",
        &forged(&|f| f.report = f.report.replace(&road.recipient, &stranger.text())),
        P::OtherRecipient,
    );
    let unsigned = road.opened(package).signature;
    check(
        "changed after signing",
        &forged(&|f| {
            f.put("\"stopped\":0", "\"stopped\":1");
            f.signature = Some(unsigned.clone());
        }),
        P::BadSignature,
    );
    check("no signature", &forged(&|f| f.signature = Some(String::new())), P::BadSignature);
    let mine = |f: &mut Forgery<'_>| {
        f.signature = Some(other.sign_minisign(f.report.as_bytes(), "x").unwrap());
    };
    check("another's signature", &forged(&mine), P::BadSignature);
    check(
        "another's signature and key",
        &forged(&|f| {
            mine(f);
            f.unit_key = other.unit_public_key().minisign_text();
        }),
        P::OtherUnitKey,
    );
    check(
        "a checkpoint of another size",
        &forged(&|f| checkpoint(f, vault, true)),
        P::BadCheckpoint,
    );
    check(
        "a proof that does not hold",
        &forged(&|f| {
            let point = base64(&[5; 32]);
            f.put("\"consistency\":[]", &format!("\"consistency\":[\"{point}\"]"));
        }),
        P::JournalBroken,
    );

    check("another's checkpoint", &forged(&|f| checkpoint(f, other, false)), P::BadCheckpoint);
    // What one file alone cannot show is settled beside others; a file too large is not even read.
    let alone = P::ALL.iter().filter(|r| {
        !matches!(
            r,
            P::Unreadable | P::WrongPeriod | P::ReplacesNothing | P::OtherBytes | P::Replaced
        )
    });
    for refusal in alone {
        assert!(seen.contains(refusal.code()), "{refusal:?} was never provoked");
    }
    let file = road.desk.folder.path().join("none.hsr");
    assert_eq!(inbox.open_file(&file).err(), Some(P::Unreadable));
}

/// Puts a checkpoint of another journal in, signed by these keys; `torn` keeps the old signature.
fn checkpoint(forgery: &mut Forgery<'_>, vault: &Vault, torn: bool) {
    let report: serde_json::Value = serde_json::from_str(&forgery.report).unwrap();
    let note = report["package"]["checkpoint"].as_str().unwrap();
    let key = forgery.vault.unit_public_key().key;
    let (read, old) = Checkpoint::read(note, &key).unwrap();
    let point = Checkpoint { size: read.size + 1, ..read };
    let fresh = vault.sign_as_unit(point.text().as_bytes()).unwrap();
    let forged = point.note(&vault.unit_public_key().key, if torn { &old } else { &fresh });
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    forgery.report = forgery.report.replace(&quoted(note), &quoted(&forged));
}

#[test]
fn only_the_listed_unit_with_its_own_key_is_taken() {
    let stage = stage();
    let nobody = Inbox::new(&stage.road.identity, UnitsFile::default()).unwrap();
    assert_eq!(nobody.open(&stage.package).err(), Some(P::UnknownUnit));
    let mut units = stage.inbox.units().clone().text();
    let key = stage.vault.unit_public_key().minisign_text();
    units = units.replace(&key, &stage.other.unit_public_key().minisign_text());
    let wrong = Inbox::new(&stage.road.identity, UnitsFile::read(&units).unwrap()).unwrap();
    assert_eq!(wrong.open(&stage.package).err(), Some(P::OtherUnitKey));
    assert!(Inbox::new(&stage.road.recipient, UnitsFile::default()).is_none());
}

fn export(registry: &mut Registry, code: &str, replaces: Option<&[u8]>) -> Vec<u8> {
    registry.export_package(period(code), replaces).unwrap().bytes
}

fn settled(inbox: &Inbox, packages: &[&[u8]]) -> Vec<Settled> {
    let links: Vec<_> = packages.iter().map(|p| inbox.open(p).unwrap()).collect();
    settle(&links).0
}

#[test]
fn replayed_and_repeated_packages_are_told_apart() {
    use Settled::{Copy, Counted, Refused};
    let (road, mut registry) = Road::with_people(10);
    let inbox = road.inbox(&registry);
    let october = export(&mut registry, "2026-10", None);
    let first = export(&mut registry, "2026-11", None);
    assert_eq!(settled(&inbox, &[&october, &first, &first]), [Counted, Counted, Copy]);
    let second = export(&mut registry, "2026-11", None);
    let refused = Refused(P::ReplacesNothing);
    assert_eq!(settled(&inbox, &[&first, &second]), [Counted, refused]);
    let third = export(&mut registry, "2026-11", Some(&first));
    let old = Refused(P::Replaced);
    assert_eq!(settled(&inbox, &[&first, &third]), [old, Counted]);
    assert_eq!(settled(&inbox, &[&third, &first, &second]), [Counted, old, refused]);
}

#[test]
fn a_folder_put_back_is_noticed_by_the_superior() {
    use Settled::{Counted, Refused};
    let (road, mut registry) = Road::with_people(10);
    let inbox = road.inbox(&registry);
    drop(registry);
    let database = road.desk.place().database_path();
    let old = std::fs::read(&database).unwrap();
    registry = road.desk.open();
    let october = export(&mut registry, "2026-10", None);
    drop(registry);
    // Whoever puts the older file back also takes the anchor away, which is outside the folder.
    std::fs::write(&database, old).unwrap();
    road.desk.forget_anchor();
    registry = road.desk.open();
    let november = export(&mut registry, "2026-11", None);
    let broken = Refused(P::JournalBroken);
    assert_eq!(settled(&inbox, &[&october, &november]), [Counted, broken]);
    let again = export(&mut registry, "2026-10", None);
    let alarm = Refused(P::OtherBytes);
    assert_eq!(settled(&inbox, &[&october, &again]), [alarm, alarm]);
}
