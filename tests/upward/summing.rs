//! The receiving level: packages of made-up units and of real registries summed up, each unsound
//! file refused with its code, and the publication made of it.

use crate::stories::desk::Desk;
use hoso::domain::date::Period;
use hoso::domain::publication::{Draft, Merges, Shown};
use hoso::domain::report::{Column, Figure, Tally};
use hoso::domain::rollup::Standing;
use hoso::exchange::package::{PackageRefusal as P, UnitsFile, UnitsRow};
use hoso::exchange::publication::{publication_json, read_publication};
use hoso::services::demo::units::{MadeUnits, make_units};
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::{Gathered, Inbox, Registry, superior_keygen};
use std::collections::BTreeMap;
use std::fs::{copy, create_dir, read, read_dir, read_to_string, write};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const NOVEMBER: Period = Period::Month(2026, 11);

/// A level with made-up units.
struct Level {
    folder: TempDir,
    made: MadeUnits,
}

impl Level {
    fn new(units: usize, months: u32) -> Self {
        let folder = TempDir::new().unwrap();
        let made = make_units(folder.path(), units, months, NOVEMBER, 1, &mut |_, _| ()).unwrap();
        Self { folder, made }
    }

    fn inbox(&self) -> Inbox {
        let units = UnitsFile::read(&read_to_string(&self.made.units).unwrap()).unwrap();
        Inbox::new(&read_to_string(&self.made.superior.identity).unwrap(), units).unwrap()
    }

    fn files(&self) -> Vec<PathBuf> {
        let mut files = Vec::new();
        for period in &self.made.months {
            for entry in read_dir(self.made.packages.join(period.to_string())).unwrap() {
                files.push(entry.unwrap().path());
            }
        }
        files.sort();
        files
    }

    fn roll(&self, files: &[PathBuf], period: Period) -> Gathered {
        self.inbox().roll_up(files, period, &mut |_, _| ()).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn package(level: &Level, unit: usize, period: Period) -> PathBuf {
    let folder = level.made.packages.join(period.to_string());
    let mut files: Vec<PathBuf> = read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.swap_remove(unit)
}

#[test]
fn any_order_and_any_copies_give_the_same_sums() {
    let level = Level::new(12, 3);
    let mut files = level.files();
    let once = level.roll(&files, NOVEMBER);
    assert_eq!(
        (once.roll_up.completeness.received, once.refused.len(), once.other_periods),
        (12, 0, 24)
    );
    assert_eq!(once.warnings, [], "every package of the chain is here");
    files.reverse();
    assert_eq!(level.roll(&files, NOVEMBER).roll_up, once.roll_up);
    let copied = level.path("copy.hsr");
    copy(package(&level, 3, NOVEMBER), &copied).unwrap();
    files.push(copied);
    let twice = level.roll(&files, NOVEMBER);
    assert_eq!((&twice.roll_up, twice.copies), (&once.roll_up, 1), "a replay counts once");
    // The chain of the months where nobody sent the quarter: September to November is no quarter.
    let quarter = level.roll(&files, Period::Quarter(2026, 4)).roll_up;
    assert_eq!((quarter.completeness.received, quarter.completeness.missing), (0, 12));
    assert_eq!(quarter.units[0].standing.code(), "missing_months");
}

#[test]
fn a_long_period_is_the_chain_of_its_months() {
    let level = Level::new(5, 5);
    let files = level.files();
    let quarter = level.roll(&files, Period::Quarter(2026, 3));
    assert_eq!((quarter.roll_up.completeness.received, quarter.refused.len()), (5, 0));
    let month = |m| level.roll(&files, Period::Month(2026, m)).roll_up.total;
    let months: Vec<Tally> = (7..=9).map(month).collect();
    let count = |tally: &Tally, column| tally.count(Figure::Flow(None, column));
    let whole = &quarter.roll_up.total;
    assert_eq!(count(whole, Column::Opening), count(&months[0], Column::Opening));
    assert_eq!(count(whole, Column::Closing), count(&months[2], Column::Closing));
    let new: u64 = months.iter().map(|m| count(m, Column::New)).sum();
    assert_eq!(count(whole, Column::New), new);
    assert!(!whole.contradicts_itself());
}

#[test]
fn every_unsound_file_is_refused_with_its_code_and_the_rest_counts() {
    let level = Level::new(6, 2);
    let stranger = Level::new(7, 1);
    let folder = level.path("in");
    create_dir(&folder).unwrap();
    let put = |name: &str, bytes: &[u8]| write(folder.join(name), bytes).unwrap();
    let sound = |unit, period| read(package(&level, unit, period)).unwrap();
    put("0-counts.hsr", &sound(0, NOVEMBER));
    put("1-cut.hsr", &sound(1, NOVEMBER)[..400]);
    put("2-huge.hsr", &vec![0; (2 << 20) + 1]);
    put("3-text.hsr", b"no package");
    put("4-other-period.hsr", &sound(4, Period::Month(2026, 10)));
    put("5-other-recipient.hsr", &read(package(&stranger, 5, NOVEMBER)).unwrap());
    let mut files: Vec<PathBuf> =
        read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(folder.join("6-gone.hsr"));
    files.sort();
    let found = level.roll(&files, NOVEMBER);
    let refused: BTreeMap<String, P> = found
        .refused
        .iter()
        .map(|r| (r.path.file_name().unwrap().to_string_lossy()[..1].to_owned(), r.why))
        .collect();
    let wanted = [
        ("1", P::NotSealed),
        ("2", P::FileTooLarge),
        ("3", P::NotSealed),
        ("4", P::WrongPeriod),
        ("5", P::NotForThisKey),
        ("6", P::Unreadable),
    ];
    assert_eq!(refused, wanted.map(|(n, why)| (n.to_owned(), why)).into());
    assert_eq!((found.roll_up.completeness.received, found.refused.len()), (1, 6));
    assert_eq!(found.roll_up.completeness.missing, 5);

    // The list of units: one not on it, one with another key.
    let mut rows: Vec<UnitsRow> = Vec::new();
    let listed = UnitsFile::read(&read_to_string(&level.made.units).unwrap()).unwrap();
    rows.extend(listed.expected_on(NOVEMBER.to()).skip(1).cloned());
    let stolen = rows[1].key.clone();
    rows[0].key = stolen;
    let mut units = UnitsFile::default();
    for row in rows {
        units.enrol(row).unwrap();
    }
    let identity = read_to_string(&level.made.superior.identity).unwrap();
    let inbox = Inbox::new(&identity, units).unwrap();
    let files = [0, 1, 2].map(|unit| package(&level, unit, NOVEMBER));
    let found = inbox.roll_up(&files, NOVEMBER, &mut |_, _| ()).unwrap();
    let why: Vec<P> = found.refused.iter().map(|r| r.why).collect();
    assert_eq!(why, [P::UnknownUnit, P::OtherUnitKey]);
    assert_eq!(found.roll_up.completeness.received, 1);
}

#[test]
fn a_late_package_is_known_by_its_own_time() {
    let level = Level::new(60, 1);
    let units = level.roll(&level.files(), NOVEMBER).roll_up.units;
    let late: Vec<i64> = units
        .iter()
        .filter_map(|u| match u.standing {
            Standing::Late { days } => Some(days),
            _ => None,
        })
        .collect();
    assert!(!late.is_empty() && late.len() < 10 && late.iter().all(|d| *d == 4), "{late:?}");
}

/// A commune with people of its own, which sends to the level of this key.
fn commune(recipient: &str, people: usize, seed: u64) -> (Desk, Registry) {
    let desk = Desk::new();
    let mut registry = desk.found();
    registry.set_superior(recipient, "Công an tỉnh Mẫu").unwrap();
    let cases = make_commune(people, seed, desk.now.date());
    registry.load_made_up(cases.map(MadeUpCase::into_parts), &mut |_| ()).unwrap();
    (desk, registry)
}

/// From people at communes to the province's publication.
#[test]
fn communes_export_the_province_sums_and_publishes() {
    let folder = TempDir::new().unwrap();
    let superior = superior_keygen(&folder.path().join("superior")).unwrap();
    let periods = [Period::Month(2026, 10), NOVEMBER];
    let mut sum = [Tally::default(), Tally::default()];
    let mut files: Vec<PathBuf> = Vec::new();
    // Every registry of the tests has the same unit code: three levels of one unit each.
    let mut gathered: Vec<[Tally; 2]> = Vec::new();
    for (n, people) in [60, 90, 40].into_iter().enumerate() {
        let (_desk, mut registry) = commune(&superior.recipient, people, n as u64 + 5);
        let sheet = registry.key_sheet().unwrap();
        let mut units = UnitsFile::default();
        let row = UnitsRow {
            code: sheet.code,
            name: sheet.name,
            parent: format!("Khu vực {n}"),
            key: sheet.key,
            since: "2025-07-01".parse().unwrap(),
        };
        units.enrol(row).unwrap();
        let inbox = Inbox::new(&read_to_string(&superior.identity).unwrap(), units).unwrap();
        files.clear();
        for period in periods {
            let path = folder.path().join(format!("{n}-{period}.hsr"));
            write(&path, registry.export_package(period, None).unwrap().bytes).unwrap();
            files.push(path);
        }
        let own = periods.map(|period| Tally::of(&registry.report(period, true).unwrap()));
        for (k, period) in periods.into_iter().enumerate() {
            let found = inbox.roll_up(&files, period, &mut |_, _| ()).unwrap();
            assert_eq!((found.refused.len(), found.warnings.len()), (0, 0), "{:?}", found.refused);
            assert_eq!(found.roll_up.total, own[k], "what the commune reports is what arrives");
            sum[k].add(&found.roll_up.total);
        }
        gathered.push(own);
    }
    let mut earlier = Vec::new();
    for (k, period) in periods.into_iter().enumerate() {
        let areas: BTreeMap<String, Tally> = gathered
            .iter()
            .enumerate()
            .map(|(n, own)| (format!("Khu vực {n}"), own[k].clone()))
            .collect();
        let draft = Draft { period, level: &sum[k], areas: &areas, earlier: &earlier };
        let publication = released(&draft);
        let json = publication_json(&publication, hoso::domain::rollup::Completeness::default());
        let read = read_publication(&json.unwrap()).unwrap();
        assert_eq!(read, publication);
        assert!(read.cells.iter().any(|c| c.1 == Shown::Starred));
        earlier.push(read);
    }
}

/// As it is, or with the remedy that the refusal offers.
fn released(draft: &Draft) -> hoso::domain::publication::Publication {
    use hoso::domain::publication::{Remedy, remedy};
    let (release, audit) = draft.audit(&Merges::default()).unwrap();
    if audit.weak.is_empty() {
        return release.publication();
    }
    let Remedy::Merge(merges) = remedy(draft, &Merges::default(), &|| true).unwrap().unwrap()
    else {
        panic!("merging is enough for these communes: {:?}", audit.weak)
    };
    let (release, audit) = draft.audit(&Merges::new(merges)).unwrap();
    assert_eq!(audit.weak, []);
    release.publication()
}

/// The command itself: files out, exit codes, the publication refused and then made.
#[test]
fn the_command_sums_writes_and_publishes() {
    let level = Level::new(9, 2);
    let run = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hoso"))
            .args(["rollup", "--identity"])
            .arg(&level.made.superior.identity)
            .arg("--units")
            .arg(&level.made.units)
            .args(args)
            .env_remove("HOSO_LANG")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    };
    let packages = level.made.packages.to_str().unwrap().to_owned();
    let out = |name: &str| level.path(name).to_str().unwrap().to_owned();
    let (csv, dhis2, xlsx, json) = (out("l.csv"), out("d.json"), out("t.xlsx"), out("p.json"));
    let (code, told, err) = run(&[
        &packages, "--period", "2026-11", "--json", "--csv", &csv, "--dhis2", &dhis2, "--xlsx",
        &xlsx,
    ]);
    assert_eq!((code, err.as_str()), (0, ""), "{told}");
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["completeness"]["received"], 9);
    assert_eq!(told["total"]["stock_flow"].as_array().unwrap().len(), 10);
    let total = &told["total"]["stock_flow"][9];
    let sum: i64 =
        told["units"].as_array().unwrap().iter().map(|u| u["closing"].as_i64().unwrap()).sum();
    assert_eq!(total["closing"].as_i64(), Some(sum));
    let lines = read_to_string(&csv).unwrap();
    let from_csv: i64 = lines
        .lines()
        .filter(|l| l.contains(",stock_flow,total,closing,"))
        .map(|l| l.rsplit(',').next().unwrap().parse::<i64>().unwrap())
        .sum();
    assert_eq!(from_csv, sum);
    assert!(read(&xlsx).unwrap().starts_with(b"PK") && read(&dhis2).unwrap().starts_with(b"{"));

    let (code, told, err) = run(&[&packages, "--period", "2026-11", "--publish", &json, "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let merges: Vec<String> = if code == 1 {
        assert!(err.contains("HS-0931") && !Path::new(&json).exists(), "{err}");
        assert!(!told["publication"]["weak"].as_array().unwrap().is_empty());
        let merges = told["publication"]["remedy"]["merge"].as_array().unwrap();
        merges.iter().map(|m| format!("--merge={}", m.as_str().unwrap())).collect()
    } else {
        Vec::new()
    };
    let json = if code == 1 { json } else { out("p2.json") };
    let mut args = vec![packages.as_str(), "--period", "2026-11", "--publish", &json];
    args.extend(merges.iter().map(String::as_str));
    let (code, told, err) = run(&args);
    assert_eq!((code, err.as_str()), (0, ""), "{told}");
    let published = read_publication(&read_to_string(&json).unwrap()).unwrap();
    assert_eq!(published.period, NOVEMBER);

    write(level.made.packages.join("2026-11/x.hsr"), b"no package").unwrap();
    let (code, told, _) = run(&[&packages, "--period", "2026-11"]);
    assert_eq!(code, 5, "some are refused");
    assert!(told.contains("HS-07"), "{told}");
    assert_eq!(run(&[&out("nothing"), "--period", "2026-11"]).0, 1);
    let third = out("p3.json");
    let bad = ["--merge=area=a/b", "--publish", &third];
    assert_eq!(run(&[&[packages.as_str(), "--period", "2026-11"], &bad[..]].concat()).0, 2);
}
