//! Importing again: known rows change nothing, blanks are filled, an open measure may be closed,
//! a differing value is refused. A workbook never overwrites what is there.

use super::tiny::{Tiny, counts, measures, refusals};
use crate::stories::desk::Desk;
use hoso::domain::refusal::Reason;
use hoso::domain::word::Lang;
use hoso::exchange::workbook::refused;
use hoso::services::Registry;

/// A registry that holds A1 with one measure and one event.
fn held(person: &str, measure: &str) -> Registry {
    let mut registry = Desk::new().found();
    let tiny = Tiny::new().person(person).measure(measure).event("");
    assert_eq!(refusals(&tiny.import(&mut registry)), Vec::<String>::new());
    registry
}

#[test]
fn a_person_again() {
    let cases = [
        ("the same", "Điện thoại=0912", "Điện thoại=0912", "=1", ""),
        ("upper case", "", "Họ và tên=LÊ VĂN NAM", "=1", ""),
        ("decomposed", "", "Họ và tên=Le\u{302} Va\u{306}n Nam", "=1", ""),
        ("a blank filled", "", "Điện thoại=0912", "~1", ""),
        ("a blank row", "Điện thoại=0912", "", "=1", ""),
        ("another phone", "Điện thoại=0912", "Điện thoại=0913", "!1", "phone Differs"),
        ("another name", "", "Họ và tên=Lê Văn Năm", "!1", "name Differs"),
        ("another birth date", "", "Ngày sinh=05/1987", "!1", "born Differs"),
        ("yes for no", "Loạn thần=Không", "Loạn thần=Có", "!1", "psychosis Differs"),
        (
            "more substances",
            "Chất sử dụng=heroin",
            "Chất sử dụng=heroin;cần sa",
            "!1",
            "substances Differs",
        ),
    ];
    for (what, before, again, wanted, refused) in cases {
        let mut registry = held(before, "");
        let outcome = Tiny::new().person(again).event("Thời điểm=11/10/2026").import(&mut registry);
        assert_eq!(counts(outcome.people), wanted, "{what}");
        let (event, mut expected) = if refused.is_empty() {
            ("+1", Vec::new())
        } else {
            ("!1", vec![format!("person 2 {refused}"), "event 2 file_no PersonRefused".to_owned()])
        };
        assert_eq!(counts(outcome.events), event, "{what}");
        assert_eq!(refusals(&outcome), std::mem::take(&mut expected), "{what}");
    }
}

#[test]
fn the_refusal_says_what_the_interface_says() {
    assert!(Reason::Differs.text(Lang::Vi).contains("đã có giá trị khác"));
}

#[test]
fn a_measure_again() {
    const OPEN: &str = "user_management 2026-08-05";
    const OVER: &str = "Ngày kết thúc=01/10/2026|Lý do kết thúc=completed";
    const CLOSED: &str = "user_management 2026-08-05..2026-10-01 completed";
    const AHEAD: &str = "Ngày kết thúc=01/12/2026";
    let cases = [
        ("the same", "", "", "=1", OPEN),
        ("number filled", "", "Số quyết định=12/QĐ", "~1", OPEN),
        ("another number", "Số quyết định=12/QĐ", "Số quyết định=13/QĐ", "decision_no", OPEN),
        ("source filled", "", "Nguồn=mới", "~1", OPEN),
        ("source blank", "Nguồn=mới", "", "=1", OPEN),
        ("another source", "Nguồn=mới", "Nguồn=chuyển đến", "source", OPEN),
        ("term filled", "", "Thời hạn=12", "~1", OPEN),
        ("term blank", "Thời hạn=12", "", "=1", OPEN),
        ("another term", "Thời hạn=12", "Thời hạn=6", "term_months", OPEN),
        ("law blank against the old law", "Luật áp dụng=L73", "", "=1", OPEN),
        ("law the same", "Luật áp dụng=L73", "Luật áp dụng=L73", "=1", OPEN),
        ("another law", "Luật áp dụng=L73", "Luật áp dụng=L120", "law", OPEN),
        ("an older decision date left out", "Ngày quyết định=20/06/2026", "", "=1", OPEN),
        ("an older decision date filled", "", "Ngày quyết định=20/06/2026", "~1", OPEN),
        ("closed later", "", OVER, "~1", CLOSED),
        ("open in an old list", OVER, "", "=1", CLOSED),
        ("closed the same", OVER, OVER, "=1", CLOSED),
        (
            "closed on another day",
            OVER,
            "Ngày kết thúc=02/10/2026|Lý do kết thúc=completed",
            "ended_on",
            CLOSED,
        ),
        (
            "closed for another reason",
            OVER,
            "Ngày kết thúc=01/10/2026|Lý do kết thúc=death",
            "end_reason",
            CLOSED,
        ),
        ("end set later", "", AHEAD, "~1", "user_management 2026-08-05 set=2026-12-01"),
        ("end set the same", AHEAD, AHEAD, "=1", "user_management 2026-08-05 set=2026-12-01"),
        ("end set, left out later", AHEAD, "", "=1", "user_management 2026-08-05 set=2026-12-01"),
        (
            "end set to another day",
            AHEAD,
            "Ngày kết thúc=02/12/2026",
            "ended_on",
            "user_management 2026-08-05 set=2026-12-01",
        ),
        (
            "closed before its set end",
            AHEAD,
            OVER,
            "~1",
            "user_management 2026-08-05..2026-10-01 completed set=2026-12-01",
        ),
        ("an end ahead for a closed one", OVER, AHEAD, "ended_on", CLOSED),
        (
            "a mistake found later",
            "",
            "Ngày kết thúc=01/10/2026|Lý do kết thúc=error",
            "~1",
            "user_management 2026-08-05..2026-10-01 error",
        ),
        (
            "cancelled, still open in an old list",
            "Ngày kết thúc=01/10/2026|Lý do kết thúc=error",
            "",
            "=1",
            "user_management 2026-08-05..2026-10-01 error",
        ),
    ];
    for (what, before, again, wanted, state) in cases {
        let mut registry = held("", before);
        let outcome = Tiny::new().measure(again).import(&mut registry);
        if wanted.starts_with(['=', '~']) {
            assert_eq!(refusals(&outcome), Vec::<String>::new(), "{what}");
            assert_eq!(counts(outcome.measures), wanted, "{what}");
        } else {
            assert_eq!(refusals(&outcome), [format!("measure 2 {wanted} Differs")], "{what}");
        }
        assert_eq!(measures(&mut registry, "A1"), [state], "{what}");
        let once_more = Tiny::new().measure(again).import(&mut registry);
        assert!(!counts(once_more.measures).contains('~'), "{what}: nothing left to do");
    }
}

/// A wrong entry and the right one that begin on the same day are two measures, and stay two.
#[test]
fn a_mistake_and_the_right_entry_of_one_day() {
    let wrong = "Số quyết định=1|Ngày kết thúc=05/08/2026|Lý do kết thúc=error";
    let right = "Số quyết định=2";
    for (first, second) in [(wrong, right), (right, wrong)] {
        let mut registry = Desk::new().found();
        let tiny = Tiny::new().person("").measure(first).measure(second);
        for wanted in ["+2", "=2"] {
            let outcome = tiny.import(&mut registry);
            assert_eq!(refusals(&outcome), Vec::<String>::new());
            assert_eq!(counts(outcome.measures), wanted);
            let held =
                ["user_management 2026-08-05..2026-08-05 error", "user_management 2026-08-05"];
            assert_eq!(measures(&mut registry, "A1"), held);
        }
    }
}

#[test]
fn the_same_measure_in_two_rows() {
    let mut registry = Desk::new().found();
    let outcome = Tiny::new()
        .person("")
        .measure("Số quyết định=1")
        .measure("Người ký=Trần Văn Ký")
        .measure("Số quyết định=2")
        .import(&mut registry);
    assert_eq!(counts(outcome.measures), "+1 ~1 !1");
    assert_eq!(refusals(&outcome), ["measure 4 decision_no Differs"]);
    assert_eq!(measures(&mut registry, "A1").len(), 1);
}

#[test]
fn an_ending_makes_room_for_what_follows_in_either_order() {
    let close = "Ngày kết thúc=01/10/2026|Lý do kết thúc=found_addicted";
    let next = "Biện pháp=addicted|Ngày bắt đầu=01/10/2026";
    for (first, second) in [(close, next), (next, close)] {
        let mut registry = held("", "");
        let outcome = Tiny::new().measure(first).measure(second).import(&mut registry);
        assert_eq!(refusals(&outcome), Vec::<String>::new());
        assert_eq!(counts(outcome.measures), "+1 ~1");
    }
    let mut registry = held("", "");
    let outcome = Tiny::new().measure(next).import(&mut registry);
    assert_eq!(refusals(&outcome), ["measure 2 start Overlap"]);
}

#[test]
fn an_event_is_known_by_its_whole_row() {
    let mut registry = held("", "");
    let outcome = Tiny::new()
        .event("")
        .event("Thời điểm=2026-10-10T09:00|Kết quả=gặp được")
        .event("Nội dung=thêm lời")
        .event("Thời điểm=10/10/2026 09:01")
        .event("Thời điểm=10/10/2026 09:01")
        .import(&mut registry);
    assert_eq!(counts(outcome.events), "+2 =3");
}

/// The refused file holds whole rows: mended, it is imported as it is.
#[test]
fn the_refused_file_is_imported_when_mended() {
    let folder = tempfile::tempdir().unwrap();
    let mut registry = Desk::new().found();
    let book = Tiny::new()
        .person("")
        .person("Số hồ sơ=A2|Họ và tên=Mai Thị Hoa|Giới tính=|Ngày sinh=1990|Điện thoại==1+1")
        .measure("")
        .measure("Số hồ sơ=A2|Biện pháp=rehab_home")
        .event("Số hồ sơ=A2")
        .read();
    let outcome = registry.import(&book, false, &mut |_, _| ()).unwrap();
    assert_eq!(counts(outcome.people), "+1 !1");
    let rows: Vec<refused::Refusal> = outcome
        .refused
        .iter()
        .map(|r| refused::Refusal {
            sheet: book.sheets.iter().position(|s| s.name == r.sheet).unwrap(),
            row: r.row,
            column: r.refusal.label.0.to_owned(),
            reason: r.refusal.reason.text(Lang::Vi),
        })
        .collect();
    let path = folder.path().join("tu-choi.xlsx");
    refused::write(&path, &book, &rows).unwrap();
    let mut again = crate::stories::desk::workbook(&path);
    let unmended = registry.import(&again, false, &mut |_, _| ()).unwrap();
    assert_eq!(counts(unmended.people), "!1");
    let people = again.sheets.iter_mut().find(|s| s.name == "Hồ sơ").unwrap();
    let sex = people.columns.iter().position(|c| c.header == "Giới tính").unwrap();
    people.rows[0].cells.push((sex, "Nữ".to_owned()));
    people.rows[0].cells.sort();
    let mended = registry.import(&again, false, &mut |_, _| ()).unwrap();
    assert_eq!(refusals(&mended), Vec::<String>::new());
    assert_eq!([mended.people, mended.measures, mended.events].map(counts), ["+1", "+1", "+1"]);
    let dossier = registry.show(&hoso::domain::id::FileNo::parse("A2").unwrap(), None).unwrap();
    assert_eq!(dossier.case.person.phone.as_deref(), Some("=1+1"));
}
