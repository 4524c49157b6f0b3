//! Where a file may be written that leaves the registry (a list, a report, a package, a sheet): one
//! rule for screens and commands (`docs/adr/0029-files-are-new.md`).

use super::error::Failure;
use crate::exchange::workbook::refused::WriteError;
use crate::vault::holds_registry;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The whole path of a file about to be written. To be asked before anything is done that ends in a
/// file: what stands there, a key above all, is nothing that the program could make again.
///
/// # Errors
/// [`Failure::FileTaken`] where anything but an empty file (as `mktemp` makes) stands there;
/// [`Failure::OwnFolder`] in a registry's folder; [`Failure::Writing`] where there is no folder.
pub fn new_file(path: &Path) -> Result<PathBuf, Failure> {
    let path = std::path::absolute(path).map_err(WriteError::from)?;
    let Some(folder) = path.parent().filter(|folder| folder.is_dir()) else {
        return Err(WriteError::from(std::io::Error::from(ErrorKind::NotFound)).into());
    };
    if holds_registry(folder) {
        return Err(Failure::OwnFolder);
    }
    match std::fs::symlink_metadata(&path) {
        Ok(there) if !(there.is_file() && there.len() == 0) => Err(Failure::FileTaken),
        _ => Ok(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_a_new_file_outside_a_registry_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(new_file(&at("moi.xlsx")).unwrap(), at("moi.xlsx"));
        fs::write(at("rong"), b"").unwrap();
        assert!(new_file(&at("rong")).is_ok(), "an empty file is no loss");
        fs::write(at("co"), b"1").unwrap();
        fs::create_dir(at("thu-muc")).unwrap();
        for name in ["co", "thu-muc"] {
            assert!(matches!(new_file(&at(name)), Err(Failure::FileTaken)), "{name}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("rong"), at("lien-ket")).unwrap();
            assert!(matches!(new_file(&at("lien-ket")), Err(Failure::FileTaken)));
        }
        assert!(matches!(new_file(&at("khong/co")), Err(Failure::Writing(_))));
        fs::write(at("thu-muc/keys.b"), b"").unwrap();
        assert!(matches!(new_file(&at("thu-muc/moi.xlsx")), Err(Failure::OwnFolder)));
    }
}
