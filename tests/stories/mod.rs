//! Stories through `Registry` on a real encrypted file, with the test-only cost of a password.

mod desk;
mod first_light;
