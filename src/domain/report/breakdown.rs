//! The closing stock broken down by age, sex, education, occupation, substance, route and years
//! of use (`domain.md` §7; keys as in `interface.md`). Hamlets are never counted out.

use crate::domain::date::{PartialDate, age_on};
use crate::domain::person::fields;
use crate::domain::word::{Education, Lang, OccupationGroup, Route, Sex, Substance, Word};
use chrono::{Datelike, NaiveDate};

/// What counting asks about a person of the closing stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonAttributes {
    /// Date of birth as far as known.
    pub born: PartialDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// The day of the latest psychosis sign that is not after the period's end (of a partly known
    /// date its first day).
    pub psychosis_seen_on: Option<NaiveDate>,
    /// Electronic monitoring is active on the period's last day.
    pub monitored: bool,
    /// Education.
    pub education: Option<Education>,
    /// Occupation group.
    pub occupation: Option<OccupationGroup>,
    /// Substances used; empty = unknown.
    pub substances: SubstanceSet,
    /// Route of use; who uses several has one word for it.
    pub route: Option<Route>,
    /// Year use began.
    pub use_since: Option<i32>,
}

impl PersonAttributes {
    /// The day of birth is known, not only the year or the month.
    pub fn born_in_full(&self) -> bool {
        matches!(self.born, PartialDate::Day(_))
    }
}

/// A set of substances in one number, so that counting a country needs no memory per person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SubstanceSet(u16);

impl SubstanceSet {
    /// Whether it holds the substance.
    pub fn holds(self, substance: Substance) -> bool {
        self.0 & (1 << substance as u16) != 0
    }

    /// How many it holds.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Nothing is known.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set as a number, a bit for each substance in the order of the vocabulary.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The set that [`Self::bits`] gave.
    pub fn from_bits(bits: u16) -> Self {
        Self(bits)
    }
}

impl FromIterator<Substance> for SubstanceSet {
    fn from_iter<I: IntoIterator<Item = Substance>>(substances: I) -> Self {
        Self(substances.into_iter().fold(0, |set, s| set | 1 << s as u16))
    }
}

fields! {
    /// Age band at the period's end, in whole years.
    AgeBand {
        Under14 = "<14", "Dưới 14 tuổi", "Under 14";
        From14 = "14-15", "Từ đủ 14 đến dưới 16 tuổi", "14 to 15";
        From16 = "16-17", "Từ đủ 16 đến dưới 18 tuổi", "16 to 17";
        From18 = "18-29", "Từ đủ 18 đến dưới 30 tuổi", "18 to 29";
        From30 = "30+", "Từ đủ 30 tuổi trở lên", "30 and over";
    }
}

impl AgeBand {
    /// The band of an age in whole years; `None` before birth.
    pub fn of(age: i32) -> Option<Self> {
        Some(match age {
            ..0 => return None,
            0..14 => Self::Under14,
            14..16 => Self::From14,
            16..18 => Self::From16,
            18..30 => Self::From18,
            30.. => Self::From30,
        })
    }
}

fields! {
    /// How long someone has used: the year of the period's end less the year use began.
    YearsOfUse {
        UnderOne = "<1", "Dưới 1 năm", "Under 1 year";
        FromOne = "1-4", "Từ 1 đến 4 năm", "1 to 4 years";
        FromFive = "5-9", "Từ 5 đến 9 năm", "5 to 9 years";
        FromTen = "10+", "Từ 10 năm trở lên", "10 years and over";
    }
}

impl YearsOfUse {
    /// The band of a number of years; `None` where use began after the period.
    pub fn of(years: i32) -> Option<Self> {
        Some(match years {
            ..0 => return None,
            0 => Self::UnderOne,
            1..5 => Self::FromOne,
            5..10 => Self::FromFive,
            10.. => Self::FromTen,
        })
    }
}

fields! {
    /// What the closing stock is broken down by.
    Dimension {
        Age = "age", "Độ tuổi", "Age";
        Sex = "sex", "Giới tính", "Sex";
        Education = "education", "Học vấn", "Education";
        Occupation = "occupation", "Nhóm nghề", "Occupation";
        Substance = "substance", "Chất sử dụng (một người có thể ở nhiều ô)", "Substance (a person may stand in several cells)";
        Route = "route", "Đường dùng", "Route";
        YearsOfUse = "years_of_use", "Số năm sử dụng", "Years of use";
    }
}

/// The key of what is not known, in every table.
pub const UNKNOWN: &str = "unknown";

/// One cell of a breakdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyCount {
    /// Its key, from a closed vocabulary.
    pub key: &'static str,
    /// Its Vietnamese label.
    pub vi: &'static str,
    /// Its English label.
    pub en: &'static str,
    /// People.
    pub count: u64,
}

impl KeyCount {
    /// The label an officer reads.
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.vi, self.en)
    }
}

/// A breakdown's cells in the order of forms, `unknown` last.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cells(Vec<KeyCount>);

impl Cells {
    fn of<W: Word>() -> Self {
        let cell = |key, vi, en| KeyCount { key, vi, en, count: 0 };
        let words = W::ALL.iter().map(|w| cell(w.code(), w.label(Lang::Vi), w.label(Lang::En)));
        Self(words.chain([cell(UNKNOWN, "Chưa rõ", "Unknown")]).collect())
    }

    fn add<W: Word>(&mut self, word: Option<W>) {
        let place = word.and_then(|w| W::ALL.iter().position(|&x| x == w)).unwrap_or(W::ALL.len());
        if let Some(cell) = self.0.get_mut(place) {
            cell.count += 1;
        }
    }
}

/// Every breakdown of one closing stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdowns {
    on: NaiveDate,
    people: u64,
    in_several_cells: u64,
    tables: [Cells; 7],
}

impl Breakdowns {
    /// Empty tables; ages and years are taken on the day `on`, the period's last.
    pub fn new(on: NaiveDate) -> Self {
        let tables = [
            Cells::of::<AgeBand>(),
            Cells::of::<Sex>(),
            Cells::of::<Education>(),
            Cells::of::<OccupationGroup>(),
            Cells::of::<Substance>(),
            Cells::of::<Route>(),
            Cells::of::<YearsOfUse>(),
        ];
        Self { on, people: 0, in_several_cells: 0, tables }
    }

    /// Counts a person in.
    pub fn add(&mut self, person: &PersonAttributes) {
        self.people += 1;
        let [age, sex, education, occupation, substance, route, years] = &mut self.tables;
        age.add(AgeBand::of(age_on(person.born.first_day(), self.on)));
        sex.add(person.sex);
        education.add(person.education);
        occupation.add(person.occupation);
        if person.substances.is_empty() {
            substance.add::<Substance>(None);
        }
        for &each in Substance::ALL {
            if person.substances.holds(each) {
                substance.add(Some(each));
            }
        }
        self.in_several_cells += u64::from(person.substances.len() > 1);
        route.add(person.route);
        years.add(person.use_since.and_then(|since| YearsOfUse::of(self.on.year() - since)));
    }

    /// How many people were counted in: the closing stock of the total row.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// How many of them stand in several cells of the substance table. Every other table adds up
    /// to [`Self::people`].
    pub fn in_several_cells(&self) -> u64 {
        self.in_several_cells
    }

    /// The cells of a table.
    pub fn table(&self, dimension: Dimension) -> &[KeyCount] {
        &self.tables[dimension as usize].0
    }

    /// Every table, in the order of the report.
    pub fn tables(&self) -> impl Iterator<Item = (Dimension, &[KeyCount])> {
        Dimension::ALL.iter().map(|&d| (d, self.table(d)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::date::{parse_day, parse_partial};

    fn person(born: &str) -> PersonAttributes {
        PersonAttributes {
            born: parse_partial(born).unwrap(),
            sex: None,
            psychosis_seen_on: None,
            monitored: false,
            education: None,
            occupation: None,
            substances: SubstanceSet::default(),
            route: None,
            use_since: None,
        }
    }

    fn filled(person: &PersonAttributes, dimension: Dimension) -> String {
        let mut b = Breakdowns::new(parse_day("14/11/2026").unwrap());
        b.add(person);
        let cells = b.table(dimension).iter().filter(|c| c.count > 0);
        cells.map(|c| c.key).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_person_stands_in_the_cell_of_his_age_on_the_last_day() {
        let check = |born: &str, key: &str| {
            assert_eq!(filled(&person(born), Dimension::Age), key, "{born}");
        };
        check("15/11/2012", "<14");
        check("14/11/2012", "14-15");
        check("14/11/2010", "16-17");
        check("15/11/2008", "16-17");
        check("14/11/2008", "18-29");
        check("14/11/1996", "30+");
        check("1996", "30+");
        check("12/2008", "16-17");
        check("15/11/2026", "unknown");
    }

    #[test]
    fn years_of_use_count_by_calendar_years() {
        let check = |since: Option<i32>, key: &str| {
            let p = PersonAttributes { use_since: since, ..person("1990") };
            assert_eq!(filled(&p, Dimension::YearsOfUse), key, "{since:?}");
        };
        check(Some(2026), "<1");
        check(Some(2025), "1-4");
        check(Some(2022), "1-4");
        check(Some(2021), "5-9");
        check(Some(2016), "10+");
        check(Some(2027), "unknown");
        check(None, "unknown");
    }

    #[test]
    fn only_substances_may_put_a_person_in_several_cells() {
        let mut p = person("1990");
        p.substances =
            [Substance::Heroin, Substance::Other, Substance::Heroin].into_iter().collect();
        p.sex = Some(Sex::Female);
        p.education = Some(Education::None);
        p.route = Some(Route::Several);
        assert_eq!(filled(&p, Dimension::Substance), "heroin other");
        assert_eq!(filled(&p, Dimension::Sex), "female");
        assert_eq!(filled(&p, Dimension::Education), "none");
        assert_eq!(filled(&p, Dimension::Occupation), "unknown");
        assert_eq!(filled(&p, Dimension::Route), "several");
        let mut b = Breakdowns::new(parse_day("14/11/2026").unwrap());
        b.add(&p);
        b.add(&person("2000"));
        assert_eq!((b.people(), b.in_several_cells()), (2, 1));
        for (dimension, cells) in b.tables() {
            let sum: u64 = cells.iter().map(|c| c.count).sum();
            assert_eq!(sum, if dimension == Dimension::Substance { 3 } else { 2 }, "{dimension:?}");
            assert_eq!(cells.last().map(|c| c.key), Some("unknown"));
        }
    }

    #[test]
    fn every_table_has_its_keys() {
        let b = Breakdowns::new(parse_day("14/11/2026").unwrap());
        let keys = |d| b.table(d).iter().map(|c| c.key).collect::<Vec<_>>().join(" ");
        assert_eq!(keys(Dimension::Age), "<14 14-15 16-17 18-29 30+ unknown");
        assert_eq!(keys(Dimension::Sex), "male female unknown");
        assert_eq!(
            keys(Dimension::Education),
            "none primary lower_secondary upper_secondary college postgraduate unknown"
        );
        assert_eq!(keys(Dimension::YearsOfUse), "<1 1-4 5-9 10+ unknown");
    }
}
