//! The template workbook: the three sheets with headers, drop-downs and made-up example rows, a
//! sheet that explains every column, and the word lists behind the drop-downs.

use super::columns::{Column, Content, SheetKind, TEMPLATE_NOTES};
use super::error::letters;
use super::refused::{DATE, MOMENT, WriteError, save};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Format, FormatAlign, Formula,
    Workbook, Worksheet,
};
use std::path::Path;

/// Rows of each sheet that get formats and drop-downs.
const PREPARED_ROWS: u32 = 2_000;

/// Example people, all made up; cells as (column code, text), dates in ISO form.
const PEOPLE: &[&[(&str, &str)]] = &[
    &[
        ("file_no", "VD-0001"),
        ("name", "Nguyễn Văn Mẫu"),
        ("other_names", "Mẫu Đen"),
        ("sex", "Nam"),
        ("born", "1990-05-12"),
        ("document_kind", "căn cước"),
        ("document_no", "001090000001"),
        ("document_issued", "2022-03-15"),
        ("document_place", "Cục Cảnh sát QLHC về TTXH"),
        ("origin", "Xã Ví Dụ"),
        ("permanent_address", "Thôn 1, xã Ví Dụ"),
        ("current_address", "Thôn 1, xã Ví Dụ"),
        ("hamlet", "Thôn 1"),
        ("ethnicity", "Kinh"),
        ("education", "THPT"),
        ("occupation", "Phụ hồ"),
        ("occupation_group", "không ổn định"),
        ("phone", "0900000001"),
        ("relatives", "Mẹ: Trần Thị Thử, 1965, 0900000002"),
        ("substances", "heroin; amphetamine/methamphetamine"),
        ("route", "hút"),
        ("use_since", "2018"),
        ("detected_on", "2026-07-06"),
        ("rehab_count", "0"),
        ("psychosis", "Không"),
        ("released_prisoner", "Không"),
        ("note", "Dòng ví dụ, xóa trước khi nhập dữ liệu thật"),
    ],
    &[
        ("file_no", "VD-0002"),
        ("name", "Lò Thị Thí Dụ"),
        ("sex", "Nữ"),
        ("born", "1985"),
        ("document_kind", "không có"),
        ("current_address", "Bản Thử, xã Ví Dụ"),
        ("hamlet", "Bản Thử"),
        ("education", "tiểu học"),
        ("occupation_group", "không nghề"),
        ("substances", "thuốc phiện"),
        ("route", "hút"),
        ("detected_on", "2026-02-10"),
        ("rehab_count", "1"),
        ("psychosis", "Có"),
        ("psychosis_seen_on", "2026-02-10"),
        ("released_prisoner", "Không"),
    ],
];

const MEASURES: &[&[(&str, &str)]] = &[
    &[
        ("file_no", "VD-0001"),
        ("measure", "Quản lý người sử dụng trái phép"),
        ("decision_no", "01/QĐ-CAX"),
        ("decision_date", "2026-07-08"),
        ("start", "2026-07-08"),
        ("term_months", "12"),
        ("signatory", "Trưởng Công an xã"),
        ("law", "L120"),
        ("source", "mới"),
    ],
    &[
        ("file_no", "VD-0002"),
        ("measure", "Người nghiện chưa cai"),
        ("start", "2026-02-12"),
        ("law", "L73"),
        ("source", "chuyển đến"),
        ("ended_on", "2026-03-02"),
        ("end_reason", "chuyển biện pháp"),
    ],
    &[
        ("file_no", "VD-0002"),
        ("measure", "Điều trị nghiện bằng thuốc thay thế"),
        ("start", "2026-03-02"),
        ("law", "L73"),
    ],
];

const EVENTS: &[&[(&str, &str)]] = &[
    &[
        ("file_no", "VD-0001"),
        ("kind", "xét nghiệm"),
        ("at", "2026-07-06T09:30"),
        ("outcome", "dương tính"),
        ("substance", "heroin"),
        ("text", "Xét nghiệm nước tiểu tại trụ sở"),
    ],
    &[
        ("file_no", "VD-0001"),
        ("kind", "kiểm tra cư trú"),
        ("at", "2026-08-15T16:00"),
        ("outcome", "có mặt"),
    ],
    &[
        ("file_no", "VD-0002"),
        ("kind", "vắng mặt dài"),
        ("at", "2026-05-03"),
        ("until", "2026-05-20"),
        ("outcome", "có báo"),
    ],
];

/// Writes the template to `path` (an existing file is replaced).
///
/// # Errors
/// [`WriteError`].
pub fn template(path: &Path) -> Result<(), WriteError> {
    let mut book = Workbook::new();
    let [guide, lists] = TEMPLATE_NOTES;
    let mut words = WordLists::default();
    for (kind, examples) in
        [(SheetKind::People, PEOPLE), (SheetKind::Measures, MEASURES), (SheetKind::Events, EVENTS)]
    {
        let page = book.add_worksheet();
        page.set_name(kind.title())?;
        write_sheet(page, kind, examples, &mut words)?;
    }
    let page = book.add_worksheet();
    page.set_name(guide)?;
    write_guide(page)?;
    let page = book.add_worksheet();
    page.set_name(lists)?;
    words.write(page)?;
    save(&mut book, path)
}

/// The word lists, each a column of the sheet `Danh mục`: Excel takes no longer list than 255
/// characters inside a drop-down itself.
#[derive(Default)]
struct WordLists {
    lists: Vec<(String, &'static [&'static str])>,
}

impl WordLists {
    /// The formula of the range the words will stand in.
    fn place(&mut self, kind: SheetKind, column: &'static Column) -> Formula {
        let letter = letters(self.lists.len() as u32);
        let last = column.words.len() + 1;
        self.lists.push((format!("{} – {}", kind.title(), column.header), column.words));
        Formula::new(format!("='{}'!${letter}$2:${letter}${last}", TEMPLATE_NOTES[1]))
    }

    fn write(&self, page: &mut Worksheet) -> Result<(), WriteError> {
        let bold = Format::new().set_bold();
        for (column, (title, words)) in self.lists.iter().enumerate() {
            let column = column as u16;
            page.write_string_with_format(0, column, title, &bold)?;
            page.set_column_width(column, 28)?;
            for (row, word) in words.iter().enumerate() {
                page.write_string(row as u32 + 1, column, *word)?;
            }
        }
        Ok(())
    }
}

fn write_sheet(
    page: &mut Worksheet,
    kind: SheetKind,
    examples: &[&[(&str, &str)]],
    words: &mut WordLists,
) -> Result<(), WriteError> {
    let bold = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (index, column) in kind.columns().iter().enumerate() {
        let at = index as u16;
        page.write_string_with_format(0, at, header(column), &bold)?;
        page.set_column_width(at, width(column))?;
        // A bare year typed under a date format becomes a day of 1905, so birth dates are text.
        let content = if column.code == "born" { Content::Text } else { column.content };
        page.set_column_format(at, &format(content))?;
        if !column.words.is_empty() {
            let list = words.place(kind, column);
            page.add_data_validation(1, at, PREPARED_ROWS, at, &drop_down(column, list)?)?;
        }
        for (row, cells) in examples.iter().enumerate() {
            let cell = cells.iter().find(|(code, _)| *code == column.code);
            if let Some((_, text)) = cell {
                write_example(page, row as u32 + 1, at, column.content, text)?;
            }
        }
    }
    page.set_freeze_panes(1, 2)?;
    Ok(())
}

/// The header as the template writes it: required ones with a star, months said.
fn header(column: &Column) -> String {
    let unit = if column.code == "term_months" { " (tháng)" } else { "" };
    let star = if column.required { " *" } else { "" };
    format!("{}{unit}{star}", column.header)
}

fn width(column: &Column) -> f64 {
    match column.code {
        "name" | "measure" | "text" | "note" | "substances" | "end_reason" => 34.0,
        code if code.ends_with("address") || code == "relatives" => 30.0,
        _ => 16.0,
    }
}

fn format(content: Content) -> Format {
    match content {
        Content::Date => Format::new().set_num_format(DATE),
        Content::Moment => Format::new().set_num_format(MOMENT),
        Content::Number => Format::new().set_num_format("0"),
        Content::Text | Content::Digits | Content::Word | Content::Words => {
            Format::new().set_num_format("@")
        }
    }
}

fn drop_down(column: &Column, list: Formula) -> Result<DataValidation, WriteError> {
    let closed = column.content == Content::Word;
    let style =
        if closed { DataValidationErrorStyle::Stop } else { DataValidationErrorStyle::Information };
    Ok(DataValidation::new()
        .allow_list_formula(list)
        .set_error_style(style)
        .show_error_message(closed)
        .set_error_title("Không có trong danh sách")?
        .set_error_message("Hãy chọn một từ trong danh sách; xem trang Hướng dẫn.")?)
}

fn write_example(
    page: &mut Worksheet,
    row: u32,
    at: u16,
    content: Content,
    text: &str,
) -> Result<(), WriteError> {
    let format = format(content);
    let full_date = text.len() >= 10;
    match content {
        Content::Date | Content::Moment if full_date => {
            let date = ExcelDateTime::parse_from_str(text)?;
            page.write_datetime_with_format(row, at, &date, &format)?;
        }
        Content::Number => {
            let number = text.parse::<u32>().unwrap_or_default();
            page.write_number_with_format(row, at, number, &format)?;
        }
        // A year alone is text: as a number under a date format it would show another date.
        _ => {
            let format = Format::new().set_num_format("@");
            page.write_string_with_format(row, at, text, &format)?;
        }
    }
    Ok(())
}

/// What stands above the table of columns.
const GUIDE: &[&str] = &[
    "Mỗi dòng một người (Hồ sơ), một biện pháp (Biện pháp), một sự việc (Sự kiện). Chỉ trang Hồ sơ là bắt buộc.",
    "Cột có dấu * phải có. Không đổi tên trang và tên cột; thứ tự cột thì tùy ý. Cột lạ không được nhập và máy sẽ báo.",
    "Ngày viết dd/mm/yyyy, năm đủ bốn số; thời điểm viết dd/mm/yyyy HH:MM.",
    "Nhiều chất trong một ô cách nhau bằng dấu chấm phẩy ( ; ).",
    "Nhập lại cùng một tệp không tạo ra bản trùng; máy không ghi đè những gì cán bộ đã nhập.",
    "Dòng không nhập được nằm trong tệp bị từ chối, kèm lý do; sửa ngay trong tệp đó rồi nhập lại.",
    "Các dòng VD-… là người không có thật, xóa trước khi nhập dữ liệu.",
];

fn write_guide(page: &mut Worksheet) -> Result<(), WriteError> {
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, width) in [(0, 12), (1, 24), (2, 10), (3, 70), (4, 70)] {
        page.set_column_width(column, width)?;
    }
    let mut row = 0;
    page.write_string_with_format(row, 0, "Cách điền tệp nhập hồ sơ", &bold)?;
    for line in GUIDE {
        row += 1;
        page.write_string(row, 0, *line)?;
    }
    row += 2;
    for (column, title) in
        ["Trang", "Cột", "Bắt buộc", "Ý nghĩa", "Từ được dùng"].into_iter().enumerate()
    {
        page.write_string_with_format(row, column as u16, title, &bold)?;
    }
    for kind in SheetKind::KNOWN {
        for column in kind.columns() {
            row += 1;
            let required = if column.required { "có" } else { "" };
            page.write_string_with_format(row, 0, kind.title(), &wrap)?;
            page.write_string_with_format(row, 1, column.header, &wrap)?;
            page.write_string_with_format(row, 2, required, &wrap)?;
            page.write_string_with_format(row, 3, column.help, &wrap)?;
            page.write_string_with_format(row, 4, column.words.join("; "), &wrap)?;
        }
    }
    Ok(())
}
