//! What a file is, by its first bytes; its ending is not believed.

use super::error::ReadError;

/// A file this program can try to read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A zip: .xlsx or .ods (or neither; the archive says).
    Zip,
    /// Text: .csv.
    Text,
}

/// Tells by the first bytes.
///
/// # Errors
/// The kinds of file that people send as workbooks and that must be saved anew first.
pub(super) fn shape(bytes: &[u8]) -> Result<Shape, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::EmptyFile);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Shape::Zip);
    }
    // Compound file: .xls, or an .xlsx locked with a password, whose stream names are UTF-16.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let utf16: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let locked = memchr::memmem::find(bytes, &utf16).is_some();
        return Err(if locked { ReadError::Encrypted } else { ReadError::OldExcel });
    }
    // A BIFF record "beginning of file" without the compound wrapper: Excel 2 to 4.
    if matches!(bytes, [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04..=0x10, 0x00, ..]) {
        return Err(ReadError::OldExcel);
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(ReadError::Utf16);
    }
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if text.starts_with(b"<") {
        let lower = text.to_ascii_lowercase();
        let says = |word: &[u8]| memchr::memmem::find(&lower, word).is_some();
        let page = says(b"<html") || says(b"<!doctype html") || says(b"<table") || says(b"<head");
        return Err(if page { ReadError::WebPage } else { ReadError::XmlFile });
    }
    if text.starts_with(b"%PDF") || text.starts_with(b"{\\rtf") {
        return Err(ReadError::NotAWorkbook);
    }
    if head.contains(&0) {
        // Half of the bytes zero: UTF-16 without its mark.
        let zeros = memchr::memchr_iter(0, head).count();
        return Err(if zeros * 3 > head.len() {
            ReadError::Utf16
        } else {
            ReadError::NotAWorkbook
        });
    }
    Ok(Shape::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_bytes() {
        for (bytes, expected) in [
            (&b""[..], Err(ReadError::EmptyFile)),
            (b"PK\x03\x04....", Ok(Shape::Zip)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", Err(ReadError::OldExcel)),
            (b"\x09\x08\x10\x00\x00\x06", Err(ReadError::OldExcel)),
            (b"<html><table>", Err(ReadError::WebPage)),
            (b"\n\n<!DOCTYPE HTML>", Err(ReadError::WebPage)),
            (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook>", Err(ReadError::XmlFile)),
            (b"\xff\xfeS\x00", Err(ReadError::Utf16)),
            (b"S\x00T\x00T\x00", Err(ReadError::Utf16)),
            (b"%PDF-1.7", Err(ReadError::NotAWorkbook)),
            (b"\x7fELF\x00\x01\x02\x03\x04\x05\x06\x07", Err(ReadError::NotAWorkbook)),
            (b"\xef\xbb\xbfS\xe1\xbb\x91", Ok(Shape::Text)),
        ] {
            assert_eq!(shape(bytes), expected);
        }
        let mut locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(shape(&locked), Err(ReadError::Encrypted));
    }
}
