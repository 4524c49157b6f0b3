//! Arguments, panic hook, screen or command line, exit code.

use hoso::exchange::workbook::worker;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    // The reading child first: it holds no key and needs nothing of what follows.
    if let Some(code) = worker::from_arguments() {
        return code;
    }
    std::panic::set_hook(Box::new(|info| {
        let _ = std::io::stderr().lock().write_all(obituary(info.location()).as_bytes());
    }));
    keep_no_core_dump();
    outlive_the_size_limit();
    // The process that proves a backup: it opens the copy, so it keeps no core dump either.
    if let Some(code) = hoso::services::prover_from_arguments() {
        return code;
    }
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // A panic ends in exit code 1 ("refused or failed"), not in Rust's own 101.
    std::panic::catch_unwind(|| hoso::cli::run(&arguments)).unwrap_or(ExitCode::FAILURE)
}

/// What is said when the program stops by a fault of its own: a number that leads to the place in
/// the source. Never the panic's message, which may quote a person's data.
fn obituary(place: Option<&std::panic::Location<'_>>) -> String {
    let number = place.map_or(0, |place| {
        // FNV-1a over file and line: short, the same in every build of the same source.
        let text = format!("{}:{}", place.file().replace('\\', "/"), place.line());
        text.bytes()
            .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    });
    format!(
        "\nChương trình dừng vì lỗi của chính nó / The program stopped by its own fault [HS-0999-{number:08x}]\n  \
         Cần làm: mở lại; việc chưa lưu không được ghi. Báo mã lỗi này cho người hỗ trợ.\n  \
         What to do: open it again; what was not saved is not written. Report this code.\n"
    )
}

/// A core dump would hold the data key and the people in memory.
#[cfg(unix)]
fn keep_no_core_dump() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    // Where the system refuses, there is nothing better to do than to go on.
    let _ = setrlimit(Resource::Core, none);
}

/// Elsewhere the system keeps dumps by its own settings.
#[cfg(not(unix))]
fn keep_no_core_dump() {}

/// Past a limit on the size of a file the system kills the writer by default. With a handler the
/// write fails instead, the transaction is undone, and the officer is told that the disk is full.
#[cfg(unix)]
fn outlive_the_size_limit() {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    // Where the handler cannot be set, the journal of SQLite still undoes what was half written.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
}

/// Elsewhere no signal tells of it.
#[cfg(not(unix))]
fn outlive_the_size_limit() {}

#[cfg(test)]
mod tests {
    use super::obituary;

    #[test]
    fn a_panic_is_told_by_a_number_of_its_place() {
        let here = std::panic::Location::caller();
        let (known, unknown) = (obituary(Some(here)), obituary(None));
        assert!(known.contains("HS-0999-") && !known.contains(".rs"));
        assert!(unknown.contains("HS-0999-00000000"));
        assert_ne!(known, unknown);
    }
}
