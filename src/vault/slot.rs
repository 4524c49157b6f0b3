//! An officer's slot: his password opens his seed, and his seed gives his two key pairs.
//!
//! The slot holds only what the officer himself sets (name, public keys, cost, salt, commitment,
//! sealed seed), all of it bound together as associated data. What the chief may change without
//! the officer's password (role, active or not, sealed data key) lies outside, under the key
//! file's MAC; so the chief can disable an officer who is not there.

use age::x25519;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroize;

use super::device::DeviceKey;
use super::error::{DamagedPart, VaultError};
use super::kdf::KdfCost;
use super::password::Password;
use super::seal;
use super::secret::{Secret32, derive, random_array, silent_debug};

/// The key pairs of an officer, from his seed. Both secret halves wipe themselves on drop.
pub(super) struct OfficerKeys {
    pub(super) identity: x25519::Identity,
    pub(super) signing: SigningKey,
}

silent_debug!(OfficerKeys, Slot);

impl OfficerKeys {
    fn from_seed(seed: &Secret32, registry: Uuid) -> Result<Self, VaultError> {
        let salt = registry.as_bytes();
        let exchange = derive(seed.bytes(), salt, "hoso/1/officer/x25519");
        let signing = derive(seed.bytes(), salt, "hoso/1/officer/ed25519");
        Ok(Self {
            identity: seal::identity(&exchange)?,
            signing: SigningKey::from_bytes(signing.bytes()),
        })
    }

    pub(super) fn public(&self) -> Result<PublicKeys, VaultError> {
        Ok(PublicKeys {
            recipient: seal::public_key(&self.identity)?,
            verifying: self.signing.verifying_key().to_bytes(),
        })
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }
}

/// Whether `signature` over `message` is by the Ed25519 key `public` (RFC 8032, strict: no
/// small-order keys, one signature has one form).
pub fn verify_signature(public: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    VerifyingKey::from_bytes(public)
        .is_ok_and(|key| key.verify_strict(message, &Signature::from_bytes(signature)).is_ok())
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct PublicKeys {
    pub(super) recipient: [u8; 32],
    pub(super) verifying: [u8; 32],
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) public: PublicKeys,
    pub(super) cost: KdfCost,
    pub(super) salt: [u8; 16],
    pub(super) commitment: [u8; 32],
    pub(super) nonce: [u8; 24],
    pub(super) sealed_seed: [u8; 48],
}

impl Slot {
    /// A new officer, or an officer whose password was reset by the chief: new key pairs.
    pub(super) fn enrol(
        registry: Uuid,
        login: &str,
        password: &Password,
        device: &DeviceKey,
        cost: KdfCost,
    ) -> Result<(Self, OfficerKeys), VaultError> {
        let seed = Secret32::random()?;
        let keys = OfficerKeys::from_seed(&seed, registry)?;
        let slot = Self::seal(registry, login, keys.public()?, &seed, password, device, cost)?;
        Ok((slot, keys))
    }

    /// The public keys of an officer whose slot is not here (a backup holds none): no password
    /// opens it.
    pub(super) fn none(public: PublicKeys, cost: KdfCost) -> Self {
        Self {
            public,
            cost,
            salt: [0; 16],
            commitment: [0; 32],
            nonce: [0; 24],
            sealed_seed: [0; 48],
        }
    }

    /// The same seed (so the same key pairs) under another password.
    pub(super) fn with_password(
        &self,
        registry: Uuid,
        login: &str,
        seed: &Secret32,
        password: &Password,
        device: &DeviceKey,
        cost: KdfCost,
    ) -> Result<Self, VaultError> {
        Self::seal(registry, login, self.public, seed, password, device, cost)
    }

    fn seal(
        registry: Uuid,
        login: &str,
        public: PublicKeys,
        seed: &Secret32,
        password: &Password,
        device: &DeviceKey,
        cost: KdfCost,
    ) -> Result<Self, VaultError> {
        let mut slot = Self {
            public,
            cost,
            salt: random_array()?,
            commitment: [0; 32],
            nonce: random_array()?,
            sealed_seed: [0; 48],
        };
        let (key, commitment) = slot.keys_of(registry, password, device)?;
        slot.commitment = *commitment.bytes();
        let aad = slot.bound_bytes(registry, login);
        let sealed = cipher(&key)
            .encrypt(&XNonce::from(slot.nonce), Payload { msg: seed.bytes(), aad: &aad })
            .map_err(|_| altered())?;
        slot.sealed_seed = sealed.try_into().map_err(|_| altered())?;
        Ok(slot)
    }

    /// Opens the slot. The commitment is compared, in constant time, before the cipher is touched:
    /// a wrong password is known as such, and no ciphertext can be made that opens under two keys.
    pub(super) fn open(
        &self,
        registry: Uuid,
        login: &str,
        password: &Password,
        device: &DeviceKey,
    ) -> Result<(Secret32, OfficerKeys), VaultError> {
        let (key, commitment) = self.keys_of(registry, password, device)?;
        if !bool::from(commitment.bytes().ct_eq(&self.commitment)) {
            return Err(VaultError::WrongPassword);
        }
        let aad = self.bound_bytes(registry, login);
        let mut opened = cipher(&key)
            .decrypt(&XNonce::from(self.nonce), Payload { msg: &self.sealed_seed, aad: &aad })
            .map_err(|_| altered())?;
        let mut seed = Secret32::zeroed();
        if opened.len() == seed.bytes().len() {
            seed.bytes_mut().copy_from_slice(&opened);
        }
        opened.zeroize();
        let keys = OfficerKeys::from_seed(&seed, registry)?;
        if keys.public()? == self.public { Ok((seed, keys)) } else { Err(altered()) }
    }

    fn keys_of(
        &self,
        registry: Uuid,
        password: &Password,
        device: &DeviceKey,
    ) -> Result<(Secret32, Secret32), VaultError> {
        let root = self.cost.derive(password.bytes(), &self.salt, device.bytes())?;
        let part = |label| derive(root.bytes(), registry.as_bytes(), label);
        Ok((part("hoso/1/slot/key"), part("hoso/1/slot/commitment")))
    }

    /// Everything of the slot but the sealed seed itself (the nonce is the cipher's own input).
    fn bound_bytes(&self, registry: Uuid, login: &str) -> Vec<u8> {
        let mut out = b"hoso/1/slot".to_vec();
        out.extend_from_slice(registry.as_bytes());
        out.extend_from_slice(&self.public.recipient);
        out.extend_from_slice(&self.public.verifying);
        for part in self.cost.parts() {
            out.extend_from_slice(&part.to_le_bytes());
        }
        out.extend_from_slice(&self.salt);
        out.extend_from_slice(&self.commitment);
        out.extend_from_slice(login.as_bytes());
        out
    }
}

fn cipher(key: &Secret32) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(key.bytes().into())
}

fn altered() -> VaultError {
    VaultError::Damaged(DamagedPart::Altered)
}
