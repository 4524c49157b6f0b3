//! Programme work, level and plan, as the desk carries them out.

use super::super::effect::{Answer, Effect, ProgrammeAsk};
use super::super::words::programme as words;
use crate::services::{Failure, Registry};

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Programme(ask) = effect else { return Ok(None) };
    Ok(Some(match ask {
        ProgrammeAsk::Load(period) => Answer::Programme(Box::new(registry.plan(*period)?)),
        ProgrammeAsk::Set(month, figures, change) => {
            registry.set_plan(change)?;
            registry.set_programme(*month, figures)?;
            Answer::Done(words::DONE)
        }
    }))
}
