//! Accounts, the data key and the recovery sheets by command.

use super::bench::Bench;

const SECOND: &str = "nui cao song dai bien rong";
const THIRD: &str = "con duong lang quanh co xa";

fn acts(bench: &Bench, variables: &[(&str, &str)]) -> Vec<String> {
    let audit = bench.run_with(variables, &["audit", "--json"]).ended(0).json();
    let entries = audit["entries"].as_array().unwrap().clone();
    entries.iter().map(|e| e["act"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn officers_come_and_go_and_two_sheets_help_out() {
    let bench = Bench::founded();
    let file = |name: &str, text: &str| {
        std::fs::write(bench.path(name), format!("{text}\n")).unwrap();
        bench.path(name).to_str().unwrap().to_owned()
    };
    let (second, third) = (file("second", SECOND), file("third", THIRD));
    let add = [
        "officer",
        "add",
        "vidu",
        "--role",
        "officer",
        "--full-name",
        "Trần Thị Ví Dụ",
        "--new-password-file",
        &second,
        "--json",
    ];
    let added = bench.run(&add).ended(0).json();
    assert_eq!(added["second_chief_advised"], true);
    let again = bench.run(&add).ended(1);
    assert!(again.err.contains("HS-0216") || again.err.contains("HS-02"), "{}", again.err);
    bench.run(&["officer", "disable", "mau"]).ended(3);
    bench.run(&["officer", "disable", "ai"]).ended(3);

    let vidu = [("HOSO_OFFICER", "vidu"), ("HOSO_PASSWORD_FILE", second.as_str())];
    bench.run_with(&vidu, &["rekey"]).ended(3);
    bench.run_with(&vidu, &["officer", "list"]).ended(0);
    let own = ["officer", "set-password", "--new-password-file", &third];
    bench.run_with(&vidu, &own).ended(0);
    bench.run_with(&vidu, &["today"]).ended(3);
    let vidu = [("HOSO_OFFICER", "vidu"), ("HOSO_PASSWORD_FILE", third.as_str())];
    bench.run_with(&vidu, &["today"]).ended(0);

    bench.run(&["officer", "disable", "VIDU"]).ended(0);
    let shut_out = bench.run_with(&vidu, &["today"]).ended(3);
    assert!(shut_out.err.contains("HS-0203"), "{}", shut_out.err);
    let list = bench.run(&["officer", "list", "--json"]).ended(0).json();
    assert_eq!(list["key_generation"], 2);
    assert_eq!(list["officers"][1]["active"], false);
    bench.run(&["officer", "enable", "vidu"]).ended(0);
    bench.run(&["officer", "set-role", "vidu", "chief"]).ended(0);
    let list = bench.run(&["officer", "list", "--json"]).ended(0).json();
    assert_eq!(list["second_chief_advised"], false);
    assert_eq!(list["officers"][1]["role"], "chief");

    // The sheets: a drill, a mistyped one, then a PC that lost its device secret.
    let sheet = |n: u8| bench.path(&format!("phieu-{n}")).to_str().unwrap().to_owned();
    let (one, three) = (sheet(1), sheet(3));
    let drill = ["sheets", "drill", "--recovery-file", &one, "--recovery-file", &three];
    let proven = bench.run(&drill).ended(0);
    assert!(proven.out.contains("Phiếu 1 và phiếu 3"), "{}", proven.out);
    let text = std::fs::read_to_string(&one).unwrap();
    let at = text.find("hoso1 ").unwrap() + 6;
    let other = if text.as_bytes()[at] == b'q' { "p" } else { "q" };
    let wrong = file("wrong", &format!("{}{other}{}", &text[..at], &text[at + 1..]));
    let refused = bench
        .run(&["sheets", "drill", "--recovery-file", &three, "--recovery-file", &wrong])
        .ended(1);
    assert!(refused.err.contains("thứ 2") && refused.err.contains("nhóm 1"), "{}", refused.err);

    std::fs::remove_file(bench.path("device.key")).unwrap();
    bench.run(&["today"]).ended(4);
    let out = bench.path("moi").to_str().unwrap().to_owned();
    let recover = [
        "recover",
        "--recovery-file",
        &one,
        "--recovery-file",
        &three,
        "--officer",
        "mau",
        "--new-password-file",
        &second,
        "--recovery-out",
        &out,
        "--json",
    ];
    let done = bench.run(&recover).ended(0).json();
    assert_eq!(done["waiting"], serde_json::json!(["vidu"]));
    assert!(std::fs::read_to_string(bench.path("moi-2")).unwrap().contains("SỐ 2"));
    let mau = [("HOSO_PASSWORD_FILE", second.as_str())];
    let waits = bench.run_with(&vidu, &["today"]).ended(3);
    assert!(waits.err.contains("HS-0221"), "{}", waits.err);
    let reset = ["officer", "set-password", "vidu", "--new-password-file", &third];
    bench.run_with(&mau, &reset).ended(0);
    bench.run_with(&vidu, &["today"]).ended(0);
    bench.run_with(&mau, &["rekey"]).ended(0);
    bench.run_with(&vidu, &["check"]).ended(0);
    let acts = acts(&bench, &mau);
    for act in [
        "officer_added",
        "password_set",
        "officer_disabled",
        "rekeyed",
        "officer_enabled",
        "role_set",
        "recovered",
        "password_reset",
    ] {
        assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
    }
    let used = bench.run(&drill).ended(1);
    assert!(used.err.contains("HS-02"), "{}", used.err);
    let renew = bench.path("lai").to_str().unwrap().to_owned();
    bench.run_with(&mau, &["sheets", "renew", "--recovery-out", &renew]).ended(0);
    let two = |n: u8| bench.path(&format!("lai-{n}")).to_str().unwrap().to_owned();
    bench
        .run(&["sheets", "drill", "--recovery-file", &two(2), "--recovery-file", &two(1)])
        .ended(0);
}
