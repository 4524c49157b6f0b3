//! The language of messages and help, known before the arguments are parsed, because the help
//! itself is in it.

use crate::domain::word::Lang;
use std::ffi::OsString;
use std::sync::OnceLock;

static CHOSEN: OnceLock<Lang> = OnceLock::new();

/// The language of this run: Vietnamese until [`choose`] has said otherwise.
pub(super) fn lang() -> Lang {
    CHOSEN.get().copied().unwrap_or_default()
}

/// The text of this run's language.
pub(super) fn t(vi: &'static str, en: &'static str) -> &'static str {
    lang().pick(vi, en)
}

/// Fixes the language of this run; only the first call counts.
pub(super) fn choose(lang: Lang) {
    let _ = CHOSEN.set(lang);
}

/// The language that `--lang` (anywhere before `--`), else `HOSO_LANG`, asks for. What is neither
/// `vi` nor `en` counts as not said; the parser refuses it later where it stood in an argument.
pub(super) fn detect(arguments: &[OsString], variable: Option<OsString>) -> Lang {
    let mut found = variable.and_then(|v| from_code(v.to_str()?));
    let mut rest = arguments.iter().map(|a| a.to_str().unwrap_or_default());
    while let Some(argument) = rest.next() {
        let value = match argument {
            "--" => break,
            "--lang" => rest.next(),
            _ => argument.strip_prefix("--lang="),
        };
        found = value.and_then(from_code).or(found);
    }
    found.unwrap_or_default()
}

/// The language with this code.
pub(super) fn from_code(code: &str) -> Option<Lang> {
    match code.trim().to_ascii_lowercase().as_str() {
        "vi" => Some(Lang::Vi),
        "en" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_argument_wins_over_the_variable() {
        let check = |arguments: &[&str], variable: Option<&str>, wanted: Lang| {
            let arguments: Vec<OsString> = arguments.iter().map(Into::into).collect();
            assert_eq!(detect(&arguments, variable.map(Into::into)), wanted, "{arguments:?}");
        };
        check(&["hoso", "today"], None, Lang::Vi);
        check(&["hoso", "today"], Some("EN"), Lang::En);
        check(&["hoso", "today"], Some("fr"), Lang::Vi);
        check(&["hoso", "--lang", "en", "today"], None, Lang::En);
        check(&["hoso", "today", "--lang=en"], Some("vi"), Lang::En);
        check(&["hoso", "--lang", "vi"], Some("en"), Lang::Vi);
        check(&["hoso", "--lang"], Some("en"), Lang::En);
        check(&["hoso", "people", "--", "--lang=en"], None, Lang::Vi);
    }
}
