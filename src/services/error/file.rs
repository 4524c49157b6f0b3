//! The encrypted file: what storage reports, told to an officer.

use super::{Told, told};
use crate::storage::StorageError;

/// What, why and what to do of a failure of the file.
pub(super) fn told_of(error: &StorageError) -> Told {
    use StorageError as S;
    match error {
        S::Damaged | S::Plain => told(
            "HS-0301",
            4,
            ("Tệp dữ liệu bị hỏng hoặc bị thay", "The registry file is damaged or was replaced"),
            (
                "Nội dung không khớp khóa của sổ: tệp bị hỏng, bị thay, hoặc tệp khóa là bản cũ chép lại; mật khẩu không sai",
                "It does not fit the registry's key: damaged, replaced, or the key file is an older copy; the password is not wrong",
            ),
            (
                "Không xóa gì. Cất riêng tệp hỏng (F8 ở màn hình mở sổ, hoặc: hoso check --set-aside), rồi khôi phục từ bản sao lưu: hoso restore",
                "Delete nothing. Set the damaged file aside (F8 on the unlock screen, or: hoso check --set-aside), then restore from a backup: hoso restore",
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
            ("Có tệp khóa nhưng không có registry.db", "There is a key file but no registry.db"),
            (
                "Không lập sổ mới ở đây; tìm lại tệp (tệp hỏng đã cất riêng mang tên registry-hong-…), hoặc khôi phục từ bản sao lưu: hoso restore",
                "Make no new registry here; find the file (one set aside is called registry-hong-…), or restore from a backup: hoso restore",
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
        S::SizeLimit => told(
            "HS-0309",
            1,
            ("Tệp dữ liệu không được lớn thêm", "The registry file may not grow"),
            (
                "Hệ thống giới hạn kích thước tệp; việc vừa làm chưa được ghi, dữ liệu cũ còn nguyên",
                "The system limits the size of files; the last act was not saved, older data is whole",
            ),
            (
                "Nhờ người quản trị máy bỏ giới hạn (ulimit, hạn mức), hoặc chuyển sổ sang ổ NTFS hay ext4",
                "Have the limit lifted (ulimit, quota), or move the registry to a disk with NTFS or ext4",
            ),
        ),
        S::ReadOnly => read_only(),
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

/// The same for keys and for the file.
pub(super) const fn read_only() -> Told {
    told(
        "HS-0306",
        1,
        ("Không ghi được vào thư mục sổ", "The registry folder cannot be written"),
        (
            "Thư mục hoặc ổ đĩa chỉ cho đọc, hoặc thiếu quyền; chưa ghi gì. Lần xem nào cũng phải ghi nhật ký nên không mở được",
            "The folder or disk is read-only, or permission is missing; nothing was saved. Every look is recorded, so it cannot be opened",
        ),
        (
            "Gạt khóa chống ghi của thẻ hoặc USB, bỏ thuộc tính chỉ đọc, cấp quyền ghi cho thư mục sổ rồi mở lại",
            "Take off the write protection of the card or stick, or give the folder write permission, and open again",
        ),
    )
}

/// The same for keys and for the file.
pub(super) const fn disk_full() -> Told {
    told(
        "HS-0305",
        1,
        ("Đĩa đầy", "The disk is full"),
        (
            "Không còn chỗ để ghi; việc vừa làm chưa được ghi, dữ liệu cũ còn nguyên và vẫn xem được",
            "No room to write; the last act was not saved, older data is whole and can be read",
        ),
        (
            "Xóa bớt hoặc chuyển đi tệp khác (không động vào thư mục sổ), trống ít nhất 10 MB rồi làm lại",
            "Remove or move other files (never those of the registry), at least 10 MB, and repeat the act",
        ),
    )
}
