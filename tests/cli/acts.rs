//! An officer's day by command: add, open, record, look, close; and the files that go out.

use super::bench::Bench;

#[test]
fn a_person_from_the_first_entry_to_the_end_of_the_measure() {
    let bench = Bench::founded();
    let sheet = std::fs::read_to_string(bench.path("phieu-2")).unwrap();
    assert!(sheet.contains("PHIẾU KHÔI PHỤC SỐ 2"), "the sheets are written");
    private(&bench.path("phieu-1"));

    let added = bench
        .run(&[
            "person",
            "add",
            "--name",
            "Đặng Thị Ví Dụ",
            "--sex",
            "nữ",
            "--born",
            "05/1990",
            "--substances",
            "heroin; ketamine",
            "--json",
        ])
        .ended(0)
        .json();
    assert_eq!(added["file_no"], "HS-0001");
    bench
        .run(&["person", "edit", "HS-0001", "--hamlet", "Bản Thử", "--use-since", "2018"])
        .ended(0);
    bench
        .run(&[
            "measure",
            "open",
            "HS-0001",
            "quản lý",
            "--start",
            "05/07/2026",
            "--decision-no",
            "12/QĐ",
            "--decision-date",
            "05/07/2026",
        ])
        .ended(0);
    bench
        .run(&[
            "record",
            "residence_check",
            "HS-0001",
            "--at",
            "20/08/2026 09:30",
            "--result",
            "có mặt",
        ])
        .ended(0);

    let found = bench.run(&["people", "--find", "dang vi", "--json"]).ended(0).json();
    assert_eq!(found["total"], 1);
    assert_eq!(found["people"][0]["measure"], "user_management");
    assert_eq!(found["people"][0]["measure_end"], "2027-07-05");
    assert_eq!(found["people"][0]["born"], "1990-05");
    let strict = bench.run(&["people", "--find", "dáng", "--json"]).ended(0).json();
    assert_eq!(strict["total"], 0, "a mark that is typed counts");

    let shown = bench.run(&["show", "HS-0001", "--json"]).ended(0).json();
    assert_eq!(shown["person"]["name"], "Đặng Thị Ví Dụ");
    assert_eq!(shown["person"]["substances"], serde_json::json!(["heroin", "ketamine"]));
    assert_eq!(shown["person"]["use_since"], 2018);
    let measure = &shown["measures"][0];
    assert_eq!(measure["computed_end"], "2027-07-05");
    assert_eq!(measure["governing_law"], "L120");
    assert_eq!(
        measure["computation"].as_str(),
        Some("12 tháng từ 05/07/2026 → 05/07/2027 (L120 Đ24.2)")
    );
    assert_eq!(shown["events"][0]["at"], "2026-08-20T09:30:00");
    assert_eq!(shown["events"][0]["result"], "present");
    assert!(shown["clocks"].as_array().unwrap().iter().any(|c| c["clock"] == "U5"));
    let risk = &shown["risk"];
    assert_eq!((&risk["level"], &risk["points"]), (&"low".into(), &5.into()));
    assert_eq!(risk["fired"][0]["rule"], "risk.several_substances");
    assert!(!risk["notice"].as_str().unwrap().is_empty());
    let alone = bench.run(&["risk", "HS-0001", "--json"]).ended(0).json();
    assert_eq!(alone["fired"], risk["fired"]);

    // Checked in August, nothing since: September was the first whole month without a check.
    let work = bench.run(&["today", "--on", "15/10/2026", "--json"]).ended(0).json();
    assert_eq!(work["on"], "2026-10-15");
    let item = &work["overdue"][0];
    assert_eq!(item["file_no"], "HS-0001");
    assert_eq!(item["clock"], "U5");
    assert_eq!(item["due"], "2026-09-30T23:59:59");
    assert_eq!(item["kind"], "duty");
    assert_eq!(item["unit_setting"], false);

    let text = bench.run(&["today", "--on", "2026-10-15"]).ended(0);
    assert!(text.out.contains("Quá hạn (1)") && text.out.contains("30/09/2026"), "{}", text.out);

    bench
        .run(&["measure", "close", "HS-0001", "--on", "20/11/2026", "--reason", "moved_out"])
        .ended(0);
    let closed = bench.run(&["show", "HS-0001", "--json"]).ended(0).json();
    assert_eq!(closed["measures"][0]["end_reason"], "moved_out");
    assert_eq!(closed["measures"][0]["ended_on"], "2026-11-20");

    let (xlsx, csv) = (bench.path("r.xlsx"), bench.path("r.csv"));
    let report = bench
        .run(&[
            "report",
            "--period",
            "2026-10",
            "--xlsx",
            xlsx.to_str().unwrap(),
            "--csv",
            csv.to_str().unwrap(),
        ])
        .ended(0);
    assert!(report.out.contains("Báo cáo kỳ 2026-10 (15/09/2026 – 14/10/2026)"), "{}", report.out);
    assert!(xlsx.metadata().unwrap().len() > 1000 && csv.metadata().unwrap().len() > 100);

    let audit = bench.run(&["audit", "--person", "HS-0001", "--json"]).ended(0).json();
    let acts: Vec<&str> =
        audit["entries"].as_array().unwrap().iter().filter_map(|e| e["act"].as_str()).collect();
    // Three looks (one of them by `risk`), and one entry a change.
    assert_eq!(acts.len(), 8, "{acts:?}");
    let sound = bench.run(&["check", "--json"]).ended(0).json();
    assert_eq!((&sound["sound"], &sound["people"]), (&true.into(), &1.into()));
}

#[cfg(unix)]
fn private(path: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
}

#[cfg(not(unix))]
fn private(_: &std::path::Path) {}

#[test]
fn a_demo_without_a_terminal_prints_work_and_report() {
    let bench = Bench::bare();
    let dir = bench.path("demo");
    let dir_text = dir.to_str().unwrap();
    let made = bench.run(&["demo", "--people", "40", "--seed", "7", "--dir", dir_text]).ended(0);
    for wanted in ["Sổ mẫu: 40 người", "mật khẩu:", "Quá hạn", "Báo cáo kỳ"] {
        assert!(made.out.contains(wanted), "{wanted}: {}", made.out);
    }
    assert!(dir.join("registry/registry.db").exists() && dir.join("device.key").exists());
    // The password printed opens it.
    let password = made.out.lines().find_map(|l| l.trim().strip_prefix("mật khẩu: ")).unwrap();
    std::fs::write(bench.path("password"), password).unwrap();
    let place =
        [("HOSO_REGISTRY", dir.join("registry")), ("HOSO_DEVICE_KEY", dir.join("device.key"))];
    let place = place.each_ref().map(|(name, path)| (*name, path.to_str().unwrap()));
    let mut with = place.to_vec();
    with.push(("HOSO_OFFICER", "truong"));
    let people = bench.run_with(&with, &["people", "--json"]).ended(0).json();
    assert_eq!(people["total"], 40);

    let again = bench.run(&["demo", "--dir", dir_text]).ended(1);
    assert!(again.err.contains("HS-0908"), "{}", again.err);
}
