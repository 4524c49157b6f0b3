//! The words of the screens, in both languages. Words of the field itself (measures, results,
//! refusals) are in the domain; words of commands stand in the command table.

use crate::domain::date::{end_of_day, vn};
use crate::domain::deadline::ClockKind;
use crate::domain::word::{Lang, MeasureCode, RiskLevel};
use crate::services::view::TodayGroup;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// A text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text(pub &'static str, pub &'static str);

impl Text {
    /// The text in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        lang.pick(self.0, self.1)
    }
}

macro_rules! words {
    ($($name:ident = $vi:literal, $en:literal;)+) => {
        $(#[doc = concat!("`", $en, "`.")] pub const $name: Text = Text($vi, $en);)+
        /// Every text above.
        pub const ALL: &[Text] = &[$($name),+];
    };
}

pub mod accounts;
pub mod backup;
pub mod desk;
pub mod import;
pub mod journal;
pub mod opening;
pub mod programme;
pub mod retention;
pub mod risk;
pub mod roll_up;
pub mod sending;
pub mod situation;
pub mod twice;
pub mod typing;

words! {
    APP = "Sổ quản lý hồ sơ", "Case file registry";
    TODAY = "Hôm nay", "Today";
    PEOPLE = "Danh sách", "People";
    DOSSIER = "Hồ sơ", "Dossier";
    REPORT = "Báo cáo", "Report";
    HELP = "Trợ giúp", "Help";
    CONTENTS = "Mục lục: mười trang đọc lần lượt, rồi tra cứu", "Contents: ten pages to be read in order, then reference";
    LOOKED_UP = "Tra cứu", "Reference";
    KEYS_HERE = "Phím dùng ở màn hình này", "Keys of this screen";
    MANUAL_IS_VIETNAMESE = "Bản hướng dẫn dưới đây bằng tiếng Việt.", "The manual below is in Vietnamese.";
    TOO_SMALL = "Cửa sổ nhỏ quá", "The window is too small";
    TOO_SMALL_DO = "Cần ít nhất 80 cột × 24 dòng. Hãy phóng to cửa sổ hoặc thu nhỏ cỡ chữ.", "At least 80 columns × 24 lines are needed. Enlarge the window or choose a smaller font.";
    TOO_SMALL_KEPT = "Không có gì bị mất; màn hình hiện lại ngay khi đủ rộng.", "Nothing is lost; the screen comes back as soon as there is room.";
    WORKING = "Đang làm…", "Working…";
    OPENING = "Đang mở sổ…", "Opening the registry…";
    CREATING = "Đang lập sổ…", "Making the registry…";
    SAVING = "Đang ghi…", "Saving…";
    LOADING = "Đang đọc…", "Reading…";
    NOT_READ = "Chưa đọc được. Ctrl+R để đọc lại.", "Not read. Ctrl+R reads it again.";
    WHO_ARE_YOU = "Chọn tên mình rồi gõ mật khẩu", "Choose your name, then type the password";
    PASSWORD = "Mật khẩu", "Password";
    LOCKED_NOTE = "Sổ đang khóa. Mở lại sẽ trở về đúng chỗ đang làm.", "The registry is locked. Unlocking comes back to where you were.";
    NO_ACCOUNT = "Sổ này không có tài khoản nào đang hoạt động.", "This registry has no active account.";
    WAIT = "Mật khẩu chưa đúng. Thử lại được sau", "Wrong password. You may try again in";
    SECONDS = "giây", "seconds";
    TOTAL = "Tổng", "Total";
    FILES = "hồ sơ", "files";
    FIND = "Tìm", "Find";
    SORTED_BY = "Xếp theo", "Sorted by";
    ALL_OF = "tất cả", "all";
    BY_NAME = "tên", "name";
    BY_RISK = "nguy cơ", "risk";
    BY_DUE = "hạn tới", "next due";
    NOBODY_FOUND = "Không có hồ sơ nào khớp. Thử gõ ít chữ hơn, không dấu, hoặc bỏ lọc bằng Esc.", "No file matches. Type less, without marks, or drop the filters with Esc.";
    NOBODY_YET = "Sổ chưa có hồ sơ nào. F9 lập hồ sơ mới; Alt+9 nhập từ tệp Excel.", "The registry is empty. F9 makes a new file; Alt+9 takes an Excel list in.";
    COL_NAME = "Họ và tên", "Name";
    COL_BORN = "Sinh", "Born";
    COL_FILE = "Số HS", "File";
    COL_HAMLET = "Thôn/tổ", "Hamlet";
    COL_MEASURE = "Biện pháp", "Measure";
    COL_END = "Đến ngày", "Until";
    COL_RISK = "N.cơ", "Risk";
    COL_DUE = "Hạn tới", "Next due";
    NO_WORK = "Không có việc nào đến hạn trong 7 ngày tới.", "Nothing falls due within the next 7 days.";
    AND_MORE = "dòng nữa", "more lines";
    DUE = "Hạn", "Due";
    RUNS_FROM = "Tính từ", "Runs from";
    CLOSED_BY = "Xong khi", "Closed by";
    SOURCE = "Căn cứ", "Source";
    HOLIDAYS_UNKNOWN = "chưa có bảng ngày nghỉ của năm này: ngày hạn chưa chắc", "no table of days off for this year: the due day is not certain";
    NO_DOSSIER = "Chưa mở hồ sơ nào. Chọn một dòng ở Hôm nay hoặc Danh sách rồi bấm Enter.", "No dossier is open. Choose a line on Today or People and press Enter.";
    TAB_SUMMARY = "Tóm tắt", "Summary";
    TAB_PERSON = "Nhân thân", "Person";
    TAB_MEASURES = "Biện pháp", "Measures";
    TAB_EVENTS = "Diễn biến", "Time line";
    TAB_CLOCKS = "Hạn", "Clocks";
    BORN = "Sinh", "Born";
    AGE = "tuổi", "years old";
    AGE_UNKNOWN = "tuổi chưa rõ", "age unknown";
    UNKNOWN = "Chưa rõ", "Not known";
    ZERO_TIMES = "0 (chưa lần nào)", "0 (none)";
    NOT_RECORDED = "chưa ghi", "not recorded";
    NO_MEASURE = "Không có biện pháp nào đang áp dụng.", "No measure is running.";
    NO_EVENTS = "Chưa có sự việc nào.", "Nothing has been recorded.";
    NO_CLOCKS = "Không có hạn nào đang chạy.", "No clock is running.";
    RUNNING_MEASURE = "Đang áp dụng", "Running";
    OPEN_CLOCKS = "Các hạn đang chạy", "Running clocks";
    LAST_EVENTS = "Mới nhất", "Latest";
    ENDS_ON = "đến", "until";
    LAPSED_UNDECIDED = "đã hết thời hạn, chưa quyết định", "term over, not decided";
    HOW_COMPUTED = "Cách tính", "Computed";
    DECISION = "Quyết định", "Decision";
    MEASURE_BEGINS = "Bắt đầu", "Begins";
    MEASURE_ENDS = "Kết thúc", "Ends";
    RISK = "Nguy cơ", "Risk";
    NOT_ASSESSED = "chưa đánh giá", "not assessed";
    PROVISIONAL = "TẠM TÍNH (kỳ chưa kết thúc)", "PROVISIONAL (the period is still running)";
    RUNNING_PERIOD = "Đây là kỳ đang chạy, chưa có kỳ sau.", "This period is still running; there is none after it.";
    IDENTITY_HOLDS = "Đầu kỳ + tăng − giảm = cuối kỳ: khớp ở mọi dòng.", "Opening + ins − outs = closing: holds in every row.";
    LEGEND = "Chú giải: Đến = nơi khác chuyển đến; Vào = từ diện khác sang; Đi = chuyển đi nơi khác; Ra = sang diện khác; Xong = kết thúc, hoàn thành. Trong số cuối kỳ: Nữ; <18 = dưới 18 tuổi; LT = loạn thần; GSĐT = giám sát điện tử", "Legend: In = moved in; Chg+ = changed in; Out = moved out; Chg− = changed out; End = ended, completed; Clos = closing. Of closing: Fem = female; <18 = under 18; Psy = psychosis; Mon = monitoring";
    SHEET_MORE = "↓ phiếu còn phần dưới: bấm ↓ hoặc Enter", "↓ the sheet goes on: press ↓ or Enter";
    LEGEND_ROWS = "NSD = người sử dụng trái phép; th = tháng", "m = months";
    ROW_MEASURE = "Diện", "Standing";
    ROW_TOTAL = "Tổng cộng", "Total";
    SUSPECTED = "Nghi vấn, đang xác minh (không tính vào dòng nào)", "Suspected, being verified (counted in no row)";
    FIELDS_MORE = "▼ còn ô nữa", "▼ more fields";
    REQUIRED_MARK = "Ô có dấu * là bắt buộc.", "Fields marked * are required.";
    TO_CORRECT = "mục cần sửa", "to correct";
    CHOICE_HINT = "←→, phím cách, chữ đầu (không dấu) để chọn; F2 mở danh sách", "←→, Space or the first letter chooses; F2 opens the list";
    MANY_HINT = "←→ di chuyển, phím cách để đánh dấu; F2 mở danh sách", "←→ moves, Space marks; F2 opens the list";
    DATE_HINT = "dd/mm/yyyy; + và − để thêm, bớt một ngày", "dd/mm/yyyy; + and − add or take a day";
    PARTIAL_HINT = "dd/mm/yyyy, mm/yyyy hoặc yyyy", "dd/mm/yyyy, mm/yyyy or yyyy";
    MOMENT_HINT = "dd/mm/yyyy hh:mm", "dd/mm/yyyy hh:mm";
    FORM_NEW_PERSON = "Hồ sơ mới", "New file";
    FORM_EDIT_PERSON = "Sửa nhân thân", "Edit particulars";
    FORM_NEW_MEASURE = "Biện pháp mới", "New measure";
    FORM_CLOSE_MEASURE = "Kết thúc biện pháp", "End the measure";
    FORM_VISIT = "Ghi lần gặp", "Record a visit";
    FORM_RESIDENCE = "Ghi kiểm tra cư trú", "Record a residence check";
    FORM_TEST = "Ghi xét nghiệm", "Record a drug test";
    FILTER_CLOCK = "Loại hạn", "Kind of clock";
    IN_CHARGE = "Cán bộ phụ trách", "Officer in charge";
    NOBODY_IN_CHARGE = "chưa giao cho ai", "nobody's";
    ONLY = "Chỉ xem", "Only";
    DONE_ASSIGNED = "Đã ghi cán bộ phụ trách.", "The officer in charge is recorded.";
    TEAM = "Tổ quản lý", "Management team";
    DONE_TEAM = "Đã ghi tổ quản lý.", "The management team is recorded.";
    DONE_REPORT = "Đã ghi là báo cáo kỳ này đã gửi.", "The report is recorded as sent.";
    ASK_REPORT = "Ghi là đã gửi báo cáo kỳ này?", "Record that this report was sent?";
    ASK_REPORT_MORE = "Chỉ ghi khi báo cáo đã gửi lên cấp trên. Kỳ", "Only when it has gone to the level above. Period";
    REPORT_YES = "Đã gửi", "Sent";
    REPORT_NO = "Chưa", "Not yet";
    CORRECT_ENTRY = "Đính chính", "Correct an entry";
    CANCEL_ENTRY = "Hủy mục ghi nhầm", "Cancel an entry";
    REOPEN_ENTRY = "Mở lại biện pháp", "Reopen a measure";
    ASK_CANCEL = "Hủy mục này?", "Cancel this entry?";
    ASK_CANCEL_MORE = "Mục vẫn được giữ trong hồ sơ kèm lý do, nhưng không tính vào hạn và báo cáo nữa.", "It stays in the file with the reason, but counts for no clock and no report.";
    CANCEL_YES = "Hủy mục", "Cancel it";
    CANCELLED = "ĐÃ HỦY", "CANCELLED";
    TAB_HISTORY = "Lịch sử", "History";
    ENTRY_HISTORY = "Lịch sử của mục nào", "The history of what";
    TIMES_CHANGED = "lần sửa", "changes";
    NOW_HOLDS = "Hiện nay", "Now";
    NO_HISTORY = "Chưa có thay đổi nào.", "Nothing has been changed.";
    NOTHING_TO_MEND = "Không có mục nào như vậy.", "There is no such entry.";
    NUMBER = "số", "no.";
    REASON = "Lý do", "Reason";
    EMPTY_VALUE = "(trống)", "(empty)";
    LOOK_BACK = "Mốc 24 tháng của Bộ luật Hình sự (Điều 256a)", "24-month look-back of the Penal Code (Art. 256a)";
    RULES = "Quy tắc", "Rules";
    RULES_COUNTED = "quy tắc", "rules";
    NO_RULE_FOUND = "Không có quy tắc nào khớp. Gõ ít chữ hơn, hoặc Esc để xem lại tất cả.", "No rule matches. Type less, or Esc shows all again.";
    CHIEF_ONLY = "Việc này chỉ Trưởng Công an cấp xã được làm; đồng chí xem được.", "Only the chief may do this; you may look.";
    RULE_OWN = "số gốc", "original";
    RULE_TO_CHECK = "cần kiểm tra lại", "to be checked";
    RULE_CHECKED = "Đã đối chiếu", "Checked by";
    FROM_DAY = "từ", "from";
    SET_FIGURE = "Đặt số của đơn vị", "Set the unit's figure";
    SET_DAYS = "Ngày nghỉ, ngày làm việc", "Days off, working days";
    DONE_DAYS = "Đã ghi các ngày; các hạn được tính lại.", "The days are set; clocks are computed again.";
    DAYS_OFF = "Nghỉ", "Off";
    DAYS_WORKED = "Làm bù", "Worked";
    MORE_IN_LIST = "… còn nữa; lệnh “hoso rules” in đủ", "… there is more; “hoso rules” prints all";
    CONFIRM_RULE = "Xác nhận đã đối chiếu", "Confirm as checked";
    DONE_RULE = "Đã đặt số của đơn vị; các hạn được tính lại.", "The figure is set; clocks are computed again.";
    DONE_CONFIRM = "Đã ghi là đã đối chiếu.", "Noted as checked.";
    ROUND_ON = "→ Tiếp tục với", "→ Go on with";
    ALL_HAMLETS = "tất cả thôn, tổ", "all hamlets";
    DONE_ROUND = "Đã ghi danh sách đi thăm:", "The round list is written:";
    ROUND_LIST = "Danh sách đi thăm (Excel)", "Round of visits (Excel)";
    UNTIL_DAY = "Đến hết ngày", "Until";
    FILE_PATH = "Tệp", "File";
    NO_WORK_DAY = "Ngày này không có hạn nào.", "Nothing falls due on this day.";
    CLOCKS_DUE = "hạn", "clocks";
    OF_THE_STATION = "việc của đơn vị", "the station's own";
    OTHER_ACT = "Việc khác", "Another act";
    NOT_TODAY = "hôm nay chưa được", "not allowed today";
    ASK_DISCARD = "Bỏ những gì vừa nhập?", "Discard what you typed?";
    ASK_DISCARD_MORE = "Những ô vừa nhập chưa được ghi vào sổ.", "What you typed has not been saved.";
    DISCARD = "Bỏ", "Discard";
    KEEP_TYPING = "Nhập tiếp", "Go on typing";
    ASK_QUIT = "Thoát khi còn điều chưa ghi?", "Quit with something unsaved?";
    QUIT_YES = "Thoát", "Quit";
    STAY = "Ở lại", "Stay";
    ASK_END = "Ghi việc kết thúc biện pháp này?", "Save the end of this measure?";
    END_YES = "Ghi kết thúc", "End it";
    END_NO = "Xem lại", "Check again";
    ASK_HIV = "Nội dung có vẻ nhắc đến tình trạng HIV", "The text seems to mention HIV status";
    ASK_HIV_MORE = "Sổ này không được ghi thông tin đó (Luật 64/2006 Điều 30). Nên sửa lại trước khi ghi.", "This registry must not keep it (Law 64/2006 Art. 30). Correct it before saving.";
    ASK_AGAIN = "Đã có ghi nhận giống hệt, vẫn ghi?", "The same is on file. Record it again?";
    SAVE_ANYWAY = "Vẫn ghi", "Save anyway";
    MEND = "Sửa lại", "Correct it";
    SAVED_PERSON = "Đã lập hồ sơ", "File made:";
    SAVED_CHANGES = "Đã ghi thay đổi vào hồ sơ", "Changes saved in file";
    SAVED_MEASURE = "Đã mở biện pháp ở hồ sơ", "Measure opened in file";
    SAVED_ENDING = "Đã kết thúc biện pháp ở hồ sơ", "Measure ended in file";
    SAVED_EVENT = "Đã ghi vào hồ sơ", "Recorded in file";
    SAVED_NOT_MET = "Đã ghi", "Recorded in";
    NOT_MET_STAYS = "chưa tính là đã gặp nên việc vẫn còn", "not a contact yet, so the duty stays";
    MISSED_CHECKS = "Tháng không kiểm tra cư trú", "Months without a residence check";
    NOTHING_CHANGED = "Không có gì thay đổi.", "Nothing was changed.";
    NOTHING_TO_END = "Hồ sơ này không có biện pháp nào đang mở.", "This file has no open measure.";
    PLEASE_LOOK = "Đã ghi, nhưng nên xem lại", "Saved, but please look again";
    NOT_FOR_INSPECTOR = "Tài khoản thanh tra chỉ được xem.", "An inspector's account may only look.";
    NO_PERSON_HERE = "Dòng này là việc của đơn vị, không thuộc hồ sơ nào.", "This line is the unit's own duty, of no file.";
    WHY = "Vì sao", "Why";
    DO_WHAT = "Cần làm", "What to do";
    CODE = "Mã lỗi", "Code";
    SETUP = "Lập sổ mới", "Make a new registry";
    SETUP_UNIT = "Bước 1/4 · Đơn vị", "Step 1 of 4 · Unit";
    SETUP_UNIT_MORE = "Gõ tên xã, phường, đặc khu (không cần dấu) hoặc mã 5 chữ số.", "Type the commune's name (marks not needed) or its 5-digit code.";
    SETUP_NO_UNIT = "Không có đơn vị nào khớp. Thử gõ thêm tên tỉnh, hoặc ít chữ hơn.", "No unit matches. Add the province's name, or type less.";
    SETUP_ACCOUNT = "Bước 2/4 · Tài khoản Trưởng Công an cấp xã", "Step 2 of 4 · The chief's account";
    SETUP_SHEETS = "Bước 3/4 · Phiếu khôi phục", "Step 3 of 4 · Recovery sheets";
    SETUP_SHEETS_MORE = "Chỉ hiện MỘT LẦN. Chép tay từng phiếu ra giấy, niêm phong, cất ba nơi khác nhau.", "Shown ONCE. Copy each by hand onto paper, seal them, keep them in three places.";
    SETUP_TYPE_BACK = "Bước 4/4 · Gõ lại một phiếu", "Step 4 of 4 · Type one sheet back";
    SETUP_TYPE_BACK_MORE = "Gõ lại từ tờ giấy vừa chép (chữ hoa, chữ thường, dấu cách đều được). Phiếu số", "Type it from the paper (case and spaces do not matter). Sheet number";
    SHEET_LINE_1 = "Dòng mã thứ nhất", "First code line";
    SHEET_LINE_2 = "Dòng mã thứ hai", "Second code line";
    SHEET = "Phiếu", "Sheet";
    LOGIN = "Tên đăng nhập", "Login name";
    LOGIN_HELP = "Ngắn, không dấu, không cách: ví dụ “truong”, “an.nv”.", "Short, no marks or spaces: for example “chief”, “an.nv”.";
    FULL_NAME = "Họ và tên", "Full name";
    FULL_NAME_HELP = "Họ và tên Trưởng Công an cấp xã, như trên quyết định.", "The chief's full name, as on decisions.";
    REMOTE = "Vùng sâu, vùng xa", "Remote area";
    REMOTE_HELP = "Có: xác minh nơi cư trú trong 48 giờ thay vì 24 giờ (D163 Đ58.1).", "Yes: 48 hours instead of 24 to verify residence (D163 Đ58.1).";
    PASSWORD_AGAIN = "Gõ lại mật khẩu", "Password again";
    PASSWORD_HELP = "Ít nhất 14 ký tự hoặc 5 từ; không phải tên người, không phải dãy số. F6 gợi ý.", "At least 14 characters or 5 words; no name, no row of digits. F6 suggests one.";
    PASSWORD_IDEA = "Mật khẩu gợi ý (chép ra giấy ngay)", "Suggested password (write it down now)";
    PASSWORDS_DIFFER = "hai lần gõ không giống nhau", "the two do not agree";
    YES = "Có", "Yes";
    NO = "Không", "No";
    AUTO_NUMBER = "để trống: sổ tự cho số tiếp theo", "leave empty: the next number is given";
}

pub use crate::domain::legal::figure_text as figure;
pub use crate::domain::word::number;

/// "Thứ Bảy, 14/11/2026".
pub fn long_day(day: NaiveDate, lang: Lang) -> String {
    const VI: [&str; 7] =
        ["Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật"];
    const EN: [&str; 7] =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let at = day.weekday().num_days_from_monday() as usize;
    format!("{}, {}", lang.pick(VI[at], EN[at]), vn(day))
}

/// A kind of clock, for the filter.
pub fn clock_kind(kind: ClockKind, lang: Lang) -> &'static str {
    match kind {
        ClockKind::Duty => lang.pick("Việc của đơn vị", "The station's own duties"),
        ClockKind::Watch => lang.pick("Việc của nơi khác, cần theo dõi", "Others' duties to watch"),
        ClockKind::Expiry => lang.pick("Hết hiệu lực", "What lapses"),
        ClockKind::Window => lang.pick("Được làm từ ngày", "What becomes possible"),
    }
}

/// The heading of a group of the work list.
pub fn group(group: TodayGroup, lang: Lang) -> &'static str {
    match group {
        TodayGroup::Overdue => lang.pick("Quá hạn", "Overdue"),
        TodayGroup::Today => lang.pick("Đến hạn hôm nay", "Due today"),
        TodayGroup::Next7Days => lang.pick("7 ngày tới", "Next 7 days"),
        TodayGroup::Notice => lang.pick("Chưa thấy / đã hết hiệu lực", "Not seen / lapsed"),
        TodayGroup::LongOverdue => lang.pick("Quá hạn trên 12 tháng", "Overdue over 12 months"),
    }
}

/// The same for the row of counts.
pub fn group_short(group: TodayGroup, lang: Lang) -> &'static str {
    match group {
        TodayGroup::Overdue => lang.pick("Quá hạn", "Overdue"),
        TodayGroup::Today => lang.pick("Hôm nay", "Today"),
        TodayGroup::Next7Days => lang.pick("7 ngày tới", "Next 7 days"),
        TodayGroup::Notice => lang.pick("Chưa thấy/hết HL", "Not seen/lapsed"),
        TodayGroup::LongOverdue => lang.pick("Trên 12 tháng", "Over 12 months"),
    }
}

/// The sign of a group: a state is never told by colour alone.
pub fn group_sign(group: TodayGroup) -> &'static str {
    match group {
        TodayGroup::Overdue => "!",
        TodayGroup::Today => "•",
        TodayGroup::Next7Days => "·",
        TodayGroup::Notice => "?",
        TodayGroup::LongOverdue => "‼",
    }
}

/// A span of time to or from a due moment. Where the whole day counts it is the difference of the
/// days, as anyone counts it on a calendar; else hours, and days from two on.
fn span(due: NaiveDateTime, now: NaiveDateTime, lang: Lang) -> (bool, String) {
    if due == end_of_day(due.date()) {
        let days = (now.date() - due.date()).num_days();
        return (days > 0, format!("{} {}", days.abs(), lang.pick("ngày", "days")));
    }
    let hours = (now - due).num_hours();
    let text = if hours.abs() < 48 {
        format!("{} {}", hours.abs(), lang.pick("giờ", "h"))
    } else {
        format!("{} {}", hours.abs() / 24, lang.pick("ngày", "days"))
    };
    (now > due, text)
}

/// How long past or before the due moment: "quá 23 ngày", "còn 5 giờ". Only a duty is "quá hạn";
/// a watch is "chưa thấy", an expiry "hết hiệu lực".
pub fn how_long(kind: ClockKind, due: NaiveDateTime, now: NaiveDateTime, lang: Lang) -> String {
    let (over, text) = span(due, now, lang);
    let word = match (over, kind) {
        (true, ClockKind::Duty) => lang.pick("quá", "late"),
        (true, ClockKind::Watch) => lang.pick("chưa thấy", "not seen for"),
        (true, ClockKind::Expiry) => lang.pick("hết hiệu lực", "lapsed for"),
        (true, ClockKind::Window) => lang.pick("đã mở", "open for"),
        (false, _) if text.starts_with("0 ") => return lang.pick("hôm nay", "today").to_owned(),
        (false, _) => lang.pick("còn", "in"),
    };
    format!("{word} {text}")
}

/// The same where the group's heading already says what it is: "quá 23 ngày", "đã 5 ngày".
pub fn how_long_short(
    kind: ClockKind,
    due: NaiveDateTime,
    now: NaiveDateTime,
    lang: Lang,
) -> String {
    let (over, text) = span(due, now, lang);
    if over && kind != ClockKind::Duty {
        return format!("{} {text}", lang.pick("đã", "for"));
    }
    how_long(kind, due, now, lang)
}

/// A measure in 14 columns.
pub fn measure_short(measure: MeasureCode, lang: Lang) -> &'static str {
    match measure {
        MeasureCode::UserManagement => lang.pick("Quản lý NSD", "User mgmt"),
        MeasureCode::Addicted => lang.pick("Nghiện chưa cai", "Addicted"),
        MeasureCode::RehabHome => lang.pick("Cai tại nhà", "Rehab home"),
        MeasureCode::RehabVoluntaryPublic => lang.pick("Cai CS công lập", "Rehab public"),
        MeasureCode::RehabVoluntaryPrivate => lang.pick("Cai CS tư nhân", "Rehab private"),
        MeasureCode::RehabCompulsory => lang.pick("Cai bắt buộc", "Rehab compuls."),
        MeasureCode::RehabCompulsoryMinor => lang.pick("Cai BB 12–<18", "Rehab comp.<18"),
        MeasureCode::Substitution => lang.pick("Thuốc thay thế", "Substitution"),
        MeasureCode::PostRehab => lang.pick("Sau cai", "Post-rehab"),
        MeasureCode::ElectronicMonitoring => lang.pick("Giám sát ĐT", "Monitoring"),
    }
}

/// A risk level in 4 columns; "—" while not assessed.
pub fn risk_short(risk: Option<RiskLevel>, lang: Lang) -> &'static str {
    match risk {
        Some(RiskLevel::High) => lang.pick("Cao", "High"),
        Some(RiskLevel::Medium) => lang.pick("TB", "Med"),
        Some(RiskLevel::Low) => lang.pick("Thấp", "Low"),
        None => "—",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_minute;
    use crate::domain::word::Word;

    #[test]
    fn every_text_has_both_languages() {
        for text in ALL {
            assert!(!text.0.trim().is_empty() && !text.1.trim().is_empty(), "{text:?}");
        }
        for group_ in TodayGroup::ALL {
            assert_ne!(group(group_, Lang::Vi), group(group_, Lang::En));
        }
        for &m in MeasureCode::ALL {
            assert!(crate::domain::text::width(measure_short(m, Lang::Vi)) <= 15);
            assert!(crate::domain::text::width(measure_short(m, Lang::En)) <= 15);
        }
    }

    #[test]
    fn numbers_and_days_read_the_vietnamese_way() {
        assert_eq!(number(0, Lang::Vi), "0");
        assert_eq!(number(999, Lang::Vi), "999");
        assert_eq!(number(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(number(100_000, Lang::En), "100,000");
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        assert_eq!(long_day(day, Lang::Vi), "Chủ nhật, 22/11/2026");
    }

    #[test]
    fn only_a_duty_is_over_its_time() {
        let now = parse_minute("23/11/2026 08:15").unwrap();
        let check = |kind, due: &str, wanted: &str| {
            let due = parse_minute(due).unwrap();
            let whole_day = due.time() == chrono::NaiveTime::MIN;
            let due = if whole_day { end_of_day(due.date()) } else { due };
            assert_eq!(how_long(kind, due, now, Lang::Vi), wanted);
        };
        check(ClockKind::Duty, "31/10/2026", "quá 23 ngày");
        check(ClockKind::Duty, "22/11/2026", "quá 1 ngày");
        check(ClockKind::Duty, "23/11/2026", "hôm nay");
        check(ClockKind::Duty, "24/11/2026", "còn 1 ngày");
        check(ClockKind::Duty, "23/11/2026 03:10", "quá 5 giờ");
        check(ClockKind::Duty, "24/11/2026 14:15", "còn 30 giờ");
        check(ClockKind::Watch, "20/11/2026", "chưa thấy 3 ngày");
        check(ClockKind::Expiry, "20/11/2026", "hết hiệu lực 3 ngày");
        let due = end_of_day(parse_minute("20/11/2026").unwrap().date());
        assert_eq!(how_long_short(ClockKind::Watch, due, now, Lang::Vi), "đã 3 ngày");
    }
}
