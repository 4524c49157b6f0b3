//! The paper form of the report: a workbook to print on A4 landscape, in Vietnamese, exact and
//! marked "Nội bộ". Only numbers and typed text are written, never a formula.

use super::paper::{across, book_of, landscape, plain, text};
use super::workbook::refused::{WriteError, save};
use crate::domain::date::vn;
use crate::domain::report::{Column, Counts, Dimension, Report, period_words};
use crate::domain::word::{Lang, Word};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Number, row's name, and the 13 columns.
const LAST: u16 = 14;
/// The mark of what must not leave the service.
const INTERNAL: &str = "NỘI BỘ";
const PROGRAMME: &str = "Công tác phòng, chống ma túy ở cơ sở";
const OWN: &str = "Số liệu của riêng đơn vị (không có trong gói gửi cấp trên)";

/// Writes the form to `path`; an existing file is replaced, only when the new one is complete.
///
/// # Errors
/// [`WriteError`].
pub fn write_report_sheet(path: &Path, report: &Report) -> Result<(), WriteError> {
    save(&mut book(report)?, path)
}

/// The form's bytes: the same report gives the same bytes.
///
/// # Errors
/// [`WriteError`].
pub fn report_sheet(report: &Report) -> Result<Vec<u8>, WriteError> {
    Ok(book(report)?.save_to_buffer()?)
}

fn book(report: &Report) -> Result<Workbook, XlsxError> {
    let mut book = book_of(report.period.to())?;
    let page = book.add_worksheet();
    page.set_name("Biến động")?;
    set_up(page)?;
    let mut row = heading(page, report)?;
    row = table(page, report, row + 1)?;
    row = remarks(page, report, row + 1)?;
    signatures(page, row + 1)?;
    let page = book.add_worksheet();
    page.set_name("Cơ cấu và hoạt động")?;
    set_up(page)?;
    details(page, report)?;
    Ok(book)
}

fn set_up(page: &mut Worksheet) -> Result<(), XlsxError> {
    landscape(page);
    page.set_column_width(0, 5)?.set_column_width(1, 44)?;
    page.set_column_range_width(2, LAST, 9.5)?;
    Ok(())
}

fn centred() -> Format {
    plain().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    centred().set_border(FormatBorder::Thin).set_text_wrap()
}

/// "Công an" before the unit's name, unless it is part of it.
fn police_of(unit: &str) -> String {
    let name = unit.to_uppercase();
    if name.starts_with("CÔNG AN") { name } else { format!("CÔNG AN {name}") }
}

fn heading(page: &mut Worksheet, report: &Report) -> Result<u32, XlsxError> {
    let bold = centred().set_bold();
    across(page, 0, (0, 4), &police_of(&report.unit.name), &bold)?;
    across(page, 0, (7, LAST), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", &bold)?;
    across(page, 1, (0, 4), &format!("Mã đơn vị: {}", report.unit.code), &centred())?;
    across(page, 1, (7, LAST), "Độc lập - Tự do - Hạnh phúc", &bold)?;
    across(
        page,
        2,
        (0, 4),
        INTERNAL,
        &bold.clone().set_font_color(Color::Red).set_border(FormatBorder::Thin),
    )?;
    let title = bold.clone().set_font_size(14);
    let words = "BÁO CÁO BIẾN ĐỘNG NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY, NGƯỜI NGHIỆN MA TÚY";
    across(page, 4, (0, LAST), words, &title)?;
    let period = report.period;
    let when = format!(
        "Kỳ báo cáo: {} (từ ngày {} đến hết ngày {})",
        period_words(period, Lang::Vi),
        vn(period.from()),
        vn(period.to())
    );
    across(page, 5, (0, LAST), &when, &centred().set_italic())?;
    if report.provisional {
        let mark = "TẠM TÍNH: kỳ báo cáo chưa kết thúc, số liệu còn thay đổi";
        across(page, 6, (0, LAST), mark, &bold.set_font_color(Color::Red))?;
    }
    across(
        page,
        7,
        (11, LAST),
        "Đơn vị tính: người",
        &plain().set_italic().set_align(FormatAlign::Right),
    )?;
    Ok(7)
}

fn table(page: &mut Worksheet, report: &Report, top: u32) -> Result<u32, XlsxError> {
    let head = boxed().set_bold();
    let below = top + 1;
    for (column, words) in [(0, "STT"), (1, "Diện quản lý")] {
        page.merge_range(top, column, below, column, words, &head)?;
    }
    let mut at = 2_u16;
    let groups: [(&str, &[Column]); 5] = [
        ("", &[Column::Opening]),
        ("Tăng trong kỳ", &Column::INS),
        ("Giảm trong kỳ", &Column::OUTS),
        ("", &[Column::Closing]),
        ("Trong số cuối kỳ", &Column::OF_CLOSING),
    ];
    for (group, columns) in groups {
        if let [only] = columns {
            page.merge_range(top, at, below, at, only.label(Lang::Vi), &head)?;
        } else {
            page.merge_range(top, at, top, at + columns.len() as u16 - 1, group, &head)?;
            for (n, column) in columns.iter().enumerate() {
                text(page, below, at + n as u16, column.label(Lang::Vi), &head)?;
            }
        }
        at += columns.len() as u16;
    }
    page.set_row_height(below, 48)?.set_repeat_rows(top, below)?;
    let mut row = below + 1;
    for (number, (kind, counts)) in report.stock_flow.lines().enumerate() {
        let format = if kind.is_some() { boxed() } else { head.clone() };
        let (number, words) = match kind {
            Some(kind) => ((number + 1).to_string(), kind.label(Lang::Vi)),
            None => (String::new(), "Tổng cộng"),
        };
        text(page, row, 0, &number, &format)?;
        text(page, row, 1, words, &format.clone().set_align(FormatAlign::Left))?;
        counts_of(page, row, counts, &format)?;
        row += 1;
    }
    Ok(row)
}

fn counts_of(
    page: &mut Worksheet,
    row: u32,
    counts: &Counts,
    format: &Format,
) -> Result<(), XlsxError> {
    for (n, (_, count)) in counts.iter().enumerate() {
        number(page, row, 2 + n as u16, count, format)?;
    }
    Ok(())
}

fn number(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    count: u64,
    format: &Format,
) -> Result<(), XlsxError> {
    // A spreadsheet's numbers are doubles: exact to 2^53, far beyond any count of people.
    page.write_number_with_format(row, column, count as f64, &format.clone().set_num_format("0"))?;
    Ok(())
}

fn remarks(page: &mut Worksheet, report: &Report, top: u32) -> Result<u32, XlsxError> {
    let suspected =
        format!("Người nghi vấn, đang xác minh (không tính trong bảng trên): {}", report.suspected);
    across(page, top, (0, LAST), &suspected, &plain())?;
    let mut row = top + 1;
    for note in &report.notes {
        let format = plain().set_italic().set_text_wrap().set_align(FormatAlign::Top);
        across(page, row, (0, LAST), &format!("Ghi chú: {}", note.text(Lang::Vi)), &format)?;
        page.set_row_height(row, 32)?;
        row += 1;
    }
    Ok(row)
}

fn signatures(page: &mut Worksheet, top: u32) -> Result<(), XlsxError> {
    let bold = centred().set_bold();
    let italic = centred().set_italic();
    across(page, top, (8, LAST), "…………, ngày …… tháng …… năm ………", &italic)?;
    across(page, top + 1, (0, 4), "NGƯỜI LẬP BÁO CÁO", &bold)?;
    across(page, top + 1, (8, LAST), "TRƯỞNG CÔNG AN", &bold)?;
    across(page, top + 2, (0, 4), "(Ký, ghi rõ họ tên)", &italic)?;
    across(page, top + 2, (8, LAST), "(Ký tên, đóng dấu)", &italic)?;
    Ok(())
}

fn details(page: &mut Worksheet, report: &Report) -> Result<(), XlsxError> {
    let head = boxed().set_bold();
    let left = boxed().set_align(FormatAlign::Left);
    let mut mark = format!("{INTERNAL} · {}", period_words(report.period, Lang::Vi));
    if report.provisional {
        mark.push_str(" · TẠM TÍNH");
    }
    across(page, 0, (0, 2), &police_of(&report.unit.name), &centred().set_bold())?;
    across(page, 1, (0, 2), &mark, &centred().set_bold().set_font_color(Color::Red))?;
    let mut row = 3;
    let mut block = |title: &str, cells: &[(String, u64)]| -> Result<(), XlsxError> {
        across(page, row, (0, 1), title, &head)?;
        page.set_row_height(row, 32)?;
        text(page, row, 2, "Số lượng", &head)?;
        for (n, (label, count)) in cells.iter().enumerate() {
            row += 1;
            text(page, row, 0, &(n + 1).to_string(), &boxed())?;
            text(page, row, 1, label, &left)?;
            number(page, row, 2, *count, &boxed())?;
        }
        row += 2;
        Ok(())
    };
    for (dimension, cells) in report.breakdowns.tables() {
        let cells: Vec<_> = cells.iter().map(|c| (c.label(Lang::Vi).to_owned(), c.count)).collect();
        block(&title_of(dimension), &cells)?;
    }
    let entries = report.activity.entries(Lang::Vi);
    let cells: Vec<_> = entries.into_iter().map(|(_, label, count)| (label, count)).collect();
    block("Hoạt động trong kỳ", &cells)?;
    let works = report.programme.iter();
    let works: Vec<_> = works.map(|(w, n)| (w.label(Lang::Vi).to_owned(), *n)).collect();
    let own = report.own.iter();
    let own: Vec<_> = own.map(|(c, n)| (c.label(Lang::Vi).to_owned(), *n)).collect();
    for (title, cells) in [(PROGRAMME, works), (OWN, own)] {
        if !cells.is_empty() {
            block(title, &cells)?;
        }
    }
    Ok(())
}

fn title_of(dimension: Dimension) -> String {
    format!("Số cuối kỳ theo: {}", dimension.label(Lang::Vi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::{OwnCounter, Programme};
    use crate::exchange::report_sample::sample;
    use calamine::{Data, Range, Reader, Xlsx};
    use std::io::Cursor;

    fn sheets(report: &Report) -> Vec<Range<Data>> {
        let mut book = Xlsx::new(Cursor::new(report_sheet(report).unwrap())).unwrap();
        book.worksheets().into_iter().map(|(_, range)| range).collect()
    }

    fn find(sheet: &Range<Data>, words: &str) -> Option<(usize, usize)> {
        let cells = sheet.used_cells();
        cells.filter(|(_, _, c)| c.to_string().contains(words)).map(|(r, c, _)| (r, c)).next()
    }

    #[test]
    fn the_printed_table_holds_every_count() {
        let report = sample();
        let sheet = &sheets(&report)[0];
        for (row, counts) in report.stock_flow.lines() {
            let words = row.map_or("Tổng cộng", |r| r.label(Lang::Vi));
            let (line, _) = find(sheet, words).unwrap();
            for (n, (_, count)) in counts.iter().enumerate() {
                assert_eq!(
                    sheet.get((line, 2 + n)),
                    Some(&Data::Float(count as f64)),
                    "{words} {n}"
                );
            }
        }
        for column in Column::ALL {
            assert!(find(sheet, column.label(Lang::Vi)).is_some(), "{column:?}");
        }
    }

    #[test]
    fn the_form_says_whose_when_and_that_it_is_internal() {
        let sheet = &sheets(&sample())[0];
        for words in [
            "CÔNG AN PHƯỜNG MẪU",
            "Mã đơn vị: 00307",
            "NỘI BỘ",
            "tháng 11/2026 (từ ngày 15/10/2026 đến hết ngày 14/11/2026)",
            "TẠM TÍNH",
            "Người nghi vấn, đang xác minh (không tính trong bảng trên): 3",
            "Có trường hợp chuyển diện quản lý vắt qua ngày chốt",
            "TRƯỞNG CÔNG AN",
            "NGƯỜI LẬP BÁO CÁO",
        ] {
            assert!(find(sheet, words).is_some(), "{words}");
        }
        let closed = Report { provisional: false, ..sample() };
        assert!(sheets(&closed).iter().all(|sheet| find(sheet, "TẠM TÍNH").is_none()));
    }

    #[test]
    fn the_second_page_holds_breakdowns_and_activity() {
        let report = sample();
        let sheet = &sheets(&report)[1];
        let (line, _) = find(sheet, "Quá hạn: Kiểm tra").unwrap();
        assert_eq!(sheet.get((line, 2)), Some(&Data::Float(2.0)));
        let (line, _) = find(sheet, "Từ đủ 30 tuổi trở lên").unwrap();
        assert_eq!(sheet.get((line, 2)), Some(&Data::Float(1.0)));
        assert!(find(sheet, "một người có thể ở nhiều ô").is_some());
        assert_eq!(find(sheet, "Công tác phòng"), None);
        let programme = [(Programme::OutreachSessions, 7)].into();
        let sheet = &sheets(&Report { programme, ..report })[1];
        let (line, _) = find(sheet, "Buổi tuyên truyền").unwrap();
        assert_eq!(sheet.get((line, 2)), Some(&Data::Float(7.0)));
        assert_eq!(find(sheet, OWN), None, "not counted, not printed");
        let own = [(OwnCounter::VisitsDue, 9)].into();
        let sheet = &sheets(&Report { own, ..sample() })[1];
        assert!(find(sheet, OWN).is_some());
        let (line, _) = find(sheet, "Lượt phải gặp gỡ").unwrap();
        assert_eq!(sheet.get((line, 2)), Some(&Data::Float(9.0)));
    }

    #[test]
    fn a_unit_name_is_never_a_formula_and_the_bytes_are_the_same_each_time() {
        let mut report = sample();
        report.unit.code = "=1+1".to_owned();
        report.unit.name = "Công an xã =HYPERLINK(\"x\")".to_owned();
        let mut book = Xlsx::new(Cursor::new(report_sheet(&report).unwrap())).unwrap();
        for name in book.sheet_names() {
            assert!(
                book.worksheet_formula(&name).unwrap().used_cells().all(|(_, _, f)| f.is_empty())
            );
        }
        assert!(report_sheet(&report).unwrap() == report_sheet(&report).unwrap());
    }
}
