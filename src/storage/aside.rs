//! A damaged file set aside: renamed with the date, never deleted and never made anew, so that
//! whoever can mend more than this program still has all there is.

use super::error::StorageError;
use chrono::NaiveDateTime;
use std::fs;
use std::path::Path;

/// Gives the registry file, and the journal SQLite may have left beside it, a name with the date.
/// The new names, the file's first. Nothing is ever written over.
///
/// # Errors
/// [`StorageError::Missing`]; the folder cannot be written.
pub fn set_aside(database: &Path, at: NaiveDateTime) -> Result<Vec<String>, StorageError> {
    let beside = |name: &str| database.with_file_name(name);
    if !database.exists() {
        return Err(StorageError::Missing);
    }
    let stamp = at.format("%Y%m%d-%H%M%S").to_string();
    let numbered = (1..).map(|n| match n {
        1 => format!("registry-hong-{stamp}.db"),
        n => format!("registry-hong-{stamp}-{n}.db"),
    });
    let free = |name: &String| !beside(name).exists() && !beside(&journal_of(name)).exists();
    let name = numbered.into_iter().find(free).ok_or(StorageError::Missing)?;
    let mut names = vec![name.clone()];
    // The journal first: left alone beside a restored file it would be played back into that one.
    let own = database.file_name().unwrap_or_default().to_string_lossy();
    let journal = beside(&journal_of(&own));
    if journal.exists() {
        fs::rename(&journal, beside(&journal_of(&name)))?;
        names.push(journal_of(&name));
    }
    fs::rename(database, beside(&name))?;
    Ok(names)
}

/// SQLite's own name for the journal of a file.
fn journal_of(name: &str) -> String {
    format!("{name}-journal")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_are_renamed_and_nothing_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("registry.db");
        let at = crate::domain::date::parse_minute("22/11/2026 08:50").unwrap();
        assert!(matches!(set_aside(&database, at), Err(StorageError::Missing)));
        for (turn, wanted) in
            ["registry-hong-20261122-085000.db", "registry-hong-20261122-085000-2.db"]
                .into_iter()
                .enumerate()
        {
            fs::write(&database, format!("damaged {turn}")).unwrap();
            fs::write(folder.path().join("registry.db-journal"), "hot").unwrap();
            let names = set_aside(&database, at).unwrap();
            assert_eq!(names, [wanted.to_owned(), format!("{wanted}-journal")]);
            let kept = fs::read_to_string(folder.path().join(wanted)).unwrap();
            assert_eq!(kept, format!("damaged {turn}"));
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 4);
    }
}
