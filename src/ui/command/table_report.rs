//! Báo cáo: which period, which columns.

use super::place::Place::Report;
use super::{Command, CommandRow, Danger, row};
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(PreviousPeriod, &[Report], [Key::Left], "Kỳ trước", "Previous", "Xem kỳ trước", "Shows the period before", Danger::None, false, 1),
    row!(NextPeriod, &[Report], [Key::Right], "Kỳ sau", "Next", "Xem kỳ sau", "Shows the period after", Danger::None, false, 2),
    row!(ThisPeriod, &[Report], [Key::Home, Key::Char('0')], "Kỳ này", "This one", "Về kỳ đang chạy", "Goes to the running period", Danger::None, false, 2),
    row!(MonthPeriods, &[Report], [Key::Char('1')], "Tháng", "Month", "Báo cáo tháng", "Monthly report", Danger::None, false, 3),
    row!(QuarterPeriods, &[Report], [Key::Char('2')], "Quý", "Quarter", "Báo cáo quý", "Quarterly report", Danger::None, false, 4),
    row!(HalfPeriods, &[Report], [Key::Char('3')], "6 tháng", "Half-year", "Báo cáo sáu tháng", "Half-year report", Danger::None, false, 5),
    row!(YearPeriods, &[Report], [Key::Char('4')], "Năm", "Year", "Báo cáo năm", "Yearly report", Danger::None, false, 6),
    row!(MoreColumns, &[Report], [Key::Tab], "Cột khác", "Columns", "Xem các cột còn lại khi màn hình hẹp", "Shows the remaining columns on a narrow screen", Danger::None, false, 7),
];
