//! What a report must say in words, beside its numbers. Notes carry counts only.

use crate::domain::word::Lang;

/// A remark on the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Changes of row whose two halves lie on both sides of a cut-off (a measure ended on its eve,
    /// the next started the day after): why changed_in and changed_out of the total may differ.
    ChangesAcrossCutOff {
        /// Came in with this period, went out with the one before.
        ins: u64,
        /// Went out with this period, come in with the next.
        outs: u64,
        /// changed_in of the total.
        changed_in: u64,
        /// changed_out of the total.
        changed_out: u64,
    },
    /// People of the closing stock of whose birth only the year or the month is known: their age
    /// counts from its first day.
    PartlyKnownBirths {
        /// How many.
        people: u64,
    },
    /// People of the closing stock who use several substances and stand in several cells of that
    /// table.
    SeveralSubstances {
        /// How many.
        people: u64,
    },
}

impl Note {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::ChangesAcrossCutOff { .. } => "changes_across_cut_off",
            Self::PartlyKnownBirths { .. } => "partly_known_births",
            Self::SeveralSubstances { .. } => "several_substances",
        }
    }

    /// Its counts, each with its code.
    pub fn counts(self) -> Vec<(&'static str, u64)> {
        match self {
            Self::ChangesAcrossCutOff { ins, outs, changed_in, changed_out } => {
                vec![
                    ("ins", ins),
                    ("outs", outs),
                    ("changed_in", changed_in),
                    ("changed_out", changed_out),
                ]
            }
            Self::PartlyKnownBirths { people } | Self::SeveralSubstances { people } => {
                vec![("people", people)]
            }
        }
    }

    /// The sentence an officer reads.
    pub fn text(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::ChangesAcrossCutOff { ins, outs, changed_in, changed_out }, Lang::Vi) => {
                format!(
                    "Có trường hợp chuyển diện quản lý vắt qua ngày chốt số liệu: {ins} người ra khỏi diện cũ ở kỳ trước và \
                 vào diện mới ở kỳ này, {outs} người ra khỏi diện cũ ở kỳ này và vào diện mới ở kỳ sau. Vì vậy ở dòng \
                 tổng cộng, số từ diện khác sang là {changed_in}, số sang diện khác là {changed_out}."
                )
            }
            (Self::ChangesAcrossCutOff { ins, outs, changed_in, changed_out }, Lang::En) => {
                format!(
                    "Some changes straddle the cut-off: {ins} left the old row in the period before and entered the new one in \
                 this period, {outs} left in this period and enter in the next. So in the total row changed in is \
                 {changed_in} and changed out is {changed_out}."
                )
            }
            (Self::PartlyKnownBirths { people }, Lang::Vi) => format!(
                "{people} người trong số cuối kỳ chỉ biết năm sinh hoặc tháng, năm sinh; tuổi tính từ ngày đầu của \
                 năm hoặc tháng đó."
            ),
            (Self::PartlyKnownBirths { people }, Lang::En) => format!(
                "Of {people} in the closing stock only the year or month of birth is known; their age counts from its \
                 first day."
            ),
            (Self::SeveralSubstances { people }, Lang::Vi) => format!(
                "{people} người trong số cuối kỳ dùng nhiều loại chất; bảng theo chất tính mỗi người ở từng chất đã dùng, \
                 nên tổng các ô lớn hơn số người."
            ),
            (Self::SeveralSubstances { people }, Lang::En) => format!(
                "{people} in the closing stock use several substances and stand in each of their cells, so the cells of \
                 that table add up to more than the people."
            ),
        }
    }
}
