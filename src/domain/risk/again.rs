//! A day gone by, judged again by the rules in force then from what is on file now, beside the
//! assessment that was kept of it.

use super::rule::RiskRules;
use crate::domain::date::vn;
use crate::domain::word::{Lang, RiskLevel, Word};
use chrono::NaiveDate;

/// The assessment that was in force on a day gone by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptThen {
    /// The day it was made for.
    pub on: NaiveDate,
    /// The level in force.
    pub level: RiskLevel,
    /// The level by the rules.
    pub computed: RiskLevel,
    /// The sum; none where it cannot be made again.
    pub points: Option<i32>,
    /// Version of its rules.
    pub version: String,
    /// It found what is found again now.
    pub same: bool,
    /// The facts it read give what is found now: only days or rules went on since. Otherwise
    /// something was entered or corrected later.
    pub known: bool,
}

/// What is said of a day that is judged again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// The day.
    pub on: NaiveDate,
    /// What was kept of it; none where nobody was assessed yet.
    pub kept: Option<KeptThen>,
}

impl Again {
    /// In sentences: that it is judged again, and how what was kept differs.
    pub fn text(&self, lang: Lang) -> String {
        let day = vn(self.on);
        let said = match lang {
            Lang::Vi => format!(
                "Tính lại cho ngày {day} theo sự việc có đến hết ngày đó, kể cả việc ghi vào sau; thông tin không có ngày lấy như hồ sơ hiện nay."
            ),
            Lang::En => format!(
                "Judged again for {day} by the facts dated up to then, those entered later as well; what has no date as it stands now."
            ),
        };
        let Some(kept) = &self.kept else {
            let none = lang
                .pick("Hồi đó chưa lưu lần đánh giá nào.", "No assessment was kept at that time.");
            return format!("{said} {none}");
        };
        format!("{said} {}", kept.text(lang))
    }
}

impl KeptThen {
    fn text(&self, lang: Lang) -> String {
        let (day, level) = (vn(self.on), self.level.label(lang));
        let version = &self.version;
        let points = self.points.unwrap_or_default();
        if self.same {
            return match lang {
                Lang::Vi => format!("Giống lần đánh giá đã lưu ngày {day}."),
                Lang::En => format!("As the assessment kept on {day}."),
            };
        }
        let why = if self.known {
            lang.pick(
                "không có thông tin mới, chỉ ngày hoặc bộ quy tắc khác đi",
                "nothing new was entered, only days or rules went on",
            )
        } else {
            lang.pick(
                "vì có thông tin được ghi hoặc sửa sau đó",
                "something was entered or corrected later",
            )
        };
        match lang {
            Lang::Vi => format!(
                "Khác lần đánh giá đã lưu ngày {day} ({level}, {points} điểm, bộ quy tắc {version}): {why}."
            ),
            Lang::En => format!(
                "Not as the assessment kept on {day} ({level}, {points} points, rule set {version}): {why}."
            ),
        }
    }
}

/// Which rules: version, from when, SHA-256 of their text.
pub fn rules_text(rules: &RiskRules, from: Option<NaiveDate>, lang: Lang) -> String {
    let since = match (from, lang) {
        (Some(day), Lang::Vi) => format!("áp dụng từ {}", vn(day)),
        (Some(day), Lang::En) => format!("in force from {}", vn(day)),
        (None, lang) => lang.pick("bản gốc của chương trình", "the program's own").to_owned(),
    };
    let set = lang.pick("Bộ quy tắc", "Rule set");
    format!("{set} {}, {since}, SHA-256 {}", rules.version, rules.hash)
}
