//! Setting a figure of a rule: the words of such an act, and why a figure is refused.

use super::person::fields;
use super::word::Lang;
use std::fmt::Write as _;

fields! {
    /// What the chief is asked when he sets or confirms a figure.
    SettingField {
        Rule = "rule_id", "Mã quy tắc", "Rule";
        Figure = "figure", "Con số", "Figure";
        From = "from", "Áp dụng từ ngày", "In force from";
        Day = "day", "Ngày", "Day";
        Until = "until", "Đến hết ngày", "Until";
        State = "state", "Là", "It is";
    }
}

fields! {
    /// What the unit says of a day.
    DayState {
        Off = "off", "Nghỉ", "Day off";
        Work = "work", "Làm việc", "Worked";
        Own = "own", "Như bảng gốc", "As in the table";
    }
}

/// The most days set at once.
pub const MOST_DAYS: i64 = 31;

/// Why a figure of a rule cannot be set or confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FigureFault {
    /// No rule has this id.
    UnknownRule,
    /// The rule has no number to set (end of a month, open-ended, a table of days off).
    NoFigure,
    /// Cannot be read; what the rule counts in, (vi, en).
    Unreadable(&'static str, &'static str),
    /// Outside what makes sense: lowest, highest.
    OutOfRange(u32, u32),
    /// A higher risk would wait longer than a lower one.
    RiskOrder,
    /// The day lies too far away.
    FromOutOfRange,
    /// The days are upside down, too many, or of two years.
    DaysUnfit,
    /// This is the figure in force on that day already.
    SameFigure,
    /// The product's own default: there is no official text to compare it with.
    NothingToCheck,
    /// The figure in force was compared with the official text already.
    AlreadyChecked,
}

impl FigureFault {
    /// What is wrong, and the rule's own sentence where it helps.
    pub fn text(&self, sentence: &str, lang: Lang) -> String {
        let mut text = match (self, lang) {
            (Self::UnknownRule, _) => lang
                .pick(
                    "không có quy tắc mang mã này; xem: hoso rules",
                    "no rule has this id; see: hoso rules",
                )
                .to_owned(),
            (Self::NoFigure, _) => lang
                .pick("quy tắc này không có con số để đặt", "this rule has no number to set")
                .to_owned(),
            (Self::Unreadable(vi, _), Lang::Vi) => {
                format!("không đọc được; quy tắc này tính bằng {vi}")
            }
            (Self::Unreadable(_, en), Lang::En) => {
                format!("cannot be read; this rule counts in {en}")
            }
            (Self::OutOfRange(low, high), Lang::Vi) => format!("phải từ {low} đến {high}"),
            (Self::OutOfRange(low, high), Lang::En) => format!("must be {low} to {high}"),
            (Self::RiskOrder, _) => lang
                .pick(
                    "nguy cơ cao không được chờ lâu hơn nguy cơ thấp",
                    "a higher risk cannot wait longer than a lower one",
                )
                .to_owned(),
            (Self::FromOutOfRange, _) => lang
                .pick(
                    "phải từ năm 2000 đến không quá hai năm tới",
                    "must lie between 2000 and two years ahead",
                )
                .to_owned(),
            (Self::DaysUnfit, _) => lang
                .pick(
                    "các ngày phải theo thứ tự, trong cùng một năm và không quá 31 ngày",
                    "the days must be in order, of one year, and not more than 31",
                )
                .to_owned(),
            (Self::SameFigure, _) => lang
                .pick(
                    "đây chính là con số đang áp dụng vào ngày đó",
                    "this is the figure in force on that day already",
                )
                .to_owned(),
            (Self::NothingToCheck, _) => lang
                .pick(
                    "đây là cài đặt của đơn vị, không có văn bản gốc để đối chiếu",
                    "this is a unit setting; there is no official text to compare it with",
                )
                .to_owned(),
            (Self::AlreadyChecked, _) => lang
                .pick(
                    "con số đang áp dụng đã được đối chiếu với văn bản gốc",
                    "the figure in force was compared with the official text already",
                )
                .to_owned(),
        };
        if !sentence.is_empty() && !matches!(self, Self::UnknownRule | Self::FromOutOfRange) {
            let _ = write!(text, " ({}: {sentence})", lang.pick("quy tắc", "rule"));
        }
        text
    }
}
