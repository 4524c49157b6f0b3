//! Closing a period and sending it, as the desk carries it out.

use super::super::effect::{Answer, Effect, SendAct};
use super::super::words::sending as words;
use super::file_written;
use crate::domain::report::Report;
use crate::exchange::report_sheet::write_report_sheet;
use crate::services::{Failure, Registry, new_file, typed_path, write_new};
use std::path::Path;
use std::sync::Arc;

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let (act, path) = match effect {
        Effect::LoadClosing(period) => {
            return Ok(Some(Answer::Closing(Arc::new(registry.closing_view(*period)?))));
        }
        Effect::SetSuperior(given, name) => {
            registry.take_superior(given, name)?;
            return Ok(Some(Answer::Done(words::DONE_SUPERIOR)));
        }
        Effect::Send(act, path) => (*act, typed_path(path)),
        _ => return Ok(None),
    };
    let path = path.as_path();
    let done = match act {
        SendAct::Close(period) => {
            registry.close_period(period)?;
            return Ok(Some(Answer::Done(words::DONE_CLOSED)));
        }
        SendAct::Package(period) => {
            registry.send_to(period, path, false)?;
            words::DONE_PACKAGE
        }
        SendAct::Again(period) => {
            registry.send_to(period, path, true)?;
            words::DONE_AGAIN
        }
        SendAct::Paper(period) => {
            let path = new_file(path)?;
            let report = registry.report(period, true)?;
            paper(registry, &report, &path)?;
            words::DONE_PAPER
        }
        SendAct::KeySheet(_) => {
            write_new(path, registry.key_sheet()?.text().as_bytes())?;
            words::DONE_KEY_SHEET
        }
        SendAct::Both(period) => {
            // Both names are free, and all is read, before anything is made.
            let beside = new_file(&path.with_extension("xlsx"))?;
            let report = registry.report(period, true)?;
            registry.send_to(period, path, false)?;
            paper(registry, &report, &beside)?;
            words::DONE_BOTH
        }
    };
    Ok(Some(file_written(done, path)))
}

fn paper(registry: &mut Registry, report: &Report, path: &Path) -> Result<(), Failure> {
    write_report_sheet(path, report)?;
    registry.note_file_written("xlsx")
}
