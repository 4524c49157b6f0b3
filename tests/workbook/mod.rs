//! Workbooks through the real child process: limits hold, nothing leaks, time is kept.

use hoso::exchange::workbook::{ReadError, SheetKind, Workbook, WorkerFailure, read_in_child_of};
use std::io::Write;
use std::path::Path;
use std::time::Instant;

fn read(path: &Path) -> Result<Workbook, ReadError> {
    read_in_child_of(Path::new(env!("CARGO_BIN_EXE_hoso")), path)
}

/// A zip of entries, each a piece of text repeated.
fn zip(path: &Path, entries: &[(&str, &str, usize)]) {
    let file = std::fs::File::create(path).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    for (name, text, times) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        let block = text.repeat(1000.min(*times));
        for _ in 0..(times / 1000.min(*times)) {
            zip.write_all(block.as_bytes()).unwrap();
        }
    }
    zip.finish().unwrap();
}

#[test]
fn the_commune_workbooks_come_through_the_child() {
    for (file, counts) in
        [("hoa-binh-240.xlsx", [240, 455, 1757]), ("hoa-binh-60-lon-xon.xlsx", [60, 103, 380])]
    {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(file);
        let Ok(workbook) = read(&path) else { panic!("{file} not read") };
        let rows = SheetKind::KNOWN.map(|kind| workbook.sheet(kind).map_or(0, |s| s.rows.len()));
        assert_eq!(rows, counts, "{file}");
    }
}

#[test]
fn what_the_child_refuses_reaches_the_parent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    assert_eq!(read(&path).err(), Some(ReadError::Missing));
    std::fs::write(&path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").unwrap();
    assert_eq!(read(&path).err(), Some(ReadError::OldExcel));
    // 300 MiB of blanks in some hundred kilobytes.
    zip(&path, &[("xl/workbook.xml", "<x/>", 1), ("xl/a", &" ".repeat(1000), 300 * 1049)]);
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 20);
    assert_eq!(read(&path).err(), Some(ReadError::UnpacksTooLarge { limit: 256 << 20 }));
}

/// An .ods of two kilobytes whose rows each claim 16,384 filled cells: far beyond the child's
/// memory once they are parsed, and nothing in the archive's sizes tells.
#[cfg(unix)]
#[test]
fn a_bomb_of_repeated_cells_kills_the_child_only() {
    const KIND: &str = "application/vnd.oasis.opendocument.spreadsheet";
    const ROW: &str = r#"<table:table-row><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row>"#;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ods");
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="a">{}</table:table></office:spreadsheet></office:body></office:document-content>"#,
        ROW.repeat(3000)
    );
    zip(
        &path,
        &[
            ("mimetype", KIND, 1),
            ("META-INF/manifest.xml", "<manifest:manifest/>", 1),
            ("content.xml", &content, 1),
        ],
    );
    assert!(std::fs::metadata(&path).unwrap().len() < 4096);
    assert_eq!(read(&path).err(), Some(ReadError::Worker(WorkerFailure::OutOfMemory)));
}

/// The child writes no file, whatever it is told: its answer goes to a pipe or nowhere.
#[cfg(unix)]
#[test]
fn the_child_cannot_write_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/hoa-binh-240.xlsx");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_hoso"))
        .arg("__read-workbook")
        .arg(data)
        .stdout(std::fs::File::create(&out).unwrap())
        .status()
        .unwrap();
    assert!(!status.success());
    assert_eq!(std::fs::metadata(&out).unwrap().len(), 0);
}

#[test]
#[ignore = "measures time: run it in release on a quiet machine"]
fn ten_thousand_people_are_read_in_a_second_and_a_half() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    for (kind, rows) in [(SheetKind::People, 10_000), (SheetKind::Events, 60_000)] {
        let page = book.add_worksheet().set_name(kind.title()).unwrap();
        for (at, column) in kind.columns().iter().enumerate() {
            let at = at as u16;
            page.write_string(0, at, column.header).unwrap();
            for row in 1..=rows {
                if column.code.ends_with("on") || column.code == "born" || column.code == "at" {
                    page.write_number_with_format(row, at, 40_000 + row % 5000, &day).unwrap();
                } else {
                    page.write_string(row, at, format!("{} {}", column.header, row % 997)).unwrap();
                }
            }
        }
    }
    book.save(&path).unwrap();
    let started = Instant::now();
    let Ok(workbook) = read(&path) else { panic!("not read") };
    let took = started.elapsed();
    let events = workbook.sheet(SheetKind::Events).map_or(0, |sheet| sheet.rows.len());
    assert_eq!(events, 60_000);
    assert!(took.as_millis() < 1500, "{took:?}");
}
