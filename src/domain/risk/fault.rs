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
    /// The file is no rule set.
    Set(SetFault),
    /// A rule set begins today at the earliest, and within two years.
    From,
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
            Self::Set(fault) => {
                let told = lang.pick("không đọc được bộ quy tắc", "the rule set cannot be read");
                return format!("{told}: {}", fault.text(lang));
            }
            Self::From => lang.pick(
                "bộ quy tắc chỉ có hiệu lực từ hôm nay trở đi, không quá hai năm tới; mức của những ngày đã qua giữ theo bộ quy tắc hồi đó",
                "a rule set begins today at the earliest, and within two years; days gone by keep the rules of their time",
            ),
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

/// Why a file is no rule set: the line or the rule, and what is wrong there. Nothing that stands in
/// the file is repeated: it may be another file, with names in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetFault {
    /// It is no text in UTF-8.
    NotText,
    /// This line (from 1) is no TOML, or holds a key or a kind of value that a rule set has not.
    Line(usize, LineFault),
    /// The version has not 1 to 40 characters.
    Version,
    /// The day in force is no date yyyy-mm-dd.
    Day,
    /// The source of the set is not `unit`.
    Source,
    /// The rule at this place (from 1) is not in order.
    Rule(usize, RuleFault),
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFault {
    /// No TOML.
    Syntax,
    /// A key that a rule set has not.
    UnknownKey,
    /// A key that must be there is not.
    MissingKey,
    /// A key stands twice.
    Twice,
    /// A value of another kind, or out of its range.
    Value,
}

/// What is wrong with a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleFault {
    /// Its factor is none.
    Factor,
    /// Its id is not `risk.` and its factor.
    Id,
    /// It reads other facts than its factor does.
    Reads,
    /// Its source is not `unit`.
    Source,
    /// Its floor is no level.
    Floor,
    /// It has no sentence.
    Sentence,
}

impl SetFault {
    /// Where and what.
    pub fn text(self, lang: Lang) -> String {
        let pick = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
        match self {
            Self::NotText => pick("tệp không phải văn bản UTF-8", "the file is no text in UTF-8"),
            Self::Line(line, fault) => {
                format!("{} {line}: {}", lang.pick("dòng", "line"), fault.text(lang))
            }
            Self::Version => pick(
                "[set] version phải có từ 1 đến 40 ký tự",
                "[set] version has 1 to 40 characters",
            ),
            Self::Day => pick(
                "[set] in_force_from phải là ngày dạng năm-tháng-ngày",
                "[set] in_force_from is a date yyyy-mm-dd",
            ),
            Self::Source => pick(
                "[set] source phải là unit: không có thang điểm chính thức nào",
                "[set] source is unit: no official score exists",
            ),
            Self::Rule(place, fault) => format!(
                "{} {place}: {}",
                lang.pick("quy tắc [[rule]] thứ", "[[rule]] number"),
                fault.text(lang)
            ),
        }
    }
}

impl LineFault {
    fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Syntax => lang.pick("không đúng cú pháp TOML", "no TOML"),
            Self::UnknownKey => {
                lang.pick("có khóa mà bộ quy tắc không dùng", "a key that a rule set has not")
            }
            Self::MissingKey => lang.pick("phần này thiếu một khóa", "a key is missing here"),
            Self::Twice => lang.pick("một khóa ghi hai lần", "a key stands twice"),
            Self::Value => lang.pick(
                "giá trị không đúng loại (số, chữ trong ngoặc kép…) hoặc quá lớn",
                "a value of another kind (number, quoted text …) or too large",
            ),
        }
    }
}

impl RuleFault {
    fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Factor => lang.pick("factor không có trong danh sách", "factor is none"),
            Self::Id => lang.pick("id phải là risk.<factor>", "the id is risk.<factor>"),
            Self::Reads => lang.pick(
                "reads phải đúng những điều mà yếu tố đó được đọc",
                "reads names other facts than the factor may read",
            ),
            Self::Source => lang.pick("source phải là unit", "source is unit"),
            Self::Floor => lang.pick("floor phải là low, medium hoặc high", "floor is no level"),
            Self::Sentence => lang.pick("thiếu câu giải thích", "it has no sentence"),
        }
    }
}
