//! The receiving level's desk: opening packages. It needs no registry and no officer, only the
//! level's identity file and its list of units.

use super::clock::now;
use super::error::{Failure, SendingFault};
use super::new_file::new_file;
use super::packages::made_when;
use super::watch::Watch;
use crate::exchange::package::{
    EXTENSION, Envelope, Link, MAX_FILE_BYTES, MAX_PLAINTEXT_BYTES, PackageRefusal, Settled,
    UncheckedReport, UnitsFile, Warning, settle,
};
use crate::vault::{OpenFault, ReceivingKey, UnitPublicKey, open_regular, write_atomically};
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Two clocks may differ by so much.
const CLOCKS_APART: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// Opens packages: keys and list are read once, any number of threads may use it.
pub struct Inbox {
    key: ReceivingKey,
    recipient: String,
    units: UnitsFile,
    now: NaiveDateTime,
    pub(super) watch: Watch,
}

impl Inbox {
    /// A desk with the text of an identity file (as `age-keygen` or `hoso superior keygen` writes
    /// it); `None` where there is no age secret key in it.
    pub fn new(identity: &str, units: UnitsFile) -> Option<Self> {
        let key = ReceivingKey::read(identity)?;
        let recipient = key.recipient().text();
        Some(Self { key, recipient, units, now: now(), watch: Watch::default() })
    }

    /// The desk of an identity file and a list of units.
    ///
    /// # Errors
    /// A file cannot be read; no secret key in the one, no list in the other.
    pub fn at(identity: &Path, units: &Path) -> Result<Self, Failure> {
        let units = read_text(units).map_err(|_| SendingFault::NoUnitsFile)?;
        let units = UnitsFile::read(&units).map_err(SendingFault::Units)?;
        let identity = read_text(identity).map_err(|_| SendingFault::NoIdentityFile)?;
        let identity = Zeroizing::new(identity);
        Ok(Self::new(&identity, units).ok_or(SendingFault::NoIdentity)?)
    }

    /// The same, watched: a long roll-up says how far it is and can be stopped.
    #[must_use]
    pub fn with_watch(self, watch: Watch) -> Self {
        Self { watch, ..self }
    }

    /// The same with a clock that stands still (tests).
    #[must_use]
    pub fn with_fixed_now(self, now: NaiveDateTime) -> Self {
        Self { now, ..self }
    }

    /// The list of units.
    pub fn units(&self) -> &UnitsFile {
        &self.units
    }

    /// The public key packages have to be sealed to.
    pub fn recipient(&self) -> &str {
        &self.recipient
    }

    /// Opens the package in a file.
    ///
    /// # Errors
    /// The reason it is refused; a file that is too large is not read at all.
    pub fn open_file(&self, path: &Path) -> Result<Link, PackageRefusal> {
        let file = open_regular(path).map_err(|_| PackageRefusal::Unreadable)?;
        let mut bytes = Vec::new();
        let mut limited = file.take(MAX_FILE_BYTES + 1);
        limited.read_to_end(&mut bytes).map_err(|_| PackageRefusal::Unreadable)?;
        self.open(&bytes)
    }

    /// Opens a package and checks all that one package alone can be checked for; what several say
    /// of each other is [`crate::exchange::package::settle`]'s.
    ///
    /// # Errors
    /// The reason it is refused.
    pub fn open(&self, file: &[u8]) -> Result<Link, PackageRefusal> {
        if file.len() as u64 > MAX_FILE_BYTES {
            return Err(PackageRefusal::FileTooLarge);
        }
        let plain = self.key.open(file, MAX_PLAINTEXT_BYTES).map_err(|fault| match fault {
            OpenFault::NotSealed => PackageRefusal::NotSealed,
            OpenFault::NotForThisKey => PackageRefusal::NotForThisKey,
            OpenFault::TooLarge => PackageRefusal::PlaintextTooLarge,
        })?;
        let envelope = Envelope::read(&plain)?;
        let unit_key = UnitPublicKey::from_minisign(&envelope.unit_key);
        let unit_key = unit_key.ok_or(PackageRefusal::Malformed)?;
        if !unit_key.verifies_minisign(&envelope.report, &envelope.signature) {
            return Err(PackageRefusal::BadSignature);
        }
        let opened = UncheckedReport::read(&envelope.report)?;
        let unit = &opened.head.unit;
        if !self.units.knows(unit) {
            return Err(PackageRefusal::UnknownUnit);
        }
        if !self.units.has_key(unit, &envelope.unit_key, opened.head.period.to()) {
            return Err(PackageRefusal::OtherUnitKey);
        }
        if opened.head.recipient != self.recipient {
            return Err(PackageRefusal::OtherRecipient);
        }
        let report = opened.checked(&unit_key.key)?;
        let made = made_when(report.head.id);
        if made.is_some_and(|made| made.date() <= report.head.period.to()) {
            return Err(PackageRefusal::Provisional);
        }
        let signed = report.checkpoint.text();
        if !unit_key.verifies(signed.as_bytes(), &report.checkpoint_signature) {
            return Err(PackageRefusal::BadCheckpoint);
        }
        if !report.extends_its_last() {
            return Err(PackageRefusal::JournalBroken);
        }
        Ok(Link { sha256: Sha256::digest(file).into(), report })
    }

    /// Settles packages that were opened here ([`settle`]), with what the list of units and this PC's
    /// clock have to say of them.
    pub fn settle(&self, links: &[Link]) -> (Vec<Settled>, Vec<(usize, Warning)>) {
        let (settled, mut warnings) = settle(links);
        for (at, link) in links.iter().enumerate().filter(|(at, _)| settled[*at] != Settled::Copy) {
            let head = &link.report.head;
            let early = head.period.to() >= self.now.date();
            if early || made_when(head.id).is_some_and(|made| made > self.now + CLOCKS_APART) {
                warnings.push((at, Warning::FromTheFuture));
            }
            let listed = self.units.on(&head.unit, head.period.to());
            if listed.is_some_and(|unit| unit.name != link.report.figures.unit.name) {
                warnings.push((at, Warning::OtherName));
            }
        }
        (settled, warnings)
    }
}

/// A small text file that was named: a key sheet, an identity, a list of units, a publication.
///
/// # Errors
/// [`SendingFault::CannotRead`].
pub fn read_text(path: &Path) -> Result<String, Failure> {
    const LARGEST: u64 = 8 << 20;
    Ok(String::from_utf8(read_bytes(path, LARGEST)?).map_err(|_| SendingFault::CannotRead)?)
}

/// The first `most` bytes of a file that was named.
///
/// # Errors
/// [`SendingFault::CannotRead`].
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let file = open_regular(path).map_err(|_| SendingFault::CannotRead)?;
    file.take(most).read_to_end(&mut bytes).map_err(|_| SendingFault::CannotRead)?;
    Ok(bytes)
}

/// Writes a file that must be new.
///
/// # Errors
/// As [`new_file`]; writing fails.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(write_atomically(&new_file(path)?, bytes)?)
}

/// The packages in a folder and below it, or the file named. Links are not followed.
///
/// # Errors
/// [`SendingFault::NoFolder`].
pub fn packages_in(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).map_err(|_| SendingFault::NoFolder)? {
        let entry = entry.map_err(|_| SendingFault::NoFolder)?;
        let kind = entry.file_type().map_err(|_| SendingFault::NoFolder)?;
        let path = entry.path();
        let is_package = path.extension().is_some_and(|e| e.eq_ignore_ascii_case(EXTENSION));
        if kind.is_dir() {
            packages_in(&path, files)?;
        } else if kind.is_file() && is_package {
            files.push(path);
        }
    }
    Ok(())
}
