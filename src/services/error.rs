//! What an officer is told when something does not work: what happened, why, what to do, and a
//! code that a manual page and a phone call can refer to. Never a name or a number of a person.

mod reading;

pub(super) use reading::remark_text;

use crate::domain::refusal::Refusal;
use crate::domain::report::BrokenTable;
use crate::domain::word::Lang;
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
    /// The unit code is not an official one.
    #[error("unknown unit code")]
    UnknownUnit,
    /// The period has not ended: it cannot be marked as sent.
    #[error("the period is still running")]
    PeriodRunning,
    /// Keys, passwords, the lock.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The encrypted file.
    #[error(transparent)]
    Storage(#[from] StorageError),
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
    /// Code for the manual: `HS-0123`.
    pub fn code(&self) -> &'static str {
        self.told().code
    }

    /// Exit code of the command line (`interface.md`): 1 refused or failed, 3 not permitted,
    /// 4 damaged.
    pub fn exit_code(&self) -> u8 {
        self.told().exit
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
                password_fault(*fault, lang).to_owned()
            }
            Self::Vault(VaultError::NameRefused(fault)) => format!("{why} ({fault})"),
            Self::Vault(VaultError::RecoveryInvalid(fault)) => format!("{why} ({fault})"),
            Self::Reading(error) => reading::reason(error, lang),
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
                    "Nhờ Trưởng Công an xã hoặc cán bộ có quyền thực hiện",
                    "Ask the chief or an officer with the right",
                ),
            ),
            Self::Mismatched => told(
                "HS-0104",
                4,
                (
                    "Sổ và tệp khoá không cùng một bộ",
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
            Self::Vault(error) => vault(error),
            Self::Storage(error) => storage(error),
            Self::Reading(_) => told(
                "HS-0401",
                1,
                ("Không đọc được bảng tính", "The workbook cannot be read"),
                ("", ""),
                (
                    "Mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập lại; xem mẫu: hoso import --template mau.xlsx",
                    "Open it in Excel or LibreOffice, save as .xlsx and import again; template: hoso import --template template.xlsx",
                ),
            ),
            Self::Writing(_) => told(
                "HS-0402",
                1,
                ("Không ghi được tệp", "The file cannot be written"),
                (
                    "Đĩa đầy, không có quyền, hoặc tệp đang mở ở chương trình khác",
                    "The disk is full, no permission, or the file is open elsewhere",
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

fn vault(error: &VaultError) -> Told {
    use VaultError as V;
    match error {
        V::WrongPassword => told(
            "HS-0201",
            3,
            ("Sai mật khẩu", "Wrong password"),
            (
                "Mật khẩu không mở được khoá của cán bộ này",
                "The password does not open this officer's key",
            ),
            (
                "Gõ lại; kiểm tra phím Caps Lock và bộ gõ tiếng Việt. Quên mật khẩu thì nhờ Trưởng Công an xã",
                "Type it again; check Caps Lock and the input method. If forgotten, ask the chief",
            ),
        ),
        V::UnknownOfficer => told(
            "HS-0202",
            3,
            ("Không có cán bộ này", "Unknown officer"),
            ("Sổ không có tài khoản mang tên đó", "The registry has no such account"),
            ("Chọn một tên trong danh sách cán bộ", "Choose a name from the list of officers"),
        ),
        V::OfficerDisabled => told(
            "HS-0203",
            3,
            ("Tài khoản đã ngừng", "Account disabled"),
            ("Trưởng Công an xã đã ngừng tài khoản này", "The chief has disabled this account"),
            ("Nhờ Trưởng Công an xã mở lại", "Ask the chief to enable it"),
        ),
        V::DeviceMissing => told(
            "HS-0204",
            4,
            ("Máy này không có khoá thiết bị của sổ", "The device secret is missing on this PC"),
            (
                "Sổ được chép từ máy khác, hoặc máy đã cài lại; mật khẩu không sai",
                "The folder came from another PC, or this PC was reinstalled; the password is not wrong",
            ),
            (
                "Dùng đúng máy của đơn vị, hoặc khôi phục bằng hai trong ba phiếu khôi phục",
                "Use the unit's own PC, or recover with two of the three sheets",
            ),
        ),
        V::DeviceWrong => told(
            "HS-0205",
            4,
            (
                "Khoá thiết bị không phải của sổ này",
                "The device secret belongs to another registry",
            ),
            (
                "Tệp khoá thiết bị đã bị thay hoặc thuộc sổ khác; mật khẩu không sai",
                "The device secret was replaced or belongs elsewhere; the password is not wrong",
            ),
            (
                "Trả lại tệp khoá cũ (biến HOSO_DEVICE_KEY), hoặc khôi phục bằng hai trong ba phiếu",
                "Put the old file back (HOSO_DEVICE_KEY), or recover with two of the three sheets",
            ),
        ),
        V::Damaged(_) => told(
            "HS-0206",
            4,
            ("Tệp khoá bị hỏng", "The key file is damaged"),
            (
                "Cả hai bản keys.a và keys.b không còn nguyên vẹn",
                "Neither keys.a nor keys.b is intact",
            ),
            ("Không ghi gì thêm; khôi phục từ bản sao lưu", "Write nothing; restore from a backup"),
        ),
        V::TooNew => told(
            "HS-0207",
            4,
            ("Sổ do phiên bản mới hơn tạo", "Made by a newer version"),
            (
                "Chương trình này cũ hơn sổ; sổ được giữ nguyên",
                "This program is older than the registry; it is left untouched",
            ),
            ("Dùng phiên bản hoso mới hơn", "Use a newer hoso"),
        ),
        V::InUse { .. } => told(
            "HS-0208",
            1,
            ("Sổ đang được mở ở cửa sổ khác", "The registry is open in another window"),
            ("Mỗi lúc chỉ một cửa sổ được mở sổ", "Only one window may hold it at a time"),
            ("Đóng cửa sổ kia rồi mở lại", "Close the other window and open again"),
        ),
        V::Missing => told(
            "HS-0209",
            1,
            ("Không có sổ ở thư mục này", "There is no registry here"),
            ("Thư mục không có tệp khoá keys.a, keys.b", "The folder has no keys.a or keys.b"),
            (
                "Kiểm tra --registry hoặc HOSO_REGISTRY; lập sổ mới bằng: hoso init",
                "Check --registry or HOSO_REGISTRY; make a new one: hoso init",
            ),
        ),
        V::AlreadyThere => told(
            "HS-0210",
            1,
            ("Thư mục đã có sổ", "There is a registry already"),
            ("Sổ đã có không bao giờ bị ghi đè", "An existing registry is never overwritten"),
            ("Chọn thư mục khác", "Choose another folder"),
        ),
        V::Symlink => told(
            "HS-0211",
            1,
            ("Không dùng đường dẫn liên kết", "Symbolic links are not followed"),
            ("Liên kết có thể dẫn tệp khoá sang nơi khác", "A link could lead the keys elsewhere"),
            ("Dùng thư mục thật", "Use the real folder"),
        ),
        V::NetworkFolder => told(
            "HS-0212",
            1,
            ("Không đặt sổ trên ổ mạng", "Network folders are refused"),
            (
                "Ổ mạng không giữ được khoá tệp và không bảo đảm ghi xuống đĩa",
                "Locks and syncing cannot be trusted there",
            ),
            ("Chọn thư mục trên ổ đĩa của máy này", "Choose a folder on this PC's own disk"),
        ),
        V::PasswordRefused(_) => told(
            "HS-0213",
            1,
            ("Mật khẩu chưa đạt", "Password refused"),
            ("", ""),
            (
                "Dùng ít nhất 14 ký tự hoặc 5 từ; có thể nhận mật khẩu do máy đề nghị",
                "At least 14 characters or 5 words; or take the generated one",
            ),
        ),
        V::NameRefused(_) => told(
            "HS-0214",
            1,
            ("Tên hoặc mã chưa dùng được", "Name or code refused"),
            ("Tên không đúng quy cách hoặc đã có", "It breaks the rules for names or is taken"),
            (
                "Tên đăng nhập: chữ không dấu, số, dấu chấm, gạch; tối đa 32 ký tự",
                "Login: letters, digits, . - _; at most 32",
            ),
        ),
        V::RecoveryInvalid(_) => told(
            "HS-0215",
            4,
            ("Phiếu khôi phục không hợp lệ", "Recovery sheet not valid"),
            ("Phiếu gõ sai hoặc thuộc sổ khác", "Mistyped, or of another registry"),
            (
                "So từng nhóm ký tự với phiếu in rồi gõ lại",
                "Compare group by group with the sheet and type again",
            ),
        ),
        V::NotChief | V::LastChief => told(
            "HS-0216",
            3,
            ("Chỉ Trưởng Công an xã làm được việc này", "Only the chief may do this"),
            (
                "Việc này thay đổi tài khoản hoặc khoá của sổ; sổ luôn phải còn một Trưởng",
                "It changes accounts or keys; one chief must remain",
            ),
            ("Nhờ Trưởng Công an xã", "Ask the chief"),
        ),
        V::Full => told(
            "HS-0217",
            1,
            ("Không thêm được tài khoản", "No room for another account"),
            ("Sổ giữ tối đa 32 tài khoản", "A registry holds at most 32 accounts"),
            ("Dùng lại tài khoản đã có", "Use an existing account"),
        ),
        V::NoMemory => told(
            "HS-0218",
            1,
            ("Không đủ bộ nhớ để kiểm tra mật khẩu", "Not enough memory for the password check"),
            ("Máy đang dùng gần hết bộ nhớ", "The PC is nearly out of memory"),
            ("Đóng bớt chương trình rồi thử lại", "Close other programs and try again"),
        ),
        V::Io(std::io::ErrorKind::StorageFull) => disk_full(),
        V::TestOnly | V::NoRandom | V::Io(_) => told(
            "HS-0219",
            1,
            (
                "Hệ thống không cho đọc hoặc ghi tệp khoá",
                "The system refused to read or write the key file",
            ),
            (
                "Thiếu quyền, đĩa lỗi hoặc thư mục đã bị gỡ",
                "No permission, a disk fault, or the folder is gone",
            ),
            (
                "Kiểm tra ổ đĩa và quyền của thư mục rồi thử lại",
                "Check the disk and the folder's permissions, then try again",
            ),
        ),
        _ => told(
            "HS-0299",
            1,
            ("Không mở được khoá", "The vault refused"),
            ("Lý do không rõ", "Unknown reason"),
            ("Báo người hỗ trợ mã lỗi này", "Report this code"),
        ),
    }
}

fn storage(error: &StorageError) -> Told {
    use StorageError as S;
    match error {
        S::Damaged | S::Plain => told(
            "HS-0301",
            4,
            ("Tệp dữ liệu bị hỏng hoặc bị thay", "The registry file is damaged or was replaced"),
            (
                "Nội dung không khớp khoá của sổ; mật khẩu không sai",
                "It does not fit the registry's key; the password is not wrong",
            ),
            (
                "Không xoá gì; giữ nguyên thư mục và khôi phục từ bản sao lưu",
                "Delete nothing; keep the folder and restore from a backup",
            ),
        ),
        S::TooNew { .. } => told(
            "HS-0302",
            4,
            ("Sổ do phiên bản mới hơn tạo", "Made by a newer version"),
            (
                "Chương trình này cũ hơn sổ; sổ được giữ nguyên",
                "This program is older than the registry; it is left untouched",
            ),
            ("Dùng phiên bản hoso mới hơn", "Use a newer hoso"),
        ),
        S::Missing => told(
            "HS-0303",
            4,
            ("Không thấy tệp dữ liệu", "The registry file is missing"),
            ("Có tệp khoá nhưng không có registry.db", "There is a key file but no registry.db"),
            (
                "Không lập sổ mới ở đây; tìm lại tệp hoặc khôi phục từ bản sao lưu",
                "Make no new registry here; find the file or restore from a backup",
            ),
        ),
        S::InUse => told(
            "HS-0304",
            1,
            (
                "Tệp dữ liệu đang bị chương trình khác giữ",
                "Another program holds the registry file",
            ),
            ("Có chương trình đang mở registry.db", "Something has registry.db open"),
            (
                "Đóng chương trình đó (kể cả phần mềm sao chép, quét virus) rồi mở lại",
                "Close it (backup tools and scanners too) and open again",
            ),
        ),
        S::DiskFull => disk_full(),
        S::ReadOnly => told(
            "HS-0306",
            1,
            ("Không ghi được vào thư mục sổ", "The registry folder cannot be written"),
            ("Thư mục chỉ cho đọc hoặc thiếu quyền", "It is read-only or permission is missing"),
            ("Kiểm tra quyền của thư mục", "Check the folder's permissions"),
        ),
        S::Taken => told(
            "HS-0307",
            1,
            ("Giá trị đã có", "The value is taken"),
            (
                "Số hồ sơ hoặc số giấy tờ đã thuộc hồ sơ khác",
                "File or document number belongs to another file",
            ),
            ("Mở hồ sơ kia để đối chiếu", "Compare with the other file"),
        ),
        S::Setting(_) | S::Io(_) | S::Other(_) => told(
            "HS-0308",
            1,
            ("Lỗi khi đọc hoặc ghi dữ liệu", "Reading or writing failed"),
            (
                "Hệ thống hoặc đĩa không làm được việc này; việc đang làm chưa được ghi",
                "The system or the disk refused; the act was not saved",
            ),
            (
                "Thử lại; nếu lặp lại, sao chép cả thư mục ra nơi an toàn và báo mã lỗi",
                "Try again; if it repeats, copy the whole folder away and report the code",
            ),
        ),
    }
}

const fn disk_full() -> Told {
    told(
        "HS-0305",
        1,
        ("Đĩa đầy", "The disk is full"),
        (
            "Không còn chỗ để ghi; việc vừa làm chưa được ghi, dữ liệu cũ còn nguyên",
            "No room to write; the last act was not saved, older data is whole",
        ),
        ("Giải phóng chỗ trên đĩa rồi làm lại việc vừa rồi", "Free disk space and repeat the act"),
    )
}

fn password_fault(fault: crate::vault::PasswordFault, lang: Lang) -> &'static str {
    use crate::vault::PasswordFault as P;
    match fault {
        P::TooShort => lang.pick(
            "quá ngắn: cần ít nhất 14 ký tự hoặc 5 từ",
            "too short: 14 characters or 5 words",
        ),
        P::DigitsOnly => lang.pick("chỉ toàn chữ số", "digits only"),
        P::Common => lang.pick("quá phổ biến, ai cũng thử đầu tiên", "too common"),
        P::Repetitive => lang.pick("lặp đi lặp lại", "repeats itself"),
        P::IsName => lang.pick("là tên cán bộ hoặc tên đơn vị", "a name of an officer or the unit"),
        _ => lang.pick("chưa đạt quy định", "breaks a rule"),
    }
}
