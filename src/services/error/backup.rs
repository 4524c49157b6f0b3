//! Backups: what is no backup, what is damaged, what was not made.

use super::{Told, told};
use crate::vault::BackupFault;

/// What, why and what to do of a file that is not taken as a backup.
pub(super) fn told_of(fault: BackupFault) -> Told {
    match fault {
        BackupFault::NotOne => told(
            "HS-0231",
            1,
            ("Không phải tệp sao lưu của hoso", "Not a backup of hoso"),
            (
                "Tệp không bắt đầu như một bản sao lưu .hsb",
                "The file does not begin as a .hsb backup does",
            ),
            ("Chọn đúng tệp có đuôi .hsb", "Choose the file that ends in .hsb"),
        ),
        BackupFault::Damaged => told(
            "HS-0232",
            4,
            ("Bản sao lưu bị hỏng hoặc bị sửa", "The backup is damaged or was altered"),
            (
                "Nội dung không còn đúng như lúc ghi: thiết bị lưu lỗi, chép thiếu, hoặc có người sửa",
                "It is not as it was written: a faulty stick, a copy cut short, or somebody changed it",
            ),
            (
                "Chép lại từ thiết bị gốc, hoặc dùng bản sao lưu khác",
                "Copy it again from the original stick, or use another backup",
            ),
        ),
        BackupFault::TooNew => told(
            "HS-0233",
            4,
            ("Bản sao lưu do phiên bản mới hơn tạo", "The backup was made by a newer version"),
            (
                "Chương trình này cũ hơn bản sao lưu nên không đọc được",
                "This program is older than the backup and cannot read it",
            ),
            ("Dùng phiên bản hoso mới hơn", "Use a newer hoso"),
        ),
    }
}

/// A file stands where the backup was to go.
pub(super) const fn exists() -> Told {
    told(
        "HS-0234",
        1,
        ("Chưa sao lưu: tệp này đã có", "No backup made: the file is there already"),
        (
            "Bản sao lưu không bao giờ ghi đè lên tệp đã có",
            "A backup is never written over an existing file",
        ),
        (
            "Đặt tên khác, hoặc dùng --into THƯ_MỤC để chương trình tự đặt tên theo ngày",
            "Give another name, or use --into FOLDER, which names it by date",
        ),
    )
}

/// The folder named for backups is not there.
pub(super) const fn no_folder() -> Told {
    told(
        "HS-0238",
        1,
        ("Chưa sao lưu: không thấy thư mục này", "No backup made: this folder is not there"),
        (
            "Thẻ nhớ hoặc ổ đĩa chưa cắm, hoặc tên thư mục gõ chưa đúng; sổ vẫn nguyên vẹn",
            "The stick or disk is not plugged in, or the name is mistyped; the registry is untouched",
        ),
        (
            "Cắm thẻ nhớ, xem lại tên thư mục (tạo thư mục trước nếu chưa có) rồi sao lưu lại",
            "Plug in the stick, look at the name (make the folder first if there is none), and try again",
        ),
    )
}

/// The copy did not pass.
pub(super) const fn unproven() -> Told {
    told(
        "HS-0235",
        4,
        ("Chưa sao lưu: bản sao không đạt kiểm tra", "No backup made: the copy did not pass"),
        (
            "Bản vừa ghi không đọc lại được đúng như sổ (thiết bị lưu lỗi, hoặc chính sổ có lỗi); các bản sao cũ còn nguyên",
            "What was written does not read back as the registry (a faulty stick, or the registry itself has a fault); older copies are untouched",
        ),
        (
            "Chạy: hoso check; nếu sổ nguyên vẹn, đổi thiết bị lưu rồi sao lưu lại",
            "Run: hoso check; if the registry is whole, use another stick and back up again",
        ),
    )
}

/// A number that is not in the register.
pub(super) const fn unknown() -> Told {
    told(
        "HS-0236",
        1,
        ("Không có bản sao lưu này", "No such backup"),
        (
            "Danh sách không có bản sao lưu nào mang số đó mà tệp còn được giữ",
            "The register has no backup of this number whose file is still kept",
        ),
        ("Xem danh sách: hoso backup --list", "See the list: hoso backup --list"),
    )
}

/// The reminder's bounds.
pub(super) const fn range() -> Told {
    told(
        "HS-0237",
        1,
        ("Chưa đặt: số ngày không hợp lệ", "Not set: the number of days does not fit"),
        ("Số ngày nhắc sao lưu phải từ 1 đến 90", "Days until a backup is due must be 1 to 90"),
        ("Nhập một số từ 1 đến 90", "Give a number from 1 to 90"),
    )
}

/// A folder copied by hand while it was open.
pub(super) const fn torn() -> Told {
    told(
        "HS-0124",
        4,
        ("Bản chép tay này bị rách", "This hand copy is torn"),
        (
            "Thư mục được chép lúc sổ đang mở, nên tệp dữ liệu là của nhiều thời điểm lẫn vào nhau; mật khẩu không sai",
            "The folder was copied while the registry was open, so its file is of several moments at once; the password is not wrong",
        ),
        (
            "Dùng lại thư mục sổ chính; nếu đã mất, khôi phục từ bản sao lưu. Muốn có bản sao, dùng: hoso backup",
            "Use the registry's own folder; if it is lost, restore from a backup. For a copy use: hoso backup",
        ),
    )
}
