//! The time since the machine started, sleep included: what the automatic lock is measured with.
//! A laptop that slept for an hour wakes up locked.

use std::time::Duration;

/// Time since the machine started, counting sleep (`CLOCK_BOOTTIME`, Linux).
#[cfg(target_os = "linux")]
pub(super) fn uptime() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// Time passed since the first call: of each step the larger of what the steady clock and the system
/// clock say. The steady one may stand still while the machine sleeps; the system clock counts
/// sleep but may be set back, which then costs nothing.
#[cfg(not(target_os = "linux"))]
pub(super) fn uptime() -> Duration {
    use std::sync::Mutex;
    use std::time::{Instant, SystemTime};
    static LAST: Mutex<Option<(Instant, SystemTime, Duration)>> = Mutex::new(None);
    let (steady, system) = (Instant::now(), SystemTime::now());
    let mut last = LAST.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let total = match *last {
        Some((before, then, total)) => {
            total + step(steady.duration_since(before), system.duration_since(then).ok())
        }
        // Zero means “not begun” to whoever asks.
        None => Duration::from_secs(1),
    };
    *last = Some((steady, system, total));
    total
}

/// How much time passed, by a clock that may sleep and one that may be set back (`None`).
#[cfg(any(test, not(target_os = "linux")))]
fn step(steady: Duration, system: Option<Duration>) -> Duration {
    steady.max(system.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn sleep_counts_and_a_clock_set_back_does_not() {
        use std::time::Duration;
        let s = Duration::from_secs;
        assert_eq!(super::step(s(1), Some(s(3_600))), s(3_600));
        assert_eq!(super::step(s(2), None), s(2));
        assert_eq!(super::step(s(2), Some(s(0))), s(2));
    }

    #[test]
    fn it_goes_forward() {
        let (one, two) = (super::uptime(), super::uptime());
        assert!(one > std::time::Duration::ZERO && two >= one);
    }
}
