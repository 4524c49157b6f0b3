//! A workbook taken in; the registry checked.

use super::place::MAIN;
use super::place::Place::Import;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Import, MAIN, [Key::Alt('9')], "Nhập từ tệp bảng tính…", "Import a workbook…", "Nhập hồ sơ, biện pháp, sự việc từ tệp Excel; xem trước rồi mới ghi", "Takes people, measures and events in from a workbook; shows first what would come of it", Danger::None, Some(Duty::Import), 0),
    row!(CheckWhole, MAIN, [Key::Alt('0')], "Kiểm tra sổ (đầy đủ)…", "Check the registry (fully)…", "Kiểm tra cả sổ: tệp dữ liệu, nhật ký, từng dòng dữ liệu với lần ghi cuối", "Checks the whole registry: the file, the journal, every row against its last entry", Danger::None, Some(Duty::Check), 0),
    row!(Accept, &[Import], [Key::Enter], "Xem trước", "Look ahead", "Đọc tệp và xem trước sẽ nhập những gì; ở tên trong danh sách thì chọn tên ấy", "Reads the file and shows what would come of it; on a name of the list chooses it", Danger::None, None, 1),
    row!(NextTab, &[Import], [Key::Tab], "Điền nốt", "Complete", "Điền nốt phần chung của các tên trong danh sách", "Completes what the names of the list have in common", Danger::None, None, 2),
    row!(TakeIn, &[Import], [Key::F(6), Key::Char('n')], "Nhập vào sổ", "Take in", "Nhập những gì vừa xem trước; dòng bị từ chối ở lại ngoài sổ", "Takes in what was looked at; refused rows stay outside", Danger::Asks, Some(Duty::Import), 1),
    row!(WriteRefused, &[Import], [Key::F(7), Key::Char('g')], "Ghi dòng bị từ chối", "Write the refused", "Ghi các dòng bị từ chối ra một tệp mới, kèm cột và lý do, để sửa rồi nhập lại", "Writes the refused rows to a new file with column and reason, to be mended and imported again", Danger::None, Some(Duty::Import), 2),
    row!(WriteTemplate, &[Import], [Key::F(8)], "Ghi tệp mẫu", "Template", "Ghi một bảng tính mẫu có đủ cột và lời giải thích", "Writes a template with every column and an explanation", Danger::None, None, 3),
    row!(Cancel, &[Import], [Key::Esc], "Về", "Back", "Đang làm thì dừng, sổ như cũ; đang xem trước thì về chọn tệp khác; đang chọn tệp thì đóng", "Stops what runs and leaves all as it was; from the look ahead back to the file; from there closes", Danger::None, None, 4),
];
