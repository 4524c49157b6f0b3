//! Fuzz targets that need nothing but stable Rust: valid inputs are mutated (bits, bytes, pieces cut,
//! doubled, exchanged between inputs, edge numbers written in) and given to the parsers of the key
//! file, of checkpoints and the log's edge, of workbooks as text, of packages. No parser may panic,
//! hang, or take a changed input for the one that was signed. Unlike libFuzzer nothing guides the
//! mutations by coverage.
//!
//! `HOSO_FUZZ_SECONDS=60 cargo test --test all hostile::fuzz` is the minute of the long suite.

use super::disk::Dice;
use super::tiny::Tiny;
use super::{times, told};
use crate::stories::desk::{Desk, data};
use hoso::domain::checkpoint::Checkpoint;
use hoso::domain::merkle::Edge;
use hoso::exchange::package::{Envelope, read_unit_key};
use hoso::exchange::workbook::read_in_child_of;
use hoso::vault::SealedVault;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// One mutated input.
fn mutated(seeds: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const EDGES: [u64; 8] = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0xffff_ffff_ffff_ffff];
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(4) {
        let len = bytes.len().max(1);
        let at = dice.roll(len).min(bytes.len());
        let end = (at + dice.roll(64)).min(bytes.len());
        match dice.roll(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = dice.roll(256) as u8,
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &seeds[dice.roll(seeds.len())];
                let from = dice.roll(other.len().max(1)).min(other.len());
                let piece = other[from..(from + 64).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            5 => {
                let width = [1, 2, 4, 8][dice.roll(4)];
                let number = EDGES[dice.roll(8)].to_le_bytes();
                for (byte, edge) in bytes.iter_mut().skip(at).zip(&number[..width]) {
                    *byte = *edge;
                }
            }
            _ => bytes.truncate(at),
        }
    }
    bytes
}

/// Runs a target for the time given, or over `short` inputs. Says how many, and how many the target
/// found an answer to (true).
fn run(short: u64, seeds: &[Vec<u8>], mut target: impl FnMut(&[u8]) -> bool) -> (u64, u64) {
    let seconds = Duration::from_secs(times("HOSO_FUZZ_SECONDS", 0));
    let (began, mut dice) = (Instant::now(), Dice::new(20_261_122));
    let (mut inputs, mut taken) = (0, 0);
    while inputs < short || began.elapsed() < seconds {
        let input = mutated(seeds, &mut dice);
        let asked = Instant::now();
        taken += u64::from(target(&input));
        assert!(asked.elapsed() < Duration::from_secs(30), "an input hangs the parser: {input:?}");
        inputs += 1;
    }
    (inputs, taken)
}

fn report(what: &str, (inputs, taken): (u64, u64), control: &str) {
    told("R27", &format!("fuzz: {what}"), inputs, &format!("no panic; {taken} read"), control);
}

#[test]
fn key_file() {
    let desk = Desk::new();
    drop(desk.found());
    let place = desk.place();
    let copies = ["keys.a", "keys.b"].map(|name| place.folder().join(name));
    let whole = fs::read(&copies[0]).unwrap();
    let id = SealedVault::read(&place).unwrap().registry_id();
    let mut turn = 0_u64;
    let found = run(300, std::slice::from_ref(&whole), |input| {
        let mut bytes = input.to_vec();
        turn += 1;
        // Half of them with a digest that fits, so that what lies behind it is met too.
        if turn.is_multiple_of(2) && bytes.len() > 32 {
            let body = bytes.len() - 32;
            let digest = Sha256::digest(&bytes[..body]);
            bytes[body..].copy_from_slice(&digest);
        }
        for copy in &copies {
            fs::write(copy, &bytes).unwrap();
        }
        SealedVault::read(&place).is_ok_and(|sealed| {
            let device = sealed.device_key();
            let password = hoso::vault::Password::new(crate::stories::desk::PASSWORD);
            let opened = device.and_then(|device| sealed.open("truong", &password, &device));
            assert!(opened.is_err() || bytes == whole, "a changed key file was taken");
            true
        })
    });
    for copy in &copies {
        fs::write(copy, &whole).unwrap();
    }
    assert_eq!(SealedVault::read(&place).unwrap().registry_id(), id);
    report("key file, read and opened", found, "unchanged: opens");
}

#[test]
fn checkpoint_and_edge() {
    let desk = Desk::new();
    let mut registry = desk.found();
    Tiny::new().person("").import(&mut registry);
    let notes: Vec<Vec<u8>> =
        (0..3).map(|_| registry.make_checkpoint().unwrap().into_bytes()).collect();
    // What is signed: the lines before the empty one. Behind it witnesses may add lines.
    let signed = |note: &str| note.split("\n\n").next().unwrap_or_default().to_owned();
    let known: Vec<String> =
        notes.iter().map(|n| signed(std::str::from_utf8(n).unwrap())).collect();
    let found = run(20_000, &notes, |input| {
        let whole = Edge::from_kept(input.len() as u64, input);
        assert!(whole.is_none_or(|edge| edge.bytes() == input));
        let Ok(text) = std::str::from_utf8(input) else { return false };
        let read = Checkpoint::read(text, &[7; 32]).is_some();
        read_unit_key(text);
        read
    });
    // What the registry itself makes of changed notes: only the true ones extend.
    let mut dice = Dice::new(7);
    for _ in 0..200 {
        let input = mutated(&notes, &mut dice);
        let Ok(text) = String::from_utf8(input.clone()) else { continue };
        let extends = registry.extends(&text).unwrap().is_some();
        assert!(!extends || known.contains(&signed(&text)), "{text}");
    }
    assert!(registry.extends(std::str::from_utf8(&notes[2]).unwrap()).unwrap().is_some());
    report("checkpoint, log's edge", found, "the true note: extends");
}

/// The whole reading child, as the program starts it: what it makes of a file is an answer or a
/// refusal, and it never ends by itself otherwise.
#[test]
fn workbook() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.csv");
    let xlsx = folder.path().join("tiny.xlsx");
    Tiny::new().person("").measure("").event("").save(&xlsx);
    let list = "Số hồ sơ,Họ và tên,Giới tính,Ngày sinh\nHS-1,\"Nguyễn, Văn\",Nam,12/05/1987\nHS-2,Lò Thị Ví Dụ,Nữ,31/02/1990\n";
    let seeds = [list.as_bytes().to_vec(), fs::read(&xlsx).unwrap()];
    assert!(data("").exists());
    let found = run(40, &seeds, |input| {
        fs::write(&path, input).unwrap();
        match read_in_child_of(Path::new(env!("CARGO_BIN_EXE_hoso")), &path) {
            Ok(_) => true,
            Err(refused) => {
                let crashed = hoso::exchange::workbook::WorkerFailure::Crashed;
                let worker = hoso::exchange::workbook::ReadError::Worker(crashed);
                assert!(format!("{refused:?}") != format!("{worker:?}"), "crashed: {input:?}");
                false
            }
        }
    });
    report("workbook, text and xlsx, in the child", found, "unchanged: read");
}

#[test]
fn package() {
    let envelope = Envelope {
        report: br#"{"format":"x","rows":[{"a":1,"b":[true,null,"\u00e1"]}]}"#.to_vec(),
        signature: "untrusted comment: x\nRWQ=\ntrusted comment: y\nAAAA\n".to_owned(),
        unit_key: "RWQ".to_owned() + &"A".repeat(53),
    };
    let seeds = [envelope.bytes(), br#"{"report":"e30=","signature":"","unit_key":""}"#.to_vec()];
    let found = run(20_000, &seeds, |input| {
        let Ok(read) = Envelope::read(input) else { return false };
        // What is read is written back to the very bytes: one form for one content.
        assert!(read.bytes() == input, "two forms of one envelope");
        read.unit_public();
        let _ = hoso::exchange::package::read_figures(&read.report);
        true
    });
    assert!(Envelope::read(&seeds[0]).is_ok_and(|read| read == envelope));
    // What an hour of this found: a space between two tokens, a letter written as an escape.
    for (plain, other) in [("\",\"", "\", \""), ("untrusted", "\\u0075ntrusted")] {
        let text = String::from_utf8(seeds[0].clone()).unwrap().replacen(plain, other, 1);
        assert!(text.as_bytes() != seeds[0] && Envelope::read(text.as_bytes()).is_err(), "{text}");
    }
    report("package, envelope and figures", found, "unchanged: read");
}
