//! A new registry's keys.

use uuid::Uuid;

use super::account::Role;
use super::copies;
use super::device::DeviceKey;
use super::error::{NameFault, VaultError};
use super::kdf::KdfCost;
use super::keyfile::{Entry, KeyFile};
use super::names::{display_name, is_unit_code, login_name};
use super::open::{Repair, Vault};
use super::password::Password;
use super::place::Place;
use super::recovery::RecoverySheets;
use super::seal;
use super::secret::{DataKey, Secret32};
use super::slot::Slot;
use super::unit_key::UnitKey;

/// What a new registry needs to be told.
pub struct InitPlan {
    /// The unit's five-digit official code.
    pub unit_code: String,
    /// The unit's name.
    pub unit_name: String,
    /// The first officer, who becomes chief: login name.
    pub chief_login: String,
    /// His full name.
    pub chief_full_name: String,
    /// His password; the rules apply.
    pub password: Password,
    /// What a guess at a password shall cost: [`KdfCost::calibrated`] but for the demo and tests.
    pub cost: KdfCost,
}

impl Vault {
    /// Makes the folder, the device secret (an existing one at its place is used, never
    /// overwritten), all keys, and both copies of the key file. The recovery sheets exist only in
    /// what is returned: show or print them now.
    ///
    /// # Errors
    /// [`VaultError::AlreadyThere`], [`VaultError::NameRefused`], [`VaultError::PasswordRefused`],
    /// [`VaultError::Symlink`], [`VaultError::NetworkFolder`], [`VaultError::TestOnly`] when the
    /// test cost meets a real place or the other way round, [`VaultError::Io`].
    pub fn create(place: &Place, plan: &InitPlan) -> Result<(Self, RecoverySheets), VaultError> {
        if plan.cost.is_cheap() != place.is_for_tests() {
            return Err(VaultError::TestOnly);
        }
        let code = plan.unit_code.trim();
        if !is_unit_code(code) {
            return Err(VaultError::NameRefused(NameFault::UnitCode));
        }
        let unit_name = display_name(&plan.unit_name).map_err(VaultError::NameRefused)?;
        let login = login_name(&plan.chief_login).map_err(VaultError::NameRefused)?;
        let full_name = display_name(&plan.chief_full_name).map_err(VaultError::NameRefused)?;
        plan.password
            .check([code, &unit_name, &login, &full_name])
            .map_err(VaultError::PasswordRefused)?;

        place.prepare()?;
        if place.holds_registry() || place.database_path().exists() {
            return Err(VaultError::AlreadyThere);
        }
        let registry = Uuid::new_v4();
        let device = device_secret(place, registry)?;
        let data_key = DataKey::random()?;
        let row_key = Secret32::random()?;
        let unit_key = UnitKey::generate()?;
        let (sheets, halves) = RecoverySheets::make(registry, code, &unit_name)?;
        let (slot, keys) = Slot::enrol(registry, &login, &plan.password, &device, plan.cost)?;
        let seal_unit = |public: &[u8; 32]| seal::seal(public, unit_key.to_secret().bytes());
        let entry = Entry {
            login,
            full_name,
            role: Role::Chief,
            active: true,
            waiting: false,
            since: 0,
            former: Vec::new(),
            sealed_data_key: seal::seal(&slot.public.recipient, data_key.bytes())?,
            sealed_unit_key: seal_unit(&slot.public.recipient)?,
            slot,
        };
        let mut file = KeyFile {
            for_tests: plan.cost.is_cheap(),
            registry,
            unit_code: code.to_owned(),
            unit_name,
            generation: 1,
            edition: 1,
            device_hash: device.hash(registry),
            unit_public: unit_key.public(),
            recovery_public: [0; 32],
            recovery_data_key: Vec::new(),
            recovery_unit_key: Vec::new(),
            recovery_vouch: [0; 32],
            carried: data_key.carry(registry, &row_key)?,
            recoveries: 0,
            roster_no: 0,
            entries: vec![entry],
            roster_signature: [0; 64],
            mac: [0; 32],
        };
        halves.enter(&mut file, &data_key, &unit_key)?;
        file.sign_roster(&unit_key);
        let bytes = file.encode(&data_key)?;
        copies::publish(place, &bytes)?;
        let (seed, _) =
            file.entries[0].slot.open(registry, &file.entries[0].login, &plan.password, &device)?;
        let vault = Self {
            place: place.clone(),
            account: file.entries[0].account(),
            file,
            own: 0,
            seed,
            keys,
            data_key,
            row_key,
            journal_size: 0,
            enrolment_cost: plan.cost,
            repair: Repair::NotNeeded,
        };
        Ok((vault, sheets))
    }
}

pub(super) fn device_secret(place: &Place, registry: Uuid) -> Result<DeviceKey, VaultError> {
    let path = place.device_key_path(registry);
    match DeviceKey::read(&path) {
        Err(VaultError::DeviceMissing) => {
            let key = DeviceKey::generate()?;
            key.write_new(&path)?;
            Ok(key)
        }
        other => other,
    }
}
