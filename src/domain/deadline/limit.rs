//! The arithmetic of periods: the one place where hours, days, working days and months are added.

use super::{ClockRule, Limit, SpecialCase};
use crate::domain::date::{add_days, add_months, end_of_day, last_of_month};
use crate::domain::word::RiskLevel;
use crate::domain::work_calendar::{Counted, WorkCalendar};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// Running hours: nights, weekends and days off count, to the minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hours(pub u32);

/// Calendar days: the first day does not count, the last counts whole (Civil Code 2015 Đ147–148).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarDays(pub u32);

/// Working days by the table of days off; the first day does not count, the last counts whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkingDays(pub u32);

impl Hours {
    /// The minute these hours end. An event at exactly 00:00 has no known time, and hours from the
    /// midnight before it would take away a day nobody had: they run from the end of that day.
    pub fn after(self, event: NaiveDateTime) -> NaiveDateTime {
        let start = if event.time() == NaiveTime::MIN { end_of_day(event.date()) } else { event };
        start.checked_add_signed(TimeDelta::hours(i64::from(self.0))).unwrap_or(NaiveDateTime::MAX)
    }

    /// The minute they began, for hours that ended at `due`.
    pub fn before(self, due: NaiveDateTime) -> NaiveDateTime {
        due.checked_sub_signed(TimeDelta::hours(i64::from(self.0))).unwrap_or(NaiveDateTime::MIN)
    }
}

impl CalendarDays {
    /// The last day of a period of this many days that `day` begins.
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        add_days(day, i64::from(self.0))
    }

    /// The day this many days before `day`.
    pub fn before(self, day: NaiveDate) -> NaiveDate {
        add_days(day, -i64::from(self.0))
    }
}

impl WorkingDays {
    /// The last day of a period of this many working days that `day` begins.
    pub fn after(self, day: NaiveDate, calendar: &WorkCalendar) -> Counted {
        calendar.add_working_days(day, self.0)
    }

    /// The first of the last working days of a period that ends with `end`.
    pub fn last_before(self, end: NaiveDate, calendar: &WorkCalendar) -> Counted {
        calendar.last_working_days_before(end, self.0)
    }
}

/// Where a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// When it ends: the minute for hours, 23:59:59 where the whole day counts.
    pub due: NaiveDateTime,
    /// The first day on which the act can be done, where the rule says so.
    pub opens: Option<NaiveDate>,
    /// A year without a table of days off lay on the way.
    pub holidays_unknown: bool,
}

impl Limit {
    /// The period that runs from `from`. Hours run on continuously; a period in days, working
    /// days or months begins the day after and ends with its last day (Civil Code 2015 Đ147–148):
    /// 2 days from the 5th end at the end of the 7th. Risk not assessed counts as low.
    pub fn period(
        self,
        from: NaiveDateTime,
        risk: Option<RiskLevel>,
        calendar: &WorkCalendar,
    ) -> Period {
        let day = from.date();
        let whole = |last: NaiveDate| Period {
            due: end_of_day(last),
            opens: None,
            holidays_unknown: false,
        };
        match self {
            Self::Hours(hours) => {
                Period { due: hours.after(from), opens: None, holidays_unknown: false }
            }
            Self::Days(days) => whole(days.after(day)),
            Self::WorkingDays(days) => {
                let last = days.after(day, calendar);
                Period { holidays_unknown: last.unknown, ..whole(last.day) }
            }
            Self::Months(n) => whole(add_months(day, n)),
            Self::DaysBefore(days) => whole(days.before(day)),
            Self::LastWorkingDays(days) => {
                let first = days.last_before(day, calendar);
                Period { opens: Some(first.day), holidays_unknown: first.unknown, ..whole(day) }
            }
            Self::MonthEnd => whole(last_of_month(day)),
            Self::SameDay => whole(day),
            Self::ByRisk(days) => whole(days[by_risk(risk)].after(day)),
        }
    }

    /// The days of a level, at least one; `None` where the limit is no pace by risk.
    pub fn days_by_risk(self, risk: Option<RiskLevel>) -> Option<CalendarDays> {
        match self {
            Self::ByRisk(days) => Some(days[by_risk(risk)].max(CalendarDays(1))),
            _ => None,
        }
    }
}

/// The place of a level in [`Limit::ByRisk`].
pub(super) fn by_risk(risk: Option<RiskLevel>) -> usize {
    match risk {
        Some(RiskLevel::High) => 0,
        Some(RiskLevel::Medium) => 1,
        Some(RiskLevel::Low) | None => 2,
    }
}

impl ClockRule {
    /// The limit in a special case, or the ordinary one.
    pub fn limit_in(&self, case: Option<SpecialCase>) -> Limit {
        match (self.alternative, case) {
            (Some((when, limit)), Some(case)) if when == case => limit,
            _ => self.limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{parse_minute, vn_minute};

    #[test]
    fn each_kind_of_time_is_counted_its_own_way() {
        let calendar = WorkCalendar::default();
        let check = |limit: Limit, from: &str, due: &str| {
            let period = limit.period(parse_minute(from).unwrap(), None, &calendar);
            assert_eq!(vn_minute(period.due), due, "{limit:?} from {from}");
        };
        check(Limit::Hours(Hours(24)), "28/02/2028 10:30", "29/02/2028 10:30");
        check(Limit::Hours(Hours(12)), "31/12/2026 20:00", "01/01/2027 08:00");
        // No time known: from the end of the day, for hours only.
        check(Limit::Hours(Hours(24)), "05/08/2026 00:00", "06/08/2026 23:59");
        check(Limit::Hours(Hours(12)), "05/08/2026", "06/08/2026 11:59");
        check(Limit::Hours(Hours(24)), "05/08/2026 00:01", "06/08/2026 00:01");
        check(Limit::Days(CalendarDays(2)), "05/08/2026 00:00", "07/08/2026 23:59");
        check(Limit::Days(CalendarDays(2)), "05/08/2026 18:00", "07/08/2026 23:59");
        check(Limit::Days(CalendarDays(0)), "05/08/2026", "05/08/2026 23:59");
        check(Limit::WorkingDays(WorkingDays(2)), "07/08/2026 08:00", "11/08/2026 23:59");
        check(Limit::Months(6), "31/08/2026", "28/02/2027 23:59");
        check(Limit::Months(6), "31/08/2027", "29/02/2028 23:59");
        check(Limit::Months(24), "29/02/2028", "28/02/2030 23:59");
        check(Limit::DaysBefore(CalendarDays(30)), "31/03/2028", "01/03/2028 23:59");
        check(Limit::DaysBefore(CalendarDays(30)), "30/03/2028", "29/02/2028 23:59");
        check(Limit::MonthEnd, "01/02/2028", "29/02/2028 23:59");
        check(Limit::MonthEnd, "28/02/2027", "28/02/2027 23:59");
        check(Limit::SameDay, "05/08/2026 11:00", "05/08/2026 23:59");
        check(Limit::ByRisk([7, 14, 30].map(CalendarDays)), "01/08/2026", "31/08/2026 23:59");
    }

    #[test]
    fn a_level_of_risk_shortens_the_period() {
        let calendar = WorkCalendar::default();
        let days = |risk| {
            let from = parse_minute("01/08/2026").unwrap();
            let due =
                Limit::ByRisk([7, 14, 30].map(CalendarDays)).period(from, risk, &calendar).due;
            (due.date() - from.date()).num_days()
        };
        assert_eq!(days(Some(RiskLevel::High)), 7);
        assert_eq!(days(Some(RiskLevel::Medium)), 14);
        assert_eq!(days(Some(RiskLevel::Low)), 30);
        assert_eq!(days(None), 30);
    }

    #[test]
    fn working_days_without_a_table_say_so_and_other_periods_do_not() {
        let calendar = WorkCalendar::default();
        let from = parse_minute("01/08/2026").unwrap();
        assert!(Limit::WorkingDays(WorkingDays(1)).period(from, None, &calendar).holidays_unknown);
        assert!(
            Limit::LastWorkingDays(WorkingDays(3)).period(from, None, &calendar).holidays_unknown
        );
        assert!(!Limit::Days(CalendarDays(1)).period(from, None, &calendar).holidays_unknown);
        assert!(!Limit::Months(1).period(from, None, &calendar).holidays_unknown);
    }
}
