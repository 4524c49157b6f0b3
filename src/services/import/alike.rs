//! Who looks alike: the same words in the name (any order, without marks) and birth dates that
//! can be one. Such a person is imported all the same and put in the duplicates queue.

use crate::domain::date::PartialDate;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::person::Person;
use crate::domain::text::fold;
use crate::storage::{StorageError, Write};
use std::collections::HashMap;

/// Somebody who may be the same person.
#[derive(Clone)]
pub(super) struct Twin {
    pub(super) id: PersonId,
    pub(super) file_no: FileNo,
    /// His row of sheet Hồ sơ, where he comes with the same workbook; else 0.
    pub(super) row: u32,
}

/// Everybody by folded name.
pub(super) struct AlikeIndex {
    by_name: HashMap<String, Vec<(Twin, PartialDate)>>,
}

fn name_key(name: &str) -> String {
    let folded = fold(name);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// Whether two dates, each as far as it is known, can be the same day.
fn can_be_one(a: PartialDate, b: PartialDate) -> bool {
    let (a, b) = (a.iso(), b.iso());
    a.starts_with(&b) || b.starts_with(&a)
}

impl AlikeIndex {
    pub(super) fn load(tx: &Write<'_>) -> Result<Self, StorageError> {
        let mut by_name: HashMap<String, Vec<_>> = HashMap::new();
        tx.each_name(|id, file, name, born| {
            let twin = Twin { id, file_no: file, row: 0 };
            by_name.entry(name_key(name)).or_default().push((twin, born));
        })?;
        Ok(Self { by_name })
    }

    /// Adds a person and gives those who look like him.
    pub(super) fn add(&mut self, id: PersonId, person: &Person, row: u32) -> Vec<Twin> {
        let same_name = self.by_name.entry(name_key(&person.name)).or_default();
        let alike = same_name
            .iter()
            .filter(|(other, born)| other.id != id && can_be_one(*born, person.born));
        let found = alike.map(|(other, _)| other.clone()).collect();
        same_name.push((Twin { id, file_no: person.file_no.clone(), row }, person.born));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_any_order_and_dates_as_far_as_known() {
        assert_eq!(name_key("Nguyễn Văn Đức"), name_key("DUC nguyen  van"));
        assert!(can_be_one(PartialDate::Year(1987), PartialDate::Month(1987, 5)));
        assert!(!can_be_one(PartialDate::Year(1987), PartialDate::Year(1988)));
    }
}
