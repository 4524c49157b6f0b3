//! The receiving level's sums and files, as the desk carries them out: over files alone.

use super::super::effect::{Answer, LevelAnswer, LevelAsk, LevelDesk, LevelFile};
use crate::domain::date::Period;
use crate::domain::publication::{Merge, Publication};
use crate::domain::word::Lang;
use crate::exchange::publication::{publication_csv, publication_json, read_publication};
use crate::exchange::roll_up::{data_value_set, long_csv, roll_up_sheet};
use crate::services::{
    Failure, Gathered, Inbox, SendingFault, Watch, packages_in, publish, read_text, typed_path,
    write_new,
};
use std::sync::Arc;

/// Carries out what was asked.
pub(super) fn run(ask: LevelAsk, watch: &Watch, lang: Lang) -> Result<Answer, Failure> {
    Ok(Answer::Level(match ask {
        LevelAsk::RollUp(desk) => LevelAnswer::Found(Arc::new(roll_up(&desk, watch)?)),
        LevelAsk::Write { what: LevelFile::Publication, found, path, earlier, merges } => {
            let earlier = list(&earlier).map(|path| {
                let text = read_text(&typed_path(path))?;
                read_publication(&text).map_err(|_| SendingFault::NoPublication.into())
            });
            let earlier: Vec<Publication> = earlier.collect::<Result<_, Failure>>()?;
            let merges =
                list(&merges).map(|text| Merge::parse(text).map_err(|_| SendingFault::UnknownArea));
            let merges: Vec<Merge> = merges.collect::<Result<_, _>>()?;
            let path = typed_path(&path);
            let made = publish(&found.roll_up, &earlier, &merges, watch)?;
            if let Some(publication) = &made.publication {
                let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
                let text = if is_csv {
                    publication_csv(publication)
                } else {
                    publication_json(publication, found.roll_up.completeness)
                        .map_err(|_| unwritten())?
                };
                write_new(&path, text.as_bytes())?;
            }
            LevelAnswer::Published(Arc::new(made))
        }
        LevelAsk::Write { what, found, path, .. } => {
            if found.roll_up.completeness.received == 0 {
                return Err(SendingFault::NothingCounts.into());
            }
            write_new(&typed_path(&path), &exact(what, &found, lang)?)?;
            LevelAnswer::Written(what)
        }
    }))
}

fn roll_up(desk: &LevelDesk, watch: &Watch) -> Result<Gathered, Failure> {
    // The form lets nothing else through.
    let period: Period = desk.period.parse().map_err(|_| SendingFault::CannotRead)?;
    let inbox = Inbox::at(&typed_path(&desk.identity), &typed_path(&desk.units))?;
    let mut files = Vec::new();
    packages_in(&typed_path(&desk.folder), &mut files)?;
    files.sort();
    inbox.with_watch(watch.clone()).roll_up(&files, period, &mut |_, _| ())
}

fn exact(what: LevelFile, found: &Gathered, lang: Lang) -> Result<Vec<u8>, Failure> {
    Ok(match what {
        LevelFile::Csv => long_csv(&found.roll_up).into_bytes(),
        LevelFile::Dhis2 => data_value_set(&found.roll_up).map_err(|_| unwritten())?,
        LevelFile::Sheet | LevelFile::Publication => {
            let refused: Vec<_> = found.refused.iter().map(|file| file.told(lang)).collect();
            roll_up_sheet(&found.roll_up, &refused)?
        }
    })
}

/// Cannot be: the documents' keys are text.
fn unwritten() -> Failure {
    SendingFault::Contradiction.into()
}

/// What stands between semicolons.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}
