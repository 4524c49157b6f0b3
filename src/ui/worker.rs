//! The one worker thread that owns the registry: effects in, answers out.

use super::effect::{Answer, Desk, Effect};
use crate::services::Watch;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// The worker thread: one desk, effects in, answers out.
pub(super) struct Worker {
    effects: Option<Sender<Effect>>,
    watch: Watch,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. Answers go to `answer`, which returns false when nobody listens.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub(super) fn start(
        desk: Box<dyn Desk>,
        answer: impl Fn(Answer) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let (effects, asked) = channel();
        let watch = desk.watch();
        let thread = std::thread::Builder::new()
            .name("registry".to_owned())
            .spawn(move || serve(desk, &asked, answer))?;
        Ok(Self { effects: Some(effects), watch, thread: Some(thread) })
    }

    /// Hands over an effect; false when the worker is gone.
    pub(super) fn ask(&self, effect: Effect) -> bool {
        if effect == Effect::Interrupt {
            // It must not wait behind what it is to stop.
            self.watch.ask_stop();
        }
        self.effects.as_ref().is_some_and(|e| e.send(effect).is_ok())
    }
}

impl Worker {
    /// How much of the running effect is done, of a thousand, where it says so.
    pub(super) fn done(&self) -> Option<u32> {
        self.watch.done()
    }
}

impl Drop for Worker {
    /// Waits until the registry is closed: what was asked is finished, nothing is torn.
    fn drop(&mut self) {
        self.effects.take();
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported by the hook already.
            let _ = thread.join();
        }
    }
}

fn serve(mut desk: Box<dyn Desk>, asked: &Receiver<Effect>, answer: impl Fn(Answer) -> bool) {
    while let Ok(first) = asked.recv() {
        let mut batch = vec![first];
        batch.extend(asked.try_iter());
        let asked = batch.len();
        let wanted = without_stale(batch);
        // Whoever waits for an answer is told that none of its own will come.
        for _ in wanted.len()..asked {
            if !answer(Answer::Noted) {
                return;
            }
        }
        for effect in wanted {
            if !answer(desk.run(effect)) {
                return;
            }
        }
    }
}

/// Of several windows of the list asked for in one breath only the last is wanted: whoever types
/// ten letters at once waits for one search, not for ten.
fn without_stale(batch: Vec<Effect>) -> Vec<Effect> {
    let window = |e: &Effect| matches!(e, Effect::LoadPeople { .. });
    let found = |e: &Effect| matches!(e, Effect::FindPeople { .. });
    let (last, last_found) = (batch.iter().rposition(window), batch.iter().rposition(found));
    let kept = |at: &usize, e: &Effect| {
        (!window(e) || Some(*at) == last) && (!found(e) || Some(*at) == last_found)
    };
    batch.into_iter().enumerate().filter(|(at, e)| kept(at, e)).map(|(_, e)| e).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::view::PeopleQuery;

    fn search(ticket: u64) -> Effect {
        Effect::LoadPeople { query: PeopleQuery::default(), first: 0, count: 10, ticket }
    }

    #[test]
    fn only_the_last_of_several_searches_is_run() {
        let batch = vec![search(1), Effect::LoadHamlets, search(2), search(3), Effect::Lock];
        let kept = without_stale(batch);
        assert!(kept == vec![Effect::LoadHamlets, search(3), Effect::Lock]);
    }

    struct Counting(usize);

    impl Desk for Counting {
        fn run(&mut self, _: Effect) -> Answer {
            self.0 += 1;
            Answer::Locked
        }
    }

    #[test]
    fn the_worker_answers_in_order_and_ends_when_dropped() {
        let (answers, received) = channel();
        let worker =
            Worker::start(Box::new(Counting(0)), move |a| answers.send(a).is_ok()).unwrap();
        assert!(worker.ask(Effect::Lock) && worker.ask(Effect::LoadAccounts));
        drop(worker);
        assert_eq!(received.iter().count(), 2);
    }
}
