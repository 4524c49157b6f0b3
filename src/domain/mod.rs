//! Pure domain: what the registry knows, without a clock, SQL, files, a terminal or serde.
//!
//! `today` is always an argument; nothing here reads it from anywhere.

pub mod alike;
pub mod backup;
pub mod case;
pub mod checkpoint;
pub mod correction;
pub mod date;
pub mod deadline;
pub mod draft;
pub mod id;
pub mod identity;
pub mod journal;
pub mod legal;
pub mod merge;
pub mod merkle;
pub mod person;
pub mod preference;
pub mod publication;
pub mod refusal;
pub mod report;
pub mod retention;
pub mod risk;
pub mod road;
pub mod rollup;
pub mod round;
pub mod setting;
pub mod team;
pub mod term;
pub mod text;
pub mod unsaved;
pub mod word;
pub mod work_calendar;
