//! Doubles, merge and split, own acts taken back, cancelled entries.

use super::place::Place::{Bin, Doubles, Merge, OwnActs};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Compare, &[Doubles], [Key::Enter], "Đối chiếu", "Compare", "Xem hai hồ sơ cạnh nhau, từng mục (ghi nhật ký là đã xem cả hai)", "Shows the two files side by side (recorded as a look at both)", Danger::None, None, 1),
    row!(NotSame, &[Doubles, Merge], [Key::Char('k')], "Không phải một người", "Not one person", "Ghi nhớ hai hồ sơ này không phải của một người", "Remembers that the two are not one person", Danger::None, Some(Duty::Merge), 2),
    row!(ScanDoubles, &[Doubles], [Key::F(6)], "Quét", "Scan", "So mọi người trong sổ với nhau, đưa các cặp giống nhau vào đây", "Compares everybody and puts the pairs that look alike here", Danger::None, Some(Duty::Merge), 3),
    row!(Settled, &[Doubles], [Key::F(7)], "Đã kết luận", "Settled", "Xem các cặp đã ghi là không phải một người, hoặc trở lại", "Shows the pairs said not to be one person, or goes back", Danger::None, None, 4),
    row!(Toggle, &[Merge], [Key::Char(' ')], "Đổi bên", "Other side", "Lấy giá trị của hồ sơ kia cho mục này, hoặc trở lại; ← → cũng được", "Takes the other file's value for this field, or back; ← → too", Danger::None, None, 1),
    row!(SwapSides, &[Merge], [Key::Char('d')], "Đổi hồ sơ giữ", "Swap", "Đổi hồ sơ nào được giữ lại", "Swaps which file stays", Danger::None, None, 3),
    row!(Save, &[Merge], [Key::Ctrl('s')], "Gộp", "Merge", "Gộp hai hồ sơ (hỏi lý do); tách lại được", "Merges the two files (asks why); they can be split again", Danger::None, Some(Duty::Merge), 2),
    row!(Undo, &[OwnActs], [Key::Enter], "Hoàn tác", "Undo", "Hoàn tác việc đang chọn (hỏi lý do)", "Takes the selected act back (asks why)", Danger::None, Some(Duty::Mend), 1),
    row!(Restore, &[Bin], [Key::Enter], "Khôi phục", "Restore", "Khôi phục mục đang chọn (hỏi lý do); mục lại được tính", "Restores the selected entry (asks why); it counts again", Danger::None, Some(Duty::Mend), 1),
];
