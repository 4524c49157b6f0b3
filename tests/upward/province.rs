//! The long CSV in a real PostgreSQL, where one is installed: `scripts/province try`.

use std::path::Path;
use std::process::Command;

#[test]
fn a_database_holds_what_the_roll_up_says() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/province");
    let tried = Command::new(script)
        .args(["try", "8", "2"])
        .env("HOSO", env!("CARGO_BIN_EXE_hoso"))
        .output();
    // No bash, or exit code 3: the script found no server or client.
    let Some(tried) = tried.ok().filter(|t| t.status.code() != Some(3)) else {
        eprintln!("LEFT OUT: PostgreSQL is not installed");
        return;
    };
    let (out, err) =
        (String::from_utf8_lossy(&tried.stdout), String::from_utf8_lossy(&tried.stderr));
    assert!(tried.status.success(), "{out}{err}");
    assert!(out.contains("loaded again without a change"), "{out}");
}
