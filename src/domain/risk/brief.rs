//! An assessment in a line, for lists: the level and which rules fired with how many points. No fact,
//! no day and no text of the file: a list is no look at a dossier.

use super::assess::Assessment;
use super::factor::Factor;
use crate::domain::word::{Lang, RiskLevel};

/// What a list tells of an assessment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskBrief {
    /// Level in force.
    pub level: RiskLevel,
    /// Level by the rules.
    pub computed: RiskLevel,
    /// An officer's own level holds.
    pub own: bool,
    /// Held at least here, whatever the points (signs of psychosis).
    pub floor: Option<RiskLevel>,
    /// The sum, not below zero.
    pub points: i32,
    /// The rules that fired with their points, as [`super::fired_lines`] tells them: risks by points,
    /// the highest first, then what protects.
    pub fired: Vec<(Factor, i32)>,
}

impl RiskBrief {
    /// What a list tells of an assessment that found these points.
    pub fn new(
        (level, computed, own): (RiskLevel, RiskLevel, bool),
        floor: Option<RiskLevel>,
        points: i32,
        mut fired: Vec<(Factor, i32)>,
    ) -> Self {
        fired.sort_by_key(|(factor, points)| told_at(*factor, *points));
        Self { level, computed, own, floor, points, fired }
    }

    /// The same of an assessment at hand.
    pub fn of(found: &Assessment) -> Self {
        let fired = found.findings.iter().map(|f| (f.factor, f.points)).collect();
        let levels = (found.level(), found.computed, found.holding().is_some());
        Self::new(levels, found.floor, found.points, fired)
    }

    /// The rules that fired, each by its short name: "tái nghiện (15), gia đình tham gia (−5)".
    pub fn reasons(&self, lang: Lang) -> String {
        let told = |(factor, points): &(Factor, i32)| {
            format!("{} ({})", name(*factor, lang), points_text(*points))
        };
        self.fired.iter().map(told).collect::<Vec<_>>().join(", ")
    }
}

/// Points, with the one sign for those below zero: "15", "−5".
pub fn points_text(points: i32) -> String {
    let sign = if points < 0 { "−" } else { "" };
    format!("{sign}{}", points.unsigned_abs())
}

/// The same with a sign always, for what is added up: "+15", "−5".
pub fn signed_points(points: i32) -> String {
    let plus = if points < 0 { "" } else { "+" };
    format!("{plus}{}", points_text(points))
}

/// In which order the rules that fired are told.
pub(super) fn told_at(factor: Factor, points: i32) -> (bool, i32, Factor) {
    (factor.protects(), -points.abs(), factor)
}

/// What a rule is about, in a few words; its figures stand in its sentence.
fn name(factor: Factor, lang: Lang) -> &'static str {
    let (vi, en) = match factor {
        Factor::Psychosis => ("loạn thần", "psychosis"),
        Factor::Violence => ("bạo lực", "violence"),
        Factor::PositiveTest => ("dương tính", "positive test"),
        Factor::Relapse => ("tái nghiện", "relapse"),
        Factor::Absence => ("vắng không báo", "away without a word"),
        Factor::MissedContacts => ("không gặp được", "not met"),
        Factor::Injecting => ("tiêm chích", "injecting"),
        Factor::SeveralSubstances => ("nhiều loại ma túy", "several substances"),
        Factor::NoSteadyWork => ("việc không ổn định", "no steady work"),
        Factor::LeftFacility => ("mới ra cơ sở cai", "left a facility"),
        Factor::Minor => ("dưới 18 tuổi", "under 18"),
        Factor::NegativeRow => ("âm tính liên tiếp", "negative tests"),
        Factor::Attendance => ("uống thuốc đều", "doses taken"),
        Factor::SteadyWork => ("có việc, đi học", "work or school"),
        Factor::Support => ("được hỗ trợ", "supported"),
        Factor::Family => ("gia đình tham gia", "family takes part"),
    };
    lang.pick(vi, en)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn risks_come_by_points_and_what_protects_last() {
        let fired = vec![
            (Factor::Relapse, 15),
            (Factor::Family, -5),
            (Factor::NegativeRow, -15),
            (Factor::LeftFacility, 20),
        ];
        let levels = (RiskLevel::High, RiskLevel::Low, true);
        let brief = RiskBrief::new(levels, None, 15, fired);
        assert_eq!(
            brief.reasons(Lang::Vi),
            "mới ra cơ sở cai (20), tái nghiện (15), âm tính liên tiếp (−15), gia đình tham gia (−5)"
        );
    }

    #[test]
    fn every_rule_has_a_name_of_its_own_in_both_languages() {
        for lang in [Lang::Vi, Lang::En] {
            let names: std::collections::BTreeSet<_> =
                Factor::ALL.iter().map(|f| name(*f, lang)).collect();
            assert_eq!(names.len(), Factor::ALL.len());
        }
    }
}
