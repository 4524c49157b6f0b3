//! What the journal says of destroyed files: that two people did it, that no reason was erased besides,
//! and that what waits for the chief is what was proposed.

use super::error::Failure;
use super::proof::JournalFaultKind;
use super::registry::Registry;
use crate::domain::journal::{Act, Bound, NewEntry};
use std::collections::{HashMap, HashSet};

/// Gathered while the journal is walked.
#[derive(Default)]
pub(super) struct Destructions {
    /// First entry about a row whose reason was erased.
    erased: HashMap<Bound, i64>,
    /// Who proposed a file, and at which entry; not settled yet.
    proposed: HashMap<Bound, (String, i64)>,
    /// Entries after which an account may be in other hands, with their reasons.
    handed_over: Vec<(i64, Act, String)>,
    /// Rows of a file were destroyed by this officer, the file itself not yet.
    going: Option<String>,
    destroyed: HashSet<Bound>,
}

impl Destructions {
    /// Takes the next entry. `reason_holds`: whether its reason is the one signed, `None` = erased. What is
    /// wrong with it, if anything.
    pub(super) fn take(
        &mut self,
        seq: i64,
        reason_holds: Option<bool>,
        entry: &NewEntry,
    ) -> Option<JournalFaultKind> {
        match (reason_holds, entry.about()) {
            (Some(true), _) => {}
            (None, Some(about)) => {
                self.erased.entry(about).or_insert(seq);
            }
            _ => return Some(JournalFaultKind::Reason),
        }
        (!self.two_people(seq, entry)).then_some(JournalFaultKind::Destruction)
    }

    /// Whether what destroys a file follows another officer's proposal, and whatever goes with a file
    /// is followed by the file itself.
    fn two_people(&mut self, seq: i64, entry: &NewEntry) -> bool {
        let goes_on = matches!(entry.act, Act::DestroyedWith | Act::Destroyed);
        if self.going.as_ref().is_some_and(|by| !goes_on || *by != entry.officer) {
            return false;
        }
        let reason = entry.reason.as_deref().unwrap_or_default();
        if entry.act.hands_over(reason, reason.split(':').next().unwrap_or_default()) {
            self.handed_over.push((seq, entry.act, reason.to_owned()));
        }
        let Some(about) = entry.about() else { return !goes_on };
        match entry.act {
            Act::DestructionProposed => {
                self.proposed.insert(about, (entry.officer.clone(), seq));
            }
            Act::DestructionWithdrawn => {
                self.proposed.remove(&about);
            }
            Act::DestroyedWith => {
                self.going = Some(entry.officer.clone());
                self.destroyed.insert(about);
            }
            Act::Destroyed => {
                self.going = None;
                self.destroyed.insert(about);
                let Some((by, at)) = self.proposed.remove(&about) else { return false };
                let since = self.handed_over.iter().filter(|(seq, ..)| *seq > at);
                let mut same_hands = since.map(|(_, act, reason)| (*act, reason));
                return by != entry.officer
                    && !same_hands.any(|(act, reason)| act.hands_over(reason, &entry.officer));
            }
            _ => {}
        }
        true
    }

    /// The first entry whose reason was erased although its row was not destroyed.
    pub(super) fn unexplained(&self) -> Option<i64> {
        // A team that was emptied before has no entry of its own destruction.
        let gone = |about: &Bound| match about {
            Bound::Team(measure) => self.destroyed.contains(&Bound::Measure(*measure)),
            about => self.destroyed.contains(about),
        };
        self.erased.iter().filter(|(about, _)| !gone(about)).map(|(_, seq)| *seq).min()
    }
}

impl Registry {
    /// Files that wait for the chief otherwise than the journal says, and rows whose number could be
    /// given again although the journal speaks of them.
    pub(super) fn destruction_faults(
        &self,
        said: &Destructions,
        spoken_of: impl Iterator<Item = Bound>,
    ) -> Result<Vec<Bound>, Failure> {
        let waiting = self.store.proposals()?;
        let kept = waiting.iter().map(|p| (Bound::Person(p.person.0), p.by.as_str()));
        let kept: HashMap<Bound, &str> = kept.collect();
        let differs =
            |b: &&Bound| kept.get(*b).copied() != said.proposed.get(*b).map(|(by, _)| by.as_str());
        let mut faults: Vec<Bound> =
            kept.keys().chain(said.proposed.keys()).filter(differs).copied().collect();
        let given = self.store.highest_numbers()?;
        let highest = |table: &str| given.iter().find(|(t, _)| t == table).map_or(0, |(_, n)| *n);
        let (people, measures, events) = (highest("person"), highest("measure"), highest("event"));
        faults.extend(spoken_of.filter(|bound| match bound {
            Bound::Person(id) => *id > people,
            Bound::Measure(id) | Bound::Team(id) => *id > measures,
            Bound::Event(id) => *id > events,
            _ => false,
        }));
        Ok(faults)
    }
}
