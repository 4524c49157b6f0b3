//! Sealing a key to a public key: age v1 files with one X25519 recipient (no plugins, no ssh).

use std::io::Read;

use age::x25519;
use bech32::{Bech32, Hrp};
use zeroize::Zeroizing;

use super::error::{DamagedPart, VaultError};
use super::secret::{Secret, Secret32};

/// The age identity of these 32 bytes (X25519 clamps them itself).
pub(super) fn identity(secret: &Secret32) -> Result<x25519::Identity, VaultError> {
    // The crate takes identities only in their text form.
    let hrp = Hrp::parse("age-secret-key-").map_err(|_| altered())?;
    let text =
        Zeroizing::new(bech32::encode_upper::<Bech32>(hrp, secret.bytes()).map_err(|_| altered())?);
    text.parse().map_err(|_| altered())
}

/// The raw public key of an identity.
pub(super) fn public_key(identity: &x25519::Identity) -> Result<[u8; 32], VaultError> {
    let (_, bytes) = bech32::decode(&identity.to_public().to_string()).map_err(|_| altered())?;
    bytes.try_into().map_err(|_| altered())
}

/// Seals a short secret to a raw public key.
pub(super) fn seal(public: &[u8; 32], secret: &[u8]) -> Result<Vec<u8>, VaultError> {
    let hrp = Hrp::parse("age").map_err(|_| altered())?;
    let text = bech32::encode::<Bech32>(hrp, public).map_err(|_| altered())?;
    let recipient: x25519::Recipient = text.parse().map_err(|_| altered())?;
    age::encrypt(&recipient, secret).map_err(|_| altered())
}

/// Opens a sealed secret of exactly `N` bytes into a buffer that never grows.
pub(super) fn open<const N: usize>(
    identity: &x25519::Identity,
    sealed: &[u8],
) -> Result<Secret<N>, VaultError> {
    let decryptor = age::Decryptor::new_buffered(sealed).map_err(|_| altered())?;
    let one = std::iter::once(identity as &dyn age::Identity);
    let mut reader = decryptor.decrypt(one).map_err(|_| altered())?;
    let mut out = Secret::zeroed();
    reader.read_exact(out.bytes_mut()).map_err(|_| altered())?;
    let mut beyond = Secret::<1>::zeroed();
    if matches!(reader.read(beyond.bytes_mut()), Ok(0)) { Ok(out) } else { Err(altered()) }
}

fn altered() -> VaultError {
    VaultError::Damaged(DamagedPart::Altered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_wrong_key_wrong_length_and_flips() {
        let (mine, other) = (Secret32::random().unwrap(), Secret32::random().unwrap());
        let id = identity(&mine).unwrap();
        let sealed = seal(&public_key(&id).unwrap(), &[7; 32]).unwrap();
        assert_eq!(*open::<32>(&id, &sealed).unwrap().bytes(), [7; 32]);
        assert!(open::<31>(&id, &sealed).is_err());
        assert!(open::<33>(&id, &sealed).is_err());
        assert!(open::<32>(&identity(&other).unwrap(), &sealed).is_err());
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(open::<32>(&id, &bad).is_err(), "flip at {at}");
        }
    }
}
