//! What an officer is told when something does not work: what happened, why, what to do, and a
//! code that a manual page and a phone call can refer to. Never a name or a number of a person.

mod backup;
mod file;
mod keys;
mod reading;
mod sending;

pub(super) use reading::remark_text;
pub use sending::SendingFault;

use crate::domain::refusal::{Reason, Refusal};
use crate::domain::report::BrokenTable;
use crate::domain::word::{Lang, Word};
use crate::exchange::workbook::ReadError;
use crate::exchange::workbook::refused::WriteError;
use crate::storage::StorageError;
use crate::vault::VaultError;

/// A failed or refused act.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Fields of a draft are refused; all of them, each with its reason.
    #[error("refused: {} field(s)", .0.len())]
    Refused(Vec<Refusal>),
    /// No person has this file number.
    #[error("no case file has this number")]
    UnknownFile,
    /// The officer's role does not allow it.
    #[error("not permitted")]
    NotPermitted,
    /// The registry's key file and its database belong to different registries.
    #[error("key file and database do not belong together")]
    Mismatched,
    /// The folder is older than the one last used on this PC.
    #[error("the folder is an older copy")]
    OlderCopy,
    /// The folder went on from an older copy: another journal than the one last used on this PC.
    #[error("the folder is another copy")]
    OtherCopy,
    /// The folder was copied by hand while it was open, and is torn.
    #[error("a torn hand copy")]
    TornCopy,
    /// Rows about officers or settings are not what the journal last said of them.
    #[error("rows about officers or settings were changed from outside")]
    RowsChanged,
    /// The registry file is sound: it is not set aside.
    #[error("the registry file is not damaged")]
    NotDamaged,
    /// The unit code is not an official one.
    #[error("unknown unit code")]
    UnknownUnit,
    /// The period has not ended: it cannot be marked as sent.
    #[error("the period is still running")]
    PeriodRunning,
    /// A file of this name is there already: a backup is never written over it.
    #[error("the file for the backup is there already")]
    BackupExists,
    /// The folder in which a backup is to be made is not there.
    #[error("no such folder for backups")]
    BackupFolder,
    /// Something stands where a file was to be written: it is never written over.
    #[error("the file is there already")]
    FileTaken,
    /// A file was to be written into a registry's folder.
    #[error("no file goes into a registry's folder")]
    OwnFolder,
    /// The copy did not pass its proof: nothing was put in its place.
    #[error("the copy did not pass its proof")]
    BackupUnproven,
    /// A long duty was stopped as asked, before it wrote anything.
    #[error("stopped as asked")]
    Stopped,
    /// No backup of this number that is still there.
    #[error("no such backup in the register")]
    UnknownBackup,
    /// The reminder takes 1 to 90 days.
    #[error("the reminder takes 1 to 90 days")]
    ReminderRange,
    /// Keys, passwords, the lock.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The encrypted file.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// Something about packages, keys or lists of the way upward.
    #[error(transparent)]
    Sending(#[from] SendingFault),
    /// A workbook that cannot be read.
    #[error(transparent)]
    Reading(#[from] ReadError),
    /// A workbook that cannot be written.
    #[error(transparent)]
    Writing(#[from] WriteError),
    /// The stock-flow table contradicts itself: nothing is printed.
    #[error(transparent)]
    BrokenTable(#[from] BrokenTable),
}

/// What, why, what to do: one language each.
struct Told {
    code: &'static str,
    exit: u8,
    what: (&'static str, &'static str),
    why: (&'static str, &'static str),
    remedy: (&'static str, &'static str),
}

impl Failure {
    /// The code of [`Failure::Stopped`]: a screen tells it in a line, not as a failure.
    pub const STOPPED: &str = "HS-0170";

    /// One field refused.
    pub(super) fn refused(field: impl Word, reason: Reason) -> Self {
        Self::Refused(vec![Refusal::of(field, reason)])
    }

    /// Code for the manual: `HS-0123`.
    pub fn code(&self) -> &'static str {
        self.told().code
    }

    /// Exit code of the command line (`interface.md`): 1 refused or failed, 3 not permitted,
    /// 4 damaged.
    pub fn exit_code(&self) -> u8 {
        self.told().exit
    }

    /// Whether it is the registry file that is damaged or replaced, so that it can be set aside.
    pub fn is_damaged_file(&self) -> bool {
        matches!(self, Self::Storage(StorageError::Damaged | StorageError::Plain))
    }

    /// What happened.
    pub fn what(&self, lang: Lang) -> String {
        let told = self.told();
        lang.pick(told.what.0, told.what.1).to_owned()
    }

    /// Why, with the refused fields where there are any.
    pub fn why(&self, lang: Lang) -> String {
        let told = self.told();
        let why = lang.pick(told.why.0, told.why.1);
        match self {
            Self::Refused(refusals) => {
                refusals.iter().map(|r| r.text(lang)).collect::<Vec<_>>().join("; ")
            }
            Self::Vault(VaultError::InUse { holder }) => match &holder.officer {
                Some(officer) => format!("{why} ({officer})"),
                None => why.to_owned(),
            },
            Self::Vault(VaultError::PasswordRefused(fault)) => {
                keys::password_fault(*fault, lang).to_owned()
            }
            Self::Vault(VaultError::NameRefused(fault)) => {
                keys::name_fault(*fault, lang).to_owned()
            }
            Self::Vault(VaultError::RecoveryInvalid(fault)) => keys::recovery_fault(*fault, lang),
            Self::Reading(error) => reading::reason(error, lang),
            Self::Sending(fault) => fault.place(lang).unwrap_or_else(|| why.to_owned()),
            _ => why.to_owned(),
        }
    }

    /// What to do.
    pub fn remedy(&self, lang: Lang) -> String {
        let told = self.told();
        lang.pick(told.remedy.0, told.remedy.1).to_owned()
    }

    /// All of it on a few lines.
    pub fn text(&self, lang: Lang) -> String {
        let (why, todo) = (lang.pick("Vì sao", "Why"), lang.pick("Cần làm", "What to do"));
        format!(
            "{} [{}]\n  {why}: {}\n  {todo}: {}",
            self.what(lang),
            self.code(),
            self.why(lang),
            self.remedy(lang)
        )
    }

    fn told(&self) -> Told {
        match self {
            Self::Refused(_) => told(
                "HS-0101",
                1,
                ("Chưa ghi: có mục chưa đúng", "Not saved: some fields are not right"),
                ("", ""),
                ("Sửa các mục nêu trên rồi lưu lại", "Mend the fields named above and save again"),
            ),
            Self::UnknownFile => told(
                "HS-0102",
                1,
                ("Không tìm thấy hồ sơ", "Case file not found"),
                ("Không có hồ sơ nào mang số này", "No case file has this number"),
                (
                    "Kiểm tra số hồ sơ, hoặc tìm theo tên bằng: hoso people --find",
                    "Check the number, or search by name: hoso people --find",
                ),
            ),
            Self::NotPermitted => told(
                "HS-0103",
                3,
                ("Không được phép", "Not permitted"),
                (
                    "Vai trò của tài khoản này không được làm việc đó",
                    "The role of this account does not allow it",
                ),
                (
                    "Nhờ Trưởng Công an cấp xã hoặc cán bộ có quyền thực hiện",
                    "Ask the chief or an officer with the right",
                ),
            ),
            Self::Mismatched => told(
                "HS-0104",
                4,
                (
                    "Sổ và tệp khóa không cùng một bộ",
                    "Registry and key file do not belong together",
                ),
                (
                    "Một trong hai tệp đã bị thay bằng tệp của sổ khác",
                    "One of the two was replaced by a file of another registry",
                ),
                (
                    "Không ghi gì thêm; khôi phục cả thư mục từ bản sao lưu",
                    "Write nothing; restore the whole folder from a backup",
                ),
            ),
            Self::UnknownUnit => told(
                "HS-0105",
                1,
                ("Mã đơn vị không có trong danh mục", "Unknown unit code"),
                (
                    "Mã phải là mã 5 chữ số của đơn vị hành chính cấp xã từ 01/07/2025",
                    "It must be the official 5-digit code in force since 01/07/2025",
                ),
                (
                    "Tìm mã theo tên xã; giữ nguyên các số 0 ở đầu",
                    "Look the code up by the commune's name; keep leading zeros",
                ),
            ),
            Self::PeriodRunning => told(
                "HS-0106",
                1,
                ("Kỳ báo cáo chưa kết thúc", "The period is still running"),
                (
                    "Số liệu còn có thể thay đổi đến hết ngày cuối kỳ",
                    "Figures may change until its last day is over",
                ),
                ("Đợi qua ngày cuối kỳ rồi làm lại", "Try again after the period's last day"),
            ),
            Self::OlderCopy => told(
                "HS-0121",
                4,
                ("Đây không phải bản sổ dùng gần nhất", "This is not the copy last used"),
                (
                    "Thư mục sổ cũ hơn lần ghi cuối trên máy này: có người chép bản cũ đè lên, hoặc đây là bản chép tay. Việc ghi sau bản này không có ở đây",
                    "The folder is older than what was last written on this PC: an old copy was put in its place, or this is a hand copy. What was entered later is not in it",
                ),
                (
                    "Đừng ghi tiếp vào bản này. Tìm lại thư mục sổ đang dùng. Nếu chắc chắn đã mất, Trưởng Công an cấp xã chạy: hoso check --accept-older \"lý do\" (nhật ký sẽ ghi lại việc này)",
                    "Do not go on in this copy. Look for the folder in use. If it is lost for certain, the chief runs: hoso check --accept-older \"reason\" (the journal keeps it for good)",
                ),
            ),
            Self::OtherCopy => told(
                "HS-0122",
                4,
                ("Đây là một bản sổ khác", "This is another copy of the registry"),
                (
                    "Nhật ký ở đây không nối tiếp nhật ký dùng lần cuối trên máy này: hai bản chép đã được ghi riêng, hoặc nhật ký bị sửa",
                    "The journal here does not continue the one last used on this PC: two copies were written to separately, or the journal was altered",
                ),
                (
                    "Đừng ghi tiếp vào bản này. Tìm lại thư mục sổ đang dùng và báo cấp trên. Nếu chắc chắn phải dùng bản này, Trưởng Công an cấp xã chạy: hoso check --accept-older \"lý do\"",
                    "Do not go on in this copy. Look for the folder in use and tell the superior. If this one has to be used, the chief runs: hoso check --accept-older \"reason\"",
                ),
            ),
            Self::RowsChanged => told(
                "HS-0123",
                4,
                (
                    "Danh sách cán bộ hoặc quy tắc của đơn vị đã bị sửa từ bên ngoài",
                    "Officers or the unit's settings were changed from outside",
                ),
                (
                    "Các dòng này không khớp với lần ghi cuối trong nhật ký; mật khẩu không sai",
                    "These rows are not what the journal last said of them; the password is not wrong",
                ),
                (
                    "Giữ nguyên thư mục sổ, báo cấp trên, khôi phục từ bản sao lưu gần nhất",
                    "Keep the folder as it is, tell the superior, restore from the last backup",
                ),
            ),
            Self::NotDamaged => told(
                "HS-0125",
                1,
                ("Tệp dữ liệu không hỏng", "The registry file is not damaged"),
                (
                    "Tệp mở được và mọi trang đều nguyên vẹn, nên không cất riêng",
                    "It opens and every page is sound, so it is left where it is",
                ),
                ("Mở sổ như thường lệ", "Open the registry as usual"),
            ),
            Self::BrokenTable(_) => told(
                "HS-0107",
                4,
                (
                    "Không in bảng: số liệu tự mâu thuẫn",
                    "Table not printed: the figures contradict themselves",
                ),
                ("Đầu kỳ + vào − ra không bằng cuối kỳ", "opening + ins − outs is not closing"),
                (
                    "Chạy: hoso check, rồi báo người hỗ trợ mã lỗi này",
                    "Run: hoso check, and report this code",
                ),
            ),
            Self::TornCopy => backup::torn(),
            Self::Stopped => told(
                Self::STOPPED,
                1,
                ("Đã dừng", "Stopped"),
                (
                    "Có người bấm Esc khi việc đang chạy; chưa ghi gì vào sổ",
                    "Esc was pressed while it ran; nothing was written",
                ),
                ("Làm lại khi cần", "Do it again when needed"),
            ),
            Self::FileTaken => told(
                "HS-0906",
                1,
                (
                    "Tệp đã có sẵn; chương trình không ghi đè",
                    "The file is there already; it is not overwritten",
                ),
                ("Tên tệp này đã được dùng", "The name is taken"),
                (
                    "Chọn tên khác, hoặc cất tệp cũ đi rồi làm lại",
                    "Choose another name, or put the old file away and try again",
                ),
            ),
            Self::OwnFolder => told(
                "HS-0923",
                1,
                ("Không ghi tệp vào thư mục của sổ", "No file is written into a registry's folder"),
                (
                    "Ghi nhầm vào đây có thể mất sổ, không lấy lại được",
                    "A slip there could cost the registry for good",
                ),
                (
                    "Chọn thư mục khác, ví dụ Tài liệu hoặc thẻ nhớ",
                    "Choose another folder, for example Documents or a stick",
                ),
            ),
            Self::BackupExists => backup::exists(),
            Self::BackupFolder => backup::no_folder(),
            Self::BackupUnproven => backup::unproven(),
            Self::UnknownBackup => backup::unknown(),
            Self::ReminderRange => backup::range(),
            Self::Vault(error) => keys::told_of(error),
            Self::Storage(error) => file::told_of(error),
            Self::Sending(fault) => sending::told_of(*fault),
            Self::Reading(ReadError::Missing | ReadError::Unreadable) => told(
                "HS-0403",
                1,
                ("Không đọc được tệp", "The file cannot be read"),
                ("", ""),
                (
                    "Kiểm tra tên tệp và đường dẫn; đóng tệp nếu đang mở ở chương trình khác",
                    "Check the name and the path; close the file if it is open elsewhere",
                ),
            ),
            Self::Reading(_) => told(
                "HS-0401",
                1,
                ("Không đọc được bảng tính", "The workbook cannot be read"),
                ("", ""),
                (
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại; tệp mẫu: F8 ở màn hình nhập, hoặc hoso import --template mau.xlsx",
                    "Open it in Excel or LibreOffice, save as .xlsx and import again; template: F8 on the import screen, or hoso import --template template.xlsx",
                ),
            ),
            Self::Writing(_) => told(
                "HS-0402",
                1,
                ("Không ghi được tệp", "The file cannot be written"),
                (
                    "Thư mục không có, đĩa đầy, không có quyền, hoặc tệp đang mở ở chương trình khác",
                    "There is no such folder, the disk is full, no permission, or the file is open elsewhere",
                ),
                (
                    "Đóng tệp, chọn thư mục khác hoặc giải phóng chỗ rồi làm lại",
                    "Close it, choose another folder or free space, and try again",
                ),
            ),
        }
    }
}

const fn told(
    code: &'static str,
    exit: u8,
    what: (&'static str, &'static str),
    why: (&'static str, &'static str),
    remedy: (&'static str, &'static str),
) -> Told {
    Told { code, exit, what, why, remedy }
}
