//! The forms as declared lists of fields: what is asked, how it is typed, where the law says so.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Step};
use crate::domain::case::{EventField, MeasureField};
use crate::domain::date::{PartialDate, parse_partial, vn, vn_minute};
use crate::domain::id::FileNo;
use crate::domain::person::{Person, PersonField};
use crate::domain::word::{
    DocumentKind, Education, EndReason, EventKind, Inflow, Law, MeasureCode, OccupationGroup,
    Route, Sex, Substance, Word,
};
use crate::ui::widgets::form::{Field, FieldKind, Form, choices, yes_no};
use crate::ui::widgets::text::safe;
use crate::ui::words::{self, Text};

const NONE: Text = Text("", "");

/// Which event is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventForm {
    /// A visit or another contact.
    Visit,
    /// A residence check.
    ResidenceCheck,
    /// A drug test.
    Test,
}

impl EventForm {
    /// The kind of event it makes.
    pub fn kind(self) -> EventKind {
        match self {
            Self::Visit => EventKind::Contact,
            Self::ResidenceCheck => EventKind::ResidenceCheck,
            Self::Test => EventKind::Test,
        }
    }

    /// Its heading.
    pub fn title(self) -> Text {
        match self {
            Self::Visit => words::FORM_VISIT,
            Self::ResidenceCheck => words::FORM_RESIDENCE,
            Self::Test => words::FORM_TEST,
        }
    }

    fn help(self) -> Text {
        match self {
            Self::Visit => Text(
                "Gặp được hoặc gọi điện mới tính là đã liên hệ (cài đặt của đơn vị)",
                "Only “met” and “by phone” count as contact (unit setting)",
            ),
            Self::ResidenceCheck => Text(
                "Kiểm tra cư trú mỗi tháng trong thời gian quản lý (D163 Đ61.1a)",
                "Residence is checked every month under management (D163 Đ61.1a)",
            ),
            Self::Test => Text(
                "Xét nghiệm chất ma túy trong cơ thể: chín trường hợp ở D163 Đ56.1",
                "Drug test: the nine grounds of D163 Đ56.1",
            ),
        }
    }
}

/// Recording an event of a person.
pub fn event(form: EventForm, file_no: FileNo, name: &str, cx: &Context) -> Step {
    use EventField as F;
    let outcome = FieldKind::Choice(choices(form.kind().outcomes()));
    let text_help = match form {
        EventForm::Visit => Text(
            "Gặp ai, ở đâu, nói gì. Không ghi tình trạng HIV (Luật 64/2006 Đ30)",
            "Who was met, where, what was said. Never HIV status (Law 64/2006 Art. 30)",
        ),
        EventForm::ResidenceCheck => Text("Ở đâu, ai cho biết", "Where, who told"),
        EventForm::Test => Text(
            "Căn cứ, mẫu, thiết bị, người giám sát; dưới 18 tuổi: người giám hộ có mặt",
            "Ground, sample, device, who supervised; under 18: the guardian present",
        ),
    };
    let mut fields = vec![
        Field::of(F::Outcome, outcome, form.help()).required(),
        Field::of(F::At, FieldKind::Moment, Text("Ngày giờ thực tế", "When it really was"))
            .required()
            .with(&vn_minute(cx.now)),
    ];
    if form == EventForm::Test {
        let substances = FieldKind::Many(choices(Substance::ALL));
        let help = Text("Các chất dương tính", "Substances found");
        fields.push(Field::of(F::Substance, substances, help));
    }
    fields.push(Field::of(F::Text, FieldKind::Text, text_help));
    let subject = format!("{} · {file_no}", safe(name));
    FormScreen::open(form.title(), subject, Form::new(fields), Purpose::Event(file_no, form.kind()))
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
        let empty = Field::new(field.code, field.label, field.kind.clone(), field.help);
        let filled = if field.required { empty.required() } else { empty };
        *field = filled.with(&shown);
    }
    let file_no = person.file_no.clone();
    let subject = format!("{} · {file_no}", safe(&person.name));
    let form = Form::new(fields).focused_on(PersonField::Name.code());
    FormScreen::open(words::FORM_EDIT_PERSON, subject, form, Purpose::EditPerson(file_no))
}

fn person_fields() -> Vec<Field> {
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
        Field::of(F::DocumentKind, Choice(choices(DocumentKind::ALL)), form),
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
        Field::of(F::Education, Choice(choices(Education::ALL)), form),
        Field::of(F::Occupation, Line, form),
        Field::of(F::OccupationGroup, Choice(choices(OccupationGroup::ALL)), form),
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
        Field::of(F::Route, Choice(choices(Route::ALL)), form),
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
        ),
        Field::of(F::PsychosisSeenOn, PartialDate, NONE),
        Field::of(F::ReleasedPrisoner, Choice(yes_no()), NONE),
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
pub fn new_measure(person: &Person, cx: &Context) -> Step {
    use FieldKind::{Choice, Date, Text as Line};
    use MeasureField as F;
    let today = vn(cx.now.date());
    let term = Text(
        "Để trống: thời hạn theo luật (L120 Đ24, Đ29–36, Đ42)",
        "Empty: the term of the law (L120 Đ24, Đ29–36, Đ42)",
    );
    let fields = vec![
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
        .required()
        .with(&today),
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
    ];
    let subject = format!("{} · {}", safe(&person.name), person.file_no);
    let purpose = Purpose::NewMeasure(person.file_no.clone());
    FormScreen::open(words::FORM_NEW_MEASURE, subject, Form::new(fields), purpose)
}

/// Ending a measure of a person.
pub fn close_measure(measure: MeasureCode, person: &Person, cx: &Context) -> Step {
    use MeasureField as F;
    let fields = vec![
        Field::of(
            F::EndReason,
            FieldKind::Choice(choices(EndReason::ALL)),
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
        .required()
        .with(&vn(cx.now.date())),
    ];
    let subject =
        format!("{} · {} · {}", safe(&person.name), person.file_no, measure.label(cx.lang));
    let purpose = Purpose::CloseMeasure(person.file_no.clone(), measure);
    FormScreen::open(words::FORM_CLOSE_MEASURE, subject, Form::new(fields), purpose)
}
