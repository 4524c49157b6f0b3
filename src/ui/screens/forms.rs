//! The forms as declared lists of fields: what is asked, how it is typed, where the law says so.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Step};
use crate::domain::case::MeasureField;
use crate::domain::date::{PartialDate, age_on, parse_partial, vn};
use crate::domain::id::FileNo;
use crate::domain::person::{Person, PersonField};
use crate::domain::road::{Act, transition_of};
use crate::domain::word::{
    DocumentKind, Education, EndReason, Inflow, Law, MeasureCode, OccupationGroup, Route, Sex,
    Substance, Word,
};
use crate::ui::widgets::form::{Field, FieldKind, Form, choices, yes_no};
use crate::ui::widgets::text::safe;
use crate::ui::words::{self, Text};

const NONE: Text = Text("", "");

/// Whom a form is about.
#[derive(Clone)]
pub struct Who {
    /// File number.
    pub file_no: FileNo,
    /// Full name.
    pub name: String,
    /// Under 18 now (D163 Đ56.6). A birth known to the year counts from its first day.
    pub minor: bool,
}

impl Who {
    /// The person of a dossier.
    pub fn of(person: &Person, cx: &Context) -> Self {
        Self::listed(person.file_no.clone(), person.name.clone(), person.born, cx)
    }

    /// The person of a line of a list.
    pub fn listed(file_no: FileNo, name: String, born: PartialDate, cx: &Context) -> Self {
        let minor = age_on(born.first_day(), cx.now.date()) < 18;
        Self { file_no, name, minor }
    }

    /// The line above the form.
    pub fn subject(&self) -> String {
        format!("{} · {}", safe(&self.name), self.file_no)
    }
}

/// A new person.
pub fn new_person(_: &Context) -> Step {
    let form = Form::new(person_fields()).focused_on(PersonField::Name.code());
    FormScreen::open(words::FORM_NEW_PERSON, String::new(), form, Purpose::NewPerson)
}

/// Editing a person.
pub fn edit_person(person: &Person, _: &Context) -> Step {
    let draft = person.draft();
    let mut fields = person_fields();
    for field in &mut fields {
        let text = PersonField::from_code(field.code).and_then(|f| draft.get(f));
        let Some(text) = text else { continue };
        // The canonical draft has ISO dates; officers read dd/mm/yyyy.
        let shown = match &field.kind {
            FieldKind::PartialDate | FieldKind::Date => {
                parse_partial(text).map_or_else(|_| text.to_owned(), |d: PartialDate| d.to_string())
            }
            _ => text.to_owned(),
        };
        *field = field.emptied().with(&shown);
    }
    let file_no = person.file_no.clone();
    let subject = format!("{} · {file_no}", safe(&person.name));
    let form = Form::new(fields).focused_on(PersonField::Name.code());
    FormScreen::open(words::FORM_EDIT_PERSON, subject, form, Purpose::EditPerson(file_no))
}

/// What a person is asked for, empty.
pub(super) fn person_fields() -> Vec<Field> {
    use FieldKind::{Choice, Many, PartialDate, Text as Line};
    use PersonField as F;
    let form = Text("Sơ yếu lý lịch, Mẫu 05 (D163)", "Résumé, form 05 (D163)");
    let id = Text(
        "12 số (căn cước/CCCD) hoặc 9 số (CMND); không có thì để trống",
        "12 digits (identity card) or 9 (old card); empty where there is none",
    );
    vec![
        Field::of(F::FileNo, Line, words::AUTO_NUMBER),
        Field::of(
            F::Name,
            Line,
            Text("Họ, chữ đệm và tên, có dấu", "Family, middle and given name, with marks"),
        )
        .required(),
        Field::of(F::OtherNames, Line, Text("Tên thường gọi, biệt danh", "Nicknames")),
        Field::of(F::Sex, Choice(choices(Sex::ALL)), form).required(),
        Field::of(F::Born, PartialDate, form).required(),
        Field::of(F::Hamlet, Line, Text("Thôn, tổ dân phố nơi đang ở", "Hamlet of residence")),
        Field::of(F::CurrentAddress, Line, form),
        Field::of(F::PermanentAddress, Line, form),
        Field::of(F::TemporaryAddress, Line, form),
        Field::of(F::Origin, Line, form),
        Field::of(F::DocumentKind, Choice(choices(DocumentKind::ALL)), form).may_be_unknown(),
        Field::of(F::DocumentNo, Line, id),
        Field::of(F::DocumentIssued, PartialDate, NONE),
        Field::of(F::DocumentPlace, Line, NONE),
        Field::of(F::Phone, Line, NONE),
        Field::of(
            F::Relatives,
            Line,
            Text(
                "Cha, mẹ, vợ/chồng: tên, năm sinh, điện thoại",
                "Parents, spouse: name, year, phone",
            ),
        ),
        Field::of(F::Education, Choice(choices(Education::ALL)), form).may_be_unknown(),
        Field::of(F::Occupation, Line, form),
        Field::of(F::OccupationGroup, Choice(choices(OccupationGroup::ALL)), form).may_be_unknown(),
        Field::of(F::Workplace, Line, form),
        Field::of(
            F::Ethnicity,
            Line,
            Text(
                "Không bắt buộc; chỉ hiện trong hồ sơ, không vào danh sách",
                "Optional; shown on the dossier only",
            ),
        ),
        Field::of(F::Substances, Many(choices(Substance::ALL)), form),
        Field::of(F::Route, Choice(choices(Route::ALL)), form).may_be_unknown(),
        Field::of(F::UseSince, Line, Text("Năm, bốn chữ số", "Year, four digits")),
        Field::of(F::DetectedOn, PartialDate, form),
        Field::of(
            F::RehabCount,
            Line,
            Text(
                "Số lần đã cai; 0 = chưa lần nào, trống = không rõ",
                "Earlier rehabs; 0 = none, empty = unknown",
            ),
        ),
        Field::of(
            F::Psychosis,
            Choice(yes_no()),
            Text("Dấu hiệu loạn thần (ngáo đá)", "Signs of psychosis"),
        )
        .may_be_unknown(),
        Field::of(F::PsychosisSeenOn, PartialDate, NONE),
        Field::of(F::ReleasedPrisoner, Choice(yes_no()), NONE).may_be_unknown(),
        Field::of(
            F::Note,
            Line,
            Text(
                "Không ghi tình trạng HIV (Luật 64/2006 Đ30)",
                "Never HIV status (Law 64/2006 Art. 30)",
            ),
        ),
    ]
}

/// A new measure of a person.
pub fn new_measure(who: &Who, measure: Option<MeasureCode>, cx: &Context) -> Step {
    use MeasureField as F;
    let mut fields = measure_fields();
    let known =
        [(F::Measure, measure.map_or("", Word::code).to_owned()), (F::Start, vn(cx.now.date()))];
    for (field, value) in known {
        if let Some(f) = fields.iter_mut().find(|f| f.code == field.code()) {
            *f = Field::of(field, f.kind.clone(), f.help).required().with(&value);
        }
    }
    let first = if measure.is_some() { F::Start } else { F::Measure };
    let form = Form::new(fields).focused_on(first.code());
    let purpose = Purpose::NewMeasure(who.file_no.clone());
    FormScreen::open(words::FORM_NEW_MEASURE, who.subject(), form, purpose)
}

/// What a measure is asked for, empty.
pub(super) fn measure_fields() -> Vec<Field> {
    use FieldKind::{Choice, Date, Text as Line};
    use MeasureField as F;
    let term = Text(
        "Để trống: thời hạn theo luật (L120 Đ24, Đ29–36, Đ42)",
        "Empty: the term of the law (L120 Đ24, Đ29–36, Đ42)",
    );
    vec![
        Field::of(
            F::Measure,
            Choice(choices(MeasureCode::ALL)),
            Text("Mỗi người chỉ có một biện pháp chính cùng lúc", "One main measure at a time"),
        )
        .required(),
        Field::of(
            F::Start,
            Date,
            Text(
                "Ngày quyết định hoặc ngày tiếp nhận (L120 Đ24, Đ29)",
                "Day of the decision or reception (L120 Đ24, Đ29)",
            ),
        )
        .required(),
        Field::of(
            F::DecisionNo,
            Line,
            Text("Quyết định, Mẫu 04 (D163)", "Decision, form 04 (D163)"),
        ),
        Field::of(F::DecisionDate, Date, NONE),
        Field::of(F::Signatory, Line, NONE),
        Field::of(F::TermMonths, Line, term),
        Field::of(
            F::RehabCount,
            Line,
            Text(
                "Lần cai thứ mấy: quyết định thời hạn cai (L120 Đ29)",
                "Which time in rehab: decides the term (L120 Đ29)",
            ),
        ),
        Field::of(
            F::Law,
            Choice(choices(Law::ALL)),
            Text(
                "Để trống: theo ngày quyết định (L120 Đ56)",
                "Empty: by the decision date (L120 Đ56)",
            ),
        ),
        Field::of(
            F::Source,
            Choice(choices(Inflow::ALL)),
            Text(
                "Chuyển đến: tính vào cột “chuyển đến” của báo cáo",
                "Moved in: counted so in the report",
            ),
        ),
        Field::of(
            F::SetEnd,
            Date,
            Text(
                "Chỉ khi khác ngày tính được; cả hai được giữ",
                "Only where it differs from the computed end; both are kept",
            ),
        ),
        Field::of(
            F::SetEndReason,
            Line,
            Text("Bắt buộc nói rõ khi đặt ngày kết thúc khác", "Say why another end date is set"),
        ),
    ]
}

/// What the end of a measure is asked for.
pub(super) fn closing_fields(measure: Option<MeasureCode>) -> Vec<Field> {
    use MeasureField as F;
    // Only what the road can end such a measure with.
    let codes = || MeasureCode::ALL.iter().filter(|m| measure.map_or(m.is_main(), |c| c == **m));
    let fits = |r: &&EndReason| codes().any(|m| transition_of(Act::Close(*m, **r)).is_some());
    let reasons: Vec<EndReason> = EndReason::ALL.iter().filter(fits).copied().collect();
    vec![
        Field::of(
            F::EndReason,
            FieldKind::Choice(choices(&reasons)),
            Text(
                "Dừng, chấm dứt: L120 Đ24.5, D163 Đ63",
                "Stopping and ending: L120 Đ24.5, D163 Đ63",
            ),
        )
        .required(),
        Field::of(
            F::EndedOn,
            FieldKind::Date,
            Text("Từ ngày này không còn áp dụng", "From this day it no longer applies"),
        )
        .required(),
    ]
}

/// Ending a measure of a person; `None` = the main one that is running.
pub fn close_measure(measure: Option<MeasureCode>, who: &Who, cx: &Context) -> Step {
    let mut fields = closing_fields(measure);
    if let Some(day) = fields.pop() {
        fields.push(day.with(&vn(cx.now.date())));
    }
    let subject = match measure {
        Some(measure) => format!("{} · {}", who.subject(), measure.label(cx.lang)),
        None => who.subject(),
    };
    let purpose = Purpose::CloseMeasure(who.file_no.clone(), measure);
    FormScreen::open(words::FORM_CLOSE_MEASURE, subject, Form::new(fields), purpose)
}
