//! What binds a row to its journal entry: HMAC-SHA256 over every stored value of it that is a fact,
//! taken at the commit by the same queries that check it later. An old page pasted back, which
//! SQLCipher's own check takes for good, shows here.

use super::error::StorageError;
use super::merge::survivor;
use super::open::{Store, Write};
use crate::domain::id::PersonId;
use crate::domain::journal::{Bound, Hash};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};
use sha2::Sha256;

/// A query of all rows, and the same of one.
struct Facts {
    all: &'static str,
    one: &'static str,
}

macro_rules! facts {
    ($all:literal, $one:literal) => {
        Facts { all: $all, one: concat!($all, " WHERE ", $one, " = ?1") }
    };
}

/// A table of rows that are bound one by one.
type Kind = (Facts, fn(i64) -> Bound);

const PERSON: Facts = facts!(
    "SELECT id, file_no, name, other_names, sex, born, document_kind, document_no, document_issued, document_place, origin, permanent_address, temporary_address, current_address, hamlet, ethnicity, education, occupation, occupation_group, workplace, phone, relatives, substances, route, use_since, detected_on, rehab_count, psychosis, psychosis_seen_on, released_prisoner, note, assigned_to, merged_into FROM person",
    "id"
);
/// The owner is the one before any merge, so that a merge, which moves rows by the number of its
/// own entry, need not speak for each; that the owner of now follows from it is checked apart.
const MEASURE: Facts = facts!(
    "SELECT t.id, coalesce((SELECT m.away FROM merge_row r JOIN merge m ON m.seq = r.merge_seq WHERE r.object = 'measure' AND r.object_id = t.id AND m.split_seq IS NULL ORDER BY r.merge_seq LIMIT 1), t.person_id), t.measure, t.decision_no, t.decision_date, t.start, t.term_months, t.rehab_count, t.signatory, t.law, t.source, t.ended_on, t.end_reason, t.set_end, t.set_end_reason FROM measure t",
    "t.id"
);
/// Cancelled events too: table `event` itself and not the view.
const EVENT: Facts = facts!(
    "SELECT t.id, coalesce((SELECT m.away FROM merge_row r JOIN merge m ON m.seq = r.merge_seq WHERE r.object = 'event' AND r.object_id = t.id AND m.split_seq IS NULL ORDER BY r.merge_seq LIMIT 1), t.person_id), t.kind, t.at, t.until, t.outcome, t.substance, t.text, t.ground, t.sample, t.same_sex, t.guardian, t.step, t.place, t.document_no, t.score, t.cancelled_at, t.cancelled_by, t.cancel_reason FROM event t",
    "t.id"
);
const TEAM: &str =
    "SELECT measure_id, place, name, role FROM team_member WHERE measure_id = ?1 ORDER BY place";
const REGISTRY: [&str; 2] = [
    "SELECT registry_id, unit_code, unit_name, remote, created_at FROM registry ORDER BY id",
    "SELECT login, full_name, role, active FROM officer ORDER BY login",
];
const RULES: [&str; 3] = [
    "SELECT id, rule_id, figure, in_force_from, reason, officer, set_at FROM rule_setting ORDER BY id",
    "SELECT id, rule_id, figure, reason, officer, checked_at FROM rule_check ORDER BY id",
    // The program's own sets are held by their hash.
    "SELECT id, version, sha256, content, in_force_from, reason, officer, set_at FROM risk_rules WHERE officer IS NOT NULL ORDER BY id",
];
/// What concerns reports upward; the bytes of a package stand by their SHA-256.
const REPORTS: [&str; 5] = [
    "SELECT id, name, recipient, officer, set_at FROM superior ORDER BY id",
    "SELECT id, month, work, count, officer, entered_at FROM programme ORDER BY id",
    "SELECT period, revision, figures, signature, officer, closed_at FROM period_closed ORDER BY period, revision",
    "SELECT id, uuid, period, revision, closing, replaces, recipient, size, root, sha256, officer, made_at FROM package ORDER BY id",
    "SELECT id, what, value, from_day, basis, officer, set_at FROM plan ORDER BY id",
];

/// All copies at once: a copy struck off the list would be forgotten where a person is destroyed.
const BACKUPS: [&str; 2] = [
    "SELECT id, made_at, officer, file_name, generation, journal_size, gone_at, gone_why FROM backup_copy ORDER BY id",
    "SELECT id, remind_days FROM backup_setting ORDER BY id",
];

/// Makes row hashes: the key is set up once.
pub(super) struct Binder(Hmac<Sha256>);

impl Binder {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        // HMAC (RFC 2104) fills a shorter key up to the block with zeros; so does this.
        let mut block = zeroize::Zeroizing::new([0; 64]);
        block[..32].copy_from_slice(key);
        Self(<Hmac<Sha256> as KeyInit>::new((&*block).into()))
    }

    fn begin(&self, bound: Bound) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(&[match bound {
            Bound::Registry => 1,
            Bound::Rules => 2,
            Bound::Person(_) => 3,
            Bound::Measure(_) => 4,
            Bound::Event(_) => 5,
            Bound::Team(_) => 6,
            Bound::Backups => 7,
            Bound::Reports => 8,
        }]);
        mac
    }

    /// The hash of what is stored now; `None` where there is no such row.
    pub(super) fn hash(
        &self,
        conn: &Connection,
        bound: Bound,
    ) -> Result<Option<Hash>, StorageError> {
        let mut mac = self.begin(bound);
        let (facts, id) = match bound {
            Bound::Registry => return self.whole(conn, bound, &REGISTRY).map(Some),
            Bound::Rules => return self.whole(conn, bound, &RULES).map(Some),
            Bound::Backups => return self.whole(conn, bound, &BACKUPS).map(Some),
            Bound::Reports => return self.whole(conn, bound, &REPORTS).map(Some),
            Bound::Team(id) => {
                let mut statement = conn.prepare_cached(TEAM)?;
                let mut rows = statement.query(params![id])?;
                while let Some(row) = rows.next()? {
                    feed(&mut mac, row)?;
                }
                return Ok(Some(mac.finalize().into_bytes().into()));
            }
            Bound::Person(id) => (PERSON, id),
            Bound::Measure(id) => (MEASURE, id),
            Bound::Event(id) => (EVENT, id),
        };
        let mut statement = conn.prepare_cached(facts.one)?;
        let mut rows = statement.query(params![id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        feed(&mut mac, row)?;
        Ok(Some(mac.finalize().into_bytes().into()))
    }

    fn whole(
        &self,
        conn: &Connection,
        bound: Bound,
        tables: &[&str],
    ) -> Result<Hash, StorageError> {
        let mut mac = self.begin(bound);
        for sql in tables {
            let mut statement = conn.prepare_cached(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                feed(&mut mac, row)?;
            }
            mac.update(b"|");
        }
        Ok(mac.finalize().into_bytes().into())
    }
}

/// Every value with its type and length, so that no two rows share their bytes.
fn feed(mac: &mut Hmac<Sha256>, row: &Row<'_>) -> Result<(), StorageError> {
    let columns = row.as_ref().column_count();
    mac.update(&(columns as u64).to_be_bytes());
    for at in 0..columns {
        let number;
        let (kind, bytes): (u8, &[u8]) = match row.get_ref(at)? {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(n) => {
                number = n.to_be_bytes();
                (1, &number)
            }
            ValueRef::Real(x) => {
                number = x.to_be_bytes();
                (2, &number)
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(blob) => (4, blob),
        };
        mac.update(&[kind]);
        mac.update(&(bytes.len() as u64).to_be_bytes());
        mac.update(bytes);
    }
    Ok(())
}

impl Write<'_> {
    /// One hash over all that is DERIVED, to be compared before and after a rebuilding.
    pub fn derived_digest(&self) -> Result<Hash, StorageError> {
        const DERIVED: [&str; 4] = [
            "SELECT person_id, measure, measure_end, next_due, risk, assessment, risk_due FROM standing ORDER BY person_id",
            "SELECT person_id, clock, due, shown_from, start_fact, rank, holidays_unknown FROM deadline ORDER BY person_id, clock",
            "SELECT id, computed_end, flow FROM measure ORDER BY id",
            "SELECT id, traits, report_days FROM person ORDER BY id",
        ];
        Binder::new(&[0; 32]).whole(&self.tx, Bound::Registry, &DERIVED)
    }
}

impl Store {
    /// The hash of a row as it is stored now; `None` where there is no such row.
    pub fn row_hash(&self, bound: Bound) -> Result<Option<Hash>, StorageError> {
        self.binder()?.hash(self.conn(), bound)
    }

    /// The hash that the last entry about a row gave it, by the index alone.
    pub fn bound_hash(&self, objects: [&str; 2]) -> Result<Option<Hash>, StorageError> {
        const SQL: &str = "SELECT row_hash FROM journal WHERE object IN (?1, ?2) AND row_hash IS NOT NULL ORDER BY seq DESC LIMIT 1";
        use rusqlite::OptionalExtension;
        let mut statement = self.conn().prepare(SQL)?;
        Ok(statement.query_row(params![objects[0], objects[1]], |r| r.get(0)).optional()?)
    }

    /// Walks every bound row there is with its hash.
    pub fn each_bound_row(
        &self,
        mut take: impl FnMut(Bound, Hash) -> bool,
    ) -> Result<(), StorageError> {
        let binder = self.binder()?;
        let kinds: [Kind; 3] =
            [(PERSON, Bound::Person), (MEASURE, Bound::Measure), (EVENT, Bound::Event)];
        for (facts, of) in kinds {
            let mut statement = self.conn().prepare(facts.all)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let bound = of(row.get(0)?);
                let mut mac = binder.begin(bound);
                feed(&mut mac, row)?;
                if !take(bound, mac.finalize().into_bytes().into()) {
                    return Ok(());
                }
            }
        }
        let mut statement = self.conn().prepare("SELECT DISTINCT measure_id FROM team_member")?;
        let teams: Result<Vec<i64>, _> = statement.query_map([], |r| r.get(0))?.collect();
        let teams = teams?.into_iter().map(Bound::Team);
        let whole = [Bound::Registry, Bound::Rules, Bound::Backups, Bound::Reports];
        for bound in teams.chain(whole) {
            if let Some(hash) = binder.hash(self.conn(), bound)?
                && !take(bound, hash)
            {
                break;
            }
        }
        Ok(())
    }

    /// Measures and events that stand in a file where no merge put them.
    pub fn strayed_rows(&self) -> Result<Vec<Bound>, StorageError> {
        const AWAY: &str = "SELECT 'measure', t.id FROM measure t JOIN person p ON p.id = t.person_id WHERE p.merged_into IS NOT NULL
            UNION ALL SELECT 'event', t.id FROM event t JOIN person p ON p.id = t.person_id WHERE p.merged_into IS NOT NULL";
        const MOVED: &str = "SELECT r.object, r.object_id, m.away, p.merged_into, coalesce(e.person_id, t.person_id)
            FROM merge_row r JOIN merge m ON m.seq = r.merge_seq JOIN person p ON p.id = m.away
            LEFT JOIN event e ON r.object = 'event' AND e.id = r.object_id
            LEFT JOIN measure t ON r.object = 'measure' AND t.id = r.object_id
            WHERE m.split_seq IS NULL";
        let bound = |object: &str, id| match object {
            "event" => Bound::Event(id),
            _ => Bound::Measure(id),
        };
        let mut found = Vec::new();
        let mut statement = self.conn().prepare(AWAY)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            found.push(bound(&r.get::<_, String>(0)?, r.get(1)?));
        }
        let mut statement = self.conn().prepare(MOVED)?;
        let mut rows = statement.query([])?;
        while let Some(r) = rows.next()? {
            let owner: Option<i64> = r.get(4)?;
            let lives_with = survivor(self.conn(), PersonId(r.get(2)?), r.get(3)?)?;
            if owner != Some(lives_with.0) {
                found.push(bound(&r.get::<_, String>(0)?, r.get(1)?));
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A column added to a bound table and forgotten here would be a value nobody vouches for.
    #[test]
    fn every_fact_of_a_bound_table_is_hashed() {
        // And the bytes of a package, which its hash stands for.
        const DERIVED: [&str; 12] = [
            "search_key",
            "marked_key",
            "sort_key",
            "traits",
            "report_days",
            "computed_end",
            "flow",
            "derived_rules",
            "risk_day",
            "person_id",
            "id",
            "bytes",
        ];
        crate::storage::memory::keep_slots();
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(super::super::migrate::SCHEMA).unwrap();
        for (table, sql) in [
            ("person", PERSON.all),
            ("measure", MEASURE.all),
            ("event", EVENT.all),
            ("team_member", TEAM),
            ("registry", REGISTRY[0]),
            ("officer", REGISTRY[1]),
            ("rule_setting", RULES[0]),
            ("rule_check", RULES[1]),
            ("backup_copy", BACKUPS[0]),
            ("backup_setting", BACKUPS[1]),
            ("superior", REPORTS[0]),
            ("programme", REPORTS[1]),
            ("period_closed", REPORTS[2]),
            ("package", REPORTS[3]),
            ("plan", REPORTS[4]),
            ("risk_rules", RULES[2]),
        ] {
            let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
            let names = statement.query_map(params![table], |r| r.get::<_, String>(0)).unwrap();
            let words: Vec<&str> = sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for name in names.map(Result::unwrap) {
                let hashed = words.contains(&name.as_str());
                assert!(hashed || DERIVED.contains(&name.as_str()), "{table}.{name}");
            }
        }
    }
}
