//! Key bytes in memory: boxed (so that a move leaves no copy), wiped on drop, never printed.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::Zeroize;

use super::error::{DamagedPart, VaultError};
use super::keyfile::CARRIED_BYTES;

/// `N` secret bytes.
pub(super) struct Secret<const N: usize>(Box<[u8; N]>);

/// 32 secret bytes: most keys.
pub(super) type Secret32 = Secret<32>;

impl<const N: usize> Secret<N> {
    pub(super) fn zeroed() -> Self {
        Self(Box::new([0; N]))
    }

    pub(super) fn random() -> Result<Self, VaultError> {
        let mut secret = Self::zeroed();
        getrandom::fill(secret.bytes_mut())?;
        Ok(secret)
    }

    pub(super) fn bytes(&self) -> &[u8; N] {
        &self.0
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8; N] {
        &mut self.0
    }

    /// Byte-wise exclusive or: one half of an XOR pair.
    pub(super) fn xor(&self, other: &Self) -> Self {
        let mut out = Self::zeroed();
        for (o, (a, b)) in out.0.iter_mut().zip(self.0.iter().zip(other.0.iter())) {
            *o = a ^ b;
        }
        out
    }
}

impl<const N: usize> Drop for Secret<N> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

/// HKDF-SHA256 (RFC 5869) to 32 bytes; one label for one use.
pub(super) fn derive(secret: &[u8], salt: &[u8], label: &str) -> Secret32 {
    let mut out = Secret32::zeroed();
    let expanded =
        Hkdf::<Sha256>::new(Some(salt), secret).expand(label.as_bytes(), out.bytes_mut());
    // HKDF-SHA256 gives up to 8160 bytes, so 32 cannot fail.
    debug_assert!(expanded.is_ok());
    out
}

/// SHA-256 of several pieces one after the other.
pub(super) fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for piece in pieces {
        hash.update(piece);
    }
    hash.finalize().into()
}

/// Fills an array from the system's random source.
pub(super) fn random_array<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut out = [0; N];
    getrandom::fill(&mut out)?;
    Ok(out)
}

/// The data key (DEK): 32 random bytes from which every key over content is derived.
pub(super) struct DataKey(Secret32);

impl DataKey {
    pub(super) fn random() -> Result<Self, VaultError> {
        Secret32::random().map(Self)
    }

    pub(super) fn from_secret(secret: Secret32) -> Self {
        Self(secret)
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    pub(super) fn database_key(&self, registry: Uuid) -> DatabaseKey {
        DatabaseKey(derive(self.bytes(), registry.as_bytes(), "hoso/1/database"))
    }

    /// Seals what stays the same when the data key is replaced: the row-hash key.
    pub(super) fn carry(
        &self,
        registry: Uuid,
        row_key: &Secret32,
    ) -> Result<[u8; CARRIED_BYTES], VaultError> {
        let nonce: [u8; 24] = random_array()?;
        let message = Payload { msg: row_key.bytes(), aad: registry.as_bytes() };
        let sealed = self
            .carrier(registry)
            .encrypt(&XNonce::from(nonce), message)
            .map_err(|_| VaultError::Damaged(DamagedPart::Altered))?;
        let mut out = [0; CARRIED_BYTES];
        out[..24].copy_from_slice(&nonce);
        out[24..].copy_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`DataKey::carry`] sealed.
    pub(super) fn carried(
        &self,
        registry: Uuid,
        sealed: &[u8; CARRIED_BYTES],
    ) -> Result<Secret32, VaultError> {
        let mut nonce = [0; 24];
        nonce.copy_from_slice(&sealed[..24]);
        let message = Payload { msg: &sealed[24..], aad: registry.as_bytes() };
        let mut opened = self
            .carrier(registry)
            .decrypt(&XNonce::from(nonce), message)
            .map_err(|_| VaultError::Damaged(DamagedPart::Altered))?;
        let mut key = Secret32::zeroed();
        if opened.len() == key.bytes().len() {
            key.bytes_mut().copy_from_slice(&opened);
        }
        opened.zeroize();
        Ok(key)
    }

    fn carrier(&self, registry: Uuid) -> XChaCha20Poly1305 {
        let key = derive(self.bytes(), registry.as_bytes(), "hoso/1/carried");
        XChaCha20Poly1305::new(key.bytes().into())
    }

    /// The key of the MAC over a file of a rotation that is under way.
    pub(super) fn pending_mac_key(&self, registry: Uuid) -> Secret32 {
        derive(self.bytes(), registry.as_bytes(), "hoso/1/pending-mac")
    }

    pub(super) fn key_file_mac_key(&self, registry: Uuid) -> Secret32 {
        derive(self.bytes(), registry.as_bytes(), "hoso/1/key-file-mac")
    }

    /// The keys of a backup's head: of its MAC, and of its sealed part.
    pub(super) fn backup_keys(&self, registry: Uuid) -> [Secret32; 2] {
        ["hoso/1/backup/mac", "hoso/1/backup/inside"]
            .map(|label| derive(self.bytes(), registry.as_bytes(), label))
    }

    pub(super) fn anchor_mac_key(&self, registry: Uuid) -> Secret32 {
        derive(self.bytes(), registry.as_bytes(), "hoso/1/anchor-mac")
    }
}

/// The raw key of the SQLCipher file: exactly 32 bytes, wiped on drop.
pub struct DatabaseKey(Secret32);

impl DatabaseKey {
    /// The 32 bytes, to be handed to `sqlite3_key_v2` and nothing else.
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }

    /// A key not derived from any key file: for backups (a fresh random key each) and for tests of
    /// the storage room.
    pub fn random() -> Result<Self, VaultError> {
        Secret32::random().map(Self)
    }
}

/// The key of the keyed hashes that bind a row to its journal entry: 32 bytes, wiped on drop.
pub struct RowHashKey(Secret32);

impl RowHashKey {
    pub(super) fn of(secret: &Secret32) -> Self {
        let mut own = Secret32::zeroed();
        own.bytes_mut().copy_from_slice(secret.bytes());
        Self(own)
    }

    /// The 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        self.0.bytes()
    }
}

/// `Debug` that prints the type's name and nothing else.
macro_rules! silent_debug {
    ($($type:ty),+ $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(..)"))
            }
        }
    )+};
}
pub(super) use silent_debug;

silent_debug!(DataKey, DatabaseKey, RowHashKey);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_registries_give_different_keys() {
        let key = DataKey::from_secret(Secret32::zeroed());
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let all = [
            *key.database_key(a).bytes(),
            *key.database_key(b).bytes(),
            *key.pending_mac_key(a).bytes(),
            *key.key_file_mac_key(a).bytes(),
            *key.anchor_mac_key(a).bytes(),
        ];
        for (i, one) in all.iter().enumerate() {
            assert!(all[i + 1..].iter().all(|other| other != one), "key {i} repeats");
        }
    }

    #[test]
    fn debug_shows_no_bytes() {
        assert_eq!(format!("{:?}", DatabaseKey(Secret32::zeroed())), "DatabaseKey(..)");
    }

    /// RFC 5869, test case 1 (first 32 of its 42 bytes).
    #[test]
    fn hkdf_is_rfc_5869() {
        let info = [0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9];
        let mut out = [0; 42];
        let salt: Vec<u8> = (0..=0x0c).collect();
        Hkdf::<Sha256>::new(Some(&salt), &[0x0b; 22]).expand(&info, &mut out).unwrap();
        assert_eq!(out[..8], [0x3c, 0xb2, 0x5f, 0x25, 0xfa, 0xac, 0xd5, 0x7a]);
        assert_eq!(out[36..], [0xd5, 0xb8, 0x87, 0x18, 0x58, 0x65]);
    }
}
