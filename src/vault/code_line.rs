//! The code lines of the recovery sheets: Bech32m text written, found in what was typed, and read.

use bech32::primitives::correction::CorrectableError;
use bech32::primitives::decode::{CheckedHrpstring, CheckedHrpstringError};
use bech32::{Bech32m, Hrp};
use zeroize::{Zeroize, Zeroizing};

use super::error::RecoveryFault;
use super::secret::Secret32;

pub(super) const PREFIX: &str = "hoso1";
const VERSION: u8 = 1;
const PAYLOAD_BYTES: usize = 1 + 8 + 32;
/// 41 bytes are 66 characters of five bits; six more are the checksum.
pub(super) const DATA_CHARS: usize = 72;
pub(super) const LINE_CHARS: usize = PREFIX.len() + DATA_CHARS;
const GROUP: usize = 4;
/// Groups in one printed row: a line is three rows of six groups.
const GROUPS_A_ROW: usize = 6;

/// What one code line holds.
pub(super) struct Half {
    /// Sheet, 1 to 3.
    pub(super) number: u8,
    /// Line of the sheet, 0 or 1.
    pub(super) at: u8,
    pub(super) registry_tag: [u8; 8],
    pub(super) secret: Secret32,
}

/// Writes a code line.
pub(super) fn code_line(
    number: u8,
    at: u8,
    registry_tag: [u8; 8],
    half: &Secret32,
) -> Zeroizing<String> {
    let mut payload = Zeroizing::new([0; PAYLOAD_BYTES]);
    payload[0] = VERSION << 4 | number << 1 | at;
    payload[1..9].copy_from_slice(&registry_tag);
    payload[9..].copy_from_slice(half.bytes());
    let mut line = Zeroizing::new(String::with_capacity(LINE_CHARS));
    // Neither the prefix nor the length can be refused: both are constants.
    let written = Hrp::parse("hoso").ok().and_then(|hrp| {
        bech32::encode_lower_to_fmt::<Bech32m, _>(&mut *line, hrp, &payload[..]).ok()
    });
    debug_assert!(written.is_some());
    line
}

/// Reads a code line; `shown` is the number by which the officer knows it.
pub(super) fn read_line(line: &str, shown: u8) -> Result<Half, RecoveryFault> {
    let length = line.chars().count();
    if length != LINE_CHARS {
        return Err(RecoveryFault::Length { line: shown });
    }
    // A letter outside the alphabet shows its own place, without any mathematics.
    const ALPHABET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    if let Some(at) = line.chars().skip(PREFIX.len()).position(|c| !ALPHABET.contains(c)) {
        return Err(wrong_character(shown, at));
    }
    let checked = match CheckedHrpstring::new::<Bech32m>(line) {
        Ok(checked) => checked,
        Err(error) => return Err(locate(&error, shown)),
    };
    let mut bytes = Zeroizing::new([0; PAYLOAD_BYTES]);
    let mut read = checked.byte_iter();
    for place in bytes.iter_mut() {
        *place = read.next().ok_or(RecoveryFault::Length { line: shown })?;
    }
    let number = bytes[0] >> 1 & 0b111;
    if bytes[0] >> 4 != VERSION || !(1..=3).contains(&number) {
        return Err(RecoveryFault::Version);
    }
    let mut half =
        Half { number, at: bytes[0] & 1, registry_tag: [0; 8], secret: Secret32::zeroed() };
    half.registry_tag.copy_from_slice(&bytes[1..9]);
    half.secret.bytes_mut().copy_from_slice(&bytes[9..]);
    Ok(half)
}

/// The checksum knows the place of a single wrong character, counted from the end.
fn locate(error: &CheckedHrpstringError, line: u8) -> RecoveryFault {
    let context = error.correction_context::<Bech32m>();
    let place = context.as_ref().and_then(|context| {
        let mut found = context.bch_errors()?;
        let (from_end, _) = found.next()?;
        if found.next().is_some() { None } else { DATA_CHARS.checked_sub(from_end + 1) }
    });
    place.map_or(RecoveryFault::Checksum { line }, |at| wrong_character(line, at))
}

fn wrong_character(line: u8, at: usize) -> RecoveryFault {
    RecoveryFault::WrongCharacter {
        line,
        group: (at / GROUP) as u8 + 1,
        letter: (at % GROUP) as u8 + 1,
    }
}

/// `hoso1` and groups of four, six groups in a row.
pub(super) fn grouped(line: &str) -> Zeroizing<String> {
    let mut out = Zeroizing::new(String::with_capacity(2 * LINE_CHARS));
    let (prefix, data) = line.split_at(PREFIX.len().min(line.len()));
    for (at, c) in data.chars().enumerate() {
        if at % (GROUP * GROUPS_A_ROW) == 0 {
            out.push_str(if at == 0 { "  " } else { "\n  " });
            out.push_str(if at == 0 { prefix } else { "     " });
        }
        if at % GROUP == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out.push('\n');
    out
}

/// Finds the code lines in a text: each begins with `hoso1` at the beginning of a row (or right
/// after another code) and goes on, over row ends, until it is complete or an empty row comes.
pub(super) fn code_lines_in(text: &str) -> Vec<Zeroizing<String>> {
    let mut found: Vec<Zeroizing<String>> = Vec::new();
    let mut open = false;
    for row in text.lines() {
        let mut packed = Zeroizing::new(String::with_capacity(row.len() * 2));
        packed.extend(
            row.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase),
        );
        if packed.is_empty() {
            open = false;
        }
        // `o` and `1` are not in the alphabet, so the prefix cannot stand inside a code.
        for (at, piece) in packed.split(PREFIX).enumerate() {
            let starts = at > 0 && (at > 1 || packed.starts_with(PREFIX));
            if starts && found.len() < 4 {
                found.push(Zeroizing::new(PREFIX.to_owned() + piece));
                open = true;
            } else if let Some(line) =
                found.last_mut().filter(|line| open && line.len() < LINE_CHARS)
            {
                line.push_str(piece);
            }
        }
        if found.last().is_some_and(|line| line.len() >= LINE_CHARS) {
            open = false;
        }
    }
    for line in &mut found {
        // Nothing sensible is longer; what follows would only be kept in memory for nothing.
        if line.len() > 4 * LINE_CHARS {
            line.zeroize();
        }
    }
    found
}
