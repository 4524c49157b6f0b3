//! Backup, drill, restore: what an officer and a chief go through.

use super::desk::{Desk, PASSWORD, open};
use crate::hostile::tiny::Tiny;
use hoso::domain::date::{add_days, parse_minute};
use hoso::domain::word::Role;
use hoso::services::view::PeopleQuery;
use hoso::services::{BackupContents, BackupMade, BackupStage, Failure, Registry, Restored, Watch};
use hoso::vault::{
    BackupFault, KdfCost, Password, Place, RecoveryFault, RecoverySheets, VaultError,
};
use std::fs;
use std::path::Path;

/// The chief's password after a restore.
pub const NEW: &str = "con duong lang quanh co xa";

/// Backs up into a file, proven by the binary of this build.
pub fn back_up(registry: &mut Registry, file: &Path) -> Result<BackupMade, Failure> {
    let program = Path::new(env!("CARGO_BIN_EXE_hoso"));
    let plan = registry.plan_backup(file)?.proven_by(program);
    registry.back_up(&plan, &mut |_, _, _| ())
}

fn back_up_into(registry: &mut Registry, folder: &Path) -> Result<BackupMade, Failure> {
    let program = Path::new(env!("CARGO_BIN_EXE_hoso"));
    let plan = registry.plan_backup_into(folder)?.proven_by(program);
    registry.back_up(&plan, &mut |_, _, _| ())
}

/// A drill with the first and the third sheet.
pub fn drill(file: &Path, sheets: &RecoverySheets) -> Result<BackupContents, Failure> {
    let [one, _, three] = sheets.sheets();
    let work = tempfile::tempdir().unwrap();
    let found = Registry::drill_backup(file, [one, three], work.path(), &mut |_, _| ());
    let left = fs::read_dir(work.path()).unwrap().count();
    assert_eq!(left, 0, "a drill leaves nothing behind");
    found
}

/// Restores with the second and the third sheet.
pub fn restore(file: &Path, to: &Place, sheets: &RecoverySheets) -> Result<Restored, Failure> {
    let [_, two, three] = sheets.sheets();
    let cost = KdfCost::cheap_for_tests();
    let password = Password::new(NEW);
    Registry::restoration(file, to, [two, three], "truong", password, cost)?.finish(&mut |_, _| ())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn files(registry: &mut Registry) -> Vec<String> {
    let page = registry.people(&PeopleQuery::default(), 0, usize::MAX).unwrap();
    page.lines.iter().map(|l| l.file_no.to_string()).collect()
}

fn vault_error<T>(outcome: Result<T, Failure>) -> VaultError {
    match outcome.err() {
        Some(Failure::Vault(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_registry_comes_back_beside_the_one_it_was() {
    let desk = Desk::new();
    let (mut registry, sheets) = desk.found_with_sheets();
    registry.add_officer("canbo", "Lý Cán Bộ", Role::Officer, Password::new(PASSWORD)).unwrap();
    Tiny::new().person("").measure("").event("").import(&mut registry);
    drop(registry);
    // An officer may: what he carries away tells nobody anything.
    let mut registry = desk.open_as("canbo");
    let file = desk.folder.path().join("so.hsb");
    let made = back_up(&mut registry, &file).unwrap();
    assert_eq!(made.counts, [1, 1, 1]);
    assert_eq!(made.bytes, fs::metadata(&file).unwrap().len());
    assert!(matches!(back_up(&mut registry, &file), Err(Failure::BackupExists)));
    assert_eq!(names(desk.place().folder()).iter().filter(|n| n.starts_with('.')).count(), 0);

    // What comes after it is not in it.
    Tiny::new().person("Số hồ sơ=SAU").import(&mut registry);
    drop(registry);

    let found = drill(&file, &sheets).unwrap();
    assert_eq!((found.counts, found.journal_size), ([1, 1, 1], made.journal_size));
    assert_eq!(found.made_at, desk.now);
    assert_eq!(names(desk.folder.path()).len(), 4, "{:?}", names(desk.folder.path()));

    let to = desk.place().at(&desk.folder.path().join("moi"));
    let mut done = restore(&file, &to, &sheets).unwrap();
    assert!(done.verdict.holds());
    assert_eq!(files(&mut done.registry), ["A1"]);
    let officers = done.registry.officers().unwrap();
    assert!(officers.iter().all(|o| o.waiting == (o.login == "canbo")));
    let verdict = done.registry.verify(&mut |_| ()).unwrap();
    assert!(verdict.holds(), "{verdict:?}");
    let [(_, origin)] = verdict.journal.epochs[..] else { panic!("one epoch") };
    assert_eq!((origin.size, origin.root), (made.journal_size, found.journal_root));
    let copies = done.registry.backups().unwrap();
    assert_eq!(copies.len(), 1, "the copy it came from is known");
    assert_eq!((copies[0].file_name.as_str(), copies[0].officer.as_str()), ("so.hsb", "canbo"));
    drop(done);

    // The old password is none any more; the others wait for the chief.
    let wrong = open(&to, "truong", PASSWORD);
    assert!(matches!(vault_error(wrong), VaultError::WrongPassword));
    let waits = open(&to, "canbo", PASSWORD);
    assert!(matches!(vault_error(waits), VaultError::NotEnrolled));
    let mut registry = open(&to, "truong", NEW).unwrap();
    assert_eq!(registry.anchor_note(), None, "the anchor is of this registry now");
    registry.reset_password("canbo", &Password::new(PASSWORD)).unwrap();
    drop(registry);
    drop(open(&to, "canbo", PASSWORD).unwrap());

    // On this PC the registry it replaces is the older one from now on.
    assert!(matches!(open(&desk.place(), "truong", PASSWORD), Err(Failure::OlderCopy)));
    // And the same sheets open it again: a backup of the restored registry.
    let mut registry = open(&to, "truong", NEW).unwrap();
    let again = desk.folder.path().join("lai.hsb");
    back_up(&mut registry, &again).unwrap();
    assert!(drill(&again, &sheets).unwrap().generation > found.generation);
    assert!(drill(&file, &sheets).is_ok(), "older copies too");
}

#[test]
fn a_backup_that_is_stopped_leaves_nothing() {
    let desk = Desk::new();
    let watch = Watch::default();
    let mut registry = desk.found().with_watch(watch.clone());
    let stick = desk.folder.path().join("usb");
    fs::create_dir(&stick).unwrap();
    let file = stick.join("so.hsb");
    let left = |folder: &Path| -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name());
        names.map(|name| name.to_string_lossy().into_owned()).collect()
    };
    for at in [BackupStage::Copying, BackupStage::Writing, BackupStage::Proving] {
        watch.begin();
        let program = Path::new(env!("CARGO_BIN_EXE_hoso"));
        let plan = registry.plan_backup(&file).unwrap().proven_by(program);
        let made = registry.back_up(&plan, &mut |stage, _, _| {
            if stage == at {
                watch.ask_stop();
            }
        });
        assert!(matches!(made, Err(Failure::Stopped)), "{at:?}");
        assert_eq!(left(&stick), [""; 0], "{at:?}");
        assert!(!left(desk.place().folder()).iter().any(|n| n.starts_with(".backup")), "{at:?}");
        assert!(registry.backups().unwrap().is_empty(), "{at:?}");
    }
    // The control: not stopped, it is there.
    watch.begin();
    back_up(&mut registry, &file).unwrap();
    assert_eq!((left(&stick), registry.backups().unwrap().len()), (vec!["so.hsb".to_owned()], 1));
}

#[test]
fn each_refusal_of_a_backup_has_its_own_name() {
    let desk = Desk::new();
    let (mut registry, sheets) = desk.found_with_sheets();
    let inspector = Password::new(PASSWORD);
    registry.add_officer("tra", "Bùi Kiểm Tra", Role::Inspector, inspector).unwrap();
    let file = desk.folder.path().join("so.hsb");
    back_up(&mut registry, &file).unwrap();
    let renewed = registry.new_sheets().unwrap();
    registry.put_sheets_in_force(&renewed).unwrap();
    let later = desk.folder.path().join("sau.hsb");
    back_up(&mut registry, &later).unwrap();
    drop(registry);
    assert!(matches!(
        desk.open_as("tra").plan_backup(&desk.folder.path().join("x.hsb")),
        Err(Failure::NotPermitted)
    ));

    // Sheets: those of the time, those of after, another registry's.
    assert!(drill(&file, &sheets).is_ok() && drill(&later, renewed.sheets()).is_ok());
    for (path, set) in [(&file, renewed.sheets()), (&later, &sheets)] {
        assert!(matches!(
            vault_error(drill(path, set)),
            VaultError::RecoveryInvalid(RecoveryFault::NotOfBackup)
        ));
    }
    let (_, foreign) = Desk::new().found_with_sheets();
    assert!(matches!(
        vault_error(drill(&file, &foreign)),
        VaultError::RecoveryInvalid(RecoveryFault::OtherRegistry)
    ));

    // Files: none, another kind, a newer form, a flipped byte, one too short, one too long.
    let bytes = fs::read(&file).unwrap();
    let odd = desk.folder.path().join("odd.hsb");
    let check = |bytes: &[u8], wanted: BackupFault| {
        fs::write(&odd, bytes).unwrap();
        let VaultError::Backup(fault) = vault_error(drill(&odd, &sheets)) else { panic!() };
        assert_eq!(fault, wanted);
    };
    check(b"", BackupFault::NotOne);
    check(b"PK\x03\x04 a workbook, say", BackupFault::NotOne);
    let mut newer = bytes.clone();
    newer[8..12].copy_from_slice(&[2, 0, 0xfd, 0xff]);
    check(&newer, BackupFault::TooNew);
    // A flipped bit at its very beginning makes it no other kind of file.
    for bit in 0..64 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        check(&flipped, BackupFault::Damaged);
    }
    let nowhere = desk.folder.path().join("chua-cam");
    let plan = desk.open().plan_backup_into(&nowhere);
    assert!(matches!(plan, Err(Failure::BackupFolder)));
    let mut flipped = bytes.clone();
    *flipped.last_mut().unwrap() ^= 1;
    check(&flipped, BackupFault::Damaged);
    check(&bytes[..bytes.len() - 1], BackupFault::Damaged);
    check(&[&bytes[..], b"x"].concat(), BackupFault::Damaged);
    check(&bytes[..40], BackupFault::Damaged);
    assert!(matches!(
        vault_error(drill(&desk.folder.path().join("none.hsb"), &sheets)),
        VaultError::Backup(BackupFault::NotOne)
    ));

    // Places: over a registry, among other things; an officer, a weak password, nobody.
    let over = restore(&file, &desk.place(), &sheets);
    assert!(matches!(vault_error(over), VaultError::AlreadyThere));
    let full = desk.place().at(desk.folder.path());
    assert!(matches!(vault_error(restore(&file, &full, &sheets)), VaultError::NotEmpty));
    let to = desk.place().at(&desk.folder.path().join("moi"));
    let [one, two, _] = sheets.sheets();
    for (login, password) in [("tra", NEW), ("ai", NEW), ("truong", "123")] {
        let cost = KdfCost::cheap_for_tests();
        let ready =
            Registry::restoration(&file, &to, [one, two], login, Password::new(password), cost);
        let failed = vault_error(ready.unwrap().finish(&mut |_, _| ()));
        let told = matches!(
            failed,
            VaultError::NotChief | VaultError::UnknownOfficer | VaultError::PasswordRefused(_)
        );
        assert!(told, "{login}: {failed:?}");
    }
    let left = names(desk.folder.path());
    assert!(!left.iter().any(|n| n == "moi" || n.starts_with('.')), "{left:?}");
    drop(desk.open());
}

#[test]
fn a_folder_is_thinned_out_and_the_register_knows() {
    let mut desk = Desk::at("02/01/2026 16:00");
    let (registry, sheets) = desk.found_with_sheets();
    drop(registry);
    let folder = desk.folder.path().join("usb");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("thu.txt"), "của người khác").unwrap();
    fs::write(folder.join("hoso-00004-2020-01-01.hsb"), "not a backup").unwrap();
    let other = Desk::at("02/01/2026 16:00");
    let mut foreign = other.found();
    let theirs = back_up_into(&mut foreign, &folder).unwrap();
    for _ in 0..9 {
        desk.now += chrono::TimeDelta::days(1);
        let mut registry = desk.open();
        let made = back_up_into(&mut registry, &folder).unwrap();
        assert!(made.removed.len() <= 1, "{:?}", made.removed);
        assert!(made.file.exists());
    }
    let mut registry = desk.open();
    back_up_into(&mut registry, &folder).unwrap();
    let here = names(&folder);
    // 3 to 11 January: seven days, a Sunday (the 4th), and the second copy of the last day.
    let own = |day: u32| format!("hoso-00004-2026-01-{day:02}.hsb");
    for gone in [own(3), own(11)] {
        assert!(!here.contains(&gone), "{gone}: {here:?}");
    }
    for kept in (5..=10).map(own).chain([own(4), "hoso-00004-2026-01-11-2.hsb".to_owned()]) {
        assert!(here.contains(&kept), "{kept}: {here:?}");
    }
    assert!(here.contains(&"thu.txt".to_owned()) && theirs.file.exists());
    assert!(here.contains(&"hoso-00004-2020-01-01.hsb".to_owned()));
    drill(&folder.join(own(7)), &sheets).unwrap();

    let lines = registry.backups().unwrap();
    let gone = lines.iter().filter(|b| b.gone.is_some()).count();
    assert_eq!((lines.len(), gone), (10, 2));
    // Who was entered with which entry is in which copies still kept.
    let newest = lines[0].journal_size;
    assert_eq!(registry.backups_holding(newest, None).unwrap().len(), 1);
    assert_eq!(registry.backups_holding(1, None).unwrap().len(), 8);
    assert_eq!(registry.backups_holding(1, Some(newest)).unwrap().len(), 7);
    registry.note_backup_gone(lines[0].id, "thẻ nhớ hỏng").unwrap();
    assert!(registry.backups_holding(newest, None).unwrap().is_empty());
    assert!(matches!(registry.note_backup_gone(lines[0].id, "x"), Err(Failure::UnknownBackup)));
    assert!(registry.verify(&mut |_| ()).unwrap().holds());
}

#[test]
fn a_backup_too_long_ago_is_said_on_the_work_list() {
    let mut desk = Desk::new();
    let mut registry = desk.found();
    let told = |registry: &mut Registry| registry.today(1).unwrap().backup.unwrap();
    assert!(!told(&mut registry).due());
    drop(registry);
    desk.now = parse_minute("28/11/2026 08:00").unwrap();
    let mut registry = desk.open();
    // The registry was made by the real clock, so its own age says nothing here.
    back_up(&mut registry, &desk.folder.path().join("so.hsb")).unwrap();
    assert_eq!((told(&mut registry).days, told(&mut registry).due()), (0, false));
    drop(registry);
    for (days, due) in [(6, false), (7, true), (8, true)] {
        desk.now = add_days(parse_minute("28/11/2026 08:00").unwrap().date(), days)
            .and_hms_opt(7, 0, 0)
            .unwrap();
        let mut registry = desk.open();
        let reminder = told(&mut registry);
        assert_eq!((reminder.days, reminder.due()), (days, due));
    }
    let mut registry = desk.open();
    let said = hoso::services::backup_told(&told(&mut registry), hoso::domain::word::Lang::Vi);
    assert_eq!(said, "Chưa sao lưu 8 ngày, lần cuối 28/11/2026");
    registry.set_backup_reminder(14).unwrap();
    assert!(!told(&mut registry).due() && told(&mut registry).own_number);
    for odd in [0, 91] {
        assert!(matches!(registry.set_backup_reminder(odd), Err(Failure::ReminderRange)));
    }
    assert!(registry.verify(&mut |_| ()).unwrap().holds());
}
