//! The vault as a whole: made, unlocked, damaged, attacked, recovered.

use std::fs;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use super::*;

mod hostile;

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
fn a_stale_handle_undoes_nothing() {
    let mut f = fixture();
    let mut other = f.open("truong", CHIEF_PASSWORD).unwrap();
    other.disable("canbo").unwrap();
    let late = f.vault.set_password(&Password::new("mưa rơi trên mái ngói cũ"));
    assert!(matches!(late, Err(VaultError::InUse { .. })));
    assert!(matches!(f.open("canbo", OFFICER_PASSWORD), Err(VaultError::OfficerDisabled)));
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
        assert_eq!(opened.row_hash_key().unwrap().bytes(), f.vault.row_hash_key().bytes());
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
