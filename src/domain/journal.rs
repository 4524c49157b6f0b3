//! The journal (nhật ký): who read or changed what. The bytes that an officer signs and the log
//! hashes are fixed here, and which row an entry is bound to.

mod query;

pub use query::{ActFilter, JournalQuery, days_text, parse_days};

use super::date::iso_second;
use super::word::{Lang, Word};
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};

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
        OlderCopyAccepted = "older_copy_accepted", "Dùng tiếp bản sổ cũ", "Older copy taken into use";
        HandCopyOpened = "hand_copy_opened", "Mở bản chép tay lúc sổ đang mở", "Hand copy of an open registry opened";
        AnchorReplaced = "anchor_replaced", "Lập lại mốc đối chiếu nhật ký", "Anchor of the journal made anew";
        DestructionProposed = "destruction_proposed", "Đề nghị hủy hồ sơ", "Destruction proposed";
        DestructionWithdrawn = "destruction_withdrawn", "Rút đề nghị hủy hồ sơ", "Proposal to destroy withdrawn";
        DestroyedWith = "destroyed_with", "Hủy cùng hồ sơ", "Destroyed with its file";
        Destroyed = "destroyed", "Hủy hồ sơ", "File destroyed";
        CheckpointMade = "checkpoint_made", "Lập mốc nhật ký gửi cấp trên", "Checkpoint made for the superior";
        BackupMade = "backup_made", "Sao lưu", "Backup made";
        BackupReminderSet = "backup_reminder_set", "Đặt số ngày nhắc sao lưu", "Days until a backup is due set";
        BackupGone = "backup_gone", "Bản sao lưu không còn", "Backup gone";
        Restored = "restored", "Khôi phục sổ từ bản sao lưu", "Restored from a backup";
        SuperiorSet = "superior_set", "Nhập khóa của cấp trên", "Superior's key entered";
        ProgrammeSet = "programme_set", "Nhập số liệu công tác", "Programme work entered";
        PeriodClosed = "period_closed", "Chốt kỳ báo cáo", "Period closed";
        PackageMade = "package_made", "Lập gói gửi cấp trên", "Package made for the superior";
        PackageWritten = "package_written", "Ghi lại gói đã lập ra tệp", "Package written to a file again";
        ListRead = "list_read", "Xem danh sách tại một ngày", "List read as of a day";
        JournalWritten = "journal_written", "Ghi nhật ký ra tệp", "Journal written to a file";
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
        Backup = "backup", "Bản sao lưu", "Backup";
    }
}

/// A 32-byte hash.
pub type Hash = [u8; 32];

/// What stands for a reason in the entry that is signed: SHA-256 of a random salt and the text. A reason
/// may say something of a person; when his file is destroyed, text and salt go, and the entry still
/// proves itself. Without the salt nobody can try texts until one fits.
pub fn reason_hash(salt: &[u8; 16], reason: &str) -> Hash {
    Sha256::new().chain_update(salt).chain_update(reason).finalize().into()
}

/// An entry before it has its place in the log.
#[derive(Clone, PartialEq, Eq)]
pub struct NewEntry {
    /// When, by the wall clock. Order is by sequence number, since clocks lie.
    pub at: NaiveDateTime,
    /// Seconds since the PC started, sleep included; `None` where the system does not tell. Shows
    /// a wall clock that was set while the PC ran.
    pub up_seconds: Option<i64>,
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
}

impl NewEntry {
    /// The bytes that the officer signs and the log hashes: every part preceded by its length (8
    /// bytes, big endian), so that no two entries share their bytes. `reason_hash` stands for the
    /// reason ([`reason_hash`]), `row_hash` is the keyed hash of the row after the act, `prev_hash` the
    /// log's hash of the entry before.
    pub fn canonical(
        &self,
        seq: i64,
        reason_hash: Option<&Hash>,
        row_hash: Option<&Hash>,
        prev_hash: &Hash,
    ) -> Vec<u8> {
        let at = iso_second(self.at);
        let text = |number: Option<i64>| number.map(|n| n.to_string()).unwrap_or_default();
        let (seq, up, id) = (seq.to_string(), text(self.up_seconds), text(self.object_id));
        let parts: [&[u8]; 11] = [
            b"hoso journal entry v3",
            seq.as_bytes(),
            at.as_bytes(),
            up.as_bytes(),
            self.officer.as_bytes(),
            self.act.code().as_bytes(),
            self.object.code().as_bytes(),
            id.as_bytes(),
            reason_hash.map_or(&[][..], |h| &h[..]),
            row_hash.map_or(&[][..], |h| &h[..]),
            &prev_hash[..],
        ];
        let mut bytes = Vec::with_capacity(256);
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }

    /// The row this entry is about, changed or looked at; `None` for acts about no row of a person.
    pub fn about(&self) -> Option<Bound> {
        Some(match (self.object, self.object_id?) {
            (Object::Person | Object::Assignment, id) => Bound::Person(id),
            (Object::Measure, id) => Bound::Measure(id),
            (Object::Event, id) => Bound::Event(id),
            (Object::Team, id) => Bound::Team(id),
            _ => return None,
        })
    }

    /// The row this entry speaks for; `None` for a look, and for acts about no kept row.
    pub fn bound(&self) -> Option<Bound> {
        if !self.act.changes_rows() {
            return None;
        }
        match self.object {
            Object::Registry | Object::Officer => Some(Bound::Registry),
            Object::Rule => Some(Bound::Rules),
            Object::Backup => Some(Bound::Backups),
            Object::Report => Some(Bound::Reports),
            _ => self.about(),
        }
    }
}

/// What an entry's row hash is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// The registry's own row and all officers (their keys are in the signed roster of the key file).
    Registry,
    /// Every figure the chief set, every figure compared.
    Rules,
    /// The register of backups.
    Backups,
    /// The superior's keys, programme work, closed periods, packages made.
    Reports,
    /// A person's row, the officer in charge included.
    Person(i64),
    /// A measure's row.
    Measure(i64),
    /// An event's row, cancelled or not.
    Event(i64),
    /// The team of the measure with this row id.
    Team(i64),
}

impl Bound {
    /// The kind, for the officer's eyes.
    pub fn object(self) -> Object {
        match self {
            Self::Registry => Object::Officer,
            Self::Rules => Object::Rule,
            Self::Backups => Object::Backup,
            Self::Reports => Object::Report,
            Self::Person(_) => Object::Person,
            Self::Measure(_) => Object::Measure,
            Self::Event(_) => Object::Event,
            Self::Team(_) => Object::Team,
        }
    }

    /// Row id; 0 for the tables that are bound as a whole.
    pub fn id(self) -> i64 {
        match self {
            Self::Registry | Self::Rules | Self::Backups | Self::Reports => 0,
            Self::Person(id) | Self::Measure(id) | Self::Event(id) | Self::Team(id) => id,
        }
    }
}

impl Act {
    /// Whether it is a look at something personal, and nothing else.
    pub fn is_look(self) -> bool {
        matches!(self, Self::DossierRead | Self::Looked | Self::BinRead | Self::ListRead)
    }

    /// Whether after this entry an account may be in other hands than before; `reason` is the entry's.
    pub fn hands_over(self, reason: &str, login: &str) -> bool {
        match self {
            Self::OfficerAdded | Self::OfficerEnabled | Self::PasswordReset => reason == login,
            Self::RoleSet => reason.split_once(':').is_some_and(|(of, _)| of == login),
            Self::Recovered => true,
            _ => false,
        }
    }

    /// Whether something of the registry left it as a file.
    pub fn writes_file(self) -> bool {
        matches!(
            self,
            Self::RoundListMade
                | Self::ReportMade
                | Self::JournalWritten
                | Self::BackupMade
                | Self::CheckpointMade
                | Self::PackageMade
                | Self::PackageWritten
        )
    }

    /// Whether an act changes a kept row. A look must not: binding what is on disk at that moment
    /// would make an old page pasted back look true.
    pub fn changes_rows(self) -> bool {
        !matches!(
            self,
            Self::Opened
                | Self::DossierRead
                | Self::Looked
                | Self::BinRead
                | Self::ListRead
                | Self::JournalWritten
                | Self::ReportMade
                | Self::ReportSent
                | Self::RoundListMade
                | Self::Imported
                | Self::PreferenceSet
                | Self::NotSamePerson
                | Self::DoublesScanned
                | Self::OlderCopyAccepted
                | Self::AnchorReplaced
                | Self::CheckpointMade
                | Self::Restored
                | Self::HandCopyOpened
                | Self::PackageWritten
                | Self::DestructionProposed
                | Self::DestructionWithdrawn
        )
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
        let entry = |officer: &str, up_seconds: Option<i64>| NewEntry {
            at: NaiveDateTime::default(),
            up_seconds,
            officer: officer.to_owned(),
            act: Act::DossierRead,
            object: Object::Person,
            object_id: Some(1),
            reason: None,
        };
        let zero = [0; 32];
        let because = reason_hash(&[7; 16], "x");
        let base = entry("an", None).canonical(1, None, None, &zero);
        for other in [
            entry("an", None).canonical(2, None, None, &zero),
            entry("an", None).canonical(1, None, None, &[1; 32]),
            entry("an", None).canonical(1, None, Some(&zero), &zero),
            entry("an", None).canonical(1, Some(&zero), None, &zero),
            entry("an", None).canonical(1, Some(&because), None, &zero),
            entry("a", None).canonical(1, None, None, &zero),
            entry("an", Some(1)).canonical(1, None, None, &zero),
        ] {
            assert_ne!(base, other);
        }
        assert_ne!(because, reason_hash(&[8; 16], "x"));
        assert_ne!(because, reason_hash(&[7; 16], "y"));
    }

    #[test]
    fn a_look_is_bound_to_no_row() {
        for act in Act::ALL {
            let entry = NewEntry {
                at: NaiveDateTime::default(),
                up_seconds: None,
                officer: String::new(),
                act: *act,
                object: Object::Person,
                object_id: Some(1),
                reason: None,
            };
            assert_eq!(entry.bound().is_some(), act.changes_rows());
        }
        assert!(!Act::DossierRead.changes_rows() && Act::PersonEdited.changes_rows());
    }
}
