//! Why a package is refused: each reason with its own code, so that none is silent and none is
//! taken for another.

use crate::domain::word::Lang;

/// A reason. Nothing in it comes from the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[error("package refused: {}", self.code())]
pub enum PackageRefusal {
    /// Over 2 MiB.
    FileTooLarge,
    /// The file cannot be read.
    Unreadable,
    /// No age v1 file, cut off or altered.
    NotSealed,
    /// Sealed to another key than the one given.
    NotForThisKey,
    /// Over 1 MiB when opened.
    PlaintextTooLarge,
    /// What is inside is no JSON, or not UTF-8.
    NotJson,
    /// A value of another kind than its place wants.
    Malformed,
    /// A key or word outside the closed vocabulary.
    UnknownKey,
    /// A key twice.
    DuplicateKey,
    /// A key that must be there is not.
    MissingKey,
    /// A number below zero.
    NegativeCount,
    /// A number larger than any count can be.
    HugeCount,
    /// The same content written otherwise than the one canonical way.
    NotCanonical,
    /// Another version of the form.
    WrongFormVersion,
    /// The unit stands in no list of ours.
    UnknownUnit,
    /// Signed with another key than the one enrolled for the unit.
    OtherUnitKey,
    /// The signature does not fit the report.
    BadSignature,
    /// The package names another recipient than the one it was opened as.
    OtherRecipient,
    /// What the package says of itself contradicts the report in it.
    HeadsDiffer,
    /// Another period than the one asked for.
    WrongPeriod,
    /// Counted before the period had ended.
    Provisional,
    /// Figures that contradict each other.
    BrokenArithmetic,
    /// The checkpoint is not signed by the unit or is of another journal.
    BadCheckpoint,
    /// A second package for the same period that replaces nothing.
    ReplacesNothing,
    /// The same revision with other bytes: an alarm, two hands hold the unit's key or a registry
    /// was copied.
    OtherBytes,
    /// The journal does not extend the one last seen: an alarm.
    JournalBroken,
    /// A newer package has replaced it. No fault of anyone; it is not counted.
    Replaced,
}

/// Code, what and why in Vietnamese and English, what to do in both.
type Told = (&'static str, [&'static str; 2], [&'static str; 2]);

impl PackageRefusal {
    /// Every reason.
    pub const ALL: [Self; 27] = [
        Self::FileTooLarge,
        Self::Unreadable,
        Self::NotSealed,
        Self::NotForThisKey,
        Self::PlaintextTooLarge,
        Self::NotJson,
        Self::Malformed,
        Self::UnknownKey,
        Self::DuplicateKey,
        Self::MissingKey,
        Self::NegativeCount,
        Self::HugeCount,
        Self::NotCanonical,
        Self::WrongFormVersion,
        Self::UnknownUnit,
        Self::OtherUnitKey,
        Self::BadSignature,
        Self::OtherRecipient,
        Self::HeadsDiffer,
        Self::WrongPeriod,
        Self::Provisional,
        Self::BrokenArithmetic,
        Self::BadCheckpoint,
        Self::ReplacesNothing,
        Self::OtherBytes,
        Self::JournalBroken,
        Self::Replaced,
    ];

    /// Code for the manual.
    pub fn code(self) -> &'static str {
        self.told().0
    }

    /// A word for scripts: `broken_arithmetic`.
    pub fn word(self) -> String {
        let mut word = String::new();
        for c in format!("{self:?}").chars() {
            if c.is_uppercase() && !word.is_empty() {
                word.push('_');
            }
            word.push(c.to_ascii_lowercase());
        }
        word
    }

    /// Somebody holds a key he should not, or a registry was copied or rewritten: to be told to
    /// the superior's chief at once.
    pub fn is_alarm(self) -> bool {
        matches!(self, Self::OtherBytes | Self::JournalBroken | Self::BadCheckpoint)
    }

    /// What is wrong, in a sentence.
    pub fn text(self, lang: Lang) -> &'static str {
        let [vi, en] = self.told().1;
        lang.pick(vi, en)
    }

    /// What to do.
    pub fn remedy(self, lang: Lang) -> &'static str {
        let [vi, en] = self.told().2;
        lang.pick(vi, en)
    }

    fn told(self) -> Told {
        const ASK_AGAIN: [&str; 2] = [
            "Đề nghị đơn vị xuất và gửi lại gói",
            "Ask the unit to export the package again and send it anew",
        ];
        const CALL: [&str; 2] = [
            "Gọi cho đơn vị qua số đã biết, giữ lại tệp, báo lãnh đạo",
            "Call the unit on a number you already know, keep the file, tell your chief",
        ];
        const FOREIGN: [&str; 2] = [
            "Không nhận; hỏi đơn vị xem tệp do đâu mà có và dùng phiên bản hoso nào",
            "Do not take it; ask the unit where the file came from and which hoso made it",
        ];
        match self {
            Self::FileTooLarge => {
                ("HS-0701", ["Tệp lớn hơn 2 MiB", "The file is larger than 2 MiB"], FOREIGN)
            }
            Self::Unreadable => (
                "HS-0702",
                ["Không đọc được tệp", "The file cannot be read"],
                ["Kiểm tra đường dẫn và thẻ nhớ", "Check the path and the stick"],
            ),
            Self::NotSealed => (
                "HS-0703",
                [
                    "Không phải gói niêm phong, hoặc tệp bị cắt, bị sửa",
                    "Not a sealed package, or cut off, or altered",
                ],
                ASK_AGAIN,
            ),
            Self::NotForThisKey => (
                "HS-0704",
                ["Gói niêm phong cho khóa khác", "Sealed to another key"],
                [
                    "Dùng đúng khóa nhận, hoặc gửi lại phiếu khóa của cấp trên cho đơn vị",
                    "Use the right receiving key, or send the unit your key sheet again",
                ],
            ),
            Self::PlaintextTooLarge => (
                "HS-0705",
                ["Nội dung gói lớn hơn 1 MiB", "The content is larger than 1 MiB"],
                FOREIGN,
            ),
            Self::NotJson => (
                "HS-0706",
                ["Nội dung không phải JSON đúng chuẩn", "The content is no valid JSON"],
                FOREIGN,
            ),
            Self::Malformed => (
                "HS-0707",
                [
                    "Có giá trị không đúng loại ở chỗ của nó",
                    "A value is of another kind than its place wants",
                ],
                FOREIGN,
            ),
            Self::UnknownKey => (
                "HS-0708",
                [
                    "Có mục hoặc từ ngoài danh mục của biểu mẫu",
                    "A key or word is outside the form's vocabulary",
                ],
                FOREIGN,
            ),
            Self::DuplicateKey => {
                ("HS-0709", ["Có mục ghi hai lần", "A key stands twice"], FOREIGN)
            }
            Self::MissingKey => {
                ("HS-0710", ["Thiếu mục bắt buộc", "A required key is missing"], FOREIGN)
            }
            Self::NegativeCount => ("HS-0711", ["Có số đếm âm", "A count is negative"], FOREIGN),
            Self::HugeCount => (
                "HS-0712",
                ["Có số đếm lớn quá mức có thể", "A count is larger than any can be"],
                FOREIGN,
            ),
            Self::NotCanonical => (
                "HS-0713",
                [
                    "Báo cáo không ở dạng chuẩn duy nhất",
                    "The report or its envelope is not written in its one canonical form",
                ],
                FOREIGN,
            ),
            Self::WrongFormVersion => (
                "HS-0714",
                ["Phiên bản biểu mẫu khác", "Another version of the form"],
                [
                    "Cập nhật hoso ở nơi cũ hơn rồi xuất lại gói",
                    "Update hoso where it is older and export again",
                ],
            ),
            Self::UnknownUnit => (
                "HS-0715",
                ["Đơn vị chưa có trong danh sách đơn vị", "The unit is not in the list of units"],
                [
                    "Nhập phiếu khóa của đơn vị: hoso units add PHIEU --units UNITS.toml",
                    "Enrol its key sheet: hoso units add SHEET --units UNITS.toml",
                ],
            ),
            Self::OtherUnitKey => (
                "HS-0716",
                [
                    "Ký bằng khóa khác với khóa đã đăng ký của đơn vị",
                    "Signed with another key than the one enrolled for the unit",
                ],
                CALL,
            ),
            Self::BadSignature => (
                "HS-0717",
                ["Chữ ký không khớp với báo cáo", "The signature does not fit the report"],
                CALL,
            ),
            Self::OtherRecipient => (
                "HS-0718",
                ["Gói ghi người nhận khác", "The package names another recipient"],
                [
                    "Gói này gửi cho nơi khác; không nhận, báo cho đơn vị",
                    "It was meant for someone else; do not take it, tell the unit",
                ],
            ),
            Self::HeadsDiffer => (
                "HS-0719",
                [
                    "Phần đầu gói và báo cáo bên trong không khớp nhau",
                    "What the package says of itself contradicts the report in it",
                ],
                FOREIGN,
            ),
            Self::WrongPeriod => (
                "HS-0720",
                ["Gói của kỳ khác", "The package is of another period"],
                [
                    "Đơn vị chưa có gói của kỳ đang tổng hợp: đề nghị gửi; gói này để lại cũng được",
                    "The unit has sent none of the period summed up: ask for it; this one may stay",
                ],
            ),
            Self::Provisional => (
                "HS-0721",
                [
                    "Số liệu tạm tính, kỳ chưa kết thúc khi xuất",
                    "Counted before the period had ended",
                ],
                ASK_AGAIN,
            ),
            Self::BrokenArithmetic => (
                "HS-0722",
                ["Các số trong báo cáo mâu thuẫn nhau", "The figures contradict each other"],
                ASK_AGAIN,
            ),
            Self::BadCheckpoint => (
                "HS-0723",
                [
                    "Mốc nhật ký không do đơn vị ký, hoặc của sổ khác",
                    "The journal's checkpoint is not signed by the unit, or is of another journal",
                ],
                CALL,
            ),
            Self::ReplacesNothing => (
                "HS-0724",
                [
                    "Gói thứ hai của cùng một kỳ mà không nêu thay cho gói nào",
                    "A second package for the same period that replaces nothing",
                ],
                [
                    "Đề nghị đơn vị xuất lại với --replaces và gói đã gửi",
                    "Ask the unit to export with --replaces and the package already sent",
                ],
            ),
            Self::OtherBytes => (
                "HS-0725",
                [
                    "Báo động: cùng kỳ, cùng lần gửi nhưng nội dung tệp khác",
                    "Alarm: the same revision of the same period with other bytes",
                ],
                CALL,
            ),
            Self::JournalBroken => (
                "HS-0726",
                [
                    "Báo động: nhật ký của đơn vị không nối tiếp nhật ký đã thấy lần trước",
                    "Alarm: the unit's journal does not extend the one last seen",
                ],
                CALL,
            ),
            Self::Replaced => (
                "HS-0727",
                ["Đã có gói mới hơn thay cho gói này", "A newer package has replaced it"],
                ["Không cần làm gì", "Nothing"],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_reason_has_its_own_code_and_says_what_to_do() {
        let codes: BTreeSet<_> = PackageRefusal::ALL.iter().map(|r| r.code()).collect();
        let words: BTreeSet<_> = PackageRefusal::ALL.iter().map(|r| r.word()).collect();
        assert_eq!((codes.len(), words.len()), (27, 27));
        for refusal in PackageRefusal::ALL {
            for lang in [Lang::Vi, Lang::En] {
                assert!(refusal.text(lang).len() > 5 && refusal.remedy(lang).len() > 5);
            }
            assert_ne!(refusal.text(Lang::Vi), refusal.text(Lang::En));
        }
        // The manual of the receiving level lists them all, in these words.
        let page = include_str!("../../../docs/huong-dan/tra-cuu/tong-hop-o-cap-tren.md");
        for r in PackageRefusal::ALL {
            let told = (r.code(), r.text(Lang::Vi), r.remedy(Lang::Vi));
            let line = format!("- `{}` {}. *{}.*\n", told.0, told.1, told.2);
            assert!(page.contains(&line), "not in the manual: {line}");
        }
        assert_eq!(PackageRefusal::BrokenArithmetic.word(), "broken_arithmetic");
    }
}
