//! What happened to a made-up person: the events along the measures, mostly done on schedule,
//! some missed, none on the day itself or after it.

use super::deck::{Card, Road, Visit};
use super::dice::Dice;
use super::road::{Journey, weekday};
use crate::domain::case::{Event, EventDetail, L120_IN_FORCE, Measure};
use crate::domain::date::{
    PartialDate, add_days, add_months, add_months_back, first_of_month, last_of_month,
};
use crate::domain::person::Person;
use crate::domain::word::{
    EndReason, EventKind as Kind, Inflow, MeasureCode as Code, Outcome as O,
};
use chrono::{NaiveDate, NaiveTime};

/// The events of a journey in order of time; notes psychosis signs with the person.
pub(super) fn events(
    dice: &mut Dice,
    on: NaiveDate,
    card: Card,
    journey: &Journey,
    person: &mut Person,
) -> Vec<Event> {
    let since = add_months_back(on, 24);
    let mut line = TimeLine { dice, on, since, card, person, events: Vec::new() };
    line.opening(journey);
    let main: Vec<&Measure> = journey.main.iter().filter(|m| m.counts()).collect();
    for (i, &m) in main.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| main[b]);
        let next = main.get(i + 1).copied();
        line.along(m, next);
        line.beginning(m, before);
        line.ending(m, next);
    }
    if let Some(m) = &journey.monitoring {
        line.add(Kind::Monitoring, m.start, Some(O::On), None);
        if let Some(end) = m.ended_on {
            line.add(Kind::Monitoring, end, Some(O::Off), None);
        }
    }
    line.troubles(&main);
    if journey.monitoring.is_none() {
        line.monitored(&main);
    }
    let mut events = line.events;
    events.sort_by_key(|e| (e.at, e.kind));
    events.dedup();
    events
}

struct TimeLine<'a> {
    dice: &'a mut Dice,
    on: NaiveDate,
    /// Everyday events before this day are on paper only.
    since: NaiveDate,
    card: Card,
    person: &'a mut Person,
    events: Vec<Event>,
}

impl TimeLine<'_> {
    /// Adds an event in working hours, unless the day has not come yet.
    fn add(&mut self, kind: Kind, day: NaiveDate, outcome: Option<O>, text: Option<&str>) {
        self.add_between((7, 16), kind, day, outcome, text);
    }

    fn add_between(
        &mut self,
        hours: (i64, i64),
        kind: Kind,
        day: NaiveDate,
        outcome: Option<O>,
        text: Option<&str>,
    ) {
        if day >= self.on {
            return;
        }
        let hour = self.dice.range(hours.0, hours.1) as u32;
        let minute = self.dice.range(0, 11) as u32 * 5;
        let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN);
        let found = kind == Kind::Test && outcome == Some(O::Positive);
        let substances = if found { self.person.substances.clone() } else { Vec::new() };
        let (at, text) = (day.and_time(time), text.map(str::to_owned));
        self.events.push(Event {
            kind,
            at,
            until: None,
            outcome,
            substances,
            text,
            detail: EventDetail::default(),
        });
    }

    /// Adds something that lasted from `day` to `until`; open where there is no end yet.
    fn add_lasting(
        &mut self,
        kind: Kind,
        day: NaiveDate,
        until: Option<NaiveDate>,
        outcome: Option<O>,
    ) {
        self.add(kind, day, outcome, None);
        if let Some(event) = self.events.last_mut().filter(|e| e.kind == kind && e.until.is_none())
        {
            event.until = until;
        }
    }

    fn text(&mut self, percent: u64, of: &[&'static str]) -> Option<&'static str> {
        self.dice.maybe(percent, |d| d.pick(of))
    }

    /// How the file was opened: a positive test and, at once, where the person lives (U1).
    fn opening(&mut self, journey: &Journey) {
        let day = journey.first_day;
        match journey.main.iter().find(|m| m.counts()) {
            None => {
                self.add(Kind::Note, day, None, Some("Nguồn tin của quần chúng, đang xác minh"));
            }
            Some(m) if m.source == Some(Inflow::MovedIn) => {
                self.add(Kind::Note, day, None, Some("Tiếp nhận hồ sơ từ nơi ở cũ"));
            }
            Some(m) if matches!(m.code, Code::UserManagement | Code::Addicted) => {
                let ground = self.text(70, GROUNDS);
                self.add_between((9, 11), Kind::Test, day, Some(O::Positive), ground);
                // That afternoon, or the next morning: within the 24 hours.
                if self.dice.chance(60) {
                    let seen = Some(O::Present);
                    self.add_between((13, 16), Kind::ResidenceCheck, day, seen, None);
                } else {
                    let next = add_days(day, 1).min(m.start);
                    self.add_between((7, 8), Kind::ResidenceCheck, next, Some(O::Present), None);
                }
            }
            Some(_) => {}
        }
    }

    /// What leads into a measure.
    fn beginning(&mut self, m: &Measure, before: Option<&Measure>) {
        let was = before.map(|b| (b.code, b.end_reason));
        let relapse = was == Some((Code::PostRehab, Some(EndReason::FoundAddicted)));
        match m.code {
            // Rehab given up or broken off: the earlier determination still stands.
            Code::Addicted if was.is_none_or(|(c, _)| c == Code::UserManagement) || relapse => {
                if before.is_some() {
                    let day = weekday(add_days(m.start, -self.dice.range(1, 5)));
                    self.add(Kind::Test, day, Some(O::Positive), None);
                }
                let place = self.text(80, FACILITIES);
                self.add(Kind::Determination, m.start, Some(O::Addicted), place);
                if relapse {
                    self.add(Kind::Relapse, m.start, None, None);
                }
            }
            Code::UserManagement
                if was == Some((Code::UserManagement, Some(EndReason::Replaced))) =>
            {
                let day = add_days(m.start, -1);
                self.add(Kind::Test, day, Some(O::Positive), None);
                let place = self.text(80, FACILITIES);
                self.add(Kind::Determination, m.start, Some(O::NotAddicted), place);
            }
            _ => {}
        }
    }

    /// The everyday of a measure.
    fn along(&mut self, m: &Measure, next: Option<&Measure>) {
        let to = m.ended_on.unwrap_or(self.on);
        let from = m.start.max(self.since);
        if from >= to {
            return;
        }
        match m.code {
            Code::UserManagement => {
                self.residence_checks(m, to);
                self.tests(from, to, (50, 110));
                self.now_and_then(from, to, Kind::Counselling, (90, 200));
            }
            Code::RehabHome | Code::Substitution | Code::PostRehab => {
                self.contacts(m, from, to, next);
                self.tests(from, to, (60, 130));
                self.now_and_then(from, to, Kind::Counselling, (100, 220));
                if self.dice.chance(45) {
                    self.now_and_then(from, to, Kind::Support, (60, 200));
                }
            }
            Code::Addicted => self.now_and_then(from, to, Kind::Contact, (20, 45)),
            _ => {}
        }
    }

    /// Once a month from the month after the start (U5), on the officer's usual day.
    fn residence_checks(&mut self, m: &Measure, to: NaiveDate) {
        // Most are done early in the month, some are left to its end.
        let (one, other) = (self.dice.range(1, 31), self.dice.range(1, 31));
        let usual = if self.dice.chance(70) { one.min(other) } else { one };
        let this_month = first_of_month(self.on);
        let last = match self.card.road {
            Road::ManagedUnchecked => {
                add_months_back(this_month, self.dice.range(1, 2) as u32).min(to)
            }
            // Nobody went any more once the term was over.
            Road::ManagedEnding(_, high) if high < -365 => to.min(add_months(m.start, 12)),
            _ => to,
        };
        // One in eight has a month without a check, made good by the next one.
        let missed = self.dice.maybe(12, |d| add_months_back(this_month, d.range(2, 9) as u32));
        let mut month = add_months(first_of_month(m.start.max(self.since)), 1);
        while month < last {
            let end = last_of_month(month);
            let day = weekday(add_days(month, usual - 1).min(end));
            let day = if day < month { add_days(month, 2) } else { day };
            if day < last && Some(month) != missed {
                let away = self.is_away(day);
                let result = if away || self.dice.chance(4) { O::Absent } else { O::Present };
                let place = self.text(25, CHECKS);
                self.add(Kind::ResidenceCheck, day, Some(result), place);
            }
            month = add_months(month, 1);
        }
    }

    /// Away now without telling: since when is drawn in `troubles`, at most 50 days ago.
    fn is_away(&self, day: NaiveDate) -> bool {
        self.card.road == Road::ManagedAbsent && day > add_days(self.on, -25)
    }

    fn tests(&mut self, from: NaiveDate, to: NaiveDate, every: (i64, i64)) {
        let mut day = add_days(from, self.dice.range(every.0, every.1));
        while day < add_days(to, -2) {
            let place = self.text(30, TEST_PLACES);
            self.add(Kind::Test, weekday(day), Some(O::Negative), place);
            day = add_days(day, self.dice.range(every.0, every.1));
        }
    }

    fn now_and_then(&mut self, from: NaiveDate, to: NaiveDate, kind: Kind, every: (i64, i64)) {
        let mut day = add_days(from, self.dice.range(every.0 / 3, every.1));
        while day < add_days(to, -2) {
            let (outcome, text) = match kind {
                Kind::Support => (Some(self.dice.pick(SUPPORTS)), None),
                Kind::Contact => (Some(O::Met), self.text(25, CONTACTS)),
                _ => (None, self.text(50, COUNSELS)),
            };
            self.add(kind, weekday(day).max(from), outcome, text);
            day = add_days(day, self.dice.range(every.0, every.1));
        }
    }

    /// Follow-up contacts (F1), built backward from the last one, which the card decides.
    fn contacts(&mut self, m: &Measure, from: NaiveDate, to: NaiveDate, next: Option<&Measure>) {
        let open = m.ended_on.is_none() && next.is_none();
        let since_last = match self.card.visit {
            Visit::Soon if open => self.dice.range(23, 29),
            Visit::Today if open => 30,
            Visit::Late if open => self.dice.range(31, 70),
            _ => self.dice.range(1, 22),
        };
        let last = add_days(to, -since_last);
        let mut day = last;
        while day > from {
            let result = self.dice.weighted(&[(84, O::Met), (16, O::Phone)]);
            let text = if result == O::Met { self.text(30, CONTACTS) } else { None };
            self.add(Kind::Contact, day, Some(result), text);
            if self.dice.chance(16) {
                let tried = add_days(day, -self.dice.range(1, 5));
                self.missed_contact(tried.max(m.start));
            }
            day = add_days(day, -self.dice.range(23, 30));
        }
        if open && self.card.visit == Visit::Late {
            let tried = add_days(last, self.dice.range(22, since_last - 1));
            self.missed_contact(tried);
        }
    }

    fn missed_contact(&mut self, day: NaiveDate) {
        let result = self.dice.weighted(&[(70, O::NotHome), (30, O::Refused)]);
        self.add(Kind::Contact, day, Some(result), None);
    }

    /// What announces and follows the end of a measure.
    fn ending(&mut self, m: &Measure, next: Option<&Measure>) {
        match (m.end_reason, m.ended_on) {
            (Some(EndReason::Death), Some(end)) => {
                self.add(Kind::Note, end, None, Some("Gia đình báo tử"));
            }
            (Some(EndReason::LongCustody | EndReason::Prison), Some(end)) => {
                self.add(Kind::Custody, add_days(end, -6).max(m.start), None, None);
            }
            _ => {}
        }
        let completed = m.end_reason == Some(EndReason::Completed);
        // The longest term the law gives stands for a silent decision; only rehab is asked.
        let end = m.ended_on.or(m.term_months.map(|n| add_months(m.start, n)));
        let Some(end) = end.filter(|_| completed || m.ended_on.is_none()) else { return };
        let announced = add_days(end, -self.dice.range(31, 38)).max(m.start);
        let mut noticed = None;
        if m.code.is_facility() {
            let told = match self.card.road {
                Road::CompulsoryEnding(told) if m.ended_on.is_none() => told,
                Road::Unproposed(..) => false,
                _ => self.dice.chance(85),
            };
            if told {
                self.add(Kind::CompletionNotice, announced, None, Some("Mẫu 51"));
                noticed = Some(announced);
            }
        } else if m.code == Code::RehabHome && self.dice.chance(88) {
            self.add(Kind::EndNotice, announced, None, None);
        }
        // The proposal to the Chairman follows the notice, or the completion where none came.
        let follows = completed && next.is_some_and(|n| n.code == Code::PostRehab);
        if follows || noticed.is_some() {
            let day = add_days(noticed.unwrap_or(end), self.dice.range(0, 1));
            self.add(Kind::Proposal, day, None, Some("Mẫu 52"));
        }
    }

    /// Substitution and post-rehab call for monitoring (D163 Đ16.2a): decided and begun soon after.
    fn monitored(&mut self, main: &[&Measure]) {
        let called = |m: &&&Measure| {
            matches!(m.code, Code::Substitution | Code::PostRehab)
                && m.decision_date.unwrap_or(m.start) >= L120_IN_FORCE
        };
        let Some(m) = main.last().filter(called) else { return };
        let day = add_days(m.decision_date.unwrap_or(m.start).max(m.start), 2);
        if m.ended_on.is_some_and(|end| end <= add_days(day, 1)) {
            return;
        }
        self.add(Kind::MonitoringDecision, day, None, None);
        self.add(Kind::Monitoring, add_days(day, 1), Some(O::On), None);
        if let Some(end) = m.ended_on {
            self.add(Kind::Monitoring, end, Some(O::Off), None);
        }
    }

    /// Absences, custody, incidents, violations: a share of people has one.
    fn troubles(&mut self, main: &[&Measure]) {
        match self.card.road {
            Road::ManagedAbsent => {
                let day = add_days(self.on, -self.dice.range(25, 50));
                self.add_lasting(Kind::Absence, day, None, Some(O::Unreported));
            }
            Road::ManagedInCustody => {
                let day = add_days(self.on, -self.dice.range(3, 12));
                self.add_lasting(Kind::Custody, day, None, None);
            }
            Road::CompulsoryAfterViolation => self.violations(main),
            _ => {}
        }
        self.added_absence(main);
        // Something may have happened wherever the person was not in a facility.
        let free: Vec<&&Measure> = main.iter().filter(|m| !m.code.is_facility()).collect();
        if free.is_empty() {
            return;
        }
        let m = **self.dice.pick(&free.iter().collect::<Vec<_>>());
        let (from, to) = (m.start.max(self.since), m.ended_on.unwrap_or(self.on));
        let lasted = (to - from).num_days();
        if lasted < 25 {
            return;
        }
        let day = add_days(from, self.dice.range(3, lasted - 15));
        match self.dice.below(100) {
            0..=6 => self.psychosis(day, to),
            7..=9 => self.add(Kind::Incident, day, Some(O::Violence), Some("Đánh người trong nhà")),
            10..=12 => self.add(Kind::Incident, day, Some(O::Disorder), Some("Gây ồn ào ban đêm")),
            13..=17 => {
                let until = add_days(day, self.dice.range(4, 13));
                self.add_lasting(Kind::Absence, day, Some(until), Some(O::Reported));
            }
            18..=20 => {
                let until = add_days(day, self.dice.range(2, 9));
                self.add_lasting(Kind::Absence, day, Some(until), Some(O::Unreported));
            }
            21..=22 => {
                let until = add_days(day, self.dice.range(1, 6));
                self.add_lasting(Kind::Custody, day, Some(until), None);
            }
            23..=24 => self.add(Kind::Violation, day, Some(O::Other), None),
            25..=29 => self.add(Kind::Note, day, None, Some("Gia đình đề nghị giúp tìm việc làm")),
            _ => {}
        }
    }

    /// The absence that explains an end date set later than computed.
    fn added_absence(&mut self, main: &[&Measure]) {
        let Some(m) = main.last().filter(|m| m.set_end.is_some()) else { return };
        let longer =
            m.set_end.map(|set| (set - add_months(m.start, 12)).num_days()).unwrap_or_default();
        let day = add_days(m.start, self.dice.range(20, 60));
        self.add_lasting(Kind::Absence, day, Some(add_days(day, longer - 1)), Some(O::Unreported));
    }

    fn violations(&mut self, main: &[&Measure]) {
        let ended = main.iter().find(|m| m.end_reason == Some(EndReason::Violation));
        let Some(end) = ended.and_then(|m| m.ended_on) else { return };
        self.add(Kind::Violation, add_days(end, -25), Some(O::Monitoring), Some("Nhắc nhở"));
        self.add(Kind::Violation, add_days(end, -14), Some(O::Other), Some("Kiểm điểm"));
        self.add(Kind::Violation, add_days(end, -3), Some(O::LocalEducation), Some("Lập biên bản"));
    }

    /// Signs of psychosis; whoever shows them is seen every week for two months.
    fn psychosis(&mut self, day: NaiveDate, to: NaiveDate) {
        self.add(Kind::Incident, day, Some(O::Psychosis), Some("Biểu hiện ngáo đá, gia đình báo"));
        self.person.psychosis = Some(true);
        self.person.psychosis_seen_on = Some(PartialDate::Day(day));
        if self.card.visit != Visit::Later {
            return;
        }
        let until = add_days(day, 60).min(add_days(to, -1));
        let mut seen = add_days(day, 5);
        while seen <= until {
            self.add(Kind::Contact, seen, Some(O::Met), None);
            seen = add_days(seen, self.dice.range(5, 6));
        }
    }
}

const GROUNDS: &[&str] = &[
    "Phát hiện khi tuần tra, xét nghiệm nước tiểu tại trụ sở",
    "Gia đình trình báo, xét nghiệm tại Trạm Y tế xã",
    "Kiểm tra cơ sở kinh doanh, xét nghiệm nước tiểu",
    "Nguồn tin tố giác, xét nghiệm tại Trạm Y tế xã",
];
const FACILITIES: &[&str] =
    &["Trung tâm Y tế khu vực", "Bệnh viện đa khoa khu vực", "Trạm Y tế xã đủ điều kiện xác định"];
const CHECKS: &[&str] =
    &["Kiểm tra tại nơi ở, có trưởng thôn", "Gặp tại nhà buổi tối", "Gặp tại nơi làm việc"];
const TEST_PLACES: &[&str] = &["Xét nghiệm định kỳ tại Trạm Y tế xã", "Xét nghiệm tại trụ sở"];
const CONTACTS: &[&str] = &[
    "Sức khoẻ ổn định, ở nhà phụ giúp gia đình",
    "Đang đi làm đều, gia đình yên tâm",
    "Có ý muốn học nghề, hẹn giới thiệu",
    "Gặp cùng mẹ, chưa thấy biểu hiện nghi vấn",
];
const COUNSELS: &[&str] = &["Tư vấn cách từ chối bạn bè rủ rê", "Tư vấn cho cả gia đình"];
const SUPPORTS: &[O] = &[
    O::Schooling,
    O::Training,
    O::Training,
    O::Loan,
    O::Job,
    O::Job,
    O::Papers,
    O::Health,
    O::Other,
];
