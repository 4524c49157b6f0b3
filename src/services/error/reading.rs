//! Why a workbook cannot be read, in words: the place in the file, never its content.

use crate::domain::word::Lang;
use crate::exchange::workbook::{ReadError, RemarkKind, SheetKind, WorkerFailure, letters};

fn kind_name(kind: SheetKind) -> &'static str {
    kind.title()
}

/// The reason, for an officer.
pub(super) fn reason(error: &ReadError, lang: Lang) -> String {
    use ReadError as R;
    if lang == Lang::En {
        return error.to_string();
    }
    match error {
        R::Missing => "không có tệp hoặc thư mục này".to_owned(),
        R::Unreadable => {
            "hệ thống không cho đọc tệp; tệp có thể đang mở ở chương trình khác hoặc USB đã rút"
                .to_owned()
        }
        R::EmptyFolder => "thư mục không có tệp .csv nào".to_owned(),
        R::EmptyFile => "tệp rỗng".to_owned(),
        R::TooLarge { limit } => format!("tệp lớn hơn {} MB", limit >> 20),
        R::UnpacksTooLarge { limit } => format!("giải nén ra lớn hơn {} MB", limit >> 20),
        R::TooManyRows { sheet, limit } => format!("trang tính thứ {sheet} có hơn {limit} dòng"),
        R::TooManyColumns { sheet, row, limit } => {
            format!("trang tính thứ {sheet}, dòng {row}: có ô nằm quá cột thứ {limit}")
        }
        R::CellTooLong { sheet, row, column, limit } => {
            format!("trang tính thứ {sheet}, ô {}{row}: hơn {limit} ký tự", letters(*column))
        }
        R::TooManySheets { limit } => format!("có hơn {limit} trang tính"),
        R::OldExcel => "đây là tệp Excel cũ (.xls)".to_owned(),
        R::BinaryExcel => "đây là tệp Excel nhị phân (.xlsb)".to_owned(),
        R::Encrypted => "tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại".to_owned(),
        R::WebPage => "đây là trang web được đặt tên như bảng tính".to_owned(),
        R::XmlFile => "đây là tệp XML, không phải bảng tính đóng gói".to_owned(),
        R::NotAWorkbook => {
            "đây không phải bảng tính; chương trình đọc .xlsx, .ods và .csv".to_owned()
        }
        R::Damaged => "tệp bảng tính bị hỏng bên trong".to_owned(),
        R::Utf16 => "văn bản ở dạng UTF-16; hãy lưu thành CSV UTF-8".to_owned(),
        R::NotUtf8 { guess: Some(legacy) } => format!(
            "văn bản không phải UTF-8, có vẻ là bảng mã {}; hãy lưu thành CSV UTF-8 hoặc .xlsx",
            legacy.name()
        ),
        R::NotUtf8 { guess: None } => {
            "văn bản không phải UTF-8; hãy lưu thành CSV UTF-8 hoặc .xlsx".to_owned()
        }
        R::LegacyText { encoding } => format!(
            "chữ trong tệp gõ bằng bảng mã cũ {}; hãy chuyển sang Unicode trước",
            encoding.name()
        ),
        R::BadCsv { sheet, row } => format!(
            "tệp CSV thứ {sheet} sai cấu trúc gần dòng {row} (thường là thiếu dấu ngoặc kép đóng)"
        ),
        R::NoPeopleSheet => "không có trang tính Hồ sơ".to_owned(),
        R::NoHeader { sheet, kind } => {
            format!("trang tính thứ {sheet} ({}): không thấy dòng tiêu đề cột", kind_name(*kind))
        }
        R::TwoSheets { kind, first, second } => {
            format!("trang tính thứ {first} và thứ {second} đều là {}", kind_name(*kind))
        }
        R::TwoColumns { sheet, kind, first, second } => {
            format!(
                "trang tính thứ {sheet} ({}): cột {} và cột {} trùng tiêu đề",
                kind_name(*kind),
                letters(*first),
                letters(*second)
            )
        }
        R::Worker(failure) => worker(*failure).to_owned(),
        R::ErrorCell { sheet, row } => format!(
            "trang tính thứ {sheet}: ô ở dòng {row} hoặc ngay sau đó đang báo lỗi; hãy sửa hoặc xóa ô đó"
        ),
    }
}

fn worker(failure: WorkerFailure) -> &'static str {
    match failure {
        WorkerFailure::NotStarted => "không khởi động được tiến trình đọc bảng tính",
        WorkerFailure::TooSlow => "đọc bảng tính quá lâu nên đã dừng",
        WorkerFailure::OutOfMemory => "bảng tính đòi quá nhiều bộ nhớ nên đã dừng",
        WorkerFailure::Crashed => "tiến trình đọc bảng tính bị dừng đột ngột",
        WorkerFailure::BadAnswer => "tiến trình đọc bảng tính trả lời không trọn vẹn",
    }
}

/// What was odd about the reading of a sheet.
pub(in crate::services) fn remark_text(kind: RemarkKind, lang: Lang) -> &'static str {
    match kind {
        RemarkKind::FormulaWithoutValue => lang.pick(
            "ô công thức chưa có kết quả, đọc như ô trống",
            "a formula without a stored result was read as empty",
        ),
        RemarkKind::ErrorValue => lang.pick("ô báo lỗi (như #N/A)", "a cell with an error value"),
        RemarkKind::HeaderAgain => lang.pick(
            "dòng tiêu đề lặp lại, đã bỏ qua",
            "the header row stands again and was left out",
        ),
        RemarkKind::ColumnNumbers => {
            lang.pick("dòng đánh số cột, đã bỏ qua", "a row that numbers the columns was left out")
        }
        RemarkKind::HiddenSheet => {
            lang.pick("trang tính bị ẩn, vẫn được đọc", "a hidden sheet, read all the same")
        }
    }
}
