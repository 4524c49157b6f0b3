//! The face of the house: an open registry, one officer at it. Everything an officer can do is a
//! method of [`Registry`]; each change writes its journal entry in its own transaction.

use super::anchor::AnchorNote;
use super::clock::{self, ClockNote};
use super::derive;
use super::error::Failure;
use super::hand_copy::{CopyNote, told_as_torn};
use super::journal::Sifted;
use super::permission::Duty;
use super::roster::Roster;
use super::scribe::Scribe;
use super::watch::Watch;
use crate::domain::case::CaseFile;
use crate::domain::id::PersonId;
use crate::domain::journal::{Act, Object};
use crate::domain::word::{Role, Word};
use crate::rules::RuleBook;
use crate::storage::{OfficerRow, RegistryRow, StorageError, Store, Write};
use crate::vault::{
    InitPlan, KdfCost, Password, Place, RecoverySheets, RegistryLock, SealedVault, Vault,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An unlocked registry. Dropping it locks: keys and the list in memory are wiped.
pub struct Registry {
    pub(super) store: Store,
    pub(super) vault: Vault,
    pub(super) unit: UnitIdentity,
    pub(super) officer: OfficerIdentity,
    pub(super) created_at: NaiveDateTime,
    pub(super) book: Arc<RuleBook>,
    /// The rule sets of risk, and which holds; set whenever the book is.
    pub(super) risk: super::risk::RiskInForce,
    /// The day the book was put together for; `None` = the rules compiled in.
    pub(super) book_day: Option<NaiveDate>,
    pub(super) roster: Option<Roster>,
    /// Acts after this journal entry can be taken back, but those in `undone`.
    pub(super) undo_from: i64,
    pub(super) undone: BTreeSet<i64>,
    /// Whose dossier was looked at last in this session: what else is read of it is no look anew.
    pub(super) looked: Option<PersonId>,
    /// An inspector's last look that was recorded.
    pub(super) last_look: Option<(Duty, String)>,
    /// What was last asked of the journal.
    pub(super) sifted: Option<Sifted>,
    /// Who watches a long duty.
    pub(super) watch: Watch,
    fixed_now: Option<NaiveDateTime>,
    /// When the last entry before this opening was written.
    last_entry_at: Option<NaiveDateTime>,
    /// The folder was copied while it was open.
    pub(super) copy_note: Option<Box<CopyNote>>,
    /// What stood in the anchor's place at opening, where it was not as it should be.
    pub(super) anchor_note: Option<AnchorNote>,
    /// Entries of the journal that the anchor knows.
    pub(super) anchored: u64,
    /// This is the folder last used, or a chief said to go on with it: only then is it anchored.
    pub(super) begun: bool,
    place: Place,
    // Dropped last: nobody else may open the file while it is still closing.
    pub(super) lock: RegistryLock,
}

/// The unit a registry belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitIdentity {
    /// Official code, five digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// Id of the registry (UUID).
    pub registry_id: String,
}

/// The officer at the registry.
#[derive(Clone, PartialEq, Eq)]
pub struct OfficerIdentity {
    /// Login.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
}

/// What the unlock screen shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Accounts {
    /// The unit.
    pub unit: UnitIdentity,
    /// Officers, and whether each is active.
    pub officers: Vec<(OfficerIdentity, bool)>,
}

/// What a new registry needs to be told.
pub struct Founding {
    /// The unit's official code.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Flagged remote: U1 gives 48 hours.
    pub remote: bool,
    /// The first officer's login; he becomes chief.
    pub login: String,
    /// His full name.
    pub full_name: String,
    /// His password.
    pub password: Password,
    /// What a guess at a password shall cost.
    pub cost: KdfCost,
}

fn role_of(role: crate::vault::Role) -> Role {
    Role::from_code(role.word()).unwrap_or(Role::Inspector)
}

pub(super) fn identity(account: &crate::vault::Account) -> OfficerIdentity {
    OfficerIdentity {
        login: account.login.clone(),
        full_name: account.full_name.clone(),
        role: role_of(account.role),
    }
}

impl Registry {
    /// Who can unlock the registry of a place.
    pub fn accounts(place: &Place) -> Result<Accounts, Failure> {
        let sealed = SealedVault::read(place)?;
        let unit = UnitIdentity {
            code: sealed.unit_code().to_owned(),
            name: sealed.unit_name().to_owned(),
            registry_id: sealed.registry_id().to_string(),
        };
        let officers = sealed.accounts().iter().map(|a| (identity(a), a.active)).collect();
        Ok(Accounts { unit, officers })
    }

    /// Makes a new registry; its first officer is chief. The recovery sheets exist only in what
    /// is returned.
    pub fn create(place: &Place, founding: Founding) -> Result<(Self, RecoverySheets), Failure> {
        let unit_code = founding.unit_code.trim().to_owned();
        if crate::rules::units::Units::embedded().by_code(&unit_code).is_none() {
            return Err(Failure::UnknownUnit);
        }
        let plan = InitPlan {
            unit_code,
            unit_name: founding.unit_name,
            chief_login: founding.login,
            chief_full_name: founding.full_name,
            password: founding.password,
            cost: founding.cost,
        };
        let (vault, sheets) = Vault::create(place, &plan)?;
        let mut lock = RegistryLock::acquire(place)?;
        lock.set_officer(&vault.officer().login)?;
        let store = Store::create(&place.database_path(), &vault.database_key())?;
        let now = clock::now();
        let mut registry = Self::assemble(place, lock, vault, store, now);
        Arc::make_mut(&mut registry.book).clock_book.remote = founding.remote;
        registry.found(founding.remote, now)?;
        registry.settle();
        registry.forget_acts()?;
        Ok((registry, sheets))
    }

    fn found(&mut self, remote: bool, now: NaiveDateTime) -> Result<(), Failure> {
        let row = RegistryRow {
            registry_id: self.unit.registry_id.clone(),
            unit_code: self.unit.code.clone(),
            unit_name: self.unit.name.clone(),
            remote,
            created_at: now,
        };
        let scribe = Scribe::new(&self.vault, now);
        let tx = self.store.write()?;
        tx.found_registry(&row)?;
        tx.put_officer(&OfficerRow {
            login: self.officer.login.clone(),
            full_name: self.officer.full_name.clone(),
            role: self.officer.role,
            active: true,
        })?;
        self.risk.row = tx.keep_risk_rules(&super::risk::own_rules(&self.book.risk, now))?;
        tx.set_risk_day(now.date())?;
        tx.set_derived_rules(self.book.version())?;
        tx.journal(&scribe.entry(Act::RegistryCreated, Object::Registry, None))?;
        tx.commit()?;
        Ok(())
    }

    /// Opens a registry with an officer's password: lock, key file, device secret, slot, file; then
    /// the journal is held against the anchor, and officers and settings against the journal.
    ///
    /// # Errors
    /// [`Failure::OlderCopy`] and [`Failure::OtherCopy`] where the folder is not the one last used;
    /// [`Failure::RowsChanged`]; wrong password, damage, another window.
    pub fn open(place: &Place, login: &str, password: &Password) -> Result<Self, Failure> {
        let (mut registry, left_over) = Self::unlock(place, login, password)?;
        registry.refuse_torn_copy()?;
        registry.refuse_another_copy()?;
        registry.refuse_changed_officers()?;
        registry.begin(left_over)?;
        Ok(registry)
    }

    /// Opens a folder that [`Registry::open`] refuses as older than the one last used, on the
    /// chief's word: what was entered since is lost, and the journal says so for good.
    ///
    /// # Errors
    /// Not permitted, no reason given, and those of opening.
    pub fn open_older(
        place: &Place,
        login: &str,
        password: &Password,
        reason: &str,
    ) -> Result<Self, Failure> {
        let (mut registry, left_over) = Self::unlock(place, login, password)?;
        // As grave as a change of the officers: the same hand.
        registry.permit(Duty::KeepOfficers)?;
        registry.refuse_torn_copy()?;
        registry.refuse_changed_officers()?;
        let reason = super::correct::reason_given(reason)?;
        registry.accept_older(&reason)?;
        registry.begin(left_over)?;
        Ok(registry)
    }

    /// Opens what was just restored: no anchor of before speaks of it, and its own is made now.
    pub(super) fn open_restored(
        place: &Place,
        login: &str,
        password: &Password,
    ) -> Result<Self, Failure> {
        let (mut registry, left_over) = Self::unlock(place, login, password)?;
        registry.begin(left_over)?;
        Ok(registry)
    }

    /// What follows once it is known that this is the right folder.
    /// `left_over`: a change of the data key was cut off and is to be finished.
    pub(super) fn begin(&mut self, left_over: bool) -> Result<(), Failure> {
        self.last_entry_at =
            self.store.journal_lines([self.store.last_entry()?])?.first().map(|entry| entry.at);
        self.align()?;
        if left_over {
            self.vault.end_turn()?;
        }
        self.journal_alone(Act::Opened, Object::Registry, None, None)?;
        self.note_anchor()?;
        self.note_hand_copy()?;
        self.renew_book()?;
        self.forget_acts()?;
        self.settle();
        Ok(())
    }

    fn unlock(place: &Place, login: &str, password: &Password) -> Result<(Self, bool), Failure> {
        let mut lock = RegistryLock::acquire(place)?;
        let sealed = SealedVault::read(place)?;
        let device = sealed.device_key()?;
        let (vault, left_over) = super::turn::unlock(place, &sealed, login, password, &device)?;
        lock.set_officer(&vault.officer().login)?;
        let copied = lock.copied_while_open().is_some();
        let opened = Store::open(&place.database_path(), &vault.database_key());
        let opened = opened.map_err(Failure::from);
        let opened = opened.and_then(|store| Self::checked(place, lock, vault, store));
        Ok((told_as_torn(opened, copied)?, left_over))
    }

    /// Key file and database put together, if they are of one registry.
    pub(super) fn checked(
        place: &Place,
        lock: RegistryLock,
        vault: Vault,
        store: Store,
    ) -> Result<Self, Failure> {
        let row = store.registry()?;
        if row.registry_id != vault.registry_id().to_string() || row.unit_code != vault.unit_code()
        {
            return Err(Failure::Mismatched);
        }
        Ok(Self::assemble(place, lock, vault, store, row.created_at))
    }

    fn assemble(
        place: &Place,
        lock: RegistryLock,
        vault: Vault,
        mut store: Store,
        created_at: NaiveDateTime,
    ) -> Self {
        store.sign_with(vault.journal_keys());
        let unit = UnitIdentity {
            code: vault.unit_code().to_owned(),
            name: vault.unit_name().to_owned(),
            registry_id: vault.registry_id().to_string(),
        };
        let officer = identity(vault.officer());
        let book = Arc::new(RuleBook::embedded().clone());
        Self {
            store,
            vault,
            unit,
            officer,
            created_at,
            book,
            risk: super::risk::RiskInForce::default(),
            book_day: None,
            roster: None,
            undo_from: 0,
            undone: BTreeSet::new(),
            looked: None,
            last_look: None,
            sifted: None,
            watch: Watch::default(),
            fixed_now: None,
            last_entry_at: None,
            copy_note: lock.copied_while_open().map(CopyNote::of).map(Box::new),
            anchor_note: None,
            anchored: 0,
            begun: false,
            place: place.clone(),
            lock,
        }
    }

    /// The same with long duties watched, so that they can be stopped.
    #[must_use]
    pub fn with_watch(mut self, watch: Watch) -> Self {
        self.watch = watch;
        self
    }

    /// The same registry with its clock standing still: for tests and for a demo of another day.
    #[must_use]
    pub fn with_fixed_now(mut self, at: NaiveDateTime) -> Self {
        self.fixed_now = Some(at);
        self
    }

    /// Now, as this registry sees it.
    pub fn now(&self) -> NaiveDateTime {
        self.fixed_now.unwrap_or_else(clock::now)
    }

    /// Whether the PC's clock jumped since the last entry before this opening; never while it is
    /// made to stand still.
    pub fn clock_note(&self) -> Option<ClockNote> {
        let last = self.last_entry_at.filter(|_| self.fixed_now.is_none())?;
        ClockNote::judge(last, clock::now())
    }

    /// The unit.
    pub fn unit(&self) -> &UnitIdentity {
        &self.unit
    }

    /// The officer at the registry.
    pub fn officer(&self) -> &OfficerIdentity {
        &self.officer
    }

    /// Where the registry stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether a damaged copy of the key file was mended at opening.
    pub fn key_file_mended(&self) -> bool {
        self.vault.repair() == crate::vault::Repair::Done
    }

    /// Who writes in the journal now.
    pub(super) fn scribe(&self) -> Scribe {
        Scribe::new(&self.vault, self.now())
    }

    /// One transaction: what `change` writes with its journal entry. Afterwards the anchor follows where
    /// it is due.
    pub(super) fn write_act<T>(
        &mut self,
        change: impl FnOnce(&Write<'_>, &Scribe) -> Result<T, StorageError>,
    ) -> Result<T, Failure> {
        let scribe = self.scribe();
        let tx = self.store.write()?;
        let done = change(&tx, &scribe)?;
        let next = tx.next_seq()?;
        tx.commit()?;
        self.anchor_after(next);
        Ok(done)
    }

    /// The same of what changes a case file, and all that is derived from the one `change` gives back. `renamed`: the words by which the person is found may differ.
    pub(super) fn write_case(
        &mut self,
        renamed: bool,
        change: impl FnOnce(&Write<'_>, &Scribe) -> Result<CaseFile, StorageError>,
    ) -> Result<CaseFile, Failure> {
        let judge = self.judge();
        let case = self.write_act(|tx, scribe| {
            let case = change(tx, scribe)?;
            derive::write(tx, &case, &judge)?;
            Ok(case)
        })?;
        self.refresh_roster(case.id, renamed)?;
        Ok(case)
    }

    /// Writes a journal entry in a transaction of its own: for acts that change no row.
    pub(super) fn journal_alone(
        &mut self,
        act: Act,
        object: Object,
        id: Option<i64>,
        reason: Option<&str>,
    ) -> Result<(), Failure> {
        let mut entry = self.scribe().entry(act, object, id);
        entry.reason = reason.map(str::to_owned);
        let seq = self.write_whatever_the_disk(|tx| tx.journal(&entry))?;
        self.anchor_after(seq);
        Ok(())
    }

    /// One small transaction that must fit even on a full disk: the entry of a look, a form being
    /// kept. When there is no room the reserve is given up, and it is tried once more.
    pub(super) fn write_whatever_the_disk<T>(
        &mut self,
        mut write: impl FnMut(&Write<'_>) -> Result<T, StorageError>,
    ) -> Result<T, Failure> {
        let mut once = |store: &mut Store| {
            let tx = store.write_from_reserve()?;
            let written = write(&tx)?;
            tx.commit()?;
            Ok(written)
        };
        match once(&mut self.store) {
            Err(StorageError::DiskFull) if self.store.give_up_reserve() => {
                Ok(once(&mut self.store)?)
            }
            done => Ok(done?),
        }
    }

    /// Notes that a file with contents of the registry was written (its kind, never its name).
    pub fn note_file_written(&mut self, what: &str) -> Result<(), Failure> {
        self.permit(Duty::WriteReport)?;
        self.journal_alone(Act::ReportMade, Object::Report, None, Some(what))
    }
}
