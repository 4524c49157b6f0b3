//! The child process that reads: `hoso __read-workbook PATH`.
//!
//! It is started with an empty environment and no input, binds itself to limits before it opens
//! anything, reads, answers on its standard output ([`super::wire`]) and ends. It opens no
//! registry and never holds a key.

use super::archive::{self, Package};
use super::error::{ReadError, WorkerFailure};
use super::sheet::SheetReading;
use super::sniff::{self, Shape};
use super::wire::Writer;
use super::{Limits, opendocument, text_file, xlsx};
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The hidden subcommand.
pub const SUBCOMMAND: &str = "__read-workbook";

/// To be called first thing in `main`: when the process was started as the reading child, does
/// its work and gives the exit code to leave with; otherwise `None`.
pub fn from_arguments() -> Option<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next()?.as_os_str() != OsStr::new(SUBCOMMAND) {
        return None;
    }
    let path = PathBuf::from(arguments.next()?);
    let told = run(&path, std::io::stdout().lock());
    Some(if told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Binds this process to its limits and answers for `path` on `out`. Only for a process that
/// does nothing else: the limits cannot be taken off again.
///
/// # Errors
/// Only when the answer could not be written or the limits could not be set; a workbook that
/// cannot be read is an answer.
pub fn run(path: &Path, out: impl Write) -> Result<(), ReadError> {
    confine()?;
    answer(path, &Limits::default(), out)
}

/// Reads and answers, without binding the process.
pub(super) fn answer(path: &Path, limits: &Limits, out: impl Write) -> Result<(), ReadError> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let mut writer = Writer::new(&mut out);
    let outcome = read(path, limits, &mut writer);
    writer.finish(outcome)
}

/// Memory, time, no files, no core: security.md, Import.
#[cfg(unix)]
fn confine() -> Result<(), ReadError> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    // Two seconds between the signal that can be told apart and the one that cannot.
    for (resource, current, maximum) in [
        (Resource::As, 1 << 30, 1 << 30),
        (Resource::Cpu, 20, 22),
        (Resource::Fsize, 0, 0),
        (Resource::Core, 0, 0),
    ] {
        // A limit already lower stays.
        let set = getrlimit(resource).maximum.unwrap_or(u64::MAX);
        let limit = Rlimit { current: Some(set.min(current)), maximum: Some(set.min(maximum)) };
        setrlimit(resource, limit).map_err(|_| ReadError::Worker(WorkerFailure::NotStarted))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn confine() -> Result<(), ReadError> {
    Ok(())
}

fn read(path: &Path, limits: &Limits, out: &mut Writer<'_>) -> Result<(), ReadError> {
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return read_folder(path, limits, out);
    }
    let bytes = load(path, limits.packed, limits)?;
    match sniff::shape(&bytes)? {
        Shape::Zip => match archive::inspect(&bytes, limits)? {
            Package::Xlsx { formulas } => xlsx::read(&bytes, formulas, limits, out),
            Package::Ods => opendocument::read(&bytes, limits, out),
        },
        Shape::Text => text_file::read(&bytes, &stem(path), 1, limits, out),
    }
}

/// A folder of .csv files, one a sheet, by name.
fn read_folder(path: &Path, limits: &Limits, out: &mut Writer<'_>) -> Result<(), ReadError> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(&error))? {
        let file = entry.map_err(|error| unreadable(&error))?.path();
        let hidden = file.file_name().is_some_and(|n| n.as_encoded_bytes().starts_with(b"."));
        let csv = file.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        if csv && !hidden && file.is_file() {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(ReadError::EmptyFolder);
    }
    if files.len() > limits.sheets as usize {
        return Err(ReadError::TooManySheets { limit: limits.sheets });
    }
    let mut left = limits.packed;
    for (index, file) in files.iter().enumerate() {
        let name = stem(file);
        if SheetReading::is_note(&name) {
            continue;
        }
        let bytes = load(file, left, limits)?;
        left = left.saturating_sub(bytes.len() as u64);
        if bytes.is_empty() {
            continue;
        }
        match sniff::shape(&bytes)? {
            Shape::Text => text_file::read(&bytes, &name, index as u32 + 1, limits, out)?,
            Shape::Zip => return Err(ReadError::NotAWorkbook),
        }
    }
    Ok(())
}

/// The file's bytes, at most `cap` of them.
fn load(path: &Path, cap: u64, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    let too_large = ReadError::TooLarge { limit: limits.packed };
    let about = std::fs::metadata(path).map_err(|error| unreadable(&error))?;
    // A pipe or a device has no end that could be trusted; opening one may wait for ever.
    if !about.is_file() {
        return Err(ReadError::NotAWorkbook);
    }
    if about.len() > cap {
        return Err(too_large);
    }
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let mut bytes = Vec::with_capacity(about.len() as usize);
    file.take(cap + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > cap { Err(too_large) } else { Ok(bytes) }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn unreadable(error: &std::io::Error) -> ReadError {
    if error.kind() == std::io::ErrorKind::NotFound {
        ReadError::Missing
    } else {
        ReadError::Unreadable
    }
}
