//! Names as old lists shout them.

use super::normal::clean_line;

/// A name written wholly in capitals (`NGUYỄN VĂN A`) as it is normally written (`Nguyễn Văn A`), cleaned by
/// [`clean_line`]; and whether its letters were changed, so that the officer can be shown both.
///
/// Only a name with no small letter at all and with some word of two letters or more is changed: in `Nguyễn Văn TÝ` the
/// writer told capitals from small letters, and that is kept. A capital stays after an apostrophe or a hyphen, as
/// names of the highlands have it: `H'HEN NIÊ` is `H'Hen Niê`, `Y-BA` is `Y-Ba`.
pub fn readable_name(name: &str) -> (String, bool) {
    let name = clean_line(name);
    let shouted = !name.chars().any(char::is_lowercase)
        && name.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().nth(1).is_some());
    if !shouted {
        return (name, false);
    }
    let mut readable = String::with_capacity(name.len());
    let mut in_word = false;
    for c in name.chars() {
        if in_word {
            readable.extend(c.to_lowercase());
        } else {
            readable.push(c);
        }
        // Combining marks and digits neither begin a word nor end one.
        in_word = c.is_alphabetic() || (in_word && !c.is_whitespace() && !is_joint(c));
    }
    let readable = super::nfc(&readable);
    let changed = readable != name;
    (readable, changed)
}

/// After these a new capital comes. The modifier apostrophe U+02BC counts as a letter to Unicode, not to a name.
fn is_joint(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shouted_names_become_readable() {
        let cases = [
            ("NGUYỄN VĂN A", "Nguyễn Văn A", true),
            ("NGUYE\u{302}\u{303}N  VĂN ĐỨC", "Nguyễn Văn Đức", true),
            ("ĐẶNG THỊ Ý", "Đặng Thị Ý", true),
            ("H'HEN NIÊ", "H'Hen Niê", true),
            ("H’HEN NIÊ", "H’Hen Niê", true),
            ("K'SOR", "K'Sor", true),
            ("Y-BA", "Y-Ba", true),
            ("Y BLƯ ÊBAN", "Y Blư Êban", true),
            ("LÊ VĂN B (TÝ CÒI)", "Lê Văn B (Tý Còi)", true),
            ("Nguyễn Văn A", "Nguyễn Văn A", false),
            ("Nguyễn Văn TÝ", "Nguyễn Văn TÝ", false),
            ("NGUYỄN văn a", "NGUYỄN văn a", false),
            ("nguyễn văn a", "nguyễn văn a", false),
            ("H'Hen Niê", "H'Hen Niê", false),
            ("A B", "A B", false),
            ("  Lê  Văn\u{A0}B ", "Lê Văn B", false),
            ("", "", false),
            ("123", "123", false),
        ];
        for (written, readable, changed) in cases {
            assert_eq!(readable_name(written), (readable.to_owned(), changed), "{written}");
        }
    }
}
