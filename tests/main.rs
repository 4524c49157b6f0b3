//! The one integration test binary.
#![allow(unreachable_pub, reason = "a test binary has no outside")]

#[cfg(test)]
mod cases;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod house;
#[cfg(test)]
mod made_up;
#[cfg(test)]
mod manual;
#[cfg(test)]
mod permission_page;
#[cfg(test)]
mod report_data;
#[cfg(test)]
mod road_days;
#[cfg(test)]
mod road_page;
#[cfg(test)]
mod road_properties;
#[cfg(test)]
mod screens;
#[cfg(test)]
pub mod stories;
#[cfg(test)]
mod terminal;
#[cfg(test)]
mod upward;
#[cfg(test)]
mod workbook;
