//! What the sheets we write have in common: the day they say they were made, the page they print on,
//! and how text stands in a cell.

use super::cell::looks_like_formula;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

const FONT: &str = "Times New Roman";

/// A workbook dated `day` and not by the clock: the same content gives the same bytes.
pub(super) fn book_of(day: NaiveDate) -> Result<Workbook, XlsxError> {
    let year = day.year().clamp(1900, 9999) as u16;
    let dated = ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8)?;
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&dated));
    Ok(book)
}

/// A4 landscape, as wide as the page, marked "Nội bộ" and numbered at the foot.
pub(super) fn landscape(page: &mut Worksheet) {
    portrait(page);
    page.set_landscape();
}

/// The same upright.
pub(super) fn portrait(page: &mut Worksheet) {
    page.set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    page.set_footer("&L&\"Times New Roman\"Nội bộ&R&\"Times New Roman\"Trang &P/&N");
}

/// The letters of every sheet.
pub(super) fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(11)
}

/// A text cell; one that a spreadsheet could take for a formula stays text when it is edited.
pub(super) fn text(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if looks_like_formula(text) {
        page.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        page.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Text over several columns of one row.
pub(super) fn across(
    page: &mut Worksheet,
    row: u32,
    span: (u16, u16),
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    page.merge_range(row, span.0, row, span.1, "", format)?;
    text(page, row, span.0, words, format)
}
