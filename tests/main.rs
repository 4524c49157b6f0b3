//! The one integration test binary.

#[cfg(test)]
mod report_data;
#[cfg(test)]
mod workbook;
