//! What encryption costs: the statements of the program on two exports of the same registry, one
//! encrypted and one plain, alike in every setting and in the order of their rows.

use crate::commune::{Commune, shelf};
use hoso::vault::DatabaseKey;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const PEOPLE: usize = 100_000;
const KINDS: [&str; 2] = ["sealed", "plain"];
/// Times each statement is run; the median counts.
const RUNS: usize = 15;

/// A statement of the program: where it stands, what it is, and what it is asked with.
struct Statement {
    what: &'static str,
    source: &'static str,
    sql: &'static str,
    asked: fn() -> Vec<Vec<Value>>,
}

const PERSON: &str = include_str!("../../src/storage/person.rs");
const STANDING: &str = include_str!("../../src/storage/standing.rs");
const FLOW: &str = include_str!("../../src/storage/flow.rs");

fn once() -> Vec<Vec<Value>> {
    vec![Vec::new()]
}

fn texts(texts: &[&str]) -> Vec<Value> {
    texts.iter().map(|t| Value::Text((*t).to_owned())).collect()
}

fn screen() -> Vec<Vec<Value>> {
    (0..38).map(|i| vec![Value::Integer(i * 2_601 + 1)]).collect()
}

fn overdue() -> Vec<Vec<Value>> {
    let [from, to, on] = ["2025-11-23T00:00:00", "2026-11-23T08:00:00", "2026-11-23"];
    let mut asked = vec![Value::Integer(0)];
    asked.extend(texts(&[from, to, on]));
    asked.push(Value::Integer(200));
    vec![asked]
}

static STATEMENTS: [Statement; 6] = [
    Statement {
        what: "the list of everybody",
        source: PERSON,
        sql: "SELECT p.id, p.search_key, p.marked_key, p.hamlet, s.measure, s.risk, s.next_due, p.assigned_to
            FROM person p JOIN standing s ON s.person_id = p.id ORDER BY p.sort_key, p.id",
        asked: once,
    },
    Statement {
        what: "38 lines of the list",
        source: STANDING,
        sql: "SELECT p.id, p.file_no, p.name, p.sex, p.born, p.hamlet, s.measure, s.measure_end, s.risk, s.next_due, p.assigned_to
    FROM person p JOIN standing s ON s.person_id = p.id WHERE p.id = ?1",
        asked: screen,
    },
    Statement {
        what: "200 overdue lines",
        source: STANDING,
        sql: "SELECT d.clock, d.due, d.shown_from, d.start_fact, d.holidays_unknown, p.id, p.file_no, p.name, p.hamlet, s.risk, p.born
            FROM deadline d JOIN person p ON p.id = d.person_id JOIN standing s ON s.person_id = d.person_id
            WHERE d.rank = ?1 AND d.due >= ?2 AND d.due < ?3 AND d.shown_from <= ?4 ORDER BY d.due, d.person_id, d.clock LIMIT ?5",
        asked: overdue,
    },
    Statement {
        what: "the report: measures",
        source: FLOW,
        sql: "SELECT person_id, flow, id FROM measure INDEXED BY measure_flow WHERE flow IS NOT NULL ORDER BY person_id, flow",
        asked: once,
    },
    Statement {
        what: "the report: people",
        source: FLOW,
        sql: "SELECT id, traits, report_days FROM person INDEXED BY person_report WHERE merged_into IS NULL ORDER BY id",
        asked: once,
    },
    Statement {
        what: "the report: a month's events",
        source: FLOW,
        sql: "SELECT at, kind, outcome, person_id FROM living_event WHERE at >= ?1 AND at < ?2 ORDER BY at",
        asked: || vec![texts(&["2026-10-01", "2026-11-01"])],
    },
];

fn file(kind: &str) -> PathBuf {
    shelf().join(format!("{PEOPLE}.{kind}.db"))
}

fn key_text(key: &DatabaseKey) -> String {
    let mut text = String::from("x'");
    key.bytes().iter().for_each(|b| write!(text, "{b:02x}").unwrap());
    text + "'"
}

/// Both exports, where they are not there yet.
fn export() {
    let commune = Commune::cached(PEOPLE);
    let key = key_text(&commune.database_key());
    let own = Connection::open(commune.place().database_path()).unwrap();
    own.pragma_update(None, "key", &key).unwrap();
    for kind in KINDS {
        let (path, making) = (file(kind), file("making"));
        if path.exists() {
            continue;
        }
        let _ = std::fs::remove_file(&making);
        let with = if kind == "plain" { "" } else { key.as_str() };
        let path_text = making.to_str().unwrap();
        own.execute("ATTACH DATABASE ?1 AS export KEY ?2", [path_text, with]).unwrap();
        own.query_row("SELECT sqlcipher_export('export')", [], |_| Ok(())).unwrap();
        own.execute("DETACH DATABASE export", []).unwrap();
        std::fs::rename(&making, &path).unwrap();
    }
}

/// One process for each kind, since wiping memory is a setting of the process.
pub(crate) fn report() {
    for statement in &STATEMENTS {
        let stands = statement.source.contains(statement.sql);
        assert!(stands, "{}: the program's statement is another by now", statement.what);
    }
    export();
    let own = std::env::current_exe().unwrap();
    let [sealed, plain] = KINDS.map(|kind| {
        let output = Command::new(&own).args(["plain", kind]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines().map(|l| l.parse().unwrap()).collect::<Vec<f64>>()
    });
    println!(
        "{PEOPLE} people, median of {RUNS}, ms   encrypted    plain   ratio   (warm; then cold)"
    );
    for (i, (sealed, plain)) in sealed.iter().zip(&plain).enumerate() {
        let what = STATEMENTS[i / 2].what;
        let state = if i % 2 == 0 { "warm" } else { "cold" };
        println!("{what:<30} {state:>6} {sealed:>9.2} {plain:>9.2} {:>7.1}", sealed / plain);
    }
}

/// Medians in milliseconds, one a line: each statement with a warm page cache, then on a
/// connection just opened.
pub(crate) fn measure(kind: &str) {
    let key = (kind == "sealed").then(|| key_text(&Commune::cached(PEOPLE).database_key()));
    for statement in &STATEMENTS {
        let conn = connect(kind, key.as_deref());
        run(&conn, statement);
        let warm = median((0..RUNS).map(|_| run(&conn, statement)));
        let cold = median((0..RUNS).map(|_| run(&connect(kind, key.as_deref()), statement)));
        println!("{}\n{}", warm.as_secs_f64() * 1e3, cold.as_secs_f64() * 1e3);
    }
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times[times.len() / 2]
}

/// The settings of `storage::open`, as far as they touch reading.
fn connect(kind: &str, key: Option<&str>) -> Connection {
    let conn = Connection::open(file(kind)).unwrap();
    if let Some(key) = key {
        conn.pragma_update(None, "cipher_memory_security", "ON").unwrap();
        conn.pragma_update(None, "key", key).unwrap();
    }
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).unwrap();
    conn.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(())).unwrap();
    conn.pragma_update(None, "temp_store", "MEMORY").unwrap();
    conn.pragma_update(None, "cell_size_check", "ON").unwrap();
    conn.pragma_update(None, "cache_size", -24_576).unwrap();
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).unwrap();
    conn
}

/// Runs a statement to its last row, touching every column.
fn run(conn: &Connection, statement: &Statement) -> Duration {
    let began = Instant::now();
    let mut prepared = conn.prepare_cached(statement.sql).unwrap();
    let columns = prepared.column_count();
    let mut bytes = 0;
    for asked in (statement.asked)() {
        let mut rows = prepared.query(params_from_iter(asked)).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for i in 0..columns {
                bytes += row
                    .get_ref(i)
                    .unwrap()
                    .as_bytes_or_null()
                    .map_or(8, |b| b.map_or(0, <[u8]>::len));
            }
        }
    }
    assert!(bytes > 0, "{}", statement.what);
    began.elapsed()
}
