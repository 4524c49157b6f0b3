//! The journal, as the desk reads, writes and proves it.

use super::super::effect::{Answer, Effect, JournalAnswer, JournalAsk};
use crate::services::{Failure, Registry, typed_path};

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Journal(ask) = effect else { return Ok(None) };
    Ok(Some(Answer::Journal(Box::new(match ask {
        JournalAsk::Page { query, first, count } => {
            JournalAnswer::Page(query.clone(), registry.journal_page(query, *first, *count)?)
        }
        JournalAsk::Write { query, path } => {
            JournalAnswer::Written(registry.write_journal(query, &typed_path(path))?)
        }
        JournalAsk::Verify => JournalAnswer::Verdict(registry.verify(&mut |_| ())?),
    }))))
}
