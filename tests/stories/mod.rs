//! Stories through `Registry` on a real encrypted file, with the test-only cost of a password.

mod assigning;
pub mod backing_up;
mod clock_lines;
mod correcting;
pub(crate) mod desk;
mod doubles;
mod first_light;
mod importing;
mod journal;
mod risk;
mod road_desk;
mod road_rehab;
mod road_user;
mod settings;
mod situation;
