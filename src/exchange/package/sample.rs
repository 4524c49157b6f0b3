//! Packages for the tests of this room: signed by nobody, since signatures are the vault's.

use super::chain::Link;
use super::document::{PackageHead, document};
use super::read::ReceivedReport;
use crate::domain::checkpoint::Checkpoint;
use crate::domain::journal::Hash;
use crate::domain::merkle::{consistency_proof, leaf_hash, root_of};
use crate::domain::report::Figures;
use crate::exchange::report_sample;
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub(super) const KEY: [u8; 32] = [7; 32];

/// The first entries of a made-up journal; `branch` tells two journals apart.
pub(super) fn leaves(size: u64, branch: u8) -> Vec<Hash> {
    (0..size).map(|n| leaf_hash(&[&n.to_be_bytes()[..], &[branch]].concat())).collect()
}

/// A package's head with a checkpoint over `size` entries, continuing `since`.
pub(super) fn head(size: u64, since: Option<u64>) -> PackageHead {
    let (all, registry) = (leaves(size, 0), Uuid::from_u128(1));
    let point = Checkpoint::of(&registry.to_string(), size, root_of(&all));
    PackageHead {
        id: Uuid::from_u128(2),
        registry,
        unit: "00307".to_owned(),
        period: "2026-11".parse().unwrap(),
        revision: 1,
        replaces: None,
        previous: None,
        recipient: "age1qqq".to_owned(),
        program: "hoso 0.1.0".to_owned(),
        checkpoint: point.note(&KEY, &[1; 64]),
        since: since.map(|s| (s, root_of(&leaves(s, 0)))),
        consistency: since
            .and_then(|s| consistency_proof(&all, usize::try_from(s).ok()?))
            .unwrap_or_default(),
        epochs: Vec::new(),
    }
}

/// The figures of the room's sample, counted after the period had ended.
pub(super) fn figures() -> Figures {
    Figures { provisional: false, ..Figures::of(&report_sample::sample()) }
}

pub(super) fn report(head: &PackageHead) -> Vec<u8> {
    document(&figures(), head)
}

/// As if a file had been opened: the document's own hash stands for the file's.
pub(super) fn link(head: &PackageHead) -> Link {
    let mut figures = figures();
    figures.period = head.period;
    figures.unit.code.clone_from(&head.unit);
    let bytes = document(&figures, head);
    let report = ReceivedReport::read(&bytes, &KEY).unwrap();
    Link { sha256: Sha256::digest(&bytes).into(), report }
}
