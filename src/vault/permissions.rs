//! The one file that knows unix: private folders and files, durable renames, network folders.
//! Elsewhere (Windows) the folder lies in the user's profile, which is private by its ACL.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::Path;

/// Makes a folder (and its parents) that only its owner can enter: 0700. An existing folder is
/// narrowed to 0700.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
        fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    fs::create_dir_all(folder)
}

/// Options that create a file for its owner only: 0600.
pub(super) fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options
}

/// Makes a rename in `folder` durable. Windows has no such call; NTFS journals the rename.
///
/// # Errors
/// The system's, where the folder cannot be opened or synced.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        File::open(folder)?.sync_all()
    }
    #[cfg(not(unix))]
    {
        let _ = folder;
        Ok(())
    }
}

/// The number by which the file system knows an open file; `None` where it tells none.
pub(super) fn file_number(file: &File) -> Option<u64> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        file.metadata().ok().map(|found| found.ino())
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        None
    }
}

/// Whether `folder` lies on a network file system, as far as the system tells.
pub(super) fn on_network(folder: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        /// linux/magic.h and the file systems' own headers: NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph, 9P.
        const NETWORK: [u64; 8] = [
            0x6969,
            0x517B,
            0xFF53_4D42,
            0xFE53_4D42,
            0x5346_414F,
            0x7375_7245,
            0x00C3_6400,
            0x0102_1997,
        ];
        rustix::fs::statfs(folder)
            .is_ok_and(|stat| NETWORK.contains(&((stat.f_type as u64) & 0xFFFF_FFFF)))
    }
    #[cfg(not(target_os = "linux"))]
    {
        // A UNC path (\\server\share) is the one network place that shows in the path itself.
        folder.to_string_lossy().starts_with(r"\\")
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn folders_and_files_are_private() {
        let base = tempfile::tempdir().unwrap();
        let folder = base.path().join("a/b");
        private_folder(&folder).unwrap();
        private_file().write(true).create_new(true).open(folder.join("f")).unwrap();
        let mode = |p: &Path| fs::metadata(p).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&base.path().join("a")), 0o700);
        assert_eq!(mode(&folder.join("f")), 0o600);

        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        private_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700);
    }
}
