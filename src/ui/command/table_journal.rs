//! The journal.

use super::place::MAIN;
use super::place::Place::Journal;
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Journal, MAIN, [Key::Alt('6')], "Nhật ký", "Journal", "Ai đã xem, ai đã sửa, trong cả sổ; lọc, ghi ra tệp, kiểm tra", "Who looked and who changed, in the whole registry; filtered, written to a file, proven", Danger::None, Some(Duty::ReadJournal), 0),
    row!(Open, &[Journal], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của mục đang chọn", "Opens the dossier of the selected entry", Danger::None, None, 1),
    row!(FilterAct, &[Journal], [Key::F(6)], "Việc", "Acts", "Chỉ hiện mọi lần xem, mọi lần sửa, hoặc một loại việc", "Shows only looks, only changes, or one kind of act", Danger::None, None, 2),
    row!(FilterOfficer, &[Journal], [Key::F(7)], "Cán bộ", "Officer", "Chỉ hiện việc của một cán bộ", "Shows the acts of one officer only", Danger::None, None, 3),
    row!(FilterDays, &[Journal], [Key::F(8)], "Ngày", "Days", "Chỉ hiện một ngày, hoặc từ ngày đến ngày", "Shows one day only, or from one day to another", Danger::None, None, 4),
    row!(FilterFile, &[Journal], [Key::F(9)], "Hồ sơ", "File", "Chỉ hiện việc về một hồ sơ", "Shows acts about one file only", Danger::None, None, 5),
    row!(WriteJournal, &[Journal], [Key::Char('g')], "Ghi ra tệp", "To a file", "Ghi những mục đang lọc ra tệp CSV mới", "Writes the entries shown to a new CSV file", Danger::None, Some(Duty::WriteJournal), 6),
    row!(VerifyJournal, &[Journal], [Key::Char('k')], "Kiểm tra", "Verify", "Đối chiếu: nhật ký liền mạch, đủ chữ ký; dữ liệu khớp nhật ký; mốc đã ghi vào gói đến đâu. Esc dừng", "Proves: the journal holds and is signed; rows are what it says; up to where checkpoints were made. Esc stops", Danger::None, Some(Duty::Check), 7),
    row!(Cancel, &[Journal], [Key::Esc], "Về", "Back", "Bỏ điều đang gõ, bỏ lọc, hoặc về màn hình trước", "Gives up what is typed, the filter, or goes back", Danger::None, None, 8),
];
