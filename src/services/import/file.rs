//! The workbook that comes in, and the one of refused rows, to be mended and imported again.

use crate::domain::word::Lang;
use crate::exchange::workbook::refused::{self, Refusal};
use crate::exchange::workbook::{Workbook, read_in_child_while};
use crate::services::error::Failure;
use crate::services::new_file::new_file;
use crate::services::permission::Duty;
use crate::services::registry::Registry;
use crate::services::view::RefusedRow;
use std::path::{Path, PathBuf};

impl Registry {
    /// Reads a workbook in a child process that holds no key, for as long as nobody stops it.
    ///
    /// # Errors
    /// Not permitted; why it cannot be read; [`Failure::Stopped`].
    pub fn read_workbook(&self, path: &Path) -> Result<Workbook, Failure> {
        self.permit(Duty::Import)?;
        let watch = &self.watch;
        let read = read_in_child_while(path, &|| !watch.stops());
        // A child that was killed died of that, whatever it looks like.
        if watch.stops() { Err(Failure::Stopped) } else { Ok(read?) }
    }
}

/// Writes the refused rows to a new file: where it stands.
///
/// # Errors
/// Something stands there; the file cannot be written.
pub fn write_refused(
    path: &Path,
    workbook: &Workbook,
    rows: &[RefusedRow],
) -> Result<PathBuf, Failure> {
    let path = new_file(path)?;
    let refusals: Vec<Refusal> = rows.iter().filter_map(|row| refusal(workbook, row)).collect();
    refused::write(&path, workbook, &refusals)?;
    Ok(path)
}

/// A refusal as the file wants it: by the sheet's place and the header as it stands there.
fn refusal(workbook: &Workbook, row: &RefusedRow) -> Option<Refusal> {
    let sheet = workbook.sheets.iter().position(|sheet| sheet.name == row.sheet)?;
    let columns = &workbook.sheets[sheet].columns;
    let header = columns.iter().find(|c| c.code() == Some(row.refusal.field));
    let column = header.map_or_else(|| row.refusal.label.0.to_owned(), |c| c.header.clone());
    Some(Refusal { sheet, row: row.row, column, reason: row.refusal.reason.text(Lang::Vi) })
}
