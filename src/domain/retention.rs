//! How long a file is kept (Law 91/2025/QH15 Đ14: what has served its purpose and is past the legal
//! time of keeping is deleted). Whether a file is due for review is a pure function of its facts;
//! what becomes of it two people decide.

use super::case::CaseFile;
use super::date::{add_days, add_months, add_months_back};
use super::word::{EventKind, Lang, MeasureCode, Outcome};
use chrono::NaiveDate;

super::person::fields! {
    /// Kinds of files that are kept equally long.
    FileKind {
        UserManagement = "user_management", "Quản lý người sử dụng", "User management";
        Addicted = "addicted", "Người nghiện chưa cai", "Addicted, not in rehab";
        Rehab = "rehab", "Cai nghiện", "Rehabilitation";
        Substitution = "substitution", "Điều trị thay thế", "Substitution treatment";
        PostRehab = "post_rehab", "Quản lý sau cai", "Post-rehab management";
        Suspected = "suspected", "Nghi vấn", "Suspected";
    }
}

super::person::fields! {
    /// Why a file is due for review.
    Ground {
        KeptLongEnough = "kept_long_enough", "đã hết thời gian lưu", "kept long enough";
        Unconfirmed = "unconfirmed", "nghi vấn không được xác nhận", "suspicion not confirmed";
        Cleared = "cleared", "đã loại khỏi nghi vấn", "suspicion cleared";
    }
}

impl FileKind {
    /// The kind of a file in which this measure stands; none for monitoring, which rides on another.
    pub fn of(measure: MeasureCode) -> Option<Self> {
        match measure {
            MeasureCode::UserManagement => Some(Self::UserManagement),
            MeasureCode::Addicted => Some(Self::Addicted),
            MeasureCode::Substitution => Some(Self::Substitution),
            MeasureCode::PostRehab => Some(Self::PostRehab),
            code if code.is_rehab() => Some(Self::Rehab),
            _ => None,
        }
    }
}

super::person::fields! {
    /// What is asked when a file is proposed for destruction or destroyed.
    DestructionField {
        File = "file", "Số hồ sơ", "File number";
        Reason = "reason", "Lý do", "Reason";
        Typed = "typed", "Gõ lại số hồ sơ", "File number again";
    }
}

/// Why a file is not destroyed, or not proposed for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DestructionFault {
    /// It is not due: something runs, its time of keeping is not over or not known.
    NotDue,
    /// It is proposed already.
    ProposedAlready,
    /// Nobody proposed it.
    NotProposed,
    /// Who proposed it cannot be the one who destroys it.
    OwnProposal,
    /// The account was made, enabled, given its role or a new password after the proposal, or the
    /// registry recovered with sheets: one person could be both. Ours, not the law's.
    NewAccount,
    /// What was typed is not its number.
    TypedOtherwise,
}

impl DestructionFault {
    /// What is wrong and what to do.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::NotDue => lang.pick(
                "hồ sơ chưa đến hạn rà soát: còn việc đang chạy, chưa hết thời gian lưu, hoặc chưa đặt số năm lưu (hoso rules set retention.…)",
                "the file is not due for review: something runs, its time is not over, or no years are set (hoso rules set retention.…)",
            ),
            Self::ProposedAlready => lang.pick(
                "hồ sơ này đã được đề nghị hủy, đang chờ Trưởng Công an cấp xã quyết định",
                "the file is proposed already and waits for the chief",
            ),
            Self::NotProposed => lang.pick(
                "chưa ai đề nghị hủy hồ sơ này; một cán bộ khác phải đề nghị trước",
                "nobody proposed this file; another officer has to propose it first",
            ),
            Self::OwnProposal => lang.pick(
                "người đề nghị không được tự quyết định hủy; cần một Trưởng Công an cấp xã khác, hoặc cán bộ khác đề nghị",
                "who proposed cannot destroy it; another chief has to, or another officer proposes",
            ),
            Self::NewAccount => lang.pick(
                "tài khoản này được lập, mở lại, đổi vai trò, đặt lại mật khẩu hoặc khôi phục bằng phiếu sau khi có đề nghị; một Trưởng khác quyết định, hoặc rút đề nghị rồi đề nghị lại",
                "this account was made, enabled, given a role or a password, or recovered after the proposal; another chief decides, or it is taken back and proposed again",
            ),
            Self::TypedOtherwise => lang.pick(
                "không khớp số hồ sơ; gõ lại đúng số hồ sơ để xác nhận",
                "is not the file number; type the number again to confirm",
            ),
        }
    }
}

/// How long each kind is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionRules {
    /// Years after the last fact, by kind; a kind that is missing is never due.
    pub years: Vec<(FileKind, u32)>,
    /// Days in which a suspicion is confirmed or the file is due; `unit`.
    pub suspected_days: u32,
}

/// When and why a file is due for review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Review {
    /// Why.
    pub ground: Ground,
    /// Counted from this day.
    pub since: NaiveDate,
    /// Due on this day.
    pub due: NaiveDate,
}

impl RetentionRules {
    fn years_of(&self, kind: FileKind) -> Option<u32> {
        self.years.iter().find(|(k, _)| *k == kind).map(|(_, years)| *years)
    }

    /// The last day by which every measure of a file must have ended for it to be due on this one; `None` =
    /// no kind has a time of keeping.
    pub fn ended_by(&self, on: NaiveDate) -> Option<NaiveDate> {
        let least = self.years.iter().map(|(_, years)| *years).min()?;
        // A day more: of a 29 February the time is over on a 28th.
        Some(add_days(add_months_back(on, least * 12), 1))
    }

    /// When a file is due for review; `None` while something runs, or where a kind of it has no
    /// time of keeping. A file of several kinds is kept as long as the longest asks, from its last fact.
    pub fn review(&self, case: &CaseFile) -> Option<Review> {
        let mut kinds = case.main_measures().filter_map(|m| FileKind::of(m.record.code)).peekable();
        if kinds.peek().is_none() {
            return self.review_of_suspicion(case);
        }
        let years = kinds.map(|kind| self.years_of(kind)).collect::<Option<Vec<u32>>>()?;
        let ends = case.measures.iter().filter(|m| m.record.counts()).map(|m| m.record.ended_on);
        let last_end = ends.collect::<Option<Vec<NaiveDate>>>()?.into_iter().max()?;
        let last_event =
            case.events.iter().map(|e| e.record.until.unwrap_or(e.record.at.date())).max();
        let since = last_event.map_or(last_end, |day| day.max(last_end));
        let due = add_months(since, years.into_iter().max()? * 12);
        Some(Review { ground: Ground::KeptLongEnough, since, due })
    }

    /// A file with no measure: only a suspicion that came to nothing makes it due.
    fn review_of_suspicion(&self, case: &CaseFile) -> Option<Review> {
        let of = |kind: EventKind| {
            case.events.iter().rev().map(|e| &e.record).find(move |e| e.kind == kind)
        };
        let suspected = of(EventKind::Suspicion)?.at;
        let since = suspected.date();
        let confirmed = case.events.iter().map(|e| &e.record).any(|e| {
            e.at >= suspected && matches!(e.outcome, Some(Outcome::Positive | Outcome::Addicted))
        });
        if confirmed {
            return None;
        }
        if let Some(cleared) = of(EventKind::SuspicionCleared).filter(|e| e.at >= suspected) {
            let due = cleared.at.date();
            return Some(Review { ground: Ground::Cleared, since, due });
        }
        let due = add_days(since, i64::from(self.suspected_days));
        Some(Review { ground: Ground::Unconfirmed, since, due })
    }
}

impl Review {
    /// Whether the day has come.
    pub fn is_due(&self, on: NaiveDate) -> bool {
        self.due <= on
    }

    /// Why, in words.
    pub fn text(&self, lang: Lang) -> &'static str {
        use super::word::Word;
        self.ground.label(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Event, Measure, Stored};
    use crate::domain::draft::Draft;
    use crate::domain::id::{EventId, MeasureId, PersonId};
    use crate::domain::person::{Person, PersonDraft, PersonField as P};
    use crate::domain::word::Word;

    fn day(text: &str) -> NaiveDate {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
    }

    /// `user_management 2015-01-01 2016-01-01` is a measure, `suspicion 2026-01-01` an event,
    /// `test 2026-01-02 positive` one with an outcome.
    fn case(lines: &[&str]) -> CaseFile {
        let mut person = PersonDraft::new();
        for (field, text) in
            [(P::FileNo, "A1"), (P::Name, "Nguyễn Văn Thử"), (P::Sex, "male"), (P::Born, "1990")]
        {
            person.set(field, text);
        }
        let (mut measures, mut events) = (Vec::new(), Vec::new());
        for (id, line) in (1..).zip(lines) {
            let words: Vec<&str> = line.split(' ').collect();
            if MeasureCode::from_code(words[0]).is_some() {
                let mut draft = Draft::new();
                for (field, text) in [("measure", words[0]), ("start", words[1]), ("law", "L120")] {
                    draft.set(crate::domain::case::MeasureField::from_code(field).unwrap(), text);
                }
                if let Some(end) = words.get(2) {
                    for (field, text) in
                        [("ended_on", *end), ("end_reason", words.get(3).unwrap_or(&"completed"))]
                    {
                        let field = crate::domain::case::MeasureField::from_code(field).unwrap();
                        draft.set(field, text);
                    }
                }
                let record = Measure::parse(&draft, NaiveDate::MAX).unwrap().0;
                measures.push(Stored { id: MeasureId(id), record });
            } else {
                let mut draft = Draft::new();
                draft.set(crate::domain::case::EventField::from_code("kind").unwrap(), words[0]);
                let at = format!("{}T08:00", words[1]);
                draft.set(crate::domain::case::EventField::from_code("at").unwrap(), at.as_str());
                if let Some(outcome) = words.get(2) {
                    let field = crate::domain::case::EventField::from_code("outcome").unwrap();
                    draft.set(field, *outcome);
                }
                let record = Event::parse(&draft, NaiveDate::MAX).unwrap().0;
                events.push(Stored { id: EventId(id), record });
            }
        }
        let person = Person::parse(&person, NaiveDate::MAX).unwrap().0;
        CaseFile { id: PersonId(1), person, measures, events }
    }

    #[test]
    fn a_file_is_due_when_all_of_it_was_kept_long_enough() {
        use FileKind as K;
        let none: &[(FileKind, u32)] = &[];
        let ten: &[_] = &[(K::UserManagement, 10)];
        let both: &[_] = &[(K::UserManagement, 10), (K::Rehab, 20)];
        let managed = "user_management 2015-01-01 2016-01-01";
        type Case<'a> = (&'a [(FileKind, u32)], &'a [&'a str], Option<(Ground, &'a str)>);
        let rows: [Case<'_>; 14] = [
            (none, &[managed], None),
            (ten, &[managed], Some((Ground::KeptLongEnough, "2026-01-01"))),
            // Something still runs, or ran later, or is kept without a known end.
            (ten, &["user_management 2015-01-01"], None),
            (ten, &[managed, "user_management 2024-01-01"], None),
            (ten, &[managed, "rehab_home 2016-01-01 2018-01-01"], None),
            // The longest kind, from the last fact.
            (
                both,
                &[managed, "rehab_home 2016-01-01 2018-01-01"],
                Some((Ground::KeptLongEnough, "2038-01-01")),
            ),
            (
                ten,
                &[managed, "test 2019-05-06 negative"],
                Some((Ground::KeptLongEnough, "2029-05-06")),
            ),
            // An entry by mistake holds nothing up; alone it is no measure at all.
            (
                ten,
                &[managed, "user_management 2020-01-01 2020-01-01 error"],
                Some((Ground::KeptLongEnough, "2026-01-01")),
            ),
            (ten, &["user_management 2020-01-01 2020-01-01 error"], None),
            (ten, &[], None),
            (none, &["suspicion 2026-01-01"], Some((Ground::Unconfirmed, "2026-04-01"))),
            (
                none,
                &["suspicion 2026-01-01", "suspicion_cleared 2026-01-20"],
                Some((Ground::Cleared, "2026-01-20")),
            ),
            (none, &["suspicion 2026-01-01", "test 2026-01-03 positive"], None),
            (none, &["suspicion 2026-01-01", "test 2026-01-03 negative"], {
                Some((Ground::Unconfirmed, "2026-04-01"))
            }),
        ];
        for (years, lines, wanted) in rows {
            let rules = RetentionRules { years: years.to_vec(), suspected_days: 90 };
            let review = rules.review(&case(lines)).map(|r| (r.ground, r.due));
            assert_eq!(review, wanted.map(|(g, d)| (g, day(d))), "{lines:?}");
        }
    }

    #[test]
    fn what_is_due_has_ended_by_the_day_that_is_asked_for() {
        let rules =
            RetentionRules { years: vec![(FileKind::UserManagement, 10)], suspected_days: 90 };
        for (ended, due) in [("2016-02-29", "2026-02-28"), ("2016-02-28", "2026-02-28")] {
            let line = format!("user_management 2015-01-01 {ended}");
            let review = rules.review(&case(&[&line])).unwrap();
            assert_eq!(review.due, day(due));
            assert!(Some(day(ended)) <= rules.ended_by(review.due), "{ended}");
        }
    }

    #[test]
    fn every_main_measure_has_a_kind() {
        for code in MeasureCode::ALL {
            assert_eq!(FileKind::of(*code).is_some(), code.is_main(), "{code:?}");
        }
    }
}
