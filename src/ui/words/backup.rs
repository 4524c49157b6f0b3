//! The words of backups.

use super::Text;

words! {
    BACKUPS = "Sao lưu", "Backups";
    REMIND = "nhắc sau", "limit";
    DAYS_OURS = "ngày, cài đặt của đơn vị", "days, a unit setting";
    NONE_YET = "Chưa có bản sao lưu nào. F6: sao lưu ngay vào thẻ nhớ hoặc ổ đĩa khác.", "No backup yet. F6 makes one now on a stick or another disk.";
    WHEN = "Lúc", "When";
    FILE = "Tệp", "File";
    WHO = "Người làm", "Made by";
    UP_TO = "Nhật ký đến", "Journal to";
    HAND_COPY = "Bản chép tay", "A hand copy";
    HOW = "Alt+5: sao lưu", "Alt+5 backs up";
    GONE = "không còn", "gone";
    FOLDER = "Thư mục để ghi (thẻ nhớ, ổ đĩa khác)", "Folder to write to (a stick, another disk)";
    FOLDER_HELP = "Tệp được đặt tên theo ngày. Trong thư mục chỉ giữ bản của 7 ngày, 5 tuần, 12 tháng gần nhất.", "The file is named by its day. The folder keeps the last 7 days, 5 weeks and 12 months.";
    WORKING = "Đang sao lưu rồi đọc lại để kiểm tra, vào:", "Backing up, then reading it back, into:";
    MADE = "Đã sao lưu và đọc lại để kiểm tra", "Backed up, read back and proven";
    REMOVED = "bản cũ đã bỏ", "older copies removed";
    ABOUT = "Chỉ hai trong ba phiếu khôi phục mở được bản sao. Nên diễn tập mỗi quý, trên dòng lệnh: hoso backup --drill TỆP (thử hai phiếu, không thay đổi gì). Khi mất máy: hoso restore TỆP --registry THƯ_MỤC_MỚI.", "Only two of the three recovery sheets open a copy. Drill it each quarter on the command line: hoso backup --drill FILE (tries two sheets, changes nothing). If the PC is lost: hoso restore FILE --registry NEW_FOLDER.";
}
