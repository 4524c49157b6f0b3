//! The command line as a script meets it: the real binary, a real registry at real cost.
//!
//! An opening takes about a second of key derivation on purpose, so the stories share registries.

mod acts;
mod backups;
mod bench;
mod faults;
mod mending;
mod officers;
mod workbooks;
