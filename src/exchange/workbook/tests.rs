//! Files of every shape through the child's code, in this process.

mod hostile;

use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Book};
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Reads as child and parent do, without the process between them.
fn read_within(path: &Path, limits: &Limits) -> Result<Workbook, ReadError> {
    let mut answer = Vec::new();
    worker::answer(path, limits, &mut answer)?;
    wire::read(answer.as_slice(), limits)
}

fn read(path: &Path) -> Result<Workbook, ReadError> {
    read_within(path, &Limits::default())
}

/// A sheet's name and rows of cells.
type SheetRows<'a> = (&'a str, &'a [&'a [&'a str]]);

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// A workbook of these sheets; every cell is a string.
    fn book(&self, sheets: &[SheetRows]) -> PathBuf {
        let mut book = Book::new();
        for (name, rows) in sheets {
            let page = book.add_worksheet().set_name(*name).unwrap();
            for (row, cells) in rows.iter().enumerate() {
                for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty())
                {
                    page.write_string(row as u32, column as u16, *text).unwrap();
                }
            }
        }
        let path = self.0.path().join("book.xlsx");
        book.save(&path).unwrap();
        path
    }

    /// A zip of these entries.
    fn zip(&self, name: &str, entries: &[(&str, &[u8])]) -> PathBuf {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (entry, bytes) in entries {
            zip.start_file(*entry, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let bytes = zip.finish().unwrap().into_inner();
        self.put(name, bytes)
    }

    /// The smallest .xlsx around the XML of one people sheet.
    fn hand_made(&self, sheet_data: &str) -> PathBuf {
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{sheet_data}</sheetData></worksheet>"
        );
        self.zip("hand.xlsx", &[
            ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#),
            ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
            ("xl/workbook.xml", "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Hồ sơ\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>".as_bytes()),
            ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
            ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ])
    }
}

const HEADERS: &[&str] = &["Số hồ sơ", "Họ và tên", "Giới tính", "Ngày sinh"];
const HEADER_XML: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Số hồ sơ</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Họ và tên</t></is></c></row>";

fn people(workbook: &Workbook) -> &Sheet {
    workbook.sheet(SheetKind::People).unwrap()
}

/// The sheet's rows as (number, header=text …) lines, to compare.
fn lines(sheet: &Sheet) -> Vec<String> {
    sheet
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|(i, text)| {
                    let column = &sheet.columns[*i];
                    format!("{}={text}", column.code().map_or(column.label(), str::to_owned))
                })
                .collect();
            format!("{}: {}", row.number, cells.join(" | "))
        })
        .collect()
}

#[test]
fn the_commune_workbooks_are_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (file, counts, header_row) in [
        ("hoa-binh-240.xlsx", [240, 455, 1757], 1),
        ("hoa-binh-60-lon-xon.xlsx", [60, 103, 380], 5),
    ] {
        let workbook = read(&folder.join(file)).unwrap();
        assert_eq!(workbook.sheets.len(), 3, "{file}");
        assert_eq!(people(&workbook).header_row, header_row, "{file}");
        for (kind, count) in SheetKind::KNOWN.into_iter().zip(counts) {
            let sheet = workbook.sheet(kind).unwrap();
            assert_eq!(sheet.rows.len(), count, "{file} {kind}");
            assert_eq!(sheet.unknown_columns, Vec::<String>::new(), "{file} {kind}");
            assert!(sheet.missing_columns().is_empty(), "{file} {kind}");
            assert!(sheet.remarks.is_empty(), "{file} {kind}");
        }
    }
    let tidy = read(&folder.join("hoa-binh-240.xlsx")).unwrap();
    let sheet = people(&tidy);
    let first = &sheet.rows[0];
    for (code, text) in [
        ("file_no", "HS-0001"),
        ("name", "Đinh Thắng"),
        ("born", "2009-09-14"),
        ("document_no", "091209787507"),
        ("use_since", "2020"),
    ] {
        assert_eq!(sheet.text(first, code), Some(text));
    }
    assert_eq!(sheet.text(first, "other_names"), None);
    let events = tidy.sheet(SheetKind::Events).unwrap();
    assert_eq!(events.text(&events.rows[0], "at"), Some("2026-08-03T13:00"));

    let messy = read(&folder.join("hoa-binh-60-lon-xon.xlsx")).unwrap();
    let sheet = people(&messy);
    assert_eq!(sheet.text(&sheet.rows[0], "name"), Some("Đoàn Xuân Hiếu"), "composed");
    assert_eq!(sheet.text(&sheet.rows[0], "born"), Some("13/02/2001"), "typed date");
    assert_eq!(sheet.text(&sheet.rows[2], "born"), Some("1990-02-05"), "real date");
    assert_eq!(sheet.text(&sheet.rows[59], "document_no"), Some("91210435829"), "number");
    assert_eq!((sheet.rows[59].number, sheet.rows.len()), (65, 60));
}

#[test]
fn the_template_imports_with_its_examples() {
    let desk = Desk::new();
    let path = desk.0.path().join("mẫu.xlsx");
    template(&path).unwrap();
    let workbook = read(&path).unwrap();
    let kinds: Vec<SheetKind> = workbook.sheets.iter().map(|sheet| sheet.kind).collect();
    assert_eq!(kinds, SheetKind::KNOWN, "the explaining sheets are left out");
    for sheet in &workbook.sheets {
        let codes: Vec<&str> = sheet.columns.iter().filter_map(ColumnName::code).collect();
        let wanted: Vec<&str> = sheet.kind.columns().iter().map(|column| column.code).collect();
        assert_eq!(codes, wanted);
        assert!(sheet.unknown_columns.is_empty());
        assert!(sheet.remarks.is_empty());
        assert!(sheet.rows.len() >= 2);
        for row in &sheet.rows {
            for column in sheet.kind.columns() {
                let text = sheet.text(row, column.code);
                assert!(text.is_some() || !column.required, "{} empty", column.code);
                if let (Content::Word, Some(text)) = (column.content, text) {
                    assert!(column.words.contains(&text), "{text}");
                }
            }
        }
    }
    let sheet = people(&workbook);
    assert_eq!(sheet.text(&sheet.rows[0], "born"), Some("1990-05-12"));
    assert_eq!(sheet.text(&sheet.rows[1], "born"), Some("1985"));
    let events = workbook.sheet(SheetKind::Events).unwrap();
    assert_eq!(events.text(&events.rows[0], "at"), Some("2026-07-06T09:30"));
}

#[test]
fn headers_are_found_wherever_they_stand() {
    let desk = Desk::new();
    let path = desk.book(&[
        (
            "Sheet1",
            &[
                &["CÔNG AN XÃ VÍ DỤ"],
                &[],
                &["", "Danh sách quản lý", "", "", "năm 2026"],
                &["STT", "SO HO SO", "Họ tên", "Giới tính (Nam/Nữ)*", " NGÀY  SINH", "Màu mắt"],
                &["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                &["1", "VD-1", "Lò  Văn Mẫu", "Nam", "1990", "nâu", "thừa"],
                &["2"],
                &["", "", ""],
                &["STT", "Số hồ sơ", "Họ tên", "Giới tính", "Ngày sinh"],
                &["3", "VD-2", "Lý Thị Mẫu", "Nữ", "02/1988"],
            ],
        ),
        ("BIEN PHAP", &[&["Số hồ sơ", "Biện pháp", "Thời hạn (tháng)", "Ngày bắt đầu*"]]),
        ("Ghi nhớ", &[&["gọi điện", "cho xã bên"]]),
    ]);
    let workbook = read(&path).unwrap();
    let sheet = people(&workbook);
    assert_eq!(sheet.header_row, 4);
    assert_eq!(sheet.unknown_columns, ["Màu mắt", "Cột G"]);
    assert_eq!(
        lines(sheet),
        [
            "6: file_no=VD-1 | name=Lò Văn Mẫu | sex=Nam | born=1990 | Màu mắt=nâu | Cột G=thừa",
            "10: file_no=VD-2 | name=Lý Thị Mẫu | sex=Nữ | born=02/1988",
        ]
    );
    let kinds: Vec<(u32, RemarkKind)> = sheet.remarks.iter().map(|r| (r.row, r.kind)).collect();
    assert_eq!(kinds, [(5, RemarkKind::ColumnNumbers), (9, RemarkKind::HeaderAgain)]);
    let measures = workbook.sheet(SheetKind::Measures).unwrap();
    assert!(measures.rows.is_empty() && measures.index_of("term_months").is_some());
    assert_eq!(workbook.sheets[2].kind, SheetKind::Unknown);
    assert_eq!(workbook.sheets[2].name, "Ghi nhớ");
}

#[test]
fn sheets_that_cannot_be_told_are_refused_by_their_place() {
    let desk = Desk::new();
    let row = ["VD-1", "Lò Văn Mẫu", "Nam", "1990"];
    let list: &[&[&str]] = &[HEADERS, &row];
    let twice: &[&[&str]] = &[&["Số hồ sơ", "Họ và tên", "HỌ VÀ TÊN *", "Giới tính"], &row];
    let cases: [(&[SheetRows], ReadError); 5] = [
        (&[("Sheet1", &[&["a", "b"]])], ReadError::NoPeopleSheet),
        (&[("Hồ sơ", &[&["a", "b"]])], ReadError::NoHeader { sheet: 1, kind: SheetKind::People }),
        (
            &[("Hồ sơ", list), ("x", list), ("HO SO", list)],
            ReadError::TwoSheets { kind: SheetKind::People, first: 1, second: 3 },
        ),
        (
            &[("Hồ sơ", twice)],
            ReadError::TwoColumns { sheet: 1, kind: SheetKind::People, first: 1, second: 2 },
        ),
        // Two nameless lists: which one is meant cannot be known.
        (&[("a", list), ("b", list)], ReadError::NoPeopleSheet),
    ];
    for (sheets, error) in cases {
        assert_eq!(read(&desk.book(sheets)).err(), Some(error));
    }
    // Beside a named one, a nameless list is only reported.
    let workbook = read(&desk.book(&[("cũ", list), ("Hồ sơ", list)])).unwrap();
    let kinds: Vec<_> = workbook.sheets.iter().map(|s| (s.kind, s.rows.len())).collect();
    assert_eq!(kinds, [(SheetKind::Unknown, 0), (SheetKind::People, 1)]);
    // An alias beside the real header is just an unknown column.
    let both: &[&[&str]] = &[&["Số hồ sơ", "Năm sinh", "Họ và tên", "Ngày sinh"], &row];
    let workbook = read(&desk.book(&[("Hồ sơ", both)])).unwrap();
    assert_eq!(people(&workbook).unknown_columns, ["Năm sinh"]);
    assert_eq!(people(&workbook).index_of("born"), Some(3));
}

#[test]
fn values_of_every_kind_become_text() {
    let desk = Desk::new();
    let mut book = Book::new();
    let page = book.add_worksheet().set_name("Hồ sơ").unwrap();
    for (column, header) in HEADERS.iter().enumerate() {
        page.write_string(0, column as u16, *header).unwrap();
    }
    let date = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    let format = |code: &str| Format::new().set_num_format(code);
    page.write_string(1, 0, " VD-1\u{a0}").unwrap();
    page.write_number(1, 1, 12.0).unwrap();
    page.write_boolean(1, 2, true).unwrap();
    page.write_datetime_with_format(1, 3, date("1987-05-01"), &format("dd/mm/yyyy")).unwrap();
    page.write_formula(2, 0, Formula::new("=A2").set_result("VD-2")).unwrap();
    page.write_formula(2, 1, Formula::new("=NA()").set_result("#N/A")).unwrap();
    page.write_formula(2, 2, Formula::new("=1>2").set_result("FALSE")).unwrap();
    page.write_datetime_with_format(2, 3, date("1987-05-01"), &format("mm/yyyy")).unwrap();
    page.write_datetime_with_format(3, 3, date("2026-08-03T12:59:40"), &format("dd/mm/yyyy hh:mm"))
        .unwrap();
    page.write_string(3, 0, "=1+1").unwrap();
    page.write_string(3, 1, "Dòng một\r\nDòng hai").unwrap();
    let path = desk.0.path().join("a.xlsx");
    book.save(&path).unwrap();
    let workbook = read(&path).unwrap();
    assert_eq!(
        lines(people(&workbook)),
        [
            "2: file_no=VD-1 | name=12 | sex=Có | born=1987-05-01",
            "3: file_no=VD-2 | name=#N/A | sex=Không | born=05/1987",
            "4: file_no==1+1 | name=Dòng một\nDòng hai | born=2026-08-03T13:00",
        ]
    );
    let errors: Vec<_> = people(&workbook).remarks.clone();
    assert_eq!(errors, [Remark { row: 3, column: Some(1), kind: RemarkKind::ErrorValue }]);
}

#[test]
fn a_formula_without_a_stored_value_is_empty_and_remarked() {
    let desk = Desk::new();
    let path = desk.hand_made(&format!(
        "{HEADER_XML}<row r=\"2\"><c r=\"A2\"><f>B2&amp;\"x\"</f></c><c r=\"B2\"><f>1+1</f><v>2</v></c></row>"
    ));
    let workbook = read(&path).unwrap();
    assert_eq!(lines(people(&workbook)), ["2: name=2"]);
    let remark = Remark { row: 2, column: Some(0), kind: RemarkKind::FormulaWithoutValue };
    assert_eq!(people(&workbook).remarks, [remark]);
}

#[test]
fn csv_in_its_usual_shapes() {
    let desk = Desk::new();
    let body = "Số hồ sơ;Họ và tên;Giới tính;Ngày sinh\r\nVD-1;\"Lò; Văn\r\nMẫu\";Nam;12/05/1990\r\n;;;\r\nVD-2;Lý, Thị;Nữ;1985\r\n";
    let expected = [
        "2: file_no=VD-1 | name=Lò; Văn\nMẫu | sex=Nam | born=12/05/1990",
        "5: file_no=VD-2 | name=Lý, Thị | sex=Nữ | born=1985",
    ];
    for text in [body.to_owned(), format!("\u{feff}{body}")] {
        let workbook = read(&desk.put("danh sách.csv", text)).unwrap();
        assert_eq!(lines(people(&workbook)), expected);
        assert_eq!(people(&workbook).name, "danh sách");
    }
    let folder = desk.0.path().join("tệp");
    std::fs::create_dir(&folder).unwrap();
    for (name, text) in [
        ("ho-so.csv", "Số hồ sơ,Họ và tên\nVD-1,Lò Mẫu\n"),
        ("Biện pháp.csv", "Số hồ sơ\tBiện pháp\nVD-1\tuser_management\n"),
        ("su_kien.CSV", "Số hồ sơ,Loại\nVD-1,gặp\n"),
        ("Hướng dẫn.csv", "không đọc\n"),
        ("ảnh.png", "x"),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    let workbook = read(&folder).unwrap();
    let kinds: Vec<_> = workbook.sheets.iter().map(|s| (s.kind, s.rows.len())).collect();
    for kind in SheetKind::KNOWN {
        assert!(kinds.contains(&(kind, 1)), "{kind}");
    }
    assert_eq!(kinds.len(), 3);
}

#[test]
fn the_refused_file_can_be_mended_and_imported_again() {
    let desk = Desk::new();
    let mut book = Book::new();
    let page = book.add_worksheet().set_name("HỒ SƠ").unwrap();
    for (column, header) in
        ["STT", "Số hồ sơ *", "Họ và tên", "Giới tính", "Ngày sinh", "Màu mắt"].iter().enumerate()
    {
        page.write_string(2, column as u16, *header).unwrap();
    }
    let dates = Format::new().set_num_format("dd/mm/yyyy");
    for (row, name) in [(3, "Lò Mẫu"), (4, "=HYPERLINK(\"x\")"), (5, "+84")] {
        page.write_number(row, 0, row - 2).unwrap();
        page.write_string(row, 1, format!("00{row}")).unwrap();
        page.write_string(row, 2, name).unwrap();
        let born = ExcelDateTime::parse_from_str("1990-05-12").unwrap();
        page.write_datetime_with_format(row, 4, born, &dates).unwrap();
        page.write_string(row, 5, "@nâu").unwrap();
    }
    let events = book.add_worksheet().set_name("Sự kiện").unwrap();
    for (column, header) in ["Số hồ sơ", "Loại", "Thời điểm"].iter().enumerate() {
        events.write_string(0, column as u16, *header).unwrap();
        events.write_string(1, column as u16, "x").unwrap();
    }
    let path = desk.0.path().join("a.xlsx");
    book.save(&path).unwrap();
    let workbook = read(&path).unwrap();

    let refusal = |sheet, row, column: &str, reason: &str| refused::Refusal {
        sheet,
        row,
        column: column.into(),
        reason: reason.into(),
    };
    let out = desk.0.path().join("từ chối.xlsx");
    let refusals = [
        refusal(0, 6, "Họ và tên", "không đọc được"),
        refusal(0, 5, "Giới tính", "để trống"),
        refusal(0, 6, "Giới tính", "để trống"),
    ];
    refused::write(&out, &workbook, &refusals).unwrap();
    let again = read(&out).unwrap();
    assert_eq!(again.sheets.len(), 1, "sheets without refusals are left out");
    let sheet = people(&again);
    assert_eq!((sheet.name.as_str(), sheet.header_row), ("HỒ SƠ", 1));
    assert_eq!(sheet.unknown_columns, ["Màu mắt"], "the three reason columns are known");
    assert_eq!(
        lines(sheet),
        [
            "2: file_no=004 | name==HYPERLINK(\"x\") | born=1990-05-12 | Màu mắt=@nâu",
            "3: file_no=005 | name=+84 | born=1990-05-12 | Màu mắt=@nâu",
        ]
    );
    assert!(sheet.remarks.is_empty(), "no formula was written");

    // Only an event refused: the people sheet is there, empty.
    refused::write(&out, &workbook, &[refusal(1, 2, "", "không rõ")]).unwrap();
    let again = read(&out).unwrap();
    assert!(people(&again).rows.is_empty());
    assert_eq!(again.sheet(SheetKind::Events).unwrap().rows.len(), 1);

    // The reasons stand where an officer finds them.
    let mut raw: calamine::Xlsx<_> = calamine::open_workbook(&out).unwrap();
    let range = calamine::Reader::worksheet_range(&mut raw, "Sự kiện").unwrap();
    let last: Vec<String> =
        range.rows().nth(1).unwrap()[3..].iter().map(ToString::to_string).collect();
    assert_eq!(last, ["2", "", "không rõ"]);
}

#[test]
fn opendocument_sheets_are_read() {
    let desk = Desk::new();
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let header: String = HEADERS.iter().map(|header| cell(header)).collect();
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Hồ sơ"><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>{header}</table:table-row><table:table-row>{}{}{}<table:table-cell office:value-type="date" office:date-value="1990-05-12"><text:p>12/05/90</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#,
        cell("VD-1"),
        cell("Lò Mẫu"),
        cell("Nam"),
    );
    let path = desk.zip("a.ods", &[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#),
        ("content.xml", content.as_bytes()),
    ]);
    let workbook = read(&path).unwrap();
    assert_eq!(people(&workbook).header_row, 3);
    assert_eq!(
        lines(people(&workbook)),
        ["4: file_no=VD-1 | name=Lò Mẫu | sex=Nam | born=1990-05-12"]
    );
}
