//! The package upward: the superior's key, making packages, the register of what was sent.

use super::closing::{Correction, corrections, write_closing};
use super::error::{Failure, SendingFault};
use super::inbox::read_text;
use super::new_file::new_file;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::backup::Origin;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::date::Period;
use crate::domain::journal::{Act, Hash, Object};
use crate::domain::merkle::consistency_proof;
use crate::domain::report::Figures;
use crate::domain::text::clean_line;
use crate::exchange::package::{
    Envelope, Epoch, KeySheet, MAX_FILE_BYTES, MAX_PLAINTEXT_BYTES, PackageHead, document,
};
use crate::storage::{PackageRow, StorageError, SuperiorRow};
use crate::vault::{ReceivingKey, Recipient, VaultError, write_atomically};
use chrono::NaiveDateTime;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Vietnam has one time zone and no summer time.
const UTC_OFFSET: chrono::TimeDelta = chrono::TimeDelta::hours(7);

/// How the secret half of a receiving key begins.
const SECRET: &str = "AGE-SECRET-KEY-";

/// The receiving level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superior {
    /// Its name.
    pub name: String,
    /// The key packages are sealed to.
    pub recipient: String,
    /// Who entered it: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A line of the register of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The package's id.
    pub uuid: String,
    /// The period.
    pub period: Period,
    /// Which package of the period.
    pub revision: u32,
    /// Revision of the closed figures in it.
    pub closing: u32,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// SHA-256 of the package it replaces.
    pub replaces: Option<Hash>,
    /// Journal entries the superior has seen with it.
    pub entries: u64,
    /// Who: login.
    pub officer: String,
    /// When.
    pub at: NaiveDateTime,
}

/// A package that was made and stands in the register; it still has to be written to a file.
pub struct Exported {
    /// Its line in the register.
    pub line: Sent,
    /// The file.
    pub bytes: Vec<u8>,
    /// What differs from the figures closed before; empty where nothing was closed or changed.
    pub corrections: Vec<Correction>,
    /// Another package of the period was made before, and this one does not say that it replaces
    /// it: the superior will refuse one of them.
    pub replaces_nothing: bool,
    /// The receiving level's name.
    pub superior: String,
}

/// What a new package continues.
struct Before {
    revision: u32,
    previous: Option<Hash>,
    since: Option<(u64, Hash)>,
}

impl Registry {
    /// The receiving level, if one was entered.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn superior(&self) -> Result<Option<Superior>, Failure> {
        self.permit(Duty::ReadReport)?;
        let row = self.store.superior()?;
        Ok(row.map(|r| Superior {
            name: r.name,
            recipient: r.recipient,
            officer: r.officer,
            at: r.at,
        }))
    }

    /// Enters the receiving level's key, given itself or as the file of its sheet.
    ///
    /// # Errors
    /// The file cannot be read; as [`Registry::set_superior`].
    pub fn take_superior(&mut self, given: &str, name: &str) -> Result<Superior, Failure> {
        self.permit(Duty::SetSuperior)?;
        let given = given.trim();
        // A secret key is refused as what it is, not looked for as a file.
        if given.starts_with("age1") || given.contains(SECRET) {
            return self.set_superior(given, name);
        }
        self.set_superior(&read_text(Path::new(given))?, name)
    }

    /// Enters the receiving level's key: the key itself or the text of its sheet.
    ///
    /// # Errors
    /// Not the chief; the secret half was given; no age public key in the text.
    pub fn set_superior(&mut self, key: &str, name: &str) -> Result<Superior, Failure> {
        self.permit(Duty::SetSuperior)?;
        // The level's secret has no business on a commune's PC: whoever has it reads every package.
        if key.contains(SECRET) {
            return Err(SendingFault::SecretGiven.into());
        }
        let recipient = Recipient::read(key).ok_or(SendingFault::BadRecipient)?;
        let row = SuperiorRow {
            name: clean_line(name),
            recipient: recipient.text(),
            officer: self.officer.login.clone(),
            at: self.now(),
        };
        self.write_act(|tx, scribe| {
            tx.add_superior(&row)?;
            let entry = scribe.entry(Act::SuperiorSet, Object::Report, None);
            tx.journal(&entry.because(&row.recipient))
        })?;
        Ok(Superior { name: row.name, recipient: row.recipient, officer: row.officer, at: row.at })
    }

    /// The unit's key sheet for the superior.
    ///
    /// # Errors
    /// Not permitted.
    pub fn key_sheet(&self) -> Result<KeySheet, Failure> {
        self.permit(Duty::ReadReport)?;
        Ok(KeySheet {
            code: self.unit.code.clone(),
            name: clean_line(&self.unit.name),
            key: self.vault.unit_public_key().minisign_text(),
        })
    }

    /// The register of what was sent, newest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sent(&self) -> Result<Vec<Sent>, Failure> {
        self.permit(Duty::ReadReport)?;
        self.store.packages()?.into_iter().rev().map(line).collect()
    }

    /// Makes the package of a period: closes it where it is not closed or the figures have
    /// changed, signs, seals, and notes all in one transaction with the checkpoint that goes with
    /// it. `replaced` is the content of the package file it replaces.
    ///
    /// # Errors
    /// Not the chief, no superior, a period that still runs, a file to be replaced that was not
    /// sent from here for this period, contradicting figures.
    pub fn export_package(
        &mut self,
        period: Period,
        replaced: Option<&[u8]>,
    ) -> Result<Exported, Failure> {
        self.permit(Duty::ClosePeriod)?;
        let replaces = replaced.map(|bytes| Hash::from(Sha256::digest(bytes)));
        self.export(period, replaces)
    }

    /// The same from the register: replaces the newest package of the period where there is one.
    ///
    /// # Errors
    /// As [`Registry::export_package`].
    pub fn export_next(&mut self, period: Period) -> Result<Exported, Failure> {
        self.permit(Duty::ClosePeriod)?;
        let code = period.to_string();
        let packages = self.store.packages()?;
        let last = packages.iter().rev().find(|p| p.period == code).map(|p| p.sha256);
        self.export(period, last)
    }

    fn export(&mut self, period: Period, replaces: Option<Hash>) -> Result<Exported, Failure> {
        let superior = self.store.superior()?.ok_or(SendingFault::NoSuperior)?;
        let recipient = Recipient::read(&superior.recipient).ok_or(SendingFault::BadRecipient)?;
        let packages = self.store.packages()?;
        let code = period.to_string();
        let known = |hash: Hash| packages.iter().any(|p| p.period == code && p.sha256 == hash);
        if replaces.is_some_and(|hash| !known(hash)) {
            return Err(SendingFault::NotSent.into());
        }
        let last = self.closed(period)?;
        let figures = self.countable(period)?;
        let changed = last.as_ref().map_or_else(Vec::new, |l| corrections(&l.figures, &figures));
        let closing = self.new_closing(&figures)?;
        let before = before(&packages, period);
        let head = self.head(&figures, &superior, replaces, &before)?;
        let bytes = self.sealed(&figures, &head, &recipient)?;
        let edge = self.store.edge()?;
        let kept = last.map_or(0, |l| l.revision);
        let row = PackageRow {
            uuid: head.id.to_string(),
            period: code.clone(),
            revision: head.revision,
            closing: closing.as_ref().map_or(kept, |c| c.revision),
            replaces,
            recipient: superior.recipient,
            size: edge.size(),
            root: edge.root(),
            sha256: Sha256::digest(&bytes).into(),
            officer: self.officer.login.clone(),
            at: self.now(),
        };
        let (scribe, now) = (self.scribe(), self.now());
        let tx = self.store.write()?;
        if let Some(closing) = &closing {
            write_closing(&tx, &scribe, closing)?;
        }
        tx.add_package(&row, &bytes)?;
        tx.note_checkpoint(row.size, &row.root, now)?;
        let told = format!("{code}, lần {}", row.revision);
        tx.journal(&scribe.entry(Act::PackageMade, Object::Report, None).because(&told))?;
        if tx.note_report_sent(&code, now, &self.officer.login)? {
            tx.journal(&scribe.entry(Act::ReportSent, Object::Report, None).because(&code))?;
        }
        tx.commit()?;
        self.anchor();
        Ok(Exported {
            line: line(row)?,
            bytes,
            corrections: changed,
            replaces_nothing: before.revision > 0 && replaces.is_none(),
            superior: superior.name,
        })
    }

    fn head(
        &self,
        figures: &Figures,
        superior: &SuperiorRow,
        replaces: Option<Hash>,
        before: &Before,
    ) -> Result<PackageHead, Failure> {
        let edge = self.store.edge()?;
        let point = Checkpoint::of(&self.unit.registry_id, edge.size(), edge.root());
        let signature = self.vault.sign_as_unit(point.text().as_bytes())?;
        let origins = self.epochs()?;
        let leaves = match (before.since, origins.is_empty()) {
            (None, true) => Vec::new(),
            _ => self.store.leaf_hashes(edge.size())?,
        };
        let proof = |size: u64| {
            let earlier = usize::try_from(size).unwrap_or(usize::MAX);
            consistency_proof(&leaves, earlier).ok_or(StorageError::Damaged)
        };
        let epoch = |(_, o): &(i64, Origin)| {
            Ok(Epoch { size: o.size, root: o.root, consistency: proof(o.size)? })
        };
        let epochs = origins.iter().map(epoch).collect::<Result<_, StorageError>>()?;
        let consistency = before.since.map_or(Ok(Vec::new()), |(size, _)| proof(size))?;
        Ok(PackageHead {
            // Holds the time: the receiving level sees from it who is late.
            id: made_at(self.now()),
            registry: self.vault.registry_id(),
            unit: self.unit.code.clone(),
            period: figures.period,
            revision: before.revision + 1,
            replaces,
            previous: before.previous,
            recipient: superior.recipient.clone(),
            program: concat!("hoso ", env!("CARGO_PKG_VERSION")).to_owned(),
            checkpoint: point.note(&self.vault.unit_public_key().key, &signature),
            since: before.since,
            consistency,
            epochs,
        })
    }

    fn sealed(
        &self,
        figures: &Figures,
        head: &PackageHead,
        recipient: &Recipient,
    ) -> Result<Vec<u8>, Failure> {
        let report = document(figures, head);
        let comment = format!("hoso {} {} {}", head.unit, head.period, head.revision);
        let envelope = Envelope {
            signature: self.vault.sign_minisign(&report, &comment)?,
            unit_key: self.vault.unit_public_key().minisign_text(),
            report,
        };
        let plain = Zeroizing::new(envelope.bytes());
        let sealed = recipient.seal(&plain)?;
        let fits = |bytes: &[u8], most: u64| bytes.len() as u64 <= most;
        if fits(&plain, MAX_PLAINTEXT_BYTES) && fits(&sealed, MAX_FILE_BYTES) {
            Ok(sealed)
        } else {
            Err(SendingFault::TooLarge.into())
        }
    }

    /// The newest package of a period with its very bytes, to be written to a file again (the
    /// stick was lost, the disk was full). The journal keeps it.
    ///
    /// # Errors
    /// [`SendingFault::NothingSent`]; bytes that are no longer those that were sent.
    pub fn package_again(&mut self, period: Period) -> Result<(Sent, Vec<u8>), Failure> {
        self.permit(Duty::ClosePeriod)?;
        let code = period.to_string();
        let packages = self.store.packages()?;
        let row = packages.into_iter().rev().find(|p| p.period == code);
        let row = row.ok_or(SendingFault::NothingSent)?;
        let bytes = self.store.package_bytes(&row.uuid)?.ok_or(StorageError::Damaged)?;
        if Hash::from(Sha256::digest(&bytes)) != row.sha256 {
            return Err(StorageError::Damaged.into());
        }
        let told = format!("{code}, lần {}", row.revision);
        self.journal_alone(Act::PackageWritten, Object::Report, None, Some(&told))?;
        Ok((line(row)?, bytes))
    }
}

/// A package's id (UUID version 7) of a moment in local time.
pub(super) fn made_at(now: NaiveDateTime) -> Uuid {
    let utc = now.and_utc() - UTC_OFFSET;
    let seconds = u64::try_from(utc.timestamp()).unwrap_or_default();
    let moment = uuid::Timestamp::from_unix(uuid::NoContext, seconds, utc.timestamp_subsec_nanos());
    Uuid::new_v7(moment)
}

/// When a package was made, by the unit's clock in local time, as far as its id tells.
pub(super) fn made_when(id: Uuid) -> Option<NaiveDateTime> {
    let (seconds, nanos) = id.get_timestamp().filter(|_| id.get_version_num() == 7)?.to_unix();
    let utc = chrono::DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)?;
    Some((utc + UTC_OFFSET).naive_utc())
}

fn before(packages: &[PackageRow], period: Period) -> Before {
    let (code, previous) = (period.to_string(), period.previous().to_string());
    Before {
        revision: packages
            .iter()
            .filter(|p| p.period == code)
            .map(|p| p.revision)
            .max()
            .unwrap_or(0),
        previous: packages.iter().rev().find(|p| p.period == previous).map(|p| p.sha256),
        since: packages.last().map(|p| (p.size, p.root)),
    }
}

fn line(row: PackageRow) -> Result<Sent, Failure> {
    Ok(Sent {
        period: row.period.parse().map_err(|_| StorageError::Damaged)?,
        uuid: row.uuid,
        revision: row.revision,
        closing: row.closing,
        sha256: row.sha256,
        replaces: row.replaces,
        entries: row.size,
        officer: row.officer,
        at: row.at,
    })
}

/// Where a receiving level's new key pair was written.
pub struct SuperiorFiles {
    /// The secret half: whoever has it opens every package.
    pub identity: PathBuf,
    /// The sheet for the units.
    pub sheet: PathBuf,
    /// The public key.
    pub recipient: String,
}

/// Makes the receiving level's key pair in a folder: the identity file (readable by its owner
/// only) and the sheet with the public key. Needs no registry.
///
/// # Errors
/// A file of that name is there already: no key is ever overwritten; writing failed.
pub fn superior_keygen(folder: &Path) -> Result<SuperiorFiles, Failure> {
    std::fs::create_dir_all(folder).map_err(|e| VaultError::Io(e.kind()))?;
    let folder = std::path::absolute(folder).map_err(|e| VaultError::Io(e.kind()))?;
    let identity = new_file(&folder.join("superior-identity.txt"))?;
    let sheet = new_file(&folder.join("superior-public.txt"))?;
    let key = ReceivingKey::generate();
    let recipient = key.recipient().text();
    write_atomically(&identity, key.file_text().as_bytes())?;
    let text = format!(
        "PHIẾU KHÓA NHẬN CỦA CẤP TRÊN\n\nKhóa công khai (giao cho các đơn vị, nhập một lần):\n  {recipient}\n\nTại đơn vị: hoso superior set --recipient superior-public.txt --name \"TÊN CẤP TRÊN\"\nKhóa bí mật nằm trong superior-identity.txt: giữ riêng, không gửi cho ai.\n"
    );
    write_atomically(&sheet, text.as_bytes())?;
    Ok(SuperiorFiles { identity, sheet, recipient })
}
