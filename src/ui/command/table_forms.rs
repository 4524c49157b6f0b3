//! Forms: fields, saving, copying.

use super::place::Place::{AccountForm, Form, SetupAccount, SetupTypeBack};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Accept, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Enter], "Ô tiếp", "Next field", "Sang ô tiếp theo; ở ô cuối thì ghi; ở ô chọn bắt buộc còn trống thì mở các lựa chọn", "Goes to the next field; on the last one saves; on a required choice that is empty opens the choices", Danger::None, None, 1),
    row!(NextField, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Tab, Key::Down], "Xuống", "Down", "Sang ô tiếp theo", "Goes to the next field", Danger::None, None, 0),
    row!(PreviousField, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::BackTab, Key::Up], "Lên", "Up", "Về ô trước", "Goes to the field before", Danger::None, None, 4),
    row!(Save, &[Form, AccountForm, SetupAccount, SetupTypeBack], [Key::Ctrl('s')], "Ghi", "Save", "Ghi những gì đã nhập", "Saves what was typed", Danger::None, None, 2),
    row!(EditField, &[Form], [Key::F(2)], "Các lựa chọn", "Choices", "Mở các lựa chọn của ô này thành danh sách: gõ vài chữ không dấu rồi Enter (ô chữ và ô ngày sửa ngay khi con trỏ ở đó)", "Opens the choices of this field as a list; texts and dates are edited as soon as the cursor stands there", Danger::None, None, 2),
    row!(NextError, &[Form], [Key::F(7)], "Ô cần sửa", "To correct", "Đến ô cần sửa tiếp theo", "Goes to the next field to be corrected", Danger::None, None, 3),
    row!(CopyBefore, &[Form], [Key::F(5)], "Chép từ lần trước", "Copy", "Điền các ô còn trống như lần ghi trước cùng loại của người này", "Fills the empty fields as in this person's last record of the kind", Danger::None, None, 5),
    row!(Cancel, &[Form, AccountForm], [Key::Esc], "Thôi", "Cancel", "Thôi, không ghi (hỏi lại nếu đã nhập)", "Leaves without saving (asks if something was typed)", Danger::AsksIfUnsaved, None, 3),
    row!(OpenAlike, &[Form], [Key::F(4)], "Mở hồ sơ giống", "Open the like", "Mở một hồ sơ giống người đang nhập, thay vì lập mới", "Opens a file that looks like the person being typed, instead of a new one", Danger::None, None, 2),
];
