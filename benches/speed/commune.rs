//! Registries of made-up people, made once and kept under `target/speed`.

use chrono::NaiveDateTime;
use hoso::domain::date::parse_minute;
use hoso::domain::id::FileNo;
use hoso::domain::word::Word;
use hoso::exchange::workbook::write_workbook;
use hoso::rules::RuleBook;
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::{Founding, Registry};
use hoso::vault::{DatabaseKey, KdfCost, Password, Place, SealedVault};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const LOGIN: &str = "truong";
pub(crate) const PASSWORD: &str = "mua xuan tren ban nho";
/// Events of each person in the import workbook: the latest.
const EVENTS_EACH: usize = 7;

/// Where one registry stands.
pub(crate) struct Commune {
    folder: PathBuf,
}

/// The moment at which every registry here is looked at: the Monday its history leads up to.
pub(crate) fn now() -> NaiveDateTime {
    parse_minute("23/11/2026 08:00").unwrap()
}

/// File numbers all over the registry, a different one each turn.
pub(crate) fn file_no(turn: usize, people: usize) -> FileNo {
    FileNo::numbered((turn * 7919 % people + 1) as u64)
}

fn cases(people: usize) -> impl Iterator<Item = MadeUpCase> {
    make_commune(people, 1, now().date())
}

/// `target/speed/…`, a folder of its own for each schema, edition of the rules and generator.
pub(crate) fn shelf() -> PathBuf {
    let mut hash = Sha256::new();
    hash.update(include_str!("../../schema.sql"));
    hash.update(RuleBook::embedded().version());
    for case in cases(300) {
        let mut feed = |code: &str, text: &str| hash.update(format!("{code}\0{text}\0"));
        case.person.draft().iter().for_each(|(f, t)| feed(f.code(), t));
        case.measures.iter().for_each(|m| m.draft().iter().for_each(|(f, t)| feed(f.code(), t)));
        case.events.iter().for_each(|e| e.draft().iter().for_each(|(f, t)| feed(f.code(), t)));
    }
    let key: String =
        hash.finalize()[..6].iter().fold(String::new(), |text, b| format!("{text}{b:02x}"));
    let shelf = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("speed").join(key);
    std::fs::create_dir_all(&shelf).unwrap();
    shelf
}

pub(crate) fn found(place: &Place, cost: KdfCost) -> Registry {
    let founding = Founding {
        unit_code: "00004".to_owned(),
        unit_name: "Công an phường Ba Đình".to_owned(),
        remote: false,
        login: LOGIN.to_owned(),
        full_name: "Trần Thị Trưởng".to_owned(),
        password: Password::new(PASSWORD),
        cost,
    };
    Registry::create(place, founding).unwrap().0.with_fixed_now(now())
}

impl Commune {
    /// The commune of this many people; made where it is not there yet.
    pub(crate) fn cached(people: usize) -> Self {
        let shelf = shelf();
        let folder = shelf.join(people.to_string());
        if !folder.exists() {
            let making = Self { folder: shelf.join(format!("{people}.making")) };
            let _ = std::fs::remove_dir_all(&making.folder);
            std::fs::create_dir(&making.folder).unwrap();
            let mut registry = found(&making.place(), KdfCost::cheap_for_tests());
            registry.load_made_up(cases(people).map(MadeUpCase::into_parts), &mut |_| ()).unwrap();
            drop(registry);
            std::fs::rename(&making.folder, &folder).unwrap();
        }
        Self { folder }
    }

    /// An empty registry that goes away with the folder given beside it.
    pub(crate) fn founded() -> (TempDir, Registry) {
        let desk = TempDir::new_in(shelf()).unwrap();
        let registry =
            found(&Self { folder: desk.path().to_owned() }.place(), KdfCost::cheap_for_tests());
        (desk, registry)
    }

    /// A copy that may be written to.
    pub(crate) fn copied(people: usize) -> (TempDir, Self) {
        let kept = Self::cached(people);
        let desk = TempDir::new_in(shelf()).unwrap();
        let copy = Self { folder: desk.path().to_owned() };
        std::fs::copy(kept.folder.join("device.key"), copy.folder.join("device.key")).unwrap();
        std::fs::create_dir(copy.folder.join("so")).unwrap();
        for entry in std::fs::read_dir(kept.folder.join("so")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.folder.join("so").join(entry.file_name())).unwrap();
        }
        (desk, copy)
    }

    pub(crate) fn place(&self) -> Place {
        Place::with_device_file(self.folder.join("so"), self.folder.join("device.key")).for_tests()
    }

    pub(crate) fn open(&self) -> Registry {
        Registry::open(&self.place(), LOGIN, &Password::new(PASSWORD))
            .unwrap()
            .with_fixed_now(now())
    }

    /// The key of its file, for comparisons under SQLite itself.
    pub(crate) fn database_key(&self) -> DatabaseKey {
        let sealed = SealedVault::read(&self.place()).unwrap();
        let device = sealed.device_key().unwrap();
        sealed.open(LOGIN, &Password::new(PASSWORD), &device).unwrap().database_key()
    }
}

/// The import workbook of a commune of this many people.
pub(crate) fn workbook(people: usize) -> PathBuf {
    let path = shelf().join(format!("{people}.xlsx"));
    if !path.exists() {
        let cut = |case: MadeUpCase| case.with_latest_events(EVENTS_EACH).into_parts();
        write_workbook(&path, cases(people).map(cut)).unwrap();
    }
    path
}
