//! The vault room: everything that is a key. The key file and its two copies, officers' slots,
//! sealing, recovery sheets, the device secret, the lock file.
//!
//! Bytes and cryptography only: this room knows no SQL and nothing of the persons in the files.
//! It is the only room that holds key bytes; what leaves is a [`DatabaseKey`] (for storage), a
//! [`JournalKeys`] (for storage too) and signatures.
//!
//! The path of a key, from the officer to the file:
//!
//! ```text
//! password + device.key ─Argon2id─HKDF→ slot key ─XChaCha20-Poly1305→ officer's seed
//! officer's seed ─HKDF→ X25519 (age) identity + Ed25519 signing key
//! age identity → data key (DEK) ─HKDF→ database key, key-file MAC, anchor MAC, row hashes
//! age identity of a chief → unit key (Ed25519, minisign form)
//! any two recovery sheets ─XOR→ recovery identity → data key and unit key
//! ```
//!
//! Order of use: [`RegistryLock::acquire`] → [`SealedVault::read`] → [`SealedVault::open`] →
//! [`Vault`]. Changes to accounts are methods of [`Vault`] and publish a new key file at once.
//!
//! An officer is removed by [`Vault::begin_turn`]: a new data key without him, which the database
//! takes over before the key file does (`pending.rs` tells how that survives a power cut). Two
//! sheets lead through [`RecoveredSecret::open`] and [`RecoveredVault::for_chief`] to a chief with
//! new keys. The roster in the key file is signed by the unit's key.

mod account;
mod accounts;
mod anchor;
mod backup;
mod code_line;
mod copies;
mod create;
mod device;
mod error;
mod journal_keys;
mod kdf;
mod keyfile;
mod lock;
mod made_up;
mod memory;
mod minisign;
mod names;
mod open;
mod parcel;
mod password;
mod pending;
mod permissions;
mod place;
mod recovery;
mod reinstate;
mod seal;
mod secret;
mod sheet_text;
mod slot;
#[cfg(test)]
mod tests;
mod unit_key;
mod words;

pub use account::{Account, Role, SigningPeriod};
pub use accounts::NewOfficer;
pub use anchor::{AnchorFound, anchored_generation};
pub use backup::{BackupFacts, BackupKey, MAX_BACKUP_HEAD, OpenedBackup, SealedBackup};
pub use create::InitPlan;
pub use device::DeviceKey;
pub use error::{BackupFault, DamagedPart, NameFault, RecoveryFault, VaultError};
pub use journal_keys::{JournalKeys, Verifier};
pub use kdf::KdfCost;
pub use lock::{Holder, RegistryLock};
pub use made_up::MadeUpUnit;
pub use open::{Repair, SealedVault, Vault};
pub use parcel::{OpenFault, ReceivingKey, Recipient};
pub use password::{Password, PasswordFault};
pub use pending::{OpenedPending, Pending, Turn};
pub use permissions::sync_folder;
pub use place::{Place, holds_registry, open_regular, write_atomically};
pub use recovery::{DraftSheets, RecoveredSecret, RecoveredVault, RecoverySheet, RecoverySheets};
pub use reinstate::Reinstatement;
pub use secret::{DatabaseKey, RowHashKey};
pub use slot::verify_signature;
pub use unit_key::UnitPublicKey;
pub use words::{GENERATED_WORDS, generate_password, generated_entropy_bits, word_list};
