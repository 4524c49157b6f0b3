//! Files in and out.

pub mod cell;
pub mod child;
pub mod new_csv;
pub mod package;
mod paper;
pub mod publication;
pub mod report_csv;
pub mod report_json;
pub mod report_sheet;
pub mod risk_sheet;
pub mod roll_up;
pub mod round_sheet;
pub mod workbook;

#[cfg(test)]
mod report_sample;
