//! Files that are not what they say, or too much.

use super::*;
use proptest::prelude::*;

#[test]
fn a_far_cell_costs_nothing() {
    let desk = Desk::new();
    let far = |cell: &str, row: u32| {
        desk.hand_made(&format!(
            "{HEADER_XML}<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"{row}\"><c r=\"{cell}\"><v>7</v></c></row>"
        ))
    };
    assert_eq!(
        read(&far("XFD1048576", 1_048_576)).err(),
        Some(ReadError::TooManyColumns { sheet: 1, row: 1_048_576, limit: 200 })
    );
    // Deep but not wide: two rows are two rows.
    let workbook = read(&far("B1048576", 1_048_576)).unwrap();
    assert_eq!(lines(people(&workbook)), ["2: file_no=1", "1048576: name=7"]);
}

#[test]
fn every_cap_has_its_own_refusal() {
    let desk = Desk::new();
    let long = "x".repeat(11);
    let rows: &[&[&str]] = &[HEADERS, &["1"], &["2"], &["3"]];
    let wide: &[&[&str]] = &[HEADERS, &["1", "2", "3", "4", "5"]];
    let cell: &[&[&str]] = &[HEADERS, &["1", &long]];
    let sheets: &[SheetRows] = &[("Hồ sơ", rows), ("b", rows), ("c", rows)];
    let lowered = Limits { rows: 2, columns: 4, cell_chars: 10, sheets: 2, ..Limits::default() };
    let one: &[SheetRows] = &[("Hồ sơ", rows)];
    let cases: [(&[SheetRows], Limits, ReadError); 6] = [
        (one, lowered, ReadError::TooManyRows { sheet: 1, limit: 2 }),
        (&[("Hồ sơ", wide)], lowered, ReadError::TooManyColumns { sheet: 1, row: 2, limit: 4 }),
        (
            &[("Hồ sơ", cell)],
            lowered,
            ReadError::CellTooLong { sheet: 1, row: 2, column: 1, limit: 10 },
        ),
        (sheets, lowered, ReadError::TooManySheets { limit: 2 }),
        (one, Limits { packed: 1000, ..Limits::default() }, ReadError::TooLarge { limit: 1000 }),
        (
            one,
            Limits { unpacked: 3000, ..Limits::default() },
            ReadError::UnpacksTooLarge { limit: 3000 },
        ),
    ];
    for (sheets, limits, error) in cases {
        assert_eq!(read_within(&desk.book(sheets), &limits).err(), Some(error));
    }
}

#[test]
fn bombs_are_counted_not_believed() {
    let desk = Desk::new();
    let zeros = vec![b' '; 3 << 20];
    let honest = desk.zip("a.xlsx", &[("xl/workbook.xml", b"<x/>"), ("xl/media/a", &zeros)]);
    let small = Limits { unpacked: 1 << 20, ..Limits::default() };
    let too_large = Some(ReadError::UnpacksTooLarge { limit: 1 << 20 });
    assert_eq!(read_within(&honest, &small).err(), too_large);
    // The same with the sizes in the directory and the local headers forged to 100 bytes.
    let mut bytes = std::fs::read(&honest).unwrap();
    let size = (3_u32 << 20).to_le_bytes();
    let places: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| **w == size).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "no size to forge");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let forged = desk.put("forged.xlsx", &bytes);
    let refused = read_within(&forged, &small).err();
    assert!(refused == too_large || refused == Some(ReadError::Damaged), "{refused:?}");
}

#[test]
fn what_is_no_workbook_is_refused_by_its_content() {
    let desk = Desk::new();
    let csv = b"So ho so;Ho ten\nVD-1;Nguy\xd4n V\xa8n \xa7\xf8c\nVD-2;L\xaa V\xa8n H\xb9i\nVD-3;Ph\xb9m \xa7\xb5o\n";
    let mut cases: Vec<(PathBuf, ReadError)> = vec![
        (desk.put("a.xlsx", ""), ReadError::EmptyFile),
        (desk.put("b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ReadError::OldExcel),
        (desk.put("c.xls", "<html><table></table>"), ReadError::WebPage),
        (desk.put("d.xlsx", "PK\x03\x04 not really"), ReadError::Damaged),
        (desk.put("e.csv", csv), ReadError::NotUtf8 { guess: Some(Legacy::Tcvn3) }),
        (desk.put("f.csv", b"\xff\xfea\x00"), ReadError::Utf16),
        (desk.zip("g.xlsx", &[("word/document.xml", b"<x/>")]), ReadError::NotAWorkbook),
        (desk.zip("h.xlsx", &[("xl/workbook.bin", b"x")]), ReadError::BinaryExcel),
        (desk.0.path().join("nothing.xlsx"), ReadError::Missing),
    ];
    let empty = desk.0.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    cases.push((empty, ReadError::EmptyFolder));
    for (path, error) in cases {
        assert_eq!(read(&path).err(), Some(error), "{}", path.display());
    }
    // Unicode cells typed for an old font, with a header that is right and one that is not.
    let old = ["NguyÔn V¨n §øc", "TrÇn ThÞ Hoµ", "Lª V¨n M¹nh", "Ph¹m Quèc Kh¸nh"];
    for header in ["Họ và tên", "Hä vµ tªn"] {
        let rows: Vec<[&str; 2]> =
            std::iter::once(["Số hồ sơ", header]).chain(old.map(|name| ["1", name])).collect();
        let rows: Vec<&[&str]> = rows.iter().map(<[&str; 2]>::as_slice).collect();
        let refused = read(&desk.book(&[("Hồ sơ", &rows)])).err();
        assert_eq!(refused, Some(ReadError::LegacyText { encoding: Legacy::Tcvn3 }), "{header}");
    }
}

#[test]
fn an_error_of_a_newer_excel_names_its_row() {
    let desk = Desk::new();
    let path = desk.hand_made(&format!(
        "{HEADER_XML}<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#SPILL!</v></c></row>"
    ));
    assert_eq!(read(&path).err(), Some(ReadError::ErrorCell { sheet: 1, row: 2 }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the bytes, reading answers: rows or a refusal, never a panic.
    #[test]
    fn no_text_makes_the_reader_panic(body in "(?s)(Số hồ sơ[;,]Họ và tên\n)?.{0,300}") {
        let desk = Desk::new();
        let outcome = read(&desk.put("a.csv", body));
        prop_assert!(!matches!(outcome, Err(ReadError::Worker(_))));
    }

    /// A good workbook with some bytes changed is read or refused.
    #[test]
    fn no_damage_makes_the_reader_panic(hits in prop::collection::vec((any::<u16>(), any::<u8>()), 1..6)) {
        let desk = Desk::new();
        let path = desk.book(&[("Hồ sơ", &[HEADERS, &["VD-1", "Lò Mẫu", "Nam", "1990"]])]);
        let mut bytes = std::fs::read(&path).unwrap();
        for (at, value) in hits {
            let at = usize::from(at) % bytes.len();
            bytes[at] = value;
        }
        let outcome = read(&desk.put("b.xlsx", bytes));
        prop_assert!(!matches!(outcome, Err(ReadError::Worker(_))));
    }

    /// The parent survives any answer of a child that was taken over.
    #[test]
    fn no_answer_makes_the_parent_panic(lines in prop::collection::vec(prop_oneof![
        Just(r#"{"sheet":{"name":"a","position":1,"kind":"people","by_name":true,"header_row":1,"columns":[{"at":0,"header":"x","code":"name"}]}}"#.to_owned()),
        "\\{\"r\":\\[[0-9]{1,3},\\[\\[[0-9]{1,6},\"x\"\\]\\]\\]\\}",
        Just(r#"{"column":{"at":199,"header":"","code":null}}"#.to_owned()),
        Just(r#"{"remark":{"row":1,"column":7,"kind":"error_value"}}"#.to_owned()),
        Just("\"end\"".to_owned()),
        ".{0,40}",
    ], 0..12)) {
        if let Ok(workbook) = wire::read((lines.join("\n") + "\n").as_bytes(), &Limits::default()) {
            for sheet in &workbook.sheets {
                for row in &sheet.rows {
                    prop_assert!(row.cells.iter().all(|(i, _)| *i < sheet.columns.len()));
                }
            }
        }
    }
}
