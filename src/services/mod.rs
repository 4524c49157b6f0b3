//! The services room.
pub mod demo;
pub mod view;
