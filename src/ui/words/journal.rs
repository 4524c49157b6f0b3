//! The words of the journal.

use super::Text;

words! {
    JOURNAL = "Nhật ký: ai đã xem, ai đã sửa", "Journal: who looked, who changed";
    ENTRIES = "mục", "entries";
    EVERYTHING = "Tất cả, mới nhất trước", "Everything, newest first";
    NOTHING = "Không có mục nào như vậy. Esc: bỏ lọc.", "No such entry. Esc shows everything.";
    WHEN = "Lúc", "When";
    OFFICER = "Cán bộ", "Officer";
    ACT = "Việc", "Act";
    FILE = "Hồ sơ", "File";
    REASON = "Lý do, chi tiết", "Reason, detail";
    ENTRY = "Mục số", "Entry";
    CHOOSE_ACT = "Việc nào", "Which acts";
    CHOOSE_OFFICER = "Của cán bộ nào", "Of which officer";
    ASK_DAYS = "Ngày nào", "Which days";
    ASK_DAYS_HELP = "Một ngày (23/11/2026), hoặc từ ngày đến ngày (01/11/2026 - 23/11/2026). Để trống: mọi ngày.", "One day (23/11/2026), or first and last (01/11/2026 - 23/11/2026). Empty: every day.";
    ASK_DAYS_WRONG = "Chưa đọc được ngày; ví dụ: 01/11/2026 - 23/11/2026", "No days; for example: 01/11/2026 - 23/11/2026";
    ASK_FILE = "Hồ sơ nào", "Which file";
    ASK_FILE_HELP = "Số hồ sơ, ví dụ HS-0001. Để trống: mọi hồ sơ.", "A file number, such as HS-0001. Empty: every file.";
    ASK_FILE_WRONG = "Không phải số hồ sơ", "No file number";
    ASK_PATH = "Ghi nhật ký ra tệp mới (.csv)", "Write the journal to a new file (.csv)";
    ASK_PATH_HELP = "Đúng những mục đang lọc. Tệp không mã hóa, có số hồ sơ và lý do: giữ kín, dùng xong thì xóa. Việc ghi tệp vào nhật ký.", "Exactly the entries shown. The file is not encrypted and holds file numbers and reasons: keep it safe, delete it after use. The journal has that it was written.";
    WRITTEN = "Đã ghi, số mục", "Written, entries";
    VERIFYING = "Đang đối chiếu nhật ký với dữ liệu; Esc: dừng", "Comparing journal and rows; Esc stops";
    HOLDS = "Nhật ký và dữ liệu khớp nhau", "Journal and rows hold";
    HOLDS_NOT = "Nhật ký hoặc dữ liệu KHÔNG toàn vẹn: báo cấp trên, đừng xóa gì", "Journal or rows DO NOT hold: tell the superior, delete nothing";
    TAKE = "Lọc / ghi", "Go on";
    GIVE_UP = "Thôi", "Give up";
    SHOW_ALL = "Bỏ lọc", "Show all";
}
