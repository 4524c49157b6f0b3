//! What works on every main screen, or everywhere: going, looks, help, lock, quit.

use super::place::{AT_WORK, EVERYWHERE, MAIN, READ_ANEW, SCREENS, WITH_LANGUAGE, WITH_TEXT};
use super::{Command, CommandRow, Danger, Place, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(GoToday, SCREENS, [Key::F(2), Key::Alt('1')], "Hôm nay", "Today", "Việc cần làm hôm nay", "What is to be done today", Danger::None, None, 0),
    row!(GoPeople, SCREENS, [Key::F(3), Key::Alt('2')], "Danh sách", "People", "Danh sách và tìm kiếm", "The list and the search", Danger::None, None, 0),
    row!(GoDossier, SCREENS, [Key::F(4), Key::Alt('3')], "Hồ sơ", "Dossier", "Hồ sơ mở gần nhất", "The dossier opened last", Danger::None, None, 0),
    row!(GoReport, SCREENS, [Key::F(5), Key::Alt('4')], "Báo cáo", "Report", "Báo cáo biến động theo kỳ", "The stock-flow report of a period", Danger::None, None, 0),
    row!(Refresh, READ_ANEW, [Key::Ctrl('r')], "Tính lại", "Refresh", "Đọc và tính lại màn hình này", "Reads and computes this screen again", Danger::None, None, 0),
    row!(Doubles, MAIN, [Key::Ctrl('f')], "Hồ sơ trùng", "Doubles", "Các hồ sơ có thể là của cùng một người: đối chiếu, gộp, hoặc ghi là không phải một người", "Files that may be of one person: compare, merge, or say that they are not", Danger::None, None, 0),
    row!(OwnActs, MAIN, [Key::Ctrl('z')], "Hoàn tác", "Undo", "Việc đồng chí vừa làm từ lúc mở khóa, mới nhất trước; chọn một việc để hoàn tác", "What you did since unlocking, newest first; choose one to take it back", Danger::None, Some(Duty::Mend), 86),
    row!(Bin, MAIN, [Key::Ctrl('x')], "Mục đã hủy", "Cancelled", "Các sự việc, biện pháp đã hủy: ai hủy, lúc nào, vì sao; khôi phục từ đây", "Cancelled events and measures: who, when, why; restored from here", Danger::None, None, 0),
    row!(Palette, EVERYWHERE, [Key::Ctrl('p')], "Lệnh", "Commands", "Mọi lệnh làm được ở đây: gõ vài chữ không dấu rồi Enter; gõ tên người để mở hồ sơ", "Every command possible here: type a few letters, then Enter; type a name to open a dossier", Danger::None, None, 88),
    row!(Menu, EVERYWHERE, [Key::F(10)], "Thực đơn", "Menu", "Thực đơn: cùng các lệnh đó, xếp theo nhóm; Alt và chữ đầu mở từng nhóm", "The menus: the same commands in groups; Alt and the first letter opens one", Danger::None, None, 89),
    row!(Language, WITH_LANGUAGE, [Key::Ctrl('n')], "English", "Tiếng Việt", "Đổi các màn hình sang tiếng Anh, từ nay về sau cho tài khoản này", "Shows the screens in Vietnamese, from now on for this account", Danger::None, None, 0),
    row!(Look, MAIN, [Key::Ctrl('t')], "Màu", "Colours", "Chọn màu: nền tối, nền sáng, tương phản cao, không màu", "Chooses the colours: dark, light, high contrast, none", Danger::None, None, 0),
    row!(TypingMethod, WITH_TEXT, [Key::Ctrl('g')], "Gõ", "Typing", "Đổi cách gõ tiếng Việt có sẵn trong sổ: tắt, Telex, VNI (để tắt nếu máy đã có Unikey)", "Switches the built-in Vietnamese typing: off, Telex, VNI", Danger::None, None, 87),
    row!(Settings, MAIN, [Key::F(12)], "Cài đặt", "Settings", "Cách gõ tiếng Việt, kiểu đặt dấu, số phút tự khóa", "Vietnamese typing, place of the tone, minutes before locking", Danger::None, None, 0),
    row!(Help, &Place::ALL, [Key::F(1), Key::Char('?')], "Trợ giúp", "Help", "Trang hướng dẫn của màn hình này", "The page of the manual for this screen", Danger::None, None, 90),
    row!(Lock, AT_WORK, [Key::Ctrl('l')], "Khóa", "Lock", "Khóa sổ; mở lại bằng mật khẩu, trở về đúng chỗ này", "Locks the registry; unlocking comes back to this place", Danger::None, None, 91),
    row!(Quit, &Place::ALL, [Key::Ctrl('q'), Key::Ctrl('c')], "Thoát", "Quit", "Đóng sổ và thoát (hỏi lại nếu có điều chưa ghi)", "Closes the registry and quits (asks if something is not saved)", Danger::AsksIfUnsaved, None, 92),
];
