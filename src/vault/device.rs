//! The device secret: 32 random bytes outside the registry folder, mixed into every password.
//! Whoever carries off the folder (or a copy of it) cannot even begin to guess passwords.

use std::io::{self, Read, Write};
use std::path::Path;

use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::error::VaultError;
use super::permissions;
use super::place::refuse_symlink;
use super::secret::{Secret32, sha256, silent_debug};

/// The device secret, wiped on drop.
pub struct DeviceKey(Secret32);

silent_debug!(DeviceKey);

impl DeviceKey {
    /// A new one.
    ///
    /// # Errors
    /// [`VaultError::NoRandom`].
    pub fn generate() -> Result<Self, VaultError> {
        Secret32::random().map(Self)
    }

    /// Reads the file.
    ///
    /// # Errors
    /// [`VaultError::DeviceMissing`]; [`VaultError::DeviceWrong`] when it is not 32 bytes long;
    /// [`VaultError::Symlink`], [`VaultError::Io`].
    pub fn read(path: &Path) -> Result<Self, VaultError> {
        refuse_symlink(path)?;
        let mut file = std::fs::File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => VaultError::DeviceMissing,
            kind => VaultError::Io(kind),
        })?;
        let mut secret = Secret32::zeroed();
        match file.read_exact(secret.bytes_mut()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(VaultError::DeviceWrong);
            }
            Err(error) => return Err(error.into()),
        }
        if file.read(&mut [0])? != 0 {
            return Err(VaultError::DeviceWrong);
        }
        Ok(Self(secret))
    }

    /// Writes a new file, 0600, in a folder of 0700; never over an existing one.
    ///
    /// # Errors
    /// [`VaultError::Io`], also when the file exists.
    pub fn write_new(&self, path: &Path) -> Result<(), VaultError> {
        let folder = path.parent().ok_or(VaultError::Io(io::ErrorKind::InvalidInput))?;
        if !folder.as_os_str().is_empty() && !folder.exists() {
            permissions::private_folder(folder)?;
        }
        let mut file = permissions::private_file().write(true).create_new(true).open(path)?;
        file.write_all(self.0.bytes())?;
        file.sync_all()?;
        if !folder.as_os_str().is_empty() {
            permissions::sync_folder(folder)?;
        }
        Ok(())
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    /// What the key file keeps to tell a wrong device secret from a wrong password. The secret has
    /// 256 random bits, so a plain hash gives nothing away.
    pub(super) fn hash(&self, registry: Uuid) -> [u8; 32] {
        sha256(&[b"hoso/1/device", registry.as_bytes(), self.0.bytes()])
    }

    pub(super) fn check(&self, registry: Uuid, expected: &[u8; 32]) -> Result<(), VaultError> {
        if bool::from(self.hash(registry).ct_eq(expected)) {
            Ok(())
        } else {
            Err(VaultError::DeviceWrong)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_and_refusals() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("deep/er/device.key");
        assert!(matches!(DeviceKey::read(&path), Err(VaultError::DeviceMissing)));
        let key = DeviceKey::generate().unwrap();
        key.write_new(&path).unwrap();
        assert_eq!(DeviceKey::read(&path).unwrap().bytes(), key.bytes());
        let again = DeviceKey::generate().unwrap().write_new(&path);
        assert!(matches!(again, Err(VaultError::Io(io::ErrorKind::AlreadyExists))));
        for length in [0, 31, 33, 64] {
            std::fs::write(&path, vec![1; length]).unwrap();
            assert!(matches!(DeviceKey::read(&path), Err(VaultError::DeviceWrong)), "{length}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
