//! The vocabulary of the import workbook as tables: which sheets there are, which columns each
//! has, how headers are recognised, and the words the template offers.
//!
//! Reader, template, refused file and the services' parser all read these tables, so a column
//! is added in one place.

use crate::domain::text::fold;
use std::fmt;

/// Which of the three lists a sheet holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SheetKind {
    /// `Hồ sơ`: one person a row. The only sheet a workbook must have.
    People,
    /// `Biện pháp`: one measure (decision) a row.
    Measures,
    /// `Sự kiện`: one event (test, check, contact …) a row.
    Events,
    /// A sheet that is none of the three; its rows are not read.
    Unknown,
}

impl SheetKind {
    /// The three kinds that hold rows.
    pub const KNOWN: [Self; 3] = [Self::People, Self::Measures, Self::Events];

    /// English code: `people`, `measures`, `events`, `unknown`.
    pub fn code(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Measures => "measures",
            Self::Events => "events",
            Self::Unknown => "unknown",
        }
    }

    /// The kind with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::People, Self::Measures, Self::Events, Self::Unknown]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// The sheet's Vietnamese name, as the template writes it.
    pub fn title(self) -> &'static str {
        match self {
            Self::People => "Hồ sơ",
            Self::Measures => "Biện pháp",
            Self::Events => "Sự kiện",
            Self::Unknown => "",
        }
    }

    /// The columns this kind of sheet may have, in the template's order; none for `Unknown`.
    pub fn columns(self) -> &'static [Column] {
        match self {
            Self::People => PEOPLE,
            Self::Measures => MEASURES,
            Self::Events => EVENTS,
            Self::Unknown => &[],
        }
    }

    /// The column with this English code.
    pub fn column(self, code: &str) -> Option<&'static Column> {
        self.columns().iter().find(|column| column.code == code)
    }

    /// The kind a sheet's name says it is, matched without case, marks, spaces or punctuation.
    pub fn named(sheet_name: &str) -> Option<Self> {
        let key = header_key(sheet_name);
        Self::KNOWN.into_iter().find(|kind| key == header_key(kind.title()) || key == kind.code())
    }
}

impl fmt::Display for SheetKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a column's cells hold; decides the template's cell format and drop-down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Free text, perhaps with suggested words.
    Text,
    /// Digits that must stay text (identity and phone numbers keep leading zeros).
    Digits,
    /// A whole number.
    Number,
    /// A date: dd/mm/yyyy; where the law allows less, mm/yyyy or yyyy.
    Date,
    /// A date with a time of day.
    Moment,
    /// Exactly one word of a closed list.
    Word,
    /// Several words of a list, separated by `;`.
    Words,
}

/// One column of the workbook.
#[derive(Debug)]
pub struct Column {
    /// English code, snake_case; the name the services know the column by.
    pub code: &'static str,
    /// Vietnamese header, without the template's `*`.
    pub header: &'static str,
    /// Whether the sheet is expected to have the column (`*` in the template).
    pub required: bool,
    /// What its cells hold.
    pub content: Content,
    /// Other headers people write for it; used only when `header` itself is not in the row.
    pub aliases: &'static [&'static str],
    /// Words the template offers (Vietnamese); the whole list for [`Content::Word`].
    pub words: &'static [&'static str],
    /// One Vietnamese sentence for the template's explaining sheet.
    pub help: &'static str,
}

impl PartialEq for Column {
    /// Columns are the rows of static tables: the same row is the same column.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Column {}

impl Column {
    const fn new(code: &'static str, header: &'static str, content: Content) -> Self {
        Self { code, header, required: false, content, aliases: &[], words: &[], help: "" }
    }

    const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    const fn also(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }

    const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }
}

/// A header reduced to what is compared: folded, without parentheses, spaces and punctuation.
///
/// `"Thời hạn (tháng)*"` and `" THỜI HẠN"` give the same key.
pub fn header_key(header: &str) -> String {
    let mut depth = 0_u32;
    let bare: String = header
        .chars()
        .filter(|c| match c {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect();
    fold(&bare).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Headers of a running number, which says nothing and is left out.
pub(super) const ORDINAL_HEADERS: &[&str] = &["STT", "TT", "Số TT", "Số thứ tự", "No"];

/// Headers the refused file adds at the end; ignored when all three are there.
pub const REFUSAL_HEADERS: [&str; 3] = ["Dòng gốc", "Cột", "Lý do"];

/// Sheets of the template that hold no rows: the explanation and the word lists.
pub(super) const TEMPLATE_NOTES: [&str; 2] = ["Hướng dẫn", "Danh mục"];

use Content::{Date, Digits, Moment, Number, Text, Word, Words};

const YES_NO: &[&str] = &["Có", "Không"];
const SUBSTANCES: &[&str] = &[
    "thuốc phiện",
    "heroin",
    "cần sa",
    "cocain",
    "ketamine",
    "amphetamine/methamphetamine",
    "MDMA",
    "cần sa tổng hợp",
    "etomidate",
    "khác",
];
const FILE_NO: Column = Column::new("file_no", "Số hồ sơ", Text)
    .required()
    .also(&["Mã hồ sơ", "Hồ sơ số"])
    .help("Số hồ sơ của đơn vị, mỗi người một số, ví dụ HS-0001.");

/// Columns of `Hồ sơ`.
static PEOPLE: &[Column] = &[
    FILE_NO.help(
        "Số hồ sơ của đơn vị, mỗi người một số. Để trống thì máy cấp số kế tiếp; khi đó hai trang kia không dẫn tới người này được.",
    ),
    Column::new("name", "Họ và tên", Text)
        .required()
        .also(&["Họ tên", "Họ và tên khai sinh"])
        .help("Họ, chữ đệm và tên theo giấy khai sinh."),
    Column::new("other_names", "Tên gọi khác", Text)
        .also(&["Bí danh", "Biệt danh"])
        .help("Tên thường gọi, biệt danh; nhiều tên cách nhau bằng dấu ;"),
    Column::new("sex", "Giới tính", Word)
        .required()
        .also(&["Giới"])
        .words(&["Nam", "Nữ"])
        .help("Nam hoặc Nữ."),
    Column::new("born", "Ngày sinh", Date)
        .required()
        .also(&["Ngày, tháng, năm sinh", "Năm sinh"])
        .help("Ngày/tháng/năm; chỉ biết tháng thì mm/yyyy, chỉ biết năm thì yyyy. Năm viết đủ bốn số."),
    Column::new("document_kind", "Loại giấy tờ", Word)
        .words(&["căn cước", "CCCD", "CMND", "hộ chiếu", "giấy tờ khác", "không có"])
        .help("Loại giấy tờ tùy thân."),
    Column::new("document_no", "Số giấy tờ", Digits)
        .also(&["Số CCCD", "Số căn cước", "Số định danh cá nhân", "CCCD", "Số CMND/CCCD"])
        .help("Căn cước 12 số, CMND 9 số. Ô để định dạng Văn bản cho khỏi mất số 0 ở đầu."),
    Column::new("document_issued", "Ngày cấp", Date).help("Ngày cấp giấy tờ."),
    Column::new("document_place", "Nơi cấp", Text).help("Cơ quan cấp giấy tờ."),
    Column::new("origin", "Quê quán", Text).also(&["Nguyên quán"]).help("Quê quán."),
    Column::new("permanent_address", "Thường trú", Text)
        .also(&["Nơi thường trú", "HKTT", "Hộ khẩu thường trú"])
        .help("Nơi đăng ký thường trú."),
    Column::new("temporary_address", "Tạm trú", Text)
        .also(&["Nơi tạm trú"])
        .help("Nơi đăng ký tạm trú."),
    Column::new("current_address", "Nơi ở hiện nay", Text)
        .also(&["Nơi ở hiện tại", "Chỗ ở hiện nay"])
        .help("Nơi đang ở thực tế."),
    Column::new("hamlet", "Thôn/Tổ", Text)
        .also(&["Thôn", "Tổ dân phố", "Thôn, tổ dân phố", "Thôn/bản/tổ dân phố"])
        .help("Thôn, bản hoặc tổ dân phố, viết một kiểu cho cả đơn vị."),
    Column::new("ethnicity", "Dân tộc", Text).help("Dân tộc; có thể để trống."),
    Column::new("education", "Học vấn", Word)
        .also(&["Trình độ học vấn", "Trình độ văn hoá"])
        .words(&["chưa đi học", "tiểu học", "THCS", "THPT", "trung cấp–cao đẳng–đại học", "sau đại học"])
        .help("Cấp học cao nhất đã học."),
    Column::new("occupation", "Nghề nghiệp", Text).also(&["Nghề"]).help("Nghề đang làm."),
    Column::new("occupation_group", "Nhóm nghề", Word)
        .words(&["không nghề", "không ổn định", "ổn định", "học sinh–sinh viên", "khác"])
        .help("Nhóm nghề dùng trong báo cáo."),
    Column::new("workplace", "Nơi làm việc/học", Text)
        .also(&["Nơi làm việc", "Nơi làm việc, học tập"])
        .help("Nơi làm việc hoặc trường học."),
    Column::new("phone", "Điện thoại", Digits)
        .also(&["Số điện thoại", "SĐT", "ĐT"])
        .help("Số điện thoại, giữ số 0 ở đầu."),
    Column::new("relatives", "Thân nhân", Text)
        .also(&["Họ tên thân nhân"])
        .help("Cha, mẹ, vợ hoặc chồng, người liên lạc: tên, năm sinh, điện thoại."),
    Column::new("substances", "Chất sử dụng", Words)
        .also(&["Loại ma tuý sử dụng", "Chất ma tuý sử dụng", "Loại ma tuý"])
        .words(SUBSTANCES)
        .help("Chất đã dùng; nhiều chất cách nhau bằng dấu ;"),
    Column::new("route", "Đường dùng", Word)
        .also(&["Hình thức sử dụng"])
        .words(&["tiêm chích", "hít", "hút", "uống", "khác", "nhiều hình thức"])
        .help("Hình thức sử dụng."),
    Column::new("use_since", "Năm bắt đầu sử dụng", Number).help("Năm dùng lần đầu, bốn số."),
    Column::new("detected_on", "Ngày phát hiện", Date).help("Ngày bị phát hiện lần đầu."),
    Column::new("rehab_count", "Số lần cai", Number).help("Số lần đã cai nghiện trước đây."),
    Column::new("psychosis", "Loạn thần", Word)
        .words(YES_NO)
        .help("Có biểu hiện loạn thần (ngáo đá) hay không."),
    Column::new("psychosis_seen_on", "Ngày thấy loạn thần", Date)
        .help("Ngày gần nhất thấy biểu hiện loạn thần."),
    Column::new("released_prisoner", "Tù tha", Word)
        .words(YES_NO)
        .help("Là người chấp hành xong án phạt tù trở về hay không."),
    Column::new("note", "Ghi chú", Text).help("Ghi chú. Không ghi tình trạng HIV."),
];

/// Columns of `Biện pháp`.
static MEASURES: &[Column] = &[
    FILE_NO.help("Số hồ sơ của người, có ở trang Hồ sơ hoặc đã có trong sổ."),
    Column::new("measure", "Biện pháp", Word)
        .required()
        .words(&[
            "Quản lý người sử dụng trái phép",
            "Người nghiện chưa cai",
            "Cai nghiện tự nguyện tại gia đình, cộng đồng",
            "Cai nghiện tự nguyện tại cơ sở công lập",
            "Cai nghiện tự nguyện tại cơ sở tư nhân",
            "Cai nghiện bắt buộc (≥ 18)",
            "Cai nghiện bắt buộc (12–<18)",
            "Điều trị nghiện bằng thuốc thay thế",
            "Quản lý sau cai nghiện",
            "Giám sát điện tử",
        ])
        .help("Biện pháp áp dụng, chọn trong danh sách."),
    Column::new("decision_no", "Số quyết định", Text).also(&["Số QĐ"]).help("Số quyết định."),
    Column::new("decision_date", "Ngày quyết định", Date)
        .also(&["Ngày QĐ"])
        .help("Ngày ký quyết định."),
    Column::new("start", "Ngày bắt đầu", Date)
        .required()
        .also(&["Từ ngày"])
        .help("Ngày bắt đầu thi hành, đủ ngày/tháng/năm."),
    Column::new("term_months", "Thời hạn", Number)
        .help("Số tháng; để trống thì lấy thời hạn theo quy định đang có hiệu lực."),
    Column::new("rehab_count", "Lần cai", Number)
        .also(&["Lần cai thứ"])
        .help("Cai nghiện lần thứ mấy (1, 2 …)."),
    Column::new("signatory", "Người ký", Text).help("Người ký quyết định."),
    Column::new("law", "Luật áp dụng", Word)
        .words(&["L120", "L73"])
        .help("L120: Luật 120/2025/QH15; L73: Luật 73/2021/QH14."),
    Column::new("source", "Nguồn", Word)
        .words(&["mới", "chuyển đến"])
        .help("mới: lập tại đơn vị; chuyển đến: nhận từ nơi khác."),
    Column::new("ended_on", "Ngày kết thúc", Date)
        .also(&["Đến ngày"])
        .help("Ngày thực tế kết thúc; ngày sau hôm nay được hiểu là ngày hết hạn ấn định."),
    Column::new("end_reason", "Lý do kết thúc", Word)
        .words(&[
            "hoàn thành",
            "hết thời hạn",
            "xác định nghiện",
            "đưa vào cơ sở giáo dục bắt buộc",
            "đưa vào trường giáo dưỡng",
            "phạt tù",
            "chết",
            "mất tích",
            "tạm giam dài hơn thời hạn còn lại",
            "chuyển đi",
            "tự ý chấm dứt",
            "vi phạm",
            "chuyển biện pháp",
            "lập nhầm",
        ])
        .help("Bắt buộc khi biện pháp đã kết thúc."),
];

/// Columns of `Sự kiện`.
static EVENTS: &[Column] = &[
    FILE_NO.help("Số hồ sơ của người, có ở trang Hồ sơ hoặc đã có trong sổ."),
    Column::new("kind", "Loại", Word)
        .required()
        .also(&["Loại sự kiện"])
        .words(&[
            "xét nghiệm",
            "kiểm tra cư trú",
            "gặp",
            "tư vấn",
            "xác định nghiện",
            "hỗ trợ",
            "vi phạm",
            "sự việc",
            "vắng mặt dài",
            "tạm giữ",
            "giám sát điện tử",
            "tái nghiện",
            "ghi chú",
        ])
        .help("Loại sự kiện, chọn trong danh sách."),
    Column::new("at", "Thời điểm", Moment)
        .required()
        .also(&["Ngày giờ", "Thời gian"])
        .help("Ngày và giờ, ví dụ 03/08/2026 13:00; không rõ giờ thì chỉ ghi ngày."),
    Column::new("until", "Đến ngày", Date)
        .help("Ngày cuối của việc kéo dài (vắng mặt, tạm giữ)."),
    Column::new("outcome", "Kết quả", Word)
        .words(&[
            "dương tính",
            "âm tính",
            "có mặt",
            "vắng mặt",
            "gặp được",
            "không có nhà",
            "từ chối",
            "gọi điện",
            "nghiện",
            "không nghiện",
            "học văn hoá",
            "học nghề",
            "vay vốn",
            "việc làm",
            "giấy tờ",
            "y tế",
            "khác",
            "loạn thần",
            "bạo lực",
            "gây rối",
            "có báo",
            "không báo",
        ])
        .help("Kết quả hợp với loại: xét nghiệm – dương tính, âm tính; kiểm tra cư trú – có mặt, vắng mặt; gặp – gặp được, không có nhà, từ chối, gọi điện; xác định nghiện – nghiện, không nghiện; hỗ trợ – học văn hoá, học nghề, vay vốn, việc làm, giấy tờ, y tế, khác; sự việc – loạn thần, bạo lực, gây rối; vắng mặt dài – có báo, không báo."),
    Column::new("substance", "Chất", Words)
        .also(&["Chất ma tuý"])
        .words(SUBSTANCES)
        .help("Chất phát hiện khi xét nghiệm dương tính."),
    Column::new("text", "Nội dung", Text).help("Nội dung ghi thêm. Không ghi tình trạng HIV."),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn headers_meet_their_variants() {
        for (a, b) in [
            ("Thời hạn", "THỜI HẠN (tháng)"),
            ("Họ và tên", "  ho va  ten * "),
            ("Nơi làm việc/học", "Nơi làm việc / học:"),
            ("Thôn/Tổ", "THÔN – TỔ"),
            ("Điện thoại", "dien thoai"),
        ] {
            assert_eq!(header_key(a), header_key(b), "{a} / {b}");
        }
        assert_ne!(header_key("Ngày cấp"), header_key("Nơi cấp"));
    }

    #[test]
    fn sheet_names_are_found_without_marks() {
        assert_eq!(SheetKind::named("HỒ SƠ"), Some(SheetKind::People));
        assert_eq!(SheetKind::named("ho-so"), Some(SheetKind::People));
        assert_eq!(SheetKind::named("Biện pháp "), Some(SheetKind::Measures));
        assert_eq!(SheetKind::named("su_kien"), Some(SheetKind::Events));
        assert_eq!(SheetKind::named("Sheet1"), None);
    }

    #[test]
    fn no_header_means_two_columns_and_every_column_is_explained() {
        for kind in SheetKind::KNOWN {
            let mut codes = HashSet::new();
            let mut headers = HashSet::new();
            for column in kind.columns() {
                assert!(codes.insert(column.code), "{kind}: {} twice", column.code);
                assert!(headers.insert(header_key(column.header)), "{}", column.header);
                assert!(!column.help.is_empty(), "{kind}: {} has no help", column.code);
                assert!(column.content != Content::Word || !column.words.is_empty());
            }
            for column in kind.columns() {
                for alias in column.aliases {
                    assert!(headers.insert(header_key(alias)), "{kind}: {alias} twice");
                }
            }
        }
    }
}
