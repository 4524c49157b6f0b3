//! The judge: one act against one case. Pure; it changes nothing and reads no clock.

use super::TRANSITIONS;
use super::act::{Act, Field, Objection, Step, Transition};
use super::case_view::View;
use super::check::find;
use super::fact::{Fact, Finding};
use super::standing::Standing;
use super::whole::Whole;
use crate::domain::case::{
    CaseFile, Event, EventDetail, EventField, Measure, MeasureField, Stored, law_of,
};
use crate::domain::deadline::ClockBook;
use crate::domain::id::MeasureId;
use crate::domain::refusal::Remark;
use crate::domain::word::{EndReason, EventKind, Inflow, MeasureCode, Outcome, Word};
use chrono::{NaiveDate, NaiveDateTime};

/// The row of an act, if the table has one.
pub fn transition_of(act: Act) -> Option<&'static Transition> {
    TRANSITIONS.iter().find(|row| row.act.fits(act))
}

/// Judges an act: what is remarked where it is allowed, or everything that refuses it.
pub fn judge(
    case: &CaseFile,
    step: &Step<'_>,
    now: NaiveDateTime,
    book: &ClockBook,
) -> Result<Vec<Remark>, Vec<Objection>> {
    let mut verdict = Verdict::default();
    match step {
        Step::Open(measure) => open(&mut verdict, case, measure, now, book),
        Step::Close { measure, ended_on, reason } => {
            close(&mut verdict, case, (*measure, *ended_on, *reason), now, book);
        }
        Step::Record(event) => record(&mut verdict, case, event, now, book),
    }
    if verdict.objections.is_empty() { Ok(verdict.remarks) } else { Err(verdict.objections) }
}

#[derive(Default)]
struct Verdict {
    objections: Vec<Objection>,
    remarks: Vec<Remark>,
}

impl Verdict {
    fn whole(&mut self, wrong: bool, whole: Whole, field: Field) -> bool {
        if wrong {
            self.objections.push(whole.object(field));
        }
        wrong
    }

    /// Weighs the facts of a row. `elsewhere`: what is not on file may be in another commune's.
    fn facts(&mut self, row: &Transition, view: &View<'_>, elsewhere: bool) {
        let must = row.must.iter().map(|f| (*f, true));
        for (fact, must) in must.chain(row.expected.iter().map(|f| (*f, false))) {
            let (rule, field) = (fact.rule(), field_of(fact, view));
            match find(fact, view) {
                Finding::Holds => {}
                Finding::Missing if !must || elsewhere => {
                    self.remarks.push(field.remark(rule.id, rule.lacking));
                }
                Finding::Unsure => self.remarks.push(field.remark(rule.id, rule.unsure)),
                against @ (Finding::Missing | Finding::Opposed | Finding::NotBefore(_)) => {
                    let citation =
                        if rule.citation.is_empty() { row.citation } else { rule.citation };
                    let first_day = match against {
                        Finding::NotBefore(day) => Some(day),
                        _ => None,
                    };
                    let objection = field.object(rule.id, rule.refused, rule.way, citation);
                    self.objections.push(Objection { first_day, ..objection });
                }
            }
        }
    }
}

/// The field a fact is about, on the form of the act.
fn field_of(fact: Fact, view: &View<'_>) -> Field {
    use {EventField as E, Fact as F, MeasureField as M};
    if view.event.is_some() {
        return Field::Event(match fact {
            F::GroundGiven => E::Ground,
            F::SampleGiven => E::Sample,
            F::GuardianPresent => E::Guardian,
            F::SameSexPresent => E::SameSex,
            F::StepGiven | F::Ladder => E::Step,
            F::Ride | F::MonitoringFooting | F::CompletedBefore => E::Kind,
            F::Monitored | F::WaiverDue | F::NotPositive => E::Outcome,
            _ => E::At,
        });
    }
    Field::Measure(match fact {
        F::DecisionNumber => M::DecisionNo,
        F::DecisionByStart => M::DecisionDate,
        F::Adult | F::Minor | F::RehabDone | F::Ride | F::NotMonitored | F::NotFoundAddicted => {
            M::Measure
        }
        F::TermEnded | F::OnTime | F::NothingLater => M::EndedOn,
        F::NoUseInTerm
        | F::CustodyOnFile
        | F::CustodyOutlasts
        | F::ViolationOnFile
        | F::MonitoringClosed
        | F::Departed => M::EndReason,
        F::DeterminedAddicted if view.closing.is_some() => M::EndReason,
        _ => M::Start,
    })
}

/// The first day on which the person was dead.
pub fn death(case: &CaseFile) -> Option<NaiveDate> {
    let dead = |m: &&Stored<MeasureId, Measure>| m.record.end_reason == Some(EndReason::Death);
    let ended = case.measures.iter().filter(dead).filter_map(|m| m.record.ended_on).min();
    ended.into_iter().chain(case.died_on()).min()
}

fn record(
    verdict: &mut Verdict,
    case: &CaseFile,
    event: &Event,
    now: NaiveDateTime,
    book: &ClockBook,
) {
    let field = Field::Event(EventField::Kind);
    let at = Field::Event(EventField::At);
    verdict.whole(event.at > now, Whole::Future, at);
    verdict.whole(event.at.date() < case.person.born.first_day(), Whole::BeforeBirth, at);
    let Some(row) = transition_of(Act::Record(event.kind, event.outcome)) else { return };
    let view = View::of_event(case, event, book);
    let again = event.kind == EventKind::Death;
    let dead = death(case).is_some_and(|day| day < view.on || again);
    if dead && !(row.from.allows)(Standing::Ended(EndReason::Death)) {
        verdict.whole(true, Whole::AfterDeath, field);
        return;
    }
    if !row.laws.contains(&law_of(view.on)) {
        verdict.whole(true, Whole::NotInLaw, at);
    }
    if !view.standings().into_iter().any(row.from.allows) {
        verdict.objections.push(field.object(row.id, row.sentence, row.way, row.citation));
        return;
    }
    let from_elsewhere = |m: &Stored<MeasureId, Measure>| m.record.source == Some(Inflow::MovedIn);
    let elsewhere = case.main_measures().next().is_none()
        || case.active_main(view.on).is_some_and(from_elsewhere);
    verdict.facts(row, &view, elsewhere);
}

fn open(
    verdict: &mut Verdict,
    case: &CaseFile,
    measure: &Measure,
    now: NaiveDateTime,
    book: &ClockBook,
) {
    use MeasureField as F;
    let Some(row) = transition_of(Act::Open(measure.code)) else { return };
    let start = Field::Measure(F::Start);
    verdict.whole(measure.start > now.date(), Whole::Future, start);
    let decided_ahead = measure.decision_date.is_some_and(|day| day > now.date());
    verdict.whole(decided_ahead, Whole::Future, Field::Measure(F::DecisionDate));
    if verdict.whole(measure.start < case.person.born.first_day(), Whole::BeforeBirth, start) {
        return;
    }
    let beyond = |day| measure.ended_on.is_none_or(|ended| ended > day);
    let dead = death(case).is_some_and(|day| day <= measure.start || beyond(day));
    if verdict.whole(dead, Whole::AfterDeath, start) {
        return;
    }
    let second = case.measures.iter().any(|m| m.record.overlaps(measure));
    if verdict.whole(second, Whole::SecondMain, start) {
        return;
    }
    let moved_in = measure.source == Some(Inflow::MovedIn);
    let in_force = law_of(measure.decision_date.unwrap_or(measure.start));
    verdict.whole(in_force != measure.law && !moved_in, Whole::LawOfDay, Field::Measure(F::Law));
    verdict.whole(!row.laws.contains(&measure.law), Whole::NotInLaw, Field::Measure(F::Law));
    let end = end_if_opened(case, measure, book);
    let over = measure.ended_on.is_none() && end.is_some_and(|end| end < now.date());
    verdict.whole(over, Whole::AlreadyOver, start);
    let view = View::of_measure(case, measure, measure.start, (None, end), book);
    let elsewhere = moved_in || case.main_measures().next().is_none();
    verdict.facts(row, &view, elsewhere);
    if let (Some(ended_on), Some(reason)) = (measure.ended_on, measure.end_reason) {
        let view = View::of_measure(case, measure, ended_on, (None, end), book);
        ending(verdict, &view, reason, elsewhere);
    }
}

/// The end date that the measure would have.
fn end_if_opened(case: &CaseFile, measure: &Measure, book: &ClockBook) -> Option<NaiveDate> {
    let id = MeasureId(i64::MAX);
    let mut with = case.clone();
    with.measures.push(Stored { id, record: measure.clone() });
    with.measures.sort_by_key(|m| (m.record.start, m.id));
    let index = with.measures.iter().position(|m| m.id == id)?;
    book.terms.compute(&with, index)?.end()
}

fn close(
    verdict: &mut Verdict,
    case: &CaseFile,
    (id, ended_on, reason): (MeasureId, NaiveDate, EndReason),
    now: NaiveDateTime,
    book: &ClockBook,
) {
    use MeasureField as F;
    let open = |m: &Stored<MeasureId, Measure>| m.id == id && m.record.ended_on.is_none();
    let Some(index) = case.measures.iter().position(open) else {
        verdict.whole(true, Whole::NotOpen, Field::Measure(F::Measure));
        return;
    };
    let measure = &case.measures[index].record;
    let day = Field::Measure(F::EndedOn);
    verdict.whole(ended_on > now.date(), Whole::Future, day);
    verdict.whole(ended_on < measure.start, Whole::EndBeforeStart, day);
    let dead = death(case).is_some_and(|death| death < ended_on);
    if verdict.whole(dead && reason != EndReason::Error, Whole::AfterDeath, day) {
        return;
    }
    let end = book.terms.compute(case, index).and_then(|c| c.end());
    let view = View::of_measure(case, measure, ended_on, (Some(id), end), book);
    ending(verdict, &view, reason, measure.source == Some(Inflow::MovedIn));
}

fn ending(verdict: &mut Verdict, view: &View<'_>, reason: EndReason, elsewhere: bool) {
    let row = view.measure.and_then(|m| transition_of(Act::Close(m.code, reason)));
    match row {
        Some(row) => verdict.facts(row, view, elsewhere),
        None => {
            verdict.whole(true, Whole::ReasonUnfit, Field::Measure(MeasureField::EndReason));
        }
    }
}

/// Every act that the road allows now, with what would be remarked, in the order of the table.
pub fn allowed_acts(
    case: &CaseFile,
    now: NaiveDateTime,
    book: &ClockBook,
) -> Vec<(Act, Vec<Remark>)> {
    let mut allowed = Vec::new();
    let mut weigh = |act: Act, step: &Step<'_>| {
        if let Ok(remarks) = judge(case, step, now, book) {
            allowed.push((act, remarks));
        }
    };
    for &code in MeasureCode::ALL {
        weigh(Act::Open(code), &Step::Open(&bare_measure(code, now.date())));
    }
    for open in case.measures.iter().filter(|m| m.record.ended_on.is_none()) {
        for &reason in EndReason::ALL {
            let step = Step::Close { measure: open.id, ended_on: now.date(), reason };
            weigh(Act::Close(open.record.code, reason), &step);
        }
    }
    for &kind in EventKind::ALL {
        let outcomes = kind.outcomes().iter().copied().map(Some);
        let none = kind.outcomes().is_empty().then_some(None);
        for outcome in outcomes.chain(none) {
            weigh(Act::Record(kind, outcome), &Step::Record(&bare_event(kind, outcome, now)));
        }
    }
    allowed
}

/// A measure of which nothing is known but its day.
fn bare_measure(code: MeasureCode, start: NaiveDate) -> Measure {
    Measure {
        code,
        decision_no: None,
        decision_date: None,
        start,
        term_months: None,
        rehab_count: None,
        signatory: None,
        law: law_of(start),
        source: None,
        ended_on: None,
        end_reason: None,
        set_end: None,
        set_end_reason: None,
    }
}

fn bare_event(kind: EventKind, outcome: Option<Outcome>, at: NaiveDateTime) -> Event {
    Event {
        kind,
        at,
        until: None,
        outcome,
        substances: Vec::new(),
        text: None,
        detail: EventDetail::default(),
    }
}
