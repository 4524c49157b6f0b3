//! Arguments, panic hook, screen or command line, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything else: the child that reads workbooks must never get near a registry.
    if let Some(code) = hoso::exchange::workbook::worker::from_arguments() {
        return code;
    }
    ExitCode::SUCCESS
}
