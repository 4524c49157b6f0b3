//! `hoso` (hồ sơ: case file): the registry of a commune police station, on one offline PC.
//!
//! The house and its layer rule (held by `tests/house`):
//!
//! ```text
//! main → ui, cli → services → rules, vault, storage, exchange → domain
//! ```
//!
//! - [`domain`]: pure. What a person, a measure, a clock is; no clock, SQL, files, terminal, serde.
//! - [`rules`]: the law as data (TOML with citations), parsed once into domain types.
//! - [`vault`]: keys, slots, sealing, recovery, device secret, lock file. Bytes; knows no SQL.
//! - [`storage`]: the only room that names `rusqlite`.
//! - [`exchange`]: files in and out.
//! - [`services`]: what an officer can do; [`services::Registry`] is the face.
//! - [`ui`]: the terminal app. [`cli`]: the command line. Both over the same `Registry`.

pub mod cli;
pub mod domain;
pub mod exchange;
pub mod rules;
pub mod services;
pub mod storage;
pub mod ui;
pub mod vault;
