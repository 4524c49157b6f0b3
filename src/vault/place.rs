//! Where a registry and its device secret lie, and how a file there is replaced.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use uuid::Uuid;

use super::error::VaultError;
use super::permissions;

/// What may stand in a folder in which a registry is about to be made (a try before may have failed).
const OWN_NAMES: [&str; 3] = ["registry.db", "registry.lock", "reserve.bin"];

/// The registry folder, and the rule that finds the device secret, which is never inside it.
#[derive(Clone)]
pub struct Place {
    folder: PathBuf,
    device: DeviceRule,
    test_cost_allowed: bool,
}

#[derive(Clone)]
enum DeviceRule {
    /// This very file (`HOSO_DEVICE_KEY`, or the demo's own).
    File(PathBuf),
    /// One file per registry id in this folder.
    PerRegistry(PathBuf),
}

impl Place {
    /// The place as the program finds it: the device secret is the file named by the environment
    /// variable `HOSO_DEVICE_KEY`, else `<platform config folder>/hoso/devices/<registry id>.key`.
    ///
    /// # Errors
    /// [`VaultError::Missing`] when neither the variable nor a home folder is known.
    pub fn resolve(folder: impl Into<PathBuf>) -> Result<Self, VaultError> {
        let config = || etcetera::choose_base_strategy().ok().map(|base| base.config_dir());
        Self::from_parts(folder.into(), std::env::var_os("HOSO_DEVICE_KEY"), config)
    }

    fn from_parts(
        folder: PathBuf,
        device_variable: Option<OsString>,
        config_folder: impl FnOnce() -> Option<PathBuf>,
    ) -> Result<Self, VaultError> {
        let device = match device_variable.filter(|value| !value.is_empty()) {
            Some(file) => DeviceRule::File(file.into()),
            None => DeviceRule::PerRegistry(
                config_folder().ok_or(VaultError::Missing)?.join("hoso").join("devices"),
            ),
        };
        Ok(Self { folder, device, test_cost_allowed: false })
    }

    /// A place whose device secret is this file (the demo keeps its own beside its registry).
    pub fn with_device_file(folder: impl Into<PathBuf>, device_file: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            device: DeviceRule::File(device_file.into()),
            test_cost_allowed: false,
        }
    }

    /// For tests only: key files made with [`super::KdfCost::cheap_for_tests`] are accepted here,
    /// and *only* those. The product never calls this, so it refuses such a file
    /// ([`VaultError::TestOnly`]), and an attacker cannot weaken a real key file by re-labelling it:
    /// the label is under the file's MAC.
    #[doc(hidden)]
    #[must_use]
    pub fn for_tests(mut self) -> Self {
        self.test_cost_allowed = true;
        self
    }

    pub(super) fn is_for_tests(&self) -> bool {
        self.test_cost_allowed
    }

    /// The same rules for another folder.
    #[must_use]
    pub fn at(&self, folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), ..self.clone() }
    }

    /// The registry folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The encrypted database.
    pub fn database_path(&self) -> PathBuf {
        self.folder.join("registry.db")
    }

    /// The device secret of the registry with this id.
    pub fn device_key_path(&self, registry: Uuid) -> PathBuf {
        match &self.device {
            DeviceRule::File(file) => file.clone(),
            DeviceRule::PerRegistry(folder) => folder.join(format!("{registry}.key")),
        }
    }

    /// The anchor of the registry with this id: beside the device secret, so outside the folder and
    /// never in a copy of it. `HOSO_DEVICE_KEY` moves it with the secret.
    pub fn anchor_path(&self, registry: Uuid) -> PathBuf {
        let device = self.device_key_path(registry);
        device.with_file_name(format!("{registry}.anchor"))
    }

    /// Whether a registry's key file (either copy) stands here.
    pub fn holds_registry(&self) -> bool {
        holds_registry(&self.folder)
    }

    /// Makes the folder, 0700, and refuses a symlinked or network one, and one that already holds
    /// other things: closing somebody's home or `/tmp` to all others would be no service.
    ///
    /// # Errors
    /// [`VaultError::Symlink`], [`VaultError::NetworkFolder`], [`VaultError::NotEmpty`],
    /// [`VaultError::Io`].
    pub fn prepare(&self) -> Result<(), VaultError> {
        refuse_symlink(&self.folder)?;
        if self.folder.is_dir() && !self.holds_registry() {
            for entry in fs::read_dir(&self.folder)? {
                let name = entry?.file_name();
                if !OWN_NAMES.iter().any(|own| name == *own) {
                    return Err(VaultError::NotEmpty);
                }
            }
        }
        permissions::private_folder(&self.folder)?;
        self.check()
    }

    /// Refuses a folder that is missing, a symlink, or on a network file system.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::Symlink`], [`VaultError::NetworkFolder`].
    pub fn check(&self) -> Result<(), VaultError> {
        refuse_symlink(&self.folder)?;
        if !self.folder.is_dir() {
            return Err(VaultError::Missing);
        }
        if permissions::on_network(&self.folder) {
            return Err(VaultError::NetworkFolder);
        }
        Ok(())
    }
}

/// Whether a registry's key file (either copy) stands in a folder.
pub fn holds_registry(folder: &Path) -> bool {
    super::copies::COPY_NAMES.iter().any(|name| folder.join(name).exists())
}

/// A link in the place of our folder or file could lead keys out of the folder, or foreign bytes in.
pub(super) fn refuse_symlink(path: &Path) -> Result<(), VaultError> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_symlink() => Err(VaultError::Symlink),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Opens a file to be read, if it is one: a pipe or a device under its name might have to be waited
/// for without end.
///
/// # Errors
/// The system's; [`io::ErrorKind::InvalidInput`] where it is no regular file.
pub fn open_regular(path: &Path) -> io::Result<fs::File> {
    if fs::metadata(path)?.is_file() {
        fs::File::open(path)
    } else {
        Err(io::ErrorKind::InvalidInput.into())
    }
}

/// Replaces `path` whole or not at all: written beside it (0600), fsynced, renamed, folder fsynced.
/// After a power cut either the old or the new bytes are there, never a mixture.
///
/// # Errors
/// [`VaultError::Symlink`] when `path` is a link; [`VaultError::Io`].
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    refuse_symlink(path)?;
    let folder = path.parent().ok_or(VaultError::Io(io::ErrorKind::InvalidInput))?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut tail = [0; 8];
    getrandom::fill(&mut tail)?;
    let beside = folder.join(format!(".new-{:016x}", u64::from_le_bytes(tail)));
    if let Err(error) = write_new(&beside, bytes).and_then(|()| fs::rename(&beside, path)) {
        let _ = fs::remove_file(&beside);
        return Err(error.into());
    }
    permissions::sync_folder(folder)?;
    Ok(())
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = permissions::private_file().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn device_file_follows_the_variable_then_the_registry() {
        let id = Uuid::from_u128(7);
        let config = || Some(PathBuf::from("/c"));
        let path = |variable: Option<&str>| {
            Place::from_parts("/r".into(), variable.map(Into::into), config)
                .unwrap()
                .device_key_path(id)
        };
        assert_eq!(path(Some("/stick/x.key")), PathBuf::from("/stick/x.key"));
        let per_registry = Path::new("/c/hoso/devices").join(format!("{id}.key"));
        assert_eq!(path(None), per_registry);
        assert_eq!(path(Some("")), per_registry);
        let homeless = Place::from_parts("/r".into(), None, || None);
        assert!(matches!(homeless, Err(VaultError::Missing)));
    }

    #[test]
    fn a_write_replaces_whole_and_leaves_nothing_beside() {
        let base = tempfile::tempdir().unwrap();
        let path = base.path().join("f");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(base.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_with_other_things_is_left_alone() {
        let base = tempfile::tempdir().unwrap();
        let place = Place::with_device_file(base.path(), base.path().join("d"));
        fs::write(base.path().join("registry.lock"), b"").unwrap();
        place.prepare().unwrap();
        fs::write(base.path().join("letter.txt"), b"").unwrap();
        assert!(matches!(place.prepare(), Err(VaultError::NotEmpty)));
    }

    #[cfg(unix)]
    #[test]
    fn symlinks_are_refused() {
        let base = tempfile::tempdir().unwrap();
        let (real, link) = (base.path().join("real"), base.path().join("link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let place = Place::with_device_file(&link, base.path().join("d"));
        assert!(matches!(place.prepare(), Err(VaultError::Symlink)));
        assert!(matches!(place.check(), Err(VaultError::Symlink)));

        let file_link = real.join("keys.a");
        std::os::unix::fs::symlink(base.path().join("elsewhere"), &file_link).unwrap();
        assert!(matches!(write_atomically(&file_link, b"x"), Err(VaultError::Symlink)));
        assert!(!base.path().join("elsewhere").exists());

        let absent = Place::with_device_file(base.path().join("no"), base.path().join("d"));
        assert!(matches!(absent.check(), Err(VaultError::Missing)));
    }
}
