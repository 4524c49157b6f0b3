//! What the journal is written and checked with: the officer's signing key together with the key
//! of the row hashes, and the parsed public key of whoever signed.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::error::VaultError;
use super::open::Vault;
use super::secret::{RowHashKey, silent_debug};
use super::unit_key::UnitPublicKey;

/// Writes the journal for one officer: his Ed25519 key and the key of the row hashes. Wiped on
/// drop; lives as long as the open file.
pub struct JournalKeys {
    signing: SigningKey,
    rows: RowHashKey,
}

/// An Ed25519 public key, parsed once for many signatures.
pub struct Verifier(VerifyingKey);

silent_debug!(JournalKeys, Verifier);

impl JournalKeys {
    /// The officer's signature over an entry's bytes.
    pub fn sign(&self, entry: &[u8]) -> [u8; 64] {
        self.signing.sign(entry).to_bytes()
    }

    /// A salt for the hash of a reason.
    ///
    /// # Errors
    /// The system gives no random bytes.
    pub fn salt() -> Result<[u8; 16], VaultError> {
        super::secret::random_array()
    }

    /// The key of the hashes that bind a row to its entry.
    pub fn row_key(&self) -> &[u8; 32] {
        self.rows.bytes()
    }
}

impl Verifier {
    /// `None` where the bytes are no point of the curve.
    pub fn new(public: &[u8; 32]) -> Option<Self> {
        VerifyingKey::from_bytes(public).ok().map(Self)
    }

    /// Whether the signature is by this key (RFC 8032, strict as [`super::verify_signature`]).
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl UnitPublicKey {
    /// Whether the unit's key signed these bytes.
    pub fn verifies(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        super::verify_signature(&self.key, message, signature)
    }
}

impl Vault {
    /// What the journal is written with by the officer who unlocked. To be handed over anew when
    /// his key pair or the data key changes.
    pub fn journal_keys(&self) -> JournalKeys {
        JournalKeys { signing: self.keys.signing.clone(), rows: self.row_hash_key() }
    }
}
