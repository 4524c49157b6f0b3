//! How SQLite would carry a statement out: for tests of what must not walk whole tables.

/// The steps, over the empty schema.
pub(super) fn steps(sql: &str) -> Vec<String> {
    super::memory::keep_slots();
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    conn.execute_batch(super::migrate::SCHEMA).unwrap();
    let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let values = vec!["2026"; statement.parameter_count()];
    let steps = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap();
    steps.map(Result::unwrap).collect()
}
