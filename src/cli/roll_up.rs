//! `rollup`: the receiving level's sums and its publication. Needs no registry and no officer.

use super::error::CliError;
use super::lang::t;
use super::receiving::Desk;
use super::sending::read_text;
use super::{Done, Global, args, output, roll_up_text};
use crate::domain::date::Period;
use crate::domain::publication::{
    Audit, Draft, GroupDisclosure, Merge, Merged, Merges, Publication, Remedy, group_disclosures,
    merge::is_area_name, remedy,
};
use crate::domain::report::Tally;
use crate::domain::rollup::RollUp;
use crate::exchange::package::EXTENSION;
use crate::exchange::publication::{publication_csv, publication_json, read_publication};
use crate::exchange::roll_up::{data_value_set, long_csv, roll_up_sheet};
use crate::services::Gathered;
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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

/// What became of the publication.
pub(super) struct Published {
    /// What the audit found.
    pub(super) audit: Audit,
    /// The way out, where it is refused.
    pub(super) remedy: Option<Remedy>,
    /// Groups all of whose people stand in one category.
    pub(super) groups: Vec<GroupDisclosure>,
    /// Areas of one unit only: their numbers are that unit's.
    pub(super) single_unit_areas: Vec<String>,
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &RollUpArgs) -> Result<Done, CliError> {
    let outputs = args.xlsx.iter().chain(&args.csv).chain(&args.dhis2);
    output::targets(outputs.chain(&args.publish))?;
    let inbox = args.desk.inbox()?;
    let mut files = Vec::new();
    for folder in &args.folders {
        packages(folder, &mut files)?;
    }
    files.sort();
    files.dedup();
    let mut progress = output::Progress::start(t("Đang mở các gói", "Opening packages"));
    let found = inbox.roll_up(&files, args.period, &mut |done, of| progress.step(done, of));
    drop(progress);
    let counted = found.roll_up.completeness.received;
    if counted > 0 {
        write_files(args, &found)?;
    }
    // What one unit counted is its own: rounding hides nobody there.
    if counted < 2 && !args.publish.is_empty() {
        return Err(CliError::OneUnit);
    }
    let published = match args.publish.as_slice() {
        [] => None,
        files => Some(publish(args, &found.roll_up, files)?),
    };
    let document = roll_up_text::document(&found, published.as_ref());
    global.print(&document, || roll_up_text::text(&found, published.as_ref()))?;
    if published.is_some_and(|p| !p.audit.weak.is_empty()) {
        return Err(CliError::PublicationRefused);
    }
    match found.faults() {
        _ if counted == 0 => Err(CliError::PackagesRefused),
        0 => Ok(Done::Whole),
        _ => Ok(Done::Partly),
    }
}

/// The packages in a folder and below it, or the file named. Links are not followed.
fn packages(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), CliError> {
    let unreadable = |_: std::io::Error| CliError::CannotRead;
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let kind = entry.file_type().map_err(unreadable)?;
        let path = entry.path();
        let is_package = path.extension().is_some_and(|e| e.eq_ignore_ascii_case(EXTENSION));
        if kind.is_dir() {
            packages(&path, files)?;
        } else if kind.is_file() && is_package {
            files.push(path);
        }
    }
    Ok(())
}

fn write_files(args: &RollUpArgs, found: &Gathered) -> Result<(), CliError> {
    if let Some(path) = &args.xlsx {
        let refused: Vec<[String; 4]> = found.refused.iter().map(roll_up_text::refused).collect();
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

/// Audits and writes the publication, or finds the way out.
fn publish(args: &RollUpArgs, roll_up: &RollUp, files: &[PathBuf]) -> Result<Published, CliError> {
    let _progress = output::Progress::start(t("Đang soát bản công bố", "Auditing the publication"));
    let earlier = args
        .previous
        .iter()
        .map(|path| read_publication(&read_text(path)?).map_err(|_| CliError::NoPublication));
    let earlier: Vec<Publication> = earlier.collect::<Result<_, _>>()?;
    let areas = areas(roll_up);
    let known = |merge: &Merge| merge.codes.iter().all(|code| areas.contains_key(code));
    if args.merge.iter().any(|merge| merge.of == Merged::Areas && !known(merge)) {
        return Err(CliError::UnknownArea);
    }
    let merges = Merges::new(args.merge.clone());
    let draft =
        Draft { period: args.period, level: &roll_up.total, areas: &areas, earlier: &earlier };
    let unsolved = |_| CliError::PublicationUnsolved;
    let (release, audit) = draft.audit(&merges).map_err(unsolved)?;
    let groups = group_disclosures(&release);
    let single = roll_up.parents.iter().filter(|line| line.completeness.received == 1);
    let single = single.map(|line| area_name(&line.parent));
    let merged = |area: &String| args.merge.iter().any(|m| m.codes.contains(area));
    let single_unit_areas: Vec<String> = single.filter(|area| !merged(area)).collect();
    if !audit.weak.is_empty() {
        let remedy = Some(remedy(&draft, &merges).map_err(unsolved)?);
        return Ok(Published { audit, remedy, groups, single_unit_areas });
    }
    let publication = release.publication();
    for path in files {
        let is_csv = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let text = if is_csv {
            publication_csv(&publication)
        } else {
            publication_json(&publication, roll_up.completeness)
                .map_err(|_| CliError::CannotWrite(ErrorKind::InvalidData))?
        };
        output::file(path, &text)?;
    }
    Ok(Published { audit, remedy: None, groups, single_unit_areas })
}

/// The areas of a publication: the parents of which anything was received, by a name that can be
/// written in a merge.
fn areas(roll_up: &RollUp) -> BTreeMap<String, Tally> {
    let mut areas: BTreeMap<String, Tally> = BTreeMap::new();
    for line in roll_up.parents.iter().filter(|line| line.completeness.received > 0) {
        areas.entry(area_name(&line.parent)).or_default().add(&line.tally);
    }
    areas
}

fn area_name(parent: &str) -> String {
    let name = parent.replace('/', "-");
    if is_area_name(&name) { name } else { format!("({name})") }
}
