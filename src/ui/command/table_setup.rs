//! First run and the lock screen.

use super::place::Place::{AccountForm, SetupAccount, SetupSheets, SetupTypeBack, Unlock};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(SuggestPassword, &[SetupAccount, AccountForm], [Key::F(6)], "Gợi ý mật khẩu", "Suggest password", "Tạo một mật khẩu dễ nhớ bằng các từ ngẫu nhiên", "Makes a password of random words", Danger::None, None, 3),
    row!(Accept, &[SetupSheets], [Key::Enter], "Đã chép xong, tiếp", "Copied, go on", "Sang phiếu tiếp theo", "Goes to the next sheet", Danger::None, None, 1),
    row!(Back, &[SetupTypeBack], [Key::Esc], "Xem lại phiếu", "See the sheets", "Xem lại ba phiếu", "Shows the three sheets again", Danger::None, None, 3),
    row!(Back, &[SetupSheets], [Key::Esc], "Phiếu trước", "Sheet before", "Về phiếu trước", "Goes to the sheet before", Danger::None, None, 2),
    row!(Back, &[SetupAccount], [Key::Esc], "Chọn lại đơn vị", "Choose the unit again", "Về bước chọn đơn vị", "Goes back to choosing the unit", Danger::None, None, 5),
    row!(Accept, &[Unlock], [Key::Enter], "Mở sổ", "Unlock", "Mở sổ bằng mật khẩu vừa gõ", "Opens the registry with the password typed", Danger::None, None, 1),
    row!(SetAside, &[Unlock], [Key::F(8)], "Cất riêng tệp hỏng", "Set the damaged file aside", "Khi tệp dữ liệu bị hỏng: đổi tên kèm ngày giờ, không xóa; gõ mật khẩu trước", "When the registry file is damaged: renamed with date and time, not deleted; type the password first", Danger::None, None, 2),
];
