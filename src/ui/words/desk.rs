//! The words of the desk itself: palette, menus, colours, columns, saved filters, chosen people.

use super::Text;

words! {
    ACT_SHORT = "Làm", "Do it";
    MARK_SHORT = "Đánh dấu", "Mark";
    FILTER_SHORT = "Lọc", "Filter";
    PALETTE = "Gõ lệnh hoặc tên người (không cần dấu)", "Type a command or a person's name";
    PALETTE_PERSON = "Mở hồ sơ", "Open the dossier";
    PALETTE_NOTHING = "Không có lệnh hay người nào khớp. Gõ ít chữ hơn.", "No command and no person matches. Type less.";
    MENU_REGISTRY = "Sổ", "Registry";
    MENU_GO = "Đi đến", "Go";
    MENU_ACT = "Việc", "Act";
    MENU_LIST = "Lọc và xếp", "Filter";
    MENU_VIEW = "Xem", "View";
    MENU_HELP = "Giúp", "Help";
    LOOK = "Màu của màn hình", "Colours of the screens";
    LOOK_DONE = "Màu", "Colours";
    LOOK_NOT_ALLOWED = "Máy này tắt màu (NO_COLOR); lựa chọn được nhớ.", "NO_COLOR is set here; the choice is remembered.";
    COL_SEX = "G.t", "Sex";
    COL_OVER = "Quá / còn", "Over / left";
    COL_CLOCK = "Mã", "Clk";
    COL_OFFICER = "Cán bộ", "Officer";
    COLUMNS_PEOPLE = "Cột của Danh sách", "Columns of People";
    COLUMNS_TODAY = "Cột của Hôm nay", "Columns of Today";
    COLUMNS_NO_ROOM = "không đủ chỗ ở cỡ màn hình này", "no room on a screen of this size";
    COLUMNS_HINT = "Cột ở bên phải nhường chỗ trước khi màn hình hẹp. Họ và tên luôn có.", "On a narrow screen the columns at the right give way first. The name stays.";
    SAVED_ALL = "Đã ghi cho", "Recorded for";
    SAVED_ALL_BUT = "Có hồ sơ chưa ghi được, hoặc nên xem lại", "Some files were refused, or should be looked at again";
    CHOSEN = "Đã chọn", "Chosen";
    CHOSEN_FILES = "hồ sơ đã chọn", "chosen files";
    CHOSEN_MOST = "Chỉ chọn được 1.000 hồ sơ một lần: đã chọn 1.000 hồ sơ đầu.", "Only 1,000 files can be chosen at once: the first 1,000 are.";
    TO_LIST = "Vào danh sách", "Into the list";
    TO_FIND = "Về ô tìm", "To the search";
    ASK_ALL = "Ghi cho tất cả hồ sơ đã chọn?", "Record it for every chosen file?";
    ASK_ALL_MORE = "Mỗi hồ sơ có một mục riêng; hồ sơ nào không được phép thì được nêu ra.", "Each file gets its own entry; those that are refused are named.";
    ASK_ALL_YES = "Ghi cho tất cả", "Record for all";
    LIST_MINE = "Người tôi phụ trách", "People in my charge";
    LIST_NOBODYS = "Chưa giao cho ai", "In nobody's charge";
    LIST_HIGH = "Nguy cơ cao", "High risk";
    MY_LISTS = "Danh sách của tôi", "My lists";
    MY_LISTS_NAME = "Tên của danh sách này", "Name of this list";
    MY_LISTS_HINT = "Mỗi danh sách nhớ chữ tìm, các điều kiện lọc và thứ tự đang dùng.", "A list remembers what is looked for, the filters and the order in use.";
    MY_LISTS_FULL = "Đã đủ 20 danh sách. Xóa bớt trước khi lưu thêm.", "There are 20 lists already. Delete one before you save another.";
    ASK_DROP_LIST = "Xóa danh sách này?", "Delete this list?";
    ASK_DROP_LIST_MORE = "Chỉ xóa bộ lọc đã lưu; không hồ sơ nào bị đụng tới.", "Only the saved filter goes; no file is touched.";
    DROP_LIST = "Xóa", "Delete";
    KEEP_LIST = "Giữ lại", "Keep it";
    OFFICER = "Cán bộ", "Officer";
    LANGUAGE_DONE = "Màn hình bằng tiếng Việt.", "The screens are in English.";
}
