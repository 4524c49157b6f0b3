//! What the typing of a path can go on with: the names in its folder that begin so.

use crate::domain::text::{fold, sort_key};
use std::path::{MAIN_SEPARATOR, PathBuf, is_separator};

/// Names told at once.
const MOST: usize = 200;
/// Entries of a folder that are looked at.
const MOST_LOOKED_AT: usize = 20_000;

/// A path as it was typed, where `~/` is one's own folder.
pub fn typed_path(typed: &str) -> PathBuf {
    under_home(typed, std::env::home_dir())
}

fn under_home(typed: &str, home: Option<PathBuf>) -> PathBuf {
    let rest = typed.strip_prefix('~').filter(|r| r.is_empty() || r.starts_with(is_separator));
    match (rest, home) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(is_separator)),
        _ => PathBuf::from(typed),
    }
}

/// The paths that go on what was typed: files of these endings (lower case, without the dot), then
/// folders, which end in a separator; marks and case do not matter. A folder that cannot be read has
/// none.
pub fn paths_ahead(typed: &str, endings: &[&str]) -> Vec<String> {
    let cut = typed.rfind(is_separator).map_or(0, |at| at + 1);
    let (folder, begun) = typed.split_at(cut);
    let begun_folded = fold(begun);
    let here = if folder.is_empty() { PathBuf::from(".") } else { typed_path(folder) };
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(here).into_iter().flatten().take(MOST_LOOKED_AT).flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') && !begun.starts_with('.')
            || !fold(&name).starts_with(&begun_folded)
        {
            continue;
        }
        let path = entry.path();
        let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
        if path.is_dir() {
            folders.push(name);
        } else if ending.is_some_and(|ending| endings.contains(&ending.as_str())) {
            files.push(name);
        }
    }
    for names in [&mut files, &mut folders] {
        names.sort_by_cached_key(|name| sort_key(name));
    }
    let folders = folders.into_iter().map(|name| format!("{name}{MAIN_SEPARATOR}"));
    files.into_iter().chain(folders).take(MOST).map(|name| format!("{folder}{name}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn files_of_the_endings_and_folders_go_on_whatever_their_marks() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Danh sách 2.xlsx", "danh sach 1.ODS", "danh sach.pdf", ".danh-sach.xlsx"] {
            fs::write(folder.path().join(name), b"").unwrap();
        }
        fs::create_dir(folder.path().join("Đợt 1")).unwrap();
        let base = format!("{}{MAIN_SEPARATOR}", folder.path().display());
        let check = |typed: &str, wanted: &[&str]| {
            let wanted: Vec<String> = wanted
                .iter()
                .map(|name| format!("{base}{}", name.replace('/', std::path::MAIN_SEPARATOR_STR)))
                .collect();
            assert_eq!(paths_ahead(&format!("{base}{typed}"), &["xlsx", "ods"]), wanted, "{typed}");
        };
        check("", &["danh sach 1.ODS", "Danh sách 2.xlsx", "Đợt 1/"]);
        check("DANH SACH", &["danh sach 1.ODS", "Danh sách 2.xlsx"]);
        check("dot", &["Đợt 1/"]);
        check(".", &[".danh-sach.xlsx"]);
        check("khong", &[]);
        check("khong/co", &[]);
    }

    #[test]
    fn a_tilde_is_ones_own_folder() {
        let home = || Some(PathBuf::from("/nha/an"));
        let check = |typed: &str, wanted: &str| {
            assert_eq!(under_home(typed, home()), PathBuf::from(wanted), "{typed}");
        };
        check("~", "/nha/an");
        check("~/Tải về/a.xlsx", "/nha/an/Tải về/a.xlsx");
        check("~khac/a.xlsx", "~khac/a.xlsx");
        check("/a/~/b", "/a/~/b");
        check("", "");
        assert_eq!(under_home("~/a", None), PathBuf::from("~/a"));
    }
}
