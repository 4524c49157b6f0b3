//! How fast the registry answers, on made-up communes of 300, 10,000 and 100,000 people.
//!
//! ```text
//! cargo bench --bench speed               every bench (a filter may follow: `-- find`)
//! cargo bench --bench speed -- acts       p50 and p99 of a recorded act, durable on disk
//! cargo bench --bench speed -- frame      a key in the search field to the drawn frame
//! cargo bench --bench speed -- lists      the same for every key of every list (a size may follow)
//! cargo bench --bench speed -- memory     peak memory of a session, step by step
//! cargo bench --bench speed -- processor  passed and processor time of the same duties
//! cargo bench --bench speed -- plain      the same statements on plain SQLite, as ratios
//! cargo bench --bench speed -- vault      unlocking, the journal, everything proven, a new data key
//! ```
//!
//! The first run makes the communes (about two minutes) and keeps them under `target/speed`, keyed
//! by the schema, the rules and what the generator makes. Results stand in `docs/FIGURES.md`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench ends where it fails"
)]

mod acts;
mod commune;
mod frame;
mod memory;
mod plain;
#[cfg(unix)]
mod processor;
mod vault;

use commune::Commune;
use divan::Bencher;
use hoso::domain::date::Period;
use hoso::exchange::workbook::{Workbook, read_in_child_of};
use hoso::services::Registry;
use hoso::services::view::{PeopleQuery, SortBy};
use std::cell::RefCell;
use std::path::Path;
use std::sync::Mutex;

/// Sizes of the communes.
const SIZES: [usize; 3] = [300, 10_000, 100_000];

/// Lines of the list that a tall screen shows.
const SCREEN: usize = 38;

fn main() {
    let mut words = std::env::args().skip(1).filter(|a| !a.starts_with("--"));
    match (words.next().as_deref(), words.next()) {
        (Some("acts"), _) => acts::report(),
        (Some("frame"), _) => frame::report(),
        (Some("lists"), size) => frame::every_list(size.map(|size| size.parse().unwrap())),
        #[cfg(unix)]
        (Some("processor"), _) => processor::report(),
        (Some("memory"), None) => memory::report(),
        (Some("memory"), Some(size)) => memory::session(size.parse().unwrap()),
        (Some("vault"), _) => vault::report(),
        (Some("plain"), None) => plain::report(),
        (Some("plain"), Some(which)) => plain::measure(&which),
        _ => divan::main(),
    }
}

/// The registry opened last; benches of one size in a row share it, warm.
static OPEN: Mutex<Option<(usize, Registry)>> = Mutex::new(None);

/// Runs a bench body with the open registry of a size, its list loaded.
fn at<T>(people: usize, body: impl FnOnce(&mut Registry) -> T) -> T {
    let mut open = OPEN.lock().unwrap();
    if open.as_ref().is_none_or(|(size, _)| *size != people) {
        *open = None;
        let mut registry = Commune::cached(people).open();
        registry.people(&PeopleQuery::default(), 0, SCREEN).unwrap();
        *open = Some((people, registry));
    }
    body(&mut open.as_mut().unwrap().1)
}

/// Locks the shared registry, so that a bench can open it itself.
fn lock_up() {
    *OPEN.lock().unwrap() = None;
}

/// What an officer types or chooses.
struct Ask(&'static str, SortBy);

impl std::fmt::Display for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} by {:?}", self.0, self.1)
    }
}

static ASKS: [Ask; 9] = [
    Ask("", SortBy::Name),
    Ask("", SortBy::Due),
    Ask("n", SortBy::Name),
    Ask("ng", SortBy::Name),
    Ask("n", SortBy::Due),
    Ask("nguyen", SortBy::Name),
    Ask("nguyen van", SortBy::Name),
    Ask("đặng", SortBy::Name),
    Ask("hs-0", SortBy::Name),
];

/// A keystroke in the search field: from the text to the lines of the screen. Before each, the
/// list was asked something else.
#[divan::bench(args = ASKS.iter(), consts = SIZES, sample_size = 1)]
fn find<const PEOPLE: usize>(bencher: Bencher, ask: &Ask) {
    at(PEOPLE, |registry| {
        let registry = RefCell::new(registry);
        let other = PeopleQuery { find: "zz".to_owned(), ..PeopleQuery::default() };
        let query = PeopleQuery { find: ask.0.to_owned(), sort: ask.1, ..PeopleQuery::default() };
        bencher
            .with_inputs(|| {
                registry.borrow_mut().people(&other, 0, SCREEN).unwrap();
            })
            .bench_local_refs(|()| registry.borrow_mut().people(&query, 0, SCREEN).unwrap());
    });
}

/// Scrolling: the same question, a window in the middle.
#[divan::bench(args = SIZES)]
fn scroll(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let query = PeopleQuery::default();
        let mut first = 0;
        bencher.bench_local(|| {
            first = (first + SCREEN) % people;
            registry.people(&query, first, SCREEN).unwrap()
        });
    });
}

/// Hôm nay, 200 lines a group.
#[divan::bench(args = SIZES)]
fn today(bencher: Bencher, people: usize) {
    at(people, |registry| bencher.bench_local(|| registry.today(200).unwrap()));
}

/// Báo cáo of the last whole month.
#[divan::bench(args = SIZES)]
fn report_month(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let month: Period = "2026-10".parse().unwrap();
        bencher.bench_local(|| registry.report(month, false).unwrap());
    });
}

/// Báo cáo of the running year, provisional: the longest stretch of events.
#[divan::bench(args = SIZES, sample_count = 20)]
fn report_year(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let year: Period = "2026".parse().unwrap();
        bencher.bench_local(|| registry.report(year, false).unwrap());
    });
}

/// Tình hình: 24 months of stock, in and out, overdue by kind, risk.
#[divan::bench(args = SIZES)]
fn situation(bencher: Bencher, people: usize) {
    at(people, |registry| bencher.bench_local(|| registry.situation().unwrap()));
}

/// Báo cáo of the last whole month with the clocks overdue at its end: reads every case file.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn report_with_overdue(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let month: Period = "2026-10".parse().unwrap();
        bencher.bench_local(|| registry.report(month, true).unwrap());
    });
}

/// Unlocking, all but the key derivation (made cheap): lock file, key file, database, registry
/// row, journal entry on disk.
#[divan::bench(args = SIZES, sample_count = 30, sample_size = 1)]
fn open(bencher: Bencher, people: usize) {
    lock_up();
    let commune = Commune::cached(people);
    bencher.bench_local(|| commune.open());
}

/// The list for the first time after unlocking, up to its first screen.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn first_list(bencher: Bencher, people: usize) {
    lock_up();
    let commune = Commune::cached(people);
    bencher.with_inputs(|| commune.open()).bench_local_values(|mut registry| {
        registry.people(&PeopleQuery::default(), 0, SCREEN).unwrap();
        registry
    });
}

/// Hôm nay for the first time after unlocking.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn first_today(bencher: Bencher, people: usize) {
    lock_up();
    let commune = Commune::cached(people);
    bencher.with_inputs(|| commune.open()).bench_local_values(|mut registry| {
        registry.today(200).unwrap();
        registry
    });
}

/// Opening a dossier, its journal entry on disk.
#[divan::bench(args = SIZES, sample_count = 50, sample_size = 1)]
fn show(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let mut turn = 0;
        bencher.bench_local(|| {
            turn += 1;
            registry.show(&commune::file_no(turn, people), None).unwrap()
        });
    });
}

/// Everybody assessed anew under other rules, in one pass over the facts kept: what a preview does,
/// and what a renewal of all reads.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn assess_all(bencher: Bencher, people: usize) {
    at(people, |registry| {
        let mut rules = (*registry.book().risk).clone();
        rules.high += 1;
        bencher.bench_local(|| registry.what_if(&rules).unwrap());
    });
}

/// People of the workbook of the import benches; their latest events, about 60,000.
const WORKBOOK: usize = 10_000;

fn read(path: &Path) -> Workbook {
    read_in_child_of(Path::new(env!("CARGO_BIN_EXE_hoso")), path).unwrap()
}

/// Reading the workbook in the child process.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_1_read(bencher: Bencher) {
    let path = commune::workbook(WORKBOOK);
    bencher.bench_local(|| read(&path));
}

/// Taking a workbook that was read into a new registry.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_2_take_in(bencher: Bencher) {
    let workbook = read(&commune::workbook(WORKBOOK));
    bencher.with_inputs(Commune::founded).bench_local_values(|(desk, mut registry)| {
        registry.import(&workbook, false, &mut |_, _| ()).unwrap();
        (registry, desk)
    });
}

/// Both.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_3_whole(bencher: Bencher) {
    let path = commune::workbook(WORKBOOK);
    bencher.with_inputs(Commune::founded).bench_local_values(|(desk, mut registry)| {
        registry.import(&read(&path), false, &mut |_, _| ()).unwrap();
        (registry, desk)
    });
}

/// The same workbook again: nothing changes.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn import_4_again(bencher: Bencher) {
    let workbook = read(&commune::workbook(WORKBOOK));
    let (_desk, mut registry) = Commune::founded();
    registry.import(&workbook, false, &mut |_, _| ()).unwrap();
    bencher.bench_local(|| registry.import(&workbook, false, &mut |_, _| ()).unwrap());
}
