//! How far a long duty is and whether it shall stop: shared by the thread that does it and the one
//! that draws. A duty asks between its parts, before it writes anything, or inside its one transaction,
//! which is then undone; at the commit nothing stops it.

use super::error::Failure;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};

/// What is shared.
#[derive(Clone, Default)]
pub struct Watch(Arc<State>);

#[derive(Default)]
struct State {
    stop: AtomicBool,
    /// Done so far, of a thousand; 0 = nothing is known.
    done: AtomicU32,
}

impl Watch {
    /// Before a duty begins: nobody asked it to stop.
    pub fn begin(&self) {
        self.0.stop.store(false, Relaxed);
        self.0.done.store(0, Relaxed);
    }

    /// Asks the duty that is running to stop where it safely can.
    pub fn ask_stop(&self) {
        self.0.stop.store(true, Relaxed);
    }

    /// Whether it was asked to stop.
    pub(super) fn stops(&self) -> bool {
        self.0.stop.load(Relaxed)
    }

    /// How much is done, of a thousand; `None` where the duty does not say.
    pub fn done(&self) -> Option<u32> {
        Some(self.0.done.load(Relaxed)).filter(|done| *done > 0)
    }

    /// `done` parts of `of` are done.
    ///
    /// # Errors
    /// [`Failure::Stopped`] when it was asked to stop.
    pub(super) fn step(&self, done: usize, of: usize) -> Result<(), Failure> {
        let share = (done.min(of) * 1000).checked_div(of).unwrap_or(0);
        self.0.done.store(share as u32, Relaxed);
        if self.stops() { Err(Failure::Stopped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_stops_only_when_it_was_asked_since_it_began() {
        let watch = Watch::default();
        let other = watch.clone();
        assert!(watch.step(1, 4).is_ok());
        assert_eq!(other.done(), Some(250));
        other.ask_stop();
        assert!(matches!(watch.step(2, 4), Err(Failure::Stopped)));
        watch.begin();
        assert!(watch.step(0, 0).is_ok());
        assert_eq!(watch.done(), None);
    }
}
