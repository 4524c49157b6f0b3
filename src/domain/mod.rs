//! Pure domain: what the registry knows, without a clock, SQL, files, a terminal or serde.

pub mod identity;
pub mod text;
