//! Rules that hold for every act, whatever its row: the order of days, one main measure, the law.

use super::act::{Field, Objection, Told, told};

/// A rule that holds for every act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Nothing happens after now.
    Future,
    /// Nothing but notes after death.
    AfterDeath,
    /// One main measure at a time.
    SecondMain,
    /// The governing law was in force on the day of the decision.
    LawOfDay,
    /// The act exists under the law.
    NotInLaw,
    /// No measure is opened whose term is over already.
    AlreadyOver,
    /// An end is not before its start.
    EndBeforeStart,
    /// The end reason is one of the measure's.
    ReasonUnfit,
    /// Only what is open is closed.
    NotOpen,
    /// Nothing starts before the person was born.
    BeforeBirth,
}

/// A rule of [`Whole`] in words.
#[derive(Debug, Clone, Copy)]
pub struct WholeRule {
    /// Which.
    pub whole: Whole,
    /// Rule id, never reused.
    pub id: &'static str,
    /// The sentence that refuses.
    pub sentence: Told,
    /// What would make it possible.
    pub way: Told,
    /// Where it stands; empty = it follows from the order of days.
    pub citation: &'static str,
}

/// The rules, in the order of [`Whole`].
pub static WHOLE_RULES: &[WholeRule] = &[
    rule(
        Whole::Future,
        "road.future",
        told(
            "Thời điểm ở sau lúc này; chỉ ghi việc đã xảy ra",
            "It lies after now; only what has happened is recorded",
        ),
        told(
            "ghi khi việc đó đã xảy ra, hoặc sửa giờ",
            "record it once it has happened, or correct the time",
        ),
        "",
    ),
    rule(
        Whole::AfterDeath,
        "road.after_death",
        told(
            "Người này đã chết trước ngày đó; chỉ còn ghi chú, gửi quyết định dừng và đính chính",
            "The person had died by that day; only notes, sending the decision and corrections remain",
        ),
        told(
            "nếu ghi nhầm cái chết thì đính chính biện pháp hoặc sự kiện đó trước",
            "if the death was recorded by mistake, correct that measure or event first",
        ),
        "L120 Đ24.5",
    ),
    rule(
        Whole::SecondMain,
        "road.second_main",
        told(
            "Trùng thời gian với một biện pháp chính khác; mỗi lúc một người chỉ có một biện pháp chính",
            "It overlaps another main measure; a person has one at a time",
        ),
        told(
            "kết thúc biện pháp kia trước (lý do “Chuyển biện pháp” nếu chuyển tiếp), rồi mở từ chính ngày đó",
            "end the other one first (replaced, if this continues it), then open from that very day",
        ),
        "L120 Đ24, Đ42",
    ),
    rule(
        Whole::LawOfDay,
        "road.law_of_day",
        told(
            "Luật áp dụng không có hiệu lực vào ngày quyết định: trước 01/07/2026 là Luật 73/2021, từ ngày đó là Luật 120/2025",
            "The governing law was not in force on the day of the decision: Law 73/2021 before 01/07/2026, Law 120/2025 since",
        ),
        told(
            "chọn lại luật hoặc sửa ngày quyết định; quyết định cũ của người chuyển đến thì ghi Nguồn là “Chuyển đến”",
            "choose the other law or correct the decision date; for an old decision of a newcomer give the source moved_in",
        ),
        "L120 Đ56",
    ),
    rule(
        Whole::NotInLaw,
        "road.not_in_law",
        told(
            "Việc này chỉ có từ Luật 120/2025, hiệu lực 01/07/2026",
            "This act exists only since Law 120/2025, in force 01/07/2026",
        ),
        told("sửa ngày, hoặc ghi bằng “Ghi chú”", "correct the day, or record a note"),
        "L120 Đ56",
    ),
    rule(
        Whole::AlreadyOver,
        "road.already_over",
        told(
            "Thời hạn của biện pháp này đã hết trước hôm nay nên không mở như đang chạy",
            "The term of this measure is over already; it cannot be opened as running",
        ),
        told(
            "ghi luôn ngày và lý do kết thúc, đặt ngày kết thúc khác kèm lý do, hoặc nhập lịch sử bằng bảng tính",
            "give its end and reason, set another end date with its reason, or import it as history",
        ),
        "L120 Đ24.2, Đ29, Đ42",
    ),
    rule(
        Whole::EndBeforeStart,
        "road.end_before_start",
        told("Kết thúc trước khi bắt đầu", "It ends before it starts"),
        told("sửa ngày kết thúc", "correct the end"),
        "",
    ),
    rule(
        Whole::ReasonUnfit,
        "road.reason_unfit",
        told(
            "Lý do kết thúc này không dùng cho biện pháp này",
            "This end reason does not belong to this measure",
        ),
        told(
            "chọn lý do khác: quản lý người sử dụng và sau cai dùng “Hết thời hạn”, cai nghiện và điều trị dùng “Hoàn thành”, “Tự ý chấm dứt”, “Vi phạm”; sang biện pháp khác dùng “Chuyển biện pháp”",
            "choose another: user management and post-rehab end with term_over, rehab and substitution with completed, self_terminated or violation; going over to another measure is replaced",
        ),
        "L120 Đ24.5, Đ42, Đ47; D163 Đ63",
    ),
    rule(
        Whole::NotOpen,
        "road.not_open",
        told("Biện pháp này không đang mở", "This measure is not open"),
        told(
            "chọn biện pháp đang mở; đã kết thúc mà sai thì đính chính",
            "choose an open one; what was closed wrongly is corrected",
        ),
        "",
    ),
    rule(
        Whole::BeforeBirth,
        "road.before_birth",
        told("Ngày này ở trước ngày sinh của người này", "This lies before the person was born"),
        told("sửa ngày, hoặc sửa ngày sinh trong hồ sơ", "correct it, or the date of birth"),
        "",
    ),
];

const fn rule(
    whole: Whole,
    id: &'static str,
    sentence: Told,
    way: Told,
    citation: &'static str,
) -> WholeRule {
    WholeRule { whole, id, sentence, way, citation }
}

impl Whole {
    pub(super) fn object(self, field: Field) -> Objection {
        let rule = &WHOLE_RULES[self as usize];
        field.object(rule.id, rule.sentence, rule.way, rule.citation)
    }
}
