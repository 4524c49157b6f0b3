//! Doubles, merges, acts taken back, cancelled entries and files past their time, as the desk
//! carries them out.

use super::super::effect::{Answer, DeskAct, Effect};
use super::super::words::{retention, risk, twice as words};
use crate::services::{Failure, Registry};

/// Pairs that are shown.
const PAIRS: usize = 500;

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    Ok(Some(match effect {
        Effect::LoadAlike { draft, own, ticket } => {
            Answer::Alike(*ticket, registry.alike_to(draft, own.as_ref())?)
        }
        Effect::LoadDoubles { settled } => {
            Answer::Doubles(*settled, registry.doubles(*settled, 0, PAIRS)?)
        }
        Effect::ScanDoubles => Answer::Scanned(registry.scan_doubles(&mut |_, _| {})?),
        Effect::LoadMerge(kept, away) => Answer::Merge(Box::new(registry.merge_view(kept, away)?)),
        Effect::LoadOwnActs => Answer::OwnActs(registry.undoable()?),
        Effect::LoadReview => Answer::Review(registry.due_for_review(None)?),
        Effect::LoadBin => Answer::Bin(registry.bin()?),
        Effect::LoadLooks(file_no) => Answer::Looks(file_no.clone(), registry.looks(file_no)?),
        Effect::Settle(act, reason) => settle(registry, act, reason)?,
        _ => return Ok(None),
    }))
}

fn settle(registry: &mut Registry, act: &DeskAct, reason: &str) -> Result<Answer, Failure> {
    Ok(match act {
        DeskAct::Merge { kept, away, take, officer } => {
            registry.merge_exactly(kept, away, take, *officer, reason)?;
            Answer::Done(words::DONE_MERGE)
        }
        DeskAct::Split(file_no) => Answer::Split(registry.split(file_no, reason)?),
        DeskAct::NotSame(one, other) => {
            registry.not_same(one, other, reason)?;
            Answer::Done(words::DONE_NOT_SAME)
        }
        DeskAct::Undo(seq) => {
            registry.undo(*seq, reason)?;
            Answer::Done(words::DONE_UNDO)
        }
        DeskAct::SetRiskRules(rules, from) => {
            registry.set_risk_rules((**rules).clone(), *from, reason)?;
            Answer::Done(risk::DONE_SET)
        }
        DeskAct::Propose(file) => {
            registry.propose_destruction(file, reason)?;
            Answer::Done(retention::DONE_PROPOSED)
        }
        DeskAct::Withdraw(file) => {
            registry.withdraw_destruction(file, reason)?;
            Answer::Done(retention::DONE_WITHDRAWN)
        }
        // What was typed is the file's number.
        DeskAct::Destroy(file) => Answer::Destroyed(file.clone(), registry.destroy(file, reason)?),
        DeskAct::RestoreEvent(file_no, id) => {
            registry.restore_event(file_no, *id, reason)?;
            Answer::Done(words::DONE_RESTORE)
        }
        DeskAct::RestoreMeasure(file_no, id) => {
            registry.restore_measure(file_no, *id, reason)?;
            Answer::Done(words::DONE_RESTORE)
        }
    })
}
