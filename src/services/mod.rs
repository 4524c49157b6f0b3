//! The services room.
pub mod view;
