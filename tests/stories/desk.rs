//! A desk for stories: a new registry in a temporary folder, its clock standing still.

use chrono::NaiveDateTime;
use hoso::domain::date::parse_minute;
use hoso::services::{Failure, Founding, Registry};
use hoso::vault::{KdfCost, Password, Place, RecoverySheets, VaultError};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The chief's password in stories.
pub const PASSWORD: &str = "mua xuan tren ban nho";

/// A registry folder of one story.
pub struct Desk {
    pub folder: TempDir,
    pub now: NaiveDateTime,
}

impl Desk {
    /// A desk on 21/11/2026, 16:00, the day the sample workbooks end.
    pub fn new() -> Self {
        Self::at("21/11/2026 16:00")
    }

    pub fn at(now: &str) -> Self {
        Self { folder: TempDir::new().unwrap(), now: parse_minute(now).unwrap() }
    }

    pub fn place(&self) -> Place {
        let root = self.folder.path();
        Place::with_device_file(root.join("so"), root.join("device.key")).for_tests()
    }

    pub fn found(&self) -> Registry {
        self.found_with_sheets().0
    }

    /// The same with its three recovery sheets.
    pub fn found_with_sheets(&self) -> (Registry, RecoverySheets) {
        let founding = Founding {
            unit_code: "00004".to_owned(),
            unit_name: "Công an phường Ba Đình".to_owned(),
            remote: false,
            login: "truong".to_owned(),
            full_name: "Trần Thị Trưởng".to_owned(),
            password: Password::new(PASSWORD),
            cost: KdfCost::cheap_for_tests(),
        };
        let (registry, sheets) = Registry::create(&self.place(), founding).unwrap();
        (registry.with_fixed_now(self.now), sheets)
    }

    /// Takes the anchor away, so that an older database may be put back.
    pub fn forget_anchor(&self) {
        let files = std::fs::read_dir(self.folder.path()).unwrap().map(|f| f.unwrap().path());
        for path in files.filter(|p| p.extension().is_some_and(|e| e == "anchor")) {
            std::fs::remove_file(path).unwrap();
        }
    }

    pub fn open(&self) -> Registry {
        self.open_as("truong")
    }

    pub fn open_as(&self, login: &str) -> Registry {
        open(&self.place(), login, PASSWORD).unwrap().with_fixed_now(self.now)
    }
}

/// Opens as the program does. A child that another test is starting at this moment holds a copy of
/// every open descriptor until it has become another program, the lock of a registry just closed
/// among them: so "in use" is asked again for a while.
pub fn open(place: &Place, login: &str, password: &str) -> Result<Registry, Failure> {
    for _ in 0..50 {
        match Registry::open(place, login, &Password::new(password)) {
            Err(Failure::Vault(VaultError::InUse { .. })) => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            done => return done,
        }
    }
    Registry::open(place, login, &Password::new(password))
}

/// A file of `tests/data`.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

/// Reads a workbook as the program does: in a child without a key.
pub fn workbook(path: &Path) -> hoso::exchange::workbook::Workbook {
    hoso::exchange::workbook::read_in_child_of(Path::new(env!("CARGO_BIN_EXE_hoso")), path).unwrap()
}
