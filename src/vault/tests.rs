//! The vault as a whole: made, unlocked, damaged, attacked, recovered.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

use super::keyfile::KeyFile;
use super::secret::sha256;
use super::*;

const CHIEF_PASSWORD: &str = "Đường về quê mẹ xa lắm";
const OFFICER_PASSWORD: &str = "tre xanh gió mát sông dài";

struct Fixture {
    _base: tempfile::TempDir,
    place: Place,
    vault: Vault,
    sheets: RecoverySheets,
}

fn plan(password: &str) -> InitPlan {
    InitPlan {
        unit_code: "00123".into(),
        unit_name: "Công an phường Thử Nghiệm".into(),
        chief_login: "truong".into(),
        chief_full_name: "Lê Văn Trưởng".into(),
        password: Password::new(password),
        cost: KdfCost::cheap_for_tests(),
    }
}

fn place_in(base: &std::path::Path) -> Place {
    Place::with_device_file(base.join("registry"), base.join("device/d.key")).for_tests()
}

fn fixture() -> Fixture {
    let base = tempfile::tempdir().unwrap();
    let place = place_in(base.path());
    let (mut vault, sheets) = Vault::create(&place, &plan(CHIEF_PASSWORD)).unwrap();
    vault.add_officer(&new_officer("canbo", Role::Officer)).unwrap();
    Fixture { _base: base, place, vault, sheets }
}

fn new_officer(login: &str, role: Role) -> NewOfficer {
    NewOfficer {
        login: login.into(),
        full_name: "Trần Thị Cán".into(),
        role,
        password: Password::new(OFFICER_PASSWORD),
    }
}

impl Fixture {
    fn open(&self, login: &str, password: &str) -> Result<Vault, VaultError> {
        let sealed = SealedVault::read(&self.place)?;
        sealed.open(login, &Password::new(password), &sealed.device_key()?)
    }

    fn copies(&self) -> [PathBuf; 2] {
        ["keys.a", "keys.b"].map(|name| self.place.folder().join(name))
    }

    fn write_both(&self, bytes: &[u8]) {
        self.copies().iter().for_each(|copy| fs::write(copy, bytes).unwrap());
    }
}

/// The digest is no secret: an attacker sets it right after his change.
fn with_good_digest(mut bytes: Vec<u8>) -> Vec<u8> {
    let split = bytes.len() - 32;
    let digest = sha256(&[&bytes[..split]]);
    bytes[split..].copy_from_slice(&digest);
    bytes
}

#[test]
fn made_and_unlocked_by_both_officers() {
    let f = fixture();
    let sealed = SealedVault::read(&f.place).unwrap();
    assert_eq!(sealed.unit_code(), "00123");
    assert_eq!(sealed.unit_name(), "Công an phường Thử Nghiệm");
    let names: Vec<_> =
        sealed.accounts().into_iter().map(|a| (a.login, a.role, a.active)).collect();
    let expected =
        [("truong".to_owned(), Role::Chief, true), ("canbo".to_owned(), Role::Officer, true)];
    assert_eq!(names, expected);

    let chief = f.open("truong", CHIEF_PASSWORD).unwrap();
    let officer = f.open("CanBo", OFFICER_PASSWORD).unwrap();
    assert_eq!(chief.database_key().bytes(), officer.database_key().bytes());
    assert_eq!(chief.row_hash_key().bytes(), f.vault.row_hash_key().bytes());
    assert_ne!(chief.row_hash_key().bytes(), chief.database_key().bytes());
    assert_eq!(officer.officer().login, "canbo");

    let signature = officer.sign(b"entry 1");
    let key = sealed.accounts()[1].signing_key;
    assert!(verify_signature(&key, b"entry 1", &signature));
    assert!(!verify_signature(&key, b"entry 2", &signature));
    assert!(!verify_signature(&sealed.accounts()[0].signing_key, b"entry 1", &signature));

    let by_unit = chief.sign_as_unit(b"package").unwrap();
    assert!(verify_signature(&chief.unit_public_key().key, b"package", &by_unit));
    assert!(matches!(officer.sign_as_unit(b"package"), Err(VaultError::NotChief)));
}

#[test]
fn password_variants() {
    let f = fixture();
    for typed in [
        CHIEF_PASSWORD.nfd().collect::<String>(),
        format!("  {CHIEF_PASSWORD}\t\n"),
        CHIEF_PASSWORD.replace(' ', "  "),
    ] {
        f.open("truong", &typed).unwrap();
    }
    for wrong in ["", "Đường về quê mẹ xa", "đường về quê mẹ xa lắm", OFFICER_PASSWORD]
    {
        assert!(matches!(f.open("truong", wrong), Err(VaultError::WrongPassword)), "{wrong}");
    }
    assert!(matches!(f.open("ai", CHIEF_PASSWORD), Err(VaultError::UnknownOfficer)));
}

#[test]
fn device_secret_missing_wrong_and_right() {
    let f = fixture();
    let path = f.place.device_key_path(f.vault.registry_id());
    let right = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    assert!(matches!(f.open("truong", CHIEF_PASSWORD), Err(VaultError::DeviceMissing)));
    let foreign = DeviceKey::generate().unwrap();
    foreign.write_new(&path).unwrap();
    assert!(matches!(f.open("truong", CHIEF_PASSWORD), Err(VaultError::DeviceWrong)));
    let sealed = SealedVault::read(&f.place).unwrap();
    let opened = sealed.open("truong", &Password::new(CHIEF_PASSWORD), &foreign);
    assert!(matches!(opened, Err(VaultError::DeviceWrong)));
    fs::write(&path, right).unwrap();
    f.open("truong", CHIEF_PASSWORD).unwrap();
}

#[test]
fn the_device_secret_is_mixed_into_the_slot() {
    // Even with the stored hash replaced to match, a foreign device secret opens nothing.
    let f = fixture();
    let foreign = DeviceKey::generate().unwrap();
    let mut file = f.vault.file.clone();
    file.device_hash = foreign.hash(file.registry);
    let bytes = file.encode(&f.vault.data_key).unwrap();
    f.write_both(&bytes);
    let sealed = SealedVault::read(&f.place).unwrap();
    let opened = sealed.open("truong", &Password::new(CHIEF_PASSWORD), &foreign);
    assert!(matches!(opened, Err(VaultError::WrongPassword)));
}

#[test]
fn accounts_change_with_only_the_chief_present() {
    let mut f = fixture();
    f.vault.disable("canbo").unwrap();
    assert!(matches!(f.open("canbo", OFFICER_PASSWORD), Err(VaultError::OfficerDisabled)));
    f.vault.enable("canbo").unwrap();
    f.vault.set_role("canbo", Role::Chief).unwrap();
    let mut second = f.open("canbo", OFFICER_PASSWORD).unwrap();
    second.sign_as_unit(b"x").unwrap();
    second.set_role("truong", Role::Inspector).unwrap();
    let mut first = f.open("truong", CHIEF_PASSWORD).unwrap();
    assert_eq!(first.officer().role, Role::Inspector);
    assert!(matches!(first.sign_as_unit(b"x"), Err(VaultError::NotChief)));
    for refused in [
        first.disable("canbo"),
        first.enable("canbo"),
        first.set_role("truong", Role::Chief),
        first.reset_password("canbo", &Password::new(CHIEF_PASSWORD)),
        first.add_officer(&new_officer("moi", Role::Officer)),
        first.renew_recovery().map(|_| ()),
    ] {
        assert!(matches!(refused, Err(VaultError::NotChief)));
    }
    assert!(matches!(second.disable("canbo"), Err(VaultError::LastChief)));
    assert!(matches!(second.set_role("canbo", Role::Officer), Err(VaultError::LastChief)));
    assert!(matches!(second.disable("ai"), Err(VaultError::UnknownOfficer)));
}

#[test]
fn passwords_change_and_reset() {
    let mut f = fixture();
    let new = "mưa rơi trên mái ngói cũ";
    let mut officer = f.open("canbo", OFFICER_PASSWORD).unwrap();
    let key = officer.officer().signing_key;
    officer.set_password(&Password::new(new)).unwrap();
    assert!(matches!(f.open("canbo", OFFICER_PASSWORD), Err(VaultError::WrongPassword)));
    assert_eq!(f.open("canbo", new).unwrap().officer().signing_key, key);
    f.open("truong", CHIEF_PASSWORD).unwrap();

    let mut chief = f.open("truong", CHIEF_PASSWORD).unwrap();
    chief.reset_password("canbo", &Password::new(OFFICER_PASSWORD)).unwrap();
    let reset = f.open("canbo", OFFICER_PASSWORD).unwrap();
    assert_ne!(reset.officer().signing_key, key, "a reset officer signs with a new key");
    assert_eq!(reset.database_key().bytes(), f.vault.database_key().bytes());
    assert!(matches!(f.open("canbo", new), Err(VaultError::WrongPassword)));

    for (text, fault) in [
        ("ngắn", PasswordFault::TooShort),
        ("12345678901234567890", PasswordFault::DigitsOnly),
        ("Trần Thị Cán", PasswordFault::TooShort),
        ("cong an phuong thu nghiem", PasswordFault::IsName),
        ("Lê Văn Trưởng 1980", PasswordFault::IsName),
    ] {
        let refused = chief.set_password(&Password::new(text));
        assert!(matches!(refused, Err(VaultError::PasswordRefused(f)) if f == fault), "{text}");
    }
    f.vault = chief;
}

#[test]
fn names_are_checked() {
    let mut f = fixture();
    for (login, fault) in [
        ("CANBO", NameFault::Taken),
        (" ", NameFault::Empty),
        ("a b", NameFault::Character),
        ("a/b", NameFault::Character),
        ("a\u{202e}b", NameFault::Character),
        (&"a".repeat(33), NameFault::TooLong),
    ] {
        let refused = f.vault.add_officer(&new_officer(login, Role::Officer));
        assert!(matches!(refused, Err(VaultError::NameRefused(f)) if f == fault), "{login}");
    }
    for (code, name) in [("123", "x"), ("1234a", "x"), ("00123", ""), ("00123", "a\u{7}b")] {
        let base = tempfile::tempdir().unwrap();
        let mut bad = plan(CHIEF_PASSWORD);
        (bad.unit_code, bad.unit_name) = (code.into(), name.into());
        let refused = Vault::create(&place_in(base.path()), &bad);
        assert!(matches!(refused, Err(VaultError::NameRefused(_))));
        assert!(!base.path().join("registry").exists(), "refused before anything is written");
    }
}

#[test]
fn thirty_two_accounts_fit_and_no_more() {
    let mut f = fixture();
    for number in 2..32 {
        f.vault.add_officer(&new_officer(&format!("canbo{number}"), Role::Chief)).unwrap();
    }
    let more = f.vault.add_officer(&new_officer("thua", Role::Officer));
    assert!(matches!(more, Err(VaultError::Full)));
    f.open("canbo31", OFFICER_PASSWORD).unwrap();
}

#[test]
fn never_made_over_another() {
    let f = fixture();
    let again = Vault::create(&f.place, &plan(CHIEF_PASSWORD));
    assert!(matches!(again, Err(VaultError::AlreadyThere)));
    f.open("truong", CHIEF_PASSWORD).unwrap();

    let base = tempfile::tempdir().unwrap();
    let place = place_in(base.path());
    place.prepare().unwrap();
    fs::write(place.database_path(), b"left over").unwrap();
    let over = Vault::create(&place, &plan(CHIEF_PASSWORD));
    assert!(matches!(over, Err(VaultError::AlreadyThere)));
    assert!(matches!(SealedVault::read(&place), Err(VaultError::Missing)));
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
    // m, t, p of the first slot stand after its two public keys.
    let recipient = f.vault.file.entries[0].slot.public.recipient;
    let cost_at = good.windows(32).position(|window| window == recipient).unwrap() + 64;
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

/// The one test at real cost: 64 MiB, three passes.
#[test]
fn the_floor_cost_works_on_a_real_place() {
    let base = tempfile::tempdir().unwrap();
    let place = Place::with_device_file(base.path().join("r"), base.path().join("d"));
    let real = InitPlan { cost: KdfCost::floor(), ..plan(CHIEF_PASSWORD) };
    Vault::create(&place, &real).unwrap();
    let sealed = SealedVault::read(&place).unwrap();
    let device = sealed.device_key().unwrap();
    sealed.open("truong", &Password::new(CHIEF_PASSWORD), &device).unwrap();
}

#[test]
fn two_sheets_recover() {
    let mut f = fixture();
    let sealed = SealedVault::read(&f.place).unwrap();
    for (one, two) in [(0, 1), (0, 2), (1, 2), (2, 0)] {
        let sheets = f.sheets.sheets();
        let secret = RecoveredSecret::from_two(&sheets[one], &sheets[two]).unwrap();
        let opened = secret.open(&sealed).unwrap();
        assert_eq!(opened.database_key().bytes(), f.vault.database_key().bytes());
        assert_eq!(opened.row_hash_key().bytes(), f.vault.row_hash_key().bytes());
        assert_eq!(opened.unit_public_key(), f.vault.unit_public_key());
    }
    let refused = |sheets: &RecoverySheets, fault| {
        let [one, two, _] = sheets.sheets();
        let now = SealedVault::read(&f.place).unwrap();
        let opened = RecoveredSecret::from_two(one, two).and_then(|secret| secret.open(&now));
        assert!(matches!(opened, Err(VaultError::RecoveryInvalid(found)) if found == fault));
    };
    refused(&fixture().sheets, RecoveryFault::OtherRegistry);
    let new = f.vault.renew_recovery().unwrap();
    refused(&f.sheets, RecoveryFault::NotInForce);
    let now = SealedVault::read(&f.place).unwrap();
    let [_, two, three] = new.sheets();
    let opened = RecoveredSecret::from_two(three, two).unwrap().open(&now).unwrap();
    assert_eq!(opened.database_key().bytes(), f.vault.database_key().bytes());
    let mixed = RecoveredSecret::from_two(&f.sheets.sheets()[0], two).unwrap().open(&now);
    assert!(matches!(mixed, Err(VaultError::RecoveryInvalid(RecoveryFault::NotInForce))));
}

#[test]
fn a_changed_key_file_is_noticed_by_recovery_too() {
    let f = fixture();
    let mut file = f.vault.file.clone();
    file.entries[1].role = Role::Chief;
    let forger = super::secret::DataKey::random().unwrap();
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

#[test]
fn nothing_readable_leaks() {
    let f = fixture();
    let shown = format!("{:?} {:?} {:?}", f.vault, f.sheets, SealedVault::read(&f.place));
    assert!(!shown.contains("truong") && !shown.contains("Trưởng"));
    let file = fs::read(&f.copies()[0]).unwrap();
    for secret in [f.vault.data_key.bytes(), f.vault.seed.bytes(), f.vault.database_key().bytes()] {
        assert!(!file.windows(32).any(|window| window == secret));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(f.place.folder()), 0o700);
        for copy in f.copies() {
            assert_eq!(mode(&copy), 0o600);
        }
        let device = f.place.device_key_path(f.vault.registry_id());
        assert_eq!(mode(&device), 0o600);
        assert_eq!(mode(device.parent().unwrap()), 0o700);
    }
}
