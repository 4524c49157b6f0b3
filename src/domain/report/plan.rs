//! The commune's level and the targets of its plan (`domain.md` §7). The level is chosen by an
//! officer with day and basis; the program only shows the share beside it. A target stands with what
//! was reached, counted from the files and the programme work; neither goes upward.

use crate::domain::person::fields;
use chrono::NaiveDate;

fields! {
    /// What Decision 28/2025/QĐ-TTg calls the area.
    CommuneLevel {
        Type1 = "type_1", "Trọng điểm phức tạp loại I", "Hot spot, type I";
        Type2 = "type_2", "Trọng điểm phức tạp loại II", "Hot spot, type II";
        Type3 = "type_3", "Trọng điểm phức tạp loại III", "Hot spot, type III";
        DrugFree = "drug_free", "Không ma túy", "Drug-free";
    }
}

fields! {
    /// A target of the commune plans.
    PlanTarget {
        ManagedReached = "managed_reached", "Người đang quản lý được tư vấn, điều trị, cai nghiện, hỗ trợ hòa nhập", "Managed people reached by counselling, treatment, rehab, support";
        FollowUpCurrent = "follow_up_current", "Người sau cai, người loạn thần được theo dõi đúng hạn", "Post-rehab and psychosis cases with a current follow-up";
        ReleasedContacted = "released_contacted", "Người tù tha được gặp, hỗ trợ", "Released prisoners with a support contact";
        OutreachCoverage = "outreach_coverage", "Thôn, tổ dân phố được tuyên truyền", "Hamlets reached by outreach";
        YearlyReduction = "yearly_reduction", "Giảm số người so với cùng kỳ năm trước", "Fewer people than a year before";
    }
}

/// A level as it was entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSet {
    /// Which.
    pub level: CommuneLevel,
    /// From which day it holds.
    pub from: NaiveDate,
    /// By which decision or minutes.
    pub basis: String,
    /// Who entered it: login.
    pub officer: String,
}

/// A target with what was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanLine {
    /// Which.
    pub target: PlanTarget,
    /// Wanted, in per cent; `None` = the unit has set none.
    pub percent: Option<u32>,
    /// So many; below 0 where the number grew instead of falling.
    pub part: i64,
    /// Of so many; 0 = there is nothing it could be of.
    pub whole: u64,
}

impl PlanLine {
    /// Reached, in tenths of a per cent, rounded down; `None` of nothing.
    pub fn reached(&self) -> Option<i64> {
        let whole = i64::try_from(self.whole).ok().filter(|whole| *whole > 0)?;
        Some((self.part * 1000).div_euclid(whole))
    }

    /// Whether the target is met; `None` where it cannot be said.
    pub fn is_met(&self) -> Option<bool> {
        Some(self.reached()? >= i64::from(self.percent?) * 10)
    }
}

/// `per_mille` as people write it: "0,4 %".
pub fn percent_text(tenths: i64) -> String {
    let sign = if tenths < 0 { "−" } else { "" };
    let tenths = tenths.unsigned_abs();
    match tenths % 10 {
        0 => format!("{sign}{} %", tenths / 10),
        rest => format!("{sign}{},{rest} %", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_reached_is_never_rounded_up_to_the_target() {
        let line = |percent, part, whole| PlanLine {
            target: PlanTarget::ManagedReached,
            percent,
            part,
            whole,
        };
        let check = |line: PlanLine, reached, met| {
            assert_eq!((line.reached(), line.is_met()), (reached, met), "{line:?}");
        };
        check(line(Some(100), 999, 1000), Some(999), Some(false));
        check(line(Some(100), 1000, 1000), Some(1000), Some(true));
        check(line(Some(100), 99_999, 100_000), Some(999), Some(false));
        check(line(Some(10), -3, 30), Some(-100), Some(false));
        check(line(None, 3, 30), Some(100), None);
        check(line(Some(100), 0, 0), None, None);
        assert_eq!([1000, 999, -125, 4].map(percent_text), ["100 %", "99,9 %", "−12,5 %", "0,4 %"]);
    }
}
