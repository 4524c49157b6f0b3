//! The words of doubles, merges, acts taken back, and cancelled entries.

use super::Text;

words! {
    DOUBLES = "Hồ sơ có thể trùng", "Files that may be doubles";
    DOUBLES_NONE = "Không còn cặp nào chờ đối chiếu. F6: so mọi người với nhau một lượt.", "No pair is waiting. F6 compares everybody once.";
    DOUBLES_SETTLED = "Các cặp không phải một người", "Pairs that are not one person";
    DOUBLES_NO_SETTLED = "Chưa có cặp nào được kết luận là không phải một người.", "No pair was said not to be one person.";
    DOUBLES_COUNT = "cặp", "pairs";
    OWN_FIGURE = "Điểm giống nhau là cách xếp của phần mềm, không phải căn cứ pháp lý.", "The points only order the list; they have no legal weight.";
    POINTS = "điểm", "points";
    SCANNED = "Đã so mọi người; cặp mới vào danh sách", "Everybody compared; new pairs in the list";
    SCANNING = "Đang so mọi người với nhau…", "Comparing everybody…";
    NOT_SAME = "Không phải một người", "Not one person";
    NOT_SAME_HELP = "Vì sao; ai kết luận và lúc nào được ghi lại, cặp này không hỏi lại nữa", "Why; who says so and when is kept, and the pair is not asked about again";
    DONE_NOT_SAME = "Đã ghi nhớ: không phải một người.", "Noted: not one person.";
    MERGE = "Gộp hai hồ sơ thành một", "Make two files one";
    MERGE_KEPT = "Giữ lại", "Stays";
    MERGE_AWAY = "Gộp vào", "Goes in";
    MERGE_HELP = "Vì sao là một người (ví dụ: cùng một căn cước). Gộp rồi vẫn tách lại được", "Why they are one person (the same identity card, say). It can be split again";
    MERGE_SAME = "Mọi mục đều giống nhau.", "All fields are the same.";
    MERGE_BLOCKED = "Chưa gộp được", "Cannot be merged yet";
    MERGE_ROWS = "biện pháp, sự việc", "measures, events";
    DONE_MERGE = "Đã gộp. Số hồ sơ được gộp vẫn tìm ra người này.", "Merged. The merged file's number goes on finding this person.";
    SPLIT = "Tách hồ sơ đã gộp", "Split merged files";
    SPLIT_HELP = "Vì sao không phải một người. Việc ghi sau khi gộp ở lại hồ sơ này", "Why they are not one person. What was entered since stays here";
    SPLIT_DONE = "Đã tách", "Split";
    MERGED_FILES = "Đã gộp vào đây", "Merged into this file";
    UNDO = "Việc vừa làm (từ lúc mở khóa)", "What you did since unlocking";
    UNDO_NONE = "Từ lúc mở khóa chưa có việc nào của đồng chí để hoàn tác.", "You did nothing since unlocking that could be taken back.";
    UNDO_HELP = "Vì sao hoàn tác; việc hoàn tác cũng được ghi nhật ký", "Why it is taken back; that is journaled too";
    UNDO_WHY = "ghi nhầm", "entered by mistake";
    UNDO_NOT = "không hoàn tác được", "cannot be taken back";
    DONE_UNDO = "Đã hoàn tác.", "Taken back.";
    BIN = "Các mục đã hủy", "Cancelled entries";
    BIN_NONE = "Không có mục nào bị hủy.", "No entry was cancelled.";
    BIN_RESTORE = "Khôi phục mục đã hủy", "Restore a cancelled entry";
    BIN_HELP = "Vì sao khôi phục; mục này lại được tính", "Why it is restored; it counts again";
    BIN_BY = "hủy", "cancelled";
    DONE_RESTORE = "Đã khôi phục, mục này lại được tính.", "Restored; it counts again.";
    ALIKE = "Giống hồ sơ đã có", "Looks like a file already here";
    ALIKE_OPEN = "F4: mở một hồ sơ trong số này thay vì lập mới", "F4: open one of these instead";
    LOOKED = "Ai đã xem hồ sơ này", "Who looked at this file";
}
