//! Opening the encrypted file, in the order the threat model demands (`docs/THREAT_MODEL.md`):
//! plain-file guard, silent cipher log, memory security, key, first read, version of the cipher,
//! then every safety setting with its returned word checked.

#![expect(
    unsafe_code,
    reason = "sqlite3_key_v2 is the one way to hand over a key without a copy in an SQL text"
)]

use super::error::StorageError;
use super::memory;
use super::migrate;
use super::reserve::Reserve;
use super::seal::{Pending, Sealer};
use crate::vault::{DatabaseKey, JournalKeys};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, ffi};
use std::cell::{Cell, RefCell};
use std::ffi::{c_int, c_void};
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

/// The open registry file.
pub struct Store {
    conn: Connection,
    /// What the journal is signed with; without it nothing that needs an entry can be committed.
    keys: Option<Arc<JournalKeys>>,
    reserve: Reserve,
}

/// A write transaction: rolled back when dropped without [`Write::commit`].
pub struct Write<'a> {
    pub(super) tx: rusqlite::Transaction<'a>,
    pub(super) keys: Option<Arc<JournalKeys>>,
    /// Entries to be written with the commit.
    pub(super) pending: RefCell<Vec<Pending>>,
    /// Number of the next entry, once there was one.
    pub(super) next: Cell<Option<i64>>,
    /// Seals entries while the write goes on.
    pub(super) sealer: RefCell<Option<Sealer>>,
    /// Rows added to table `revision`.
    pub(super) revised: Cell<i64>,
}

/// Versions of what keeps the file, for `--version`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CipherVersion {
    /// SQLite.
    pub sqlite: String,
    /// SQLCipher.
    pub sqlcipher: String,
}

/// How much of the file SQLite may keep decrypted in memory, KiB (negative = KiB by SQLite's
/// convention): enough for the indexes a list of 100,000 people walks, within the memory promise.
const CACHE: &str = "-24576";
/// Steps of SQLite's machine between two questions whether to stop.
const STEPS: i32 = 10_000;

impl Store {
    /// Makes a new file with the whole schema. Refuses where one exists.
    pub fn create(path: &Path, key: &DatabaseKey) -> Result<Self, StorageError> {
        create_file(path)?;
        let conn = connect(path, key)?;
        migrate::install(&conn)?;
        Ok(Self { conn, keys: None, reserve: Reserve::beside(path) })
    }

    /// Opens the file and brings an older one up to date.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StorageError> {
        Ok(Self { reserve: Reserve::beside(path), ..Self::open_copy(path, key)? })
    }

    /// The same for a copy that is proven or about to become a registry: nothing is put beside it.
    pub fn open_copy(path: &Path, key: &DatabaseKey) -> Result<Self, StorageError> {
        guard_plain(path)?;
        let mut conn = connect(path, key)?;
        migrate::upgrade(&mut conn)?;
        Ok(Self { conn, keys: None, reserve: Reserve::none() })
    }

    /// Whether this key opens the file. A journal left by a cut is played back by the way: give the
    /// key first under which the file was before.
    pub fn fits(path: &Path, key: &DatabaseKey) -> Result<bool, StorageError> {
        guard_plain(path)?;
        match connect(path, key) {
            Ok(_) => Ok(true),
            Err(StorageError::Damaged) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Encrypts the whole file anew under another key, in one transaction: cut off, it is under
    /// the old key. After an error this store is not to be used any more; open the file again.
    pub fn rekey(&mut self, key: &DatabaseKey) -> Result<(), StorageError> {
        self.conn.flush_prepared_statement_cache();
        let text = key_text(key)?;
        // SAFETY: the handle is open and owned by this store for the whole call; the name is a
        // NUL-terminated literal; pointer and length are those of a live buffer SQLCipher copies.
        let code = unsafe {
            ffi::sqlite3_rekey_v2(
                self.conn.handle(),
                c"main".as_ptr(),
                text.as_ptr().cast(),
                text.len() as c_int,
            )
        };
        if code != ffi::SQLITE_OK {
            return Err(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into());
        }
        // SQLCipher says "ok" even when its commit could not be written: the transaction is open then,
        // and the next start would play the file back under the old key. Nobody may be told that the
        // new one holds.
        // SAFETY: the handle is open and owned by this store; the name is a NUL-terminated literal.
        let state = unsafe { ffi::sqlite3_txn_state(self.conn.handle(), c"main".as_ptr()) };
        if state != ffi::SQLITE_TXN_NONE {
            return Err(match std::io::Error::last_os_error().into() {
                known @ (StorageError::DiskFull | StorageError::SizeLimit) => known,
                _ => StorageError::Other(ffi::SQLITE_IOERR),
            });
        }
        self.conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))?;
        Ok(())
    }

    /// Begins a change.
    ///
    /// # Errors
    /// [`StorageError::DiskFull`] while the reserve is given up and cannot be made again.
    pub fn write(&mut self) -> Result<Write<'_>, StorageError> {
        if !self.reserve.is_whole() {
            return Err(StorageError::DiskFull);
        }
        self.write_from_reserve()
    }

    /// Gives up the reserve: the same write may fit now, see [`Store::write_from_reserve`]. False
    /// when there was none left.
    pub fn give_up_reserve(&mut self) -> bool {
        self.reserve.give_up()
    }

    /// Begins a write that must fit even on a full disk: the entry of a look, a form being kept.
    pub fn write_from_reserve(&mut self) -> Result<Write<'_>, StorageError> {
        let tx = self.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        // Rows name the number of their journal entry, which is written last.
        tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        Ok(Write {
            tx,
            keys: self.keys.clone(),
            pending: RefCell::default(),
            next: Cell::default(),
            sealer: RefCell::default(),
            revised: Cell::new(0),
        })
    }

    /// Takes the keys that journal entries are signed and bound with from now on.
    pub fn sign_with(&mut self, keys: JournalKeys) {
        self.keys = Some(Arc::new(keys));
    }

    pub(super) fn binder(&self) -> Result<super::bound::Binder, StorageError> {
        let keys = self.keys.as_ref().ok_or(StorageError::Setting("journal keys"))?;
        Ok(super::bound::Binder::new(keys.row_key()))
    }

    pub(super) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// The same as [`Self::examine`], ended where `stops` says so: within the structure and the foreign
    /// keys; SQLCipher proves the pages in one go. `None` = ended.
    pub fn examine_unless(
        &mut self,
        stops: impl FnMut() -> bool + Send + 'static,
    ) -> Result<Option<usize>, StorageError> {
        self.conn.progress_handler(STEPS, Some(stops))?;
        let found = self.examine();
        self.conn.progress_handler(STEPS, None::<fn() -> bool>)?;
        match found {
            Err(StorageError::Other(rusqlite::ffi::SQLITE_INTERRUPT)) => Ok(None),
            found => found.map(Some),
        }
    }

    /// Examines structure, foreign keys and every page's authenticity. Returns how many faults.
    pub fn examine(&self) -> Result<usize, StorageError> {
        let mut faults = 0;
        for (sql, fine) in [
            ("PRAGMA integrity_check(100)", Some("ok")),
            ("PRAGMA foreign_key_check", None),
            ("PRAGMA cipher_integrity_check", None),
        ] {
            let mut statement = self.conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let word = row.get_ref(0)?.as_str().ok();
                faults += usize::from(fine.is_none() || word != fine);
            }
        }
        Ok(faults)
    }

    /// Versions of the libraries in use.
    pub fn versions() -> Result<CipherVersion, StorageError> {
        memory::keep_slots();
        let conn = Connection::open_in_memory()?;
        let sqlcipher: String = conn.query_row("PRAGMA cipher_version", [], |r| r.get(0))?;
        Ok(CipherVersion { sqlite: rusqlite::version().to_owned(), sqlcipher })
    }
}

impl Write<'_> {
    /// Makes the write durable, its journal entries with it: it is on disk when this returns.
    pub fn commit(self) -> Result<(), StorageError> {
        self.write_entries()?;
        Ok(self.tx.commit()?)
    }
}

/// Refuses a plain database in the place of the encrypted one. Runs before SQLite opens the file:
/// closing an ordinary descriptor of a file that SQLite has open would drop its locks.
fn guard_plain(path: &Path) -> Result<(), StorageError> {
    let mut head = [0u8; 16];
    let mut file = std::fs::File::open(path)?;
    match file.read_exact(&mut head) {
        Ok(()) if &head == b"SQLite format 3\0" => Err(StorageError::Plain),
        Ok(()) => Ok(()),
        Err(_) => Err(StorageError::Damaged),
    }
}

fn create_file(path: &Path) -> Result<(), StorageError> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    // The folder is closed to others already; the file is too, should it be moved.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?;
    Ok(())
}

/// A new file under a key, for a copy: made whole or thrown away, so it needs no journal and is
/// brought to the disk once, at the end.
pub(super) fn connect_new(path: &Path, key: &DatabaseKey) -> Result<Connection, StorageError> {
    create_file(path)?;
    let conn = connect(path, key)?;
    run(&conn, "PRAGMA synchronous = OFF")?;
    Ok(conn)
}

/// One opening at a time. SQLCipher sets itself up and its process-wide settings with the first
/// key handed over; two threads doing so at once now and then met an error (2 of 60 tries).
static OPENING: Mutex<()> = Mutex::new(());

fn connect(path: &Path, key: &DatabaseKey) -> Result<Connection, StorageError> {
    let _turn = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    memory::keep_slots();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(std::time::Duration::from_millis(100))?;
    run(&conn, "PRAGMA cipher_log_level = NONE")?;
    run(&conn, "PRAGMA cipher_memory_security = ON")?;
    set_aside(&conn)?;
    hand_over(&conn, key)?;
    // The first read: a key that does not fit shows here, as SQLITE_NOTADB.
    conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get::<_, i64>(0))?;
    expect_word(&conn, "PRAGMA cipher_version", "cipher_version", |w| w.starts_with('4'))?;
    expect_word(&conn, "PRAGMA locking_mode = EXCLUSIVE", "locking_mode", |w| w == "exclusive")?;
    expect_word(&conn, "PRAGMA journal_mode = TRUNCATE", "journal_mode", |w| w == "truncate")?;
    for (set, ask, name, wanted) in [
        ("PRAGMA synchronous = EXTRA", "PRAGMA synchronous", "synchronous", 3),
        ("PRAGMA secure_delete = ON", "PRAGMA secure_delete", "secure_delete", 1),
        ("PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", "foreign_keys", 1),
        ("PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", "cell_size_check", 1),
        ("PRAGMA temp_store = MEMORY", "PRAGMA temp_store", "temp_store", 2),
    ] {
        run(&conn, set)?;
        let got: i64 = conn.query_row(ask, [], |r| r.get(0))?;
        if got != wanted {
            return Err(StorageError::Setting(name));
        }
    }
    run(&conn, "PRAGMA mmap_size = 0")?;
    run(&conn, &format!("PRAGMA cache_size = {CACHE}"))?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // One plan a statement: else SQLite plans anew whenever a bound day or limit changes.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

fn run(conn: &Connection, pragma: &str) -> Result<(), StorageError> {
    let mut statement = conn.prepare(pragma)?;
    let mut rows = statement.query([])?;
    while rows.next()?.is_some() {}
    Ok(())
}

fn expect_word(
    conn: &Connection,
    sql: &str,
    name: &'static str,
    fits: impl Fn(&str) -> bool,
) -> Result<(), StorageError> {
    let word: String = conn.query_row(sql, [], |r| r.get(0))?;
    if fits(&word) { Ok(()) } else { Err(StorageError::Setting(name)) }
}

/// Sets memory aside for small values once. SQLCipher locks every piece it gets from the system into
/// memory and unlocks it again, a call into the kernel each: with SQLite's usual 100 pieces that was a
/// seventh of an import. What lies there is wiped when the connection closes.
fn set_aside(conn: &Connection) -> Result<(), StorageError> {
    const PIECE_BYTES: c_int = 1200;
    const PIECES: c_int = 1000;
    // SAFETY: the handle is open and owned by `conn`; this option takes a pointer, which may be null
    // (SQLite then gets the memory itself), and two ints.
    let code = unsafe {
        ffi::sqlite3_db_config(
            conn.handle(),
            ffi::SQLITE_DBCONFIG_LOOKASIDE,
            std::ptr::null_mut::<c_void>(),
            PIECE_BYTES,
            PIECES,
        )
    };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(StorageError::Setting("lookaside")) }
}

/// Hands the raw key over. SQLCipher takes 64 hex digits in `x'…'` as the key itself; anything
/// shorter would silently be taken as a passphrase, and no key at all would silently make a plain
/// file, so the length is checked here although the type fixes it.
fn hand_over(conn: &Connection, key: &DatabaseKey) -> Result<(), StorageError> {
    let text = key_text(key)?;
    // SAFETY: the handle is open and owned by `conn` for the whole call; the name is a
    // NUL-terminated literal; pointer and length are those of a live buffer that SQLCipher copies.
    let code = unsafe {
        ffi::sqlite3_key_v2(
            conn.handle(),
            c"main".as_ptr(),
            text.as_ptr().cast(),
            text.len() as c_int,
        )
    };
    if code == ffi::SQLITE_OK { Ok(()) } else { Err(StorageError::Other(code)) }
}

/// The key as SQLCipher takes it: 64 hex digits in `x'…'`.
fn key_text(key: &DatabaseKey) -> Result<Zeroizing<Vec<u8>>, StorageError> {
    let bytes = key.bytes();
    if bytes.len() != 32 || bytes.iter().all(|b| *b == 0) {
        return Err(StorageError::Setting("key"));
    }
    let mut text = Zeroizing::new(Vec::with_capacity(67));
    text.extend_from_slice(b"x'");
    for b in bytes {
        for nibble in [b >> 4, b & 15] {
            text.push(b"0123456789abcdef"[usize::from(nibble)]);
        }
    }
    text.push(b'\'');
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(conn: &Connection, sql: &str) -> i64 {
        conn.query_row(sql, [], |r| r.get(0)).unwrap()
    }

    /// Each setting, asked of the connection itself and not of what `connect` believes.
    #[test]
    fn every_setting_is_in_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let key = DatabaseKey::random().unwrap();
        drop(Store::create(&path, &key).unwrap());
        let store = Store::open(&path, &key).unwrap();
        let conn = store.conn();
        for (sql, wanted) in [
            ("PRAGMA synchronous", 3),
            ("PRAGMA secure_delete", 1),
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA trusted_schema", 0),
            ("PRAGMA cell_size_check", 1),
            ("PRAGMA temp_store", 2),
            ("PRAGMA cache_size", -24576),
        ] {
            assert_eq!(number(conn, sql), wanted, "{sql}");
        }
        let word = |sql| conn.query_row(sql, [], |r| r.get::<_, String>(0)).unwrap();
        assert_eq!(word("PRAGMA locking_mode"), "exclusive");
        assert_eq!(word("PRAGMA journal_mode"), "truncate");
        assert_eq!(word("PRAGMA cipher_memory_security"), "1");
        assert_eq!(word("PRAGMA cipher_log_level"), "NONE");
        assert!(word("PRAGMA cipher_version").starts_with("4."));
        // SQLite that cannot map answers with no row.
        let mapped = conn.query_row("PRAGMA mmap_size", [], |r| r.get::<_, i64>(0));
        assert!(matches!(mapped, Ok(0) | Err(rusqlite::Error::QueryReturnedNoRows)));
        for (config, wanted) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        ] {
            assert_eq!(conn.db_config(config).unwrap(), wanted);
        }
        let loaded = conn.query_row("SELECT load_extension('x')", [], |_| Ok(()));
        assert!(loaded.is_err());
        // What DEFENSIVE is for: the schema cannot be rewritten by hand, the journal not turned off.
        assert!(conn.execute("UPDATE sqlite_schema SET sql = ''", []).is_err());
        assert_ne!(word("PRAGMA journal_mode = OFF"), "off");
    }

    #[test]
    fn a_new_key_opens_all_and_the_old_one_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let (old, new) = (DatabaseKey::random().unwrap(), DatabaseKey::random().unwrap());
        let mut store = Store::create(&path, &old).unwrap();
        let tables = |s: &Store| number(s.conn(), "SELECT count(*) FROM sqlite_schema");
        let before = tables(&store);
        store.rekey(&new).unwrap();
        assert_eq!(tables(&store), before);
        store.conn().execute("INSERT INTO officer VALUES ('a', 'A', 'chief', 1)", []).unwrap();
        drop(store);
        assert!(!Store::fits(&path, &old).unwrap());
        assert!(matches!(Store::open(&path, &old), Err(StorageError::Damaged)));
        assert!(Store::fits(&path, &new).unwrap());
        let store = Store::open(&path, &new).unwrap();
        assert_eq!(tables(&store), before);
        assert_eq!(number(store.conn(), "SELECT count(*) FROM officer"), 1);
        assert_eq!(store.examine().unwrap(), 0);
    }

    #[test]
    fn an_examination_ends_when_it_is_asked_to_and_can_be_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let mut store = Store::create(&path, &DatabaseKey::random().unwrap()).unwrap();
        const MANY: &str =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO officer SELECT 'a' || i, 'A', 'chief', 1 FROM n";
        store.conn().execute(MANY, []).unwrap();
        assert_eq!(store.examine_unless(|| true).unwrap(), None);
        assert_eq!(store.examine_unless(|| false).unwrap(), Some(0));
        assert_eq!(store.examine().unwrap(), 0);
    }

    #[test]
    fn another_key_and_a_plain_file_do_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("registry.db");
        let key = DatabaseKey::random().unwrap();
        drop(Store::create(&path, &key).unwrap());
        let other = DatabaseKey::random().unwrap();
        assert!(matches!(Store::open(&path, &other), Err(StorageError::Damaged)));
        assert!(Store::create(&path, &key).is_err(), "never over another");
        assert!(!std::fs::read(&path).unwrap().starts_with(b"SQLite format 3"));
        let plain = folder.path().join("plain.db");
        Connection::open(&plain).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        assert!(matches!(Store::open(&plain, &key), Err(StorageError::Plain)));
        let none = folder.path().join("none.db");
        assert!(matches!(Store::open(&none, &key), Err(StorageError::Missing)));
        assert!(!none.exists(), "opening makes nothing");
    }
}
