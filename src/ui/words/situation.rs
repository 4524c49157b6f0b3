//! The words of the pictures.

use super::Text;

words! {
    SITUATION = "Tình hình", "Situation";
    AT = "lúc", "at";
    STOCK = "Số người cuối tháng, 24 tháng", "People at the end of the month, 24 months";
    FLOWS = "Vào, ra từng tháng", "In and out, month by month";
    OVERDUE = "Quá hạn theo loại", "Overdue by kind";
    RISK = "Mức nguy cơ", "Risk";
    STOCK_TAB = "Số người", "People";
    FLOWS_TAB = "Vào, ra", "In, out";
    OVERDUE_TAB = "Quá hạn", "Overdue";
    FIRST = "đầu", "first";
    LAST = "nay", "now";
    CHANGE = "±", "±";
    LEAST = "thấp", "least";
    MOST = "cao", "most";
    MONTH = "Tháng", "Month";
    IN = "Vào", "In";
    OUT = "Ra", "Out";
    CLOSING = "Cuối", "Closing";
    RUNNING = "* tháng đang chạy, tạm tính. Chuyển từ diện này sang diện khác không phải vào hay ra.", "* still running. A change of measure is neither in nor out.";
    DUTIES = "Việc của đơn vị đã quá hạn", "The station's duties overdue";
    OTHERS = "Chưa thấy / đã hết hiệu lực", "Not seen / lapsed";
    LONG = "trên 12 tháng", "over 12 months";
    NONE_OVERDUE = "Không có việc nào quá hạn.", "Nothing is overdue.";
    MORE_KINDS = "loại khác", "more kinds";
    NOT_ASSESSED = "Chưa đánh giá", "Not assessed";
    PEOPLE = "người", "people";
    OF_PEOPLE = "người đang quản lý", "people under a measure";
    RISK_MORE = "Danh sách: F11 lọc theo mức nguy cơ.", "In the list F11 filters by risk.";
    NOW_MANAGED = "Đang quản lý", "Under a measure";
    THIS_MONTH = "tháng này", "this month";
    MONTHS_24 = "24 tháng", "24 months";
}
