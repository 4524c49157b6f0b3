//! Rows and columns of the stock-flow table (biến động): `domain.md` §7, `interface.md`
//! "Counting rules".

use crate::domain::person::fields;
use crate::domain::word::MeasureCode;

fields! {
    /// A row of the table: where a person is counted, by his main measure. The total is no row,
    /// it sums them.
    ReportRow {
        UserManagement = "user_management", "Quản lý người sử dụng trái phép chất ma túy", "Management of unlawful users";
        Addicted = "addicted", "Người nghiện chưa cai", "Addicted, not yet in rehab";
        RehabHome = "rehab_home", "Cai nghiện tự nguyện tại gia đình, cộng đồng", "Voluntary rehab at home or in the community";
        RehabVoluntaryPublic = "rehab_voluntary_public", "Cai nghiện tự nguyện tại cơ sở công lập", "Voluntary rehab, public facility";
        RehabVoluntaryPrivate = "rehab_voluntary_private", "Cai nghiện tự nguyện tại cơ sở tư nhân", "Voluntary rehab, private facility";
        RehabCompulsory = "rehab_compulsory", "Cai nghiện bắt buộc", "Compulsory rehab";
        Substitution = "substitution", "Điều trị nghiện bằng thuốc thay thế", "Substitution treatment";
        PostRehab12 = "post_rehab_12", "Quản lý sau cai nghiện (12 tháng)", "Post-rehab management (12 months)";
        PostRehab24 = "post_rehab_24", "Quản lý sau cai nghiện (24 tháng)", "Post-rehab management (24 months)";
    }
}

/// How many rows there are, the total not counted.
pub const ROWS: usize = 9;

/// The code of the total row.
pub const TOTAL_CODE: &str = "total";

impl ReportRow {
    /// Its place in the table.
    pub fn index(self) -> usize {
        self as usize
    }

    /// One of the two rows of post-rehab management.
    pub fn is_post_rehab(self) -> bool {
        matches!(self, Self::PostRehab12 | Self::PostRehab24)
    }
}

/// The row of a measure. Post-rehab is split by its legal term in months, 12 or 24, not by what
/// remains of it (`post_rehab_months` is read for post-rehab only, see
/// [`crate::domain::term::TermRules::post_rehab_months`]). Both forms of compulsory rehab share a
/// row; electronic monitoring has none.
pub fn row_of(measure: MeasureCode, post_rehab_months: u32) -> Option<ReportRow> {
    Some(match measure {
        MeasureCode::UserManagement => ReportRow::UserManagement,
        MeasureCode::Addicted => ReportRow::Addicted,
        MeasureCode::RehabHome => ReportRow::RehabHome,
        MeasureCode::RehabVoluntaryPublic => ReportRow::RehabVoluntaryPublic,
        MeasureCode::RehabVoluntaryPrivate => ReportRow::RehabVoluntaryPrivate,
        MeasureCode::RehabCompulsory | MeasureCode::RehabCompulsoryMinor => {
            ReportRow::RehabCompulsory
        }
        MeasureCode::Substitution => ReportRow::Substitution,
        MeasureCode::PostRehab if post_rehab_months == 24 => ReportRow::PostRehab24,
        MeasureCode::PostRehab => ReportRow::PostRehab12,
        MeasureCode::ElectronicMonitoring => return None,
    })
}

fields! {
    /// A column of the table. People are counted, each once.
    Column {
        Opening = "opening", "Đầu kỳ", "Opening";
        New = "new", "Mới", "New";
        MovedIn = "moved_in", "Nơi khác chuyển đến", "Moved in";
        ChangedIn = "changed_in", "Từ diện khác sang", "Changed in";
        MovedOut = "moved_out", "Chuyển đi nơi khác", "Moved out";
        ChangedOut = "changed_out", "Sang diện khác", "Changed out";
        Stopped = "stopped", "Dừng", "Stopped";
        Ended = "ended", "Kết thúc, hoàn thành", "Ended, completed";
        Closing = "closing", "Cuối kỳ", "Closing";
        Female = "female", "Nữ", "Female";
        Under18 = "under_18", "Dưới 18 tuổi", "Under 18";
        Psychosis = "psychosis", "Loạn thần", "Psychosis";
        Monitoring = "monitoring", "Giám sát điện tử", "Monitoring";
    }
}

/// How many columns there are.
pub const COLUMNS: usize = 13;

impl Column {
    /// What adds to the stock.
    pub const INS: [Self; 3] = [Self::New, Self::MovedIn, Self::ChangedIn];
    /// What takes from the stock.
    pub const OUTS: [Self; 4] = [Self::MovedOut, Self::ChangedOut, Self::Stopped, Self::Ended];
    /// Parts of the closing stock ("trong đó").
    pub const OF_CLOSING: [Self; 4] =
        [Self::Female, Self::Under18, Self::Psychosis, Self::Monitoring];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::word::Word;

    #[test]
    fn rows_and_columns_are_as_many_as_the_form_has() {
        assert_eq!((ReportRow::ALL.len(), Column::ALL.len()), (ROWS, COLUMNS));
        for (i, row) in ReportRow::ALL.iter().enumerate() {
            assert_eq!(row.index(), i);
        }
    }

    #[test]
    fn a_measure_leads_to_its_row() {
        let check = |measure, months, row: Option<&str>| {
            assert_eq!(row_of(measure, months).map(Word::code), row, "{measure:?} {months}");
        };
        check(MeasureCode::UserManagement, 24, Some("user_management"));
        check(MeasureCode::RehabCompulsory, 0, Some("rehab_compulsory"));
        check(MeasureCode::RehabCompulsoryMinor, 0, Some("rehab_compulsory"));
        check(MeasureCode::PostRehab, 12, Some("post_rehab_12"));
        check(MeasureCode::PostRehab, 24, Some("post_rehab_24"));
        check(MeasureCode::ElectronicMonitoring, 12, None);
    }
}
