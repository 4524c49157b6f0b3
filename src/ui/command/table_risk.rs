//! Risk assessment.

use super::place::Place::{Dossier, Report, RiskRules, Today};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Open, &[Dossier], [Key::Enter], "Đến sự kiện", "To the event", "Ở mục Nguy cơ: đến sự kiện mà một yếu tố dựa vào", "In the part on risk: goes to the event that a rule read", Danger::None, None, 8),
    row!(PrintRisk, &[Dossier], [Key::Char('i')], "In", "Print", "Ở mục Nguy cơ: in phần giải thích ra tệp Excel mới, để cho người đó xem", "In the part on risk: prints the explanation to a new Excel file, to be shown to the person", Danger::None, None, 9),
    row!(RiskRules, &[Today, Dossier, Report], [Key::Char('n')], "Quy tắc nguy cơ", "Risk rules", "Bộ quy tắc nguy cơ: điểm, ngưỡng, số ngày, thử trước khi đổi; mức nguy cơ theo nhóm", "The rules of risk: points, thresholds, windows, tried before they are set; levels by group", Danger::None, None, 98),
    row!(MoveRight, &[RiskRules], [Key::Right, Key::Char('+')], "Tăng", "More", "Tăng con số đang chọn", "Raises the selected figure", Danger::None, None, 1),
    row!(MoveLeft, &[RiskRules], [Key::Left, Key::Char('-')], "Giảm", "Less", "Giảm con số đang chọn", "Lowers the selected figure", Danger::None, None, 2),
    row!(Open, &[RiskRules], [Key::Enter], "Ai đổi mức", "Who changes", "Mọi người sẽ đổi mức với các con số này (tên chỉ trưởng thấy)", "Everybody who would change level by these figures (names for the chief only)", Danger::None, Some(Duty::SetRules), 3),
    row!(NextTab, &[RiskRules], [Key::Tab], "Theo nhóm", "By group", "Mức nguy cơ theo nhóm người và theo cán bộ (chỉ trưởng), hoặc trở lại", "Levels by group and officer (the chief only), or back", Danger::None, Some(Duty::ReadTilt), 3),
    row!(Save, &[RiskRules], [Key::Ctrl('s')], "Áp dụng", "Set", "Áp dụng các con số này từ ngày đã chọn (hỏi lý do; chỉ trưởng)", "Puts these figures in force from the chosen day (asks why; the chief only)", Danger::None, Some(Duty::SetRules), 4),
    row!(Cancel, &[RiskRules], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, None, 5),
];
