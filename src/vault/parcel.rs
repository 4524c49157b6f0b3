//! Sealing a package to the receiving level and opening it there: age v1 with one X25519
//! recipient, so that `age -d` opens it too. The receiving level's key lies in a file of its own,
//! as `age-keygen` writes it; no registry and no officer belong to it.

use std::io::Read;

use age::secrecy::ExposeSecret;
use age::x25519;
use zeroize::Zeroizing;

use super::error::{DamagedPart, VaultError};
use super::secret::silent_debug;

/// The public key packages are sealed to: `age1…`.
#[derive(Clone)]
pub struct Recipient(x25519::Recipient);

/// The secret half, held by the receiving level.
pub struct ReceivingKey(x25519::Identity);

silent_debug!(Recipient, ReceivingKey);

/// Why a file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenFault {
    /// No age v1 file, cut off or altered.
    NotSealed,
    /// Sealed to other keys only.
    NotForThisKey,
    /// More inside than allowed.
    TooLarge,
}

impl Recipient {
    /// Reads a public key, alone or in a text that names it (a key sheet).
    pub fn read(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace().filter(|w| w.starts_with("age1"));
        words.find_map(|word| word.parse().ok()).map(Self)
    }

    /// The key as text.
    pub fn text(&self) -> String {
        self.0.to_string()
    }

    /// Seals a plaintext to it.
    ///
    /// # Errors
    /// [`VaultError::NoRandom`] and the like: nothing of the plaintext can fail.
    pub fn seal(&self, plaintext: &[u8]) -> Result<Vec<u8>, VaultError> {
        age::encrypt(&self.0, plaintext).map_err(|_| VaultError::Damaged(DamagedPart::Altered))
    }
}

impl ReceivingKey {
    /// A new key pair.
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// Reads an identity file as `age-keygen` writes it: the first line that is a secret key.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|l| l.starts_with("AGE-SECRET-KEY-1"));
        lines.find_map(|line| line.parse().ok()).map(Self)
    }

    /// The public half.
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The identity file: `age -d -i FILE` takes it.
    pub fn file_text(&self) -> Zeroizing<String> {
        let secret = self.0.to_string();
        Zeroizing::new(format!(
            "# public key: {}\n{}\n",
            self.0.to_public(),
            secret.expose_secret()
        ))
    }

    /// Opens a sealed file whose plaintext is at most `limit` bytes.
    ///
    /// # Errors
    /// [`OpenFault`].
    pub fn open(&self, file: &[u8], limit: u64) -> Result<Zeroizing<Vec<u8>>, OpenFault> {
        let decryptor = age::Decryptor::new_buffered(file).map_err(|_| OpenFault::NotSealed)?;
        let one = std::iter::once(&self.0 as &dyn age::Identity);
        let reader = decryptor.decrypt(one).map_err(|error| match error {
            age::DecryptError::NoMatchingKeys => OpenFault::NotForThisKey,
            _ => OpenFault::NotSealed,
        })?;
        let mut plain = Zeroizing::new(Vec::with_capacity(file.len()));
        reader.take(limit + 1).read_to_end(&mut plain).map_err(|_| OpenFault::NotSealed)?;
        if plain.len() as u64 > limit {
            return Err(OpenFault::TooLarge);
        }
        Ok(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_only() {
        let (key, other) = (ReceivingKey::generate(), ReceivingKey::generate());
        let sealed = key.recipient().seal(b"counts").unwrap();
        assert!(sealed.starts_with(b"age-encryption.org/v1\n-> X25519 "));
        assert_eq!(&key.open(&sealed, 6).unwrap()[..], b"counts");
        assert_eq!(key.open(&sealed, 5).err(), Some(OpenFault::TooLarge));
        assert_eq!(other.open(&sealed, 6).err(), Some(OpenFault::NotForThisKey));
        assert_eq!(key.open(b"", 6).err(), Some(OpenFault::NotSealed));
        assert_eq!(key.open(b"not an age file", 6).err(), Some(OpenFault::NotSealed));
        for at in 0..sealed.len() {
            let mut bad = sealed.clone();
            bad[at] ^= 1;
            assert!(key.open(&bad, 6).is_err(), "flip at {at}");
            assert!(key.open(&sealed[..at], 6).is_err(), "cut at {at}");
        }
        let large = vec![b'x'; 200_000];
        let sealed = key.recipient().seal(&large).unwrap();
        assert_eq!(key.open(&sealed, 1000).err(), Some(OpenFault::TooLarge));
        assert_eq!(key.open(&sealed[..100_000], 1 << 20).err(), Some(OpenFault::NotSealed));
    }

    #[test]
    fn keys_are_read_from_their_files() {
        let key = ReceivingKey::generate();
        let again = ReceivingKey::read(&key.file_text()).unwrap();
        assert_eq!(again.recipient().text(), key.recipient().text());
        let sheet = format!("PHIẾU KHÓA\n  {}\n", key.recipient().text());
        assert_eq!(Recipient::read(&sheet).unwrap().text(), key.recipient().text());
        let mistyped = key.recipient().text().replacen('q', "p", 1) + "x";
        assert!(Recipient::read(&mistyped).is_none());
        assert!(ReceivingKey::read("AGE-SECRET-KEY-1XYZ").is_none());
        assert!(ReceivingKey::read(&sheet).is_none());
    }
}
