//! Memory that SQLite asks for and gives back at every turn, kept locked between.
//!
//! SQLCipher (`cipher_memory_security`) locks every piece of memory into RAM when SQLite gets it, and wipes
//! and unlocks it when it is given back: calls into the kernel each time. SQLite balances a page of an
//! index in two pieces, one of a page and one of up to 24 KiB: an import of 10,000 people made 52,000 such
//! pairs of calls, a fifth of the writing thread's time. A few slots of these two sizes are taken from SQLCipher once, stay locked
//! until the program ends, and are wiped at every return; all other memory goes SQLCipher's way.

#![expect(
    unsafe_code,
    reason = "SQLite takes its memory from five C functions; there is no other way to give it some"
)]

use rusqlite::ffi;
use std::ffi::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::{Mutex, Once, OnceLock, PoisonError};

unsafe extern "C" {
    /// SQLCipher's own installing of its memory functions, done again at every start of SQLite and
    /// without effect the second time.
    fn sqlcipher_init_memmethods();
}

/// A page of the file, the one size of the first slots.
const PAGE: usize = 4096;
/// How many of these.
const PAGES: usize = 8;
/// The most that balancing three pages asks for beside, rounded up: the size of the other slots.
const LARGE: usize = 32 * 1024;
/// The least it asks for. Pages in memory, which are kept for long, are less than this over [`PAGE`].
const LARGE_FROM: usize = PAGE + 512;
/// How many of these.
const LARGES: usize = 24;
const SLOTS: usize = PAGES + LARGES;

/// SQLCipher's functions.
struct Inner(ffi::sqlite3_mem_methods);

// SAFETY: function pointers, and a null pointer that is only handed back; never written again.
unsafe impl Send for Inner {}
// SAFETY: as above.
unsafe impl Sync for Inner {}

static INNER: OnceLock<Inner> = OnceLock::new();

/// Where the slots lie, once they were taken, and which are free.
struct Slots {
    start: usize,
    free: [bool; SLOTS],
}

static KEPT: Mutex<Slots> = Mutex::new(Slots { start: 0, free: [true; SLOTS] });

/// Offset and size of a slot.
fn slot(index: usize) -> (usize, usize) {
    if index < PAGES {
        (index * PAGE, PAGE)
    } else {
        (PAGES * PAGE + (index - PAGES) * LARGE, LARGE)
    }
}

impl Slots {
    /// The slot that a piece is in.
    fn index_of(&self, piece: *mut c_void) -> Option<usize> {
        let offset = piece.addr().checked_sub(self.start).filter(|_| self.start != 0)?;
        (0..SLOTS).find(|i| slot(*i).0 == offset)
    }

    fn take(&mut self, size: usize) -> Option<*mut c_void> {
        let fitting = match size {
            PAGE => 0..PAGES,
            LARGE_FROM..=LARGE => PAGES..SLOTS,
            _ => return None,
        };
        if self.start == 0 {
            let all = c_int::try_from(PAGES * PAGE + LARGES * LARGE).ok()?;
            self.start = inner(|m| m.xMalloc, |get| unsafe { get(all) })?.expose_provenance();
        }
        let index = fitting.into_iter().find(|i| self.free[*i]).filter(|_| self.start != 0)?;
        self.free[index] = false;
        Some(std::ptr::with_exposed_provenance_mut(self.start + slot(index).0))
    }
}

/// Asks one of SQLCipher's functions.
fn inner<F, T>(
    which: impl Fn(&ffi::sqlite3_mem_methods) -> Option<F>,
    ask: impl FnOnce(F) -> T,
) -> Option<T> {
    which(&INNER.get()?.0).map(ask)
}

fn kept<T>(ask: impl FnOnce(&mut Slots) -> T) -> T {
    ask(&mut KEPT.lock().unwrap_or_else(PoisonError::into_inner))
}

unsafe extern "C" fn get(size: c_int) -> *mut c_void {
    let taken = usize::try_from(size).ok().and_then(|size| kept(|slots| slots.take(size)));
    // SAFETY: SQLCipher's function, called as SQLite would.
    taken.or_else(|| inner(|m| m.xMalloc, |get| unsafe { get(size) })).unwrap_or(null_mut())
}

unsafe extern "C" fn give_back(piece: *mut c_void) {
    let index = kept(|slots| slots.index_of(piece));
    let Some(index) = index else {
        // SAFETY: a piece of SQLCipher's own.
        inner(|m| m.xFree, |give| unsafe { give(piece) });
        return;
    };
    // SAFETY: the piece is the whole of this slot, and SQLite, which gives it back, uses it no more.
    unsafe { piece.cast::<u8>().write_bytes(0, slot(index).1) };
    kept(|slots| slots.free[index] = true);
}

unsafe extern "C" fn size_of(piece: *mut c_void) -> c_int {
    match kept(|slots| slots.index_of(piece)) {
        Some(index) => slot(index).1 as c_int,
        // SAFETY: a piece of SQLCipher's own.
        None => inner(|m| m.xSize, |size| unsafe { size(piece) }).unwrap_or(0),
    }
}

unsafe extern "C" fn get_more(piece: *mut c_void, size: c_int) -> *mut c_void {
    let Some(index) = kept(|slots| slots.index_of(piece)) else {
        // SAFETY: a piece of SQLCipher's own.
        return inner(|m| m.xRealloc, |more| unsafe { more(piece, size) }).unwrap_or(null_mut());
    };
    let held = slot(index).1;
    if usize::try_from(size).is_ok_and(|size| size <= held) {
        return piece;
    }
    // SAFETY: as SQLite would call it.
    let new = unsafe { get(size) };
    if !new.is_null() {
        // SAFETY: both are at least as long as the slot was, and apart.
        unsafe {
            new.cast::<u8>().copy_from_nonoverlapping(piece.cast::<u8>(), held);
            give_back(piece);
        }
    }
    new
}

/// Puts the slots between SQLite and SQLCipher. Once a program, before its first connection; later it
/// is without effect, and SQLite goes SQLCipher's way.
pub(super) fn keep_slots() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let mut methods = ffi::sqlite3_mem_methods {
            xMalloc: None,
            xFree: None,
            xRealloc: None,
            xSize: None,
            xRoundup: None,
            xInit: None,
            xShutdown: None,
            pAppData: null_mut(),
        };
        // SAFETY: both are for before SQLite is initialised and refused afterwards; the pointer is to a
        // live struct of the type asked for.
        let told = unsafe {
            sqlcipher_init_memmethods();
            ffi::sqlite3_config(ffi::SQLITE_CONFIG_GETMALLOC, &raw mut methods)
        };
        if told != ffi::SQLITE_OK || methods.xMalloc.is_none() {
            return;
        }
        let ours = ffi::sqlite3_mem_methods {
            xMalloc: Some(get),
            xFree: Some(give_back),
            xRealloc: Some(get_more),
            xSize: Some(size_of),
            ..methods
        };
        if INNER.set(Inner(methods)).is_ok() {
            // SAFETY: as above; SQLite copies the struct.
            unsafe { ffi::sqlite3_config(ffi::SQLITE_CONFIG_MALLOC, &raw const ours) };
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_given_back_is_wiped_and_given_again() {
        drop(crate::storage::Store::versions().unwrap());
        let fill = |piece: *mut c_void, size: usize| {
            assert!(!piece.is_null());
            // SAFETY: a piece of at least this size, ours alone.
            unsafe { piece.cast::<u8>().write_bytes(7, size) };
        };
        for (size, slots) in [(PAGE, PAGES), (LARGE, LARGES), (LARGE_FROM, LARGES)] {
            // SAFETY: as SQLite calls them, each piece given back once.
            unsafe {
                let pieces: Vec<_> = (0..=slots).map(|_| get(size as c_int)).collect();
                for (i, piece) in pieces.iter().enumerate() {
                    assert!(size_of(*piece) as usize >= size);
                    assert!(!pieces[..i].contains(piece));
                    fill(*piece, size);
                }
                // Other tests take slots too; one more than there are is always SQLCipher's.
                assert!(pieces.iter().any(|p| kept(|s| s.index_of(*p)).is_none()));
                for piece in pieces {
                    give_back(piece);
                }
            }
        }
        let all = kept(|slots| {
            (0..SLOTS).filter(|i| slots.free[*i]).map(|i| (slots.start + slot(i).0, slot(i).1)).all(
                |(at, size)| {
                    let at = std::ptr::with_exposed_provenance::<u8>(at);
                    // SAFETY: a free slot, read while nobody can take it.
                    unsafe { std::slice::from_raw_parts(at, size) }.iter().all(|b| *b == 0)
                },
            )
        });
        assert!(all);
    }

    #[test]
    fn a_piece_that_grows_keeps_what_it_holds() {
        drop(crate::storage::Store::versions().unwrap());
        // SAFETY: as SQLite calls them.
        unsafe {
            let piece = get(PAGE as c_int);
            piece.cast::<u8>().write_bytes(9, PAGE);
            assert_eq!(get_more(piece, 100), piece);
            let more = get_more(piece, 100_000);
            let held = std::slice::from_raw_parts(more.cast::<u8>(), PAGE);
            assert!(held.iter().all(|b| *b == 9));
            give_back(more);
        }
    }
}
