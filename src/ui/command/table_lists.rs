//! Danh sách, and what lists share: filters, groups, columns, selection, saved filters.

use super::place::Place::{Columns, Lists, People, Today};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Open, &[People], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of the selected line", Danger::None, None, 1),
    row!(Sort, &[People], [Key::F(6)], "Xếp", "Sort", "Đổi thứ tự: tên, nguy cơ, hạn tới", "Changes the order: name, risk, next due", Danger::None, None, 2),
    row!(FilterMeasure, &[People], [Key::F(7)], "Biện pháp", "Measure", "Chỉ hiện một biện pháp", "Shows one measure only", Danger::None, None, 3),
    row!(FilterHamlet, &[People], [Key::F(8)], "Thôn/tổ", "Hamlet", "Chỉ hiện một thôn, tổ dân phố", "Shows one hamlet only", Danger::None, None, 4),
    row!(FilterHamlet, &[Today], [Key::F(8)], "Thôn/tổ", "Hamlet", "Chỉ hiện một thôn, tổ dân phố", "Shows one hamlet only", Danger::None, None, 95),
    row!(FilterClock, &[Today], [Key::F(6)], "Loại hạn", "Clock", "Chỉ hiện một loại hạn hoặc một hạn", "Shows one kind of clock, or one clock", Danger::None, None, 5),
    row!(FilterOfficer, &[Today], [Key::F(7)], "Cán bộ", "Officer", "Chỉ hiện hồ sơ của một cán bộ phụ trách", "Shows the files of one officer", Danger::None, None, 94),
    row!(NextGroup, &[Today], [Key::Tab, Key::Right], "Nhóm sau", "Next group", "Đến nhóm việc tiếp theo", "Goes to the next group of work", Danger::None, None, 92),
    row!(PreviousGroup, &[Today], [Key::BackTab, Key::Left], "Nhóm trước", "Previous group", "Về nhóm việc trước", "Goes to the previous group of work", Danger::None, None, 0),
    row!(TurnFocus, &[People], [Key::Tab, Key::BackTab], "Vào danh sách", "Into the list", "Từ ô tìm vào danh sách để dùng phím chữ và phím cách, rồi trở lại", "From the search into the list, where letters and Space act, and back", Danger::None, None, 2),
    row!(Toggle, &[Today, People], [Key::Char(' '), Key::Insert], "Chọn", "Select", "Chọn người ở dòng này, hoặc bỏ chọn; rồi xuống dòng sau", "Selects the person of this line, or not; then the next line", Danger::None, None, 7),
    row!(SelectAll, &[People], [Key::Char('*'), Key::Ctrl('b')], "Chọn cả", "Select all", "Chọn tất cả những người danh sách đang hiện", "Selects everybody the list shows", Danger::None, None, 87),
    row!(SelectNone, &[Today, People], [Key::Char('-'), Key::Ctrl('y')], "Bỏ chọn", "Select none", "Bỏ chọn tất cả", "Selects nobody any more", Danger::None, None, 7),
    row!(RoundList, &[Today, People], [Key::Char('i')], "In đi thăm", "Round list", "Ghi danh sách đi thăm những người đã chọn ra tệp Excel để in", "Writes the round of visits to those selected to an Excel file", Danger::None, Some(Duty::RoundList), 6),
    row!(FilterOfficer, &[People], [Key::Char('c'), Key::Ctrl('o')], "Cán bộ", "Officer", "Chỉ hiện người của một cán bộ phụ trách", "Shows the people of one officer only", Danger::None, None, 84),
    row!(FilterRisk, &[People], [Key::Char('n'), Key::F(11)], "Nguy cơ", "Risk", "Chỉ hiện một mức nguy cơ", "Shows one level of risk only", Danger::None, None, 85),
    row!(MyLists, &[People], [Key::Char('d'), Key::Ctrl('d')], "Danh sách của tôi", "My lists", "Các bộ lọc đã lưu: dùng lại, lưu bộ lọc đang dùng, xóa", "Saved filters: use one, save the one in use, delete one", Danger::None, None, 5),
    row!(SaveList, &[Lists], [Key::Char('m')], "Lưu bộ lọc này", "Save this filter", "Lưu bộ lọc đang dùng dưới một tên", "Saves the filter in use under a name", Danger::None, None, 2),
    row!(DropList, &[Lists], [Key::Char('x'), Key::Delete], "Xóa", "Delete", "Xóa bộ lọc đã lưu ở dòng này (hỏi lại)", "Deletes the saved filter of this line (asks)", Danger::Asks, None, 3),
    row!(Accept, &[Lists], [Key::Enter], "Dùng", "Use", "Hiện danh sách này; khi đang đặt tên thì lưu", "Shows this list; while a name is typed, saves", Danger::None, None, 1),
    row!(Cancel, &[Lists], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 4),
    row!(Columns, &[Today, People], [Key::Ctrl('k')], "Cột", "Columns", "Chọn cột và thứ tự cột của danh sách này, riêng cho tài khoản này", "Chooses the columns of this list and their order, for this account", Danger::None, None, 86),
    row!(Toggle, &[Columns], [Key::Char(' ')], "Bật, tắt", "On or off", "Đưa cột này vào danh sách hoặc bỏ ra", "Takes this column in or out", Danger::None, None, 1),
    row!(MoveLeft, &[Columns], [Key::Left], "Sang trái", "To the left", "Đưa cột này sang trái một chỗ", "Moves this column one place to the left", Danger::None, None, 2),
    row!(MoveRight, &[Columns], [Key::Right], "Sang phải", "To the right", "Đưa cột này sang phải một chỗ", "Moves this column one place to the right", Danger::None, None, 3),
    row!(UsualColumns, &[Columns], [Key::Char('0')], "Như ban đầu", "As at first", "Trở lại các cột ban đầu", "Back to the columns as they were at first", Danger::None, None, 4),
    row!(Accept, &[Columns], [Key::Enter], "Dùng", "Use", "Dùng các cột này từ nay về sau", "Uses these columns from now on", Danger::None, None, 1),
    row!(Cancel, &[Columns], [Key::Esc], "Thôi", "Cancel", "Giữ các cột như cũ", "Keeps the columns as they were", Danger::None, None, 5),
];
