//! What an officer enters at his desk about people being followed, and no workbook brings: support
//! goals in every state, the family, ASSIST totals of the health service, own levels of risk (one that
//! is about to end, one that has), a psychosis case that is looked after.
//!
//! Laid over the made-up commune from dice of its own: the people below stay what they are.

use super::MadeUpCase;
use super::dice::Dice;
use crate::domain::case::{Event, EventDetail, Measure};
use crate::domain::date::{PartialDate, add_days};
use crate::domain::word::{EventKind as Kind, MeasureCode as Code, Outcome as O};
use chrono::{NaiveDate, NaiveTime};

/// So many days after its measure began somebody is known well enough for goals.
const KNOWN: i64 = 20;
/// Every so many people the special cases come round again.
const ROUND: usize = 10;

/// The same people with what was entered about those followed at home.
pub fn followed_up(
    cases: impl Iterator<Item = MadeUpCase> + Send,
    seed: u64,
    on: NaiveDate,
) -> impl Iterator<Item = MadeUpCase> + Send {
    let mut turn = 0;
    cases.enumerate().map(move |(index, mut case)| {
        let Some(since) = followed_since(&case.measures, on) else { return case };
        let dice = Dice::new(seed.wrapping_add(2), index as u64);
        let mut desk = FollowUp { dice, on, since, case: &mut case };
        desk.special(turn % ROUND);
        desk.everyday();
        case.events.sort_by_key(|e| (e.at, e.kind));
        turn += 1;
        case
    })
}

/// Since when a measure runs that is followed by visits, if it runs long enough.
fn followed_since(measures: &[Measure], on: NaiveDate) -> Option<NaiveDate> {
    let visited = |m: &&Measure| {
        matches!(m.code, Code::RehabHome | Code::Substitution | Code::PostRehab)
            && m.is_active_on(on)
            && m.start <= add_days(on, -KNOWN)
    };
    measures.iter().find(visited).map(|m| m.start)
}

struct FollowUp<'a> {
    dice: Dice,
    on: NaiveDate,
    since: NaiveDate,
    case: &'a mut MadeUpCase,
}

impl FollowUp<'_> {
    /// Adds what happened so many days ago, not before the measure began.
    fn add(&mut self, ago: i64, kind: Kind, outcome: O, text: Option<&str>) -> &mut Event {
        let minutes = self.dice.range(8 * 12, 16 * 12) as u32 * 5;
        let time = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
        let day = add_days(self.on, -ago).max(self.since);
        let at = day.and_time(time.unwrap_or(NaiveTime::MIN));
        let at_end = self.case.events.len();
        self.case.events.push(Event {
            kind,
            at,
            until: None,
            outcome: Some(outcome),
            substances: Vec::new(),
            text: text.map(str::to_owned),
            detail: EventDetail::default(),
        });
        &mut self.case.events[at_end]
    }

    /// What must be there in every demo, however small.
    fn special(&mut self, turn: usize) {
        match turn {
            0 => self.psychosis(),
            // About to end, has ended, holds for long: both ways.
            1 => self.own_level(88, -2, O::High, "Gia đình báo hay tụ tập đêm, cần gặp sớm"),
            2 => self.own_level(92, 2, O::Medium, "Mới mất việc, theo dõi sát hơn"),
            3 => self.own_level(20, -70, O::Low, "Đi làm đều, gia đình bảo lãnh"),
            4 => self.goal(O::Job, Some(Kind::GoalReached)),
            5 => self.goal(O::Loan, Some(Kind::GoalDropped)),
            6 => self.goal(O::Training, Some(Kind::Support)),
            7 => self.goal(O::Papers, None),
            _ => {}
        }
    }

    fn everyday(&mut self) {
        // Most levels were looked at again not long ago; the others are due (F2).
        if self.dice.chance(75) {
            let ago = self.dice.range(1, 28);
            self.add(ago, Kind::RiskReview, O::Other, None).outcome = None;
        }
        if self.dice.chance(40) {
            let what = self.dice.pick(&[O::Schooling, O::Training, O::Job, O::Papers, O::Health]);
            let then = [(3, None), (4, Some(Kind::Support)), (3, Some(Kind::GoalReached))];
            let then = self.dice.weighted(&then);
            self.goal(what, then);
        }
        if self.dice.chance(40) {
            let says = self.dice.weighted(&[(5, O::TakesPart), (1, O::NotTakingPart)]);
            let ago = self.dice.range(3, 120);
            self.add(ago, Kind::Family, says, None);
        }
        if self.dice.chance(25) {
            let (of, most) = self.dice.weighted(&[(4, (O::Drugs, 32)), (1, (O::Alcohol, 28))]);
            let (ago, total) = (self.dice.range(5, 200), self.dice.range(2, most) as u32);
            let given = self.add(ago, Kind::Assist, of, None);
            given.detail.score = Some(total);
            given.detail.place = Some("Trung tâm Y tế khu vực".to_owned());
        }
    }

    /// A goal set some months ago, and what came of it.
    fn goal(&mut self, what: O, then: Option<Kind>) {
        let set = self.dice.range(KNOWN, 150).min((self.on - self.since).num_days());
        let by = add_days(self.on, self.dice.range(-20, 120));
        self.add(set, Kind::SupportGoal, what, None).until =
            Some(by.max(add_days(self.on, 1 - set)));
        let Some(kind) = then else { return };
        let why = (kind == Kind::GoalDropped).then_some("Tự lo được, không vay nữa");
        let ago = self.dice.range(1, (set - 2).max(1));
        self.add(ago, kind, what, why);
    }

    /// An officer's own level, set so many days ago; it ended so many days ago (below zero: ahead).
    fn own_level(&mut self, set: i64, ended: i64, level: O, why: &str) {
        let until = add_days(self.on, -ended);
        self.add(set, Kind::RiskOverride, level, Some(why)).until = Some(until);
    }

    /// Signs of psychosis, and all that follows: family, health station, a visit a week.
    fn psychosis(&mut self) {
        let ago = 18;
        let day = add_days(self.on, -ago);
        self.case.person.psychosis = Some(true);
        self.case.person.psychosis_seen_on = Some(PartialDate::Day(day));
        let seen = "Nói nhảm, nghi ngờ người nhà, gia đình báo";
        self.add(ago, Kind::Incident, O::Psychosis, Some(seen));
        self.add(ago - 1, Kind::Family, O::TakesPart, Some("Cất dao kéo, cử người trông"));
        self.add(ago - 2, Kind::Support, O::Health, Some("Trạm Y tế khám, cấp thuốc"));
        for week in 0..3 {
            self.add(ago - 3 - 6 * week, Kind::Contact, O::Met, None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::make_commune;
    use super::*;
    use crate::domain::date::parse_day;
    use std::collections::BTreeSet;

    fn case_file(case: &MadeUpCase) -> crate::domain::case::CaseFile {
        use crate::domain::case::Stored;
        use crate::domain::id::{EventId, MeasureId, PersonId};
        let events = (1..).zip(case.events.iter().cloned());
        let measures = (1..).zip(case.measures.iter().cloned());
        crate::domain::case::CaseFile {
            id: PersonId(1),
            person: case.person.clone(),
            measures: measures.map(|(n, record)| Stored { id: MeasureId(n), record }).collect(),
            events: events.map(|(n, record)| Stored { id: EventId(n), record }).collect(),
        }
    }

    #[test]
    fn a_small_demo_shows_every_part_of_risk() {
        use crate::domain::risk::{GoalState, RiskFacts, assess, goals, psychosis_card};
        use crate::domain::word::RiskLevel;
        let on = parse_day("23/11/2026").unwrap();
        let rules = &crate::rules::RuleBook::embedded().risk;
        for seed in 1..=3 {
            let all = |seed| followed_up(make_commune(60, seed, on), seed, on).collect::<Vec<_>>();
            let cases = all(seed);
            assert!(cases == all(seed), "the same three give the same files");
            let mut states = BTreeSet::new();
            let (mut ending, mut ended, mut holding, mut cards, mut assist) = (0, 0, 0, 0, 0);
            for (case, plain) in cases.iter().zip(make_commune(60, seed, on)) {
                assert!(case.measures == plain.measures);
                assert!(plain.events.iter().all(|e| case.events.contains(e)), "nothing is lost");
                assert!(case.events.is_sorted_by_key(|e| e.at));
                for e in &case.events {
                    assert!(e.at.date() < on, "{:?}", e.kind);
                    let read = Event::parse(&e.draft(), on);
                    assert!(read.is_ok_and(|(read, _)| read == *e), "{:?}", e.kind);
                }
                let file = case_file(case);
                states.extend(goals(&file).iter().map(|g| g.state));
                assist += case.events.iter().filter(|e| e.kind == Kind::Assist).count();
                let Some(found) = assess(&RiskFacts::of(&file), rules, on) else { continue };
                if let Some((own, _)) = found.own {
                    holding += usize::from(found.holding().is_some());
                    ended += usize::from(own.until < on);
                    ending += usize::from(own.until >= on && own.until <= add_days(on, 7));
                }
                let card = psychosis_card(&file, rules, on).filter(|c| c.held_until.is_some());
                if let Some(card) = card {
                    cards += usize::from(card.health_contact.is_some());
                    assert_eq!(found.level(), RiskLevel::High);
                }
            }
            use GoalState as G;
            assert_eq!(states, [G::Set, G::UnderWay, G::Reached, G::Dropped].into(), "{seed}");
            for count in [ending, ended, holding, cards, assist] {
                assert!(count > 0, "{seed}: {ending} {ended} {holding} {cards} {assist}");
            }
        }
    }
}
