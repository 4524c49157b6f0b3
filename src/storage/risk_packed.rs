//! The facts of an assessment in some eighty bytes: kept with each, so that it can be made again,
//! and so that everybody can be assessed anew in one pass over one table.

use crate::domain::date::PartialDate;
use crate::domain::id::{EventId, MeasureId};
use crate::domain::risk::{RiskFact, RiskFacts, Sign, Source};
use crate::domain::word::{OccupationGroup, Route, Word};
use chrono::{Datelike, NaiveDate};

/// The first byte: another layout takes another number, and this one stays readable.
const LAYOUT: u8 = 1;

/// Whole numbers, small ones short: 7 bits a byte, the lowest first; negative ones between (zigzag).
fn put(out: &mut Vec<u8>, number: i64) {
    let mut rest = (number << 1 ^ number >> 63) as u64;
    loop {
        let low = (rest & 127) as u8;
        rest >>= 7;
        if rest == 0 {
            return out.push(low);
        }
        out.push(low | 128);
    }
}

struct Bytes<'a>(&'a [u8]);

/// The bytes end early, or say what cannot be.
struct Broken;

impl Bytes<'_> {
    fn byte(&mut self) -> Result<u8, Broken> {
        let (first, rest) = self.0.split_first().ok_or(Broken)?;
        self.0 = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<i64, Broken> {
        let (mut value, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte()?;
            if shift > 63 {
                return Err(Broken);
            }
            value |= u64::from(byte & 127) << shift;
            if byte & 128 == 0 {
                return Ok((value >> 1) as i64 ^ -((value & 1) as i64));
            }
            shift += 7;
        }
    }

    fn word<W: Word>(&mut self) -> Result<Option<W>, Broken> {
        match self.byte()? {
            0 => Ok(None),
            n => W::ALL.get(usize::from(n) - 1).copied().map(Some).ok_or(Broken),
        }
    }

    fn day(&mut self) -> Result<Option<NaiveDate>, Broken> {
        match self.number()? {
            0 => Ok(None),
            n => day_of(n).map(Some),
        }
    }
}

fn day_of(number: i64) -> Result<NaiveDate, Broken> {
    let number = i32::try_from(number).map_err(|_| Broken)?;
    NaiveDate::from_num_days_from_ce_opt(number).ok_or(Broken)
}

fn year_of(number: i64) -> Result<i32, Broken> {
    i32::try_from(number).map_err(|_| Broken)
}

fn word<W: Word>(out: &mut Vec<u8>, word: Option<W>) {
    let place = word.and_then(|w| W::ALL.iter().position(|each| *each == w));
    out.push(place.map_or(0, |p| p as u8 + 1));
}

fn number_of(day: Option<NaiveDate>) -> i64 {
    day.map_or(0, |d| i64::from(d.num_days_from_ce()))
}

pub(super) fn pack(facts: &RiskFacts) -> Vec<u8> {
    let mut out = Vec::with_capacity(24 + facts.facts().len() * 6);
    out.push(LAYOUT);
    let (kind, number) = match facts.born {
        PartialDate::Day(day) => (0, i64::from(day.num_days_from_ce())),
        PartialDate::Month(year, month) => (1, i64::from(year) * 12 + i64::from(month) - 1),
        PartialDate::Year(year) => (2, i64::from(year)),
    };
    out.push(kind);
    put(&mut out, number);
    word(&mut out, facts.route);
    out.push(facts.substances);
    word(&mut out, facts.work);
    out.push(facts.psychosis.map_or(0, |yes| u8::from(yes) + 1));
    put(&mut out, number_of(facts.psychosis_seen));
    out.push(u8::from(facts.gone));
    put(&mut out, number_of(facts.ended_on));
    let (mut day, mut id) = (0, 0);
    for fact in facts.facts() {
        let (measure, number) = match fact.source {
            Source::Event(EventId(n)) => (0, n),
            Source::Measure(MeasureId(n)) => (128, n),
            // Dated facts stand in events and measures only.
            Source::Field(_) => continue,
        };
        out.push(fact.sign as u8 | measure);
        let on = i64::from(fact.on.num_days_from_ce());
        put(&mut out, on - day);
        put(&mut out, number - id);
        put(&mut out, fact.until.map_or(0, |u| (u - fact.on).num_days() + 1));
        (day, id) = (on, number);
    }
    out
}

pub(super) fn unpack(bytes: &[u8]) -> Option<RiskFacts> {
    read(Bytes(bytes)).ok()
}

fn read(mut bytes: Bytes<'_>) -> Result<RiskFacts, Broken> {
    if bytes.byte()? != LAYOUT {
        return Err(Broken);
    }
    let (kind, number) = (bytes.byte()?, bytes.number()?);
    let born = match kind {
        0 => PartialDate::Day(day_of(number)?),
        1 => {
            let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
            PartialDate::Month(year_of(year)?, month as u32)
        }
        2 => PartialDate::Year(year_of(number)?),
        _ => return Err(Broken),
    };
    let mut facts = RiskFacts::born(born);
    facts.route = bytes.word::<Route>()?;
    facts.substances = bytes.byte()?;
    facts.work = bytes.word::<OccupationGroup>()?;
    facts.psychosis = match bytes.byte()? {
        0 => None,
        n => Some(n == 2),
    };
    facts.psychosis_seen = bytes.day()?;
    facts.gone = bytes.byte()? == 1;
    facts.ended_on = bytes.day()?;
    let (mut day, mut id) = (0i64, 0i64);
    let mut dated = Vec::with_capacity(bytes.0.len() / 4);
    while !bytes.0.is_empty() {
        let sign = bytes.byte()?;
        day = day.checked_add(bytes.number()?).ok_or(Broken)?;
        id = id.checked_add(bytes.number()?).ok_or(Broken)?;
        let on = day_of(day)?;
        let until = match bytes.number()? {
            0 => None,
            n => {
                let days = chrono::TimeDelta::try_days(n.checked_sub(1).ok_or(Broken)?);
                Some(days.and_then(|d| on.checked_add_signed(d)).ok_or(Broken)?)
            }
        };
        let source = if sign & 128 == 0 {
            Source::Event(EventId(id))
        } else {
            Source::Measure(MeasureId(id))
        };
        let sign = *Sign::ALL.get(usize::from(sign & 127)).ok_or(Broken)?;
        dated.push(RiskFact { on, sign, source, until });
    }
    Ok(facts.with(dated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{iso, parse_partial};
    use proptest::prelude::*;

    prop_compose! {
        fn any_fact()(sign in 0..Sign::ALL.len(), day in 690_000..800_000i32, id in 1..i64::MAX, measure in any::<bool>(), until in prop::option::of(-300..4000i64)) -> RiskFact {
            let on = NaiveDate::from_num_days_from_ce_opt(day).unwrap();
            // An end before its beginning is refused at entry.
            let until = until.map(|n| on + chrono::TimeDelta::days(n.max(0)));
            let source = if measure { Source::Measure(MeasureId(id)) } else { Source::Event(EventId(id)) };
            RiskFact { on, sign: Sign::ALL[sign], source, until }
        }
    }

    proptest! {
        #[test]
        fn facts_come_back_as_they_were(
            born in prop_oneof![Just("1987"), Just("1987-05"), Just("1987-05-12")],
            route in prop::option::of(0..Route::ALL.len()),
            work in prop::option::of(0..OccupationGroup::ALL.len()),
            seen in prop::option::of(690_000..800_000i32),
            ended in prop::option::of(690_000..800_000i32),
            psychosis in any::<Option<bool>>(),
            (substances, gone) in any::<(u8, bool)>(),
            dated in prop::collection::vec(any_fact(), 0..20),
        ) {
            let day = |n: Option<i32>| n.and_then(NaiveDate::from_num_days_from_ce_opt);
            let mut facts = RiskFacts::born(parse_partial(born).unwrap());
            facts.route = route.map(|i| Route::ALL[i]);
            facts.work = work.map(|i| OccupationGroup::ALL[i]);
            (facts.psychosis, facts.psychosis_seen, facts.ended_on) = (psychosis, day(seen), day(ended));
            (facts.substances, facts.gone) = (substances, gone);
            let facts = facts.with(dated);
            let packed = pack(&facts);
            prop_assert_eq!(unpack(&packed), Some(facts));
            // A cut is never taken for another person.
            for end in 0..packed.len() {
                prop_assert_ne!(unpack(&packed[..end]), unpack(&packed));
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn signs_are_numbered_as_listed() {
        for (i, sign) in Sign::ALL.iter().enumerate() {
            assert_eq!(*sign as usize, i);
        }
        assert_eq!(iso(NaiveDate::from_num_days_from_ce_opt(739_577).unwrap()), "2025-11-22");
    }
}
