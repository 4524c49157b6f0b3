//! Closing a period, the package to the superior.

use super::place::Place::{Closing, Report};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(GoClosing, &[Report], [Key::Char('g')], "Chốt, gửi", "Close, send", "Kiểm tra, so sánh, chốt kỳ này rồi gửi cấp trên hoặc in", "Checks, compares, closes this period, then sends or prints it", Danger::None, false, 2),
    row!(Open, &[Closing], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of this line", Danger::None, false, 1),
    row!(ClosePeriod, &[Closing], [Key::Char('c')], "Chốt kỳ", "Close period", "Trưởng chốt và ký số liệu của kỳ", "The chief closes and signs the period", Danger::Asks, true, 2),
    row!(MakePackage, &[Closing], [Key::Char('g')], "Lập gói", "Package", "Lập gói niêm phong gửi cấp trên (thay gói trước, nếu có)", "Makes the sealed package for the superior (replacing the one before)", Danger::None, true, 3),
    row!(PackageAgain, &[Closing], [Key::Char('l')], "Ghi lại gói", "Write again", "Ghi lại đúng gói đã lập ra tệp khác", "Writes the package that was made to another file", Danger::None, true, 5),
    row!(PaperForm, &[Closing], [Key::Char('i')], "Biểu giấy", "Paper form", "Ghi biểu giấy (xlsx) để in và ký", "Writes the paper form (xlsx) to be printed and signed", Danger::None, false, 4),
    row!(Cancel, &[Closing], [Key::Esc], "Về", "Back", "Về màn hình Báo cáo", "Goes back to the report", Danger::None, false, 6),
];
