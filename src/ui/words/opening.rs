//! The words of opening when something is amiss.

use super::Text;

words! {
    OLD_KEY = "Khóa dữ liệu đã dùng", "The data key is in use for";
    OLD_KEY_DO = "ngày; mỗi năm nên thay một lần: hoso rekey", "days; it should be replaced once a year: hoso rekey";
    SWAP = "Máy này tráo đổi bộ nhớ ra đĩa; nói một lần, cách làm ở trang Khóa và an toàn (F1)", "This PC swaps memory to a disk; said once, see the manual on locking and safety (F1)";
    CLOCK = "Xem lại ngày giờ của máy", "Look at the PC's clock";
    ASIDE_DONE = "Đã cất riêng tệp hỏng, không xóa gì", "The damaged file is set aside, nothing is deleted";
    ASIDE_NEXT = "Việc tiếp theo: cắm ổ có bản sao lưu, thoát chương trình (Ctrl+Q) và chạy: hoso restore <tệp.hsb> --registry <thư mục mới>. Cần hai trong ba phiếu khôi phục.", "Next: plug in the stick with the backup, leave the program (Ctrl+Q) and run: hoso restore <file.hsb> --registry <new folder>. Two of the three recovery sheets are needed.";
    ASIDE_HOW = "Gõ lại mật khẩu rồi bấm F8 để cất riêng tệp hỏng (đổi tên kèm ngày, không xóa).", "Type the password again and press F8 to set the damaged file aside (renamed with the date, not deleted).";
}
