//! Accounts.

use super::place::MAIN;
use super::place::Place::Accounts;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Accounts, MAIN, [Key::Alt('7')], "Cán bộ", "Officers", "Các tài khoản; Trưởng thêm, ngừng, đổi vai trò, đặt lại mật khẩu; ai cũng đổi được mật khẩu của mình", "The accounts; the chief adds, removes, gives roles and passwords; anybody changes his own password", Danger::None, Some(Duty::ReadOfficers), 0),
    row!(AddAccount, &[Accounts], [Key::F(9)], "Thêm cán bộ", "Add", "Thêm một cán bộ; máy đề nghị mật khẩu", "Adds an officer; a password is suggested", Danger::None, Some(Duty::KeepOfficers), 1),
    row!(SetPassword, &[Accounts], [Key::F(6), Key::Enter], "Mật khẩu", "Password", "Ở dòng của mình: đổi mật khẩu của mình; ở dòng khác: Trưởng đặt lại mật khẩu cho người đó", "On one's own line: one's own password; on another: the chief sets a new one for him", Danger::None, Some(Duty::OwnPassword), 2),
    row!(SetRole, &[Accounts], [Key::F(7)], "Vai trò", "Role", "Đổi vai trò của tài khoản đang chọn (hỏi lại)", "Gives the selected account another role (asks)", Danger::Asks, Some(Duty::KeepOfficers), 3),
    row!(SwitchAccount, &[Accounts], [Key::F(8)], "Ngừng / mở lại", "Remove / enable", "Ngừng tài khoản đang chọn và thay khóa dữ liệu của sổ, hoặc mở lại (hỏi lại)", "Removes the selected account and replaces the data key, or switches it on again (asks)", Danger::Asks, Some(Duty::KeepOfficers), 4),
    row!(Cancel, &[Accounts], [Key::Esc], "Về", "Back", "Về màn hình trước", "Goes back to the screen before", Danger::None, None, 5),
];
