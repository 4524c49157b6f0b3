//! The one clock of the program: local time of Asia/Ho_Chi_Minh, UTC+7 without daylight saving,
//! whatever the PC's own time zone says.

use crate::domain::word::Lang;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike, Utc};

/// Now, local time, to the second.
pub fn now() -> NaiveDateTime {
    let local = Utc::now().naive_utc() + TimeDelta::hours(7);
    local.with_nanosecond(0).unwrap_or(local)
}

/// Local time of seconds since 1970-01-01 UTC; `None` where they name no moment.
pub(super) fn from_unix(seconds: i64) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(seconds, 0)?.naive_utc() + TimeDelta::hours(7))
}

/// Seconds since the PC started, sleep included; `None` where the system does not tell.
pub(super) fn up_seconds() -> Option<i64> {
    #[cfg(target_os = "linux")]
    let told = Some(rustix::time::clock_gettime(rustix::time::ClockId::Boottime).tv_sec);
    #[cfg(not(target_os = "linux"))]
    let told = None;
    told
}

/// The PC's clock against the last entry of the journal. Nothing is refused for it: entries have
/// numbers, and the order of acts never depends on a clock. But what is entered gets a wrong time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockNote {
    /// The last entry is later than now.
    Back {
        /// When it was written.
        last: NaiveDateTime,
        /// Now.
        now: NaiveDateTime,
    },
    /// Nothing was entered for so long that the clock may have jumped.
    Ahead {
        /// When the last entry was written.
        last: NaiveDateTime,
        /// Now.
        now: NaiveDateTime,
    },
}

impl ClockNote {
    /// Ten minutes back are a clock set right; 60 days without an entry are no habit of a station.
    pub(super) fn judge(last: NaiveDateTime, now: NaiveDateTime) -> Option<Self> {
        if now + TimeDelta::minutes(10) < last {
            Some(Self::Back { last, now })
        } else if last + TimeDelta::days(60) < now {
            Some(Self::Ahead { last, now })
        } else {
            None
        }
    }

    /// What the officer is told.
    pub fn text(&self, lang: Lang) -> String {
        let (Self::Back { last, now } | Self::Ahead { last, now }) = self;
        let (at, days) =
            (|t: &NaiveDateTime| t.format("%d/%m/%Y %H:%M"), (*now - *last).num_days());
        let (last, now) = (at(last), at(now));
        match (self, lang) {
            (Self::Back { .. }, Lang::Vi) => format!(
                "Đồng hồ máy chạy lùi: lần ghi trước là {last}, máy đang báo {now}. Thứ tự việc đã ghi vẫn đúng, nhưng ngày giờ ghi từ giờ sẽ sai. Chỉnh lại ngày giờ của máy rồi mở lại sổ."
            ),
            (Self::Back { .. }, Lang::En) => format!(
                "The PC's clock went back: the last entry is of {last}, the PC says {now}. The order of entries holds, but times entered from now on will be wrong. Set the clock and open again."
            ),
            (Self::Ahead { .. }, Lang::Vi) => format!(
                "Lần ghi trước là {last}, máy đang báo {now}, cách {days} ngày. Nếu không phải lâu ngày không mở sổ thì đồng hồ máy sai: chỉnh lại ngày giờ của máy rồi mở lại sổ."
            ),
            (Self::Ahead { .. }, Lang::En) => format!(
                "The last entry is of {last}, the PC says {now}, {days} days later. Unless nobody opened the registry for so long, the clock is wrong: set it and open again."
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::parse_minute;

    #[test]
    fn a_clock_set_right_is_no_jump() {
        let last = parse_minute("22/11/2026 08:00").unwrap();
        for (now, wanted) in [
            ("22/11/2026 07:50", None),
            ("22/11/2026 07:49", Some("lùi")),
            ("22/11/2025 08:00", Some("lùi")),
            ("21/01/2027 08:00", None),
            ("21/01/2027 08:01", Some("cách 60 ngày")),
            ("22/11/2036 08:00", Some("cách 3653 ngày")),
        ] {
            let note = ClockNote::judge(last, parse_minute(now).unwrap());
            assert_eq!(note.is_some(), wanted.is_some(), "{now}");
            let said = note.map_or(String::new(), |n| n.text(Lang::Vi));
            assert!(said.contains(wanted.unwrap_or_default()), "{said}");
        }
    }
}
