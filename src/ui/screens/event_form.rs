//! The forms of events. ONE table says which fields each kind is asked for; result and moment come
//! first, the free text last.

use super::form_screen::{FormScreen, Purpose};
use super::forms::Who;
use super::{Context, Step};
use crate::domain::case::EventField as F;
use crate::domain::date::vn_minute;
use crate::domain::id::FileNo;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::word::EventKind as K;
use crate::domain::word::{Outcome, Sample, Substance, TestGround, ViolationStep, Word};
use crate::ui::widgets::form::{Field, FieldKind, Form, choices, yes_no};
use crate::ui::words::{self, Text};

const NONE: Text = Text("", "");
/// Where no kind says more about the free text.
const PLAIN: Text = Text(
    "Nội dung cần nhớ. Không ghi tình trạng HIV (Luật 64/2006 Đ30)",
    "What is worth remembering. Never HIV status (Law 64/2006 Art. 30)",
);

/// What some kinds are asked for.
struct Asked {
    kinds: &'static [K],
    fields: &'static [F],
    /// Said at the result (or at the moment where there is none): what it means, where it stands.
    help: Text,
    /// Said at the free text.
    text: Text,
}

const fn asked(kinds: &'static [K], fields: &'static [F], help: Text, text: Text) -> Asked {
    Asked { kinds, fields, help, text }
}

/// The table. The first row that names a kind is the kind's.
const TABLE: &[Asked] = &[
    asked(
        &[K::Contact],
        &[],
        Text(
            "Gặp được hoặc gọi điện mới tính là đã liên hệ (cài đặt của đơn vị)",
            "Only “met” and “by phone” count as contact (unit setting)",
        ),
        Text(
            "Gặp ai, ở đâu, nói gì. Không ghi tình trạng HIV (Luật 64/2006 Đ30)",
            "Who was met, where, what was said. Never HIV status (Law 64/2006 Art. 30)",
        ),
    ),
    asked(
        &[K::ResidenceCheck],
        &[],
        Text(
            "Kiểm tra cư trú mỗi tháng trong thời gian quản lý (D163 Đ61.1a)",
            "Residence is checked every month under management (D163 Đ61.1a)",
        ),
        Text("Ở đâu, ai cho biết", "Where, who told"),
    ),
    asked(
        &[K::Test],
        &[F::Substance, F::Ground, F::Sample, F::SameSex, F::Guardian],
        Text(
            "Xét nghiệm chất ma túy trong cơ thể: chín trường hợp ở D163 Đ56.1",
            "Drug test: the nine grounds of D163 Đ56.1",
        ),
        Text("Thiết bị, que thử; ai giám sát, ai chứng kiến", "Device; who supervised, who saw"),
    ),
    asked(
        &[K::ResidenceVerified],
        &[F::Place],
        Text(
            "Ổn định: ở nơi đăng ký, hoặc ở đây từ 30 ngày có xác nhận của Trưởng Công an cấp xã (D163 Đ58.2)",
            "Stable: at the registered address, or 30 days here as the chief confirms (D163 Đ58.2)",
        ),
        PLAIN,
    ),
    asked(
        &[K::Absence],
        &[F::Until],
        Text(
            "Vắng không báo, không rõ nơi ở: những ngày đó không tính vào thời hạn (D163 Đ60.2)",
            "Unreported, whereabouts unknown: those days do not count toward the term (D163 Đ60.2)",
        ),
        PLAIN,
    ),
    asked(
        &[K::Custody],
        &[F::Until, F::Place, F::DocumentNo],
        Text("Ngày bị tạm giữ, tạm giam (L120 Đ24.7)", "First day in custody (L120 Đ24.7)"),
        PLAIN,
    ),
    asked(
        &[K::Suspension],
        &[F::Until, F::DocumentNo],
        Text(
            "Mẫu 07; cần có việc tạm giữ, tạm giam trong hồ sơ (L120 Đ24.7)",
            "Form 07; the custody must be on file (L120 Đ24.7)",
        ),
        PLAIN,
    ),
    asked(
        &[K::Violation],
        &[F::Step, F::DocumentNo],
        Text(
            "Ba bậc xử lý: nhắc nhở, kiểm điểm, bắt buộc (L120 Đ47.2–4)",
            "Ladder: reminder, review, compulsory (L120 Đ47.2–4)",
        ),
        PLAIN,
    ),
    asked(
        &[K::Determination, K::CompulsorySent, K::CourtRequest, K::CourtAnswered, K::CourtDecision],
        &[F::Place, F::DocumentNo],
        Text("Theo văn bản đã nhận hoặc đã gửi", "As the paper received or sent says"),
        PLAIN,
    ),
    asked(
        &[K::RehabStage, K::Attendance, K::RehabCertificate, K::CompletionNotice, K::EndNotice],
        &[F::Place, F::DocumentNo],
        Text("Cơ sở nào, theo giấy nào", "Which facility, by which paper"),
        PLAIN,
    ),
    asked(
        &[
            K::DirectorAsked,
            K::DirectorAssigned,
            K::Delivered,
            K::RehabRegistration,
            K::RehabDecision,
        ],
        &[F::Place, F::DocumentNo],
        Text("Cơ sở cai nghiện và văn bản", "The facility and the paper"),
        PLAIN,
    ),
    asked(
        &[K::Move, K::MoveNotified, K::FileSent, K::Presented, K::NoticeSent, K::NoticeReceived],
        &[F::Place, F::DocumentNo],
        Text("Ghi rõ xã nơi đến hoặc nơi gửi", "Name the other commune"),
        PLAIN,
    ),
    asked(
        &[K::Death, K::Missing],
        &[F::Place, F::DocumentNo],
        Text(
            "Khi không còn biện pháp mở; đang có biện pháp thì kết thúc biện pháp đó (L120 Đ24.5)",
            "While no measure is open; an open measure is closed with it (L120 Đ24.5)",
        ),
        Text("Theo giấy nào", "By which paper"),
    ),
    asked(&[K::Support, K::Counselling], &[F::Place], NONE, PLAIN),
    asked(
        &[K::Assist],
        &[F::Score, F::Place],
        Text(
            "Chỉ ghi điểm do nhân viên y tế cho; không cộng vào điểm nguy cơ",
            "Only a total given by a health worker; never added to the points",
        ),
        PLAIN,
    ),
    asked(
        &[K::SupportGoal],
        &[F::Until],
        Text("Giúp việc gì, đến ngày nào", "What help, by when"),
        PLAIN,
    ),
    asked(
        &[K::Family],
        &[],
        Text("Gia đình có cùng tham gia giúp đỡ không", "Whether the family takes part"),
        PLAIN,
    ),
    asked(
        &[K::RiskOverride],
        &[F::Until],
        Text("Kết thúc = trở lại mức chương trình tính", "Off = the computed level again"),
        Text("Lý do", "Reason"),
    ),
    asked(&[K::Incident, K::RiskReview, K::Note], &[], NONE, PLAIN),
];

/// Every kind the table does not name has a number and a text.
const OTHERS: Asked = asked(&[], &[F::DocumentNo], NONE, PLAIN);

fn row(kind: K) -> &'static Asked {
    TABLE.iter().find(|row| row.kinds.contains(&kind)).unwrap_or(&OTHERS)
}

/// What the form of a kind is called.
pub(super) fn title(kind: K) -> Text {
    use crate::domain::word::Lang;
    match kind {
        K::Contact => words::FORM_VISIT,
        K::ResidenceCheck => words::FORM_RESIDENCE,
        K::Test => words::FORM_TEST,
        other => Text(other.label(Lang::Vi), other.label(Lang::En)),
    }
}

/// A field of the table as it is typed.
fn field(field: F) -> Field {
    let (kind, help) = match field {
        F::Until => (FieldKind::Date, Text("Để trống nếu chưa hết", "Leave empty while it lasts")),
        F::Substance => (
            FieldKind::Many(choices(Substance::ALL)),
            Text("Các chất dương tính", "Substances found"),
        ),
        F::Ground => (
            FieldKind::Choice(choices(TestGround::ALL)),
            Text("Một trong chín căn cứ (D163 Đ56.1)", "One of nine grounds (D163 Đ56.1)"),
        ),
        F::Sample => (FieldKind::Choice(choices(Sample::ALL)), Text("D163 Đ56.4", "D163 Đ56.4")),
        F::SameSex => (
            FieldKind::Choice(yes_no()),
            Text(
                "Khi lấy mẫu nước tiểu, cán bộ cùng giới giám sát (D163 Đ56.5)",
                "A urine sample is supervised by an officer of the same sex (D163 Đ56.5)",
            ),
        ),
        F::Guardian => (
            FieldKind::Choice(yes_no()),
            Text(
                "Chỉ với người dưới 18 tuổi (D163 Đ56.6)",
                "For a person under 18 only (D163 Đ56.6)",
            ),
        ),
        F::Step => (
            FieldKind::Choice(choices(ViolationStep::ALL)),
            Text("Đã xử lý bằng hình thức nào", "Which step was taken"),
        ),
        _ => (FieldKind::Text, NONE),
    };
    let mut made = Field::of(field, kind, help);
    // The full labels are longer than the column of a form.
    match field {
        F::SameSex => made.label = Text("Cùng giới giám sát", "Same-sex supervisor"),
        F::Guardian => made.label = Text("Người giám hộ có mặt", "Guardian present"),
        _ => {}
    }
    made
}

/// The form of an event, its result filled in where it is known.
pub fn open(kind: K, outcome: Option<Outcome>, who: &Who, cx: &Context) -> Step {
    let form = form(kind, outcome, who.minor, cx);
    let purpose = Purpose::Event(who.file_no.clone(), kind);
    FormScreen::open(title(kind), who.subject(), form, purpose)
}

/// The form of an event that is recorded in each of these files.
pub fn open_for_all(kind: K, files: Vec<FileNo>, subject: String, cx: &Context) -> Step {
    let form = form(kind, None, false, cx);
    FormScreen::open(title(kind), subject, form, Purpose::EventForAll(files, kind))
}

fn form(kind: K, outcome: Option<Outcome>, minor: bool, cx: &Context) -> Form {
    let row = row(kind);
    let mut fields = all_fields(kind);
    fields.retain(|f| f.code != F::Guardian.code() || minor);
    for f in &mut fields {
        f.required |= f.code == F::Guardian.code();
        let value = if f.code == F::At.code() {
            vn_minute(cx.now)
        } else if f.code == F::Outcome.code() {
            outcome.map(|o| o.code().to_owned()).unwrap_or_default()
        } else {
            continue;
        };
        let empty = Field::new(f.code, f.label, f.kind.clone(), f.help);
        *f = empty.required().with(&value);
    }
    let first = if outcome.is_some() || kind.outcomes().is_empty() {
        row.fields.first().copied().unwrap_or(F::Text)
    } else {
        F::Outcome
    };
    Form::new(fields).focused_on(first.code())
}

/// What must be answered because of another answer: a urine sample is supervised by an officer of
/// the same sex (D163 Đ56.5).
pub(super) fn unanswered(form: &Form) -> Vec<Refusal> {
    let urine = *form.value(F::Sample.code()) == *Sample::Urine.code();
    let asked = form.fields.iter().any(|f| f.code == F::SameSex.code());
    if urine && asked && form.value(F::SameSex.code()).is_empty() {
        return vec![Refusal::of(F::SameSex, Reason::Missing)];
    }
    Vec::new()
}

/// What a kind cannot do without, beside its moment and result.
fn needed(kind: K) -> &'static [F] {
    match kind {
        K::Assist => &[F::Score, F::Place],
        K::RiskOverride => &[F::Text],
        _ => &[],
    }
}

/// Every field of a kind, empty: for the form of a correction too.
pub(super) fn all_fields(kind: K) -> Vec<Field> {
    let row = row(kind);
    let mut fields = Vec::new();
    let mut at_help = Text("Ngày giờ thực tế", "When it really was");
    if kind.outcomes().is_empty() {
        if row.help != NONE {
            at_help = row.help;
        }
    } else {
        let outcome = FieldKind::Choice(choices(kind.outcomes()));
        fields.push(Field::of(F::Outcome, outcome, row.help).required());
    }
    fields.push(Field::of(F::At, FieldKind::Moment, at_help).required());
    fields.extend(row.fields.iter().map(|f| field(*f)));
    fields.push(Field::of(F::Text, FieldKind::Text, row.text));
    for f in &mut fields {
        f.required |= needed(kind).iter().any(|field| f.code == field.code());
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(kind: K) -> Vec<&'static str> {
        all_fields(kind).iter().map(|f| f.code).collect()
    }

    #[test]
    fn each_kind_is_asked_for_what_the_law_wants_of_it() {
        let check = |kind, wanted: &[&str]| assert_eq!(codes(kind), wanted, "{kind:?}");
        check(K::Contact, &["outcome", "at", "text"]);
        check(
            K::Test,
            &["outcome", "at", "substance", "ground", "sample", "same_sex", "guardian", "text"],
        );
        check(K::Absence, &["outcome", "at", "until", "text"]);
        check(K::Suspension, &["at", "until", "document_no", "text"]);
        check(K::Violation, &["outcome", "at", "step", "document_no", "text"]);
        check(K::CourtDecision, &["outcome", "at", "place", "document_no", "text"]);
        check(K::Proposal, &["at", "document_no", "text"]);
    }

    #[test]
    fn every_kind_has_a_form_and_stands_in_one_row_at_most() {
        for &kind in K::ALL {
            assert!(TABLE.iter().filter(|r| r.kinds.contains(&kind)).count() <= 1, "{kind:?}");
            let codes = codes(kind);
            assert!(codes.contains(&"at") && codes.contains(&"text"), "{kind:?}");
            assert_eq!(codes.contains(&"outcome"), !kind.outcomes().is_empty(), "{kind:?}");
        }
    }
}
