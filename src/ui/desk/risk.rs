//! Rules of risk and levels by group, as the desk carries them out.

use super::super::effect::{Answer, Effect};
use super::super::words::risk as words;
use super::file_written;
use crate::exchange::risk_sheet::write_risk_sheet;
use crate::services::{Failure, Registry, new_file, typed_path};

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    Ok(Some(match effect {
        Effect::LoadRiskRules => {
            registry.risk_sets()?;
            Answer::RiskRules(Box::new((*registry.book().risk).clone()))
        }
        Effect::TryRiskRules(rules) => Answer::WhatIf(Box::new(registry.what_if(rules)?)),
        Effect::PrintRisk(file_no, path) => {
            let path = new_file(&typed_path(path))?;
            write_risk_sheet(&path, &registry.risk_sheet(file_no, None)?)?;
            file_written(words::DONE_PRINT, &path)
        }
        Effect::LoadWhy(people) => Answer::Why(registry.risk_briefs(people.iter().copied())?),
        Effect::LoadTilt => Answer::Tilt(Box::new(registry.tilt()?)),
        _ => return Ok(None),
    }))
}
