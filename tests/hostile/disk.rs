//! A disk that forgets, for the replay of R7: what was written counts as there only after its fsync,
//! names only after the fsync of their folder. When the power goes, of what was not synced any part
//! may have arrived, in any order, down to single sectors of one write; names arrive in their order,
//! as journalled file systems keep it.

use super::preload::Op;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SECTOR: usize = 512;

/// Names and contents of a folder and what lies below it.
pub type Image = BTreeMap<PathBuf, Vec<u8>>;

enum Change {
    Write(usize, Vec<u8>),
    Size(usize),
}

enum Naming {
    Made(PathBuf, usize),
    Renamed(PathBuf, PathBuf),
    Removed(PathBuf),
}

#[derive(Default)]
struct Inode {
    synced: Vec<u8>,
    waiting: Vec<Change>,
}

/// The disk at one moment of a record.
#[derive(Default)]
pub struct Disk {
    inodes: Vec<Inode>,
    /// As the running program sees them.
    seen: BTreeMap<PathBuf, usize>,
    synced: BTreeMap<PathBuf, usize>,
    /// By folder.
    waiting: BTreeMap<PathBuf, Vec<Naming>>,
    /// A disk that only says it had synced: the control.
    pub lies: bool,
}

/// A small generator: the same states in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    if content.len() < at + bytes.len() {
        content.resize(at + bytes.len(), 0);
    }
    content[at..at + bytes.len()].copy_from_slice(bytes);
}

fn apply(content: &mut Vec<u8>, change: &Change) {
    match change {
        Change::Write(at, bytes) => put(content, *at, bytes),
        Change::Size(size) => content.resize(*size, 0),
    }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap().to_owned()
}

impl Disk {
    /// A disk on which all of this is safe.
    pub fn with(image: &Image) -> Self {
        let mut disk = Self::default();
        for (path, content) in image {
            disk.inodes.push(Inode { synced: content.clone(), waiting: Vec::new() });
            disk.seen.insert(path.clone(), disk.inodes.len() - 1);
        }
        disk.synced = disk.seen.clone();
        disk
    }

    fn wait(&mut self, naming: Naming, path: &Path) {
        self.waiting.entry(folder(path)).or_default().push(naming);
    }

    fn inode(&mut self, path: &Path) -> &mut Inode {
        let at = *self.seen.get(path).expect("a file that is there");
        &mut self.inodes[at]
    }

    /// Does what the program did.
    pub fn take(&mut self, op: &Op) {
        match op {
            Op::Open { path, empties } => {
                if !self.seen.contains_key(path) {
                    self.inodes.push(Inode::default());
                    let at = self.inodes.len() - 1;
                    self.seen.insert(path.clone(), at);
                    self.wait(Naming::Made(path.clone(), at), path);
                } else if *empties {
                    self.inode(path).waiting.push(Change::Size(0));
                }
            }
            Op::Write { path, at, bytes } => {
                self.inode(path).waiting.push(Change::Write(*at, bytes.clone()));
            }
            Op::Truncate { path, size } => self.inode(path).waiting.push(Change::Size(*size)),
            Op::Sync { .. } | Op::SyncFolder { .. } if self.lies => {}
            Op::Sync { path } => {
                let inode = self.inode(path);
                for change in std::mem::take(&mut inode.waiting) {
                    apply(&mut inode.synced, &change);
                }
            }
            Op::SyncFolder { path } => {
                for naming in self.waiting.remove(path).unwrap_or_default() {
                    name(&mut self.synced, &naming);
                }
            }
            Op::Rename { from, to } => {
                let naming = Naming::Renamed(from.clone(), to.clone());
                name(&mut self.seen, &naming);
                self.wait(naming, to);
            }
            Op::Unlink { path } => {
                let naming = Naming::Removed(path.clone());
                name(&mut self.seen, &naming);
                self.wait(naming, path);
            }
            Op::Said(_) => {}
        }
    }

    /// Whether all that was written is safe.
    pub fn is_quiet(&self) -> bool {
        self.waiting.values().all(Vec::is_empty)
            && self.inodes.iter().all(|inode| inode.waiting.is_empty())
    }

    /// What the next start finds if the power goes now. Seed 0: all had arrived; 1: nothing that was
    /// not synced; others: any part of it.
    pub fn cut(&self, seed: u64) -> Image {
        let mut dice = Dice::new(seed);
        let mut names = self.synced.clone();
        for namings in self.waiting.values() {
            let arrived = match seed {
                0 => namings.len(),
                1 => 0,
                _ => dice.roll(namings.len() + 1),
            };
            for naming in &namings[..arrived] {
                name(&mut names, naming);
            }
        }
        names.into_iter().map(|(path, at)| (path, self.content(at, seed, &mut dice))).collect()
    }

    fn content(&self, at: usize, seed: u64, dice: &mut Dice) -> Vec<u8> {
        let inode = &self.inodes[at];
        let mut content = inode.synced.clone();
        // Of a third of the files everything arrives, of another third nothing.
        let whole = match seed {
            0 => 0,
            1 => 1,
            _ => dice.roll(3),
        };
        for change in &inode.waiting {
            match (whole, change) {
                (0, change) => apply(&mut content, change),
                (1, _) => {}
                (_, Change::Write(start, bytes)) => match dice.roll(4) {
                    0 => {}
                    1 => torn(&mut content, *start, bytes, dice),
                    _ => put(&mut content, *start, bytes),
                },
                (_, change) if dice.roll(2) == 0 => apply(&mut content, change),
                _ => {}
            }
        }
        content
    }
}

/// Some sectors of a write arrive, others keep what was there.
fn torn(content: &mut Vec<u8>, start: usize, bytes: &[u8], dice: &mut Dice) {
    let mut from = 0;
    while from < bytes.len() {
        let to = bytes.len().min((start + from) / SECTOR * SECTOR + SECTOR - start);
        if dice.roll(2) == 0 {
            put(content, start + from, &bytes[from..to]);
        }
        from = to;
    }
}

fn name(names: &mut BTreeMap<PathBuf, usize>, naming: &Naming) {
    match naming {
        Naming::Made(path, at) => {
            names.insert(path.clone(), *at);
        }
        Naming::Renamed(from, to) => {
            if let Some(at) = names.remove(from) {
                names.insert(to.clone(), at);
            }
        }
        Naming::Removed(path) => {
            names.remove(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The model itself: what is synced is there in every state, what is not may be missing.
    #[test]
    fn only_what_is_synced_is_sure() {
        let path = PathBuf::from("/d/f");
        let write = |at, byte| Op::Write { path: path.clone(), at, bytes: vec![byte; 1024] };
        let mut disk = Disk::default();
        disk.take(&Op::Open { path: path.clone(), empties: false });
        disk.take(&write(0, 1));
        assert!(disk.cut(1).is_empty(), "not even its name");
        disk.take(&Op::Sync { path: path.clone() });
        assert!(disk.cut(1).is_empty(), "its folder was not synced");
        disk.take(&Op::SyncFolder { path: "/d".into() });
        assert_eq!(disk.cut(1)[&path], vec![1; 1024]);
        disk.take(&write(0, 2));
        assert_eq!(disk.cut(0)[&path], vec![2; 1024]);
        let found = (2..200).map(|seed| disk.cut(seed)[&path].clone());
        let found: std::collections::BTreeSet<Vec<u8>> = found.collect();
        // Whole, none, the first sector, the second.
        assert_eq!(found.len(), 4);
        disk.take(&Op::Rename { from: path.clone(), to: "/d/g".into() });
        assert!(disk.cut(1).contains_key(&path));
        assert!(disk.cut(0).contains_key(Path::new("/d/g")));
    }
}
