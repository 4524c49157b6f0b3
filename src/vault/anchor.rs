//! The anchor: a small file outside the registry folder that remembers how long the journal was and
//! what its root was. Whoever puts an older folder in the place of the newer one, or goes on in a
//! hand copy, cannot put the anchor back as well without reaching this other place, and cannot
//! write a new one without the data key.
//!
//! ```text
//! hoso anchor v1
//! registry <uuid>
//! generation <n>        of the data key
//! size <n>              entries of the journal
//! root <64 hex digits>  of its log
//! mac <64 hex digits>   HMAC-SHA256 of the lines above, key from the data key
//! ```

use std::fmt::Write as _;
use std::fs;
use std::io;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::error::VaultError;
use super::open::Vault;
use super::place::{Place, write_atomically};
use super::secret::Secret;

/// More than any anchor has.
const MOST_BYTES: u64 = 1024;

/// What the anchor said, as far as it can be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorFound {
    /// Written by this registry under the data key now in force.
    True {
        /// Entries of the journal when it was written.
        size: u64,
        /// Root over them.
        root: [u8; 32],
    },
    /// No anchor: another PC, a new profile, or somebody removed it.
    Missing,
    /// Written under a later generation of the data key than the folder knows: the folder is older.
    Later,
    /// Written under an earlier generation: the program ended between a change of the data key and
    /// the next anchor. Its MAC cannot be checked any more.
    Earlier,
    /// Not what this program wrote.
    Altered,
}

/// The generation of the data key that this PC's anchor of a registry names; 0 where there is none.
/// Anybody can write it: only good for staying above it.
pub fn anchored_generation(place: &Place, registry: Uuid) -> u64 {
    let path = place.anchor_path(registry);
    let small = fs::metadata(&path).is_ok_and(|found| found.len() <= MOST_BYTES);
    let found = if small { fs::read(&path).ok() } else { None };
    // A generation so high that none could follow is not one of this program's.
    found.and_then(|bytes| parse(&bytes)).map_or(0, |(n, ..)| n).min(1 << 48)
}

impl Vault {
    /// Writes the anchor whole or not at all.
    ///
    /// # Errors
    /// [`VaultError::Symlink`], [`VaultError::Io`].
    pub fn write_anchor(&self, size: u64, root: &[u8; 32]) -> Result<(), VaultError> {
        let mut text = body(self, size, root);
        let mac = self.anchor_mac(text.as_bytes());
        let _ = writeln!(text, "mac {}", hex(&mac));
        let path = self.place.anchor_path(self.file.registry);
        write_atomically(&path, text.as_bytes())
    }

    /// Reads the anchor.
    ///
    /// # Errors
    /// [`VaultError::Symlink`], [`VaultError::Io`] where the file is there and cannot be read.
    pub fn read_anchor(&self) -> Result<AnchorFound, VaultError> {
        let path = self.place.anchor_path(self.file.registry);
        super::place::refuse_symlink(&path)?;
        match fs::metadata(&path) {
            Ok(found) if found.len() > MOST_BYTES => return Ok(AnchorFound::Altered),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(AnchorFound::Missing);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(self.judge(&fs::read(&path)?))
    }

    fn judge(&self, bytes: &[u8]) -> AnchorFound {
        let Some((generation, size, root, mac)) = parse(bytes) else {
            return AnchorFound::Altered;
        };
        match generation.cmp(&self.file.generation) {
            std::cmp::Ordering::Greater => AnchorFound::Later,
            std::cmp::Ordering::Less => AnchorFound::Earlier,
            std::cmp::Ordering::Equal => {
                let wanted = self.anchor_mac(body(self, size, &root).as_bytes());
                if bool::from(wanted.ct_eq(&mac)) {
                    AnchorFound::True { size, root }
                } else {
                    AnchorFound::Altered
                }
            }
        }
    }

    fn anchor_mac(&self, body: &[u8]) -> [u8; 32] {
        // HMAC (RFC 2104) fills a shorter key up to the block with zeros; so do we.
        let mut block = Secret::<64>::zeroed();
        let key = self.data_key.anchor_mac_key(self.file.registry);
        block.bytes_mut()[..32].copy_from_slice(key.bytes());
        let mut mac = <Hmac<Sha256> as KeyInit>::new(block.bytes().into());
        mac.update(body);
        mac.finalize().into_bytes().into()
    }
}

fn body(vault: &Vault, size: u64, root: &[u8; 32]) -> String {
    let (registry, generation) = (vault.file.registry, vault.file.generation);
    format!(
        "hoso anchor v1\nregistry {registry}\ngeneration {generation}\nsize {size}\nroot {}\n",
        hex(root)
    )
}

fn parse(bytes: &[u8]) -> Option<(u64, u64, [u8; 32], [u8; 32])> {
    let mut lines = std::str::from_utf8(bytes).ok()?.lines();
    let mut value = |name: &str| lines.next()?.strip_prefix(name);
    value("hoso anchor v1")?;
    value("registry ")?;
    let generation = value("generation ")?.parse().ok()?;
    let size = value("size ")?.parse().ok()?;
    let root = unhex(value("root ")?)?;
    let mac = unhex(value("mac ")?)?;
    lines.next().is_none().then_some((generation, size, root, mac))
}

fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut out = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in out.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(out)
}
