//! Backups, as the desk carries them out.

use super::super::effect::{Answer, BackupAnswer, BackupAsk, Effect, Heard};
use crate::services::{BackupStage, Failure, Registry};
use std::path::Path;

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Backup(ask) = effect else { return Ok(None) };
    Ok(Some(Answer::Backup(Box::new(match ask {
        BackupAsk::Load => BackupAnswer::Register(registry.backups()?, registry.backup_reminder()?),
        BackupAsk::Make { folder, heard } => {
            let plan = registry.plan_backup_into(Path::new(folder))?;
            let told = &mut |stage, done, of| heard.say(percent(stage, done, of));
            BackupAnswer::Made(registry.back_up(&plan, told)?)
        }
    }))))
}

/// Copying is the first half, writing the second.
fn percent(stage: BackupStage, done: u64, of: u64) -> u32 {
    let half = (done * 50).checked_div(of.max(1)).unwrap_or_default() as u32;
    match stage {
        BackupStage::Copying => half,
        BackupStage::Writing => 50 + half,
        BackupStage::Proving => Heard::PROVING,
    }
}
