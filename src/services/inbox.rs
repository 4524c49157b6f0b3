//! The receiving level's desk: opening packages. It needs no registry and no officer, only the
//! level's identity file and its list of units.

use crate::exchange::package::{
    Envelope, Link, MAX_FILE_BYTES, MAX_PLAINTEXT_BYTES, PackageRefusal, UncheckedReport, UnitsFile,
};
use crate::vault::{OpenFault, ReceivingKey, UnitPublicKey};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::Path;

/// Opens packages: keys and list are read once, any number of threads may use it.
pub struct Inbox {
    key: ReceivingKey,
    recipient: String,
    units: UnitsFile,
}

impl Inbox {
    /// A desk with the text of an identity file (as `age-keygen` or `hoso superior keygen` writes
    /// it); `None` where there is no age secret key in it.
    pub fn new(identity: &str, units: UnitsFile) -> Option<Self> {
        let key = ReceivingKey::read(identity)?;
        let recipient = key.recipient().text();
        Some(Self { key, recipient, units })
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
        let file = std::fs::File::open(path).map_err(|_| PackageRefusal::Unreadable)?;
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
        if !self.units.has_key(unit, &envelope.unit_key) {
            return Err(PackageRefusal::OtherUnitKey);
        }
        if opened.head.recipient != self.recipient {
            return Err(PackageRefusal::OtherRecipient);
        }
        let report = opened.checked(&unit_key.key)?;
        let signed = report.checkpoint.text();
        if !unit_key.verifies(signed.as_bytes(), &report.checkpoint_signature) {
            return Err(PackageRefusal::BadCheckpoint);
        }
        if !report.extends_its_last() {
            return Err(PackageRefusal::JournalBroken);
        }
        Ok(Link { sha256: Sha256::digest(file).into(), report })
    }
}
