//! Choosing, confirming, reading; palette and menus.

use super::place::Place::{Choose, Confirm, Menu, Palette, Read, SetupUnit};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Accept, &[Choose, SetupUnit], [Key::Enter], "Chọn", "Choose", "Chọn dòng này", "Chooses this line", Danger::None, None, 1),
    row!(Cancel, &[Choose, Read], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 2),
    row!(Accept, &[Read], [Key::Enter], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 0),
    row!(Yes, &[Confirm], [Key::Char('c'), Key::Char('y')], "Có", "Yes", "Trả lời có", "Answers yes", Danger::None, None, 1),
    row!(No, &[Confirm], [Key::Char('k'), Key::Char('n'), Key::Esc], "Không", "No", "Trả lời không", "Answers no", Danger::None, None, 2),
    row!(Turn, &[Confirm], [Key::Tab, Key::Left, Key::Right], "Đổi", "Turn", "Đổi câu trả lời đang chọn", "Turns to the other answer", Danger::None, None, 3),
    row!(Accept, &[Confirm], [Key::Enter], "Chọn", "Choose", "Chọn câu trả lời đang sáng", "Takes the highlighted answer", Danger::None, None, 4),
    row!(Accept, &[Palette], [Key::Enter], "Làm", "Do it", "Làm lệnh đang chọn, hoặc mở hồ sơ đang chọn", "Does the selected command, or opens the selected dossier", Danger::None, None, 1),
    row!(Accept, &[Menu], [Key::Enter], "Làm", "Do it", "Làm mục đang chọn; ← → sang thực đơn khác", "Does the selected entry; ← → go to another menu", Danger::None, None, 1),
    row!(Cancel, &[Palette, Menu], [Key::Esc], "Đóng", "Close", "Đóng, không làm gì", "Closes and does nothing", Danger::None, None, 2),
];
