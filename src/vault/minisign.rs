//! The unit's signature in minisign's form, so that `minisign -V` checks it without this program.
//!
//! ```text
//! untrusted comment: <anything>
//! <Base64 of "ED", key id (8 bytes), Ed25519 signature over BLAKE2b-512 of the message>
//! trusted comment: <signed text>
//! <Base64 of the Ed25519 signature over the signature and the trusted comment>
//! ```
//!
//! Written here and not with the crate of that name, which wants the secret key in memory of its
//! own and panics on a cut signature; the tests hold ours against it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use blake2::{Blake2b512, Digest};

use super::error::VaultError;
use super::open::Vault;
use super::slot::verify_signature;
use super::unit_key::{UnitKey, UnitPublicKey};

/// Signed over the message's BLAKE2b-512: what minisign writes since 0.6.
const PREHASHED: &[u8; 2] = b"ED";
const UNTRUSTED: &str = "untrusted comment: ";
const TRUSTED: &str = "trusted comment: ";

impl Vault {
    /// The text of a minisign signature over the message by the unit's key. `comment` is signed
    /// too; one line.
    ///
    /// # Errors
    /// [`VaultError::NotChief`]; [`VaultError::Damaged`] when the sealed key does not open.
    pub fn sign_minisign(&self, message: &[u8], comment: &str) -> Result<String, VaultError> {
        Ok(self.unit_key()?.sign_minisign(message, comment))
    }
}

impl UnitKey {
    /// The text of a minisign signature over the message.
    pub(super) fn sign_minisign(&self, message: &[u8], comment: &str) -> String {
        let signature = self.sign(&Blake2b512::digest(message));
        let global = self.sign(&[&signature, comment.as_bytes()].concat());
        let bytes = [&PREHASHED[..], &self.public().id, &signature].concat();
        format!(
            "{UNTRUSTED}signature from hoso\n{}\n{TRUSTED}{comment}\n{}\n",
            STANDARD.encode(bytes),
            STANDARD.encode(global)
        )
    }
}

impl UnitPublicKey {
    /// Reads the key as minisign writes it (the second line of a `.pub` file).
    pub fn from_minisign(text: &str) -> Option<Self> {
        let bytes = STANDARD.decode(text).ok()?;
        let (algorithm, rest) = bytes.split_at_checked(2)?;
        let (id, key) = rest.split_at_checked(8)?;
        let read = Self { id: id.try_into().ok()?, key: key.try_into().ok()? };
        (algorithm == b"Ed").then_some(read)
    }

    /// Whether a minisign signature text is by this key over the message and its own comment.
    pub fn verifies_minisign(&self, message: &[u8], text: &str) -> bool {
        let Some(read) = Read::of(text) else { return false };
        let signed = [&read.signature, read.comment.as_bytes()].concat();
        read.id == self.id
            && verify_signature(&self.key, &Blake2b512::digest(message), &read.signature)
            && verify_signature(&self.key, &signed, &read.global)
    }
}

struct Read<'a> {
    id: [u8; 8],
    signature: [u8; 64],
    comment: &'a str,
    global: [u8; 64],
}

impl<'a> Read<'a> {
    /// The four lines and nothing more.
    fn of(text: &'a str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        lines.next()?.strip_prefix(UNTRUSTED)?;
        let bytes = STANDARD.decode(lines.next()?).ok()?;
        let comment = lines.next()?.strip_prefix(TRUSTED)?;
        let global = STANDARD.decode(lines.next()?).ok()?.try_into().ok()?;
        let (algorithm, rest) = bytes.split_at_checked(2)?;
        let (id, signature) = rest.split_at_checked(8)?;
        if algorithm != PREHASHED || lines.next().is_some() {
            return None;
        }
        Some(Self {
            id: id.try_into().ok()?,
            signature: signature.try_into().ok()?,
            comment,
            global,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::unit_key::UnitKey;
    use super::*;

    /// The example of minisign's own manual and of its Rust library: key, signature of "test".
    const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";
    const SIGNATURE: &str = "untrusted comment: signature from minisign secret key\nRUQf6LRCGA9i559r3g7V1qNyJDApGip8MfqcadIgT9CuhV3EMhHoN1mGTkUidF/z7SrlQgXdy8ofjb7bNJJylDOocrCo8KLzZwo=\ntrusted comment: timestamp:1556193335\tfile:test\ny/rUw2y8/hOUYjZU71eHp/Wo1KZ40fGy2VJEDl34XMJM+TX48Ss/17u3IvIfbVR1FkZZSNCisQbuQY+bHwhEBg==\n";

    #[test]
    fn a_signature_of_the_real_program_verifies() {
        let key = UnitPublicKey::from_minisign(KEY).unwrap();
        assert_eq!(key.minisign_text(), KEY);
        assert!(key.verifies_minisign(b"test", SIGNATURE));
        assert!(!key.verifies_minisign(b"Test", SIGNATURE));
        assert!(!key.verifies_minisign(b"test", &SIGNATURE.replace("1556193335", "1556193336")));
        assert!(!key.verifies_minisign(b"test", &SIGNATURE.replace("RUQf", "RWQf")));
        assert!(!key.verifies_minisign(b"test", &SIGNATURE.replace("y/rU", "y/rV")));
        assert!(!key.verifies_minisign(b"test", &format!("{SIGNATURE}more\n")));
        for cut in 0..SIGNATURE.len() - 1 {
            assert!(!key.verifies_minisign(b"test", &SIGNATURE[..cut]), "cut at {cut}");
        }
    }

    #[test]
    fn ours_and_another_hands_agree_in_both_directions() {
        let pair = minisign::KeyPair::generate_unencrypted_keypair().unwrap();
        let text = pair.pk.to_base64();
        let theirs =
            minisign::sign(None, &pair.sk, &b"report"[..], Some("a b"), Some("c")).unwrap();
        let key = UnitPublicKey::from_minisign(&text).unwrap();
        assert!(key.verifies_minisign(b"report", &theirs.into_string()));

        let own = UnitKey::generate().unwrap();
        let signature = own.sign(&Blake2b512::digest(b"report"));
        let global = own.sign(&[&signature[..], b"x y"].concat());
        let bytes = [&PREHASHED[..], &own.public().id, &signature].concat();
        let text = format!(
            "{UNTRUSTED}u\n{}\n{TRUSTED}x y\n{}\n",
            STANDARD.encode(bytes),
            STANDARD.encode(global)
        );
        let signature = minisign::SignatureBox::from_string(&text).unwrap();
        let public = minisign::PublicKey::from_base64(&own.public().minisign_text()).unwrap();
        let data = std::io::Cursor::new(b"report");
        minisign::verify(&public, &signature, data, true, false, false).unwrap();
        assert!(own.public().verifies_minisign(b"report", &text));
    }
}
