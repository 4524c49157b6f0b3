//! The one clock of the program: local time of Asia/Ho_Chi_Minh, UTC+7 without daylight saving,
//! whatever the PC's own time zone says.

use chrono::{NaiveDateTime, TimeDelta, Timelike, Utc};

/// Now, local time, to the second.
pub fn now() -> NaiveDateTime {
    let local = Utc::now().naive_utc() + TimeDelta::hours(7);
    local.with_nanosecond(0).unwrap_or(local)
}

/// Seconds since the PC started, sleep included; `None` where the system does not tell.
pub(super) fn up_seconds() -> Option<i64> {
    #[cfg(target_os = "linux")]
    let told = Some(rustix::time::clock_gettime(rustix::time::ClockId::Boottime).tv_sec);
    #[cfg(not(target_os = "linux"))]
    let told = None;
    told
}
