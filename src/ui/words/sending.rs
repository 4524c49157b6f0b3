//! The words of closing a period and sending it.

use super::Text;

words! {
    TITLE = "Chốt và gửi", "Close and send";
    RUNNING = "Kỳ chưa kết thúc: số liệu tạm tính, chưa chốt và chưa gửi được", "Still running: provisional, can be neither closed nor sent";
    NOT_CLOSED = "Chưa chốt", "Not closed";
    CLOSED = "Đã chốt, lần", "Closed, revision";
    CLOSED_NOT_SENT = "chưa lập gói", "no package yet";
    CLOSED_SENT = "đã lập gói", "package made";
    NO_SUPERIOR = "Chưa có khóa của cấp trên: trưởng nhập bằng hoso superior set", "No superior is set: the chief enters it with hoso superior set";
    TO = "Gửi", "To";
    STEP_CHECKS = "1. Kiểm tra", "1. Checks";
    STEP_COMPARE = "2. So sánh số cuối kỳ", "2. Closing stock compared";
    STEP_CHANGES = "3. Thay đổi sau khi chốt", "3. Changed since it was closed";
    STEP_SENT = "4. Sổ gửi", "4. Register";
    IDENTITY = "Đầu kỳ + vào − ra = cuối kỳ, ở mọi dòng", "opening + ins − outs = closing, in every row";
    OPENING_SAME = "Đầu kỳ bằng cuối kỳ trước đã chốt, hoặc kỳ trước chưa chốt", "Opens as the period before closed, or that one is not closed";
    OPENING = "đầu kỳ", "opens with";
    OPENING_DIFFERS = "cuối kỳ trước đã chốt", "the period before closed with";
    NO_PROBLEMS = "Không có việc quá hạn, không thiếu thông tin", "Nothing overdue, no fact missing";
    OVERDUE = "quá hạn cuối kỳ", "overdue at the end";
    MISSING = "chưa rõ", "not known";
    PICTURE = "Bằng hình", "In pictures";
    CAME_IN = "vào trong kỳ", "came in";
    WENT_OUT = "ra trong kỳ", "went out";
    STOOD = "cuối kỳ", "closing";
    FORM_BOTH = "Lập gói và biểu giấy", "Make the package and the paper form";
    PATH_BOTH = "Tệp .hsr; biểu giấy .xlsx được ghi cạnh, cùng tên", "Where to write the .hsr; the paper form .xlsx is written beside it";
    DONE_BOTH = "Đã lập gói và ghi biểu giấy cạnh gói.", "The package is made, the paper form written beside it.";
    THIS = "kỳ này", "now";
    LAST = "kỳ trước", "last";
    YEAR_AGO = "năm trước", "a year ago";
    NO_CHANGES = "Không có thay đổi", "Nothing has changed";
    NOT_YET = "Chưa chốt lần nào", "Not closed yet";
    NOTHING_SENT = "Chưa lập gói nào của kỳ này", "No package of this period yet";
    REVISION = "lần", "revision";
    ASK_CLOSE = "Chốt và ký kỳ này?", "Close and sign this period?";
    ASK_CLOSE_MORE = "Số liệu hiện tại được ký bằng khóa của đơn vị và giữ lại. Thay đổi về sau được nêu thành đính chính và vào lần chốt sau.", "The figures of now are signed with the unit's key and kept. Later changes are shown as corrections and go into the next revision.";
    CLOSE_IT = "Chốt và ký", "Close and sign";
    NOT_NOW = "Chưa", "Not now";
    FORM_PACKAGE = "Lập gói gửi cấp trên", "Make the package for the superior";
    FORM_AGAIN = "Ghi lại gói đã lập", "Write the package again";
    FORM_PAPER = "Biểu giấy (xlsx)", "Paper form (xlsx)";
    PATH_PACKAGE = "Tệp .hsr, thường trên thẻ nhớ. Chỉ cấp trên mở được. Kỳ chưa chốt, hoặc số liệu đã đổi, thì được chốt luôn", "Where to write the .hsr, usually a stick. Only the superior opens it. A period not closed, or changed since, is closed with it";
    PATH_PAPER = "Tệp .xlsx để in, A4 ngang, mang dấu Nội bộ; chỉ có số đếm", "Where to write the .xlsx: A4 landscape, marked for internal use; counts only";
    DONE_CLOSED = "Đã chốt và ký kỳ báo cáo.", "The period is closed and signed.";
    DONE_PACKAGE = "Đã lập gói, ghi vào sổ gửi:", "The package is made and stands in the register:";
    DONE_AGAIN = "Đã ghi lại đúng gói đã lập:", "The same package was written again:";
    DONE_PAPER = "Đã ghi biểu giấy:", "The paper form is written:";
}
