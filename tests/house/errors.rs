//! The table of failures: every one has its own code, and says what, why and what to do in both
//! languages. The variants are read from the source, so that a new one cannot be left out here.

use super::{Source, code, files, none, read};
use hoso::domain::case::MeasureField;
use hoso::domain::refusal::{Reason, Refusal};
use hoso::domain::word::Lang;
use hoso::exchange::package::UnitsFault;
use hoso::exchange::workbook::refused::WriteError;
use hoso::exchange::workbook::{Legacy, ReadError, SheetKind, WorkerFailure};
use hoso::services::{Failure, SendingFault};
use hoso::storage::StorageError;
use hoso::vault::{
    BackupFault, DamagedPart, Holder, NameFault, PasswordFault, RecoveryFault, VaultError,
};
use std::collections::BTreeMap;
use std::io::ErrorKind;

/// The names of an enum's variants, from its source.
fn variants(path: &str, name: &str) -> Vec<String> {
    let text = code(&read(path));
    let (_, body) = text.split_once(&format!("pub enum {name} {{")).unwrap();
    let body = &body[..body.find("\n}").unwrap()];
    let name = |line: &str| {
        let inner = line.strip_prefix("    ")?;
        let end = inner.find(|c: char| !c.is_alphanumeric()).unwrap_or(inner.len());
        inner.starts_with(|c: char| c.is_uppercase()).then(|| inner[..end].to_owned())
    };
    body.lines().filter_map(name).collect()
}

/// The first word of what `Debug` prints: the variant's name.
fn head(error: &impl std::fmt::Debug) -> String {
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The variants that `samples` leaves out.
fn missing<T: std::fmt::Debug>(path: &str, name: &str, samples: &[T]) -> Vec<String> {
    let seen: Vec<String> = samples.iter().map(head).collect();
    let all = variants(path, name);
    assert!(all.len() > 1, "{name}: no variants read");
    all.into_iter()
        .filter(|v| !seen.contains(v))
        .map(|v| format!("{name}::{v}: no sample"))
        .collect()
}

fn vault_errors() -> Vec<VaultError> {
    use VaultError as V;
    let mut all = vec![
        V::WrongPassword,
        V::UnknownOfficer,
        V::OfficerDisabled,
        V::DeviceMissing,
        V::DeviceWrong,
        V::NotEnrolled,
        V::RotationUnfinished,
        V::Damaged(DamagedPart::BothCopies),
        V::Damaged(DamagedPart::Altered),
        V::Damaged(DamagedPart::Roster),
        V::Damaged(DamagedPart::Pending),
        V::TooNew,
        V::InUse { holder: Holder::default() },
        V::Missing,
        V::AlreadyThere,
        V::NotEmpty,
        V::Symlink,
        V::NetworkFolder,
        V::Backup(BackupFault::NotOne),
        V::Backup(BackupFault::Damaged),
        V::Backup(BackupFault::TooNew),
        V::NotChief,
        V::LastChief,
        V::Full,
        V::TestOnly,
        V::NoMemory,
        V::NoRandom,
        V::Io(ErrorKind::Other),
        V::Io(ErrorKind::StorageFull),
        V::Io(ErrorKind::ReadOnlyFilesystem),
    ];
    all.extend(password_faults().map(V::PasswordRefused));
    all.extend(name_faults().map(V::NameRefused));
    all.extend(recovery_faults().map(V::RecoveryInvalid));
    all
}

fn password_faults() -> impl Iterator<Item = PasswordFault> {
    use PasswordFault as P;
    [P::TooShort, P::TooLong, P::DigitsOnly, P::Common, P::Repetitive, P::IsName].into_iter()
}

fn name_faults() -> impl Iterator<Item = NameFault> {
    use NameFault as N;
    [N::Empty, N::TooLong, N::Character, N::Taken, N::UnitCode].into_iter()
}

fn recovery_faults() -> impl Iterator<Item = RecoveryFault> {
    use RecoveryFault as R;
    let wrong = R::WrongCharacter { line: 1, group: 2, letter: 3 };
    [R::LinesMissing, R::Length { line: 1 }, wrong, R::Checksum { line: 2 }, R::Version]
        .into_iter()
        .chain([R::LinesMixed, R::SameSheet, R::DifferentRegistries, R::OtherRegistry])
        .chain([R::NotInForce, R::NotOfBackup, R::NotThisSheet])
}

fn storage_errors() -> Vec<StorageError> {
    use StorageError as S;
    vec![
        S::Damaged,
        S::Plain,
        S::TooNew { found: 2, known: 1 },
        S::Missing,
        S::InUse,
        S::DiskFull,
        S::SizeLimit,
        S::ReadOnly,
        S::Taken,
        S::Setting("x"),
        S::Io(ErrorKind::Other),
        S::Other(1),
    ]
}

fn read_errors() -> Vec<ReadError> {
    use ReadError as R;
    let kind = SheetKind::Events;
    vec![
        R::Missing,
        R::Unreadable,
        R::EmptyFolder,
        R::EmptyFile,
        R::TooLarge { limit: 1 },
        R::UnpacksTooLarge { limit: 1 },
        R::TooManyRows { sheet: 1, limit: 1 },
        R::TooManyColumns { sheet: 1, row: 1, limit: 1 },
        R::CellTooLong { sheet: 1, row: 1, column: 1, limit: 1 },
        R::TooManySheets { limit: 1 },
        R::OldExcel,
        R::BinaryExcel,
        R::Encrypted,
        R::WebPage,
        R::XmlFile,
        R::NotAWorkbook,
        R::Damaged,
        R::ErrorCell { sheet: 1, row: 1 },
        R::Utf16,
        R::NotUtf8 { guess: None },
        R::NotUtf8 { guess: Some(Legacy::Tcvn3) },
        R::LegacyText { encoding: Legacy::Vni },
        R::BadCsv { sheet: 1, row: 1 },
        R::NoPeopleSheet,
        R::NoHeader { sheet: 1, kind },
        R::TwoSheets { kind, first: 1, second: 2 },
        R::TwoColumns { sheet: 1, kind, first: 1, second: 2 },
        R::Worker(WorkerFailure::NotStarted),
        R::Worker(WorkerFailure::TooSlow),
        R::Worker(WorkerFailure::OutOfMemory),
        R::Worker(WorkerFailure::Crashed),
        R::Worker(WorkerFailure::BadAnswer),
    ]
}

fn sending_faults() -> Vec<SendingFault> {
    use SendingFault as S;
    let mut all = vec![S::NoSuperior, S::BadRecipient, S::SecretGiven, S::NotSent, S::NothingSent];
    all.extend([S::NoIdentity, S::NoFolder, S::NoIdentityFile, S::NoUnitsFile]);
    all.extend([S::Contradiction, S::Month, S::TooMuch, S::TooLarge]);
    all.extend([S::NoBasis, S::CannotRead, S::NothingCounts, S::OneUnit]);
    all.extend([S::Unsolved, S::NoPublication, S::UnknownArea]);
    let units = [UnitsFault::Unreadable(1), UnitsFault::BadUnit(1), UnitsFault::Twice(1)];
    all.extend(units.map(S::Units));
    let since = UnitsFault::KeyBefore(chrono::NaiveDate::MIN);
    all.extend([UnitsFault::NoSheet, UnitsFault::Enrolled, since].map(S::Units));
    all
}

fn failures() -> Vec<Failure> {
    let refusal = Refusal::of(MeasureField::Start, Reason::Missing);
    let mut all = vec![
        Failure::Refused(vec![refusal]),
        Failure::UnknownFile,
        Failure::NotPermitted,
        Failure::Mismatched,
        Failure::OlderCopy,
        Failure::OtherCopy,
        Failure::RowsChanged,
        Failure::NotDamaged,
        Failure::UnknownUnit,
        Failure::PeriodRunning,
        Failure::Stopped,
        Failure::BackupExists,
        Failure::BackupFolder,
        Failure::FileTaken,
        Failure::OwnFolder,
        Failure::BackupUnproven,
        Failure::TornCopy,
        Failure::UnknownBackup,
        Failure::ReminderRange,
        Failure::Writing(WriteError::Io(std::io::Error::other("x"))),
    ];
    all.extend(vault_errors().into_iter().map(Failure::Vault));
    all.extend(storage_errors().into_iter().map(Failure::Storage));
    all.extend(read_errors().into_iter().map(Failure::Reading));
    all.extend(sending_faults().into_iter().map(Failure::Sending));
    all
}

/// A text that an officer reads: something is said, and not by a machine.
fn speaks(text: &str, lang: Lang) -> bool {
    // Vietnamese sentences cannot do without marks; English ones have none.
    let marked = text.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    text.len() > 4 && !text.contains("{}") && (lang == Lang::En || marked)
}

fn faults(failure: &Failure) -> Vec<String> {
    let mut faults = Vec::new();
    let code = failure.code();
    if code.strip_prefix("HS-").is_none_or(|n| n.len() != 4 || n.parse::<u16>().is_err()) {
        faults.push(format!("{failure:?}: {code} is no code"));
    }
    if !matches!(failure.exit_code(), 1 | 3 | 4) {
        faults.push(format!("{failure:?}: exit code {}", failure.exit_code()));
    }
    for lang in [Lang::Vi, Lang::En] {
        let parts = [
            ("what", failure.what(lang)),
            ("why", failure.why(lang)),
            ("remedy", failure.remedy(lang)),
        ];
        for (part, text) in parts {
            if !speaks(&text, lang) {
                faults.push(format!("{failure:?}: {part} in {lang:?} says nothing: {text:?}"));
            }
        }
    }
    if failure.why(Lang::Vi) == failure.why(Lang::En) {
        faults.push(format!("{failure:?}: one language twice"));
    }
    faults
}

#[test]
fn every_failure_says_what_why_and_what_to_do() {
    none(&failures().iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn every_variant_is_walked() {
    let mut lost = missing("src/vault/error.rs", "VaultError", &vault_errors());
    lost.extend(missing("src/vault/error.rs", "NameFault", &name_faults().collect::<Vec<_>>()));
    let recovery = recovery_faults().collect::<Vec<_>>();
    lost.extend(missing("src/vault/error.rs", "RecoveryFault", &recovery));
    let passwords = password_faults().collect::<Vec<_>>();
    lost.extend(missing("src/vault/password.rs", "PasswordFault", &passwords));
    lost.extend(missing("src/storage/error.rs", "StorageError", &storage_errors()));
    lost.extend(missing("src/services/error/sending.rs", "SendingFault", &sending_faults()));
    lost.extend(missing("src/exchange/workbook/error.rs", "ReadError", &read_errors()));
    let own: Vec<String> = missing("src/services/error.rs", "Failure", &failures());
    // A table that contradicts itself cannot be made from outside; domain::report tests it.
    lost.extend(own.into_iter().filter(|f| !f.contains("::BrokenTable")));
    none(&lost);
}

#[test]
fn a_code_means_one_thing() {
    let mut meant: BTreeMap<&str, String> = BTreeMap::new();
    let mut twice = Vec::new();
    for failure in failures() {
        let what = failure.what(Lang::En);
        let first = meant.entry(failure.code()).or_insert_with(|| what.clone());
        if *first != what {
            twice.push(format!("{}: {first} / {what}", failure.code()));
        }
    }
    none(&twice);
    assert!(meant.len() >= 30);
    assert!(!meant.contains_key("HS-0299"), "a known failure is told as an unknown one");
    none(&shared(&files("src", ".rs")));
}

/// Codes that two rooms give out.
fn shared(sources: &[Source]) -> Vec<String> {
    let mut homes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources {
        let text = code(&source.text);
        let room = source.path.split('/').nth(1).unwrap_or_default().to_owned();
        for (at, _) in text.match_indices("\"HS-") {
            let found = text[at + 1..].split('"').next().unwrap_or_default().to_owned();
            // Below HS-0100 there are no failures, only file numbers in tests.
            if found.starts_with("HS-00") {
                continue;
            }
            let rooms = homes.entry(found).or_default();
            if !rooms.contains(&room) {
                rooms.push(room.clone());
            }
        }
    }
    let several = homes.into_iter().filter(|(_, rooms)| rooms.len() > 1);
    several.map(|(code, rooms)| format!("{code}: {}", rooms.join(" and "))).collect()
}

#[test]
fn the_checks_see_what_is_wrong() {
    assert!(!speaks("", Lang::Vi));
    assert!(!speaks("wrong password", Lang::Vi));
    assert!(speaks("Sai mật khẩu", Lang::Vi));
    let lost = missing("src/storage/error.rs", "StorageError", &[StorageError::Plain]);
    assert!(lost.contains(&"StorageError::Damaged: no sample".to_owned()));
    assert!(!lost.iter().any(|l| l.contains("Plain")));
    let source = |path: &str| Source { path: path.to_owned(), text: "(\"HS-0101\", 1)".to_owned() };
    assert_eq!(shared(&[source("src/cli/a.rs"), source("src/services/b.rs")]).len(), 1);
    assert_eq!(shared(&[source("src/cli/a.rs"), source("src/cli/b.rs")]).len(), 0);
}
