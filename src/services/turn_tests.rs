//! Removal, replacement of the data key, recovery: cut off at every point.

use super::error::Failure;
use super::officers::OfficerLine;
use super::registry::Registry;
use super::test_desk::{CHIEF, founding, place_in};
use super::turn::Step;
use crate::domain::journal::Act;
use crate::domain::word::{Role, Word};
use crate::storage::StorageError;
use crate::vault::{
    DamagedPart, KdfCost, Password, Place, RecoveryFault, RecoverySheets, SealedVault, VaultError,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const OTHER: &str = "tre xanh gio mat song dai";
const NEW: &str = "con duong lang quanh co xa";

struct Desk {
    folder: TempDir,
    sheets: RecoverySheets,
}

impl Desk {
    /// A chief (truong), an officer (canbo), an inspector (tra).
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let place = place_in(folder.path());
        let (mut registry, sheets) = Registry::create(&place, founding()).unwrap();
        let add = |r: &mut Registry, login, role| {
            r.add_officer(login, "Lê Văn Mẫu", role, Password::new(OTHER)).unwrap();
        };
        add(&mut registry, "canbo", Role::Officer);
        add(&mut registry, "tra", Role::Inspector);
        Self { folder, sheets }
    }

    fn place(&self) -> Place {
        place_in(self.folder.path())
    }

    fn open(&self, login: &str, password: &str) -> Result<Registry, Failure> {
        // A child that another test starts at this moment holds the lock until it has become
        // another program.
        for _ in 0..50 {
            match Registry::open(&self.place(), login, &Password::new(password)) {
                Err(Failure::Vault(VaultError::InUse { .. })) => {
                    std::thread::sleep(std::time::Duration::from_millis(10));
                }
                done => return done,
            }
        }
        Registry::open(&self.place(), login, &Password::new(password))
    }

    /// Takes the anchor away, so that an older database may stand for one left by a cut.
    fn forget_anchor(&self) {
        let id = SealedVault::read(&self.place()).unwrap().registry_id();
        fs::remove_file(self.place().anchor_path(id)).unwrap();
    }

    fn chief(&self) -> Registry {
        self.open("truong", CHIEF).unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.place().folder().join(name)
    }

    fn bytes(&self, names: &[&str]) -> Vec<Vec<u8>> {
        names.iter().map(|n| fs::read(self.file(n)).unwrap_or_default()).collect()
    }

    fn recover(&self, login: &str, sheets: (usize, usize)) -> Result<Registry, Failure> {
        let all = self.sheets.sheets();
        let two = [&all[sheets.0], &all[sheets.1]];
        let cost = KdfCost::cheap_for_tests();
        Registry::recovery(&self.place(), two, login, Password::new(NEW), cost)?.finish()
    }
}

fn acts(registry: &mut Registry) -> Vec<(String, Option<String>)> {
    let lines = registry.journal(usize::MAX).unwrap();
    lines.into_iter().rev().map(|l| (l.act, l.reason)).collect()
}

fn count(registry: &mut Registry, act: Act) -> usize {
    acts(registry).iter().filter(|(a, _)| a == act.code()).count()
}

fn line(registry: &Registry, login: &str) -> OfficerLine {
    registry.officers().unwrap().into_iter().find(|o| o.login == login).unwrap()
}

fn sound(registry: &mut Registry) {
    let found = registry.check().unwrap();
    assert_eq!(found.faults, 0);
    assert!(found.journal.is_ok());
}

/// R10: only the chief is present, and the others go on with their own passwords.
#[test]
fn removal_needs_the_chief_alone_and_shuts_the_removed_out() {
    let desk = Desk::new();
    let before = desk.bytes(&["keys.a", "keys.b", "registry.db"]);
    let mut chief = desk.chief();
    assert_eq!(chief.key_generation(), 1);
    chief.remove_officer("canbo").unwrap();
    assert_eq!(chief.key_generation(), 2);
    assert!(!line(&chief, "canbo").active);
    assert!(!desk.file("keys.pending").exists());
    // The same window goes on.
    chief.add_officer("moi", "Hồ Thị Mới", Role::Chief, Password::new(OTHER)).unwrap();
    assert!(!chief.second_chief_advised());
    sound(&mut chief);
    assert_eq!(count(&mut chief, Act::OfficerDisabled), 1);
    assert_eq!(count(&mut chief, Act::Rekeyed), 1);
    drop(chief);
    let refused = desk.open("canbo", OTHER).err();
    assert!(matches!(refused, Some(Failure::Vault(VaultError::OfficerDisabled))));
    for (login, password) in [("tra", OTHER), ("moi", OTHER), ("truong", CHIEF)] {
        let mut registry = desk.open(login, password).unwrap();
        sound(&mut registry);
        assert_eq!(count(&mut registry, Act::RosterAligned), 0, "nothing was left to make up");
    }

    // R15: the removed officer puts his old key file back: told as such, not as a wrong password,
    // and nothing is written.
    let now = desk.bytes(&["keys.a", "keys.b"]);
    for name in ["keys.a", "keys.b"] {
        fs::write(desk.file(name), &before[0]).unwrap();
    }
    let database = desk.bytes(&["registry.db"]);
    for (login, password) in [("canbo", OTHER), ("truong", CHIEF)] {
        let refused = desk.open(login, password).err();
        assert!(matches!(refused, Some(Failure::Storage(StorageError::Damaged))), "{login}");
    }
    assert_eq!(desk.bytes(&["registry.db"]), database);
    // One old copy only: the newer is taken, the old one mended.
    fs::write(desk.file("keys.b"), &now[1]).unwrap();
    sound(&mut desk.chief());
    assert_eq!(desk.bytes(&["keys.a", "keys.b"]), now);
    // A whole folder put back is refused by the anchor outside it. Control: key file and database
    // of the same age do open for him where the anchor is gone as well.
    let names = ["keys.a", "keys.b", "registry.db"];
    for (name, bytes) in names.iter().zip(&before) {
        fs::write(desk.file(name), bytes).unwrap();
    }
    assert!(matches!(desk.open("canbo", OTHER), Err(Failure::OlderCopy)));
    desk.forget_anchor();
    assert!(desk.open("canbo", OTHER).is_ok());
}

/// R11: cut off at every point; whoever stays opens, and it is either undone or finished.
#[test]
fn a_replacement_cut_off_anywhere_is_undone_or_finished() {
    for cut in [Step::Pending, Step::Rekeyed, Step::Published, Step::Journaled] {
        for first in ["truong", "tra"] {
            let desk = Desk::new();
            let mut chief = desk.chief();
            let stopped = chief.turn(Some("canbo"), &mut |step| {
                if step == cut { Err(Failure::UnknownFile) } else { Ok(()) }
            });
            assert!(stopped.is_err());
            drop(chief);
            assert!(desk.file("keys.pending").exists(), "{cut:?}");
            let removed = desk.open("canbo", OTHER).err();
            let told = if matches!(cut, Step::Published | Step::Journaled) {
                matches!(removed, Some(Failure::Vault(VaultError::OfficerDisabled)))
            } else {
                matches!(removed, Some(Failure::Vault(VaultError::RotationUnfinished)))
            };
            assert!(told, "{cut:?}");
            let password = if first == "truong" { CHIEF } else { OTHER };
            let mut registry = desk.open(first, password).unwrap();
            assert!(!desk.file("keys.pending").exists(), "{cut:?}");
            sound(&mut registry);
            let undone = cut == Step::Pending;
            assert_eq!(registry.key_generation(), if undone { 1 } else { 2 }, "{cut:?}");
            assert_eq!(line(&registry, "canbo").active, undone, "{cut:?}");
            assert_eq!(count(&mut registry, Act::Rekeyed), usize::from(!undone), "{cut:?}");
            drop(registry);
            assert_eq!(desk.open("canbo", OTHER).is_ok(), undone, "{cut:?}");
            // It can be done again from here.
            let mut chief = desk.chief();
            chief.rekey().unwrap();
            sound(&mut chief);
        }
    }
}

#[test]
fn a_pending_file_that_was_altered_or_brought_from_elsewhere_is_refused() {
    let desk = Desk::new();
    let mut chief = desk.chief();
    let stop =
        |at: Step| move |step: Step| if step == at { Err(Failure::UnknownFile) } else { Ok(()) };
    assert!(chief.turn(None, &mut stop(Step::Rekeyed)).is_err());
    drop(chief);
    let pending = desk.file("keys.pending");
    let good = fs::read(&pending).unwrap();
    let digest = |mut bytes: Vec<u8>| {
        use sha2::{Digest, Sha256};
        let split = bytes.len() - 32;
        let hash = Sha256::digest(&bytes[..split]);
        bytes[split..].copy_from_slice(&hash);
        bytes
    };
    let refused = |bytes: Vec<u8>| {
        fs::write(&pending, bytes).unwrap();
        let error = desk.open("truong", CHIEF).err();
        matches!(error, Some(Failure::Vault(VaultError::Damaged(DamagedPart::Pending))))
    };
    assert!(refused(Vec::new()) && refused(good[..good.len() - 1].to_vec()));
    for at in (0..good.len()).step_by(61) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        assert!(refused(bad), "byte {at}");
    }
    // The digest is no secret. The two MACs stand before it.
    for back in 33..97 {
        let mut bad = good.clone();
        let at = bad.len() - back;
        bad[at] ^= 1;
        assert!(refused(digest(bad)), "byte {back} from the end");
    }
    let other = Desk::new();
    let mut chief = other.chief();
    assert!(chief.turn(None, &mut stop(Step::Pending)).is_err());
    assert!(refused(fs::read(other.file("keys.pending")).unwrap()), "another registry's");
    // Control: without one the registry stays shut, so it is what carries the new key over.
    fs::remove_file(&pending).unwrap();
    assert!(desk.open("truong", CHIEF).is_err());
    // The true one finishes.
    fs::write(&pending, &good).unwrap();
    let chief = desk.chief();
    assert_eq!(chief.key_generation(), 2);
    drop(chief);
    // Put back later it does nothing.
    fs::write(&pending, &good).unwrap();
    assert_eq!(desk.chief().key_generation(), 2);
    assert!(!pending.exists());
}

#[test]
fn accounts_by_the_chief_and_by_oneself() {
    let desk = Desk::new();
    let mut chief = desk.chief();
    assert!(chief.second_chief_advised());
    let last = |r: Result<(), Failure>| matches!(r, Err(Failure::Vault(VaultError::LastChief)));
    assert!(last(chief.remove_officer("truong")));
    assert!(last(chief.set_role("truong", Role::Officer)));
    chief.set_role("CANBO", Role::Chief).unwrap();
    assert!(!chief.second_chief_advised());
    chief.set_role("canbo", Role::Officer).unwrap();
    chief.reset_password("tra", &Password::new(NEW)).unwrap();
    chief.remove_officer("tra").unwrap();
    chief.enable_officer("tra").unwrap();
    sound(&mut chief);
    let told: Vec<String> = acts(&mut chief).into_iter().map(|(act, _)| act).collect();
    let wanted = [
        "role_set",
        "role_set",
        "password_reset",
        "officer_disabled",
        "rekeyed",
        "officer_enabled",
    ];
    assert_eq!(told[told.len() - wanted.len()..], wanted);
    drop(chief);
    assert!(desk.open("tra", OTHER).is_err());
    assert!(desk.open("tra", NEW).is_ok());
    let mut officer = desk.open("canbo", OTHER).unwrap();
    officer.set_own_password(&Password::new(NEW)).unwrap();
    let denied = [
        officer.add_officer("x", "X", Role::Officer, Password::new(OTHER)).err(),
        officer.remove_officer("tra").err(),
        officer.enable_officer("tra").err(),
        officer.set_role("canbo", Role::Chief).err(),
        officer.reset_password("truong", &Password::new(NEW)).err(),
        officer.rekey().err(),
        officer.new_sheets().err(),
    ];
    for (at, failure) in denied.into_iter().enumerate() {
        assert!(matches!(failure, Some(Failure::NotPermitted)), "{at}");
    }
    drop(officer);
    assert!(desk.open("canbo", NEW).is_ok());
    let mut chief = desk.chief();
    assert_eq!(count(&mut chief, Act::PasswordSet), 1);
    assert_eq!(count(&mut chief, Act::RosterAligned), 0);
}

/// What the key file has and the registry's own list has not is made up at the next opening.
#[test]
fn a_cut_between_key_file_and_registry_is_made_up() {
    let desk = Desk::new();
    let before = desk.bytes(&["registry.db"]);
    let mut chief = desk.chief();
    chief.add_officer("moi", "Hồ Thị Mới", Role::Officer, Password::new(OTHER)).unwrap();
    drop(chief);
    fs::write(desk.file("registry.db"), &before[0]).unwrap();
    desk.forget_anchor();
    let mut chief = desk.chief();
    assert!(chief.store.officers().unwrap().iter().any(|o| o.login == "moi"));
    assert_eq!(count(&mut chief, Act::RosterAligned), 1);
    drop(chief);
    assert_eq!(count(&mut desk.chief(), Act::RosterAligned), 1, "once");
}

/// R24, and the whole story of a PC that was reinstalled.
#[test]
fn two_sheets_give_the_chief_a_new_password_even_on_a_new_pc() {
    let desk = Desk::new();
    fs::remove_file(desk.folder.path().join("device.key")).unwrap();
    let lost = desk.open("truong", CHIEF).err();
    assert!(matches!(lost, Some(Failure::Vault(VaultError::DeviceMissing))));
    for (login, refused) in [("canbo", "only the chief"), ("ai", "unknown officer")] {
        let error = desk.recover(login, (0, 1)).err().unwrap();
        assert!(error.to_string().contains(refused), "{error}");
    }
    assert!(!desk.folder.path().join("device.key").exists(), "refused before anything is made");
    let mut chief = desk.recover("truong", (2, 0)).unwrap();
    assert_eq!(count(&mut chief, Act::Recovered), 1);
    assert!(line(&chief, "canbo").waiting && !line(&chief, "truong").waiting);
    sound(&mut chief);
    drop(chief);
    let old = desk.open("truong", CHIEF).err();
    assert!(matches!(old, Some(Failure::Vault(VaultError::WrongPassword))));
    let waits = desk.open("canbo", OTHER).err();
    assert!(matches!(waits, Some(Failure::Vault(VaultError::NotEnrolled))));
    // The chief enrols the others again.
    let mut chief = desk.open("truong", NEW).unwrap();
    chief.reset_password("canbo", &Password::new(OTHER)).unwrap();
    chief.rekey().unwrap();
    drop(chief);
    sound(&mut desk.open("canbo", OTHER).unwrap());
    // The old sheets are no longer in force.
    let used = desk.recover("truong", (0, 1)).err();
    let fault = VaultError::RecoveryInvalid(RecoveryFault::NotInForce);
    assert_eq!(used.unwrap().to_string(), fault.to_string());
}

#[test]
fn a_lost_password_alone_leaves_the_others_as_they_are() {
    let desk = Desk::new();
    let mut chief = desk.recover("truong", (1, 2)).unwrap();
    assert!(!line(&chief, "canbo").waiting);
    let sheets = chief.new_sheets().unwrap();
    chief.put_sheets_in_force(&sheets).unwrap();
    assert_eq!(count(&mut chief, Act::SheetsRenewed), 1);
    drop(chief);
    desk.open("canbo", OTHER).unwrap();
    let [one, _, three] = sheets.sheets().sheets();
    assert_eq!(Registry::drill(&desk.place(), one, three).unwrap().generation, 1);
}

/// A recovery whose journal entry was cut off is journaled at the next opening.
#[test]
fn no_recovery_stays_out_of_the_journal() {
    let desk = Desk::new();
    let before = desk.bytes(&["registry.db"]);
    drop(desk.recover("truong", (0, 1)).unwrap());
    fs::write(desk.file("registry.db"), &before[0]).unwrap();
    desk.forget_anchor();
    let mut chief = desk.open("truong", NEW).unwrap();
    assert_eq!(count(&mut chief, Act::Recovered), 1);
}

#[test]
fn a_drill_proves_the_sheets_and_changes_nothing() {
    let desk = Desk::new();
    let names = ["keys.a", "keys.b", "registry.db"];
    let before = desk.bytes(&names);
    let listed = |desk: &Desk| {
        let entries = fs::read_dir(desk.place().folder()).unwrap();
        entries.map(|e| e.unwrap().file_name()).collect::<BTreeSet<_>>()
    };
    let files = listed(&desk);
    let all = desk.sheets.sheets();
    for (one, two) in [(0, 1), (0, 2), (1, 2), (2, 1)] {
        let found = Registry::drill(&desk.place(), &all[one], &all[two]).unwrap();
        assert_eq!(found.generation, 1);
        assert_eq!(found.journal_entries, 3, "registry made, two officers added");
    }
    assert!(Registry::drill(&desk.place(), &all[1], &all[1]).is_err());
    let other = Desk::new();
    let [one, two, _] = other.sheets.sheets();
    assert!(Registry::drill(&desk.place(), one, two).is_err());
    assert_eq!(desk.bytes(&names), before);
    assert_eq!(listed(&desk), files);
}

/// The sheets also open what a replacement of the key has left half done.
#[test]
fn recovery_after_a_cut_replacement() {
    for cut in [Step::Pending, Step::Rekeyed, Step::Published] {
        let desk = Desk::new();
        let mut chief = desk.chief();
        let stopped =
            chief.turn(None, &mut |s| if s == cut { Err(Failure::UnknownFile) } else { Ok(()) });
        assert!(stopped.is_err());
        drop(chief);
        let all = desk.sheets.sheets();
        let wanted = if cut == Step::Pending { 1 } else { 2 };
        let drilled = Registry::drill(&desk.place(), &all[0], &all[2]).unwrap();
        assert_eq!(drilled.generation, wanted, "{cut:?}");
        let mut chief = desk.recover("truong", (0, 1)).unwrap();
        assert_eq!(chief.key_generation(), wanted, "{cut:?}");
        assert!(!desk.file("keys.pending").exists());
        sound(&mut chief);
        drop(chief);
        sound(&mut desk.open("truong", NEW).unwrap());
    }
}

#[test]
fn a_data_key_of_a_year_is_told_to_the_chief_until_it_is_replaced() {
    let desk = Desk::new();
    let opened = desk.open("truong", CHIEF).unwrap();
    let made = opened.created_at;
    let after = |days| made + chrono::TimeDelta::days(days);
    let mut registry = opened.with_fixed_now(after(364));
    assert_eq!(registry.old_key_days().unwrap(), None);
    registry = registry.with_fixed_now(after(365));
    assert_eq!(registry.old_key_days().unwrap(), Some(365));
    registry.rekey().unwrap();
    assert_eq!(registry.old_key_days().unwrap(), None);
    registry = registry.with_fixed_now(after(365 + 370));
    assert_eq!(registry.old_key_days().unwrap(), Some(370));
    drop(registry);
    let officer = desk.open("canbo", OTHER).unwrap();
    assert!(matches!(officer.old_key_days(), Err(Failure::NotPermitted)));
}
