//! The way upward: from a registry through a sealed package to the receiving level.

mod agreement;
mod closing;
mod personal;
mod province;
mod receiving;
mod refused;
mod restored;
mod story;
mod summing;

use crate::stories::desk::{Desk, PASSWORD};
use hoso::domain::date::Period;
use hoso::exchange::package::{Envelope, MAX_PLAINTEXT_BYTES, UnitsFile, UnitsRow};
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::{Inbox, Registry, superior_keygen};
use hoso::vault::{Password, ReceivingKey, RecoverySheets, SealedVault, Vault};
use std::fs::read_to_string;

/// A commune with a superior set, and the superior's desk that knows it.
pub(crate) struct Road {
    pub(crate) desk: Desk,
    pub(crate) identity: String,
    pub(crate) recipient: String,
    /// The commune's recovery sheets.
    pub(crate) sheets: RecoverySheets,
}

impl Road {
    /// An empty registry on 21/11/2026 and a superior.
    pub(crate) fn new() -> (Self, Registry) {
        let desk = Desk::new();
        let (mut registry, sheets) = desk.found_with_sheets();
        let files = superior_keygen(&desk.folder.path().join("superior")).unwrap();
        let identity = read_to_string(&files.identity).unwrap();
        let sheet = read_to_string(&files.sheet).unwrap();
        registry.set_superior(&sheet, "Công an tỉnh Mẫu").unwrap();
        (Self { desk, identity, recipient: files.recipient, sheets }, registry)
    }

    /// The same with made-up people.
    pub(crate) fn with_people(people: usize) -> (Self, Registry) {
        let (road, mut registry) = Self::new();
        let cases = make_commune(people, 7, road.desk.now.date());
        registry.load_made_up(cases.map(MadeUpCase::into_parts), &mut |_| ()).unwrap();
        (road, registry)
    }

    /// The list of units with this one.
    pub(crate) fn units(registry: &Registry) -> UnitsFile {
        let sheet = registry.key_sheet().unwrap();
        let mut units = UnitsFile::default();
        let row = UnitsRow {
            code: sheet.code,
            name: sheet.name,
            parent: "Hà Nội".to_owned(),
            key: sheet.key,
            since: "2025-07-01".parse().unwrap(),
        };
        units.enrol(row).unwrap();
        units
    }

    pub(crate) fn inbox(&self, registry: &Registry) -> Inbox {
        Inbox::new(&self.identity, Self::units(registry)).unwrap()
    }

    pub(crate) fn key(&self) -> ReceivingKey {
        ReceivingKey::read(&self.identity).unwrap()
    }

    /// What is inside a package, as who holds the superior's key sees it.
    pub(crate) fn opened(&self, package: &[u8]) -> Envelope {
        let plain = self.key().open(package, MAX_PLAINTEXT_BYTES).unwrap();
        Envelope::read(&plain).unwrap()
    }

    /// The unit's keys without the program: what a test needs to forge.
    pub(crate) fn vault(&self) -> Vault {
        let sealed = SealedVault::read(&self.desk.place()).unwrap();
        let device = sealed.device_key().unwrap();
        sealed.open("truong", &Password::new(PASSWORD), &device).unwrap()
    }
}

pub(crate) fn period(code: &str) -> Period {
    code.parse().unwrap()
}
