//! The words of the desk itself: palette, menus, colours, columns, saved filters, chosen people.

use super::Text;

words! {
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
    LANGUAGE_DONE = "Màn hình bằng tiếng Việt.", "The screens are in English.";
}
