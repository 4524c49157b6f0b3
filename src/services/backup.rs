//! Sao lưu: an encrypted copy in one file that only two recovery sheets open; the register of copies;
//! the reminder. The copy is proven before it gets its name, and entered before it can be found.

use super::backup_file as file;
use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::backup::{REMIND_DAYS, copy_name, is_copy_name, to_remove};
use crate::domain::date::vn;
use crate::domain::journal::{Act, Object};
use crate::domain::word::Lang;
use crate::storage::BackupRow;
use crate::vault::{BackupFacts, BackupKey, sync_folder};
use chrono::{DateTime, NaiveDateTime};
use std::fs;
use std::path::{Path, PathBuf};

/// How the folder in which a copy is made begins, inside the registry folder.
const WORK: &str = ".backup-";
/// How a file that is being written begins, beside where it will be.
const PART: &str = ".hoso-part-";
/// Parts of the work: copying, writing, proving.
const PARTS: usize = 3;

/// Where a backup is made, before it is: so that whoever interrupts it knows what to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupPlan {
    target: PathBuf,
    part: PathBuf,
    work: PathBuf,
    program: PathBuf,
    /// Copies of this folder are thinned out afterwards.
    thin: bool,
}

/// What a backup came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupMade {
    /// The file.
    pub file: PathBuf,
    /// Its length.
    pub bytes: u64,
    /// People, measures, events in it.
    pub counts: [i64; 3],
    /// Entries of the journal in it.
    pub journal_size: u64,
    /// Names of older copies that were removed from the folder.
    pub removed: Vec<String>,
}

/// What is being done, for a progress line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupStage {
    /// Copying under a fresh key.
    Copying,
    /// Writing the file.
    Writing,
    /// A new process reads it back.
    Proving,
}

/// A backup as the register has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupLine {
    /// Number in the register.
    pub id: i64,
    /// When.
    pub made_at: NaiveDateTime,
    /// Login.
    pub officer: String,
    /// Last part of its path.
    pub file_name: String,
    /// Generation of the data key then.
    pub generation: u64,
    /// It holds the journal up to this entry.
    pub journal_size: u64,
    /// Since when the file is no more, and why.
    pub gone: Option<(NaiveDateTime, String)>,
}

/// Whether a backup is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupReminder {
    /// When the last one was made; `None` = never.
    pub last: Option<NaiveDateTime>,
    /// Full days since, or since the registry was made.
    pub days: i64,
    /// So many are too many (the unit's number; ours, not the law's).
    pub remind_days: u32,
    /// The unit set it itself.
    pub own_number: bool,
}

impl BackupReminder {
    /// Whether Hôm nay says so.
    pub fn due(&self) -> bool {
        self.days >= i64::from(self.remind_days)
    }
}

/// "Chưa sao lưu 8 ngày", as Hôm nay says it.
pub fn backup_told(found: &BackupReminder, lang: Lang) -> String {
    let days = found.days;
    match (found.last, lang) {
        (None, Lang::Vi) => format!("Chưa sao lưu lần nào, sổ đã lập {days} ngày"),
        (None, Lang::En) => format!("No backup yet, {days} days since the registry was made"),
        (Some(_), Lang::Vi) if days == 0 => "Đã sao lưu hôm nay".to_owned(),
        (Some(_), Lang::En) if days == 0 => "Backed up today".to_owned(),
        (Some(last), Lang::Vi) if !found.due() => {
            format!("Lần sao lưu cuối: {}, {days} ngày trước", vn(last.date()))
        }
        (Some(last), Lang::En) if !found.due() => {
            format!("Last backup: {}, {days} days ago", vn(last.date()))
        }
        (Some(last), Lang::Vi) => {
            format!("Chưa sao lưu {days} ngày, lần cuối {}", vn(last.date()))
        }
        (Some(last), Lang::En) => {
            format!("No backup for {days} days, the last on {}", vn(last.date()))
        }
    }
}

impl BackupPlan {
    /// What stands only while a backup is being made: a folder, and a file.
    pub fn unfinished(&self) -> (&Path, &Path) {
        (&self.work, &self.part)
    }

    /// The file to be.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The same with another program to prove the copy (tests start the one they were built with).
    #[doc(hidden)]
    #[must_use]
    pub fn proven_by(mut self, program: &Path) -> Self {
        program.clone_into(&mut self.program);
        self
    }
}

impl Registry {
    /// Plans a backup into this very file.
    ///
    /// # Errors
    /// Not permitted; [`Failure::BackupExists`]; [`Failure::BackupFolder`].
    pub fn plan_backup(&self, target: &Path) -> Result<BackupPlan, Failure> {
        self.permit(Duty::Backup)?;
        let target = std::path::absolute(target).map_err(|error| file::io(&error))?;
        if target.symlink_metadata().is_ok() || target.file_name().is_none() {
            return Err(Failure::BackupExists);
        }
        let folder = target.parent().unwrap_or(&target).to_path_buf();
        if !folder.is_dir() {
            return Err(Failure::BackupFolder);
        }
        self.sweep(&folder);
        // What stood there before is gone, so the names are free: the lock holds others off.
        let id = self.unit.registry_id.get(..8).unwrap_or_default();
        Ok(BackupPlan {
            part: folder.join(format!("{PART}{id}-{}", std::process::id())),
            work: self.place().folder().join(format!("{WORK}{}", std::process::id())),
            program: std::env::current_exe().map_err(|error| file::io(&error))?,
            target,
            thin: false,
        })
    }

    /// Plans a backup into a folder, named by unit and day; afterwards the folder is thinned out to 7
    /// days, 5 weeks and 12 months of this registry.
    ///
    /// # Errors
    /// Not permitted; the folder cannot be read.
    pub fn plan_backup_into(&self, folder: &Path) -> Result<BackupPlan, Failure> {
        self.permit(Duty::Backup)?;
        let on = self.now().date();
        let named = (1..1000).map(|number| folder.join(copy_name(&self.unit.code, on, number)));
        let free = named.into_iter().find(|path| path.symlink_metadata().is_err());
        let mut plan = self.plan_backup(&free.ok_or(Failure::BackupExists)?)?;
        plan.thin = true;
        Ok(plan)
    }

    /// Removes what a backup that was cut off has left: half files have names of their own, and
    /// their keys were never written down.
    fn sweep(&self, folder: &Path) {
        let id = self.unit.registry_id.get(..8).unwrap_or_default();
        let part = format!("{PART}{id}-");
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(&part) {
                let _ = fs::remove_file(entry.path());
            }
        }
        for entry in fs::read_dir(self.place().folder()).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(WORK) {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }

    /// Makes the backup: copied under a fresh key, written beside its place, proven in a new process,
    /// entered in the register and the journal, and only then given its name. On a failure nothing
    /// stays but the register's word that it failed; stopped before it is proven it leaves nothing.
    ///
    /// # Errors
    /// Not permitted; [`Failure::BackupUnproven`]; [`Failure::Stopped`]; the disk is full or the stick
    /// gone.
    pub fn back_up(
        &mut self,
        plan: &BackupPlan,
        progress: &mut dyn FnMut(BackupStage, u64, u64),
    ) -> Result<BackupMade, Failure> {
        self.permit(Duty::Backup)?;
        let made = self.copy_and_prove(plan, progress).and_then(|made| self.publish(plan, made));
        let _ = fs::remove_dir_all(&plan.work);
        let _ = fs::remove_file(&plan.part);
        let mut made = made?;
        if plan.thin {
            made.removed = self.thin_out(plan)?;
        }
        Ok(made)
    }

    fn copy_and_prove(
        &self,
        plan: &BackupPlan,
        progress: &mut dyn FnMut(BackupStage, u64, u64),
    ) -> Result<BackupMade, Failure> {
        fs::create_dir(&plan.work).map_err(|error| file::io(&error))?;
        let copy = plan.work.join("copy.db");
        let key = BackupKey::random()?;
        let registry = self.vault.registry_id();
        let told = &mut |done: u64, of: u64| {
            progress(BackupStage::Copying, done, of);
            self.watch.step(done as usize, PARTS * of as usize).is_ok()
        };
        if !self.store.copy_to(&copy, &key.database_key(registry), told)? {
            return Err(Failure::Stopped);
        }
        let facts = self.store.copy_facts()?;
        let (bytes, hash) = file::measure(&copy)?;
        let about = BackupFacts {
            registry,
            unit_code: self.unit.code.clone(),
            generation: self.vault.generation(),
            journal_size: facts.journal.1,
            journal_root: facts.root,
            made_at: self.now().and_utc().timestamp(),
            database_bytes: bytes,
            database_hash: hash,
        };
        let head = self.vault.seal_backup(&key, &about, facts.counts.map(i64::unsigned_abs))?;
        let told = &mut |done| {
            progress(BackupStage::Writing, done, bytes);
            self.watch.step((bytes + done) as usize, PARTS * bytes as usize)
        };
        file::write(&plan.part, &head, &copy, told)?;
        progress(BackupStage::Proving, 0, 1);
        file::prove_in_child(&plan.program, &plan.part, &copy, &key, &self.watch)?;
        Ok(BackupMade {
            file: plan.target.clone(),
            bytes: bytes + head.len() as u64,
            counts: facts.counts,
            journal_size: about.journal_size,
            removed: Vec::new(),
        })
    }

    /// Entered first, then named: a copy that nobody knows of would be forgotten where a person is
    /// destroyed.
    fn publish(&mut self, plan: &BackupPlan, made: BackupMade) -> Result<BackupMade, Failure> {
        let name = plan.target.file_name().unwrap_or_default().to_string_lossy();
        let row = BackupRow {
            id: 0,
            made_at: self.now(),
            officer: self.officer.login.clone(),
            file_name: name.chars().filter(|c| !c.is_control()).take(80).collect(),
            generation: self.vault.generation(),
            journal_size: made.journal_size,
            gone: None,
        };
        let scribe = self.scribe();
        let tx = self.store.write()?;
        let id = tx.add_backup(&row)?;
        tx.journal(&scribe.about(Act::BackupMade, Object::Backup, id).because(&row.file_name))?;
        tx.commit()?;
        let folder = plan.target.parent().unwrap_or(&plan.target);
        let named = if plan.target.symlink_metadata().is_ok() {
            Err(Failure::BackupExists)
        } else {
            let named = fs::rename(&plan.part, &plan.target).and_then(|()| sync_folder(folder));
            named.map_err(|error| file::io(&error))
        };
        if let Err(failure) = named {
            self.end_backup(id, "không ghi được tệp")?;
            return Err(failure);
        }
        self.anchor();
        Ok(made)
    }

    /// Removes the registry's own copies beyond 7 days, 5 weeks and 12 months from the folder.
    fn thin_out(&mut self, plan: &BackupPlan) -> Result<Vec<String>, Failure> {
        let folder = plan.target.parent().unwrap_or(&plan.target);
        let own = self.own_copies(folder);
        let days: Vec<NaiveDateTime> = own.iter().map(|(_, at)| *at).collect();
        let mut removed = Vec::new();
        for at in to_remove(&days) {
            let path = &own[at].0;
            if *path == plan.target || fs::remove_file(path).is_err() {
                continue;
            }
            removed.push(path.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
        let _ = sync_folder(folder);
        let known = self.store.backups()?;
        for name in &removed {
            let row = known.iter().rev().find(|b| b.file_name == *name && b.gone.is_none());
            if let Some(row) = row {
                self.end_backup(row.id, "bản cũ được tỉa theo 7 ngày, 5 tuần, 12 tháng")?;
            }
        }
        Ok(removed)
    }

    /// Files of a folder that are whole backups of this registry under a name of this program's, with
    /// when each was made. Others are never touched.
    fn own_copies(&self, folder: &Path) -> Vec<(PathBuf, NaiveDateTime)> {
        let mut own: Vec<(u64, PathBuf, NaiveDateTime)> = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if !is_copy_name(&self.unit.code, &name.to_string_lossy()) {
                continue;
            }
            let Ok((sealed, _)) = file::head(&entry.path()) else { continue };
            let at = DateTime::from_timestamp(sealed.facts.made_at, 0).map(|at| at.naive_utc());
            if let (true, Some(at)) = (sealed.facts.registry == self.vault.registry_id(), at) {
                own.push((sealed.facts.journal_size, entry.path(), at));
            }
        }
        // The later of two made within one moment is the one that knows more.
        own.sort();
        own.into_iter().map(|(_, path, at)| (path, at)).collect()
    }

    fn end_backup(&mut self, id: i64, why: &str) -> Result<(), Failure> {
        let (now, scribe) = (self.now(), self.scribe());
        let tx = self.store.write()?;
        if tx.end_backup(id, now, why)? {
            tx.journal(&scribe.about(Act::BackupGone, Object::Backup, id).because(why))?;
        }
        Ok(tx.commit()?)
    }

    /// Notes that the file of a backup is no more (a stick destroyed, lost for good): it then no
    /// longer counts as one that may still hold a person.
    ///
    /// # Errors
    /// Not permitted; no reason; no living backup of this number.
    pub fn note_backup_gone(&mut self, id: i64, why: &str) -> Result<(), Failure> {
        self.permit(Duty::Backup)?;
        let why = super::correct::reason_given(why)?;
        if !self.store.backups()?.iter().any(|b| b.id == id && b.gone.is_none()) {
            return Err(Failure::UnknownBackup);
        }
        self.end_backup(id, &why)
    }

    /// Every backup made, newest first, those gone too.
    ///
    /// # Errors
    /// Not permitted.
    pub fn backups(&self) -> Result<Vec<BackupLine>, Failure> {
        self.permit(Duty::ReadBackups)?;
        let line = |b: BackupRow| BackupLine {
            id: b.id,
            made_at: b.made_at,
            officer: b.officer,
            file_name: b.file_name,
            generation: b.generation,
            journal_size: b.journal_size,
            gone: b.gone,
        };
        Ok(self.store.backups()?.into_iter().rev().map(line).collect())
    }

    /// Backups that may still hold a person whose file came with journal entry `first` and was
    /// destroyed with entry `last` (`None` = not yet): not gone, and made while it was there.
    ///
    /// # Errors
    /// Not permitted.
    pub fn backups_holding(
        &self,
        first: u64,
        last: Option<u64>,
    ) -> Result<Vec<BackupLine>, Failure> {
        self.permit(Duty::ReadBackups)?;
        let mut lines = self.backups()?;
        lines.retain(|b| {
            b.gone.is_none()
                && b.journal_size >= first
                && last.is_none_or(|last| b.journal_size < last)
        });
        Ok(lines)
    }

    /// When the last backup was made, and whether the next is due.
    ///
    /// # Errors
    /// Not permitted.
    pub fn backup_reminder(&self) -> Result<BackupReminder, Failure> {
        self.permit(Duty::ReadBackups)?;
        let last = self.store.last_backup()?;
        let own = self.store.remind_days()?;
        let since = last.unwrap_or(self.created_at).date();
        Ok(BackupReminder {
            last,
            days: (self.now().date() - since).num_days().max(0),
            remind_days: own.unwrap_or(REMIND_DAYS),
            own_number: own.is_some(),
        })
    }

    /// Sets after how many days without a backup (1 to 90) Hôm nay says so.
    ///
    /// # Errors
    /// Not permitted; out of range.
    pub fn set_backup_reminder(&mut self, days: u32) -> Result<(), Failure> {
        self.permit(Duty::SetReminder)?;
        if !(1..=90).contains(&days) {
            return Err(Failure::ReminderRange);
        }
        let scribe = self.scribe();
        let tx = self.store.write()?;
        tx.set_remind_days(days)?;
        let entry = scribe.entry(Act::BackupReminderSet, Object::Backup, None);
        tx.journal(&entry.because(&format!("{days} ngày")))?;
        Ok(tx.commit()?)
    }
}
