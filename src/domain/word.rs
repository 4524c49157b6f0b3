//! The closed vocabularies of the registry: every word that is stored as a code, read from a
//! workbook in Vietnamese, and shown in two languages.
//!
//! A vocabulary is an enum with, per word, its stable code (English `snake_case`, what is stored
//! and what scripts see), its Vietnamese and English label, and further spellings that a workbook
//! may use. Sources: `domain.md` §2, §5; forms of Decree 163/2026 (Mẫu 04, Mẫu 05).

use super::text::fold;

/// The language of what a person reads. Codes and engineering texts are English always.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Vietnamese, the product's own language.
    #[default]
    Vi,
    /// English, by `--lang en` or `HOSO_LANG=en`.
    En,
}

impl Lang {
    /// Chooses between a Vietnamese and an English text.
    pub fn pick<'a>(self, vi: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Vi => vi,
            Self::En => en,
        }
    }
}

/// A number with thousands marked, `1.234` (English `1,234`).
pub fn number(n: usize, lang: Lang) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(if lang == Lang::Vi { '.' } else { ',' });
        }
        out.push(c);
    }
    out
}

/// A closed list of words with stable codes.
pub trait Word: Copy + Eq + 'static {
    /// Every word, in the order of forms and reports.
    const ALL: &'static [Self];

    /// The stable code: stored, exported, scripted against.
    fn code(self) -> &'static str;

    /// The label an officer reads.
    fn label(self, lang: Lang) -> &'static str;

    /// Further accepted Vietnamese spellings.
    fn aliases(self) -> &'static [&'static str];

    /// The word with exactly this code.
    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|w| w.code() == code)
    }

    /// The word meant by what someone typed: its code, its label or an alias, without regard to
    /// case, marks or spacing.
    fn from_text(text: &str) -> Option<Self> {
        let wanted = squash(text);
        Self::spellings().iter().find(|(spelling, _)| *spelling == wanted).map(|(_, word)| *word)
    }

    /// Every spelling that [`Word::from_text`] takes, squashed, in the order of the words. Made
    /// once a program: an import asks for some hundred thousand words.
    fn spellings() -> &'static [(String, Self)];
}

/// What [`Word::spellings`] gives, made anew.
pub(crate) fn spelled<W: Word>() -> Vec<(String, W)> {
    let of = |w: &W| {
        let texts = [w.code(), w.label(Lang::Vi)].into_iter().chain(w.aliases().iter().copied());
        let word = *w;
        texts.map(squash).filter(|s| !s.is_empty()).map(move |s| (s, word)).collect::<Vec<_>>()
    };
    W::ALL.iter().flat_map(of).collect()
}

/// Folded letters and digits only: what remains when case, marks, spaces and punctuation go.
pub fn squash(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal $(, [$($alias:literal),+])?;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* #[doc = concat!("`", $code, "`: ", $vi, ".")] $variant,)+ }

        impl Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
            fn label(self, lang: Lang) -> &'static str {
                match self { $(Self::$variant => lang.pick($vi, $en),)+ }
            }
            fn aliases(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($($alias),+)?],)+ }
            }
            fn spellings() -> &'static [(String, Self)] {
                static ONCE: std::sync::OnceLock<Vec<(String, $name)>> = std::sync::OnceLock::new();
                ONCE.get_or_init(spelled)
            }
        }
    };
}

mod event;

pub use event::{EventKind, Outcome, Sample, TestGround, ViolationStep};

vocabulary! {
    /// Sex as on the identity document.
    Sex {
        Male = "male", "Nam", "Male";
        Female = "female", "Nữ", "Female";
    }
}

vocabulary! {
    /// Kind of identity document (Mẫu 05).
    DocumentKind {
        CanCuoc = "can_cuoc", "Căn cước", "Identity card (căn cước)", ["thẻ căn cước"];
        Cccd = "cccd", "CCCD", "Citizen card (CCCD)", ["căn cước công dân", "thẻ căn cước công dân"];
        Cmnd = "cmnd", "CMND", "Old identity card (CMND)", ["chứng minh nhân dân", "cmt"];
        Passport = "passport", "Hộ chiếu", "Passport";
        Other = "other", "Giấy tờ khác", "Other paper", ["khác"];
        None = "none", "Không có", "None", ["không"];
    }
}

vocabulary! {
    /// Highest level of schooling (Mẫu 05).
    Education {
        None = "none", "Chưa đi học", "No schooling", ["mù chữ", "không biết chữ"];
        Primary = "primary", "Tiểu học", "Primary", ["cấp 1"];
        LowerSecondary = "lower_secondary", "THCS", "Lower secondary", ["trung học cơ sở", "cấp 2"];
        UpperSecondary = "upper_secondary", "THPT", "Upper secondary", ["trung học phổ thông", "cấp 3"];
        College = "college", "Trung cấp–cao đẳng–đại học", "College or university", ["trung cấp", "cao đẳng", "đại học"];
        Postgraduate = "postgraduate", "Sau đại học", "Postgraduate", ["thạc sĩ", "tiến sĩ"];
    }
}

vocabulary! {
    /// Occupation group (nhóm nghề).
    OccupationGroup {
        None = "none", "Không nghề", "No occupation", ["không có nghề", "thất nghiệp", "không nghề nghiệp"];
        Unstable = "unstable", "Không ổn định", "Unstable work", ["nghề không ổn định"];
        Stable = "stable", "Ổn định", "Stable work", ["nghề ổn định"];
        Student = "student", "Học sinh–sinh viên", "Pupil or student", ["học sinh", "sinh viên", "hssv"];
        Other = "other", "Khác", "Other";
    }
}

vocabulary! {
    /// Substance used. Mapped onto the eight boxes of Mẫu 05 at print.
    Substance {
        Opium = "opium", "Thuốc phiện", "Opium";
        Heroin = "heroin", "Heroin", "Heroin", ["hêrôin", "bạch phiến"];
        Cannabis = "cannabis", "Cần sa", "Cannabis", ["bồ đà"];
        Cocaine = "cocaine", "Cocain", "Cocaine", ["cocaine"];
        Ketamine = "ketamine", "Ketamine", "Ketamine", ["ketamin"];
        Amphetamines = "amphetamines", "Amphetamine/methamphetamine", "Amphetamine/methamphetamine", ["amphetamine", "methamphetamine", "ma túy đá", "hồng phiến", "ma tuý đá", "ats"];
        Mdma = "mdma", "MDMA", "MDMA", ["thuốc lắc", "ecstasy"];
        SyntheticCannabinoids = "synthetic_cannabinoids", "Cần sa tổng hợp", "Synthetic cannabinoids", ["cỏ mỹ"];
        Etomidate = "etomidate", "Etomidate", "Etomidate", ["etomidat"];
        Other = "other", "Khác", "Other";
    }
}

vocabulary! {
    /// Route of use.
    Route {
        Injecting = "injecting", "Tiêm chích", "Injecting", ["tiêm", "chích"];
        Snorting = "snorting", "Hít", "Snorting";
        Smoking = "smoking", "Hút", "Smoking";
        Oral = "oral", "Uống", "Oral", ["nuốt"];
        Other = "other", "Khác", "Other";
        Several = "several", "Nhiều hình thức", "Several routes";
    }
}

vocabulary! {
    /// Measure (biện pháp) or standing of a person: `domain.md` §2.
    MeasureCode {
        UserManagement = "user_management", "Quản lý người sử dụng trái phép", "Management of an unlawful user",
            ["quản lý", "quản lý người sử dụng trái phép chất ma túy", "quản lý người sử dụng trái phép chất ma tuý", "QLNSD"];
        Addicted = "addicted", "Người nghiện chưa cai", "Addicted, not yet in rehab", ["nghiện chưa cai", "người nghiện"];
        RehabHome = "rehab_home", "Cai nghiện tự nguyện tại gia đình, cộng đồng", "Voluntary rehab at home or in the community",
            ["cai nghiện tại gia đình, cộng đồng", "cai nghiện tại gia đình", "cai nghiện tại cộng đồng", "cai tại nhà"];
        RehabVoluntaryPublic = "rehab_voluntary_public", "Cai nghiện tự nguyện tại cơ sở công lập", "Voluntary rehab, public facility",
            ["cai nghiện tự nguyện tại cơ sở công lập, trường giáo dưỡng"];
        RehabVoluntaryPrivate = "rehab_voluntary_private", "Cai nghiện tự nguyện tại cơ sở tư nhân", "Voluntary rehab, private facility",
            ["cai nghiện tự nguyện tại cơ sở cai nghiện tư nhân"];
        RehabCompulsory = "rehab_compulsory", "Cai nghiện bắt buộc (≥ 18)", "Compulsory rehab (18 and over)",
            ["cai nghiện bắt buộc", "cai nghiện bắt buộc từ đủ 18"];
        RehabCompulsoryMinor = "rehab_compulsory_minor", "Cai nghiện bắt buộc (12–<18)", "Compulsory rehab (12 to under 18)",
            ["cai nghiện bắt buộc (12-<18)", "cai nghiện bắt buộc từ đủ 12 đến dưới 18", "cai nghiện bắt buộc dưới 18"];
        Substitution = "substitution", "Điều trị nghiện bằng thuốc thay thế", "Substitution treatment",
            ["điều trị thay thế", "methadone", "điều trị methadone", "điều trị bằng thuốc thay thế"];
        PostRehab = "post_rehab", "Quản lý sau cai nghiện", "Post-rehab management", ["sau cai", "quản lý sau cai"];
        ElectronicMonitoring = "electronic_monitoring", "Giám sát điện tử", "Electronic monitoring";
    }
}

impl MeasureCode {
    /// A main measure: at most one is active for a person, and it decides the row he is counted
    /// in. Monitoring is none: it rides on one (L120 Đ12).
    pub fn is_main(self) -> bool {
        self != Self::ElectronicMonitoring
    }

    /// Any form of rehabilitation.
    pub fn is_rehab(self) -> bool {
        matches!(
            self,
            Self::RehabHome
                | Self::RehabVoluntaryPublic
                | Self::RehabVoluntaryPrivate
                | Self::RehabCompulsory
                | Self::RehabCompulsoryMinor
        )
    }

    /// Rehabilitation inside a facility: the person has left the commune's daily reach.
    pub fn is_facility(self) -> bool {
        self.is_rehab() && self != Self::RehabHome
    }
}

vocabulary! {
    /// Why a measure ended (`interface.md`, end reasons).
    EndReason {
        Completed = "completed", "Hoàn thành", "Completed";
        TermOver = "term_over", "Hết thời hạn", "Term over";
        FoundAddicted = "found_addicted", "Xác định nghiện", "Found addicted";
        SentToFacility = "sent_to_facility", "Đưa vào cơ sở giáo dục bắt buộc / trường giáo dưỡng", "Sent to an educational facility or reform school",
            ["đưa vào cơ sở giáo dục bắt buộc", "đưa vào trường giáo dưỡng", "cơ sở giáo dục bắt buộc", "trường giáo dưỡng"];
        Prison = "prison", "Phạt tù", "Prison";
        Death = "death", "Chết", "Death";
        Missing = "missing", "Mất tích", "Declared missing";
        LongCustody = "long_custody", "Tạm giam dài hơn thời hạn còn lại", "Custody beyond the remaining term";
        MovedOut = "moved_out", "Chuyển đi", "Moved out";
        SelfTerminated = "self_terminated", "Tự ý chấm dứt", "Self-terminated";
        Violation = "violation", "Vi phạm", "Violation";
        Replaced = "replaced", "Chuyển biện pháp", "Changed to another measure";
        Error = "error", "Lập nhầm", "Entered by mistake";
    }
}

impl EndReason {
    /// Whether this end closes every clock of the person (death, move, prison: `domain.md` §3).
    pub fn closes_everything(self) -> bool {
        matches!(self, Self::Death | Self::MovedOut | Self::Prison | Self::Missing)
    }
}

vocabulary! {
    /// Governing law of a decision, chosen by its date and kept with it.
    Law {
        L120 = "L120", "Luật 120/2025/QH15", "Law 120/2025/QH15", ["L120/2025", "120", "luật mới"];
        L73 = "L73", "Luật 73/2021/QH14", "Law 73/2021/QH14", ["L73/2021", "73", "luật cũ"];
    }
}

vocabulary! {
    /// Where a measure came from (Nguồn): decides `new` or `moved_in` in the stock-flow table.
    Inflow {
        New = "new", "Mới", "New";
        MovedIn = "moved_in", "Chuyển đến", "Moved in";
    }
}

vocabulary! {
    /// What an officer may do here (held by the program, not by cryptography).
    Role {
        Chief = "chief", "Trưởng Công an cấp xã", "Chief";
        Officer = "officer", "Cán bộ", "Officer";
        Inspector = "inspector", "Thanh tra", "Inspector";
    }
}

vocabulary! {
    /// Level of risk: who is visited sooner and what help is offered, nothing else.
    RiskLevel {
        Low = "low", "Thấp", "Low";
        Medium = "medium", "Trung bình", "Medium";
        High = "high", "Cao", "High";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_vocabulary<W: Word + std::fmt::Debug>() {
        for (i, &w) in W::ALL.iter().enumerate() {
            assert_eq!(W::from_code(w.code()), Some(w));
            assert_eq!(
                W::from_text(w.label(Lang::Vi)),
                Some(w),
                "label of {w:?} must lead back to it"
            );
            for (j, &other) in W::ALL.iter().enumerate() {
                assert!(i == j || other.code() != w.code());
            }
        }
    }

    #[test]
    fn every_code_and_label_leads_back_to_its_word() {
        check_vocabulary::<Sex>();
        check_vocabulary::<DocumentKind>();
        check_vocabulary::<Education>();
        check_vocabulary::<OccupationGroup>();
        check_vocabulary::<Substance>();
        check_vocabulary::<Route>();
        check_vocabulary::<MeasureCode>();
        check_vocabulary::<EndReason>();
        check_vocabulary::<Law>();
        check_vocabulary::<Inflow>();
        check_vocabulary::<EventKind>();
        check_vocabulary::<Outcome>();
        check_vocabulary::<TestGround>();
        check_vocabulary::<Sample>();
        check_vocabulary::<ViolationStep>();
        check_vocabulary::<Role>();
        check_vocabulary::<RiskLevel>();
    }

    #[test]
    fn a_result_is_read_among_the_words_of_its_kind() {
        let check = |kind: EventKind, text: &str, wanted: Option<Outcome>| {
            assert_eq!(kind.outcome_from_text(text), wanted, "{text}");
        };
        check(EventKind::Test, "DUONG TINH", Some(Outcome::Positive));
        check(EventKind::Test, "có mặt", None);
        check(EventKind::Violation, "giám sát điện tử", Some(Outcome::Monitoring));
        check(EventKind::Support, "khác", Some(Outcome::Other));
    }
}
