//! Roads: a made-up person's measures, built backward from where the person stands on the day, so
//! that what matters on the work list falls where it is wanted.
//!
//! Every measure is lawful: terms by the law of its start (`domain.md` §2), main measures never
//! overlap and hand over on the same day or the day after, nothing happens on the day itself (the
//! made-up registry is opened in the morning).

use super::deck::{Card, Road, Stop, Visit};
use super::dice::Dice;
use crate::domain::case::{L120_IN_FORCE, Measure, law_of};
use crate::domain::date::{add_days, add_months, add_months_back};
use crate::domain::word::{EndReason, Inflow, Law, MeasureCode as Code};
use chrono::{Datelike, NaiveDate, Weekday};

/// A person's measures in order of start, monitoring last, and what follows from them.
pub(super) struct Journey {
    /// Main measures in order of start.
    pub(super) main: Vec<Measure>,
    /// Electronic monitoring riding on one of them.
    pub(super) monitoring: Option<Measure>,
    /// Rehabs before this file was opened.
    pub(super) earlier_rehabs: u32,
    /// The first fact of the file.
    pub(super) first_day: NaiveDate,
}

/// The same day, or the Friday before a Saturday or Sunday.
pub(super) fn weekday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => add_days(day, -1),
        Weekday::Sun => add_days(day, -2),
        _ => day,
    }
}

/// The terms the law allows, in months; `None` = open-ended. `nth` is the time in rehab.
/// (L73 Đ23, Đ30–33; L120 Đ24, Đ29–36.) Post-rehab goes by what preceded it and is not here.
pub(super) fn lawful_months(code: Code, law: Law, nth: u32) -> Option<(u32, u32)> {
    match (code, law) {
        (Code::UserManagement, _) => Some((12, 12)),
        (Code::RehabCompulsory, Law::L73) => Some((12, 24)),
        (c, Law::L73) if c.is_rehab() => Some((6, 12)),
        (c, Law::L120) if c.is_rehab() => Some(if nth > 1 { (36, 36) } else { (24, 24) }),
        _ => None,
    }
}

struct Builder<'a> {
    dice: &'a mut Dice,
    on: NaiveDate,
    base: u32,
    /// Last measure first.
    legs: Vec<Measure>,
}

/// Makes the journey of a card.
pub(super) fn travel(dice: &mut Dice, on: NaiveDate, card: Card) -> Journey {
    let base = dice.weighted(&[(78, 0), (16, 1), (6, 2)]);
    let mut b = Builder { dice, on, base, legs: Vec::new() };
    if b.walk(card).is_none() {
        // No lawful way leads there on this day (a rehab of the new law cannot be over yet).
        b.legs.clear();
        b.running(Code::UserManagement, 0, (20, 330));
    }
    let Builder { base, legs: mut main, .. } = b;
    main.reverse();
    let before = dice.range(1, 3);
    let first_day = match main.first() {
        Some(first) => add_days(first.start, -before),
        None => add_days(on, -dice.range(3, 80)),
    };
    if let Some(first) = main.iter_mut().find(|m| m.counts()) {
        first.source.get_or_insert(Inflow::New);
    }
    let always = card.road == Road::CompulsoryAfterViolation;
    let monitoring = monitor(dice, on, &main, always);
    Journey { main, monitoring, earlier_rehabs: base, first_day }
}

impl Builder<'_> {
    /// Builds the road, last measure first. `None` = there is no lawful way.
    fn walk(&mut self, card: Card) -> Option<()> {
        // A visit that is due or late needs a measure that has lasted a while.
        let least = if card.visit == Visit::Later { 8 } else { 80 };
        match card.road {
            Road::Suspected => {}
            Road::Managed => self.managed((5, 330)),
            Road::ManagedUnchecked => self.managed((130, 300)),
            Road::ManagedEnding(low, high) => self.ending_managed(low, high),
            Road::ManagedAgain => {
                self.managed((10, 300));
                let days = self.dice.range(40, 300);
                self.before(Code::UserManagement, 0, days, EndReason::Replaced);
            }
            Road::ManagedMovedIn => {
                self.remainder((5, 80), (4, 10));
            }
            Road::ManagedReturned => self.returned(),
            Road::ManagedAbsent | Road::ManagedInCustody => self.managed((100, 320)),
            Road::ManagedSetEnd => self.managed_longer(),
            Road::ManagedAfterError => self.mistaken(),
            Road::Addicted(low, high) => {
                self.running(Code::Addicted, 0, (low, high));
                self.managed_before();
            }
            Road::AddictedAfterLeaving => {
                self.running(Code::Addicted, 0, (10, 120));
                let days = self.dice.range(150, 400);
                self.before(Code::Substitution, 1, days, EndReason::SelfTerminated);
                self.origin();
            }
            Road::Home => self.rehab(Code::RehabHome, (least, 320)),
            Road::HomeEnding(low, high) => {
                let end = self.days_from_now(low, high);
                self.rehab_ending(Code::RehabHome, end)?;
                self.origin();
            }
            Road::Public => self.rehab(Code::RehabVoluntaryPublic, (10, 320)),
            Road::Private => self.rehab(Code::RehabVoluntaryPrivate, (10, 320)),
            Road::Compulsory => self.rehab(Code::RehabCompulsory, (10, 600)),
            Road::CompulsoryEnding(_) => {
                let end = self.days_from_now(5, 28);
                self.rehab_ending(Code::RehabCompulsory, end)?;
                self.origin();
            }
            Road::CompulsoryAfterLeaving => self.after_home(EndReason::SelfTerminated, (20, 200)),
            Road::CompulsoryAfterViolation => self.after_home(EndReason::Violation, (5, 60)),
            Road::CompulsoryAfterRelapse => self.relapsed()?,
            Road::Minor => {
                self.base = 0;
                self.rehab(Code::RehabCompulsoryMinor, (10, 150));
            }
            Road::Substitution => self.rehab(Code::Substitution, (least, 650)),
            Road::Post12 | Road::PostMovedOut => {
                let start = self.day_ago(least, 330);
                self.post(12, start)?;
                if card.road == Road::PostMovedOut {
                    self.close_midway(EndReason::MovedOut);
                }
            }
            Road::Post24 => {
                let start = self.day_ago(least, 420);
                self.post(24, start)?;
            }
            Road::PostEnding(low, high) => {
                let end = self.days_from_now(low, high);
                self.post(12, add_months_back(end, 12))?;
            }
            Road::Unproposed(low, high) => {
                let end = self.days_from_now(-high, -low);
                let kinds = [Code::RehabVoluntaryPublic, Code::RehabCompulsory];
                let code = self.dice.pick(&kinds);
                self.rehab_ending(code, end)?;
                self.close(end, EndReason::Completed);
                self.origin();
            }
            Road::PostOver(months) => {
                let end = self.days_from_now(-200, -4);
                self.post(months, add_months_back(end, months))?;
                self.close(end, EndReason::TermOver);
            }
            Road::ManagedOver => {
                self.ending_managed(-380, -3);
                let start = self.legs.first()?.start;
                self.close(add_months(start, 12), EndReason::TermOver);
            }
            Road::ManagedStopped(why) => self.stopped(why),
            Road::CompulsoryDeath => {
                self.rehab(Code::RehabCompulsory, (150, 500));
                self.close_midway(EndReason::Death);
            }
        }
        Some(())
    }

    fn day_ago(&mut self, low: i64, high: i64) -> NaiveDate {
        weekday(add_days(self.on, -self.dice.range(low, high)))
    }

    fn days_from_now(&mut self, low: i64, high: i64) -> NaiveDate {
        add_days(self.on, self.dice.range(low, high))
    }

    /// Puts an open measure before all others built so far; `nth` is the time in rehab.
    fn put(&mut self, code: Code, nth: u32, start: NaiveDate, months: Option<u32>) {
        let law = law_of(start);
        // Where the law leaves one term, half of the decisions do not repeat it.
        let one_term = lawful_months(code, law, nth).is_some_and(|range| range.0 == range.1);
        let silent = one_term && self.dice.chance(50);
        self.legs.push(Measure {
            code,
            decision_no: None,
            decision_date: None,
            start,
            term_months: months.filter(|_| !silent),
            rehab_count: code.is_rehab().then_some(nth),
            signatory: None,
            law,
            source: None,
            ended_on: None,
            end_reason: None,
            set_end: None,
            set_end_reason: None,
        });
    }

    /// Closes the last measure of the road.
    fn close(&mut self, end: NaiveDate, reason: EndReason) {
        let yesterday = add_days(self.on, -1);
        if let Some(leg) = self.legs.first_mut() {
            leg.ended_on = Some(end.min(yesterday));
            leg.end_reason = Some(reason);
        }
    }

    /// Closes the last measure of the road somewhere between its start and now.
    fn close_midway(&mut self, reason: EndReason) {
        let Some(start) = self.legs.first().map(|leg| leg.start) else { return };
        let lasted = (self.on - start).num_days();
        let days = self.dice.range(lasted / 3, lasted - 2);
        self.close(add_days(start, days), reason);
    }

    /// A measure under way, begun so many days ago, whose term does not end in the coming week.
    fn running(&mut self, code: Code, nth: u32, ago: (i64, i64)) {
        let (start, nth) = (self.day_ago(ago.0, ago.1), self.base + nth);
        let mut months = None;
        if let Some((low, high)) = lawful_months(code, law_of(start), nth) {
            let drawn = self.dice.range(low.into(), high.into()) as u32;
            let lasts = add_months(start, drawn) > add_days(self.on, 7);
            months = Some(if lasts { drawn } else { high });
        }
        self.put(code, nth, start, months);
    }

    fn managed(&mut self, ago: (i64, i64)) {
        self.running(Code::UserManagement, 0, ago);
    }

    /// Days of absence that do not count were added to the term by the officer.
    fn managed_longer(&mut self) {
        self.managed((150, 320));
        let days = self.dice.range(12, 40);
        if let Some(leg) = self.legs.last_mut() {
            leg.set_end = Some(add_days(add_months(leg.start, 12), days));
            leg.set_end_reason =
                Some(format!("Cộng {days} ngày vắng mặt không rõ nơi ở, không tính vào thời hạn"));
        }
    }

    fn ending_managed(&mut self, low: i64, high: i64) {
        let end = self.days_from_now(low, high);
        self.put(Code::UserManagement, 0, add_months_back(end, 12), Some(12));
    }

    /// A rehabilitation or treatment under way, with what led to it.
    fn rehab(&mut self, code: Code, ago: (i64, i64)) {
        self.running(code, 1, ago);
        self.origin();
    }

    /// A first-time rehab whose term ends on `end`: by the old law if it began under it, else by
    /// the new. `None` = neither law gives such a term.
    fn rehab_ending(&mut self, code: Code, end: NaiveDate) -> Option<()> {
        let nth = self.base + 1;
        let (low, high) = lawful_months(code, Law::L73, nth)?;
        let drawn = self.dice.range(low.into(), high.into()) as u32;
        let (new, _) = lawful_months(code, Law::L120, nth)?;
        let fits = |months: &u32, law| law_of(add_months_back(end, *months)) == law;
        let months = [drawn, high]
            .into_iter()
            .find(|m| fits(m, Law::L73))
            .or(Some(new).filter(|m| fits(m, Law::L120)))?;
        self.put(code, nth, add_months_back(end, months), Some(months));
        Some(())
    }

    /// A completed rehab that hands over to what was built so far, with what led to it.
    fn completed_before(&mut self, code: Code) -> Option<()> {
        let next = self.legs.last()?.start;
        self.rehab_ending(code, next)?;
        self.hand_over(EndReason::Completed);
        self.origin();
        Some(())
    }

    /// Ends the measure put last where the one after it starts: that day, or the day before.
    fn hand_over(&mut self, reason: EndReason) {
        let gap = i64::from(self.dice.chance(25));
        if let [.., next, leg] = self.legs.as_mut_slice() {
            leg.ended_on = Some(add_days(next.start, -gap).max(leg.start));
            leg.end_reason = Some(reason);
        }
    }

    /// A measure of about so many days before what was built so far.
    fn before(&mut self, code: Code, nth: u32, days: i64, reason: EndReason) {
        let Some(next) = self.legs.last().map(|leg| leg.start) else { return };
        let (start, nth) = (weekday(add_days(next, -days)), self.base + nth);
        let mut months = None;
        if let Some((low, high)) = lawful_months(code, law_of(start), nth) {
            months = Some(self.dice.range(low.into(), high.into()) as u32);
        }
        self.put(code, nth, start, months);
        self.hand_over(reason);
    }

    /// How someone came into rehab: determined addicted, mostly while managed as a user. Files
    /// older than 26 months begin with what was running then.
    fn origin(&mut self) {
        let days = self.dice.range(10, 50);
        if self.is_recent() {
            self.before(Code::Addicted, 0, days, EndReason::Replaced);
            self.managed_before();
        }
    }

    fn managed_before(&mut self) {
        let days = self.dice.range(35, 250);
        if self.is_recent() && self.dice.chance(65) {
            self.before(Code::UserManagement, 0, days, EndReason::FoundAddicted);
        }
    }

    fn is_recent(&self) -> bool {
        self.legs.last().is_some_and(|leg| leg.start > add_months_back(self.on, 26))
    }

    /// Post-rehab from `start`: 24 months after compulsory rehab of an adult, else 12 (L120 Đ42).
    fn post(&mut self, months: u32, start: NaiveDate) -> Option<()> {
        self.put(Code::PostRehab, 0, start, Some(months));
        let code = if months == 24 {
            Code::RehabCompulsory
        } else {
            self.dice.weighted(&[
                (40, Code::RehabHome),
                (20, Code::RehabVoluntaryPublic),
                (15, Code::RehabVoluntaryPrivate),
                (15, Code::Substitution),
                (10, Code::RehabCompulsoryMinor),
            ])
        };
        if code == Code::Substitution {
            let days = self.dice.range(250, 600);
            self.before(code, 1, days, EndReason::Completed);
            self.origin();
            return Some(());
        }
        if code == Code::RehabCompulsoryMinor {
            self.base = 0;
        }
        self.completed_before(code)
    }

    /// Compulsory rehab after home rehab that came to nothing.
    fn after_home(&mut self, reason: EndReason, ago: (i64, i64)) {
        self.running(Code::RehabCompulsory, 2, ago);
        let (waited, lasted) = (self.dice.range(15, 40), self.dice.range(40, 150));
        self.before(Code::Addicted, 0, waited, EndReason::Replaced);
        self.before(Code::RehabHome, 1, lasted, reason);
        self.origin();
    }

    /// Rehab, post-rehab, and determined addicted again: relapse (D163 Đ4.11).
    fn relapsed(&mut self) -> Option<()> {
        self.running(Code::RehabCompulsory, 2, (10, 200));
        let (waited, lasted) = (self.dice.range(12, 40), self.dice.range(60, 250));
        self.before(Code::Addicted, 0, waited, EndReason::Replaced);
        let start = weekday(add_days(self.legs.last()?.start, -lasted));
        self.put(Code::PostRehab, 0, start, Some(12));
        self.hand_over(EndReason::FoundAddicted);
        self.completed_before(Code::RehabHome)
    }

    /// What remains of a term begun elsewhere: so many days here, so many months in all.
    fn remainder(&mut self, ago: (i64, i64), months: (i64, i64)) -> u32 {
        let start = self.day_ago(ago.0, ago.1);
        let left = self.dice.range(months.0, months.1) as u32;
        self.put(Code::UserManagement, 0, start, Some(left));
        if let Some(leg) = self.legs.last_mut() {
            (leg.term_months, leg.source) = (Some(left), Some(Inflow::MovedIn));
        }
        left
    }

    fn returned(&mut self) {
        let left = self.remainder((10, 90), (5, 9));
        let Some(back) = self.legs.last().map(|leg| leg.start) else { return };
        let left_on = weekday(add_days(back, -self.dice.range(50, 120)));
        self.put(Code::UserManagement, 0, add_months_back(left_on, 12 - left), Some(12));
        if let Some(leg) = self.legs.last_mut() {
            (leg.ended_on, leg.end_reason) = (Some(left_on), Some(EndReason::MovedOut));
        }
    }

    /// An entry made by mistake and taken back, then the right one.
    fn mistaken(&mut self) {
        self.managed((30, 300));
        let Some(start) = self.legs.last().map(|leg| leg.start) else { return };
        let longest = lawful_months(Code::RehabHome, law_of(start), 1).map(|range| range.1);
        self.put(Code::RehabHome, 1, start, longest);
        if let Some(leg) = self.legs.last_mut() {
            (leg.ended_on, leg.end_reason) = (Some(start), Some(EndReason::Error));
        }
    }

    fn stopped(&mut self, why: Stop) {
        self.managed((60, 340));
        self.close_midway(match why {
            Stop::Prison => EndReason::Prison,
            Stop::Death => EndReason::Death,
            Stop::MovedOut => EndReason::MovedOut,
            Stop::Facility => EndReason::SentToFacility,
            Stop::Missing => EndReason::Missing,
            Stop::LongCustody => EndReason::LongCustody,
        });
    }
}

/// Electronic monitoring on one measure in five that may carry it (L120 Đ12; not before it was in
/// force, and not on user management), or `always` where one may.
fn monitor(dice: &mut Dice, on: NaiveDate, main: &[Measure], always: bool) -> Option<Measure> {
    let carries = |m: &&Measure| {
        matches!(m.code, Code::RehabHome | Code::Substitution | Code::PostRehab) && m.counts()
    };
    let carrier = main.iter().rfind(carries)?;
    let from = carrier.start.max(L120_IN_FORCE);
    let room = (carrier.ended_on.unwrap_or(on) - from).num_days() - 2;
    let start = weekday(add_days(from, dice.range(1, room.min(40))));
    if !(dice.chance(20) || always) || room < 10 || start < from {
        return None;
    }
    Some(Measure {
        code: Code::ElectronicMonitoring,
        start,
        law: law_of(start),
        decision_date: Some(start),
        term_months: (carrier.code == Code::Substitution).then_some(24),
        rehab_count: None,
        source: None,
        set_end: None,
        set_end_reason: None,
        ..carrier.clone()
    })
}
