//! What can go wrong in the file, as far as the caller treats it differently.

use thiserror::Error;

/// A failure of the encrypted file. Carries no content of any row.
#[derive(Debug, Error)]
pub enum StorageError {
    /// The file is not what the key opens: damaged or replaced.
    #[error("the registry file is damaged or was replaced")]
    Damaged,
    /// The file is not encrypted at all: somebody put a plain database in its place.
    #[error("the registry file is a plain database")]
    Plain,
    /// Written by a newer version of the program: left untouched.
    #[error("the registry file has version {found}, this program knows up to {known}")]
    TooNew {
        /// Version found.
        found: u32,
        /// Highest version known.
        known: u32,
    },
    /// No registry file.
    #[error("there is no registry file")]
    Missing,
    /// Another process holds the file.
    #[error("the registry file is in use")]
    InUse,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A file may not grow any more: the file system or a limit of the system forbids it.
    #[error("the registry file may not grow")]
    SizeLimit,
    /// The file or folder cannot be written.
    #[error("the registry file cannot be written")]
    ReadOnly,
    /// A value that must be unique is taken.
    #[error("a value that must be unique is taken")]
    Taken,
    /// A safety setting was not taken over: the named pragma.
    #[error("the database refused the setting {0}")]
    Setting(&'static str),
    /// The system refused.
    #[error("the system refused: {0}")]
    Io(std::io::ErrorKind),
    /// Any other database error: its numeric code only.
    #[error("database error {0}")]
    Other(i32),
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as C;
        // Messages of SQLite may quote values: only the code goes on.
        let Some(inner) = error.sqlite_error() else {
            return match error {
                rusqlite::Error::FromSqlConversionFailure(..)
                | rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..) => Self::Damaged,
                _ => Self::Other(-1),
            };
        };
        if let Some(known) = told_by_the_system(inner.extended_code) {
            return known;
        }
        match inner.code {
            C::NotADatabase | C::DatabaseCorrupt => Self::Damaged,
            C::DatabaseBusy | C::DatabaseLocked => Self::InUse,
            C::DiskFull => Self::DiskFull,
            C::ReadOnly | C::CannotOpen | C::PermissionDenied => Self::ReadOnly,
            C::ConstraintViolation
                if matches!(
                    inner.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                        | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                ) =>
            {
                Self::Taken
            }
            _ => Self::Other(inner.extended_code),
        }
    }
}

/// SQLite has one code for every write that fails but by a full disk. The system's error number of
/// this thread is still that of the failed call then (SQLite reads it the same way).
fn told_by_the_system(code: i32) -> Option<StorageError> {
    use rusqlite::ffi;
    let writing = [
        ffi::SQLITE_CANTOPEN,
        ffi::SQLITE_IOERR_WRITE,
        ffi::SQLITE_IOERR_FSYNC,
        ffi::SQLITE_IOERR_DIR_FSYNC,
        ffi::SQLITE_IOERR_TRUNCATE,
    ];
    let known = writing.contains(&code).then(|| std::io::Error::last_os_error().into());
    known.filter(|error| matches!(error, StorageError::DiskFull | StorageError::SizeLimit))
}

impl From<std::io::Error> for StorageError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Missing,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            std::io::ErrorKind::FileTooLarge => Self::SizeLimit,
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly
            }
            kind => Self::Io(kind),
        }
    }
}
