//! The counting rules once more, slowly and by their words, over the whole history: the table is
//! compared with this on random lives.

use super::activity::{Activity, ActivityEvent, ActivityFacts, Counter, activity};
use super::interval::{Interval, Reach};
use super::row::{Column, ReportRow};
use super::stock_flow::{Counts, StockFlow, stock_flow};
use super::trend::{trend, trend_reach};
use super::{Note, PersonAttributes, SubstanceSet};
use crate::domain::date::{
    PartialDate, Period, add_days, add_months, first_of_month, last_of_month, parse_day,
};
use crate::domain::id::PersonId;
use crate::domain::word::{EndReason, EventKind, Inflow, Sex, Word};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One person's measures in order of start, entries by mistake left out.
struct Life(Vec<Interval>);

impl Life {
    fn linked(&self, i: usize) -> bool {
        let (Some(a), Some(b)) = (self.0.get(i), self.0.get(i + 1)) else { return false };
        let Some(end) = a.ended_on else { return false };
        let on_or_after = b.start == end || b.start == add_days(end, 1);
        on_or_after && a.end_reason != Some(EndReason::MovedOut)
    }

    fn continues(&self, i: usize) -> bool {
        self.linked(i) && self.0[i].row == self.0[i + 1].row
    }

    /// In which row he is on a day, looked up interval by interval.
    fn row_on(&self, day: NaiveDate) -> Option<ReportRow> {
        let found: Vec<ReportRow> = (0..self.0.len())
            .filter(|&i| {
                let m = &self.0[i];
                let active = m.start <= day && m.ended_on.is_none_or(|end| day < end);
                let between =
                    self.continues(i) && m.ended_on == Some(day) && self.0[i + 1].start > day;
                active || between
            })
            .map(|i| self.0[i].row)
            .collect();
        assert!(found.len() <= 1, "the random lives have one measure at a time");
        found.first().copied()
    }

    fn count(&self, period: Period, person: &PersonAttributes, table: &mut StockFlow) {
        let within = |d: NaiveDate| period.from() <= d && d <= period.to();
        let mut add = |row: ReportRow, column: Column| table.rows[row.index()][column] += 1;
        if let Some(row) = self.row_on(add_days(period.from(), -1)) {
            add(row, Column::Opening);
        }
        if let Some(row) = self.row_on(period.to()) {
            add(row, Column::Closing);
            if person.sex == Some(Sex::Female) {
                add(row, Column::Female);
            }
            let born = person.born.first_day();
            if born <= period.to() && add_months(born, 18 * 12) > period.to() {
                add(row, Column::Under18);
            }
            let sign = person.psychosis_seen_on.map(|d| (period.to() - d).num_days());
            if sign.is_some_and(|days| (0..=180).contains(&days)) {
                add(row, Column::Psychosis);
            }
            if person.monitored {
                add(row, Column::Monitoring);
            }
        }
        for (i, m) in self.0.iter().enumerate() {
            let from_before = i > 0 && self.linked(i - 1);
            if within(m.start) && !(from_before && self.continues(i - 1)) {
                let source = m.source;
                add(
                    m.row,
                    if from_before {
                        Column::ChangedIn
                    } else if source == Some(Inflow::MovedIn) {
                        Column::MovedIn
                    } else {
                        Column::New
                    },
                );
            }
            if m.ended_on.is_some_and(within) && !self.continues(i) {
                let column = if self.linked(i) {
                    Column::ChangedOut
                } else {
                    match m.end_reason {
                        Some(EndReason::MovedOut) => Column::MovedOut,
                        Some(EndReason::Completed | EndReason::TermOver) => Column::Ended,
                        _ => Column::Stopped,
                    }
                };
                add(m.row, column);
            }
        }
    }

    /// Months of the period under management to their last day, the month it started excepted.
    fn months_due(&self, period: Period) -> Vec<NaiveDate> {
        let first = first_of_month(period.from());
        let ends =
            (0..12).map(|n| last_of_month(add_months(first, n))).filter(|&e| e <= period.to());
        let managed = |d| self.row_on(d) == Some(ReportRow::UserManagement);
        ends.filter(|&end| {
            let whole =
                std::iter::successors(Some(add_days(first_of_month(end), -1)), NaiveDate::succ_opt);
            whole.take_while(|&d| d <= end).all(|d| managed(d) && !self.new_start_after(d, end))
        })
        .collect()
    }

    /// Management broke off and began anew after `day`, by `end`.
    fn new_start_after(&self, day: NaiveDate, end: NaiveDate) -> bool {
        (0..self.0.len()).any(|i| {
            let m = &self.0[i];
            let begins = i == 0 || !self.continues(i - 1);
            begins && m.row == ReportRow::UserManagement && day < m.start && m.start <= end
        })
    }
}

fn lives(all: &[Interval]) -> BTreeMap<PersonId, Life> {
    let mut lives = BTreeMap::new();
    for m in all.iter().filter(|m| m.end_reason != Some(EndReason::Error)) {
        lives.entry(m.person).or_insert_with(|| Life(Vec::new())).0.push(*m);
    }
    lives
}

fn slow_table(period: Period, all: &[Interval]) -> StockFlow {
    let mut table = StockFlow::default();
    for (person, life) in lives(all) {
        life.count(period, &attributes(person), &mut table);
    }
    let sum = |column| table.rows.iter().map(|counts| counts[column]).sum::<u64>();
    let total = Column::ALL.iter().map(|&c| (c, sum(c))).collect::<Vec<_>>();
    for (column, n) in total {
        table.total[column] = n;
    }
    table
}

/// Attributes that vary from person to person, without being part of the random input.
fn attributes(person: PersonId) -> PersonAttributes {
    let n = person.0;
    PersonAttributes {
        born: if n % 5 == 0 {
            PartialDate::Year(1990)
        } else {
            PartialDate::Day(add_days(day("14/05/2008"), n * 37 % 400))
        },
        sex: Some(if n % 3 == 0 { Sex::Female } else { Sex::Male }),
        psychosis_seen_on: (n % 4 == 0).then(|| add_days(day("01/01/2026"), n * 61 % 500)),
        monitored: n % 7 == 0,
        education: None,
        occupation: None,
        substances: SubstanceSet::default(),
        route: None,
        use_since: None,
    }
}

fn day(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

/// As the store gives it for a period.
fn within_reach(period: Period, all: &[Interval]) -> Vec<Interval> {
    let reach = Reach::of(period);
    all.iter().filter(|m| reach.holds(m)).copied().collect()
}

fn fast_table(period: Period, intervals: &[Interval]) -> StockFlow {
    let stock = stock_flow(period, intervals.iter().copied(), |p| Some(attributes(p)));
    stock.expect("random lives make a sound table").table
}

fn fast_activity(period: Period, intervals: &[Interval], events: &[ActivityEvent]) -> Activity {
    let facts = ActivityFacts {
        detections: std::iter::empty(),
        occupation: |_| None,
        overdue: BTreeMap::default(),
    };
    activity(period, intervals.iter().copied(), events.iter().copied(), facts)
}

/// A step of a random life: days of pause before it, length in days, row, reason, source, by
/// mistake.
type Step = (i64, i64, usize, usize, usize, bool);

fn step() -> impl Strategy<Value = Step> {
    let gap = prop_oneof![4 => Just(0), 3 => Just(1), 1 => Just(2), 2 => 3..200_i64];
    // Half of the measures end on or about a cut-off: see `build`, which reads a negative length so.
    let length = prop_oneof![Just(0), 1..40_i64, 1..500_i64, -40..0_i64];
    (gap, length, 0..3_usize, 0..EndReason::ALL.len(), 0..3_usize, prop::bool::weighted(0.1))
}

fn history() -> impl Strategy<Value = Vec<Interval>> {
    let life =
        (0..700_i64, prop::collection::vec(step(), 0..7), any::<bool>(), 0..ReportRow::ALL.len());
    prop::collection::vec(life, 0..25).prop_map(|lives| {
        let mut all = Vec::new();
        for (n, (start, steps, open, base)) in lives.into_iter().enumerate() {
            build(
                PersonId(n as i64 + 1),
                add_days(day("01/06/2024"), start),
                &steps,
                open,
                base,
                &mut all,
            );
        }
        all.sort_by_key(Interval::order);
        all
    })
}

fn build(
    person: PersonId,
    from: NaiveDate,
    steps: &[Step],
    open: bool,
    base: usize,
    all: &mut Vec<Interval>,
) {
    let mut at = from;
    for (i, &(gap, length, row, reason, source, mistake)) in steps.iter().enumerate() {
        let start = add_days(at, gap);
        let end = match length {
            0.. => add_days(start, length),
            _ => add_days(Period::month_of(add_days(start, -length)).to(), -length % 3 - 1)
                .max(start),
        };
        let row = ReportRow::ALL[(base + row) % ReportRow::ALL.len()];
        let mut reason = EndReason::ALL[reason];
        if mistake || reason == EndReason::Error {
            // Beside the road, over whatever is there.
            reason = EndReason::Error;
        } else {
            at = end;
        }
        let last = open && i + 1 == steps.len();
        all.push(Interval {
            person,
            row,
            start,
            ended_on: (!last || reason == EndReason::Error).then_some(end),
            end_reason: (!last || reason == EndReason::Error).then_some(reason),
            source: [None, Some(Inflow::New), Some(Inflow::MovedIn)][source],
        });
    }
}

fn periods() -> impl Strategy<Value = Period> {
    (2024..2028_i32, 0..4_usize, 1..13_u32).prop_map(|(y, kind, n)| match kind {
        0 => Period::Month(y, n),
        1 => Period::Quarter(y, (n - 1) / 3 + 1),
        2 => Period::Half(y, (n - 1) / 6 + 1),
        _ => Period::Year(y),
    })
}

fn months(period: Period) -> Vec<Period> {
    let mut months = vec![Period::month_of(period.from())];
    while let Some(last) = months.last().filter(|m| m.to() < period.to()) {
        months.push(last.next());
    }
    months
}

/// A longer period's counts from its parts: opening of the first, the rest of the last, flows added.
fn chained(parts: &[Counts]) -> Counts {
    let mut whole = *parts.last().unwrap();
    whole[Column::Opening] = parts[0][Column::Opening];
    for flow in Column::INS.into_iter().chain(Column::OUTS) {
        whole[flow] = parts.iter().map(|p| p[flow]).sum();
    }
    whole
}

fn checks() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((1..25_i64, 0..1200_i64), 0..300)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_table_agrees_with_the_rules_read_slowly(all in history(), period in periods()) {
        let slow = slow_table(period, &all);
        prop_assert_eq!(&fast_table(period, &all), &slow);
        prop_assert_eq!(&fast_table(period, &within_reach(period, &all)), &slow, "what is out of reach counts nothing");
        let eve = add_days(period.from(), -1);
        let least: Vec<_> = all.iter().filter(|m| m.ended_on.is_none_or(|end| end >= eve)).copied().collect();
        prop_assert_eq!(&fast_table(period, &least), &slow, "nor does what ended before the eve");
    }

    #[test]
    fn a_long_period_is_the_chain_of_its_months(all in history(), period in periods()) {
        let whole = fast_table(period, &within_reach(period, &all));
        let parts: Vec<StockFlow> =
            months(period).iter().map(|&m| fast_table(m, &within_reach(m, &all))).collect();
        prop_assert_eq!(parts.len(), period.months() as usize);
        for &row in ReportRow::ALL {
            let counts: Vec<Counts> = parts.iter().map(|t| *t.row(row)).collect();
            prop_assert_eq!(*whole.row(row), chained(&counts));
            for pair in counts.windows(2) {
                prop_assert_eq!(pair[0][Column::Closing], pair[1][Column::Opening]);
            }
        }
        let totals: Vec<Counts> = parts.iter().map(|t| t.total).collect();
        prop_assert_eq!(whole.total, chained(&totals));
    }

    #[test]
    fn the_total_differs_in_changes_only_with_a_note(all in history(), period in periods()) {
        let stock = stock_flow(period, all.iter().copied(), |p| Some(attributes(p))).unwrap();
        let total = stock.table.total;
        let straddles = stock.notes.iter().any(|n| matches!(n, Note::ChangesAcrossCutOff { .. }));
        prop_assert!(straddles || total[Column::ChangedIn] == total[Column::ChangedOut]);
        for (dimension, cells) in stock.breakdowns.tables() {
            let sum: u64 = cells.iter().map(|c| c.count).sum();
            prop_assert_eq!(sum, total[Column::Closing], "{:?}", dimension);
        }
    }

    #[test]
    fn each_point_of_the_curve_is_the_report_of_its_month(all in history(), y in 2024..2028_i32, m in 1..13_u32, count in 1..30_usize) {
        let last = Period::Month(y, m);
        let reach = trend_reach(last, count);
        let near: Vec<_> = all.iter().filter(|i| reach.holds(i)).copied().collect();
        let curve = trend(last, count, near.iter().copied());
        prop_assert_eq!(curve.len(), count);
        prop_assert_eq!(curve.last().map(|p| p.period), Some(last));
        for point in &curve {
            let table = slow_table(point.period, &all);
            let closing: Vec<u64> = table.rows.iter().map(|row| row[Column::Closing]).collect();
            prop_assert_eq!(point.closing.to_vec(), closing);
            let sum = |columns: &[Column]| columns.iter().map(|c| table.total[*c]).sum::<u64>();
            prop_assert_eq!(point.ins, sum(&[Column::New, Column::MovedIn]));
            prop_assert_eq!(point.outs, sum(&[Column::MovedOut, Column::Stopped, Column::Ended]));
        }
    }

    #[test]
    fn residence_checks_agree_with_the_rule_read_slowly(all in history(), period in periods(), checks in checks()) {
        let mut events: Vec<ActivityEvent> = checks
            .iter()
            .map(|&(person, n)| ActivityEvent {
                person: PersonId(person),
                kind: EventKind::ResidenceCheck,
                outcome: None,
                at: add_days(day("01/06/2024"), n),
            })
            .collect();
        events.sort_by_key(|e| (e.person, e.at));
        let (mut due, mut done) = (0, 0);
        for (person, life) in lives(&all) {
            for end in life.months_due(period) {
                due += 1;
                let month = first_of_month(end)..=end;
                done += u64::from(events.iter().any(|e| e.person == person && month.contains(&e.at)));
            }
        }
        events.retain(|e| e.at >= Reach::of(period).events_from && e.at <= period.to());
        let tally = fast_activity(period, &within_reach(period, &all), &events);
        prop_assert_eq!(tally.count(Counter::ResidenceChecksDue), due);
        prop_assert_eq!(tally.count(Counter::ResidenceChecksDone), done);
    }
}
