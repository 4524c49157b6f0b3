//! The way upward: what is told of superior, packages and lists of units.

use super::{Told, told};
use crate::exchange::package::UnitsFault;

/// Why something on the way upward cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendingFault {
    /// No receiving level was ever entered.
    #[error("no superior is set")]
    NoSuperior,
    /// What was given is no age public key.
    #[error("not an age public key")]
    BadRecipient,
    /// The receiving level's secret key was given in place of the public one.
    #[error("the superior's secret key was given")]
    SecretGiven,
    /// The file to be replaced is none of this registry's packages of the period.
    #[error("the file to be replaced was not sent from here for this period")]
    NotSent,
    /// No package was made for the period yet.
    #[error("no package was made for this period")]
    NothingSent,
    /// No age secret key in the identity file.
    #[error("no identity file")]
    NoIdentity,
    /// The figures contradict each other: nothing is signed.
    #[error("the figures contradict each other")]
    Contradiction,
    /// Programme work is entered by month.
    #[error("programme work is entered by month")]
    Month,
    /// A figure of the programme work is too large.
    #[error("a figure is too large")]
    TooMuch,
    /// A level or target without its basis, or from a day to come.
    #[error("no basis, or a day to come")]
    NoBasis,
    /// The package would be larger than the receiver takes.
    #[error("the package is too large")]
    TooLarge,
    /// The list of units, or a key sheet.
    #[error(transparent)]
    Units(#[from] UnitsFault),
    /// A file or folder that was named cannot be read.
    #[error("a file that was named cannot be read")]
    CannotRead,
    /// The folder of packages cannot be read.
    #[error("the folder of packages cannot be read")]
    NoFolder,
    /// The identity file cannot be read.
    #[error("the identity file cannot be read")]
    NoIdentityFile,
    /// The list of units cannot be read.
    #[error("the list of units cannot be read")]
    NoUnitsFile,
    /// There is no package that counts.
    #[error("no package counts")]
    NothingCounts,
    /// A publication of one unit's figures.
    #[error("the figures are of one unit only")]
    OneUnit,
    /// The audit of a publication came to no end.
    #[error("the audit came to no end")]
    Unsolved,
    /// A file that was named as an earlier publication is none.
    #[error("not a publication")]
    NoPublication,
    /// A merge names an area that is not there, or is none.
    #[error("no such area, or not of the form what=a/b")]
    UnknownArea,
}

/// Of what was named and cannot be read.
fn unread(
    code: &'static str,
    what: (&'static str, &'static str),
    remedy: (&'static str, &'static str),
) -> Told {
    let why = (
        "Không có, không được phép đọc, hoặc không phải văn bản",
        "It is missing, not readable, or no text",
    );
    told(code, 1, what, why, remedy)
}

/// What, why and what to do.
pub(super) fn told_of(fault: SendingFault) -> Told {
    use SendingFault as S;
    match fault {
        S::NoSuperior => told(
            "HS-0141",
            1,
            ("Chưa có khóa của cấp trên", "No superior is set"),
            (
                "Gói phải niêm phong cho nơi nhận; chưa ai nhập khóa của nơi đó",
                "A package is sealed to its receiver, whose key nobody has entered",
            ),
            (
                "Trưởng nhập khóa từ phiếu của cấp trên: ở Chốt và gửi bấm k, hoặc hoso superior set --recipient age1… --name \"Công an tỉnh\"",
                "The chief enters it from the superior's sheet: key k at Close and send, or hoso superior set --recipient age1… --name TEXT",
            ),
        ),
        S::BadRecipient => told(
            "HS-0142",
            1,
            ("Khóa nhận không đúng", "Not a receiving key"),
            (
                "Khóa bắt đầu bằng age1 và có mã kiểm tra; có ký tự sai hoặc thiếu",
                "It begins with age1 and carries a checksum; a letter is wrong or missing",
            ),
            (
                "Đối chiếu lại với phiếu khóa của cấp trên, hoặc nêu tên tệp phiếu",
                "Compare with the superior's sheet, or name the sheet's file",
            ),
        ),
        S::SecretGiven => told(
            "HS-0936",
            1,
            (
                "Đây là khóa BÍ MẬT của cấp trên, không phải khóa công khai",
                "This is the superior's SECRET key, not the public one",
            ),
            (
                "Ai có khóa này đọc được mọi gói gửi lên; máy của xã không được giữ",
                "Whoever has it reads every package; a commune's PC must not hold it",
            ),
            (
                "Báo cấp trên lập bộ khóa mới, xóa tệp này, dùng tệp superior-public.txt",
                "Tell the superior to make new keys, delete this file, use superior-public.txt",
            ),
        ),
        S::NotSent => told(
            "HS-0143",
            1,
            (
                "Tệp nêu ở --replaces không phải gói đã gửi của kỳ này",
                "The file to be replaced was not sent from here for this period",
            ),
            (
                "Sổ này không có gói nào của kỳ đó với đúng nội dung tệp ấy",
                "The register has no package of that period with these very bytes",
            ),
            (
                "Xem sổ gửi: hoso export --list; nêu đúng tệp đã gửi",
                "See the register: hoso export --list; name the file that was sent",
            ),
        ),
        S::NothingSent => told(
            "HS-0144",
            1,
            ("Kỳ này chưa lập gói nào", "No package was made for this period"),
            ("Không có gì để ghi lại", "There is nothing to be written again"),
            (
                "Lập gói: hoso export --period KỲ --out TỆP",
                "Make one: hoso export --period P --out FILE",
            ),
        ),
        S::NoIdentity => told(
            "HS-0145",
            1,
            ("Không có khóa bí mật trong tệp", "No secret key in the file"),
            (
                "Tệp --identity phải có dòng AGE-SECRET-KEY-1…",
                "The --identity file must have a line AGE-SECRET-KEY-1…",
            ),
            (
                "Nêu tệp khóa mà hoso superior keygen đã lập",
                "Name the file that hoso superior keygen made",
            ),
        ),
        S::Contradiction => told(
            "HS-0146",
            4,
            ("Không chốt: các số mâu thuẫn nhau", "Not closed: the figures contradict each other"),
            (
                "Một phần lớn hơn tổng của nó, hoặc bảng phân tổ không bằng số cuối kỳ",
                "A part is larger than its whole, or a breakdown is not the closing stock",
            ),
            (
                "Chạy: hoso check --full, rồi báo người hỗ trợ mã lỗi này",
                "Run: hoso check --full, and report this code",
            ),
        ),
        S::Month => told(
            "HS-0147",
            1,
            ("Chỉ nhập theo tháng", "By month only"),
            (
                "Số liệu công tác nhập theo tháng báo cáo; quý và năm tự cộng",
                "Programme work is entered by month; quarters and years add up by themselves",
            ),
            ("Nêu kỳ tháng, ví dụ 2026-11", "Give a month, for example 2026-11"),
        ),
        S::TooMuch => told(
            "HS-0148",
            1,
            ("Số quá lớn", "The figure is too large"),
            (
                "Không số liệu nào của một xã lớn đến thế",
                "No figure of a commune can be that large",
            ),
            ("Kiểm tra rồi nhập lại", "Check it and enter it again"),
        ),
        S::NoBasis => told(
            "HS-0157",
            1,
            ("Thiếu căn cứ, hoặc ngày còn ở phía trước", "No basis, or a day to come"),
            (
                "Mức của địa bàn và chỉ tiêu phải có căn cứ (quyết định, biên bản, kế hoạch), tối đa 200 chữ",
                "The level and the targets need their basis (decision, minutes, plan), at most 200 letters",
            ),
            ("Ghi căn cứ và ngày đã có hiệu lực", "Enter the basis, and a day that has come"),
        ),
        S::TooLarge => told(
            "HS-0149",
            1,
            ("Gói lớn hơn mức nơi nhận cho phép", "The package is larger than the receiver takes"),
            (
                "Nhật ký quá dài kể từ lần gửi trước hoặc tên đơn vị quá dài",
                "The proof or the unit's name is too long",
            ),
            ("Báo người hỗ trợ mã lỗi này", "Report this code"),
        ),
        S::OneUnit => told(
            "HS-0935",
            1,
            (
                "Không lập bản công bố từ số liệu của một đơn vị",
                "No publication is made of one unit's figures",
            ),
            (
                "Ô của một xã quá nhỏ: làm tròn không che được ai",
                "A commune's cells are too small: rounding hides nobody",
            ),
            (
                "Tổng hợp từ hai đơn vị trở lên, tốt nhất là cả tỉnh",
                "Roll up two units or more, best the whole province",
            ),
        ),
        S::Unsolved => told(
            "HS-0932",
            1,
            ("Không lập bản công bố", "The publication is not made"),
            (
                "Việc soát không tính xong, nên chưa biết có ô nào suy ra được hay không",
                "The audit did not come to an end, so nobody knows what could be worked out",
            ),
            (
                "Gộp bớt khu vực hoặc diện (--merge) rồi chạy lại",
                "Merge areas or rows (--merge) and run again",
            ),
        ),
        S::NoPublication => told(
            "HS-0933",
            1,
            (
                "Tệp nêu ở --previous không phải bản công bố",
                "A file named with --previous is no publication",
            ),
            (
                "Tệp khác loại, thuộc phiên bản khác hoặc đã bị sửa",
                "It is of another kind or version, or was changed",
            ),
            ("Chọn tệp .json mà --publish đã ghi", "Name the .json file that --publish wrote"),
        ),
        S::UnknownArea => told(
            "HS-0934",
            1,
            ("Không có khu vực nêu ở --merge", "There is no such area as named with --merge"),
            (
                "Khu vực là cột parent trong danh sách đơn vị, phải ghi đúng nguyên tên",
                "Areas are the parents in the list of units, by their full name",
            ),
            (
                "Xem tên khu vực trong kết quả tổng hợp rồi ghi lại",
                "Look the names up in the roll-up and write them again",
            ),
        ),
        S::CannotRead => unread(
            "HS-0155",
            (
                "Không đọc được tệp hoặc thư mục đã nêu",
                "A file or folder that was named cannot be read",
            ),
            ("Kiểm tra tên và thẻ nhớ rồi làm lại", "Check its name and the stick, and try again"),
        ),
        S::NoFolder => unread(
            "HS-0158",
            ("Không đọc được thư mục gói", "The folder of packages cannot be read"),
            (
                "Nêu thư mục có các tệp .hsr đã nhận; kiểm tra tên và thẻ nhớ",
                "Name the folder with the .hsr files received; check its name and the stick",
            ),
        ),
        S::NoIdentityFile => unread(
            "HS-0159",
            ("Không đọc được tệp khóa bí mật", "The secret key file cannot be read"),
            (
                "Nêu tệp superior-identity.txt do hoso superior keygen lập; kiểm tra tên và thẻ nhớ",
                "Name superior-identity.txt, made by hoso superior keygen; check its name and the stick",
            ),
        ),
        S::NoUnitsFile => unread(
            "HS-0160",
            ("Không đọc được danh sách đơn vị", "The list of units cannot be read"),
            (
                "Nêu tệp UNITS.toml do hoso units add lập; kiểm tra tên và thẻ nhớ",
                "Name UNITS.toml, made by hoso units add; check its name and the stick",
            ),
        ),
        S::NothingCounts => told(
            "HS-0156",
            1,
            (
                "Không có gói nào được tính, nên không ghi gì",
                "No package counts, so nothing is written",
            ),
            (
                "Lý do của từng gói có ở phần Gói không nhận",
                "The reason of each stands among the refused packages",
            ),
            ("Làm theo chỉ dẫn ở từng gói", "Do what is said at each"),
        ),
        S::Units(UnitsFault::NoSheet) => told(
            "HS-0151",
            1,
            ("Không phải phiếu khóa của đơn vị", "Not a unit's key sheet"),
            (
                "Tệp không có dòng mở đầu và khóa như hoso key show ghi ra",
                "It has not the first lines that hoso key show writes",
            ),
            (
                "Đề nghị đơn vị chạy: hoso key show --out PHIEU.txt",
                "Ask the unit to run: hoso key show --out SHEET.txt",
            ),
        ),
        S::Units(UnitsFault::Enrolled) => told(
            "HS-0152",
            1,
            ("Đơn vị đã có trong danh sách với khóa này", "Enrolled already with this key"),
            ("Không cần nhập lại", "Nothing is to be done"),
            ("Không cần làm gì", "Nothing"),
        ),
        S::Units(UnitsFault::KeyBefore(_)) => told(
            "HS-0154",
            1,
            ("Đơn vị đã có khóa khác trong danh sách", "The unit is in the list with another key"),
            ("", ""),
            (
                "Gọi cho đơn vị hỏi vì sao đổi khóa; đúng là khóa mới thì nêu --since là ngày bắt đầu dùng, sau ngày trên. Khóa cũ hết hiệu lực từ ngày đó",
                "Call the unit and ask why; if the key is new indeed, name with --since the day it begins, after the one above. The old key ends on that day",
            ),
        ),
        S::Units(UnitsFault::Unreadable(_) | UnitsFault::BadUnit(_) | UnitsFault::Twice(_)) => {
            told(
                "HS-0153",
                1,
                ("Danh sách đơn vị có chỗ sai", "The list of units is not in order"),
                ("", ""),
                (
                    "Sửa tệp UNITS.toml ở chỗ nêu trên, hoặc nhập lại đơn vị bằng hoso units add",
                    "Mend UNITS.toml there, or enrol the unit with hoso units add",
                ),
            )
        }
    }
}

impl SendingFault {
    /// The part of the reason that depends on where the fault is.
    pub(super) fn place(self, lang: crate::domain::word::Lang) -> Option<String> {
        let Self::Units(fault) = self else { return None };
        Some(match fault {
            UnitsFault::Unreadable(line) => format!(
                "{} {line}",
                lang.pick(
                    "Không phải danh sách đơn vị dạng TOML; sai từ dòng",
                    "No list of units in TOML; wrong from line"
                )
            ),
            UnitsFault::BadUnit(at) => format!(
                "{} {at}",
                lang.pick(
                    "Mã, tên, khóa hoặc ngày không đúng ở đơn vị thứ",
                    "Code, name, key or day is wrong at unit number"
                )
            ),
            UnitsFault::Twice(at) => format!(
                "{} {at}",
                lang.pick(
                    "Đã có dòng cùng mã, cùng ngày: đơn vị thứ",
                    "A line with the same code and day is there already: unit number"
                )
            ),
            UnitsFault::KeyBefore(since) => format!(
                "{} {}",
                lang.pick("Khóa đang dùng có từ ngày", "The key in force began on"),
                crate::domain::date::vn(since)
            ),
            UnitsFault::NoSheet | UnitsFault::Enrolled => return None,
        })
    }
}
