//! Memory given back is memory wiped: what was typed and shown stays in no freed buffer of the lists,
//! forms and frames, whichever crate held it (security.md, R33). SQLCipher and OpenSSL wipe their own.

#![expect(unsafe_code, reason = "a global allocator can be written in no other way")]

use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, overwriting each piece with zeros before it goes back. Growing copies and
/// wipes the old place ([`GlobalAlloc::realloc`] as it is by default), so no half of a text is left.
struct Wiping;

// SAFETY: allocating is the system's own; giving back writes inside the block that the caller hands
// over, which it may no longer use.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block has `layout.size()` bytes. Without the black box the compiler may leave the
        // writing out, since nobody reads what is freed.
        unsafe {
            block.write_bytes(0, layout.size());
            System.dealloc(std::hint::black_box(block), layout);
        }
    }
}

#[global_allocator]
static MEMORY: Wiping = Wiping;
