//! The signing key of a made-up unit: `hoso demo --units` signs thousands of packages with it, so
//! that the receiving level has something real to open. It follows from two numbers and is no secret.

use super::secret::{Secret, silent_debug};
use super::unit_key::{UNIT_KEY_BYTES, UnitKey, UnitPublicKey};
use sha2::{Digest, Sha256};

/// A made-up unit that can sign.
pub struct MadeUpUnit(UnitKey);

silent_debug!(MadeUpUnit);

impl MadeUpUnit {
    /// Unit `number` of the demo with this seed.
    pub fn new(seed: u64, number: u64) -> Self {
        let name = format!("hoso demo, no secret: {seed} {number}");
        let mut secret: Secret<UNIT_KEY_BYTES> = Secret::zeroed();
        let bytes: &mut [u8; UNIT_KEY_BYTES] = secret.bytes_mut();
        bytes[8..].copy_from_slice(&Sha256::digest(&name));
        bytes[..8].copy_from_slice(&Sha256::digest(name + " id")[..8]);
        Self(UnitKey::from_secret(&secret))
    }

    /// The public half.
    pub fn public(&self) -> UnitPublicKey {
        self.0.public()
    }

    /// A plain signature, as under a checkpoint.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message)
    }

    /// The text of a minisign signature.
    pub fn sign_minisign(&self, message: &[u8], comment: &str) -> String {
        self.0.sign_minisign(message, comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_numbers_give_the_same_unit() {
        let unit = MadeUpUnit::new(1, 2);
        assert_eq!(unit.public(), MadeUpUnit::new(1, 2).public());
        for other in [MadeUpUnit::new(1, 3), MadeUpUnit::new(2, 2)] {
            assert_ne!(unit.public().key, other.public().key);
            assert_ne!(unit.public().id, other.public().id);
        }
        let text = unit.sign_minisign(b"report", "hoso");
        assert!(unit.public().verifies_minisign(b"report", &text));
        assert!(!MadeUpUnit::new(1, 3).public().verifies_minisign(b"report", &text));
    }
}
