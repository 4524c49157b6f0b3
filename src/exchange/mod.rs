//! Files in and out.

pub mod workbook;
