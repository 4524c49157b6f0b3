//! Where a whole file stands against a rule of every act. A correction is not judged by the road
//! (it restores what happened), but who makes one is told what it leaves behind.

use super::act::{Act, Field};
use super::judge::{death, transition_of};
use super::standing::Standing;
use super::whole::{WHOLE_RULES, Whole};
use crate::domain::case::{CaseFile, Event, EventField as E, Measure, MeasureField as M, law_of};
use crate::domain::id::{EventId, MeasureId};
use crate::domain::refusal::Remark;
use crate::domain::word::{EndReason, Inflow};
use chrono::{NaiveDate, NaiveDateTime};

/// Which entry stands against which rule.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Breach {
    whole: Whole,
    entry: Entry,
    field: Field,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Measure(MeasureId),
    Event(EventId),
}

/// What a change of a file brought against the rules of every act: each rule once. What stood
/// against them before, as imported history may, is not told again.
pub fn breaches(before: &CaseFile, after: &CaseFile, now: NaiveDateTime) -> Vec<Remark> {
    let stood = all(before, now);
    let known = |b: &Breach| stood.iter().any(|s| s.whole == b.whole && s.entry == b.entry);
    let mut told: Vec<Whole> = Vec::new();
    let mut remarks = Vec::new();
    for breach in all(after, now).into_iter().filter(|b| !known(b)) {
        if !told.contains(&breach.whole) {
            told.push(breach.whole);
            remarks.push(breach.remark());
        }
    }
    remarks
}

impl Breach {
    fn remark(self) -> Remark {
        let rule = &WHOLE_RULES[self.whole as usize];
        let remark = self.field.remark(rule.id, rule.sentence);
        let label =
            ("Sau thay đổi này, hồ sơ trái quy tắc", "After this the file is against a rule");
        Remark { label, ..remark }
    }
}

fn all(case: &CaseFile, now: NaiveDateTime) -> Vec<Breach> {
    let mut found = Vec::new();
    let died = death(case);
    for e in &case.events {
        for (whole, field) in of_event(&e.record, case, died, now) {
            found.push(Breach { whole, entry: Entry::Event(e.id), field: Field::Event(field) });
        }
    }
    for (n, m) in case.measures.iter().enumerate().filter(|(_, m)| m.record.counts()) {
        let mut against = of_measure(&m.record, case, died, now);
        if case.measures[..n].iter().any(|other| other.record.overlaps(&m.record)) {
            against.push((Whole::SecondMain, M::Start));
        }
        for (whole, field) in against {
            found.push(Breach { whole, entry: Entry::Measure(m.id), field: Field::Measure(field) });
        }
    }
    found
}

fn of_event(
    event: &Event,
    case: &CaseFile,
    died: Option<NaiveDate>,
    now: NaiveDateTime,
) -> Vec<(Whole, E)> {
    let day = event.at.date();
    let row = transition_of(Act::Record(event.kind, event.outcome));
    let after_death = died.is_some_and(|d| d < day)
        && row.is_some_and(|r| !(r.from.allows)(Standing::Ended(EndReason::Death)));
    let not_in_law = row.is_some_and(|r| !r.laws.contains(&law_of(day)));
    let rules = [
        (event.at > now, Whole::Future, E::At),
        (day < case.person.born.first_day(), Whole::BeforeBirth, E::At),
        (after_death, Whole::AfterDeath, E::Kind),
        (not_in_law, Whole::NotInLaw, E::At),
    ];
    rules.into_iter().filter(|r| r.0).map(|r| (r.1, r.2)).collect()
}

fn of_measure(
    measure: &Measure,
    case: &CaseFile,
    died: Option<NaiveDate>,
    now: NaiveDateTime,
) -> Vec<(Whole, M)> {
    let today = now.date();
    let decided = measure.decision_date;
    let beyond =
        |day: NaiveDate| measure.start > day || measure.ended_on.is_none_or(|ended| ended > day);
    let row = transition_of(Act::Open(measure.code));
    let unfit = measure
        .end_reason
        .is_some_and(|reason| transition_of(Act::Close(measure.code, reason)).is_none());
    let moved_in = measure.source == Some(Inflow::MovedIn);
    let old = law_of(decided.unwrap_or(measure.start)) != measure.law;
    let rules = [
        (measure.start > today, Whole::Future, M::Start),
        (decided.is_some_and(|day| day > today), Whole::Future, M::DecisionDate),
        (measure.start < case.person.born.first_day(), Whole::BeforeBirth, M::Start),
        (died.is_some_and(beyond), Whole::AfterDeath, M::Start),
        (old && !moved_in, Whole::LawOfDay, M::Law),
        (row.is_some_and(|r| !r.laws.contains(&measure.law)), Whole::NotInLaw, M::Law),
        (measure.ended_on.is_some_and(|e| e < measure.start), Whole::EndBeforeStart, M::EndedOn),
        (unfit, Whole::ReasonUnfit, M::EndReason),
    ];
    rules.into_iter().filter(|r| r.0).map(|r| (r.1, r.2)).collect()
}
