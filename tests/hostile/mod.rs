//! Those who mean harm, and accidents that look like it: damaged files, hostile rows, kills.

mod clocks;
mod counting;
mod import_again;
mod import_rules;
mod journal;
mod killed;
mod names;
mod opening;
mod tiny;
