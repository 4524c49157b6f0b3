//! Closing a period, the package to the superior.

use super::place::Place::{Closing, Programme, Report, RollUp, SetupUnit, Unlock};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(GoClosing, &[Report], [Key::Char('g')], "Chốt, gửi", "Close, send", "Kiểm tra, so sánh, chốt kỳ này rồi gửi cấp trên hoặc in", "Checks, compares, closes this period, then sends or prints it", Danger::None, None, 2),
    row!(Open, &[Closing], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of this line", Danger::None, None, 1),
    row!(ClosePeriod, &[Closing], [Key::Char('c')], "Chốt kỳ", "Close period", "Trưởng chốt và ký số liệu của kỳ", "The chief closes and signs the period", Danger::Asks, Some(Duty::ClosePeriod), 2),
    row!(MakePackage, &[Closing], [Key::Char('g')], "Lập gói", "Package", "Lập gói niêm phong gửi cấp trên (thay gói trước, nếu có)", "Makes the sealed package for the superior (replacing the one before)", Danger::None, Some(Duty::ClosePeriod), 3),
    row!(PackageAgain, &[Closing], [Key::Char('l')], "Ghi lại gói", "Write again", "Ghi lại đúng gói đã lập ra tệp khác", "Writes the package that was made to another file", Danger::None, Some(Duty::ClosePeriod), 5),
    row!(PaperForm, &[Closing], [Key::Char('i')], "Biểu giấy", "Paper form", "Ghi biểu giấy (xlsx) để in và ký", "Writes the paper form (xlsx) to be printed and signed", Danger::None, Some(Duty::WriteReport), 4),
    row!(GoProgramme, &[Report], [Key::Char('c')], "Công tác", "Programme", "Số liệu công tác của tháng, mức của địa bàn, chỉ tiêu kế hoạch", "The month's programme work, the area's level, the targets of the plan", Danger::None, None, 6),
    row!(EditProgramme, &[Programme], [Key::Enter], "Nhập", "Enter", "Nhập số liệu công tác của tháng, mức của địa bàn, chỉ tiêu", "Enters the month's programme work, the level, the targets", Danger::None, Some(Duty::EnterProgramme), 1),
    row!(PreviousPeriod, &[Programme], [Key::Left], "Tháng trước", "Previous", "Xem tháng trước", "Shows the month before", Danger::None, None, 2),
    row!(NextPeriod, &[Programme], [Key::Right], "Tháng sau", "Next", "Xem tháng sau", "Shows the month after", Danger::None, None, 3),
    row!(Cancel, &[Programme], [Key::Esc], "Về", "Back", "Về màn hình Báo cáo", "Goes back to the report", Danger::None, None, 4),
    row!(PackageAndPaper, &[Closing], [Key::Char('h')], "Cả hai", "Both", "Lập gói, và ghi biểu giấy cạnh gói cùng tên", "Makes the package, and writes the paper form beside it under the same name", Danger::None, Some(Duty::ClosePeriod), 5),
    row!(SuperiorKey, &[Closing], [Key::Char('k')], "Khóa cấp trên", "Superior's key", "Nhập khóa nhận của cấp trên, từ phiếu cấp trên giao", "Enters the superior's receiving key, from the sheet it handed over", Danger::None, Some(Duty::SetSuperior), 7),
    row!(KeySheet, &[Closing], [Key::Char('p')], "Phiếu khóa", "Key sheet", "Ghi phiếu khóa của đơn vị, giao tận tay cấp trên", "Writes the unit's key sheet, to be handed to the superior", Danger::None, None, 8),
    row!(NextTab, &[Closing], [Key::Tab], "Phần sau", "Next part", "Xuống phần sau của bước kiểm tra", "Goes down to the next part of the walk", Danger::None, None, 6),
    row!(PreviousTab, &[Closing], [Key::BackTab], "Phần trước", "Part before", "Lên phần trước", "Goes up to the part before", Danger::None, None, 9),
    row!(GoRollUp, &[Unlock, SetupUnit], [Key::F(7)], "Tổng hợp", "Roll-up", "Ở cấp trên: tổng hợp các gói .hsr đã nhận; không cần sổ, không cần mật khẩu", "At the receiving level: sums up the packages received; needs no registry and no password", Danger::None, None, 8),
    row!(GoRollUp, &[Report], [Key::F(7)], "Tổng hợp", "Roll-up", "Ở cấp trên: tổng hợp các gói .hsr đã nhận; không cần sổ, không cần mật khẩu", "At the receiving level: sums up the packages received; needs no registry and no password", Danger::None, None, 0),
    row!(Accept, &[RollUp], [Key::Enter], "Tiếp", "Go on", "Sang ô sau; ở ô cuối thì bắt đầu", "Goes to the next field; at the last one begins", Danger::None, None, 1),
    row!(WriteRollUp, &[RollUp], [Key::F(6), Key::Char('g')], "Ghi tệp", "Write a file", "Ghi bảng tính, CSV, tệp DHIS2 hoặc bản công bố", "Writes the workbook, the CSV, DHIS2's file or the publication", Danger::None, None, 2),
    row!(NextTab, &[RollUp], [Key::Tab], "Phần sau", "Next part", "Phần sau, hoặc ô sau", "The next part, or field", Danger::None, None, 3),
    row!(PreviousTab, &[RollUp], [Key::BackTab], "Phần trước", "Part before", "Phần trước, hoặc ô trước", "The part or field before", Danger::None, None, 4),
    row!(Cancel, &[RollUp], [Key::Esc], "Về", "Back", "Đang đọc thì dừng; đang xem thì về chọn lại; đang chọn thì đóng", "Stops reading; from the sums back to the questions; from these it closes", Danger::None, None, 5),
    row!(Cancel, &[Closing], [Key::Esc], "Về", "Back", "Về màn hình Báo cáo", "Goes back to the report", Danger::None, None, 6),
];
