//! What can go wrong with keys, told apart where the officer has to do different things.

use super::lock::Holder;
use super::password::PasswordFault;

/// Why the vault refused. No variant carries a password, a key, or a word about a person in the
/// files; [`VaultError::InUse`] carries the *officer* who holds the registry, but its text does not
/// print him: the caller shows [`Holder`] on purpose.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The password does not open this officer's slot.
    #[error("wrong password")]
    WrongPassword,
    /// No account of that login name.
    #[error("unknown officer")]
    UnknownOfficer,
    /// The account exists and was switched off by the chief.
    #[error("the officer's account is disabled")]
    OfficerDisabled,
    /// The account waits for a new password from the chief: its slot was made with a device secret
    /// that the recovery sheets have replaced.
    #[error("the officer's account must be enrolled again")]
    NotEnrolled,
    /// A replacement of the data key was interrupted; an officer who stays must open first.
    #[error("a replacement of the data key is unfinished")]
    RotationUnfinished,
    /// The device secret is not where it should be (another PC, or the file was lost).
    #[error("the device secret is missing on this PC")]
    DeviceMissing,
    /// There is a device secret, but not the one this registry was made with.
    #[error("the device secret belongs to another registry or was changed")]
    DeviceWrong,
    /// Bytes are not what this program wrote. Never to be told as a wrong password.
    #[error("damaged: {0}")]
    Damaged(DamagedPart),
    /// Written by a newer version of the program; left untouched.
    #[error("written by a newer version of the program")]
    TooNew,
    /// Another window or process holds the registry.
    #[error("the registry is in use by another window")]
    InUse {
        /// Who, as far as the lock file says.
        holder: Holder,
    },
    /// No key file in the folder: there is no registry here.
    #[error("no registry in this folder")]
    Missing,
    /// A registry stands here already; it is never overwritten.
    #[error("there is already a registry in this folder")]
    AlreadyThere,
    /// The folder chosen for a new registry holds other things.
    #[error("the folder is not empty")]
    NotEmpty,
    /// The folder or one of its files is a symbolic link, which could lead the keys elsewhere.
    #[error("symbolic links are not followed")]
    Symlink,
    /// The folder lies on a network file system, where locks and fsync cannot be trusted.
    #[error("the folder lies on a network file system")]
    NetworkFolder,
    /// The new password breaks a rule.
    #[error("password refused: {0}")]
    PasswordRefused(PasswordFault),
    /// A name or code cannot be used.
    #[error("name refused: {0}")]
    NameRefused(NameFault),
    /// The recovery sheets do not open this registry.
    #[error("recovery sheet not valid: {0}")]
    RecoveryInvalid(RecoveryFault),
    /// A file that is no backup, or not as it was written.
    #[error("backup not valid: {0}")]
    Backup(BackupFault),
    /// Only the chief may do this.
    #[error("only the chief may do this")]
    NotChief,
    /// It would leave the registry without an active chief.
    #[error("the last active chief cannot be removed")]
    LastChief,
    /// 32 accounts (or 64 KiB of key file) are the most a registry holds.
    #[error("no room for another account")]
    Full,
    /// A key file made with the cheap test cost, opened by the product (or the other way round).
    #[error("the key file was made for tests")]
    TestOnly,
    /// Not enough memory for the key derivation.
    #[error("not enough memory to check the password")]
    NoMemory,
    /// The operating system gives no random bytes.
    #[error("the system gives no random bytes")]
    NoRandom,
    /// Reading or writing failed. Only the kind is kept: a path may hold a name.
    #[error("input or output failed: {0}")]
    Io(std::io::ErrorKind),
}

impl From<std::io::Error> for VaultError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.kind())
    }
}

impl From<getrandom::Error> for VaultError {
    fn from(_: getrandom::Error) -> Self {
        Self::NoRandom
    }
}

/// Which part was found damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DamagedPart {
    /// Both copies of the key file cannot be read.
    #[error("both copies of the key file")]
    BothCopies,
    /// The key file reads, but was changed by something other than this program (its MAC, a
    /// sealed key or a public key does not agree).
    #[error("the key file was altered")]
    Altered,
    /// The list of officers was not signed by the unit's key.
    #[error("the roster's signature")]
    Roster,
    /// The file of an unfinished replacement of the data key was altered or is another's.
    #[error("the file of an unfinished rotation")]
    Pending,
    /// The key file asks for a key derivation outside the bounds (m 64 MiB–1 GiB, t 3–16, p 1–4).
    #[error("key derivation outside the bounds")]
    Cost,
}

/// Why a backup was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BackupFault {
    /// Not a backup at all.
    #[error("not a backup")]
    NotOne,
    /// Bytes were changed, are missing, or are too many.
    #[error("changed or cut off")]
    Damaged,
    /// Written by a newer version of the program.
    #[error("newer format")]
    TooNew,
}

impl BackupFault {
    /// What is wrong with a file that begins with `found` where a backup has `mark`: with two other
    /// bytes at most it is a backup all the same, a damaged one.
    pub(super) fn of_mark(found: &[u8], mark: &[u8]) -> Option<Self> {
        match mark.iter().zip(found).filter(|(a, b)| a != b).count() {
            0 => None,
            1 | 2 => Some(Self::Damaged),
            _ => Some(Self::NotOne),
        }
    }
}

/// Why a name was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Empty after trimming.
    #[error("empty")]
    Empty,
    /// Too long: login 32 characters, other names 200 bytes.
    #[error("too long")]
    TooLong,
    /// A character that is not allowed: login names take letters, digits, `.`, `-`, `_`; other
    /// names take no control or invisible characters.
    #[error("character not allowed")]
    Character,
    /// Another account has this login name.
    #[error("login name taken")]
    Taken,
    /// The unit's code is not five digits.
    #[error("unit code is not five digits")]
    UnitCode,
}

/// Why recovery sheets were refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryFault {
    /// No code line (`hoso1…`) found in the text, or only one of the two.
    #[error("code lines missing")]
    LinesMissing,
    /// A code line is too short or too long.
    #[error("line {line}: wrong length")]
    Length {
        /// 1 or 2: which code line of the sheet.
        line: u8,
    },
    /// One character is wrong, and this is where.
    #[error("line {line}: group {group}, character {letter} is wrong")]
    WrongCharacter {
        /// 1 or 2: which code line of the sheet.
        line: u8,
        /// Group of four after `hoso1`, from 1.
        group: u8,
        /// Character in the group, 1 to 4.
        letter: u8,
    },
    /// Several characters are wrong; where cannot be told.
    #[error("line {line}: several characters are wrong")]
    Checksum {
        /// 1 or 2: which code line of the sheet.
        line: u8,
    },
    /// Made by a newer version of the program.
    #[error("newer sheet version")]
    Version,
    /// The two code lines are of different sheets.
    #[error("the lines belong to different sheets")]
    LinesMixed,
    /// The same sheet was given twice.
    #[error("the same sheet twice")]
    SameSheet,
    /// The sheets are of different registries.
    #[error("the sheets belong to different registries")]
    DifferentRegistries,
    /// The sheets are of another registry than the one to be opened.
    #[error("the sheets belong to another registry")]
    OtherRegistry,
    /// The sheets are of this registry but not the ones in force (made anew since, or mixed).
    #[error("the sheets are no longer in force")]
    NotInForce,
    /// The sheets are of this registry, but were not the ones in force when the backup was made.
    #[error("not the sheets of this backup")]
    NotOfBackup,
    /// What was typed back is not the sheet just printed.
    #[error("not the sheet just printed")]
    NotThisSheet,
}
