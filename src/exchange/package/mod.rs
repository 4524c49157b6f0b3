//! The package upward (`.hsr`): an age file whose plaintext is one JSON envelope
//! `{"report", "signature", "unit_key"}`; the report is the document of `report --json` in its
//! canonical form with an object `package` beside.
//!
//! Here is the format alone: writing and strict reading, pure and without keys. Sealing, opening
//! and signing are the vault's ([`crate::domain`] knows neither); `services::packages` puts both
//! together.
//!
//! ```text
//! Figures + PackageHead → [document] → canonical bytes → (vault signs) → [Envelope] → (vault seals)
//! (vault opens) → [Envelope::read] → (vault checks the signature) → [ReceivedReport::read]
//! ```

mod chain;
mod document;
mod json;
mod read;
mod refusal;
#[cfg(test)]
mod sample;
mod units;
mod warning;

pub use chain::{Link, Settled, settle};
pub use document::{Epoch, PackageHead, document, figures_document, hex};
pub use json::HIGHEST_COUNT;
pub use read::{ReceivedReport, UncheckedReport, read_figures};
pub use refusal::PackageRefusal;
pub use units::{KeySheet, UnitsFault, UnitsFile, UnitsRow};
pub use warning::Warning;

use crate::domain::checkpoint::unbase64;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use json::{Json, Keys};
use std::collections::BTreeMap;

/// The largest file that is opened.
pub const MAX_FILE_BYTES: u64 = 2 << 20;

/// The largest plaintext that is read.
pub const MAX_PLAINTEXT_BYTES: u64 = 1 << 20;

/// The ending of a package's name.
pub const EXTENSION: &str = "hsr";

/// The plaintext of a package.
#[derive(Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The canonical bytes of `report.json`, which the signature is over.
    pub report: Vec<u8>,
    /// The text of a minisign signature file.
    pub signature: String,
    /// The unit's public key as minisign writes it.
    pub unit_key: String,
}

impl Envelope {
    /// The plaintext to be sealed.
    pub fn bytes(&self) -> Vec<u8> {
        let text = |text: &str| Json::Text(text.to_owned());
        let object = BTreeMap::from([
            ("report".to_owned(), Json::Text(STANDARD.encode(&self.report))),
            ("signature".to_owned(), text(&self.signature)),
            ("unit_key".to_owned(), text(&self.unit_key)),
        ]);
        Json::Object(object).canonical()
    }

    /// Reads an opened plaintext.
    ///
    /// # Errors
    /// Too large, no JSON, not exactly the three keys, no Base64, not in the one canonical form.
    pub fn read(plaintext: &[u8]) -> Result<Self, PackageRefusal> {
        if plaintext.len() as u64 > MAX_PLAINTEXT_BYTES {
            return Err(PackageRefusal::PlaintextTooLarge);
        }
        let mut keys = Keys::of(Json::read(plaintext)?)?;
        let read = Self {
            report: STANDARD.decode(keys.text("report")?).map_err(|_| PackageRefusal::Malformed)?,
            signature: keys.text("signature")?,
            unit_key: keys.text("unit_key")?,
        };
        keys.end()?;
        if read.bytes() != plaintext {
            return Err(PackageRefusal::NotCanonical);
        }
        Ok(read)
    }

    /// The unit's public key: minisign's key id and the Ed25519 key. `None` where the text is no
    /// such key.
    pub fn unit_public(&self) -> Option<([u8; 8], [u8; 32])> {
        read_unit_key(&self.unit_key)
    }
}

/// Reads a public key as minisign writes it: Base64 of `Ed`, 8 bytes of key id, 32 of key.
pub fn read_unit_key(text: &str) -> Option<([u8; 8], [u8; 32])> {
    let bytes = unbase64(text)?;
    let (algorithm, rest) = bytes.split_at_checked(2)?;
    let (id, key) = rest.split_at_checked(8)?;
    (algorithm == b"Ed").then_some((id.try_into().ok()?, key.try_into().ok()?))
}
