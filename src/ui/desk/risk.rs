//! Rules of risk and levels by group, as the desk carries them out.

use super::super::effect::{Answer, Effect};
use crate::services::{Failure, Registry};

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    Ok(Some(match effect {
        Effect::LoadRiskRules => {
            registry.risk_sets()?;
            Answer::RiskRules(Box::new((*registry.book().risk).clone()))
        }
        Effect::TryRiskRules(rules) => Answer::WhatIf(Box::new(registry.what_if(rules)?)),
        Effect::LoadTilt => Answer::Tilt(Box::new(registry.tilt()?)),
        _ => return Ok(None),
    }))
}
