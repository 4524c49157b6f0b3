//! Backup, drill and restore by command: the real binary, its proving child, its exit codes.

use super::bench::Bench;

#[test]
fn a_backup_is_made_drilled_restored_and_told() {
    let bench = Bench::founded();
    let path = |name: &str| bench.path(name).to_str().unwrap().to_owned();
    let (one, three) = (path("phieu-1"), path("phieu-3"));
    let add = ["person", "add", "--name", "Lò Văn Thử", "--sex", "nam", "--born", "1990"];
    bench.run(&add).ended(0);

    let file = path("so.hsb");
    let made = bench.run(&["backup", &file, "--json"]).ended(0).json();
    assert_eq!((made["people"].as_i64(), made["events"].as_i64()), (Some(1), Some(0)));
    let again = bench.run(&["backup", &file]).ended(1);
    assert!(again.err.contains("HS-0234"), "{}", again.err);
    bench.run(&["backup"]).ended(2);
    let nowhere = path("none/so.hsb");
    bench.run(&["backup", &nowhere]).ended(1);

    let usb = path("usb");
    std::fs::create_dir(&usb).unwrap();
    let told = bench.run(&["backup", "--into", &usb]).ended(0);
    assert!(told.out.contains("Đã sao lưu và đọc lại"), "{}", told.out);
    let list = bench.run(&["backup", "--list", "--json"]).ended(0).json();
    assert_eq!(list["backups"].as_array().unwrap().len(), 2);
    assert_eq!(list["reminder"]["days"], 0);
    bench.run(&["backup", "--remind-days", "14"]).ended(0);
    bench.run(&["backup", "--gone", "1", "--reason", "thẻ hỏng"]).ended(0);
    let today = bench.run(&["today", "--json"]).ended(0).json();
    assert_eq!(today["backup"]["remind_after_days"], 14);
    assert_eq!(today["backup"]["due"], false);

    let sheets = ["--recovery-file", &one, "--recovery-file", &three];
    let with = |arguments: &[&str]| bench.run(&[arguments, &sheets[..]].concat());
    let drilled = with(&["backup", "--drill", &file, "--json"]).ended(0).json();
    assert_eq!((&drilled["opens"], &drilled["people"]), (&true.into(), &1.into()));
    let other = with(&["backup", "--drill", &one]).ended(1);
    assert!(other.err.contains("HS-0231"), "{}", other.err);
    let mut bytes = std::fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    let bad = path("bad.hsb");
    std::fs::write(&bad, bytes).unwrap();
    let damaged = with(&["backup", "--drill", &bad]).ended(4);
    assert!(damaged.err.contains("HS-0232"), "{}", damaged.err);

    // On another PC: no device secret, no folder, only the stick and two sheets.
    let (to, password) = (path("moi"), path("new-password"));
    std::fs::write(&password, "con duong lang quanh co xa\n").unwrap();
    let device = path("pc2/device.key");
    let pc = [("HOSO_DEVICE_KEY", device.as_str()), ("HOSO_PASSWORD_FILE", password.as_str())];
    let restore = |to: &str| {
        let arguments =
            ["restore", &file, "--registry", to, "--new-password-file", &password, "--json"];
        bench.run_with(&pc, &[&arguments[..], &sheets[..]].concat())
    };
    let over = restore(&path("registry")).ended(1);
    assert!(over.err.contains("HS-0210"), "{}", over.err);
    let restored = restore(&to).ended(0).json();
    assert_eq!((&restored["holds"], &restored["people"]), (&true.into(), &1.into()));
    let people = bench.run_with(&pc, &["--registry", &to, "people", "--json"]).ended(0).json();
    assert_eq!(people["people"][0]["name"], "Lò Văn Thử");
    let proof = bench.run_with(&pc, &["--registry", &to, "audit", "--verify", "--json"]);
    let proof = proof.ended(0).json();
    assert_eq!(proof["holds"], true);
    assert_eq!(proof["consistent"]["epochs"][0]["from_entries"], made["journal_entries"]);
    let told = bench.run_with(&pc, &["--registry", &to, "audit", "--verify"]).ended(0);
    assert!(told.out.contains("khôi phục từ bản sao lưu"), "{}", told.out);
    bench.run(&["people"]).ended(0);

    let left: Vec<String> = std::fs::read_dir(bench.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with('.') || name.starts_with("hoso-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
