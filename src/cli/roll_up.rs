//! `rollup`: the receiving level's sums and its publication. Needs no registry and no officer.

use super::error::CliError;
use super::lang::{lang, t};
use super::receiving::Desk;
use super::{Done, Global, args, output, roll_up_text};
use crate::domain::date::Period;
use crate::domain::publication::{Merge, Publication};
use crate::domain::rollup::RollUp;
use crate::exchange::publication::{publication_csv, publication_json, read_publication};
use crate::exchange::roll_up::{data_value_set, long_csv, roll_up_sheet};
use crate::services::{
    Failure, Gathered, Published, SendingFault, Watch, packages_in, publish, read_text,
};
use clap::{Args, ValueHint};
use std::io::ErrorKind;
use std::path::PathBuf;

/// `rollup`.
#[derive(Args)]
pub(super) struct RollUpArgs {
    #[arg(value_name = t("THƯ_MỤC", "FOLDER"), required = true, value_hint = ValueHint::AnyPath, help = t("Thư mục chứa các gói .hsr (kể cả thư mục con)", "Folders with packages .hsr (their subfolders too)"))]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    desk: Desk,
    #[arg(long, value_name = t("KỲ", "PERIOD"), value_parser = args::period, help = t("Kỳ: 2026-11, 2026-Q4, 2026-H2 hoặc 2026; kỳ dài lấy gói của kỳ đó, nếu không có thì nối các tháng", "Period: 2026-11, 2026-Q4, 2026-H2 or 2026; a long one takes its own package, else the chain of its months"))]
    period: Period,
    #[arg(long, value_name = "OUT.xlsx", value_hint = ValueHint::FilePath, help = t("Ghi bảng tính (số chính xác, nội bộ)", "Write a workbook (exact, internal)"))]
    xlsx: Option<PathBuf>,
    #[arg(long, value_name = "OUT.csv", value_hint = ValueHint::FilePath, help = t("Ghi CSV dạng dài cho PostgreSQL, pandas", "Write the long CSV for PostgreSQL, pandas"))]
    csv: Option<PathBuf>,
    #[arg(long, value_name = "OUT.json", value_hint = ValueHint::FilePath, help = t("Ghi tệp dataValueSets cho DHIS2", "Write DHIS2's dataValueSets"))]
    dhis2: Option<PathBuf>,
    #[arg(long, value_name = "OUT.json|OUT.csv", value_hint = ValueHint::FilePath, help = t("Lập bản công bố (ghi được nhiều tệp); từ chối khi có ô suy ra được", "Make the publication (several files may be named); refused where a cell could be worked out"))]
    publish: Vec<PathBuf>,
    #[arg(long, value_name = "OLD.json", value_hint = ValueHint::FilePath, requires = "publish", help = t("Bản công bố trước, để soát cùng (nêu được nhiều bản)", "An earlier publication, audited together (several may be named)"))]
    previous: Vec<PathBuf>,
    #[arg(long, value_name = "row=a/b", value_parser = merge, requires = "publish", help = t("Gộp trong bản công bố: row, column, area, activity hoặc tên bảng (age, sex…)", "Merge in the publication: row, column, area, activity, or a breakdown (age, sex…)"))]
    merge: Vec<Merge>,
}

fn merge(text: &str) -> Result<Merge, &'static str> {
    Merge::parse(text).map_err(|_| {
        t(
            "viết như row=rehab_home/substitution, gộp những mục gộp được",
            "write it like row=rehab_home/substitution, of what may stand together",
        )
    })
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &RollUpArgs) -> Result<Done, CliError> {
    let outputs = args.xlsx.iter().chain(&args.csv).chain(&args.dhis2);
    output::targets(outputs.chain(&args.publish))?;
    let inbox = args.desk.inbox()?;
    let mut files = Vec::new();
    for folder in &args.folders {
        packages_in(folder, &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut progress = output::Progress::start(t("Đang mở các gói", "Opening packages"));
    let found = inbox.roll_up(&files, args.period, &mut |done, of| progress.step(done, of))?;
    drop(progress);
    let counted = found.roll_up.completeness.received;
    if counted > 0 {
        write_files(args, &found)?;
    }
    let published = match args.publish.as_slice() {
        [] => None,
        _ => Some(publish_to(args, &found.roll_up)?),
    };
    let document = roll_up_text::document(&found, published.as_ref());
    global.print(&document, || roll_up_text::text(&found, published.as_ref()))?;
    if published.is_some_and(|p| !p.audit.weak.is_empty()) {
        return Err(CliError::PublicationRefused);
    }
    match found.refused.len() {
        _ if counted == 0 => Err(CliError::PackagesRefused),
        0 => Ok(Done::Whole),
        _ => Ok(Done::Partly),
    }
}

fn write_files(args: &RollUpArgs, found: &Gathered) -> Result<(), CliError> {
    if let Some(path) = &args.xlsx {
        let refused: Vec<[String; 4]> =
            found.refused.iter().map(|file| file.told(lang())).collect();
        output::bytes(path, &roll_up_sheet(&found.roll_up, &refused)?)?;
    }
    if let Some(path) = &args.csv {
        output::file(path, &long_csv(&found.roll_up))?;
    }
    if let Some(path) = &args.dhis2 {
        let document = data_value_set(&found.roll_up);
        let document = document.map_err(|_| CliError::CannotWrite(ErrorKind::InvalidData))?;
        output::bytes(path, &document)?;
    }
    Ok(())
}

/// Audits and writes the publication, or says what the way out is.
fn publish_to(args: &RollUpArgs, roll_up: &RollUp) -> Result<Published, CliError> {
    let _progress = output::Progress::start(t("Đang soát bản công bố", "Auditing the publication"));
    let earlier = args.previous.iter().map(|path| {
        let text = read_text(path)?;
        read_publication(&text).map_err(|_| SendingFault::NoPublication.into())
    });
    let earlier: Vec<Publication> = earlier.collect::<Result<_, Failure>>()?;
    let made = publish(roll_up, &earlier, &args.merge, &Watch::default())?;
    let Some(publication) = &made.publication else { return Ok(made) };
    for path in &args.publish {
        let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let text = if is_csv {
            publication_csv(publication)
        } else {
            publication_json(publication, roll_up.completeness)
                .map_err(|_| CliError::CannotWrite(ErrorKind::InvalidData))?
        };
        output::file(path, &text)?;
    }
    Ok(made)
}
