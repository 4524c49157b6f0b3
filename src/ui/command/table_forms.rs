//! Forms: fields, saving, copying.

use super::place::Place::{AccountForm, Form, SetupAccount, SetupTypeBack};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Accept, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Enter], "Ô tiếp", "Next field", "Sang ô tiếp theo; ở ô cuối thì ghi", "Goes to the next field; on the last one saves", Danger::None, false, 1),
    row!(NextField, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Tab], "Xuống", "Down", "Sang ô tiếp theo", "Goes to the next field", Danger::None, false, 0),
    row!(PreviousField, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::BackTab], "Lên", "Up", "Về ô trước", "Goes to the field before", Danger::None, false, 4),
    row!(LineDown, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Down], "Dòng sau", "Line below", "Ở ô chọn: lựa chọn sau; ở ô khác: sang ô tiếp theo", "In a list of choices the next choice, elsewhere the next field", Danger::None, false, 0),
    row!(LineUp, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Up], "Dòng trước", "Line above", "Ở ô chọn: lựa chọn trước; ở ô khác: về ô trước", "In a list of choices the choice before, elsewhere the field before", Danger::None, false, 0),
    row!(Save, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Ctrl('s'), Key::F(10)], "Ghi", "Save", "Ghi những gì đã nhập", "Saves what was typed", Danger::None, false, 2),
    row!(NextError, &[Form], [Key::F(7)], "Ô cần sửa", "To correct", "Đến ô cần sửa tiếp theo", "Goes to the next field to be corrected", Danger::None, false, 3),
    row!(CopyBefore, &[Form], [Key::F(5)], "Chép từ lần trước", "Copy", "Điền các ô còn trống như lần ghi trước cùng loại của người này", "Fills the empty fields as in this person's last record of the kind", Danger::None, false, 5),
    row!(Cancel, &[Form, AccountForm], [Key::Esc], "Thôi", "Cancel", "Thôi, không ghi (hỏi lại nếu đã nhập)", "Leaves without saving (asks if something was typed)", Danger::AsksIfUnsaved, false, 3),
    row!(OpenAlike, &[Form], [Key::F(4)], "Mở hồ sơ giống", "Open the like", "Mở một hồ sơ giống người đang nhập, thay vì lập mới", "Opens a file that looks like the person being typed, instead of a new one", Danger::None, false, 2),
];
