//! Recovery: three printed sheets, any two of which open the data key and the unit key; one alone
//! says nothing at all (each sheet holds two halves of different XOR pairs of one random secret).
//!
//! A sheet carries two code lines, `hoso1` and 72 characters each (Bech32m, BIP 350: within the
//! length for which its checksum catches any four wrong characters, and shows the place of one).
//! A line holds: version and sheet and line number, the first 8 bytes of the registry id, 32 bytes.

use age::x25519;
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::code_line::{code_line, code_lines_in, read_line};
use super::error::{DamagedPart, RecoveryFault, VaultError};
use super::keyfile::KeyFile;
use super::open::SealedVault;
use super::seal;
use super::secret::{DataKey, DatabaseKey, RowHashKey, Secret32, derive, silent_debug};
use super::unit_key::{UnitKey, UnitPublicKey};

/// One of the three sheets.
pub struct RecoverySheet {
    pub(super) number: u8,
    pub(super) registry_tag: [u8; 8],
    pub(super) halves: [Secret32; 2],
}

/// The three sheets just made, with what is printed on them.
pub struct RecoverySheets {
    pub(super) sheets: [RecoverySheet; 3],
    pub(super) registry: Uuid,
    pub(super) unit_code: String,
    pub(super) unit_name: String,
}

/// The secret that two sheets give.
pub struct RecoveredSecret {
    secret: Secret32,
    registry_tag: [u8; 8],
}

/// Three new sheets that are not in force yet: first they are printed or written.
pub struct DraftSheets {
    pub(super) sheets: RecoverySheets,
    pub(super) halves: SheetKeys,
}

/// What sheets are known by to whoever does not hold them: the public key to which keys are sealed,
/// and the key with which they vouch, kept only until they are put in force.
pub(super) struct SheetKeys {
    public: [u8; 32],
    voucher: Secret32,
}

impl SheetKeys {
    fn of(secret: &Secret32, tag: [u8; 8]) -> Result<Self, VaultError> {
        let public = seal::public_key(&recovery_identity(secret, tag)?)?;
        Ok(Self { public, voucher: derive(secret.bytes(), &tag, "hoso/1/recovery/vouch") })
    }

    /// The mark that only the sheets' own secret makes: whoever knows no more than the public key
    /// could seal another unit's key to it, and so pass off another registry as this one.
    fn vouch(&self, unit: &UnitPublicKey) -> [u8; 32] {
        let unit = [&unit.id[..], &unit.key].concat();
        *derive(self.voucher.bytes(), &unit, "hoso/1/vouch").bytes()
    }

    /// Seals the keys to these sheets and to no others.
    pub(super) fn enter(
        &self,
        file: &mut KeyFile,
        data_key: &DataKey,
        unit_key: &UnitKey,
    ) -> Result<(), VaultError> {
        file.recovery_data_key = seal::seal(&self.public, data_key.bytes())?;
        file.recovery_unit_key = seal::seal(&self.public, unit_key.to_secret().bytes())?;
        file.recovery_vouch = self.vouch(&unit_key.public());
        file.recovery_public = self.public;
        Ok(())
    }
}

/// What the sheets open: the data key and the unit key. No officer's keys; a chief gets new ones.
pub struct RecoveredVault {
    pub(super) file: KeyFile,
    pub(super) data_key: DataKey,
    pub(super) unit_key: UnitKey,
}

impl DraftSheets {
    pub(super) fn make(file: &KeyFile) -> Result<Self, VaultError> {
        let (sheets, halves) =
            RecoverySheets::make(file.registry, &file.unit_code, &file.unit_name)?;
        Ok(Self { sheets, halves })
    }

    /// The sheets, to be printed before anything changes.
    pub fn sheets(&self) -> &RecoverySheets {
        &self.sheets
    }
}

silent_debug!(
    RecoverySheet,
    RecoverySheets,
    DraftSheets,
    RecoveredSecret,
    RecoveredVault,
    SheetKeys
);

impl RecoverySheets {
    /// New sheets of a new secret, and what keys are sealed to them with.
    pub(super) fn make(
        registry: Uuid,
        unit_code: &str,
        unit_name: &str,
    ) -> Result<(Self, SheetKeys), VaultError> {
        let secret = Secret32::random()?;
        let keys = SheetKeys::of(&secret, registry_tag(registry))?;
        let pads = [Secret32::random()?, Secret32::random()?, Secret32::random()?];
        // Pads of the pairs 1+2, 1+3, 2+3; sheet 1 holds two pads, 2 one of each, 3 two answers.
        let others = [pads[0].xor(&secret), pads[1].xor(&secret), pads[2].xor(&secret)];
        let [pad_12, pad_13, pad_23] = pads;
        let [other_12, other_13, other_23] = others;
        let sheet =
            |number, halves| RecoverySheet { number, registry_tag: registry_tag(registry), halves };
        let sheets = [
            sheet(1, [pad_12, pad_13]),
            sheet(2, [other_12, pad_23]),
            sheet(3, [other_13, other_23]),
        ];
        let (unit_code, unit_name) = (unit_code.to_owned(), unit_name.to_owned());
        Ok((Self { sheets, registry, unit_code, unit_name }, keys))
    }

    /// The three sheets.
    pub fn sheets(&self) -> &[RecoverySheet; 3] {
        &self.sheets
    }

    /// Whether what an officer typed back is sheet `number` (1 to 3): the test at `init` that the
    /// printed sheet can be read.
    ///
    /// # Errors
    /// [`VaultError::RecoveryInvalid`] with where it goes wrong.
    pub fn check_typed(&self, number: u8, typed: &str) -> Result<(), VaultError> {
        let typed = RecoverySheet::parse(typed)?;
        let wanted = self.sheets.iter().find(|sheet| sheet.number == number);
        if wanted.is_some_and(|sheet| sheet.same_as(&typed)) {
            Ok(())
        } else {
            Err(VaultError::RecoveryInvalid(RecoveryFault::NotThisSheet))
        }
    }
}

impl RecoverySheet {
    /// 1, 2 or 3.
    pub fn number(&self) -> u8 {
        self.number
    }

    /// The two code lines, unbroken and in lower case (also what a QR code would hold).
    pub fn code_lines(&self) -> [Zeroizing<String>; 2] {
        [0, 1].map(|at: u8| {
            code_line(self.number, at, self.registry_tag, &self.halves[usize::from(at)])
        })
    }

    /// Reads a sheet as typed, or the whole text of a written sheet. Case, spaces, hyphens and line
    /// breaks do not matter; the order of the two lines neither.
    ///
    /// # Errors
    /// [`VaultError::RecoveryInvalid`] with the line, and the place when one character is wrong.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let lines = code_lines_in(text);
        let mut halves = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            halves.push(read_line(line, at as u8 + 1).map_err(VaultError::RecoveryInvalid)?);
        }
        halves.sort_by_key(|half| half.at);
        let mut halves = halves.into_iter();
        let (Some(first), Some(second), None) = (halves.next(), halves.next(), halves.next())
        else {
            return Err(VaultError::RecoveryInvalid(RecoveryFault::LinesMissing));
        };
        if (first.at, second.at) != (0, 1)
            || first.number != second.number
            || first.registry_tag != second.registry_tag
        {
            return Err(VaultError::RecoveryInvalid(RecoveryFault::LinesMixed));
        }
        Ok(Self {
            number: first.number,
            registry_tag: first.registry_tag,
            halves: [first.secret, second.secret],
        })
    }

    fn same_as(&self, other: &Self) -> bool {
        let equal = |at: usize| self.halves[at].bytes().ct_eq(other.halves[at].bytes());
        self.number == other.number
            && self.registry_tag == other.registry_tag
            && bool::from(equal(0) & equal(1))
    }
}

impl RecoveredSecret {
    /// Puts two sheets together.
    ///
    /// # Errors
    /// [`VaultError::RecoveryInvalid`]: the same sheet twice, or different registries.
    pub fn from_two(one: &RecoverySheet, two: &RecoverySheet) -> Result<Self, VaultError> {
        let fault = |fault| Err(VaultError::RecoveryInvalid(fault));
        if one.registry_tag != two.registry_tag {
            return fault(RecoveryFault::DifferentRegistries);
        }
        let (low, high) = if one.number < two.number { (one, two) } else { (two, one) };
        let (left, right) = match (low.number, high.number) {
            (1, 2) => (&low.halves[0], &high.halves[0]),
            (1, 3) => (&low.halves[1], &high.halves[0]),
            (2, 3) => (&low.halves[1], &high.halves[1]),
            _ => return fault(RecoveryFault::SameSheet),
        };
        Ok(Self { secret: left.xor(right), registry_tag: one.registry_tag })
    }

    /// Opens the data key and the unit key of a registry, and checks the key file with them.
    ///
    /// # Errors
    /// [`VaultError::RecoveryInvalid`] when the sheets are of another registry or no longer in
    /// force; [`VaultError::Damaged`] when the key file was altered.
    pub fn open(&self, sealed: &SealedVault) -> Result<RecoveredVault, VaultError> {
        let mut last = VaultError::Damaged(DamagedPart::Altered);
        for file in sealed.candidates() {
            match self.open_file(file) {
                Ok(opened) => return Ok(opened),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn open_file(&self, file: &KeyFile) -> Result<RecoveredVault, VaultError> {
        let identity =
            self.identity_for(file.registry, &file.recovery_public, RecoveryFault::NotInForce)?;
        let data_key = DataKey::from_secret(seal::open(&identity, &file.recovery_data_key)?);
        self.vault_of(file.clone(), &identity, data_key)
    }

    /// The identity, where these sheets are those of this registry and this public key; else the
    /// other registry, or `other_set`.
    pub(super) fn identity_for(
        &self,
        registry: Uuid,
        public: &[u8; 32],
        other_set: RecoveryFault,
    ) -> Result<x25519::Identity, VaultError> {
        if registry_tag(registry) != self.registry_tag {
            return Err(VaultError::RecoveryInvalid(RecoveryFault::OtherRegistry));
        }
        let identity = recovery_identity(&self.secret, self.registry_tag)?;
        if seal::public_key(&identity)? == *public {
            Ok(identity)
        } else {
            Err(VaultError::RecoveryInvalid(other_set))
        }
    }

    /// A key file opened with its data key: MAC, unit key, the mark of these sheets, roster.
    pub(super) fn vault_of(
        &self,
        file: KeyFile,
        identity: &x25519::Identity,
        data_key: DataKey,
    ) -> Result<RecoveredVault, VaultError> {
        file.check_mac(&data_key)?;
        let unit_key = UnitKey::from_secret(&seal::open(identity, &file.recovery_unit_key)?);
        let vouched = SheetKeys::of(&self.secret, self.registry_tag)?.vouch(&file.unit_public);
        if unit_key.public() != file.unit_public || !bool::from(vouched.ct_eq(&file.recovery_vouch))
        {
            return Err(VaultError::Damaged(DamagedPart::Altered));
        }
        file.check_roster()?;
        Ok(RecoveredVault { file, data_key, unit_key })
    }
}

impl RecoveredVault {
    /// The generation of the data key.
    pub fn generation(&self) -> u64 {
        self.file.generation
    }

    /// The key of the database.
    pub fn database_key(&self) -> DatabaseKey {
        self.data_key.database_key(self.file.registry)
    }

    /// The key of the row hashes.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] when it was altered.
    pub fn row_hash_key(&self) -> Result<RowHashKey, VaultError> {
        let key = self.data_key.carried(self.file.registry, &self.file.carried)?;
        Ok(RowHashKey::of(&key))
    }

    /// The unit's public key.
    pub fn unit_public_key(&self) -> UnitPublicKey {
        self.unit_key.public()
    }
}

fn registry_tag(registry: Uuid) -> [u8; 8] {
    let mut tag = [0; 8];
    tag.copy_from_slice(&registry.as_bytes()[..8]);
    tag
}

fn recovery_identity(secret: &Secret32, tag: [u8; 8]) -> Result<x25519::Identity, VaultError> {
    seal::identity(&derive(secret.bytes(), &tag, "hoso/1/recovery/x25519"))
}

#[cfg(test)]
mod tests {
    use super::super::code_line::{DATA_CHARS, LINE_CHARS, PREFIX, grouped};
    use super::*;
    use RecoveryFault::*;
    use chrono::NaiveDate;

    fn sheets() -> RecoverySheets {
        RecoverySheets::make(Uuid::new_v4(), "00123", "Công an phường Thử").unwrap().0
    }

    fn fault(text: &str) -> RecoveryFault {
        match RecoverySheet::parse(text) {
            Err(VaultError::RecoveryInvalid(fault)) => fault,
            Err(other) => panic!("{other}"),
            Ok(_) => panic!("accepted"),
        }
    }

    #[test]
    fn a_printed_sheet_reads_back_however_it_is_typed() {
        let made = sheets();
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for (at, text) in made.texts(date).iter().enumerate() {
            let number = at as u8 + 1;
            assert!(text.lines().all(|row| row.chars().count() <= 80), "fits a page:\n{}", **text);
            assert!(text.contains("22/11/2026") && text.contains(&made.registry.to_string()));
            made.check_typed(number, text).unwrap();
            let [a, b] = made.sheets[at].code_lines();
            assert_eq!((a.len(), b.len()), (LINE_CHARS, LINE_CHARS));
            for typed in [
                format!("{}\n{}", *a, *b),
                format!("{}{}", *a, *b),
                format!("{} {}", *b, *a),
                format!("  {}\r\n\r\n{}\n", a.to_uppercase(), *b),
                format!("{}\n\n{}", grouped(&a).replace(' ', "-"), *grouped(&b)),
                format!("{}\n{}\n\n{}", &a[..30], &a[30..], *b),
            ] {
                made.check_typed(number, &typed).unwrap();
            }
            let other = made.check_typed(number % 3 + 1, text);
            assert!(matches!(other, Err(VaultError::RecoveryInvalid(NotThisSheet))));
        }
    }

    #[test]
    fn a_wrong_character_is_shown_where_it_is() {
        let made = sheets();
        let [a, b] = made.sheets[0].code_lines();
        for at in 0..DATA_CHARS {
            let place = PREFIX.len() + at;
            let right = a.as_bytes()[place];
            for wrong in [b'q', b'p', b'b', b'1', b'!'] {
                if wrong == right {
                    continue;
                }
                let mut typed = a.as_bytes().to_vec();
                typed[place] = wrong;
                let typed = String::from_utf8(typed).unwrap();
                let (group, letter) = ((at / 4) as u8 + 1, (at % 4) as u8 + 1);
                let here = |line| WrongCharacter { line, group, letter };
                assert_eq!(fault(&format!("{typed}\n{}", *b)), here(1), "{at}");
                assert_eq!(fault(&format!("{}\n{typed}", *b)), here(2), "{at}");
            }
        }
    }

    #[test]
    fn other_faults() {
        let (made, other) = (sheets(), sheets());
        let [a, b] = made.sheets[0].code_lines();
        let second = made.sheets[1].code_lines();
        let foreign = &other.sheets[0].code_lines()[0];
        let mut two_wrong = a.as_bytes().to_vec();
        for at in [10, 40] {
            two_wrong[at] = if two_wrong[at] == b'q' { b'p' } else { b'q' };
        }
        let two_wrong = String::from_utf8(two_wrong).unwrap();
        for (typed, expected) in [
            (String::new(), LinesMissing),
            ("mất rồi".to_owned(), LinesMissing),
            (a.to_string(), LinesMissing),
            (format!("{}\n{}", *a, *a), LinesMixed),
            (format!("{}\n{}", *a, *second[1]), LinesMixed),
            (format!("{}\n{}", **foreign, *b), LinesMixed),
            (format!("{}\n{}", *a, *second[0]), LinesMixed),
            (format!("{}\n{}\n{}", *a, *b, *second[0]), LinesMissing),
            (format!("{}\n\n{}", &a[..76], *b), Length { line: 1 }),
            (format!("{}\n{}q", *a, *b), Length { line: 2 }),
        ] {
            assert_eq!(fault(&typed), expected, "{typed}");
        }
        assert!(matches!(
            fault(&format!("{two_wrong}\n{}", *b)),
            Checksum { line: 1 } | WrongCharacter { line: 1, .. }
        ));
    }

    #[test]
    fn any_two_give_the_same_secret_and_one_twice_none() {
        let made = sheets();
        let secret = |one: usize, two: usize| {
            RecoveredSecret::from_two(&made.sheets[one], &made.sheets[two])
                .map(|found| *found.secret.bytes())
        };
        let expected = secret(0, 1).unwrap();
        for (one, two) in [(1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            assert_eq!(secret(one, two).unwrap(), expected);
        }
        for one in 0..3 {
            let twice = secret(one, one);
            assert!(matches!(twice, Err(VaultError::RecoveryInvalid(SameSheet))));
        }
        let foreign = RecoveredSecret::from_two(&made.sheets[0], &sheets().sheets[1]);
        assert!(matches!(foreign, Err(VaultError::RecoveryInvalid(DifferentRegistries))));
    }
}
