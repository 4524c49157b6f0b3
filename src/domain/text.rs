//! Vietnamese text: normal form, folding, search and sort keys, display width.
//!
//! Nothing here knows a person, a clock or a file. Two kinds of key leave this module and are kept in columns:
//! the *search keys* ([`search_key`], [`marked_key`]), which [`Query::matches`] reads, and the *sort key*
//! ([`sort_key`]), whose bytes compare as the names do. Both are rebuilt whenever the name changes; changing how they
//! are built needs a migration that rebuilds them all.

mod name;
mod normal;
mod search;
mod sensitive;
mod sort;
mod syllable;
mod tone;
mod typing;
mod width;

pub use name::readable_name;
pub use normal::{all_visible, clean_block, clean_line, nfc};
pub use search::{Query, fold, marked_key, search_key};
pub use sensitive::mentions_hiv;
pub use sort::sort_key;
pub use typing::{Composer, Edit};
pub use width::{truncate_to_width, width};

/// The line (from 1) in which a byte of a text stands.
pub fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}
