//! What can be proven of the registry, in three parts that are told apart: the journal is consistent
//! in itself; every kept row is what its last entry says; and up to where somebody outside has seen
//! it. An officer who holds the data key can forge none of the first two for another officer, and
//! none of the third without the superior.

use super::destructions::Destructions;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::backup::Origin;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::journal::{Act, Bound, Hash, Object};
use crate::domain::merkle::{Edge, consistency_proof, root_of};
use crate::storage::EntryRow;
use crate::vault::Verifier;
use std::collections::HashMap;

/// Entries whose signatures are checked at a time, on all cores.
const BATCH: usize = 4096;

/// What is wrong with the journal, at the first entry where it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalFault {
    /// Sequence number.
    pub seq: i64,
    /// What.
    pub kind: JournalFaultKind,
}

/// Ways in which a journal does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalFaultKind {
    /// A number is missing, or entries changed places.
    Gap,
    /// The entry does not follow the one before, or its own hash is not of what it says.
    Chain,
    /// No officer of this name had a signing key then.
    UnknownSigner,
    /// Not signed by the officer it names.
    Signature,
    /// The log's right edge is not of these entries: some were dropped at the end, or put there.
    Log,
    /// Kept old values are fewer or more than the entries wrote.
    OldValues,
    /// A checkpoint that left the building is not of these entries.
    Witness,
    /// A restore says that it began at a state of which these entries are not.
    Epoch,
    /// A reason is not the one that was signed, or was erased although the row it is about was not
    /// destroyed.
    Reason,
    /// A file was destroyed without another officer's proposal before.
    Destruction,
}

/// The first and the third part of the verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalProof {
    /// Entries read.
    pub entries: i64,
    /// The first fault; `None` = chain, signatures and log hold.
    pub fault: Option<JournalFault>,
    /// Size and root of the log.
    pub root: (u64, Hash),
    /// Up to this entry a checkpoint was written into a package or a note for the superior. Whether it
    /// was delivered nobody here can know.
    pub checkpointed: u64,
    /// Entries at which a chief went on with an older folder.
    pub older_copies: Vec<i64>,
    /// Entries at which a backup was restored, and the state each went on from.
    pub epochs: Vec<(i64, Origin)>,
}

/// The second part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowsProof {
    /// Rows held against their last entry.
    pub rows: usize,
    /// Rows that are not what their last entry says, that no entry speaks of, or that are gone.
    pub faults: Vec<Bound>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Consistent, and up to where a checkpoint was made.
    pub journal: JournalProof,
    /// Rows equal their last entries.
    pub rows: RowsProof,
    /// Up to this entry the anchor outside the folder knew the journal at opening.
    pub anchored: u64,
}

impl Verdict {
    /// Whether nothing is wrong. Entries after the last checkpoint are nothing wrong.
    pub fn holds(&self) -> bool {
        self.journal.fault.is_none() && self.rows.faults.is_empty()
    }
}

/// The last entry that speaks of a row.
type Last = HashMap<Bound, Option<Hash>>;

/// What the whole journal says of rows.
struct Said {
    rows: Last,
    destructions: Destructions,
}

/// An entry whose signature is still to be checked.
struct Signed {
    seq: i64,
    bytes: Vec<u8>,
    signature: [u8; 64],
    signer: usize,
}

/// Walks the journal once.
struct Walk<'a> {
    signers: &'a [(String, u64, Verifier)],
    edge: Edge,
    prev: Hash,
    fault: Option<JournalFault>,
    batch: Vec<Signed>,
    last: Last,
    older: Vec<i64>,
    destructions: Destructions,
    /// Roots at the sizes asked for, and what is wrong where one is another.
    wanted: &'a [(u64, Hash, JournalFaultKind)],
}

impl Walk<'_> {
    fn fail(&mut self, seq: i64, kind: JournalFaultKind) -> bool {
        if self.fault.is_none_or(|f| seq < f.seq) {
            self.fault = Some(JournalFault { seq, kind });
        }
        false
    }

    /// Takes one entry; `false` = nothing after it can be believed.
    fn take(&mut self, row: EntryRow) -> bool {
        let due = self.edge.size() as i64 + 1;
        if row.seq != due {
            return self.fail(due, JournalFaultKind::Gap);
        }
        let holds = row.reason_holds();
        let Some(entry) = row.entry else { return self.fail(due, JournalFaultKind::Chain) };
        let because = row.reason_hash.as_ref();
        let bytes = entry.canonical(due, because, row.row_hash.as_ref(), &self.prev);
        let hash = EntryRow::hash_of(&bytes, &row.signature);
        if row.prev_hash != self.prev || row.hash != hash {
            return self.fail(due, JournalFaultKind::Chain);
        }
        let in_force = |(login, since, _): &(String, u64, Verifier)| {
            *login == entry.officer && *since < due.unsigned_abs()
        };
        let Some(signer) = self.signers.iter().rposition(in_force) else {
            return self.fail(due, JournalFaultKind::UnknownSigner);
        };
        if let Some(kind) = self.destructions.take(due, holds, &entry) {
            return self.fail(due, kind);
        }
        if let Some(bound) = entry.bound() {
            self.last.insert(bound, row.row_hash);
        }
        if entry.act == Act::OlderCopyAccepted {
            self.older.push(due);
        }
        self.batch.push(Signed { seq: due, bytes, signature: row.signature, signer });
        self.edge.push(hash);
        self.prev = hash;
        let size = self.edge.size();
        let differs = |(at, root, _): &&(u64, Hash, _)| *at == size && *root != self.edge.root();
        if let Some((.., kind)) = self.wanted.iter().find(differs) {
            return self.fail(due, *kind);
        }
        self.batch.len() < BATCH || self.check_signatures()
    }

    /// Checks the signatures gathered, each core a share of them.
    fn check_signatures(&mut self) -> bool {
        let batch = std::mem::take(&mut self.batch);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = batch.len().div_ceil(cores).max(64);
        let signers = self.signers;
        let bad = std::thread::scope(|scope| {
            let check = |part: &[Signed]| {
                let good = |s: &&Signed| !signers[s.signer].2.verifies(&s.bytes, &s.signature);
                part.iter().find(good).map(|s| s.seq)
            };
            let parts: Vec<_> =
                batch.chunks(share).map(|part| scope.spawn(move || check(part))).collect();
            // A thread that did not end has proven nothing.
            let first = batch.first().map(|s| s.seq);
            parts.into_iter().filter_map(|part| part.join().unwrap_or(first)).min()
        });
        bad.is_none_or(|seq| self.fail(seq, JournalFaultKind::Signature))
    }
}

impl Registry {
    /// Every signing key there was: login, entries before it came into force, key; the oldest of an
    /// officer first.
    fn signers(&self) -> Vec<(String, u64, Verifier)> {
        let mut signers = Vec::new();
        for account in self.vault.accounts() {
            for period in &account.keys {
                if let Some(key) = Verifier::new(&period.key) {
                    signers.push((account.login.clone(), period.since, key));
                }
            }
        }
        signers
    }

    /// Proves the journal in itself.
    pub(super) fn prove_journal(&self) -> Result<JournalProof, Failure> {
        Ok(self.walk_journal(&mut |_| Ok(()))?.0)
    }

    /// Every restore from a backup that the journal tells of, oldest first: its entry, and the state
    /// that the journal went on from. For packages: a superior who saw a longer journal before is
    /// told so, instead of an alarm.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn epochs(&self) -> Result<Vec<(i64, Origin)>, Failure> {
        self.permit(Duty::Check)?;
        let told = self.store.entries_of(Act::Restored)?;
        Ok(told.into_iter().filter_map(|(seq, r)| Some((seq, Origin::read(&r)?))).collect())
    }

    /// `heard` is told how many entries were read, and may stop the walk.
    fn walk_journal(
        &self,
        heard: &mut dyn FnMut(u64) -> Result<(), Failure>,
    ) -> Result<(JournalProof, Said), Failure> {
        let (signers, shown) = (self.signers(), self.store.checkpoints()?);
        let epochs = self.epochs()?;
        let witness = shown.iter().map(|(size, root)| (*size, *root, JournalFaultKind::Witness));
        let origins = epochs.iter().map(|(_, o)| (o.size, o.root, JournalFaultKind::Epoch));
        let wanted: Vec<_> = witness.chain(origins).collect();
        let mut walk = Walk {
            signers: &signers,
            edge: Edge::default(),
            prev: [0; 32],
            fault: None,
            batch: Vec::new(),
            last: HashMap::new(),
            older: Vec::new(),
            destructions: Destructions::default(),
            wanted: &wanted,
        };
        let mut stopped = Ok(());
        self.store.each_entry(|row| {
            let goes_on = walk.take(row);
            if walk.batch.is_empty() {
                stopped = heard(walk.edge.size());
            }
            goes_on && stopped.is_ok()
        })?;
        stopped?;
        walk.check_signatures();
        let (end, (there, counted)) = (walk.edge.size() as i64 + 1, self.store.revisions()?);
        if walk.fault.is_none() && self.store.edge().ok() != Some(walk.edge.clone()) {
            walk.fail(end, JournalFaultKind::Log);
        }
        if walk.fault.is_none() && there != counted {
            walk.fail(end, JournalFaultKind::OldValues);
        }
        let checkpointed = shown.last().map_or(0, |(size, _)| *size);
        if walk.fault.is_none() && checkpointed > walk.edge.size() {
            walk.fail(end, JournalFaultKind::Witness);
        }
        if let Some(seq) = walk.destructions.unexplained() {
            walk.fail(seq, JournalFaultKind::Reason);
        }
        heard(walk.edge.size())?;
        let proof = JournalProof {
            entries: walk.edge.size() as i64,
            fault: walk.fault,
            root: (walk.edge.size(), walk.edge.root()),
            checkpointed,
            older_copies: walk.older,
            epochs,
        };
        Ok((proof, Said { rows: walk.last, destructions: walk.destructions }))
    }

    /// Entries and rows that a whole verdict reads, for its progress line.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn check_sizes(&self) -> Result<usize, Failure> {
        self.permit(Duty::Check)?;
        Ok(self.store.sizes()?.iter().sum::<i64>() as usize)
    }

    /// The whole verdict. `progress` hears how many entries and rows were read; it can be stopped.
    ///
    /// # Errors
    /// The file cannot be read; [`Failure::Stopped`].
    pub fn verify(&self, progress: &mut dyn FnMut(u64)) -> Result<Verdict, Failure> {
        self.permit(Duty::Check)?;
        self.verify_as_part(progress, self.check_sizes()?)
    }

    /// The same as the first part of a longer work of `of` steps.
    pub(super) fn verify_as_part(
        &self,
        progress: &mut dyn FnMut(u64),
        of: usize,
    ) -> Result<Verdict, Failure> {
        let mut heard = |done: u64| {
            progress(done);
            self.watch.step(done as usize, of)
        };
        let (journal, Said { rows: mut last, destructions }) = self.walk_journal(&mut heard)?;
        let mut rows = RowsProof::default();
        rows.faults.extend(self.destruction_faults(&destructions, last.keys().copied())?);
        let (read, mut stopped) = (journal.root.0, Ok(()));
        self.store.each_bound_row(|bound, hash| {
            rows.rows += 1;
            if rows.rows.is_multiple_of(BATCH) {
                stopped = heard(read + rows.rows as u64);
            }
            // Settings that nobody ever made have no entry, nor reports nobody ever sent.
            let said = last.remove(&bound);
            let whole = matches!(bound, Bound::Rules | Bound::Backups | Bound::Reports);
            let silent = whole && said.is_none();
            if said != Some(Some(hash)) && !silent {
                rows.faults.push(bound);
            }
            stopped.is_ok()
        })?;
        stopped?;
        if last.contains_key(&Bound::Rules) || self.rules_without_entry(&journal)? {
            rows.faults.push(Bound::Rules);
        }
        if self.backups_without_entry()? {
            rows.faults.push(Bound::Backups);
        }
        if self.reports_without_entry()? {
            rows.faults.push(Bound::Reports);
        }
        // What entries speak of and is no longer there: destroyed, or a team that was emptied.
        for (bound, said) in last {
            if said.is_none() {
                continue;
            }
            if !matches!(bound, Bound::Team(_)) || self.store.row_hash(bound)? != said {
                rows.faults.push(bound);
            }
        }
        rows.faults.extend(self.store.strayed_rows()?);
        rows.faults.sort_unstable();
        rows.faults.dedup();
        Ok(Verdict { journal, rows, anchored: self.anchored() })
    }

    /// Settings in the file although no entry ever set one.
    fn rules_without_entry(&self, journal: &JournalProof) -> Result<bool, Failure> {
        let spoken = self.store.bound_hash(["rule", "rule"])?.is_some() || journal.entries == 0;
        let kept = self.store.settings()?.len() + self.store.rule_checks()?.len();
        Ok(!spoken && kept > 0)
    }

    /// A register of backups of which no entry speaks.
    fn backups_without_entry(&self) -> Result<bool, Failure> {
        let spoken = self.store.bound_hash(["backup", "backup"])?.is_some();
        let kept = !self.store.backups()?.is_empty() || self.store.remind_days()?.is_some();
        Ok(!spoken && kept)
    }

    /// Closed periods or packages in the file although no entry ever spoke of one.
    fn reports_without_entry(&self) -> Result<bool, Failure> {
        let spoken = self.store.bound_hash(["report", "report"])?.is_some();
        Ok(!spoken && self.store.report_rows()? > 0)
    }

    /// The journal's checkpoint signed by the unit's key, as a C2SP note: what a superior keeps so
    /// that nobody here can cut or rewrite the journal before it; the verdict says up to where such
    /// notes were made. Only a chief holds the unit's key.
    ///
    /// # Errors
    /// Not permitted; the file cannot be written.
    pub fn make_checkpoint(&mut self) -> Result<String, Failure> {
        // Whoever keeps the officers holds the unit's key.
        self.permit(Duty::KeepOfficers)?;
        let edge = self.store.edge()?;
        let point = Checkpoint::of(&self.unit.registry_id, edge.size(), edge.root());
        let signature = self.vault.sign_as_unit(point.text().as_bytes())?;
        let (now, scribe) = (self.now(), self.scribe());
        let tx = self.store.write()?;
        tx.note_checkpoint(point.size, &point.root, now)?;
        let entry = scribe.entry(Act::CheckpointMade, Object::Registry, None);
        tx.journal(&entry.because(&point.size.to_string()))?;
        tx.commit()?;
        Ok(point.note(&self.vault.unit_public_key().key, &signature))
    }

    /// The proof that the journal now extends its first `earlier` entries (RFC 6962 §2.1.2), for a
    /// package; `None` where it has fewer.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn proof_since(&self, earlier: u64) -> Result<Option<Vec<Hash>>, Failure> {
        self.permit(Duty::Check)?;
        let leaves = self.store.leaf_hashes(u64::MAX >> 1)?;
        Ok(consistency_proof(&leaves, usize::try_from(earlier).unwrap_or(usize::MAX)))
    }

    /// Whether a checkpoint kept elsewhere was made by this registry's unit key and is of this
    /// journal's beginning: its size, or `None`.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn extends(&self, note: &str) -> Result<Option<u64>, Failure> {
        self.permit(Duty::Check)?;
        let unit_key = self.vault.unit_public_key();
        let Some((point, signature)) = Checkpoint::read(note, &unit_key.key) else {
            return Ok(None);
        };
        let own = Checkpoint::of(&self.unit.registry_id, point.size, point.root) == point;
        if !own || !unit_key.verifies(point.text().as_bytes(), &signature) {
            return Ok(None);
        }
        let leaves = self.store.leaf_hashes(point.size.min(u64::MAX >> 1))?;
        let same = leaves.len() as u64 == point.size && root_of(&leaves) == point.root;
        Ok(same.then_some(point.size))
    }
}
