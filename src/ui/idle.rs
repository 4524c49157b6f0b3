//! The time since the machine started, sleep included: what the automatic lock is measured with.
//! A laptop that slept for an hour wakes up locked.

use std::time::Duration;

/// Time since the machine started, counting sleep (`CLOCK_BOOTTIME`, Linux).
#[cfg(target_os = "linux")]
pub(super) fn uptime() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    Duration::new(now.tv_sec.unsigned_abs(), now.tv_nsec as u32)
}

/// Time since the epoch by the system clock: it counts sleep, but follows whoever sets the clock.
#[cfg(not(target_os = "linux"))]
pub(super) fn uptime() -> Duration {
    std::time::SystemTime::now()
        .duration_since(std::time::SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn it_goes_forward() {
        let (one, two) = (super::uptime(), super::uptime());
        assert!(one > std::time::Duration::ZERO && two >= one);
    }
}
