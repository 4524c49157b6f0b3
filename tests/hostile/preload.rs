//! The recorder of `recorder.c`: a library between a child of the tests and the system, which writes
//! down what the child does to files, or lets one of its calls fail. Linux with a C compiler only;
//! elsewhere the proofs that need it say that they were left out.

use super::child;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The library, compiled once; `None` where that does not work.
pub fn library() -> Option<&'static Path> {
    static BUILT: OnceLock<Option<(tempfile::TempDir, PathBuf)>> = OnceLock::new();
    let built = BUILT.get_or_init(|| {
        if !cfg!(target_os = "linux") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("recorder.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile/recorder.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(source).arg("-ldl");
        let done = compiler.output().ok()?;
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Some((folder, library))
    });
    built.as_ref().map(|(_, library)| library.as_path())
}

/// A test run as a child under the library, which watches what lies below `root`.
pub fn watched(library: &Path, test: &str, root: &Path) -> Command {
    let mut command = child(test);
    command.env("LD_PRELOAD", library).env("HOSO_WATCH", root);
    command
}

/// What a child did to the files it was watched at, in its order.
pub enum Op {
    /// A file opened to be made or emptied.
    Open { path: PathBuf, empties: bool },
    /// Bytes written.
    Write { path: PathBuf, at: usize, bytes: Vec<u8> },
    /// Cut or grown to a size.
    Truncate { path: PathBuf, size: usize },
    /// A file's contents are on disk from here on.
    Sync { path: PathBuf },
    /// The names in a folder are.
    SyncFolder { path: PathBuf },
    /// Renamed.
    Rename { from: PathBuf, to: PathBuf },
    /// Removed.
    Unlink { path: PathBuf },
    /// Said on standard output.
    Said(String),
}

impl Op {
    /// The file or folder it is about.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Open { path, .. }
            | Self::Write { path, .. }
            | Self::Truncate { path, .. }
            | Self::Sync { path }
            | Self::SyncFolder { path }
            | Self::Rename { from: path, .. }
            | Self::Unlink { path } => Some(path),
            Self::Said(_) => None,
        }
    }
}

/// Reads a record.
pub fn read_record(path: &Path) -> Vec<Op> {
    const O_CREAT: i32 = 0o100;
    const O_TRUNC: i32 = 0o1000;
    let bytes = std::fs::read(path).unwrap();
    let mut rest = bytes.as_slice();
    let mut ops = Vec::new();
    while !rest.is_empty() {
        let (head, more) = rest.split_at(21);
        let word = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap()) as usize;
        let at = u64::from_le_bytes(head[5..13].try_into().unwrap()) as usize;
        let (name, more) = more.split_at(word(13));
        let (data, more) = more.split_at(word(17));
        let path = PathBuf::from(std::str::from_utf8(name).unwrap());
        rest = more;
        ops.push(match head[0] {
            b'o' => {
                let flags = i32::from_le_bytes(data.try_into().unwrap());
                assert!(flags & (O_CREAT | O_TRUNC) != 0);
                Op::Open { path, empties: flags & O_TRUNC != 0 }
            }
            b'w' => Op::Write { path, at, bytes: data.to_vec() },
            b't' => Op::Truncate { path, size: at },
            b's' => Op::Sync { path },
            b'd' => Op::SyncFolder { path },
            b'r' => Op::Rename { from: path, to: std::str::from_utf8(data).unwrap().into() },
            b'u' => Op::Unlink { path },
            b'm' => Op::Said(String::from_utf8(data.to_vec()).unwrap()),
            other => panic!("a record of kind {other}"),
        });
    }
    ops
}
