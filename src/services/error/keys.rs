//! Keys, accounts, passwords, recovery sheets: what the vault refuses, told to an officer.

use super::{Told, told};
use crate::domain::word::Lang;
use crate::vault::{DamagedPart, NameFault, PasswordFault, RecoveryFault, VaultError};

/// What, why and what to do of a failure of the vault.
pub(super) fn told_of(error: &VaultError) -> Told {
    use VaultError as V;
    match error {
        V::WrongPassword => told(
            "HS-0201",
            3,
            ("Sai mật khẩu", "Wrong password"),
            (
                "Mật khẩu không mở được khóa của cán bộ này",
                "The password does not open this officer's key",
            ),
            (
                "Gõ lại; kiểm tra phím Caps Lock và bộ gõ tiếng Việt. Quên mật khẩu thì nhờ Trưởng Công an cấp xã",
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
            ("Trưởng Công an cấp xã đã ngừng tài khoản này", "The chief has disabled this account"),
            ("Nhờ Trưởng Công an cấp xã mở lại", "Ask the chief to enable it"),
        ),
        V::DeviceMissing => told(
            "HS-0204",
            4,
            ("Máy này không có khóa thiết bị của sổ", "The device secret is missing on this PC"),
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
                "Khóa thiết bị không phải của sổ này",
                "The device secret belongs to another registry",
            ),
            (
                "Tệp khóa thiết bị đã bị thay hoặc thuộc sổ khác; mật khẩu không sai",
                "The device secret was replaced or belongs elsewhere; the password is not wrong",
            ),
            (
                "Trả lại tệp khóa cũ (biến HOSO_DEVICE_KEY), hoặc khôi phục bằng hai trong ba phiếu",
                "Put the old file back (HOSO_DEVICE_KEY), or recover with two of the three sheets",
            ),
        ),
        V::NotEnrolled => told(
            "HS-0221",
            3,
            ("Tài khoản phải được cấp lại mật khẩu", "The account must be enrolled again"),
            (
                "Sổ đã được khôi phục bằng phiếu và máy có khóa thiết bị mới; mật khẩu cũ không còn dùng được",
                "The registry was recovered with the sheets and this PC has a new device secret; old passwords no longer open",
            ),
            (
                "Nhờ Trưởng Công an cấp xã đặt mật khẩu mới cho tài khoản này",
                "Ask the chief to set a new password for this account",
            ),
        ),
        V::RotationUnfinished => told(
            "HS-0222",
            3,
            ("Việc thay khóa của sổ còn dở dang", "A replacement of the data key is unfinished"),
            (
                "Máy đã dừng giữa lúc tài khoản này đang được ngừng",
                "The PC stopped while this account was being removed",
            ),
            (
                "Trưởng hoặc cán bộ khác mở sổ trước; chương trình sẽ tự làm nốt hoặc hủy bỏ việc đó",
                "The chief or another officer opens first; the program then finishes or undoes it",
            ),
        ),
        V::Damaged(DamagedPart::Pending) => told(
            "HS-0223",
            4,
            (
                "Tệp thay khóa dở dang bị sửa",
                "The file of an unfinished key replacement was altered",
            ),
            (
                "Tệp keys.pending không phải do chương trình này ghi cho sổ này",
                "keys.pending is not what this program wrote for this registry",
            ),
            (
                "Giữ nguyên cả thư mục, không xóa gì; khôi phục từ bản sao lưu",
                "Keep the whole folder, delete nothing; restore from a backup",
            ),
        ),
        V::Damaged(DamagedPart::Altered | DamagedPart::Roster) => told(
            "HS-0224",
            4,
            ("Tệp khóa đã bị sửa", "The key file was altered"),
            (
                "Danh sách cán bộ hoặc khóa trong tệp không phải do chương trình ghi, hoặc không có chữ ký của đơn vị",
                "The officers or keys in it were not written by this program, or lack the unit's signature",
            ),
            (
                "Không ghi gì thêm, báo cấp trên; khôi phục từ bản sao lưu",
                "Write nothing, tell the superior; restore from a backup",
            ),
        ),
        V::Damaged(DamagedPart::BothCopies | DamagedPart::Cost) => told(
            "HS-0206",
            4,
            ("Tệp khóa bị hỏng", "The key file is damaged"),
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
            ("Thư mục không có tệp khóa keys.a, keys.b", "The folder has no keys.a or keys.b"),
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
        V::NotEmpty => told(
            "HS-0220",
            1,
            ("Thư mục không trống", "The folder is not empty"),
            (
                "Sổ mới chỉ lập ở thư mục trống, để không lẫn với tệp khác",
                "A new registry is made in an empty folder only, apart from other files",
            ),
            ("Chọn một thư mục trống hoặc thư mục chưa có", "Choose an empty or a new folder"),
        ),
        V::Symlink => told(
            "HS-0211",
            1,
            ("Không dùng đường dẫn liên kết", "Symbolic links are not followed"),
            ("Liên kết có thể dẫn tệp khóa sang nơi khác", "A link could lead the keys elsewhere"),
            ("Dùng thư mục thật", "Use the real folder"),
        ),
        V::NetworkFolder => told(
            "HS-0212",
            1,
            ("Không đặt sổ trên ổ mạng", "Network folders are refused"),
            (
                "Ổ mạng không giữ được khóa tệp và không bảo đảm ghi xuống đĩa",
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
            ("", ""),
            (
                "Tên đăng nhập: chữ không dấu, số, dấu chấm, gạch; tối đa 32 ký tự",
                "Login: letters, digits, . - _; at most 32",
            ),
        ),
        V::RecoveryInvalid(_) => told(
            "HS-0215",
            1,
            ("Phiếu khôi phục không hợp lệ", "Recovery sheet not valid"),
            ("", ""),
            (
                "So từng nhóm ký tự với phiếu in rồi gõ lại",
                "Compare group by group with the sheet and type again",
            ),
        ),
        V::Backup(fault) => super::backup::told_of(*fault),
        V::NotChief | V::LastChief => told(
            "HS-0216",
            3,
            ("Chỉ Trưởng Công an cấp xã làm được việc này", "Only the chief may do this"),
            (
                "Việc này thay đổi tài khoản hoặc khóa của sổ; sổ luôn phải còn một Trưởng",
                "It changes accounts or keys; one chief must remain",
            ),
            ("Nhờ Trưởng Công an cấp xã", "Ask the chief"),
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
        V::Io(std::io::ErrorKind::StorageFull) => super::file::disk_full(),
        V::Io(std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem) => {
            super::file::read_only()
        }
        V::TestOnly | V::NoRandom | V::Io(_) => told(
            "HS-0219",
            1,
            (
                "Hệ thống không cho đọc hoặc ghi tệp khóa",
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
    }
}

/// Why a new password is refused.
pub(super) fn password_fault(fault: PasswordFault, lang: Lang) -> &'static str {
    use PasswordFault as P;
    match fault {
        P::TooShort => lang.pick(
            "quá ngắn: cần ít nhất 14 ký tự hoặc 5 từ",
            "too short: 14 characters or 5 words",
        ),
        P::DigitsOnly => lang.pick("chỉ toàn chữ số", "digits only"),
        P::Common => lang.pick("quá phổ biến, ai cũng thử đầu tiên", "too common"),
        P::Repetitive => lang.pick("lặp đi lặp lại", "repeats itself"),
        P::IsName => lang.pick("là tên cán bộ hoặc tên đơn vị", "a name of an officer or the unit"),
        P::TooLong => lang.pick("quá dài", "too long"),
    }
}

/// Why a name or a code is refused.
pub(super) fn name_fault(fault: NameFault, lang: Lang) -> &'static str {
    use NameFault as N;
    match fault {
        N::Empty => lang.pick("còn để trống", "it is empty"),
        N::TooLong => lang.pick("quá dài", "it is too long"),
        N::Character => lang.pick("có ký tự không dùng được", "a character is not allowed"),
        N::Taken => lang.pick("tên đăng nhập này đã có", "the login name is taken"),
        N::UnitCode => lang.pick("mã đơn vị phải có 5 chữ số", "the unit code is not five digits"),
    }
}

/// Why recovery sheets are refused, and where the mistake stands when that can be told.
pub(super) fn recovery_fault(fault: RecoveryFault, lang: Lang) -> String {
    use RecoveryFault as R;
    let text = match fault {
        R::Length { line } => {
            return match lang {
                Lang::Vi => format!("dòng mã {line}: thiếu hoặc thừa ký tự"),
                Lang::En => format!("code line {line}: characters are missing or too many"),
            };
        }
        R::WrongCharacter { line, group, letter } => {
            return match lang {
                Lang::Vi => format!("dòng mã {line}: sai ký tự thứ {letter} của nhóm {group}"),
                Lang::En => {
                    format!("code line {line}: character {letter} of group {group} is wrong")
                }
            };
        }
        R::Checksum { line } => {
            return match lang {
                Lang::Vi => format!("dòng mã {line}: sai nhiều ký tự"),
                Lang::En => format!("code line {line}: several characters are wrong"),
            };
        }
        R::LinesMissing => {
            ("thiếu một hoặc cả hai dòng mã hoso1…", "one or both code lines hoso1… are missing")
        }
        R::Version => {
            ("phiếu do phiên bản mới hơn in ra", "the sheet was printed by a newer version")
        }
        R::LinesMixed => {
            ("hai dòng mã là của hai phiếu khác nhau", "the two lines belong to different sheets")
        }
        R::SameSheet => (
            "hai lần cùng một phiếu; cần hai phiếu khác nhau",
            "the same sheet twice; two different ones are needed",
        ),
        R::DifferentRegistries => {
            ("hai phiếu là của hai sổ khác nhau", "the sheets belong to different registries")
        }
        R::OtherRegistry => ("phiếu là của sổ khác", "the sheets belong to another registry"),
        R::NotInForce => {
            ("phiếu đã được thay bằng bộ mới", "the sheets were replaced by newer ones")
        }
        R::NotOfBackup => (
            "phiếu không thuộc bộ có giá trị lúc lập bản sao lưu này",
            "the sheets are not those in force when this backup was made",
        ),
        R::NotThisSheet => ("không phải phiếu vừa in", "it is not the sheet just printed"),
    };
    lang.pick(text.0, text.1).to_owned()
}
