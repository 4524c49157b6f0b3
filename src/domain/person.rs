//! A person of the registry: the résumé form (D163 Mẫu 05) as far as it is kept here.
//!
//! There is no field for HIV status (Luật 64/2006 Đ30) and none for religion. Ethnicity is
//! optional, shown only on the dossier, and never a risk factor.

use super::date::{self, PartialDate};
use super::draft::{Draft, Parsed, Reader};
use super::id::FileNo;
use super::identity;
use super::refusal::{Oddity, Reason};
use super::text::{clean_line, readable_name};
use super::word::{DocumentKind, Education, Lang, OccupationGroup, Route, Sex, Substance, Word};
use chrono::NaiveDate;

macro_rules! fields {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* #[doc = concat!("`", $code, "`: ", $vi, ".")] $variant,)+ }
        impl $crate::domain::word::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str { match self { $(Self::$variant => $code,)+ } }
            fn label(self, lang: $crate::domain::word::Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($vi, $en),)+ }
            }
            fn aliases(self) -> &'static [&'static str] { &[] }
            fn spellings() -> &'static [(String, Self)] {
                static ONCE: std::sync::OnceLock<Vec<(String, $name)>> = std::sync::OnceLock::new();
                ONCE.get_or_init($crate::domain::word::spelled)
            }
        }
    };
}
pub(crate) use fields;

fields! {
    /// The fields of a person: columns of sheet Hồ sơ, of table `person`, and of the form.
    PersonField {
        FileNo = "file_no", "Số hồ sơ", "File number";
        Name = "name", "Họ và tên", "Full name";
        OtherNames = "other_names", "Tên gọi khác", "Other names";
        Sex = "sex", "Giới tính", "Sex";
        Born = "born", "Ngày sinh", "Date of birth";
        DocumentKind = "document_kind", "Loại giấy tờ", "Document";
        DocumentNo = "document_no", "Số giấy tờ", "Document number";
        DocumentIssued = "document_issued", "Ngày cấp", "Issued on";
        DocumentPlace = "document_place", "Nơi cấp", "Issued at";
        Origin = "origin", "Quê quán", "Place of origin";
        PermanentAddress = "permanent_address", "Thường trú", "Permanent address";
        TemporaryAddress = "temporary_address", "Tạm trú", "Temporary address";
        CurrentAddress = "current_address", "Nơi ở hiện nay", "Current address";
        Hamlet = "hamlet", "Thôn/Tổ", "Hamlet";
        Ethnicity = "ethnicity", "Dân tộc", "Ethnicity";
        Education = "education", "Học vấn", "Education";
        Occupation = "occupation", "Nghề nghiệp", "Occupation";
        OccupationGroup = "occupation_group", "Nhóm nghề", "Occupation group";
        Workplace = "workplace", "Nơi làm việc/học", "Workplace or school";
        Phone = "phone", "Điện thoại", "Phone";
        Relatives = "relatives", "Thân nhân", "Relatives";
        Substances = "substances", "Chất sử dụng", "Substances";
        Route = "route", "Đường dùng", "Route";
        UseSince = "use_since", "Năm bắt đầu sử dụng", "Using since (year)";
        DetectedOn = "detected_on", "Ngày phát hiện", "First detected";
        RehabCount = "rehab_count", "Số lần cai", "Earlier rehabs";
        Psychosis = "psychosis", "Loạn thần", "Psychosis signs";
        PsychosisSeenOn = "psychosis_seen_on", "Ngày thấy loạn thần", "Psychosis seen on";
        ReleasedPrisoner = "released_prisoner", "Tù tha", "Released prisoner";
        Note = "note", "Ghi chú", "Note";
    }
}

/// A person's draft.
pub type PersonDraft = Draft<PersonField>;

/// A person. No `Debug`: its content must not reach a log or a panic.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Case file number.
    pub file_no: FileNo,
    /// Full name, NFC, readable case.
    pub name: String,
    /// Other names.
    pub other_names: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Date of birth as far as known.
    pub born: PartialDate,
    /// Kind of identity document.
    pub document_kind: Option<DocumentKind>,
    /// Its number, digits only for identity cards; unique when present.
    pub document_no: Option<String>,
    /// Its date of issue.
    pub document_issued: Option<PartialDate>,
    /// Its place of issue.
    pub document_place: Option<String>,
    /// Place of origin.
    pub origin: Option<String>,
    /// Permanent address.
    pub permanent_address: Option<String>,
    /// Temporary address.
    pub temporary_address: Option<String>,
    /// Current address.
    pub current_address: Option<String>,
    /// Hamlet (thôn/tổ dân phố).
    pub hamlet: Option<String>,
    /// Ethnicity (optional, sensitive).
    pub ethnicity: Option<String>,
    /// Education.
    pub education: Option<Education>,
    /// Occupation, free text.
    pub occupation: Option<String>,
    /// Occupation group.
    pub occupation_group: Option<OccupationGroup>,
    /// Workplace or school.
    pub workplace: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Relatives, free text.
    pub relatives: Option<String>,
    /// Substances, in the list's order.
    pub substances: Vec<Substance>,
    /// Route of use.
    pub route: Option<Route>,
    /// Year use began.
    pub use_since: Option<i32>,
    /// Date first detected.
    pub detected_on: Option<PartialDate>,
    /// Earlier rehabs (0 is known to be none; `None` is unknown).
    pub rehab_count: Option<u32>,
    /// Psychosis signs.
    pub psychosis: Option<bool>,
    /// When they were last seen.
    pub psychosis_seen_on: Option<PartialDate>,
    /// Released prisoner (tù tha).
    pub released_prisoner: Option<bool>,
    /// Note.
    pub note: Option<String>,
}

impl Person {
    /// Reads a draft; all refusals together. `today` bounds dates that cannot lie ahead.
    pub fn parse(draft: &PersonDraft, today: NaiveDate) -> Parsed<Self> {
        use PersonField as F;
        let mut r = Reader::new(draft);
        let file_no = r.raw(F::FileNo).and_then(FileNo::parse);
        let file_no = r.require(F::FileNo, file_no);
        let name = read_name(&mut r);
        let sex = r.word::<Sex>(F::Sex);
        let sex = r.require(F::Sex, sex);
        let born = r.partial(F::Born);
        let born = r.require(F::Born, born);
        if born.is_some_and(|b| b.first_day() > today) {
            r.refuse(F::Born, Reason::StartAfterToday);
        }
        let document_kind = r.word::<DocumentKind>(F::DocumentKind);
        let document_no = read_document_no(&mut r, document_kind, sex, born);
        let use_since = r.partial(F::UseSince).map(PartialDate::year);
        let detected_on = r.partial(F::DetectedOn);
        if detected_on.is_some_and(|d| d.first_day() > today) {
            r.refuse(F::DetectedOn, Reason::StartAfterToday);
        }
        let rest = Self {
            file_no: FileNo::numbered(0),
            name: String::new(),
            other_names: r.line(F::OtherNames),
            sex: sex.unwrap_or(Sex::Male),
            born: born.unwrap_or(PartialDate::Year(0)),
            document_kind,
            document_no,
            document_issued: r.partial(F::DocumentIssued),
            document_place: r.line(F::DocumentPlace),
            origin: r.line(F::Origin),
            permanent_address: r.line(F::PermanentAddress),
            temporary_address: r.line(F::TemporaryAddress),
            current_address: r.line(F::CurrentAddress),
            hamlet: r.line(F::Hamlet),
            ethnicity: r.line(F::Ethnicity),
            education: r.word(F::Education),
            occupation: r.line(F::Occupation),
            occupation_group: r.word(F::OccupationGroup),
            workplace: r.line(F::Workplace),
            phone: r.line(F::Phone),
            relatives: r.free_text(F::Relatives),
            substances: r.words(F::Substances),
            route: r.word(F::Route),
            use_since,
            detected_on,
            rehab_count: r.number(F::RehabCount, 99),
            psychosis: r.yes_no(F::Psychosis),
            psychosis_seen_on: r.partial(F::PsychosisSeenOn),
            released_prisoner: r.yes_no(F::ReleasedPrisoner),
            note: r.free_text(F::Note),
        };
        match (file_no, name) {
            (Some(file_no), Some(name)) if r.refusals.is_empty() => {
                Ok((Self { file_no, name, ..rest }, r.remarks))
            }
            _ => Err(r.refusals),
        }
    }

    /// The canonical draft: codes and ISO dates.
    pub fn draft(&self) -> PersonDraft {
        use PersonField as F;
        let mut d = PersonDraft::new();
        let yes_no = |b: bool| if b { "yes" } else { "no" };
        d.set(F::FileNo, self.file_no.as_str());
        d.set(F::Name, self.name.as_str());
        d.set_some(F::OtherNames, self.other_names.as_deref());
        d.set(F::Sex, self.sex.code());
        d.set(F::Born, self.born.iso());
        d.set_some(F::DocumentKind, self.document_kind.map(Word::code));
        d.set_some(F::DocumentNo, self.document_no.as_deref());
        d.set_some(F::DocumentIssued, self.document_issued.map(PartialDate::iso));
        d.set_some(F::DocumentPlace, self.document_place.as_deref());
        d.set_some(F::Origin, self.origin.as_deref());
        d.set_some(F::PermanentAddress, self.permanent_address.as_deref());
        d.set_some(F::TemporaryAddress, self.temporary_address.as_deref());
        d.set_some(F::CurrentAddress, self.current_address.as_deref());
        d.set_some(F::Hamlet, self.hamlet.as_deref());
        d.set_some(F::Ethnicity, self.ethnicity.as_deref());
        d.set_some(F::Education, self.education.map(Word::code));
        d.set_some(F::Occupation, self.occupation.as_deref());
        d.set_some(F::OccupationGroup, self.occupation_group.map(Word::code));
        d.set_some(F::Workplace, self.workplace.as_deref());
        d.set_some(F::Phone, self.phone.as_deref());
        d.set_some(F::Relatives, self.relatives.as_deref());
        d.set(F::Substances, codes(&self.substances));
        d.set_some(F::Route, self.route.map(Word::code));
        d.set_some(F::UseSince, self.use_since.map(|y| y.to_string()));
        d.set_some(F::DetectedOn, self.detected_on.map(PartialDate::iso));
        d.set_some(F::RehabCount, self.rehab_count.map(|n| n.to_string()));
        d.set_some(F::Psychosis, self.psychosis.map(yes_no));
        d.set_some(F::PsychosisSeenOn, self.psychosis_seen_on.map(PartialDate::iso));
        d.set_some(F::ReleasedPrisoner, self.released_prisoner.map(yes_no));
        d.set_some(F::Note, self.note.as_deref());
        d
    }

    /// Age in whole years at the end of `on`; a partly known birth date counts from its first day.
    pub fn age_on(&self, on: NaiveDate) -> i32 {
        date::age_on(self.born.first_day(), on)
    }
}

/// Codes joined by `;`.
pub fn codes<W: Word>(words: &[W]) -> String {
    words.iter().map(|w| w.code()).collect::<Vec<_>>().join(";")
}

/// Labels joined by `; `.
pub fn labels<W: Word>(words: &[W], lang: Lang) -> String {
    words.iter().map(|w| w.label(lang)).collect::<Vec<_>>().join("; ")
}

fn read_name(r: &mut Reader<'_, PersonField>) -> Option<String> {
    let raw = r.raw(PersonField::Name).map(str::to_owned);
    let name = raw.map(|text| clean_line(&text)).filter(|n| n.chars().any(char::is_alphabetic));
    let name = r.require(PersonField::Name, name)?;
    let (name, recased) = readable_name(&name);
    if recased {
        r.remark(PersonField::Name, Oddity::NameRecased);
    }
    Some(name)
}

fn read_document_no(
    r: &mut Reader<'_, PersonField>,
    kind: Option<DocumentKind>,
    sex: Option<Sex>,
    born: Option<PartialDate>,
) -> Option<String> {
    const FIELD: PersonField = PersonField::DocumentNo;
    let text: String = r.line(FIELD)?.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
    if text.is_empty() {
        // "-" in a list means: none. Kept as a number it would be one that many people share.
        return None;
    }
    let card = match kind {
        Some(DocumentKind::CanCuoc | DocumentKind::Cccd) => Some(true),
        Some(DocumentKind::Cmnd) => Some(false),
        None => None,
        Some(_) => return Some(text),
    };
    let number = match card.and_then(|is_card| identity::restore_zeros(&text, is_card)) {
        Some(restored) if restored != text => {
            r.remark(FIELD, Oddity::ZerosRestored);
            restored
        }
        _ => text,
    };
    match identity::IdNumber::parse(&number) {
        Err(_) => r.remark(FIELD, Oddity::IdentityStructure),
        Ok(id) => {
            let sex_of_number = id.is_female();
            if sex.is_some_and(|s| sex_of_number.is_some_and(|f| f != (s == Sex::Female))) {
                r.remark(FIELD, Oddity::IdentitySex);
            }
            if born.is_some_and(|b| id.birth_year().is_some_and(|y| y != b.year())) {
                r.remark(FIELD, Oddity::IdentityBirthYear);
            }
        }
    }
    Some(number)
}
