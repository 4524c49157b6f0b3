//! tests
mod workbook;
