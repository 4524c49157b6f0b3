//! Who may be the same person: two people are compared by what is known of both, every reason is
//! named, and each reason weighs so many points. No law knows these figures; they are this
//! program's own, they decide nothing, they only order what an officer is shown.

use super::date::{PartialDate, parse_partial};
use super::person::{Person, PersonDraft, PersonField, fields};
use super::text::{clean_line, fold};
use super::word::{Lang, Sex, Word};
use chrono::Datelike;

fields! {
    /// Why two people look alike, or speak against it.
    Why {
        SameDocument = "same_document", "trùng số giấy tờ", "same identity number";
        CloseDocument = "close_document", "số giấy tờ lệch một chữ số hoặc đảo hai chữ số", "identity number one digit off or two digits swapped";
        SameName = "same_name", "trùng họ tên", "same name";
        KnownName = "known_name", "họ tên trùng tên gọi khác", "name is the other's other name";
        CloseName = "close_name", "họ tên gần giống", "nearly the same name";
        SameBirth = "same_birth", "trùng ngày sinh", "same date of birth";
        BirthFits = "birth_fits", "ngày sinh có thể là một", "dates of birth can be one";
        CloseBirth = "close_birth", "ngày sinh gần giống", "nearly the same date of birth";
        SameRelatives = "same_relatives", "trùng tên thân nhân", "a relative of the same name";
        SameHamlet = "same_hamlet", "cùng thôn, tổ", "same hamlet";
        OtherSex = "other_sex", "khác giới tính", "other sex";
        FarBirth = "far_birth", "năm sinh cách xa", "years of birth far apart";
        OtherDocument = "other_document", "số giấy tờ khác hẳn", "quite another identity number";
    }
}

impl Why {
    /// How much it weighs; below zero it speaks against.
    pub fn points(self) -> i32 {
        match self {
            Self::SameDocument => 70,
            Self::SameName => 50,
            Self::CloseDocument | Self::KnownName => 40,
            Self::CloseName | Self::SameBirth => 30,
            Self::BirthFits => 20,
            Self::SameRelatives => 15,
            Self::CloseBirth | Self::SameHamlet => 10,
            Self::OtherSex => -20,
            Self::OtherDocument => -30,
            Self::FarBirth => -40,
        }
    }
}

/// Points from which two people of the registry are put before an officer.
pub const ALIKE: i32 = 60;
/// Points from which somebody is shown while a new person is being typed: less is known then.
pub const WORTH_A_LOOK: i32 = 50;
/// Years of birth further apart than this speak against.
const FAR_YEARS: i32 = 5;

/// How much two people look alike.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Sum of the reasons' points.
    pub points: i32,
    /// The reasons, those for it first.
    pub reasons: Vec<Why>,
}

impl Likeness {
    fn of(mut reasons: Vec<Why>) -> Self {
        reasons.sort_by_key(|why| std::cmp::Reverse(why.points()));
        Self { points: reasons.iter().map(|why| why.points()).sum(), reasons }
    }

    /// "trùng họ tên, cùng thôn, tổ; nhưng khác giới tính".
    pub fn text(&self, lang: Lang) -> String {
        let told = |speaks_for: bool| {
            let of_kind = self.reasons.iter().filter(|w| (w.points() > 0) == speaks_for);
            of_kind.map(|w| w.label(lang)).collect::<Vec<_>>().join("; ")
        };
        let (fors, against) = (told(true), told(false));
        if against.is_empty() {
            return fors;
        }
        format!("{fors}; {} {against}", lang.pick("nhưng", "but"))
    }
}

/// What is compared of a person. No `Debug`: it holds his names.
#[derive(Clone, Default)]
pub struct Traits {
    /// Folded words of the name, sorted.
    name: Vec<String>,
    /// The same of each other name.
    other_names: Vec<Vec<String>>,
    sex: Option<Sex>,
    born: Option<PartialDate>,
    /// Digits and letters only.
    document: Option<String>,
    hamlet: Option<String>,
    /// Folded words in their order.
    relatives: Vec<String>,
}

/// The folded words of a name in one order, whatever the order they were written in.
pub fn name_words(name: &str) -> Vec<String> {
    let mut words = folded_words(name);
    words.sort_unstable();
    words
}

fn folded_words(text: &str) -> Vec<String> {
    let text = fold(&clean_line(text));
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

fn document_key(number: &str) -> Option<String> {
    let key: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
    (!key.is_empty()).then(|| key.to_ascii_uppercase())
}

impl Traits {
    /// Of the texts that a row or a form holds.
    pub fn new<'a>(text: impl Fn(PersonField) -> Option<&'a str>) -> Self {
        use PersonField as F;
        let split = |t: &str| -> Vec<Vec<String>> {
            let names = t.split([',', ';', '/']).map(name_words);
            names.filter(|words| !words.is_empty()).collect()
        };
        Self {
            name: text(F::Name).map(name_words).unwrap_or_default(),
            other_names: text(F::OtherNames).map(split).unwrap_or_default(),
            sex: text(F::Sex).and_then(Sex::from_text),
            born: text(F::Born).and_then(|t| parse_partial(t).ok()),
            document: text(F::DocumentNo).and_then(document_key),
            hamlet: text(F::Hamlet).map(|t| folded_words(t).join(" ")).filter(|t| !t.is_empty()),
            relatives: text(F::Relatives).map(folded_words).unwrap_or_default(),
        }
    }

    /// Of a form being filled in; what cannot be read yet does not count.
    pub fn of_draft(draft: &PersonDraft) -> Self {
        Self::new(|field| draft.get(field))
    }

    /// Of a person.
    pub fn of(person: &Person) -> Self {
        Self::of_draft(&person.draft())
    }

    /// The folded words of the name, sorted.
    pub fn name(&self) -> &[String] {
        &self.name
    }

    /// The folded words of each other name, sorted.
    pub fn other_names(&self) -> &[Vec<String>] {
        &self.other_names
    }

    /// The identity number's signs.
    pub fn document(&self) -> Option<&str> {
        self.document.as_deref()
    }

    /// Date of birth.
    pub fn born(&self) -> Option<PartialDate> {
        self.born
    }

    /// How much the two look alike. The order of the two does not matter.
    pub fn likeness(&self, other: &Self) -> Likeness {
        let reasons = [
            self.names_alike(other),
            births_alike(self.born, other.born),
            documents_alike(self.document.as_deref(), other.document.as_deref()),
            share_a_run(&self.relatives, &other.relatives).then_some(Why::SameRelatives),
            (self.hamlet.is_some() && self.hamlet == other.hamlet).then_some(Why::SameHamlet),
            self.sex.zip(other.sex).is_some_and(|(a, b)| a != b).then_some(Why::OtherSex),
        ];
        Likeness::of(reasons.into_iter().flatten().collect())
    }

    fn names_alike(&self, other: &Self) -> Option<Why> {
        if self.name.len() < 2 || other.name.len() < 2 {
            return None;
        }
        if self.name == other.name {
            return Some(Why::SameName);
        }
        if self.other_names.contains(&other.name) || other.other_names.contains(&self.name) {
            return Some(Why::KnownName);
        }
        close_names(&self.name, &other.name).then_some(Why::CloseName)
    }
}

/// One word left out, or one word with one letter typed otherwise; at least two words in common.
/// Both lists are sorted.
fn close_names(mine: &[String], theirs: &[String]) -> bool {
    let only = |list: &[String], other: &[String]| -> Vec<String> {
        let mut left = other.to_vec();
        let mut alone = Vec::new();
        for word in list {
            match left.iter().position(|w| w == word) {
                Some(at) => drop(left.remove(at)),
                None => alone.push(word.clone()),
            }
        }
        alone
    };
    let (only_mine, only_theirs) = (only(mine, theirs), only(theirs, mine));
    let common = mine.len() - only_mine.len();
    match (only_mine.as_slice(), only_theirs.as_slice()) {
        ([_], []) | ([], [_]) => common >= 2,
        ([one], [other]) => common >= 2 && one_slip(one, other),
        _ => false,
    }
}

/// One letter other, more or less, or two neighbours swapped.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let head = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => {
            short[head..].get(1..) == long[head..].get(1..)
                || (short.len() >= head + 2
                    && short[head] == long[head + 1]
                    && short[head + 1] == long[head]
                    && short[head + 2..] == long[head + 2..])
        }
        1 => short[head..] == long[head + 1..],
        _ => false,
    }
}

fn births_alike(a: Option<PartialDate>, b: Option<PartialDate>) -> Option<Why> {
    let (a, b) = a.zip(b)?;
    if let (PartialDate::Day(x), PartialDate::Day(y)) = (a, b) {
        if x == y {
            return Some(Why::SameBirth);
        }
        let swapped = x.year() == y.year() && x.day() == y.month() && x.month() == y.day();
        if swapped
            || (x.day(), x.month()) == (y.day(), y.month()) && x.year().abs_diff(y.year()) == 10
        {
            return Some(Why::CloseBirth);
        }
    } else {
        let (x, y) = (a.iso(), b.iso());
        if x.starts_with(&y) || y.starts_with(&x) {
            return Some(Why::BirthFits);
        }
    }
    match (a.year() - b.year()).abs() {
        0 | 1 => Some(Why::CloseBirth),
        apart if apart > FAR_YEARS => Some(Why::FarBirth),
        _ => None,
    }
}

fn documents_alike(a: Option<&str>, b: Option<&str>) -> Option<Why> {
    let (a, b) = a.zip(b)?;
    if a == b {
        return Some(Why::SameDocument);
    }
    if a.len() >= 8 && b.len() >= 8 && one_slip(a, b) {
        return Some(Why::CloseDocument);
    }
    // An old card (9 digits) and a new one (12) never agree: that speaks for nothing.
    (a.len() == b.len()).then_some(Why::OtherDocument)
}

/// Words in a row that two texts must share to name the same relative.
const RUN: usize = 3;

fn share_a_run(a: &[String], b: &[String]) -> bool {
    let name_like = |run: &&[String]| run.iter().all(|w| w.chars().all(char::is_alphabetic));
    a.windows(RUN).filter(name_like).any(|run| b.windows(RUN).any(|other| other == run))
}

/// Forms of an identity number by which those one slip apart meet: each digit left open, each two
/// neighbours in one order. Two numbers of the same length share a form if and only if at most one
/// digit differs or two neighbours are swapped.
pub fn document_forms(number: &str) -> Vec<String> {
    let signs: Vec<char> = number.chars().collect();
    let mut forms = Vec::with_capacity(signs.len() * 2);
    for i in 0..signs.len() {
        let mut open = signs.clone();
        open[i] = '*';
        forms.push(open.into_iter().collect());
        if i + 1 < signs.len() && signs[i] != signs[i + 1] {
            let mut ordered = signs.clone();
            ordered[i] = signs[i].min(signs[i + 1]);
            ordered[i + 1] = signs[i].max(signs[i + 1]);
            // The place is part of the form: else two swaps elsewhere would meet here too.
            forms.push(format!("{i}:{}", ordered.into_iter().collect::<String>()));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use Why::{
        BirthFits, CloseBirth, CloseDocument, CloseName, FarBirth, KnownName, OtherDocument,
        OtherSex, SameBirth, SameHamlet, SameName, SameRelatives,
    };

    fn person(fields: &[(PersonField, &str)]) -> Traits {
        let mut draft = PersonDraft::new();
        for (field, text) in fields {
            draft.set(*field, *text);
        }
        Traits::of_draft(&draft)
    }

    fn check(a: &[(PersonField, &str)], b: &[(PersonField, &str)], reasons: &[Why]) {
        let (a, b) = (person(a), person(b));
        let found = a.likeness(&b);
        assert_eq!(found, b.likeness(&a), "the order of the two");
        let wanted = Likeness::of(reasons.to_vec());
        assert_eq!(found.points, wanted.points, "{:?}", found.reasons);
        let sorted = |mut list: Vec<Why>| {
            list.sort_unstable();
            list
        };
        assert_eq!(sorted(found.reasons), sorted(reasons.to_vec()));
    }

    #[test]
    fn names_without_marks_in_any_order() {
        use PersonField::{Name, OtherNames};
        check(&[(Name, "Nguyễn Văn Đức")], &[(Name, "DUC nguyen  van")], &[SameName]);
        check(&[(Name, "Nguyễn Hoà")], &[(Name, "Nguyễn Hòa")], &[SameName]);
        check(&[(Name, "Nguyễn Văn Đức")], &[(Name, "Nguyễn Đức")], &[CloseName]);
        check(&[(Name, "Nguyễn Văn Hùng")], &[(Name, "Nguyễn Văn Hùg")], &[CloseName]);
        check(&[(Name, "Nguyễn Văn Hùng")], &[(Name, "Trần Văn Hùng")], &[]);
        check(&[(Name, "Nguyễn Văn Hùng")], &[(Name, "Nguyễn Thị Mai")], &[]);
        let known = &[(Name, "Lò Văn Páo"), (OtherNames, "Tủa Chùa; Nguyễn Văn Hùng")];
        check(known, &[(Name, "Hùng Nguyễn Văn")], &[KnownName]);
        check(&[(Name, "Hùng")], &[(Name, "Hùng")], &[]);
    }

    #[test]
    fn births_as_far_as_they_are_known() {
        use PersonField::Born;
        let check = |a, b, reasons: &[Why]| check(&[(Born, a)], &[(Born, b)], reasons);
        check("12/05/1987", "1987-05-12", &[SameBirth]);
        check("12/05/1987", "1987", &[BirthFits]);
        check("12/05/1987", "05/12/1987", &[CloseBirth]);
        check("12/05/1987", "12/05/1997", &[CloseBirth]);
        check("1987", "1988", &[CloseBirth]);
        check("1987", "1990", &[]);
        check("1987", "1994", &[FarBirth]);
        check("19", "1994", &[]);
    }

    #[test]
    fn the_rest() {
        use PersonField::{DocumentNo, Hamlet, Name, Relatives, Sex};
        let a = &[(DocumentNo, "001087001234")];
        for (other, why) in [
            ("001 087 001 235", CloseDocument),
            ("001087001243", CloseDocument),
            ("00108700123", CloseDocument),
            ("001087009876", OtherDocument),
        ] {
            check(a, &[(DocumentNo, other)], &[why]);
        }
        check(a, &[(DocumentNo, "012345678")], &[]);
        check(
            &[(Relatives, "Mẹ: Trần Thị Lan, 1960"), (Hamlet, "Tổ 1"), (Sex, "Nam")],
            &[(Relatives, "me TRAN THI LAN 0912345678"), (Hamlet, "tổ  1"), (Sex, "female")],
            &[SameRelatives, SameHamlet, OtherSex],
        );
        check(&[(Relatives, "Mẹ: Lan 1960 1961")], &[(Relatives, "bố Lan 1960 1961")], &[]);
        let told = person(&[(Name, "An Bình"), (Sex, "Nam")])
            .likeness(&person(&[(Name, "Bình An"), (Sex, "Nữ")]));
        assert_eq!(told.text(Lang::Vi), "trùng họ tên; nhưng khác giới tính");
    }

    #[test]
    fn forms_meet_exactly_where_one_slip_lies_between() {
        let numbers =
            ["001087001234", "001087001235", "001087001243", "010087001234", "001087009876"];
        for a in numbers {
            for b in numbers.iter().filter(|b| **b != a) {
                let (forms, others) = (document_forms(a), document_forms(b));
                let meet = forms.iter().any(|f| others.contains(f));
                assert_eq!(meet, one_slip(a, b), "{a} {b}");
            }
        }
    }
}
