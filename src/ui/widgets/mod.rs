//! Pieces that screens are drawn and typed with. None knows a command or asks for anything.

pub mod bars;
pub mod form;
mod form_draw;
pub mod secret_field;
pub mod text;
pub mod text_field;
pub mod window;
