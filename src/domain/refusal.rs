//! Why a draft is refused, and what is merely odd about one that is kept.
//!
//! A refusal names the field and the reason, never the value: the texts go to screens, files and
//! standard error, and must hold nothing of a person.

use super::correction::EntryFault;
use super::date::{DateProblem, YEARS};
use super::id::FileNo;
use super::merge::MergeFault;
use super::retention::DestructionFault;
use super::road::{Objection, RoadRemark};
use super::setting::FigureFault;
use super::word::{Lang, Word};

/// Why a value or a row cannot be taken (`interface.md`: import refuses a row only for these).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A required field is empty.
    Missing,
    /// The value cannot be read as what the field holds; what it holds, as (vi, en).
    Unreadable(&'static str, &'static str),
    /// A date with a two-digit year.
    TwoDigitYear,
    /// A day and a month without a year.
    NoYear,
    /// No such day in the calendar.
    NoSuchDay,
    /// A year that is not of four digits, or outside those a date may lie in.
    YearUnfit,
    /// Not a word of the field's closed list.
    UnknownWord,
    /// More than [`super::draft::TEXT_LIMIT`] characters.
    TooLong,
    /// No person with this file number.
    UnknownFile,
    /// The end lies before the start.
    EndBeforeStart,
    /// The start lies after today.
    StartAfterToday,
    /// What is to be planned lies before today.
    BeforeToday,
    /// Overlaps another main measure of the same person.
    Overlap,
    /// The file number stands twice.
    FileNoTwice,
    /// The file number is taken by another person of the registry.
    FileNoTaken,
    /// Another person has this identity number: that person's file number.
    IdentityTaken(FileNo),
    /// A row above of the same workbook has this identity number: that person's file number, the row.
    IdentityInRow(FileNo, u32),
    /// A past end without a reason.
    EndWithoutReason,
    /// The row belongs to a person who was refused.
    PersonRefused,
    /// The registry already holds another value: a workbook never overwrites.
    Differs,
    /// The case has no open measure to act on.
    NothingOpen,
    /// An end reason without an end date.
    ReasonWithoutEnd,
    /// An entry cannot be corrected, cancelled or opened again.
    Entry(EntryFault),
    /// A figure of a rule cannot be set or confirmed; with the rule's sentence.
    Figure(FigureFault, String),
    /// The road refuses the act: which rule, and what would make it possible.
    Road(Objection),
    /// Two files cannot be merged, or not be split.
    Merge(MergeFault),
    /// A level of risk, or a rule set, that cannot be.
    Risk(super::risk::RiskFault),
    /// A file cannot be destroyed, or not be proposed for it.
    Destruction(DestructionFault),
}

impl Reason {
    /// What is wrong and what to do, for an officer.
    pub fn text(&self, lang: Lang) -> String {
        let pick = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
        match self {
            Self::Missing => pick("chưa nhập", "is required"),
            Self::Unreadable(vi, en) => match lang {
                Lang::Vi => format!("không đọc được; cần {vi}"),
                Lang::En => format!("cannot be read; expected {en}"),
            },
            Self::TwoDigitYear => pick(
                "năm chỉ có hai chữ số; hãy ghi đủ bốn chữ số",
                "has a two-digit year; write four digits",
            ),
            Self::NoYear => {
                pick("chưa có năm; hãy ghi đủ ngày/tháng/năm", "has no year; write dd/mm/yyyy")
            }
            Self::TooLong => pick(
                "dài hơn 4.096 ký tự: rút gọn, hoặc ghi thành nhiều lần",
                "is longer than 4,096 characters: shorten it, or record it in parts",
            ),
            Self::NoSuchDay => pick("không có ngày này trong lịch", "is no day of the calendar"),
            Self::YearUnfit => {
                let (first, last) = (YEARS.start(), YEARS.end());
                match lang {
                    Lang::Vi => format!("năm phải đủ bốn chữ số, từ {first} đến {last}"),
                    Lang::En => format!("needs a year of four digits from {first} to {last}"),
                }
            }
            Self::UnknownWord => pick(
                "không có trong danh mục; xem các từ cho phép ở sheet Hướng dẫn của mẫu",
                "is not in the closed list; see the guide sheet of the template",
            ),
            Self::UnknownFile => {
                pick("không có hồ sơ nào mang số này", "no case file has this number")
            }
            Self::EndBeforeStart => pick("kết thúc trước khi bắt đầu", "ends before it starts"),
            Self::StartAfterToday => pick("ở sau ngày hôm nay", "lies after today"),
            Self::BeforeToday => pick("ở trước ngày hôm nay", "lies before today"),
            Self::Overlap => pick(
                "trùng thời gian với một biện pháp chính khác của người này; hãy kết thúc biện pháp kia trước",
                "overlaps another main measure of this person; end that one first",
            ),
            Self::FileNoTwice => pick(
                "số hồ sơ này đã có ở một dòng trên",
                "this file number already stands in a row above",
            ),
            Self::FileNoTaken => {
                pick("số hồ sơ này đã dùng cho hồ sơ khác", "this file number is already in use")
            }
            Self::IdentityTaken(file) => match lang {
                Lang::Vi => format!("hồ sơ {file} đã có số giấy tờ này; mở hồ sơ đó để đối chiếu"),
                Lang::En => {
                    format!("file {file} already has this identity number; compare with it")
                }
            },
            Self::IdentityInRow(file, row) => match lang {
                Lang::Vi => format!(
                    "dòng {row} cùng trang (hồ sơ {file}) đã có số giấy tờ này; đối chiếu hai dòng"
                ),
                Lang::En => format!(
                    "row {row} of the same sheet (file {file}) has this identity number; compare the two rows"
                ),
            },
            Self::EndWithoutReason => pick(
                "đã kết thúc thì phải có lý do kết thúc",
                "an ended measure needs an end reason",
            ),
            Self::PersonRefused => pick(
                "người này bị từ chối ở trang tính Hồ sơ; sửa dòng đó trước",
                "this person was refused in sheet Hồ sơ; mend that row first",
            ),
            Self::Differs => pick(
                "đã có giá trị khác trong sổ; sửa trong chương trình nếu cần",
                "the registry already holds another value; change it in the program if needed",
            ),
            Self::NothingOpen => pick("không có biện pháp nào đang mở", "no measure is open"),
            Self::ReasonWithoutEnd => pick(
                "có lý do kết thúc nhưng không có ngày kết thúc",
                "has an end reason but no end date",
            ),
            Self::Entry(fault) => fault.text(lang).to_owned(),
            Self::Destruction(fault) => fault.text(lang).to_owned(),
            Self::Figure(fault, sentence) => fault.text(sentence, lang),
            Self::Road(objection) => objection.text(lang),
            Self::Merge(fault) => fault.text(lang),
            Self::Risk(fault) => fault.text(lang),
        }
    }
}

impl From<DateProblem> for Reason {
    fn from(problem: DateProblem) -> Self {
        match problem {
            DateProblem::Unreadable => {
                Self::Unreadable("ngày dạng ngày/tháng/năm", "a date like dd/mm/yyyy")
            }
            DateProblem::TwoDigitYear => Self::TwoDigitYear,
            DateProblem::NoYear => Self::NoYear,
            DateProblem::NoSuchDay => Self::NoSuchDay,
            DateProblem::YearUnfit => Self::YearUnfit,
        }
    }
}

/// A refused field: which column, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Code of the field (column) concerned.
    pub field: &'static str,
    /// Its label, (vi, en).
    pub label: (&'static str, &'static str),
    /// Why.
    pub reason: Reason,
}

impl Refusal {
    /// A refusal of `field`.
    pub fn of<F: Word>(field: F, reason: Reason) -> Self {
        Self { field: field.code(), label: (field.label(Lang::Vi), field.label(Lang::En)), reason }
    }

    /// "Ngày sinh: chưa nhập".
    pub fn text(&self, lang: Lang) -> String {
        format!("{}: {}", lang.pick(self.label.0, self.label.1), self.reason.text(lang))
    }
}

/// Something odd about a value that is kept all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Oddity {
    /// The identity number disagrees with the sex.
    IdentitySex,
    /// The identity number disagrees with the year of birth.
    IdentityBirthYear,
    /// The identity number has an impossible structure.
    IdentityStructure,
    /// Lost leading zeros of the identity number were restored.
    ZerosRestored,
    /// An upper-case name was rewritten.
    NameRecased,
    /// Free text seems to mention HIV status, which has no place here (Luật 64/2006 Đ30).
    MentionsHiv,
    /// A kind of event that has results came without one.
    NoOutcome,
    /// A positive test that does not say for what.
    NoSubstance,
    /// The governing law does not fit the date.
    LawUnfit,
    /// A date of detection lies after today.
    AfterToday,
    /// A date of birth lies after today: kept as it was written, and no age is reckoned from it.
    BornAfterToday,
    /// An end reason beside no end date: left out.
    ReasonWithoutEnd,
    /// An event of the same kind, moment and result stands on file.
    Again,
    /// A paper that the road expects is not on file, or the file is against a rule after a
    /// correction.
    Road(RoadRemark),
}

impl Oddity {
    /// What is odd and what to look at.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::IdentitySex => lang.pick("chữ số thế kỷ–giới tính của số giấy tờ không khớp giới tính đã ghi", "the century-and-sex digit of the identity number disagrees with the sex"),
            Self::IdentityBirthYear => lang.pick("năm sinh trong số giấy tờ không khớp ngày sinh đã ghi", "the birth year in the identity number disagrees with the date of birth"),
            Self::IdentityStructure => lang.pick("số giấy tờ không đúng cấu trúc 12 hoặc 9 chữ số", "the identity number has no valid structure of 12 or 9 digits"),
            Self::ZerosRestored => lang.pick("đã thêm lại số 0 bị mất ở đầu số giấy tờ", "lost leading zeros of the identity number were restored"),
            Self::NameRecased => lang.pick("tên viết hoa toàn bộ đã được viết lại", "an upper-case name was rewritten"),
            Self::MentionsHiv => lang.pick("nội dung có vẻ nhắc đến tình trạng HIV: sổ này không được ghi (Luật 64/2006 Điều 30)", "the text seems to mention HIV status, which must not be kept here (Law 64/2006 Art. 30)"),
            Self::NoOutcome => lang.pick("chưa ghi kết quả", "has no result"),
            Self::NoSubstance => lang.pick("kết quả dương tính nhưng chưa ghi chất nào; đính chính để ghi thêm", "is positive, but no substance was entered; correct the entry to add it"),
            Self::AfterToday => lang.pick("ở sau ngày hôm nay", "lies after today"),
            Self::BornAfterToday => lang.pick("ở sau ngày hôm nay: giữ như đã ghi, tuổi coi là chưa rõ; hỏi lại rồi sửa", "lies after today: kept as written, the age counts as unknown; ask and mend it"),
            Self::ReasonWithoutEnd => lang.pick("có lý do kết thúc nhưng không có ngày kết thúc: biện pháp vẫn để mở", "has an end reason but no end date: the measure stays open"),
            Self::LawUnfit => lang.pick("luật áp dụng không khớp ngày quyết định", "the governing law does not fit the decision date"),
            Self::Again => lang.pick("đã có ghi nhận giống hệt (cùng loại, thời điểm, kết quả); nếu ghi hai lần thì hủy một mục", "the same was recorded before (same kind, moment and result); cancel one if it was entered twice"),
            Self::Road(remark) => remark.sentence.text(lang),
        }
    }
}

/// An oddity and the field it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remark {
    /// Code of the field.
    pub field: &'static str,
    /// Label of the field, (vi, en).
    pub label: (&'static str, &'static str),
    /// What is odd.
    pub oddity: Oddity,
}

impl Remark {
    /// A remark on `field`.
    pub fn of<F: Word>(field: F, oddity: Oddity) -> Self {
        Self { field: field.code(), label: (field.label(Lang::Vi), field.label(Lang::En)), oddity }
    }

    /// The rule of the road behind it, if one is.
    pub fn rule(&self) -> Option<&'static str> {
        match self.oddity {
            Oddity::Road(remark) => Some(remark.rule),
            _ => None,
        }
    }

    /// "Số giấy tờ: …".
    pub fn text(&self, lang: Lang) -> String {
        format!("{}: {}", lang.pick(self.label.0, self.label.1), self.oddity.text(lang))
    }
}
