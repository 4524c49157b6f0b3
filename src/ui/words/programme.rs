//! The words of programme work, level and plan.

use super::Text;

words! {
    TITLE = "Số liệu công tác và kế hoạch", "Programme work and plan";
    FIGURES = "Số liệu công tác", "Programme work";
    LEVEL = "Mức của địa bàn (QĐ 28/2025/QĐ-TTg)", "The area's level (Decision 28/2025)";
    NO_LEVEL = "Chưa ghi. Cán bộ chọn, kèm ngày và căn cứ", "Not entered. An officer chooses it, with day and basis";
    SHARE = "Người sử dụng và người nghiện có hồ sơ / dân số", "Users and addicts with a file / population";
    NO_POPULATION = "chưa ghi dân số", "population not entered";
    PUBLISHED = "mức công bố của loại I", "published for type I";
    TARGETS = "Chỉ tiêu kế hoạch", "Targets of the plan";
    WANTED = "chỉ tiêu", "target";
    REACHED = "đạt", "reached";
    NOTHING = "không có gì để tính", "nothing to count";
    FROM = "từ", "from";
    FORM = "Nhập số liệu công tác của tháng", "Programme work of a month";
    LEVEL_FIELD = "Mức của địa bàn", "The area's level";
    LEVEL_HELP = "Theo quyết định, biên bản của cấp có thẩm quyền; chương trình không tự xếp mức", "By decision of the authority; the program never ranks by itself";
    LEVEL_FROM = "Mức có từ ngày", "Level holds from";
    LEVEL_FROM_HELP = "Ngày của quyết định, biên bản", "Day of the decision";
    BASIS = "Căn cứ", "Basis";
    BASIS_HELP = "Bắt buộc khi đổi mức hoặc chỉ tiêu: số quyết định, biên bản, kế hoạch. Chỉ tiêu ghi bằng phần trăm, bỏ trống là theo kế hoạch cấp tỉnh", "Required when level or targets change: number of the decision, minutes, plan. Targets in per cent; empty = as in the province's plan";
    NUMBER = "một số", "a number";
    DONE = "Đã ghi số liệu công tác và kế hoạch.", "Programme work and plan are written.";
}
