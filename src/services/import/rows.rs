//! Rows of a sheet made drafts, half of them by a second thread.

use crate::domain::draft::Draft;
use crate::domain::word::Word;
use crate::exchange::workbook::{Row, Sheet};

/// Index of each field's column in the sheet.
pub(super) fn columns<F: Word>(sheet: &Sheet) -> Vec<(F, usize)> {
    F::ALL.iter().filter_map(|f| sheet.index_of(f.code()).map(|i| (*f, i))).collect()
}

/// Rows of a sheet that are parsed at a time: what is parsed and not yet taken stays small.
pub(super) const AT_A_TIME: usize = 2048;

/// The same work on every item, half of them by a second thread; what comes of it is in their order.
pub(super) fn by_two<I: Sync, T: Send>(items: &[I], work: impl Fn(&I) -> T + Sync) -> Vec<T> {
    let (near, far) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let far = scope.spawn(|| far.iter().map(&work).collect::<Vec<T>>());
        let mut done: Vec<T> = near.iter().map(&work).collect();
        done.extend(far.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        done
    })
}

pub(super) fn draft_of<F: Word + Ord>(row: &Row, columns: &[(F, usize)]) -> Draft<F> {
    let mut draft = Draft::new();
    for (field, index) in columns {
        draft.set_some(*field, row.get(*index));
    }
    draft
}
