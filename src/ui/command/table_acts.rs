//! What is recorded about a person from wherever one stands on him.

use super::place::LETTERS;
use super::place::Place::{Dossier, People, Today};
use super::{Command, CommandRow, Danger, row};
use crate::services::Duty;
use crate::ui::keymap::Key;

#[rustfmt::skip]
pub(super) const ROWS: &[CommandRow] = &[
    row!(Visit, LETTERS, [Key::Char('v')], "Gặp", "Visit", "Ghi một lần gặp người này", "Records a visit to this person", Danger::None, Some(Duty::Keep), 2),
    row!(ResidenceCheck, LETTERS, [Key::Char('k')], "Cư trú", "Residence", "Ghi một lần kiểm tra cư trú", "Records a residence check", Danger::None, Some(Duty::Keep), 3),
    row!(Test, LETTERS, [Key::Char('t')], "Xét nghiệm", "Test", "Ghi một lần xét nghiệm ma túy", "Records a drug test", Danger::None, Some(Duty::Keep), 4),
    row!(Assign, &[Today, People, Dossier], [Key::Char('p')], "Phân công", "Assign", "Giao hồ sơ này cho một cán bộ phụ trách", "Puts an officer in charge of this file", Danger::None, Some(Duty::AssignSelf), 95),
    row!(NewPerson, &[Today, People], [Key::F(9)], "Người mới", "New person", "Lập hồ sơ cho một người mới", "Makes a file for a new person", Danger::None, Some(Duty::Keep), 5),
];
