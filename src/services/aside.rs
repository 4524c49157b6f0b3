//! A damaged registry file set aside, on an officer's word and only when it is damaged.

use super::clock;
use super::error::Failure;
use super::registry::Registry;
use crate::storage::{StorageError, Store, set_aside};
use crate::vault::{Password, Place, RegistryLock, SealedVault};

impl Registry {
    /// Sets the registry file of a place aside: renamed with the date, never deleted. Any officer
    /// may, since whoever can write the folder could rename it anyway; his password is asked so that
    /// it is known that the key fits and the file does not. The new names.
    ///
    /// # Errors
    /// [`Failure::NotDamaged`] where the file opens and every page is sound; those of opening.
    pub fn set_damaged_aside(
        place: &Place,
        login: &str,
        password: &Password,
    ) -> Result<Vec<String>, Failure> {
        let lock = RegistryLock::acquire(place)?;
        let sealed = SealedVault::read(place)?;
        let device = sealed.device_key()?;
        let path = place.database_path();
        let faults = match super::turn::unlock(place, &sealed, login, password, &device) {
            Ok((vault, _)) => {
                Store::open(&path, &vault.database_key()).and_then(|store| store.examine())
            }
            Err(Failure::Storage(error)) => Err(error),
            Err(other) => return Err(other),
        };
        match faults {
            Ok(0) => Err(Failure::NotDamaged),
            Ok(_) | Err(StorageError::Damaged | StorageError::Plain) => {
                let names = set_aside(&path, clock::now())?;
                drop(lock);
                Ok(names)
            }
            Err(other) => Err(other.into()),
        }
    }
}
