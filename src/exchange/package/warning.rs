//! What is odd about packages held side by side, told to whoever receives them.

use crate::domain::report::{ReportRow, row_code};
use crate::domain::word::{Lang, Word};

/// What is odd and no ground to refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// The opening stock is not what the period before closed with; `None` is the total row.
    OpeningDiffers {
        /// The row.
        row: Option<ReportRow>,
        /// What this package opens with.
        opening: u64,
        /// What the one before closed with.
        closing: u64,
    },
    /// It names another package of the period before than the one held here.
    PreviousDiffers,
    /// It replaces a package that is not held here.
    ReplacesUnseen,
    /// Packages were made before it that are not held here: the journal's continuity is proven only
    /// back to them.
    PackagesUnseen,
    /// The unit began a new registry.
    OtherRegistry,
    /// The unit's registry was restored from a backup since its last package, and says so: what was
    /// entered after the backup is not in it.
    Restored {
        /// Entries of the journal in the backup.
        from: u64,
    },
    /// The period has not ended, or the package is not made yet, by the clock of this PC.
    FromTheFuture,
    /// The package names the unit otherwise than the list of units.
    OtherName,
}

impl Warning {
    /// A word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            Self::OpeningDiffers { .. } => "opening_differs",
            Self::PreviousDiffers => "previous_differs",
            Self::ReplacesUnseen => "replaces_unseen",
            Self::PackagesUnseen => "packages_unseen",
            Self::OtherRegistry => "other_registry",
            Self::Restored { .. } => "restored",
            Self::FromTheFuture => "from_the_future",
            Self::OtherName => "other_name",
        }
    }

    /// The row and the two numbers, where it is about numbers.
    pub fn numbers(self) -> Option<(&'static str, u64, u64)> {
        match self {
            Self::OpeningDiffers { row, opening, closing } => {
                Some((row_code(row), opening, closing))
            }
            _ => None,
        }
    }

    /// The sentence.
    pub fn text(self, lang: Lang) -> String {
        let told = match self {
            Self::OpeningDiffers { row, opening, closing } => {
                let row = row.map_or(lang.pick("Tổng cộng", "Total"), |r| r.label(lang));
                return match lang {
                    Lang::Vi => {
                        format!("{row}: đầu kỳ {opening}, nhưng cuối kỳ trước đã báo {closing}")
                    }
                    Lang::En => format!(
                        "{row}: opens with {opening}, but the period before closed with {closing}"
                    ),
                };
            }
            Self::PreviousDiffers => [
                "Nêu gói kỳ trước khác với gói đang có ở đây",
                "It names another package of the period before than the one held here",
            ],
            Self::ReplacesUnseen => {
                ["Thay cho một gói không có ở đây", "It replaces a package that is not held here"]
            }
            Self::PackagesUnseen => [
                "Trước gói này còn gói khác không có ở đây; nhật ký chỉ chứng minh được từ gói đó",
                "Packages were made before it that are not held here; the journal is proven only back to them",
            ],
            Self::OtherRegistry => ["Đơn vị đã lập sổ mới", "The unit has begun a new registry"],
            Self::Restored { from } => {
                return match lang {
                    Lang::Vi => format!(
                        "Đơn vị khai đã khôi phục sổ từ bản sao lưu (nhật ký nối từ mục {from}); hỏi xem việc ghi sau bản sao đó đã được nhập lại chưa"
                    ),
                    Lang::En => format!(
                        "The unit declares a restore from a backup (its journal goes on from entry {from}); ask whether what came after it was entered again"
                    ),
                };
            }
            Self::FromTheFuture => [
                "Theo giờ của máy này thì kỳ chưa kết thúc hoặc gói chưa được lập: xem lại đồng hồ ở đây và ở đơn vị",
                "By this PC's clock the period has not ended or the package is not made yet: look at the clock here and at the unit",
            ],
            Self::OtherName => [
                "Tên đơn vị trong gói khác với danh sách đơn vị",
                "The package names the unit otherwise than the list of units",
            ],
        };
        lang.pick(told[0], told[1]).to_owned()
    }
}
