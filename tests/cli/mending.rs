//! Wrong entries, figures of rules, assignments, the month and the round of visits, by command.

use super::bench::Bench;

#[test]
fn mistakes_are_mended_by_command() {
    let bench = Bench::founded();
    let add = ["person", "add", "--name", "Đặng Thị Ví Dụ", "--sex", "nữ", "--born", "1990"];
    bench.run(&[&add[..], &["--hamlet", "Tổ 1"]].concat()).ended(0);
    bench.run(&["measure", "open", "HS-0001", "user_management", "--start", "05/07/2026"]).ended(0);
    let checked = ["--at", "20/08/2026 09:30", "--result", "present"];
    bench.run(&[&["record", "residence_check", "HS-0001"][..], &checked].concat()).ended(0);
    let shown = bench.run(&["show", "HS-0001", "--json"]).ended(0).json();
    let event = shown["events"][0]["number"].as_i64().unwrap().to_string();
    let measure = shown["measures"][0]["number"].as_i64().unwrap().to_string();

    bench.run(&["correct", "event", "HS-0001", "999", "--reason", "nhầm"]).ended(1);
    bench.run(&["correct", "event", "HS-0001", &event, "--result", "absent"]).ended(2);
    bench.run(&["cancel", "ending", "HS-0001", &measure, "--reason", "nhầm"]).ended(1);

    let at = ["--at", "21/08/2026 09:30", "--reason", "ghi sai ngày"];
    bench.run(&[&["correct", "event", "HS-0001", event.as_str()][..], &at].concat()).ended(0);
    let end = ["--set-end", "22/07/2027", "--reason", "vắng mặt 17 ngày"];
    bench.run(&[&["correct", "measure", "HS-0001", measure.as_str()][..], &end].concat()).ended(0);
    bench.run(&["cancel", "event", "HS-0001", &event, "--reason", "nhầm người"]).ended(0);
    bench.run(&["cancel", "event", "HS-0001", &event, "--reason", "nhầm người"]).ended(1);
    let history = bench.run(&["history", "HS-0001", "--json"]).ended(0).json();
    let lines = history["history"].as_array().unwrap();
    let acts: Vec<&str> = lines.iter().map(|l| l["act"].as_str().unwrap()).collect();
    assert_eq!(acts[3..], ["event_corrected", "measure_corrected", "event_cancelled"]);
    assert_eq!(lines[3]["changes"][0]["from"], "2026-08-20T09:30");
    assert_eq!(lines[3]["changes"][0]["to"], "2026-08-21T09:30");
    assert_eq!(lines[3]["reason"], "ghi sai ngày");
    let shown = bench.run(&["show", "HS-0001", "--json"]).ended(0).json();
    assert_eq!(shown["events"].as_array().unwrap().len(), 0);
    assert_eq!(shown["cancelled"][0]["reason"], "nhầm người");
    assert_eq!(shown["measures"][0]["set_end"], "2027-07-22");

    bench.run(&["assign", "HS-0001", "--to", "khongco"]).ended(1);
    bench.run(&["assign", "HS-0001", "--to", "mau"]).ended(0);
    let mine = bench.run(&["people", "--of", "mau", "--json"]).ended(0).json();
    assert_eq!(mine["total"], 1);
    assert_eq!(bench.run(&["people", "--of", "-", "--json"]).ended(0).json()["total"], 0);
    let month = bench.run(&["agenda", "--month", "2027-07", "--json"]).ended(0).json();
    assert_eq!(month["days"][21]["clocks"], 1, "the set end date");
    let list = bench.path("di-tham.xlsx");
    let out = ["rounds", "--out", list.to_str().unwrap(), "--until", "22/07/2027", "--json"];
    let written = bench.run(&out).ended(0).json();
    assert_eq!(written["people"], 1);
    assert_eq!(written["file"].as_str().unwrap(), list.to_str().unwrap());
    assert!(list.exists());
    let late = bench.path("muon.xlsx");
    let past = ["rounds", "--out", late.to_str().unwrap(), "--until", "22/07/2020"];
    assert!(bench.run(&past).ended(1).err.contains("ở trước ngày hôm nay"));
    assert!(!late.exists());
}

#[test]
fn the_chief_sets_a_rule_by_command() {
    let bench = Bench::founded();
    let set =
        |figure, from| ["rules", "set", "clock.f1", figure, "--from", from, "--reason", "kế hoạch"];
    bench.run(&set("nhanh", "01/11/2026")).ended(1);
    bench.run(&set("30/14/7", "01/11/2026")).ended(1);
    bench.run(&set("5/10/20", "hôm nào")).ended(2);
    let rule =
        bench.run(&[&set("5/10/20", "01/11/2020")[..], &["--json"]].concat()).ended(0).json();
    assert_eq!(rule["figure"], "5 / 10 / 20 D by risk");
    assert_eq!(rule["original_figure"], "7 / 14 / 30 D by risk");
    bench.run(&["rules", "confirm", "clock.f1"]).ended(1);
    bench.run(&["rules", "confirm", "clock.u1", "--reason", "Công báo"]).ended(0);
    let rules = bench.run(&["rules", "--json"]).ended(0).json();
    let find = |id: &str| {
        let rules = rules["rules"].as_array().unwrap();
        rules.iter().find(|r| r["id"] == id).unwrap().clone()
    };
    assert_eq!(find("clock.f1")["settings"][0]["reason"], "kế hoạch");
    assert_eq!(find("clock.u1")["checked_by"], "mau");
    assert_eq!(find("clock.u1")["confidence"], "official");
    assert_eq!(find("clock.u2")["confidence"], "one_copy");
}

#[test]
fn one_person_twice_is_found_merged_and_split_by_command() {
    let bench = Bench::founded();
    let add = |name: &str, born: &str| {
        bench.run(&["person", "add", "--name", name, "--sex", "nam", "--born", born]).ended(0);
    };
    add("Đặng Văn Mẫu", "12/05/1990");
    add("Mẫu Đặng Văn", "1990");
    add("Lò Thị Ví Dụ", "1980");
    let scan = bench.run(&["duplicates", "scan", "--json"]).ended(0).json();
    assert_eq!((&scan["people"], &scan["new"]), (&3.into(), &1.into()));
    let queue = bench.run(&["duplicates", "--json"]).ended(0).json();
    assert_eq!(queue["pairs"][0]["b"]["file_no"], "HS-0002");
    assert_eq!(queue["pairs"][0]["reasons"], serde_json::json!(["same_name", "birth_fits"]));
    bench
        .run(&["merge", "HS-0002", "HS-0001", "--reason", "một người", "--take", "file_no"])
        .ended(2);
    bench.run(&["merge", "HS-0002", "HS-0002", "--reason", "một người"]).ended(1);
    let merge = ["merge", "HS-0002", "HS-0001", "--reason", "một người", "--take", "name,born"];
    bench.run(&merge).ended(0);
    let shown = bench.run(&["show", "HS-0001", "--json"]).ended(0).json();
    assert_eq!(shown["person"]["file_no"], "HS-0002");
    assert_eq!(shown["person"]["born"], "1990-05-12");
    assert_eq!(shown["merged"], serde_json::json!(["HS-0001"]));
    assert_eq!(bench.run(&["people", "--json"]).ended(0).json()["total"], 2);
    bench
        .run(&["record", "note", "HS-0001", "--at", "20/11/2026 09:30", "--text", "sau gộp"])
        .ended(0);
    let split = bench.run(&["split", "HS-0001", "--reason", "hai người", "--json"]).ended(0).json();
    assert_eq!((&split["kept"], &split["events_stay"]), (&"HS-0002".into(), &1.into()));
    let shown = bench.run(&["show", "HS-0002", "--json"]).ended(0).json();
    assert_eq!(shown["person"]["name"], "Mẫu Đặng Văn");
    assert_eq!(bench.run(&["duplicates", "--json"]).ended(0).json()["total"], 0);
    let settled = bench.run(&["duplicates", "--settled", "--json"]).ended(0).json();
    assert!(settled["pairs"][0]["settled"]["reason"].as_str().unwrap().contains("hai người"));
    bench.run(&["duplicates", "distinct", "HS-0001", "HS-0003", "--reason", "anh em"]).ended(0);
    bench.run(&["split", "HS-0003", "--reason", "x"]).ended(1);
}
