//! What import refuses and what it must not refuse: every rule of the interface, one small
//! workbook each. "Everything else is kept: history is what happened, lawful or not."

use super::tiny::{Tiny, counts, measures, refusals};
use crate::stories::desk::Desk;
use hoso::domain::id::FileNo;
use hoso::domain::refusal::Oddity;
use hoso::domain::report::{Column, Dimension};
use hoso::domain::risk::Factor;
use hoso::services::view::WarningKind;

/// Imports `tiny` into an empty registry: what comes of each sheet, and who is refused why.
fn check(what: &str, tiny: &Tiny, wanted: [&str; 3], refused: &[&str]) {
    let mut registry = Desk::new().found();
    let outcome = tiny.import(&mut registry);
    let got = [outcome.people, outcome.measures, outcome.events].map(counts);
    assert_eq!(refusals(&outcome), refused, "{what}");
    assert_eq!(got, wanted, "{what}");
}

#[test]
fn a_person_is_refused_only_for() {
    let cases = [
        ("no name", "Họ và tên=", "name Missing"),
        ("no letter in the name", "Họ và tên=12345", "name Missing"),
        ("no sex", "Giới tính=", "sex Missing"),
        ("no birth date", "Ngày sinh=", "born Missing"),
        ("unknown sex", "Giới tính=khác", "sex UnknownWord"),
        ("no such day", "Ngày sinh=31/02/1987", "born NoSuchDay"),
        ("not a date", "Ngày sinh=năm Mão", "born Unreadable"),
        ("two digits of a year", "Ngày sinh=12/05/87", "born TwoDigitYear"),
        ("unknown document", "Loại giấy tờ=thẻ bài", "document_kind UnknownWord"),
        ("unknown schooling", "Học vấn=siêu cấp", "education UnknownWord"),
        ("unknown group", "Nhóm nghề=thợ săn", "occupation_group UnknownWord"),
        ("one substance unknown", "Chất sử dụng=heroin; bột lạ", "substances UnknownWord"),
        ("unknown route", "Đường dùng=bôi", "route UnknownWord"),
        ("not a year", "Năm bắt đầu sử dụng=lâu rồi", "use_since Unreadable"),
        ("not a count", "Số lần cai=hai", "rehab_count Unreadable"),
        ("neither yes nor no", "Loạn thần=có lẽ", "psychosis Unreadable"),
        ("bad date of detection", "Ngày phát hiện=45/01/2026", "detected_on NoSuchDay"),
        ("bad date of issue", "Ngày cấp=x", "document_issued Unreadable"),
    ];
    for (what, change, refused) in cases {
        let tiny = Tiny::new().person(change).measure("").event("");
        let own = format!("person 2 {refused}");
        let refused = [&own, "measure 2 file_no PersonRefused", "event 2 file_no PersonRefused"];
        check(what, &tiny, ["!1", "!1", "!1"], &refused);
    }
}

#[test]
fn a_number_stands_twice() {
    let twice = Tiny::new().person("").person("Họ và tên=Trần Văn Hai").measure("").event("");
    check("file number", &twice, ["+1 !1", "+1", "+1"], &["person 3 file_no FileNoTwice"]);

    let bad_second = Tiny::new().person("").person("Giới tính=").measure("");
    check("and is bad", &bad_second, ["+1 !1", "+1", ""], &["person 3 sex Missing"]);

    let bad_first = Tiny::new().person("Giới tính=").person("").measure("");
    let refused =
        ["person 2 sex Missing", "person 3 file_no FileNoTwice", "measure 2 file_no PersonRefused"];
    check("and the first is bad", &bad_first, ["!2", "!1", ""], &refused);

    let number = "Số giấy tờ=001087012345|Loại giấy tờ=CCCD";
    let identity =
        Tiny::new().person(number).person(&format!("Số hồ sơ=A2|{number}")).measure("Số hồ sơ=A2");
    let refused = ["person 3 document_no IdentityInRow", "measure 2 file_no PersonRefused"];
    check("identity number", &identity, ["+1 !1", "!1", ""], &refused);
    let outcome = Tiny::new()
        .person(number)
        .person(&format!("Số hồ sơ=A2|{number}"))
        .import(&mut Desk::new().found());
    let told = outcome.refused[0].refusal.text(hoso::domain::word::Lang::Vi);
    assert!(told.contains("dòng 2") && told.contains("A1"), "the row, no file to open: {told}");
}

#[test]
fn an_identity_number_of_the_registry_names_its_file() {
    let mut registry = Desk::new().found();
    Tiny::new().person("Số giấy tờ=001 087 012 345").import(&mut registry);
    let outcome = Tiny::new().person("Số hồ sơ=A2|Số giấy tờ=001087012345").import(&mut registry);
    assert_eq!(refusals(&outcome), ["person 2 document_no IdentityTaken"]);
    assert!(outcome.refused[0].refusal.text(hoso::domain::word::Lang::Vi).contains("A1"));
}

#[test]
fn a_measure_is_refused_only_for() {
    let cases = [
        ("no measure", "Biện pháp=", "measure Missing"),
        ("no start", "Ngày bắt đầu=", "start Missing"),
        ("unknown measure", "Biện pháp=nhắc nhở", "measure UnknownWord"),
        ("unknown file", "Số hồ sơ=Z9", "file_no UnknownFile"),
        ("no file", "Số hồ sơ=", "file_no Missing"),
        ("start tomorrow", "Ngày bắt đầu=22/11/2026", "start StartAfterToday"),
        ("only a month", "Ngày bắt đầu=08/2026", "start Unreadable"),
        ("bad decision date", "Ngày quyết định=31/06/2026", "decision_date NoSuchDay"),
        ("term in words", "Thời hạn=mười hai", "term_months Unreadable"),
        ("unknown law", "Luật áp dụng=L99", "law UnknownWord"),
        ("unknown source", "Nguồn=đâu đó", "source UnknownWord"),
        (
            "end before start",
            "Ngày kết thúc=04/08/2026|Lý do kết thúc=completed",
            "ended_on EndBeforeStart",
        ),
        ("past end without reason", "Ngày kết thúc=01/09/2026", "end_reason EndWithoutReason"),
        ("end today without reason", "Ngày kết thúc=21/11/2026", "end_reason EndWithoutReason"),
        (
            "unknown reason",
            "Ngày kết thúc=01/09/2026|Lý do kết thúc=xong",
            "end_reason UnknownWord",
        ),
        ("unknown reason, no end", "Lý do kết thúc=xong", "end_reason UnknownWord"),
    ];
    for (what, change, refused) in cases {
        let tiny = Tiny::new().person("").measure(change);
        check(what, &tiny, ["+1", "!1", ""], &[&format!("measure 2 {refused}")]);
    }
    let overlap =
        Tiny::new().person("").measure("").measure("Biện pháp=rehab_home|Ngày bắt đầu=01/09/2026");
    check("overlap", &overlap, ["+1", "+1 !1", ""], &["measure 3 start Overlap"]);
    let by_a_day = Tiny::new()
        .person("")
        .measure("Ngày kết thúc=02/09/2026|Lý do kết thúc=replaced")
        .measure("Biện pháp=addicted|Ngày bắt đầu=01/09/2026");
    check("overlap by a day", &by_a_day, ["+1", "+1 !1", ""], &["measure 3 start Overlap"]);
}

#[test]
fn an_event_is_refused_only_for() {
    let cases = [
        ("no kind", "Loại=", "kind Missing"),
        ("no time", "Thời điểm=", "at Missing"),
        ("unknown kind", "Loại=thăm hỏi xã giao", "kind UnknownWord"),
        ("another kind's result", "Kết quả=dương tính", "outcome UnknownWord"),
        ("tomorrow", "Thời điểm=22/11/2026 00:00", "at StartAfterToday"),
        ("two digits of a year", "Thời điểm=10/10/26", "at TwoDigitYear"),
        ("until before", "Đến ngày=09/10/2026", "until EndBeforeStart"),
        ("unknown substance", "Chất=bột lạ", "substance UnknownWord"),
        ("unknown file", "Số hồ sơ=Z9", "file_no UnknownFile"),
    ];
    for (what, change, refused) in cases {
        let tiny = Tiny::new().person("").event(change);
        check(what, &tiny, ["+1", "", "!1"], &[&format!("event 2 {refused}")]);
    }
}

#[test]
fn what_must_not_be_refused() {
    let cases = [
        ("an odd identity number", Tiny::new().person("Loại giấy tờ=CCCD|Số giấy tờ=123")),
        (
            "a number of the other sex and another year",
            Tiny::new().person("Loại giấy tờ=CCCD|Số giấy tờ=001199012345"),
        ),
        (
            "a dash for no number, twice",
            Tiny::new().person("Số giấy tờ=-").person("Số hồ sơ=A2|Họ và tên=Vũ Hà|Số giấy tờ=-"),
        ),
        ("born ahead of today", Tiny::new().person("Ngày sinh=12/05/2027")),
        ("detected ahead of today", Tiny::new().person("Ngày phát hiện=12/2026")),
        ("a year of birth", Tiny::new().person("Ngày sinh=1987")),
        (
            "a child under management, without number or signatory",
            Tiny::new().person("Ngày sinh=2020").measure(""),
        ),
        ("a term no law knows", Tiny::new().person("").measure("Thời hạn=99")),
        ("the new law before its day", Tiny::new().person("").measure("Ngày bắt đầu=05/08/2020|Luật áp dụng=L120")),
        (
            "post-rehab after nothing, and monitoring beside management",
            Tiny::new()
                .person("")
                .measure("Biện pháp=post_rehab|Ngày bắt đầu=01/01/2025|Ngày kết thúc=05/08/2026|Lý do kết thúc=error")
                .measure("")
                .measure("Biện pháp=electronic_monitoring|Ngày bắt đầu=06/08/2026"),
        ),
        (
            "an entry by mistake over a right one",
            Tiny::new()
                .person("")
                .measure("")
                .measure("Biện pháp=rehab_home|Ngày bắt đầu=01/09/2026|Ngày kết thúc=03/09/2026|Lý do kết thúc=lập nhầm"),
        ),
        (
            "handed over on the same day",
            Tiny::new()
                .person("")
                .measure("Ngày kết thúc=01/09/2026|Lý do kết thúc=found_addicted")
                .measure("Biện pháp=addicted|Ngày bắt đầu=01/09/2026"),
        ),
        (
            "the later one first",
            Tiny::new()
                .person("")
                .measure("Biện pháp=addicted|Ngày bắt đầu=01/09/2026")
                .measure("Ngày kết thúc=01/09/2026|Lý do kết thúc=found_addicted"),
        ),
        (
            "begun and over on one day",
            Tiny::new()
                .person("")
                .measure("Biện pháp=rehab_home|Ngày bắt đầu=05/08/2026")
                .measure("Biện pháp=addicted|Ngày kết thúc=05/08/2026|Lý do kết thúc=replaced"),
        ),
        ("an end ahead", Tiny::new().person("").measure("Ngày kết thúc=22/11/2026")),
        (
            "an end ahead with its reason",
            Tiny::new().person("").measure("Ngày kết thúc=05/08/2027|Lý do kết thúc=hết thời hạn"),
        ),
        ("an end today", Tiny::new().person("").measure("Ngày kết thúc=21/11/2026|Lý do kết thúc=death")),
        ("a reason without an end", Tiny::new().person("").measure("Lý do kết thúc=completed")),
        ("no result", Tiny::new().person("").event("Kết quả=")),
        ("later today", Tiny::new().person("").event("Thời điểm=21/11/2026 23:30")),
        ("a custody that lasts", Tiny::new().person("").event("Loại=custody|Kết quả=|Đến ngày=01/02/2027")),
        ("events before any measure", Tiny::new().person("").event("Thời điểm=1999-01-02")),
    ];
    for (what, tiny) in cases {
        let outcome = tiny.import(&mut Desk::new().found());
        assert_eq!(refusals(&outcome), Vec::<String>::new(), "{what}");
        let [people, steps, events] = [outcome.people, outcome.measures, outcome.events];
        assert_eq!(people.updated + steps.updated + events.updated, 0, "{what}");
        assert_eq!(people.unchanged + steps.unchanged + events.unchanged, 0, "{what}");
    }
}

#[test]
fn an_end_ahead_is_a_set_end_and_what_looks_wrong_is_said() {
    let mut registry = Desk::new().found();
    let tiny = Tiny::new().person("Ngày sinh=2027").measure("Ngày kết thúc=05/08/2027");
    let outcome = tiny.import(&mut registry);
    assert_eq!(measures(&mut registry, "A1"), ["user_management 2026-08-05 set=2027-08-05"]);
    assert_eq!(outcome.warnings.len(), 1);
    let outcome = Tiny::new()
        .person("Số hồ sơ=B1|Ngày sinh=1990")
        .measure("Số hồ sơ=B1|Lý do kết thúc=completed")
        .import(&mut registry);
    assert_eq!(outcome.warnings.len(), 1);
    assert_eq!(measures(&mut registry, "B1"), ["user_management 2026-08-05"]);
}

/// A standing handed over on the day it began: what runs is what took its place, in whichever
/// order the two stand in the workbook.
#[test]
fn the_order_of_rows_does_not_decide_what_runs() {
    let home = "Biện pháp=rehab_home|Ngày bắt đầu=05/08/2026";
    let standing = "Biện pháp=addicted|Ngày kết thúc=05/08/2026|Lý do kết thúc=replaced";
    let clocks = |first: &str, second: &str| {
        let mut registry = Desk::new().found();
        Tiny::new().person("").measure(first).measure(second).import(&mut registry);
        let dossier = registry.show(&FileNo::parse("A1").unwrap(), None).unwrap();
        let mut codes: Vec<String> =
            dossier.clocks.iter().map(|(line, ..)| line.clock.code()).collect();
        codes.retain(|code| ["A4", "A5", "F1", "T1"].contains(&code.as_str()));
        codes.sort();
        (codes, measures(&mut registry, "A1"))
    };
    let (codes, order) = clocks(standing, home);
    assert_eq!(codes, ["A5", "F1", "T1"]);
    assert_eq!(clocks(home, standing), (codes, order));
}

#[test]
fn a_row_without_a_number_gets_the_next_free_one() {
    let mut registry = Desk::new().found();
    Tiny::new().person("Số hồ sơ=HS-0004").import(&mut registry);
    // The number that a later row brings with it is not free.
    let outcome = Tiny::new()
        .person("Số hồ sơ=|Họ và tên=Bùi Văn Không Số|Ngày sinh=1990")
        .person("Số hồ sơ=HS-0005|Họ và tên=Đỗ Văn Năm|Ngày sinh=1991")
        .person("Số hồ sơ=HS-99999999999999999999|Họ và tên=Hồ Văn Dài|Ngày sinh=1992")
        .person("Số hồ sơ=HS-18446744073709551615|Họ và tên=Ngô Văn Tràn|Ngày sinh=1993")
        .measure("Số hồ sơ=HS-0005")
        .import(&mut registry);
    assert_eq!(refusals(&outcome), Vec::<String>::new());
    let name = |registry: &mut hoso::services::Registry, file: &str| {
        registry.show(&FileNo::parse(file).unwrap(), None).unwrap().case.person.name
    };
    assert_eq!(name(&mut registry, "HS-0005"), "Đỗ Văn Năm");
    assert_eq!(name(&mut registry, "HS-0006"), "Bùi Văn Không Số");
    assert_eq!(measures(&mut registry, "HS-0005").len(), 1);
    assert_eq!(registry.next_file_no().unwrap().as_str(), "HS-0007");
}

#[test]
fn who_comes_without_a_measure_is_told() {
    let desk = Desk::new();
    let mut registry = desk.found();
    let tiny = Tiny::new().person("").person("Số hồ sơ=A2|Họ và tên=Trần Văn Hai").measure("");
    assert_eq!(tiny.import(&mut registry).suspected, 1);
    assert_eq!(tiny.import(&mut registry).suspected, 0, "known people were told of before");
}

#[test]
fn who_looks_alike_comes_in_and_is_told_a_trial_says_the_same() {
    let desk = Desk::new();
    let mut registry = desk.found();
    Tiny::new().person("").import(&mut registry);
    let twin = Tiny::new()
        .person("Số hồ sơ=A2|Họ và tên=Văn Nam  Lê|Ngày sinh=1987")
        .person("Số hồ sơ=A3|Họ và tên=LE VAN NAM|Ngày sinh=05/1987")
        .person("Số hồ sơ=A4|Ngày sinh=13/05/1987")
        .read();
    let file = desk.place().database_path();
    let alike = |registry: &mut hoso::services::Registry, trial| {
        let outcome = registry.import(&twin, trial, &mut |_, _| ()).unwrap();
        assert_eq!(counts(outcome.people), "+3");
        let pairs = outcome.warnings.iter().filter_map(|w| match &w.warning {
            WarningKind::LooksAlike(a, b, row) => {
                // Who comes with the same workbook is named by his row.
                assert_eq!(
                    *row,
                    if b.as_str() == "A1" { 0 } else { b.as_str()[1..].parse().unwrap() }
                );
                Some(format!("{a} {b}"))
            }
            _ => None,
        });
        pairs.collect::<Vec<_>>()
    };
    drop(registry);
    let mut registry = desk.open();
    // Another process reads the bytes: closing the file here would drop SQLite's locks.
    let bytes = || {
        let out = std::process::Command::new("cksum").arg(&file).output().unwrap();
        assert!(out.status.success());
        out.stdout
    };
    let before = bytes();
    let trial = alike(&mut registry, true);
    assert_eq!(bytes(), before, "a trial leaves the file as it is");
    assert_eq!(trial, ["A2 A1", "A3 A1", "A3 A2", "A4 A2", "A4 A3"]);
    assert_eq!(alike(&mut registry, false), trial);
    assert_ne!(bytes(), before);
}

#[test]
fn a_birth_after_today_is_kept_remarked_on_and_gives_no_age() {
    let mut registry = Desk::new().found();
    let outcome = Tiny::new().person("Ngày sinh=01/2030").measure("").import(&mut registry);
    assert_eq!((counts(outcome.people), outcome.refused.len()), ("+1".to_owned(), 0));
    let remarked = |w: &hoso::services::view::ImportWarning| matches!(&w.warning, WarningKind::Remark(r) if r.oddity == Oddity::BornAfterToday);
    assert!(outcome.warnings.iter().any(|w| w.row == 2 && remarked(w)));
    let report = registry.report("2026-12".parse().unwrap(), false).unwrap();
    let total = report.stock_flow.total;
    assert_eq!((total[Column::Closing], total[Column::Under18]), (1, 0));
    let ages = report.breakdowns.table(Dimension::Age);
    let filled: Vec<_> = ages.iter().filter(|c| c.count > 0).map(|c| c.key).collect();
    assert_eq!(filled, ["unknown"]);
    let file = hoso::domain::id::FileNo::parse("A1").unwrap();
    let shown = registry.show(&file, None).unwrap();
    let found = shown.risk.assessment.as_ref().unwrap();
    assert!(
        found.findings.iter().all(|f| f.factor != Factor::Minor),
        "nothing known, nothing added"
    );
}
