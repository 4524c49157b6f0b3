//! Hôm nay, and how a contact is marked.

use super::place::Place::{Bin, Mark, OwnActs, Today};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Act, &[Today], [Key::Enter], "Làm việc này", "Do it", "Mở biểu mẫu của việc ở dòng đang chọn, điền sẵn", "Opens the form of the selected line's duty, filled in", Danger::None, Some(Duty::Keep), 1),
    row!(Open, &[Today, OwnActs, Bin], [Key::Char('o')], "Hồ sơ", "Dossier", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of the selected line", Danger::None, None, 2),
    row!(Mark, &[Today], [Key::Char('m')], "Đánh dấu gặp", "Mark", "Đánh dấu lần gặp: gặp được, không có nhà, từ chối, gọi điện", "Marks a contact: met, nobody home, refused, by phone", Danger::None, Some(Duty::Keep), 2),
    row!(MarkMet, &[Mark], [Key::Char('g'), Key::Char('1')], "Gặp được", "Met", "Gặp được", "Met", Danger::None, Some(Duty::Keep), 1),
    row!(MarkNotHome, &[Mark], [Key::Char('k'), Key::Char('2')], "Không có nhà", "Nobody home", "Không có nhà", "Nobody home", Danger::None, Some(Duty::Keep), 2),
    row!(MarkRefused, &[Mark], [Key::Char('t'), Key::Char('3')], "Từ chối", "Refused", "Từ chối gặp", "Refused to meet", Danger::None, Some(Duty::Keep), 3),
    row!(MarkPhone, &[Mark], [Key::Char('d'), Key::Char('4')], "Gọi điện", "By phone", "Đã nói chuyện qua điện thoại", "Spoke by phone", Danger::None, Some(Duty::Keep), 4),
    row!(Cancel, &[Mark], [Key::Esc], "Bỏ", "Cancel", "Không ghi gì", "Records nothing", Danger::None, None, 5),
];
