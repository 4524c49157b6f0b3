//! Text in cells of files that spreadsheets open.

use std::borrow::Cow;

/// Whether a spreadsheet could take the text for a formula (CWE-1236).
pub fn looks_like_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Text for a CSV field that no spreadsheet runs as a formula: an apostrophe before it where it
/// could. In .xlsx a string cell is never run; there the quote prefix of the cell's format
/// ([`rust_xlsxwriter::Format::set_quote_prefix`]) keeps it so when the cell is edited.
pub fn safe_text(text: &str) -> Cow<'_, str> {
    if looks_like_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_run_is_quoted() {
        let check = |text: &str, wanted: &str| assert_eq!(safe_text(text), wanted);
        check("=1+1", "'=1+1");
        check("+84", "'+84");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("01234", "01234");
        check("<14", "<14");
        check("", "");
    }
}
