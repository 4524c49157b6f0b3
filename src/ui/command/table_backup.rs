//! Backup: the register of copies, and making one.

use super::place::MAIN;
use super::place::Place::Backups;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Backups, MAIN, [Key::Alt('5')], "Sao lưu", "Backups", "Các bản sao lưu, lần cuối cách đây bao lâu; sao lưu ngay", "The backups, how long ago the last was made; makes one now", Danger::None, None, 0),
    row!(BackUp, &[Backups], [Key::F(6)], "Sao lưu ngay", "Back up now", "Sao lưu ngay vào một thư mục; bản sao được đọc lại để kiểm tra", "Backs up now into a folder; the copy is read back and proven", Danger::None, Some(Duty::Backup), 1),
    row!(Accept, &[Backups], [Key::Enter], "Ghi", "Go on", "Sao lưu vào thư mục đã gõ", "Backs up into the folder typed", Danger::None, Some(Duty::Backup), 2),
    row!(Cancel, &[Backups], [Key::Esc], "Về", "Back", "Bỏ việc gõ thư mục, hoặc về màn hình trước", "Gives the folder up, or goes back to the screen before", Danger::None, None, 3),
];
