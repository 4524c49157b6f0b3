//! The journal (nhật ký): who read or changed what. Entries form a hash chain; the bytes that are
//! hashed are fixed here, so that signatures can be laid over the same bytes later.

use super::word::{Lang, Word};
use chrono::NaiveDateTime;

super::person::fields! {
    /// What was done.
    Act {
        RegistryCreated = "registry_created", "Lập sổ", "Registry created";
        Opened = "opened", "Mở sổ", "Opened";
        OfficerAdded = "officer_added", "Thêm cán bộ", "Officer added";
        DossierRead = "dossier_read", "Xem hồ sơ", "Dossier read";
        PersonAdded = "person_added", "Lập hồ sơ", "Person added";
        PersonEdited = "person_edited", "Sửa hồ sơ", "Person edited";
        MeasureOpened = "measure_opened", "Mở biện pháp", "Measure opened";
        MeasureEdited = "measure_edited", "Sửa biện pháp", "Measure edited";
        MeasureClosed = "measure_closed", "Kết thúc biện pháp", "Measure closed";
        EventRecorded = "event_recorded", "Ghi sự kiện", "Event recorded";
        MeasureCorrected = "measure_corrected", "Đính chính biện pháp", "Measure corrected";
        MeasureCancelled = "measure_cancelled", "Hủy biện pháp lập nhầm", "Measure cancelled";
        MeasureReopened = "measure_reopened", "Mở lại biện pháp kết thúc nhầm", "Measure reopened";
        EventCorrected = "event_corrected", "Đính chính sự kiện", "Event corrected";
        EventCancelled = "event_cancelled", "Hủy sự kiện ghi nhầm", "Event cancelled";
        EventRestored = "event_restored", "Khôi phục sự kiện đã hủy", "Cancelled event restored";
        PersonsMerged = "persons_merged", "Gộp hồ sơ", "Files merged";
        PersonsSplit = "persons_split", "Tách hồ sơ đã gộp", "Merged files split";
        NotSamePerson = "not_same_person", "Không phải một người", "Not one person";
        DoublesScanned = "doubles_scanned", "Quét hồ sơ trùng", "Registry scanned for doubles";
        Undone = "undo", "Hoàn tác", "Undone";
        BinRead = "bin_read", "Xem các mục đã hủy", "Cancelled entries read";
        RuleSet = "rule_set", "Đặt con số của quy tắc", "Rule figure set";
        RuleConfirmed = "rule_confirmed", "Đối chiếu quy tắc với văn bản gốc", "Rule checked against the official text";
        Assigned = "assigned", "Giao cán bộ phụ trách", "Assigned to an officer";
        PreferenceSet = "preference_set", "Đổi cách trình bày màn hình", "Screen preference set";
        TeamSet = "team_set", "Lập tổ quản lý", "Management team set";
        RoundListMade = "round_list_made", "Lập danh sách đi thăm ra tệp", "Round list written to a file";
        Imported = "imported", "Nhập bảng tính", "Workbook imported";
        ReportSent = "report_sent", "Đã gửi báo cáo", "Report marked as sent";
        ReportMade = "report_made", "Lập báo cáo ra tệp", "Report written to a file";
        Looked = "looked", "Người kiểm tra xem", "Inspector's look";
        OfficerDisabled = "officer_disabled", "Ngừng tài khoản cán bộ", "Officer disabled";
        OfficerEnabled = "officer_enabled", "Mở lại tài khoản cán bộ", "Officer enabled";
        RoleSet = "role_set", "Đổi vai trò cán bộ", "Officer's role set";
        PasswordSet = "password_set", "Đổi mật khẩu của mình", "Own password changed";
        PasswordReset = "password_reset", "Đặt lại mật khẩu cho cán bộ", "Officer's password reset";
        RosterAligned = "roster_aligned", "Khớp danh sách cán bộ với tệp khóa", "List of officers aligned with the key file";
        Rekeyed = "rekeyed", "Thay khóa dữ liệu", "Data key replaced";
        Recovered = "recovered", "Khôi phục bằng hai phiếu", "Recovered with two sheets";
        SheetsRenewed = "sheets_renewed", "Lập bộ phiếu khôi phục mới", "New recovery sheets made";
        ListRead = "list_read", "Xem danh sách tại một ngày", "List read as of a day";
    }
}

super::person::fields! {
    /// What an act is about.
    Object {
        Registry = "registry", "Sổ", "Registry";
        Officer = "officer", "Cán bộ", "Officer";
        Person = "person", "Hồ sơ", "Person";
        Measure = "measure", "Biện pháp", "Measure";
        Event = "event", "Sự kiện", "Event";
        Report = "report", "Báo cáo", "Report";
        Rule = "rule", "Quy tắc", "Rule";
        Assignment = "assignment", "Phân công", "Assignment";
        Team = "team", "Tổ quản lý", "Management team";
    }
}

/// A 32-byte hash.
pub type Hash = [u8; 32];

/// An entry before it has its place in the chain.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When, by the wall clock. Order is by sequence number, since clocks lie.
    pub at: NaiveDateTime,
    /// Login of the officer.
    pub officer: String,
    /// What was done.
    pub act: Act,
    /// To what kind of object.
    pub object: Object,
    /// Its row id.
    pub object_id: Option<i64>,
    /// Reason given.
    pub reason: Option<String>,
    /// Keyed hash of the row after the act.
    pub row_hash: Option<Hash>,
}

impl NewEntry {
    /// The bytes that the chain hashes: every part preceded by its length (8 bytes, big endian),
    /// so that no two entries share their bytes.
    pub fn canonical(&self, seq: i64, prev_hash: &Hash) -> Vec<u8> {
        let at = self.at.format("%Y-%m-%dT%H:%M:%S").to_string();
        let (seq, id) = (seq.to_string(), self.object_id.map(|i| i.to_string()));
        let parts: [&[u8]; 9] = [
            b"hoso journal entry v1",
            seq.as_bytes(),
            at.as_bytes(),
            self.officer.as_bytes(),
            self.act.code().as_bytes(),
            self.object.code().as_bytes(),
            id.as_deref().unwrap_or("").as_bytes(),
            self.reason.as_deref().unwrap_or("").as_bytes(),
            self.row_hash.as_ref().map_or(&[][..], |h| &h[..]),
        ];
        let mut bytes = Vec::with_capacity(192);
        for part in parts.into_iter().chain([&prev_hash[..]]) {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}

/// An act as an officer reads it.
pub fn act_text(act: &str, lang: Lang) -> String {
    Act::from_code(act).map_or_else(|| act.to_owned(), |a| a.label(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_changes_the_bytes() {
        let entry = |officer: &str, reason: Option<&str>| NewEntry {
            at: NaiveDateTime::default(),
            officer: officer.to_owned(),
            act: Act::DossierRead,
            object: Object::Person,
            object_id: Some(1),
            reason: reason.map(str::to_owned),
            row_hash: None,
        };
        let zero = [0; 32];
        let base = entry("an", None).canonical(1, &zero);
        assert_ne!(base, entry("an", None).canonical(2, &zero));
        assert_ne!(base, entry("an", None).canonical(1, &[1; 32]));
        assert_ne!(base, entry("a", Some("n")).canonical(1, &zero));
        assert_ne!(base, entry("an", Some("x")).canonical(1, &zero));
    }
}
