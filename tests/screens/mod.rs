//! Screens: what an officer sees, as text at 80×24 and 120×40, and what his keys do. The desk here
//! is made up and runs effects inline; names and dates are fixed and nobody's.

mod accounts;
mod asked;
mod backups;
mod closing;
mod day;
mod fake;
mod history;
mod import;
mod journal;
mod keys;
mod languages;
mod lists;
mod matrix;
mod mouse;
mod naughty;
mod orders;
mod pictures;
mod programme;
mod real;
mod retention;
mod risk;
mod roll_up;
mod rules;
mod sending;
mod situation;
mod team;
mod twelve;
mod twice;
mod typing;
mod unsaved;
