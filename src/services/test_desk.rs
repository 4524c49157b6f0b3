//! A registry of one chief, for the tests of this room.

use super::registry::{Founding, Registry};
use crate::domain::date::parse_minute;
use crate::vault::{KdfCost, Password, Place};
use std::path::Path;
use tempfile::TempDir;

/// The chief's password.
pub(super) const CHIEF: &str = "mua xuan tren ban nho";

/// What it is founded with.
pub(super) fn founding() -> Founding {
    Founding {
        unit_code: "00004".to_owned(),
        unit_name: "Công an phường Ba Đình".to_owned(),
        remote: false,
        login: "truong".to_owned(),
        full_name: "Trần Thị Trưởng".to_owned(),
        password: Password::new(CHIEF),
        cost: KdfCost::cheap_for_tests(),
    }
}

/// Where it stands in a folder.
pub(super) fn place_in(folder: &Path) -> Place {
    Place::with_device_file(folder.join("so"), folder.join("device.key")).for_tests()
}

/// The registry, empty, and the folder that goes away with it. Its clock stands at 21/11/2026 16:00.
pub(super) fn registry() -> (TempDir, Registry) {
    let folder = TempDir::new().unwrap();
    let (registry, _) = Registry::create(&place_in(folder.path()), founding()).unwrap();
    (folder, registry.with_fixed_now(parse_minute("21/11/2026 16:00").unwrap()))
}
