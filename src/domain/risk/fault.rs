//! Why a level or a rule set is refused.

use super::RulesFault;
use crate::domain::word::Lang;

/// Why an officer's own level, or a rule set, is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RiskFault {
    /// Signs of psychosis hold the level at high.
    Floor,
    /// The last day must lie ahead, and not more than a year.
    Until,
    /// There is no own level to take back.
    NothingSet,
    /// The person is not assessed any more.
    NotAssessed,
    /// A figure of the rules makes no sense.
    Rules(RulesFault),
    /// The file is no rule set: what is wrong, with the rule's id.
    Unreadable(String),
    /// The same figures are in force already.
    SameRules,
    /// An own level is set in the program, where the chief's consent is asked: never by a workbook.
    NotByWorkbook,
}

impl RiskFault {
    /// What is wrong.
    pub fn text(&self, lang: Lang) -> String {
        let words = match self {
            Self::Floor => lang.pick(
                "đang trong thời gian có dấu hiệu loạn thần, mức không được thấp hơn Cao",
                "signs of psychosis are recent: the level is held at high",
            ),
            Self::Until => lang.pick(
                "phải sau hôm nay và không quá một năm",
                "must lie after today and within a year",
            ),
            Self::NothingSet => {
                lang.pick("không có mức nào do cán bộ định", "no level was set by an officer")
            }
            Self::NotAssessed => lang.pick(
                "người này không còn được theo dõi nên không có mức nguy cơ",
                "the person is not followed any more and has no level",
            ),
            Self::Rules(fault) => return fault.text(lang),
            Self::Unreadable(what) => {
                let told = lang.pick("không đọc được bộ quy tắc", "the rule set cannot be read");
                return format!("{told}: {what}");
            }
            Self::SameRules => {
                lang.pick("giống bộ quy tắc đang áp dụng", "the same figures are in force")
            }
            Self::NotByWorkbook => lang.pick(
                "mức do cán bộ định chỉ ghi trong chương trình, không nhập từ bảng tính",
                "an officer's own level is set in the program, not by a workbook",
            ),
        };
        words.to_owned()
    }
}
