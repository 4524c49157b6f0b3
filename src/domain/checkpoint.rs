//! A checkpoint of the journal's log as C2SP writes it (`tlog-checkpoint`, a `signed-note`): three
//! lines that a person can copy down and any such tool can check.
//!
//! ```text
//! hoso/journal/<registry id>
//! 1234
//! <root in Base64>
//!
//! — <key name> <Base64 of key id (4 bytes) and Ed25519 signature>
//! ```

use super::journal::Hash;
use sha2::{Digest, Sha256};

/// Size and root of a log at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: `hoso/journal/` and the registry's id. One line, no spaces or `+`.
    pub origin: String,
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Hash,
}

/// The algorithm byte of a plain Ed25519 key (C2SP signed-note).
const ED25519: u8 = 1;

impl Checkpoint {
    /// A checkpoint of the log of a registry.
    pub fn of(registry_id: &str, size: u64, root: Hash) -> Self {
        Self { origin: format!("hoso/journal/{registry_id}"), size, root }
    }

    /// The text that is signed: three lines, each with its line end.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, base64(&self.root))
    }

    /// The signed note. The key's name is the origin, as the format wants of a log's own key.
    pub fn note(&self, public_key: &[u8; 32], signature: &[u8; 64]) -> String {
        let mut signed = key_id(&self.origin, public_key).to_vec();
        signed.extend_from_slice(signature);
        format!("{}\n\u{2014} {} {}\n", self.text(), self.origin, base64(&signed))
    }

    /// Reads a signed note and gives the log key's signature to be checked over
    /// [`Checkpoint::text`]; lines of other keys (witnesses) are passed over. `None` where the text
    /// is no checkpoint or the key did not sign it.
    pub fn read(note: &str, public_key: &[u8; 32]) -> Option<(Self, [u8; 64])> {
        let (text, signatures) = note.split_once("\n\n")?;
        let mut lines = text.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let canonical = size == "0" || !size.starts_with('0');
        let digits = size.bytes().all(|b| b.is_ascii_digit());
        if origin.is_empty() || !canonical || !digits || lines.next().is_some() {
            return None;
        }
        let root = unbase64(root)?.try_into().ok()?;
        let found = Self { origin: origin.to_owned(), size: size.parse().ok()?, root };
        let id = key_id(origin, public_key);
        let signature = signatures.lines().find_map(|line| {
            let (name, text) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            let bytes = unbase64(text)?;
            let (own, signature) = bytes.split_at_checked(4)?;
            (name == origin && own == id).then(|| signature.try_into().ok())?
        })?;
        Some((found, signature))
    }
}

/// SHA-256 of name, line end, algorithm and key, cut to four bytes (C2SP signed-note).
fn key_id(name: &str, public_key: &[u8; 32]) -> [u8; 4] {
    let hash = Sha256::new()
        .chain_update(name)
        .chain_update([b'\n', ED25519])
        .chain_update(public_key)
        .finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 with padding (RFC 4648 §4).
pub fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |i: usize| u32::from(three.get(i).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for (place, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let letter = char::from(LETTERS[(bits >> shift) as usize & 63]);
            out.push(if place > three.len() { '=' } else { letter });
        }
    }
    out
}

/// Reads Base64 with padding; `None` for any other form of the same bytes.
pub fn unbase64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let mut bits = 0u32;
        for place in 0..4 {
            let value = match four.get(place) {
                Some(letter) => LETTERS.iter().position(|l| l == letter)? as u32,
                None => 0,
            };
            bits = bits << 6 | value;
        }
        let bytes = bits.to_be_bytes();
        out.extend_from_slice(&bytes[1..(four.len()).max(1)]);
    }
    (base64(&out) == text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648 §10.
    #[test]
    fn base64_is_rfc_4648() {
        for (plain, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), text);
            assert_eq!(unbase64(text).as_deref(), Some(plain.as_bytes()));
        }
        for bad in ["Zg", "Zg=", "Zh==", "Z===", "Zm9*", "====", "Zm 9"] {
            assert_eq!(unbase64(bad), None, "{bad}");
        }
    }

    /// The example key of C2SP signed-note (Go's sumdb): its verifier key names its own id.
    #[test]
    fn key_ids_are_those_of_signed_note() {
        // PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW
        let key = unbase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW").unwrap();
        assert_eq!(key[0], ED25519);
        let public: [u8; 32] = key[1..].try_into().unwrap();
        assert_eq!(key_id("PeterNeumann", &public), [0xc7, 0x4f, 0x20, 0xa3]);
    }

    #[test]
    fn notes_are_read_back_and_nothing_else_is() {
        let point = Checkpoint::of("0000-1", 42, [9; 32]);
        let note = point.note(&[1; 32], &[2; 64]);
        assert_eq!(Checkpoint::read(&note, &[1; 32]), Some((point.clone(), [2; 64])));
        assert_eq!(Checkpoint::read(&note, &[3; 32]), None, "another key");
        let witnessed = format!("{note}\u{2014} witness AAAAAAAA\n");
        assert!(Checkpoint::read(&witnessed, &[1; 32]).is_some());
        for bad in [
            note.replace("\n42\n", "\n042\n"),
            note.replace("\n42\n", "\n-42\n"),
            note.replace("\n42\n", "\n\n"),
            note.replace("\n\n", "\n"),
            note.replace("\n\n", "\nextension\n\n"),
        ] {
            assert_eq!(Checkpoint::read(&bad, &[1; 32]), None, "{bad}");
        }
    }
}
