//! The whole way: three communes import their workbooks and send a sealed month; the province enrols
//! them from their key sheets, sums up, and publishes. What the communes counted is what arrives.

use crate::hostile::tiny::Tiny;
use crate::stories::desk::{Desk, PASSWORD, data, workbook};
use hoso::domain::date::Period;
use hoso::domain::publication::Shown;
use hoso::domain::report::{Column, Figure, Tally};
use hoso::exchange::publication::read_publication;
use hoso::exchange::workbook::Workbook;
use hoso::services::{Founding, Registry};
use hoso::vault::{KdfCost, Password};
use std::path::Path;
use std::process::Command;

const OCTOBER: Period = Period::Month(2026, 10);

/// A commune of this code, with the people of a workbook.
fn commune(desk: &Desk, code: &str, name: &str, workbook: &Workbook) -> Registry {
    let founding = Founding {
        unit_code: code.to_owned(),
        unit_name: name.to_owned(),
        remote: false,
        login: "truong".to_owned(),
        full_name: "Trần Thị Trưởng".to_owned(),
        password: Password::new(PASSWORD),
        cost: KdfCost::cheap_for_tests(),
    };
    let (registry, _) = Registry::create(&desk.place(), founding).unwrap();
    let mut registry = registry.with_fixed_now(desk.now);
    let outcome = registry.import(workbook, false, &mut |_, _| ()).unwrap();
    assert!(outcome.people.added > 0);
    registry
}

/// A small commune of its own.
fn small() -> Workbook {
    let mut book = Tiny::new();
    for n in 1..=14 {
        let file = format!("Số hồ sơ=B{n}");
        book = book
            .person(&format!("{file}|Họ và tên=Phạm Ví Dụ {n}|Ngày sinh=0{}/02/1990", n % 9 + 1))
            .measure(&format!("{file}|Ngày bắt đầu={:02}/09/2026", n + 1))
            .event(&format!("{file}|Thời điểm=0{}/10/2026 09:00", n % 9 + 1));
    }
    book.read()
}

/// `hoso` at the province: exit code, document, what it says beside.
fn hoso(folder: &Path, args: &[&str]) -> (i32, serde_json::Value, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_hoso"))
        .args(args)
        .arg("--json")
        .current_dir(folder)
        .env_remove("HOSO_LANG")
        .output()
        .unwrap();
    let document = serde_json::from_slice(&run.stdout).unwrap_or_default();
    (run.status.code().unwrap(), document, String::from_utf8(run.stderr).unwrap())
}

#[test]
fn from_three_workbooks_to_the_provinces_publication() {
    let province = tempfile::tempdir().unwrap();
    let folder = province.path();
    let (code, key, _) = hoso(folder, &["superior", "keygen", "--out", "khoa"]);
    assert_eq!(code, 0, "{key}");
    let recipient = std::fs::read_to_string(folder.join("khoa/superior-public.txt")).unwrap();
    std::fs::create_dir(folder.join("goi")).unwrap();

    let units = [
        ("00004", "Công an phường Ba Đình", workbook(&data("hoa-binh-240.xlsx"))),
        ("00008", "Công an phường Ngọc Hà", workbook(&data("hoa-binh-60-lon-xon.xlsx"))),
        ("00025", "Công an phường Giảng Võ", small()),
    ];
    let mut sum = Tally::default();
    for (unit, name, book) in &units {
        let desk = Desk::new();
        let mut registry = commune(&desk, unit, name, book);
        registry.set_superior(&recipient, "Công an thành phố Mẫu").unwrap();
        sum.add(&Tally::of(&registry.report(OCTOBER, true).unwrap()));
        let package = registry.export_package(OCTOBER, None).unwrap().bytes;
        std::fs::write(folder.join(format!("goi/{unit}.hsr")), package).unwrap();
        let sheet = format!("phieu-{unit}.txt");
        std::fs::write(folder.join(&sheet), registry.key_sheet().unwrap().text()).unwrap();
        let area = format!("--parent=Khu vực {}", &unit[3..]);
        let add = hoso(folder, &["units", "add", &sheet, "--units", "UNITS.toml", &area]);
        assert_eq!(add.0, 0, "{}", add.2);
    }

    let desk = ["--identity", "khoa/superior-identity.txt", "--units", "UNITS.toml"];
    let month = ["rollup", "goi", "--period", "2026-10"];
    let (code, told, err) = hoso(folder, &[&month[..], &desk].concat());
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(told["completeness"]["received"], 3);
    assert!(
        told["refused"].as_array().unwrap().is_empty()
            && told["warnings"].as_array().unwrap().is_empty()
    );
    let closing = sum.count(Figure::Flow(None, Column::Closing));
    assert!(closing > 200, "{closing}");
    assert_eq!(told["total"]["stock_flow"][9]["closing"], closing, "what they counted arrived");

    // Refused first where a cell could be worked out, then made with the merges that are offered.
    let publish = [&month[..], &desk, &["--publish", "cong-bo.json"]].concat();
    let (code, told, err) = hoso(folder, &publish);
    if code != 0 {
        assert!(err.contains("HS-0931") && !folder.join("cong-bo.json").exists(), "{err}");
        let merges = told["publication"]["remedy"]["merge"].as_array().expect("a way out");
        let merges: Vec<String> =
            merges.iter().map(|m| format!("--merge={}", m.as_str().unwrap())).collect();
        let merges: Vec<&str> = merges.iter().map(String::as_str).collect();
        let (code, _, err) = hoso(folder, &[&publish[..], &merges].concat());
        assert_eq!((code, err.as_str()), (0, ""));
    }
    let text = std::fs::read_to_string(folder.join("cong-bo.json")).unwrap();
    let published = read_publication(&text).unwrap();
    assert_eq!(published.period, OCTOBER);
    let small = |shown: &Shown| matches!(shown, Shown::Starred);
    assert!(published.cells.iter().any(|(_, shown)| small(shown)), "small counts are starred");
    for (unit, ..) in &units {
        assert!(!text.contains(unit), "no unit by its code");
    }
}
