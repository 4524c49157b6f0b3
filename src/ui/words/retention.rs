//! The words of files due for review.

use super::Text;

words! {
    RETENTION = "Hồ sơ đến hạn rà soát", "Files due for review";
    FILES = "hồ sơ", "files";
    NONE_DUE = "Không có hồ sơ đến hạn rà soát. Hồ sơ đã kết thúc chỉ đến hạn khi Trưởng Công an cấp xã đã đặt số năm lưu (Hôm nay, phím q).", "No file is due. Closed files are due only where the chief set the years of keeping (Today, key q).";
    FILE = "Hồ sơ", "File";
    NAME = "Họ tên", "Name";
    DUE = "Đến hạn", "Due";
    WHY = "Vì sao", "Why";
    PROPOSED_BY = "Đề nghị", "Proposed";
    ABOUT = "Hủy cần hai người: một người đề nghị, một Trưởng khác quyết định. Chương trình phân biệt theo tài khoản.", "Destruction takes two people: one proposes, another chief decides. The program tells them apart by their accounts.";
    NOT_PROPOSED = "Chưa ai đề nghị hủy.", "Nobody proposed it.";
    PROPOSAL = "đề nghị hủy", "proposed it";
    FOR_ANOTHER = "Chờ một Trưởng khác quyết định.", "Waits for another chief.";
    FOR_YOU = "Chờ đồng chí quyết định: F8.", "Waits for your decision: F8.";
    PROPOSE = "Đề nghị hủy hồ sơ", "Propose for destruction";
    PROPOSE_HELP = "Vì sao. Chưa có gì bị xóa; rút lại được", "Why. Nothing is deleted yet; it can be taken back";
    WITHDRAW = "Rút đề nghị hủy", "Take the proposal back";
    WITHDRAW_HELP = "Vì sao; nhật ký giữ cả đề nghị lẫn việc rút", "Why; the journal keeps both";
    DESTROY = "Hủy hẳn hồ sơ: không lấy lại được", "Destroy the file: it cannot be brought back";
    DESTROY_HELP = "Gõ lại đúng số hồ sơ. Nhân thân, biện pháp, sự việc, giá trị cũ và lý do trong nhật ký về người này bị xóa hẳn", "Type the file number again. The person, measures, events, old values and the journal's reasons about him are deleted for good";
    DONE_PROPOSED = "Đã đề nghị hủy; chờ một Trưởng khác quyết định.", "Proposed; another chief decides.";
    DONE_WITHDRAWN = "Đã rút đề nghị hủy.", "The proposal is taken back.";
    DESTROYED = "Đã hủy hẳn hồ sơ", "The file is destroyed";
}
