//! The case file: a person's measures and events, in the order of their road.

use super::date::{iso, iso_minute, vn, vn_moment};
use super::draft::{Draft, Parsed, Reader};
use super::id::{EventId, MeasureId, PersonId};
use super::person::{Person, codes, fields};
use super::refusal::{Oddity, Reason};
use super::word::{
    EndReason, EventKind, Inflow, Lang, Law, MeasureCode, Outcome, Sample, Substance, TestGround,
    ViolationStep, Word,
};
use chrono::{NaiveDate, NaiveDateTime};

fields! {
    /// The fields of a measure: columns of sheet Biện pháp, of table `measure`, and of the form.
    MeasureField {
        Measure = "measure", "Biện pháp", "Measure";
        DecisionNo = "decision_no", "Số quyết định", "Decision number";
        DecisionDate = "decision_date", "Ngày quyết định", "Decision date";
        Start = "start", "Ngày bắt đầu", "Start";
        TermMonths = "term_months", "Thời hạn (tháng)", "Term (months)";
        RehabCount = "rehab_count", "Lần cai", "Rehab count";
        Signatory = "signatory", "Người ký", "Signatory";
        Law = "law", "Luật áp dụng", "Governing law";
        Source = "source", "Nguồn", "Source";
        EndedOn = "ended_on", "Ngày kết thúc", "Ended on";
        EndReason = "end_reason", "Lý do kết thúc", "End reason";
        SetEnd = "set_end", "Ngày kết thúc đặt", "Set end date";
        SetEndReason = "set_end_reason", "Lý do đặt ngày kết thúc", "Reason of the set end date";
    }
}

/// A measure's draft.
pub type MeasureDraft = Draft<MeasureField>;

/// A measure (biện pháp) of a person, or the standing `addicted`.
#[derive(Clone, PartialEq, Eq)]
pub struct Measure {
    /// Which.
    pub code: MeasureCode,
    /// Decision number.
    pub decision_no: Option<String>,
    /// Decision date.
    pub decision_date: Option<NaiveDate>,
    /// First day.
    pub start: NaiveDate,
    /// Term in months as the decision gives it; `None` = the rule in force.
    pub term_months: Option<u32>,
    /// Which time in rehab (1 = first), where it decides the term (L120 Đ29).
    pub rehab_count: Option<u32>,
    /// Who signed.
    pub signatory: Option<String>,
    /// Governing law of the decision.
    pub law: Law,
    /// Where the measure came from; `None` counts as new.
    pub source: Option<Inflow>,
    /// The day it ended: not active on that day any more.
    pub ended_on: Option<NaiveDate>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// An end date set by the officer in place of the computed one; both are kept and shown.
    pub set_end: Option<NaiveDate>,
    /// Why it was set.
    pub set_end_reason: Option<String>,
}

/// The day Law 120/2025/QH15 came into force; a decision before it is under Law 73/2021 (L120 Đ56).
pub const L120_IN_FORCE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 7, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The law that governs a decision of `day`.
pub fn law_of(day: NaiveDate) -> Law {
    if day >= L120_IN_FORCE { Law::L120 } else { Law::L73 }
}

impl Measure {
    /// Reads a draft. An end after `today` is a set end date, not an ending (`interface.md`).
    pub fn parse(draft: &MeasureDraft, today: NaiveDate) -> Parsed<Self> {
        use MeasureField as F;
        let mut r = Reader::new(draft);
        let code = r.word::<MeasureCode>(F::Measure);
        let code = r.require(F::Measure, code);
        let start = r.day(F::Start);
        let start = r.require(F::Start, start);
        let decision_date = r.day(F::DecisionDate);
        if start.is_some_and(|s| s > today) {
            r.refuse(F::Start, Reason::StartAfterToday);
        }
        let end = r.day(F::EndedOn);
        let end_reason = r.word::<EndReason>(F::EndReason);
        let mut set_end = r.day(F::SetEnd);
        let mut set_end_reason = r.free_text(F::SetEndReason);
        let mut ended_on = end;
        if let Some(end) = end.filter(|e| *e > today) {
            set_end = Some(end);
            ended_on = None;
            if let Some(reason) = end_reason {
                set_end_reason
                    .get_or_insert_with(|| reason.label(super::word::Lang::Vi).to_owned());
            }
        }
        for (field, day) in [(F::EndedOn, end), (F::SetEnd, set_end)] {
            if day.zip(start).is_some_and(|(e, s)| e < s)
                && !r.refusals.iter().any(|x| x.field == "ended_on")
            {
                r.refuse(field, Reason::EndBeforeStart);
            }
        }
        let reason_unread = r.refusals.iter().any(|x| x.field == F::EndReason.code());
        if ended_on.is_some() && end_reason.is_none() && !reason_unread {
            r.refuse(F::EndReason, Reason::EndWithoutReason);
        }
        if end.is_none() && end_reason.is_some() && r.raw(F::EndedOn).is_none() {
            r.refuse(F::EndedOn, Reason::ReasonWithoutEnd);
        }
        let law = r.word::<Law>(F::Law);
        let decided = decision_date.or(start);
        if law == Some(Law::L120) && decided.is_some_and(|d| d < L120_IN_FORCE) {
            r.remark(F::Law, Oddity::LawUnfit);
        }
        let rest =
            (r.line(F::DecisionNo), r.number(F::TermMonths, 600), r.number(F::RehabCount, 99));
        let (signatory, source) = (r.line(F::Signatory), r.word::<Inflow>(F::Source));
        match (code, start) {
            (Some(code), Some(start)) if r.refusals.is_empty() => {
                let measure = Self {
                    code,
                    decision_no: rest.0,
                    decision_date,
                    start,
                    term_months: rest.1.filter(|n| *n > 0),
                    rehab_count: rest.2.filter(|n| *n > 0),
                    signatory,
                    law: law.unwrap_or_else(|| law_of(decided.unwrap_or(start))),
                    source,
                    ended_on,
                    end_reason: end_reason.filter(|_| ended_on.is_some()),
                    set_end,
                    set_end_reason,
                };
                Ok((measure, r.remarks))
            }
            _ => Err(r.refusals),
        }
    }

    /// The canonical draft.
    pub fn draft(&self) -> MeasureDraft {
        use MeasureField as F;
        let mut d = MeasureDraft::new();
        d.set(F::Measure, self.code.code());
        d.set_some(F::DecisionNo, self.decision_no.as_deref());
        d.set_some(F::DecisionDate, self.decision_date.map(iso));
        d.set(F::Start, iso(self.start));
        d.set_some(F::TermMonths, self.term_months.map(|n| n.to_string()));
        d.set_some(F::RehabCount, self.rehab_count.map(|n| n.to_string()));
        d.set_some(F::Signatory, self.signatory.as_deref());
        d.set(F::Law, self.law.code());
        d.set_some(F::Source, self.source.map(Word::code));
        d.set_some(F::EndedOn, self.ended_on.map(iso));
        d.set_some(F::EndReason, self.end_reason.map(Word::code));
        d.set_some(F::SetEnd, self.set_end.map(iso));
        d.set_some(F::SetEndReason, self.set_end_reason.as_deref());
        d
    }

    /// Active on `day`: `start ≤ day` and not ended, or `day < ended_on` (`interface.md`,
    /// counting rules). An overdue term with no ending decision is still active; an entry made by
    /// mistake never was.
    pub fn is_active_on(&self, day: NaiveDate) -> bool {
        self.counts() && self.start <= day && self.ended_on.is_none_or(|e| day < e)
    }

    /// Not closed as an entry made by mistake.
    pub fn counts(&self) -> bool {
        self.end_reason != Some(EndReason::Error)
    }

    /// Whether this measure hands over to `next`: it starts on the day this one ended or the day
    /// after, and this one was not closed with a move.
    pub fn is_linked_to(&self, next: &Self) -> bool {
        self.end_reason != Some(EndReason::MovedOut)
            && self.ended_on.is_some_and(|e| next.start == e || Some(next.start) == e.succ_opt())
    }

    /// The order of a case file: by start, and of two that start on one day the one that ended
    /// first (open ones last), so that a standing handed over on the day it began comes before
    /// what took its place, in whichever order they were entered.
    pub fn order(&self) -> (NaiveDate, NaiveDate) {
        (self.start, self.ended_on.unwrap_or(NaiveDate::MAX))
    }

    /// Whether the two, both main and counting, are active on a common day. Handing over on the
    /// same day is fine.
    pub fn overlaps(&self, other: &Self) -> bool {
        let end = |m: &Self| m.ended_on.unwrap_or(NaiveDate::MAX);
        self.code.is_main()
            && other.code.is_main()
            && self.counts()
            && other.counts()
            && self.start < end(other)
            && other.start < end(self)
    }
}

fields! {
    /// The fields of an event: columns of sheet Sự kiện, of table `event`, and of the form.
    EventField {
        Kind = "kind", "Loại", "Kind";
        At = "at", "Thời điểm", "At";
        Until = "until", "Đến ngày", "Until";
        Outcome = "outcome", "Kết quả", "Result";
        Substance = "substance", "Chất", "Substance";
        Text = "text", "Nội dung", "Text";
        Ground = "ground", "Căn cứ xét nghiệm", "Ground of the test";
        Sample = "sample", "Mẫu xét nghiệm", "Sample";
        SameSex = "same_sex", "Cán bộ cùng giới giám sát", "Same-sex supervisor";
        Guardian = "guardian", "Có cha mẹ, người giám hộ chứng kiến", "Parent or guardian present";
        Step = "step", "Hình thức xử lý", "Step taken";
        Place = "place", "Cơ quan, cơ sở", "Body or facility";
        DocumentNo = "document_no", "Số văn bản", "Document number";
        Score = "score", "Tổng điểm", "Total";
    }
}

/// An event's draft.
pub type EventDraft = Draft<EventField>;

/// An event on a person's time line.
#[derive(Clone, PartialEq, Eq)]
pub struct Event {
    /// Which kind.
    pub kind: EventKind,
    /// When, local time to the minute; midnight where only the day is known.
    pub at: NaiveDateTime,
    /// Last day, for what lasts (absence, custody).
    pub until: Option<NaiveDate>,
    /// Result, one of [`EventKind::outcomes`].
    pub outcome: Option<Outcome>,
    /// Substances found.
    pub substances: Vec<Substance>,
    /// Free text.
    pub text: Option<String>,
    /// What only some kinds have.
    pub detail: EventDetail,
}

/// What only some kinds of event have; empty for the others.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct EventDetail {
    /// Ground of a test (D163 Đ56.1).
    pub ground: Option<TestGround>,
    /// Sample of a test (Đ56.4).
    pub sample: Option<Sample>,
    /// An officer of the same sex supervised a urine sample (Đ56.5).
    pub same_sex: Option<bool>,
    /// A parent or guardian was present (under 18, Đ56.6).
    pub guardian: Option<bool>,
    /// Step taken on a violation (L120 Đ47.2–4).
    pub step: Option<ViolationStep>,
    /// Body, facility, court, commune concerned.
    pub place: Option<String>,
    /// Number of the document.
    pub document_no: Option<String>,
    /// Total of an ASSIST as a health worker gave it.
    pub score: Option<u32>,
}

impl Event {
    /// Reads a draft.
    pub fn parse(draft: &EventDraft, today: NaiveDate) -> Parsed<Self> {
        use EventField as F;
        let mut r = Reader::new(draft);
        let kind = r.word::<EventKind>(F::Kind);
        let kind = r.require(F::Kind, kind);
        let at = r.minute(F::At);
        let at = r.require(F::At, at);
        if at.is_some_and(|a| a.date() > today) {
            r.refuse(F::At, Reason::StartAfterToday);
        }
        let until = r.day(F::Until);
        if until.zip(at).is_some_and(|(u, a)| u < a.date()) {
            r.refuse(F::Until, Reason::EndBeforeStart);
        }
        let outcome = kind.and_then(|k| {
            let found = k.outcome_from_text(r.raw(F::Outcome)?);
            if found.is_none() {
                r.refuse(F::Outcome, Reason::UnknownWord);
            }
            found
        });
        if kind.is_some_and(|k| !k.outcomes().is_empty()) && r.raw(F::Outcome).is_none() {
            r.remark(F::Outcome, Oddity::NoOutcome);
        }
        let substances = r.words::<Substance>(F::Substance);
        let positive = outcome == Some(Outcome::Positive);
        if kind == Some(EventKind::Test) && positive && r.raw(F::Substance).is_none() {
            r.remark(F::Substance, Oddity::NoSubstance);
        }
        let text = r.free_text(F::Text);
        let detail = EventDetail {
            ground: r.word(F::Ground),
            sample: r.word(F::Sample),
            same_sex: r.yes_no(F::SameSex),
            guardian: r.yes_no(F::Guardian),
            step: r.word(F::Step),
            place: r.line(F::Place),
            document_no: r.line(F::DocumentNo),
            score: r.number(F::Score, 99),
        };
        if kind == Some(EventKind::Assist) {
            // A total without who gave it is nobody's finding; of what, tells in which band it lies.
            r.require(F::Outcome, outcome);
            r.require(F::Score, detail.score);
            r.require(F::Place, detail.place.as_ref());
        }
        match (kind, at) {
            (Some(kind), Some(at)) if r.refusals.is_empty() => {
                Ok((Self { kind, at, until, outcome, substances, text, detail }, r.remarks))
            }
            _ => Err(r.refusals),
        }
    }

    /// What it was and how it went: "Gặp: không có nhà".
    pub fn told(&self, lang: Lang) -> String {
        let outcome = self.outcome.map(|o| format!(": {}", o.label(lang).to_lowercase()));
        format!("{}{}", self.kind.label(lang), outcome.unwrap_or_default())
    }

    /// The same with its moment: "Gặp: không có nhà, 23/11/2026 08:15".
    pub fn told_at(&self, lang: Lang) -> String {
        format!("{}, {}", self.told(lang), vn_moment(self.at))
    }

    /// Whether the other tells of the same: one kind, moment (day where no time is known, and of an
    /// ASSIST total) and result. Notes are told apart by their text.
    pub fn is_like(&self, other: &Self) -> bool {
        let at = match self.kind {
            // A health worker gives one total a day.
            EventKind::Assist => self.at.date() == other.at.date(),
            _ => self.at == other.at,
        };
        self.kind == other.kind
            && at
            && self.outcome == other.outcome
            && (self.kind != EventKind::Note || self.text == other.text)
    }

    /// The canonical draft; two events with the same draft are the same event.
    pub fn draft(&self) -> EventDraft {
        use EventField as F;
        let mut d = EventDraft::new();
        d.set(F::Kind, self.kind.code());
        d.set(F::At, iso_minute(self.at));
        d.set_some(F::Until, self.until.map(iso));
        d.set_some(F::Outcome, self.outcome.map(Word::code));
        d.set(F::Substance, codes(&self.substances));
        d.set_some(F::Text, self.text.as_deref());
        let yes_no = |b: bool| if b { "yes" } else { "no" };
        d.set_some(F::Ground, self.detail.ground.map(Word::code));
        d.set_some(F::Sample, self.detail.sample.map(Word::code));
        d.set_some(F::SameSex, self.detail.same_sex.map(yes_no));
        d.set_some(F::Guardian, self.detail.guardian.map(yes_no));
        d.set_some(F::Step, self.detail.step.map(Word::code));
        d.set_some(F::Place, self.detail.place.as_deref());
        d.set_some(F::DocumentNo, self.detail.document_no.as_deref());
        d.set_some(F::Score, self.detail.score.map(|n| n.to_string()));
        d
    }
}

/// A stored record with its row id.
#[derive(Clone, PartialEq, Eq)]
pub struct Stored<I, T> {
    /// Row id.
    pub id: I,
    /// The record.
    pub record: T,
}

/// All that is known of one person, measures by start, events by time.
#[derive(Clone)]
pub struct CaseFile {
    /// Row id.
    pub id: PersonId,
    /// The person.
    pub person: Person,
    /// Measures in [`Measure::order`] (then of entry).
    pub measures: Vec<Stored<MeasureId, Measure>>,
    /// Events in order of time (then of entry).
    pub events: Vec<Stored<EventId, Event>>,
}

impl CaseFile {
    /// The main measures that count, in order of start.
    pub fn main_measures(&self) -> impl DoubleEndedIterator<Item = &Stored<MeasureId, Measure>> {
        self.measures.iter().filter(|m| m.record.code.is_main() && m.record.counts())
    }

    /// The main measure active on `day`: at most one.
    pub fn active_main(&self, day: NaiveDate) -> Option<&Stored<MeasureId, Measure>> {
        self.main_measures().find(|m| m.record.is_active_on(day))
    }

    /// An event on file that tells of the same.
    pub fn event_like(&self, event: &Event) -> Option<&Event> {
        self.events.iter().map(|e| &e.record).find(|e| e.is_like(event))
    }

    /// The day of a death recorded as an event, where no measure was open to be closed with it.
    pub fn died_on(&self) -> Option<NaiveDate> {
        self.last_event(EventKind::Death)
    }

    /// The day he was last declared missing by an event; void once a main measure began since.
    pub fn missing_since(&self) -> Option<NaiveDate> {
        let day = self.last_event(EventKind::Missing)?;
        let back = self.main_measures().any(|m| m.record.start >= day);
        (!back).then_some(day)
    }

    fn last_event(&self, kind: EventKind) -> Option<NaiveDate> {
        self.events.iter().rfind(|e| e.record.kind == kind).map(|e| e.record.at.date())
    }

    /// Whether anything is on file: a measure or an event.
    pub fn has_begun(&self) -> bool {
        !self.measures.is_empty() || !self.events.is_empty()
    }

    /// The facts known at the end of `day`: what starts or happens later is left out, an end that
    /// lies later is open again.
    #[must_use]
    pub fn as_of(&self, day: NaiveDate) -> Self {
        let mut past = self.clone();
        past.measures.retain(|m| m.record.start <= day);
        for m in &mut past.measures {
            // A measure opened by mistake never was, whatever the day it was cancelled.
            if m.record.counts() && m.record.ended_on.is_some_and(|e| e > day) {
                m.record.ended_on = None;
                m.record.end_reason = None;
            }
        }
        past.events.retain(|e| e.record.at.date() <= day);
        if past.person.psychosis_seen_on.is_some_and(|seen| seen.first_day() > day) {
            (past.person.psychosis, past.person.psychosis_seen_on) = (None, None);
        }
        past
    }
}

/// Puts measures into the order of a case file.
pub fn sort_measures(measures: &mut [Stored<MeasureId, Measure>]) {
    measures.sort_by_key(|m| (m.record.order(), m.id));
}

/// Puts events into the order of a case file.
pub fn sort_events(events: &mut [Stored<EventId, Event>]) {
    events.sort_by_key(|e| (e.record.at, e.id));
}

/// A date range as an officer reads it: `05/07/2026 – 05/07/2027`.
pub fn span_text(from: NaiveDate, to: Option<NaiveDate>) -> String {
    match to {
        Some(to) => format!("{} – {}", vn(from), vn(to)),
        None => format!("{} –", vn(from)),
    }
}
