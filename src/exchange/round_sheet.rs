//! The list of a round of visits: a workbook to print on A4, hamlet by hamlet, with room for what
//! was found and for a signature. Marked "Nội bộ": it holds names. Only text is written, never a
//! formula.

use super::paper::{across, book_of, landscape, plain, text};
use super::workbook::refused::{WriteError, save};
use crate::domain::date::{vn, vn_minute};
use crate::domain::round::{RoundHamlet, RoundList, Visit};
use crate::domain::word::{Lang, Word};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::path::Path;

/// Heading and width of each column; the last two are for the pen.
const COLUMNS: [(&str, u8); 8] = [
    ("STT", 5),
    ("Số hồ sơ", 12),
    ("Họ và tên, năm sinh", 26),
    ("Nơi ở", 28),
    ("Việc cần làm, hạn", 36),
    ("Lần gặp gần nhất", 16),
    ("Kết quả", 22),
    ("Ký tên", 12),
];
const WHOLE: (u16, u16) = (0, 7);

/// Writes the list to `path`; an existing file is replaced, only when the new one is complete.
///
/// # Errors
/// [`WriteError`].
pub fn write_round_sheet(path: &Path, list: &RoundList) -> Result<(), WriteError> {
    save(&mut book(list)?, path)
}

/// The list's bytes: the same list gives the same bytes.
///
/// # Errors
/// [`WriteError`].
pub fn round_sheet(list: &RoundList) -> Result<Vec<u8>, WriteError> {
    Ok(book(list)?.save_to_buffer()?)
}

fn book(list: &RoundList) -> Result<Workbook, XlsxError> {
    let mut book = book_of(list.made_at.date())?;
    let page = book.add_worksheet();
    page.set_name("Đi thăm")?;
    landscape(page);
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        page.set_column_width(column, width)?;
    }
    let mut row = heading(page, list)?;
    page.set_repeat_rows(row - 1, row - 1)?;
    for hamlet in &list.hamlets {
        row = hamlet_rows(page, hamlet, row)?;
    }
    if list.hamlets.is_empty() {
        text(page, row, 0, "Không có ai cần thăm trong thời gian này.", &plain())?;
    }
    Ok(book)
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}

fn heading(page: &mut Worksheet, list: &RoundList) -> Result<u32, XlsxError> {
    let bold = plain().set_bold();
    let centred = bold.clone().set_align(FormatAlign::Center);
    across(page, 0, WHOLE, &list.unit, &bold)?;
    across(page, 1, WHOLE, "NỘI BỘ", &bold.clone().set_font_color(Color::Red))?;
    across(page, 2, WHOLE, "DANH SÁCH ĐI THĂM, KIỂM TRA", &centred.clone().set_font_size(14))?;
    let until = format!("Việc đến hạn đến hết ngày {}", vn(list.until));
    across(page, 3, WHOLE, &until, &centred.clone().set_italic())?;
    let made = format!("Lập lúc {} – {}", vn_minute(list.made_at), list.made_by);
    across(page, 4, WHOLE, &made, &plain().set_italic())?;
    for (column, (words, _)) in (0..).zip(COLUMNS) {
        text(page, 5, column, words, &boxed().set_bold().set_align(FormatAlign::Center))?;
    }
    Ok(6)
}

fn hamlet_rows(page: &mut Worksheet, hamlet: &RoundHamlet, top: u32) -> Result<u32, XlsxError> {
    let name = hamlet.name.as_deref().unwrap_or("Chưa ghi thôn/tổ");
    let words = format!("{name} ({} người)", hamlet.visits.len());
    across(page, top, WHOLE, &words, &boxed().set_bold())?;
    let mut row = top + 1;
    for (number, visit) in (1..).zip(&hamlet.visits) {
        visit_row(page, row, number, visit)?;
        row += 1;
    }
    Ok(row)
}

fn visit_row(page: &mut Worksheet, row: u32, number: u32, v: &Visit) -> Result<(), XlsxError> {
    let due: Vec<String> =
        v.due.iter().map(|(_, what, due)| format!("{what}: {}", vn(due.date()))).collect();
    let contact = v.last_contact.map(|(day, outcome)| {
        let how = outcome.map(|o| format!(" – {}", o.label(Lang::Vi))).unwrap_or_default();
        format!("{}{how}", vn(day))
    });
    let cells = [
        number.to_string(),
        v.file_no.to_string(),
        format!("{}, {}", v.name, v.born),
        v.address.clone().unwrap_or_default(),
        due.join("\n"),
        contact.unwrap_or_else(|| "chưa gặp".to_owned()),
        String::new(),
        String::new(),
    ];
    page.set_row_height(row, (due.len().max(2) * 16) as f64)?;
    for (column, words) in (0..).zip(&cells) {
        text(page, row, column, words, &boxed())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{parse_day, parse_minute};
    use crate::domain::deadline::Clock;
    use crate::domain::id::FileNo;
    use crate::domain::word::Outcome;
    use calamine::{Reader as _, Xlsx};

    fn visit(name: &str, address: &str) -> Visit {
        Visit {
            file_no: FileNo::parse("HS-0001").unwrap(),
            name: name.to_owned(),
            born: 1990,
            address: Some(address.to_owned()),
            due: vec![(
                Clock::U5,
                "Kiểm tra cư trú trong tháng".to_owned(),
                parse_minute("30/11/2026 23:59").unwrap(),
            )],
            last_contact: Some((parse_day("10/11/2026").unwrap(), Some(Outcome::NotHome))),
        }
    }

    #[test]
    fn the_list_is_marked_guarded_and_has_room_for_the_pen() {
        let list = RoundList {
            unit: "Công an phường Mẫu".to_owned(),
            made_by: "Trần Thị Ví Dụ".to_owned(),
            made_at: parse_minute("21/11/2026 16:00").unwrap(),
            until: parse_day("30/11/2026").unwrap(),
            hamlets: vec![RoundHamlet {
                name: Some("=HYPERLINK(\"x\")".to_owned()),
                visits: vec![visit("Lò Văn Mẫu", "=1+1"), visit("Vàng Thị Ví Dụ", "+84")],
            }],
        };
        let bytes = round_sheet(&list).unwrap();
        assert_eq!(bytes, round_sheet(&list).unwrap(), "the same list, the same bytes");
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let formulas = book.worksheet_formula("Đi thăm").unwrap();
        assert!(formulas.used_cells().next().is_none(), "nothing is run");
        let page = book.worksheet_range("Đi thăm").unwrap();
        let at = |row, column| page.get_value((row, column)).map(ToString::to_string);
        assert_eq!(at(1, 0).as_deref(), Some("NỘI BỘ"));
        assert_eq!(at(5, 7).as_deref(), Some("Ký tên"));
        assert_eq!(at(7, 2).as_deref(), Some("Lò Văn Mẫu, 1990"));
        assert_eq!(at(7, 3).as_deref(), Some("=1+1"));
        assert_eq!(at(7, 4).as_deref(), Some("Kiểm tra cư trú trong tháng: 30/11/2026"));
        assert_eq!(at(7, 5).as_deref(), Some("10/11/2026 – Không có nhà"));
        assert!(at(7, 6).is_none_or(|t| t.is_empty()));
    }
}
