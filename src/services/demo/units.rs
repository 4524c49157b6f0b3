//! Made-up units with their signed and sealed packages, and the receiving level that opens them:
//! what a roll-up of a province or of the country is tried on. Counts and unit keys follow from the
//! seed; signatures and seals are real.

use super::dice::Dice;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::date::{Period, add_days};
use crate::domain::journal::Hash;
use crate::domain::merkle::{consistency_proof, leaf_hash, root_of};
use crate::domain::report::tally::cells;
use crate::domain::report::{
    Column, Counter, Dimension, Figure, Figures, ReportRow, ReportingUnit, Tally,
};
use crate::domain::word::Word;
use crate::exchange::package::{EXTENSION, Envelope, PackageHead, UnitsFile, UnitsRow, document};
use crate::rules::units::{Unit, Units};
use crate::services::error::{Failure, SendingFault};
use crate::services::packages::{SuperiorFiles, made_at, superior_keygen};
use crate::vault::{MadeUpUnit, Recipient, VaultError, write_atomically};
use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use uuid::Uuid;

/// Journal entries of a made-up unit in a month.
const ENTRIES: u64 = 8;

/// What was made.
pub struct MadeUnits {
    /// The receiving level's key files.
    pub superior: SuperiorFiles,
    /// The list of units.
    pub units: PathBuf,
    /// The folder with a folder a month.
    pub packages: PathBuf,
    /// The months, in order.
    pub months: Vec<Period>,
    /// How many units.
    pub count: usize,
}

/// Makes the first `count` units of the official list with their packages of the `months` months up to
/// `last`, in a folder.
///
/// # Errors
/// Writing fails.
pub fn make_units(
    folder: &Path,
    count: usize,
    months: u32,
    last: Period,
    seed: u64,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<MadeUnits, Failure> {
    let superior = superior_keygen(&folder.join("superior"))?;
    let recipient = Recipient::read(&superior.recipient).ok_or(SendingFault::BadRecipient)?;
    let mut periods = vec![last];
    while periods.len() < months.max(1) as usize {
        periods.insert(0, periods[0].previous());
    }
    let packages = folder.join("packages");
    for period in &periods {
        std::fs::create_dir_all(packages.join(period.to_string())).map_err(failed)?;
    }
    let all = Units::embedded().all();
    let units = &all[..count.min(all.len())];
    let desk = Desk { recipient, packages: &packages, periods: &periods, seed };
    desk.make_all(units, progress)?;
    let path = folder.join("UNITS.toml");
    write_atomically(&path, list(units, seed)?.text().as_bytes())?;
    Ok(MadeUnits { superior, units: path, packages, months: periods, count: units.len() })
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn failed(error: std::io::Error) -> Failure {
    VaultError::Io(error.kind()).into()
}

fn list(units: &[Unit], seed: u64) -> Result<UnitsFile, Failure> {
    let mut list = UnitsFile::default();
    for (number, unit) in units.iter().enumerate() {
        let row = UnitsRow {
            code: unit.code.to_owned(),
            name: unit.name.to_owned(),
            parent: unit.province.to_owned(),
            key: MadeUpUnit::new(seed, number as u64).public().minisign_text(),
            // The day the commune-level units and their codes came into being.
            since: NaiveDate::from_ymd_opt(2025, 7, 1).unwrap_or_default(),
        };
        list.enrol(row).map_err(SendingFault::Units)?;
    }
    Ok(list)
}

struct Desk<'a> {
    recipient: Recipient,
    packages: &'a Path,
    periods: &'a [Period],
    seed: u64,
}

/// The package made before: its journal and its file.
struct Before {
    size: u64,
    root: Hash,
    sha256: Hash,
    tally: Tally,
}

impl Desk<'_> {
    fn make_all(
        &self,
        units: &[Unit],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<(), Failure> {
        let workers = thread::available_parallelism().map_or(1, usize::from);
        let next = AtomicUsize::new(0);
        let work = |told: &mut dyn FnMut(usize)| -> Result<(), Failure> {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(unit) = units.get(number) else { return Ok(()) };
                self.make(unit, number as u64)?;
                told(number + 1);
            }
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..workers).map(|_| scope.spawn(|| work(&mut |_| ()))).collect();
            let mine = work(&mut |done| progress(done, units.len()));
            let stopped = || Err(VaultError::Io(std::io::ErrorKind::Other).into());
            let theirs = others.into_iter().map(|other| other.join().unwrap_or_else(|_| stopped()));
            theirs.fold(mine, Result::and)
        })
    }

    fn make(&self, unit: &Unit, number: u64) -> Result<(), Failure> {
        let mut dice = Dice::new(self.seed, number);
        let key = MadeUpUnit::new(self.seed, number);
        let registry = Uuid::from_u128((u128::from(self.seed) << 64) | (u128::from(number) + 1));
        let leaves: Vec<Hash> = (0..ENTRIES * self.periods.len() as u64)
            .map(|n| leaf_hash(&[number.to_be_bytes(), n.to_be_bytes()].concat()))
            .collect();
        let mut before: Option<Before> = None;
        for (n, &period) in self.periods.iter().enumerate() {
            let size = ENTRIES * (n as u64 + 1);
            let held = leaves.get(..size as usize).unwrap_or_default();
            let root = root_of(held);
            let point = Checkpoint::of(&registry.to_string(), size, root);
            let tally = month(&mut dice, before.as_ref().map(|b| &b.tally));
            // Most send on the day after the cut-off, one in fifty some days too late.
            let made = add_days(period.to(), if dice.below(50) == 0 { 6 } else { 1 });
            let proof = before.as_ref().and_then(|b| consistency_proof(held, b.size as usize));
            let head = PackageHead {
                id: made_at(made.and_hms_opt(8, 30, 0).unwrap_or_default()),
                registry,
                unit: unit.code.to_owned(),
                period,
                revision: 1,
                replaces: None,
                previous: before.as_ref().map(|b| b.sha256),
                recipient: self.recipient.text(),
                program: concat!("hoso ", env!("CARGO_PKG_VERSION")).to_owned(),
                checkpoint: point.note(&key.public().key, &key.sign(point.text().as_bytes())),
                since: before.as_ref().map(|b| (b.size, b.root)),
                consistency: proof.unwrap_or_default(),
                epochs: Vec::new(),
            };
            let bytes = self.sealed(&key, unit, tally.clone(), &head)?;
            let sha256 = Sha256::digest(&bytes).into();
            let name = format!("{}-{period}.{EXTENSION}", unit.code);
            let path = self.packages.join(period.to_string()).join(name);
            std::fs::write(path, bytes).map_err(failed)?;
            before = Some(Before { size, root, sha256, tally });
        }
        Ok(())
    }

    fn sealed(
        &self,
        key: &MadeUpUnit,
        unit: &Unit,
        tally: Tally,
        head: &PackageHead,
    ) -> Result<Vec<u8>, Failure> {
        let figures = Figures {
            unit: ReportingUnit { code: unit.code.to_owned(), name: unit.name.to_owned() },
            period: head.period,
            provisional: false,
            tally,
            notes: Vec::new(),
        };
        let report = document(&figures, head);
        let comment = format!("hoso {} {} {}", head.unit, head.period, head.revision);
        let envelope = Envelope {
            signature: key.sign_minisign(&report, &comment),
            unit_key: key.public().minisign_text(),
            report,
        };
        Ok(self.recipient.seal(&envelope.bytes())?)
    }
}

/// A month that goes on from the one before and contradicts itself nowhere.
fn month(dice: &mut Dice, before: Option<&Tally>) -> Tally {
    let mut tally = Tally::default();
    let mut total = [0; Column::ALL.len()];
    for &row in ReportRow::ALL {
        let last = before.map(|b| b.count(Figure::Flow(Some(row), Column::Closing)));
        let mut counts = [0; Column::ALL.len()];
        let opening = last.unwrap_or_else(|| dice.below(22));
        counts[Column::Opening as usize] = opening;
        counts[Column::New as usize] = dice.below(3);
        counts[Column::MovedIn as usize] = dice.below(8) / 7;
        let mut left = opening;
        for column in [Column::MovedOut, Column::Stopped, Column::Ended] {
            let out = (dice.below(6) / 4).min(left);
            counts[column as usize] = out;
            left -= out;
        }
        let closing = left + counts[Column::New as usize] + counts[Column::MovedIn as usize];
        counts[Column::Closing as usize] = closing;
        for part in Column::OF_CLOSING {
            counts[part as usize] = dice.below(closing / 6 + 1);
        }
        for &column in Column::ALL {
            tally.set(Figure::Flow(Some(row), column), counts[column as usize]);
            total[column as usize] += counts[column as usize];
        }
    }
    for &column in Column::ALL {
        tally.set(Figure::Flow(None, column), total[column as usize]);
    }
    tally.set(Figure::Suspected, dice.below(4));
    let of = |column: Column| total[column as usize];
    for &dimension in Dimension::ALL {
        breakdown(
            dice,
            &mut tally,
            dimension,
            of(Column::Closing),
            of(Column::Female),
            of(Column::Under18),
        );
    }
    for &counter in Counter::ALL {
        let most = match counter {
            Counter::TestsPositive | Counter::ResidenceChecksDone => 0,
            Counter::ContactsNotHome | Counter::ContactsRefused => 3,
            Counter::Contacts => 40,
            _ => 12,
        };
        let least = if counter == Counter::Contacts { 6 } else { 0 };
        tally.set(Figure::Done(counter), least + dice.below(most + 1));
    }
    let post = [ReportRow::PostRehab12, ReportRow::PostRehab24];
    let ended = post.map(|row| tally.count(Figure::Flow(Some(row), Column::Ended)));
    let ended = ended.iter().sum::<u64>();
    let with_work = dice.below(ended + 1);
    tally.set(Figure::Done(Counter::PostRehabEndedWithWork), with_work);
    tally.set(Figure::Done(Counter::PostRehabEndedWithoutWork), ended - with_work);
    tally
}

/// Spreads the closing stock over the cells of a breakdown.
fn breakdown(
    dice: &mut Dice,
    tally: &mut Tally,
    dimension: Dimension,
    closing: u64,
    female: u64,
    under_18: u64,
) {
    let all = cells(dimension);
    let mut counts = vec![0; all.len()];
    let place = |key: &str| all.iter().position(|cell| cell.key == key).unwrap_or_default();
    match dimension {
        Dimension::Sex => {
            counts[place("female")] = female;
            counts[place("male")] = closing - female;
        }
        Dimension::Age => {
            counts[place("16-17")] = under_18;
            let young = dice.below(closing - under_18 + 1);
            counts[place("18-29")] = young;
            counts[place("30+")] = closing - under_18 - young;
        }
        _ => {
            for _ in 0..closing {
                // Two throws, the lower one: the first words are common, the last ones rare.
                let n = all.len() as u64;
                let at = dice.below(n).min(dice.below(n));
                counts[at as usize] += 1;
            }
        }
    }
    for (place, count) in counts.into_iter().enumerate() {
        tally.set(Figure::Part(dimension, place), count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rollup::chain;

    #[test]
    fn made_up_months_are_sound_and_go_on_from_each_other() {
        for number in 0..20 {
            let mut dice = Dice::new(1, number);
            let mut months = vec![month(&mut dice, None)];
            for n in 0..11 {
                let next = month(&mut dice, Some(&months[n]));
                months.push(next);
            }
            assert!(months.iter().all(|m| !m.contradicts_itself()));
            let year = chain(&months.iter().collect::<Vec<_>>()).unwrap();
            assert!(!year.contradicts_itself());
        }
    }
}
