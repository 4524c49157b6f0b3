//! Files due for review.

use super::place::MAIN;
use super::place::Place::Retention;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Retention, MAIN, [Key::Alt('8')], "Đến hạn rà soát", "Due for review", "Các hồ sơ đã hết thời gian lưu; đề nghị hủy, quyết định hủy", "Files past their time of keeping; proposed for destruction, destroyed", Danger::None, Some(Duty::ReadRetention), 0),
    row!(Open, &[Retention], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of the selected line", Danger::None, None, 1),
    row!(Propose, &[Retention], [Key::F(6)], "Đề nghị hủy", "Propose", "Đề nghị hủy hồ sơ đang chọn (hỏi lý do); chưa có gì bị xóa", "Proposes the selected file for destruction (asks why); nothing is deleted yet", Danger::None, Some(Duty::ProposeDestruction), 2),
    row!(Withdraw, &[Retention], [Key::F(7)], "Rút đề nghị", "Take back", "Rút đề nghị hủy: của mình, hoặc Trưởng rút của người khác (hỏi lý do)", "Takes a proposal back: one's own, or as a chief anybody's (asks why)", Danger::None, Some(Duty::ProposeDestruction), 3),
    row!(Destroy, &[Retention], [Key::F(8)], "Hủy hồ sơ", "Destroy", "Trưởng, không phải người đề nghị, hủy hẳn hồ sơ bằng cách gõ lại số hồ sơ (hỏi lại)", "A chief who did not propose it destroys the file for good by typing its number (asks)", Danger::Asks, Some(Duty::Destroy), 4),
    row!(Cancel, &[Retention], [Key::Esc], "Về", "Back", "Về màn hình trước", "Goes back to the screen before", Danger::None, None, 5),
];
