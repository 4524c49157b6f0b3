//! The unit's signing key: Ed25519 with the 8-byte key id that minisign puts beside it.

use ed25519_dalek::{Signer, SigningKey};

use super::error::VaultError;
use super::secret::{Secret, Secret32, random_array, silent_debug};

/// Sealed form: key id, then seed.
pub(super) const UNIT_KEY_BYTES: usize = 40;

/// The secret half; only chiefs and the recovery sheets can open it.
pub(super) struct UnitKey {
    id: [u8; 8],
    signing: SigningKey,
}

silent_debug!(UnitKey);

impl UnitKey {
    pub(super) fn generate() -> Result<Self, VaultError> {
        let seed = Secret32::random()?;
        Ok(Self { id: random_array()?, signing: SigningKey::from_bytes(seed.bytes()) })
    }

    pub(super) fn from_secret(secret: &Secret<UNIT_KEY_BYTES>) -> Self {
        let bytes = secret.bytes();
        let mut id = [0; 8];
        id.copy_from_slice(&bytes[..8]);
        let mut seed = Secret32::zeroed();
        seed.bytes_mut().copy_from_slice(&bytes[8..]);
        Self { id, signing: SigningKey::from_bytes(seed.bytes()) }
    }

    pub(super) fn to_secret(&self) -> Secret<UNIT_KEY_BYTES> {
        let mut out = Secret::zeroed();
        let bytes: &mut [u8; UNIT_KEY_BYTES] = out.bytes_mut();
        bytes[..8].copy_from_slice(&self.id);
        bytes[8..].copy_from_slice(self.signing.as_bytes());
        out
    }

    pub(super) fn public(&self) -> UnitPublicKey {
        UnitPublicKey { id: self.id, key: self.signing.verifying_key().to_bytes() }
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// The public half, which the superior holds from the key sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct UnitPublicKey {
    /// minisign's key id.
    pub id: [u8; 8],
    /// The Ed25519 public key.
    pub key: [u8; 32],
}

impl UnitPublicKey {
    /// The key as minisign writes it in the second line of a `.pub` file and takes it with `-P`:
    /// Base64 of `Ed`, the key id and the key.
    pub fn minisign_text(&self) -> String {
        let mut bytes = [0; 42];
        bytes[..2].copy_from_slice(b"Ed");
        bytes[2..10].copy_from_slice(&self.id);
        bytes[10..].copy_from_slice(&self.key);
        base64_of_thirds(&bytes)
    }
}

/// Base64 (RFC 4648) of a length that is a multiple of three, which needs no padding.
fn base64_of_thirds(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() / 3 * 4);
    for three in bytes.chunks_exact(3) {
        let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        for shift in [18, 12, 6, 0] {
            out.push(char::from(LETTERS[(bits >> shift) as usize & 63]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_rfc_4648() {
        assert_eq!(base64_of_thirds(b"foobar"), "Zm9vYmFy");
        assert_eq!(base64_of_thirds(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    #[test]
    fn text_is_minisigns() {
        let key = UnitKey::generate().unwrap();
        let text = key.public().minisign_text();
        assert_eq!(text.len(), 56);
        assert!(text.starts_with("RW"), "every minisign public key begins so");
        let again = UnitKey::from_secret(&key.to_secret());
        assert_eq!(again.public(), key.public());
        let signature = again.sign(b"x");
        assert!(super::super::verify_signature(&key.public().key, b"x", &signature));
        assert!(!super::super::verify_signature(&key.public().key, b"y", &signature));
    }
}
