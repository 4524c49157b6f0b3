//! Accidents and hands at the key file: what is repaired, what is refused.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::super::keyfile::KeyFile;
use super::super::secret::{DataKey, sha256};
use super::*;

/// The digest is no secret: an attacker sets it right after his change.
fn with_good_digest(mut bytes: Vec<u8>) -> Vec<u8> {
    let split = bytes.len() - 32;
    let digest = sha256(&[&bytes[..split]]);
    bytes[split..].copy_from_slice(&digest);
    bytes
}

#[test]
fn either_copy_may_be_lost_and_comes_back() {
    let f = fixture();
    let [a, b] = f.copies();
    let good = fs::read(&a).unwrap();
    assert_eq!(good, fs::read(&b).unwrap());
    assert_eq!(f.open("truong", CHIEF_PASSWORD).unwrap().repair(), Repair::NotNeeded);
    let damages: [&dyn Fn(&PathBuf); 4] = [
        &|path| fs::remove_file(path).unwrap(),
        &|path| fs::write(path, b"").unwrap(),
        &|path| fs::write(path, &good[..good.len() - 1]).unwrap(),
        &|path| fs::write(path, vec![0xff; 70_000]).unwrap(),
    ];
    for copy in [&a, &b] {
        for damage in damages {
            damage(copy);
            let sealed = SealedVault::read(&f.place).unwrap();
            assert!(sealed.one_copy_is_bad());
            // A wrong password repairs nothing: nothing is proven yet.
            assert!(f.open("truong", "sai").is_err());
            assert!(SealedVault::read(&f.place).unwrap().one_copy_is_bad());
            assert_eq!(f.open("truong", CHIEF_PASSWORD).unwrap().repair(), Repair::Done);
            assert_eq!(
                (fs::read(&a).unwrap(), fs::read(&b).unwrap()),
                (good.clone(), good.clone())
            );
        }
    }
    f.write_both(b"HOSOKEYS");
    assert!(matches!(
        SealedVault::read(&f.place),
        Err(VaultError::Damaged(DamagedPart::BothCopies))
    ));
}

#[test]
fn an_interrupted_publish_ends_on_the_newer_copy() {
    let mut f = fixture();
    let [a, b] = f.copies();
    let old = fs::read(&b).unwrap();
    f.vault.disable("canbo").unwrap();
    for stale in [&b, &a] {
        fs::write(stale, &old).unwrap();
        assert!(matches!(f.open("canbo", OFFICER_PASSWORD), Err(VaultError::OfficerDisabled)));
        f.open("truong", CHIEF_PASSWORD).unwrap();
        assert_eq!(fs::read(&a).unwrap(), fs::read(&b).unwrap());
    }
}

#[test]
fn every_flipped_byte_of_one_copy_is_repaired_from_the_other() {
    let f = fixture();
    let [a, b] = f.copies();
    let good = fs::read(&a).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        let copy = if at % 2 == 0 { &a } else { &b };
        fs::write(copy, &bad).unwrap();
        assert!(SealedVault::read(&f.place).unwrap().one_copy_is_bad(), "byte {at}");
        if at % 16 < 2 {
            assert_eq!(f.open("truong", CHIEF_PASSWORD).unwrap().repair(), Repair::Done);
            assert_eq!(fs::read(copy).unwrap(), good);
        }
        fs::write(copy, &good).unwrap();
    }
}

/// A hand that knows the format sets the digest right too; every byte is still held, by the bounds,
/// the slot or the MAC. In both copies: refused. In one copy: the other one serves.
#[test]
fn every_byte_changed_by_hand_is_refused_or_outvoted() {
    let f = fixture();
    let [a, _] = f.copies();
    let good = fs::read(&a).unwrap();
    for at in 0..good.len() - 32 {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        let bad = with_good_digest(bad);
        f.write_both(&bad);
        assert!(f.open("truong", CHIEF_PASSWORD).is_err(), "byte {at} accepted");
    }
    for at in (0..good.len() - 32).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 1;
        f.write_both(&good);
        fs::write(&a, with_good_digest(bad)).unwrap();
        // A device hash or an account name changed in the copy that is read first may refuse; it
        // must not open anything but the true state.
        if let Ok(vault) = f.open("truong", CHIEF_PASSWORD) {
            assert_eq!(vault.repair(), Repair::Done, "byte {at}");
            assert_eq!(fs::read(&a).unwrap(), good, "byte {at}");
        }
    }
}

#[test]
fn hostile_files_are_refused_at_once() {
    let f = fixture();
    let good = fs::read(&f.copies()[0]).unwrap();
    // m, t, p of the first slot stand after its two public keys, since when, and no former keys.
    let recipient = f.vault.file.entries[0].slot.public.recipient;
    let cost_at = good.windows(32).position(|window| window == recipient).unwrap() + 64 + 9;
    let started = Instant::now();
    for (offset, value) in [(0, u32::MAX), (0, 1), (4, u32::MAX), (4, 0), (8, u32::MAX), (8, 0)] {
        let mut bad = good.clone();
        bad[cost_at + offset..cost_at + offset + 4].copy_from_slice(&value.to_le_bytes());
        f.write_both(&with_good_digest(bad));
        let refused = SealedVault::read(&f.place);
        assert!(matches!(refused, Err(VaultError::Damaged(DamagedPart::Cost))), "{offset} {value}");
    }
    assert!(started.elapsed() < Duration::from_millis(300), "{:?}", started.elapsed());

    for length in [0, 1, 8, 12, 31, 32, 44, 65_536, 65_537, 1_000_000] {
        let noise: Vec<u8> = good.iter().copied().cycle().take(length).collect();
        f.write_both(&noise);
        let refused = SealedVault::read(&f.place);
        assert!(matches!(refused, Err(VaultError::Damaged(DamagedPart::BothCopies))), "{length}");
    }
    // Cut off anywhere, with a right digest: an error, never a panic.
    for length in 0..good.len() {
        let mut cut = good[..length].to_vec();
        cut.extend_from_slice(&sha256(&[&good[..length]]));
        assert!(KeyFile::decode(&cut).is_err() || length == good.len() - 32, "{length}");
    }
}

#[test]
fn a_newer_file_is_left_alone() {
    let f = fixture();
    let mut newer = fs::read(&f.copies()[0]).unwrap();
    newer[8..10].copy_from_slice(&2_u16.to_le_bytes());
    newer[10..12].copy_from_slice(&(!2_u16).to_le_bytes());
    fs::write(&f.copies()[1], &newer).unwrap();
    assert!(matches!(SealedVault::read(&f.place), Err(VaultError::TooNew)));
    assert_eq!(fs::read(&f.copies()[1]).unwrap(), newer);
}

#[test]
fn test_files_and_real_files_keep_apart() {
    let f = fixture();
    let device = f.place.device_key_path(f.vault.registry_id());
    let real = Place::with_device_file(f.place.folder(), &device);
    assert!(matches!(SealedVault::read(&real), Err(VaultError::TestOnly)));
    let base = tempfile::tempdir().unwrap();
    let made = Vault::create(
        &Place::with_device_file(base.path().join("r"), base.path().join("d")),
        &plan(CHIEF_PASSWORD),
    );
    assert!(matches!(made, Err(VaultError::TestOnly)));
    // Calling a test file real does not help either: its cost is below the bounds.
    let mut relabelled = fs::read(&f.copies()[0]).unwrap();
    relabelled[12] = 0;
    f.write_both(&with_good_digest(relabelled));
    let read = SealedVault::read(&real);
    assert!(matches!(read, Err(VaultError::Damaged(DamagedPart::Cost))));
}

#[test]
fn a_changed_key_file_is_noticed_by_recovery_too() {
    let f = fixture();
    let mut file = f.vault.file.clone();
    file.entries[1].role = Role::Chief;
    let forger = DataKey::random().unwrap();
    let bytes = file.encode(&forger).unwrap();
    f.write_both(&bytes);
    let sealed = SealedVault::read(&f.place).unwrap();
    let [one, two, _] = f.sheets.sheets();
    let opened = RecoveredSecret::from_two(one, two).unwrap().open(&sealed);
    assert!(matches!(opened, Err(VaultError::Damaged(DamagedPart::Altered))));
    let opened = f.open("canbo", OFFICER_PASSWORD);
    assert!(matches!(opened, Err(VaultError::Damaged(DamagedPart::Altered))));
}

#[test]
fn slots_cannot_change_places() {
    // An officer moves his own slot under the chief's name and repairs what he can (he has the data
    // key, so even the MAC): the name is bound into the slot.
    let f = fixture();
    let mut file = f.vault.file.clone();
    file.entries[0].slot = file.entries[1].slot.clone();
    file.entries[0].sealed_data_key = file.entries[1].sealed_data_key.clone();
    let bytes = file.encode(&f.vault.data_key).unwrap();
    f.write_both(&bytes);
    let opened = f.open("truong", OFFICER_PASSWORD);
    assert!(matches!(opened, Err(VaultError::Damaged(DamagedPart::Altered))));
}

/// Somebody who holds only what lies open in a key file (registry id, public key of the sheets) makes
/// a unit key and a roster of his own, and seals a backup of a registry of his own to the sheets.
#[test]
fn a_backup_made_with_public_keys_alone_is_not_taken_for_this_registrys() {
    use super::super::secret::Secret;
    let (victim, mut forger) = (fixture(), fixture());
    let (theirs, own) = (victim.vault.file.clone(), forger.vault.unit_key().unwrap());
    let file = &mut forger.vault.file;
    (file.registry, file.unit_code) = (theirs.registry, theirs.unit_code.clone());
    (file.recovery_public, file.recovery_vouch) = (theirs.recovery_public, theirs.recovery_vouch);
    let sealed: Secret<40> = own.to_secret();
    file.recovery_unit_key = seal::seal(&theirs.recovery_public, sealed.bytes()).unwrap();
    file.sign_roster(&own);
    let facts = BackupFacts {
        registry: theirs.registry,
        unit_code: theirs.unit_code.clone(),
        generation: 1,
        journal_size: 3,
        journal_root: [0; 32],
        made_at: 0,
        database_bytes: 0,
        database_hash: [0; 32],
    };
    let made = |vault: &Vault| {
        let key = BackupKey::random().unwrap();
        let head = vault.seal_backup(&key, &facts, [1, 2, 3]).unwrap();
        SealedBackup::read(&mut &head[..]).unwrap()
    };
    let [one, two, _] = victim.sheets.sheets();
    let secret = RecoveredSecret::from_two(one, two).unwrap();
    let forged = made(&forger.vault).open(&secret);
    assert!(matches!(forged, Err(VaultError::Damaged(DamagedPart::Altered))), "{:?}", forged.err());
    // The control: all else about such a file is in order, and the true one opens.
    let true_one = made(&victim.vault).open(&secret).unwrap();
    assert_eq!((true_one.counts(), true_one.maker()), ([1, 2, 3], "truong"));
    let inside = made(&forger.vault);
    let [one, two, _] = forger.sheets.sheets();
    let other = inside.open(&RecoveredSecret::from_two(one, two).unwrap());
    assert!(matches!(other, Err(VaultError::RecoveryInvalid(_))));

    // Nothing of a slot is in it, nor a key sealed to an officer.
    let slot = &theirs.entries[0].slot;
    let kept = true_one.renewed(&secret, 7).unwrap().file;
    assert_eq!(kept.generation, 8);
    assert!(kept.entries.iter().all(|e| e.slot.sealed_seed == [0; 48] && e.waiting));
    assert!(kept.entries.iter().all(|e| e.sealed_data_key.is_empty()));
    assert!(slot.sealed_seed != [0; 48] && kept.device_hash == [0; 32]);
}
