//! A table as a CSV file of its own, for a spreadsheet: UTF-8 with a byte order mark (Excel takes the
//! text for another alphabet without it), text that could be run as a formula quoted.

use super::cell::safe_text;
use super::workbook::refused::WriteError;
use std::io::Write as _;
use std::path::Path;

/// Writes the table to a new file, readable by its owner only; nothing that is there is replaced, and
/// the name is given to the whole file only.
///
/// # Errors
/// [`WriteError`]; of the kind `AlreadyExists` where something has this name.
pub fn write_new_csv<const N: usize>(
    path: &Path,
    header: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<(), WriteError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(file);
    table.write_record(header).map_err(std::io::Error::from)?;
    for row in rows {
        let cells = row.iter().map(|text| safe_text(text).into_owned());
        table.write_record(cells).map_err(std::io::Error::from)?;
    }
    let file = table.into_inner().map_err(csv::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    file.persist_noclobber(path).map_err(|failed| failed.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_once_and_runs_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bang.csv");
        let rows = || [["=1+1".to_owned(), "Lý do, có phẩy".to_owned()]];
        write_new_csv(&path, ["Mã", "Lý do"], rows()).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(text, "\u{feff}Mã,Lý do\n'=1+1,\"Lý do, có phẩy\"\n");
        let again = write_new_csv(&path, ["Mã", "Lý do"], rows());
        let there = std::io::ErrorKind::AlreadyExists;
        assert!(matches!(again, Err(WriteError::Io(e)) if e.kind() == there));
        let left = std::fs::read_dir(folder.path()).unwrap().count();
        assert_eq!((std::fs::read_to_string(&path).unwrap(), left), (text, 1));
    }
}
