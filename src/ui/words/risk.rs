//! The words of risk.

use super::Text;
use crate::domain::word::Lang;

words! {
    TAB = "Nguy cơ", "Risk";
    LEVEL = "Mức nguy cơ", "Level of risk";
    COMPUTED = "chương trình tính", "computed";
    COMPUTED_SHORT = "tính", "computed";
    POINTS = "điểm", "points";
    MEDIUM_FROM = "trung bình từ", "medium from";
    HIGH_FROM = "cao từ", "high from";
    OWN = "Cán bộ định", "Set by an officer";
    OWN_SIGN = "* = cán bộ định ", "* = set by an officer ";
    HELD = "giữ ít nhất Cao vì loạn thần", "held at high: psychosis";
    NO_REASON = "không có yếu tố nào", "no rule fired";
    ALL_OF_IT = " · Enter, phần Nguy cơ: cách tính", " · Enter, part Risk: the whole";
    OWN_ENDED = "Mức cán bộ định đã hết hiệu lực", "The officer's own level has ended";
    UNTIL = "đến hết", "until";
    WHY = "Vì sao (Enter: đến sự kiện, i: in)", "Why (Enter: go to the event, i: print)";
    NOTHING_FIRED = "Không có yếu tố nào.", "No rule fired.";
    ENDS = "hết từ", "until";
    UNKNOWN = "Chưa đủ thông tin, cần tìm hiểu", "Not known, to find out";
    AHEAD = "Nếu không có gì mới", "Without anything new";
    CHART = "Hai năm qua", "The last two years";
    CHART_NOTE = "Mỗi tháng một ô, tính lại theo sự việc có đến cuối tháng và bộ quy tắc hồi đó.", "A mark a month, by the facts up to its end and the rules in force then.";
    FOLLOW_UP = "Kế hoạch theo mức", "Follow-up by the level";
    GOALS = "Mục tiêu hỗ trợ (phím a: đặt, hoàn thành, thôi)", "Support goals (key a: set, reached, dropped)";
    NO_GOALS = "Chưa đặt mục tiêu nào.", "No goal is set.";
    BY = "đến", "by";
    CARD = "Thẻ loạn thần (“ngáo đá”)", "Psychosis card";
    LAST_SIGN = "Thấy dấu hiệu gần nhất", "Last sign";
    HELD_UNTIL = "Giữ mức Cao đến hết", "Held at high until";
    HEALTH = "Y tế gặp gần nhất", "Health contact";
    FAMILY = "Gặp gia đình gần nhất", "Family contact";
    MET = "Gặp trực tiếp gần nhất", "Met in person";
    NOT_YET = "chưa có", "none";
    DRUGS = "ma túy", "drugs";
    ALCOHOL = "rượu, bia", "alcohol";
    NOT_ADDED = "chỉ để xem, không cộng vào điểm", "shown, never added";
    KEPT = "Các lần đánh giá đã lưu, mỗi lần theo bộ quy tắc của nó", "Assessments kept, each by its own rules";
    NOT_AGAIN = "tính lại KHÔNG khớp", "made again it DIFFERS";
    KEPT_MORE = "lần trước đó: hoso risk --kept", "earlier ones: hoso risk --kept";
    PRINT = "In phần nguy cơ (Excel)", "Print of the part on risk (Excel)";
    PRINT_PATH = "Tệp .xlsx mới và nơi lưu. Có họ tên: cho người đó xem, không giao ra ngoài, xong việc thì xóa", "Where to write a new .xlsx. It holds a name: show it to the person, hand it to nobody, delete it afterwards";
    DONE_PRINT = "Đã in phần nguy cơ:", "The part on risk is printed:";
    GO_TO = "Đến sự kiện nào", "Which event";
    EDITOR = "Bộ quy tắc nguy cơ", "Rules of risk";
    TILT = "Mức nguy cơ theo nhóm", "Levels by group";
    THRESHOLD_MEDIUM = "Mức trung bình từ (điểm)", "Medium from (points)";
    THRESHOLD_HIGH = "Mức cao từ (điểm)", "High from (points)";
    OVERRIDE_DAYS = "Mức cán bộ định có hiệu lực (ngày)", "An officer's own level holds (days)";
    AFTER_END = "Còn đánh giá sau khi hết biện pháp (ngày)", "Assessed after the last measure (days)";
    FROM_DAY = "Áp dụng từ ngày", "In force from";
    WINDOW = "nhìn lại (ngày)", "look back (days)";
    COUNT = "từ số lần", "from so many";
    NO_CHANGE = "Chưa sửa gì so với bộ đang dùng.", "Nothing is changed yet.";
    COUNTING = "đang tính…", "counting…";
    CHIEF_ONLY = "Chỉ trưởng đổi được; đồng chí xem được.", "Only the chief changes them; you may read.";
    SET_WHY = "Vì sao đổi; ghi nhật ký cùng số người đổi mức", "Why; the journal keeps it with how many change level";
    DONE_SET = "Đã đặt bộ quy tắc nguy cơ mới.", "The new rules of risk are set.";
    NOTHING_TO_SET = "Chưa sửa gì để lưu.", "Nothing is changed.";
    WHO_MOVES = "Ai đổi mức (gõ để tìm)", "Who changes level (type to find)";
    GROUP = "Nhóm", "Group";
    SHARE = "% cao", "% high";
    BY_SEX = "Giới tính", "Sex";
    BY_AGE = "Tuổi", "Age";
    BY_ETHNICITY = "Dân tộc (không quy tắc nào đọc)", "Ethnicity (read by no rule)";
    BY_HAMLET = "Thôn, tổ (không quy tắc nào đọc)", "Hamlet (read by no rule)";
    BY_OFFICER = "Mức do cán bộ định", "Own levels by officer";
    RAISED = "nâng", "raised";
    LOWERED = "hạ", "lowered";
    NO_OVERRIDES = "Chưa có mức nào do cán bộ định.", "No own level was set.";
    TILT_NOTE = "Nhóm nào có tỷ lệ cao lệch hẳn thì xem lại bộ quy tắc và cách ghi sổ.", "A group that stands out is a reason to look at the rules and at what is recorded.";
}

/// "… còn 9 người (Enter: xem hết)".
pub fn more_people(n: usize, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("… còn {n} người (Enter: xem hết)"),
        Lang::En => format!("… {n} more (Enter: all of them)"),
    }
}
