//! Báo cáo: which period, which columns.

use super::place::Place::{Report, Situation, Today};
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(PreviousPeriod, &[Report], [Key::Left], "Kỳ trước", "Previous", "Xem kỳ trước", "Shows the period before", Danger::None, None, 1),
    row!(NextPeriod, &[Report], [Key::Right], "Kỳ sau", "Next", "Xem kỳ sau", "Shows the period after", Danger::None, None, 2),
    row!(ThisPeriod, &[Report], [Key::Home, Key::Char('0')], "Kỳ này", "This one", "Về kỳ đang chạy", "Goes to the running period", Danger::None, None, 2),
    row!(MonthPeriods, &[Report], [Key::Char('1')], "Tháng", "Month", "Báo cáo tháng", "Monthly report", Danger::None, None, 3),
    row!(QuarterPeriods, &[Report], [Key::Char('2')], "Quý", "Quarter", "Báo cáo quý", "Quarterly report", Danger::None, None, 4),
    row!(HalfPeriods, &[Report], [Key::Char('3')], "6 tháng", "Half-year", "Báo cáo sáu tháng", "Half-year report", Danger::None, None, 5),
    row!(YearPeriods, &[Report], [Key::Char('4')], "Năm", "Year", "Báo cáo năm", "Yearly report", Danger::None, None, 6),
    row!(MoreColumns, &[Report], [Key::Tab], "Cột khác", "Columns", "Xem các cột còn lại khi màn hình hẹp", "Shows the remaining columns on a narrow screen", Danger::None, None, 7),
    row!(Situation, &[Today, Report], [Key::Char('h')], "Tình hình", "Situation", "Tình hình bằng hình: số người 24 tháng, vào và ra, quá hạn theo loại, mức nguy cơ", "The situation in pictures: 24 months, in and out, overdue by kind, risk", Danger::None, None, 6),
    row!(NextTab, &[Situation], [Key::Tab, Key::Right], "Hình sau", "Next picture", "Hình tiếp theo, khi màn hình hẹp", "The next picture, on a narrow screen", Danger::None, None, 1),
    row!(PreviousTab, &[Situation], [Key::BackTab, Key::Left], "Hình trước", "Previous", "Hình trước, khi màn hình hẹp", "The previous picture, on a narrow screen", Danger::None, None, 2),
    row!(Cancel, &[Situation], [Key::Esc], "Về", "Back", "Về màn hình trước", "Goes back to the screen before", Danger::None, None, 3),
];
