//! The long CSV in a real PostgreSQL, where one is installed: `scripts/province try`.

use std::path::Path;
use std::process::Command;

#[test]
fn a_database_holds_what_the_roll_up_says() {
    let installed = |program: &str| {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output();
        found.is_ok_and(|output| output.status.success())
    };
    if !["bash", "psql", "pg_ctl"].into_iter().all(installed) {
        eprintln!("PostgreSQL is not installed: not tried");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/province");
    let tried = Command::new(script)
        .args(["try", "8", "2"])
        .env("HOSO", env!("CARGO_BIN_EXE_hoso"))
        .output()
        .unwrap();
    let (out, err) =
        (String::from_utf8_lossy(&tried.stdout), String::from_utf8_lossy(&tried.stderr));
    assert!(tried.status.success(), "{out}{err}");
    assert!(out.contains("loaded again without a change"), "{out}");
}
