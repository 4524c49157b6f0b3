//! What the report reads, packed into whole numbers: a person in two, a measure in one. Taking
//! three numbers out of a row costs a fifth of taking out ten texts, and a report over 100,000
//! people does little else. The columns are DERIVED; [`layout`] is kept beside them, so that a
//! vocabulary that grew has them written anew.

use super::error::StorageError;
use crate::domain::case::Measure;
use crate::domain::date::PartialDate;
use crate::domain::id::PersonId;
use crate::domain::person::Person;
use crate::domain::report::{Interval, PersonAttributes, ReportRow, SubstanceSet};
use crate::domain::word::{
    Education, EndReason, Inflow, OccupationGroup, Route, Sex, Substance, Word,
};
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};

/// Bits of a day: 12 of the year, 4 of the month, 5 of the day; the unknown parts are 0.
const DAY: u32 = 21;
/// No day at all, and later than any.
const NO_DAY: i64 = (1 << DAY) - 1;
/// Bits of a word: its place in the vocabulary from 1 on; 0 = none.
const WORD: u32 = 4;
/// Bits of a set of substances.
const SUBSTANCES: u32 = 16;
/// Bits of a year from 1900 to 2199, less [`YEAR_BASE`]; 0 = none.
const YEAR: u32 = 9;
/// The year before the first.
const YEAR_BASE: i32 = 1899;

/// Which words stand for which numbers: 16 hexadecimal digits that change with any vocabulary.
pub(super) fn layout() -> String {
    let mut hash = Sha256::new();
    feed::<Sex>(&mut hash);
    feed::<Education>(&mut hash);
    feed::<OccupationGroup>(&mut hash);
    feed::<Route>(&mut hash);
    feed::<Substance>(&mut hash);
    feed::<ReportRow>(&mut hash);
    feed::<EndReason>(&mut hash);
    feed::<Inflow>(&mut hash);
    hash.finalize()[..8].iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn feed<W: Word>(hash: &mut Sha256) {
    for word in W::ALL {
        hash.update(format!("{}\0", word.code()));
    }
    hash.update("\n");
}

/// Fills a number from its low end.
#[derive(Default)]
struct Packer {
    number: i64,
    used: u32,
}

impl Packer {
    fn put(mut self, bits: u32, value: i64) -> Self {
        debug_assert!((0..1 << bits).contains(&value) && self.used + bits < 64);
        self.number |= value << self.used;
        self.used += bits;
        self
    }

    fn word<W: Word + PartialEq>(self, word: Option<W>) -> Self {
        let place = word.and_then(|word| W::ALL.iter().position(|each| *each == word));
        self.put(WORD, place.map_or(0, |place| place as i64 + 1))
    }

    fn day(self, day: Option<PartialDate>) -> Self {
        let (year, month, day) = match day {
            None => return self.put(DAY, NO_DAY),
            Some(PartialDate::Year(year)) => (year, 0, 0),
            Some(PartialDate::Month(year, month)) => (year, month, 0),
            Some(PartialDate::Day(day)) => (day.year(), day.month(), day.day()),
        };
        self.put(DAY, (i64::from(year) << 9) | (i64::from(month) << 5) | i64::from(day))
    }
}

/// Takes a number apart from its low end.
struct Parts(i64);

impl Parts {
    fn take(&mut self, bits: u32) -> i64 {
        let value = self.0 & ((1 << bits) - 1);
        self.0 >>= bits;
        value
    }

    fn word<W: Word>(&mut self) -> Result<Option<W>, StorageError> {
        match self.take(WORD) as usize {
            0 => Ok(None),
            place => W::ALL.get(place - 1).copied().map(Some).ok_or(StorageError::Damaged),
        }
    }

    fn partial(&mut self) -> Result<Option<PartialDate>, StorageError> {
        let value = self.take(DAY);
        let (year, month, day) = ((value >> 9) as i32, (value >> 5 & 15) as u32, value & 31);
        Ok(Some(match (month, day) {
            _ if value == NO_DAY => return Ok(None),
            (0, _) => PartialDate::Year(year),
            (_, 0) => PartialDate::Month(year, month),
            _ => PartialDate::Day(
                NaiveDate::from_ymd_opt(year, month, day as u32).ok_or(StorageError::Damaged)?,
            ),
        }))
    }

    fn day(&mut self) -> Result<Option<NaiveDate>, StorageError> {
        Ok(self.partial()?.map(PartialDate::first_day))
    }
}

/// A person of the report as stored: 24 bytes, so that everybody fits into memory at once.
#[derive(Debug, Clone, Copy)]
pub struct PackedPerson {
    /// The person.
    pub person: PersonId,
    traits: i64,
    days: i64,
}

impl PackedPerson {
    pub(super) fn new(person: PersonId, traits: i64, days: i64) -> Self {
        Self { person, traits, days }
    }

    /// First detected.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for a number that no day packs to.
    pub fn detected_on(self) -> Result<Option<PartialDate>, StorageError> {
        Parts(self.days).partial()
    }

    /// What the tables count of him on the day `on`, where he is `monitored` or not.
    ///
    /// # Errors
    /// [`StorageError::Damaged`] for numbers that no person packs to.
    pub fn attributes(
        self,
        on: NaiveDate,
        monitored: bool,
    ) -> Result<PersonAttributes, StorageError> {
        let seen = Parts(self.days >> DAY).day()?;
        let mut parts = Parts(self.traits);
        Ok(PersonAttributes {
            psychosis_seen_on: seen.filter(|day| *day <= on),
            monitored,
            born: parts.partial()?.ok_or(StorageError::Damaged)?,
            sex: Some(parts.word()?.ok_or(StorageError::Damaged)?),
            education: parts.word()?,
            occupation: parts.word()?,
            route: parts.word()?,
            substances: SubstanceSet::from_bits(parts.take(SUBSTANCES) as u16),
            use_since: match parts.take(YEAR) as i32 {
                0 => None,
                year => Some(year + YEAR_BASE),
            },
        })
    }
}

/// A person's columns `traits` and `report_days`.
pub(super) fn person(person: &Person) -> (i64, i64) {
    let substances: SubstanceSet = person.substances.iter().copied().collect();
    let traits = Packer::default()
        .day(Some(person.born))
        .word(Some(person.sex))
        .word(person.education)
        .word(person.occupation_group)
        .word(person.route)
        .put(SUBSTANCES, i64::from(substances.bits()))
        .put(YEAR, person.use_since.map_or(0, |year| i64::from(year - YEAR_BASE)));
    let days = Packer::default().day(person.detected_on).day(person.psychosis_seen_on);
    (traits.number, days.number)
}

/// A measure's column `flow`. The days lie on top, the end below the start: the order of the
/// numbers is the order of counting.
pub(super) fn measure(row: ReportRow, m: &Measure) -> i64 {
    Packer::default()
        .word(m.source)
        .word(m.end_reason)
        .word(Some(row))
        .day(m.ended_on.map(PartialDate::Day))
        .day(Some(PartialDate::Day(m.start)))
        .number
}

/// Takes the column `flow` apart.
pub(super) fn interval(person: PersonId, flow: i64) -> Result<Interval, StorageError> {
    let mut parts = Parts(flow);
    Ok(Interval {
        person,
        source: parts.word()?,
        end_reason: parts.word()?,
        row: parts.word()?.ok_or(StorageError::Damaged)?,
        ended_on: parts.day()?,
        start: parts.day()?.ok_or(StorageError::Damaged)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Draft;
    use crate::domain::person::PersonField;
    use crate::domain::word::{Law, MeasureCode};
    use proptest::prelude::*;

    /// Records have no `Debug`; a failing example is found again by its seed.
    struct Unprinted<T>(T);

    impl<T> std::fmt::Debug for Unprinted<T> {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("(a record)")
        }
    }

    fn day() -> impl Strategy<Value = NaiveDate> {
        (1900..=2199, 1..=366u32)
            .prop_map(|(year, n)| NaiveDate::from_yo_opt(year, n.min(365)).unwrap())
    }

    fn partial() -> impl Strategy<Value = PartialDate> {
        (day(), 0..3).prop_map(|(day, known)| match known {
            0 => PartialDate::Year(day.year()),
            1 => PartialDate::Month(day.year(), day.month()),
            _ => PartialDate::Day(day),
        })
    }

    fn word<W: Word + std::fmt::Debug + 'static>() -> impl Strategy<Value = Option<W>> {
        proptest::option::of(proptest::sample::select(W::ALL))
    }

    fn someone() -> impl Strategy<Value = Unprinted<Person>> {
        let words = (word::<Education>(), word::<OccupationGroup>(), word::<Route>());
        let days = (partial(), proptest::option::of(partial()), proptest::option::of(partial()));
        let rest = (
            proptest::sample::select(Sex::ALL),
            proptest::sample::subsequence(Substance::ALL, 0..=Substance::ALL.len()),
            proptest::option::of(1900..=2199),
        );
        (words, days, rest).prop_map(|(words, days, rest)| {
            let mut draft: Draft<PersonField> = Draft::new();
            draft.set(PersonField::FileNo, "HS-000001");
            draft.set(PersonField::Name, "Nguyễn Văn A");
            draft.set(PersonField::Sex, "male");
            draft.set(PersonField::Born, "1990");
            let mut person = Person::parse(&draft, NaiveDate::MAX).ok().unwrap().0;
            (person.education, person.occupation_group, person.route) = words;
            (person.born, person.detected_on, person.psychosis_seen_on) = days;
            (person.sex, person.substances, person.use_since) = rest;
            Unprinted(person)
        })
    }

    fn some_measure() -> impl Strategy<Value = Unprinted<Measure>> {
        (day(), proptest::option::of(day()), word(), word()).prop_map(
            |(start, ended_on, end_reason, source)| {
                Unprinted(Measure {
                    code: MeasureCode::Addicted,
                    decision_no: None,
                    decision_date: None,
                    start,
                    term_months: None,
                    rehab_count: None,
                    signatory: None,
                    law: Law::L120,
                    source,
                    ended_on,
                    end_reason,
                    set_end: None,
                    set_end_reason: None,
                })
            },
        )
    }

    proptest! {
        #[test]
        fn a_person_comes_out_as_he_went_in(Unprinted(p) in someone()) {
            let (traits, days) = person(&p);
            let packed = PackedPerson::new(PersonId(7), traits, days);
            prop_assert_eq!(packed.detected_on().unwrap(), p.detected_on);
            let seen = p.psychosis_seen_on.map(PartialDate::first_day);
            for on in [NaiveDate::MIN, NaiveDate::MAX] {
                prop_assert_eq!(packed.attributes(on, true).unwrap(), PersonAttributes {
                    born: p.born,
                    sex: Some(p.sex),
                    psychosis_seen_on: seen.filter(|day| *day <= on),
                    monitored: true,
                    education: p.education,
                    occupation: p.occupation_group,
                    substances: p.substances.iter().copied().collect(),
                    route: p.route,
                    use_since: p.use_since,
                });
            }
        }

        #[test]
        fn a_measure_comes_out_as_it_went_in(Unprinted(m) in some_measure(), row in proptest::sample::select(ReportRow::ALL)) {
            let expected = Interval {
                person: PersonId(7),
                row,
                start: m.start,
                ended_on: m.ended_on,
                end_reason: m.end_reason,
                source: m.source,
            };
            prop_assert_eq!(interval(PersonId(7), measure(row, &m)).unwrap(), expected);
        }

        #[test]
        fn the_order_of_the_numbers_is_the_order_of_counting(Unprinted(one) in some_measure(), Unprinted(other) in some_measure()) {
            let order = |m: &Measure| (m.start, m.ended_on.unwrap_or(NaiveDate::MAX));
            let days = |m| measure(ReportRow::Addicted, m) >> (3 * WORD);
            prop_assert_eq!(order(&one).cmp(&order(&other)), days(&one).cmp(&days(&other)));
        }
    }

    #[test]
    fn every_vocabulary_fits_its_bits() {
        let words = [
            Sex::ALL.len(),
            Education::ALL.len(),
            OccupationGroup::ALL.len(),
            Route::ALL.len(),
            ReportRow::ALL.len(),
            EndReason::ALL.len(),
            Inflow::ALL.len(),
        ];
        assert!(words.iter().all(|words| *words < 1 << WORD));
        assert!(Substance::ALL.len() <= SUBSTANCES as usize);
        assert_eq!(layout().len(), 16);
    }

    #[test]
    fn a_number_that_nothing_packs_to_is_damage() {
        for wrong in [0, -1, i64::MAX] {
            assert!(interval(PersonId(1), wrong).is_err(), "{wrong}");
            assert!(
                PackedPerson::new(PersonId(1), wrong, wrong)
                    .attributes(NaiveDate::MAX, false)
                    .is_err(),
                "{wrong}"
            );
        }
    }
}
