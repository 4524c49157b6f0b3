//! The zip around .xlsx and .ods, measured before anything in it is parsed.

use super::Limits;
use super::error::ReadError;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Files an archive may hold; a workbook of a hundred sheets with pictures has some hundreds.
const ENTRIES: usize = 5_000;

/// What the archive is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Package {
    /// Office Open XML.
    Xlsx {
        /// Whether any sheet has formulas; without, a second pass for them is saved.
        formulas: bool,
    },
    /// OpenDocument.
    Ods,
}

/// Unpacks every entry once into nothing, counting, and tells what the archive is.
///
/// The sizes in the zip directory are only claims, so the bytes are counted as they come out;
/// an archive whose claims already exceed the cap is not unpacked at all.
///
/// # Errors
/// `UnpacksTooLarge`, `BinaryExcel`, `Encrypted`, `NotAWorkbook`, `Damaged`.
pub(super) fn inspect(bytes: &[u8], limits: &Limits) -> Result<Package, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let too_large = ReadError::UnpacksTooLarge { limit: limits.unpacked };
    if archive.len() > ENTRIES {
        return Err(too_large);
    }
    let names: Vec<String> =
        archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect();
    let has = |name: &str| names.iter().any(|n| n.eq_ignore_ascii_case(name));
    let ods = has("content.xml") && has("mimetype");
    if has("xl/workbook.bin") {
        return Err(ReadError::BinaryExcel);
    }
    if !ods && !has("xl/workbook.xml") && !has("_rels/.rels") {
        return Err(ReadError::NotAWorkbook);
    }
    let mut claimed = 0_u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| ReadError::Damaged)?;
        claimed = claimed.saturating_add(entry.size());
        if entry.encrypted() {
            return Err(ReadError::Encrypted);
        }
    }
    if claimed > limits.unpacked {
        return Err(too_large);
    }
    let mut left = limits.unpacked;
    let mut formulas = false;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| ReadError::Damaged)?;
        let sheet = entry.name().is_ok_and(|n| n.to_ascii_lowercase().contains("worksheets/"));
        let used = drain(entry, left, &mut formulas, sheet).map_err(|_| ReadError::Damaged)?;
        left = left.checked_sub(used).ok_or_else(|| too_large.clone())?;
    }
    Ok(if ods { Package::Ods } else { Package::Xlsx { formulas } })
}

/// Reads `entry` to its end, at most one byte beyond `cap`; gives the bytes read. Looks for an
/// `<f>` element on the way when it is a worksheet.
fn drain(
    entry: impl Read,
    cap: u64,
    formulas: &mut bool,
    sheet: bool,
) -> Result<u64, std::io::Error> {
    let mut entry = entry.take(cap.saturating_add(1));
    let mut buffer = vec![0_u8; 1 << 16];
    let mut total = 0_u64;
    let mut tail = [0_u8; 2];
    loop {
        let read = entry.read(&mut buffer)?;
        if read == 0 {
            return Ok(total);
        }
        total += read as u64;
        if sheet && !*formulas {
            let chunk = buffer.get(..read).unwrap_or_default();
            let seam = [tail[0], tail[1], chunk[0], chunk.get(1).copied().unwrap_or(0)];
            *formulas = opens_formula(&seam) || opens_formula(chunk);
            if let [.., a, b] = chunk {
                tail = [*a, *b];
            }
        }
    }
}

fn opens_formula(bytes: &[u8]) -> bool {
    memchr::memmem::find_iter(bytes, b"<f")
        .any(|at| matches!(bytes.get(at + 2), Some(b'>' | b' ' | b'/')))
}
