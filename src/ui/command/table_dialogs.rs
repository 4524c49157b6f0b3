//! Choosing, confirming, reading; palette and menus.

use super::place::Place::{Choose, Confirm, Menu, Palette, Read, SetupUnit};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Accept, &[Choose, SetupUnit], [Key::Enter], "Chọn", "Choose", "Chọn dòng này", "Chooses this line", Danger::None, None, 1),
    row!(Cancel, &[Choose, Read], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 2),
    row!(Accept, &[Read], [Key::Enter], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 0),
    row!(Contents, &[Read], [Key::Char('m')], "Mục lục", "Contents", "Mục lục của bản hướng dẫn: mười trang đọc lần lượt, rồi phần tra cứu", "The contents of the manual: ten pages to be read in order, then reference", Danger::None, None, 3),
    row!(PreviousTab, &[Read], [Key::Left], "Trang trước", "Page before", "Trang trước của bản hướng dẫn", "The page of the manual before this one", Danger::None, None, 5),
    row!(NextTab, &[Read], [Key::Right], "Trang sau", "Next page", "Trang sau của bản hướng dẫn", "The next page of the manual", Danger::None, None, 4),
    row!(Yes, &[Confirm], [Key::Char('c'), Key::Char('y')], "Có", "Yes", "Trả lời có", "Answers yes", Danger::None, None, 1),
    row!(No, &[Confirm], [Key::Char('k'), Key::Char('n'), Key::Esc], "Không", "No", "Trả lời không", "Answers no", Danger::None, None, 2),
    row!(Turn, &[Confirm], [Key::Tab, Key::Left, Key::Right], "Đổi", "Turn", "Đổi câu trả lời đang chọn", "Turns to the other answer", Danger::None, None, 3),
    row!(Accept, &[Confirm], [Key::Enter], "Chọn", "Choose", "Chọn câu trả lời đang sáng", "Takes the highlighted answer", Danger::None, None, 4),
    row!(Accept, &[Palette], [Key::Enter], "Làm", "Do it", "Làm lệnh đang chọn, hoặc mở hồ sơ đang chọn", "Does the selected command, or opens the selected dossier", Danger::None, None, 1),
    row!(Accept, &[Menu], [Key::Enter], "Làm", "Do it", "Làm mục đang chọn; ← → sang thực đơn khác", "Does the selected entry; ← → go to another menu", Danger::None, None, 1),
    row!(Cancel, &[Palette, Menu], [Key::Esc], "Đóng", "Close", "Đóng, không làm gì", "Closes and does nothing", Danger::None, None, 2),
];
