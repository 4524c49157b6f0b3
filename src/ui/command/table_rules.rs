//! The calendar and the rules.

use super::place::Place::{Bin, Calendar, Dossier, Doubles, Merge, OwnActs, Report, Rules, Today};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Calendar, &[Today], [Key::Char('l')], "Lịch", "Calendar", "Lịch tháng: mỗi ngày bao nhiêu hạn; in danh sách đi thăm", "The month: how many clocks a day; the printed round of visits", Danger::None, None, 5),
    row!(Rules, &[Today], [Key::Char('q')], "Quy tắc", "Rules", "Các quy tắc: câu chữ, con số, căn cứ; Trưởng Công an cấp xã đặt số khác hoặc xác nhận đã đối chiếu", "The rules: sentence, figure, source; the chief sets a figure or confirms it", Danger::None, None, 6),
    row!(Rules, &[Dossier, Report], [Key::Char('q')], "Quy tắc", "Rules", "Các quy tắc: câu chữ, con số, căn cứ; Trưởng Công an cấp xã đặt số khác hoặc xác nhận đã đối chiếu", "The rules: sentence, figure, source; the chief sets a figure or confirms it", Danger::None, None, 97),
    row!(Accept, &[Calendar], [Key::Enter], "Việc trong ngày", "The day", "Các dòng đến hạn trong ngày đang chọn", "The lines of the selected day", Danger::None, None, 1),
    row!(PreviousPeriod, &[Calendar], [Key::PageUp], "Tháng trước", "Month before", "Tháng trước", "The month before", Danger::None, None, 2),
    row!(NextPeriod, &[Calendar], [Key::PageDown], "Tháng sau", "Month after", "Tháng sau", "The month after", Danger::None, None, 3),
    row!(RoundList, &[Calendar], [Key::Char('i')], "In danh sách đi thăm", "Round list", "Ghi danh sách đi thăm theo thôn ra tệp Excel để in", "Writes the round of visits by hamlet to an Excel file", Danger::None, Some(Duty::RoundList), 4),
    row!(SetFigure, &[Rules], [Key::Enter, Key::F(6)], "Đặt số khác", "Set figure", "Trưởng Công an cấp xã đặt số của đơn vị, có ngày và lý do; số gốc vẫn hiện bên cạnh", "The chief sets the unit's figure with day and reason; the original stays beside it", Danger::None, Some(Duty::SetRules), 1),
    row!(ConfirmRule, &[Rules], [Key::F(7)], "Đã đối chiếu", "Checked", "Trưởng Công an cấp xã ghi là đã đối chiếu với văn bản gốc", "The chief notes that it was compared with the official text", Danger::None, Some(Duty::SetRules), 2),
    row!(SetDays, &[Rules], [Key::F(8)], "Ngày nghỉ", "Days off", "Trưởng Công an cấp xã ghi ngày nghỉ, ngày làm bù của một năm, có lý do; bảng gốc vẫn được giữ", "The chief enters days off or made-up working days of a year, with a reason; the table stays", Danger::None, Some(Duty::SetRules), 3),
    row!(Cancel, &[Calendar, Rules, Doubles, Merge, OwnActs, Bin], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 5),
];
