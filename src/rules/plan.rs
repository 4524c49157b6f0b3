//! The figures of the commune's level and plan: `plan.toml`.

use crate::domain::report::{CommuneLevel, PlanTarget};
use crate::domain::word::Word;
use serde::Deserialize;
use std::sync::OnceLock;

const TEXT: &str = include_str!("plan.toml");

/// The share of the population that was published for a level.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelShare {
    /// In thousandths.
    pub per_mille: u32,
    /// Code of the level.
    pub of: String,
    /// Where it stands.
    pub source: String,
}

/// A target as shipped.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetRule {
    /// Code of the target.
    pub code: String,
    /// Wanted, in per cent; none = the unit's to set.
    pub percent: Option<u32>,
    /// Where it stands.
    pub source: String,
}

/// The plan's figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRules {
    /// Beside the share of users and addicts.
    pub share: LevelShare,
    target: Vec<TargetRule>,
}

impl PlanRules {
    /// As shipped.
    pub fn embedded() -> &'static Self {
        static READ: OnceLock<PlanRules> = OnceLock::new();
        // A test reads the text; it is compiled in.
        READ.get_or_init(|| toml::from_str(TEXT).unwrap_or_else(|_| Self::none()))
    }

    fn none() -> Self {
        let share = LevelShare { per_mille: 0, of: String::new(), source: String::new() };
        Self { share, target: Vec::new() }
    }

    /// A target's rule.
    pub fn target(&self, target: PlanTarget) -> Option<&TargetRule> {
        self.target.iter().find(|rule| rule.code == target.code())
    }

    /// The level the share was published for.
    pub fn level(&self) -> Option<CommuneLevel> {
        CommuneLevel::from_code(&self.share.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_rule_and_its_source() {
        let rules: PlanRules = toml::from_str(TEXT).unwrap();
        assert_eq!(rules.target.len(), PlanTarget::ALL.len());
        for target in PlanTarget::ALL {
            let rule = rules.target(*target).unwrap();
            assert!(!rule.source.is_empty() && rule.percent.is_none_or(|p| p <= 100));
        }
        assert_eq!((rules.level(), rules.share.per_mille), (Some(CommuneLevel::Type1), 5));
        assert_eq!(&rules, PlanRules::embedded());
    }
}
