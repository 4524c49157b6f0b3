//! Backups, as the desk carries them out.

use super::super::effect::{Answer, BackupAnswer, BackupAsk, Effect};
use crate::services::{Failure, Registry, typed_path};

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Backup(ask) = effect else { return Ok(None) };
    Ok(Some(Answer::Backup(Box::new(match ask {
        BackupAsk::Load => BackupAnswer::Register(registry.backups()?, registry.backup_reminder()?),
        BackupAsk::Make { folder } => {
            let plan = registry.plan_backup_into(&typed_path(folder))?;
            BackupAnswer::Made(registry.back_up(&plan, &mut |_, _, _| ())?)
        }
    }))))
}
