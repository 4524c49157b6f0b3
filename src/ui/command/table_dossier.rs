//! Hồ sơ: acts, mending, its parts.

use super::place::Place::Dossier;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(NewMeasure, &[Dossier], [Key::Char('b')], "Biện pháp mới", "New measure", "Mở một biện pháp mới cho người này", "Opens a new measure for this person", Danger::None, Some(Duty::Keep), 5),
    row!(CloseMeasure, &[Dossier], [Key::Char('e')], "Kết thúc BP", "End measure", "Kết thúc biện pháp đang áp dụng (hỏi lại trước khi ghi)", "Ends the running measure (asks before it is saved)", Danger::Asks, Some(Duty::Keep), 6),
    row!(OtherAct, &[Dossier], [Key::Char('a')], "Việc khác", "Other act", "Mọi việc khác: chọn trong danh sách các việc được làm lúc này", "Every other act: choose from the list of what is allowed now", Danger::None, Some(Duty::Keep), 5),
    row!(CorrectEntry, &[Dossier], [Key::Char('c')], "Đính chính", "Correct", "Đính chính một sự việc hoặc biện pháp ghi sai; giá trị cũ được giữ", "Corrects an event or measure; the old value is kept", Danger::None, Some(Duty::Mend), 7),
    row!(CancelEntry, &[Dossier], [Key::Char('x')], "Hủy mục", "Cancel entry", "Hủy một mục ghi nhầm (hỏi lại); mục vẫn được giữ và không tính nữa", "Cancels an entry made by mistake (asks); it is kept and counts nowhere", Danger::Asks, Some(Duty::Mend), 7),
    row!(ReopenMeasure, &[Dossier], [Key::Char('u')], "Mở lại BP", "Reopen", "Bỏ việc kết thúc ghi nhầm: biện pháp được mở lại", "Takes back an ending entered by mistake", Danger::None, Some(Duty::Mend), 96),
    row!(Team, &[Dossier], [Key::Char('g')], "Tổ quản lý", "Team", "Tổ quản lý của một quyết định (Mẫu 04): xem, lập, thay người", "The management team of a decision (form 04): see it, set it, change it", Danger::None, Some(Duty::SetTeam), 94),
    row!(EntryHistory, &[Dossier], [Key::Char('h')], "Lịch sử mục", "History of one", "Lịch sử của một mục: chọn một ô nhân thân, biện pháp hoặc sự việc; ai ghi, ai sửa, lúc nào, từ gì thành gì, vì sao", "The history of one field, measure or event: who, when, from what to what, why", Danger::None, None, 93),
    row!(History, &[Dossier], [Key::Char('y')], "Lịch sử, ai xem", "History, looks", "Ai ghi, ai sửa gì trong hồ sơ này, lúc nào; ai đã xem", "Who changed what in this file, when; who looked at it", Danger::None, None, 93),
    row!(EditPerson, &[Dossier], [Key::Char('s')], "Sửa", "Edit", "Sửa phần nhân thân", "Edits the person's particulars", Danger::None, Some(Duty::Keep), 7),
    row!(NextTab, &[Dossier], [Key::Tab, Key::Right], "Mục sau", "Next part", "Đến mục tiếp theo của hồ sơ", "Goes to the next part of the dossier", Danger::None, None, 8),
    row!(PreviousTab, &[Dossier], [Key::BackTab, Key::Left], "Mục trước", "Previous part", "Về mục trước của hồ sơ", "Goes to the previous part of the dossier", Danger::None, None, 0),
    row!(Back, &[Dossier], [Key::Esc], "Về", "Back", "Về màn hình trước", "Goes back to the screen before", Danger::None, None, 9),
    row!(Split, &[Dossier], [Key::Char('d')], "Tách hồ sơ", "Split", "Tách lại hồ sơ đã gộp vào đây (lần gộp mới nhất)", "Splits off the file merged into this one (the newest merge)", Danger::None, Some(Duty::Merge), 98),
];
