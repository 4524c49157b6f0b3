//! The anchor outside the folder: held against the journal at opening, written anew as it grows.

use super::error::Failure;
use super::registry::Registry;
use crate::domain::journal::{Act, Object};
use crate::domain::merkle::root_of;
use crate::vault::AnchorFound;

/// After so many entries the anchor is written anew, besides at opening and closing: what a cut
/// leaves behind it can be rolled back unseen by this PC.
const EVERY: u64 = 32;

/// Why the anchor said nothing at opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnchorNote {
    /// It is not there: another PC or profile, or somebody removed it.
    Missing,
    /// It is there and not what this program wrote.
    Altered,
}

impl Registry {
    /// Why the anchor could not be held against the journal at opening; `None` = it was.
    pub fn anchor_note(&self) -> Option<AnchorNote> {
        self.anchor_note
    }

    /// Entries of the journal that the anchor outside the folder knows.
    pub fn anchored(&self) -> u64 {
        self.anchored
    }

    /// Holds the journal against the anchor.
    pub(super) fn refuse_another_copy(&mut self) -> Result<(), Failure> {
        match self.vault.read_anchor()? {
            AnchorFound::True { size, root } => {
                let here = self.store.last_entry()?.unsigned_abs();
                if here < size {
                    return Err(Failure::OlderCopy);
                }
                let edge = self.store.edge()?;
                let then = if edge.size() == size {
                    edge.root()
                } else {
                    root_of(&self.store.leaf_hashes(size)?)
                };
                if then != root {
                    return Err(Failure::OtherCopy);
                }
                self.anchored = size;
            }
            AnchorFound::Later => return Err(Failure::OlderCopy),
            // Under an earlier data key its MAC cannot be checked any more: as good as none.
            AnchorFound::Missing | AnchorFound::Earlier => {
                self.anchor_note = Some(AnchorNote::Missing);
            }
            AnchorFound::Altered => self.anchor_note = Some(AnchorNote::Altered),
        }
        Ok(())
    }

    /// Writes down for good that a chief goes on with an older folder.
    pub(super) fn accept_older(&mut self, reason: &str) -> Result<(), Failure> {
        let here = self.store.last_entry()?;
        let told = match self.vault.read_anchor()? {
            AnchorFound::True { size, .. } => format!("{here} < {size}: {reason}"),
            _ => format!("{here}: {reason}"),
        };
        self.journal_alone(Act::OlderCopyAccepted, Object::Registry, None, Some(&told))
    }

    /// Journals that there was no anchor to hold the journal against.
    pub(super) fn note_anchor(&mut self) -> Result<(), Failure> {
        let told = match self.anchor_note {
            None => return Ok(()),
            Some(AnchorNote::Missing) => "missing",
            Some(AnchorNote::Altered) => "altered",
        };
        self.journal_alone(Act::AnchorReplaced, Object::Registry, None, Some(told))
    }

    /// From now on this folder is the one the anchor remembers.
    pub(super) fn settle(&mut self) {
        self.begun = true;
        self.anchor();
    }

    /// Writes the anchor. A stick or folder that takes no file is no reason to stop an officer: the
    /// next opening says that the anchor is behind. A log that does not fit its journal is not
    /// anchored, so that the old anchor goes on contradicting it.
    pub(super) fn anchor(&mut self) {
        if !self.begun {
            return;
        }
        let (Ok(last), Ok(edge)) = (self.store.last_entry(), self.store.edge()) else { return };
        let size = edge.size();
        if size == last.unsigned_abs()
            && size != self.anchored
            && self.vault.write_anchor(size, &edge.root()).is_ok()
        {
            self.anchored = size;
        }
    }

    /// Writes the anchor where the journal grew by enough since.
    pub(super) fn anchor_after(&mut self, seq: i64) {
        if seq.unsigned_abs() >= self.anchored + EVERY {
            self.anchor();
        }
    }

    /// Holds the rows about officers and settings against the last entry that speaks for each.
    pub(super) fn refuse_changed_officers(&self) -> Result<(), Failure> {
        use crate::domain::journal::Bound;
        let kinds = [(Bound::Registry, ["registry", "officer"]), (Bound::Rules, ["rule", "rule"])];
        for (bound, objects) in kinds {
            let said = self.store.bound_hash(objects)?;
            let untouched = bound == Bound::Rules
                && said.is_none()
                && self.store.settings()?.is_empty()
                && self.store.rule_checks()?.is_empty();
            if !untouched && said != self.store.row_hash(bound)? {
                return Err(Failure::RowsChanged);
            }
        }
        Ok(())
    }
}

impl Drop for Registry {
    fn drop(&mut self) {
        self.anchor();
    }
}
