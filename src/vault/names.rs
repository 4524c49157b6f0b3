//! Names of officers and of the unit: what is refused, and the form that is kept.

use super::error::NameFault;

const MAX_LOGIN_CHARS: usize = 32;
/// Longest full name or unit name, in bytes.
pub(super) const MAX_NAME_BYTES: usize = 200;

/// Two logins are the same name when they differ only in case.
pub(super) fn login_key(login: &str) -> String {
    login.trim().to_lowercase()
}

/// Checks a login name and gives the form to be kept (trimmed, NFC).
pub(super) fn login_name(text: &str) -> Result<String, NameFault> {
    use unicode_normalization::UnicodeNormalization;
    let login: String = text.trim().nfc().collect();
    if login.is_empty() {
        return Err(NameFault::Empty);
    }
    if login.chars().count() > MAX_LOGIN_CHARS {
        return Err(NameFault::TooLong);
    }
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    if login.chars().all(allowed) { Ok(login) } else { Err(NameFault::Character) }
}

/// Checks a full name or the unit's name and gives the form to be kept (NFC, single spaces).
pub(super) fn display_name(text: &str) -> Result<String, NameFault> {
    use unicode_normalization::UnicodeNormalization;
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    if name.is_empty() {
        return Err(NameFault::Empty);
    }
    if name.len() > MAX_NAME_BYTES {
        return Err(NameFault::TooLong);
    }
    if name.chars().any(is_unseen) { Err(NameFault::Character) } else { Ok(name) }
}

/// Control characters, zero-width characters and direction overrides.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

pub(super) fn is_unit_code(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_display_name(text: &str) -> bool {
    display_name(text).is_ok_and(|kept| kept == text)
}
