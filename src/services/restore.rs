//! Khôi phục từ bản sao lưu: two sheets make a registry of a backup, beside and never over one that is
//! there; and the drill, which proves a backup and changes nothing.
//!
//! It is built in a folder beside its place and renamed at the end: cut off before, there is no
//! registry there; cut off after, it is whole. The anchor is made anew last of all, so that a restore
//! that did not come to an end leaves the registry it would have replaced as good as before.

use super::backup_file as file;
use super::error::Failure;
use super::proof::Verdict;
use super::registry::Registry;
use crate::domain::backup::Origin;
use crate::domain::journal::{Act, Object};
use crate::storage::BackupRow;
use crate::vault::{
    BackupFacts, KdfCost, OpenedBackup, Password, Place, RecoveredSecret, RecoverySheet,
    RegistryLock, Reinstatement, VaultError, anchored_generation, sync_folder,
};
use chrono::{DateTime, NaiveDateTime};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What a backup was found to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupContents {
    /// The registry's id.
    pub registry_id: String,
    /// The unit's code.
    pub unit_code: String,
    /// When it was made.
    pub made_at: NaiveDateTime,
    /// Generation of the data key then.
    pub generation: u64,
    /// People, measures, events.
    pub counts: [u64; 3],
    /// Entries of the journal.
    pub journal_size: u64,
    /// Root of the log over them.
    pub journal_root: [u8; 32],
    /// Length of the whole file.
    pub bytes: u64,
}

/// A backup that two sheets opened and that is to become a registry. Nothing is written yet.
pub struct Restoration {
    from: File,
    file_name: String,
    facts: BackupFacts,
    backup: OpenedBackup,
    secret: RecoveredSecret,
    place: Place,
    build: Place,
    login: String,
    password: Password,
    cost: KdfCost,
}

/// What a restore came to.
pub struct Restored {
    /// The registry, open for the chief.
    pub registry: Registry,
    /// What the backup held.
    pub contents: BackupContents,
    /// Journal and rows as they were in the backup.
    pub verdict: Verdict,
}

fn moment(seconds: i64) -> Result<NaiveDateTime, Failure> {
    let at = DateTime::from_timestamp(seconds, 0).ok_or_else(file::damaged)?;
    Ok(at.naive_utc())
}

fn contents(backup: &OpenedBackup, head: u64) -> Result<BackupContents, Failure> {
    let facts = backup.facts();
    Ok(BackupContents {
        registry_id: facts.registry.to_string(),
        unit_code: facts.unit_code.clone(),
        made_at: moment(facts.made_at)?,
        generation: facts.generation,
        counts: backup.counts(),
        journal_size: facts.journal_size,
        journal_root: facts.journal_root,
        bytes: head.saturating_add(facts.database_bytes),
    })
}

impl Registry {
    /// Proves that two sheets open a backup and that it is whole. `work` is a folder of the caller's,
    /// empty and only for this; what is put there stays encrypted, and is removed.
    ///
    /// # Errors
    /// The sheets do not open it; it is no backup, damaged, or made by a newer version.
    pub fn drill_backup(
        path: &Path,
        sheets: [&RecoverySheet; 2],
        work: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<BackupContents, Failure> {
        let secret = RecoveredSecret::from_two(sheets[0], sheets[1])?;
        let (sealed, mut from) = file::head(path)?;
        let backup = sealed.open(&secret)?;
        let of = sealed.facts.database_bytes;
        let database = work.join("drill.db");
        let found = contents(&backup, sealed.length());
        let told = &mut |done| {
            progress(done, of);
            Ok(())
        };
        let proven = file::take_database(&mut from, &sealed.facts, Some(&database), told)
            .and_then(|()| file::prove_database(&database, &backup).map(drop));
        for name in ["drill.db", "drill.db-journal"] {
            let _ = fs::remove_file(work.join(name));
        }
        proven?;
        found
    }

    /// Opens a backup with two sheets, to make a registry of it at `place`, where there must be none.
    /// Writes nothing.
    ///
    /// # Errors
    /// The place is taken; the sheets do not open the backup; it is damaged.
    pub fn restoration(
        path: &Path,
        place: &Place,
        sheets: [&RecoverySheet; 2],
        login: &str,
        password: Password,
        cost: KdfCost,
    ) -> Result<Restoration, Failure> {
        let target = std::path::absolute(place.folder()).map_err(|error| file::io(&error))?;
        let place = place.at(&target);
        refuse_taken(&place)?;
        let secret = RecoveredSecret::from_two(sheets[0], sheets[1])?;
        let (sealed, from) = file::head(path)?;
        let backup = sealed.open(&secret)?;
        sealed.fits(&place)?;
        let name = target.file_name().ok_or(VaultError::Missing)?.to_string_lossy().into_owned();
        let build = place.at(&target.with_file_name(format!(".{name}.hoso-dang-khoi-phuc")));
        Ok(Restoration {
            from,
            file_name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            facts: sealed.facts.clone(),
            backup,
            secret,
            place,
            build,
            login: login.to_owned(),
            password,
            cost,
        })
    }
}

/// Never over a registry, nor into a folder with other things in it.
fn refuse_taken(place: &Place) -> Result<(), Failure> {
    if place.holds_registry() || place.database_path().exists() {
        return Err(VaultError::AlreadyThere.into());
    }
    let holds_something =
        fs::read_dir(place.folder()).is_ok_and(|mut inside| inside.next().is_some());
    if holds_something { Err(VaultError::NotEmpty.into()) } else { Ok(()) }
}

impl Restoration {
    /// The folder in which it is built: gone when it is done.
    pub fn unfinished(&self) -> PathBuf {
        self.build.folder().to_path_buf()
    }

    /// Makes the registry and opens it. `progress` hears bytes done and bytes in all.
    ///
    /// # Errors
    /// No active chief of this name; password refused; the backup is damaged; the disk is full.
    pub fn finish(self, progress: &mut dyn FnMut(u64, u64)) -> Result<Restored, Failure> {
        let build = self.build.clone();
        // One that was cut off before: its key was never in force.
        let _ = fs::remove_dir_all(build.folder());
        let restored = self.build_and_open(progress);
        if restored.is_err() {
            let _ = fs::remove_dir_all(build.folder());
        }
        restored
    }

    fn build_and_open(mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Restored, Failure> {
        let of = self.facts.database_bytes;
        let length = self.from.metadata().map_err(|error| file::io(&error))?.len();
        let found = contents(&self.backup, length.saturating_sub(of))?;
        self.build.prepare()?;
        let lock = RegistryLock::acquire(&self.build)?;
        let database = self.build.database_path();
        let told = &mut |done| {
            progress(done, of);
            Ok(())
        };
        file::take_database(&mut self.from, &self.facts, Some(&database), told)?;
        let mut store = file::prove_database(&database, &self.backup)?;
        let maker = self.backup.maker().to_owned();

        let seen = anchored_generation(&self.place, self.facts.registry);
        let keys = self.backup.renewed(&self.secret, seen)?;
        let made: Reinstatement = keys.for_chief_by_same_sheets(&self.login, &self.password)?;
        store.rekey(&made.database_key())?;
        let vault =
            made.publish(&self.build, &self.password, self.cost, self.facts.journal_size)?;
        let mut registry = Registry::checked(&self.build, lock, vault, store)?;
        // As it was in the backup, before anything is written.
        let verdict = registry.verify(&mut |_| ())?;
        let login = registry.officer().login.clone();
        registry.begin_epoch(&found, &maker, &self.file_name)?;
        drop(registry);

        let folder = self.place.folder();
        if let Some(above) = folder.parent() {
            fs::create_dir_all(above).map_err(|error| file::io(&error))?;
        }
        refuse_taken(&self.place)?;
        // An empty folder may stand there; elsewhere than on unix nothing is renamed onto it.
        let _ = fs::remove_dir(folder);
        fs::rename(self.build.folder(), folder).map_err(|error| file::io(&error))?;
        sync_folder(folder.parent().unwrap_or(folder)).map_err(|error| file::io(&error))?;
        let registry = Registry::open_restored(&self.place, &login, &self.password)?;
        Ok(Restored { registry, contents: found, verdict })
    }
}

impl Registry {
    /// The first entries of the epoch: the list of officers, what became of the keys, and by the chief
    /// from which state the journal goes on.
    fn begin_epoch(
        &mut self,
        found: &BackupContents,
        maker: &str,
        file_name: &str,
    ) -> Result<(), Failure> {
        self.align()?;
        let origin =
            Origin { size: found.journal_size, root: found.journal_root, made_at: found.made_at };
        // The file it came from is a copy too, which its own register cannot know of.
        let row = BackupRow {
            id: 0,
            made_at: found.made_at,
            officer: maker.to_owned(),
            file_name: file_name.chars().filter(|c| !c.is_control()).take(80).collect(),
            generation: found.generation,
            journal_size: found.journal_size,
            gone: None,
        };
        let scribe = self.scribe();
        let tx = self.store.write()?;
        let entry = scribe.entry(Act::Restored, Object::Registry, None);
        tx.journal(&entry.because(&origin.told()))?;
        let id = tx.add_backup(&row)?;
        tx.journal(&scribe.about(Act::BackupMade, Object::Backup, id).because(&row.file_name))?;
        Ok(tx.commit()?)
    }
}
