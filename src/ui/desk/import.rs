//! Importing, as the desk carries it out.

use super::super::effect::{Answer, Effect, ImportAnswer, ImportAsk, Trial};
use super::super::words::import as words;
use super::file_written;
use crate::exchange::workbook::template;
use crate::services::{Failure, Registry, new_file, paths_ahead, typed_path, write_refused};
use std::sync::Arc;

/// The files that are read.
const ENDINGS: [&str; 3] = ["xlsx", "ods", "csv"];

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Import(ask) = effect else { return Ok(None) };
    let answer = match ask {
        ImportAsk::Ahead { typed, ticket } => {
            ImportAnswer::Ahead(*ticket, paths_ahead(typed, &ENDINGS))
        }
        ImportAsk::Try(path) => {
            let workbook = Arc::new(registry.read_workbook(&typed_path(path))?);
            let outcome = registry.import(&workbook, true, &mut |_, _| ())?;
            ImportAnswer::Tried(Arc::new(Trial { workbook, outcome }))
        }
        ImportAsk::TakeIn(trial) => {
            let workbook = Arc::clone(&trial.workbook);
            let outcome = registry.import(&workbook, false, &mut |_, _| ())?;
            ImportAnswer::TakenIn(Arc::new(Trial { workbook, outcome }))
        }
        ImportAsk::WriteRefused(trial, path) => {
            let path = write_refused(&typed_path(path), &trial.workbook, &trial.outcome.refused)?;
            return Ok(Some(file_written(words::DONE_REFUSED, &path)));
        }
        ImportAsk::WriteTemplate(path) => {
            let path = new_file(&typed_path(path))?;
            template(&path)?;
            return Ok(Some(file_written(words::DONE_TEMPLATE, &path)));
        }
    };
    Ok(Some(Answer::Import(answer)))
}
