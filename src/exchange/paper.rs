//! What the sheets we write have in common: the day they say they were made, and the page they print on.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

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
    page.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    page.set_footer("&L&\"Times New Roman\"Nội bộ&R&\"Times New Roman\"Trang &P/&N");
}
